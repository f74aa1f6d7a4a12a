//! Walks 2 and 3: question -> query, find, choose passages or abstain, fetch, cut. Never sees tantivy.

mod again;
mod aliases;
mod barriers;
mod choose;
mod claims;
mod confidence;
mod copies;
mod core;
mod evidence;
mod facts;
mod follow;
mod groups;
mod headings;
mod marks;
mod newest;
mod periods;
mod published;
mod question;
mod said;
mod search;
mod several;
mod sheet;
mod sorts;
mod speakers;
mod spelling;
mod thesaurus;
mod titles;
mod together;
mod voices;
mod weigh;
mod wishes;
mod wording;
mod words;

use std::time::Instant;

pub use self::core::CoreSigns;
pub use again::again;
pub use claims::rival;
pub use confidence::{Signs, THRESHOLD};
pub use evidence::{Evidence, Kind, Weights};
pub use follow::follows_up;
pub use groups::by_source;
pub use question::{Question, Understood, Wanted};
pub use said::{Request, said};
pub use several::{Among, ask_all, said_in_all, together};
pub use titles::{names, titled};
pub use wishes::{WishError, Wishes, day};

use crate::answer::{Answer, Barrier, Finding, Headline, Reason, Verdict};
use crate::article::ArticleId;
use crate::library::{Filters, Library, LibraryError, Query};
use crate::text::Span;
use weigh::Window;

/// How many headlines are offered where nothing answers.
const NEAREST: usize = 3;

/// How surely the newest articles answer a question that asks for nothing but what is new.
const NEWS: f32 = 0.5;

/// Answers one question from one reading of a collection: the one function behind command line, batch and bot.
pub fn ask(library: &dyn Library, question: &Question) -> Result<Answer, LibraryError> {
    ask_with(library, question, &Weights::default())
}

/// The same with other weights, for the command that measures them.
pub fn ask_with(library: &dyn Library, question: &Question, weights: &Weights) -> Result<Answer, LibraryError> {
    let began = Instant::now();
    let (understood, heard) = wording::heard(library, question)?;
    let (verdict, confidence) = decide(library, &heard, weights)?;
    Ok(Answer {
        question: question.words.clone(),
        verdict,
        confidence,
        understood,
        searched: library.searched()?,
        took: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
    })
}

fn decide(library: &dyn Library, question: &Question, weights: &Weights) -> Result<(Verdict, f32), LibraryError> {
    let understood = Understood::of(&question.words);
    let filtered = !question.filters.is_empty();
    if filtered && understood.asks_for_news() {
        let findings = newest::findings(library, &question.filters, question.limit)?;
        if !findings.is_empty() {
            return Ok((Verdict::Quotes(findings), NEWS));
        }
    }
    if !understood.has_content() && !filtered {
        return Ok((nothing(Reason::NoWords, Vec::new()), 0.0));
    }
    let found = search::find(library, &understood, &speakers::for_library(&question.filters))?;
    if found.articles.is_empty() {
        return Ok((unfound(library, question)?, 0.0));
    }
    let weighed = weigh::weigh(&found, &understood, question, weights);
    let windows = &weighed.windows;
    let confidence = confidence(&found, &weighed);
    if windows.is_empty() || confidence < confidence::THRESHOLD {
        let reason = if windows.is_empty() { Reason::NoMatch } else { Reason::TooWeak };
        return Ok((nothing(reason, nearest(&found, windows)), confidence));
    }
    let longer = question.limit.max(claims::LOOKED_AT);
    let findings = choose::findings(&found, &weighed, longer, understood.wanted, weights)?;
    let mut findings = claims::both_sides(findings, question.limit);
    copies::add(library, &speakers::for_library(&question.filters), &mut findings)?;
    Ok((Verdict::Quotes(findings), confidence))
}

/// A question's runs of sentences, best first, and the signs that the best one answers: what the command learns from that fits the
/// weights.
pub struct Trial {
    pub runs: Vec<Run>,
    pub signs: Signs,
}

/// A run of sentences with the evidence for it, and each of its sentences with what tells that it is the one that answers.
pub struct Run {
    pub article: ArticleId,
    pub span: Span,
    pub evidence: Evidence,
    pub sentences: Vec<(Span, CoreSigns)>,
}

pub fn trial(library: &dyn Library, question: &Question, weights: &Weights) -> Result<Trial, LibraryError> {
    let understood = Understood::of(&question.words);
    let found = search::find(library, &understood, &speakers::for_library(&question.filters))?;
    let weighed = weigh::weigh(&found, &understood, question, weights);
    let run = |window: &Window| {
        let stored = &found.articles[window.article].stored;
        let spans = stored.sentences[window.sentences.clone()].iter().copied();
        Run {
            article: stored.article.id.clone(),
            span: spans.clone().reduce(Span::cover).unwrap_or(stored.article.text.whole()),
            evidence: window.evidence,
            sentences: spans.zip(weighed.signs(window).iter().copied()).collect(),
        }
    };
    Ok(Trial { runs: weighed.windows.iter().map(run).collect(), signs: confidence::signs(&found, &weighed) })
}

fn confidence(found: &search::Found, weighed: &weigh::Weighed) -> f32 {
    if weighed.windows.is_empty() { 0.0 } else { confidence::of(&confidence::signs(found, weighed)) }
}

fn nothing(reason: Reason, nearest: Vec<Headline>) -> Verdict {
    Verdict::Nothing { reason, nearest, names: Vec::new() }
}

/// Why a search came back with no article at all.
fn unfound(library: &dyn Library, question: &Question) -> Result<Verdict, LibraryError> {
    if library.searched()?.articles == 0 {
        return Ok(nothing(Reason::EmptyCollection, Vec::new()));
    }
    if question.filters.is_empty() {
        return Ok(nothing(Reason::NoMatch, Vec::new()));
    }
    let filters = speakers::for_library(&question.filters);
    let (barrier, names) = barriers::barrier(library, &filters)?;
    let nearest = if barrier == Barrier::Words { newest_of(library, filters)? } else { Vec::new() };
    Ok(Verdict::Nothing { reason: Reason::Filtered(barrier), nearest, names })
}

/// The newest headlines among what passes.
fn newest_of(library: &dyn Library, filters: Filters) -> Result<Vec<Headline>, LibraryError> {
    let handles = library.newest(&Query { filters, articles: NEAREST, ..Query::default() }, 0)?;
    handles.into_iter().map(|handle| Ok(library.fetch(handle)?.headline())).collect()
}

/// Headlines of the articles that came nearest, without repeating one.
fn nearest(found: &search::Found, windows: &[Window]) -> Vec<Headline> {
    let mut order: Vec<usize> = windows.iter().map(|window| window.article).chain(0..found.articles.len()).collect();
    let mut seen = std::collections::HashSet::new();
    order.retain(|article| seen.insert(*article));
    order.into_iter().take(NEAREST).map(|article| found.articles[article].stored.headline()).collect()
}

/// A finding for each chosen window; an error where a stored text is not what was indexed.
pub(crate) type Findings = Result<Vec<Finding>, LibraryError>;
