//! The Discord bot: serenity events -> requests -> answers. Only this room knows serenity.

mod books;
mod commands;
mod desk;
mod events;
mod faults;
mod guard;
mod post;
mod reindex;
mod reply;
mod report;
mod request;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serenity::client::ClientBuilder;
use serenity::gateway::GatewayError;
use serenity::http::{Http, HttpBuilder};
use serenity::model::gateway::GatewayIntents;

pub use books::{Books, Collection};
use desk::Desk;
use events::Events;
use post::{Post, Unsent};

/// What the bot is told before it starts.
pub struct Settings {
    /// The bot's token. Handed on to the HTTP client and never printed.
    pub token: String,
    /// At most this many quotes in an answer.
    pub quotes: usize,
    /// How long a person waits between two questions.
    pub cooldown: Duration,
    /// Registers the commands in this server alone, where they appear at once; everywhere when there is none.
    pub guild: Option<u64>,
    /// How many searches run at the same time.
    pub searches: usize,
    /// How long the bot may take to end what it has begun when it is told to stop.
    pub grace: Duration,
    /// The clock: which day it is.
    pub today: fn() -> Date,
    /// Where Discord's HTTP interface is instead, without its rate limits.
    #[doc(hidden)]
    pub host: Option<String>,
}

impl Settings {
    pub fn new(token: impl Into<String>) -> Settings {
        Settings {
            token: token.into(),
            quotes: 3,
            cooldown: Duration::from_secs(2),
            guild: None,
            searches: std::thread::available_parallelism().map_or(2, usize::from),
            grace: Duration::from_secs(10),
            today: || ZonedDateTime::now().date(),
            host: None,
        }
    }
}

/// Why the bot could not run or had to end.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BotError {
    #[error("Discord does not accept the bot's token")]
    BadToken,
    #[error("Discord does not give this bot an intent it asked for")]
    IntentRefused,
    #[error("could not set up the connection to Discord: {0}")]
    Setup(String),
    #[error("the connection to Discord ended: {0}")]
    Gateway(String),
}

impl BotError {
    /// What the person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            BotError::BadToken => Some(
                "take the token from the Bot page of https://discord.com/developers/applications, and give it in ONRECORD_DISCORD_TOKEN or in the file named by discord.token_file",
            ),
            BotError::IntentRefused => {
                Some("the bot needs no privileged intent; check that its application is not limited or disabled")
            }
            BotError::Setup(_) | BotError::Gateway(_) => None,
        }
    }
}

/// No privileged intent: Discord hands over the words of messages that mention the bot, reply to it with a mention, or are sent to it alone.
/// Commands need none.
const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Discord's slow calls take a few seconds; serenity alone would wait for ever.
const CALL_WITHIN: Duration = Duration::from_secs(15);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Connects to Discord and answers until `shutdown` resolves or Discord refuses the bot.
///
/// Returns once all begun work is done or the grace is over. Threads of a search or of serenity may still run then, so the caller should not
/// wait for them without a limit when it ends the runtime.
pub async fn run(
    settings: Settings,
    books: Arc<dyn Books>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), BotError> {
    let mut shutdown = pin!(shutdown);
    let post = Post::new(http(&settings)?);
    let shards = tokio::select! {
        shards = recommended_shards(&post) => shards?,
        () = &mut shutdown => return Ok(()),
    };
    let desk = Arc::new(Desk::new(&settings, books, post));
    let events = Events::new(Arc::clone(&desk), settings.guild);
    let built = ClientBuilder::new_with_http(http(&settings)?, INTENTS).event_handler(events);
    let mut client = tokio::select! {
        client = built => client.map_err(|error| BotError::Setup(error.to_string()))?,
        () = &mut shutdown => return Ok(()),
    };
    let manager = Arc::clone(&client.shard_manager);
    let ended = tokio::select! {
        ended = client.start_shards(shards) => Some(ended),
        () = &mut shutdown => None,
    };
    if let Some(Err(error)) = ended {
        // Nothing is left to shut down, and serenity would wait for it.
        return Err(refusal(&error));
    }
    tracing::info!("ending");
    let leaving = async {
        desk.finish().await;
        manager.shutdown_all().await;
    };
    if tokio::time::timeout(settings.grace, leaving).await.is_err() {
        tracing::warn!("left before all work was done");
    }
    Ok(())
}

/// Asks Discord until it answers: a bot that starts before the network does should not need anybody's hand.
async fn recommended_shards(post: &Post) -> Result<u32, BotError> {
    let mut pause = Duration::from_secs(1);
    loop {
        match post.gateway().await {
            Ok(gateway) => return Ok(gateway.shards.max(1)),
            // A token that cannot even be written into a request is none either.
            Err(Unsent::Refused { status: 401, .. } | Unsent::Unwritable(_)) => return Err(BotError::BadToken),
            Err(unsent) => {
                tracing::warn!(%unsent, "no connection to Discord yet; trying again in {} s", pause.as_secs())
            }
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn http(settings: &Settings) -> Result<Http, BotError> {
    let client = reqwest::Client::builder().use_rustls_tls().connect_timeout(CONNECT_WITHIN).timeout(CALL_WITHIN);
    let client = client.build().map_err(|error| BotError::Setup(error.to_string()))?;
    let mut http = HttpBuilder::new(&settings.token).client(client);
    if let Some(host) = &settings.host {
        http = http.proxy(host).ratelimiter_disabled(true);
    }
    Ok(http.build())
}

fn refusal(error: &serenity::Error) -> BotError {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => {
            BotError::BadToken
        }
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
            BotError::IntentRefused
        }
        other => BotError::Gateway(other.to_string()),
    }
}
