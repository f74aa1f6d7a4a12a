//! Mentions: the noun phrases of an article, kept so that "he" and "the official" can be resolved to what was said before.

use std::ops::Range;

use super::lexicon::function;
use super::tokens::{Tag, Token};
use crate::text::{Span, Text};

/// Whether somebody is called "he" or "she", where the words tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gender {
    He,
    She,
}

/// One noun phrase without the clauses that follow it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mention {
    pub(super) span: Span,
    pub(super) paragraph: usize,
    /// The words of the name at its end, in small letters, without titles; empty where there is none.
    pub(super) name: Vec<String>,
    /// The last common noun, in small letters ("official" of "a US official").
    pub(super) head: String,
    /// Common nouns and titles before the name ("mayor" of "Mayor Ann Lee").
    pub(super) roles: Vec<String>,
    pub(super) definite: bool,
    /// Whether it begins with any article.
    pub(super) determined: bool,
    /// Whether it names an organisation.
    pub(super) body: bool,
    pub(super) plural: bool,
    pub(super) person: bool,
    pub(super) gender: Option<Gender>,
    /// Whether a finite verb follows it.
    pub(super) subject: bool,
}

/// Adds the mentions of a unit, in order.
pub(super) fn collect(text: &Text, unit: &[Token], paragraph: usize, mentions: &mut Vec<Mention>) {
    let mut at = 0;
    while at < unit.len() {
        let length = phrase_length(&unit[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        if let Some(mut mention) = describe(text, &unit[at..at + length], paragraph) {
            let next = unit.get(at + length);
            mention.subject = next.is_some_and(|next| {
                matches!(next.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Adverb)
            });
            join_apposition(unit, at, &mut mention, mentions);
            mentions.push(mention);
        }
        at += length;
    }
}

fn phrase_length(tokens: &[Token]) -> usize {
    tokens
        .iter()
        .take(20)
        .take_while(|token| matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Noun | Tag::Name))
        .count()
}

/// What a phrase says about who is meant; `None` for a bare determiner.
pub(super) fn describe(text: &Text, phrase: &[Token], paragraph: usize) -> Option<Mention> {
    let first = phrase.first()?;
    let last = phrase.last()?;
    let lower = |token: &Token| text.as_str()[token.start..token.end].to_lowercase();
    let is_name = |token: &Token| token.tag == Tag::Name && !token.word.is(function::TITLE);
    let name_start = phrase.iter().rposition(|token| !is_name(token)).map_or(0, |at| at + 1);
    let name: Vec<String> = phrase[name_start..].iter().map(lower).collect();
    let common = &phrase[..name_start];
    let roles: Vec<String> =
        common.iter().filter(|token| matches!(token.tag, Tag::Noun | Tag::Name)).map(lower).collect();
    if name.is_empty() && roles.is_empty() {
        return None;
    }
    let head = if name.is_empty() { lower(last) } else { String::new() };
    let any = |functions| phrase.iter().any(|token| token.word.is(functions));
    let gender = match (any(function::MALE), any(function::FEMALE)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    };
    let the = text.as_str()[first.start..first.end].eq_ignore_ascii_case("the");
    Some(Mention {
        span: text.span(first.start..last.end)?,
        paragraph,
        name,
        head,
        roles,
        definite: the || first.tag == Tag::Possessive,
        determined: first.tag == Tag::Determiner,
        body: last.word.is(function::BODY) || phrase[name_start..].iter().any(|token| token.word.is(function::BODY)),
        plural: last.plural,
        person: gender.is_some() || any(function::PERSON) || common.iter().any(|token| token.word.is(function::TITLE)),
        gender,
        subject: false,
    })
}

/// "Ann Lee, the mayor" and "the mayor, Ann Lee": what one says of the other holds for both.
fn join_apposition(unit: &[Token], at: usize, mention: &mut Mention, mentions: &mut [Mention]) {
    let comma = at > 1 && unit[at - 1].tag == Tag::Comma;
    let Some(before) = mentions.last_mut().filter(|before| comma && before.span.end() == unit[at - 2].end) else {
        return;
    };
    if mention.subject || before.name.is_empty() == mention.name.is_empty() || !(before.person || mention.person) {
        return;
    }
    let (named, described) = if mention.name.is_empty() { (before, mention) } else { (mention, before) };
    named.person = true;
    named.roles.push(described.head.clone());
    named.gender = named.gender.or(described.gender);
}

/// The part of a source before its first comma, preposition or relative pronoun: what [`describe`] looks at.
pub(super) fn core(source: &[Token]) -> Range<usize> {
    let start =
        source.iter().position(|token| !matches!(token.tag, Tag::Mark | Tag::Adverb | Tag::Bracket)).unwrap_or(0);
    start..start + phrase_length(&source[start..])
}
