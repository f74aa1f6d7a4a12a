//! `onrecord index --watch`: a run after each change of the files, and whenever a source on the web is due, until SIGINT or
//! SIGTERM. Between the runs nothing is locked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Outcome;
use super::args::IndexArgs;
use super::bot::told_to_stop;
use super::index;
use super::output::{Bar, Output};
use crate::config::Config;
use crate::fetch::Errand;
use crate::index::Shelves;
use crate::intake::{self, IntakeError, Order, Progress, Report, Source, Step};
use crate::library::LibraryError;

/// A change is followed by others: a run begins once there was none for this long,
const SETTLED: Duration = Duration::from_millis(500);
/// or after this long, where they do not end.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// All sources are looked at this often even if nothing is heard of them: not every file system tells of its changes.
const LOOK: Duration = Duration::from_secs(10 * 60);
/// The same where a source is not there or cannot be watched, and after a run that failed.
const LOOK_SOON: Duration = Duration::from_secs(60);

/// What sets a run in motion, or ends the watch.
enum Event {
    Changed,
    Stop,
}

pub(super) fn run(config: &Config, args: &IndexArgs, output: &Output) -> anyhow::Result<Outcome> {
    let (sender, events) = mpsc::channel();
    let stopping = Arc::new(AtomicBool::new(false));
    listen(sender.clone(), Arc::clone(&stopping))?;
    let mut eyes = Eyes::new(config, sender)?;
    let mut order = index::order(config, args)?;
    let mut told = String::new();
    while !stopping.load(Ordering::Relaxed) {
        // Before the run, so that what changes while it reads is seen after it.
        let all_watched = eyes.look_at(config, &order, output);
        let next = match once(&order, &stopping, output) {
            Ok(report) => {
                tell(&report, args, &mut told, output)?;
                // What was named on the command line is known by now.
                order = Order { rebuild: false, ..index::order(config, &IndexArgs::default())? };
                order.wait = !args.no_wait;
                until_due(config).min(if all_watched { LOOK } else { LOOK_SOON })
            }
            Err(IntakeError::Cancelled) => break,
            Err(error @ (IntakeError::NoSources | IntakeError::NoSuchPath { .. } | IntakeError::NotFetched { .. })) => {
                return Err(error.into());
            }
            Err(error) => {
                output.warn(&format!("{error}; trying again within {} s", LOOK_SOON.as_secs()));
                // Whatever is due: what could not be written down stays due, and its site would be asked again and again.
                LOOK_SOON
            }
        };
        if !wait(&events, next) {
            break;
        }
    }
    output.note("the watch has ended");
    Ok(Outcome::Found)
}

/// Hears the signals that end the watch, on a thread of its own.
fn listen(sender: Sender<Event>, stopping: Arc<AtomicBool>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("could not listen for signals")?;
    let listen = move || {
        runtime.block_on(told_to_stop());
        stopping.store(true, Ordering::Relaxed);
        // Nobody waits any more where the watch has ended already.
        let _ = sender.send(Event::Stop);
    };
    thread::Builder::new().name("signals".to_owned()).spawn(listen).context("could not listen for signals")?;
    Ok(())
}

fn once(order: &Order, stopping: &AtomicBool, output: &Output) -> Result<Report, IntakeError> {
    intake::run(order, &Interruptible { bar: output.bar(), stopping })
}

/// A run that ends early when the watch does.
struct Interruptible<'s> {
    bar: Bar,
    stopping: &'s AtomicBool,
}

