//! Turns: paragraphs that begin with whose words they are, as in an interview, a hearing or a script.

use std::collections::HashMap;

use crate::segment::Segments;
use crate::text::{Span, Text};

/// A paragraph in which somebody speaks without quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Turn {
    pub(super) label: Span,
    /// The colon behind the label; "Q." has none.
    pub(super) colon: Option<Span>,
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
    /// A paragraph without a label between two turns: the speaker of the one before goes on.
    Continued,
}

/// So many paragraphs between two turns still belong to the first.
const CONTINUED: usize = 3;

/// An article with fewer turns than this is no transcript whose paragraphs all belong to somebody.
const TRANSCRIPT: usize = 3;

/// A label has no more words and bytes than this.
const WORDS: usize = 5;
const LENGTH: usize = 50;

/// Words that stand before a colon without speaking.
pub(super) const HEADINGS: &[&str] = &[
    "address",
    "also",
    "breaking",
    "caption",
    "contact",
    "correction",
    "credit",
    "date",
    "editor's note",
    "editor’s note",
    "email",
    "exclusive",
    "headline",
    "how",
    "image",
    "listen",
    "more",
    "note",
    "phone",
    "photo",
    "photos",
    "poll",
    "price",
    "read",
    "read more",
    "related",
    "report",
    "see also",
    "source",
    "sources",
    "tags",
    "tickets",
    "time",
    "topics",
    "update",
    "updated",
    "video",
    "watch",
    "weather",
    "website",
    "what",
    "when",
    "where",
    "who",
    "why",
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
    let mut turns: Vec<Option<Turn>> =
        labelled.iter().enumerate().map(|(at, turn)| turn.filter(|turn| speaks(at, turn))).collect();
    continue_turns(&mut turns, &segments.paragraphs);
    turns
}

/// Gives the paragraphs between two turns of a transcript to the speaker before them.
fn continue_turns(turns: &mut [Option<Turn>], paragraphs: &[Span]) {
    // In a report with a few lines of an exchange, what stands between them is the reporter's.
    let count = turns.iter().flatten().count();
    let first = turns.iter().position(Option::is_some).unwrap_or(0);
    let last = turns.iter().rposition(Option::is_some).unwrap_or(0);
    if count < TRANSCRIPT || count * 3 < (last - first + 1) * 2 {
        return;
    }
    let mut before: Option<(usize, Turn)> = None;
    for at in 0..turns.len() {
        let Some(turn) = turns[at] else { continue };
        if let Some((last, speaking)) = before.filter(|(last, _)| at - last <= CONTINUED + 1) {
            for number in last + 1..at {
                turns[number] = Some(Turn { words: paragraphs[number], role: Role::Continued, ..speaking });
            }
        }
        before = Some((at, turn));
    }
}

/// The label of a paragraph and what follows it, if it has one.
fn labelled(text: &Text, paragraph: Span) -> Option<Turn> {
    let words = text.cut(paragraph)?;
    let decoration = |c: char| matches!(c, '*' | '_' | '—' | '–' | '-' | ' ');
    let start = words.len() - words.trim_start_matches(decoration).len();
    let answered = ["Q. ", "A. "].iter().any(|label| words[start..].starts_with(label));
    let colon =
        if answered { start + 1 } else { start + words[start..].bytes().take(LENGTH).position(|byte| byte == b':')? };
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
        colon: text.span(at + colon..at + colon + 1).filter(|_| !answered),
        words: text.span(at + rest..paragraph.end())?,
        role: match label {
            "Q" | "Question" | "Frage" | "Pregunta" | "P" => Role::Question,
            "A" | "Answer" | "Antwort" | "Réponse" | "Respuesta" | "R" => Role::Answer,
            _ => Role::Named,
        },
    })
}

/// "Q", "MR BOOTH", "Agda Morrin", "ANN LEE, HARBOR MASTER", "LEE (on the phone)": a few words, each with a capital.
fn is_label(label: &str) -> bool {
    let name = label.split_once(" (").filter(|_| label.ends_with(')')).map_or(label, |(name, _)| name);
    let name = name.split_once(", ").filter(|(name, _)| is_capitals(name)).map_or(name, |(name, _)| name);
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || ".-'’".contains(c))
    };
    let small = |word: &str| matches!(word, "of" | "the" | "de" | "da" | "van" | "von" | "der" | "la");
    let count = name.split(' ').count();
    count <= WORDS
        && name.split(' ').next().is_some_and(capital)
        && name.split(' ').all(|word| capital(word) || small(word))
        && !HEADINGS.contains(&name.to_lowercase().as_str())
}

fn is_capitals(label: &str) -> bool {
    label.len() > 2 && !label.contains(char::is_lowercase)
}

fn says_i(words: &str) -> bool {
    let first = words.split(['"', '“', '”', '«', '»']).next().unwrap_or_default();
    first.split_whitespace().any(|word| matches!(word.split(['\'', '’', ',']).next(), Some("I")))
}
