//! Words and marks of a paragraph, each with what it does in its sentence.

use super::lexicon::{Lexicon, Set, Word, form, function};

/// What a token does in its sentence. There is no trained tagger behind this: the small words of the grammar are known, cues are in the
/// lexicon, and the rest is a noun until its neighbours say otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    Determiner,
    Possessive,
    /// "'s" after a name or noun.
    Genitive,
    Pronoun,
    Preposition,
    Coordinator,
    Subordinator,
    That,
    Wh,
    Be,
    Have,
    Do,
    Modal,
    To,
    Not,
    Adverb,
    /// A finite verb.
    Verb,
    /// A verb after "to", a modal or "do".
    Base,
    /// A participle after "be" or "have", or after the noun it describes.
    Participle,
    Gerund,
    Noun,
    Name,
    Number,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Stop,
    Bracket,
    Mark,
    /// A whole direct quotation, marks included.
    Quote,
}

/// A word, a mark, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) tag: Tag,
    pub(super) word: &'static Word,
    pub(super) capital: bool,
    /// Whether it may be a noun in the plural.
    pub(super) plural: bool,
    /// The number of the quotation it stands in, or is.
    pub(super) quote: Option<usize>,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        !matches!(
            self.tag,
            Tag::Comma | Tag::Colon | Tag::Semicolon | Tag::Dash | Tag::Stop | Tag::Bracket | Tag::Mark | Tag::Quote
        )
    }

    pub(super) fn is_nominal(&self) -> bool {
        matches!(
            self.tag,
            Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Pronoun | Tag::Noun | Tag::Name | Tag::Number
        )
    }
}

/// Cuts `text[start..end]` into tokens, which are added with tags from the word alone; [`super::tagging`] looks at the neighbours.
pub(super) fn cut(
    text: &str,
    start: usize,
    end: usize,
    lexicon: &'static Lexicon,
    buffer: &mut String,
    tokens: &mut Vec<Token>,
) {
    let mut at = start;
    while let Some(next) = text[at..end].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let pronoun = inverted_pronoun(&text[at..end]).filter(|_| tokens.last().is_some_and(|last| last.end == at));
        let length = match pronoun {
            Some(length) => length,
            None if next.is_alphanumeric() => word_length(&text[at..end]),
            None => mark_length(&text[at..end], next),
        };
        // Of "-t-il" only the pronoun is a word.
        let from = pronoun.and_then(|length| text[at..at + length].rfind('-')).map_or(at, |hyphen| at + hyphen + 1);
        tokens.push(token(&text[from..at + length], from, lexicon, buffer));
        at += length;
    }
}

/// The length of the word at the start of `text`. "J.", "Sen." and "U.S." keep their stops unless the text ends there.
fn word_length(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let mut length = 0;
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|&(_, c)| c);
        let inside = match c {
            _ if c.is_alphanumeric() || is_combining(c) => true,
            '-' if inverted_pronoun(&text[at..]).is_some() => false,
            '-' | '‑' | '&' | '/' | '@' | '_' => next.is_some_and(char::is_alphanumeric),
            ',' | ':' => next.is_some_and(|c| c.is_ascii_digit()) && text[..at].ends_with(|c: char| c.is_ascii_digit()),
            '%' => true,
            '.' => next.is_some_and(char::is_alphanumeric) || ends_abbreviation(&text[..at], &text[at + 1..]),
            '\'' | '’' if is_elision(&text[..at]) => return at + c.len_utf8(),
            '\'' | '’' => !is_clitic(&text[at..]) && next.is_some_and(char::is_alphabetic),
            _ => false,
        };
        if !inside {
            break;
        }
        length = at + c.len_utf8();
    }
    length.max(text.chars().next().map_or(1, char::len_utf8))
}

/// "l'", "qu'", "d'": French words cut short before a vowel.
fn is_elision(word: &str) -> bool {
    const ELIDED: &[&str] = &["l", "d", "qu", "n", "s", "c", "j", "m", "t", "jusqu", "lorsqu", "puisqu"];
    word.len() <= 6 && ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided))
}

