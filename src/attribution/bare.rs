//! Quotations in a language without a lexicon: somebody says them, and whoever it is cannot be told from what stands around them.

use super::tokens::Tag;
use super::units::Paragraph;
use crate::text::{Span, Text};

/// Fewer words between marks may be a title or a word that is only mentioned.
const WORDS: usize = 4;
/// The same for scripts without spaces, in letters.
const LETTERS: usize = 8;

/// What stands between quotation marks in a paragraph, marks included, where it is long enough to be speech.
pub(super) fn quotations(text: &Text, paragraph: &Paragraph) -> Vec<Span> {
    let mut found = Vec::new();
    for unit in &paragraph.units {
        let mut tokens = unit.iter().peekable();
        while let Some(first) = tokens.next() {
            let mut end = first.end;
            while let Some(next) = tokens.next_if(|next| first.quote.is_some() && next.quote == first.quote) {
                end = next.end;
            }
            let quoted = first.quote.is_some() || first.tag == Tag::Quote;
            found.extend(text.span(first.start..end).filter(|span| quoted && is_long(text, *span)));
        }
    }
    found
}

fn is_long(text: &Text, span: Span) -> bool {
    let quoted = text.cut(span).unwrap_or_default();
    let words = quoted.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    words >= WORDS || quoted.chars().filter(|letter| stands_without_spaces(*letter)).count() >= LETTERS
}

/// Thai, Lao, Khmer, Burmese, Japanese and Chinese are written without spaces between words (Unicode's blocks).
fn stands_without_spaces(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
