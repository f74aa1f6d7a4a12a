//! What a single word says about a source: that it is an office or a kind of person, or that it only points to somebody.

use super::lexicon::{Lexicon, function};
use crate::language::Language;

/// Of a German compound only the end is looked up, and no end shorter than this.
const SHORTEST_END: usize = 5;

/// Whether a word, in small letters, names an office or a kind of person ("mayor", "Verkehrsministerin").
pub fn is_role(word: &str, language: Option<Language>) -> bool {
    let lexicon = Lexicon::of(language);
    let known = |spelling: &str| {
        lexicon.word(spelling).is_some_and(|word| word.is(function::PERSON) || word.is(function::TITLE))
    };
    let end = |(at, _): (usize, char)| word.len() - at >= SHORTEST_END && known(&word[at..]);
    known(word) || (language == Some(Language::GERMAN) && word.char_indices().any(end))
}

/// Whether a word, in small letters, stands for somebody who is named elsewhere, or for nobody in particular.
pub fn is_pronoun(word: &str, language: Option<Language>) -> bool {
    Lexicon::of(language).word(word).is_some_and(|word| word.is(function::SUBJECT) || word.is(function::OBJECT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_and_pronouns() {
        assert!(is_role("mayor", None) && is_role("inspector", None) && !is_role("harbour", None));
        assert!(is_role("verkehrsministerin", Some(Language::GERMAN)) && !is_role("brücke", Some(Language::GERMAN)));
        assert!(is_role("ministre", Some(Language::FRENCH)) && is_role("alcaldesa", Some(Language::SPANISH)));
        assert!(is_pronoun("she", None) && is_pronoun("elle", Some(Language::FRENCH)) && !is_pronoun("mayor", None));
    }
}
