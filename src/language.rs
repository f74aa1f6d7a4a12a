//! Languages: a declared code or a guess from the text; the language picks the lexicon and the stemmer.

use std::fmt;

/// A language by its two-letter ISO 639-1 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    pub const ENGLISH: Language = Language(*b"en");
    pub const GERMAN: Language = Language(*b"de");
    pub const FRENCH: Language = Language(*b"fr");
    pub const SPANISH: Language = Language(*b"es");

    /// Reads "en", "en-US", "EN_gb"; `None` for anything that does not begin with a two-letter code.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.trim().split(['-', '_']).next()?;
        let bytes: [u8; 2] = primary.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Language(bytes.map(|b| b.to_ascii_lowercase())))
    }

    pub fn code(&self) -> &str {
        // Both bytes were checked to be ASCII letters.
        std::str::from_utf8(&self.0).unwrap_or("en")
    }

    /// Guesses from the first thousand bytes of a text; `None` where the guess would not be reliable.
    pub fn detect(text: &str) -> Option<Language> {
        let mut end = text.len().min(1_000);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if is_plainly_english(&text[..end]) {
            return Some(Language::ENGLISH);
        }
        let guess = whatlang::detect(&text[..end])?;
        if !guess.is_reliable() {
            return None;
        }
        two_letters(guess.lang().code())
    }
}

/// Words that only English has, and that make up a seventh of it; sorted.
const ENGLISH_WORDS: [&str; 16] = [
    "and", "been", "from", "has", "his", "said", "that", "the", "their", "they", "this", "were", "which", "who",
    "with", "would",
];
/// Fewer words tell too little.
const ENOUGH_WORDS: usize = 40;

/// Whether a tenth of the words are such as only English has: true of most news in English, and found fifty times as fast as by
/// comparing letters.
fn is_plainly_english(text: &str) -> bool {
    let (mut words, mut english, mut kinds) = (0_usize, 0_usize, 0_u32);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let known = |known: &&str| known.len() == word.len() && known.eq_ignore_ascii_case(word);
        if let Some(at) = ENGLISH_WORDS.iter().position(known) {
            english += 1;
            kinds |= 1 << at;
        }
    }
    words >= ENOUGH_WORDS && english * 10 >= words && kinds.count_ones() >= 4
}

/// ISO 639-3, as whatlang gives it, to ISO 639-1, for the languages that have a stemmer, a lexicon or a segmentation of their own.
fn two_letters(three: &str) -> Option<Language> {
    const CODES: &[(&str, &[u8; 2])] = &[
        ("eng", b"en"),
        ("deu", b"de"),
        ("fra", b"fr"),
        ("spa", b"es"),
        ("ita", b"it"),
        ("por", b"pt"),
        ("nld", b"nl"),
        ("swe", b"sv"),
        ("dan", b"da"),
        ("nob", b"no"),
        ("fin", b"fi"),
        ("rus", b"ru"),
        ("ukr", b"uk"),
        ("pol", b"pl"),
        ("ces", b"cs"),
        ("hun", b"hu"),
        ("ron", b"ro"),
        ("tur", b"tr"),
        ("ell", b"el"),
        ("ara", b"ar"),
        ("heb", b"he"),
        ("pes", b"fa"),
        ("hin", b"hi"),
        ("cmn", b"zh"),
        ("jpn", b"ja"),
        ("kor", b"ko"),
        ("tha", b"th"),
        ("vie", b"vi"),
        ("ind", b"id"),
        ("cat", b"ca"),
        ("bul", b"bg"),
        ("srp", b"sr"),
        ("hrv", b"hr"),
        ("slk", b"sk"),
        ("slv", b"sl"),
        ("tam", b"ta"),
    ];
    CODES.iter().find(|(code, _)| *code == three).map(|(_, two)| Language(**two))
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(Language::from_code("en-US"), Some(Language::ENGLISH));
        assert_eq!(Language::from_code("DE"), Some(Language::GERMAN));
        assert_eq!(Language::from_code("english"), None);
        assert_eq!(Language::from_code(""), None);
    }

    #[test]
    fn a_text_says_its_language() {
        let german =
            "Die Bürgermeisterin sagte am Montag, dass die Brücke im kommenden Jahr wieder geöffnet werden soll.";
        assert_eq!(Language::detect(german), Some(Language::GERMAN));
        assert_eq!(Language::detect("42"), None);
    }

    #[test]
    fn plain_english_needs_enough_words_that_only_english_has() {
        let english = "The mayor said that the bridge and the ferry had been closed. ".repeat(4);
        assert!(is_plainly_english(&english));
        assert!(!is_plainly_english(&english[..120]), "too short");
        let german = "Die Band The Who spielt, und die Stadt hat das Konzert schon lange erwartet. ".repeat(8);
        assert!(!is_plainly_english(&german));
    }
}
