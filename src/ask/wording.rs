//! Wishes that a question says in words: «in the Guardian», «by Lena Abbot», «last week», «since 3 May».
//!
//! A publisher or an author is only a wish where the index holds one of exactly that name. A period in which nothing was published is set
//! aside, and the answer says so: the collection may simply be older than the question.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::periods::{self, Period};
use super::question::Question;
use crate::answer::Understanding;
use crate::library::{Filters, Library, LibraryError, Names, Query};
use crate::terms::name_words;

/// A name has at most so many words.
const LONGEST: usize = 6;
/// So many names that begin alike are compared.
const COMPARED: usize = 64;

/// One word of a question.
pub(super) struct Word {
    pub range: Range<usize>,
    pub lower: String,
    pub capital: bool,
}

/// What a question wishes in words, and the question as it is searched: without those words, and with its filters. A wish that is
/// also given as a filter is left in the words.
pub fn heard(library: &dyn Library, question: &Question) -> Result<(Understanding, Question), LibraryError> {
    let mut understanding = Understanding::default();
    let mut filters = question.filters.clone();
    let mut cut: Vec<Range<usize>> = Vec::new();
    let words = words(&question.words);
    if filters.publisher.is_empty()
        && let Some((name, words)) = publisher(library, &words)?
    {
        filters.publisher = name_words(&name);
        understanding.publisher = Some(name);
        cut.push(words);
    }
    if filters.author.is_empty()
        && let Some((name, words)) = author(library, &words)?
    {
        filters.author = name_words(&name);
        understanding.author = Some(name);
        cut.push(words);
    }
    if filters.after.is_none()
        && filters.before.is_none()
        && let Some((period, words)) = periods::find(&words, question.today)
    {
        let Period { since, until } = period;
        (understanding.since, understanding.until) = (since, until);
        if published_in(library, period)? {
            (filters.after, filters.before) = (since, until);
            cut.push(words);
        } else {
            understanding.set_aside = true;
        }
    }
    let heard = Question { words: without(&question.words, &words, cut), filters, ..question.clone() };
    Ok((understanding, heard))
}

/// The question without some of its words.
fn without(question: &str, words: &[Word], cut: Vec<Range<usize>>) -> String {
    let mut rest = question.to_owned();
    let mut bytes: Vec<Range<usize>> =
        cut.into_iter().map(|cut| words[cut.start].range.start..words[cut.end - 1].range.end).collect();
    bytes.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in bytes {
        rest.replace_range(range, "");
    }
    rest
}

/// Whether the collection holds anything of a period.
fn published_in(library: &dyn Library, period: Period) -> Result<bool, LibraryError> {
    let filters = Filters { after: period.since, before: period.until, ..Filters::default() };
    Ok(!library.newest(&Query { filters, articles: 1, ..Query::default() }, 0)?.is_empty())
}

pub(super) fn words(question: &str) -> Vec<Word> {
    let word = |(start, word): (usize, &str)| Word {
        range: start..start + word.len(),
        lower: name_words(word).concat(),
        capital: word.starts_with(char::is_uppercase),
    };
    question.unicode_word_indices().map(word).collect()
}

/// The publisher that follows "in", "in the" or the like.
fn publisher(library: &dyn Library, words: &[Word]) -> Result<Option<(String, Range<usize>)>, LibraryError> {
    let shouted = !words.iter().any(|word| word.capital);
    for (at, cue) in words.iter().enumerate() {
        if !holds(PUBLISHED, &cue.lower) {
            continue;
        }
        let mut from = at + 1;
        while words.get(from).is_some_and(|word| holds(ARTICLES, &word.lower)) {
            from += 1;
        }
        let Some((name, end)) = named(library, Names::Publishers, words, from)? else { continue };
        // "in time", "in the sun": one word of small letters may be an ordinary one.
        let ordinary = end == from + 1 && !words[from].capital && (!shouted || holds(ORDINARY, &words[from].lower));
        if !ordinary && (end > from + 1 || words[from].capital || from > at + 1) {
            let start = at - usize::from(at > 0 && holds(REPORTED, &words[at - 1].lower));
            return Ok(Some((name, start..end)));
        }
    }
    Ok(None)
}

