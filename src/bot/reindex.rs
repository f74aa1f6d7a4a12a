//! Re-indexing: one run at a time, by command or by schedule; progress and report where it was asked for, even when Discord has forgotten the command
//! by then or the program was killed on the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serenity::model::id::MessageId;
use tokio::sync::{OwnedMutexGuard, watch};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::{Instant, MissedTickBehavior};

use super::books::Books;
use super::collections::View;
use super::desk::{Asker, Desk, lock};
use super::faults::{Code, Fault};
use super::marks::Act;
use super::post::{Promise, Unsent};
use super::report;
use super::request::{Address, Place};
use super::unfinished::{self, Unfinished};
use crate::config::Schedule;
use crate::intake::{IntakeError, Progress, Report, Step};
use crate::show::card::{Button, Reply};

/// Discord allows five edits in five seconds; people read slower than that.
const BETWEEN_REPORTS: Duration = Duration::from_secs(2);

/// The run that is under way: its number, and what stops it.
pub(super) type Current = (u64, Arc<AtomicBool>);

/// Checks who asks, runs, and reports.
pub(super) async fn take(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    (source, collection): (Option<String>, Option<String>),
    code: Code,
) -> Result<(), Unsent> {
    let Asker { address, tongue, .. } = *asker;
    let Address::Interaction { id, .. } = address else { return Ok(()) };
    if !desk.rules.may_manage(place.permissions, &place.roles) {
        return asker.tell(desk, "reindex-refused").await;
    }
    let view = match asker.choosing(collection) {
        Ok(chosen) => chosen.view,
        Err(refusal) => return desk.post.answer_at_once(address, &refusal).await,
    };
    let Ok(turn) = Arc::clone(&desk.reindexing).try_lock_owned() else {
        return asker.tell(desk, "reindex-running").await;
    };
    desk.post.acknowledge(address, Promise::Open).await?;
    let mut told = Told { desk, asker, number: id.get(), message: None, forgotten: false };
    told.note();
    let run = begin(desk, &view, source, (turn, id.get()));
    let reply = match follow(&mut told, run).await {
        Ok(Ok(report)) => {
            ended(desk, &view, &report);
            report::card(&report, tongue)
        }
        Ok(Err(error)) => {
            desk.metrics.reindexed(None);
            Fault::Intake(error).logged(code, tongue)
        }
        Err(_panic) => {
            desk.metrics.reindexed(None);
            Fault::Panicked.logged(code, tongue)
        }
    };
    told.end(&reply).await
}

/// Stops the run that a button belongs to, for those who may start one.
pub(super) async fn cancel(desk: &Desk, asker: &Asker<'_>, place: &Place, number: u64) -> Result<(), Unsent> {
    if !desk.rules.may_manage(place.permissions, &place.roles) {
        return asker.tell(desk, "reindex-refused").await;
    }
    let stopped = match &*lock(&desk.run) {
        Some((running, stop)) if *running == number => {
            stop.store(true, Ordering::Relaxed);
            true
        }
        _ => false,
    };
    asker.tell(desk, if stopped { "reindex-stopping" } else { "reindex-over" }).await
}

/// Re-indexes everything again and again, until the bot is told to stop. Where somebody has just begun to, this turn is left out.
pub(super) async fn by_schedule(desk: Arc<Desk>, schedule: Schedule) {
    loop {
        tokio::time::sleep(schedule.wait(&jiff::ZonedDateTime::now())).await;
        let Some(_working) = desk.working() else { return };
        let Ok(turn) = Arc::clone(&desk.reindexing).try_lock_owned() else { continue };
        let view = desk.collections.whole();
        match begin(&desk, &view, None, (turn, 0)).task.await {
            Ok(Ok(report)) => {
                tracing::info!(
                    added = report.added.len(),
                    changed = report.changed.len(),
                    removed = report.removed.len(),
                    refused = report.refused.len(),
                    "re-indexed by schedule"
                );
                ended(&desk, &view, &report);
            }
            Ok(Err(error)) => {
                desk.metrics.reindexed(None);
                tracing::error!(%error, "could not re-index by schedule");
            }
            Err(_panic) => {
                desk.metrics.reindexed(None);
                tracing::error!("a re-index by schedule panicked");
            }
        }
    }
}

/// Says of a run of an earlier process that it was cut off. A run publishes all or nothing, so there is nothing to put right.
pub(super) async fn tell_of_cut_off(desk: &Desk) {
    let Some(run) = lock(&desk.cut_off).take() else { return };
    let reply = Reply::words(run.tongue.say("reindex-cut-off"));
    let told = match run.message {
        Some(message) => desk.post.replace(run.channel, message, &reply).await,
        None => Err(Unsent::Unwritable("there is no message")),
    };
    let told = match told {
        Ok(()) => Ok(()),
        Err(_) => desk.post.announce(run.channel, &reply, run.number).await,
    };
    if let Err(unsent) = told {
        tracing::warn!(%unsent, "nobody could be told that a re-index was cut off");
    }
    // A run may have begun meanwhile, and noted itself.
    if let (Some(path), None) = (&desk.unfinished, &*lock(&desk.run)) {
        unfinished::clear(path);
    }
}

