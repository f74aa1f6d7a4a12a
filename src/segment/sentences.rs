//! Sentences inside a paragraph: ends are found by the marks, what stands before them, and what follows.

use super::abbreviations::{self, Abbreviation};
use crate::language::Language;
use crate::text::{Span, Text};

/// A sentence longer than this is cut, so that no work on one sentence grows with the whole text.
const LONGEST: usize = 4_000;

/// Adds the sentences of a paragraph, trimmed of white space.
pub(super) fn find(text: &Text, paragraph: Span, language: Option<Language>, sentences: &mut Vec<Span>) {
    let Some(words) = text.cut(paragraph) else { return };
    let scanner = Scanner { words, ordinals: language.is_some_and(has_dotted_ordinals) };
    let mut start = 0;
    for end in scanner.ends() {
        for (from, to) in pieces(words, start, end) {
            sentences.extend(text.span(paragraph.start() + from..paragraph.start() + to));
        }
        start = end;
    }
}

/// Languages that write "3." for "3rd".
fn has_dotted_ordinals(language: Language) -> bool {
    ["de", "da", "no", "nb", "fi", "cs", "sk", "sl", "hr", "sr", "hu", "et", "is", "lv", "tr", "pl"]
        .contains(&language.code())
}

/// The stretch without the white space around it, in pieces none of which is too long.
fn pieces(words: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = start + (words[start..end].len() - words[start..end].trim_start().len());
    let end = start + words[start..end].trim_end().len();
    while end - start > LONGEST {
        let mut cut = start + LONGEST;
        while !words.is_char_boundary(cut) {
            cut -= 1;
        }
        let at_space = words[start..cut].rfind(char::is_whitespace).filter(|&length| length > LONGEST / 2);
        let cut = at_space.map_or(cut, |length| start + length);
        found.push((start, start + words[start..cut].trim_end().len()));
        start = cut + (words[cut..end].len() - words[cut..end].trim_start().len());
    }
    if start < end {
        found.push((start, end));
    }
    found
}

struct Scanner<'a> {
    words: &'a str,
    ordinals: bool,
}

impl Scanner<'_> {
    /// Where sentences end, in bytes, the last one at the end of the paragraph.
    fn ends(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut characters = self.words.char_indices().peekable();
        while let Some((at, mark)) = characters.next() {
            if !is_stop(mark) {
                continue;
            }
            let end = self.after_closing_marks(at);
            while characters.next_if(|&(next, _)| next < end).is_some() {}
            if end < self.words.len() && self.ends_here(at, mark, end) {
                ends.push(end);
            }
        }
        ends.push(self.words.len());
        ends
    }

    /// The byte after the stop at `at`, further stops, and everything that closes.
    fn after_closing_marks(&self, at: usize) -> usize {
        let mut end = at;
        for (offset, mark) in self.words[at..].char_indices() {
            if !is_stop(mark) && !closes(mark) {
                break;
            }
            end = at + offset + mark.len_utf8();
        }
        // French puts a space before its closing marks.
        let rest = &self.words[end..];
        let inner = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        let after = inner.strip_prefix(['»', '›']).filter(|after| !after.starts_with(char::is_alphanumeric));
        if let Some(after) = after.filter(|_| rest.len() > inner.len()) {
            end += rest.len() - after.len();
        }
        end
    }

    fn ends_here(&self, at: usize, mark: char, end: usize) -> bool {
        if is_full_width(mark) {
            return true;
        }
        let rest = &self.words[end..];
        if !rest.starts_with(char::is_whitespace) {
            return false;
        }
        let rest = rest.trim_start();
        let Some(next) = rest.chars().find(|c| !opens(*c)) else { return true };
        if next.is_lowercase() || !begins(rest) {
            return false;
        }
        mark != '.' || end > at + 1 || !self.is_abbreviation(at, rest, next)
    }

    /// Whether the stop at `at` belongs to the word before it and the sentence goes on.
    fn is_abbreviation(&self, at: usize, rest: &str, next: char) -> bool {
        let before = &self.words[..at];
        let stops_word = |c: char| c.is_whitespace() || opens(c) || c == '/';
        let letters = before.chars().rev().take(24).take_while(|&c| !stops_word(c));
        let word = &before[before.len() - letters.map(char::len_utf8).sum::<usize>()..];
        let starts = || {
            let first = rest.trim_start_matches(opens);
            abbreviations::begins_sentences(first.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
        };
        if is_short_number(word) && (self.ordinals || before.trim_start().len() == word.len()) {
            return before.trim_start().len() == word.len() || !starts();
        }
        match abbreviations::lookup(&word.to_lowercase()) {
            Some(Abbreviation::Leads) => leads_on(word, next),
            Some(Abbreviation::Stands) => !starts(),
            None => word != "I" && is_initials(word) && !(word.contains('.') && starts()),
        }
    }
}

/// "No. 5" and "Art. 3" lead to a number, but "She said no. Then …" ends.
fn leads_on(word: &str, next: char) -> bool {
    const NUMBERED: &[&str] = &[
        "no", "nos", "art", "jan", "feb", "mar", "sec", "max", "min", "d", "on", "me", "par", "ed", "abs", "st", "ch",
    ];
    let capital = word.starts_with(char::is_uppercase);
    next.is_numeric() || capital && word != "No" || !NUMBERED.contains(&word.to_lowercase().as_str())
}

/// The number of a list item or, where the language writes them with a stop, an ordinal.
fn is_short_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "J", "J.K", "U.S": single letters with stops between them.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.');
    letters.all(|part| {
        let mut characters = part.chars();
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    })
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '⸮') || is_full_width(c)
}

/// Stops that need no space after them.
fn is_full_width(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '】' | '）' | '*' | '_'
    )
}

fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '*'
            | '_'
            | '#'
            | '@'
            | '$'
            | '€'
            | '£'
    ) || c.is_whitespace()
}

/// Whether what follows the white space can begin a sentence: a dash or a comma cannot.
fn begins(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if matches!(first, '-' | '–' | '—' | '―' | '…' | '.' | '•') {
        return rest
            .trim_start_matches(['-', '–', '—', '―', '…', '.', '•', ' '])
            .starts_with(|c: char| c.is_uppercase() || opens(c));
    }
    first.is_alphanumeric() || opens(first) || !first.is_ascii_punctuation()
}
