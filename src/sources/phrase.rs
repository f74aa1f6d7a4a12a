//! One name or description taken apart, and what a person asks for compared with it.

use std::ops::Range;

use crate::attribution::{is_pronoun, is_role};
use crate::language::Language;
use crate::terms::name_words;
use crate::text::{Span, Text};

/// "FBI Director Ann Lee": a name with what stands before it. "the former head of the harbour board": a description alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Phrase {
    /// Folded words of the name at its end; empty for a description.
    name: Vec<String>,
    /// Folded words before the name, or the description itself, its noun last.
    description: Vec<String>,
    /// Folded words behind a preposition.
    of: Vec<String>,
    /// Whether the description ends with an office or a kind of person.
    office: bool,
    /// Whether it is what the source itself is called, rather than what is said beside the name.
    pub own: bool,
    /// Where the name, or the description, stands.
    pub span: Option<Span>,
}

/// One word of a phrase, with the part it can play.
struct Token {
    /// Bytes of the text.
    range: Range<usize>,
    lower: String,
    words: Vec<String>,
    capital: bool,
    owner: bool,
    role: bool,
    /// The part between commas it stands in.
    part: usize,
}

/// The phrases of a source: what it is called, then what is said beside that between commas; none for a pronoun.
pub fn parse(text: &Text, span: Span, language: Option<Language>) -> Vec<Phrase> {
    let tokens = tokens(text, span.range(), language);
    let mut found = Vec::new();
    let last = tokens.last().map_or(0, |token| token.part);
    let mut represents = false;
    for number in 0..=last {
        let start = tokens.partition_point(|token| token.part < number);
        let end = tokens.partition_point(|token| token.part <= number);
        let part = &tokens[start..end];
        let main = found.is_empty() && number == 0;
        // "a spokesman for the mayor, Ann Lee": the name is the mayor's.
        represents |= part.iter().any(|token| holds(REPRESENTING, &token.lower));
        let Some(phrase) = take_apart(text, part, language) else { continue };
        let another = represents && !phrase.name.is_empty();
        if main || (!another && beside(part, &phrase, language)) {
            found.push(Phrase { own: main, ..phrase });
        }
    }
    found
}

/// What stands beside a name between commas, where it describes: "the mine's manager", "Ann Lee".
pub fn apposition(text: &Text, range: Range<usize>, language: Option<Language>) -> Option<Phrase> {
    let tokens = tokens(text, range, language);
    let phrase = take_apart(text, &tokens, language)?;
    beside(&tokens, &phrase, language).then_some(Phrase { own: false, ..phrase })
}

/// A name as it stands in a sentence, with the words before it that may be titles.
pub fn called(text: &Text, range: Range<usize>, language: Option<Language>) -> Option<Phrase> {
    let phrase = take_apart(text, &tokens(text, range, language), language)?;
    (!phrase.name.is_empty()).then_some(Phrase { own: false, ..phrase })
}

fn tokens(text: &Text, range: Range<usize>, language: Option<Language>) -> Vec<Token> {
    let Some(words) = text.as_str().get(range.clone()) else { return Vec::new() };
    let mut tokens = Vec::new();
    let mut part = 0;
    let mut at = 0;
    for piece in words.split_inclusive(|c: char| c.is_whitespace() || ends_part(c)) {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if let Some(from) = piece.find(bare).filter(|_| bare.contains(char::is_alphanumeric)) {
            let start = range.start + at + from;
            tokens.extend(token(bare, start, part, language));
        }
        part += usize::from(piece.contains(ends_part));
        at += piece.len();
    }
    tokens
}

fn token(printed: &str, start: usize, part: usize, language: Option<Language>) -> Option<Token> {
    let lower = printed.to_lowercase().replace('’', "'");
    let owner = lower.ends_with("'s") || lower.ends_with("s'");
    // "l'Intérieur", "d'Avranne"
    let bare =
        lower.split_once('\'').filter(|(elided, _)| matches!(*elided, "l" | "d")).map_or(&lower[..], |(_, rest)| rest);
    let mut words = name_words(bare.trim_end_matches("s'"));
    // Scripts without spaces: a name is one word.
    if words.len() > 1 && words.iter().all(|word| word.chars().nth(1).is_none()) && !printed.is_ascii() {
        words = vec![words.concat()];
    }
    let bare = bare.trim_end_matches("'s");
    let role = is_role(bare, language) || is_role(bare.trim_end_matches('.'), language);
    let capital = !printed.starts_with(|c: char| c.is_lowercase());
    let range = start..start + printed.len();
    (!words.is_empty()).then_some(Token { range, lower, words, capital, owner, role, part })
}

/// Whether a printed word is an article or a possessive.
pub fn is_determiner(word: &str) -> bool {
    holds(DETERMINERS, &word.to_lowercase())
}

fn ends_part(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '–' | '—' | '、' | '，')
}

