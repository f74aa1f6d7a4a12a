//! Reports of languages that put the verb before its subject: "…, teilte die Polizei mit", "…, affirme-t-il, …", "—… —dijo Ana—",
//! "…, so der Minister", "wie der Bote berichtete". A lexicon says whether its language has them.

use std::ops::Range;

use super::content::{self, Shape, Start};
use super::direct;
use super::evidence::{Evidence, evidence};
use super::indirect::{Mood, Proposal};
use super::lexicon::{Class, Lexicon, complement, function};
use super::source::{self, Relation, Source};
use super::tokens::{Tag, Token};
use super::units::Unit;

/// What is inserted has no more words than this behind its subject.
const LENGTH: usize = 14;

/// Adds what is inserted to the proposals of a unit; whatever else took the same words for its cue gives way.
pub(super) fn refine(unit: &[Token], lexicon: &Lexicon, mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    if !lexicon.inserted {
        return proposals;
    }
    proposals.iter_mut().for_each(|proposal| trim(unit, proposal));
    proposals.retain_mut(|proposal| turn_round(unit, proposal));
    proposals.retain(|proposal| proposal.content.iter().any(|range| !range.is_empty()));
    let mut at = 0;
    while at < unit.len() {
        let Some((proposal, end)) =
            like(unit, at).or_else(|| verb_first(unit, at)).or_else(|| verb_second(unit, at, lexicon))
        else {
            at += 1;
            continue;
        };
        let taken = at..end;
        proposals.retain(|other| !taken.contains(&other.cue.start));
        proposals.push(proposal);
        at = end.max(at + 1);
    }
    proposals
}

/// "Das teilte die Polizei am Montag mit.": a sentence that only says who said the one before.
pub(super) fn refers_back(unit: &[Token], lexicon: &Lexicon) -> Option<Source> {
    let this = unit.first().filter(|first| lexicon.inserted && first.word.is(function::THIS))?;
    let verb = unit.get(1).filter(|verb| verb.start > this.end && direct::speaks(verb))?;
    let tokens = source::phrase_after(unit, 2)?;
    let alone = unit[2..].iter().all(|token| !matches!(token.tag, Tag::Comma | Tag::Colon | Tag::Quote));
    (alone && verb.tag != Tag::Have).then_some(Source { tokens, relation: Relation::After })
}

/// "Sie bleibe offen.": the mood of reported speech goes on without naming anybody.
pub(super) fn goes_on(unit: &[Token]) -> bool {
    let own = |token: &Token| token.word.is(function::PARTICIPANT) && token.tag == Tag::Pronoun;
    unit.iter().any(|token| token.word.is(function::SUBJUNCTIVE)) && !unit.iter().any(own)
}

/// Joins "—¿Es seguro?" and "—preguntó Ana." in a dialogue with dashes.
pub(super) fn joins(before: &Unit, unit: &Unit) -> bool {
    let dash = |unit: &Unit| unit.first().is_some_and(|first| first.tag == Tag::Dash);
    dash(before) && dash(unit) && unit.get(1).is_some_and(direct::speaks)
}

/// A mark, a verb of saying and its subject: what stands around them is said.
fn verb_first(unit: &[Token], mark: usize) -> Option<(Proposal, usize)> {
    if mark == 0 || !matches!(unit[mark].tag, Tag::Comma | Tag::Dash | Tag::Quote) {
        return None;
    }
    let auxiliary = unit.get(mark + 1).filter(|token| token.tag == Tag::Have).map(|_| mark + 1);
    let mut verb = auxiliary.map_or(mark + 1, |auxiliary| auxiliary + 1);
    let pronoun = unit.get(verb).filter(|token| auxiliary.is_some() && token.tag == Tag::Pronoun).map(|_| verb);
    verb += usize::from(pronoun.is_some());
    let word = unit.get(verb)?.word;
    let says = word.verb.is_some_and(|cue| cue.complements.meets(complement::QUOTE)) || word.is(function::INSERTED);
    let quote = [mark, mark - 1].into_iter().find(|&at| unit[at].tag == Tag::Quote);
    // The general rules know what stands behind a quotation.
    if !says || quote.is_some() && !word.is(function::INSERTED) {
        return None;
    }
    let subject = match pronoun {
        Some(pronoun) => pronoun..pronoun + 1,
        None => source::phrase_after(unit, verb + 1).filter(|phrase| begins_subject(&unit[phrase.start]))?,
    };
    let close = close(unit, subject.end.max(verb + 1))?;
    let dialogue = unit[0].tag == Tag::Dash && unit[mark].tag == Tag::Dash;
    let start = if dialogue { 1 } else { source::clause_start(unit, mark) };
    let before = quote.map_or(start..mark, |quote| quote..quote + 1);
    let goes_on =
        matches!(unit.get(close).map(|token| token.tag), Some(Tag::Comma | Tag::Dash)) && close + 1 < unit.len();
    let after = goes_on.then(|| close + 1..content::end(unit, Start { shape: Shape::Bare, at: close + 1 }));
    let content: Vec<Range<usize>> = [Some(before), after]
        .into_iter()
        .flatten()
        .filter(|range| unit[range.clone()].iter().any(|token| token.is_word() || token.tag == Tag::Quote))
        .collect();
    let clause = content
        .iter()
        .flat_map(|range| &unit[range.clone()])
        .any(|token| direct::is_finite(token) || token.tag == Tag::Quote);
    let cue = if auxiliary.is_some() && pronoun.is_none() { verb - 1..verb + 1 } else { verb..verb + 1 };
    let source = speaker(unit, subject);
    source.as_ref()?;
    (dialogue || clause).then(|| (build(unit, source, cue, content), close))
}

