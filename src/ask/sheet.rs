//! One article on the scale: what its sentences, their neighbours, their speakers and its title hold of the question.

use std::ops::Range;

use super::choose::LONGEST_QUOTE;
use super::evidence::{Evidence, Kind, Weights};
use super::marks::Marked;
use super::question::Wanted;
use super::search::{Found, FoundArticle, RareTerm};
use super::sorts::holds_sort;
use super::speakers::{Speakers, is_named};
use crate::library::StoredArticle;

/// What a neighbouring sentence's words count for, by how far away it is.
const NEARNESS: [f32; 2] = [0.8, 0.5];

/// How many sentences before and after a run are around it.
const AROUND: usize = 3;

/// What all articles are measured with.
#[derive(Clone, Copy)]
pub struct Scale<'a> {
    pub found: &'a Found,
    pub asked: &'a [RareTerm],
    pub weights: &'a Weights,
    pub wanted: Wanted,
}

impl Scale<'_> {
    /// What all the question's words are worth.
    fn total(&self) -> f32 {
        self.asked.iter().map(|term| term.rarity).sum::<f32>().max(f32::EPSILON)
    }
}

/// How strongly each word of the question is held by each sentence, and by more than sentences.
pub struct Sheet<'a> {
    scale: Scale<'a>,
    article: &'a FoundArticle,
    marked: &'a Marked,
    speakers: &'a Speakers,
    headings: &'a [bool],
    total: f32,
    /// A row a sentence, a column a word of the question: the strongest mark, and all marks together.
    held: Vec<f32>,
    counts: Vec<f32>,
    spoken: Vec<f32>,
    /// For each sentence and word, whether the word and the next one stand there side by side.
    pairs: Vec<f32>,
    /// For each word, how much it tells within the article: less, the more sentences hold it.
    local: Vec<f32>,
    /// For each word.
    title: Vec<f32>,
    anywhere: Vec<f32>,
    /// For each sentence.
    sorts: Vec<bool>,
    passages: Vec<f32>,
}

