//! Who says what in an article, as spans: cues propose, evidence weighs, quotation marks carry a speaker on.

mod anonymity;
mod bare;
mod content;
mod direct;
mod evidence;
mod indirect;
mod inserted;
mod lexicon;
mod manner;
mod mentions;
mod nominal;
mod quotes;
mod resolve;
mod roles;
mod source;
mod tagging;
mod tokens;
mod turns;
mod units;
mod voice;
mod walk;
mod weights;

use crate::article::Attribution;
use crate::language::Language;
use crate::segment::Segments;
use crate::text::Text;
use lexicon::Lexicon;
use walk::Walk;

pub use roles::{is_pronoun, is_role};
pub use voice::{SURE, voice_of};

/// Everyone who says something in the text, ordered by where their content begins.
pub fn attribute(text: &Text, segments: &Segments, language: Option<Language>) -> Vec<Attribution> {
    let lexicon = Lexicon::of(language);
    let mut walk = Walk::new(text, lexicon);
    let turns = turns::find(text, segments);
    let mut sentence = 0;
    let mut read = |number| units::of_paragraph(text, segments, number, &mut sentence, lexicon, language);
    let count = segments.paragraphs.len();
    let mut next = (count > 0).then(|| read(0));
    for number in 0..count {
        let Some(paragraph) = next.take() else { break };
        next = (number + 1 < count).then(|| read(number + 1));
        match turns.get(number).copied().flatten() {
            Some(turn) => walk.turn(&paragraph, turn, number),
            None => walk.paragraph(&paragraph, next.as_ref(), number),
        }
    }
    walk.finish()
}
