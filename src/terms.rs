//! Text -> search terms: Unicode words, folded and stemmed; the same for articles and questions.
//!
//! Words are those of UAX #29; scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese) and Hangul, which writes particles and endings
//! together with the word, become overlapping pairs of characters. Stems are Snowball's, by the language of the text.

use std::ops::Range;

use rust_stemmers::Algorithm;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;
use stems::Stems;

mod light;
mod stems;

/// Turns text of one language into terms.
pub struct Analyzer {
    /// `None` for a language without a stemmer.
    stems: Option<Stems>,
    folded: String,
}

impl Analyzer {
    /// Text of unknown language is stemmed as English, the language most collections are mixed with.
    pub fn new(language: Option<Language>) -> Analyzer {
        let stems = algorithm(language.unwrap_or(Language::ENGLISH)).map(Stems::take);
        Analyzer { stems, folded: String::new() }
    }

    /// Calls `each` with every term of the text, in order, and the bytes of the text it stands for.
    pub fn terms(&mut self, text: &str, mut each: impl FnMut(&str, Range<usize>)) {
        if let Some(words) = PlainWords::of(text) {
            for (start, word) in words {
                self.word(word, start..start + word.len(), &mut each);
            }
            return;
        }
        let mut pairs = Pairs::default();
        for (start, word) in text.unicode_word_indices() {
            let range = start..start + word.len();
            if word.chars().all(is_unspaced) {
                pairs.push(text, range, &mut each);
                continue;
            }
            pairs.flush(text, &mut each);
            self.word(word, range, &mut each);
        }
        pairs.flush(text, &mut each);
    }

    /// The terms as a list.
    pub fn list(&mut self, text: &str) -> Vec<String> {
        let mut list = Vec::new();
        self.terms(text, |term, _| list.push(term.to_owned()));
        list
    }

    fn word(&mut self, word: &str, range: Range<usize>, each: &mut impl FnMut(&str, Range<usize>)) {
        self.folded.clear();
        fold_into(word, &mut self.folded);
        light::stem(&mut self.folded);
        let bare = without_elision(&self.folded);
        if bare.is_empty() {
            return;
        }
        match &mut self.stems {
            Some(stems) => stems.stem(bare, |stem| each(stem, range)),
            None => each(bare, range),
        }
    }
}

impl Drop for Analyzer {
    fn drop(&mut self) {
        if let Some(stems) = self.stems.take() {
            stems.give_back();
        }
    }
}

/// The words of a text whose letters are all ASCII, several times as fast as UAX #29 and with the same result.
pub struct PlainWords<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> PlainWords<'t> {
    /// `None` for a text with other letters, or with marks that need the full rules.
    pub fn of(text: &'t str) -> Option<PlainWords<'t>> {
        let plain = text.is_ascii() || text.chars().all(is_plain);
        plain.then_some(PlainWords { text, at: 0 })
    }
}

/// ASCII, and the spaces, quotation marks, dashes and signs that news is set with and that belong to no word.
fn is_plain(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{a0}' | '«' | '»' | '£' | '§' | '©' | '\u{2010}'..='\u{2023}' | '…' | '€')
}

impl<'t> Iterator for PlainWords<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + bytes.get(self.at..)?.iter().position(|&byte| is_in_word(byte))?;
            let mut end = start;
            loop {
                end += bytes[end..].iter().position(|&byte| !is_in_word(byte)).unwrap_or(bytes.len() - end);
                match mark_within(bytes, end) {
                    Some(length) => end += length,
                    None => break,
                }
            }
            self.at = end;
            // A word of nothing but underscores is none.
            if bytes[start..end].iter().any(u8::is_ascii_alphanumeric) {
                return Some((start, &self.text[start..end]));
            }
        }
    }
}

fn is_in_word(byte: u8) -> bool {
    /// Looked up, since this is asked of every byte of every text.
    static IN_WORD: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            table[byte] = (byte as u8).is_ascii_alphanumeric() || byte == b'_' as usize;
            byte += 1;
        }
        table
    };
    IN_WORD[usize::from(byte)]
}

/// The length of a mark that joins the letters or the digits on both its sides: "isn't", "3,200", "U.S".
fn mark_within(bytes: &[u8], at: usize) -> Option<usize> {
    let (length, letters, digits) = match bytes.get(at..)? {
        [b'\'' | b'.', ..] => (1, true, true),
        [b':', ..] => (1, true, false),
        [b',' | b';', ..] => (1, false, true),
        // ‘ and ’
        [0xe2, 0x80, 0x98 | 0x99, ..] => (3, true, true),
        // Single dot leaders and hyphenation points stand between letters.
        [0xe2, 0x80, 0xa4, ..] => (3, true, true),
        _ => return None,
    };
    let (before, after) = (bytes[at.checked_sub(1)?], *bytes.get(at + length)?);
    let joins = (letters && before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
        || (digits && before.is_ascii_digit() && after.is_ascii_digit());
    joins.then_some(length)
}

/// The words of a name, folded but not stemmed, for filters: "The Görlitz Post's" -> the, gorlitz, post.
pub fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in name.unicode_words() {
        let mut folded = String::new();
        fold_into(word, &mut folded);
        let bare = folded.strip_suffix("'s").unwrap_or(&folded);
        if !bare.is_empty() {
            words.push(bare.to_owned());
        }
    }
    words
}

