//! Where requests arrive: each is passed by the guard, acknowledged, worked on and answered, and none can bring the others down.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use tokio::sync::{RwLock, Semaphore, SemaphorePermit};

use super::answered::{Answer, Answered, Meanwhile};
use super::books::Books;
use super::collections::{Collections, View};
use super::faults::{Code, Fault};
use super::guard::{Cooldowns, Pass, Rules, Seen};
use super::marks::Act;
use super::metrics::{Metrics, way};
use super::post::{Post, Promise, Unsent};
use super::request::{Address, Change, Place, Press, Request, Wish};
use super::tongues::Tongues;
use super::unfinished::{self, Unfinished};
use super::watches::Stamps;
use super::{Settings, additions, answers, articles, press, privacy, reindex, report, settings, watches};
use crate::kept::{Kept, KeptError};
use crate::library::LibraryError;
use crate::show::card::{Reply, escape, label};
use crate::show::words::Tongue;

/// As long as managers may set it.
const LONGEST_COOLDOWN: Duration = Duration::from_secs(3_600);

/// Everything the handlers share.
pub(super) struct Desk {
    pub collections: Collections,
    pub kept: Arc<Kept>,
    /// When the indexes were made, as the watched questions saw them last; held while those are asked.
    pub stamps: tokio::sync::Mutex<Stamps>,
    /// Told when a run has ended, so that they are not kept waiting.
    pub look_soon: tokio::sync::Notify,
    pub post: Post,
    pub metrics: Metrics,
    /// One re-index at a time.
    pub reindexing: Arc<tokio::sync::Mutex<()>>,
    /// The one there is.
    pub run: Arc<Mutex<Option<reindex::Current>>>,
    /// Where a run is noted while it lasts.
    pub unfinished: Option<PathBuf>,
    /// A run that an earlier process did not finish, until somebody is told.
    pub cut_off: Mutex<Option<Unfinished>>,
    /// Set when the bot has been told to stop; a re-index ends at its next step.
    pub stopping: Arc<AtomicBool>,
    /// How many quotes a message shows.
    pub quotes: usize,
    pub today: fn() -> jiff::civil::Date,
    pub rules: Rules,
    suggest_within: Duration,
    /// Which message answers which.
    pub answered: Mutex<Answered>,
    /// What the re-indexes of this process did, the newest first, each with the collections it was of.
    last_runs: Mutex<Vec<(Vec<Arc<str>>, report::Brief)>>,
    searches: Arc<Semaphore>,
    waiting: Semaphore,
    cooldowns: Mutex<Cooldowns>,
    server_cooldown: Duration,
    server_cooldowns: Mutex<Cooldowns<GuildId>>,
    /// People who are being worked for.
    busy: Mutex<HashSet<UserId>>,
    /// Events that were taken.
    seen: Mutex<Seen>,
    /// People who know by now that an unmentioned bot reads nothing.
    hinted: Mutex<Seen>,
    tongues: Mutex<Tongues>,
    /// Every handler reads while it works; whoever waits to write waits for all of them.
    work: RwLock<()>,
}

impl Desk {
    pub fn new(settings: &Settings, collections: Collections, post: Post, kept: Arc<Kept>) -> Desk {
        Desk {
            collections,
            kept,
            stamps: tokio::sync::Mutex::default(),
            look_soon: tokio::sync::Notify::new(),
            metrics: Metrics::new(post.limits()),
            post,
            reindexing: Arc::default(),
            run: Arc::default(),
            cut_off: Mutex::new(settings.unfinished.as_deref().and_then(unfinished::left)),
            unfinished: settings.unfinished.clone(),
            stopping: Arc::default(),
            quotes: settings.quotes,
            today: settings.today,
            rules: settings.rules.clone(),
            suggest_within: settings.suggest_within,
            answered: Mutex::default(),
            last_runs: Mutex::default(),
            searches: Arc::new(Semaphore::new(settings.searches.max(1))),
            waiting: Semaphore::new(settings.waiting.max(1)),
            cooldowns: Mutex::new(Cooldowns::new(settings.cooldown)),
            server_cooldown: settings.server_cooldown,
            server_cooldowns: Mutex::new(Cooldowns::new(LONGEST_COOLDOWN)),
            busy: Mutex::default(),
            seen: Mutex::default(),
            hinted: Mutex::default(),
            tongues: Mutex::default(),
            work: RwLock::new(()),
        }
    }

