//! Learns the weights of `ask` from questions with known answers, and measures them.
//!
//! `cargo run --release --example weights -- [--fit] ARTICLES.jsonl QUESTIONS.jsonl [ARTICLES.jsonl QUESTIONS.jsonl ...]`
//! prints for each collection how often the first, one of the first three and one of the first ten quotes answer, how well the
//! confidence tells questions with an answer from those without, and what each threshold would keep silent. With
//! `--fit` it learns the weights of evidence and of confidence anew: it prints what weights learned on four fifths of the questions
//! reach on the other fifth (five times, so that every question is asked by weights that never saw it), then the weights
//! learned on all of them.
//!
//! A question is a line {"question", "file", "answer": {"start", "end"}, "also": [{"file", "start", "end"}]} or {"question",
//! "gold": [{"doc", "start", "end"}]}, offsets in Unicode code points; without an answer it should find none. A quote answers
//! where it is at most 700 characters long and holds 60 % of the answer.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::{Date, date};
use onrecord::answer::{Answer, Searched};
use onrecord::ask::{CoreSigns, Kind, Question, Run, Signs, Trial, Weights, ask_with, trial};
use onrecord::index::Shelves;
use onrecord::intake::{Order, Silent, run};
use onrecord::language::Language;
use onrecord::library::{
    Candidate, Candidates, Filters, Handle, Library, LibraryError, Listed, Names, Query, Statistics, StoredArticle,
};
use onrecord::text::Span;
use rayon::prelude::*;
use serde::Deserialize;

type Failure = Box<dyn std::error::Error>;

const FOLDS: usize = 5;
/// No more questions of one collection are asked, so that none drowns the others.
const MOST_QUESTIONS: usize = 620;
/// A question's runs beyond the best ones teach nothing.
const MOST_RUNS: usize = 200;

fn main() -> Result<(), Failure> {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    if files.is_empty() || files.len() % 2 == 1 {
        return Err("usage: weights [--fit] ARTICLES.jsonl QUESTIONS.jsonl [ARTICLES.jsonl QUESTIONS.jsonl ...]".into());
    }
    let collections: Vec<Collection> =
        files.chunks(2).map(|pair| Collection::open(&pair[0], &pair[1])).collect::<Result<_, _>>()?;
    let mut out = io::stdout().lock();
    for collection in &collections {
        let asked = collection.ask(|_| Weights::default())?;
        writeln!(out, "{}: {}", collection.name, Figures::of(&asked))?;
    }
    if options.iter().any(|option| option == "--fit") {
        fit(&collections, &mut out)?;
    }
    Ok(())
}

/// Articles in an index of their own, and the questions about them.
struct Collection {
    name: String,
    shelves: Shelves,
    cases: Vec<Case>,
    _folder: tempfile::TempDir,
}

/// A question and the stretches of articles, in bytes, that answer it.
#[derive(Clone)]
struct Case {
    /// Of the question in its file: one that is asked twice is learned from or asked, never both.
    number: usize,
    question: String,
    answers: Vec<(String, Range<usize>)>,
    /// Articles that the library keeps back while this is asked.
    hidden: Vec<String>,
}

/// A question with an answer, one without, and one whose articles are kept back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    With,
    Without,
    Bereft,
}

impl Case {
    fn standing(&self) -> Standing {
        match (self.answers.is_empty(), self.hidden.is_empty()) {
            (false, _) => Standing::With,
            (true, true) => Standing::Without,
            (true, false) => Standing::Bereft,
        }
    }

    /// The same question where none of the articles that answer it is to be had.
    fn bereft(&self) -> Option<Case> {
        let hidden: Vec<String> = self.answers.iter().map(|(file, _)| file.clone()).collect();
        (!hidden.is_empty()).then(|| Case { answers: Vec::new(), hidden, ..self.clone() })
    }
}

/// A library without some of its articles.
struct Bereft<'a> {
    library: &'a dyn Library,
    hidden: Vec<Handle>,
}

