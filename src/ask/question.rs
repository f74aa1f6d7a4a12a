//! What a question asks for: its words, which of them carry its meaning, and the kind of answer it wants.

use std::ops::Range;

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;
use crate::library::Filters;
use crate::terms::Analyzer;

/// A question and what its answers must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Question {
    pub words: String,
    pub filters: Filters,
    /// At most this many findings.
    pub limit: usize,
    /// The day of asking.
    pub today: Date,
}

impl Question {
    pub fn new(words: impl Into<String>, today: Date) -> Question {
        Question { words: words.into(), filters: Filters::default(), limit: 3, today }
    }
}

/// A question longer than this many words is searched by its first words; Discord allows 4,000 characters.
const LONGEST: usize = 64;

/// The kind of evidence an answer should hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Who said something: a passage with a source.
    Speaker,
    /// What somebody said: a passage with that source.
    Saying,
    Number,
    Time,
    Anything,
}

/// A question, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Understood {
    /// The question's text, up to its longest length.
    text: String,
    /// Where the words stand that only shape the question ("who", "did").
    function: Vec<Range<usize>>,
    has_content: bool,
    pub wanted: Wanted,
}

/// One term of a question in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    pub term: String,
    /// Whether its word shapes the question rather than naming what it is about.
    pub function: bool,
}

impl Understood {
    pub fn of(question: &str) -> Understood {
        let words: Vec<(usize, &str)> = question.unicode_word_indices().take(LONGEST).collect();
        let end = words.last().map_or(0, |(start, word)| start + word.len());
        let shapes = |(start, word): &(usize, &str)| is_function(word).then(|| *start..start + word.len());
        let function: Vec<Range<usize>> = words.iter().filter_map(shapes).collect();
        let has_content = function.len() < words.len();
        Understood { text: question[..end].to_owned(), function, has_content, wanted: wanted(&words) }
    }

    /// The question's terms as an article in this language would hold them, in order.
    pub fn terms(&self, language: Option<Language>) -> Vec<Asked> {
        let mut asked = Vec::new();
        Analyzer::new(language).terms(&self.text, |term, range| {
            let function = self.function.binary_search_by_key(&range.start, |word| word.start).is_ok();
            asked.push(Asked { term: term.to_owned(), function });
        });
        asked
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether any word says what the question is about.
    pub fn has_content(&self) -> bool {
        self.has_content
    }
}

fn is_function(typed: &str) -> bool {
    let lower = typed.to_lowercase().replace('’', "'");
    let bare = lower.split('\'').next().unwrap_or(&lower);
    [lower.as_str(), bare].iter().any(|word| FUNCTION_WORDS.binary_search(word).is_ok())
}

fn wanted(words: &[(usize, &str)]) -> Wanted {
    let lower: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase().replace('’', "'")).collect();
    let has = |list: &[&str]| lower.iter().any(|word| list.contains(&word.as_str()));
    let starts = |list: &[&str]| lower.iter().take(2).any(|word| list.contains(&word.as_str()));
    if lower.windows(2).any(|pair| pair[0] == "how" && QUANTITIES.contains(&pair[1].as_str()))
        || starts(&["wieviel", "wieviele", "combien", "cuántos", "cuántas"])
    {
        return Wanted::Number;
    }
    if starts(&["when", "wann", "quand", "cuándo"]) {
        return Wanted::Time;
    }
    let who = starts(&["who", "who's", "whose", "which", "wer", "qui", "quién"]);
    if has(SAYING) {
        return if who { Wanted::Speaker } else { Wanted::Saying };
    }
    if starts(&["who", "which", "wer", "qui", "quién"]) { Wanted::Speaker } else { Wanted::Anything }
}

const QUANTITIES: &[&str] =
    &["many", "much", "old", "long", "far", "big", "large", "tall", "often", "high", "expensive", "fast", "hot"];

const SAYING: &[&str] = &[
    "say",
    "says",
    "said",
    "claim",
    "claims",
    "claimed",
    "think",
    "thinks",
    "thought",
    "tell",
    "tells",
    "told",
    "warn",
    "warned",
    "warns",
    "call",
    "called",
    "calls",
    "argue",
    "argued",
    "argues",
    "describe",
    "described",
    "according",
    "believe",
    "believes",
    "believed",
    "predict",
    "predicted",
    "blame",
    "blamed",
    "explain",
    "explained",
    "announced",
    "denied",
    "deny",
    "denies",
    "confirmed",
    "confirm",
    "accuse",
    "accused",
    "criticized",
    "criticised",
    "praised",
    "promised",
    "promise",
    "comment",
    "statement",
    "sagt",
    "sagte",
    "dit",
    "déclaré",
    "dijo",
];

/// Words that shape a question in the languages of the lexicons. Sorted, for binary search.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "au",
    "aux",
    "be",
    "been",
    "being",
    "but",
    "by",
    "can",
    "ce",
    "come",
    "could",
    "das",
    "de",
    "del",
    "dem",
    "den",
    "der",
    "des",
    "did",
    "die",
    "do",
    "does",
    "doing",
    "du",
    "ein",
    "eine",
    "el",
    "en",
    "es",
    "est",
    "et",
    "for",
    "from",
    "get",
    "gets",
    "got",
    "had",
    "has",
    "hat",
    "have",
    "having",
    "he",
    "her",
    "him",
    "his",
    "how",
    "i",
    "if",
    "il",
    "im",
    "in",
    "into",
    "is",
    "ist",
    "it",
    "its",
    "la",
    "las",
    "le",
    "les",
    "los",
    "many",
    "me",
    "much",
    "my",
    "of",
    "on",
    "or",
    "ou",
    "our",
    "over",
    "por",
    "pour",
    "que",
    "quel",
    "quelle",
    "qui",
    "quoi",
    "s",
    "said",
    "say",
    "saying",
    "says",
    "she",
    "should",
    "sich",
    "so",
    "some",
    "sur",
    "t",
    "tell",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "think",
    "thinks",
    "this",
    "those",
    "to",
    "told",
    "un",
    "und",
    "une",
    "up",
    "us",
    "von",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "y",
    "you",
    "your",
    "zu",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[track_caller]
    fn check(question: &str, wanted: Wanted, content: &[&str]) {
        let understood = Understood::of(question);
        let terms = understood.terms(Some(Language::ENGLISH));
        let words: Vec<&str> = terms.iter().filter(|asked| !asked.function).map(|asked| asked.term.as_str()).collect();
        assert_eq!((understood.wanted, words.as_slice()), (wanted, content), "{question}");
    }

    #[test]
    fn kinds() {
        check("Who said the bridge would close?", Wanted::Speaker, &["bridg", "close"]);
        check("What did the mayor say about the flood?", Wanted::Saying, &["mayor", "flood"]);
        check("How many people were hurt?", Wanted::Number, &["peopl", "hurt"]);
        check("When does the ferry sail?", Wanted::Time, &["ferri", "sail"]);
        check("harbour strike", Wanted::Anything, &["harbour", "strike"]);
    }

    #[test]
    fn a_question_of_question_words_has_no_content() {
        assert!(!Understood::of("who is it?").has_content());
        assert!(!Understood::of("?!…").has_content());
    }
}
