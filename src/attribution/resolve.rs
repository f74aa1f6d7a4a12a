//! Who it is: pronouns, last names and descriptions traced back to the fullest form the article has given.
//!
//! A wrong name is worse than none, so two candidates that fit equally well mean no answer.

use super::mentions::{Gender, Mention};
use crate::text::Span;

/// What a source looks like from outside.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Profile {
    /// "he", "her".
    Pronoun(Gender),
    /// A phrase with a name or a description.
    Phrase(Mention),
    /// "we", "they", "who": never resolved.
    Other,
}

/// Where a pronoun looks for its name: so many paragraphs back.
const NEAR: usize = 2;

/// The fullest form of a source that begins at byte `at` of a paragraph; `speaker` is the source of the attribution before.
pub(super) fn resolve(
    profile: &Profile,
    at: usize,
    paragraph: usize,
    speaker: Option<&Mention>,
    mentions: &[Mention],
) -> Option<Span> {
    let before = &mentions[..mentions.partition_point(|mention| mention.span.start() < at)];
    match profile {
        Profile::Pronoun(gender) => pronoun(*gender, paragraph, speaker, before),
        Profile::Phrase(phrase) if !phrase.name.is_empty() => name(phrase, before),
        Profile::Phrase(phrase) if phrase.definite => description(phrase, before),
        Profile::Phrase(_) | Profile::Other => None,
    }
}

/// "he": whoever spoke last in this paragraph, else the nearest subject who can be meant, else whoever spoke last.
fn pronoun(gender: Gender, paragraph: usize, speaker: Option<&Mention>, before: &[Mention]) -> Option<Span> {
    let fits = |mention: &Mention| can_be(mention, gender, before);
    let near = || {
        before.iter().rev().take_while(|mention| mention.paragraph + NEAR >= paragraph).filter(|mention| fits(mention))
    };
    let speaker = speaker.filter(|speaker| speaker.paragraph + NEAR >= paragraph && fits(speaker));
    let spoke_here = speaker.filter(|speaker| speaker.paragraph == paragraph);
    let subject_here = near().find(|mention| mention.subject && mention.paragraph == paragraph);
    let chosen = spoke_here
        .or(subject_here)
        .or(speaker)
        .or_else(|| near().find(|mention| mention.subject))
        .or_else(|| near().next())?;
    Some(full_name(chosen, before).span)
}

fn can_be(mention: &Mention, gender: Gender, before: &[Mention]) -> bool {
    let full = full_name(mention, before);
    let known = full.gender.or(mention.gender);
    let person = known.is_some() || full.person || mention.person;
    let one = !mention.name.is_empty() && !mention.plural_name() && !mention.body;
    one && person && known.is_none_or(|known| known == gender)
}

/// "Johnson" or "Mr. Johnson": the only fuller name that ends the same.
fn name(phrase: &Mention, before: &[Mention]) -> Option<Span> {
    let full = full_name(phrase, before);
    (full.name.len() > phrase.name.len()).then_some(full.span)
}

/// The fullest mention with the same last name; the mention itself where several people share it.
fn full_name<'a>(phrase: &'a Mention, before: &'a [Mention]) -> &'a Mention {
    if phrase.name.len() != 1 {
        return phrase;
    }
    let same = |mention: &&Mention| {
        let gender = phrase.gender.is_none() || mention.gender.is_none() || phrase.gender == mention.gender;
        mention.name.len() > 1 && mention.name.last() == phrase.name.last() && gender
    };
    let Some(first) = before.iter().find(same) else { return phrase };
    let one = before.iter().filter(same).all(|mention| mention.name.first() == first.name.first());
    if one { first } else { phrase }
}

/// "the official": the one earlier description with the same noun, or the one name with that role.
fn description(phrase: &Mention, before: &[Mention]) -> Option<Span> {
    let fuller = |mention: &&Mention| {
        let described = mention.name.is_empty()
            && mention.head == phrase.head
            && mention.plural == phrase.plural
            && mention.roles.len() > phrase.roles.len();
        let named = !mention.name.is_empty()
            && (mention.roles.contains(&phrase.head) || mention.name.last() == Some(&phrase.head));
        described || named
    };
    let last = before.iter().rev().find(fuller)?;
    let one = before.iter().filter(fuller).all(|mention| same_one(mention, last));
    if one { Some(last.span) } else { None }
}

fn same_one(mention: &Mention, other: &Mention) -> bool {
    if mention.name.is_empty() != other.name.is_empty() {
        return false;
    }
    if mention.name.is_empty() {
        return mention.roles == other.roles;
    }
    mention.name.last() == other.name.last()
}

impl Mention {
    /// "the Johnsons", "some Americans".
    fn plural_name(&self) -> bool {
        self.plural && (self.name.len() == 1 && (self.definite || !self.roles.is_empty() || self.determined))
    }
}
