//! Files -> articles, one file a format; a bad record is an error with its place, and never ends the others.

use std::path::{Path, PathBuf};

use crate::article::Article;

/// Why a file or one record of it gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ReadError {
    pub path: PathBuf,
    /// From 1, where one line of the file is at fault.
    pub line: Option<u64>,
    pub reason: String,
}

/// The articles of one file, in order.
pub type Records = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send>;

/// The files below a path that may hold articles, in a fixed order; the path itself where it is a file.
pub fn files(_path: &Path) -> Result<Vec<Result<PathBuf, ReadError>>, ReadError> {
    Ok(Vec::new())
}

/// Opens one file and reads the articles in it as they are asked for.
pub fn records(path: &Path) -> Result<Records, ReadError> {
    let _ = path;
    Ok(Box::new(std::iter::empty()))
}