impl<'a> Bereft<'a> {
    fn of(library: &'a dyn Library, ids: &[String]) -> Result<Bereft<'a>, LibraryError> {
        let handles: Vec<Vec<Handle>> = ids.iter().map(|id| library.find(id)).collect::<Result<_, _>>()?;
        Ok(Bereft { library, hidden: handles.concat() })
    }
}

impl Library for Bereft<'_> {
    fn candidates(&self, query: &Query) -> Result<Candidates, LibraryError> {
        let mut found = self.library.candidates(query)?;
        found.passages.retain(|passage| !self.hidden.contains(&passage.article));
        found.articles.retain(|article| !self.hidden.contains(&article.article));
        Ok(found)
    }

    fn statistics(&self, terms: &[String]) -> Result<Statistics, LibraryError> {
        self.library.statistics(terms)
    }

    fn fetch(&self, article: Handle) -> Result<StoredArticle, LibraryError> {
        self.library.fetch(article)
    }

    fn find(&self, name: &str) -> Result<Vec<Handle>, LibraryError> {
        self.library.find(name)
    }

    fn newest(&self, query: &Query, skip: usize) -> Result<Vec<Handle>, LibraryError> {
        self.library.newest(query, skip)
    }

    fn holding(&self, words: &[String], filters: &Filters, limit: usize) -> Result<Vec<Candidate>, LibraryError> {
        let mut found = self.library.holding(words, filters, limit)?;
        found.retain(|passage| !self.hidden.contains(&passage.article));
        Ok(found)
    }

    fn names(&self, which: Names, start: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
        self.library.names(which, start, limit)
    }

    fn languages(&self) -> Result<Vec<Language>, LibraryError> {
        self.library.languages()
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        self.library.searched()
    }
}

#[derive(Deserialize)]
struct Line {
    question: String,
    file: Option<String>,
    answer: Option<Place>,
    #[serde(default)]
    also: Vec<Place>,
    #[serde(default)]
    gold: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    #[serde(alias = "doc")]
    file: Option<String>,
    start: usize,
    end: usize,
}

impl Collection {
    fn open(articles: &str, questions: &str) -> Result<Collection, Failure> {
        let folder = tempfile::tempdir()?;
        let order = Order { index: folder.path().join("index"), given: vec![articles.into()], ..Order::default() };
        run(&order, &Silent)?;
        let texts = texts(articles)?;
        let lines: Vec<Line> =
            fs::read_to_string(questions)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let step = lines.len().div_ceil(MOST_QUESTIONS);
        let mut cases: Vec<Case> =
            lines.into_iter().step_by(step).enumerate().map(|(number, line)| case(number, line, &texts)).collect();
        let bereft: Vec<Case> = cases.iter().filter_map(Case::bereft).collect();
        cases.extend(bereft);
        Ok(Collection { name: questions.to_owned(), shelves: Shelves::open(&order.index)?, cases, _folder: folder })
    }

    /// Asks every question, each with the weights that its number gets.
    fn ask(&self, weights: impl Fn(usize) -> Weights + Sync) -> Result<Vec<Asked>, Failure> {
        let asked: Result<Vec<Asked>, String> = (0..self.cases.len())
            .into_par_iter()
            .map(|number| {
                let case = &self.cases[number];
                let reading = self.shelves.reading().map_err(|error| error.to_string())?;
                let library = Bereft::of(&reading, &case.hidden).map_err(|error| error.to_string())?;
                let answer =
                    ask_with(&library, &question(case), &weights(number)).map_err(|error| error.to_string())?;
                Ok(judge(case, &answer))
            })
            .collect();
        Ok(asked?)
    }

    fn lessons(&self, weights: &Weights) -> Result<Vec<Lesson>, Failure> {
        let lessons: Result<Vec<Lesson>, String> = (0..self.cases.len())
            .into_par_iter()
            .map(|at| {
                let case = &self.cases[at];
                let reading = self.shelves.reading().map_err(|error| error.to_string())?;
                let library = Bereft::of(&reading, &case.hidden).map_err(|error| error.to_string())?;
                let trial = trial(&library, &question(case), weights).map_err(|error| error.to_string())?;
                let same = self.cases.iter().filter(|other| other.standing() == case.standing()).count();
                Ok(Lesson { weight: 1.0 / same as f64, ..lesson(case, trial) })
            })
            .collect();
        Ok(lessons?)
    }
}

