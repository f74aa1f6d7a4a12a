//! Direct speech without a cue of its own: quotations that go on, and paragraphs that begin with a reopened mark.

use std::ops::Range;

use super::indirect::Proposal;
use super::source;
use super::tokens::{Tag, Token};
use super::units::Unit;

/// Whether a unit is nothing but quotations and marks.
pub(super) fn only_quotes(unit: &Unit) -> bool {
    let quotes = unit.iter().filter(|token| token.tag == Tag::Quote).count();
    let words = unit.iter().filter(|token| token.is_word()).count();
    quotes > 0 && words <= 2
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
    subject_of(&unit[..mark])
        .or_else(|| if unit[mark].tag == Tag::Comma { None } else { source::phrase_before(unit, mark) })
}

/// The subject of the first finite verb.
pub(super) fn subject_of(unit: &[Token]) -> Option<Range<usize>> {
    let finite = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal);
    let verb = unit.iter().position(finite)?;
    let source = source::subject(unit, source::group_start(unit, verb))?;
    Some(source.tokens)
}
