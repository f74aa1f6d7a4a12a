//! Confidence: what speaks for and against a proposal, and a weight for each. No word has a weight of its own.

use super::content::Shape;
use super::indirect::{Mood, Proposal};
use std::ops::Range;

use super::lexicon::{Class, function};
use super::source::Relation;
use super::tokens::{Tag, Token};
use super::weights::{Sign, WEIGHTS};

/// What is true of a proposal, one bit each, in the order of [`WEIGHTS`](super::weights::WEIGHTS).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Evidence(pub(crate) u64);

impl Evidence {
    fn add(&mut self, sign: Sign) {
        self.0 |= 1 << sign as u32;
    }

    fn add_some(&mut self, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.add(sign);
        }
    }

    fn add_if(&mut self, condition: bool, sign: Sign) {
        if condition {
            self.add(sign);
        }
    }

    /// The probability that somebody is reported here, and rightly.
    pub(super) fn confidence(self) -> f32 {
        let sum: f32 =
            WEIGHTS.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1).map(|(_, (_, weight))| weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Collects the evidence for a proposal among the proposals before it in the same unit.
pub(super) fn evidence(tokens: &[Token], proposal: &Proposal, earlier: &[Proposal]) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.add(Sign::Always);
    evidence.add_some(class_sign(proposal.class));
    evidence.add_some(shape_sign(proposal.shape));
    evidence.add_some(mood_sign(proposal.mood));
    evidence.add_some(source_sign(tokens, proposal));
    evidence.add_some(relation_sign(proposal));
    surroundings(tokens, proposal, earlier, &mut evidence);
    evidence.add_if(is_nobody(tokens, proposal) || is_contradicted(tokens, proposal), Sign::Unsaid);
    pairs(tokens, proposal, &mut evidence);
    evidence
}

fn class_sign(class: Class) -> Option<Sign> {
    match class {
        Class::Say => Some(Sign::ClassSay),
        Class::Ask => Some(Sign::ClassAsk),
        Class::Request => Some(Sign::ClassRequest),
        Class::Strive => Some(Sign::ClassStrive),
        Class::Seem => Some(Sign::ClassSeem),
        Class::Act => Some(Sign::ClassAct),
        Class::Issue => Some(Sign::ClassIssue),
        Class::Noun => Some(Sign::ClassNoun),
        Class::Adjective => Some(Sign::ClassAdjective),
        Class::Formula => Some(Sign::ClassFormula),
        Class::Hearsay => Some(Sign::ClassHearsay),
        Class::Label => Some(Sign::ClassLabel),
        _ => None,
    }
}

fn shape_sign(shape: Shape) -> Option<Sign> {
    match shape {
        Shape::That => Some(Sign::ShapeThat),
        Shape::ObjectAs => Some(Sign::ShapeObjectAs),
        Shape::QuoteBefore => Some(Sign::ShapeQuoteBefore),
        _ => None,
    }
}

fn mood_sign(mood: Mood) -> Option<Sign> {
    match mood {
        Mood::Modal => Some(Sign::MoodModal),
        Mood::Infinitive => Some(Sign::MoodInfinitive),
        Mood::Gerund => Some(Sign::MoodGerund),
        Mood::Passive => Some(Sign::MoodPassive),
        _ => None,
    }
}

fn relation_sign(proposal: &Proposal) -> Option<Sign> {
    match proposal.source.as_ref().map(|source| source.relation) {
        Some(Relation::Subject) => Some(Sign::SourceSubject),
        Some(Relation::Parenthesis) => Some(Sign::SourceParenthesis),
        Some(Relation::Shared) => Some(Sign::SourceShared),
        _ => None,
    }
}

fn source_sign(tokens: &[Token], proposal: &Proposal) -> Option<Sign> {
    let words = &tokens[proposal.source.as_ref()?.tokens.clone()];
    let any = |functions| words.iter().any(|token| token.word.is(functions));
    if any(function::SUBJECT | function::POSSESSIVE) && words.len() <= 2 {
        return (!any(function::PARTICIPANT)).then_some(Sign::KindPronoun);
    }
    // Only people ask not to be named.
    let unnamed = words.len() > 1 && any(function::ANONYMITY);
    if any(function::PERSON) || unnamed {
        Some(Sign::KindPerson)
    } else if any(function::DOCUMENT) {
        Some(Sign::KindDocument)
    } else if words.iter().any(|token| token.tag == Tag::Name) {
        Some(Sign::KindName)
    } else if words.last().is_some_and(|last| last.word.is(function::QUANTIFIER) || last.tag == Tag::Number) {
        Some(Sign::KindNumber)
    } else {
        any(function::BODY).then_some(Sign::KindBody)
    }
}