fn take_apart(text: &Text, tokens: &[Token], language: Option<Language>) -> Option<Phrase> {
    let start = tokens.iter().position(|token| !holds(DETERMINERS, &token.lower))?;
    let tokens = &tokens[start..];
    if tokens.iter().all(|token| is_pronoun(&token.lower, language) || holds(POINTING, &token.lower)) {
        return None;
    }
    let stop = tokens.iter().position(|token| holds(CLAUSES, &token.lower)).unwrap_or(tokens.len());
    let tokens = &tokens[..stop];
    let end = (1..tokens.len()).find(|&at| leads_on(tokens, at)).unwrap_or(tokens.len());
    let (core, rest) = tokens.split_at(end);
    // The capital of a description's first word says nothing: "Officials", "Miners".
    let is_name = |token: &Token| token.capital && !token.role && !token.owner;
    let name_at = core.iter().rposition(|token| !is_name(token)).map_or(0, |at| at + 1);
    let (description, name) = core.split_at(name_at);
    let words =
        |tokens: &[Token]| -> Vec<String> { tokens.iter().flat_map(|token| token.words.iter().cloned()).collect() };
    let small = |token: &&Token| !holds(DETERMINERS, &token.lower) && !holds(PREPOSITIONS, &token.lower);
    let of: Vec<String> = rest.iter().filter(small).flat_map(|token| token.words.iter().cloned()).collect();
    // Of an institution the whole is its name: "Institute of Marine Research".
    let shown = if name.is_empty() || rest.is_empty() {
        if name.is_empty() { tokens } else { name }
    } else {
        &tokens[name_at..]
    };
    let span = text.span(shown.first()?.range.start..shown.last()?.range.end);
    let office = description.last().is_some_and(|token| token.role);
    Some(Phrase { name: words(name), description: words(description), of, office, own: true, span })
}

/// Whether a complement begins at a word: "of" does, and the "von" of a name does not.
fn leads_on(tokens: &[Token], at: usize) -> bool {
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let genitive = matches!(token.lower.as_str(), "der" | "des" | "die") && before.role;
    if genitive {
        return true;
    }
    let particle = holds(PARTICLES, &token.lower) && before.capital && !before.role;
    let name_follows =
        tokens[at + 1..].iter().find(|next| !holds(PARTICLES, &next.lower)).is_some_and(|next| next.capital);
    holds(PREPOSITIONS, &token.lower) && !(particle && name_follows)
}

/// Whether a part between commas describes whoever stands before it, or names them: a name of two words or more, an office, or
/// a noun with its article.
fn beside(part: &[Token], phrase: &Phrase, language: Option<Language>) -> bool {
    let Some(first) = part.first() else { return false };
    if !phrase.name.is_empty() {
        return phrase.name.len() > 1 && phrase.description.is_empty() || phrase.office;
    }
    let determined = holds(DETERMINERS, &first.lower) && part.len() > 1;
    let noun = part.iter().rev().find(|token| phrase.description.last().is_some_and(|word| token.words.contains(word)));
    let fits =
        noun.is_some_and(|noun| noun.role || (determined && noun.capital == (language == Some(Language::GERMAN))));
    fits && !holds(CLAUSES, &first.lower)
}

impl Phrase {
    /// How many words the name has.
    pub fn named(&self) -> usize {
        self.name.len()
    }

    /// Whether a title stands before the name.
    pub fn is_titled(&self) -> bool {
        !self.name.is_empty() && self.office
    }

    /// Whether nothing belongs to the name behind a preposition.
    pub fn is_bare(&self) -> bool {
        self.of.is_empty()
    }

    pub fn length(&self) -> usize {
        self.description.len() + self.of.len()
    }

    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.name.iter().chain(&self.description).chain(&self.of)
    }

    /// What two phrases share that mean the same one for certain: the same name, or letter for letter the same description. `None`
    /// for what is said beside a name.
    pub fn key(&self) -> Option<String> {
        let (sort, words) = match self.name.is_empty() {
            false => ("name", &self.name),
            true if self.own => ("description", &self.description),
            true => return None,
        };
        // No word holds a space.
        Some(format!("{sort} {} of {}", words.join(" "), self.of.join(" ")))
    }

    /// Whether it says the same of somebody, wherever it stands.
    pub fn reads_as(&self, other: &Phrase) -> bool {
        count();
        let Phrase { name, description, of, office, own, span: _ } = self;
        (name, description, of, office, own) == (&other.name, &other.description, &other.of, &other.office, &other.own)
    }

    /// The last word of a name of several words: "James Comey" is the fuller form of "Comey".
    pub fn last_of_several(&self) -> Option<&str> {
        self.name.last().filter(|_| self.name.len() > 1).map(String::as_str)
    }

    /// The word that is the whole name.
    pub fn only_name(&self) -> Option<&str> {
        self.name.last().filter(|_| self.name.len() == 1).map(String::as_str)
    }

    /// Whether a name found in a sentence may be this one: one holds the other.
    pub fn may_be(&self, other: &Phrase) -> bool {
        count();
        let holds = |long: &Phrase, short: &Phrase| short.name.iter().all(|word| long.name.contains(word));
        !self.name.is_empty() && !other.name.is_empty() && (holds(self, other) || holds(other, self))
    }
}

