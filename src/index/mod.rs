//! The embedded index: tantivy behind the seam of `library`.

use std::path::{Path, PathBuf};

use crate::library::{ArticleCandidate, Candidates, Handle, Library, LibraryError, Query, Statistics, StoredArticle};

/// An index folder, open for reading; hands out readings of the newest published state.
pub struct Shelves {
    path: PathBuf,
}

impl Shelves {
    /// Opens the live generation of an index folder; an error where there is none, or its format is not ours.
    pub fn open(path: &Path) -> Result<Shelves, LibraryError> {
        Ok(Shelves { path: path.to_owned() })
    }

    /// One instant of the index: what the last published run left, also when another process published it.
    pub fn reading(&self) -> Result<Reading, LibraryError> {
        Err(LibraryError::Missing { path: self.path.display().to_string() })
    }
}

/// A reading: see [`Library`].
pub struct Reading {}

impl Library for Reading {
    fn candidates(&self, _query: &Query) -> Result<Candidates, LibraryError> {
        Ok(Candidates { passages: Vec::new(), articles: Vec::<ArticleCandidate>::new() })
    }
    fn statistics(&self, _terms: &[String]) -> Result<Statistics, LibraryError> {
        Ok(Statistics::default())
    }
    fn fetch(&self, _article: Handle) -> Result<StoredArticle, LibraryError> {
        Err(LibraryError::Missing { path: String::new() })
    }
    fn find(&self, _name: &str) -> Result<Vec<Handle>, LibraryError> {
        Ok(Vec::new())
    }
    fn searched(&self) -> Result<crate::answer::Searched, LibraryError> {
        Ok(crate::answer::Searched::default())
    }
}
