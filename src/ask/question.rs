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

/// Words for somebody whom an article does not name; sorted.
#[rustfmt::skip]
const UNNAMED: &[&str] = &[
    "anonym", "anonyme", "anonymer", "anonymes", "anonymous", "anonymously", "anónima", "anónimo", "fuentes", "insider", "insidern", "insiders", "sources", "unidentified", "unnamed",
];

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
    /// Whether it asks who or which, so that a name answers.
    pub names: bool,
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
    /// Stands for somebody whom an article does not name: "an insider".
    pub unnamed: bool,
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
        let who = words.iter().take(3).any(|word| holds(WHO, &word.lower));
        let names = matches!(wanted, Wanted::Name | Wanted::Speaker) || (wanted == Wanted::Saying && who);
        Understood { text, words, wanted, names }
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
                    unnamed: holds(UNNAMED, &word.lower),
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
    // "Who did the mayor blame?" asks for the mayor's words.
    let who = first(WHO) && auxiliary(words).is_none() && according(words).is_none();
    // "What is the ferry called?" asks for a name.
    let named = words.last().is_some_and(|word| word.lower == "called");
    let saying = (0..words.len()).filter(|at| says(words, *at)).count();
    if named && saying == 1 {
        return Wanted::Name;
    }
    if saying > 0 || any(UNNAMED) {
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
    if let Some(start) = according(words) {
        let comma =
            |pair: &[Word]| text.get(pair[0].range.end..pair[1].range.start).is_some_and(|gap| gap.contains(','));
        let length = words[start.min(words.len())..].windows(2).position(comma).map_or(words.len(), |at| at + 1);
        return start.min(words.len())..(start + length).min(words.len());
    }
    if !matches!(wanted, Wanted::Saying | Wanted::Speaker) {
        return 0..0;
    }
    if let Some(start) = auxiliary(words) {
        return start..start + clause_subject(&words[start..]);
    }
    let verb = (1..words.len()).find(|at| says(words, *at) && words[*at].lower != "called");
    0..verb.unwrap_or(0)
}

/// Whether a word of saying stands there, or two that mean saying together.
fn says(words: &[Word], at: usize) -> bool {
    let pair = |next: &Word| SAYING_TOGETHER.binary_search(&(&words[at].lower, &next.lower)).is_ok();
    holds(SAYING, &words[at].lower) || words.get(at + 1).is_some_and(pair)
}

/// "How did the mayor hit back?", "What does she make of it?"; sorted.
#[rustfmt::skip]
const SAYING_TOGETHER: &[(&str, &str)] = &[
    ("brush", "off"), ("brushed", "off"), ("fire", "back"), ("fired", "back"), ("hit", "back"), ("hit", "out"), ("hits", "back"),
    ("hits", "out"), ("lash", "out"), ("lashed", "out"), ("lashes", "out"), ("laugh", "off"), ("laughed", "off"), ("made", "of"), ("make", "of"),
    ("makes", "of"), ("play", "down"), ("played", "down"), ("plays", "down"), ("push", "back"), ("pushed", "back"), ("rule", "out"), ("ruled", "out"),
    ("rules", "out"), ("shoot", "back"), ("shot", "back"), ("speak", "out"), ("spoke", "out"), ("stand", "on"), ("stands", "on"), ("sum", "up"),
    ("summed", "up"), ("sums", "up"), ("weigh", "in"), ("weighed", "in"),
];

/// Where the words after "according to" begin.
fn according(words: &[Word]) -> Option<usize> {
    words.windows(2).position(|pair| pair[0].lower == "according" && pair[1].lower == "to").map(|at| at + 2)
}

/// Where the words after "did" begin: it stands before the one who does something, whatever the question begins with.
fn auxiliary(words: &[Word]) -> Option<usize> {
    let early = words.iter().take(LATEST_AUXILIARY);
    early.enumerate().find(|(_, word)| holds(AUXILIARIES, &word.lower)).map(|(at, _)| at + 1)
}

/// "Which of the new ferries did the mayor praise": later ones are of other clauses.
const LATEST_AUXILIARY: usize = 7;
const AUXILIARIES: &[&str] = &["did", "didn't", "do", "does", "doesn't", "don't"];

/// How many words after "did" are its subject: those before a verb of saying; else up to the end of the first name; else two that tell.
fn clause_subject(words: &[Word]) -> usize {
    let verb = (1..words.len().min(LONGEST_SUBJECT + 1)).find(|at| says(words, *at));
    let name = words.iter().take(LONGEST_SUBJECT).position(|word| word.name);
    let after_name = name.map(|at| at + words[at..].iter().take_while(|word| word.name).count());
    let telling = words.iter().enumerate().filter(|(_, word)| !word.function).nth(1).map(|(at, _)| at + 1);
    verb.or(after_name).or(telling).unwrap_or(words.len())
}

const LONGEST_SUBJECT: usize = 7;

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
    fn the_lists_are_sorted() {
        assert!(UNNAMED.is_sorted() && AUXILIARIES.is_sorted() && SAYING_TOGETHER.is_sorted());
    }

    #[test]
    fn kinds() {
        check("Who said the bridge would close?", Wanted::Speaker, &["bridg", "close"]);
        check("What did the mayor say about the flood?", Wanted::Saying, &["mayor", "flood"]);
        check("How did the mayor hit back?", Wanted::Saying, &["mayor", "hit", "back"]);
        check("Who did the mayor blame?", Wanted::Saying, &["mayor", "blame"]);
        check("Which bridges would close, according to the mayor?", Wanted::Saying, &["bridg", "close", "mayor"]);
        check("How many people were hurt?", Wanted::Number, &["peopl", "hurt"]);
        check("When does the ferry sail?", Wanted::Time, &["ferri", "sail"]);
        check("Where did the ferry sink?", Wanted::Place, &["ferri", "sink"]);
        check("What's the new ferry called?", Wanted::Name, &["new", "ferri", "call"]);
        check("Who called the ferry a wreck?", Wanted::Speaker, &["call", "ferri", "wreck"]);
        check("Which words did an insider use for the ferry?", Wanted::Saying, &["word", "insid", "use", "ferri"]);
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
        check_words("What rude remark did Ilse Brandt make on it?", |asked| asked.subject, &["ils", "brandt"]);
        check_words("How did the mayor of Avranne play down the flood?", |asked| asked.subject, &["mayor", "avrann"]);
        check_words("Who did the harbour master blame for it?", |asked| asked.subject, &["harbour", "master"]);
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
