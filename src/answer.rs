//! Quotes and answers. A quote has one maker, which cuts it from a checked article; there is no way to make one from a string.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::article::{Article, Attribution, Citation, Voice};
use crate::text::{ContentHash, Span};

/// Words of an article, exactly as printed there, and whose they are.
#[derive(Clone, PartialEq, Debug)]
pub struct Quote {
    article: Arc<Article>,
    span: Span,
    voice: Voice,
    attributions: Vec<Attribution>,
    parts: Vec<Part>,
}

/// A run of sentences of a quote with one voice.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    pub span: Span,
    pub voice: Voice,
}

/// Why a quote could not be cut.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CutError {
    #[error("the stored text of {article} is not the text that was indexed")]
    TextDamaged { article: String },
    #[error("bytes {start}..{end} are not a stretch of whole characters of {article}")]
    OutsideText { article: String, start: usize, end: usize },
}

impl Quote {
    /// Cuts `span` from the article, after comparing its text with the hash taken when it was indexed.
    ///
    /// `attributions` are those of the whole article; the quote keeps the ones that bear on its words. All spans, the
    /// attributions' too, must lie in the article's text.
    pub fn cut(
        article: Arc<Article>,
        indexed: ContentHash,
        span: Span,
        voice: Voice,
        attributions: &[Attribution],
    ) -> Result<Quote, CutError> {
        if article.text.hash() != indexed {
            return Err(CutError::TextDamaged { article: article.id.to_string() });
        }
        let own: Vec<Attribution> = attributions.iter().filter(|a| a.share_of(span) > 0).cloned().collect();
        let spoken = match &voice {
            Voice::Source(attribution) | Voice::Uncertain(attribution) => Some(attribution),
            Voice::Article => None,
        };
        for part in own.iter().chain(spoken).flat_map(spans_of).chain([span]) {
            if article.text.cut(part).is_none() {
                let article = article.id.to_string();
                return Err(CutError::OutsideText { article, start: part.start(), end: part.end() });
            }
        }
        let parts = vec![Part { span, voice: voice.clone() }];
        Ok(Quote { article, span, voice, attributions: own, parts })
    }

    /// Says which of the quote's sentences are whose, where they are not all of one voice. Parts must lie in the quote, in order.
    pub fn in_parts(mut self, parts: Vec<Part>) -> Result<Quote, CutError> {
        let mut reached = self.span.start();
        for part in &parts {
            let said = match &part.voice {
                Voice::Source(attribution) | Voice::Uncertain(attribution) => spans_of(attribution).collect(),
                Voice::Article => Vec::new(),
            };
            let inside = self.span.contains(part.span) && part.span.start() >= reached;
            if !inside || said.into_iter().chain([part.span]).any(|span| self.article.text.cut(span).is_none()) {
                let (article, span) = (self.article.id.to_string(), part.span);
                return Err(CutError::OutsideText { article, start: span.start(), end: span.end() });
            }
            reached = part.span.end();
        }
        if !parts.is_empty() {
            self.parts = parts;
        }
        Ok(self)
    }

    /// The runs of sentences that make up the quote, each with its voice; one where all are of one voice.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The quoted words, borrowed from the article.
    pub fn words(&self) -> &str {
        self.article.text.cut(self.span).unwrap_or_default()
    }

    /// Any other span of the same article: a source as printed, a cue, the words around.
    pub fn elsewhere(&self, span: Span) -> &str {
        self.article.text.cut(span).unwrap_or_default()
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn article(&self) -> &Article {
        &self.article
    }

    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// Everyone who says something inside the quote, in the order of the text.
    pub fn attributions(&self) -> &[Attribution] {
        &self.attributions
    }
}

fn spans_of(attribution: &Attribution) -> impl Iterator<Item = Span> + '_ {
    attribution.content.iter().copied().chain(attribution.source).chain(attribution.cue).chain(attribution.resolved)
}

/// One share of a score, for `--explain`.
#[derive(Clone, PartialEq, Debug)]
pub struct Share {
    pub name: &'static str,
    pub value: f32,
}

