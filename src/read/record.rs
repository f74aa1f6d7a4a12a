//! One record on its way to being an article: what a format found, before the collection's rules for names apply.

use std::path::Path;

use super::{Found, Origins, ReadError, Source, opening};
use crate::article::{Article, ArticleId, Citation, Origin};
use crate::language::Language;
use crate::text::Text;

/// What a reader of one format makes.
#[derive(Default, Debug)]
pub(super) struct Record {
    pub id: Option<String>,
    pub citation: Citation,
    /// Where the citation comes from, as far as it is not all from one place.
    pub origins: Origins,
    /// As declared; where nothing is, the text tells.
    pub language: Option<Language>,
    pub text: String,
}

/// Where in its file a record stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// The file is the article.
    Whole,
    /// From 1.
    Line(u64),
    /// One of several in a list or a feed, from 1.
    Item(u64),
}

impl Place {
    pub(super) fn line(self) -> Option<u64> {
        match self {
            Place::Line(line) => Some(line),
            Place::Whole | Place::Item(_) => None,
        }
    }

    /// The name of a record at this place.
    fn name(self, path: &Path) -> String {
        match self {
            Place::Whole => path.display().to_string(),
            Place::Line(line) => format!("{}:{line}", path.display()),
            Place::Item(item) => format!("{}#{item}", path.display()),
        }
    }

    /// Why there is no article at this place.
    pub(super) fn refuse(self, path: &Path, reason: impl Into<String>) -> ReadError {
        match self {
            Place::Whole | Place::Line(_) => ReadError::new(path, reason).at(self.line()),
            Place::Item(_) => ReadError::new(Path::new(&self.name(path)), reason),
        }
    }
}

impl Record {
    /// The same with this text, and with what the text's beginning shows where the document's own fields say nothing. When a document was
    /// made or saved says nothing of when its text was published.
    pub(super) fn shown_by(mut self, text: String) -> Record {
        self.origins.rest(&self.citation, Source::Fields);
        let opened = opening::citation(&text);
        self.citation.title = self.citation.title.or(opened.title);
        if self.citation.authors.is_empty() {
            self.citation.authors = opened.authors;
        }
        self.citation.published = opened.published;
        self.origins.rest(&self.citation, Source::Shown);
        Record { text, ..self }
    }

    /// The article; or why there is none, and where.
    pub(super) fn place(self, path: &Path, place: Place) -> Result<Found, ReadError> {
        self.into_article(path, place).map_err(|reason| place.refuse(path, reason))
    }

    /// The article; or, for a text without a letter, why there is none.
    pub(super) fn into_article(self, path: &Path, place: Place) -> Result<Found, String> {
        let Record { id, citation, origins, language, text } = self;
        if text.is_empty() {
            return Err("empty text".to_owned());
        }
        if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}') {
            return Err("only blank lines".to_owned());
        }
        let id = id.or_else(|| citation.url.clone()).unwrap_or_else(|| place.name(path));
        let path = path.display().to_string();
        let language = language.or_else(|| Language::detect(&text));
        let article = Article {
            id: ArticleId(id),
            citation,
            language,
            origin: Origin { path, line: place.line() },
            text: Text::new(text),
        };
        Ok(Found { article, origins, refused: None })
    }
}

/// An address a reader can open: with a scheme of the web, and nothing in it that would break a link.
pub(super) fn web_address(written: &str) -> Option<String> {
    let written = written.trim();
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| written.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let host = written[scheme.len()..].split(['/', '?', '#']).next().unwrap_or_default();
    let whole = !written.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    (whole && !host.is_empty() && written.len() <= 2_000).then(|| written.to_owned())
}
