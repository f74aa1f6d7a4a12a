//! Mentions: the noun phrases of an article, kept so that "he" and "the official" can be resolved to what was said before.

use std::ops::Range;

use super::anonymity;
use super::lexicon::{complement, function};
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
    /// The number of the unit it stands in.
    pub(super) sentence: usize,
    /// The words of the name at its end, in small letters, without titles; empty where there is none.
    pub(super) name: Vec<String>,
    /// The last common noun, in small letters ("official" of "a US official").
    pub(super) head: String,
    /// Common nouns and titles before the name ("mayor" of "Mayor Ann Lee").
    pub(super) roles: Vec<String>,
    /// What somebody with a name is called by: the last word of each such description.
    pub(super) offices: Vec<String>,
    pub(super) definite: bool,
    /// Whether it begins with any article.
    pub(super) determined: bool,
    /// Whether it names an organisation.
    pub(super) body: bool,
    /// Whether it is something written ("a study").
    pub(super) document: bool,
    pub(super) plural: bool,
    pub(super) person: bool,
    pub(super) gender: Option<Gender>,
    /// Whether a finite verb follows it.
    pub(super) subject: bool,
    /// Whether nobody can be looked up behind it.
    pub(super) anonymous: bool,
    /// Whether it only describes the name beside it ("Ann Lee, the mayor").
    pub(super) apposition: bool,
    /// Whether it says where something is ("in Port Avel") or what somebody is ("Ann Lee, 34, a baker").
    pub(super) passing: bool,
    /// Whom the pronoun means that its sentence begins with: somebody else ("She is not related to Ann Lee").
    pub(super) beside: Option<Gender>,
}

/// Where something stands: its paragraph and its unit, both counted through the whole article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
}

/// Adds the mentions of a unit, in order.
pub(super) fn collect(text: &Text, unit: &[Token], place: Place, mentions: &mut Vec<Mention>) {
    let first = unit.first().map(|first| text.as_str()[first.start..first.end].to_lowercase());
    let beside = match first.as_deref() {
        Some("he" | "er" | "il" | "él") => Some(Gender::He),
        Some("she" | "elle" | "ella") => Some(Gender::She),
        _ => None,
    };
    let mut at = 0;
    while at < unit.len() {
        let length = phrase_length(&unit[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        if let Some(mut mention) = describe(text, &unit[at..at + length], place) {
            let longer = at + length + complement_length(&unit[at..], length, &mention);
            mention.span = text.span(mention.span.start()..unit[longer - 1].end).unwrap_or(mention.span);
            mention.anonymous = anonymity::is_anonymous(text.as_str(), &unit[at..longer]);
            let next = unit.get(at + length);
            let verb = |token: &Token| {
                matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Adverb)
            };
            let word = |token: &Token| text.as_str()[token.start..token.end].to_lowercase();
            mention.passing = at > 0
                && (PLACES.contains(&word(&unit[at - 1]).as_str())
                    || mention.name.is_empty() && matches!(unit[at - 1].tag, Tag::Comma | Tag::Be));
            // "Roe, 34, left": only people have an age.
            let age = |at: usize, tag| unit.get(at).is_some_and(|token| token.tag == tag);
            let aged = !mention.name.is_empty()
                && age(at + length, Tag::Comma)
                && age(at + length + 1, Tag::Number)
                && age(at + length + 2, Tag::Comma);
            mention.person |= aged && !mention.body;
            // "The owner, Ann Lee, left".
            let enclosed = at > 0 && unit[at - 1].tag == Tag::Comma && next.is_some_and(|next| next.tag == Tag::Comma);
            mention.subject = next.is_some_and(verb)
                || enclosed && !mention.name.is_empty() && unit.get(at + length + 1).is_some_and(verb)
                || aged && unit.get(at + length + 3).is_some_and(verb);
            // "Bob Roe and Tom Dow came": both are the subject.
            let and = at > 1 && unit[at - 1].tag == Tag::Coordinator;
            if let Some(before) = mentions.last_mut().filter(|before| and && before.span.end() == unit[at - 2].end) {
                before.subject |= mention.subject;
            }
            mention.beside = beside;
            join_apposition(unit, at, &mut mention, mentions);
            mentions.push(mention);
        }
        at += length;
    }
}

/// Behind these a name is a place as likely as a person.
const PLACES: &[&str] = &["across", "around", "at", "from", "in", "into", "near", "outside", "through"];

fn phrase_length(tokens: &[Token]) -> usize {
    let mut length = 0;
    for token in tokens.iter().take(20) {
        let inside = length > 0 && matches!(tokens[length - 1].tag, Tag::Noun | Tag::Name);
        let belongs = match token.tag {
            Tag::Determiner | Tag::Possessive => !inside,
            Tag::Noun | Tag::Name => !inside || !token.word.is(function::TIME),
            _ => false,
        };
        if !belongs || (length > 0 && is_adjective_behind(tokens, length)) {
            break;
        }
        length += 1;
    }
    length
}

/// "a diplomat familiar with the talks": an adjective behind its noun.
fn is_adjective_behind(tokens: &[Token], at: usize) -> bool {
    let word = &tokens[at];
    let person = tokens[at - 1].word.is(function::PERSON);
    let unknown = !word.capital && word.word.functions.is_empty() && word.word.noun.is_none();
    let bound = tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Preposition);
    person && unknown && bound
}

