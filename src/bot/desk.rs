//! Where requests arrive: each is passed by the guard, acknowledged, worked on and answered, and none can bring the others down.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use tokio::sync::{RwLock, Semaphore};

use super::books::Books;
use super::faults::{Code, Fault};
use super::guard::{Cooldowns, Pass, Seen};
use super::post::{Post, Unsent};
use super::request::{Address, Request, Wish};
use super::{Settings, reindex};
use crate::ask::{Question, WishError, Wishes};
use crate::show::card::{Reply, escape, label, reply as show};

/// Everything the handlers share.
pub(super) struct Desk {
    pub books: Arc<dyn Books>,
    pub post: Post,
    /// One re-index at a time.
    pub reindexing: Arc<tokio::sync::Mutex<()>>,
    /// Set when the bot has been told to stop; a re-index ends at its next step.
    pub stopping: Arc<AtomicBool>,
    quotes: usize,
    today: fn() -> jiff::civil::Date,
    searches: Arc<Semaphore>,
    waiting: Semaphore,
    cooldowns: Mutex<Cooldowns>,
    /// Events that were taken.
    seen: Mutex<Seen>,
    /// People who know by now that an unmentioned bot reads nothing.
    hinted: Mutex<Seen>,
    /// Every handler reads while it works; whoever waits to write waits for all of them.
    work: RwLock<()>,
}

impl Desk {
    pub fn new(settings: &Settings, books: Arc<dyn Books>, post: Post) -> Desk {
        Desk {
            books,
            post,
            reindexing: Arc::default(),
            stopping: Arc::default(),
            quotes: settings.quotes,
            today: settings.today,
            searches: Arc::new(Semaphore::new(settings.searches.max(1))),
            waiting: Semaphore::new(settings.waiting.max(1)),
            cooldowns: Mutex::new(Cooldowns::new(settings.cooldown)),
            seen: Mutex::default(),
            hinted: Mutex::default(),
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
        let code = Code::of(request.event);
        let address = request.address.clone();
        let handled = AssertUnwindSafe(self.handle(request, code)).catch_unwind().await;
        let sent = match handled {
            Ok(sent) => sent,
            Err(_panic) => self.post.deliver(&address, &Fault::Panicked.logged(code)).await,
        };
        if let Err(unsent) = sent {
            tracing::warn!(%code, %unsent, "an answer did not arrive");
        }
    }

    /// Lets no new work begin, and returns when all that had begun is done.
    pub async fn finish(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        drop(self.work.write().await);
    }

    async fn handle(&self, request: Request, code: Code) -> Result<(), Unsent> {
        let Request { person, address, wish, .. } = request;
        match self.admit(person, &address) {
            Admission::Go => {}
            Admission::Say(refusal) => return self.post.answer_at_once(&address, &refusal).await,
            Admission::Ignore => return Ok(()),
        }
        match wish {
            Wish::Help => self.post.answer_at_once(&address, &help()).await,
            // Once a person: whoever leaves the mention out on purpose is not talking to the bot.
            Wish::Unreadable if !lock(&self.hinted).first_time(person.get()) => Ok(()),
            Wish::Unreadable => self.post.answer_at_once(&address, &unreadable()).await,
            Wish::Reindex { permissions } => reindex::take(self, address, permissions, code).await,
            Wish::Ask { words, wishes } => self.ask(address, words, &wishes, code).await,
        }
    }

    fn admit(&self, person: serenity::model::id::UserId, address: &Address) -> Admission {
        match lock(&self.cooldowns).admit(person, Instant::now()) {
            Pass::Go => Admission::Go,
            Pass::TooSoon { wait } => Admission::Say(too_soon(wait)),
            // A command left without an answer looks broken to the person; a message does not.
            Pass::TooSoonAgain { wait } => match address {
                Address::Interaction { .. } => Admission::Say(too_soon(wait)),
                Address::Message { .. } => Admission::Ignore,
            },
        }
    }

    async fn ask(&self, address: Address, words: String, wishes: &Wishes, code: Code) -> Result<(), Unsent> {
        let filters = match wishes.filters() {
            Ok(filters) => filters,
            Err(error) => return self.post.answer_at_once(&address, &misunderstood(&error)).await,
        };
        let Ok(_place) = self.waiting.try_acquire() else {
            return self.post.answer_at_once(&address, &too_many()).await;
        };
        self.post.acknowledge(&address).await?;
        let question = Question { filters, limit: self.quotes, ..Question::new(words, (self.today)()) };
        let reply = self.search(question).await.unwrap_or_else(|fault| fault.logged(code));
        self.post.deliver(&address, &reply).await
    }

    /// Searches on a thread of its own, so many at a time.
    async fn search(&self, question: Question) -> Result<Reply, Fault> {
        // The semaphore is never closed.
        let permit = Arc::clone(&self.searches).acquire_owned().await.map_err(|_| Fault::Panicked)?;
        let books = Arc::clone(&self.books);
        let search = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            books.ask(&question)
        });
        let answer = search.await.map_err(|_| Fault::Panicked)?.map_err(Fault::Library)?;
        tracing::info!(found = answer.findings().len(), took_us = answer.took, "answered");
        Ok(show(&answer))
    }
}

enum Admission {
    Go,
    Say(Reply),
    Ignore,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn help() -> Reply {
    Reply::words(
        "Ask me something, and I quote what the articles say about it, word for word, and who says it. Use `/ask`, mention me with a question, or send me a message.",
    )
}

fn unreadable() -> Reply {
    Reply::words(
        "Discord shows me a reply only when it mentions me. Turn the mention on when you reply, or use `/ask`.",
    )
}

fn too_soon(wait: Duration) -> Reply {
    let seconds = wait.as_millis().div_ceil(1_000);
    Reply::words(format!("One question at a time, please: ask again in {seconds} s."))
}

fn too_many() -> Reply {
    Reply::words("Too many questions are waiting for an answer. Ask again in a minute.")
}

fn misunderstood(error: &WishError) -> Reply {
    Reply::words(format!("I do not understand one of the filters: {}", escape(&label(&error.to_string(), 500))))
}
