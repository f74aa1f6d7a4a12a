//! Paragraphs: blocks between blank lines, or single lines where the text is not hard-wrapped and no sentence runs on.

use crate::text::{Span, Text};

/// No line of a hard-wrapped text is longer than this many characters.
const WIDEST_WRAP: usize = 100;
/// A text whose longest line is shorter than this is a poem or a list, not wrapped prose.
const NARROWEST_WRAP: usize = 45;

/// The paragraphs of a text, trimmed of white space.
pub(super) fn find(text: &Text) -> Vec<Span> {
    let lines = lines(text.as_str());
    let wrapped = is_hard_wrapped(&lines);
    let mut found: Vec<Span> = Vec::new();
    let mut previous: Option<&Line<'_>> = None;
    for line in &lines {
        if line.words.is_empty() {
            previous = None;
            continue;
        }
        let Some(span) = text.span(line.start..line.start + line.words.len()) else { continue };
        match (previous, found.last_mut()) {
            (Some(before), Some(paragraph)) if continues(before, line) && (wrapped || goes_on(before, line)) => {
                *paragraph = paragraph.cover(span);
            }
            _ => found.push(span),
        }
        previous = Some(line);
    }
    found
}

/// One line without the white space around it.
struct Line<'a> {
    start: usize,
    words: &'a str,
    characters: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(is_break).unwrap_or(rest.len());
        let line = &rest[..length];
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        found.push(Line { start: start + indent, words, characters: words.chars().count() });
        let after = &rest[length..];
        start += length + if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
    }
    found
}

/// Whether line ends are only where a line was full: nearly every line that is followed by another one
/// would have overflowed with the first word of the next.
fn is_hard_wrapped(lines: &[Line<'_>]) -> bool {
    let width = lines.iter().map(|line| line.characters).max().unwrap_or(0);
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return false;
    }
    let (mut full, mut all) = (0, 0);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.words.is_empty() || next.words.is_empty() || !continues(line, next) {
            continue;
        }
        let first_word = next.words.split_whitespace().next().map_or(0, |word| word.chars().count());
        all += 1;
        full += usize::from(line.characters + 1 + first_word + RAGGED > width);
    }
    all > 0 && full * 5 >= all * 4
}

/// How many characters short of the widest line a full line may be: wrapping by hand is not exact.
const RAGGED: usize = 6;

/// Whether a line can be the continuation of the one before; list items and headings begin and end on their own.
fn continues(before: &Line<'_>, line: &Line<'_>) -> bool {
    !is_heading(before.words) && !is_heading(line.words) && !is_list_item(line.words)
}

/// Whether a sentence runs over the end of a line: nothing ended it, and the next line begins in lower case.
fn goes_on(before: &Line<'_>, line: &Line<'_>) -> bool {
    let ended = before.words.ends_with(['.', '!', '?', '…', ':', '"', '”', '»', '“', '。']);
    !ended && line.words.starts_with(char::is_lowercase)
}

fn is_heading(line: &str) -> bool {
    let after_marks = line.trim_start_matches('#');
    let underline = line.len() >= 3 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'));
    underline || (after_marks.len() < line.len() && after_marks.starts_with(' '))
}

fn is_list_item(line: &str) -> bool {
    let bullet = ["- ", "* ", "+ ", "• ", "– ", "◦ ", "▪ "].iter().any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    bullet || numbered
}