fn question(case: &Case) -> Question {
    Question { limit: 10, ..Question::new(case.question.clone(), today()) }
}

/// Long after every article, so that «this week» finds none of them and is set aside: the questions do not say when they were asked.
fn today() -> Date {
    date(2030, 1, 1)
}

fn texts(articles: &str) -> Result<HashMap<String, String>, Failure> {
    #[derive(Deserialize)]
    struct Record {
        id: String,
        text: String,
    }
    let records: Result<Vec<Record>, _> = fs::read_to_string(articles)?.lines().map(serde_json::from_str).collect();
    Ok(records?.into_iter().map(|record| (record.id, record.text)).collect())
}

fn case(number: usize, line: Line, texts: &HashMap<String, String>) -> Case {
    let Line { question, file, answer, also, gold } = line;
    let places = answer.into_iter().filter(|_| file.is_some()).chain(also).chain(gold);
    let bytes = places.filter_map(|place| {
        let file = place.file.clone().or(file.clone())?;
        let text = texts.get(&file)?;
        let at = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(byte, _)| byte);
        (place.start < place.end).then(|| (file, at(place.start)..at(place.end)))
    });
    Case { number, answers: bytes.collect(), question, hidden: Vec::new() }
}

/// How a question was answered.
struct Asked {
    standing: Standing,
    /// Of the first quote that answers, from 1.
    rank: Option<usize>,
    confidence: f32,
    /// Whether the first quote is at least of an article that answers.
    article: bool,
    /// Bytes of the first quote.
    length: Option<usize>,
    silent: bool,
    took: u64,
}

fn judge(case: &Case, answer: &Answer) -> Asked {
    let findings = answer.findings();
    let answers = |finding: &onrecord::answer::Finding| {
        finding.quote.words().chars().count() <= 700 && case.holds(&finding.quote.article().id.0, finding.quote.span())
    };
    Asked {
        standing: case.standing(),
        rank: findings.iter().position(answers).map(|at| at + 1),
        confidence: answer.confidence,
        article: findings
            .first()
            .is_some_and(|finding| case.answers.iter().any(|(file, _)| *file == finding.quote.article().id.0)),
        length: findings.first().map(|finding| finding.quote.span().len()),
        silent: findings.is_empty(),
        took: answer.took,
    }
}

impl Case {
    /// Whether a quote holds enough of an answer.
    fn holds(&self, article: &str, span: Span) -> bool {
        self.answers.iter().any(|(file, gold)| {
            let common = span.end().min(gold.end).saturating_sub(span.start().max(gold.start));
            file == article && common as f64 >= 0.6 * gold.len() as f64
        })
    }
}

impl Case {
    /// Whether half of a sentence is of an answer, or half of an answer is in it.
    fn is_part(&self, article: &str, span: Span) -> bool {
        self.answers.iter().any(|(file, gold)| {
            let common = span.end().min(gold.end).saturating_sub(span.start().max(gold.start));
            file == article && 2 * common >= span.len().min(gold.len())
        })
    }
}

/// What many answers come to.
#[derive(Default)]
struct Figures {
    with_answer: usize,
    without: usize,
    first: f64,
    three: f64,
    ten: f64,
    reciprocal: f64,
    article: f64,
    length: f64,
    /// For questions with an answer, without one, and whose articles are kept back: the share that is met by silence.
    silent: [f64; 3],
    /// How often a question with an answer gets a higher confidence than one without, and than one whose articles are kept back.
    told_apart: [f64; 2],
    /// Threshold, and the shares of the three below it.
    curve: Vec<(f32, [f64; 3])>,
    /// Microseconds: the middle one, and one in a hundred.
    took: (u64, u64),
}