impl Progress for Interruptible<'_> {
    fn step(&self, step: Step) {
        self.bar.step(step);
    }

    fn cancelled(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// A run is reported where it changed something, or refuses something else than the one before.
fn tell(report: &Report, args: &IndexArgs, told: &mut String, output: &Output) -> anyhow::Result<()> {
    let refused = format!("{:?} {:?}", report.refused, report.web.gone);
    let changed = report.added.len() + report.changed.len() + report.removed.len() > 0;
    if changed || *told != refused {
        index::tell(report, args, output)?;
    }
    *told = refused;
    Ok(())
}

/// The time until a source on the web is due.
fn until_due(config: &Config) -> Duration {
    let now = Timestamp::now();
    let due =
        Errand::of(config).next_due(now).map(|due| Duration::try_from(due.duration_since(now)).unwrap_or_default());
    due.unwrap_or(LOOK).max(SETTLED)
}

/// Waits for a change that has settled, or for so long; `false` where the watch ends.
fn wait(events: &Receiver<Event>, longest: Duration) -> bool {
    match events.recv_timeout(longest) {
        Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        Err(RecvTimeoutError::Timeout) => return true,
        Ok(Event::Changed) => {}
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST_WAIT {
        match events.recv_timeout(SETTLED) {
            Ok(Event::Changed) => {}
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    true
}

/// What is watched.
struct Eyes {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    complained: bool,
}

impl Eyes {
    fn new(config: &Config, sender: Sender<Event>) -> anyhow::Result<Eyes> {
        // What a run itself writes must not set off the next one.
        let own: Vec<PathBuf> = [&config.index, &config.web_folder()].into_iter().map(|path| real(path)).collect();
        let hear = move |event: notify::Result<notify::Event>| {
            if event.map_or(true, |event| matters(&event, &own)) {
                // Nobody listens any more once the watch has ended.
                let _ = sender.send(Event::Changed);
            }
        };
        let watcher = notify::recommended_watcher(hear).context("could not watch for changes")?;
        Ok(Eyes { watcher, watched: BTreeSet::new(), complained: false })
    }

    /// Watches the sources of an order, and those of earlier runs; whether all of them can be.
    fn look_at(&mut self, config: &Config, order: &Order, output: &Output) -> bool {
        let mut all = true;
        for path in places(config, order) {
            // A file is often replaced by another one, and only its folder sees that.
            let (place, mode) = match path.is_dir() {
                true => (path, RecursiveMode::Recursive),
                false => (path.parent().map(Path::to_owned).unwrap_or_default(), RecursiveMode::NonRecursive),
            };
            if !place.is_dir() || self.watched.contains(&place) {
                all &= place.is_dir();
                continue;
            }
            match self.watcher.watch(&place, mode) {
                Ok(()) => drop(self.watched.insert(place)),
                Err(error) => {
                    all = false;
                    if !std::mem::replace(&mut self.complained, true) {
                        let again = LOOK_SOON.as_secs();
                        output.warn(&format!(
                            "not everything can be watched, so all is looked at every {again} s: {error}"
                        ));
                    }
                }
            }
        }
        // A folder that went away is watched anew when it comes back.
        self.watched.retain(|place| place.is_dir());
        all
    }
}

/// Files and folders that articles come from; the folders of the web are the program's own.
fn places(config: &Config, order: &Order) -> Vec<PathBuf> {
    let reading = Shelves::open(&config.index).and_then(|shelves: Shelves| shelves.reading());
    let remembered: Vec<Source> = match &reading {
        Ok(reading) => intake::sources(&config.sources, reading.roots()),
        Err(LibraryError::Missing { .. }) => intake::sources(&config.sources, &[]),
        Err(_) => Vec::new(),
    };
    let web = config.web_folder();
    let known = remembered.into_iter().map(|source| source.path).filter(|path| !path.starts_with(&web));
    known.chain(order.given.iter().map(|path| real(path))).collect()
}

/// As the watcher names it.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.canonicalize().unwrap_or(absolute)
}

/// Whether an event can mean another article; reading a file changes nothing, and what a run itself writes is none.
fn matters(event: &notify::Event, own: &[PathBuf]) -> bool {
    if event.need_rescan() {
        return true;
    }
    let ours = |path: &PathBuf| own.iter().any(|own| path.starts_with(own));
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(ours)
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    #[test]
    fn only_changes_of_articles_matter() {
        let own = [PathBuf::from("/news/index")];
        let matters = |kind, paths: &[&str]| {
            let event = paths.iter().fold(notify::Event::new(kind), |event, path| event.add_path(path.into()));
            matters(&event, &own)
        };
        let created = EventKind::Create(CreateKind::File);
        assert!(matters(created, &["/news/a.txt"]));
        assert!(matters(created, &["/news/index/lock", "/news/a.txt"]), "moved from one to the other");
        assert!(!matters(created, &["/news/index/lock"]));
        assert!(!matters(EventKind::Access(AccessKind::Read), &["/news/a.txt"]));
    }

    #[test]
    fn a_run_waits_until_changes_settle_and_ends_when_told() {
        let (sender, events) = mpsc::channel();
        assert!(wait(&events, Duration::from_millis(1)), "nothing changed, and it is time");
        sender.send(Event::Changed).unwrap();
        sender.send(Event::Changed).unwrap();
        assert!(wait(&events, LOOK));
        assert!(events.try_recv().is_err(), "one run for both");
        sender.send(Event::Changed).unwrap();
        sender.send(Event::Stop).unwrap();
        assert!(!wait(&events, LOOK));
    }
}
