//! The kinds of evidence that a run of sentences answers, each a number that lies mostly between 0 and 1, and what each counts for.

use std::ops::{Index, IndexMut};

use super::core::CoreSigns;
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
    /// Words that the run only holds by its speaker, who is named or described elsewhere in the article.
    Speaker,
    /// The one who speaks is the one whose words are asked for.
    Subject,
    /// The speaker stands there by name, where the question asks who.
    Named,
    /// Words between quotation marks, where the question asks what was said.
    Quoted,
    /// A number, a date or a place where one is asked for.
    Sort,
    /// A name that the question does not hold, where it asks who or which.
    NewName,
    /// Names of the question that are neither in the run, nor next to it, nor in the title.
    NamesMissing,
    /// The run is a line that is no sentence: a byline, a subheading, a caption.
    Fragment,
    /// The run stands near the beginning of its article.
    Lead,
    /// The same as title and lead, where the question is long: long ones tell a story, whose gist stands in title and lead.
    TitleOfStory,
    LeadOfStory,
    /// The core asks itself: a quiz, not an answer.
    Asking,
    /// Telling words that the question does not hold: a run that only repeats it answers nothing.
    News,
}

impl Kind {
    pub const ALL: [Kind; 22] = [
        Kind::Words,
        Kind::Held,
        Kind::Core,
        Kind::Local,
        Kind::Pairs,
        Kind::Near,
        Kind::Title,
        Kind::Elsewhere,
        Kind::Article,
        Kind::Speaker,
        Kind::Subject,
        Kind::Named,
        Kind::Quoted,
        Kind::Sort,
        Kind::NewName,
        Kind::NamesMissing,
        Kind::Fragment,
        Kind::Lead,
        Kind::TitleOfStory,
        Kind::LeadOfStory,
        Kind::Asking,
        Kind::News,
    ];

    /// As `--explain` shows it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Words => "words",
            Kind::Held => "held",
            Kind::Core => "core",
            Kind::Local => "local",
            Kind::Pairs => "pairs",
            Kind::Near => "near",
            Kind::Title => "title",
            Kind::Elsewhere => "elsewhere",
            Kind::Article => "article",
            Kind::Speaker => "speaker",
            Kind::Subject => "subject",
            Kind::Named => "named",
            Kind::Quoted => "quoted",
            Kind::Sort => "sort",
            Kind::NewName => "new name",
            Kind::NamesMissing => "names missing",
            Kind::Fragment => "fragment",
            Kind::Lead => "lead",
            Kind::TitleOfStory => "title of story",
            Kind::LeadOfStory => "lead of story",
            Kind::Asking => "asking",
            Kind::News => "news",
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

    pub fn values(&self) -> [f32; Kind::ALL.len()] {
        self.0
    }
}

/// What each kind of evidence counts for, and how much of a match each way of matching is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weights {
    pub kinds: [f32; Kind::ALL.len()],
    /// What each sign counts for that a sentence of a run is the one that answers.
    pub core: [f32; CoreSigns::COUNT],
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
                7.109, 6.089, 2.207, 0.593, -1.046, 6.341, 4.666, -2.335, 4.487, 10.156, 2.929, 0.711, 1.066, 4.151,
                2.386, -1.141, 2.046, 0.914, 3.271, 1.410, -3.023, 0.75,
            ],
            core: [2.31, 1.85, 1.04, 0.51, 1.44],
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
        evidence[Kind::Fragment] = 1.0;
        let weights = Weights::default();
        let sum: f32 = evidence.shares(&weights).iter().map(|share| share.value).sum();
        assert!((sum - evidence.score(&weights)).abs() < 1e-6);
    }
}
