//! What the bot needs of a collection: to ask it, to find again what was shown, and to bring it in line with its sources.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;

use super::marks::Mark;
use crate::answer::{Answer, Finding, Said, Searched};
use crate::article::ArticleId;
use crate::ask::{self, Question};
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
        let handles: Vec<Handle> = match key_of(name) {
            Some(key) => reading.keyed(&key)?.into_iter().collect(),
            None => reading.find(name)?,
        };
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
        intake::run(&Order { given, ..self.order.clone() }, progress)
    }
}