/// "wie der Bote berichtete", "comme l'a dit le maire", "según dijo la policía".
fn like(unit: &[Token], at: usize) -> Option<(Proposal, usize)> {
    let opens = at == 0 || matches!(unit[at - 1].tag, Tag::Comma | Tag::Quote);
    if !opens || !unit[at].word.is(function::LIKE) {
        return None;
    }
    let close = at
        + 1
        + unit[at + 1..].iter().take(LENGTH + 4).position(|token| matches!(token.tag, Tag::Comma | Tag::Stop))?;
    let says = |at: &usize| {
        let word = unit[*at].word;
        word.verb.is_some_and(|cue| cue.complements.meets(complement::QUOTE))
    };
    let verb = (at + 1..close).rev().find(says)?;
    let behind = source::phrase_after(unit, verb + 1)
        .filter(|phrase| phrase.start < close && begins_subject(&unit[phrase.start]));
    let subject = match behind {
        Some(behind) => behind.start..behind.end.min(close),
        None => source::phrase_after(unit, at + 1)
            .map(|phrase| phrase.start..phrase.end.min(verb))
            .filter(|phrase| !phrase.is_empty())?,
    };
    let content = if at == 0 {
        close + 1..content::end(unit, Start { shape: Shape::Bare, at: (close + 1).min(unit.len() - 1) })
    } else if unit[at - 1].tag == Tag::Quote {
        at - 1..at
    } else {
        source::clause_start(unit, at - 1)..at - 1
    };
    if content.is_empty() || content.start >= unit.len() {
        return None;
    }
    let source = Source { tokens: subject, relation: Relation::Subject };
    Some((build(unit, Some(source), verb..verb + 1, vec![content]), close))
}

/// "Am Montag sagte Brandt, die Brücke sei sicher": the subject behind the verb, where something else stands first.
fn verb_second(unit: &[Token], verb: usize, lexicon: &Lexicon) -> Option<(Proposal, usize)> {
    if !lexicon.verb_second || !direct::speaks(&unit[verb]) {
        return None;
    }
    let start = source::clause_start(unit, verb);
    let first = unit.get(start).filter(|_| start < verb)?;
    let adjunct = matches!(first.tag, Tag::Preposition | Tag::Adverb) || first.word.is(function::TIME);
    let plain = unit[start..verb].iter().all(|token| token.is_word() && !direct::is_finite(token));
    let opens = unit.get(verb + 1).is_some_and(|next| begins_subject(next) && !next.word.is(function::DATIVE));
    if !adjunct || !plain || !opens {
        return None;
    }
    let phrase = source::phrase_after(unit, verb + 1)?;
    let mark = phrase.end + unit[phrase.end..].iter().take(LENGTH).position(|token| !token.is_word())?;
    let at = mark + 1;
    let next = unit.get(at)?;
    let quoted = next.tag == Tag::Quote && matches!(unit[mark].tag, Tag::Colon | Tag::Comma);
    let clause = unit[mark].tag == Tag::Comma
        && (matches!(next.tag, Tag::That | Tag::Wh | Tag::Pronoun | Tag::Determiner | Tag::Name)
            || next.word.is(function::IMPERSONAL));
    let end = if quoted { at + 1 } else { content::end(unit, Start { shape: Shape::That, at }) };
    // "In der Mitteilung heißt es": where it stands says so.
    let impersonal = unit[phrase.start].word.is(function::IMPERSONAL);
    let tokens = if impersonal { source::phrase_before(unit, verb) } else { Some(phrase) };
    let source = tokens.map(|tokens| Source { tokens, relation: Relation::After });
    let mut proposal = build(unit, source, verb..verb + 1, std::iter::once(at..end).collect());
    proposal.shape = if quoted { Shape::Quote } else { Shape::That };
    proposal.evidence = evidence(unit, &proposal, &[]);
    (quoted || clause).then_some((proposal, mark))
}

