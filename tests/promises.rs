//! The promises, held for any bytes as an article and any question: every quote shown is a slice of the stored article, made of whole sentences.

use std::path::Path;

use jiff::civil::date;
use onrecord::answer::Finding;
use onrecord::article::{Article, ArticleId, Citation, Origin};
use onrecord::ask::{Question, ask};
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

fn plain(text: String) -> Article {
    Article {
        id: ArticleId("made".into()),
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
    prop_assert_eq!(stored.article.text.as_str().get(span.range()), Some(quote.words()));
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

#[test]
fn every_quote_is_a_slice_of_whole_sentences() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let shown = std::cell::Cell::new(0_u32);
    let cases = (article_bytes(), question(), prop::sample::select(vec!["txt", "md", "jsonl", "json", "html"]));
    let ran = runner.run(&cases, |(bytes, words, extension)| {
        let library = Memory::of(articles(folder.path(), &bytes, extension));
        let answer = ask(&library, &Question::new(words, date(2024, 5, 1))).expect("memory cannot fail");
        for finding in answer.findings() {
            shown.set(shown.get() + 1);
            check(&library, finding)?;
        }
        let printed = terminal::findings(&answer, Paint::default(), terminal::Extras::default());
        prop_assert!(!printed.contains('\u{1b}'), "an article cannot drive the terminal");
        let line = serde_json::to_string(&json::AnswerJson::new(None, &answer, json::Extras::default())).expect("JSON");
        prop_assert_eq!(line.matches('\n').count(), 0);
        Ok(())
    });
    if let Err(failure) = ran {
        panic!("{failure}");
    }
    assert!(shown.get() > CASES / 10, "only {} quotes were shown: the cases test nothing", shown.get());
}