fn surroundings(tokens: &[Token], proposal: &Proposal, earlier: &[Proposal], evidence: &mut Evidence) {
    let cue = &proposal.cue;
    let group = &tokens[cue.clone()];
    evidence.add_if(proposal.nested, Sign::Nested);
    evidence.add_if(group.iter().any(|token| token.tag == Tag::Not), Sign::Negated);
    evidence.add_if(group.iter().any(|token| token.quote.is_some()), Sign::Quoted);
    let clause = &tokens[cue.start.saturating_sub(12)..cue.start];
    let clause =
        clause.rsplit(|token| matches!(token.tag, Tag::Comma | Tag::Semicolon | Tag::Quote)).next().unwrap_or(clause);
    let supposed = clause.iter().any(|token| token.word.is(function::CONDITIONAL));
    evidence.add_if(supposed, Sign::Conditional);
    evidence.add_if(is_inverted(tokens, proposal) || is_denied(tokens, proposal), Sign::Unsaid);
    let length: usize = proposal.content.iter().map(Range::len).sum();
    evidence.add_if(length <= 2 && proposal.shape != Shape::To, Sign::ContentShort);
    let quoted = |token: &&Token| token.quote.is_some() && token.is_word();
    let quoted =
        proposal.content.iter().map(|range| tokens[range.clone()].iter().filter(quoted).count()).sum::<usize>();
    let quote = proposal.content.iter().any(|range| tokens[range.clone()].iter().any(|token| token.tag == Tag::Quote));
    evidence.add_if(quoted > 0 || quote, Sign::ContentQuoted);
    evidence.add_if(earlier.is_empty(), Sign::First);
}

/// "Had the mayor said that it was safe, it would be open": an auxiliary before its subject, where a sentence begins, supposes or asks.
fn is_inverted(tokens: &[Token], proposal: &Proposal) -> bool {
    let subject = proposal.source.as_ref().filter(|source| source.tokens.end <= proposal.cue.start);
    let before = subject.and_then(|source| source.tokens.start.checked_sub(1));
    before.is_some_and(|before| {
        tokens[before].tag == Tag::Have
            && !tokens[..before].iter().any(|token| token.is_word() || token.tag == Tag::Quote)
    })
}

/// "It is not true that the mayor said it was safe": somebody is said not to have said it.
fn is_denied(tokens: &[Token], proposal: &Proposal) -> bool {
    let subject = proposal.source.as_ref().filter(|source| source.tokens.end <= proposal.cue.start);
    let before = subject.and_then(|source| source.tokens.start.checked_sub(1));
    before.filter(|&before| tokens[before].tag == Tag::That).is_some_and(|that| {
        let clause = &tokens[that.saturating_sub(6)..that];
        let clause = clause.rsplit(|token| !token.is_word()).next().unwrap_or(clause);
        clause.iter().any(|token| token.tag == Tag::Not)
    })
}

/// "Nobody said", "neither the mayor nor the clerk said": somebody is said not to have said it.
fn is_nobody(tokens: &[Token], proposal: &Proposal) -> bool {
    let Some(start) = proposal.source.as_ref().map(|source| source.tokens.start) else { return false };
    let before = start.checked_sub(1).map(|before| &tokens[before]);
    tokens[start].word.is(function::DENIAL)
        || before.is_some_and(|before| before.tag == Tag::Coordinator && before.word.is(function::DENIAL))
}

/// "Contrary to what the mayor said, it is safe": what follows is not hers.
fn is_contradicted(tokens: &[Token], proposal: &Proposal) -> bool {
    let start = proposal.source.as_ref().map_or(proposal.cue.start, |source| source.tokens.start);
    let before = &tokens[start.saturating_sub(3)..start];
    matches!(before, [contrary, _, what] if what.tag == Tag::Wh && contrary.word.is(function::DENIAL))
}

/// Combinations that say more than their parts.
fn pairs(tokens: &[Token], proposal: &Proposal, evidence: &mut Evidence) {
    let object = matches!(proposal.shape, Shape::Object | Shape::Preposition | Shape::Gerund);
    let clause = matches!(proposal.shape, Shape::That | Shape::Bare | Shape::Wh | Shape::Colon);
    let quote = matches!(proposal.shape, Shape::Quote | Shape::QuoteBefore);
    let passive = proposal.mood == Mood::Passive;
    let class = |class| proposal.class == class;
    evidence.add_if(object && class(Class::Say), Sign::SayObject);
    evidence.add_if(object && class(Class::Manner), Sign::MannerObject);
    evidence.add_if(object && class(Class::Judge), Sign::JudgeObject);
    evidence.add_if(clause && class(Class::Manner), Sign::MannerClause);
    evidence.add_if(clause && class(Class::Learn), Sign::LearnClause);
    let to = matches!(proposal.shape, Shape::To);
    evidence.add_if(to && class(Class::Commit), Sign::CommitTo);
    // "is said to be": somebody says it, nobody is named.
    evidence.add_if(passive && to && proposal.source.is_none(), Sign::PassiveTo);
    evidence.add_if(quote && proposal.class == Class::Say, Sign::SayQuote);
    evidence.add_if(quote && proposal.class != Class::Say, Sign::OtherQuote);
    evidence.add_if(
        passive && matches!(proposal.class, Class::Believe | Class::Strive | Class::Seem),
        Sign::BelievePassive,
    );
    let document = proposal
        .source
        .as_ref()
        .is_some_and(|source| tokens[source.tokens.clone()].iter().any(|token| token.word.is(function::DOCUMENT)));
    evidence.add_if(document && matches!(proposal.class, Class::Show | Class::Learn), Sign::DocumentShows);
    let past = matches!(proposal.mood, Mood::Past);
    evidence.add_if(past && proposal.class == Class::Say, Sign::SayPast);
    let closing = tokens.get(proposal.cue.end).is_none_or(|token| !token.is_word() || token.word.is(function::TIME));
    evidence.add_if(closing && proposal.shape == Shape::Before && !class(Class::Formula), Sign::SayCloses);
}
