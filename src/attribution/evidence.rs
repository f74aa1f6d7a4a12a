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
pub(crate) struct Evidence(pub(crate) u128);

impl Evidence {
    fn add(&mut self, sign: Sign) {
        self.0 |= 1 << sign as u32;
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
    evidence.add(class_sign(proposal.class));
    evidence.add(shape_sign(proposal.shape));
    evidence.add(mood_sign(proposal.mood));
    evidence.add(source_sign(tokens, proposal));
    evidence.add(relation_sign(proposal));
    surroundings(tokens, proposal, earlier, &mut evidence);
    pairs(tokens, proposal, &mut evidence);
    evidence
}

fn class_sign(class: Class) -> Sign {
    match class {
        Class::Say => Sign::ClassSay,
        Class::Manner => Sign::ClassManner,
        Class::Ask => Sign::ClassAsk,
        Class::Request => Sign::ClassRequest,
        Class::Commit => Sign::ClassCommit,
        Class::Believe => Sign::ClassBelieve,
        Class::Learn => Sign::ClassLearn,
        Class::Characterize => Sign::ClassCharacterize,
        Class::Desire => Sign::ClassDesire,
        Class::Strive => Sign::ClassStrive,
        Class::Feel => Sign::ClassFeel,
        Class::Affect => Sign::ClassAffect,
        Class::Judge => Sign::ClassJudge,
        Class::Side => Sign::ClassSide,
        Class::Show => Sign::ClassShow,
        Class::Seem => Sign::ClassSeem,
        Class::Topic => Sign::ClassTopic,
        Class::Act => Sign::ClassAct,
        Class::Issue => Sign::ClassIssue,
        Class::Noun => Sign::ClassNoun,
        Class::Adjective => Sign::ClassAdjective,
        Class::Formula => Sign::ClassFormula,
        Class::Hearsay => Sign::ClassHearsay,
        Class::Label => Sign::ClassLabel,
    }
}

fn shape_sign(shape: Shape) -> Sign {
    match shape {
        Shape::Quote => Sign::ShapeQuote,
        Shape::Colon => Sign::ShapeColon,
        Shape::That => Sign::ShapeThat,
        Shape::Bare => Sign::ShapeBare,
        Shape::Wh => Sign::ShapeWh,
        Shape::To => Sign::ShapeTo,
        Shape::Object => Sign::ShapeObject,
        Shape::ObjectTo => Sign::ShapeObjectTo,
        Shape::ObjectAs => Sign::ShapeObjectAs,
        Shape::Gerund => Sign::ShapeGerund,
        Shape::Preposition => Sign::ShapePreposition,
        Shape::Before => Sign::ShapeBefore,
        Shape::QuoteBefore => Sign::ShapeQuoteBefore,
        Shape::Around => Sign::ShapeAround,
        Shape::Predicate => Sign::ShapePredicate,
    }
}

fn mood_sign(mood: Mood) -> Sign {
    match mood {
        Mood::Past => Sign::MoodPast,
        Mood::Present => Sign::MoodPresent,
        Mood::Perfect => Sign::MoodPerfect,
        Mood::Modal => Sign::MoodModal,
        Mood::Infinitive => Sign::MoodInfinitive,
        Mood::Gerund => Sign::MoodGerund,
        Mood::Progressive => Sign::MoodProgressive,
        Mood::Passive => Sign::MoodPassive,
        Mood::Reduced => Sign::MoodReduced,
        Mood::Nominal => Sign::MoodNominal,
    }
}

fn relation_sign(proposal: &Proposal) -> Sign {
    match proposal.source.as_ref().map(|source| source.relation) {
        None => Sign::SourceNone,
        Some(Relation::Subject) => Sign::SourceSubject,
        Some(Relation::Parenthesis) => Sign::SourceParenthesis,
        Some(Relation::Antecedent) => Sign::SourceAntecedent,
        Some(Relation::Shared) => Sign::SourceShared,
        Some(Relation::After) => Sign::SourceAfter,
        Some(Relation::Owner) => Sign::SourceOwner,
    }
}

fn source_sign(tokens: &[Token], proposal: &Proposal) -> Sign {
    let Some(source) = &proposal.source else { return Sign::KindNone };
    let words = &tokens[source.tokens.clone()];
    let any = |functions| words.iter().any(|token| token.word.is(functions));
    if any(function::SUBJECT | function::POSSESSIVE) && words.len() <= 2 {
        return if any(function::PARTICIPANT) { Sign::KindParticipant } else { Sign::KindPronoun };
    }
    // Only people ask not to be named.
    let unnamed = words.len() > 1 && any(function::ANONYMITY);
    if any(function::PERSON) || unnamed {
        Sign::KindPerson
    } else if any(function::DOCUMENT) {
        Sign::KindDocument
    } else if words.iter().any(|token| token.tag == Tag::Name) {
        Sign::KindName
    } else if any(function::BODY) {
        Sign::KindBody
    } else {
        Sign::KindOther
    }
}

fn surroundings(tokens: &[Token], proposal: &Proposal, earlier: &[Proposal], evidence: &mut Evidence) {
    let cue = &proposal.cue;
    let group = &tokens[cue.clone()];
    evidence.add_if(proposal.nested, Sign::Nested);
    evidence.add_if(proposal.fixed && proposal.class != Class::Noun, Sign::Idiom);
    evidence.add_if(proposal.fixed && proposal.class == Class::Noun, Sign::LightVerb);
    evidence.add_if(group.iter().any(|token| token.tag == Tag::Not), Sign::Negated);
    evidence.add_if(group.iter().any(|token| token.quote.is_some()), Sign::Quoted);
    let clause = &tokens[cue.start.saturating_sub(12)..cue.start];
    let clause =
        clause.rsplit(|token| matches!(token.tag, Tag::Comma | Tag::Semicolon | Tag::Quote)).next().unwrap_or(clause);
    evidence.add_if(clause.iter().any(|token| token.word.is(function::CONDITIONAL)), Sign::Conditional);
    evidence.add_if(clause.iter().any(|token| token.tag == Tag::Subordinator), Sign::Subordinate);
    evidence.add_if(tokens.iter().all(|token| token.tag != Tag::Stop), Sign::NoStop);
    let length: usize = proposal.content.iter().map(Range::len).sum();
    evidence.add_if(length <= 2, Sign::ContentShort);
    evidence.add_if(length >= 12, Sign::ContentLong);
    let quoted = |token: &&Token| token.quote.is_some() && token.is_word();
    let quoted =
        proposal.content.iter().map(|range| tokens[range.clone()].iter().filter(quoted).count()).sum::<usize>();
    let quote = proposal.content.iter().any(|range| tokens[range.clone()].iter().any(|token| token.tag == Tag::Quote));
    evidence.add_if(quoted > 0 || quote, Sign::ContentQuoted);
    evidence.add_if(quoted >= 5, Sign::ContentMuchQuoted);
    evidence.add_if(quoted * 10 >= length * 7, Sign::ContentWhollyQuoted);
    evidence.add_if(earlier.is_empty(), Sign::First);
}

/// Cues with a noun phrase for a content: some kinds nearly always report then, some rarely.
const OBJECTS: [(Class, Sign); 14] = [
    (Class::Say, Sign::SayObject),
    (Class::Manner, Sign::MannerObject),
    (Class::Request, Sign::RequestObject),
    (Class::Commit, Sign::CommitObject),
    (Class::Believe, Sign::BelieveObject),
    (Class::Learn, Sign::LearnObject),
    (Class::Characterize, Sign::CharacterizeObject),
    (Class::Desire, Sign::DesireObject),
    (Class::Feel, Sign::FeelObject),
    (Class::Judge, Sign::JudgeObject),
    (Class::Side, Sign::SideObject),
    (Class::Show, Sign::ShowObject),
    (Class::Topic, Sign::TopicObject),
    (Class::Issue, Sign::IssueObject),
];

/// Cues with a clause.
const CLAUSES: [(Class, Sign); 9] = [
    (Class::Say, Sign::SayClause),
    (Class::Manner, Sign::MannerClause),
    (Class::Believe, Sign::BelieveClause),
    (Class::Learn, Sign::LearnClause),
    (Class::Show, Sign::ShowClause),
    (Class::Desire, Sign::DesireClause),
    (Class::Noun, Sign::NounClause),
    (Class::Request, Sign::RequestClause),
    (Class::Commit, Sign::CommitClause),
];

/// Combinations that say more than their parts.
fn pairs(tokens: &[Token], proposal: &Proposal, evidence: &mut Evidence) {
    let object = matches!(proposal.shape, Shape::Object | Shape::Preposition | Shape::Gerund);
    let clause = matches!(proposal.shape, Shape::That | Shape::Bare | Shape::Wh | Shape::Colon);
    let quote = matches!(proposal.shape, Shape::Quote | Shape::QuoteBefore);
    let passive = proposal.mood == Mood::Passive;
    let table = if object {
        &OBJECTS[..]
    } else if clause {
        &CLAUSES[..]
    } else {
        &[]
    };
    table.iter().filter(|(class, _)| *class == proposal.class).for_each(|(_, sign)| evidence.add(*sign));
    evidence.add_if(quote && proposal.class == Class::Say, Sign::SayQuote);
    evidence.add_if(quote && proposal.class != Class::Say, Sign::OtherQuote);
    evidence.add_if(
        passive && matches!(proposal.class, Class::Believe | Class::Strive | Class::Seem),
        Sign::BelievePassive,
    );
    evidence.add_if(passive && object, Sign::ObjectPassive);
    let document = proposal
        .source
        .as_ref()
        .is_some_and(|source| tokens[source.tokens.clone()].iter().any(|token| token.word.is(function::DOCUMENT)));
    evidence.add_if(document && matches!(proposal.class, Class::Show | Class::Learn), Sign::DocumentShows);
    let past = matches!(proposal.mood, Mood::Past);
    evidence.add_if(past && proposal.class == Class::Say, Sign::SayPast);
    evidence.add_if(proposal.mood == Mood::Modal && proposal.class == Class::Say, Sign::SayModal);
    let closing = tokens.get(proposal.cue.end).is_none_or(|token| !token.is_word() || token.word.is(function::TIME));
    evidence.add_if(closing && proposal.class == Class::Say && proposal.shape == Shape::Before, Sign::SayCloses);
}
