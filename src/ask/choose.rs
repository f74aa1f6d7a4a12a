//! From weighed runs of sentences to the quotes that are shown: hedges kept, nothing said twice, every quote checked.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::Findings;
use super::core::odds;
use super::evidence::Weights;
use super::facts;
use super::question::Wanted;
use super::search::Found;
use super::together::whole;
use super::voices;
use super::weigh::{Weighed, Window};
use crate::answer::{CutError, Finding, Quote};
use crate::library::{LibraryError, StoredArticle};
use crate::terms::Analyzer;
use crate::text::Span;

/// A quote has at most this many bytes, unless one sentence alone is longer.
pub const LONGEST_QUOTE: usize = 700;

/// Quotes that share this much of their words say the same.
const ALIKE: f32 = 0.75;

/// The best windows as findings: none overlaps another, none says the same as another.
pub fn findings(found: &Found, weighed: &Weighed, limit: usize, wanted: Wanted, weights: &Weights) -> Findings {
    let mut findings: Vec<Finding> = Vec::new();
    let mut told: Vec<HashSet<String, RandomState>> = Vec::new();
    let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
    for window in &weighed.windows {
        if findings.len() >= limit {
            break;
        }
        let stored = &found.articles[window.article].stored;
        let sentences = together(stored, weighed, window);
        if taken
            .iter()
            .any(|(article, run)| *article == window.article && run.start < sentences.end && sentences.start < run.end)
        {
            continue;
        }
        let span = cover(stored, &sentences);
        let words = words(stored, span);
        let own = || facts::sentences(stored.article.text.cut(span).unwrap_or_default(), stored.article.language);
        let repeats = |(known, finding): (&HashSet<String, RandomState>, &Finding)| {
            let quote = &finding.quote;
            alike(known, &words) && !facts::disagree(&facts::sentences(quote.words(), quote.article().language), &own())
        };
        if told.iter().zip(&findings).any(repeats) {
            continue;
        }
        let quote = quote(stored, &sentences, weighed.answering(window.article), wanted)?;
        findings.push(Finding {
            quote,
            score: window.score,
            matched: weighed.matched(window, found),
            context: context(stored, span),
            shares: window.evidence.shares(weights),
            also: Vec::new(),
            collection: None,
        });
        told.push(words);
        taken.push((window.article, sentences));
    }
    Ok(findings)
}

/// The sentences of a window that are shown, with all they must not be torn from.
fn together(stored: &StoredArticle, weighed: &Weighed, window: &Window) -> Range<usize> {
    let run = trimmed(stored, weighed, window);
    let idle = |sentence: usize| {
        sentence < window.core
            && !weighed.adds(window, &(sentence + 1..run.end), sentence)
            && !holds_speaker(stored, &(sentence + 1..run.end), sentence)
    };
    whole(stored, run.clone(), idle, |sentence| weighed.allows(window, sentence))
}

fn quote(
    stored: &StoredArticle,
    sentences: &Range<usize>,
    answering: &[f32],
    wanted: Wanted,
) -> Result<Quote, LibraryError> {
    let parts = voices::parts(stored, sentences.clone());
    let voice = voices::main(stored, sentences, answering, &parts, wanted);
    let span = cover(stored, sentences);
    Quote::cut(stored.article.clone(), stored.hash, span, voice, &stored.attributions)
        .and_then(|quote| quote.in_parts(parts))
        .map_err(damaged)
}

pub fn damaged(error: CutError) -> LibraryError {
    LibraryError::Damaged { path: String::new(), detail: error.to_string() }
}

pub fn cover(stored: &StoredArticle, sentences: &Range<usize>) -> Span {
    stored.sentences[sentences.start].cover(stored.sentences[sentences.end - 1])
}

/// A run without the sentences at its end that add nothing: far less likely to answer than another one of it, without a word of the
/// question that the rest does not hold, and without the name of whoever speaks in the rest.
fn trimmed(stored: &StoredArticle, weighed: &Weighed, window: &Window) -> Range<usize> {
    let odds = odds(weighed.answering(window.article), &window.sentences);
    let most = odds.iter().copied().fold(0.0, f32::max);
    let mut run = window.sentences.clone();
    while run.len() > 1 {
        let (last, rest) = (run.end - 1, run.start..run.end - 1);
        let far = odds[last - window.sentences.start] < FAR_BEHIND * most;
        let adds = last == window.core || weighed.adds(window, &rest, last) || holds_speaker(stored, &rest, last);
        if !far || adds {
            break;
        }
        run = rest;
    }
    run
}

/// Whether a sentence names who says something in others.
fn holds_speaker(stored: &StoredArticle, rest: &Range<usize>, sentence: usize) -> bool {
    let (own, rest) = (stored.sentences[sentence], cover(stored, rest));
    let inside = |span: Option<Span>| span.is_some_and(|span| span.overlaps(own));
    let mut speaking = stored.attributions.iter().filter(|said| said.share_of(rest) > 0);
    speaking.any(|said| inside(said.source) || inside(said.cue))
}

/// A sentence that is less likely than this part of the likeliest one to answer is far behind.
const FAR_BEHIND: f32 = 0.2;

/// The paragraph before the quote to the paragraph after it.
pub fn context(stored: &StoredArticle, span: Span) -> Span {
    let first = stored.paragraphs.partition_point(|paragraph| paragraph.end() <= span.start());
    let last = stored.paragraphs.partition_point(|paragraph| paragraph.start() < span.end());
    let around =
        stored.paragraphs.get(first.saturating_sub(1)..(last + 1).min(stored.paragraphs.len())).unwrap_or_default();
    around.iter().copied().fold(span, Span::cover)
}

fn words(stored: &StoredArticle, span: Span) -> HashSet<String, RandomState> {
    let mut words = HashSet::default();
    let text = stored.article.text.cut(span).unwrap_or_default();
    Analyzer::new(stored.article.language).terms(text, |term, _| {
        if !words.contains(term) {
            words.insert(term.to_owned());
        }
    });
    words
}

fn alike(one: &HashSet<String, RandomState>, other: &HashSet<String, RandomState>) -> bool {
    let common = one.intersection(other).count() as f32;
    common / one.len().max(other.len()).max(1) as f32 >= ALIKE
}
