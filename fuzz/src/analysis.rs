//! Segmenter and attribution: every part lies in the text, in order, and nothing visible is lost.

use onrecord::text::{Span, Text};

use crate::text_of;

pub fn segment(bytes: &[u8]) {
    let (text, language) = text_of(bytes);
    let segments = onrecord::segment::segment(&text, language);
    in_order(&text, &segments.paragraphs);
    in_order(&text, &segments.sentences);
    assert_eq!(segments.sentences.len(), segments.paragraph_of.len());
    for (sentence, paragraph) in segments.sentences.iter().zip(&segments.paragraph_of) {
        assert!(segments.paragraphs[*paragraph].contains(*sentence), "a sentence outside its paragraph");
    }
    let mut after = 0;
    for sentence in &segments.sentences {
        nothing_visible(&text, after, sentence.start());
        after = sentence.end();
    }
    nothing_visible(&text, after, text.len());
    let mut next = 0;
    for passage in &segments.passages {
        assert!(passage.start == next && passage.end > passage.start, "passages are not all sentences in order");
        next = passage.end;
    }
    assert_eq!(next, segments.sentences.len(), "sentences in no passage");
}

pub fn attribution(bytes: &[u8]) {
    let (text, language) = text_of(bytes);
    let segments = onrecord::segment::segment(&text, language);
    let mut before = 0;
    for attribution in onrecord::attribution::attribute(&text, &segments, language) {
        let first = attribution.content.first().expect("an attribution without content");
        assert!(first.start() >= before, "attributions out of order");
        before = first.start();
        in_order(&text, &attribution.content);
        for part in [attribution.source, attribution.cue, attribution.resolved].into_iter().flatten() {
            assert!(text.cut(part).is_some_and(|words| !words.is_empty()), "a part outside the text");
        }
        assert!((0.0..=1.0).contains(&attribution.confidence), "a confidence of {}", attribution.confidence);
    }
}

fn in_order(text: &Text, spans: &[Span]) {
    let mut end = 0;
    for span in spans {
        assert!(span.start() >= end, "parts overlap");
        assert!(text.cut(*span).is_some_and(|words| !words.is_empty()), "a part outside the text");
        end = span.end();
    }
}

fn nothing_visible(text: &Text, start: usize, end: usize) {
    let lost = &text.as_str()[start..end];
    assert!(lost.chars().all(|c| c.is_whitespace() || c.is_control() || is_layout(c)), "lost: {lost:?}");
}

/// Characters without a shape.
fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
