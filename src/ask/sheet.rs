//! One article on the scale: what its sentences, their neighbours, their speakers and its title hold of the question.

use std::ops::Range;

use super::core::CoreSigns;
use super::evidence::{Evidence, Kind, Weights};
use super::headings::Line;
use super::marks::Marked;
use super::question::Wanted;
use super::search::{Found, FoundArticle, RareTerm};
use super::sorts::holds_sort;
use super::speakers::{Speakers, is_named};
use crate::library::StoredArticle;

/// What a neighbouring sentence's words count for, by how far away it is.
const NEARNESS: [f32; 2] = [0.8, 0.5];

/// So many telling words that the question does not hold are half of what any number of them is worth.
const SOME_NEWS: f32 = 5.0;

/// Marks that open a quotation.
const QUOTATION: [char; 4] = ['"', '“', '„', '«'];

/// What all articles are measured with.
#[derive(Clone, Copy)]
pub struct Scale<'a> {
    pub found: &'a Found,
    pub asked: &'a [RareTerm],
    pub weights: &'a Weights,
    pub wanted: Wanted,
    pub names: bool,
}

impl Scale<'_> {
    /// What all the question's words are worth.
    fn total(&self) -> f32 {
        self.asked.iter().map(|term| term.rarity).sum::<f32>().max(f32::EPSILON)
    }
}

/// How strongly a run holds a word of the question: itself, with its speaker, with the sentences around, with the title, with the
/// whole article. None is less than the one before.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Hold {
    pub here: f32,
    pub spoken: f32,
    pub near: f32,
    pub title: f32,
    pub anywhere: f32,
}

/// How strongly each word of the question is held by each sentence, and by more than sentences.
pub struct Sheet<'a> {
    scale: Scale<'a>,
    article: &'a FoundArticle,
    marked: &'a Marked,
    speakers: &'a Speakers,
    lines: &'a [Line],
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
    worth: Vec<f32>,
    signs: Vec<CoreSigns>,
    answering: Vec<f32>,
}

impl<'a> Sheet<'a> {
    pub fn new(
        scale: Scale<'a>,
        article: &'a FoundArticle,
        marked: &'a Marked,
        speakers: &'a Speakers,
        lines: &'a [Line],
        title: Vec<f32>,
    ) -> Sheet<'a> {
        let (width, height) = (scale.asked.len(), article.stored.sentences.len());
        let empty = vec![0.0; width * height];
        let mut sheet = Sheet {
            scale,
            article,
            marked,
            speakers,
            lines,
            total: scale.total(),
            held: empty.clone(),
            counts: empty.clone(),
            spoken: empty.clone(),
            pairs: empty,
            local: Vec::new(),
            anywhere: title.clone(),
            title,
            sorts: Vec::new(),
            worth: Vec::new(),
            signs: Vec::new(),
            answering: Vec::new(),
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
        self.local = (0..width).map(|asked| self.local(asked)).collect();
        let all = 0..stored.sentences.len();
        self.sorts = all.clone().map(|sentence| self.holds_sort(sentence)).collect();
        self.worth = all.clone().map(|sentence| self.worth(sentence)).collect();
        self.signs = all.map(|sentence| self.core_signs(sentence)).collect();
        self.answering = self.signs.iter().map(|signs| signs.score(&self.scale.weights.core)).collect();
    }

    fn local(&self, asked: usize) -> f32 {
        let (width, all) = (self.scale.asked.len(), self.lines.len() as f32);
        let rows = self.held.chunks_exact(width).zip(self.spoken.chunks_exact(width));
        let holding = rows.filter(|(held, spoken)| held[asked].max(spoken[asked]) > 0.3).count() as f32;
        let rarity = if holding > 0.0 { (1.0 + all / (0.5 + holding)).ln() / (1.0 + 2.0 * all).ln() } else { 0.0 };
        rarity * self.scale.asked[asked].rarity
    }

