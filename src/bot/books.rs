//! What the bot needs of a collection: to ask it, to find again what was shown, and to bring it in line with its sources.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use url::Url;

use super::additions::{Addition, Removal, UNWATCHED, file_name, place_for};
use super::marks::Mark;
use crate::answer::{Answer, Finding, Said, Searched};
use crate::article::ArticleId;
use crate::ask::{self, Question};
use crate::config;
use crate::fetch::{self, Errand, FetchError, SystemNames};
use crate::index::{Reading, Shelves, id_key};
use crate::intake::{self, IntakeError, Order, PathProblem, Progress, Report};
use crate::library::{Handle, Library, LibraryError, Listed, Names, StoredArticle};

/// A collection as the bot sees it. All calls block, so the bot makes them off the runtime's own threads.
pub trait Books: Send + Sync {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError>;

    /// A quote that was shown before; `None` where its article is gone or is another text now.
    fn quoted(&self, mark: &Mark) -> Result<Option<Finding>, LibraryError>;

    /// Articles by what [`handle_of`] gives, by id, path or end of path, else by words of their titles; at most `limit`, best first.
    fn articles(&self, name: &str, limit: usize) -> Result<Vec<StoredArticle>, LibraryError>;

    /// Everything somebody says.
    fn said(&self, request: &ask::Request) -> Result<Said, LibraryError>;

    /// Names of which a word begins as typed, those of most articles first.
    fn names(&self, of: Names, typed: &str, limit: usize) -> Result<Vec<Listed>, LibraryError>;

    /// What there is to search.
    fn searched(&self) -> Result<Searched, LibraryError>;

    /// Of all sources, or of the one whose path ends with these words.
    fn reindex(&self, source: Option<&str>, progress: &dyn Progress) -> Result<Report, IntakeError>;

    /// Takes something in beside the sources of the configuration; what nothing can be read of is not kept.
    fn add(&self, _: &Addition) -> Result<Report, IntakeError> {
        Err(IntakeError::NoSources)
    }

    /// Takes out an article that was added, by what [`handle_of`] gives or a name that stands for it alone.
    fn take_out(&self, _: &str) -> Result<Removal, IntakeError> {
        Ok(Removal::Unknown)
    }
}

/// What names an article in a few letters, since an id may be longer than Discord allows.
pub fn handle_of(id: &ArticleId) -> String {
    format!("#{}", BASE64URL_NOPAD.encode(&id_key(id)))
}

fn key_of(handle: &str) -> Option<[u8; 16]> {
    BASE64URL_NOPAD.decode(handle.strip_prefix('#')?.as_bytes()).ok()?.try_into().ok()
}

/// The collection of an index folder and its sources.
pub struct Collection {
    index: PathBuf,
    order: Order,
    /// Opened by the first question that finds an index, so that a bot can start before its first re-index.
    shelves: Mutex<Option<Arc<Shelves>>>,
}

impl Collection {
    /// `order` is what `/reindex` does; its `index` is also where questions are answered from.
    pub fn new(order: Order) -> Collection {
        Collection { index: order.index.clone(), order, shelves: Mutex::new(None) }
    }

    fn reading(&self) -> Result<Reading, LibraryError> {
        let shelves = {
            let mut open = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
            match &*open {
                Some(shelves) => Arc::clone(shelves),
                None => Arc::clone(open.insert(Arc::new(Shelves::open(&self.index)?))),
            }
        };
        shelves.reading()
    }

    /// The order as it stands now: what was added is a source from the moment that there is something.
    fn now(&self) -> Order {
        let mut order = self.order.clone();
        let added = config::added_folder(&self.index);
        if added.is_dir() && !order.configured.contains(&added) {
            order.configured.push(added);
        }
        order
    }

    /// Gives up a source of the web that was added.
    fn forget(&self, order: &Order, url: Url) -> Result<Removal, IntakeError> {
        if order.web.is_configured(&order.web.folder_of(&url)) {
            return Ok(Removal::Configured);
        }
        let web = Errand { forget: vec![url], ..order.web.clone() };
        Ok(Removal::Done(Box::new(intake::run(&Order { web, ..order.clone() }, &UNWATCHED)?)))
    }

    fn add_file(&self, name: &str, url: &Url) -> Result<Report, IntakeError> {
        let refused = |reason| IntakeError::NotFetched { url: name.to_owned(), reason };
        let watch = fetch::Watch { asked: &|_| {}, cancelled: &|| false, wait: true };
        let bytes = fetch::handed(&self.order.web, url, Arc::new(SystemNames), &watch)?.map_err(refused)?;
        let folder = config::added_folder(&self.index);
        if holds(&folder, &bytes) {
            return intake::run(&Order { given: vec![folder], ..self.now() }, &UNWATCHED);
        }
        let path = place_for(&folder, &file_name(name));
        let disk = |cause| IntakeError::Fetch(FetchError::Disk { path: path.clone(), cause });
        std::fs::create_dir_all(&folder).map_err(disk)?;
        std::fs::write(&path, bytes).map_err(disk)?;
        let report = intake::run(&Order { given: vec![folder], ..self.now() }, &UNWATCHED);
        let taken = |report: &Report| !report.added.is_empty() || !report.changed.is_empty();
        if !report.as_ref().is_ok_and(taken) {
            // What holds no article, or one that is there already, is not kept.
            std::fs::remove_file(&path).map_err(disk)?;
        }
        report
    }

