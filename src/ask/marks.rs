//! Which words of an article stand for which words of the question: the same, kin to it, of the same meaning, or another
//! part of the same name.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::evidence::Weights;
use super::search::RareTerm;
use crate::language::Language;
use crate::library::StoredArticle;
use crate::terms::{Analyzer, PlainWords};

/// A word of an article that stands for a word of the question.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    pub sentence: usize,
    /// Number of the word in its sentence.
    pub position: usize,
    /// Number of the question's term.
    pub asked: usize,
    /// 1 for the same word, less for others.
    pub strength: f32,
    /// Bytes of the article.
    pub range: Range<usize>,
}

/// An article read with the question in hand.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Marked {
    /// In the order of the text.
    pub marks: Vec<Mark>,
    /// For each sentence, its number of words.
    pub lengths: Vec<usize>,
    /// For each sentence, whether it holds a capitalised word, not its first, that the question does not hold.
    pub new_names: Vec<bool>,
    /// For each sentence, its number of telling words that the question does not hold.
    pub news: Vec<usize>,
}

impl Marked {
    /// The marks of some sentences.
    pub fn within(&self, sentences: &Range<usize>) -> &[Mark] {
        let start = self.marks.partition_point(|mark| mark.sentence < sentences.start);
        let end = self.marks.partition_point(|mark| mark.sentence < sentences.end);
        &self.marks[start..end]
    }
}

/// What a word of an article stands for: the number of the question's term, and how surely.
pub type Match = (usize, f32);

/// Finds the question's words in texts of one language.
pub struct Matcher {
    analyzer: Analyzer,
    /// The terms to find, each with what it stands for.
    known: HashMap<String, Match, RandomState>,
    /// Terms that other words may be kin to.
    kin: Vec<(usize, String)>,
    kinship: f32,
    /// Languages that write compounds as one word: "Alwinbrücke" is a "Brücke".
    compounds: bool,
    /// How the words to find may begin.
    beginnings: Beginnings,
    /// Words looked up before, in small letters.
    memory: HashMap<Box<str>, Option<Match>, RandomState>,
    lower: String,
}

impl Matcher {
    pub fn new(asked: &[RareTerm], language: Option<Language>, weights: &Weights) -> Matcher {
        let mut matcher = Matcher::empty(language);
        matcher.kinship = weights.kinship;
        for (number, rare) in asked.iter().enumerate() {
            matcher.add(&rare.term, number, 1.0);
            if !rare.function && rare.term.len() >= SHORTEST_KIN {
                matcher.kin.push((number, rare.term.clone()));
            }
        }
        for (number, rare) in asked.iter().enumerate() {
            for spelling in &rare.spellings {
                matcher.add(spelling, number, 1.0);
            }
            for synonym in rare.synonyms {
                matcher.add(synonym, number, weights.synonym);
            }
        }
        matcher
    }

    pub fn empty(language: Option<Language>) -> Matcher {
        let compounds =
            matches!(language.as_ref().map(Language::code), Some("de" | "nl" | "sv" | "da" | "no" | "nb" | "fi"));
        Matcher {
            analyzer: Analyzer::new(language),
            known: HashMap::default(),
            kin: Vec::new(),
            kinship: 0.0,
            compounds,
            beginnings: Beginnings::new(),
            memory: HashMap::default(),
            lower: String::new(),
        }
    }

    /// Adds a term to find, unless it already stands for something.
    pub fn add(&mut self, term: &str, asked: usize, strength: f32) {
        if !self.known.contains_key(term) {
            self.beginnings.add(term);
            self.known.insert(term.to_owned(), (asked, strength));
        }
    }

    /// Calls `each` with every word of the text: its number, its bytes and what it stands for.
    pub fn read(&mut self, text: &str, mut each: impl FnMut(usize, Range<usize>, Option<Match>)) {
        let mut position = 0;
        if let Some(words) = PlainWords::of(text) {
            for (start, word) in words {
                each(position, start..start + word.len(), self.plain(word));
                position += 1;
            }
            return;
        }
        let Matcher { analyzer, known, kin, kinship, compounds, .. } = self;
        analyzer.terms(text, |term, range| {
            each(position, range, stands_for(term, known, kin, *kinship, *compounds));
            position += 1;
        });
    }

    /// What a word of ASCII letters stands for; most words are passed over by their first two letters.
    fn plain(&mut self, word: &str) -> Option<Match> {
        if !self.compounds && !self.beginnings.may_begin(word) {
            return None;
        }
        self.lower.clear();
        self.lower.push_str(word);
        self.lower.make_ascii_lowercase();
        if let Some(known) = self.memory.get(self.lower.as_str()) {
            return *known;
        }
        let Matcher { analyzer, known, kin, kinship, compounds, .. } = self;
        let mut found = None;
        analyzer.terms(word, |term, _| found = found.or(stands_for(term, known, kin, *kinship, *compounds)));
        self.memory.insert(self.lower.as_str().into(), found);
        found
    }
}

fn stands_for(
    term: &str,
    known: &HashMap<String, Match, RandomState>,
    kin: &[(usize, String)],
    kinship: f32,
    compounds: bool,
) -> Option<Match> {
    if let Some(found) = known.get(term) {
        return Some(*found);
    }
    let related = |asked: &&(usize, String)| are_kin(&asked.1, term) || (compounds && is_compound_of(term, &asked.1));
    kin.iter().find(related).map(|(asked, _)| (*asked, kinship))
}

