//! Walks 2 and 3: question -> query, find, choose passages or abstain, fetch, cut. Never sees tantivy.

use jiff::civil::Date;

use crate::answer::Answer;
use crate::library::{Filters, Library, LibraryError};

/// A question and what its answers must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    pub words: String,
    pub filters: Filters,
    /// At most this many findings.
    pub limit: usize,
    /// The day of asking.
    pub today: Date,
}

impl Question {
    pub fn new(words: impl Into<String>, today: Date) -> Question {
        Question { words: words.into(), filters: Filters::default(), limit: 3, today }
    }
}

/// Answers one question from one reading of a collection: the one function behind command line, batch and bot.
pub fn ask(_library: &dyn Library, _question: &Question) -> Result<Answer, LibraryError> {
    Err(LibraryError::Missing { path: String::new() })
}
