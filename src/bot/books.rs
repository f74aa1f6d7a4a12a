//! What the bot needs of a collection: to ask it, and to bring it in line with its sources.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::Answer;
use crate::ask::{self, Question};
use crate::index::Shelves;
use crate::intake::{self, IntakeError, Order, Progress, Report};
use crate::library::LibraryError;

/// A collection as the bot sees it. Both calls block, so the bot makes them off the runtime's own threads.
pub trait Books: Send + Sync {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError>;

    fn reindex(&self, progress: &dyn Progress) -> Result<Report, IntakeError>;
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

    fn shelves(&self) -> Result<Arc<Shelves>, LibraryError> {
        let mut open = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shelves) = &*open {
            return Ok(Arc::clone(shelves));
        }
        let shelves = Arc::new(Shelves::open(&self.index)?);
        *open = Some(Arc::clone(&shelves));
        Ok(shelves)
    }
}

impl Books for Collection {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError> {
        ask::ask(&self.shelves()?.reading()?, question)
    }

    fn reindex(&self, progress: &dyn Progress) -> Result<Report, IntakeError> {
        intake::run(&self.order, progress)
    }
}
