//! How well each run of sentences answers: its words, their neighbourhood, its title, its article and its speaker.
//!
//! The words are scored by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over runs of
//! sentences; every share of a score is divided by the most the question's words could bring, so that scores of different
//! questions can be compared.

use std::collections::HashMap;
use std::ops::Range;

use super::question::{Question, Understood, Wanted};
use super::search::{Found, FoundArticle, RareTerm};
use crate::answer::Share;
use crate::article::Attribution;
use crate::library::StoredArticle;
use crate::terms::{Analyzer, name_words};
use crate::text::Span;

/// What each kind of evidence counts for.
#[derive(Clone, PartialEq, Debug)]
pub struct Weights {
    /// Saturation of repeated words (BM25's k1).
    pub saturation: f32,
    /// How much a long run of sentences is held against it (BM25's b).
    pub length: f32,
    /// Question words that stand side by side in the article too.
    pub pairs: f32,
    /// The article's title.
    pub title: f32,
    /// The article as a whole.
    pub article: f32,
    /// The library's own score of the passage.
    pub passage: f32,
    /// Words that only share their beginning with a word of the question.
    pub kinship: f32,
    /// The speaker is one the question names, though the sentence calls them otherwise.
    pub speaker: f32,
    /// A source where one is asked for.
    pub source: f32,
    /// A number or a date where one is asked for.
    pub kind: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            saturation: 0.9,
            length: 0.4,
            pairs: 0.15,
            title: 0.25,
            article: 0.35,
            passage: 0.2,
            kinship: 0.5,
            speaker: 0.8,
            source: 0.04,
            kind: 0.05,
        }
    }
}

/// A run of at most this many sentences is weighed as one.
const LONGEST_RUN: usize = 3;
/// A quote has at most this many bytes, unless one sentence alone is longer.
pub const LONGEST_QUOTE: usize = 700;

/// A run of sentences and what speaks for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Window {
    /// Place in [`Found::articles`].
    pub article: usize,
    /// Sentence numbers.
    pub sentences: Range<usize>,
    /// The sentence of the run that matches best: its speaker is the quote's.
    pub core: usize,
    pub score: f32,
    /// Share of the question's weight that the run, its speaker and its title hold, 0 to 1.
    pub coverage: f32,
    pub matched: Vec<Span>,
    pub shares: Vec<Share>,
}

/// A word of an article that matches a word of the question.
struct Hit {
    sentence: usize,
    /// Number of the word in its passage; hits by a speaker's name have none.
    position: Option<usize>,
    asked: usize,
    strength: f32,
    range: Range<usize>,
}

/// Weighs every run of sentences in the candidate passages; best first, ties by place.
pub fn weigh(found: &Found, understood: &Understood, question: &Question, weights: &Weights) -> Vec<Window> {
    let mut windows = Vec::new();
    for (number, article) in found.articles.iter().enumerate() {
        let Some(asked) = found.asked.get(&article.stored.article.language) else { continue };
        let scale = Scale { asked, weights, wanted: understood.wanted, passage_length: found.passage_length };
        let title = title_share(article, asked);
        for &(passage, score) in &passages_of(article) {
            weigh_passage(number, article, passage, score, &title, &scale, question, &mut windows);
        }
    }
    windows.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.article.cmp(&b.article))
            .then(a.sentences.start.cmp(&b.sentences.start))
            .then(a.sentences.end.cmp(&b.sentences.end))
    });
    windows
}

/// What the runs of one article are measured with.
struct Scale<'a> {
    asked: &'a [RareTerm],
    weights: &'a Weights,
    wanted: Wanted,
    passage_length: f32,
}

impl Scale<'_> {
    /// The most the question's words could bring.
    fn total(&self) -> f32 {
        self.asked.iter().map(|term| term.rarity).sum::<f32>().max(f32::EPSILON)
    }
}

/// The passages the library found; where it found the article only as a whole, its first ones, which sum it up.
fn passages_of(article: &FoundArticle) -> Vec<(usize, f32)> {
    if article.passages.is_empty() {
        return (0..article.stored.passages.len().min(2)).map(|passage| (passage, 0.0)).collect();
    }
    article.passages.clone()
}

/// Which of the question's terms the title holds.
fn title_share(article: &FoundArticle, asked: &[RareTerm]) -> Vec<bool> {
    let mut held = vec![false; asked.len()];
    let title = article.stored.article.citation.title.as_deref().unwrap_or_default();
    Analyzer::new(article.stored.article.language).terms(title, |term, _| {
        for (at, rare) in asked.iter().enumerate() {
            held[at] |= rare.term == term;
        }
    });
    held
}

