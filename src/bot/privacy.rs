//! `/forget-me` and ratings: what is kept about a person, and how it goes away.

use super::desk::{Asker, Desk};
use super::faults::Code;
use super::post::Unsent;
use super::request::Carrier;
use crate::kept::{Forgotten, Rating};
use crate::show::card::Reply;

/// Removes all that is kept about the one who asks.
pub(super) async fn forget(desk: &Desk, asker: &Asker<'_>, code: Code) -> Result<(), Unsent> {
    let (person, tongue) = (asker.person.get(), asker.tongue);
    let reply = match desk.keep(move |kept| kept.forget(person)).await {
        Ok(Forgotten { watches: 0, ratings: 0 }) => Reply::words(tongue.say("forgotten-nothing")),
        Ok(Forgotten { watches, ratings }) => {
            Reply::words(tongue.with("forgotten", &[("watches", watches.into()), ("ratings", ratings.into())]))
        }
        Err(fault) => fault.logged(code, asker.tongue),
    };
    desk.post.answer_at_once(asker.address, &reply).await
}

/// Notes that somebody called an answer not helpful, once a person and message.
pub(super) async fn rate(desk: &Desk, asker: &Asker<'_>, on: &Carrier, code: Code) -> Result<(), Unsent> {
    let rating = Rating {
        person: asker.person.get(),
        message: on.message.get(),
        at: jiff::Timestamp::now().as_second(),
        articles: on.marks.iter().map(|mark| mark.article).collect(),
    };
    let reply = match desk.keep(move |kept| kept.rate(&rating)).await {
        Ok(true) => {
            tracing::info!(%code, "an answer was called not helpful");
            Reply::words(asker.tongue.say("button-thanks"))
        }
        Ok(false) => Reply::words(asker.tongue.say("button-thanked")),
        Err(fault) => fault.logged(code, asker.tongue),
    };
    desk.post.answer_at_once(asker.address, &reply).await
}
