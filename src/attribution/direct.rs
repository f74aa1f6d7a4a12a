//! Direct speech without a cue of its own: quotations that go on, and paragraphs that begin with a reopened mark.

use super::indirect::Proposal;
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
    let claimed = |at: usize| accepted.iter().any(|proposal| proposal.content.iter().any(|range| range.contains(&at)));
    (0..unit.len()).filter(|&at| unit[at].tag == Tag::Quote && !claimed(at)).collect()
}
