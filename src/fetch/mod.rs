//! Pages, feeds and site maps of the web -> articles kept as files, which are then read like any other.
//!
//! A run asks every source that is due, conditionally, and keeps what it finds in a folder for each source. Nothing is taken
//! out because a site is down, refuses, or changed its mind about who may read: only a page that is gone loses its article.
//!
//! Absent on purpose: nothing here knows the index. Whoever runs both decides what happens to it.

mod address;
mod canonical;
mod client;
mod handed;
mod host;
mod listing;
mod look;
mod notebook;
mod robots;
mod shelf;
mod visit;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use jiff::Timestamp;
use url::Url;

use crate::config::{Config, Fetch as Settings, WebSource};
use crate::read::{Limits, Reader};
use client::Client;
pub use client::{Names, SystemNames};
pub use handed::handed;
pub use look::{Examined, Seen, examine, look};
use notebook::Notebook;
use visit::{Round, Visit};

/// How many sources are asked at a time; of one host, only one.
const AT_ONCE: usize = 8;
/// How often a run looks whether it should stop.
const LOOK: Duration = Duration::from_millis(100);
const LOCK: &str = ".lock";

/// What a run wants of the web.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Errand {
    /// The folder with a folder for each source.
    pub folder: PathBuf,
    /// This program, which parses pages in processes of their own; `None`: they are parsed here.
    pub program: Option<PathBuf>,
    pub settings: Settings,
    pub configured: Vec<WebSource>,
    /// Addresses named for this run alone; they are asked whether they are due or not.
    pub given: Vec<Url>,
    /// Sources to be forgotten with all that was fetched from them; nothing is asked then.
    pub forget: Vec<Url>,
}

impl Errand {
    /// All that is configured, and what was given before.
    pub fn of(config: &Config) -> Errand {
        Errand {
            folder: config.web_folder(),
            program: config.program.clone(),
            settings: config.fetch.clone(),
            configured: config.web.clone(),
            ..Errand::default()
        }
    }

    /// The folder a source's articles are kept in.
    pub fn folder_of(&self, source: &Url) -> PathBuf {
        shelf::folder(&self.folder, &canonical::clean(source))
    }

    /// The folders of all sources: of those that are configured, and of those that were given and gave something.
    pub fn folders(&self) -> Vec<PathBuf> {
        let sources = self.sources().into_iter();
        sources.filter(|source| !source.asked_for || source.folder.is_dir()).map(|source| source.folder).collect()
    }

    /// Whether a folder is that of a configured source.
    pub fn is_configured(&self, folder: &Path) -> bool {
        self.configured.iter().any(|source| self.folder_of(&source.url) == folder)
    }

    /// The address of the source whose articles are kept in a folder.
    pub fn source_of(&self, folder: &Path) -> Option<String> {
        let configured = self.configured.iter().find(|source| self.folder_of(&source.url) == folder);
        let remembered =
            || Notebook::read(folder.starts_with(&self.folder).then_some(folder)?).map(|notebook| notebook.url);
        configured.map(|source| source.url.to_string()).or_else(remembered)
    }

    /// Every source, with its folder: what is given alone where something is, else what is configured and what was given
    /// before.
    fn sources(&self) -> Vec<Source> {
        let configured = self.configured.iter().map(|source| Source::new(self, source.clone(), false));
        let unsaid = |url: Url, given| {
            let known = self.configured.iter().find(|source| source.url == url);
            Source::new(self, known.cloned().unwrap_or_else(|| WebSource::at(url)), given && known.is_none())
        };
        let remembered = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let remembered = remembered.filter_map(|entry| Notebook::read(&Notebook::folder_of(&entry.path())?));
        let remembered = remembered.filter(|notebook| notebook.given);
        let remembered = remembered.filter_map(|notebook| Some(unsaid(Url::parse(&notebook.url).ok()?, true)));
        let given = self.given.iter().map(|url| Source { asked_for: true, ..unsaid(canonical::clean(url), true) });
        let mut sources: Vec<Source> = Vec::new();
        for source in given.chain(configured).chain(remembered) {
            if !sources.iter().any(|other| other.folder == source.folder) {
                sources.push(source);
            }
        }
        sources
    }

    /// When the next source is due; `None` where there is none.
    pub fn next_due(&self, now: Timestamp) -> Option<Timestamp> {
        let due = |source: &Source| source.notebook.due(source.wanted.refresh, now).unwrap_or(now);
        self.sources().iter().map(due).min()
    }
}

/// One source of a run.
struct Source {
    wanted: WebSource,
    folder: PathBuf,
    notebook: Notebook,
    /// Named for this run alone.
    asked_for: bool,
}

impl Source {
    fn new(errand: &Errand, wanted: WebSource, given: bool) -> Source {
        let wanted = WebSource { url: canonical::clean(&wanted.url), ..wanted };
        let folder = errand.folder_of(&wanted.url);
        let mut notebook = Notebook::read(&folder).unwrap_or_else(|| Notebook::new(wanted.url.as_str()));
        notebook.given = given;
        Source { wanted, folder, notebook, asked_for: false }
    }
}

/// Something that could not be had, or was refused; what was kept of it stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failed {
    pub url: String,
    pub reason: String,
}

/// A page that its server says is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gone {
    pub url: String,
    /// Whether its article stays for now.
    pub kept: bool,
}

