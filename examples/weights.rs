//! Measures the weights of `ask` on questions with known answers, and looks for better ones by cross-validation.
//!
//! `cargo run --release --example weights -- ARTICLES.jsonl QUESTIONS.jsonl [search]` prints how often the first, one of
//! the first three and one of the first ten quotes answer; with `search`, what a search over the weights reaches on questions it
//! did not see (five folds), and the weights it ends with on all of them.
//!
//! A question is a line {"id", "type", "question", "file", "answer": {"start", "end"}, "also": [...]}, offsets in Unicode
//! code points. A quote answers where it is at most 700 characters long and holds 60 % of the answer.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};

use jiff::civil::date;
use onrecord::answer::Answer;
use onrecord::ask::{Question, Weights, ask_with};
use onrecord::index::Shelves;
use onrecord::intake::{Order, Silent, run};
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    kind: String,
    question: String,
    file: Option<String>,
    answer: Option<Place>,
    #[serde(default)]
    also: Vec<Place>,
}

#[derive(Deserialize, Clone)]
struct Place {
    file: Option<String>,
    start: usize,
    end: usize,
}

/// A question and the stretches of articles, in bytes, that answer it.
struct Case {
    question: String,
    answers: Vec<(String, std::ops::Range<usize>)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, questions, rest @ ..] = arguments.as_slice() else {
        return Err("usage: weights ARTICLES.jsonl QUESTIONS.jsonl [search]".into());
    };
    let folder = tempfile::tempdir()?;
    let order = Order { index: folder.path().join("index"), given: vec![articles.into()], ..Order::default() };
    run(&order, &Silent)?;
    let shelves = Shelves::open(&order.index)?;
    let texts = texts(articles)?;
    let cases = cases(questions, &texts)?;
    let all: Vec<&Case> = cases.iter().collect();
    let mut out = io::stdout().lock();
    let start = Weights::default();
    writeln!(out, "as they are: {}", measure(&shelves, &all, &start))?;
    if rest.first().is_some_and(|word| word == "search") {
        let mut held_out = Figures::default();
        for fold in 0..5 {
            let part = |held: bool| {
                cases.iter().enumerate().filter(move |(at, _)| (at % 5 == fold) == held).map(|(_, case)| case)
            };
            let found = search(&shelves, &part(false).collect::<Vec<_>>(), &start);
            held_out.add(&measure(&shelves, &part(true).collect::<Vec<_>>(), &found));
        }
        writeln!(out, "cross-validated: {held_out}")?;
        let found = search(&shelves, &all, &start);
        writeln!(out, "on all: {}\n{found:#?}", measure(&shelves, &all, &found))?;
    }
    Ok(())
}

fn texts(articles: &str) -> Result<HashMap<String, String>, Box<dyn std::error::Error>> {
    #[derive(Deserialize)]
    struct Record {
        id: String,
        text: String,
    }
    let mut texts = HashMap::new();
    for line in fs::read_to_string(articles)?.lines() {
        let record: Record = serde_json::from_str(line)?;
        texts.insert(record.id, record.text);
    }
    Ok(texts)
}

fn cases(questions: &str, texts: &HashMap<String, String>) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    let mut cases = Vec::new();
    for line in fs::read_to_string(questions)?.lines() {
        let line: Line = serde_json::from_str(line)?;
        let (Some(file), Some(answer)) = (line.file, line.answer) else { continue };
        if line.kind == "unanswerable" {
            continue;
        }
        let places = std::iter::once(answer).chain(line.also);
        let bytes = places.filter_map(|place| {
            let file = place.file.clone().unwrap_or_else(|| file.clone());
            let text = texts.get(&file)?;
            let at = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(byte, _)| byte);
            Some((file.clone(), at(place.start)..at(place.end)))
        });
        cases.push(Case { answers: bytes.collect(), question: line.question });
    }
    Ok(cases)
}

#[derive(Default)]
struct Figures {
    questions: f64,
    first: f64,
    three: f64,
    ten: f64,
    reciprocal: f64,
    characters: f64,
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.questions += other.questions;
        self.first += other.first;
        self.three += other.three;
        self.ten += other.ten;
        self.reciprocal += other.reciprocal;
        self.characters += other.characters;
    }

    /// What a search tries to raise.
    fn worth(&self) -> f64 {
        (self.reciprocal + 0.5 * self.first + 0.3 * self.three - 0.0002 * self.characters) / self.questions.max(1.0)
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |sum: f64| sum / self.questions.max(1.0);
        let (first, three, ten) = (of(self.first), of(self.three), of(self.ten));
        let (reciprocal, length) = (of(self.reciprocal), of(self.characters));
        write!(
            f,
            "hit@1 {first:.3} hit@3 {three:.3} hit@10 {ten:.3} MRR@10 {reciprocal:.3} first quote {length:.0} bytes, n={}",
            self.questions
        )
    }
}

fn measure(shelves: &Shelves, cases: &[&Case], weights: &Weights) -> Figures {
    let each = cases.par_iter().map(|case| {
        let mut question = Question::new(case.question.clone(), date(2016, 12, 1));
        question.limit = 10;
        let answer = shelves.reading().and_then(|reading| ask_with(&reading, &question, weights));
        answer.map_or_else(|_| Figures { questions: 1.0, ..Figures::default() }, |answer| judge(case, &answer))
    });
    each.reduce(Figures::default, |mut sum, one| {
        sum.add(&one);
        sum
    })
}

fn judge(case: &Case, answer: &Answer) -> Figures {
    let hits = |finding: &&onrecord::answer::Finding| {
        let (span, id) = (finding.quote.span(), &finding.quote.article().id.0);
        finding.quote.words().chars().count() <= 700
            && case.answers.iter().any(|(file, gold)| {
                let common = span.end().min(gold.end).saturating_sub(span.start().max(gold.start));
                file == id && common as f64 >= 0.6 * gold.len() as f64
            })
    };
    let rank = answer.findings().iter().position(|finding| hits(&finding)).map(|at| at + 1);
    let within = |limit: usize| f64::from(u8::from(rank.is_some_and(|rank| rank <= limit)));
    Figures {
        questions: 1.0,
        first: within(1),
        three: within(3),
        ten: within(10),
        reciprocal: rank.map_or(0.0, |rank| 1.0 / rank as f64),
        characters: answer.findings().first().map_or(0.0, |finding| finding.quote.span().len() as f64),
    }
}

/// Climbs from a start, one weight at a time, until no step helps; three rounds at most.
fn search(shelves: &Shelves, cases: &[&Case], start: &Weights) -> Weights {
    let mut best = start.clone();
    let mut worth = measure(shelves, cases, &best).worth();
    for _ in 0..3 {
        let before = worth;
        for at in 0..Weights::COUNT {
            for factor in [0.5, 0.75, 1.33, 2.0] {
                let mut tried = best.clone();
                tried.scale(at, factor);
                let reached = measure(shelves, cases, &tried).worth();
                if reached > worth + 1e-4 {
                    (best, worth) = (tried, reached);
                }
            }
        }
        if worth <= before {
            break;
        }
    }
    best
}