    fn holds_sort(&self, sentence: usize) -> bool {
        self.marked.lengths[sentence] > 0 && holds_sort(words_of(&self.article.stored, sentence), self.scale.wanted)
    }

    /// The sentence of a run that likeliest answers; none where no word of the question stands there.
    pub fn core(&self, run: &Range<usize>) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for sentence in run.clone().filter(|sentence| self.worth[*sentence] > 0.0) {
            let answering = self.answering[sentence];
            if best.is_none_or(|(_, known)| answering > known) {
                best = Some((sentence, answering));
            }
        }
        best.map(|(sentence, _)| sentence)
    }

    /// For each sentence, what tells that it answers, and what that comes to.
    pub fn into_answering(self) -> (Vec<CoreSigns>, Vec<f32>) {
        (self.signs, self.answering)
    }

    fn worth(&self, sentence: usize) -> f32 {
        let row = sentence * self.scale.asked.len();
        let columns = self.scale.asked.iter().enumerate();
        columns.map(|(at, term)| term.rarity * self.held[row + at].max(self.spoken[row + at])).sum()
    }

    fn core_signs(&self, sentence: usize) -> CoreSigns {
        let flag = |holds: bool| f32::from(u8::from(holds));
        let wanted = self.scale.wanted;
        let mut signs = CoreSigns {
            local: self.local_share(sentence),
            sort: flag(self.sorts[sentence]),
            new_name: flag(self.scale.names && self.marked.new_names[sentence]),
            ..CoreSigns::default()
        };
        let stored = &self.article.stored;
        if self.saying()
            && let Some(attribution) = self.speakers.attribution(stored, sentence)
            && let Some(printed) = attribution.sure_source()
        {
            signs.subject = self.subject(sentence);
            let named = is_named(stored, attribution.resolved.unwrap_or(printed));
            signs.named = flag(wanted == Wanted::Speaker && named);
        }
        signs
    }

    /// How much of the words for the one whose words are asked for the speaker of a sentence holds.
    fn subject(&self, sentence: usize) -> f32 {
        let row = sentence * self.scale.asked.len();
        let (mut subject, mut held) = (0.0, 0.0);
        for (at, term) in self.scale.asked.iter().enumerate().filter(|(_, term)| term.subject) {
            subject += term.rarity;
            held += term.rarity * self.spoken[row + at];
        }
        if subject > 0.0 { held / subject } else { 0.0 }
    }

    /// All there is to say for a run.
    pub fn evidence(&self, run: &Range<usize>, core: usize) -> Evidence {
        let mut evidence = Evidence::default();
        self.add_words(run, &mut evidence);
        self.add_core(core, &mut evidence);
        self.add_article(&mut evidence);
        self.add_speaker(run, core, &mut evidence);
        self.add_form(run, &mut evidence);
        let words = words_of(&self.article.stored, core);
        let asking = words.ends_with(['?', '？', '؟']) && !words.contains(QUOTATION);
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
        let (mut names, mut names_missing) = (0.0, 0.0);
        for (at, term) in self.scale.asked.iter().enumerate() {
            let share = term.rarity / self.total;
            let Hold { here, spoken, near, title, anywhere } = self.hold(run, at);
            evidence[Kind::Words] += share * self.repeated(run, at, length);
            evidence[Kind::Held] += share * here;
            evidence[Kind::Speaker] += share * (spoken - here);
            evidence[Kind::Near] += share * (near - spoken);
            evidence[Kind::Title] += share * (title - near);
            evidence[Kind::Elsewhere] += share * (anywhere - title);
            evidence[Kind::Pairs] += self.strongest(&self.pairs, run, at) * share.min(self.share_after(at));
            if term.name {
                names += share;
                names_missing += share * (1.0 - title.min(1.0));
            }
        }
        evidence[Kind::NamesMissing] = if names > 0.0 { names_missing / names } else { 0.0 };
    }

    /// How a run holds one word of the question.
    pub fn hold(&self, run: &Range<usize>, asked: usize) -> Hold {
        let here = self.strongest(&self.held, run, asked);
        let speaker = self.strongest(&self.spoken, run, asked);
        let spoken = if self.saying() { speaker.max(here) } else { here };
        let near = self.near(run, asked).max(NEARNESS[0] * speaker).max(spoken);
        let title = self.title[asked].max(near);
        Hold { here, spoken, near, title, anywhere: self.anywhere[asked].max(title) }
    }

    /// How a run holds every word of the question.
    pub fn holds(&self, run: &Range<usize>) -> Vec<Hold> {
        (0..self.scale.asked.len()).map(|asked| self.hold(run, asked)).collect()
    }

    /// Whether the question asks for somebody's words.
    fn saying(&self) -> bool {
        matches!(self.scale.wanted, Wanted::Speaker | Wanted::Saying)
    }

    fn add_core(&self, core: usize, evidence: &mut Evidence) {
        evidence[Kind::Core] = self.worth[core] / self.total;
        evidence[Kind::Local] = self.signs[core].local;
    }

    /// What a sentence holds with its speaker of what the article holds, where words that are everywhere in it tell little.
    fn local_share(&self, sentence: usize) -> f32 {
        let row = sentence * self.scale.asked.len();
        let local = |at: usize| self.local[at] * self.held[row + at].max(self.spoken[row + at]);
        let all: f32 = self.local.iter().sum();
        (0..self.local.len()).map(local).sum::<f32>() / all.max(f32::EPSILON)
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
            let after = Some(run.end + far).filter(|after| *after < self.lines.len());
            for sentence in before.into_iter().chain(after) {
                strongest = strongest.max(nearness * self.held[sentence * self.scale.asked.len() + asked]);
            }
        }
        strongest
    }

    fn add_article(&self, evidence: &mut Evidence) {
        let found = self.scale.found;
        evidence[Kind::Article] = self.article.whole / found.best_whole.max(f32::EPSILON);
    }

    fn add_speaker(&self, run: &Range<usize>, core: usize, evidence: &mut Evidence) {
        let stored = &self.article.stored;
        evidence[Kind::Subject] = self.subject(core);
        let attribution = self.speakers.attribution(stored, core).filter(|_| self.saying());
        let source = attribution.and_then(|attribution| attribution.resolved.or(attribution.source));
        if self.scale.wanted == Wanted::Speaker {
            evidence[Kind::Named] = f32::from(u8::from(source.is_some_and(|source| is_named(stored, source))));
        }
        if self.scale.wanted == Wanted::Saying {
            let quoted = run.clone().any(|sentence| words_of(stored, sentence).contains(QUOTATION));
            evidence[Kind::Quoted] = f32::from(u8::from(quoted));
        }
    }

    fn add_form(&self, run: &Range<usize>, evidence: &mut Evidence) {
        let any = |flags: &[bool]| f32::from(u8::from(run.clone().any(|sentence| flags[sentence])));
        evidence[Kind::Sort] = any(&self.sorts);
        if self.scale.names {
            evidence[Kind::NewName] = any(&self.marked.new_names);
        }
        let news = self.marked.news[run.clone()].iter().sum::<usize>() as f32;
        evidence[Kind::News] = news / (news + SOME_NEWS);
        evidence[Kind::Fragment] =
            f32::from(u8::from(run.clone().any(|sentence| self.lines[sentence] == Line::Fragment)));
        let before = self.lines[..run.start].iter().filter(|line| **line == Line::Sentence).count();
        evidence[Kind::Lead] = 1.0 / (1.0 + before as f32);
    }
}

fn words_of(stored: &StoredArticle, sentence: usize) -> &str {
    stored.article.text.cut(stored.sentences[sentence]).unwrap_or_default()
}
