//! Lines of an article that are no sentences: its headline once more, a byline, a subheading.

use crate::library::StoredArticle;

/// A longer line is a sentence whose full stop was lost.
const LONGEST: usize = 160;

/// For each sentence, whether it is the headline or a line that is none.
pub fn headings(stored: &StoredArticle) -> Vec<bool> {
    let text = &stored.article.text;
    let title = stored.article.citation.title.as_deref().unwrap_or_default();
    let mut paragraph = 0;
    let mut found = Vec::with_capacity(stored.sentences.len());
    for (number, sentence) in stored.sentences.iter().enumerate() {
        while stored.paragraphs.get(paragraph).is_some_and(|span| span.end() <= sentence.start()) {
            paragraph += 1;
        }
        let words = text.cut(*sentence).unwrap_or_default();
        let alone = stored.paragraphs.get(paragraph).is_some_and(|span| sentence.len() + 2 >= span.len());
        // A headline that is repeated stands at the top.
        found.push((number < 4 && same_letters(words, title)) || (alone && is_fragment(words)));
    }
    found
}

/// Whether a paragraph of its own ends like no sentence does.
fn is_fragment(words: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*');
    let end = words.trim_end_matches(closing).chars().next_back();
    words.len() <= LONGEST
        && !end.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | ',' | '。' | '！' | '？' | '؟' | '।'))
}

/// Whether two lines are the same but for case, spaces and punctuation.
fn same_letters(one: &str, other: &str) -> bool {
    let small = |line: &str| -> Vec<char> {
        line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    if one.is_empty() || one.len().abs_diff(other.len()) > 16 {
        return false;
    }
    small(one) == small(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_sentences() {
        assert!(is_fragment("By Jane Roe") && is_fragment("## What happened next"));
        assert!(!is_fragment("It rained.") && !is_fragment("“It rained.”") && !is_fragment("She said:"));
    }

    #[test]
    fn a_headline_with_a_full_stop() {
        assert!(same_letters("Ferry Sinks: ‘All Safe’.", "Ferry sinks: 'All safe'"));
        assert!(!same_letters("Ferry sinks", "Ferries sink") && !same_letters("", ""));
    }
}
