//! Passages: the runs of sentences that are indexed and found together.

use std::ops::Range;

use crate::text::{Span, Text};

/// A passage of this many characters may end where its paragraph ends.
const ENOUGH: usize = 400;
/// No sentence is added to a passage that would grow beyond this many characters with it.
const MOST: usize = 700;
/// A passage of this many sentences may end inside a paragraph once it has enough characters.
const SENTENCES: usize = 5;

/// Cuts the sentences into passages: whole paragraphs where they are long enough, several short ones, parts of a long one.
pub(super) fn group(text: &Text, sentences: &[Span], paragraph_of: &[usize]) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    let mut start = 0;
    let mut characters = 0;
    for (number, &sentence) in sentences.iter().enumerate() {
        let length = text.cut(sentence).map_or(0, |words| words.chars().count());
        let new_paragraph = number > 0 && paragraph_of[number] != paragraph_of[number - 1];
        let full = characters + length > MOST || (characters >= ENOUGH && number - start >= SENTENCES);
        if number > start && (full || (new_paragraph && characters >= ENOUGH)) {
            passages.push(start..number);
            start = number;
            characters = 0;
        }
        characters += length;
    }
    if start < sentences.len() {
        passages.push(start..sentences.len());
    }
    passages
}
