//! The promises, held for any bytes as an article and any question: what is printed, in JSON and on a terminal of any width, is a slice of
//! the article as it was read, made of whole sentences.

use std::path::Path;

use jiff::civil::date;
use onrecord::answer::{Finding, Said};
use onrecord::article::{Article, ArticleId, Citation, Origin};
use onrecord::ask::{Question, Request, ask, said};
use onrecord::library::StoredArticle;
use onrecord::read;
use onrecord::show::paint::Paint;
use onrecord::show::{json, terminal};
use onrecord::text::Text;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

#[path = "support/memory.rs"]
mod memory;
use memory::Memory;

const CASES: u32 = 10_000;

/// Pieces that news is made of, and that break what reads it.
const PIECES: &[&str] = &[
    "the ferry",
    "Mayor Ilse Brandt",
    "said",
    " told reporters",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "« ",
    " »",
    "„",
    "‘",
    ". ",
    "! ",
    "? ",
    "…",
    ", ",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    "according to ",
    "a ministry official",
    ", speaking on condition of anonymity,",
    " claims that ",
    "he ",
    "she ",
    "U.S. ",
    "Lt. Gov. ",
    "a.m. ",
    "3,200",
    "could not be independently verified.",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}",
    "日本の橋。",
    "ประเทศ",
    "ליד",
    "\t",
    "\u{1b}[31m",
    "@everyone ",
    "**bold**",
    "<b>",
    "</b>",
    "---\n",
    "{\"text\": \"",
    "\"}",
    "By Jane Roe",
    " the bridge ",
    "harbour ",
    "closed ",
    "denied ",
    "Q: ",
    "A: ",
];

fn article_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat().into_bytes());
    let anything = prop::collection::vec(any::<u8>(), 0..200);
    let mixed = (pieces.clone(), anything.clone()).prop_map(|(mut pieces, bytes)| {
        pieces.extend(bytes);
        pieces
    });
    prop_oneof![6 => pieces, 1 => anything, 2 => mixed]
}

fn question() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 1..8).prop_map(|pieces| pieces.join(" "));
    prop_oneof![3 => pieces, 1 => "\\PC{0,80}", 1 => Just("who said the bridge closed?".to_owned())]
}

/// The id of the article that no reader touched.
const MADE: &str = "made without a reader";

/// Columns of the terminals that answers are printed for; `None` is a pipe.
const WIDTHS: [Option<usize>; 4] = [None, Some(8), Some(31), Some(92)];

fn plain(text: String) -> Article {
    Article {
        id: ArticleId(MADE.into()),
        citation: Citation::default(),
        language: None,
        origin: Origin { path: "/made.txt".into(), line: None },
        text: Text::new(text),
    }
}

/// What the readers make of the bytes; beside it the bytes as text without any reader, so that most cases have an article.
fn articles(folder: &Path, bytes: &[u8], extension: &str) -> Vec<Article> {
    let path = folder.join(format!("article.{extension}"));
    std::fs::write(&path, bytes).expect("a temporary file");
    let mut articles: Vec<Article> =
        read::records(&path).map(|records| records.flatten().collect()).unwrap_or_default();
    articles.push(plain(String::from_utf8_lossy(bytes).into_owned()));
    articles
}

fn check(library: &Memory, finding: &Finding) -> Result<(), TestCaseError> {
    let quote = &finding.quote;
    let holds = |stored: &&StoredArticle| stored.article.as_ref() == quote.article();
    let stored = library.articles.iter().find(holds).expect("a quote comes from a stored article");
    let span = quote.span();
    prop_assert!(!quote.words().trim().is_empty());
    prop_assert!(stored.sentences.iter().any(|sentence| sentence.start() == span.start()), "begins with a sentence");
    prop_assert!(stored.sentences.iter().any(|sentence| sentence.end() == span.end()), "ends with a sentence");
    prop_assert!(finding.context.contains(span));
    for attribution in quote.attributions() {
        let parts = attribution
            .content
            .iter()
            .copied()
            .chain(attribution.source)
            .chain(attribution.cue)
            .chain(attribution.resolved);
        for part in parts {
            prop_assert!(stored.article.text.cut(part).is_some());
        }
    }
    Ok(())
}

/// The texts as they were before anything was stored, by id; one article of the bytes alone, and what the readers made of them.
struct Originals(Vec<(String, String)>);

