//! How somebody speaks to another: who replies, who asks, and who only says.

use super::resolve::Manner;
use crate::article::Attribution;
use crate::text::{Span, Text};

/// What a cue and what follows it tell of the exchange they belong to.
pub(super) fn manner(text: &Text, attribution: &Attribution) -> Manner {
    const REPLIES: &[&str] = &[
        "answered",
        "countered",
        "replied",
        "responded",
        "retorted",
        "shot",
        "antwortete",
        "entgegnete",
        "erwiderte",
        "répondu",
        "répondit",
        "contestó",
        "respondió",
    ];
    const ASKS: &[&str] = &["asked", "questioned", "fragte", "demandé", "demanda", "preguntó"];
    const WHAT: &[&str] =
        &["how", "if", "what", "when", "where", "whether", "who", "why", "ob", "warum", "wer", "pourquoi", "si"];
    let cut = |span: Option<Span>| span.and_then(|span| text.cut(span)).unwrap_or_default().to_lowercase();
    let cue = cut(attribution.cue);
    let one_of = |words: &[&str]| cue.split_whitespace().any(|word| words.contains(&word));
    let content = cut(attribution.content.first().copied());
    let question = content.contains('?') || content.split(' ').next().is_some_and(|first| WHAT.contains(&first));
    if one_of(REPLIES) && !is_asked_here(text, attribution) {
        Manner::Replies
    } else if question && one_of(ASKS) {
        Manner::Asks
    } else {
        Manner::Says
    }
}

/// "Asked whether it was safe, she replied": whoever replies to that may be whoever spoke before.
fn is_asked_here(text: &Text, attribution: &Attribution) -> bool {
    const ASKED: &[&str] = &["Asked ", "Pressed ", "Questioned ", "When asked ", "When pressed "];
    const REACH: usize = 300;
    let end = attribution.source.map_or(0, Span::start);
    let mut from = end.saturating_sub(REACH);
    while !text.as_str().is_char_boundary(from) {
        from += 1;
    }
    let before = &text.as_str()[from..end];
    let sentence = before.rsplit(['.', '?', '!', '\n', '”', '"']).next().unwrap_or(before);
    ASKED.iter().any(|asked| sentence.trim_start().starts_with(asked))
}
