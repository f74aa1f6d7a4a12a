//! The question and the filters in force as lines above an answer, and read back from there: a message of the bot is all it needs to go on from.

use super::limits::length;
use super::markdown::escape;
use crate::show::words::Tongue;

/// Room for the question in a message of 2,000 characters, beside the filters and a note.
const WORDS: usize = 1_000;
const FILTER: usize = 200;
const BETWEEN: &str = " · ";
const SMALL: &str = "-# ";
const QUOTE: &str = "> ";

/// What an answer answers.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Asked {
    /// The question; `None` where it stands in the message that is replied to.
    pub words: Option<String>,
    /// Names of options and what was given for them, in order.
    pub filters: Vec<(String, String)>,
}

impl Asked {
    /// The lines for the top of a message; nothing where there is nothing to say.
    pub fn lines(&self, tongue: Tongue) -> Option<String> {
        let mut lines = Vec::new();
        if let Some(words) = &self.words {
            let written = escape(&one_line(words));
            // A question that does not fit is left out whole: half of one would be read back as another.
            if length(&written) <= WORDS {
                lines.push(format!("{QUOTE}{written}"));
            }
        }
        let filters: Vec<String> =
            self.filters.iter().map(|(name, value)| filter(&tongue.option(name), value)).collect();
        if !filters.is_empty() {
            lines.push(format!("{SMALL}{}", filters.join(BETWEEN)));
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// What the lines of a message say, in whichever language.
    pub fn read(content: &str) -> Asked {
        let mut asked = Asked::default();
        for line in content.lines() {
            if let Some(words) = line.strip_prefix(QUOTE).filter(|_| asked.words.is_none()) {
                asked.words = Some(bare(words));
            } else if let Some(filters) = line.strip_prefix(SMALL).filter(|_| asked.filters.is_empty()) {
                let pairs = filters.split(BETWEEN).filter_map(|filter| filter.split_once(": "));
                asked.filters = pairs.map(|(name, value)| (Tongue::option_called(&bare(name)), bare(value))).collect();
            }
        }
        asked
    }
}

fn filter(name: &str, value: &str) -> String {
    let value: String = one_line(value).chars().take(FILTER).collect();
    // A dot of the value must not look like the one between two filters.
    format!("{name}: {}", escape(&value).replace('·', "\\·"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that was escaped.
fn bare(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut characters = markdown.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(words in prop::option::of("\\PC{1,80}"), values in prop::collection::vec("\\PC{1,60}", 0..4)) {
            let words = words.map(|words| one_line(&words)).filter(|words| !words.is_empty());
            let values = values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty());
            let filters = values.enumerate().map(|(at, value)| (["said-by", "publisher", "author", "after"][at].to_owned(), value)).collect();
            let asked = Asked { words, filters };
            for tongue in Tongue::ALL {
                let lines = asked.lines(tongue).unwrap_or_default();
                prop_assert_eq!(&Asked::read(&lines), &asked, "{}", lines);
            }
        }
    }

    #[test]
    fn a_question_that_does_not_fit_is_left_out_whole() {
        let asked = Asked { words: Some("why ".repeat(600)), filters: vec![("after".into(), "2024".into())] };
        assert_eq!(asked.lines(Tongue::English).as_deref(), Some("-# after: 2024"));
        assert_eq!(asked.lines(Tongue::German).as_deref(), Some("-# ab: 2024"));
    }

    #[test]
    fn our_own_words_are_no_question() {
        assert_eq!(Asked::read("Something went wrong. Code: `ABC`"), Asked::default());
    }
}
