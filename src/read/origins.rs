//! Where each field of an article's citation was found, so that a person can see why it says what it says.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::ReadError;
use crate::article::{Article, Citation};

/// An article, and where its citation comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    pub article: Article,
    pub origins: Origins,
    /// Why the index refuses it all the same: it can be read, but is not the whole article.
    pub refused: Option<ReadError>,
}

impl Found {
    /// The article, where it is whole.
    pub(super) fn whole(self) -> Result<Article, ReadError> {
        self.refused.map_or(Ok(self.article), Err)
    }
}

/// By field; `None` for what is unknown.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Origins {
    pub title: Option<Source>,
    pub authors: Option<Source>,
    pub publisher: Option<Source>,
    pub published: Option<Source>,
    pub url: Option<Source>,
}

/// What may say something of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Source {
    /// A file beside the article.
    Sidecar,
    FrontMatter,
    /// The fields of a format that has them: JSON, a feed, a news item, a book's package.
    Fields,
    JsonLd,
    OpenGraph,
    MetaTag,
    Microdata,
    /// `<link rel="canonical">`, `<a rel="author">`.
    LinkRelation,
    /// `<time>`.
    Time,
    /// What a page or a text shows: its headline, a byline, a dateline.
    Shown,
    /// `<title>`.
    PageTitle,
    /// The day in the address.
    Address,
    FileName,
    /// Where a web archive fetched the page.
    Archive,
}

impl Source {
    /// The name that `read --explain` prints.
    pub fn name(self) -> &'static str {
        match self {
            Source::Sidecar => "sidecar",
            Source::FrontMatter => "front matter",
            Source::Fields => "fields",
            Source::JsonLd => "JSON-LD",
            Source::OpenGraph => "OpenGraph",
            Source::MetaTag => "meta tag",
            Source::Microdata => "microdata",
            Source::LinkRelation => "link relation",
            Source::Time => "<time>",
            Source::Shown => "shown in the text",
            Source::PageTitle => "<title>",
            Source::Address => "day in the address",
            Source::FileName => "file name",
            Source::Archive => "web archive",
        }
    }
}

impl Origins {
    /// Names the source of every field that is known and has none yet.
    pub(super) fn rest(&mut self, citation: &Citation, source: Source) {
        let name = |origin: &mut Option<Source>, known: bool| {
            if known && origin.is_none() {
                *origin = Some(source);
            }
        };
        name(&mut self.title, citation.title.is_some());
        name(&mut self.authors, !citation.authors.is_empty());
        name(&mut self.publisher, citation.publisher.is_some());
        name(&mut self.published, citation.published.is_some());
        name(&mut self.url, citation.url.is_some());
    }

    /// The sources by the field's name in JSON.
    pub fn by_field(&self) -> impl Iterator<Item = (&'static str, Source)> {
        let all = [
            ("title", self.title),
            ("authors", self.authors),
            ("publisher", self.publisher),
            ("published", self.published),
            ("url", self.url),
        ];
        all.into_iter().filter_map(|(field, source)| Some((field, source?)))
    }
}

/// Takes over what is still unknown, and remembers who said it.
pub(super) fn fill(citation: &mut Citation, origins: &mut Origins, said: Citation, source: Source) {
    citation.title = citation.title.take().or(said.title);
    citation.publisher = citation.publisher.take().or(said.publisher);
    citation.published = citation.published.or(said.published);
    citation.url = citation.url.take().or(said.url);
    if citation.authors.is_empty() {
        citation.authors = said.authors;
    }
    origins.rest(citation, source);
}

impl Deref for Found {
    type Target = Article;

    fn deref(&self) -> &Article {
        &self.article
    }
}

impl DerefMut for Found {
    fn deref_mut(&mut self) -> &mut Article {
        &mut self.article
    }
}