#[allow(clippy::too_many_arguments)]
fn weigh_passage(
    number: usize,
    article: &FoundArticle,
    passage: usize,
    passage_score: f32,
    title: &[bool],
    scale: &Scale<'_>,
    question: &Question,
    windows: &mut Vec<Window>,
) {
    let stored = &article.stored;
    let Some(sentences) = stored.passages.get(passage).cloned() else { return };
    let (hits, lengths) = hits(stored, sentences.clone(), scale);
    if hits.is_empty() {
        return;
    }
    for start in sentences.clone() {
        for end in start + 1..=sentences.end.min(start + LONGEST_RUN) {
            let span = stored.sentences[start].cover(stored.sentences[end - 1]);
            if end > start + 1 && span.len() > LONGEST_QUOTE {
                break;
            }
            let run = Run {
                number,
                article,
                sentences: start..end,
                passage_score,
                title,
                lengths: &lengths,
                first: sentences.start,
            };
            windows.extend(run.weigh(&hits, scale, question));
        }
    }
}

/// Every word of a run of sentences that matches the question, and the number of words of each sentence.
fn hits(stored: &StoredArticle, sentences: Range<usize>, scale: &Scale<'_>) -> (Vec<Hit>, Vec<usize>) {
    let mut hits = Vec::new();
    let mut lengths = Vec::with_capacity(sentences.len());
    let mut analyzer = Analyzer::new(stored.article.language);
    let mut position = 0;
    for sentence in sentences {
        let span = stored.sentences[sentence];
        let before = position;
        analyzer.terms(stored.article.text.cut(span).unwrap_or_default(), |term, range| {
            if let Some((asked, strength)) = matching(term, scale) {
                let range = span.start() + range.start..span.start() + range.end;
                hits.push(Hit { sentence, position: Some(position), asked, strength, range });
            }
            position += 1;
        });
        lengths.push(position - before);
        speaker_hits(stored, sentence, scale, &mut hits);
    }
    (hits, lengths)
}

/// The question's term that a word of the article stands for: the same term, or one that begins alike.
fn matching(term: &str, scale: &Scale<'_>) -> Option<(usize, f32)> {
    if let Some(at) = scale.asked.iter().position(|rare| rare.term == term) {
        return Some((at, 1.0));
    }
    let at = scale.asked.iter().position(|rare| !rare.function && are_kin(&rare.term, term))?;
    Some((at, scale.weights.kinship))
}

/// "terror" and "terrorist", "Israel" and "Israeli": one word begins with the other, or both with the same five letters and little more.
fn are_kin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() < 5
        || short.as_bytes().first() != long.as_bytes().first()
        || short.starts_with(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    let common = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    common >= 5 && common + 2 >= short.len() && long.len() - common <= 4
}

/// A speaker the sentence calls "she" or "the senator" counts as named where the article names them.
fn speaker_hits(stored: &StoredArticle, sentence: usize, scale: &Scale<'_>, hits: &mut Vec<Hit>) {
    let span = stored.sentences[sentence];
    let Some(attribution) = main_attribution(stored, span) else { return };
    let names = attribution.resolved.into_iter().chain(attribution.source);
    for name in names {
        let words = stored.article.text.cut(name).unwrap_or_default();
        Analyzer::new(stored.article.language).terms(words, |term, range| {
            let Some(asked) = scale.asked.iter().position(|rare| rare.term == term) else { return };
            if hits.iter().any(|hit| hit.sentence == sentence && hit.asked == asked) {
                return;
            }
            let range = name.start() + range.start..name.start() + range.end;
            hits.push(Hit { sentence, position: None, asked, strength: scale.weights.speaker, range });
        });
    }
}

/// The attribution that holds most of a span's words.
pub fn main_attribution(stored: &StoredArticle, span: Span) -> Option<&Attribution> {
    let holding = stored.attributions.iter().filter(|attribution| attribution.share_of(span) > 0);
    holding.max_by_key(|attribution| attribution.share_of(span))
}

/// One run of sentences on the scale.
struct Run<'a> {
    number: usize,
    article: &'a FoundArticle,
    sentences: Range<usize>,
    passage_score: f32,
    title: &'a [bool],
    lengths: &'a [usize],
    /// The first sentence of the passage, which `lengths` begins with.
    first: usize,
}

