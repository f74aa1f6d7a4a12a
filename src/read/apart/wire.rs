//! What the processes say to each other: a length in four bytes, then the message.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Limits;
use crate::article::{Article, ArticleId, Citation, Origin};
use crate::language::Language;
use crate::read::{Found, Names, Origins, ReadError};
use crate::text::Text;

/// No message is longer, in bytes: a process that was taken over must not fill the other's memory.
const LONGEST: usize = 256 << 20;

#[derive(Serialize, Deserialize)]
pub(super) enum Request {
    /// The first of all.
    Limits {
        cpu: Duration,
        memory: u64,
        names: BTreeMap<String, Vec<String>>,
    },
    File(WirePath),
}

impl Request {
    pub(super) fn limits(limits: &Limits, names: &Names) -> Request {
        Request::Limits { cpu: limits.cpu, memory: limits.memory, names: names.by_field().clone() }
    }

    /// `None` for a name that cannot be sent.
    pub(super) fn file(path: &Path) -> Option<Request> {
        Some(Request::File(WirePath::exact(path)?))
    }
}

/// A path in its bytes: on Unix a name need not be Unicode.
#[derive(Serialize, Deserialize)]
pub(super) struct WirePath(Vec<u8>);

impl WirePath {
    #[cfg(unix)]
    fn exact(path: &Path) -> Option<WirePath> {
        Some(WirePath(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()))
    }

    #[cfg(not(unix))]
    fn exact(path: &Path) -> Option<WirePath> {
        Some(WirePath(path.to_str()?.as_bytes().to_vec()))
    }

    /// As it is shown, where it cannot be sent as it is.
    fn shown(path: &Path) -> WirePath {
        WirePath::exact(path).unwrap_or_else(|| WirePath(path.display().to_string().into_bytes()))
    }

    pub(super) fn into_path(self) -> PathBuf {
        #[cfg(unix)]
        return PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(self.0));
        #[cfg(not(unix))]
        return PathBuf::from(String::from_utf8_lossy(&self.0).into_owned());
    }
}

#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    Found(Box<WireFound>),
    Refused(WireError),
    /// Of the file.
    End,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireFound {
    id: String,
    title: Option<String>,
    authors: Vec<String>,
    publisher: Option<String>,
    published: Option<Date>,
    url: Option<String>,
    language: Option<String>,
    path: String,
    line: Option<u64>,
    text: String,
    origins: Origins,
    refused: Option<WireError>,
}

impl WireFound {
    pub(super) fn new(found: &Found) -> WireFound {
        let Article { id, citation, language, origin, text } = &found.article;
        WireFound {
            id: id.0.clone(),
            title: citation.title.clone(),
            authors: citation.authors.clone(),
            publisher: citation.publisher.clone(),
            published: citation.published,
            url: citation.url.clone(),
            language: language.map(|language| language.code().to_owned()),
            path: origin.path.clone(),
            line: origin.line,
            text: text.as_str().to_owned(),
            origins: found.origins.clone(),
            refused: found.refused.as_ref().map(WireError::new),
        }
    }

    pub(super) fn into_found(self) -> Found {
        let WireFound { id, title, authors, publisher, published, url, language, path, line, text, origins, refused } =
            self;
        let article = Article {
            id: ArticleId(id),
            citation: Citation { title, authors, publisher, published, url },
            language: language.and_then(|code| Language::from_code(&code)),
            origin: Origin { path, line },
            text: Text::new(text),
        };
        Found { article, origins, refused: refused.map(WireError::into_error) }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireError {
    path: WirePath,
    line: Option<u64>,
    reason: String,
}

impl WireError {
    pub(super) fn new(error: &ReadError) -> WireError {
        WireError { path: WirePath::shown(&error.path), line: error.line, reason: error.reason.clone() }
    }

    pub(super) fn into_error(self) -> ReadError {
        ReadError { path: self.path.into_path(), line: self.line, reason: self.reason }
    }
}

pub(super) fn send(writer: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    writer.write_all(&length.to_le_bytes())?;
    writer.write_all(&bytes)
}

/// The next message; an error where the other process has ended or makes no sense.
pub(super) fn receive<T: DeserializeOwned>(reader: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    reader.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(io::Error::other("a message too long"));
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map_err(io::Error::other)
}
