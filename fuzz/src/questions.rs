//! Questions to the sample articles: any words are an answer or a silence, and every quote is a slice of a stored article.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::date;
use onrecord::ask::{Question, Request, Wishes, ask, day, follows_up, said};
use onrecord::index::Shelves;
use onrecord::intake::{self, Order, Silent};
use onrecord::library::{Filters, Library};
use tempfile::TempDir;

/// The sample articles, indexed once in a process.
fn shelves() -> &'static Shelves {
    static SAMPLES: OnceLock<(TempDir, Shelves)> = OnceLock::new();
    let (_, shelves) = SAMPLES.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let articles: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/articles");
        let order = Order { index: folder.path().join("index"), given: vec![articles], ..Order::default() };
        intake::run(&order, &Silent).expect("indexed");
        let shelves = Shelves::open(&order.index).expect("opened");
        (folder, shelves)
    });
    shelves
}

/// The bytes are a question; after a NUL there may be a filter, which is also a name to ask about.
pub fn question(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    let (words, name) = words.split_once('\0').unwrap_or((&words, ""));
    let library = shelves().reading().expect("a reading");
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let wishes = Wishes { said_by: some(name), after: some(name), ..Wishes::default() };
    let _ = (follows_up(words), day(words), wishes.filters());
    let filters = Wishes { after: None, ..wishes }.filters().unwrap_or_default();
    let today = date(2024, 5, 1);
    for filters in [Filters::default(), filters] {
        let answer = ask(&library, &Question { filters, ..Question::new(words, today) }).expect("an answer");
        assert!((0.0..=1.0).contains(&answer.confidence), "a confidence of {}", answer.confidence);
        for finding in answer.findings() {
            let quote = &finding.quote;
            let cut = quote.article().text.cut(quote.span());
            assert_eq!(cut, Some(quote.words()), "a quote that is not in its article");
            assert!(!library.find(&quote.article().id.0).expect("found").is_empty(), "a quote from nowhere");
        }
    }
    let request = Request { name: name.to_owned(), about: words.to_owned(), limit: 20, ..Request::default() };
    said(&library, &request).expect("an answer");
}
