//! `/watch`: questions that are asked again when an index has changed, whoever changed it; quotes that are new are posted where the question
//! was set, once each, and only from collections that are seen there then.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use serenity::all::{ChannelId, GuildId, UserId};

use super::books::Books;
use super::collections::View;
use super::desk::{Asker, Desk};
use super::faults::Code;
use super::post::{Promise, Unsent};
use super::press::cards;
use super::request::{Place, wishes};
use super::{commands, request};
use crate::answer::Finding;
use crate::ask::Question;
use crate::kept::Watch;
use crate::show::card::{Asked, Reply, escape, label};
use crate::show::words::Tongue;
use crate::text::ContentHash;

/// So many questions a person may have watched, and so many a server.
const OF_A_PERSON: usize = 10;
const OF_A_SERVER: usize = 50;
/// So many quotes of an answer are looked at.
const LOOKED_AT: usize = 10;
/// So many quotes are remembered as shown; a question that finds more than that over time is about everything.
const REMEMBERED: usize = 500;
/// Within what Discord allows in a message.
const WORDS: usize = 100;
const NO_SUCH_CHANNEL: isize = 10003;

/// What somebody wants of their watched questions; nothing at all to have them listed.
#[derive(Clone, Default)]
pub(super) struct Wanted {
    pub words: Option<String>,
    /// The number of one to be given up.
    pub remove: Option<String>,
    pub collection: Option<String>,
}

/// When each collection was indexed, as it was looked at last.
pub(super) type Stamps = HashMap<Arc<str>, Option<Timestamp>>;

pub(super) async fn take(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    wanted: Wanted,
    code: Code,
) -> Result<(), Unsent> {
    if let Some(number) = wanted.remove {
        return remove(desk, asker, place, &number, code).await;
    }
    match wanted.words.map(|words| request::without_mentions(&words)).filter(|words| !words.is_empty()) {
        Some(words) => set(desk, asker, place, (words, wanted.collection), code).await,
        None => desk.post.answer_at_once(asker.address, &list(desk, asker)).await,
    }
}

