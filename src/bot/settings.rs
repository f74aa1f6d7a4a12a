//! `/settings`: how a server wants the bot to be; for its managers, and about nothing but what the server was given.

use serenity::all::ChannelId;

use super::collections::View;
use super::desk::{Asker, Desk, no_such_collection};
use super::faults::Code;
use super::post::Unsent;
use super::request::Place;
use crate::kept::Server;
use crate::show::card::{Reply, escape, label, shortened};
use crate::show::words::Tongue;

/// Within what Discord allows in a message.
const LONGEST: usize = 1_900;

/// Stands for every collection that can be seen.
pub(super) const ALL: &str = "all";

/// What somebody wants to be changed; nothing at all to be shown what is set.
#[derive(Clone, Default)]
pub(super) struct Changes {
    pub collection: Option<String>,
    pub private: Option<bool>,
    /// In seconds.
    pub cooldown: Option<u32>,
    pub channel: Option<ChannelId>,
    /// Names with commas between them, for the channel.
    pub only: Option<String>,
}

pub(super) async fn take(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    changes: Changes,
    code: Code,
) -> Result<(), Unsent> {
    let (address, tongue) = (asker.address, asker.tongue);
    let (Some(server), true) = (place.server, desk.rules.may_manage(place.permissions, &place.roles)) else {
        return asker.tell(desk, "settings-refused").await;
    };
    let server = server.get();
    // What the server was given, whatever its managers let this channel see of it.
    let view = desk.collections.seen_from(place);
    let before = desk.kept.server(server);
    let after = match changed(before.clone(), changes, place.channel, (&view, tongue)) {
        Ok(after) => after,
        Err(refusal) => return desk.post.answer_at_once(address, &refusal).await,
    };
    let shown = Reply::words(lines(&after, &view, tongue));
    if after == before {
        return desk.post.answer_at_once(address, &shown).await;
    }
    let reply = match desk.keep(move |kept| kept.put_server(server, &after)).await {
        Ok(()) => shown,
        Err(fault) => fault.logged(code, tongue),
    };
    desk.post.answer_at_once(address, &reply).await
}

fn changed(
    mut server: Server,
    changes: Changes,
    here: ChannelId,
    (view, tongue): (&View, Tongue),
) -> Result<Server, Reply> {
    let known = |name: &str| view.only(name).map(|_| name.to_owned()).ok_or_else(|| no_such_collection(name, tongue));
    if let Some(name) = changes.collection {
        server.collection = match name.trim() {
            ALL => None,
            name => Some(known(name)?),
        };
    }
    server.private = changes.private.unwrap_or(server.private);
    server.cooldown = changes.cooldown.or(server.cooldown);
    let channel = changes.channel.unwrap_or(here).get();
    match changes.only {
        Some(only) if only.trim() == ALL => drop(server.channels.remove(&channel)),
        Some(only) => {
            let names = only.split(',').map(str::trim).filter(|name| !name.is_empty());
            server.channels.insert(channel, names.map(known).collect::<Result<_, _>>()?);
        }
        None if changes.channel.is_some() => {
            return Err(Reply::words(tongue.say("settings-which")));
        }
        None => {}
    }
    Ok(server)
}

/// Names that cannot be seen here are left out, as if they had not been set.
fn lines(server: &Server, view: &View, tongue: Tongue) -> String {
    let seen = |name: &str| view.only(name).map(|_| escape(&label(name, 100)));
    let collection = server.collection.as_deref().and_then(seen);
    let mut lines = vec![
        collection.map_or_else(
            || tongue.say("settings-all"),
            |name| tongue.with("settings-collection", &[("name", name.into())]),
        ),
        tongue.say(if server.private { "settings-private" } else { "settings-open" }),
        match server.cooldown {
            Some(0) => tongue.say("settings-no-cooldown"),
            Some(seconds) => tongue.with("settings-cooldown", &[("seconds", seconds.into())]),
            None => tongue.say("settings-own-cooldown"),
        },
    ];
    for (channel, names) in &server.channels {
        let names: Vec<String> = names.iter().filter_map(|name| seen(name)).collect();
        let names = if names.is_empty() { tongue.say("settings-nothing") } else { names.join(", ") };
        let channel = format!("<#{channel}>");
        lines.push(tongue.with("settings-channel", &[("channel", channel.into()), ("names", names.into())]));
    }
    let lines: String = lines.iter().map(|line| format!("\n• {line}")).collect();
    shortened(&format!("{}{lines}", tongue.say("settings-title")), LONGEST)
}
