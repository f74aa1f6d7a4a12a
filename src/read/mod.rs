//! Files -> articles, one file a format; a bad record is an error with its place, and never ends the others.
//!
//! Absent on purpose: nothing here reaches the network, and nothing is guessed into a citation. What a file does not
//! plainly say about itself stays unknown.

mod apart;
mod archive;
mod dates;
mod dialects;
mod docx;
mod encoding;
mod epub;
mod feed;
mod fields;
mod file;
mod front_matter;
mod gzip;
mod html;
mod json;
mod json_feed;
mod markdown;
mod names;
mod newsml;
mod ninjs;
mod nitf;
mod opening;
mod origins;
mod pdf;
mod plain;
mod record;
mod sidecar;
mod walk;
mod warc;
mod xml;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::article::Article;

use apart::Pool;
use sidecar::Sidecar;

pub use apart::{Limits, PARSE_APART, serve};
pub use fields::Names;
pub use origins::{Found, Origins, Source};
pub use walk::files;

/// Why a file or one record of it gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ReadError {
    /// The file, or the place inside it: `news.zip/a.html`, `feed.xml#3`.
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

/// The same, with where each citation comes from.
pub type Finds = Box<dyn Iterator<Item = Result<Found, ReadError>> + Send>;

/// How files are read.
#[derive(Clone, Default, Debug)]
pub struct Reader {
    names: Names,
    /// Where pages and archives are read; `None`: here.
    pool: Option<Arc<Pool>>,
}

impl Reader {
    /// A reader for whose files these are the names of fields.
    pub fn new(names: Names) -> Reader {
        Reader { names, pool: None }
    }

    /// The same reader, which has pages, archives and all else that strangers write parsed by other processes of `program`,
    /// each record within these limits. The program is this one; it is asked to [`serve`].
    pub fn apart(mut self, program: PathBuf, limits: Limits) -> Reader {
        self.pool = Some(Arc::new(Pool::new(program, limits, self.names.clone())));
        self
    }

    /// Opens one file and reads the articles in it as they are asked for.
    pub fn records(&self, path: &Path) -> Result<Records, ReadError> {
        Ok(Box::new(self.found(path)?.map(|found| found.and_then(Found::whole))))
    }

    /// What besides the bytes of a file and of what stands beside it decides what is read: this program and its settings.
    pub fn edition(&self) -> String {
        let program = self.pool.as_ref().and_then(|pool| pool.program_written());
        format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), self.names.by_field(), program)
    }

    /// The file of lines of JSON at this path, to be read a line at a time; `None` where it is none, or something stands beside it.
    pub fn lines(&self, path: &Path) -> Option<Lines> {
        let path = walk::absolute(path).ok()?;
        if Format::of_name(&path) != Some(Format::Lines) || sidecar::beside(&path).is_some() {
            return None;
        }
        let mut reader = BufReader::with_capacity(256 * 1024, file::open(&path).ok()?);
        let start = reader.fill_buf().ok()?;
        let is_utf_16 = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        (!is_utf_16).then(|| Lines(json::Lines::new(&path, reader, &self.names)))
    }

    /// Opens one file and reads the articles in it, with where each citation comes from, and those that are only a part too.
    pub fn found(&self, path: &Path) -> Result<Finds, ReadError> {
        let path = &walk::absolute(path)?;
        let format = match Format::of_name(path) {
            Some(format) => format,
            None => Format::of_content(&file::head(path)?),
        };
        if let Some(pool) = self.pool.as_ref().filter(|_| format.is_of_strangers()) {
            file::open(path)?;
            return pool.found(path);
        }
        let sidecar = Sidecar::of(path, &self.names)?;
        let found = opened(format, path, &self.names)?;
        let alone = format.holds_one();
        let source = if format == Format::Plain { Source::Shown } else { Source::Fields };
        Ok(Box::new(found.map(move |found| {
            let mut found = found?;
            found.origins.rest(&found.article.citation, source);
            if let Some(sidecar) = &sidecar {
                sidecar.apply(&mut found, alone);
            }
            Ok(found)
        })))
    }
}

/// A file with an article a line, where each line can be looked at before it is read.
pub struct Lines(json::Lines<BufReader<File>>);

impl Lines {
    /// The next line's number, from 1, and its bytes; an error where it cannot be read, and `None` at the end.
    pub fn go_on(&mut self) -> Option<Result<(u64, &[u8]), ReadError>> {
        Some(self.0.go_on()?.map(|()| self.0.line()))
    }

    /// The article of this line.
    pub fn article(&self) -> Result<Article, ReadError> {
        self.0.parse()?.whole()
    }
}