async fn set(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    (words, collection): (String, Option<String>),
    code: Code,
) -> Result<(), Unsent> {
    let (person, tongue) = (asker.person.get(), asker.tongue);
    if place.personal {
        return asker.tell(desk, "watch-personal").await;
    }
    if asker.view.is_empty() {
        return asker.tell(desk, "nothing-here").await;
    }
    let collection = asker.collection(collection);
    let filters: Vec<_> = collection.iter().map(|name| (commands::COLLECTION.to_owned(), name.clone())).collect();
    let asker = &match asker.choosing(collection) {
        Ok(chosen) => chosen,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    let mut watch = Watch {
        person,
        server: place.server.map(GuildId::get),
        channel: place.channel.get(),
        words,
        filters,
        tongue: tongue.code().to_owned(),
        shown: Vec::new(),
    };
    if let Some(refusal) = full(desk, &watch, tongue) {
        return desk.post.answer_at_once(asker.address, &refusal).await;
    }
    let question = question(desk, &watch);
    let search = move |books: &dyn Books| books.ask(&question);
    let Some(found) = desk.work(asker, Promise::Private, search).await? else { return Ok(()) };
    let reply = match found {
        Ok(answer) => {
            // What is there already is nothing new.
            watch.shown = answer.findings().iter().map(key).collect();
            let count = watch.shown.len();
            let number = number(&watch);
            match desk.keep(move |kept| kept.put_watch(number, &watch)).await {
                Ok(()) => Reply::words(tongue.with("watch-set", &[("count", count.into())])),
                Err(fault) => fault.logged(code, tongue),
            }
        }
        Err(fault) => fault.logged(code, tongue),
    };
    desk.post.deliver(asker.address, &reply).await.map(drop)
}

/// Why there is no room for another one.
fn full(desk: &Desk, watch: &Watch, tongue: Tongue) -> Option<Reply> {
    let all = desk.kept.watches();
    let told = |key, limit: usize| Some(Reply::words(tongue.with(key, &[("limit", limit.into())])));
    if all.iter().any(|(known, _)| *known == number(watch)) {
        return Some(Reply::words(tongue.say("watch-twice")));
    }
    if all.iter().filter(|(_, other)| other.person == watch.person).count() >= OF_A_PERSON {
        return told("watch-full", OF_A_PERSON);
    }
    let here = |other: &Watch| watch.server.is_some() && other.server == watch.server;
    if all.iter().filter(|(_, other)| here(other)).count() >= OF_A_SERVER {
        return told("watch-full-server", OF_A_SERVER);
    }
    None
}

fn list(desk: &Desk, asker: &Asker<'_>) -> Reply {
    let tongue = asker.tongue;
    let own = own(desk, asker.person);
    if own.is_empty() {
        return Reply::words(tongue.say("watch-none"));
    }
    let line = |(_, watch): &(u128, Watch)| {
        let (channel, words) = (format!("<#{}>", watch.channel), escape(&label(&watch.words, WORDS)));
        format!("\n• {}", tongue.with("watch-line", &[("channel", channel.into()), ("words", words.into())]))
    };
    let lines: String = own.iter().map(line).collect();
    Reply::words(format!("{}{lines}", tongue.say("watch-list")))
}

async fn remove(desk: &Desk, asker: &Asker<'_>, place: &Place, written: &str, code: Code) -> Result<(), Unsent> {
    let manages = desk.rules.may_manage(place.permissions, &place.roles);
    let mine = |watch: &Watch| watch.person == asker.person.get();
    let ours = |watch: &Watch| manages && watch.server.is_some() && watch.server == place.server.map(GuildId::get);
    let named = |number: u128, watch: &Watch| written.trim() == number.to_string() || written.trim() == watch.words;
    let found =
        desk.kept.watches().into_iter().find(|(number, watch)| named(*number, watch) && (mine(watch) || ours(watch)));
    // Somebody else's is told like none.
    let Some((number, watch)) = found else { return asker.tell(desk, "watch-unknown").await };
    let reply = match desk.keep(move |kept| kept.remove_watch(number)).await {
        Ok(()) => {
            let words = escape(&label(&watch.words, WORDS));
            Reply::words(asker.tongue.with("watch-removed", &[("words", words.into())]))
        }
        Err(fault) => fault.logged(code, asker.tongue),
    };
    desk.post.answer_at_once(asker.address, &reply).await
}

/// The person's watched questions that hold what is typed, and their numbers.
pub(super) fn suggestions(desk: &Desk, person: UserId, typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().to_lowercase();
    let fitting = own(desk, person).into_iter().filter(|(_, watch)| watch.words.to_lowercase().contains(&typed));
    fitting.map(|(number, watch)| (label(&watch.words, WORDS), number.to_string())).collect()
}

fn own(desk: &Desk, person: UserId) -> Vec<(u128, Watch)> {
    desk.kept.watches().into_iter().filter(|(_, watch)| watch.person == person.get()).collect()
}

/// The same question of the same person in the same channel is the same watch.
fn number(watch: &Watch) -> u128 {
    let named = format!("{} {} {:?} {}", watch.person, watch.channel, watch.filters, watch.words);
    let mut number = [0; 16];
    number.copy_from_slice(&ContentHash::of(named.as_bytes()).as_bytes()[..16]);
    u128::from_be_bytes(number)
}

/// Of the article and the words, so that a quote stays the same one in a corrected article.
fn key(finding: &Finding) -> [u8; 8] {
    let named = format!("{}\n{}", finding.quote.article().id, finding.quote.words());
    let mut key = [0; 8];
    key.copy_from_slice(&ContentHash::of(named.as_bytes()).as_bytes()[..8]);
    key
}

fn question(desk: &Desk, watch: &Watch) -> Question {
    let filters = wishes(&watch.filters).filters().unwrap_or_default();
    Question { filters, limit: LOOKED_AT, ..Question::new(&watch.words, (desk.today)()) }
}

/// Looks whether an index has changed since the last time, by whatever means, and asks the watched questions of those that have.
pub(super) async fn look(desk: &Desk) {
    let mut stamps = desk.stamps.lock().await;
    let watches = desk.kept.watches();
    if watches.is_empty() {
        return;
    }
    let whole = desk.collections.whole();
    let all = whole.clone();
    let Ok(now) = desk.read(&whole, move |_| Ok(times(&all))).await else { return };
    let changed: Vec<String> =
        now.iter().filter(|(name, time)| stamps.get(*name) != Some(*time)).map(|(name, _)| name.to_string()).collect();
    if changed.is_empty() {
        return;
    }
    *stamps = now;
    for (number, watch) in watches {
        if desk.is_stopping() {
            return;
        }
        if ask_again(desk, number, watch, &changed).await == Told::Later {
            // Discord is away: all of it is asked again at the next look, when what has been posted is known as shown.
            stamps.retain(|name, _| !changed.iter().any(|changed| **changed == **name));
            return;
        }
    }
}

/// What became of the quotes of a watched question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Told {
    Done,
    /// Discord surely did not take them, and may take them later.
    Later,
}

