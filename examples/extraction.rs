//! Measures what reading web pages costs and whether it alters words, beside the extractor it is built on, in one run.
//!
//! `cargo run --release --example extraction -- FOLDER [PROGRAM]` reads `FOLDER/ground-truth.json` (for each page the `articleBody` that a
//! person marked) and `FOLDER/html/NAME.html.gz`. PROGRAM is the release binary, for the time in processes of their own. A word is altered
//! where the words before and after it stand in the marked text with another word, or the same letters otherwise divided, between them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dom_smoothie::{Config, Readability, TextMode};
use flate2::read::GzDecoder;
use onrecord::read::{Limits, Reader};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// Every way is gone this often, and the fastest counts: others on the machine only make it slower.
const ROUNDS: usize = 5;

/// A page and what a person marked in it.
struct Page {
    path: PathBuf,
    html: String,
    gold: String,
}

/// What one way of reading gave.
#[derive(Default)]
struct Measured {
    /// Of each page, the fastest.
    times: Vec<Duration>,
    words: usize,
    altered: Vec<String>,
    empty: usize,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: extraction FOLDER [PROGRAM]")?);
    let program = arguments.next().map(fs::canonicalize).transpose()?;
    let unpacked = tempfile::tempdir()?;
    let pages = pages(&folder, unpacked.path())?;
    let reader = Reader::default();
    let mut out = io::stdout().lock();
    writeln!(out, "{} pages, the fastest of {ROUNDS} readings of each", pages.len())?;
    let read = |reader: &Reader, page: &Page| {
        let mut records = reader.found(&page.path).ok()?;
        Some(records.next()?.ok()?.article.text.as_str().to_owned())
    };
    let smoothie = |page: &Page, text_mode: TextMode| {
        let config = Config { text_mode, ..Config::default() };
        let mut page = Readability::new(page.html.as_str(), None, Some(config)).ok()?;
        Some(page.parse().ok()?.text_content.to_string())
    };
    let own = measure(&pages, |page| smoothie(page, TextMode::Raw));
    let formatted = measure(&pages, |page| smoothie(page, TextMode::Formatted));
    let here = measure(&pages, |page| read(&reader, page));
    let mut all =
        vec![("dom_smoothie", &own), ("dom_smoothie, formatted", &formatted), ("onrecord, in this process", &here)];
    let apart = program.map(|program| Reader::default().apart(program, Limits::default()));
    let apart = apart.map(|reader| measure(&pages, |page| read(&reader, page)));
    all.extend(apart.iter().map(|apart| ("onrecord, in a process of its own", apart)));
    for (name, measured) in &all {
        writeln!(out, "{}", measured.line(name, own.mean()))?;
    }
    for word in here.altered.iter().take(20) {
        writeln!(out, "  altered: {word}")?;
    }
    Ok(())
}

fn pages(folder: &Path, unpacked: &Path) -> Result<Vec<Page>, Failure> {
    let truth: BTreeMap<String, Value> = serde_json::from_reader(File::open(folder.join("ground-truth.json"))?)?;
    let page = |(name, marked): (&String, &Value)| -> Result<Page, Failure> {
        let mut bytes = Vec::new();
        GzDecoder::new(File::open(folder.join("html").join(format!("{name}.html.gz")))?).read_to_end(&mut bytes)?;
        let path = unpacked.join(format!("{name}.html"));
        fs::write(&path, &bytes)?;
        let gold = marked["articleBody"].as_str().unwrap_or_default().to_owned();
        Ok(Page { path, html: String::from_utf8_lossy(&bytes).into_owned(), gold })
    };
    truth.iter().map(page).collect()
}

fn measure(pages: &[Page], read: impl Fn(&Page) -> Option<String>) -> Measured {
    let mut measured = Measured::default();
    for page in pages {
        let mut fastest = Duration::MAX;
        let mut text = None;
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            text = read(page);
            fastest = fastest.min(begun.elapsed());
        }
        measured.times.push(fastest);
        measured.empty += usize::from(text.is_none());
        let text = text.unwrap_or_default();
        let (words, gold) = (words(&text), words(&page.gold));
        measured.words += words.len();
        measured.altered.extend(altered(&words, &gold));
    }
    measured
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Words that stand otherwise between the same neighbours in the marked text.
fn altered(words: &[&str], gold: &[&str]) -> Vec<String> {
    let known: HashSet<&str> = gold.iter().copied().collect();
    let mut after: HashMap<&str, Vec<usize>> = HashMap::new();
    gold.iter().enumerate().for_each(|(at, word)| after.entry(word).or_default().push(at));
    let there = |first: &str, between: usize, last: &str, letters: Option<&str>| {
        after.get(first).into_iter().flatten().any(|&at| {
            gold.get(at + between + 1) == Some(&last)
                && letters.is_none_or(|letters| gold[at + 1..=at + between].concat() == letters)
        })
    };
    let mut altered = Vec::new();
    for near in words.windows(3).filter(|near| !known.contains(near[1])) {
        if there(near[0], 1, near[2], None) || there(near[0], 2, near[2], Some(near[1])) {
            altered.push(near.join(" "));
        }
    }
    for near in words.windows(4) {
        if there(near[0], 1, near[3], Some(&near[1..3].concat())) && !there(near[0], 2, near[3], None) {
            altered.push(near.join(" "));
        }
    }
    // Two paragraphs glued together: the neighbours are those of both.
    for near in words.windows(2).filter(|near| !known.contains(near[0])) {
        if gold.windows(2).any(|pair| pair.concat() == near[0]) {
            altered.push(near.join(" "));
        }
    }
    altered.sort();
    altered.dedup();
    altered
}

impl Measured {
    fn mean(&self) -> f64 {
        self.times.iter().map(Duration::as_secs_f64).sum::<f64>() * 1e3 / self.times.len().max(1) as f64
    }

    fn line(&self, name: &str, own: f64) -> String {
        let share = self.altered.len() as f64 * 1e4 / self.words.max(1) as f64;
        format!(
            "{name}: {:.2} ms a page ({:.2} times dom_smoothie's), {:.2} words in 10,000 altered ({} of {}), {} pages without text",
            self.mean(),
            self.mean() / own,
            share,
            self.altered.len(),
            self.words,
            self.empty
        )
    }
}
