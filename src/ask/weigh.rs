//! Weighs every run of sentences of the articles that may answer.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use super::aliases::Names;
use super::core::CoreSigns;
use super::evidence::{Evidence, Weights};
use super::headings::{Line, lines};
use super::marks::{Mark, Marked, Matcher, mark};
use super::question::{Question, Understood};
use super::search::{Found, FoundArticle, RareTerm};
use super::sheet::{Hold, Scale, Sheet};
use super::speakers::{Speakers, Theirs};
use crate::language::Language;
use crate::library::StoredArticle;
use crate::terms::Analyzer;
use crate::text::Span;

/// A run of at most this many sentences and bytes is weighed as one; a sentence may be longer.
const LONGEST_RUN: usize = 5;
const LONGEST_WINDOW: usize = 540;

/// A word that stands for one of the question less surely than this adds nothing.
const TELLING: f32 = 0.3;

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
    pub evidence: Evidence,
}

/// All runs, best first, and the words that stand for words of the question.
pub struct Weighed {
    pub windows: Vec<Window>,
    /// How the best window holds each word of the question.
    pub holds: Vec<Hold>,
    readings: Vec<Reading>,
}

/// What reading an article brought.
struct Reading {
    wanted: Vec<bool>,
    lines: Vec<Line>,
    marked: Marked,
    theirs: Theirs,
    /// For each sentence, what tells that it answers, and what that comes to.
    signs: Vec<CoreSigns>,
    answering: Vec<f32>,
}

impl Weighed {
    /// For each sentence of a run, what tells that it answers.
    pub fn signs(&self, window: &Window) -> &[CoreSigns] {
        self.readings[window.article].signs.get(window.sentences.clone()).unwrap_or_default()
    }

    /// For each sentence of an article, how surely it answers, to compare with others of a run.
    pub fn answering(&self, article: usize) -> &[f32] {
        &self.readings[article].answering
    }

    /// Whether a sentence may be added to a quote: where one speaker's words are asked for, no other may.
    pub fn allows(&self, window: &Window, sentence: usize) -> bool {
        self.readings[window.article].theirs.are_in(sentence)
    }

    /// Whether a sentence holds a word of the question, with meaning, more surely than others do.
    pub fn adds(&self, window: &Window, others: &Range<usize>, sentence: usize) -> bool {
        let marked = &self.readings[window.article].marked;
        let others = marked.within(others);
        marked.within(&(sentence..sentence + 1)).iter().any(|mark| {
            mark.strength >= TELLING
                && !others.iter().any(|other| other.asked == mark.asked && other.strength >= mark.strength)
        })
    }

    /// The words of a window that match words with meaning, as spans of its article.
    pub fn matched(&self, window: &Window, found: &Found) -> Vec<Span> {
        let (article, reading) = (&found.articles[window.article], &self.readings[window.article]);
        let Some(asked) = found.asked.get(&article.stored.article.language) else { return Vec::new() };
        let telling = |mark: &&Mark| asked.get(mark.asked).is_some_and(|term| !term.function);
        let marks = reading.marked.within(&window.sentences).iter().filter(telling);
        marks.filter_map(|mark| article.stored.article.text.span(mark.range.clone())).collect()
    }
}

/// Weighs every run; best first, ties by place.
pub fn weigh(found: &Found, understood: &Understood, question: &Question, weights: &Weights) -> Weighed {
    let mut matchers: HashMap<Option<Language>, Matcher> =
        found.asked.iter().map(|(language, asked)| (*language, Matcher::new(asked, *language, weights))).collect();
    let mut readings: Vec<Reading> = found.articles.iter().map(|article| read(article, &mut matchers)).collect();
    add_aliases(found, &mut readings, weights);
    let mut windows = Vec::new();
    let mut best: Option<(Window, Vec<Hold>)> = None;
    for (number, article) in found.articles.iter().enumerate() {
        let language = article.stored.article.language;
        let (Some(asked), Some(matcher)) = (found.asked.get(&language), matchers.get_mut(&language)) else { continue };
        let reading = &readings[number];
        let scale = Scale { found, asked, weights, wanted: understood.wanted, names: understood.names };
        let theirs = Theirs::of(&article.stored, &question.filters.said_by);
        let speakers = Speakers::of(&article.stored, &reading.marked, asked, matcher, weights);
        let title = title(article, asked, matcher);
        let sheet = Sheet::new(scale, article, &reading.marked, &speakers, &reading.lines, title);
        let first = windows.len();
        for sentences in runs(&article.stored, reading) {
            let Some(core) = sheet.core(&sentences) else { continue };
            if theirs.allow(&sentences, core) {
                let evidence = sheet.evidence(&sentences, core);
                windows.push(Window { article: number, sentences, core, score: evidence.score(weights), evidence });
            }
        }
        let own = windows[first..].iter().min_by(|a, b| order(a, b));
        if let Some(own) = own.filter(|own| best.as_ref().is_none_or(|(best, _)| order(own, best).is_lt())) {
            best = Some((own.clone(), sheet.holds(&own.sentences)));
        }
        (readings[number].signs, readings[number].answering) = sheet.into_answering();
        readings[number].theirs = theirs;
    }
    windows.sort_unstable_by(order);
    Weighed { windows, holds: best.map(|(_, holds)| holds).unwrap_or_default(), readings }
}