/// The length of "-t-il" or "-elle" at the start of `rest`: a French subject behind its verb.
fn inverted_pronoun(rest: &str) -> Option<usize> {
    const PRONOUNS: &[&str] =
        &["-t-elles", "-t-ils", "-t-elle", "-t-il", "-t-on", "-elles", "-elle", "-ils", "-il", "-on"];
    let pronoun = PRONOUNS.iter().find(|pronoun| rest.starts_with(**pronoun))?;
    let ends = !rest[pronoun.len()..].starts_with(char::is_alphanumeric);
    ends.then_some(pronoun.len())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// Whether a stop between `word` and `rest` belongs to the word: something follows in the same sentence.
fn ends_abbreviation(word: &str, rest: &str) -> bool {
    let short = word.len() <= 4 || word.contains('.');
    short
        && rest.starts_with([' ', ',', ')', '\u{a0}'])
        && rest.trim_start_matches([' ', '\u{a0}']).starts_with(|c: char| c.is_alphanumeric() || c == ',' || c == ')')
}

/// "'s", "'re", "'ll" and the like are words of their own; "n't" stays with its verb.
fn is_clitic(rest: &str) -> bool {
    let letters = rest.trim_start_matches(['\'', '’']);
    let word = letters.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "s" | "S" | "re" | "ll" | "ve" | "m" | "d")
}

/// The length of a mark; a clitic counts as one.
fn mark_length(text: &str, first: char) -> usize {
    if matches!(first, '\'' | '’') && is_clitic(text) {
        let letters =
            text[first.len_utf8()..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        return first.len_utf8() + letters;
    }
    let same = |mark: char| text.chars().take_while(|&c| c == mark).map(char::len_utf8).sum();
    match first {
        '-' | '.' | '`' | '*' | '_' | '=' => same(first),
        '\'' if text.starts_with("''") => 2,
        _ => first.len_utf8(),
    }
}

fn token(part: &str, start: usize, lexicon: &'static Lexicon, buffer: &mut String) -> Token {
    let first = part.chars().next().unwrap_or(' ');
    let capital = first.is_uppercase();
    let clitic =
        part.len() > first.len_utf8() && matches!(first, '\'' | '’' | '-') && part.ends_with(char::is_alphabetic);
    let mut token = Token {
        start,
        end: start + part.len(),
        tag: Tag::Noun,
        word: &EMPTY,
        capital,
        plural: is_plural(part),
        quote: None,
    };
    if first.is_alphanumeric() || clitic {
        token.word = look_up(part, lexicon, buffer);
        token.tag = if first.is_numeric() { Tag::Number } else { Tag::Noun };
        if matches!(part, "'s" | "’s" | "'S" | "’S") {
            token.tag = Tag::Genitive;
        }
    } else {
        token.tag = mark(first);
    }
    token
}

static EMPTY: Word = Word::named(Set::EMPTY);
static ADVERB: Word = Word::named(function::GUESSED_ADVERB);
static PAST: Word = Word::formed(form::PAST.and(form::PARTICIPLE));
static GERUND: Word = Word::formed(form::GERUND);

fn look_up(part: &str, lexicon: &'static Lexicon, buffer: &mut String) -> &'static Word {
    if matches!(part, "US" | "WHO" | "IT") {
        return &EMPTY; // A country, an agency and a trade, not pronouns.
    }
    buffer.clear();
    buffer.extend(part.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
    if let Some(word) = lexicon.word(buffer) {
        return word;
    }
    let capital = part.starts_with(char::is_uppercase);
    let long = buffer.len() > 4;
    if long && buffer.ends_with("ly") {
        &ADVERB
    } else if long && !capital && buffer.ends_with("ed") {
        &PAST
    } else if long && !capital && buffer.ends_with("ing") {
        &GERUND
    } else {
        &EMPTY
    }
}

fn mark(first: char) -> Tag {
    match first {
        ',' | '，' | '、' | '،' => Tag::Comma,
        ':' | '：' => Tag::Colon,
        ';' | '；' => Tag::Semicolon,
        '-' | '–' | '—' | '―' => Tag::Dash,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => Tag::Stop,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => Tag::Bracket,
        _ => Tag::Mark,
    }
}

/// A guess from the spelling.
fn is_plural(part: &str) -> bool {
    let ends = part.ends_with('s') && !["ss", "us", "is"].iter().any(|end| part.ends_with(end));
    ends || part.len() > 5 && part.ends_with("men") && !part.ends_with("imen")
        || matches!(
            part,
            "people"
                | "men"
                | "women"
                | "children"
                | "police"
                | "media"
                | "many"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "some"
                | "few"
                | "both"
                | "others"
        )
}