/// "a clerk of the harbor authority", "the Institute of Marine Research": what makes a description or an institution whole.
fn complement_length(tokens: &[Token], length: usize, mention: &Mention) -> usize {
    let preposition = tokens.get(length).filter(|token| token.word.is(function::PREPOSITION));
    let Some(preposition) = preposition else { return 0 };
    let of = preposition.word.preposition.meets(complement::OF);
    let binds = of || preposition.word.preposition.meets(complement::FOR | complement::AT | complement::FROM);
    let phrase = phrase_length(&tokens[length + 1..]);
    let name = tokens.get(length + 1).is_some_and(|token| token.tag == Tag::Name);
    let described = mention.name.is_empty() && mention.person && binds;
    let time = tokens.get(length + 1).is_some_and(|token| token.word.is(function::TIME));
    let owns = tokens.get(length + 1 + phrase).is_some_and(|token| token.tag == Tag::Genitive);
    if phrase > 0 && !time && !owns && (described || (of && name && mention.body)) { phrase + 1 } else { 0 }
}

/// What a phrase says about who is meant; `None` for a bare determiner.
pub(super) fn describe(text: &Text, phrase: &[Token], place: Place) -> Option<Mention> {
    let phrase = without_stray_words(phrase);
    let first = phrase.first()?;
    let last = phrase.last()?;
    let lower = |token: &Token| text.as_str()[token.start..token.end].to_lowercase();
    let is_name = |token: &Token| token.tag == Tag::Name && !token.word.is(function::TITLE);
    // "Prosecutor Ann Lee", but "Ann Cook".
    let called = phrase.iter().take(phrase.len().saturating_sub(1)).rposition(|token| token.word.is(function::PERSON));
    let name_start = phrase.iter().rposition(|token| !is_name(token)).max(called).map_or(0, |at| at + 1);
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
        _ => german_gender(text, phrase),
    };
    // "A grim-faced Ann Lee": how she looked is no part of her name.
    let article = text.cut(text.span(first.start..first.end)?)?;
    let a = ["a", "an"].iter().any(|a| article.eq_ignore_ascii_case(a));
    let called = any(function::PERSON | function::TITLE | function::BODY);
    let start = if a && !called && !name.is_empty() { phrase[name_start].start } else { first.start };
    let the = ["the", "le", "la", "l'", "l’", "el"];
    let the = the.iter().any(|the| article.eq_ignore_ascii_case(the));
    Some(Mention {
        span: text.span(start..last.end)?,
        paragraph: place.paragraph,
        sentence: place.sentence,
        offices: roles.last().filter(|_| !name.is_empty()).into_iter().cloned().collect(),
        name,
        head,
        roles,
        definite: the,
        determined: matches!(first.tag, Tag::Determiner | Tag::Possessive),
        body: last.word.is(function::BODY) || phrase[name_start..].iter().any(|token| token.word.is(function::BODY)),
        document: last.word.is(function::DOCUMENT),
        plural: last.plural,
        person: gender.is_some() || any(function::PERSON) || common.iter().any(|token| token.word.is(function::TITLE)),
        gender,
        subject: false,
        anonymous: false,
        apposition: false,
        passing: false,
        beside: None,
    })
}

/// "ein Mitarbeiter", "die Mitarbeiterin".
fn german_gender(text: &Text, phrase: &[Token]) -> Option<Gender> {
    let cut = |token: &Token| text.cut(text.span(token.start..token.end)?);
    let article = cut(phrase.first()?)?;
    let person = phrase.get(1).filter(|token| token.word.is(function::PERSON) && token.capital)?;
    let female = cut(person)?.ends_with("in");
    match article {
        "ein" | "Ein" | "der" | "Der" | "dem" | "einem" if !female => Some(Gender::He),
        "eine" | "Eine" | "die" | "Die" if female => Some(Gender::She),
        _ => None,
    }
}