/// Who says so; "heißt es" names nobody, unless it tells where: "heißt es in der Mitteilung".
fn speaker(unit: &[Token], subject: Range<usize>) -> Option<Source> {
    if !unit[subject.start].word.is(function::IMPERSONAL) {
        return Some(Source { tokens: subject, relation: Relation::After });
    }
    let preposition = unit.get(subject.end).filter(|token| token.tag == Tag::Preposition)?;
    let tokens = source::phrase_after(unit, subject.end + 1).filter(|_| preposition.is_word())?;
    Some(Source { tokens, relation: Relation::After })
}

fn build(unit: &[Token], source: Option<Source>, cue: Range<usize>, content: Vec<Range<usize>>) -> Proposal {
    let quoted = content.iter().any(|range| unit[range.clone()].iter().any(|token| token.tag == Tag::Quote));
    let mut proposal = Proposal {
        source,
        cue,
        content,
        class: Class::Formula,
        shape: if quoted { Shape::QuoteBefore } else { Shape::Before },
        mood: Mood::Past,
        nested: false,
        evidence: Evidence::default(),
    };
    proposal.evidence = evidence(unit, &proposal, &[]);
    proposal
}

fn begins_subject(token: &Token) -> bool {
    if token.word.is(function::DATIVE) {
        return false;
    }
    matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Name | Tag::Pronoun)
        || token.tag == Tag::Noun && token.capital
}

/// The mark behind the subject of what is inserted: only where, when and how may stand between.
fn close(unit: &[Token], from: usize) -> Option<usize> {
    let mark = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Dash | Tag::Stop | Tag::Quote | Tag::Semicolon);
    let length = unit[from.min(unit.len())..].iter().take(LENGTH).take_while(|token| !mark(token)).count();
    let plain = unit[from..from + length].iter().all(|token| !direct::is_finite(token) && token.tag != Tag::Colon);
    let close = from + length;
    (plain && unit.get(close).is_none_or(mark)).then_some(close)
}

/// "« … ! » s'exclame Anne Morel": the pronoun before the verb is no subject. Says whether there is one.
fn turn_round(unit: &[Token], proposal: &mut Proposal) -> bool {
    let Some(source) = proposal.source.as_mut() else {
        // "„…“, heißt es in dem Schreiben"
        let pronoun = proposal.cue.end - 1..proposal.cue.end;
        if unit[pronoun.start].word.is(function::IMPERSONAL) {
            proposal.source = speaker(unit, pronoun);
            proposal.evidence = evidence(unit, proposal, &[]);
        }
        return true;
    };
    let first = &unit[source.tokens.start];
    // "Es hieß, die Brücke sei sicher": nobody is named.
    if source.tokens.len() == 1 && first.word.is(function::IMPERSONAL) {
        let pronoun = source.tokens.clone();
        proposal.cue = pronoun.start.min(proposal.cue.start)..pronoun.end.max(proposal.cue.end);
        proposal.source = speaker(unit, pronoun);
        return true;
    }
    let clitic = source.tokens.len() == 1 && first.tag == Tag::Pronoun && !first.word.is(function::SUBJECT);
    if !clitic {
        return true;
    }
    let behind = source::phrase_after(unit, proposal.cue.end).filter(|phrase| begins_subject(&unit[phrase.start]));
    proposal.cue = source.tokens.start..proposal.cue.end;
    behind.map(|behind| source.tokens = behind).is_some()
}

/// Takes off what belongs to the verb: "kündigte eine Prüfung {an}", "nach Angaben der Polizei {gesperrt}".
fn trim(unit: &[Token], proposal: &mut Proposal) {
    if let Some(last) = proposal.content.last_mut()
        && last.start > proposal.cue.start
        && last.len() > 1
        && unit[last.end - 1].word.is(function::PARTICLE)
    {
        last.end -= 1;
    }
    // "a affirmé lundi Anne Morel"
    if let Some(source) = proposal.source.as_mut().filter(|source| source.tokens.len() > 1)
        && unit[source.tokens.start].word.is(function::TIME)
        && !unit[source.tokens.start].capital
    {
        source.tokens.start += 1;
    }
    let Some(source) = proposal.source.as_mut().filter(|_| proposal.class == Class::Formula) else { return };
    let end = source.tokens.end;
    let adjective = |token: &Token| token.tag == Tag::Noun && !token.capital && token.word.functions.is_empty();
    while source.tokens.len() > 1
        && unit[source.tokens.start..].iter().any(|token| token.capital)
        && adjective(&unit[source.tokens.end - 1])
        && unit[source.tokens.end - 2].capital
    {
        source.tokens.end -= 1;
    }
    if source.tokens.end < end {
        proposal.content.push(source.tokens.end..end);
    }
}
