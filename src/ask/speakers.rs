//! Whose words the sentences of an article are, and how the question names or describes them.

use std::collections::HashMap;
use std::ops::Range;

use super::evidence::Weights;
use super::marks::{Marked, Matcher};
use super::search::RareTerm;
use crate::article::{Attribution, Voice};
use crate::attribution::voice_of;
use crate::library::{Filters, StoredArticle};
use crate::sources::{Asked, sources};
use crate::text::Span;

/// Words this many bytes from a name may describe its bearer: "Ilse Brandt, the mayor of the old harbour town, …".
const INTRODUCTION: usize = 90;

/// The sentences of an article that are words of the one who is asked for.
#[derive(Default)]
pub struct Theirs(Option<Vec<Whose>>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Theirs,
    Another,
    Articles,
}

impl Theirs {
    /// By the words of a filter; every sentence where there are none. Only a speaker who would be shown by name counts.
    pub fn of(stored: &StoredArticle, said_by: &[String]) -> Theirs {
        let Some(asked) = Asked::of(said_by) else { return Theirs(None) };
        let meant = sources(stored).into_iter().filter(|source| source.is(&asked));
        let theirs: Vec<&Attribution> =
            meant.flat_map(|source| source.sayings).filter_map(|number| stored.attributions.get(number)).collect();
        let whose = |sentence: &Span| match voice_of(*sentence, &stored.attributions) {
            Voice::Source(attribution) if theirs.contains(&&attribution) => Whose::Theirs,
            Voice::Source(_) | Voice::Uncertain(_) => Whose::Another,
            Voice::Article => Whose::Articles,
        };
        Theirs(Some(stored.sentences.iter().map(whose).collect()))
    }

    /// Whether a sentence is theirs, or nobody in particular is asked for.
    pub fn are_in(&self, sentence: usize) -> bool {
        self.0.as_ref().is_none_or(|whose| whose.get(sentence).is_some_and(|whose| *whose == Whose::Theirs))
    }

    /// Whether a run of sentences may be shown: its core is theirs, and nobody else speaks in it.
    pub fn allow(&self, run: &Range<usize>, core: usize) -> bool {
        self.0.as_ref().is_none_or(|whose| {
            let run = whose.get(run.clone()).unwrap_or_default();
            whose.get(core) == Some(&Whose::Theirs) && !run.contains(&Whose::Another)
        })
    }
}

/// The filters as the library can apply them: of a speaker's name, only the words that the index holds.
pub fn for_library(filters: &Filters) -> Filters {
    match Asked::of(&filters.said_by) {
        Some(asked) => Filters { said_by: asked.words().to_vec(), ..filters.clone() },
        None => filters.clone(),
    }
}

/// The speaker of each sentence of an article.
pub struct Speakers {
    /// For each sentence, the number of the attribution that holds most of it.
    of_sentence: Vec<Option<usize>>,
    /// For each attribution, the words of the question that its source's name or description holds, and how surely.
    words: Vec<Vec<(usize, f32)>>,
}

impl Speakers {
    /// Looks at the speakers of the sentences that were read.
    pub fn of(
        stored: &StoredArticle,
        marked: &Marked,
        asked: &[RareTerm],
        matcher: &mut Matcher,
        weights: &Weights,
    ) -> Speakers {
        let unnamed = || asked.iter().enumerate().filter(|(_, term)| term.unnamed);
        let of_sentence = main_attributions(stored);
        let mut words: Vec<Option<Vec<(usize, f32)>>> = vec![None; stored.attributions.len()];
        let mut introductions = HashMap::new();
        for (number, _) in of_sentence.iter().zip(&marked.lengths).filter(|(_, length)| **length > 0) {
            let Some(number) = *number else { continue };
            if words[number].is_none() {
                let attribution = &stored.attributions[number];
                let mut own = described(stored, attribution, matcher, weights);
                add_introduction(stored, attribution, marked, weights, &mut introductions, &mut own);
                // "What did an insider say?" is answered by whoever stays without a name.
                for (word, _) in unnamed().filter(|_| attribution.anonymous) {
                    add(&mut own, word, weights.speaker);
                }
                words[number] = Some(own);
            }
        }
        Speakers { of_sentence, words: words.into_iter().map(Option::unwrap_or_default).collect() }
    }