const SHORTEST_KIN: usize = 5;

/// "terror" and "terrorist", "Israel" and "Israeli": one word begins with the other, or both with the same five letters and little more.
fn are_kin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() < SHORTEST_KIN || short.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let common = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    common >= SHORTEST_KIN && common + 2 >= short.len() && long.len() - common <= 4
}

/// A long word that ends with the other.
fn is_compound_of(long: &str, end: &str) -> bool {
    long.len() >= end.len() + 3 && long.ends_with(end)
}

/// The first two letters that words to find may have. Stemming keeps them, but for "y" and "i" ("lying", "lie").
struct Beginnings(Vec<bool>);

const SIGNS: usize = 38;

impl Beginnings {
    fn new() -> Beginnings {
        Beginnings(vec![false; SIGNS * SIGNS])
    }

    fn add(&mut self, term: &str) {
        let place = Beginnings::place(term.as_bytes());
        self.0[place] = true;
    }

    fn may_begin(&self, word: &str) -> bool {
        // An elided article in front ("l'homme") is no part of the term.
        let elided = || word.len() > 2 && word.bytes().take(5).any(|byte| FIRST[usize::from(byte)] == 36);
        self.0[Beginnings::place(word.as_bytes())] || elided()
    }

    fn place(word: &[u8]) -> usize {
        let sign =
            |at: usize, table: &[u8; 256]| word.get(at).map_or(37, |byte| usize::from(table[usize::from(*byte)]));
        sign(0, &FIRST) * SIGNS + sign(1, &SECOND)
    }
}

/// The signs of bytes as first and as second letter of a word.
static FIRST: [u8; 256] = signs();
static SECOND: [u8; 256] = {
    let mut signs = signs();
    (signs[b'y' as usize], signs[b'Y' as usize]) = (b'i' - b'a', b'i' - b'a');
    signs
};

const fn signs() -> [u8; 256] {
    let mut signs = [36; 256];
    let mut at = 0;
    while at < 26 {
        signs[b'a' as usize + at] = at as u8;
        signs[b'A' as usize + at] = at as u8;
        at += 1;
    }
    while at < 36 {
        signs[b'0' as usize + at - 26] = at as u8;
        at += 1;
    }
    signs
}

/// Reads the wanted sentences of an article.
pub fn mark(stored: &StoredArticle, wanted: impl Fn(usize) -> bool, matcher: &mut Matcher) -> Marked {
    let mut marked = Marked::default();
    for (sentence, span) in stored.sentences.iter().enumerate() {
        let (mut length, mut news, mut new_name) = (0, 0, false);
        if wanted(sentence) {
            let text = stored.article.text.cut(*span).unwrap_or_default();
            matcher.read(text, |position, range, found| {
                length += 1;
                match found {
                    Some((asked, strength)) => {
                        let range = span.start() + range.start..span.start() + range.end;
                        marked.marks.push(Mark { sentence, position, asked, strength, range });
                    }
                    None => {
                        let word = &text[range];
                        let capital = word.starts_with(char::is_uppercase);
                        new_name |= position > 0 && capital;
                        news += usize::from(capital || tells(word));
                    }
                }
            });
        }
        marked.lengths.push(length);
        marked.new_names.push(new_name);
        marked.news.push(news);
    }
    marked
}

/// Most words of three letters or fewer only join others; figures and other scripts' short words do not.
fn tells(word: &str) -> bool {
    word.len() > 3 || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rare(term: &str) -> RareTerm {
        RareTerm { term: term.into(), rarity: 1.0, ..RareTerm::default() }
    }

    /// The words of a text that stand for a word of the question, with the word they stand for.
    #[track_caller]
    fn check(language: Language, asked: &[&str], text: &str, expected: &[(&str, &str)]) {
        let rare: Vec<RareTerm> = asked.iter().map(|term| rare(term)).collect();
        let mut matcher = Matcher::new(&rare, Some(language), &Weights::default());
        let mut found = Vec::new();
        matcher.read(text, |_, range, matched| {
            if let Some((number, _)) = matched {
                found.push((&text[range], asked[number]));
            }
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_and_their_kin() {
        let terror = [("terrorists", "terror"), ("Ferries", "ferri"), ("ferry’s", "ferri")];
        check(Language::ENGLISH, &["terror", "ferri"], "Some terrorists. Ferries, the ferry’s feral cat", &terror);
        check(Language::ENGLISH, &["lie"], "She was lying about Lyon", &[("lying", "lie")]);
        check(Language::ENGLISH, &["hous"], "Zoë housed horses", &[("housed", "hous")]);
    }

    #[test]
    fn a_compound_is_a_kind_of_its_last_part() {
        check(Language::GERMAN, &["bruck"], "Die Alwinbrücke ist alt", &[("Alwinbrücke", "bruck")]);
        check(Language::ENGLISH, &["ferri"], "The Alwinferry is old", &[]);
    }

    #[test]
    fn kin() {
        assert!(are_kin("israel", "israeli") && !are_kin("israel", "isra"));
        assert!(!are_kin("2016", "20167") && !are_kin("contest", "continent"));
    }
}