/// A quote that answers, with why it was chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    pub quote: Quote,
    pub score: f32,
    /// Words of the quote that match the question, as spans of the article.
    pub matched: Vec<Span>,
    /// The paragraphs around the quote, as one span of the article that contains it.
    pub context: Span,
    pub shares: Vec<Share>,
    /// Other articles that carry the same passage, the newest first.
    pub also: Vec<Headline>,
    /// The collection it is from, where there are several.
    pub collection: Option<Arc<str>>,
}

/// What was searched, said with every answer that finds nothing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Searched {
    pub articles: u64,
    /// Of these, how many have no known date; a filter by day leaves them out.
    pub undated: u64,
    pub oldest: Option<Date>,
    pub newest: Option<Date>,
    pub indexed: Option<Timestamp>,
}

/// Why there is nothing to quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The collection holds no article.
    EmptyCollection,
    /// The question has no word to search for.
    NoWords,
    /// No article passes the filters and holds the question's words.
    Filtered(Barrier),
    /// No passage holds the question's words.
    NoMatch,
    /// Passages share words with the question, but not enough to answer it.
    TooWeak,
}

/// What lets nothing through where a question has filters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Barrier {
    /// Nobody of that name says anything.
    Speaker,
    /// Nobody of that name publishes.
    Publisher,
    /// Nobody of that name writes.
    Author,
    /// Nothing is of those days.
    Period,
    /// Each filter lets something through, but nothing passes all of them.
    Together,
    /// What passes holds none of the question's words.
    Words,
}

/// An article that comes near the question without answering it.
#[derive(Clone, PartialEq, Debug)]
pub struct Headline {
    pub id: String,
    pub path: String,
    pub citation: Citation,
}

/// What a question wished in words of the articles that answer: «in the Guardian», «by Lena Abbot», «last week».
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Understanding {
    /// As the index prints it.
    pub publisher: Option<String>,
    pub author: Option<String>,
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The collection holds nothing of that period, so articles of all days were searched.
    pub set_aside: bool,
}

/// What the collection says to a question.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    Quotes(Vec<Finding>),
    Nothing {
        reason: Reason,
        nearest: Vec<Headline>,
        /// Names that come near one that a filter gives and nobody has.
        names: Vec<String>,
    },
}

/// The answers of one speaker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub who: Who,
    /// Numbers of the findings, from 0: the newest first, those without a date last.
    pub findings: Vec<usize>,
}

/// Whose words the answers of a group are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// By the fullest name there is, as printed.
    Source(String),
    /// Somebody, but nobody is named with certainty.
    Uncertain,
    /// The articles themselves.
    Articles,
}

/// Why nothing that somebody says is quoted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Silence {
    /// Nobody of that name is known to say anything.
    Unknown,
    /// They say something, but not in articles that pass the filters.
    Filtered,
    /// They say something, but not about that.
    NotAbout,
}

/// Somebody who was meant, by the fullest name an article gives them, and how many of the sayings shown are theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    pub name: String,
    pub sayings: usize,
}

/// Everything somebody says, newest first.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Said {
    /// Who was asked for, as asked.
    pub name: String,
    /// What it should be about, as asked; empty for anything.
    pub about: String,
    pub findings: Vec<Finding>,
    /// Whether there is more than was asked for.
    pub more: bool,
    /// Where not all articles that may fit could be looked through: how many were, the newest.
    pub looked_through: Option<usize>,
    /// Where there is nothing: why.
    pub silence: Option<Silence>,
    /// Who was meant, in the order they first appear.
    pub speakers: Vec<Speaker>,
    /// Where nobody was meant: names that come near.
    pub near: Vec<String>,
    pub searched: Searched,
    /// Time taken, in microseconds.
    pub took: u64,
}

/// A reply: the same for the command line, a batch and Discord.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    pub question: String,
    pub verdict: Verdict,
    /// The engine's estimate, 0 to 1, that the first finding answers; for `Nothing`, that the best one refused would have.
    pub confidence: f32,
    pub understood: Understanding,
    pub searched: Searched,
    /// Time taken, in microseconds.
    pub took: u64,
}

impl Answer {
    pub fn findings(&self) -> &[Finding] {
        match &self.verdict {
            Verdict::Quotes(findings) => findings,
            Verdict::Nothing { .. } => &[],
        }
    }
}
