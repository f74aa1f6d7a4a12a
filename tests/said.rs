//! Who says what in a whole collection: `onrecord said`, `--said-by`, and the names that can be listed.

use std::fs;

use jiff::civil::date;
use onrecord::answer::{Finding, Said};
use onrecord::article::Speech;
use onrecord::ask::{Question, Request, Wishes, ask, said};
use onrecord::index::{Reading, Shelves};
use onrecord::intake::{self, Order, Silent};
use onrecord::library::{Filters, Library, Listed, Names, Query};

/// An index of articles made from lines of JSON.
struct Shelf {
    folder: tempfile::TempDir,
}

impl Shelf {
    /// Of articles, each a date, a publisher and a text.
    fn of(articles: &[(&str, &str, &str)]) -> Shelf {
        let shelf = Shelf { folder: tempfile::tempdir().expect("a folder") };
        shelf.fill(articles);
        shelf
    }

    fn fill(&self, articles: &[(&str, &str, &str)]) {
        let line = |(number, (published, publisher, text)): (usize, &(&str, &str, &str))| {
            let id = format!("{}", (b'a' + number as u8) as char);
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

    fn reading(&self) -> Reading {
        Shelves::open(&self.folder.path().join("index")).and_then(|shelves| shelves.reading()).expect("a reading")
    }

    fn said(&self, request: &Request) -> Said {
        said(&self.reading(), request).expect("an index in order")
    }
}

fn by(name: &str) -> Request {
    Request { name: name.into(), limit: 20, ..Request::default() }
}

/// Each finding as its article's id and its words.
fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.quote.article().id, finding.quote.words())).collect()
}

const OLD: &str = "The quay is sinking, Harbour Director Tobias Renn said on Friday. A spokesman for Renn said the cranes were fine. \
    The cafe sold soup. “We will close the quay,” Renn said.";
const NEW: &str = "Tobias Renn denied on Monday that the quay was closed. Renn’s lawyer said nobody was hurt.";
const OTHER: &str = "Anna Renn said the tram was late. The harbour director said the quay would open in May.";

fn harbour() -> Shelf {
    Shelf::of(&[
        ("2024-03-01", "The Görlen Post", OLD),
        ("2024-05-09", "Senn Courier", NEW),
        ("", "Senn Courier", OTHER),
    ])
}

#[test]
fn a_person_is_quoted_newest_first_and_nobody_else_under_the_name() {
    let said = harbour().said(&by("Tobias Renn"));
    let expected = [
        "b: Tobias Renn denied on Monday that the quay was closed.",
        "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.",
        "a: “We will close the quay,” Renn said.",
    ];
    assert_eq!(shown(&said.findings), expected);
    assert_eq!(said.speakers.len(), 1);
    assert_eq!((said.speakers[0].name.as_str(), said.speakers[0].sayings), ("Tobias Renn", 3));
    let of_both = harbour().said(&by("Renn"));
    assert_eq!(shown(&of_both.findings).last().map(String::as_str), Some("c: Anna Renn said the tram was late."));
    assert_eq!(of_both.speakers.len(), 2);
}

#[test]
fn an_office_finds_whoever_an_article_says_holds_it() {
    let said = harbour().said(&by("the harbour director"));
    let expected = [
        "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.",
        "a: “We will close the quay,” Renn said.",
        "c: The harbour director said the quay would open in May.",
    ];
    assert_eq!(shown(&said.findings), expected);
}

#[test]
fn a_topic_filters_and_numbers_narrow_it_down() {
    let shelf = harbour();
    let about = Request { about: "sinking".into(), ..by("Renn") };
    assert_eq!(
        shown(&shelf.said(&about).findings),
        ["a: The quay is sinking, Harbour Director Tobias Renn said on Friday."]
    );
    let direct = shelf.said(&Request { direct: true, ..by("Renn") });
    assert_eq!(shown(&direct.findings), ["a: “We will close the quay,” Renn said."]);
    assert!(direct.findings.iter().all(|finding| {
        finding.quote.voice().attribution().is_some_and(|attribution| attribution.speech == Speech::Direct)
    }));
    let filters = Filters { publisher: vec!["gorlen".into()], ..Filters::default() };
    assert_eq!(shelf.said(&Request { filters, ..by("Tobias Renn") }).findings.len(), 2);
    let filters = Filters { after: Some(date(2024, 4, 1)), ..Filters::default() };
    assert_eq!(shelf.said(&Request { filters, ..by("Tobias Renn") }).findings.len(), 1);
    let first = shelf.said(&Request { limit: 1, ..by("Tobias Renn") });
    assert!(first.more && first.findings.len() == 1);
    assert!(!shelf.said(&Request { limit: 3, ..by("Tobias Renn") }).more);
}

