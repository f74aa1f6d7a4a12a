//! `/reindex`: one run at a time, its progress in the reply, its report at the end even when Discord has forgotten the command by then.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};

use super::books::Books;
use super::desk::{Asker, Desk};
use super::faults::{Code, Fault};
use super::post::{Promise, Unsent};
use super::report;
use super::request::{Address, Place};
use crate::intake::{Progress, Report, Step};
use crate::show::card::Reply;

/// Discord allows five edits in five seconds; people read slower than that.
const BETWEEN_REPORTS: Duration = Duration::from_secs(2);

/// Checks who asks, runs, and reports.
pub(super) async fn take(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    (source, collection): (Option<String>, Option<String>),
    code: Code,
) -> Result<(), Unsent> {
    let Asker { address, tongue, .. } = *asker;
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
    let (steps, watched) = watch::channel(None);
    let progress = Watched { steps, stopping: Arc::clone(&desk.stopping) };
    let books = view.clone();
    let run = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        books.reindex(source.as_deref(), &progress)
    });
    let reply = match follow(desk, asker, run, watched).await {
        Ok(Ok(report)) => {
            desk.ran(&view, report::Brief::of(&report));
            report::card(&report, tongue)
        }
        Ok(Err(error)) => Fault::Intake(error).logged(code, tongue),
        Err(_panic) => Fault::Panicked.logged(code, tongue),
    };
    finish(desk, address, &reply).await
}

type Run<E> = tokio::task::JoinHandle<Result<Report, E>>;

/// Shows how far the run is until it ends. Once Discord refuses an edit it would refuse the next ones too.
async fn follow<E>(
    desk: &Desk,
    &Asker { address, tongue, .. }: &Asker<'_>,
    mut run: Run<E>,
    mut watched: watch::Receiver<Option<Step>>,
) -> Result<Result<Report, E>, tokio::task::JoinError> {
    let mut ticks = tokio::time::interval_at(Instant::now() + BETWEEN_REPORTS, BETWEEN_REPORTS);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = true;
    loop {
        tokio::select! {
            ended = &mut run => return ended,
            _ = ticks.tick(), if heard => {
                let step = if watched.has_changed().unwrap_or(false) { *watched.borrow_and_update() } else { None };
                if let Some(step) = step {
                    let sent = desk.post.report(address, &Reply::words(report::step(step, tongue))).await;
                    heard = !matches!(sent, Err(Unsent::Refused { status, .. }) if status < 500 && status != 429);
                }
            }
        }
    }
}

/// The token of a command is good for fifteen minutes, and a run may take longer: then the report comes as a message of its own.
async fn finish(desk: &Desk, address: &Address, reply: &Reply) -> Result<(), Unsent> {
    let sent = desk.post.deliver(address, reply).await;
    let sent = sent.map(drop);
    match (&sent, address) {
        (Err(_), Address::Interaction { id, channel, .. }) => desk.post.announce(*channel, reply, id.get()).await,
        _ => sent,
    }
}

/// Hands the newest step from the thread of the run to the one that reports.
struct Watched {
    steps: watch::Sender<Option<Step>>,
    stopping: Arc<AtomicBool>,
}

impl Progress for Watched {
    fn step(&self, step: Step) {
        self.steps.send_replace(Some(step));
    }

    fn cancelled(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}
