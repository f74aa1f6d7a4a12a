//! The sentence of a run that answers, as far as one sentence does, and the voice of the run: what tells, and how much.

use std::ops::Range;

/// What tells that a sentence is the one that answers, each between 0 and 1.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct CoreSigns {
    /// What it holds with its speaker of what the article holds of the question, where words that are everywhere in it tell little.
    pub local: f32,
    /// A number, a date or a place stands there, where one is asked for.
    pub sort: f32,
    /// The one who speaks is the one whose words are asked for.
    pub subject: f32,
    /// The speaker stands there by name, where the question asks who.
    pub named: f32,
    /// A name that the question does not hold stands there, where it asks who or which.
    pub new_name: f32,
}

impl CoreSigns {
    pub const COUNT: usize = 5;

    pub fn values(&self) -> [f32; CoreSigns::COUNT] {
        [self.local, self.sort, self.subject, self.named, self.new_name]
    }

    /// The logarithm of the odds that this sentence of a run answers, but for a number that is the same for all of them.
    pub fn score(&self, weights: &[f32; CoreSigns::COUNT]) -> f32 {
        self.values().iter().zip(weights).map(|(sign, weight)| sign * weight).sum()
    }
}

/// How likely each sentence of a run is the one that answers, where one of them does, from what is known of every sentence of the article.
pub fn odds(answering: &[f32], run: &Range<usize>) -> Vec<f32> {
    let scores = answering.get(run.clone()).unwrap_or_default();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let all: f32 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_of_one_run() {
        let answering = [9.0, 1.0, 2.0, 1.0, 9.0];
        let odds = odds(&answering, &(1..4));
        assert_eq!(odds.len(), 3);
        assert!((odds.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(odds[1] > odds[0] && odds[0] == odds[2], "{odds:?}");
        assert!((odds[1] / odds[0] - 1.0_f32.exp()).abs() < 1e-5, "{odds:?}");
    }

    #[test]
    fn signs_are_weighed_in_their_order() {
        let signs = CoreSigns { local: 0.5, new_name: 1.0, ..CoreSigns::default() };
        assert!((signs.score(&[2.0, 8.0, 8.0, 8.0, 3.0]) - 4.0).abs() < 1e-6);
    }
}
