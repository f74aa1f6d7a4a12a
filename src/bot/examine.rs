//! What the bot may do in a server and what it lacks, asked of Discord without connecting to the gateway.

use std::collections::HashSet;

use serde::Deserialize;
use serenity::all::{ApplicationId, GuildId, Permissions, RoleId, UserId};
use serenity::http::Route;

use super::post::{Post, Unsent};
use super::{BotError, Settings, commands, http};

/// One thing that was looked at: what is right, or what is wrong and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Examined {
    pub name: &'static str,
    pub found: Result<String, String>,
}

/// What the bot needs in a channel, with the names that Discord's settings have for it.
const NEEDED: [(Permissions, &str); 6] = [
    (Permissions::VIEW_CHANNEL, "View Channels"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::ATTACH_FILES, "Attach Files"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
];

#[derive(Deserialize)]
struct Account {
    id: UserId,
    username: String,
}

#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
}

#[derive(Deserialize)]
struct Server {
    name: String,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
struct Role {
    id: RoleId,
    permissions: Permissions,
}

#[derive(Deserialize)]
struct Member {
    roles: Vec<RoleId>,
}

#[derive(Deserialize)]
struct Registered {
    name: String,
}

/// Looks at the token, and at one server where its number is given.
pub async fn examine(settings: &Settings, server: Option<u64>) -> Result<Vec<Examined>, BotError> {
    let post = Post::new(http(settings)?, settings.deliver_within);
    let account: Account = match post.get(Route::UserMe).await {
        Ok(account) => account,
        Err(unsent) => return Ok(vec![Examined { name: "token", found: Err(no_account(&unsent)) }]),
    };
    let mut examined =
        vec![Examined { name: "token", found: Ok(format!("it is the token of «{}»", account.username)) }];
    let server = server.filter(|server| *server != 0).map(GuildId::new);
    let application: Result<Application, Unsent> = post.get(Route::Oauth2ApplicationCurrent).await;
    match application {
        Ok(application) => {
            let here = settings.guild.filter(|id| *id != 0).map(GuildId::new);
            examined.push(registered(&post, application.id, here).await);
            if let Some(server) = server {
                examined.push(permissions(&post, account.id, application.id, server).await);
            }
        }
        Err(unsent) => examined.push(Examined { name: "application", found: Err(unsent.to_string()) }),
    }
    Ok(examined)
}

fn no_account(unsent: &Unsent) -> String {
    match unsent {
        Unsent::Refused { status: 401, .. } | Unsent::Unwritable(_) => {
            "Discord does not accept the token: take it from the page «Bot» of https://discord.com/developers/applications".to_owned()
        }
        other => format!("{other}: try again when Discord can be reached"),
    }
}

/// Whether the commands are registered, which the bot does when it starts.
async fn registered(post: &Post, application: ApplicationId, server: Option<GuildId>) -> Examined {
    let route = match server {
        Some(guild_id) => Route::GuildCommands { application_id: application, guild_id },
        None => Route::Commands { application_id: application },
    };
    let found: Result<Vec<Registered>, Unsent> = post.get(route).await;
    let found = match found {
        Ok(registered) => {
            let there: HashSet<String> = registered.into_iter().map(|command| command.name).collect();
            let missing: Vec<&str> = commands::NAMES.iter().copied().filter(|name| !there.contains(*name)).collect();
            match missing.len() {
                0 => Ok(format!("all {} are registered", commands::NAMES.len())),
                _ => Err(format!(
                    "not registered: {}; «onrecord bot» registers them when it starts, which needs the scope «applications.commands» in the invitation",
                    missing.join(", ")
                )),
            }
        }
        Err(unsent) => Err(unsent.to_string()),
    };
    Examined { name: "commands", found }
}

/// What the roles of the bot give it in a server. A channel's own settings can still take it away.
async fn permissions(post: &Post, bot: UserId, application: ApplicationId, server: GuildId) -> Examined {
    let found = async {
        let found: Server = post.get(Route::Guild { guild_id: server }).await?;
        let member: Member = post.get(Route::GuildMember { guild_id: server, user_id: bot }).await?;
        Ok::<_, Unsent>((found, member))
    };
    let found = match found.await {
        Ok((found, member)) => {
            let missing = missing(&found.roles, &member.roles, server);
            match missing.is_empty() {
                true => Ok(format!("the bot has all it needs in «{}», unless a channel takes it away", found.name)),
                false => Err(format!(
                    "in «{}» the bot lacks {}: give them to its role in the server's settings, or invite it again with {}",
                    found.name,
                    missing.join(", "),
                    invitation(application)
                )),
            }
        }
        Err(Unsent::Refused { status: 403 | 404, .. }) => {
            Err(format!("the bot is not in server {server}: invite it with {}", invitation(application)))
        }
        Err(unsent) => Err(unsent.to_string()),
    };
    Examined { name: "server", found }
}

fn missing(roles: &[Role], own: &[RoleId], server: GuildId) -> Vec<&'static str> {
    // The role of everyone has the number of the server.
    let given = roles.iter().filter(|role| role.id.get() == server.get() || own.contains(&role.id));
    let given = given.fold(Permissions::empty(), |all, role| all | role.permissions);
    let lacks = |needed: &Permissions| !given.contains(*needed) && !given.contains(Permissions::ADMINISTRATOR);
    NEEDED.iter().filter(|(needed, _)| lacks(needed)).map(|(_, name)| *name).collect()
}

fn invitation(application: ApplicationId) -> String {
    let needed = NEEDED.iter().fold(Permissions::empty(), |all, (needed, _)| all | *needed);
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        needed.bits()
    )
}
