//! Whether a source stays without a name.

use super::lexicon::function;
use super::tokens::{Tag, Token};

/// "a US official", "people familiar with the matter": somebody, but nobody that can be looked up.
pub(super) fn is_anonymous(source: &[Token]) -> bool {
    let Some(head) = head(source) else { return withholds_name(source) };
    if (head.tag != Tag::Name || head.word.is(function::PERSON)) && withholds_name(source) {
        return !named(source);
    }
    let person = is_common(source, head) && head.word.is(function::PERSON);
    person && !named(source) && !is_office(source, head)
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

/// Two capitals in a row after a common noun, or after a comma, name a person ("an official, Ann Lee").
fn named(source: &[Token]) -> bool {
    let both = |pair: &[Token]| pair.iter().all(|token| token.tag == Tag::Name);
    let apposition = source
        .iter()
        .position(|token| token.tag == Tag::Comma)
        .is_some_and(|comma| source[comma + 1..].windows(2).next().is_some_and(both));
    apposition
        || source.last().is_some_and(|last| last.tag == Tag::Name)
            && source.len() > 1
            && !source.iter().any(|token| token.tag == Tag::Preposition)
}

/// "the mayor", "the president": one person holds it, and everyone can know who.
fn is_office(source: &[Token], head: &Token) -> bool {
    let definite = source.first().is_some_and(|first| matches!(first.tag, Tag::Determiner | Tag::Possessive));
    let indefinite = source.first().is_some_and(|first| first.end - first.start == 1 || first.plural);
    head.word.is(function::TITLE) && definite && !indefinite && !head.plural
}