/// The author that follows "by". Who also speaks in the articles is no author here, unless the question speaks of writing.
fn author(library: &dyn Library, words: &[Word]) -> Result<Option<(String, Range<usize>)>, LibraryError> {
    for (at, cue) in words.iter().enumerate() {
        if !holds(BY, &cue.lower) {
            continue;
        }
        let Some((name, end)) = named(library, Names::Authors, words, at + 1)? else { continue };
        let written = at > 0 && holds(WRITTEN, &words[at - 1].lower);
        let beginning = name_words(&name).join(" ");
        let speaks = !library.names(Names::Sources, &beginning, 1)?.is_empty();
        if end > at + 2 && (written || !speaks) {
            return Ok(Some((name, at - usize::from(written)..end)));
        }
    }
    Ok(None)
}

/// The longest name of the index that the words from a place on are, and where it ends.
fn named(
    library: &dyn Library,
    of: Names,
    words: &[Word],
    from: usize,
) -> Result<Option<(String, usize)>, LibraryError> {
    let Some(first) = words.get(from).filter(|word| !word.lower.is_empty()) else { return Ok(None) };
    let mut best: Option<(String, usize)> = None;
    for listed in library.names(of, &first.lower, COMPARED)? {
        let name = bare(&name_words(&listed.name));
        let end = from + name.len();
        let same =
            words.get(from..end).is_some_and(|typed| typed.iter().zip(&name).all(|(word, part)| word.lower == *part));
        let longer = best.as_ref().is_none_or(|(_, known)| end > *known);
        if same && longer && !name.is_empty() && name.len() <= LONGEST {
            best = Some((listed.name, end));
        }
    }
    Ok(best)
}

/// The words of a name without its article, and without what papers and stations add to theirs.
fn bare(name: &[String]) -> Vec<String> {
    let start = name.iter().position(|word| !holds(ARTICLES, word)).unwrap_or(0);
    let mut end = name.len();
    while end > start + 1 && holds(ADDED, &name[end - 1]) {
        end -= 1;
    }
    name[start..end].to_vec()
}

fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// What leads to a publisher. All lists are sorted and folded.
const PUBLISHED: &[&str] = &["auf", "bei", "chez", "dans", "en", "im", "in", "on", "sur"];
/// What stands before that.
const REPORTED: &[&str] =
    &["berichtet", "gedruckt", "gemeldet", "publicada", "publicado", "publie", "publiee", "published", "reported"];
const ARTICLES: &[&str] = &["das", "dem", "der", "die", "el", "l", "la", "las", "le", "les", "los", "the"];
const ADDED: &[&str] = &["com", "news", "online", "org"];
/// What leads to an author.
const BY: &[&str] = &["by", "de", "par", "por", "von"];
/// What stands before that.
const WRITTEN: &[&str] = &[
    "article",
    "articles",
    "articulo",
    "articulos",
    "artikel",
    "bericht",
    "berichte",
    "ecrit",
    "escrito",
    "geschrieben",
    "report",
    "reported",
    "reports",
    "stories",
    "story",
    "texte",
    "written",
];
/// Names of papers that are words of every day.
const ORDINARY: &[&str] = &[
    "bild",
    "economist",
    "express",
    "globe",
    "herald",
    "hill",
    "independent",
    "mail",
    "mirror",
    "mundo",
    "nation",
    "nature",
    "news",
    "observer",
    "pais",
    "people",
    "post",
    "record",
    "science",
    "spiegel",
    "standard",
    "star",
    "stern",
    "sun",
    "telegraph",
    "time",
    "times",
    "today",
    "week",
    "welt",
    "world",
    "zeit",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [PUBLISHED, REPORTED, ARTICLES, ADDED, BY, WRITTEN, ORDINARY] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
