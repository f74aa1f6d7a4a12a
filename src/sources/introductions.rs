//! How an article introduces the bearers of names: "Harbour Director Ann Lee", "Ann Lee, the mayor of Senn,", "the mayor, Ann Lee,".

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;

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
/// So many bytes are searched for names in one article: of an article of a megabyte, the first thousand speakers are looked for.
const SEARCHED: usize = 1 << 30;
/// What ends a description behind a name.
const ENDS: [char; 7] = [',', '.', ';', '\n', '–', '—', ':'];
/// So many words may stand before a name that describe its bearer.
const WORDS: usize = 7;

/// Adds what the article says of its sources beside their names.
pub fn add(stored: &StoredArticle, sources: &mut [Source]) {
    let (text, language) = (&stored.article.text, stored.article.language);
    let names: Vec<Option<&str>> = sources.iter().map(|source| last_name(text, source)).collect();
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    names.iter().flatten().for_each(|name| *bearers.entry(name).or_default() += 1);
    let most = SEARCHED / text.len().max(1);
    for (source, name) in sources.iter_mut().zip(&names).take(most) {
        let Some(name) = name else { continue };
        let alone = bearers.get(name) == Some(&1);
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
        .max_by_key(|phrase| (phrase.named(), phrase.span))?;
    let printed = text.cut(named.span?)?;
    let last = printed.split_whitespace().next_back()?;
    (last.chars().nth(1).is_some()).then_some(last)
}

/// Where a word stands as a whole.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let whole = move |at: &usize| {
        !text[..*at].ends_with(char::is_alphanumeric) && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    };
    memmem::find_iter(text.as_bytes(), word).filter(whole).map(move |at| at..at + word.len())
}

/// Where the words begin that can belong to a name and its titles.
fn start_of_name(text: &str, name: usize, language: Option<Language>) -> usize {
    let mut start = name;
    let mut small = 0;
    for _ in 0..WORDS {
        let Some(rest) = text[..start].strip_suffix([' ', '\u{a0}']) else { break };
        let word = last_word(rest);
        let word_at = rest.len() - word.len();
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
    let end = rest.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| ENDS.contains(c))?.0;
    let start = place.end + 2;
    phrase::apposition(text, start..start + end, language).filter(|phrase| phrase.named() == 0)
}

/// "The mayor of Senn, Ann Lee, said": what stands before the comma in front of a name that a comma follows.
fn enclosed(text: &Text, place: &Range<usize>, language: Option<Language>) -> Option<Phrase> {
    let whole = text.as_str();
    if !whole[place.end..].starts_with(',') {
        return None;
    }
    let mut name = place.start;
    // As far back as a description and a name could reach.
    while place.start - name < LONGEST
        && let Some(rest) = whole[..name].strip_suffix(' ')
    {
        let word = last_word(rest);
        if !word.starts_with(char::is_uppercase) || word.ends_with([',', '.']) {
            break;
        }
        name = rest.len() - word.len();
    }
    let before = whole[..name].strip_suffix(", ")?;
    let near = tail(before, LONGEST + '—'.len_utf8());
    let described = near.rfind([',', '.', ';', '\n', '–', '—', ':', '“', '"']).map_or(near, |at| {
        let mark = near[at..].chars().next().map_or(1, char::len_utf8);
        &near[at + mark..]
    });
    let start = before.len() - described.len();
    let phrase = (described.len() <= LONGEST).then(|| phrase::apposition(text, start..before.len(), language))?;
    phrase.filter(|phrase| phrase.named() == 0)
}

/// What stands behind the last space, as far as a word can be long.
fn last_word(text: &str) -> &str {
    let near = tail(text, LONGEST);
    near.rfind(char::is_whitespace).map_or(near, |at| &near[at + near[at..].chars().next().map_or(1, char::len_utf8)..])
}

/// The last so many bytes, or a few fewer, so that no letter is cut.
fn tail(text: &str, most: usize) -> &str {
    let from = text.len().saturating_sub(most);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}