impl Originals {
    fn of(bytes: &[u8], articles: &[Article]) -> Originals {
        let read = articles.iter().filter(|article| article.id.0 != MADE);
        let mut texts: Vec<_> = read.map(|article| (article.id.0.clone(), article.text.as_str().to_owned())).collect();
        texts.push((MADE.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
        Originals(texts)
    }

    /// Whether these words stand in that article at these bytes.
    fn hold(&self, id: &str, range: std::ops::Range<usize>, words: &str) -> bool {
        self.0.iter().any(|(name, text)| name == id && text.get(range.clone()) == Some(words))
    }
}

/// Every quote of a line of JSON stands in the original at the bytes that the line says; tells how many there are.
fn check_json(line: &str, list: &str, originals: &Originals) -> Result<u32, TestCaseError> {
    prop_assert_eq!(line.matches('\n').count(), 0);
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let quotes = value[list].as_array().map(Vec::as_slice).unwrap_or_default();
    for entry in quotes {
        let (quote, id) = (&entry["quote"], entry["article"]["id"].as_str().expect("an id"));
        let byte = |name: &str| quote[name].as_u64().expect("a byte") as usize;
        let words = quote["text"].as_str().expect("words");
        prop_assert!(originals.hold(id, byte("start")..byte("end"), words), "not in {id}: {words:?}");
    }
    Ok(quotes.len() as u32)
}

/// Letters alone: blanks are where lines are wrapped, and control characters are shown as pictures of themselves.
fn letters(words: &str) -> String {
    let is_letter = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{2400}'..='\u{2421}' | '\u{fffd}' | '\u{2068}' | '\u{2069}')
    };
    words.chars().filter(is_letter).collect()
}

/// What stands behind the bars is the quotes, in their order, and not a letter more or less.
fn check_printed(printed: &str, findings: &[Finding]) -> Result<(), TestCaseError> {
    prop_assert!(!printed.contains('\u{1b}'), "an article cannot drive the terminal");
    let barred: String = printed.split('\n').filter_map(|line| line.strip_prefix("┃ ")).map(letters).collect();
    let quoted: String = findings.iter().map(|finding| letters(finding.quote.words())).collect();
    prop_assert_eq!(barred, quoted);
    Ok(())
}

fn check_said(said: &Said, originals: &Originals) -> Result<u32, TestCaseError> {
    for width in WIDTHS {
        check_printed(&terminal::said(said, Paint { width, ..Paint::default() }), &said.findings)?;
    }
    let line = serde_json::to_string(&json::SaidJson::new(said)).expect("JSON");
    check_json(&line, "sayings", originals)
}

#[test]
fn every_quote_is_a_slice_of_whole_sentences() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let (shown, sayings) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    let cases = (article_bytes(), question(), prop::sample::select(vec!["txt", "md", "jsonl", "json", "html"]));
    let ran = runner.run(&cases, |(bytes, words, extension)| {
        let articles = articles(folder.path(), &bytes, extension);
        let originals = Originals::of(&bytes, &articles);
        let library = Memory::of(articles);
        let answer = ask(&library, &Question::new(words, date(2024, 5, 1))).expect("memory cannot fail");
        for finding in answer.findings() {
            check(&library, finding)?;
        }
        for width in WIDTHS {
            let paint = Paint { width, ..Paint::default() };
            check_printed(&terminal::findings(&answer, paint, terminal::Extras::default()), answer.findings())?;
        }
        let line = serde_json::to_string(&json::AnswerJson::new(None, &answer, json::Extras::default())).expect("JSON");
        shown.set(shown.get() + check_json(&line, "answers", &originals)?);
        for name in ["Mayor Ilse Brandt", "ministry official"] {
            let request = Request { name: name.to_owned(), limit: 20, ..Request::default() };
            let said = said(&library, &request).expect("memory cannot fail");
            sayings.set(sayings.get() + check_said(&said, &originals)?);
        }
        Ok(())
    });
    if let Err(failure) = ran {
        panic!("{failure}");
    }
    let (shown, sayings) = (shown.get(), sayings.get());
    assert!(shown > CASES / 10, "only {shown} quotes were shown: the cases test nothing");
    assert!(sayings > CASES / 100, "only {sayings} sayings were shown: the cases test nothing");
}
