//! Lines of an article that are no sentences: its headline once more, a byline, a subheading.

use crate::library::StoredArticle;

/// A longer line is a sentence whose full stop was lost.
const LONGEST: usize = 160;

/// What a line of an article is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    Sentence,
    /// The article's headline, or a part of it, once more: the citation shows it.
    Headline,
    /// A byline, a subheading, a caption.
    Fragment,
}

/// What each sentence of an article is.
pub fn lines(stored: &StoredArticle) -> Vec<Line> {
    let text = &stored.article.text;
    let title = letters(stored.article.citation.title.as_deref().unwrap_or_default());
    let mut paragraph = 0;
    let mut found = Vec::with_capacity(stored.sentences.len());
    for (number, sentence) in stored.sentences.iter().enumerate() {
        while stored.paragraphs.get(paragraph).is_some_and(|span| span.end() <= sentence.start()) {
            paragraph += 1;
        }
        let words = text.cut(*sentence).unwrap_or_default();
        let alone = stored.paragraphs.get(paragraph).is_some_and(|span| sentence.len() + 2 >= span.len());
        // A headline that is repeated stands at the top.
        let headline = number < TOP && stored.sentences.len() > TOP && is_part(&letters(words), &title);
        found.push(match () {
            () if headline => Line::Headline,
            () if alone && is_fragment(words) => Line::Fragment,
            () => Line::Sentence,
        });
    }
    found
}

/// So many sentences are at the top of an article.
const TOP: usize = 4;

/// Whether a paragraph of its own ends like no sentence does.
pub(super) fn is_fragment(words: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*');
    let end = words.trim_end_matches(closing).chars().next_back();
    words.len() <= LONGEST
        && !end.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | ',' | '。' | '！' | '？' | '؟' | '।'))
}

/// A line without spaces and punctuation, in small letters.
fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a line is a headline or a large part of one.
fn is_part(line: &str, headline: &str) -> bool {
    line.len() * 3 >= headline.len() && !line.is_empty() && headline.contains(line)
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
        let same = |line: &str, headline: &str| is_part(&letters(line), &letters(headline));
        assert!(same("Ferry Sinks: ‘All Safe’.", "Ferry sinks: 'All safe'"));
        assert!(same("Ferry sinks;", "Ferry sinks; all safe"));
        assert!(
            !same("Ferry sinks off Avranne", "Ferry sinks") && !same("", "") && !same("The", "The ferry that sank")
        );
    }
}
