//! `[ask]`: how questions are answered.

use super::keys::{Key, Takes};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// How many passages an answer shows where the command line does not say.
    pub limit: usize,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { limit: 3 }
    }
}

pub(super) const KEYS: [Key; 1] =
    [Key { name: "ask.limit", takes: Takes::Number(1..=100, |config, number| config.ask.limit = number as usize) }];