impl<'a> Sheet<'a> {
    pub fn new(
        scale: Scale<'a>,
        article: &'a FoundArticle,
        marked: &'a Marked,
        speakers: &'a Speakers,
        headings: &'a [bool],
        title: Vec<f32>,
    ) -> Sheet<'a> {
        let (width, height) = (scale.asked.len(), article.stored.sentences.len());
        let empty = vec![0.0; width * height];
        let mut sheet = Sheet {
            scale,
            article,
            marked,
            speakers,
            headings,
            total: scale.total(),
            held: empty.clone(),
            counts: empty.clone(),
            spoken: empty.clone(),
            pairs: empty,
            local: Vec::new(),
            anywhere: title.clone(),
            title,
            sorts: Vec::new(),
            passages: vec![0.0; height],
        };
        sheet.fill();
        sheet
    }

    fn fill(&mut self) {
        let width = self.scale.asked.len();
        for (at, mark) in self.marked.marks.iter().enumerate() {
            let place = mark.sentence * width + mark.asked;
            self.held[place] = self.held[place].max(mark.strength);
            self.counts[place] += mark.strength;
            self.anywhere[mark.asked] = self.anywhere[mark.asked].max(mark.strength);
            let after = self.marked.marks[at + 1..].iter().take(3);
            let beside =
                after.take_while(|other| other.sentence == mark.sentence && other.position <= mark.position + 2);
            for other in beside.filter(|other| other.asked == mark.asked + 1) {
                self.pairs[place] = self.pairs[place].max(mark.strength.min(other.strength));
            }
        }
        let stored = &self.article.stored;
        for sentence in 0..stored.sentences.len() {
            for &(asked, strength) in self.speakers.words(sentence) {
                self.spoken[sentence * width + asked] = strength;
            }
        }
        for &(passage, score) in &self.article.passages {
            for sentence in stored.passages.get(passage).cloned().unwrap_or_default() {
                self.passages[sentence] = score;
            }
        }
        self.local = (0..width).map(|asked| self.local(asked)).collect();
        self.sorts = (0..stored.sentences.len()).map(|sentence| self.holds_sort(sentence)).collect();
    }

    fn local(&self, asked: usize) -> f32 {
        let (width, all) = (self.scale.asked.len(), self.headings.len() as f32);
        let rows = self.held.chunks_exact(width).zip(self.spoken.chunks_exact(width));
        let holding = rows.filter(|(held, spoken)| held[asked].max(spoken[asked]) > 0.3).count() as f32;
        let rarity = if holding > 0.0 { (1.0 + all / (0.5 + holding)).ln() / (1.0 + 2.0 * all).ln() } else { 0.0 };
        rarity * self.scale.asked[asked].rarity
    }

    fn holds_sort(&self, sentence: usize) -> bool {
        self.marked.lengths[sentence] > 0 && holds_sort(words_of(&self.article.stored, sentence), self.scale.wanted)
    }

    /// The sentence of a run whose words tell most, with those of its speaker; none where no word of the question stands there.
    pub fn core(&self, run: &Range<usize>) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for sentence in run.clone() {
            let worth = self.worth(sentence);
            if worth > best.map_or(0.0, |(_, known)| known) {
                best = Some((sentence, worth));
            }
        }
        best.map(|(sentence, _)| sentence)
    }

    fn worth(&self, sentence: usize) -> f32 {
        let row = sentence * self.scale.asked.len();
        let columns = self.scale.asked.iter().enumerate();
        columns.map(|(at, term)| term.rarity * self.held[row + at].max(self.spoken[row + at])).sum()
    }

    /// All there is to say for a run.
    pub fn evidence(&self, run: &Range<usize>, core: usize) -> Evidence {
        let mut evidence = Evidence::default();
        self.add_words(run, &mut evidence);
        self.add_core(core, &mut evidence);
        self.add_article(run, &mut evidence);
        self.add_speaker(run, core, &mut evidence);
        self.add_form(run, &mut evidence);
        let asking =
            words_of(&self.article.stored, core).trim_end_matches(['"', '”', '\'', '’']).ends_with(['?', '？', '؟']);
        evidence[Kind::Asking] = f32::from(u8::from(asking));
        let words = self.scale.asked.iter().filter(|term| !term.function).count() as f32;
        let story = ((words - 5.0) / 8.0).clamp(0.0, 1.0);
        evidence[Kind::TitleOfStory] = story * evidence[Kind::Title];
        evidence[Kind::LeadOfStory] = story * evidence[Kind::Lead];
        evidence
    }

    /// BM25's share of one word, by how often some sentences hold it and how long they are.
    fn repeated(&self, sentences: &Range<usize>, asked: usize, length: usize) -> f32 {
        let Weights { saturation, length: held, .. } = *self.scale.weights;
        let norm = saturation * (1.0 - held + held * length as f32 / self.scale.found.passage_length);
        let count: f32 = sentences.clone().map(|sentence| self.counts[sentence * self.scale.asked.len() + asked]).sum();
        count / (count + norm)
    }

    fn add_words(&self, run: &Range<usize>, evidence: &mut Evidence) {
        let length: usize = self.marked.lengths[run.clone()].iter().sum();
        let around = run.start.saturating_sub(AROUND)..(run.end + AROUND).min(self.headings.len());
        let length_around: usize = self.marked.lengths[around.clone()].iter().sum();
        let (mut names, mut names_missing) = (0.0, 0.0);
        let mut rarest = (0.0, 0.0);
        for (at, term) in self.scale.asked.iter().enumerate() {
            let share = term.rarity / self.total;
            let here = self.strongest(&self.held, run, at);
            let speaker = self.strongest(&self.spoken, run, at);
            let spoken = if self.saying() { speaker.max(here) } else { here };
            let near = self.near(run, at).max(NEARNESS[0] * speaker).max(spoken);
            let title = self.title[at].max(near);
            evidence[Kind::Words] += share * self.repeated(run, at, length);
            evidence[Kind::Around] += share * self.repeated(&around, at, length_around);
            evidence[Kind::Held] += share * here;
            evidence[Kind::Speaker] += share * (spoken - here);
            evidence[Kind::Near] += share * (near - spoken);
            evidence[Kind::Title] += share * (title - near);
            evidence[Kind::Elsewhere] += share * (self.anywhere[at] - title).max(0.0);
            evidence[Kind::Pairs] += self.strongest(&self.pairs, run, at) * share.min(self.share_after(at));
            if term.name {
                names += share;
                names_missing += share * (1.0 - title.min(1.0));
            }
            if !term.function && term.rarity > rarest.0 {
                rarest = (term.rarity, near);
            }
        }
        evidence[Kind::NamesMissing] = if names > 0.0 { names_missing / names } else { 0.0 };
        evidence[Kind::Rarest] = rarest.1;
    }

    /// Whether the question asks for somebody's words.
    fn saying(&self) -> bool {
        matches!(self.scale.wanted, Wanted::Speaker | Wanted::Saying)
    }

    fn add_core(&self, core: usize, evidence: &mut Evidence) {
        let row = core * self.scale.asked.len();
        evidence[Kind::Core] = self.worth(core) / self.total;
        let local = |at: usize| self.local[at] * self.held[row + at].max(self.spoken[row + at]);
        let all: f32 = self.local.iter().sum();
        evidence[Kind::Local] = (0..self.local.len()).map(local).sum::<f32>() / all.max(f32::EPSILON);
    }

    fn share_after(&self, asked: usize) -> f32 {
        self.scale.asked.get(asked + 1).map_or(0.0, |term| term.rarity / self.total)
    }

    fn strongest(&self, table: &[f32], run: &Range<usize>, asked: usize) -> f32 {
        run.clone().map(|sentence| table[sentence * self.scale.asked.len() + asked]).fold(0.0, f32::max)
    }

    /// How strongly the sentences before and after a run hold a word.
    fn near(&self, run: &Range<usize>, asked: usize) -> f32 {
        let mut strongest = 0.0_f32;
        for (far, nearness) in NEARNESS.iter().enumerate() {
            let before = run.start.checked_sub(far + 1);
            let after = Some(run.end + far).filter(|after| *after < self.headings.len());
            for sentence in before.into_iter().chain(after) {
                strongest = strongest.max(nearness * self.held[sentence * self.scale.asked.len() + asked]);
            }
        }
        strongest
    }

    fn add_article(&self, run: &Range<usize>, evidence: &mut Evidence) {
        let found = self.scale.found;
        evidence[Kind::Article] = self.article.whole / found.best_whole.max(f32::EPSILON);
        let passage = run.clone().map(|sentence| self.passages[sentence]).fold(0.0, f32::max);
        evidence[Kind::Passage] = passage / found.best_passage.max(f32::EPSILON);
    }

    fn add_speaker(&self, run: &Range<usize>, core: usize, evidence: &mut Evidence) {
        let stored = &self.article.stored;
        let (mut subject, mut held) = (0.0, 0.0);
        for (at, term) in self.scale.asked.iter().enumerate().filter(|(_, term)| term.subject) {
            subject += term.rarity;
            held += term.rarity * self.spoken[core * self.scale.asked.len() + at];
        }
        if subject > 0.0 {
            evidence[Kind::Subject] = held / subject;
        }
        let attribution = self.speakers.attribution(stored, core).filter(|_| self.saying());
        let source = attribution.and_then(|attribution| attribution.resolved.or(attribution.source));
        evidence[Kind::Sourced] = f32::from(u8::from(source.is_some()));
        if self.scale.wanted == Wanted::Speaker {
            evidence[Kind::Named] = f32::from(u8::from(source.is_some_and(|source| is_named(stored, source))));
        }
        if self.scale.wanted == Wanted::Saying {
            let quoted = run.clone().any(|sentence| words_of(stored, sentence).contains(['"', '“', '„', '«']));
            evidence[Kind::Quoted] = f32::from(u8::from(quoted));
        }
    }

    fn add_form(&self, run: &Range<usize>, evidence: &mut Evidence) {
        let any = |flags: &[bool]| f32::from(u8::from(run.clone().any(|sentence| flags[sentence])));
        evidence[Kind::Sort] = any(&self.sorts);
        if matches!(self.scale.wanted, Wanted::Name | Wanted::Speaker) {
            evidence[Kind::NewName] = any(&self.marked.new_names);
        }
        evidence[Kind::Heading] = any(self.headings);
        let before = self.headings[..run.start].iter().filter(|heading| !**heading).count();
        evidence[Kind::Lead] = 1.0 / (1.0 + before as f32);
        let span = self.article.stored.sentences[run.start].cover(self.article.stored.sentences[run.end - 1]);
        evidence[Kind::Length] = span.len() as f32 / LONGEST_QUOTE as f32;
    }
}

fn words_of(stored: &StoredArticle, sentence: usize) -> &str {
    stored.article.text.cut(stored.sentences[sentence]).unwrap_or_default()
}