/// Lower case, accents and vowel points taken off, one kind of apostrophe, no commas in numbers, no full stops in "U.S".
fn fold_into(word: &str, folded: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    for character in word.nfkd().flat_map(char::to_lowercase) {
        match character {
            '’' | '‘' | 'ʼ' | '＇' => folded.push('\''),
            ',' | '_' => {}
            '.' if !number => {}
            // й is a letter of its own, by which Russian endings are told.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            mark if is_folded_mark(mark) => {}
            other => folded.push(other),
        }
    }
}

/// Accents of the Latin, Greek and Cyrillic scripts, Hebrew points and Arabic vowel signs; not the vowels of Indic scripts or Thai.
fn is_folded_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// "l'homme" -> "homme": the elided article of French and Italian is no part of the word.
fn without_elision(word: &str) -> &str {
    match word.split_once('\'') {
        Some((
            "l" | "d" | "j" | "qu" | "n" | "s" | "m" | "t" | "c" | "dell" | "all" | "dall" | "nell" | "sull" | "un",
            rest,
        )) if rest.len() > 1 => rest,
        _ => word,
    }
}

/// Whether a term is a pair of characters of a script without spaces: some pairs of a question lie across its words, so a
/// text that holds all of its words need not hold all of its pairs.
pub fn is_pair(term: &str) -> bool {
    term.chars().any(is_unspaced)
}

/// Scripts written without spaces between words, for which UAX #29 gives no words, and Hangul.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// A run of text without spaces, given out as overlapping pairs of characters.
#[derive(Default)]
struct Pairs {
    run: Option<Range<usize>>,
}

impl Pairs {
    fn push(&mut self, text: &str, word: Range<usize>, each: &mut impl FnMut(&str, Range<usize>)) {
        match &mut self.run {
            Some(run) if run.end == word.start => run.end = word.end,
            _ => {
                self.flush(text, each);
                self.run = Some(word);
            }
        }
    }

    fn flush(&mut self, text: &str, each: &mut impl FnMut(&str, Range<usize>)) {
        let Some(run) = self.run.take() else { return };
        let starts: Vec<usize> =
            text[run.clone()].char_indices().map(|(at, _)| run.start + at).chain([run.end]).collect();
        if starts.len() == 2 {
            each(&text[run.clone()], run);
            return;
        }
        for pair in starts.windows(3) {
            each(&text[pair[0]..pair[2]], pair[0]..pair[2]);
        }
    }
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, terms: &[&str]) {
        assert_eq!(Analyzer::new(Some(language)).list(text), terms);
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        check(
            Language::ENGLISH,
            "The U.S. ministry’s claims: 32,000 killed",
            &["the", "us", "ministri", "claim", "32000", "kill"],
        );
        check(Language::FRENCH, "l’économie d'Avranne", &["econom", "avrann"]);
        check(Language::GERMAN, "die Brücken", &["die", "bruck"]);
    }

    #[test]
    fn letters_that_look_accented_are_kept() {
        let russian = Language::from_code("ru").expect("a code");
        check(russian, "новый новая ёж еж", &["нов", "нов", "еж", "еж"]);
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        let chinese = Language::from_code("zh").expect("a code");
        check(chinese, "大桥 3 号", &["大桥", "3", "号"]);
        check(chinese, "新大桥", &["新大", "大桥"]);
        let korean = Language::from_code("ko").expect("a code");
        check(korean, "오래된 다리가 또", &["오래", "래된", "다리", "리가", "또"]);
    }

    #[test]
    fn a_term_knows_its_place() {
        let mut places = Vec::new();
        Analyzer::new(None).terms("Zoë said", |_, range| places.push(range));
        assert_eq!(places, [0..4, 5..9]);
    }

    /// Pieces that words are made of and cut by.
    const PIECES: &[&str] = &[
        "a", "B", "7", "42", "'", "’", "‘", ".", ",", ";", ":", "_", "-", "–", "—", "“", "”", "\"", " ", "\u{a0}",
        "\n", "\r\n", "…", "€", "$", "%", "/", "&", "«", "£", "•", "\u{2011}", "\u{2023}", "©", "@", "#",
    ];

    #[test]
    fn plain_words_are_those_of_the_full_rules() {
        let mut state = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
            }
            let plain: Vec<(usize, &str)> = PlainWords::of(&text).expect("plain").collect();
            assert_eq!(plain, text.unicode_word_indices().collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn other_letters_are_not_plain() {
        assert!(PlainWords::of("Zoë").is_none());
        assert!(PlainWords::of("a\u{200b}b").is_none());
    }

    #[test]
    fn names_are_not_stemmed() {
        assert_eq!(name_words("The Görlitz Post’s"), ["the", "gorlitz", "post"]);
    }
}