impl Figures {
    fn of(asked: &[Asked]) -> Figures {
        let of = |standing| asked.iter().filter(|asked| asked.standing == standing).collect::<Vec<&Asked>>();
        let (with, without, bereft) = (of(Standing::With), of(Standing::Without), of(Standing::Bereft));
        let each = |holds: &dyn Fn(&Asked) -> bool| [&with, &without, &bereft].map(|asked| share(asked, holds));
        let within = |limit: usize| share(&with, |asked| asked.rank.is_some_and(|rank| rank <= limit));
        let quoted: Vec<f64> = with.iter().filter_map(|asked| asked.length).map(|length| length as f64).collect();
        let mut took: Vec<u64> = asked.iter().map(|asked| asked.took).collect();
        took.sort_unstable();
        Figures {
            with_answer: with.len(),
            without: without.len(),
            first: within(1),
            three: within(3),
            ten: within(10),
            reciprocal: with.iter().filter_map(|asked| asked.rank).map(|rank| 1.0 / rank as f64).sum::<f64>()
                / with.len().max(1) as f64,
            article: share(&with, |asked| asked.article),
            length: quoted.iter().sum::<f64>() / quoted.len().max(1) as f64,
            silent: each(&|asked| asked.silent),
            told_apart: [told_apart(&with, &without), told_apart(&with, &bereft)],
            curve: (1..40)
                .map(|step| step as f32 * 0.025)
                .map(|least| (least, each(&|asked| asked.confidence < least)))
                .collect(),
            took: (
                took.get(took.len() / 2).copied().unwrap_or(0),
                took.get(took.len() * 99 / 100).copied().unwrap_or(0),
            ),
        }
    }
}

fn share(asked: &[&Asked], holds: impl Fn(&Asked) -> bool) -> f64 {
    asked.iter().filter(|asked| holds(asked)).count() as f64 / asked.len().max(1) as f64
}

fn told_apart(with: &[&Asked], without: &[&Asked]) -> f64 {
    let pairs = with.iter().flat_map(|a| without.iter().map(move |b| (a.confidence, b.confidence)));
    let points: f64 = pairs
        .map(|(a, b)| {
            if a > b {
                1.0
            } else if a == b {
                0.5
            } else {
                0.0
            }
        })
        .sum();
    points / (with.len() * without.len()).max(1) as f64
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} questions with an answer, {} without", self.with_answer, self.without)?;
        writeln!(
            f,
            "  hit@1 {:.3}  hit@3 {:.3}  hit@10 {:.3}  MRR@10 {:.3}  first of the right article {:.3}, {:.0} bytes",
            self.first, self.three, self.ten, self.reciprocal, self.article, self.length
        )?;
        writeln!(
            f,
            "  silent with an answer {:.3}, without {:.3}, kept back {:.3}; told apart {:.3} {:.3}; took {} µs, one in a hundred {} µs",
            self.silent[0],
            self.silent[1],
            self.silent[2],
            self.told_apart[0],
            self.told_apart[1],
            self.took.0,
            self.took.1
        )?;
        write!(f, "  threshold: silent with an answer / without / kept back")?;
        for (threshold, [with, without, bereft]) in &self.curve {
            write!(f, "  {threshold:.3}: {with:.3}/{without:.3}/{bereft:.3}")?;
        }
        Ok(())
    }
}

/// What is learned from one question.
struct Lesson {
    fold: usize,
    /// Every collection counts as much as any other, however many questions it has.
    weight: f64,
    runs: Choice<{ Kind::ALL.len() }>,
    /// Of the best run that answers, its sentences.
    sentences: Choice<{ CoreSigns::COUNT }>,
    standing: Standing,
    signs: Signs,
}

/// What there is to choose from, the right ones first.
#[derive(Default)]
struct Choice<const SIZE: usize> {
    right: usize,
    values: Vec<[f32; SIZE]>,
}

impl<const SIZE: usize> Choice<SIZE> {
    fn new(all: impl Iterator<Item = (bool, [f32; SIZE])>) -> Choice<SIZE> {
        let (right, wrong): (Vec<_>, Vec<_>) = all.partition(|(right, _)| *right);
        let values = right.iter().chain(wrong.iter().take(MOST_RUNS)).map(|(_, values)| *values).collect();
        Choice { right: right.len(), values }
    }

    fn teaches(&self) -> bool {
        self.right > 0 && self.right < self.values.len()
    }
}

