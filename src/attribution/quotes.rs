//! Quotation marks as a state over the tokens of a paragraph: which words stand between marks.

use super::tokens::{Tag, Token};
use crate::language::Language;

/// Words between quotation marks, as token numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quoted {
    /// The opening mark.
    pub(super) first: usize,
    /// The closing mark, or the last token of the paragraph where it is missing.
    pub(super) last: usize,
    pub(super) closed: bool,
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
    Guillemets,
    Corner,
}

/// The outermost quotations of a paragraph, in order.
pub(super) fn find(text: &str, tokens: &[Token], language: Option<Language>) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    let singles_close = last_closing_single(text, tokens);
    for (at, token) in tokens.iter().enumerate() {
        if token.tag != Tag::Mark {
            continue;
        }
        let Some((mut kind, mut role)) = role(text, token, language) else { continue };
        if kind == Kind::Double && open.is_some_and(|(_, opened)| opened == Kind::Low) {
            (kind, role) = (Kind::Low, Role::Closes);
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
                found.push(Quoted { first, last: at, closed: true });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((first, _)) = open.filter(|(first, kind)| first + 1 < tokens.len() && *kind != Kind::Single) {
        found.push(Quoted { first, last: tokens.len() - 1, closed: false });
    }
    found
}

/// The last single mark of the paragraph that can only close, so that an opening one before it is no apostrophe.
fn last_closing_single(text: &str, tokens: &[Token]) -> Option<usize> {
    tokens
        .iter()
        .rposition(|token| token.tag == Tag::Mark && role(text, token, None) == Some((Kind::Single, Role::Closes)))
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
        "‘" | "‚" => (Kind::Single, if before.is_alphanumeric() { Role::Nothing } else { Role::Opens }),
        "’" | "'" => (Kind::Single, single(mark, before, after)),
        _ => return None,
    })
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
