//! Measures what reading web pages costs and whether it alters words, beside the extractor it is built on, in one run.
//!
//! `cargo run --release --example extraction -- FOLDER [PROGRAM]` reads `FOLDER/ground-truth.json` (for each page the `articleBody` that a
//! person marked) and `FOLDER/html/NAME.html.gz`. PROGRAM is the release binary, for the time in processes of their own. Words are
//! altered where the plain alignment of both texts' words (Myers' algorithm) has up to three of the one in place of up to three of the other;
//! each such place is printed. A longer block is a passage that only one of the texts has.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dom_smoothie::{Config, Readability, TextMode};
use flate2::read::GzDecoder;
use onrecord::read::{Limits, Reader};
use serde_json::Value;
use similar::{Algorithm, DiffTag, capture_diff_slices};

type Failure = Box<dyn std::error::Error>;

/// Every way is gone this often, and the fastest counts: others on the machine only make it slower.
const ROUNDS: usize = 5;

/// Words of one text in place of the other's: with more it is another passage and no alteration.
const LONGEST: usize = 3;

/// What only tells a browser where a word may be divided.
const SOFT: [char; 3] = ['\u{ad}', '\u{200b}', '\u{feff}'];

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
    altered: Vec<Altered>,
    empty: usize,
}

/// A place where words differ.
struct Altered {
    /// How many of ours.
    words: usize,
    place: String,
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
        let first = records.next()?.ok()?;
        // To its end, as a run does: a process that is left on the way is ended, and the next page waits for a new one.
        records.for_each(drop);
        Some(first.article.text.as_str().to_owned())
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
    for altered in &here.altered {
        writeln!(out, "  altered: {}", altered.place)?;
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
        let text = text.unwrap_or_default().replace(SOFT, "");
        let gold = page.gold.replace(SOFT, "");
        let (words, gold) = (words(&text), words(&gold));
        measured.words += words.len();
        measured.altered.extend(altered(&words, &gold));
    }
    measured
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Places where our words stand in place of the marked ones, up to `LONGEST` of each.
fn altered(words: &[&str], gold: &[&str]) -> Vec<Altered> {
    let short = |length: usize| (1..=LONGEST).contains(&length);
    let blocks = capture_diff_slices(Algorithm::Myers, gold, words).into_iter().filter_map(|block| {
        let (tag, theirs, ours) = block.as_tag_tuple();
        (tag == DiffTag::Replace && short(theirs.len()) && short(ours.len())).then_some((theirs, ours))
    });
    let place = |(theirs, ours): (Range<usize>, Range<usize>)| {
        let near = words[ours.start.saturating_sub(3)..ours.start].join(" ");
        Altered { words: ours.len(), place: format!("{near} {:?} for {:?}", &words[ours], &gold[theirs]) }
    };
    blocks.map(place).collect()
}

impl Measured {
    fn mean(&self) -> f64 {
        self.times.iter().map(Duration::as_secs_f64).sum::<f64>() * 1e3 / self.times.len().max(1) as f64
    }

    fn line(&self, name: &str, own: f64) -> String {
        let altered: usize = self.altered.iter().map(|altered| altered.words).sum();
        let share = altered as f64 * 1e4 / self.words.max(1) as f64;
        format!(
            "{name}: {:.2} ms a page ({:.2} times dom_smoothie's), {:.2} words in 10,000 altered ({} of {}), {} pages without text",
            self.mean(),
            self.mean() / own,
            share,
            altered,
            self.words,
            self.empty
        )
    }
}
