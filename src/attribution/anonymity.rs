//! Whether a source stays without a name.
//!
//! A source is anonymous where the text says that a name is kept back ("who asked not to be named"), where it is of a kind that
//! speaks without a name ("officials", "a source", "people familiar with the matter"), or where it is somebody in particular whom
//! the text does not tell from others ("a guard", "two neighbors", "one of the drivers"). It is not where everyone can know who is
//! meant: "the captain of the ferry", "his lawyer", "the mayor". Nor is a group ("voters", "the workers"), nor somebody who
//! speaks for others by office ("a spokesman for the ministry").

use super::lexicon::{complement, function};
use super::tokens::{Tag, Token};

/// Whether nobody can be looked up behind a source, as far as the source itself tells.
pub(super) fn is_anonymous(text: &str, source: &[Token]) -> bool {
    let Some(head) = head(source) else {
        return withholds_name(source) || one_of(source).is_some_and(is_person) || is_anybody(text, source);
    };
    let person = is_common(source, head) && head.word.is(function::PERSON);
    if (person || head.tag != Tag::Name) && withholds_name(source) {
        return !is_named(source);
    }
    if !person || is_named(source) {
        return false;
    }
    let determined = source.iter().find(|token| token.is_word()).filter(|first| first.start < head.start);
    let article = determined.filter(|first| matches!(first.tag, Tag::Determiner | Tag::Possessive | Tag::Number));
    let definite = article.is_some_and(|first| is_definite(text, first)) || owned(source, head);
    if head.word.is(function::UNNAMED) {
        return !(definite && bound(source, head));
    }
    article.is_some() && !definite && !head.word.is(function::SPOKESPERSON)
}

/// "One said", "another": one of several, and which is not told.
fn is_anybody(text: &str, source: &[Token]) -> bool {
    const ONE: &[&str] = &["one", "another", "someone", "somebody"];
    let mut words = source.iter().filter(|token| token.is_word());
    let first = words.next().map(|first| text[first.start..first.end].to_lowercase());
    words.next().is_none() && first.is_some_and(|first| ONE.contains(&first.as_str()))
}

/// "the", "his", "these": the reader is taken to know who is meant.
fn is_definite(text: &str, first: &Token) -> bool {
    const DEFINITE: &[&str] = &[
        "the", "this", "that", "these", "those", "both", "der", "die", "das", "dem", "den", "dieser", "diese", "beide",
        "le", "la", "les", "l'", "l’", "ce", "cet", "cette", "ces", "el", "los", "las", "este", "esta", "estos",
        "estas",
    ];
    first.tag == Tag::Possessive || DEFINITE.contains(&text[first.start..first.end].to_lowercase().as_str())
}

/// "the ministry's lawyer".
fn owned(source: &[Token], head: &Token) -> bool {
    source.iter().any(|token| token.tag == Tag::Genitive && token.start < head.start)
}

/// "the adviser of the queen": a complement says which one; several may still be anybody.
fn bound(source: &[Token], head: &Token) -> bool {
    let next = source.iter().find(|token| token.start >= head.end);
    !head.plural && next.is_some_and(|next| next.word.preposition.meets(complement::OF | complement::FOR))
}

/// "one of the drivers": what follows "of".
fn one_of(source: &[Token]) -> Option<&[Token]> {
    let of =
        source.iter().position(|token| token.word.preposition.meets(complement::OF)).filter(|&of| of > 0 && of <= 2)?;
    Some(&source[of + 1..])
}

fn is_person(source: &[Token]) -> bool {
    head(source).is_some_and(|head| is_common(source, head) && head.word.is(function::PERSON))
}

/// A capital says nothing about the first word of a sentence.
fn is_common(source: &[Token], head: &Token) -> bool {
    head.tag == Tag::Noun || source.first().is_some_and(|first| first.start == head.start)
}

/// The last word before the first comma, bracket, preposition or relative pronoun.
fn head(source: &[Token]) -> Option<&Token> {
    let phrase = source.iter().take_while(|token| {
        !matches!(
            token.tag,
            Tag::Comma | Tag::Bracket | Tag::Preposition | Tag::Wh | Tag::That | Tag::Dash | Tag::Gerund
        )
    });
    let mut last = None;
    for token in phrase.filter(|token| matches!(token.tag, Tag::Noun | Tag::Name)) {
        // "people familiar with the matter": an adjective behind its noun.
        let adjective = last.is_some_and(|last: &Token| last.word.is(function::PERSON) && is_common(source, last))
            && token.word.functions.is_empty()
            && token.word.noun.is_none()
            && source.iter().any(|next| next.start > token.end && next.tag == Tag::Preposition);
        if !adjective {
            last = Some(token);
        }
    }
    last
}

/// "who asked not to be named", "speaking on condition of anonymity", "whose name was withheld".
fn withholds_name(source: &[Token]) -> bool {
    let from = source.iter().position(|token| matches!(token.tag, Tag::Comma | Tag::Wh | Tag::Gerund | Tag::Bracket));
    from.is_some_and(|from| source[from..].iter().any(|token| token.word.is(function::ANONYMITY)))
}

/// Two capitals in a row name a person ("an official, Ann Lee"), unless a preposition makes them a place or a noun behind them
/// an adjective ("a White House official from New York"); so does a name that ends the source ("lawyer Lee").
fn is_named(source: &[Token]) -> bool {
    let mut at = 0;
    while at < source.len() {
        let length = source[at..].iter().take_while(|token| token.tag == Tag::Name).count();
        let before = at.checked_sub(1).map(|before| &source[before]);
        let place = before.is_some_and(|before| before.tag == Tag::Preposition)
            || at > 1 && source[at - 1].tag == Tag::Determiner && source[at - 2].tag == Tag::Preposition;
        let adjective = source.get(at + length).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Genitive));
        let called = source[at..at + length].iter().any(|token| !token.word.is(function::PERSON));
        if length >= 2 && called && !place && !adjective {
            return true;
        }
        at += length.max(1);
    }
    let ends =
        source.len() > 1 && source.last().is_some_and(|last| last.tag == Tag::Name && !last.word.is(function::PERSON));
    ends && !source.iter().any(|token| token.tag == Tag::Preposition)
}
