//! How sure the engine is that its best finding answers, and when it says nothing instead.

use super::evidence::Window;
use super::question::Understood;

/// Below this confidence nothing is quoted.
pub const THRESHOLD: f32 = 0.25;

/// An estimate, 0 to 1, by a logistic curve over how much of the question the best window holds and how well it scores.
pub fn of(best: &Window, _understood: &Understood) -> f32 {
    let evidence = 5.0 * best.coverage + 2.0 * best.score - 3.2;
    1.0 / (1.0 + (-evidence).exp())
}