/// In "assist Flint Mayor Ann Lee" a verb is taken for a noun: before a name without an article only what people are called stays.
fn without_stray_words(phrase: &[Token]) -> &[Token] {
    let named = phrase.last().is_some_and(|last| last.tag == Tag::Name);
    // "Das teilte Bürgermeisterin Ann Lee mit"
    if let [first, verb, _, ..] = phrase
        && first.word.is(function::RELATIVE)
        && verb.word.verb.is_some()
        && !verb.capital
    {
        return &phrase[2..];
    }
    let bare = phrase.first().is_some_and(|first| matches!(first.tag, Tag::Noun | Tag::Name));
    if !named || !bare {
        return phrase;
    }
    let called = |token: &Token| {
        (token.tag == Tag::Name && !token.word.is(function::LINKER))
            || token.word.is(function::PERSON | function::TITLE)
    };
    let start = phrase.iter().position(called).unwrap_or(0);
    &phrase[start..]
}

/// "Ann Lee, the mayor" and "the mayor, Ann Lee": what one says of the other holds for both.
fn join_apposition(unit: &[Token], at: usize, mention: &mut Mention, mentions: &mut [Mention]) {
    // "Ann Lee is the mayor".
    let is = at > 1 && unit[at - 1].tag == Tag::Be && mention.definite && mention.person && mention.name.is_empty();
    let comma = at > 1 && unit[at - 1].tag == Tag::Comma || is;
    // "the mayor of Port Avel, Ann Lee": the whole description ends at the comma, and so does the town; where two people
    // end there, either may be meant.
    let from = mentions.len().saturating_sub(3);
    let ends_here = |before: &Mention| comma && before.span.end() == unit[at - 2].end;
    let mut outer = (from..mentions.len()).filter(|&number| ends_here(&mentions[number]));
    let Some(number) = outer.next() else { return };
    if outer.any(|other| mentions[other].person && mentions[number].person) {
        return;
    }
    let before = &mut mentions[number];
    let name_follows = mention.name.is_empty()
        && unit[at..].iter().find(|token| !token.is_nominal()).is_some_and(|next| next.tag == Tag::Comma)
        && unit[at..].iter().skip_while(|token| token.is_nominal()).nth(1).is_some_and(|next| next.tag == Tag::Name);
    let place = before.name.len() == 1 && !before.person && !is;
    let own_verb = unit[at..].iter().find(|token| !token.is_nominal()).is_some_and(|next| next.tag != Tag::Comma);
    if mention.subject && (mention.name.is_empty() || own_verb)
        || name_follows
        || mention.name.is_empty() && place
        || before.name.is_empty() == mention.name.is_empty()
        || !(before.person || mention.person)
    {
        return;
    }
    let (named, described) = if mention.name.is_empty() { (before, mention) } else { (mention, before) };
    described.apposition = true;
    named.person = true;
    named.roles.extend(described.roles.iter().cloned());
    if !described.roles.iter().any(|role| role == "former") {
        named.offices.push(described.head.clone());
    }
    named.gender = named.gender.or(described.gender);
}

/// The part of a source before its first comma, preposition or relative pronoun: what [`describe`] looks at.
pub(super) fn core(source: &[Token]) -> Range<usize> {
    let start =
        source.iter().position(|token| !matches!(token.tag, Tag::Mark | Tag::Adverb | Tag::Bracket)).unwrap_or(0);
    let mut end = start + phrase_length(&source[start..]);
    while source.get(end).is_some_and(|token| token.tag == Tag::Genitive) && end > start {
        let more = phrase_length(&source[end + 1..]);
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    start..end
}

/// "the chief, Ann Lee": the name behind the description a source begins with, unless the description is of somebody else
/// ("a spokesman for the mayor, Ann Lee").
pub(super) fn name_behind(source: &[Token], core: Range<usize>) -> Option<Range<usize>> {
    let comma = core.end + source[core.end..].iter().position(|token| token.tag == Tag::Comma)?;
    let foreign = source[core.end..comma].iter().any(|token| {
        matches!(token.tag, Tag::Wh | Tag::That | Tag::Gerund)
            || token.word.preposition.meets(complement::FOR | complement::WITH)
    });
    let length = phrase_length(&source[comma + 1..]);
    let phrase = comma + 1..comma + 1 + length;
    let name = source[phrase.clone()].iter().rev().take_while(|token| token.tag == Tag::Name).count();
    let closed = source.get(phrase.end).is_none_or(|next| next.tag == Tag::Comma);
    (!foreign && name >= 2 && closed).then_some(phrase)
}
