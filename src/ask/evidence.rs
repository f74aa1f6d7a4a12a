//! The kinds of evidence that a run of sentences answers, each a number that lies mostly between 0 and 1, and what each counts for.

use std::ops::{Index, IndexMut};

use crate::answer::Share;

/// One kind of evidence. "Held" is always measured in rarity: a share of what all words of the question are worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Words of the question that the run holds, by BM25: repeated words count more, words of long runs less.
    Words,
    /// Words of the question that the run holds, however often.
    Held,
    /// Words that one sentence of the run, the core, holds with its speaker.
    Core,
    /// The same, as a share of what the article holds, where words that are everywhere in the article tell little.
    Local,
    /// Words that the run and the sentences around it hold, by BM25.
    Around,
    /// Words that stand side by side in the question and in the run.
    Pairs,
    /// Words that only the sentences next to the run hold.
    Near,
    /// Words that stand neither in nor next to the run, but in the title.
    Title,
    /// Words found nowhere but elsewhere in the article.
    Elsewhere,
    /// The library's score of the whole article, as a share of the best article's.
    Article,
    /// The library's score of the passage, as a share of the best passage's.
    Passage,
    /// Words that the run only holds by its speaker, who is named or described elsewhere in the article.
    Speaker,
    /// The one who speaks is the one whose words are asked for.
    Subject,
    /// Somebody speaks, where the question asks what was said or who said it.
    Sourced,
    /// The speaker stands there by name, where the question asks who.
    Named,
    /// Words between quotation marks, where the question asks what was said.
    Quoted,
    /// A number, a date or a place where one is asked for.
    Sort,
    /// A name that the question does not hold, where it asks who or which.
    NewName,
    /// The question's rarest word is there, in or next to the run.
    Rarest,
    /// Names of the question that are neither in the run, nor next to it, nor in the title.
    NamesMissing,
    /// The run holds a headline, or a line that is no sentence.
    Heading,
    /// The run stands near the beginning of its article.
    Lead,
    /// The same as title and lead, where the question is long: long ones tell a story, whose gist stands in title and lead.
    TitleOfStory,
    LeadOfStory,
    /// The core asks itself: a quiz, not an answer.
    Asking,
    /// Length of the run, as a share of the longest a quote may be.
    Length,
}

impl Kind {
    pub const ALL: [Kind; 26] = [
        Kind::Words,
        Kind::Held,
        Kind::Core,
        Kind::Local,
        Kind::Around,
        Kind::Pairs,
        Kind::Near,
        Kind::Title,
        Kind::Elsewhere,
        Kind::Article,
        Kind::Passage,
        Kind::Speaker,
        Kind::Subject,
        Kind::Sourced,
        Kind::Named,
        Kind::Quoted,
        Kind::Sort,
        Kind::NewName,
        Kind::Rarest,
        Kind::NamesMissing,
        Kind::Heading,
        Kind::Lead,
        Kind::TitleOfStory,
        Kind::LeadOfStory,
        Kind::Asking,
        Kind::Length,
    ];

    /// As `--explain` shows it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Words => "words",
            Kind::Held => "held",
            Kind::Core => "core",
            Kind::Local => "local",
            Kind::Around => "around",
            Kind::Pairs => "pairs",
            Kind::Near => "near",
            Kind::Title => "title",
            Kind::Elsewhere => "elsewhere",
            Kind::Article => "article",
            Kind::Passage => "passage",
            Kind::Speaker => "speaker",
            Kind::Subject => "subject",
            Kind::Sourced => "sourced",
            Kind::Named => "named",
            Kind::Quoted => "quoted",
            Kind::Sort => "sort",
            Kind::NewName => "new name",
            Kind::Rarest => "rarest",
            Kind::NamesMissing => "names missing",
            Kind::Heading => "heading",
            Kind::Lead => "lead",
            Kind::TitleOfStory => "title of story",
            Kind::LeadOfStory => "lead of story",
            Kind::Asking => "asking",
            Kind::Length => "length",
        }
    }
}

/// How much of each kind there is.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Evidence([f32; Kind::ALL.len()]);

impl Index<Kind> for Evidence {
    type Output = f32;

    fn index(&self, kind: Kind) -> &f32 {
        &self.0[kind as usize]
    }
}

impl IndexMut<Kind> for Evidence {
    fn index_mut(&mut self, kind: Kind) -> &mut f32 {
        &mut self.0[kind as usize]
    }
}

impl Evidence {
    pub fn score(&self, weights: &Weights) -> f32 {
        self.0.iter().zip(weights.kinds).map(|(held, weight)| held * weight).sum()
    }

    /// What each kind brings to the score, for `--explain`; kinds that bring nothing are left out.
    pub fn shares(&self, weights: &Weights) -> Vec<Share> {
        let share = |kind: &Kind| Share { name: kind.name(), value: self[*kind] * weights[*kind] };
        Kind::ALL.iter().map(share).filter(|share| share.value != 0.0).collect()
    }

    pub fn values(&self) -> &[f32] {
        &self.0
    }
}

/// What each kind of evidence counts for, and how much of a match each way of matching is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weights {
    pub kinds: [f32; Kind::ALL.len()],
    /// Saturation of repeated words (BM25's k1).
    pub saturation: f32,
    /// How much a long run of sentences is held against it (BM25's b).
    pub length: f32,
    /// A word that shares its beginning with a word of the question ("terror" and "terrorist").
    pub kinship: f32,
    /// A word of the same meaning, by the list of synonyms.
    pub synonym: f32,
    /// Another part of a name that the article gives in full ("Hillary" and "Clinton").
    pub alias: f32,
    /// A word of the name or description of the one who speaks, where the sentence calls them otherwise.
    pub speaker: f32,
    /// A word that stands beside the speaker's name where the article introduces them.
    pub role: f32,
}

impl Index<Kind> for Weights {
    type Output = f32;

    fn index(&self, kind: Kind) -> &f32 {
        &self.kinds[kind as usize]
    }
}

/// Learned by `cargo run --release --example weights`.
impl Default for Weights {
    fn default() -> Weights {
        Weights {
            kinds: [
                0.5, 0.5, 0.0, 0.0, 0.0, 0.15, 0.3, 0.25, 0.1, 0.3, 0.1, 0.4, 0.1, 0.05, 0.02, 0.02, 0.05, 0.02, 0.05,
                -0.1, -0.1, 0.02, 0.0, 0.0, -0.2, 0.0,
            ],
            saturation: 0.9,
            length: 0.4,
            kinship: 0.7,
            synonym: 0.7,
            alias: 0.5,
            speaker: 0.8,
            role: 0.3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_place() {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, at);
        }
    }

    #[test]
    fn shares_add_up_to_the_score() {
        let mut evidence = Evidence::default();
        evidence[Kind::Words] = 0.5;
        evidence[Kind::Heading] = 1.0;
        let weights = Weights::default();
        let sum: f32 = evidence.shares(&weights).iter().map(|share| share.value).sum();
        assert!((sum - evidence.score(&weights)).abs() < 1e-6);
    }
}
