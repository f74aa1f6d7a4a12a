//! How sure the engine is that its best finding answers, and when it says nothing instead.

use super::evidence::Kind;
use super::weigh::Window;

/// Below this confidence nothing is quoted: from the curve that `cargo run --release --example weights` prints.
pub const THRESHOLD: f32 = 0.38;

/// What tells whether the best run of sentences answers.
pub type Signs = [f32; 8];

/// What each sign counts for, by a logistic curve; learned by the same command.
const WEIGHTS: Signs = [-3.2, 5.0, 0.0, 3.5, 0.0, 2.0, 0.0, 0.0];

/// Always 1; words held by the best run and its speaker; beside it; by the title; elsewhere in the article; its score; how far the
/// best run of another article is behind; names that are missing.
pub fn signs(windows: &[Window]) -> Signs {
    let Some(best) = windows.first() else { return Signs::default() };
    let held = |kind: Kind| best.evidence[kind];
    let rival = windows.iter().find(|window| window.article != best.article).map_or(0.0, |rival| rival.score);
    [
        1.0,
        held(Kind::Held) + held(Kind::Speaker),
        held(Kind::Near),
        held(Kind::Title),
        held(Kind::Elsewhere),
        best.score,
        best.score - rival,
        held(Kind::NamesMissing),
    ]
}

/// An estimate, 0 to 1.
pub fn of(windows: &[Window]) -> f32 {
    if windows.is_empty() {
        return 0.0;
    }
    let evidence: f32 = signs(windows).iter().zip(WEIGHTS).map(|(sign, weight)| sign * weight).sum();
    1.0 / (1.0 + (-evidence).exp())
}
