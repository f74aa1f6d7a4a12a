//! Whose words a stretch of text is.

use crate::article::{Attribution, Voice};
use crate::text::Span;

/// An attribution below this confidence is shown without naming its source.
pub const SURE: f32 = 0.62;

/// Whose words a stretch of text is: the attribution that holds most of it, if that is at least as much as the article's own part.
pub fn voice_of(span: Span, attributions: &[Attribution]) -> Voice {
    let mut best: Option<&Attribution> = None;
    for attribution in attributions {
        if attribution.share_of(span) > best.map_or(0, |best| best.share_of(span)) {
            best = Some(attribution);
        }
    }
    match best {
        None => Voice::Article,
        Some(best) if own_part(span, attributions) > best.share_of(span) => Voice::Article,
        Some(best) if best.confidence < SURE => Voice::Uncertain(best.clone()),
        Some(best) => Voice::Source(best.clone()),
    }
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
