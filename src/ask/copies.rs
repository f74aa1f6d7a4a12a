//! Copies of a passage: a wire story stands in many papers, and is shown once, with all of them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::facts::Told;
use crate::answer::{Finding, Headline, Quote};
use crate::language::Language;
use crate::library::{Filters, Handle, Library, LibraryError, StoredArticle};
use crate::segment::segment;
use crate::text::{Span, Text};

/// So many of a sentence's rarest words must stand in a passage that may hold a copy of it.
const RAREST: usize = 5;
/// Shorter sentences are no sign of a copy.
const SHORTEST: usize = 6;
/// A copy shares this part of all words of both: editors change a word or two.
const ALIKE: f32 = 0.8;
/// At most so many passages are compared.
const COMPARED: usize = 48;
/// A place and an agency before a dash, at the beginning of a sentence: every paper sets them its own way.
const DATELINE: usize = 60;

/// Names, with each finding, the other articles that carry its passage: the newest first, those without a date last.
pub fn add(library: &dyn Library, filters: &Filters, findings: &mut [Finding]) -> Result<(), LibraryError> {
    let mut papers = Papers::default();
    for finding in findings {
        finding.also = papers.carrying(library, filters, &finding.quote)?;
    }
    Ok(())
}

/// The other articles that carry a quote.
pub fn of(library: &dyn Library, filters: &Filters, quote: &Quote) -> Result<Vec<Headline>, LibraryError> {
    Papers::default().carrying(library, filters, quote)
}

/// What has been read of the articles that may carry a passage: quotes of one story meet the same papers again.
#[derive(Default)]
struct Papers(HashMap<Handle, Paper>);

impl Papers {
    fn carrying(
        &mut self,
        library: &dyn Library,
        filters: &Filters,
        quote: &Quote,
    ) -> Result<Vec<Headline>, LibraryError> {
        let language = quote.article().language;
        let sentences = long_sentences(quote.words(), language);
        let Some(longest) = sentences.iter().max_by_key(|sentence| sentence.told.words.len()) else {
            return Ok(Vec::new());
        };
        let mut copies: Vec<&StoredArticle> = Vec::new();
        let candidates = candidates(library, filters, &longest.told)?;
        for handle in candidates.keys() {
            if !self.0.contains_key(handle) {
                self.0.insert(*handle, Paper::of(library.fetch(*handle)?));
            }
        }
        for (handle, passages) in &candidates {
            let Some(paper) = self.0.get(handle) else { continue };
            if paper.stored.article.id != quote.article().id
                && passages.iter().any(|passage| paper.has(longest, paper.passage(*passage)))
                && paper.carries(&sentences)
            {
                copies.push(&paper.stored);
            }
        }
        let date = |stored: &StoredArticle| stored.article.citation.published;
        copies.sort_by(|a, b| date(b).cmp(&date(a)).then_with(|| a.article.id.cmp(&b.article.id)));
        Ok(copies.into_iter().map(StoredArticle::headline).collect())
    }
}

/// The articles with passages that hold a sentence's rarest words, and those passages.
fn candidates(
    library: &dyn Library,
    filters: &Filters,
    sentence: &Told,
) -> Result<BTreeMap<Handle, Vec<u32>>, LibraryError> {
    let terms: Vec<String> = sentence.words.iter().cloned().collect();
    let frequencies = library.statistics(&terms)?.document_frequencies;
    let mut rare: Vec<(u64, String)> = frequencies.into_iter().zip(terms).collect();
    rare.sort();
    // A word that only this passage holds: there is no copy.
    if rare.first().is_none_or(|(frequency, _)| *frequency < 2) {
        return Ok(BTreeMap::new());
    }
    let rare: Vec<String> = rare.into_iter().take(RAREST).map(|(_, term)| term).collect();
    let mut candidates: BTreeMap<Handle, Vec<u32>> = BTreeMap::new();
    for candidate in library.holding(&rare, filters, COMPARED)? {
        candidates.entry(candidate.article).or_default().push(candidate.passage);
    }
    Ok(candidates)
}

/// Whether two quotes of different articles are the same passage.
pub fn same_passage(one: &Quote, other: &Quote) -> bool {
    if one.article().id == other.article().id {
        return false;
    }
    let language = one.article().language;
    let (ours, theirs) = (long_sentences(one.words(), language), long_sentences(other.words(), language));
    let told = |sentence: &Sentence| ours.iter().any(|known| is_copy(&sentence.told, &known.told));
    if theirs.is_empty() { one.words() == other.words() } else { theirs.iter().all(told) }
}

