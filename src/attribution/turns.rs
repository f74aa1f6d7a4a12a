//! Turns: paragraphs that begin with whose words they are, as in an interview, a hearing or a script.

use std::collections::HashMap;

use crate::segment::Segments;
use crate::text::{Span, Text};

/// A paragraph in which somebody speaks without quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn {
    pub(super) label: Span,
    pub(super) colon: Span,
    pub(super) words: Span,
    pub(super) role: Role,
}

/// What a label says about its speaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Named,
    /// "Q:": nobody by name.
    Question,
    /// "A:": whoever is interviewed.
    Answer,
}

/// A label has no more words and bytes than this.
const WORDS: usize = 5;
const LENGTH: usize = 50;

/// Words that stand before a colon without speaking.
const HEADINGS: &[&str] = &[
    "also",
    "breaking",
    "caption",
    "contact",
    "correction",
    "credit",
    "editor's note",
    "editor’s note",
    "exclusive",
    "headline",
    "image",
    "listen",
    "more",
    "note",
    "photo",
    "photos",
    "poll",
    "read",
    "read more",
    "related",
    "report",
    "see also",
    "source",
    "sources",
    "update",
    "updated",
    "video",
    "watch",
];

/// For each paragraph, the turn it is. One label alone is a heading as likely as not: a turn has somebody who says "I", or, where
/// the article holds questions or names in capitals, a label that comes again or a turn beside it.
pub(super) fn find(text: &Text, segments: &Segments) -> Vec<Option<Turn>> {
    let labelled: Vec<Option<Turn>> = segments.paragraphs.iter().map(|&paragraph| labelled(text, paragraph)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for turn in labelled.iter().flatten() {
        *times.entry(text.cut(turn.label).unwrap_or_default()).or_default() += 1;
    }
    let dialogue = labelled.iter().flatten().any(|turn| {
        let words = text.cut(turn.words).unwrap_or_default();
        words.contains('?') || says_i(words) || text.cut(turn.label).is_some_and(is_capitals)
    });
    let speaks = |at: usize, turn: &Turn| {
        let beside = |other: Option<usize>| other.and_then(|other| labelled.get(other)).is_some_and(Option::is_some);
        let again = times.get(text.cut(turn.label).unwrap_or_default()).is_some_and(|&times| times > 1);
        let words = text.cut(turn.words).unwrap_or_default();
        dialogue && (again || beside(at.checked_sub(1)) || beside(Some(at + 1))) || says_i(words)
    };
    labelled.iter().enumerate().map(|(at, turn)| turn.filter(|turn| speaks(at, turn))).collect()
}

/// The label of a paragraph and what follows it, if it has one.
fn labelled(text: &Text, paragraph: Span) -> Option<Turn> {
    let words = text.cut(paragraph)?;
    let decoration = |c: char| matches!(c, '*' | '_' | '—' | '–' | '-' | ' ');
    let start = words.len() - words.trim_start_matches(decoration).len();
    let colon = start + words[start..].bytes().take(LENGTH).position(|byte| byte == b':')?;
    let label = words[start..colon].trim_end_matches(decoration);
    let rest = colon
        + 1
        + (words[colon + 1..].len()
            - words[colon + 1..].trim_start_matches(|c: char| decoration(c) || c.is_whitespace()).len());
    let spoken = &words[rest..];
    let separate = words[colon + 1..].starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let quoted = spoken.starts_with(['"', '“', '„', '«', '»', '‘', '\'']);
    if !separate || quoted || spoken.is_empty() || !is_label(label) {
        return None;
    }
    let at = paragraph.start();
    Some(Turn {
        label: text.span(at + start..at + start + label.len())?,
        colon: text.span(at + colon..at + colon + 1)?,
        words: text.span(at + rest..paragraph.end())?,
        role: match label {
            "Q" | "Question" => Role::Question,
            "A" | "Answer" => Role::Answer,
            _ => Role::Named,
        },
    })
}

/// "Q", "MR BOOTH", "Agda Morrin": a few words, each with a capital.
fn is_label(label: &str) -> bool {
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || ".-'’".contains(c))
    };
    let small = |word: &str| matches!(word, "of" | "the" | "de" | "da" | "van" | "von" | "der" | "la");
    let count = label.split(' ').count();
    count <= WORDS
        && label.split(' ').next().is_some_and(capital)
        && label.split(' ').all(|word| capital(word) || small(word))
        && !HEADINGS.contains(&label.to_lowercase().as_str())
}

fn is_capitals(label: &str) -> bool {
    label.len() > 2 && !label.contains(char::is_lowercase)
}

fn says_i(words: &str) -> bool {
    let first = words.split(['"', '“', '”', '«', '»']).next().unwrap_or_default();
    first.split_whitespace().any(|word| matches!(word.split(['\'', '’', ',']).next(), Some("I")))
}