    /// Takes a request from beginning to end.
    pub async fn take(&self, request: Request) {
        // Whoever comes while the bot is leaving gets no answer, rather than half of one.
        let Ok(_working) = self.work.try_read() else { return };
        if !lock(&self.seen).first_time(request.event) {
            return tracing::debug!(event = request.event, "the same event again");
        }
        let (code, way, arrived) = (Code::of(request.event), way(&request), Instant::now());
        way.into_iter().for_each(|way| self.metrics.asked(way));
        let address = request.address.clone();
        let tongue = self.tongue(request.tongue, request.place.server).await;
        let handled = AssertUnwindSafe(self.handle(request, tongue, code)).catch_unwind().await;
        let sent = match handled {
            Ok(sent) => sent,
            Err(_panic) => self.post.deliver(&address, &Fault::Panicked.logged(code, tongue)).await.map(drop),
        };
        match sent {
            Err(unsent) => tracing::warn!(%code, %unsent, "an answer did not arrive"),
            Ok(()) if way.is_some() => self.metrics.took(arrived.elapsed()),
            Ok(()) => {}
        }
    }

    /// A question that was changed soon after it was answered gets its answer changed.
    pub async fn change(&self, change: Change) {
        let Ok(_working) = self.work.try_read() else { return };
        let code = Code::of(change.message.get());
        let Some((change, answer)) = lock(&self.answered).change(change, Instant::now()) else { return };
        let changed = AssertUnwindSafe(self.change_to(change, answer, code)).catch_unwind().await;
        match changed {
            Ok(Ok(())) => {}
            Ok(Err(unsent)) => tracing::warn!(%code, %unsent, "an answer could not be changed"),
            Err(_panic) => tracing::error!(%code, "a handler panicked"),
        }
    }

    /// The place may be given fewer collections than when the question was asked first.
    pub async fn change_to(&self, change: Change, answer: Answer, code: Code) -> Result<(), Unsent> {
        let view = self.seen(&self.placed(change.place.clone()).await);
        answers::change(self, view, change, answer, code).await
    }

    /// The answers to messages that are gone go too.
    pub async fn forget(&self, questions: &[MessageId]) {
        let Ok(_working) = self.work.try_read() else { return };
        for question in questions {
            let answer = lock(&self.answered).delete(*question);
            if let Some(answer) = answer {
                self.withdraw(answer).await;
            }
        }
    }

    async fn withdraw(&self, (channel, message): Answer) {
        if let Err(unsent) = self.post.delete(channel, message).await {
            tracing::warn!(%unsent, "an answer could not be deleted");
        }
    }

    /// The person's own language, else that of the server, else English.
    pub async fn tongue(&self, own: Option<Tongue>, server: Option<GuildId>) -> Tongue {
        let (None, Some(server)) = (own, server) else { return own.unwrap_or_default() };
        let known = lock(&self.tongues).known(server, Instant::now());
        if let Some(known) = known {
            return known;
        }
        let tongue = match self.post.locale(server).await {
            Ok(locale) => Tongue::of(&locale),
            Err(unsent) => {
                tracing::debug!(%unsent, "a server's language is not known");
                Tongue::default()
            }
        };
        lock(&self.tongues).learn(server, tongue, Instant::now());
        tongue
    }

