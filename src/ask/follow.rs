//! Whether words ask on, or ask something new: "And who denied it?" has its topic elsewhere.

use super::question::Understood;

/// With so many words of its own a question says what it is about.
const ENOUGH: usize = 3;

/// Words that stand for something said before, in the languages of the lexicons.
const POINTING: &[&str] = &[
    "it", "its", "he", "him", "his", "she", "her", "they", "them", "their", "this", "that", "those", "these", "there",
    "then", "er", "sie", "ihn", "ihm", "ihr", "ihre", "es", "das", "dies", "dazu", "dagegen", "davon", "il", "elle",
    "ils", "elles", "lui", "leur", "cela", "ça", "y", "en", "él", "ella", "ellos", "ellas", "eso", "esto", "lo",
];

/// Whether a question needs the topic of an earlier one.
pub fn follows_up(words: &str) -> bool {
    let understood = Understood::of(words);
    let tells = |term: &str| !POINTING.contains(&term);
    let own = understood.terms(None).iter().filter(|asked| !asked.function && tells(&asked.term)).count();
    let lower = words.to_lowercase();
    let points = lower.split(|c: char| !c.is_alphanumeric()).any(|word| POINTING.contains(&word));
    own == 0 || (own < ENOUGH && points) || (own < ENOUGH && lower.starts_with("and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point_back_ask_on() {
        for words in ["And who denied it?", "why?", "and the mayor?", "Who said that?", "Was sagt er dazu?"] {
            assert!(follows_up(words), "{words}");
        }
        for words in ["What did the harbour master say about the levy?", "Who won the Marren regatta?", "ferry radar"] {
            assert!(!follows_up(words), "{words}");
        }
    }
}