/// What a run got from the web.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Lists and pages that were asked for.
    pub asked: u64,
    /// Articles that are kept now and were not before.
    pub added: u64,
    /// Articles of which a newer text is kept.
    pub updated: u64,
    /// Lists and pages that are as they were.
    pub unchanged: u64,
    pub gone: Vec<Gone>,
    pub failed: Vec<Failed>,
    /// Pages that are left for the next runs.
    pub later: u64,
}

impl Report {
    fn add(&mut self, other: Report) {
        self.asked += other.asked;
        self.added += other.added;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.later += other.later;
        self.gone.extend(other.gone);
        self.failed.extend(other.failed);
    }
}

/// Why a run ended early. What was kept until then is kept.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("could not keep what was fetched, in {}: {cause}", path.display())]
    Disk { path: PathBuf, cause: io::Error },
    #[error("another run is fetching into {}", path.display())]
    Held { path: PathBuf },
    #[error("could not start the client: {0}")]
    Client(String),
    #[error("the run was cancelled")]
    Cancelled,
}

/// How a run is watched.
pub struct Watch<'w> {
    /// Told how many requests were made so far.
    pub asked: &'w dyn Fn(u64),
    /// Asked now and then; `true` ends the run.
    pub cancelled: &'w dyn Fn() -> bool,
    /// Wait for another run to end rather than fail.
    pub wait: bool,
}

/// Asks every source that is due. Blocks; one run at a time may fetch into a folder.
pub fn run(errand: &Errand, names: Arc<dyn Names>, watch: &Watch<'_>) -> Result<Report, FetchError> {
    let mut sources = errand.sources();
    if sources.is_empty() {
        return Ok(Report::default());
    }
    let disk = |cause| FetchError::Disk { path: errand.folder.clone(), cause };
    fs::create_dir_all(&errand.folder).map_err(disk)?;
    let _lock = lock(&errand.folder, watch)?;
    let now = Timestamp::now();
    let owners = owners(&sources);
    let only_given = sources.iter().any(|source| source.asked_for);
    sources.retain(|source| match only_given {
        true => source.asked_for,
        false => source.notebook.due(source.wanted.refresh, now).is_none(),
    });
    let client = Client::new(&errand.settings, names).map_err(FetchError::Client)?;
    let asked = Cell::new(0);
    let tell = || {
        asked.set(asked.get() + 1);
        (watch.asked)(asked.get());
    };
    let reader = reader(errand);
    let round = Round {
        client: &client,
        settings: &errand.settings,
        reader: &reader,
        owners: RefCell::new(owners),
        tell: &tell,
        now,
    };
    let visits = sources.iter_mut().map(|source| Visit::new(&round, source).go());
    let all = futures::stream::iter(visits).buffer_unordered(AT_ONCE).collect::<Vec<_>>();
    let done = complete(all, watch).map_err(disk)?;
    // An address that was mistyped once is not asked for ever.
    for source in sources.iter().filter(|source| !source.notebook.given || source.folder.is_dir()) {
        let written = source.notebook.write(&source.folder);
        written.map_err(|cause| FetchError::Disk { path: source.folder.clone(), cause })?;
    }
    let mut report = Report::default();
    for visited in done.ok_or(FetchError::Cancelled)? {
        report.add(visited?);
    }
    Ok(report)
}

/// How pages are read.
fn reader(errand: &Errand) -> Reader {
    match &errand.program {
        Some(program) => Reader::default().apart(program.clone(), Limits::default()),
        None => Reader::default(),
    }
}

/// Runs to the end; `None` where it was cancelled before.
fn complete<T>(work: impl Future<Output = T>, watch: &Watch<'_>) -> io::Result<Option<T>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        tokio::select! {
            done = work => Some(done),
            () = cancelled(watch) => None,
        }
    });
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    Ok(done)
}

async fn cancelled(watch: &Watch<'_>) {
    while !(watch.cancelled)() {
        tokio::time::sleep(LOOK).await;
    }
}

/// Which source keeps an article: the first that found it, so that one article in two feeds is one article.
fn owners(sources: &[Source]) -> HashMap<String, PathBuf> {
    let kept = |source: &Source| {
        let folder = source.folder.clone();
        let pages = source.notebook.pages.values().filter_map(|page| Some(page.article.as_ref()?.id.clone()));
        pages.map(move |id| (id, folder.clone())).collect::<Vec<_>>()
    };
    sources.iter().flat_map(kept).collect()
}

/// The system gives the lock back when its holder ends, however it ends.
fn lock(folder: &Path, watch: &Watch<'_>) -> Result<File, FetchError> {
    let disk = |cause| FetchError::Disk { path: folder.to_owned(), cause };
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(disk)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if (watch.cancelled)() => return Err(FetchError::Cancelled),
            Err(TryLockError::WouldBlock) if watch.wait => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => return Err(FetchError::Held { path: folder.to_owned() }),
            Err(TryLockError::Error(cause)) => return Err(disk(cause)),
        }
    }
}

/// Forgets what was fetched from a source, once nothing is indexed from it any more.
pub fn forget(folder: &Path) -> Result<(), FetchError> {
    let removed = [fs::remove_file(Notebook::file_of(folder)), fs::remove_dir_all(folder)];
    let failed = removed.into_iter().filter_map(Result::err).find(|cause| cause.kind() != io::ErrorKind::NotFound);
    failed.map_or(Ok(()), |cause| Err(FetchError::Disk { path: folder.to_owned(), cause }))
}