/// Best first, ties by place.
fn order(one: &Window, other: &Window) -> Ordering {
    other
        .score
        .total_cmp(&one.score)
        .then(one.article.cmp(&other.article))
        .then(one.sentences.start.cmp(&other.sentences.start))
        .then(one.sentences.end.cmp(&other.sentences.end))
}

fn read(article: &FoundArticle, matchers: &mut HashMap<Option<Language>, Matcher>) -> Reading {
    let wanted = wanted(article);
    let lines = lines(&article.stored);
    let near = |sentence: usize| {
        let around = sentence.saturating_sub(2)..(sentence + 3).min(wanted.len());
        wanted[around].contains(&true)
    };
    let marked = match matchers.get_mut(&article.stored.article.language) {
        Some(matcher) => mark(&article.stored, near, matcher),
        None => Marked::default(),
    };
    Reading { wanted, lines, marked, theirs: Theirs::default(), signs: Vec::new(), answering: Vec::new() }
}

/// The sentences of the passages that the library found; where it found the article only as a whole, of its first ones, which
/// sum it up; of the best articles, all.
fn wanted(article: &FoundArticle) -> Vec<bool> {
    let stored = &article.stored;
    let mut wanted = vec![article.read_whole; stored.sentences.len()];
    let found = article.passages.iter().map(|(passage, _)| *passage);
    let first = 0..if article.passages.is_empty() { 2 } else { 0 };
    for passage in found.chain(first) {
        for sentence in stored.passages.get(passage).cloned().unwrap_or_default() {
            wanted[sentence] = true;
        }
    }
    wanted
}

/// Marks the other parts of the names that the question holds.
fn add_aliases(found: &Found, readings: &mut [Reading], weights: &Weights) {
    for (language, asked) in &found.asked {
        let mut names = Names::new(asked.len());
        let same = |article: &&FoundArticle| article.stored.article.language == *language;
        for (article, reading) in found.articles.iter().zip(readings.iter()).filter(|(article, _)| same(article)) {
            names.add(&article.stored, &reading.marked, |sentence| reading.lines[sentence] != Line::Sentence);
        }
        let Some(mut matcher) = alias_matcher(&names, asked, *language, weights) else { continue };
        for (article, reading) in found.articles.iter().zip(readings.iter_mut()).filter(|(article, _)| same(article)) {
            let Reading { marked, .. } = reading;
            let text = article.stored.article.text.as_str();
            let mut aliases = mark(&article.stored, |sentence| marked.lengths[sentence] > 0, &mut matcher).marks;
            aliases.retain(|mark| text[mark.range.clone()].starts_with(char::is_uppercase));
            marked.marks.append(&mut aliases);
            marked.marks.sort_by_key(|mark| (mark.sentence, mark.position));
        }
    }
}

fn alias_matcher(names: &Names, asked: &[RareTerm], language: Option<Language>, weights: &Weights) -> Option<Matcher> {
    let mut analyzer = Analyzer::new(language);
    let mut matcher: Option<Matcher> = None;
    for (number, rare) in asked.iter().enumerate().filter(|(_, rare)| !rare.function) {
        for part in names.of(number) {
            for term in analyzer.list(part) {
                if term != rare.term && !asked.iter().any(|other| other.term == term) {
                    matcher.get_or_insert_with(|| Matcher::empty(language)).add(&term, number, weights.alias);
                }
            }
        }
    }
    matcher
}

/// How strongly the title holds each word of the question, or the date the year and the month.
fn title(article: &FoundArticle, asked: &[RareTerm], matcher: &mut Matcher) -> Vec<f32> {
    let mut held = vec![0.0_f32; asked.len()];
    let title = article.stored.article.citation.title.as_deref().unwrap_or_default();
    matcher.read(title, |_, _, found| {
        if let Some((asked, strength)) = found {
            held[asked] = held[asked].max(strength);
        }
    });
    if let Some(published) = article.stored.article.citation.published {
        for (held, term) in held.iter_mut().zip(asked) {
            if term.when.is_some_and(|when| when.holds(published)) {
                *held = 1.0;
            }
        }
    }
    held
}

/// Every run of wanted sentences that is short enough; a headline is none, and a fragment belongs to no longer one.
fn runs(stored: &StoredArticle, reading: &Reading) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    for start in 0..stored.sentences.len() {
        for end in start + 1..=stored.sentences.len().min(start + LONGEST_RUN) {
            let (span, last) = (stored.sentences[start].cover(stored.sentences[end - 1]), end - 1);
            let longer = end > start + 1;
            let plain = [start, last].iter().all(|at| reading.lines[*at] == Line::Sentence);
            let headline = reading.lines[last] == Line::Headline;
            if !reading.wanted[last] || headline || (longer && (!plain || span.len() > LONGEST_WINDOW)) {
                break;
            }
            runs.push(start..end);
        }
    }
    runs
}