    /// Keeps the bot from leaving for as long as it is held; `None` where it is leaving already.
    pub fn working(&self) -> Option<tokio::sync::RwLockReadGuard<'_, ()>> {
        self.work.try_read().ok().filter(|_| !self.stopping.load(Ordering::Relaxed))
    }

    /// Lets no new work begin, and returns when all that had begun is done.
    pub async fn finish(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        drop(self.work.write().await);
    }

    async fn handle(&self, request: Request, tongue: Tongue, code: Code) -> Result<(), Unsent> {
        let Request { person, place, address, wish, .. } = request;
        let place = self.placed(place).await;
        // Whom the bot does not answer can still be forgotten.
        let forget_me = matches!(wish, Wish::ForgetMe);
        if !forget_me && !self.answers(person, &place) {
            return match address {
                Address::Interaction { .. } => {
                    self.post.answer_at_once(&address, &Reply::words(tongue.say("not-here"))).await
                }
                // Whoever mentions the bot where it does not answer need not be told in front of everyone.
                Address::Message { .. } => Ok(()),
            };
        }
        match self.admit(person, &place, &address, &wish, tongue) {
            Admission::Go => {}
            Admission::Say(refusal) => return self.post.answer_at_once(&address, &refusal).await,
            Admission::Ignore => return Ok(()),
        }
        let server = place.server.filter(|_| !place.personal).map(|server| self.kept.server(server.get()));
        let (private, collection) = server.map_or((false, None), |server| (server.private, server.collection));
        let asker = Asker { address: &address, person, tongue, view: self.seen(&place), private, collection };
        match wish {
            Wish::Settings(changes) => return settings::take(self, &asker, &place, changes, code).await,
            Wish::Watch(wanted) => return watches::take(self, &asker, &place, wanted, code).await,
            Wish::ForgetMe => return privacy::forget(self, &asker, code).await,
            Wish::Help => return asker.tell(self, "help").await,
            // Once a person: whoever leaves the mention out on purpose is not talking to the bot.
            Wish::Unreadable if !lock(&self.hinted).first_time(person.get()) => return Ok(()),
            Wish::Unreadable => return asker.tell(self, "unreadable").await,
            _ if asker.view.is_empty() => return asker.tell(self, "nothing-here").await,
            _ => {}
        }
        match wish {
            Wish::Help | Wish::Unreadable | Wish::Settings(_) | Wish::Watch(_) | Wish::ForgetMe => Ok(()),
            Wish::Ask(inquiry) => answers::ask(self, &asker, inquiry, code).await,
            Wish::Find { words } => answers::find(self, &asker, words, code).await,
            Wish::Said { asked, private } => answers::said(self, &asker, asked, private, code).await,
            Wish::Article { name, private } => articles::article(self, &asker, name, private, code).await,
            Wish::Status => articles::status(self, &asker, code).await,
            Wish::Reindex { source, collection } => {
                reindex::take(self, &asker, &place, (source, collection), code).await
            }
            Wish::Press(Press { act: Some(Act::Cancel(run)), .. }) => reindex::cancel(self, &asker, &place, run).await,
            Wish::Add(given) => additions::add(self, &asker, &place, given, code).await,
            Wish::Remove(name, collection) => additions::remove(self, &asker, &place, (name, collection), code).await,
            Wish::Press(press) => press::take(self, &asker, press, code).await,
        }
    }

    /// The place with the channel that it is a thread of, where that matters and Discord has not said it.
    async fn placed(&self, place: Place) -> Place {
        let limited = || place.server.is_some_and(|server| !self.kept.server(server.get()).channels.is_empty());
        let matters = self.rules.ask_for_parents() || self.collections.ask_for_parents() || limited();
        if place.told || place.parent.is_some() || place.server.is_none() || !matters {
            return place;
        }
        match self.post.parent(place.channel).await {
            Ok(parent) => Place { parent, ..place },
            Err(_) => Place { unsure: true, ..place },
        }
    }

    /// The collections that can be seen from a place: those it was given, without those that the server's managers keep from it.
    pub fn seen(&self, place: &Place) -> View {
        let view = self.collections.seen_from(place);
        let Some(server) = place.server.filter(|_| !place.personal) else { return view };
        let limits = self.kept.server(server.get()).channels;
        let limit = |channel: ChannelId| limits.get(&channel.get());
        match limit(place.channel).or_else(|| place.parent.and_then(limit)) {
            Some(names) => view.among(names),
            None if place.unsure && !limits.is_empty() => view.among(&[]),
            None => view,
        }
    }

    /// What can be seen from a place by somebody who is answered there; `None` where the bot is silent.
    pub async fn open_to(&self, person: UserId, place: Place) -> Option<View> {
        let place = self.placed(place).await;
        self.answers(person, &place).then(|| self.seen(&place))
    }

    /// Whether the bot has been told to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Looks after the watched questions, unless the bot is leaving.
    pub async fn watch(&self) {
        let Ok(_working) = self.work.try_read() else { return };
        watches::look(self).await;
    }

    /// Works with what is kept, on a thread that may wait for the disk.
    pub async fn keep<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Kept) -> Result<T, KeptError> + Send + 'static,
    ) -> Result<T, Fault> {
        let kept = Arc::clone(&self.kept);
        let done = tokio::task::spawn_blocking(move || work(&kept)).await;
        done.map_err(|_| Fault::Panicked)?.map_err(Fault::Kept)
    }

    /// Whether the bot answers this person here.
    fn answers(&self, person: UserId, place: &Place) -> bool {
        self.rules.hear(person) && self.rules.answer_in(place.channel, place.parent)
    }

    fn admit(&self, person: UserId, place: &Place, address: &Address, wish: &Wish, tongue: Tongue) -> Admission {
        // Pressing on is part of one question.
        if matches!(wish, Wish::Press(_) | Wish::ForgetMe | Wish::Settings(_)) {
            return Admission::Go;
        }
        let now = Instant::now();
        // Somebody's own account is no affair of the server.
        let server = place.server.filter(|_| !place.personal && !matches!(wish, Wish::Help | Wish::Unreadable));
        let length = |server: GuildId| {
            let own = self.kept.server(server.get()).cooldown;
            own.map_or(self.server_cooldown, |seconds| Duration::from_secs(seconds.into()))
        };
        let here =
            server.map_or(Pass::Go, |server| lock(&self.server_cooldowns).look(server, person, length(server), now));
        let (pass, key) = match here {
            Pass::Go => (lock(&self.cooldowns).admit(person, now), "wait"),
            wait => (wait, "wait-here"),
        };
        let too_soon = |wait| too_soon(key, wait, tongue);
        match pass {
            Pass::Go => {
                if let Some(server) = server {
                    lock(&self.server_cooldowns).begin(server, now);
                }
                Admission::Go
            }
            Pass::TooSoon { wait } => Admission::Say(too_soon(wait)),
            // A command left without an answer looks broken to the person; a message does not.
            Pass::TooSoonAgain { wait } => match address {
                Address::Interaction { .. } => Admission::Say(too_soon(wait)),
                Address::Message { .. } => Admission::Ignore,
            },
        }
    }

    /// Acknowledges a request and works on it: on a thread of its own, so many at a time, one of each person. Where too many wait already, it is turned
    /// away at once.
    pub async fn work<T: Send + 'static>(
        &self,
        asker: &Asker<'_>,
        promise: Promise,
        work: impl FnOnce(&dyn Books) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<Option<Result<T, Fault>>, Unsent> {
        let _held = match self.hold(asker) {
            Ok(held) => held,
            Err(refusal) => {
                self.post.answer_at_once(asker.address, &refusal).await?;
                return Ok(None);
            }
        };
        self.post.acknowledge(asker.address, promise).await?;
        Ok(Some(self.read(&asker.view, work).await))
    }

    /// A place among those who wait, and the person's one turn; both are given back when what is held is dropped.
    pub fn hold(&self, asker: &Asker<'_>) -> Result<Held<'_>, Reply> {
        let refusal = |key| Reply::words(asker.tongue.say(key));
        let place = self.waiting.try_acquire().map_err(|_| refusal("too-many"))?;
        let turn = Turn::of(&self.busy, asker.person).ok_or_else(|| refusal("busy"))?;
        Ok(Held { _place: place, _turn: turn })
    }

    /// Works with the collections that are seen.
    pub async fn read<T: Send + 'static>(
        &self,
        view: &View,
        work: impl FnOnce(&dyn Books) -> Result<T, LibraryError> + Send + 'static,
    ) -> Result<T, Fault> {
        // The semaphore is never closed.
        let permit = Arc::clone(&self.searches).acquire_owned().await.map_err(|_| Fault::Panicked)?;
        let view = view.clone();
        let search = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&view)
        });
        search.await.map_err(|_| Fault::Panicked)?.map_err(Fault::Library)
    }

    /// Suggestions for what somebody is typing; none where there is no time for them.
    pub async fn suggest(
        &self,
        (person, place, address): (UserId, Place, &Address),
        find: impl FnOnce(&View) -> Result<Vec<(String, String)>, LibraryError> + Send + 'static,
    ) {
        let Ok(_working) = self.work.try_read() else { return };
        // What somebody may not ask for must not be told by suggestions either.
        let place = self.placed(place).await;
        let view = self.seen(&place);
        if !self.answers(person, &place) || view.is_empty() {
            let _ = self.post.suggest(address, &[]).await;
            return;
        }
        let seen = view.clone();
        let found = tokio::time::timeout(self.suggest_within, self.read(&view, move |_| find(&seen))).await;
        let choices = found.ok().and_then(Result::ok).unwrap_or_default();
        if let Err(unsent) = self.post.suggest(address, &choices).await {
            tracing::debug!(%unsent, "suggestions did not arrive");
        }
    }

    /// Remembers what a re-index did.
    pub fn ran(&self, view: &View, what: report::Brief) {
        let names: Vec<Arc<str>> = view.names().cloned().collect();
        let mut runs = lock(&self.last_runs);
        runs.retain(|(of, _)| *of != names);
        runs.insert(0, (names, what));
    }

    /// A card with what the last re-index did, where there was one of nothing but what is seen.
    pub fn with_last_run(&self, view: &View, mut reply: Reply, tongue: Tongue) -> Reply {
        let seen = |of: &[Arc<str>]| of.iter().all(|name| view.names().any(|visible| visible == name));
        if let Some(card) = reply.cards.last_mut() {
            let runs = lock(&self.last_runs);
            card.fields.extend(runs.iter().find(|(of, _)| seen(of)).map(|(_, what)| what.field(tongue)));
        }
        reply
    }

    /// Remembers a question, so that its answer can follow what happens to it, even before there is one.
    pub fn expect(&self, address: &Address, words: &str) {
        if let Address::Message { id, .. } = address {
            lock(&self.answered).expect(*id, words, Instant::now());
        }
    }

    /// Remembers which message answers a question, and makes up for what happened to the question meanwhile.
    pub async fn remember(&self, address: &Address, answer: Option<MessageId>, code: Code) -> Result<(), Unsent> {
        let (Address::Message { id, channel }, Some(answer)) = (address, answer) else { return Ok(()) };
        let answer = (*channel, answer);
        let meanwhile = lock(&self.answered).answer(*id, answer);
        match meanwhile {
            Meanwhile::Nothing => Ok(()),
            Meanwhile::Deleted => {
                self.withdraw(answer).await;
                Ok(())
            }
            Meanwhile::Changed(change) => self.change_to(*change, answer, code).await,
        }
    }
}