    /// One of the sources, never another path: what somebody types reaches no other file of the machine.
    fn source(&self, words: &str) -> Result<PathBuf, IntakeError> {
        let reading = self.reading().ok();
        let known = intake::sources(&self.order.configured, reading.as_ref().map_or(&[], |reading| reading.roots()));
        let words = words.trim().trim_matches('/');
        let fits = |path: &PathBuf| !words.is_empty() && path.ends_with(words);
        let mut fitting = known.into_iter().map(|source| source.path).filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(IntakeError::NoSuchPath { path: words.into(), problem: PathProblem::NotThere }),
        }
    }
}

impl Books for Collection {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError> {
        ask::ask(&self.reading()?, question)
    }

    fn quoted(&self, mark: &Mark) -> Result<Option<Finding>, LibraryError> {
        let reading = self.reading()?;
        let Some(handle) = reading.keyed(&mark.article)? else { return Ok(None) };
        let stored = reading.fetch(handle)?;
        if Mark::text_of(&stored.hash) != mark.text {
            return Ok(None);
        }
        ask::again(&stored, mark.start as usize..mark.end as usize, mark.voiced as usize)
    }

    fn articles(&self, name: &str, limit: usize) -> Result<Vec<StoredArticle>, LibraryError> {
        let reading = self.reading()?;
        if name.trim().is_empty() {
            return Ok(Vec::new());
        }
        let handles = called(&reading, name)?;
        if handles.is_empty() {
            return ask::titled(&reading, name, limit);
        }
        handles.into_iter().take(limit).map(|handle| reading.fetch(handle)).collect()
    }

    fn said(&self, request: &ask::Request) -> Result<Said, LibraryError> {
        ask::said(&self.reading()?, request)
    }

    fn names(&self, of: Names, typed: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
        ask::names(&self.reading()?, of, typed, limit)
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        self.reading()?.searched()
    }

    fn reindex(&self, source: Option<&str>, progress: &dyn Progress) -> Result<Report, IntakeError> {
        let given = source.map(|words| self.source(words)).transpose()?.into_iter().collect();
        intake::run(&Order { given, ..self.now() }, progress)
    }

    fn add(&self, what: &Addition) -> Result<Report, IntakeError> {
        match what {
            Addition::Web(url) => {
                let order = self.now();
                let web = Errand { given: vec![url.clone()], ..order.web.clone() };
                intake::run(&Order { web, ..order }, &UNWATCHED)
            }
            Addition::File { name, url } => self.add_file(name, url),
        }
    }

    fn take_out(&self, name: &str) -> Result<Removal, IntakeError> {
        let order = self.now();
        if let Some(url) = config::web_address(name)
            && order.web.folder_of(&url).is_dir()
        {
            return self.forget(&order, url);
        }
        // Nothing is removed by words of its title: another article might be meant.
        let reading = self.reading()?;
        let handles = called(&reading, name)?;
        let Some(first) = handles.first() else { return Ok(Removal::Unknown) };
        let stored = reading.fetch(*first)?;
        let path = PathBuf::from(&stored.article.origin.path);
        let whole_file = path.file_name().is_some_and(|file| file == name.trim());
        if handles.len() > 1 && !whole_file {
            return Ok(Removal::Unknown);
        }
        if path.starts_with(absolute(&config::added_folder(&self.index))) {
            if !whole_file && reading.find(&stored.article.origin.path)?.len() > 1 {
                let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
                return Ok(Removal::OneOfMany(file.unwrap_or_default()));
            }
            let disk = |cause| IntakeError::Fetch(FetchError::Disk { path: path.clone(), cause });
            std::fs::remove_file(&path).map_err(disk)?;
            let report = intake::run(&Order { given: vec![config::added_folder(&self.index)], ..order }, &UNWATCHED)?;
            return Ok(Removal::Done(Box::new(report)));
        }
        let errand = &order.web;
        let folder = path.parent().filter(|folder| folder.starts_with(absolute(&errand.folder)));
        let Some((folder, source)) = folder.and_then(|folder| Some((folder, errand.source_of(folder)?))) else {
            return Ok(Removal::Configured);
        };
        if !errand.is_configured(folder) && std::fs::read_dir(folder).is_ok_and(|files| files.count() > 1) {
            return Ok(Removal::OneOfMany(source));
        }
        Url::parse(&source).map_or(Ok(Removal::Configured), |url| self.forget(&order, url))
    }
}

/// The articles of this key, id, address or path.
fn called(reading: &Reading, name: &str) -> Result<Vec<Handle>, LibraryError> {
    match key_of(name) {
        Some(key) => Ok(reading.keyed(&key)?.into_iter().collect()),
        None => reading.find(name),
    }
}

/// Whether a file with these very bytes was added before.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let alike = |file: &std::fs::DirEntry| file.metadata().is_ok_and(|known| known.len() == bytes.len() as u64);
    files.filter(alike).any(|file| std::fs::read(file.path()).is_ok_and(|known| known == bytes))
}

/// As the index knows it.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
