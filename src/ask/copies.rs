//! Copies of a passage: a wire story stands in many papers, and is shown once, with all of them.

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
    for finding in findings {
        finding.also = of(library, filters, &finding.quote)?;
    }
    Ok(())
}

/// The other articles that carry a quote.
pub fn of(library: &dyn Library, filters: &Filters, quote: &Quote) -> Result<Vec<Headline>, LibraryError> {
    let language = quote.article().language;
    let sentences = long_sentences(quote.words(), language);
    let Some(longest) = sentences.iter().max_by_key(|told| told.words.len()) else { return Ok(Vec::new()) };
    let terms: Vec<String> = longest.words.iter().cloned().collect();
    let frequencies = library.statistics(&terms)?.document_frequencies;
    let mut rare: Vec<(u64, String)> = frequencies.into_iter().zip(terms).collect();
    rare.sort();
    // A word that only this passage holds: there is no copy.
    if rare.first().is_none_or(|(frequency, _)| *frequency < 2) {
        return Ok(Vec::new());
    }
    let rare: Vec<String> = rare.into_iter().take(RAREST).map(|(_, term)| term).collect();
    let mut seen: Vec<Handle> = Vec::new();
    let mut copies: Vec<StoredArticle> = Vec::new();
    for candidate in library.holding(&rare, filters, COMPARED)? {
        if seen.contains(&candidate.article) {
            continue;
        }
        seen.push(candidate.article);
        let stored = library.fetch(candidate.article)?;
        if stored.article.id != quote.article().id && carries(&stored, &sentences) {
            copies.push(stored);
        }
    }
    let date = |stored: &StoredArticle| stored.article.citation.published;
    copies.sort_by(|a, b| date(b).cmp(&date(a)).then_with(|| a.article.id.cmp(&b.article.id)));
    Ok(copies.iter().map(StoredArticle::headline).collect())
}

/// Whether two quotes of different articles are the same passage.
pub fn same_passage(one: &Quote, other: &Quote) -> bool {
    if one.article().id == other.article().id {
        return false;
    }
    let language = one.article().language;
    let (ours, theirs) = (long_sentences(one.words(), language), long_sentences(other.words(), language));
    let told = |sentence: &Told| ours.iter().any(|known| is_copy(sentence, known));
    if theirs.is_empty() { one.words() == other.words() } else { theirs.iter().all(told) }
}

/// Whether an article holds every one of the sentences, but for a word or two that is no fact.
fn carries(stored: &StoredArticle, sentences: &[Told]) -> bool {
    let language = stored.article.language;
    let cut = |span: &Span| stored.article.text.cut(*span).unwrap_or_default();
    let own: Vec<Told> = stored.sentences.iter().map(|span| Told::of(without_dateline(cut(span)), language)).collect();
    sentences.iter().all(|sentence| own.iter().any(|other| is_copy(sentence, other)))
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
fn long_sentences(text: &str, language: Option<Language>) -> Vec<Told> {
    let text = Text::new(text);
    let sentences = segment(&text, language).sentences;
    let cut = |span: &Span| Told::of(without_dateline(text.cut(*span).unwrap_or_default()), language);
    sentences.iter().map(cut).filter(|told| told.words.len() >= SHORTEST).collect()
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