/// A name or a description as a person types it.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// The words that can be the last one of the name or the noun of the description.
    heads: Vec<String>,
    /// All words but articles and prepositions.
    words: Vec<String>,
}

impl Asked {
    /// From folded words in the order they were typed; `None` where nothing but small words is left.
    pub fn of(typed: &[String]) -> Option<Asked> {
        let typed: Vec<&String> = typed.iter().skip_while(|word| holds(DETERMINERS, word)).collect();
        let end = (1..typed.len()).find(|&at| holds(PREPOSITIONS, typed[at])).unwrap_or(typed.len());
        let whole =
            |word: &&&String| !holds(DETERMINERS, word) && !holds(PREPOSITIONS, word) && !holds(PARTICLES, word);
        let words: Vec<String> = typed.iter().filter(whole).map(|word| (*word).clone()).collect();
        let mut heads: Vec<String> = typed[..end].last().map(|word| (*word).clone()).into_iter().collect();
        // "Ursula von der Leyen": the preposition is part of the name.
        let particle = typed.get(end).is_some_and(|word| holds(PARTICLES, word));
        heads.extend(words.last().filter(|_| particle).cloned());
        (!words.is_empty() && !heads.is_empty()).then_some(Asked { heads, words })
    }

    /// What every source that is meant must have among its words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether somebody with these names and descriptions is meant.
    pub fn fits(&self, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| match phrase.name.is_empty() {
            false => self.fits_name(phrase, phrases) || self.fits_title(phrase),
            true => self.fits_description(&phrase.description, phrase),
        })
    }

    /// The last word is the name's own, and what stands before it is said of its bearer somewhere.
    fn fits_name(&self, phrase: &Phrase, phrases: &[Phrase]) -> bool {
        let Some(last) = phrase.name.last() else { return false };
        let unspaced = phrase.name.concat() == self.words.concat();
        if !self.heads.contains(last) {
            return unspaced;
        }
        let known = |word: &String| {
            phrases
                .iter()
                .filter(|other| other.may_be(phrase) || other.name.is_empty())
                .any(|other| other.words().any(|known| known == word))
        };
        self.words.iter().all(known)
    }

    /// "the FBI director" of "FBI Director Ann Lee".
    fn fits_title(&self, phrase: &Phrase) -> bool {
        !phrase.description.is_empty() && self.fits_description(&phrase.description, phrase)
    }

    fn fits_description(&self, description: &[String], phrase: &Phrase) -> bool {
        let head = description.last().is_some_and(|noun| self.heads.contains(noun));
        let known = |word: &String| description.contains(word) || phrase.of.contains(word);
        let same_rank = description.iter().all(|word| !holds(RANKS, word) || self.words.contains(word));
        head && same_rank && self.words.iter().all(known)
    }
}

/// Counts comparisons, for a test of how they grow.
fn count() {
    #[cfg(test)]
    tests::COMPARED.set(tests::COMPARED.get() + 1);
}

fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Articles and possessives, in the languages of the lexicons. All lists are sorted and folded.
const DETERMINERS: &[&str] = &[
    "a", "an", "das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer", "eines", "el",
    "her", "his", "ihr", "ihre", "its", "l", "la", "las", "le", "les", "los", "our", "sa", "sein", "seine", "ses",
    "son", "su", "sus", "the", "their", "un", "una", "une", "unos",
];
/// What can lead from a noun to its complement.
const PREPOSITIONS: &[&str] = &[
    "al", "am", "at", "au", "aus", "aux", "beim", "by", "chez", "d", "de", "del", "des", "du", "en", "for", "from",
    "fur", "für", "im", "in", "near", "of", "on", "para", "por", "pour", "to", "under", "vom", "von", "with", "zu",
    "zur", "à",
];
/// What stands inside the names of people.
const PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "ten", "van", "von", "zu"];
/// Who speaks for somebody is somebody else.
const REPRESENTING: &[&str] = &["for", "fur", "für", "para", "pour", "with"];
/// What begins a clause about the source.
const CLAUSES: &[&str] = &["dont", "où", "que", "qui", "quien", "speaking", "that", "which", "who", "whom", "whose"];
/// "one", "both": whom they mean is not said.
const POINTING: &[&str] = &["all", "another", "both", "many", "one", "others", "several", "some", "those"];
/// What makes an office another one.
const RANKS: &[&str] = &[
    "acting",
    "adjoint",
    "ancien",
    "ancienne",
    "antigua",
    "antiguo",
    "assistant",
    "associate",
    "deputy",
    "designate",
    "ehemalige",
    "ehemaliger",
    "elect",
    "ex",
    "former",
    "fruhere",
    "fruherer",
    "interim",
    "stellvertretende",
    "stellvertretender",
    "sub",
    "then",
    "under",
    "vice",
    "vize",
];

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How often two phrases were compared.
        pub static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [DETERMINERS, PREPOSITIONS, PARTICLES, REPRESENTING, CLAUSES, POINTING, RANKS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
