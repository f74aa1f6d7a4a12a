//! The seam to an engine: what `ask` needs from a collection, in finished terms; no engine syntax and no free text cross it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::answer::{Headline, Searched};
use crate::article::{Article, Attribution};
use crate::language::Language;
use crate::text::{ContentHash, Span};

/// A field of the index that can be searched.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Field {
    /// The words of one passage.
    Passage,
    /// The words of the article's title.
    Title,
    /// All words of an article, in its own posting list, for whole-article evidence.
    Body,
}

/// A finished search term with the weight of its share in the score.
#[derive(Clone, PartialEq, Debug)]
pub struct WeightedTerm {
    pub field: Field,
    /// As `terms` makes it: folded and stemmed.
    pub term: String,
    pub weight: f32,
}

/// What an article or a passage must be to be shown at all. Names are folded words that must all occur (see `terms::name_words`).
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Filters {
    pub said_by: Vec<String>,
    pub publisher: Vec<String>,
    pub author: Vec<String>,
    /// Published on this day or later.
    pub after: Option<Date>,
    /// Published on this day or earlier.
    pub before: Option<Date>,
}

impl Filters {
    pub fn is_empty(&self) -> bool {
        *self == Filters::default()
    }
}

/// A search: passages and articles are scored by BM25 over the terms of their fields.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Query {
    pub terms: Vec<WeightedTerm>,
    pub filters: Filters,
    /// How many of the best passages to return.
    pub passages: usize,
    /// How many of the best articles to return.
    pub articles: usize,
}

/// An article's place in one reading of the index; means nothing in another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Handle(pub u64);

/// A passage that matches, with the engine's evidence.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    pub article: Handle,
    /// Number of the passage within its article, from 0.
    pub passage: u32,
    /// BM25 of the terms of [`Field::Passage`] and [`Field::Title`].
    pub score: f32,
}

/// An article that matches as a whole: BM25 of the terms of [`Field::Body`] and [`Field::Title`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ArticleCandidate {
    pub article: Handle,
    pub score: f32,
}

/// What a search found, best first, ties by handle, so that the same question finds the same in the same order.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Candidates {
    pub passages: Vec<Candidate>,
    pub articles: Vec<ArticleCandidate>,
}

/// The names a collection can list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Names {
    /// Who says something in the articles, by the fullest name an article gives.
    Sources,
    Publishers,
    Authors,
}

/// A name that the collection holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// As printed.
    pub name: String,
    /// How many articles hold it.
    pub articles: u64,
    /// How often it stands there: of a source, how often it says something.
    pub times: u64,
}

/// Figures over the collection that scoring needs.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Statistics {
    /// Live passages.
    pub passages: u64,
    /// Live articles.
    pub articles: u64,
    /// Mean number of terms of a passage.
    pub passage_length: f32,
    /// How many passages hold each term asked for, in the order asked.
    pub document_frequencies: Vec<u64>,
}

/// An article as stored, with what was found in it when it was indexed.
#[derive(Clone, PartialEq, Debug)]
pub struct StoredArticle {
    pub article: Arc<Article>,
    /// Hash of the text at the time of indexing.
    pub hash: ContentHash,
    /// Paragraphs in order, as spans of the text.
    pub paragraphs: Vec<Span>,
    /// Sentences in order, as spans of the text.
    pub sentences: Vec<Span>,
    /// Passages in order, as ranges of sentence numbers.
    pub passages: Vec<std::ops::Range<usize>>,
    /// Ordered by where their content begins.
    pub attributions: Vec<Attribution>,
}

/// Why the collection could not be searched or changed.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("there is no index at {path}")]
    Missing { path: String },
    #[error(
        "the index at {path} has format {found}, and this program reads format {known}: it was made by a newer version"
    )]
    Newer { path: String, found: u32, known: u32 },
    #[error("the index at {path} has format {found}, and this program reads format {known}: it must be built again")]
    Older { path: String, found: u32, known: u32 },
    #[error("another run holds the index at {path}: {holder}")]
    Held { path: String, holder: String },
    #[error("the index at {path} is damaged: {detail}")]
    Damaged { path: String, detail: String },
    #[error("could not write the index at {path}: {detail}")]
    Unwritable { path: String, detail: String },
    #[error("could not read the index at {path}: {detail}")]
    Unreadable { path: String, detail: String },
}

impl LibraryError {
    /// What the person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            LibraryError::Missing { .. } => Some("run «onrecord index PATH» to make one"),
            LibraryError::Newer { .. } => Some("update onrecord, or name another folder with --index"),
            LibraryError::Older { .. } => Some("run «onrecord index --rebuild»"),
            LibraryError::Damaged { .. } => Some("run «onrecord index --rebuild» to build it again from the sources"),
            LibraryError::Held { .. } => Some("wait for it to end, then run this again"),
            LibraryError::Unwritable { .. } => Some("check the folder's permissions and the free space on its disk"),
            LibraryError::Unreadable { .. } => {
                Some("check the folder's permissions; «onrecord index --rebuild» builds it again")
            }
        }
    }
}

/// One reading of a collection: an instant of the index that stays the same for as long as it is held, whatever a writer does.
pub trait Library: Send + Sync {
    /// The best passages and articles for a query.
    fn candidates(&self, query: &Query) -> Result<Candidates, LibraryError>;

    /// Figures for the terms of [`Field::Passage`].
    fn statistics(&self, terms: &[String]) -> Result<Statistics, LibraryError>;

    /// The stored article behind a handle of this reading.
    fn fetch(&self, article: Handle) -> Result<StoredArticle, LibraryError>;

    /// Articles that pass the filters and hold at least one of the terms, where there are any: the newest first, those without a
    /// date last, ties by handle; so many after the first `skip`.
    fn newest(&self, query: &Query, skip: usize) -> Result<Vec<Handle>, LibraryError>;

    /// Passages that pass the filters and hold every one of these terms of [`Field::Passage`], in the order of the index.
    fn holding(&self, terms: &[String], filters: &Filters, limit: usize) -> Result<Vec<Candidate>, LibraryError>;

    /// Names of which a word begins with these words, folded and with spaces between them; all names for no words. Those of
    /// most articles first, then by their letters.
    fn names(&self, of: Names, beginning: &str, limit: usize) -> Result<Vec<Listed>, LibraryError>;

    /// The languages that articles are in, in the order of their codes.
    fn languages(&self) -> Result<Vec<Language>, LibraryError>;

    /// Articles by id, path, or end of path, as a person would name one; none, one or several.
    fn find(&self, name: &str) -> Result<Vec<Handle>, LibraryError>;

    /// What there is to search: articles, date range, last run.
    fn searched(&self) -> Result<Searched, LibraryError>;
}

impl StoredArticle {
    /// The citation on its own, for a list of headlines.
    pub fn headline(&self) -> Headline {
        Headline {
            id: self.article.id.to_string(),
            path: self.article.origin.path.clone(),
            citation: self.article.citation.clone(),
        }
    }
}