/// What has no index yet, or cannot be read, has no time either.
fn times(view: &View) -> Stamps {
    let time = |name: &Arc<str>| view.only(name).and_then(|one| one.searched().ok()).and_then(|found| found.indexed);
    view.names().map(|name| (Arc::clone(name), time(name))).collect()
}

async fn ask_again(desk: &Desk, number: u128, watch: Watch, changed: &[String]) -> Told {
    let place = Place::of_message(watch.server.map(GuildId::new), ChannelId::new(watch.channel), Vec::new());
    let Some(view) = desk.open_to(UserId::new(watch.person), place).await else { return Told::Done };
    let chosen = request::option_of(&Asked { words: None, filters: watch.filters.clone() }, commands::COLLECTION);
    let Some(view) = chosen.map_or(Some(view.clone()), |name| view.only(&name)) else { return Told::Done };
    if view.among(changed).is_empty() {
        return Told::Done;
    }
    let question = question(desk, &watch);
    let Ok(answer) = desk.read(&view, move |books| books.ask(&question)).await else { return Told::Done };
    let new: Vec<Finding> =
        answer.findings().iter().filter(|finding| !watch.shown.contains(&key(finding))).cloned().collect();
    if new.is_empty() { Told::Done } else { post(desk, number, watch, &new).await }
}

/// Noted first and posted then: what may not have arrived is left out rather than said twice. Where Discord surely did not take it, it comes again.
async fn post(desk: &Desk, number: u128, mut watch: Watch, new: &[Finding]) -> Told {
    let tongue = Tongue::of(&watch.tongue);
    let mut rest = new;
    while !rest.is_empty() {
        let asked = Asked { words: Some(watch.words.clone()), filters: watch.filters.clone() };
        let lines = asked.lines(tongue).unwrap_or_default();
        let page = rest.get(..desk.quotes.min(rest.len())).unwrap_or(rest);
        let reply = cards(&format!("{}\n{lines}", tongue.say("watch-new")), page, tongue);
        let count = reply.cards.len().max(1).min(rest.len());
        let (now, later) = rest.split_at(count);
        rest = later;
        let before = watch.clone();
        watch.shown.extend(now.iter().map(key));
        let forgotten = watch.shown.len().saturating_sub(REMEMBERED);
        watch.shown.drain(..forgotten);
        if keep(desk, number, &watch).await.is_err() {
            return Told::Done;
        }
        let nonce = now.first().map(key).map_or(0, u64::from_be_bytes) ^ number as u64;
        match desk.post.announce(ChannelId::new(watch.channel), &reply, nonce).await {
            Ok(()) => {}
            Err(Unsent::Refused { code: NO_SUCH_CHANNEL, .. }) => {
                tracing::info!("the channel of a watched question is gone, and with it the question");
                let _ = desk.keep(move |kept| kept.remove_watch(number)).await;
                return Told::Done;
            }
            Err(unsent) => {
                tracing::warn!(%unsent, "a watched question's quotes did not arrive");
                if !unsent.may_have_arrived() {
                    let _ = keep(desk, number, &before).await;
                }
                return if unsent.comes_again() { Told::Later } else { Told::Done };
            }
        }
    }
    Told::Done
}

async fn keep(desk: &Desk, number: u128, watch: &Watch) -> Result<(), super::faults::Fault> {
    let watch = watch.clone();
    // Nobody gets back what was removed meanwhile.
    desk.keep(move |kept| kept.change_watch(number, &watch)).await
}