/// Who asks, what they can see from there, and where the answer goes.
pub(super) struct Asker<'a> {
    pub address: &'a Address,
    pub person: UserId,
    pub tongue: Tongue,
    pub view: View,
    /// Whether the server wants answers for the asker alone.
    pub private: bool,
    /// The collection that the server wants to be searched where none is chosen.
    pub collection: Option<String>,
}

/// What was chosen, else what the server has chosen, if that can be seen; nothing for all that can be.
pub(super) fn chosen_collection(chosen: Option<String>, of_server: Option<String>, view: &View) -> Option<String> {
    match chosen {
        Some(all) if all.trim() == settings::ALL => None,
        Some(name) => Some(name),
        None => of_server.filter(|name| view.only(name).is_some()),
    }
}

impl Asker<'_> {
    /// Says a sentence at once, and is done with the request.
    pub async fn tell(&self, desk: &Desk, key: &str) -> Result<(), Unsent> {
        desk.post.answer_at_once(self.address, &Reply::words(self.tongue.say(key))).await
    }

    /// For whom an answer is, where the asker may have said.
    pub fn promise(&self, private: Option<bool>) -> Promise {
        if private.unwrap_or(self.private) { Promise::Private } else { Promise::Open }
    }

    /// The collection to be searched.
    pub fn collection(&self, chosen: Option<String>) -> Option<String> {
        chosen_collection(chosen, self.collection.clone(), &self.view)
    }

    /// The same with the one collection that was chosen, if one was. What cannot be seen is not there.
    pub fn choosing(&self, collection: Option<String>) -> Result<Asker<'_>, Reply> {
        let view = match collection {
            Some(name) => self.view.only(&name).ok_or_else(|| no_such_collection(&name, self.tongue))?,
            None => self.view.clone(),
        };
        Ok(Asker { view, collection: self.collection.clone(), ..*self })
    }
}

/// The right to be worked for.
pub(super) struct Held<'a> {
    _place: SemaphorePermit<'a>,
    _turn: Turn<'a>,
}

/// A person's one turn to be worked for, given back when it is dropped.
struct Turn<'a> {
    busy: &'a Mutex<HashSet<UserId>>,
    person: UserId,
}

impl Turn<'_> {
    fn of(busy: &Mutex<HashSet<UserId>>, person: UserId) -> Option<Turn<'_>> {
        // Only a turn that was given may be given back, so none is made before it is known.
        let given = lock(busy).insert(person);
        if given { Some(Turn { busy, person }) } else { None }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(self.busy).remove(&self.person);
    }
}

enum Admission {
    Go,
    Say(Reply),
    Ignore,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn too_soon(key: &str, wait: Duration, tongue: Tongue) -> Reply {
    let seconds = u64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u64::MAX);
    Reply::words(tongue.with(key, &[("seconds", seconds.into())]))
}

pub(super) fn no_such_collection(name: &str, tongue: Tongue) -> Reply {
    Reply::words(tongue.with("collection-unknown", &[("name", escape(&label(name, 100)).into())]))
}
