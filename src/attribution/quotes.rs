//! Quotation marks as a state over the tokens of a paragraph: which words stand between marks.

use std::ops::Range;

use super::lexicon::{Class, complement, function};
use super::tokens::{Tag, Token};
use crate::language::Language;

/// What is inserted into a quotation has no more tokens than this.
const INSERTED: usize = 12;

/// Words between quotation marks, as token numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quoted {
    /// The opening mark.
    pub(super) first: usize,
    /// The closing mark, or the last token of the paragraph where it is missing.
    pub(super) last: usize,
    pub(super) closed: bool,
    /// Whether it is a part of a quotation that names its speaker in its midst.
    pub(super) part: bool,
}

/// What a mark may do, from its shape and its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Opens,
    Closes,
    /// A straight mark with white space or words on both sides: whatever is missing.
    Either,
    /// An apostrophe, or no quotation mark at all.
    Nothing,
}

/// The kinds of marks; a quotation ends with a mark of the kind that began it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Double,
    /// „ closes with “ or ” or a straight mark.
    Low,
    Single,
    /// ‚ closes with ‘ or ’.
    LowSingle,
    Guillemets,
    Corner,
}

/// The outermost quotations of a paragraph, in order.
pub(super) fn find(text: &str, tokens: &[Token], language: Option<Language>) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    let singles_close = last_closing_single(text, tokens, language);
    for (at, token) in tokens.iter().enumerate() {
        if token.tag != Tag::Mark {
            continue;
        }
        let Some((mut kind, mut role)) = role(text, token, language) else { continue };
        if kind == Kind::Double && open.is_some_and(|(_, opened)| opened == Kind::Low) {
            (kind, role) = (Kind::Low, Role::Closes);
        }
        let ends_word = !text[token.end..].starts_with(char::is_alphanumeric);
        if token.end - token.start > 1
            && is_high_single(&text[token.start..token.end])
            && ends_word
            && open.is_some_and(|(_, opened)| opened == Kind::LowSingle)
        {
            (kind, role) = (Kind::LowSingle, Role::Closes);
        }
        match open {
            None if matches!(role, Role::Opens | Role::Either) => {
                let single = kind == Kind::Single;
                if !single || singles_close.is_some_and(|close| close > at) {
                    open = Some((at, kind));
                }
            }
            Some((first, opened))
                if opened == kind && (role == Role::Closes || role == Role::Either && at > first + 1) =>
            {
                found.push(Quoted { first, last: at, closed: true, part: false });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((first, _)) =
        open.filter(|(first, kind)| first + 1 < tokens.len() && !matches!(kind, Kind::Single | Kind::LowSingle))
    {
        found.push(Quoted { first, last: tokens.len() - 1, closed: false, part: false });
    }
    found
}

/// Takes "affirme Anne Morel" out of "« Le pont est sûr, affirme Anne Morel, et il reste ouvert. »".
pub(super) fn without_insertions(tokens: &[Token], quoted: Vec<Quoted>) -> Vec<Quoted> {
    let mut parts = Vec::with_capacity(quoted.len());
    for mut rest in quoted {
        while let Some(inserted) = insertion(tokens, &rest) {
            parts.push(Quoted { last: inserted.start, closed: true, part: true, ..rest });
            rest = Quoted { first: inserted.end, part: true, ..rest };
        }
        if rest.first <= rest.last && (!rest.part || tokens[rest.first..=rest.last].iter().any(Token::is_word)) {
            parts.push(rest);
        }
    }
    parts
}

/// From the comma before what is inserted to the first token after it.
fn insertion(tokens: &[Token], quoted: &Quoted) -> Option<Range<usize>> {
    let inside = quoted.first + 1..quoted.last;
    let comma = |at: &usize| tokens[*at].tag == Tag::Comma && inserts(&tokens[*at + 1..quoted.last]);
    let start = inside.clone().find(comma)?;
    let closes = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Stop);
    let length = tokens[start + 1..inside.end].iter().take(INSERTED).position(closes);
    match length {
        Some(length) => Some(start..start + length + 2),
        None => (inside.end - start <= INSERTED).then_some(start..quoted.last + 1),
    }
}

/// "a-t-elle ajouté", "affirme Anne Morel", "dit le maire": a verb of saying before its subject.
fn inserts(tokens: &[Token]) -> bool {
    let auxiliary = usize::from(tokens.first().is_some_and(|first| first.word.is(function::HAVE)));
    let pronoun = usize::from(auxiliary == 1 && tokens.get(1).is_some_and(|token| token.word.is(function::SUBJECT)));
    let verb = tokens.get(auxiliary + pronoun).filter(|verb| !verb.capital).and_then(|verb| verb.word.verb);
    let subject = tokens.get(auxiliary + pronoun + 1).is_some_and(|next| {
        let article = function::DETERMINER | function::POSSESSIVE | function::SUBJECT;
        next.capital || next.word.is(article) && !next.word.is(function::THAT)
    });
    verb.is_some_and(|cue| cue.class == Class::Say && cue.complements.meets(complement::QUOTE))
        && (pronoun == 1 || subject)
}

/// The last single mark of the paragraph that can only close, so that an opening one before it is no apostrophe.
fn last_closing_single(text: &str, tokens: &[Token], language: Option<Language>) -> Option<usize> {
    tokens
        .iter()
        .rposition(|token| token.tag == Tag::Mark && role(text, token, language) == Some((Kind::Single, Role::Closes)))
}

fn is_high_single(mark: &str) -> bool {
    matches!(mark, "‘" | "’")
}

fn role(text: &str, token: &Token, language: Option<Language>) -> Option<(Kind, Role)> {
    let mark = &text[token.start..token.end];
    let before = text[..token.start].chars().next_back().unwrap_or(' ');
    let after = text[token.end..].chars().next().unwrap_or(' ');
    Some(match mark {
        "“" if closes_low_marks(language) && !before.is_whitespace() => (Kind::Double, Role::Closes),
        // Typed the wrong way round: "“It is safe,“ he said".
        "“" if !before.is_whitespace() && before != '(' && !after.is_alphanumeric() => (Kind::Double, Role::Closes),
        "„" => (Kind::Low, Role::Opens),
        "“" | "‟" | "``" | "〝" => (Kind::Double, Role::Opens),
        "”" if before.is_whitespace() && after.is_alphanumeric() => (Kind::Double, Role::Either),
        "”" | "〞" => (Kind::Double, Role::Closes),
        "\"" | "＂" | "''" => (Kind::Double, straight(before, after)),
        "«" | "»" | "‹" | "›" => (Kind::Guillemets, guillemet(mark, before, after, language)),
        "「" | "『" | "《" => (Kind::Corner, Role::Opens),
        "」" | "』" | "》" => (Kind::Corner, Role::Closes),
        "‚" if before.is_whitespace() || before == '(' => (Kind::LowSingle, Role::Opens),
        "‘" => (Kind::Single, if before.is_alphanumeric() { Role::Nothing } else { Role::Opens }),
        // Other languages, and British papers, put the comma or the stop behind the mark.
        "’" if before.is_alphanumeric() && ends_before_stop(&text[token.end..]) => (Kind::Single, Role::Closes),
        "’" | "'" => (Kind::Single, single(mark, before, after)),
        _ => return None,
    })
}

/// Whether a stop or a comma follows that no other mark closes behind: "the owners’,’" ends with the second mark.
fn ends_before_stop(rest: &str) -> bool {
    rest.strip_prefix([',', '.']).is_some_and(|rest| !rest.starts_with(['’', '\'']))
}

/// German and its neighbours close „ with “.
fn closes_low_marks(language: Option<Language>) -> bool {
    language.is_some_and(|language| ["de", "cs", "sk", "sl", "bg", "hr", "da"].contains(&language.code()))
}

fn straight(before: char, after: char) -> Role {
    let open_before = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | '/' | '\'' | '‘' | ':');
    let open_after = !after.is_whitespace() && !matches!(after, '.' | ',' | ';' | ':' | '?' | '!' | ')' | ']');
    match (open_before, open_after) {
        (true, true) => Role::Opens,
        (false, false) => Role::Closes,
        _ if before.is_alphanumeric() && after.is_alphanumeric() => Role::Either,
        (false, true) if !before.is_alphanumeric() => Role::Closes,
        _ => Role::Either,
    }
}

/// « opens and » closes, but where they point inwards only the spaces tell which is which.
fn guillemet(mark: &str, before: char, after: char, language: Option<Language>) -> Role {
    let inwards = language.is_some_and(|language| ["de", "da", "sl", "hr"].contains(&language.code()));
    let left = matches!(mark, "«" | "‹");
    match (before.is_whitespace(), after.is_whitespace()) {
        (true, false) if inwards => Role::Opens,
        (false, true) if inwards => Role::Closes,
        _ if left != inwards => Role::Opens,
        _ => Role::Closes,
    }
}

/// A single mark closes only after a stop or a comma: "the workers’ union" has none.
fn single(mark: &str, before: char, after: char) -> Role {
    let opens = mark == "'" && (before.is_whitespace() || matches!(before, '(' | '"' | '“')) && after.is_alphabetic();
    if opens {
        Role::Opens
    } else if matches!(before, '.' | ',' | '!' | '?' | '…') && !after.is_alphanumeric() {
        Role::Closes
    } else {
        Role::Nothing
    }
}