fn lesson(case: &Case, trial: Trial) -> Lesson {
    let answers = |run: &Run| run.span.len() <= 700 && case.holds(&run.article.0, run.span);
    let best = trial.runs.iter().find(|run| answers(run));
    let sentences = best.map_or_else(Choice::default, |run| {
        let right = |span: &Span| case.is_part(&run.article.0, *span);
        Choice::new(run.sentences.iter().map(|(span, signs)| (right(span), signs.values())))
    });
    Lesson {
        fold: case.number % FOLDS,
        weight: 1.0,
        runs: Choice::new(trial.runs.iter().map(|run| (answers(run), run.evidence.values()))),
        sentences,
        standing: case.standing(),
        signs: trial.signs,
    }
}

/// Learns on all questions but those of each fold in turn, asks those, and then learns on all.
fn fit(collections: &[Collection], out: &mut impl Write) -> Result<(), Failure> {
    let start = Weights::default();
    let lessons: Vec<Vec<Lesson>> =
        collections.iter().map(|collection| collection.lessons(&start)).collect::<Result<_, _>>()?;
    let mut asked: Vec<Vec<Asked>> = collections.iter().map(|_| Vec::new()).collect();
    for fold in 0..FOLDS {
        let seen = |lesson: &&Lesson| lesson.fold != fold;
        let weights = weights(&lessons.iter().flatten().filter(seen).collect::<Vec<_>>(), &start);
        let with_weights: Vec<Vec<Lesson>> =
            collections.iter().map(|collection| collection.lessons(&weights)).collect::<Result<_, _>>()?;
        let signs = confidence(&with_weights.iter().flatten().filter(seen).collect::<Vec<_>>());
        for ((collection, lessons), asked) in collections.iter().zip(&with_weights).zip(&mut asked) {
            let answers = collection.ask(|_| weights)?.into_iter().zip(lessons).filter(|(_, lesson)| !seen(lesson));
            asked.extend(answers.map(|(answer, lesson)| Asked { confidence: curve(&lesson.signs, &signs), ..answer }));
        }
    }
    for (collection, asked) in collections.iter().zip(&asked) {
        writeln!(out, "cross-validated, {}: {}", collection.name, Figures::of(asked))?;
    }
    let weights = weights(&lessons.iter().flatten().collect::<Vec<_>>(), &start);
    let with_weights: Vec<Vec<Lesson>> =
        collections.iter().map(|collection| collection.lessons(&weights)).collect::<Result<_, _>>()?;
    let signs = confidence(&with_weights.iter().flatten().collect::<Vec<_>>());
    for (kind, weight) in Kind::ALL.iter().zip(weights.kinds) {
        writeln!(out, "  {:14} {weight:.3}", kind.name())?;
    }
    writeln!(out, "kinds: {:.3?}\ncore: {:.3?}\nsigns: {:.3?}", weights.kinds, weights.core, signs.0)?;
    Ok(())
}

/// The weights under which the runs that answer are likeliest to be chosen, and in them the sentences that do.
fn weights(lessons: &[&Lesson], start: &Weights) -> Weights {
    let runs = lessons.iter().map(|lesson| (lesson.weight, &lesson.runs));
    let sentences = lessons.iter().map(|lesson| (lesson.weight, &lesson.sentences));
    // Left to learning, news would make every quote long: what it counts for is set by hand.
    let news = |at: usize| (at == Kind::News as usize).then(|| f64::from(start[Kind::News]));
    Weights { kinds: chosen(runs, RIDGE, news), core: chosen(sentences, CORE_RIDGE, |_| None), ..*start }
}

const ROUNDS: usize = 400;
/// How much large weights are held against themselves.
const RIDGE: f64 = 1e-4;
const CORE_RIDGE: f64 = 1e-3;

/// The weights under which what is right is likeliest to be chosen, where anything is chosen with a probability that grows
/// exponentially with its score (a conditional logit). Found by Adam, which needs no step size to be set by hand.
/// What `set` gives stays as it is.
fn chosen<'a, const SIZE: usize>(
    choices: impl Iterator<Item = (f64, &'a Choice<SIZE>)>,
    ridge: f64,
    set: impl Fn(usize) -> Option<f64>,
) -> [f32; SIZE] {
    let choices: Vec<(f64, &Choice<SIZE>)> = choices.filter(|(_, choice)| choice.teaches()).collect();
    let all: f64 = choices.iter().map(|(weight, _)| weight).sum();
    let mut learned: Vec<f64> = (0..SIZE).map(|at| set(at).unwrap_or(0.0)).collect();
    let mut adam = Adam::new(SIZE);
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = learned.iter().map(|weight| ridge * weight).collect();
        for (weight, choice) in &choices {
            add_slope(choice, &learned, weight / all, &mut slope);
        }
        (0..SIZE).filter(|at| set(*at).is_some()).for_each(|at| slope[at] = 0.0);
        adam.step(&mut learned, &slope);
    }
    std::array::from_fn(|at| learned[at] as f32)
}