/// What is done after every run that changed or could have changed something.
pub(super) fn ended(desk: &Desk, view: &View, report: &Report) {
    desk.metrics.reindexed(Some(report));
    desk.ran(view, report::Brief::of(report));
    desk.look_soon.notify_one();
}

/// A run on a thread of its own, and how far it is.
struct Run {
    task: JoinHandle<Result<Report, IntakeError>>,
    steps: watch::Receiver<Option<Step>>,
}

fn begin(desk: &Desk, view: &View, source: Option<String>, (turn, number): (OwnedMutexGuard<()>, u64)) -> Run {
    let (sender, steps) = watch::channel(None);
    let stop = Arc::new(AtomicBool::new(false));
    *lock(&desk.run) = Some((number, Arc::clone(&stop)));
    let progress = Watched { steps: sender, stopping: Arc::clone(&desk.stopping), stop };
    let (books, current) = (view.clone(), Arc::clone(&desk.run));
    let task = tokio::task::spawn_blocking(move || {
        // Given back in this order, whether the run ends well or in a panic: nobody else begins before this one is forgotten.
        let _turn = turn;
        let _over = Over(current);
        books.reindex(source.as_deref(), &progress)
    });
    Run { task, steps }
}

/// Forgets the run when it is dropped.
struct Over(Arc<std::sync::Mutex<Option<Current>>>);

impl Drop for Over {
    fn drop(&mut self) {
        *lock(&self.0) = None;
    }
}

/// Shows how far the run is until it ends.
async fn follow(told: &mut Told<'_>, mut run: Run) -> Result<Result<Report, IntakeError>, JoinError> {
    let mut ticks = tokio::time::interval_at(Instant::now() + BETWEEN_REPORTS, BETWEEN_REPORTS);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            ended = &mut run.task => return ended,
            _ = ticks.tick() => {
                let step = if run.steps.has_changed().unwrap_or(false) { *run.steps.borrow_and_update() } else { None };
                if let Some(step) = step {
                    told.progress(step).await;
                }
            }
        }
    }
}

/// Where a run is told of: in the answer to the command for as long as Discord knows the command, which is a quarter of an hour, and then in the same
/// message as in any other of the bot's.
struct Told<'a> {
    desk: &'a Desk,
    asker: &'a Asker<'a>,
    number: u64,
    message: Option<MessageId>,
    /// Discord has forgotten the command.
    forgotten: bool,
}

impl Told<'_> {
    async fn progress(&mut self, step: Step) {
        let (post, tongue) = (&self.desk.post, self.asker.tongue);
        let stop = Button::new(tongue.say("button-cancel"), Act::Cancel(self.number).written());
        let reply = Reply { rows: vec![vec![stop]], ..Reply::words(report::step(step, tongue)) };
        if self.forgotten {
            if let Some(message) = self.message {
                let _ = post.replace(self.asker.address.channel(), message, &reply).await;
            }
            return;
        }
        match post.report(self.asker.address, &reply).await {
            Ok(message) if message != self.message => {
                self.message = message.or(self.message);
                self.note();
            }
            Err(Unsent::Refused { status, .. }) if status < 500 && status != 429 => self.forgotten = true,
            Ok(_) | Err(_) => {}
        }
    }

    async fn end(&self, reply: &Reply) -> Result<(), Unsent> {
        let (post, address) = (&self.desk.post, self.asker.address);
        let mut sent = post.deliver(address, reply).await.map(drop);
        if let (Err(_), Some(message)) = (&sent, self.message) {
            sent = post.replace(address.channel(), message, reply).await;
        }
        if sent.is_err() {
            sent = post.announce(address.channel(), reply, self.number).await;
        }
        if let Some(path) = &self.desk.unfinished {
            unfinished::clear(path);
        }
        sent
    }

    fn note(&self) {
        if let Some(path) = &self.desk.unfinished {
            let (channel, tongue) = (self.asker.address.channel(), self.asker.tongue);
            unfinished::note(path, &Unfinished { channel, message: self.message, tongue, number: self.number });
        }
    }
}

/// Hands the newest step from the thread of the run to the one that reports.
struct Watched {
    steps: watch::Sender<Option<Step>>,
    /// The bot is told to stop.
    stopping: Arc<AtomicBool>,
    /// This run is.
    stop: Arc<AtomicBool>,
}

impl Progress for Watched {
    fn step(&self, step: Step) {
        self.steps.send_replace(Some(step));
    }

    fn cancelled(&self) -> bool {
        self.stopping.load(Ordering::Relaxed) || self.stop.load(Ordering::Relaxed)
    }
}