#[test]
fn where_nobody_is_meant_names_come_near() {
    let said = harbour().said(&by("Maria Renn"));
    assert!(said.findings.is_empty() && said.speakers.is_empty());
    assert_eq!(said.near, ["Tobias Renn", "Anna Renn"]);
    assert!(harbour().said(&by("…")).findings.is_empty());
    assert!(harbour().said(&by("the")).findings.is_empty());
}

#[test]
fn a_question_for_one_speakers_words_shows_no_one_else() {
    let shelf = harbour();
    let asked = |name: &str, words: &str| {
        let filters = Wishes { said_by: Some(name.into()), ..Wishes::default() }.filters().expect("a name");
        let question = Question { filters, limit: 10, ..Question::new(words, date(2024, 6, 1)) };
        shown(ask(&shelf.reading(), &question).expect("an index in order").findings())
    };
    let sinking = "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.";
    assert_eq!(asked("Renn", "Is the quay sinking?").first().map(String::as_str), Some(sinking));
    assert_eq!(asked("the harbour director", "Is the quay sinking?").first().map(String::as_str), Some(sinking));
    assert!(asked("Renn", "Were the cranes fine?").iter().all(|shown| !shown.contains("spokesman")));
    assert!(asked("Renn", "Was nobody hurt?").iter().all(|shown| !shown.contains("lawyer")));
    assert_eq!(
        asked("a spokesman for Renn", "Were the cranes fine?"),
        ["a: A spokesman for Renn said the cranes were fine."]
    );
    assert!(asked("Anna Renn", "Is the quay sinking?").is_empty());
}

#[test]
fn names_are_listed_by_any_of_their_words() {
    let shelf = harbour();
    let reading = shelf.reading();
    let names = |of, beginning: &str| -> Vec<(String, u64, u64)> {
        let listed = reading.names(of, beginning, 10).expect("names");
        listed.into_iter().map(|Listed { name, articles, times }| (name, articles, times)).collect()
    };
    assert_eq!(names(Names::Sources, "ren"), [("Tobias Renn".into(), 2, 3), ("Anna Renn".into(), 1, 1)]);
    assert_eq!(names(Names::Sources, "tobias r"), [("Tobias Renn".into(), 2, 3)]);
    assert_eq!(names(Names::Sources, "harbour"), [], "nobody can be looked up under a description");
    assert_eq!(names(Names::Publishers, ""), [("Senn Courier".into(), 2, 2), ("The Görlen Post".into(), 1, 1)]);
    assert_eq!(names(Names::Publishers, "gorlen"), [("The Görlen Post".into(), 1, 1)]);
    assert_eq!(names(Names::Authors, "abb"), [("Lena Abbot".into(), 3, 3)]);
    assert_eq!(names(Names::Sources, "zzz"), []);
    assert_eq!(reading.languages().expect("languages").len(), 1);
}

#[test]
fn what_was_removed_is_listed_no_more() {
    let shelf = harbour();
    shelf.fill(&[("2024-03-01", "The Görlen Post", OLD)]);
    let reading = shelf.reading();
    assert!(reading.names(Names::Sources, "anna", 10).expect("names").is_empty());
    assert!(shelf.said(&by("Anna Renn")).findings.is_empty());
    assert_eq!(reading.newest(&Query { articles: 10, ..Query::default() }, 0).expect("articles").len(), 1);
}

#[test]
fn articles_come_newest_first_and_passages_hold_every_term() {
    let shelf = harbour();
    let reading = shelf.reading();
    let ids = |query: &Query, skip| -> Vec<String> {
        let handles = reading.newest(query, skip).expect("articles");
        handles.into_iter().map(|handle| reading.fetch(handle).expect("an article").article.id.to_string()).collect()
    };
    let all = Query { articles: 10, ..Query::default() };
    assert_eq!(ids(&all, 0), ["b", "a", "c"]);
    assert_eq!(ids(&all, 1), ["a", "c"]);
    let holding = |terms: &[&str]| {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        reading.holding(&terms, &Filters::default(), 10).expect("passages").len()
    };
    assert_eq!(
        (holding(&["quay"]), holding(&["quay", "crane"]), holding(&["tram", "crane"]), holding(&[])),
        (3, 1, 0, 0)
    );
}