fn add_slope<const SIZE: usize>(choice: &Choice<SIZE>, weights: &[f64], share: f64, slope: &mut [f64]) {
    let score = |values: &[f32; SIZE]| -> f64 { values.iter().zip(weights).map(|(v, w)| f64::from(*v) * w).sum() };
    let scores: Vec<f64> = choice.values.iter().map(score).collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let odds: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let all: f64 = odds.iter().sum();
    let right: f64 = odds[..choice.right].iter().sum::<f64>().max(f64::MIN_POSITIVE);
    for (at, values) in choice.values.iter().enumerate() {
        let own = if at < choice.right { odds[at] / right } else { 0.0 };
        let pull = (odds[at] / all - own) * share;
        for (slope, value) in slope.iter_mut().zip(values) {
            *slope += pull * f64::from(*value);
        }
    }
}

/// Weights of the signs, by logistic regression: questions with an answer against those without, each side counting as much.
fn confidence(lessons: &[&Lesson]) -> Signs {
    let side = |answerable: bool| -> f64 {
        let same = lessons.iter().filter(|lesson| (lesson.standing == Standing::With) == answerable);
        same.map(|lesson| lesson.weight).sum::<f64>().max(f64::MIN_POSITIVE)
    };
    let (with, without) = (side(true), side(false));
    let mut signs = vec![0.0; Signs::NAMES.len()];
    let mut adam = Adam::new(signs.len());
    for _ in 0..3 * ROUNDS {
        let mut slope: Vec<f64> = signs.iter().map(|sign| SIGNS_RIDGE * sign).collect();
        for lesson in lessons {
            let score: f64 = lesson.signs.0.iter().zip(&signs).map(|(value, sign)| f64::from(*value) * sign).sum();
            let (wanted, share) = match lesson.standing {
                Standing::With => (1.0, 0.5 * lesson.weight / with),
                Standing::Without | Standing::Bereft => (0.0, 0.5 * lesson.weight / without),
            };
            let pull = (1.0 / (1.0 + (-score).exp()) - wanted) * share;
            for (slope, value) in slope.iter_mut().zip(lesson.signs.0) {
                *slope += pull * f64::from(value);
            }
        }
        adam.step(&mut signs, &slope);
    }
    let mut learned = Signs::default();
    for (learned, sign) in learned.0.iter_mut().zip(signs) {
        *learned = sign as f32;
    }
    learned
}

/// How much large weights of signs are held against themselves.
const SIGNS_RIDGE: f64 = 1e-3;

fn curve(signs: &Signs, weights: &Signs) -> f32 {
    let evidence: f32 = signs.0.iter().zip(weights.0).map(|(sign, weight)| sign * weight).sum();
    1.0 / (1.0 + (-evidence).exp())
}

/// Steps downhill (Kingma and Ba, Adam, 2015).
struct Adam {
    mean: Vec<f64>,
    square: Vec<f64>,
    steps: i32,
}

impl Adam {
    fn new(size: usize) -> Adam {
        Adam { mean: vec![0.0; size], square: vec![0.0; size], steps: 0 }
    }

    fn step(&mut self, place: &mut [f64], slope: &[f64]) {
        const PACE: f64 = 0.1;
        self.steps += 1;
        let (warm, warmer) = (1.0 - 0.9_f64.powi(self.steps), 1.0 - 0.999_f64.powi(self.steps));
        for at in 0..place.len() {
            self.mean[at] = 0.9 * self.mean[at] + 0.1 * slope[at];
            self.square[at] = 0.999 * self.square[at] + 0.001 * slope[at] * slope[at];
            place[at] -= PACE * (self.mean[at] / warm) / ((self.square[at] / warmer).sqrt() + 1e-8);
        }
    }
}