impl Run<'_> {
    fn weigh(&self, hits: &[Hit], scale: &Scale<'_>, question: &Question) -> Option<Window> {
        let own: Vec<&Hit> = hits.iter().filter(|hit| self.sentences.contains(&hit.sentence)).collect();
        let core = self.core(&own, scale)?;
        if !self.passes(core, question) {
            return None;
        }
        let mut shares = vec![
            Share { name: "words", value: self.words(&own, scale) },
            Share { name: "pairs", value: scale.weights.pairs * pairs(&own, scale) },
            Share { name: "title", value: scale.weights.title * self.title_words(scale) },
        ];
        let whole = saturated(self.article.whole, scale.total());
        let passage = saturated(self.passage_score, scale.total());
        shares.push(Share { name: "article", value: scale.weights.article * whole });
        shares.push(Share { name: "passage", value: scale.weights.passage * passage });
        shares.push(Share { name: "kind", value: self.kind(core, scale) });
        let mut matched: Vec<Span> = own
            .iter()
            .filter(|hit| hit.position.is_some() && !scale.asked[hit.asked].function)
            .filter_map(|hit| self.article.stored.article.text.span(hit.range.clone()))
            .collect();
        matched.dedup();
        Some(Window {
            article: self.number,
            sentences: self.sentences.clone(),
            core,
            score: shares.iter().map(|share| share.value).sum(),
            coverage: self.coverage(&own, scale),
            matched,
            shares,
        })
    }

    /// The sentence whose words tell most.
    fn core(&self, own: &[&Hit], scale: &Scale<'_>) -> Option<usize> {
        let mut best: HashMap<usize, HashMap<usize, f32>> = HashMap::new();
        for hit in own {
            let value = best.entry(hit.sentence).or_default().entry(hit.asked).or_default();
            *value = value.max(hit.strength * scale.asked[hit.asked].rarity);
        }
        let worth = |sentence: usize| {
            best.get(&sentence).map_or(0.0, |values| {
                let mut values: Vec<f32> = values.values().copied().collect();
                values.sort_by(f32::total_cmp);
                values.iter().sum::<f32>()
            })
        };
        self.sentences
            .clone()
            .filter(|sentence| best.contains_key(sentence))
            .max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a)))
    }

    /// Where only one speaker's words are wanted, the core must be theirs.
    fn passes(&self, core: usize, question: &Question) -> bool {
        let wanted = &question.filters.said_by;
        if wanted.is_empty() {
            return true;
        }
        let stored = &self.article.stored;
        let Some(attribution) = main_attribution(stored, stored.sentences[core]) else { return false };
        let names = attribution.source.into_iter().chain(attribution.resolved);
        let words: Vec<String> =
            names.flat_map(|name| name_words(stored.article.text.cut(name).unwrap_or_default())).collect();
        wanted.iter().all(|word| words.contains(word))
    }

    fn words(&self, own: &[&Hit], scale: &Scale<'_>) -> f32 {
        let mut counts = vec![0.0_f32; scale.asked.len()];
        for hit in own {
            counts[hit.asked] += hit.strength;
        }
        let length: usize = self.sentences.clone().map(|sentence| self.lengths[sentence - self.first]).sum();
        let Weights { saturation, length: held, .. } = *scale.weights;
        let norm = saturation * (1.0 - held + held * length as f32 / scale.passage_length);
        let sum: f32 = counts.iter().zip(scale.asked).map(|(count, term)| term.rarity * count / (count + norm)).sum();
        sum / scale.total()
    }

    fn title_words(&self, scale: &Scale<'_>) -> f32 {
        let held = self.title.iter().zip(scale.asked).filter(|(held, _)| **held);
        held.map(|(_, term)| term.rarity).sum::<f32>() / scale.total()
    }

    /// How much of the question the run and its title hold.
    fn coverage(&self, own: &[&Hit], scale: &Scale<'_>) -> f32 {
        let mut strength: Vec<f32> = self.title.iter().map(|held| if *held { 0.7 } else { 0.0 }).collect();
        for hit in own {
            strength[hit.asked] = strength[hit.asked].max(hit.strength);
        }
        strength.iter().zip(scale.asked).map(|(strength, term)| strength * term.rarity).sum::<f32>() / scale.total()
    }

    /// A source, a number or a date, where the question wants one.
    fn kind(&self, core: usize, scale: &Scale<'_>) -> f32 {
        let stored = &self.article.stored;
        let words = stored.article.text.cut(stored.sentences[core]).unwrap_or_default();
        match scale.wanted {
            Wanted::Speaker | Wanted::Saying => {
                let sourced = main_attribution(stored, stored.sentences[core]).is_some_and(|a| a.source.is_some());
                if sourced { scale.weights.source } else { 0.0 }
            }
            Wanted::Number if holds_number(words) => scale.weights.kind,
            Wanted::Time if words.bytes().any(|byte| byte.is_ascii_digit()) => scale.weights.kind,
            _ => 0.0,
        }
    }
}

/// A score of the library, brought between 0 and 1.
fn saturated(score: f32, total: f32) -> f32 {
    score / (score + total)
}

/// Neighbouring words of the question that are neighbours here too.
fn pairs(own: &[&Hit], scale: &Scale<'_>) -> f32 {
    let mut best: HashMap<usize, f32> = HashMap::new();
    for (at, first) in own.iter().enumerate() {
        for second in own.iter().skip(at + 1).take(4) {
            let (Some(a), Some(b)) = (first.position, second.position) else { continue };
            if first.sentence == second.sentence && b > a && b - a <= 2 && second.asked == first.asked + 1 {
                let value = scale.asked[first.asked].rarity.min(scale.asked[second.asked].rarity);
                let known = best.entry(first.asked).or_default();
                *known = known.max(value);
            }
        }
    }
    let mut values: Vec<f32> = best.into_values().collect();
    values.sort_by(f32::total_cmp);
    values.iter().sum::<f32>() / scale.total()
}

fn holds_number(words: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "billion",
        "half",
        "third",
        "quarter",
        "twice",
    ];
    words.bytes().any(|byte| byte.is_ascii_digit())
        || words.split(|c: char| !c.is_alphabetic()).any(|word| NUMBERS.contains(&word.to_lowercase().as_str()))
}
