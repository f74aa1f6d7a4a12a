//! Direct speech without a cue of its own: quotations that go on, and paragraphs that begin with a reopened mark.

use std::ops::Range;

use super::content::{self, Shape};
use super::indirect::Proposal;
use super::inserted;
use super::lexicon::{Class, complement, form, function};
use super::source::{self, Relation};
use super::tokens::{Tag, Token};
use super::units::Unit;

/// Who is named beside a quotation, and the verb that says so where one is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beside {
    pub(super) source: Range<usize>,
    pub(super) cue: Option<Range<usize>>,
}

impl Beside {
    fn without_cue(source: Range<usize>) -> Beside {
        Beside { source, cue: None }
    }
}

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
        let belongs = |before: &Unit| ends_open(before) && is_tag(&unit) || inserted::joins(before, &unit);
        match joined.last_mut().filter(|before| belongs(before)) {
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
    let Some(verb) = unit.iter().position(speaks).filter(|&verb| verb <= TAG) else { return false };
    let Some(cue) = unit[verb].word.verb.filter(|cue| cue.complements.meets(complement::QUOTE)) else { return false };
    let named = source::subject(unit, source::group_start(unit, verb)).is_some_and(|subject| subject.tokens.start == 0);
    let rest = content::after(unit, verb + 1, cue.complements);
    // "Lee asked the council" is a tag, "Lee called the show a disgrace" a report of its own.
    let hearer = matches!(cue.class, Class::Say | Class::Ask | Class::Manner);
    let silent = rest.is_none_or(|start| match start.shape {
        Shape::Object | Shape::Preposition => hearer,
        Shape::Quote => true,
        _ => false,
    });
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
pub(super) fn introduced(unit: &[Token], quote: usize) -> Option<Beside> {
    let mark = quote.checked_sub(1).filter(|&mark| matches!(unit[mark].tag, Tag::Colon | Tag::Comma | Tag::Dash))?;
    if let Some(inverted) = leading_verb(unit, mark) {
        return Some(inverted);
    }
    let name = source::phrase_before(unit, mark).filter(|phrase| {
        let apart = phrase.start.checked_sub(1).is_none_or(|before| !unit[before].is_nominal());
        let speaks = matches!(unit[phrase.end - 1].tag, Tag::Name) || unit[phrase.end - 1].word.is(function::DOCUMENT);
        // "Her uncle: “": somebody without a name speaks where the sentence is nothing else.
        let alone = phrase.start == 0 && unit[phrase.end - 1].word.is(function::PERSON | function::BODY);
        unit[mark].tag == Tag::Colon && apart && (speaks || alone)
    });
    let main =
        || subject_of(&unit[..mark]).filter(|source| unit[mark].tag == Tag::Colon && can_speak(&unit[source.clone()]));
    name.or_else(main).or_else(|| last_subject(&unit[..mark])).map(Beside::without_cue)
}

/// "But, said Lee, “…": the source between its verb and the mark before the quotation.
fn leading_verb(unit: &[Token], mark: usize) -> Option<Beside> {
    let phrase = source::phrase_before(unit, mark)?;
    let verb = phrase.start.checked_sub(1).filter(|&verb| speaks(&unit[verb]))?;
    let opens = verb.checked_sub(1).is_none_or(|before| !unit[before].is_word());
    opens.then_some(Beside { source: phrase, cue: Some(verb..verb + 1) })
}

/// Whether a word can be a verb that reports quotations, whatever its neighbours made of it.
pub(super) fn speaks(token: &Token) -> bool {
    token.word.forms.meets(form::PAST.and(form::THIRD).and(form::BASE))
        && token.word.verb.is_some_and(|cue| cue.complements.meets(complement::QUOTE))
}

/// "― Ann Lee, mayor": the name under a quotation.
pub(super) fn signature(unit: &[Token]) -> Option<Range<usize>> {
    let dashes = unit.iter().take_while(|token| token.tag == Tag::Dash).count();
    let words = unit.iter().rposition(Token::is_word)? + 1;
    // "― Ann Lee (@annlee) May 3, 2016"
    let end = unit.iter().position(|token| token.tag == Tag::Bracket).filter(|&at| at > dashes).unwrap_or(words);
    let the = usize::from(unit.get(dashes).is_some_and(|token| token.tag == Tag::Determiner));
    let named = unit.get(dashes + the).is_some_and(|token| token.tag == Tag::Name) && end <= dashes + 12;
    // A pull quote closes its marks behind the name.
    let closes = unit.last().is_some_and(|last| last.tag == Tag::Mark) && words < unit.len();
    ((dashes > 0 || closes) && named && !unit.iter().any(is_finite)).then_some(dashes..end)
}

/// Whether a subject is somebody who can speak rather than a thing.
pub(super) fn can_speak(source: &[Token]) -> bool {
    source.iter().any(|token| {
        token.tag == Tag::Name
            || token.word.is(function::PERSON | function::BODY | function::SUBJECT | function::OBJECT)
    })
}

/// Whether a unit ends in a colon, so that what follows is announced by it.
pub(super) fn announces(unit: &[Token]) -> bool {
    unit.last().is_some_and(|last| last.tag == Tag::Colon)
}

/// Whom a sentence that ends in a colon announces: "The mayor replied:", "Transcript as follows:".
pub(super) fn announced(unit: &[Token]) -> Option<Beside> {
    let mark = unit.len().checked_sub(1)?;
    let follows = mark.checked_sub(2).filter(|&at| unit[at].tag == Tag::Subordinator);
    if let Some(end) = follows {
        return source::phrase_before(unit, end).map(Beside::without_cue);
    }
    let Some(source) = speaking_subject(&unit[..mark]) else {
        return source::phrase_before(unit, mark).map(Beside::without_cue);
    };
    let verb = (source.end..mark).rev().find(|&at| is_finite(&unit[at])).filter(|&verb| speaks(&unit[verb]));
    Some(Beside { source, cue: verb.map(|verb| source::group_start(unit, verb)..mark) })
}

/// The subject of the last finite verb, or of the first where that is nobody who can speak.
fn speaking_subject(unit: &[Token]) -> Option<Range<usize>> {
    let speaks = |source: &Range<usize>| can_speak(&unit[source.clone()]);
    let last = last_subject(unit);
    last.clone().filter(speaks).or_else(|| subject_of(unit).filter(speaks)).or(last)
}

/// The subject of the last finite verb.
pub(super) fn last_subject(unit: &[Token]) -> Option<Range<usize>> {
    let verb = unit.iter().rposition(is_finite)?;
    Some(source::subject(unit, source::group_start(unit, verb))?.tokens)
}

pub(super) fn is_finite(token: &Token) -> bool {
    matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
}

/// Whom the words after a quotation name, whatever the verb: "“…,” an angry Lee shot back".
pub(super) fn tagged(unit: &[Token], quote: usize) -> Option<Beside> {
    let start = quote + 1 + usize::from(unit.get(quote + 1).is_some_and(|token| token.tag == Tag::Comma));
    if unit.get(start).is_some_and(|token| token.tag == Tag::Dash) {
        let source = signature(&unit[start..])?;
        return Some(Beside::without_cue(start + source.start..start + source.end));
    }
    // A verb in no lexicon: "« … », soupire Odette Brisset", "«…», ha detto Anna Rossi".
    let unknown = |token: &&Token| {
        token.tag == Tag::Noun && !token.capital && token.word.functions.is_empty() && token.word.forms.is_empty()
    };
    let verbs = unit[start.min(unit.len())..].iter().take(2).take_while(unknown).count();
    if verbs > 0 && start > quote + 1 && unit.get(start + verbs).is_some_and(|token| token.tag == Tag::Name) {
        return source::phrase_after(unit, start + verbs).map(Beside::without_cue);
    }
    let rest = &unit[start.min(unit.len())..];
    let verb = rest.iter().take(TAG).position(|token| token.tag == Tag::Verb);
    // "“Not one,” Lee answers.", "the two write": a verb taken for a noun.
    let hidden = rest.iter().take(TAG).take_while(|token| token.is_word()).position(speaks).filter(|&at| at > 0);
    let length = verb.or(hidden)?;
    if length == 0 {
        let source = source::phrase_after(unit, start + 1)?;
        return Some(Beside { source, cue: speaks(&unit[start]).then_some(start..start + 1) });
    }
    let phrase = source::phrase_before(unit, start + length).filter(|phrase| phrase.start == start)?;
    let verb = phrase.end..start + length + 1;
    Some(Beside { source: phrase, cue: speaks(&unit[start + length]).then_some(verb) })
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
