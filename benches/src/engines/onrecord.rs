//! OnRecord: the library's own functions, as the program and the bot call them.

use std::path::Path;
use std::time::Instant;

use onrecord::ask::{Question, ask as answer};
use onrecord::index::{Reading, Shelves};
use onrecord::intake::{self, Order, Silent};

use super::{BEST, Failure};
use crate::corpus;
use crate::figures::{Figures, Times};

fn order(corpus: &Path, index: &Path) -> Order {
    Order { index: index.to_owned(), given: vec![corpus.to_owned()], ..Order::default() }
}

/// Brings the index in line with the corpus; the number of articles that were added or changed.
pub fn index(corpus: &Path, index: &Path, threads: usize) -> Result<u64, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let report = pool.install(|| intake::run(&order(corpus, index), &Silent))?;
    if !report.refused.is_empty() {
        return Err(format!("refused: {:?}", report.refused.first()).into());
    }
    Ok((report.added.len() + report.changed.len()) as u64)
}

/// Full answers: ranked, cut, attributed, checked.
pub fn ask(index: &Path, questions: &[String], figures: &mut Figures) -> Result<(), Failure> {
    let reading = Shelves::open(index)?.reading()?;
    let mut times = Times::default();
    let mut answered = 0;
    for round in 0..2 {
        for words in questions {
            let question = question(words);
            if round == 0 {
                answered += usize::from(!answer(&reading, &question)?.findings().is_empty());
            } else {
                times.measure(|| answer(&reading, &question))?;
            }
        }
    }
    times.add_to(figures);
    figures.insert("answered_share".to_owned(), answered as f64 / questions.len().max(1) as f64);
    Ok(())
}

/// A question as it is asked of every collection.
pub fn question(words: &str) -> Question {
    Question { limit: BEST, ..Question::new(words, jiff::civil::date(2026, 1, 1)) }
}

/// Many askers at once, each with all the questions from a place of their own.
pub fn crowd(index: &Path, questions: &[String], askers: usize, figures: &mut Figures) -> Result<(), Failure> {
    let shelves = Shelves::open(index)?;
    let begun = Instant::now();
    let each = (2_000 / askers).clamp(1, questions.len());
    let ask_all = |asker: usize| -> Result<Times, Failure> {
        let mut times = Times::default();
        for words in questions.iter().cycle().skip(asker * questions.len() / askers).take(each) {
            let question = question(words);
            times.measure(|| -> Result<_, Failure> { Ok(answer(&reading(&shelves)?, &question)?) })?;
        }
        Ok(times)
    };
    let mut all = Times::default();
    std::thread::scope(|scope| -> Result<(), Failure> {
        let running: Vec<_> = (0..askers).map(|asker| scope.spawn(move || ask_all(asker))).collect();
        for run in running {
            all.join(run.join().map_err(|_| "an asker panicked")??);
        }
        Ok(())
    })?;
    figures.insert("answers_a_second".to_owned(), (each * askers) as f64 / begun.elapsed().as_secs_f64());
    all.add_to(figures);
    Ok(())
}

fn reading(shelves: &Shelves) -> Result<Reading, Failure> {
    Ok(shelves.reading()?)
}

/// News that is in no collection, each of another kind, since what is said twice is quoted once.
const NEWS: [(&str, &str); 5] = [
    (
        "“The copper herons sang all night,” said the warden Oda Fennick.",
        "What did Oda Fennick say about the copper herons?",
    ),
    (
        "The clockmaker Jorn Abblewick claims that his pendulum never stops.",
        "What does Jorn Abblewick claim about his pendulum?",
    ),
    ("“We dug up a silver anchor,” the farmer Mirela Quist told the paper.", "Who dug up a silver anchor?"),
    (
        "According to the botanist Teun Harrowgate, the violet oaks are dying.",
        "What did Teun Harrowgate say about the violet oaks?",
    ),
    (
        "“Our choir lost its only tuba,” said Pastor Elko Wrenfield.",
        "What did Pastor Elko Wrenfield say about the tuba?",
    ),
];

/// Seconds from writing each of some new articles to an answer that quotes it.
pub fn until_found(folder: &Path, index: &Path) -> Result<Vec<f64>, Failure> {
    let shelves = Shelves::open(index)?;
    let mut times = Vec::new();
    for (number, (text, asked)) in NEWS.iter().enumerate() {
        let begun = Instant::now();
        let file = folder.join(format!("new-{number}.txt"));
        std::fs::write(&file, text)?;
        intake::run(&order(&file, index), &Silent)?;
        let found = answer(&shelves.reading()?, &question(asked))?;
        if !found.findings().iter().any(|finding| text.contains(finding.quote.words())) {
            return Err(format!("not quoted: {text}").into());
        }
        times.push(begun.elapsed().as_secs_f64());
    }
    Ok(times)
}

/// Makes a part of the articles anew: one in a hundred.
pub fn change(corpus: &Path, articles: u64) -> Result<(), Failure> {
    Ok(corpus::write(corpus, 0..articles, |number| number % 100 == 7)?)
}
