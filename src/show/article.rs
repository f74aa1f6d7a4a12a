//! One article with its attributions marked, and the list of who says what in it.

use std::fmt::Write as _;

use super::paint::{BAR, FAINT, Paint, SPEAKER, citation, visible};
use crate::article::{Article, Attribution};

/// Marks of the plain notation: {content} <source> |cue|.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Content,
    Source,
    Cue,
}

/// A mark opens or closes at a byte of the text; at the same byte closing comes first, and what is wider opens first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    at: usize,
    opens: bool,
    order: usize,
    role: Role,
}

/// The article's text with every attribution marked: {content} <source> |cue| in plain output, colours in a terminal.
pub fn marked(article: &Article, attributions: &[Attribution], paint: Paint) -> String {
    let mut out = String::new();
    for line in citation(paint, &article.id.0, &article.origin.path, &article.citation) {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    let text = article.text.as_str();
    let mut at = 0;
    let mut open: Vec<Role> = Vec::new();
    for mark in marks(attributions) {
        let Some(words) = text.get(at..mark.at) else { continue };
        piece(&mut out, words, &open, paint);
        at = mark.at;
        if mark.opens {
            open.push(mark.role);
        } else if let Some(last) = open.iter().rposition(|role| *role == mark.role) {
            open.remove(last);
        }
        if !paint.colours {
            out.push(sign(mark.role, mark.opens));
        }
    }
    piece(&mut out, text.get(at..).unwrap_or_default(), &open, paint);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn marks(attributions: &[Attribution]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for attribution in attributions {
        let content = attribution.content.iter().map(|span| (*span, Role::Content));
        let source = attribution.source.map(|span| (span, Role::Source));
        let cue = attribution.cue.map(|span| (span, Role::Cue));
        for (span, role) in content.chain(source).chain(cue) {
            marks.push(Mark { at: span.start(), opens: true, order: usize::MAX - span.len(), role });
            marks.push(Mark { at: span.end(), opens: false, order: span.len(), role });
        }
    }
    marks.sort();
    marks
}

fn piece(out: &mut String, words: &str, open: &[Role], paint: Paint) {
    let style = match open.iter().max() {
        Some(Role::Source) => SPEAKER,
        Some(Role::Cue) => FAINT,
        Some(Role::Content) => BAR,
        None => return out.push_str(&visible(words)),
    };
    out.push_str(&paint.styled(style, words));
}

fn sign(role: Role, opens: bool) -> char {
    match (role, opens) {
        (Role::Content, true) => '{',
        (Role::Content, false) => '}',
        (Role::Source, true) => '<',
        (Role::Source, false) => '>',
        (Role::Cue, _) => '|',
    }
}

/// Who says what in an article, in the order of the text.
pub fn sayings(article: &Article, attributions: &[Attribution], paint: Paint) -> String {
    let mut out = String::new();
    for line in citation(paint, &article.id.0, &article.origin.path, &article.citation) {
        let _ = writeln!(out, "{line}");
    }
    for attribution in attributions {
        saying(&mut out, article, attribution, paint);
    }
    if attributions.is_empty() {
        out.push_str("  nobody is quoted\n");
    }
    out
}

fn saying(out: &mut String, article: &Article, attribution: &Attribution, paint: Paint) {
    let words = |span| article.text.cut(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let source = attribution.source.map_or_else(|| "a source the article does not name".to_owned(), words);
    let _ = write!(out, "\n  {}", paint.styled(SPEAKER, &source));
    if let Some(name) = attribution.resolved.map(words).filter(|name| *name != source) {
        let _ = write!(out, " = {}", paint.styled(SPEAKER, &name));
    }
    if let Some(cue) = attribution.cue.map(words) {
        let _ = write!(out, " {}", visible(&cue));
    }
    let anonymous = if attribution.anonymous { ", anonymous" } else { "" };
    let note = format!("({}{anonymous}, {:.0} %)", attribution.speech.name(), attribution.confidence * 100.0);
    let _ = writeln!(out, " {}", paint.styled(FAINT, &note));
    for part in &attribution.content {
        let _ = writeln!(out, "  {} {}", paint.styled(BAR, "┃"), visible(&words(*part)));
    }
}