/// The file that stands beside an article and says what the article does not, where there is one.
pub fn beside(path: &Path) -> Option<PathBuf> {
    sidecar::beside(path)
}

/// Opens one file and reads the articles in it as they are asked for, by the usual names of fields.
pub fn records(path: &Path) -> Result<Records, ReadError> {
    Reader::default().records(path)
}

fn opened(format: Format, path: &Path, names: &Names) -> Result<Finds, ReadError> {
    match format {
        Format::Lines => json::lines(path, BufReader::with_capacity(256 * 1024, file::open(path)?), names),
        Format::Warc => Ok(warc::records(path, BufReader::new(file::open(path)?))),
        Format::Gzip => gzip::records(path, file::open(path)?, names),
        Format::Zip => archive::records(path, file::open(path)?, names),
        _ => document(format, path, file::bytes(path)?, names),
    }
}

/// The articles of a document that is wholly in memory. `path` is where it stands, perhaps inside an archive.
fn document(format: Format, path: &Path, bytes: Vec<u8>, names: &Names) -> Result<Finds, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::new(path, "empty file"));
    }
    match format {
        Format::Lines => json::lines(path, Cursor::new(bytes), names),
        Format::Json => json::whole(path, &bytes, names),
        Format::Plain => Ok(one(plain::read(path, &bytes))),
        Format::Markdown => Ok(one(markdown::read(path, &bytes, names))),
        Format::Html => Ok(one(html::read(path, &bytes))),
        Format::Xml => xml::records(path, &bytes),
        Format::Epub => Ok(one(epub::read(path, bytes))),
        Format::Word => Ok(one(docx::read(path, bytes))),
        Format::Pdf => Ok(one(pdf::read(path, &bytes))),
        Format::Warc => Ok(warc::records(path, Cursor::new(bytes))),
        Format::Gzip => gzip::records(path, Cursor::new(bytes), names),
        Format::Zip => archive::records(path, Cursor::new(bytes), names),
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
    /// A feed, or what news agencies send: the root element tells.
    Xml,
    Epub,
    Word,
    Pdf,
    Warc,
    Gzip,
    Zip,
}

impl Format {
    /// By the name's extension; `None` for one that may be anything.
    fn of_name(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Format::Plain,
            "md" | "markdown" => Format::Markdown,
            "jsonl" | "ndjson" => Format::Lines,
            "json" | "ninjs" => Format::Json,
            "html" | "htm" | "xhtml" => Format::Html,
            "xml" | "rss" | "atom" | "rdf" | "newsml" | "nitf" => Format::Xml,
            "epub" => Format::Epub,
            "docx" => Format::Word,
            "pdf" => Format::Pdf,
            "warc" => Format::Warc,
            "gz" => Format::Gzip,
            "zip" => Format::Zip,
            _ => return None,
        })
    }

    /// Whether files of this format are written by anybody, in a notation that can be turned against its parser. Text and
    /// lines of JSON cannot, and there may be a great many of these.
    fn is_of_strangers(self) -> bool {
        !matches!(self, Format::Plain | Format::Markdown | Format::Lines | Format::Json)
    }

    /// Whether a file of this format is always one article.
    fn holds_one(self) -> bool {
        matches!(self, Format::Plain | Format::Markdown | Format::Html | Format::Epub | Format::Word | Format::Pdf)
    }

    /// By the first bytes. Files that are not text are refused when they are decoded.
    fn of_content(head: &[u8]) -> Format {
        if head.starts_with(b"PK\x03\x04") {
            return Format::Zip;
        }
        if head.starts_with(b"\x1f\x8b") {
            return Format::Gzip;
        }
        if head.starts_with(b"%PDF-") {
            return Format::Pdf;
        }
        let head = String::from_utf8_lossy(head);
        let head = head.trim_start_matches('\u{feff}').trim_start();
        let starts = |tag: &str| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        if starts("<!doctype html") || starts("<html") || starts("<head") {
            Format::Html
        } else if ["<?xml", "<rss", "<feed", "<rdf:RDF", "<newsItem", "<newsMessage", "<nitf"]
            .iter()
            .any(|tag| starts(tag))
        {
            Format::Xml
        } else if head.starts_with("WARC/") {
            Format::Warc
        } else if head.starts_with('{') || head.starts_with("[{") || head.starts_with("[\n") {
            Format::Json
        } else if front_matter::opens(head) {
            Format::Markdown
        } else {
            Format::Plain
        }
    }
}

/// The records of a file that holds one article.
fn one(article: Result<Found, ReadError>) -> Finds {
    Box::new(std::iter::once(article))
}
