//! A small index on disk, made of articles given as dates, publishers and texts.

use std::fs;

use onrecord::answer::{Finding, Said};
use onrecord::ask::{Request, said};
use onrecord::index::{Reading, Shelves};
use onrecord::intake::{self, Order, Silent};

/// An index of articles made from lines of JSON, with the ids "a", "b", "c", … and, behind "z", their numbers
pub struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    /// Of articles, each a date, a publisher and a text; an empty date is none.
    pub fn of(articles: &[(&str, &str, &str)]) -> Shelf {
        let shelf = Shelf { folder: tempfile::tempdir().expect("a folder") };
        shelf.fill(articles);
        shelf
    }

    /// The index, brought in line with other articles.
    pub fn fill(&self, articles: &[(&str, &str, &str)]) {
        let line = |(number, (published, publisher, text)): (usize, &(&str, &str, &str))| {
            let letter =
                u8::try_from(number).ok().filter(|number| *number < 26).map(|number| char::from(b'a' + number));
            let id = letter.map_or_else(|| number.to_string(), String::from);
            let mut article = serde_json::json!({
                "id": id, "title": "News", "authors": ["Lena Abbot"], "publisher": publisher, "text": text, "lang": "en",
            });
            if !published.is_empty() {
                article["published"] = (*published).into();
            }
            format!("{article}\n")
        };
        let lines: String = articles.iter().enumerate().map(line).collect();
        fs::write(self.folder.path().join("articles.jsonl"), lines).expect("written");
        let order = Order {
            index: self.folder.path().join("index"),
            configured: vec![self.folder.path().join("articles.jsonl")],
            ..Order::default()
        };
        let report = intake::run(&order, &Silent).expect("a run");
        assert!(report.refused.is_empty(), "{:?}", report.refused);
    }

    pub fn reading(&self) -> Reading {
        Shelves::open(&self.folder.path().join("index")).and_then(|shelves| shelves.reading()).expect("a reading")
    }

    pub fn said(&self, request: &Request) -> Said {
        said(&self.reading(), request).expect("an index in order")
    }
}

/// Each finding as its article's id and its words.
pub fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.quote.article().id, finding.quote.words())).collect()
}
