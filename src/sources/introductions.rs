//! How an article introduces the bearers of names: "Harbour Director Ann Lee", "Ann Lee, the mayor of Senn,", "the mayor, Ann Lee,".

use std::ops::Range;

use super::Source;
use super::phrase::{self, Phrase};
use crate::attribution::is_role;
use crate::language::Language;
use crate::library::StoredArticle;
use crate::text::Text;

/// So many places of one name are looked at.
const PLACES: usize = 24;
/// No description is longer, in bytes.
const LONGEST: usize = 120;
/// So many words may stand before a name that describe its bearer.
const WORDS: usize = 7;

/// Adds what the article says of its sources beside their names.
pub fn add(stored: &StoredArticle, sources: &mut [Source]) {
    let (text, language) = (&stored.article.text, stored.article.language);
    let names: Vec<Option<&str>> = sources.iter().map(|source| last_name(text, source)).collect();
    for (source, name) in sources.iter_mut().zip(&names) {
        let Some(name) = name else { continue };
        let alone = names.iter().flatten().filter(|other| *other == name).count() == 1;
        for place in places(text.as_str(), name).take(PLACES) {
            let called = phrase::called(text, start_of_name(text.as_str(), place.start, language)..place.end, language);
            // "Marsh" alone may be either of two who are called so.
            let Some(called) = called.filter(|called| means(source, called) && (alone || called.named() > 1)) else {
                continue;
            };
            let beside = [after(text, &place, language), enclosed(text, &place, language)];
            source.add(beside.into_iter().flatten().chain(called.is_titled().then_some(called)).collect());
        }
    }
}

/// Whether a name in the text can be this source's: it goes with every form of it.
fn means(source: &Source, called: &Phrase) -> bool {
    source.phrases.iter().filter(|known| known.named() > 0).all(|known| known.may_be(called))
}

/// The last word of the source's name, as printed.
fn last_name<'t>(text: &'t Text, source: &Source) -> Option<&'t str> {
    let named = source
        .phrases
        .iter()
        .filter(|phrase| phrase.named() > 0 && phrase.is_bare())
        .max_by_key(|phrase| phrase.named())?;
    let printed = text.cut(named.span?)?;
    let last = printed.split_whitespace().next_back()?;
    (last.chars().nth(1).is_some()).then_some(last)
}

/// Where a word stands as a whole.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let whole = move |at: &usize| {
        !text[..*at].ends_with(char::is_alphanumeric) && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    };
    text.match_indices(word).map(|(at, _)| at).filter(whole).map(move |at| at..at + word.len())
}

/// Where the words begin that can belong to a name and its titles.
fn start_of_name(text: &str, name: usize, language: Option<Language>) -> usize {
    let mut start = name;
    let mut small = 0;
    for _ in 0..WORDS {
        let Some(rest) = text[..start].strip_suffix([' ', '\u{a0}']) else { break };
        let word_at =
            rest.rfind(char::is_whitespace).map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let word = &rest[word_at..];
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let ends = word.ends_with([',', ';', ':', '!', '?', '”', '"', '»']) || bare.is_empty();
        let capital = bare.starts_with(char::is_uppercase);
        // A full stop ends a sentence, unless it is a title's or an initial's.
        let stop = word.ends_with('.') && !(capital && bare.chars().count() <= 5);
        small += usize::from(!capital && !is_role(&bare.to_lowercase(), language));
        if ends || stop || small > 2 || phrase::is_determiner(bare) {
            break;
        }
        start = word_at + (word.len() - bare.len());
        if bare.len() < word.len() {
            break;
        }
    }
    start
}

/// "Ann Lee, the mayor of Senn,": what stands between the comma behind the name and the next one.
fn after(text: &Text, place: &Range<usize>, language: Option<Language>) -> Option<Phrase> {
    let rest = text.as_str()[place.end..].strip_prefix(", ")?;
    let end = rest.find([',', '.', ';', '\n', '–', '—', ':'])?;
    let start = place.end + 2;
    let phrase = (end <= LONGEST).then(|| phrase::apposition(text, start..start + end, language))?;
    phrase.filter(|phrase| phrase.named() == 0)
}

/// "The mayor of Senn, Ann Lee, said": what stands before the comma in front of a name that a comma follows.
fn enclosed(text: &Text, place: &Range<usize>, language: Option<Language>) -> Option<Phrase> {
    let whole = text.as_str();
    if !whole[place.end..].starts_with(',') {
        return None;
    }
    let mut name = place.start;
    while let Some(rest) = whole[..name].strip_suffix(' ') {
        let at = rest.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        match whole.get(at..rest.len()) {
            Some(word) if word.starts_with(char::is_uppercase) && !word.ends_with([',', '.']) => name = at,
            _ => break,
        }
    }
    let before = whole[..name].strip_suffix(", ")?;
    let start = before
        .rfind([',', '.', ';', '\n', '–', '—', ':', '“', '"'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let phrase = (before.len() - start <= LONGEST).then(|| phrase::apposition(text, start..before.len(), language))?;
    phrase.filter(|phrase| phrase.named() == 0)
}
