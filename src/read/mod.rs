//! Files -> articles, one file a format; a bad record is an error with its place, and never ends the others.
//!
//! Absent on purpose: nothing here reaches the network, and nothing is guessed into a citation. What a file does not
//! plainly say about itself stays unknown.

mod dates;
mod encoding;
mod fields;
mod file;
mod front_matter;
mod html;
mod json;
mod markdown;
mod names;
mod opening;
mod plain;
mod record;
mod walk;

use std::path::{Path, PathBuf};

use crate::article::Article;

pub use walk::files;

/// Why a file or one record of it gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ReadError {
    pub path: PathBuf,
    /// From 1, where one line of the file is at fault.
    pub line: Option<u64>,
    pub reason: String,
}

impl ReadError {
    fn new(path: &Path, reason: impl Into<String>) -> ReadError {
        ReadError { path: path.to_owned(), line: None, reason: reason.into() }
    }

    fn at(mut self, line: impl Into<Option<u64>>) -> ReadError {
        self.line = line.into();
        self
    }
}

/// The articles of one file, in order.
pub type Records = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send>;

/// Opens one file and reads the articles in it as they are asked for.
pub fn records(path: &Path) -> Result<Records, ReadError> {
    let path = &walk::absolute(path)?;
    let format = match Format::of_name(path) {
        Some(format) => format,
        None => Format::of_content(path)?,
    };
    match format {
        Format::Lines => json::lines(path),
        Format::Json => json::whole(path),
        Format::Plain => Ok(one(plain::read(path, &file::bytes(path)?))),
        Format::Markdown => Ok(one(markdown::read(path, &file::bytes(path)?))),
        Format::Html => Ok(one(html::read(path, &file::bytes(path)?))),
    }
}

/// What a file is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Plain,
    Markdown,
    /// JSON, one article a line.
    Lines,
    Json,
    Html,
}

impl Format {
    /// By the name's extension; `None` for one that may be anything.
    fn of_name(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Format::Plain,
            "md" | "markdown" => Format::Markdown,
            "jsonl" | "ndjson" => Format::Lines,
            "json" => Format::Json,
            "html" | "htm" | "xhtml" => Format::Html,
            _ => return None,
        })
    }

    /// By the first bytes. Files that are not text are refused when they are decoded.
    fn of_content(path: &Path) -> Result<Format, ReadError> {
        let head = file::head(path)?;
        let head = String::from_utf8_lossy(&head);
        let head = head.trim_start_matches('\u{feff}').trim_start();
        let starts = |tag: &str| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        Ok(if starts("<!doctype html") || starts("<html") || starts("<head") {
            Format::Html
        } else if head.starts_with('{') || head.starts_with("[{") || head.starts_with("[\n") {
            Format::Json
        } else if front_matter::opens(head) {
            Format::Markdown
        } else {
            Format::Plain
        })
    }
}

/// The records of a file that holds one article.
fn one(article: Result<Article, ReadError>) -> Records {
    Box::new(std::iter::once(article))
}
