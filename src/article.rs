//! An article, its citation, and who says what inside it.

use std::fmt;

use jiff::civil::Date;

use crate::language::Language;
use crate::text::{ContentHash, Span, Text};

/// What names an article in the collection: its own id, its URL, or its path (and line).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The article's own attribution. What the source did not give stays unknown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Citation {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
}

/// The file an article was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The file's absolute path.
    pub path: String,
    /// The line of the file, from 1, where a file holds one article a line.
    pub line: Option<u64>,
}

/// One article as it was read.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    pub id: ArticleId,
    pub citation: Citation,
    pub language: Option<Language>,
    pub origin: Origin,
    pub text: Text,
}

impl Article {
    /// What a run compares to see whether an article changed: a hash over every field but where it was read from.
    pub fn fingerprint(&self) -> ContentHash {
        let citation = &self.citation;
        let published = citation.published.map(|date| date.to_string());
        let mut fields: Vec<&str> = vec![
            &self.id.0,
            citation.title.as_deref().unwrap_or_default(),
            citation.publisher.as_deref().unwrap_or_default(),
            published.as_deref().unwrap_or_default(),
            citation.url.as_deref().unwrap_or_default(),
            self.language.as_ref().map_or("", Language::code),
            self.text.as_str(),
        ];
        fields.extend(citation.authors.iter().map(String::as_str));
        let mut bytes = Vec::with_capacity(self.text.len() + 256);
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_le_bytes());
            bytes.extend_from_slice(field.as_bytes());
        }
        ContentHash::of(&bytes)
    }
}

/// How the words reach the reader: between quotation marks, reported, or both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Speech {
    Direct,
    Indirect,
    Mixed,
}

impl Speech {
    pub fn name(self) -> &'static str {
        match self {
            Speech::Direct => "direct",
            Speech::Indirect => "indirect",
            Speech::Mixed => "mixed",
        }
    }
}

/// Somebody in the article says, thinks or claims something. Every part is a span of the article's text.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribution {
    /// Who, exactly as printed; `None` where the article names nobody ("reportedly").
    pub source: Option<Span>,
    /// The words that report it: "said", "according to", "claim".
    pub cue: Option<Span>,
    /// What is said, in order; never empty.
    pub content: Vec<Span>,
    pub speech: Speech,
    /// The fuller name or description of the source that stands elsewhere in the article, where the engine is sure.
    pub resolved: Option<Span>,
    /// Whether the source, as resolved, stays without a name ("a US official").
    pub anonymous: bool,
    /// The engine's estimate, 0 to 1, that these words are this source's.
    pub confidence: f32,
}

/// An attribution below this confidence is shown without naming its source.
pub const SURE: f32 = 0.68;

impl Attribution {
    /// Who says it, where that may be shown as a fact.
    pub fn sure_source(&self) -> Option<Span> {
        self.source.filter(|_| self.confidence >= SURE)
    }

    /// How many bytes of `span` are words of this source.
    pub fn share_of(&self, span: Span) -> usize {
        self.content.iter().map(|part| part.overlap(span)).sum()
    }

    /// The smallest span that holds source, cue and content.
    pub fn extent(&self) -> Option<Span> {
        self.content.iter().copied().chain(self.source).chain(self.cue).reduce(Span::cover)
    }
}

/// Whose words a quote is.
#[derive(Clone, PartialEq, Debug)]
pub enum Voice {
    /// The article speaks for itself.
    Article,
    /// A source inside the article.
    Source(Attribution),
    /// Somebody's claim, but the engine is not sure enough whose to name anyone.
    Uncertain(Attribution),
}

impl Voice {
    /// The attribution to show with a speaker's name.
    pub fn attribution(&self) -> Option<&Attribution> {
        match self {
            Voice::Source(attribution) => Some(attribution),
            Voice::Article | Voice::Uncertain(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, author: &str) -> Article {
        Article {
            id: ArticleId("a".into()),
            citation: Citation { title: Some(title.into()), authors: vec![author.into()], ..Citation::default() },
            language: None,
            origin: Origin { path: "/a.txt".into(), line: None },
            text: Text::new("Text."),
        }
    }

    #[test]
    fn the_fingerprint_sees_every_field_but_the_place() {
        let first = article("ab", "c");
        assert_ne!(first.fingerprint(), article("a", "bc").fingerprint());
        let mut moved = first.clone();
        moved.origin.path = "/b.txt".into();
        assert_eq!(first.fingerprint(), moved.fingerprint());
    }
}
