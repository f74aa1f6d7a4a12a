//! Sentences that tell nearly the same: whether they are one sentence in two papers, or two that give different figures, names or days, or of
//! which one says «not».

use std::collections::BTreeSet;

use super::sorts::NUMBERS;
use super::words::{FUNCTION, holds};
use crate::language::Language;
use crate::segment::segment;
use crate::terms::Analyzer;
use crate::text::Text;

/// Sentences that share this part of all words of both are about the same.
const SAME: f32 = 0.6;

/// A sentence as its words, and those of them that are facts: figures, names, days.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    pub words: BTreeSet<String>,
    facts: BTreeSet<String>,
}

impl Told {
    pub fn of(sentence: &str, language: Option<Language>) -> Told {
        let mut told = Told { words: BTreeSet::new(), facts: BTreeSet::new() };
        let mut first = true;
        Analyzer::new(language).terms(sentence, |term, range| {
            let word = sentence.get(range).unwrap_or_default();
            let lower = word.to_lowercase();
            let figure = word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&lower.as_str());
            let name = !first && word.starts_with(char::is_uppercase) && !holds(FUNCTION, &lower);
            if figure || name {
                told.facts.insert(term.to_owned());
            }
            told.words.insert(term.to_owned());
            first = false;
        });
        told
    }

    /// The part of all words of both that both hold, 0 to 1.
    pub fn shared(&self, other: &Told) -> f32 {
        let common = self.words.intersection(&other.words).count();
        common as f32 / (self.words.len() + other.words.len() - common).max(1) as f32
    }

    /// Whether each gives a figure, a name or a day that the other has not, or one says «not».
    pub fn differs(&self, other: &Told) -> bool {
        let lacks = |one: &Told, other: &Told| one.facts.iter().any(|fact| !other.words.contains(fact));
        let turned = self.words.symmetric_difference(&other.words).any(|word| is_not(word));
        turned || (lacks(self, other) && lacks(other, self))
    }

    pub fn has_figures_apart(&self, other: &Told) -> bool {
        self.words.symmetric_difference(&other.words).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Each sentence of a text.
pub fn sentences(text: &str, language: Option<Language>) -> Vec<Told> {
    let text = Text::new(text);
    let sentences = segment(&text, language).sentences;
    sentences.iter().map(|span| Told::of(text.cut(*span).unwrap_or_default(), language)).collect()
}

/// Whether two of their sentences are about the same and do not tell the same.
pub fn disagree(one: &[Told], other: &[Told]) -> bool {
    one.iter().any(|ours| other.iter().any(|theirs| ours.shared(theirs) >= SAME && ours.differs(theirs)))
}

/// Whether a word, as a search term, turns a sentence into its contrary: two that differ by one tell two things.
fn is_not(term: &str) -> bool {
    const NOT: [&str; 14] = [
        "not", "no", "never", "neither", "nobody", "nicht", "kein", "nie", "niemand", "pas", "jamais", "jamai",
        "nunca", "nadie",
    ];
    NOT.contains(&term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_names_days_and_denials_tell_sentences_apart() {
        let told = |text: &str| sentences(text, Some(Language::ENGLISH));
        let said =
            "At least 12 miners were hurt when the roof of the Harrow Deep shaft collapsed on Tuesday, police said.";
        let differs = |other: &str| disagree(&told(said), &told(other));
        assert!(differs(
            "At least 19 miners were hurt when the roof of the Harrow Deep shaft collapsed on Tuesday, the union said."
        ));
        assert!(differs(
            "At least nine miners were hurt when the roof of the Harrow Deep shaft collapsed on Tuesday, police said."
        ));
        assert!(differs(
            "At least 12 miners were hurt when the roof of the Harrow Deep shaft collapsed on Sunday, police said."
        ));
        assert!(differs(
            "At least 12 miners were hurt when the roof of the Calder Deep shaft collapsed on Tuesday, police said."
        ));
        assert!(differs(
            "At least 12 miners were not hurt when the roof of the Harrow Deep shaft collapsed on Tuesday, police said."
        ));
        assert!(!differs(
            "At least 12 miners were injured when the roof of the Harrow Deep shaft collapsed on Tuesday, the police said."
        ));
        assert!(!differs("The roof had been inspected in 2019, the union said."));
    }
}
