//! What a question asks for: its words, which of them carry its meaning, and the kind of answer it wants.

use std::ops::Range;

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

use super::words::{AMOUNTS, FUNCTION, NEWS, PLACES, QUANTITIES, SAYING, TIMES, WHO, holds};
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
    Place,
    /// Somebody or something with a name.
    Name,
    Anything,
}

/// A question, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Understood {
    /// The question's text, up to its longest length.
    text: String,
    words: Vec<Word>,
    pub wanted: Wanted,
}

/// A word of a question and the part it plays.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Word {
    range: Range<usize>,
    lower: String,
    /// Shapes the question ("who", "did") rather than saying what it is about.
    function: bool,
    /// Written as a name is.
    name: bool,
    /// Names or describes the one whose words are asked for.
    subject: bool,
}

/// One term of a question in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    pub term: String,
    /// Number of the word in the question, the first if it stands there twice.
    pub word: usize,
    pub function: bool,
    pub name: bool,
    pub subject: bool,
}

impl Understood {
    pub fn of(question: &str) -> Understood {
        let mut words = words(question);
        let end = words.last().map_or(0, |word| word.range.end);
        let text = question[..end].to_owned();
        let wanted = wanted(&words);
        for at in subject(&text, &words, wanted) {
            words[at].subject = !words[at].function;
        }
        Understood { text, words, wanted }
    }

    /// The question's terms as an article in this language would hold them, in order and each once.
    pub fn terms(&self, language: Option<Language>) -> Vec<Asked> {
        let mut asked: Vec<Asked> = Vec::new();
        Analyzer::new(language).terms(&self.text, |term, range| {
            let at = self.words.partition_point(|word| word.range.end <= range.start);
            let Some(word) = self.words.get(at) else { return };
            match asked.iter_mut().find(|known| known.term == term) {
                Some(known) => {
                    known.function &= word.function;
                    known.name |= word.name;
                    known.subject |= word.subject;
                }
                None => asked.push(Asked {
                    term: term.to_owned(),
                    word: at,
                    function: word.function,
                    name: word.name,
                    subject: word.subject,
                }),
            }
        });
        asked
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether any word says what the question is about.
    pub fn has_content(&self) -> bool {
        self.words.iter().any(|word| !word.function)
    }

    /// Whether it asks for nothing in particular, only what there is: "what happened?", "any news?", or no word at all.
    pub fn asks_for_news(&self) -> bool {
        self.words.iter().all(|word| word.function || holds(NEWS, &word.lower))
    }
}

fn words(question: &str) -> Vec<Word> {
    let shouted = !question.contains(char::is_lowercase);
    let mut words: Vec<Word> = Vec::new();
    for (start, typed) in question.unicode_word_indices().take(LONGEST) {
        let lower = typed.to_lowercase().replace('’', "'");
        let bare = lower.split('\'').next().unwrap_or(&lower);
        let function = holds(FUNCTION, &lower) || holds(FUNCTION, bare);
        let capital = typed.starts_with(char::is_uppercase) && !shouted && lower != "i";
        let range = start..start + typed.len();
        words.push(Word { range, lower, function, name: capital && !function, subject: false });
    }
    for at in 0..words.len() {
        let before = question[..words[at].range.start].trim_end();
        let first = before.is_empty() || before.ends_with(['.', '?', '!']);
        // The capital of a first word says nothing, unless another one follows.
        words[at].name &= !first || words.get(at + 1).is_some_and(|next| next.name);
    }
    words
}

fn wanted(words: &[Word]) -> Wanted {
    let first = |list: &[&str]| words.iter().take(3).any(|word| holds(list, &word.lower));
    let any = |list: &[&str]| words.iter().any(|word| holds(list, &word.lower));
    let how = |pair: &[Word]| pair[0].lower == "how" && holds(QUANTITIES, &pair[1].lower);
    if words.windows(2).any(how) || any(AMOUNTS) {
        return Wanted::Number;
    }
    let who = first(WHO);
    if any(SAYING) {
        return if who { Wanted::Speaker } else { Wanted::Saying };
    }
    if first(TIMES) {
        Wanted::Time
    } else if first(PLACES) {
        Wanted::Place
    } else if any(WHO) {
        Wanted::Name
    } else {
        Wanted::Anything
    }
}

/// The words before the verb of saying, or after "according to": "What did [the mayor] say about the flood?"
fn subject(text: &str, words: &[Word], wanted: Wanted) -> Range<usize> {
    if let Some(at) = words.windows(2).position(|pair| pair[0].lower == "according" && pair[1].lower == "to") {
        let start = at + 2;
        let comma =
            |pair: &[Word]| text.get(pair[0].range.end..pair[1].range.start).is_some_and(|gap| gap.contains(','));
        let length = words[start.min(words.len())..].windows(2).position(comma).map_or(words.len(), |at| at + 1);
        return start.min(words.len())..(start + length).min(words.len());
    }
    if !matches!(wanted, Wanted::Saying | Wanted::Speaker) {
        return 0..0;
    }
    let verb = words.iter().skip(1).position(|word| holds(SAYING, &word.lower) && word.lower != "called");
    0..verb.map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check("Where did the ferry sink?", Wanted::Place, &["ferri", "sink"]);
        check("Which ferry sank?", Wanted::Name, &["ferri", "sank"]);
        check("harbour strike", Wanted::Anything, &["harbour", "strike"]);
    }

    #[track_caller]
    fn check_words(question: &str, of: fn(&Asked) -> bool, expected: &[&str]) {
        let terms = Understood::of(question).terms(Some(Language::ENGLISH));
        let found: Vec<&str> = terms.iter().filter(|asked| of(asked)).map(|asked| asked.term.as_str()).collect();
        assert_eq!(found, expected, "{question}");
    }

    #[test]
    fn the_one_whose_words_are_asked_for() {
        check_words("What did Mayor Ilse Brandt say about it?", |asked| asked.subject, &["mayor", "ils", "brandt"]);
        check_words("Which professor complained of the noise?", |asked| asked.subject, &["professor"]);
        check_words("How many died, according to the ministry?", |asked| asked.subject, &["ministri"]);
        check_words("What happened, according to the ministry, that night?", |asked| asked.subject, &["ministri"]);
    }

    #[test]
    fn names_are_written_with_capitals() {
        check_words("What did Ilse Brandt open in Avranne?", |asked| asked.name, &["ils", "brandt", "avrann"]);
        check_words("Bridges closed by whom?", |asked| asked.name, &[]);
        check_words("Brandt Ferries sank?", |asked| asked.name, &["brandt", "ferri"]);
        check_words("WHO SANK IT", |asked| asked.name, &[]);
    }

    #[test]
    fn a_word_asked_twice_counts_once() {
        check("ferry or no ferry", Wanted::Anything, &["ferri", "no"]);
    }

    #[test]
    fn a_question_of_question_words_has_no_content() {
        assert!(!Understood::of("who is it?").has_content());
        assert!(!Understood::of("?!…").has_content());
    }
}
