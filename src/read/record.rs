//! One record on its way to being an article: what a format found, before the collection's rules for names apply.

use std::path::Path;

use crate::article::{Article, ArticleId, Citation, Origin};
use crate::language::Language;
use crate::text::Text;

/// What a reader of one format makes.
#[derive(Default, Debug)]
pub(super) struct Record {
    pub id: Option<String>,
    pub citation: Citation,
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
    /// One of several in a JSON array, from 1.
    Item(u64),
}

impl Place {
    pub(super) fn line(self) -> Option<u64> {
        match self {
            Place::Line(line) => Some(line),
            Place::Whole | Place::Item(_) => None,
        }
    }
}

impl Record {
    /// The article; or, for a text without a letter, why there is none.
    pub(super) fn into_article(self, path: &Path, place: Place) -> Result<Article, String> {
        let Record { id, citation, language, text } = self;
        if text.is_empty() {
            return Err("empty text".to_owned());
        }
        if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}') {
            return Err("only blank lines".to_owned());
        }
        let path = path.display().to_string();
        let id = id.or_else(|| citation.url.clone()).unwrap_or_else(|| match place {
            Place::Whole => path.clone(),
            Place::Line(line) => format!("{path}:{line}"),
            Place::Item(item) => format!("{path}#{item}"),
        });
        let language = language.or_else(|| Language::detect(&text));
        Ok(Article {
            id: ArticleId(id),
            citation,
            language,
            origin: Origin { path, line: place.line() },
            text: Text::new(text),
        })
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
