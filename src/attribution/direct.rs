//! Direct speech without a cue of its own: quotations that go on, and paragraphs that begin with a reopened mark.

use std::ops::Range;

use super::content::{self, Shape};
use super::indirect::Proposal;
use super::lexicon::{complement, function};
use super::source::{self, Relation};
use super::tokens::{Tag, Token};
use super::units::Unit;

/// A subject between a quotation and its verb has no more tokens than this.
const TAG: usize = 12;

/// Whether a unit is nothing but quotations and marks.
pub(super) fn only_quotes(unit: &Unit) -> bool {
    let quotes = unit.iter().filter(|token| token.tag == Tag::Quote).count();
    let words = unit.iter().filter(|token| token.is_word()).count();
    quotes > 0 && words <= 2 && !unit.iter().any(|token| token.tag == Tag::Verb)
}

/// Joins "“Is it safe?”" and "Ann Lee asked." to one unit: a capital and a stop inside the marks hide that they belong together.
pub(super) fn join_tags(units: &mut Vec<Unit>) {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units.drain(..) {
        match joined.last_mut().filter(|before| ends_open(before) && is_tag(&unit)) {
            Some(before) => before.extend(unit),
            None => joined.push(unit),
        }
    }
    *units = joined;
}

/// Whether a unit is one quotation and nothing else.
fn ends_open(unit: &[Token]) -> bool {
    unit.len() == 1 && unit[0].tag == Tag::Quote
}

/// "Ann Lee asked the council.", "said Lee.": a subject and a verb of speaking that says nothing by itself.
fn is_tag(unit: &[Token]) -> bool {
    let Some(verb) = unit.iter().position(is_finite).filter(|&verb| verb <= TAG) else { return false };
    let Some(cue) = unit[verb].word.verb.filter(|cue| cue.complements.meets(complement::QUOTE)) else { return false };
    let named = source::phrase_before(unit, verb).is_some_and(|phrase| phrase == (0..verb));
    let rest = content::after(unit, verb + 1, cue.complements);
    let silent = rest.is_none_or(|start| matches!(start.shape, Shape::Object | Shape::Preposition | Shape::Quote));
    named && silent
}

/// The quotations of a unit that no proposal reports.
pub(super) fn unclaimed(unit: &[Token], accepted: &[Proposal]) -> Vec<usize> {
    (0..unit.len())
        .filter(|&at| unit[at].tag == Tag::Quote && !accepted.iter().any(|proposal| claims(proposal, at)))
        .collect()
}

pub(super) fn claims(proposal: &Proposal, quote: usize) -> bool {
    proposal.content.iter().any(|range| range.contains(&quote))
}

/// Whom the words before a quotation name: "The mayor on Monday: “", "The mayor smiled, “".
pub(super) fn introduced(unit: &[Token], quote: usize) -> Option<Range<usize>> {
    let mark = quote.checked_sub(1).filter(|&mark| matches!(unit[mark].tag, Tag::Colon | Tag::Comma | Tag::Dash))?;
    let name = source::phrase_before(unit, mark).filter(|phrase| {
        let apart = phrase.start.checked_sub(1).is_none_or(|before| !unit[before].is_nominal());
        unit[mark].tag == Tag::Colon && apart && unit[phrase.end - 1].tag == Tag::Name
    });
    name.or_else(|| last_subject(&unit[..mark]))
}

/// "― Ann Lee, mayor": the name under a quotation.
pub(super) fn signature(unit: &[Token]) -> Option<Range<usize>> {
    let dashes = unit.iter().take_while(|token| token.tag == Tag::Dash).count();
    let end = unit.iter().rposition(Token::is_word)? + 1;
    let named = unit.get(dashes).is_some_and(|token| token.tag == Tag::Name) && end <= dashes + 12;
    (dashes > 0 && named && !unit.iter().any(is_finite)).then_some(dashes..end)
}

/// Whether a subject is somebody who can speak rather than a thing.
pub(super) fn can_speak(source: &[Token]) -> bool {
    source.iter().any(|token| {
        token.tag == Tag::Name
            || token.word.is(function::PERSON | function::BODY | function::SUBJECT | function::OBJECT)
    })
}

/// Whom a sentence that ends in a colon announces: "The mayor replied:", "Transcript as follows:".
pub(super) fn announced(unit: &[Token]) -> Option<Range<usize>> {
    let mark = unit.iter().rposition(|token| token.tag == Tag::Colon).filter(|&mark| mark + 1 == unit.len())?;
    let follows = mark.checked_sub(2).filter(|&at| unit[at].tag == Tag::Subordinator);
    match follows {
        Some(end) => source::phrase_before(unit, end),
        None => last_subject(&unit[..mark]).or_else(|| source::phrase_before(unit, mark)),
    }
}

/// The subject of the last finite verb.
pub(super) fn last_subject(unit: &[Token]) -> Option<Range<usize>> {
    let verb = unit.iter().rposition(is_finite)?;
    Some(source::subject(unit, source::group_start(unit, verb))?.tokens)
}

fn is_finite(token: &Token) -> bool {
    matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
}

/// Whom the words after a quotation name, whatever the verb: "“…,” an angry Lee shot back".
pub(super) fn tagged(unit: &[Token], quote: usize) -> Option<Range<usize>> {
    let start = quote + 1 + usize::from(unit.get(quote + 1).is_some_and(|token| token.tag == Tag::Comma));
    if unit.get(start).is_some_and(|token| token.tag == Tag::Dash) {
        let source = signature(&unit[start..])?;
        return Some(start + source.start..start + source.end);
    }
    // A verb in no lexicon: "« … », soupire Odette Brisset".
    let unknown = unit.get(start).is_some_and(|token| token.tag == Tag::Noun && !token.capital);
    if unknown && start > quote + 1 && unit.get(start + 1).is_some_and(|token| token.tag == Tag::Name) {
        return source::phrase_after(unit, start + 1);
    }
    let length = unit[start.min(unit.len())..].iter().take(12).position(|token| token.tag == Tag::Verb)?;
    if length == 0 {
        return source::phrase_after(unit, start + 1);
    }
    let phrase = source::phrase_before(unit, start + length)?;
    (phrase.start == start).then_some(phrase)
}

/// The subject of the first finite verb outside a relative clause.
pub(super) fn subject_of(unit: &[Token]) -> Option<Range<usize>> {
    let verbs = (0..unit.len()).filter(|&at| is_finite(&unit[at])).take(6);
    let mut subjects = verbs.filter_map(|verb| source::subject(unit, source::group_start(unit, verb)));
    let first = subjects.next()?;
    let main = if first.relation == Relation::Antecedent {
        subjects.find(|subject| subject.relation == Relation::Parenthesis && subject.tokens.start == first.tokens.start)
    } else {
        None
    };
    Some(main.unwrap_or(first).tokens)
}