/// A sentence without the place and the agency before it.
struct Sentence {
    words: String,
    told: Told,
}

/// An article that may carry a passage. Most copies have the same letters, and only those that have not are taken apart into words.
struct Paper {
    stored: StoredArticle,
    told: Vec<OnceCell<Told>>,
}

impl Paper {
    fn of(stored: StoredArticle) -> Paper {
        let told = stored.sentences.iter().map(|_| OnceCell::new()).collect();
        Paper { stored, told }
    }

    /// Whether it holds every one of the sentences, but for a word or two that is no fact.
    fn carries(&self, sentences: &[Sentence]) -> bool {
        sentences.iter().all(|sentence| self.has(sentence, 0..self.told.len()))
    }

    /// The sentences of a passage, by their numbers.
    fn passage(&self, number: u32) -> Range<usize> {
        let passage = usize::try_from(number).ok().and_then(|number| self.stored.passages.get(number));
        passage.cloned().unwrap_or_default()
    }

    /// Whether one of these sentences of its own is the same.
    fn has(&self, sentence: &Sentence, own: Range<usize>) -> bool {
        own.clone().any(|number| self.has_letters(sentence, number))
            || own.into_iter().any(|number| self.has_words(sentence, number))
    }

    fn own(&self, number: usize) -> &str {
        let span = self.stored.sentences.get(number);
        span.and_then(|span| self.stored.article.text.cut(*span)).unwrap_or_default()
    }

    fn has_letters(&self, sentence: &Sentence, number: usize) -> bool {
        let own = self.own(number);
        own.ends_with(&sentence.words) && without_dateline(own) == sentence.words
    }

    fn has_words(&self, sentence: &Sentence, number: usize) -> bool {
        let own = self.own(number);
        let told = || Told::of(without_dateline(own), self.stored.article.language);
        own.len() <= 2 * sentence.words.len() + DATELINE
            && sentence.words.len() <= 2 * own.len()
            && self.told.get(number).is_some_and(|known| is_copy(&sentence.told, known.get_or_init(told)))
    }
}

fn is_copy(one: &Told, other: &Told) -> bool {
    let longest = one.words.len() / 4;
    one.words.len().abs_diff(other.words.len()) <= longest
        && one.shared(other) >= ALIKE
        // Two papers that give two figures, names or days, or of which one says «not», do not copy each other.
        && !one.has_figures_apart(other)
        && !one.differs(other)
}

/// The sentences that are long enough.
fn long_sentences(text: &str, language: Option<Language>) -> Vec<Sentence> {
    let text = Text::new(text);
    let sentences = segment(&text, language).sentences;
    let cut = |span: &Span| {
        let words = without_dateline(text.cut(*span).unwrap_or_default());
        Sentence { words: words.to_owned(), told: Told::of(words, language) }
    };
    sentences.iter().map(cut).filter(|sentence| sentence.told.words.len() >= SHORTEST).collect()
}

/// "SENN, March 3 (Northline Wire) — A ferry sank" -> "A ferry sank"
fn without_dateline(sentence: &str) -> &str {
    let dash = sentence.match_indices([' ', '\u{a0}']).find_map(|(at, space)| {
        let rest = &sentence[at + space.len()..];
        let after = rest.strip_prefix(['—', '–', '-'])?;
        after.starts_with(char::is_whitespace).then_some((at, after))
    });
    match dash {
        Some((at, after)) if at <= DATELINE && sentence[..at].chars().filter(|c| c.is_uppercase()).count() >= 4 => {
            after.trim_start()
        }
        _ => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        let set = |text: &str| Told::of(without_dateline(text), Some(Language::ENGLISH));
        assert_eq!(is_copy(&set(one), &set(other)), expected, "{one} / {other}");
    }

    #[test]
    fn copies_and_what_only_looks_like_one() {
        let wire = "SKARV (Northline Wire) — An icebreaker reached the stranded ship Perdita on Saturday after 19 days in pack ice.";
        check(
            wire,
            "SKARV — An icebreaker reached the stranded ship Perdita on Saturday after 19 days in pack ice.",
            true,
        );
        check(wire, "An icebreaker reached the stranded ship Perdita on Sunday after 19 days in pack ice.", false);
        check(
            wire,
            "An ice breaker reached the stranded ship Perdita on Saturday after 19 days in the pack ice.",
            true,
        );
        check(wire, "An icebreaker reached the stranded ship Perdita on Saturday after 21 days in pack ice.", false);
        check(wire, "An icebreaker left the harbour on Saturday.", false);
    }
}
