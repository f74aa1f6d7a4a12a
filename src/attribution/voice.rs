//! Whose words a stretch of text is.

pub use crate::article::SURE;
use crate::article::{Attribution, Voice};
use crate::text::Span;

/// What somebody says counts as theirs from this part of the article's own words on: a fifth.
const EARNEST: usize = 5;

/// Whose words a stretch of text is: of those whose part, all their sayings in it together, is not small beside the article's own, a
/// sure one before an unsure one, then the largest, then the first.
pub fn voice_of(span: Span, attributions: &[Attribution]) -> Voice {
    let own = own_part(span, attributions);
    let mut best: Option<(bool, usize, &Attribution)> = None;
    for attribution in attributions {
        let share = attribution.share_of(span);
        let sure = attribution.sure_source().is_some();
        let larger = best.is_none_or(|(best_sure, best_share, _)| (sure, share) > (best_sure, best_share));
        if share > 0 && larger && part_of_speaker(attribution, span, attributions) * EARNEST >= own {
            best = Some((sure, share, attribution));
        }
    }
    match best {
        None => Voice::Article,
        Some((true, _, best)) => Voice::Source(best.clone()),
        Some((false, _, best)) => Voice::Uncertain(best.clone()),
    }
}

/// How many bytes of a span are words of one attribution's speaker, whichever attribution has them.
fn part_of_speaker(one: &Attribution, span: Span, attributions: &[Attribution]) -> usize {
    let name = |attribution: &Attribution| attribution.resolved.or(attribution.source);
    let same = |other: &&Attribution| *other == one || (name(one).is_some() && name(one) == name(other));
    attributions.iter().filter(same).map(|attribution| attribution.share_of(span)).sum()
}

/// How many bytes of a span belong to no source, cue or content.
fn own_part(span: Span, attributions: &[Attribution]) -> usize {
    let parts = attributions.iter().flat_map(|a| a.content.iter().copied().chain(a.source).chain(a.cue));
    let mut taken: Vec<Span> = parts.filter(|part| part.overlaps(span)).collect();
    taken.sort();
    let mut own = span.len();
    let mut reached = span.start();
    for part in taken {
        let start = part.start().max(reached);
        let end = part.end().min(span.end());
        if end > start {
            own -= end - start;
            reached = end;
        }
    }
    own
}