    /// The attribution of a sentence.
    pub fn attribution<'a>(&self, stored: &'a StoredArticle, sentence: usize) -> Option<&'a Attribution> {
        stored.attributions.get((*self.of_sentence.get(sentence)?)?)
    }

    /// The words of the question that name or describe the speaker of a sentence.
    pub fn words(&self, sentence: usize) -> &[(usize, f32)] {
        let number = self.of_sentence.get(sentence).copied().flatten();
        number.and_then(|number| self.words.get(number)).map_or(&[], Vec::as_slice)
    }
}

/// For each sentence the attribution that holds most of its words, the first of those that hold as much.
fn main_attributions(stored: &StoredArticle) -> Vec<Option<usize>> {
    let mut most = vec![0; stored.sentences.len()];
    let mut main = vec![None; stored.sentences.len()];
    for (number, attribution) in stored.attributions.iter().enumerate() {
        for part in &attribution.content {
            let first = stored.sentences.partition_point(|sentence| sentence.end() <= part.start());
            for at in first..stored.sentences.len() {
                let sentence = stored.sentences[at];
                if sentence.start() >= part.end() {
                    break;
                }
                let share = attribution.share_of(sentence);
                if share > most[at] {
                    (most[at], main[at]) = (share, Some(number));
                }
            }
        }
    }
    main
}

/// What the question holds of a source's words and of the name it stands for.
fn described(
    stored: &StoredArticle,
    attribution: &Attribution,
    matcher: &mut Matcher,
    weights: &Weights,
) -> Vec<(usize, f32)> {
    let mut words = Vec::new();
    for name in attribution.source.into_iter().chain(attribution.resolved) {
        matcher.read(stored.article.text.cut(name).unwrap_or_default(), |_, _, found| {
            if let Some((asked, strength)) = found {
                add(&mut words, asked, strength * weights.speaker);
            }
        });
    }
    words
}

/// Adds what the question holds of the words that introduce the source's name.
fn add_introduction<'a>(
    stored: &'a StoredArticle,
    attribution: &Attribution,
    marked: &Marked,
    weights: &Weights,
    introductions: &mut HashMap<&'a str, Option<(usize, usize)>>,
    words: &mut Vec<(usize, f32)>,
) {
    let mut names = attribution.resolved.into_iter().chain(attribution.source);
    let Some(name) = names.find_map(|span| last_name(stored, span)) else { return };
    let place = *introductions.entry(name).or_insert_with(|| introduction(stored, name));
    let Some((sentence, at)) = place else { return };
    for mark in marked.within(&(sentence..sentence + 1)) {
        if mark.range.start.abs_diff(at) <= INTRODUCTION {
            add(words, mark.asked, mark.strength * weights.role);
        }
    }
}

fn add(words: &mut Vec<(usize, f32)>, asked: usize, strength: f32) {
    match words.iter_mut().find(|(known, _)| *known == asked) {
        Some((_, known)) => *known = known.max(strength),
        None => words.push((asked, strength)),
    }
}

/// Whether a span holds a word that is written as names are.
pub fn is_named(stored: &StoredArticle, span: Span) -> bool {
    last_name(stored, span).is_some()
}

fn last_name(stored: &StoredArticle, span: Span) -> Option<&str> {
    let words = stored.article.text.cut(span)?;
    let mut names = words.split(|c: char| !c.is_alphanumeric() && c != '-');
    names.rfind(|word| word.chars().nth(2).is_some() && word.starts_with(char::is_uppercase))
}

/// The first sentence that holds a name, leaving out a headline at the very top, and the place of the name.
fn introduction(stored: &StoredArticle, name: &str) -> Option<(usize, usize)> {
    let text = stored.article.text.as_str();
    let top = stored.paragraphs.get(1).map_or(0, |second| second.start());
    let finder = memchr::memmem::Finder::new(name);
    let found = |from: usize| finder.find(text.get(from..)?.as_bytes()).map(|at| from + at);
    let at = found(top).or_else(|| found(0))?;
    let sentence = stored.sentences.partition_point(|sentence| sentence.end() <= at);
    (sentence < stored.sentences.len()).then_some((sentence, at))
}
