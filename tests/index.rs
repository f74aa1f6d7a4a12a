//! The index and the runs that keep it in line with its sources: what changes, what never does, and what a failure leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use jiff::civil::date;
use onrecord::answer::Finding;
use onrecord::article::{Article, ArticleId, Attribution, Citation, Origin, Speech, Voice};
use onrecord::ask::{Question, ask};
use onrecord::index::{FORMAT, Manifest, Memory, Reading, Shelves, Writer};
use onrecord::intake::{self, IntakeError, Order, PathProblem, Progress, Report, Silent, Step};
use onrecord::library::{Candidates, Field, Filters, Library, LibraryError, Query, StoredArticle, WeightedTerm};
use onrecord::segment::{Segments, segment};
use onrecord::text::Text;
use proptest::prelude::*;

/// A folder of articles and the index made of it.
struct Collection {
    folder: tempfile::TempDir,
}

impl Collection {
    fn new() -> Collection {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("articles")).expect("made");
        Collection { folder }
    }

    fn with(files: &[(&str, &str)]) -> Collection {
        let collection = Collection::new();
        files.iter().for_each(|(name, text)| collection.write(name, text));
        collection
    }

    fn articles(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.articles().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("removed");
    }

    fn order(&self) -> Order {
        Order { index: self.index(), configured: vec![self.articles()], ..Order::default() }
    }

    fn run(&self) -> Report {
        self.run_as(&self.order())
    }

    fn run_as(&self, order: &Order) -> Report {
        intake::run(order, &Silent).expect("a run")
    }

    fn fails(&self, order: &Order) -> IntakeError {
        intake::run(order, &Silent).expect_err("no run")
    }

    fn reading(&self) -> Reading {
        Shelves::open(&self.index()).and_then(|shelves| shelves.reading()).expect("a reading")
    }

    fn texts(&self) -> BTreeMap<String, String> {
        texts(&self.reading())
    }
}

/// Every article of a reading by the name of its file and its line, with its text.
fn texts(reading: &Reading) -> BTreeMap<String, String> {
    let mut handles = Vec::new();
    reading.articles(|handle, _| handles.push(handle)).expect("articles");
    let mut texts = BTreeMap::new();
    for handle in handles {
        let stored = reading.fetch(handle).expect("an article");
        let origin = &stored.article.origin;
        let name = origin.path.rsplit_once("articles/").map_or(origin.path.as_str(), |(_, name)| name);
        let name = origin.line.map_or(name.to_owned(), |line| format!("{name}:{line}"));
        assert_eq!(stored.article.text.hash(), stored.hash);
        assert!(texts.insert(name, stored.article.text.as_str().to_owned()).is_none(), "one article a place");
    }
    assert_eq!(reading.searched().expect("searched").articles, texts.len() as u64);
    texts
}

/// A run's figures in one line.
fn figures(report: &Report) -> String {
    let names = |ids: &[ArticleId]| {
        let mut names: Vec<&str> = ids.iter().map(|id| id.0.rsplit('/').next().unwrap_or_default()).collect();
        names.sort_unstable();
        names.join(" ")
    };
    let Report { added, changed, removed, unchanged, moved, twice, refused, .. } = report;
    let (twice, refused) = (twice.len(), refused.len());
    format!(
        "added [{}] changed [{}] removed [{}] unchanged {unchanged} moved {moved} twice {twice} refused {refused}",
        names(added),
        names(changed),
        names(removed)
    )
}

fn word(field: Field, term: &str) -> WeightedTerm {
    WeightedTerm { field, term: term.to_owned(), weight: 1.0 }
}

/// A search for these terms in passages and whole articles.
fn query(terms: &[&str]) -> Query {
    let words = terms.iter().flat_map(|term| [word(Field::Passage, term), word(Field::Body, term)]).collect();
    Query { terms: words, passages: 1000, articles: 1000, ..Query::default() }
}

fn search(reading: &Reading, terms: &[&str]) -> Candidates {
    reading.candidates(&query(terms)).expect("candidates")
}

/// The ids of the articles found, best first, by passage and as a whole.
fn found(reading: &Reading, query: &Query) -> (Vec<String>, Vec<String>) {
    let candidates = reading.candidates(query).expect("candidates");
    let id = |handle| reading.fetch(handle).expect("an article").article.id.0.clone();
    (
        candidates.passages.iter().map(|candidate| id(candidate.article)).collect(),
        candidates.articles.iter().map(|candidate| id(candidate.article)).collect(),
    )
}

#[test]
fn a_run_tells_what_it_changed() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew."), ("c.txt", "Cats sat.")]);
    assert_eq!(
        figures(&collection.run()),
        "added [a.txt b.txt c.txt] changed [] removed [] unchanged 0 moved 0 twice 0 refused 0"
    );
    assert_eq!(figures(&collection.run()), "added [] changed [] removed [] unchanged 3 moved 0 twice 0 refused 0");
    collection.write("a.txt", "Apples rose.");
    collection.remove("b.txt");
    collection.write("d/e.txt", "Dogs ran.");
    let report = collection.run();
    assert_eq!(figures(&report), "added [e.txt] changed [a.txt] removed [b.txt] unchanged 1 moved 0 twice 0 refused 0");
    assert_eq!(report.bytes, "Apples rose.Cats sat.Dogs ran.".len() as u64);
    let texts = collection.texts();
    assert_eq!(texts.keys().collect::<Vec<_>>(), ["a.txt", "c.txt", "d/e.txt"]);
    assert_eq!(texts["a.txt"], "Apples rose.");
}

/// How many bytes of text a run read, and its figures.
fn read_again(collection: &Collection, order: &Order) -> (u64, String) {
    let report = collection.run_as(order);
    (report.bytes, figures(&report))
}

#[cfg(unix)]
#[test]
fn files_that_are_as_they_were_are_not_read_again() {
    let collection =
        Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew."), ("news/c.txt", "Cats sat.")]);
    // What changed less than two seconds ago is never believed.
    let settle = || std::thread::sleep(std::time::Duration::from_millis(3_100));
    let order = collection.order();
    settle();
    assert_eq!(collection.run().added.len(), 3);
    let nothing = "added [] changed [] removed [] unchanged 3 moved 0 twice 0 refused 0".to_owned();
    assert_eq!(read_again(&collection, &order), (0, nothing.clone()));
    assert_eq!(read_again(&collection, &Order { reread: true, ..order.clone() }), (32, nothing.clone()));
    assert_eq!(read_again(&collection, &Order { given: vec![collection.path("news")], ..order.clone() }).0, 0);
    assert_eq!(read_again(&collection, &order), (0, nothing.clone()), "a run for one folder forgets no other");

    // Of the same length, at the same time.
    let time = fs::metadata(collection.path("a.txt")).and_then(|data| data.modified()).expect("a time");
    collection.write("a.txt", "Apples rose.");
    fs::File::options()
        .write(true)
        .open(collection.path("a.txt"))
        .and_then(|file| file.set_modified(time))
        .expect("set");
    collection.write("b.txt.meta.toml", "title = 'Birds'\n");
    let (bytes, told) = read_again(&collection, &order);
    assert_eq!((bytes, told.contains("changed [a.txt b.txt]")), (23, true), "{told}");
    settle();
    assert_eq!(read_again(&collection, &order).0, 23, "it changed just before the run before");
    assert_eq!(read_again(&collection, &order), (0, nothing.clone()));
    collection.write("b.txt.meta.toml", "title = 'Geese'\n");
    assert!(collection.run().changed.len() == 1, "what stands beside an article belongs to it");

    // Another file, read before it, takes the text of one that is as it was.
    collection.write("aa.txt", "Cats sat.");
    let told = figures(&collection.run());
    assert_eq!(told, "added [aa.txt] changed [] removed [c.txt] unchanged 2 moved 0 twice 1 refused 0");
    collection.remove("aa.txt");
    let told = figures(&collection.run());
    assert_eq!(told, "added [c.txt] changed [] removed [aa.txt] unchanged 2 moved 0 twice 0 refused 0");

    // What is remembered is only a help: damaged, gone, or of another index, the run does the same.
    settle();
    collection.run();
    assert_eq!(read_again(&collection, &order), (0, nothing.clone()));
    fs::write(collection.index().join("files"), "nonsense, and more than sixteen bytes of it").expect("written");
    assert_eq!(read_again(&collection, &order), (32, nothing.clone()));
    let other = Order { index: collection.folder.path().join("other"), ..order.clone() };
    collection.run_as(&Order { given: vec![collection.path("a.txt")], configured: Vec::new(), ..other.clone() });
    fs::copy(collection.index().join("files"), other.index.join("files")).expect("copied");
    assert!(figures(&collection.run_as(&other)).starts_with("added [b.txt c.txt] changed [] removed [] unchanged 1"));
    assert_eq!(read_again(&collection, &Order { rebuild: true, ..order.clone() }).0, 32);
    assert_eq!(collection.texts().len(), 3);
}

#[test]
fn lines_that_are_as_they_were_are_not_read_again() {
    let line = |id: u32, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
    let lines = [line(1, "Apples fell."), line(2, "Birds flew."), line(3, "Cats sat.")];
    let collection = Collection::with(&[("a.jsonl", &lines.concat())]);
    let order = collection.order();
    assert_eq!(collection.run().added.len(), 3);
    let second = line(2, "Birds sang.");
    collection.write("a.jsonl", &[&lines[0], &second, &lines[2]].map(String::as_str).concat());
    let told = "added [] changed [2] removed [] unchanged 2 moved 0 twice 0 refused 0".to_owned();
    assert_eq!(read_again(&collection, &order), (11, told));
    let told = "added [] changed [] removed [2] unchanged 2 moved 1 twice 0 refused 0".to_owned();
    collection.write("a.jsonl", &[&lines[0], &lines[2]].map(String::as_str).concat());
    assert_eq!(read_again(&collection, &order), (9, told), "a line of another number is read");
    // A bad line, and an id that is taken, are told in every run.
    collection
        .write("a.jsonl", &[&lines[0], &lines[2], "{", &line(1, "Dogs ran.")].map(|line| line.to_owned()).concat());
    for _ in 0..2 {
        let told = figures(&collection.run());
        assert_eq!(told, "added [] changed [] removed [] unchanged 2 moved 0 twice 0 refused 1");
    }
    collection.write("0.jsonl", &line(3, "Cats sat."));
    let told = figures(&collection.run());
    assert_eq!(told, "added [] changed [] removed [] unchanged 2 moved 1 twice 1 refused 1", "as without any memory");
    let texts = collection.texts();
    assert_eq!(texts.keys().collect::<Vec<_>>(), ["0.jsonl:1", "a.jsonl:1"]);
    // A refused line is no longer there once it is mended.
    collection.write("a.jsonl", &lines[0]);
    assert_eq!(figures(&collection.run()), "added [] changed [] removed [] unchanged 2 moved 0 twice 0 refused 0");
}

#[test]
fn a_deleted_article_is_gone_from_every_answer() {
    let collection = Collection::with(&[("a.txt", "The ferry sank."), ("b.txt", "The ferry sailed.")]);
    collection.run();
    let before = collection.reading();
    collection.remove("a.txt");
    collection.run();
    let after = collection.reading();
    assert_eq!(search(&after, &["sank"]), Candidates::default());
    assert_eq!(search(&after, &["ferri"]).passages.len(), 1);
    assert!(after.find("a.txt").expect("found").is_empty());
    let statistics = after.statistics(&["sank".into(), "ferri".into()]).expect("statistics");
    assert_eq!((statistics.articles, statistics.passages), (1, 1));
    assert!(statistics.document_frequencies.iter().all(|&frequency| frequency <= 1));
    // Whoever began to read before goes on as before.
    assert_eq!(search(&before, &["sank"]).passages.len(), 1);
    assert_eq!(texts(&before).len(), 2);
}

#[test]
fn dry_runs_change_nothing_and_say_the_same() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew.")]);
    let dry = Order { dry_run: true, ..collection.order() };
    let rehearsed = collection.run_as(&dry);
    assert!(rehearsed.dry_run && !collection.index().exists());
    assert_eq!(figures(&rehearsed), figures(&collection.run()));
    collection.write("a.txt", "Apples rose.");
    collection.remove("b.txt");
    let before = snapshot(&collection.index());
    let rehearsed = collection.run_as(&dry);
    assert_eq!(snapshot(&collection.index()), before);
    assert_eq!(figures(&rehearsed), figures(&collection.run()));
}

/// Every file of a folder with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files.extend(snapshot(&entry.path()));
        } else {
            files.insert(entry.path(), fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

#[test]
fn the_first_of_an_id_or_a_text_is_kept() {
    let collection = Collection::with(&[(
        "wire.jsonl",
        "{\"id\": \"one\", \"publisher\": \"Post\", \"text\": \"A storm came.\"}\n\
         {\"id\": \"one\", \"publisher\": \"Post\", \"text\": \"Another text.\"}\n\
         {\"id\": \"two\", \"publisher\": \"Post\", \"text\": \"A storm came.\"}\n\
         {\"id\": \"three\", \"publisher\": \"Mail\", \"text\": \"A storm came.\"}\n",
    )]);
    let report = collection.run();
    assert_eq!(figures(&report), "added [one three] changed [] removed [] unchanged 0 moved 0 twice 1 refused 1");
    let first = format!("{}:1", collection.path("wire.jsonl").display());
    let twice: Vec<_> = report.twice.iter().map(|twice| (twice.id.0.as_str(), twice.line, &twice.kept)).collect();
    assert_eq!(twice, [("two", Some(3), &first)]);
    assert_eq!(
        (report.refused[0].line, &report.refused[0].reason),
        (Some(2), &format!("another article has the id «one»: {first}"))
    );
    assert_eq!(figures(&collection.run()), "added [] changed [] removed [] unchanged 2 moved 0 twice 1 refused 1");
}

#[test]
fn articles_that_move_keep_everything_but_their_place() {
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Text of {id}.\"}}\n");
    let collection = Collection::with(&[("a.jsonl", &(line("one") + &line("two")))]);
    collection.run();
    collection.write("a.jsonl", &(line("new") + &line("one")));
    collection.write("b.jsonl", &line("two"));
    let report = collection.run();
    assert_eq!(figures(&report), "added [new] changed [] removed [] unchanged 2 moved 2 twice 0 refused 0");
    assert_eq!(collection.texts().keys().collect::<Vec<_>>(), ["a.jsonl:1", "a.jsonl:2", "b.jsonl:1"]);
    let reading = collection.reading();
    assert_eq!(reading.find("b.jsonl:1").expect("found"), reading.find("two").expect("found"));
}

#[test]
fn a_bad_line_costs_one_article() {
    let good = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Text of {id}.\"}}\n");
    let collection = Collection::with(&[("a.jsonl", &(good("one") + "{broken\n" + &good("two")))]);
    let report = collection.run();
    assert_eq!(figures(&report), "added [one two] changed [] removed [] unchanged 0 moved 0 twice 0 refused 1");
    assert_eq!(report.refused[0].line, Some(2));
}

#[test]
fn what_cannot_be_read_any_more_stays() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew."), ("c.txt", "Cats sat.")]);
    collection.run();
    fs::write(collection.path("a.txt"), b"\x00\x01\x02\x00\xff\xfe\x00").expect("written");
    collection.write("b.txt", "");
    let report = collection.run();
    assert_eq!(figures(&report), "added [] changed [] removed [b.txt] unchanged 1 moved 0 twice 0 refused 2");
    assert_eq!(collection.texts()["a.txt"], "Apples fell.", "refused, so it stays as it was");
    assert!(!collection.texts().contains_key("b.txt"), "an empty file holds no article");

    // A whole folder that is not there, as when a disk is not mounted; also when everything is built again.
    fs::rename(collection.articles(), collection.folder.path().join("away")).expect("moved");
    for rebuild in [false, true] {
        let report = collection.run_as(&Order { rebuild, ..collection.order() });
        assert_eq!(figures(&report), "added [] changed [] removed [] unchanged 0 moved 0 twice 0 refused 1");
        assert_eq!(report.refused[0].path, collection.articles());
        assert_eq!(collection.texts().len(), 2);
    }
    fs::rename(collection.folder.path().join("away"), collection.articles()).expect("moved");
    assert_eq!(figures(&collection.run()), "added [] changed [] removed [] unchanged 1 moved 0 twice 0 refused 2");
}

#[test]
fn a_file_given_by_name_takes_its_articles_with_it() {
    let collection = Collection::with(&[("solo.txt", "Apples fell."), ("b/c.txt", "Birds flew."), ("d/e.txt", "")]);
    let given = |names: &[&str]| Order {
        given: names.iter().map(|name| collection.path(name)).collect(),
        configured: Vec::new(),
        ..collection.order()
    };
    collection.run_as(&given(&["solo.txt", "b/c.txt", "d"]));
    // Gone, with its folder still there; gone together with its folder, as on a disk that is not mounted; and a folder
    // from which nothing was indexed.
    collection.remove("solo.txt");
    fs::rename(collection.path("b"), collection.folder.path().join("away")).expect("moved");
    fs::remove_dir_all(collection.path("d")).expect("removed");
    for (rebuild, removed) in [(false, "solo.txt"), (true, "")] {
        let report = collection.run_as(&Order { rebuild, ..given(&[]) });
        let counts = "unchanged 0 moved 0 twice 0 refused 2";
        assert_eq!(figures(&report), format!("added [] changed [] removed [{removed}] {counts}"));
        let reasons: Vec<_> = report.refused.iter().map(|refused| refused.reason.clone()).collect();
        let forget = |name: &str| format!("«onrecord index --forget {}»", collection.path(name).display());
        assert_eq!(
            reasons,
            [
                format!("not there; what was indexed from it stays, {} drops it", forget("b/c.txt")),
                format!("not there, and nothing was indexed from it; {} forgets it", forget("d")),
            ]
        );
        assert_eq!(collection.texts().keys().collect::<Vec<_>>(), ["b/c.txt"]);
    }
}

#[test]
fn what_is_forgotten_is_gone_and_read_no_more() {
    let collection =
        Collection::with(&[("a/a.txt", "Apples fell."), ("b/b.txt", "Birds flew."), ("c.txt", "Cats sat.")]);
    let order = |given: &[&str], forget: &[&str]| Order {
        given: given.iter().map(|name| collection.path(name)).collect(),
        forget: forget.iter().map(|name| collection.path(name)).collect(),
        configured: vec![collection.path("a")],
        ..collection.order()
    };
    let untouched = "unchanged 0 moved 0 twice 0 refused 0";
    assert!(matches!(
        collection.fails(&order(&[], &["b"])),
        IntakeError::NoSuchPath { problem: PathProblem::NotIndexed, .. }
    ));
    assert!(!collection.index().exists());
    collection.run_as(&order(&[], &[]));
    collection.run_as(&order(&["b", "c.txt"], &[]));
    assert!(matches!(
        collection.fails(&order(&[], &["d"])),
        IntakeError::NoSuchPath { problem: PathProblem::NotIndexed, .. }
    ));
    for inside in ["a", "a/a.txt", "b/b.txt"] {
        let error = collection.fails(&order(&[], &["c.txt", inside]));
        assert!(matches!(error, IntakeError::NoSuchPath { problem: PathProblem::Covered(_), .. }), "{inside}: {error}");
    }
    assert_eq!(collection.texts().len(), 3, "all or nothing");

    let dry = Order { dry_run: true, ..order(&[], &["b", "c.txt"]) };
    let removed = format!("added [] changed [] removed [b.txt c.txt] {untouched}");
    assert_eq!(figures(&collection.run_as(&dry)), removed);
    assert_eq!(figures(&collection.run_as(&order(&[], &["b", "c.txt"]))), removed);
    assert_eq!(collection.texts().keys().collect::<Vec<_>>(), ["a/a.txt"]);
    assert_eq!(
        figures(&collection.run_as(&order(&[], &[]))),
        "added [] changed [] removed [] unchanged 1 moved 0 twice 0 refused 0"
    );

    // A folder that is not there any more; then one above all that is left.
    collection.run_as(&order(&["b"], &[]));
    fs::remove_dir_all(collection.path("b")).expect("removed");
    for rebuild in [false, true] {
        assert_eq!(collection.run_as(&Order { rebuild, ..order(&[], &[]) }).refused.len(), 1);
        assert_eq!(collection.texts().len(), 2, "carried over");
    }
    assert_eq!(
        figures(&collection.run_as(&order(&[], &["b"]))),
        format!("added [] changed [] removed [b.txt] {untouched}")
    );
    let all = Order { configured: Vec::new(), ..order(&[], &["."]) };
    assert_eq!(figures(&collection.run_as(&all)), format!("added [] changed [] removed [a.txt] {untouched}"));
    assert!(collection.texts().is_empty());
}

#[test]
fn a_run_touches_only_what_it_is_given() {
    let collection = Collection::with(&[("one/a.txt", "Apples fell."), ("two/b.txt", "Birds flew.")]);
    let given = |names: &[&str]| Order {
        given: names.iter().map(|name| collection.path(name)).collect(),
        configured: Vec::new(),
        ..collection.order()
    };
    collection.run_as(&given(&["one"]));
    collection.run_as(&given(&["two"]));
    assert_eq!(collection.texts().len(), 2);
    collection.remove("one/a.txt");
    collection.write("two/c.txt", "Cats sat.");
    assert_eq!(
        figures(&collection.run_as(&given(&["two"]))),
        "added [c.txt] changed [] removed [] unchanged 1 moved 0 twice 0 refused 0"
    );
    // Without paths: all that was ever given.
    assert_eq!(
        figures(&collection.run_as(&given(&[]))),
        "added [] changed [] removed [a.txt] unchanged 2 moved 0 twice 0 refused 0"
    );
    let missing = collection.fails(&given(&["two", "three"]));
    assert!(matches!(missing, IntakeError::NoSuchPath { path, .. } if path.ends_with("three")));
}

#[test]
fn an_id_is_taken_also_by_a_file_that_is_not_read_now() {
    let line = |text: &str| format!("{{\"id\": \"one\", \"text\": \"{text}\"}}\n");
    let titled = "{\"id\": \"one\", \"title\": \"Again\", \"text\": \"First.\"}\n";
    let collection =
        Collection::with(&[("a/x.jsonl", &line("First.")), ("b/y.jsonl", &line("Second.")), ("c/z.jsonl", titled)]);
    let given = |name: &str| Order { given: vec![collection.path(name)], configured: Vec::new(), ..collection.order() };
    collection.run_as(&given("a"));
    let report = collection.run_as(&given("b"));
    assert_eq!(figures(&report), "added [] changed [] removed [] unchanged 0 moved 0 twice 0 refused 1");
    let kept = format!("{}:1", collection.path("a/x.jsonl").display());
    assert_eq!(report.refused[0].reason, format!("another article has the id «one»: {kept}"));
    let report = collection.run_as(&given("c"));
    assert_eq!(figures(&report), "added [] changed [] removed [] unchanged 0 moved 0 twice 1 refused 0");
    assert_eq!(report.twice[0].kept, kept);
    collection.remove("a/x.jsonl");
    let report = collection.run_as(&given("b"));
    assert_eq!(figures(&report), "added [] changed [one] removed [] unchanged 0 moved 0 twice 0 refused 0");
}

#[test]
fn a_source_that_is_no_longer_configured_loses_its_articles() {
    let collection = Collection::with(&[("one/a.txt", "Apples fell."), ("two/b.txt", "Birds flew.")]);
    let configured = |names: &[&str]| Order {
        configured: names.iter().map(|name| collection.path(name)).collect(),
        ..collection.order()
    };
    collection.run_as(&configured(&["one", "two"]));
    assert_eq!(
        figures(&collection.run_as(&configured(&["two"]))),
        "added [] changed [] removed [a.txt] unchanged 1 moved 0 twice 0 refused 0"
    );
}

#[test]
fn without_sources_there_is_no_run_and_no_folder() {
    let collection = Collection::new();
    let nothing = Order { configured: Vec::new(), ..collection.order() };
    assert!(matches!(collection.fails(&nothing), IntakeError::NoSources));
    assert!(!collection.index().exists());
    assert!(matches!(Shelves::open(&collection.index()), Err(LibraryError::Missing { .. })));
}

#[test]
fn the_index_does_not_index_itself() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("index/README.md", "# Index\n\nKept.")]);
    let order = Order { index: collection.path("index"), ..collection.order() };
    assert_eq!(
        figures(&collection.run_as(&order)),
        "added [a.txt] changed [] removed [] unchanged 0 moved 0 twice 0 refused 0"
    );
    collection.run_as(&Order { rebuild: true, ..order });
    assert_eq!(fs::read_to_string(collection.path("index/README.md")).expect("kept"), "# Index\n\nKept.");
}

/// Progress that ends the run after a number of questions whether to go on.
struct Impatient(AtomicU32);

impl Progress for Impatient {
    fn step(&self, _: Step) {}
    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1))) == Ok(0)
    }
}

#[test]
fn a_run_can_be_ended_between_the_steps_of_one_article() {
    let asked = |files: &[(&str, &str)]| {
        let patience = Impatient(AtomicU32::new(1_000));
        intake::run(&Collection::with(files).order(), &patience).expect("runs");
        1_000 - patience.0.load(Ordering::SeqCst)
    };
    let one = asked(&[("a.txt", "Apples fell.")]);
    let two = asked(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew.")]);
    // Before an article is read, at the end of its file, before its speakers are found, before it is made ready.
    assert!(two - one >= 4, "{one} questions, {two} for two articles");
}

#[test]
fn a_cancelled_run_leaves_everything_as_it_was() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew.")]);
    collection.run();
    let before = collection.texts();
    collection.write("a.txt", "Apples rose.");
    collection.remove("b.txt");
    (0..20).for_each(|number| collection.write(&format!("new{number}.txt"), &format!("New text {number}.")));
    for rebuild in [false, true] {
        for patience in 0..20 {
            let order = Order { rebuild, ..collection.order() };
            let cancelled = intake::run(&order, &Impatient(AtomicU32::new(patience)));
            assert!(matches!(cancelled, Err(IntakeError::Cancelled)), "{cancelled:?}");
            assert_eq!(collection.texts(), before);
        }
    }
    let generations = fs::read_dir(collection.index()).expect("a folder").flatten();
    let generations = generations.filter(|entry| entry.path().is_dir()).count();
    assert_eq!(generations, 1, "what a cancelled run began is removed");
    assert_eq!(collection.run().added.len(), 20);
}

#[test]
fn a_reading_sees_all_of_a_run_or_nothing() {
    let collection = Collection::new();
    let write = |round: u32| {
        (0..30).for_each(|number| {
            collection.write(&format!("{number}.txt"), &format!("Article {number}, round {round}."))
        });
    };
    write(0);
    collection.run();
    let shelves = Shelves::open(&collection.index()).expect("an index");
    let done = AtomicBool::new(false);
    let seen = AtomicU32::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                let texts = texts(&shelves.reading().expect("a reading"));
                assert_eq!(texts.len(), 30);
                let rounds: Vec<&str> =
                    texts.values().map(|text| text.rsplit(' ').next().unwrap_or_default()).collect();
                assert!(rounds.iter().all(|round| *round == rounds[0]), "{rounds:?}");
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        for round in 1..12 {
            write(round);
            let rebuild = round % 3 == 0;
            assert_eq!(collection.run_as(&Order { rebuild, ..collection.order() }).changed.len(), 30);
            let newest = texts(&shelves.reading().expect("a reading"));
            assert!(newest["0.txt"].ends_with(&format!("round {round}.")), "what is published is seen at once");
        }
        done.store(true, Ordering::SeqCst);
    });
    assert!(seen.into_inner() > 0);
}

/// Reading must work where nothing may be written: a shared index, a container's read-only disk.
/// A run and one that changes the index leave every file as readable as the ones they made first.
#[cfg(unix)]
#[test]
fn every_file_of_an_index_is_readable_for_whom_the_umask_says() {
    use std::os::unix::fs::PermissionsExt;
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    collection.run();
    fs::write(collection.folder.path().join("articles/b.txt"), "Pears fell.").expect("written");
    collection.run();
    let plain = collection.folder.path().join("articles/b.txt");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let files = snapshot(&collection.index()).into_keys().filter(|path| path.is_file());
    let other: Vec<PathBuf> = files.filter(|path| mode(path) != mode(&plain)).collect();
    assert!(other.is_empty(), "{other:?}");
}

#[test]
fn reading_leaves_no_trace() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    collection.run();
    for path in snapshot(&collection.index()).into_keys() {
        if path.extension().is_some_and(|extension| extension == "lock") {
            fs::remove_file(path).expect("removed");
        }
    }
    let before = snapshot(&collection.index());
    let may_write = |may: bool| {
        let generation = collection.index().join("gen-0001");
        for folder in [generation, collection.index()] {
            let mut permissions = fs::metadata(&folder).expect("a folder").permissions();
            permissions.set_readonly(!may);
            fs::set_permissions(&folder, permissions).expect("permitted");
        }
    };
    may_write(false);
    let read = Shelves::open(&collection.index()).and_then(|shelves| shelves.reading());
    let read = read.map(|reading| (texts(&reading).len(), search(&reading, &["appl"]).passages.len()));
    may_write(true);
    assert_eq!(read.expect("a reading"), (1, 1));
    assert!(snapshot(&collection.index()) == before, "nothing was written");
}

/// Files that a run deletes while a reader opens the state they belonged to.
#[test]
fn opening_during_a_run_finds_one_state_or_the_next() {
    let collection = Collection::new();
    let write = |round: u32| collection.write("a.txt", &format!("Round {round}."));
    write(0);
    collection.run();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                assert_eq!(texts(&collection.reading()).len(), 1);
            }
        });
        for round in 1..40 {
            write(round);
            collection.run();
        }
        done.store(true, Ordering::SeqCst);
    });
}

#[test]
fn an_index_of_a_newer_version_is_not_touched() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    fs::create_dir(collection.index()).expect("made");
    let newer = format!("{{\"format\": {}, \"shelf\": \"other\"}}", FORMAT + 1);
    fs::write(collection.index().join("current"), newer).expect("written");
    let before = snapshot(&collection.index());
    for rebuild in [false, true] {
        let error = collection.fails(&Order { rebuild, ..collection.order() });
        assert!(matches!(error, IntakeError::Library(LibraryError::Newer { .. })), "{error}");
    }
    assert!(matches!(Shelves::open(&collection.index()), Err(LibraryError::Newer { .. })));
    assert_eq!(snapshot(&collection.index()), before);
}

#[test]
fn an_index_of_an_older_version_is_built_again_from_what_it_remembers() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    let given = Order { configured: Vec::new(), given: vec![collection.articles()], ..collection.order() };
    collection.run_as(&given);
    let current = collection.index().join("current");
    let older = fs::read_to_string(&current).expect("read").replace(&format!(":{FORMAT},"), ":0,");
    fs::write(&current, older).expect("written");
    let plain = Order { given: Vec::new(), ..given };
    let error = collection.fails(&plain);
    assert!(matches!(error, IntakeError::Library(LibraryError::Older { found: 0, .. })), "{error}");
    collection.run_as(&Order { rebuild: true, ..plain });
    assert_eq!(collection.texts().len(), 1);
}

#[test]
fn a_damaged_index_says_so_and_can_be_built_again() {
    let collection = Collection::with(&[("a.txt", "Apples fell."), ("b.txt", "Birds flew.")]);
    collection.run();
    let files = snapshot(&collection.index());
    let parts = files.iter().filter(|(path, bytes)| path.parent() != Some(&collection.index()) && !bytes.is_empty());
    for (path, bytes) in parts {
        for damage in [Vec::new(), bytes[..bytes.len() / 2].to_vec(), bytes.iter().map(|byte| !byte).collect()] {
            fs::write(path, &damage).expect("written");
            // Whatever is wrong with the files: an error or the right text, but no panic and no other text.
            let read = Shelves::open(&collection.index()).and_then(|shelves| {
                let reading = shelves.reading()?;
                reading.searched()?;
                let found = reading.candidates(&query(&["appl"]))?;
                found.passages.iter().map(|candidate| reading.fetch(candidate.article)).collect::<Result<Vec<_>, _>>()
            });
            for stored in read.into_iter().flatten() {
                assert_eq!(stored.article.text.as_str(), "Apples fell.");
            }
        }
        collection.run_as(&Order { rebuild: true, ..collection.order() });
        assert_eq!(collection.texts().len(), 2, "built again after damage to {}", path.display());
        fs::remove_dir_all(collection.index()).expect("removed");
        for (path, bytes) in &files {
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }
}

/// A letter of a stored text replaced, in a way that the files still make sense.
fn alter(collection: &Collection, was: &str, now: &str) {
    for (path, mut bytes) in snapshot(&collection.index()) {
        let store = path.extension().is_some_and(|extension| extension == "store");
        if let Some(at) = bytes.windows(was.len()).position(|window| window == was.as_bytes()).filter(|_| store) {
            bytes[at..at + was.len()].copy_from_slice(now.as_bytes());
            fs::write(path, bytes).expect("written");
            return;
        }
    }
    panic!("no stored text holds «{was}»");
}

#[test]
fn an_altered_text_is_never_handed_out() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    collection.run();
    alter(&collection, "Apples", "Apiles");
    let reading = collection.reading();
    let article = reading.find("a.txt").expect("found")[0];
    let error = reading.fetch(article).expect_err("damage").to_string();
    let index = collection.index().display().to_string();
    assert!(error.contains(&index) && error.contains("a.txt") && error.contains("not as it was written"), "{error}");
    collection.run_as(&Order { rebuild: true, ..collection.order() });
    assert_eq!(collection.texts()["a.txt"], "Apples fell.");
}

#[test]
fn an_altered_text_is_made_again_where_its_article_moved() {
    let line = "{\"id\": \"one\", \"text\": \"Apples fell.\"}\n";
    let collection = Collection::with(&[("a.jsonl", line)]);
    collection.run();
    alter(&collection, "Apples", "Apiles");
    fs::rename(collection.path("a.jsonl"), collection.path("b.jsonl")).expect("moved");
    assert_eq!(collection.run().moved, 1);
    assert_eq!(collection.texts()["b.jsonl:1"], "Apples fell.");
}

#[test]
fn every_flipped_byte_is_found() {
    let collection = Collection::new();
    (0..8).for_each(|number| collection.write(&format!("{number}.txt"), &format!("Article {number} was written.")));
    collection.run();
    // So few deleted ones are only listed as such, in a file of their own.
    collection.remove("7.txt");
    collection.run();
    let verified = || Shelves::verify(&collection.index());
    assert_eq!(verified().expect("all well"), 7);
    let mut kinds = std::collections::BTreeSet::new();
    for (path, bytes) in snapshot(&collection.index()) {
        let kind = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if bytes.is_empty() || matches!(kind.as_str(), "" | "json" | "lock" | "TAG") {
            continue;
        }
        let footer = bytes.windows(10).rposition(|window| window == b"{\"version\"").expect("a footer");
        for at in [0, footer / 2, footer.saturating_sub(1)] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            fs::write(&path, flipped).expect("written");
            let error = verified().expect_err("damage");
            let named = path.file_name().unwrap_or_default().to_string_lossy();
            assert!(error.to_string().contains(&*named), "{named} at {at}: {error}");
        }
        fs::write(&path, &bytes).expect("written");
        kinds.insert(kind);
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["del", "fast", "fieldnorm", "idx", "pos", "store", "term"]);
    assert_eq!(verified().expect("all well again"), 7);
}

#[test]
fn an_index_among_articles_is_not_read_as_articles() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    let inside = |name: &str| Order { index: collection.path(name), ..collection.order() };
    collection.write("one/notes.md", "# Index\n\nKept.");
    collection.run_as(&inside("one"));
    assert_eq!(
        figures(&collection.run_as(&inside("two"))),
        "added [a.txt] changed [] removed [] unchanged 0 moved 0 twice 0 refused 0"
    );
}

#[test]
fn one_run_at_a_time_and_the_other_says_who() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    collection.run();
    let lock = fs::File::options().write(true).open(collection.index().join("lock")).expect("a lock file");
    lock.lock().expect("locked");
    fs::write(collection.index().join("lock"), "process 4711, since Monday\n").expect("written");
    let error = collection.fails(&collection.order());
    assert!(
        matches!(&error, IntakeError::Library(LibraryError::Held { holder, .. }) if holder == "process 4711, since Monday"),
        "{error}"
    );
    assert_eq!(collection.texts().len(), 1, "reading goes on");
    let waiting = Order { wait: true, ..collection.order() };
    let cancelled = intake::run(&waiting, &Impatient(AtomicU32::new(3)));
    assert!(matches!(cancelled, Err(IntakeError::Cancelled)), "{cancelled:?}");
    std::thread::scope(|scope| {
        let run = scope.spawn(|| collection.run_as(&waiting));
        std::thread::sleep(std::time::Duration::from_millis(300));
        lock.unlock().expect("unlocked");
        assert_eq!(run.join().expect("a run").unchanged, 1);
    });
}

#[test]
fn an_index_that_cannot_be_written_says_why() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    fs::write(collection.folder.path().join("file"), "no folder").expect("written");
    for index in ["file", "file/below"] {
        let order = Order { index: collection.folder.path().join(index), ..collection.order() };
        let error = collection.fails(&order);
        let words = error.to_string();
        assert!(words.contains(index) && words.contains("it is a file"), "{words}");
    }
}

/// The program, indexing in a process of its own.
fn program(collection: &Collection, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(collection.folder.path()).env_remove("ONRECORD_INDEX").env("HOME", collection.folder.path());
    command.env("XDG_CONFIG_HOME", collection.folder.path()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.arg("--index").arg(collection.index()).args(["-q", "index"]).args(arguments).arg(collection.articles());
    command
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_the_run_and_nothing_else() {
    let collection = Collection::with(&[("a.txt", "Apples fell.")]);
    collection.run();
    let mut dice = Dice(2);
    let large: Vec<String> = (0..30_000).map(|_| format!("{}{}", dice.word(), dice.below(1 << 30))).collect();
    collection.write("large.txt", &large.join(" "));
    for rebuild in [&[][..], &["--rebuild"]] {
        // A limit on the size of a file fails a write as a full disk does, here at the first 200 kB.
        let inner = program(&collection, rebuild);
        let mut limited = Command::new("bash");
        limited
            .args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\""])
            .arg(inner.get_program())
            .args(inner.get_args());
        let output = limited.current_dir(collection.folder.path()).output().expect("bash");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains("could not write the index at") && words.contains("File too large"), "{words}");
        assert_eq!(collection.texts().len(), 1, "the old state still answers");
        assert_eq!(search(&collection.reading(), &["appl"]).passages.len(), 1);
    }
    assert_eq!(
        figures(&collection.run()),
        "added [large.txt] changed [] removed [] unchanged 1 moved 0 twice 0 refused 0"
    );
    assert_tidy(&collection);
}

/// One generation, and in it only the files of the live state.
fn assert_tidy(collection: &Collection) {
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names
    };
    let mut inside = names(&collection.index());
    // What was read is remembered once a run was published.
    inside.retain(|name| name != "files");
    assert_eq!(inside.len(), 4, "CACHEDIR.TAG, current, lock and one generation: {inside:?}");
    let generation = inside.iter().find(|name| name.starts_with("gen-")).expect("a generation");
    let generation = collection.index().join(generation);
    let meta = fs::read_to_string(generation.join("meta.json")).expect("a list of segments");
    for name in names(&generation).iter().filter(|name| !name.starts_with('.') && *name != "meta.json") {
        let segment = name.split('.').next().unwrap_or_default();
        let listed = meta.replace('-', "").contains(segment);
        assert!(listed, "{name} belongs to no segment");
    }
}

/// How often something random is tried: few times among the other tests, as often as the environment says in a long trial.
#[expect(clippy::disallowed_methods, reason = "a test has no other way to be told")]
fn rounds(variable: &str, few: u64) -> u64 {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(few)
}

/// A run killed at any moment leaves the state before it or after it, no lock, and nothing that piles up; a run that said it
/// was done is there. `TRIAL_KILLS=200` tries it that often.
#[test]
fn a_killed_run_leaves_the_old_state_or_the_new() {
    let collection = Collection::new();
    let mut dice = Dice(3);
    let write = |round: u64| {
        (0..40).for_each(|number| {
            let filler = "It was a day like any other day in the little town by the sea.\n".repeat(20);
            collection.write(&format!("{number}.txt"), &format!("{filler}Article {number}, round {round}"));
        });
    };
    write(0);
    let begun = std::time::Instant::now();
    let first = program(&collection, &[]).output().expect("the program");
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let whole = begun.elapsed().as_micros() as u64;
    let (mut last, mut killed) = (0, 0);
    let kills = rounds("TRIAL_KILLS", 16);
    for round in 1..=kills {
        write(round);
        // Every kind of run: of changed articles, into a new generation, and into a new index.
        let first = round % 4 == 0;
        let rebuild = if round % 4 == 2 { &["--rebuild"][..] } else { &[] };
        if first {
            fs::remove_dir_all(collection.index()).expect("removed");
        }
        let mut run = program(&collection, rebuild).spawn().expect("the program");
        std::thread::sleep(std::time::Duration::from_micros(dice.below(whole + whole / 4)));
        run.kill().expect("killed");
        let ended = run.wait_with_output().expect("ended");
        // Without a code it was the signal that ended it.
        assert!(matches!(ended.status.code(), None | Some(0)), "{}", String::from_utf8_lossy(&ended.stderr));
        killed += u64::from(!ended.status.success());
        let found = match Shelves::open(&collection.index()) {
            Err(LibraryError::Missing { .. }) if first && !ended.status.success() => {
                assert!(program(&collection, &[]).status().expect("the program").success());
                round
            }
            opened => seen_round(&texts(&opened.and_then(|shelves| shelves.reading()).expect("an index"))),
        };
        // After a first run that did not say it was done, there is no older state to be left.
        let old_remains = found == last && !first && !ended.status.success();
        assert!(found == round || old_remains, "round {found} after {last} and {round}");
        last = found;
        let generations = fs::read_dir(collection.index()).expect("a folder").flatten();
        let generations = generations.filter(|entry| entry.file_name().to_string_lossy().starts_with("gen-")).count();
        assert!(generations <= 2, "the live one and one that was not completed, not {generations}");
    }
    assert!(killed > kills / 4, "{killed} of {kills} were killed before their end");
    let last = program(&collection, &[]).output().expect("the program");
    assert!(last.status.success(), "{}", String::from_utf8_lossy(&last.stderr));
    assert_eq!(seen_round(&collection.texts()), kills);
    assert_tidy(&collection);
}

/// The round that all articles are of.
#[track_caller]
fn seen_round(texts: &BTreeMap<String, String>) -> u64 {
    assert_eq!(texts.len(), 40);
    let rounds: Vec<u64> = texts.values().filter_map(|text| text.rsplit(' ').next()?.parse().ok()).collect();
    assert!(
        rounds.len() == 40 && rounds.iter().all(|found| *found == rounds[0]),
        "all of a run or nothing: {rounds:?}"
    );
    rounds[0]
}

/// What a finding shows of its article.
fn shown(finding: &Finding) -> String {
    let quote = &finding.quote;
    let voice = match quote.voice() {
        Voice::Article => "the article",
        Voice::Source(said) | Voice::Uncertain(said) => {
            quote.elsewhere(said.resolved.or(said.source).unwrap_or(said.content[0]))
        }
    };
    let citation = &quote.article().citation;
    format!("{} — {voice}, {:?} by {:?}", quote.words(), citation.title, citation.authors)
}

/// A bit of any file of the index turned over: an answer with the right words under the right names, or an error; and a way back.
/// `TRIAL_FLIPS=100000` tries it that often.
#[test]
fn no_flipped_bit_yields_a_wrong_quote() {
    let collection = Collection::new();
    let towns = ["Avranne", "Belmor", "Cestry", "Dunholt", "Elvaston", "Farwick"];
    let article = |(number, town): (usize, &&str)| {
        let text = format!(
            "The bridge of {town} closed after the storm. “Nobody was hurt in {town},” said Mayor Ilse Brandt.\n\n\
             The ferry company of {town} claims that its {number} boats ran on time. That could not be verified."
        );
        format!(
            "{{\"id\": \"{town}\", \"title\": \"Storm in {town}\", \"authors\": [\"Ada Roe\"], \"text\": {text:?}}}\n"
        )
    };
    collection.write("towns.jsonl", &towns.iter().enumerate().map(article).collect::<String>());
    collection.run();
    let questions =
        ["What did the mayor say about Avranne?", "Which bridge closed in Cestry?", "Did the boats run on time?"];
    let answers = || -> Result<Vec<Vec<Finding>>, LibraryError> {
        let reading = Shelves::open(&collection.index())?.reading()?;
        let asked =
            questions.map(|words| ask(&reading, &Question { limit: 9, ..Question::new(words, date(2024, 5, 1)) }));
        asked.into_iter().map(|answer| Ok(answer?.findings().to_vec())).collect()
    };
    let right = answers().expect("answers");
    assert!(right.iter().all(|findings| findings.len() > 1), "{right:?}");
    let texts = collection.texts();
    let sources = ["the article", "Mayor Ilse Brandt", "Ilse Brandt", "The ferry company of ", "its "];
    let files: Vec<(PathBuf, Vec<u8>)> =
        snapshot(&collection.index()).into_iter().filter(|file| !file.1.is_empty()).collect();
    let mut dice = Dice(11);
    let (flips, mut refused) = (rounds("TRIAL_FLIPS", 400), 0);
    for flip in 0..flips {
        let (path, bytes) = &files[dice.below(files.len() as u64) as usize];
        let mut damaged = bytes.clone();
        let at = dice.below(damaged.len() as u64) as usize;
        damaged[at] ^= 1 << dice.below(8);
        fs::write(path, damaged).expect("written");
        match answers() {
            Err(error) => {
                assert!(error.hint().is_some_and(|hint| hint.contains("index") || hint.contains("update")), "{error}");
                refused += 1;
            }
            Ok(findings) => {
                for finding in findings.iter().flatten() {
                    let words = shown(finding);
                    let article = finding.quote.article();
                    let town = article.id.to_string();
                    assert!(
                        texts
                            .values()
                            .any(|text| text == article.text.as_str() && text.contains(finding.quote.words())),
                        "{words}"
                    );
                    assert!(words.ends_with(&format!("Some(\"Storm in {town}\") by [\"Ada Roe\"]")), "{words}");
                    let voice = words.split(" — ").nth(1).unwrap_or_default();
                    assert!(sources.iter().any(|source| voice.starts_with(source)), "{words}");
                }
            }
        }
        if flip % 40 == 0 {
            // Only a list of segments whose format number was hit cannot be told from that of a newer version.
            match intake::run(&Order { rebuild: true, ..collection.order() }, &Silent) {
                Ok(_) => assert_eq!(collection.texts().len(), towns.len(), "after byte {at} of {}", path.display()),
                Err(error) => assert!(matches!(error, IntakeError::Library(LibraryError::Newer { .. })), "{error}"),
            }
            fs::remove_dir_all(collection.index()).expect("removed");
            for (path, bytes) in &files {
                fs::create_dir_all(path.parent().expect("a parent")).expect("made");
                fs::write(path, bytes).expect("written");
            }
        }
        fs::write(path, bytes).expect("written");
    }
    assert!(refused > flips / 50, "{refused} of {flips} were noticed");
    assert_eq!(answers().expect("answers"), right);
}

/// An article made by hand: each line a paragraph, everything said by `speaker`.
fn made(id: &str, title: &str, lines: &str, speaker: Option<&str>) -> StoredArticle {
    let text = Text::new(lines);
    let Segments { paragraphs, sentences, passages, .. } = segment(&text, None);
    let said = |speaker: &str| {
        let start = lines.find(speaker).expect("the speaker is in the text");
        Attribution {
            source: text.span(start..start + speaker.len()),
            cue: None,
            content: vec![sentences[0]],
            speech: Speech::Indirect,
            resolved: None,
            anonymous: false,
            confidence: 1.0,
        }
    };
    let attributions = speaker.map(said).into_iter().collect();
    let article = Article {
        id: ArticleId(id.to_owned()),
        citation: Citation { title: Some(title.to_owned()), ..Citation::default() },
        language: None,
        origin: Origin { path: format!("/articles/{id}.txt"), line: None },
        text,
    };
    StoredArticle {
        hash: article.text.hash(),
        article: Arc::new(article),
        paragraphs,
        sentences,
        passages,
        attributions,
    }
}

fn cited(mut stored: StoredArticle, citation: Citation) -> StoredArticle {
    let article = Article { citation, ..stored.article.as_ref().clone() };
    stored.article = Arc::new(article);
    stored
}

/// An index of articles made by hand.
fn shelve(articles: &[StoredArticle]) -> (tempfile::TempDir, Reading) {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = Writer::begin(folder.path(), false, Memory::default(), &mut || false).expect("a writer");
    for stored in articles {
        writer.put(writer.prepare(stored, &stored.article.fingerprint()).expect("prepared")).expect("put");
    }
    writer.publish(&Manifest { indexed: jiff::Timestamp::UNIX_EPOCH, roots: Vec::new() }).expect("published");
    let reading = Shelves::open(folder.path()).and_then(|shelves| shelves.reading()).expect("a reading");
    (folder, reading)
}

#[test]
fn filters_hold_for_passages_and_articles() {
    let citation = |publisher: &str, author: &str, published| Citation {
        publisher: Some(publisher.to_owned()),
        authors: vec![author.to_owned()],
        published,
        ..Citation::default()
    };
    let (_folder, reading) = shelve(&[
        cited(
            made("a", "", "Rain fell, Ann Lee said.", Some("Ann Lee")),
            citation("The Görlitz Post", "Ann Bell", Some(date(2024, 1, 31))),
        ),
        cited(
            made("b", "", "Rain fell, Bob Lee said.", Some("Bob Lee")),
            citation("Post", "Cy Dunn", Some(date(2024, 2, 1))),
        ),
        cited(made("c", "", "Rain fell again.", None), citation("Mail", "Ann Dunn", None)),
    ]);
    let check = |filters: Filters, expected: &[&str]| {
        for terms in [vec![word(Field::Passage, "rain"), word(Field::Body, "rain")], Vec::new()] {
            let (mut passages, mut articles) =
                found(&reading, &Query { terms, filters: filters.clone(), passages: 10, articles: 10 });
            passages.sort_unstable();
            articles.sort_unstable();
            assert_eq!(
                (passages, articles),
                (
                    expected.iter().map(|id| (*id).to_owned()).collect(),
                    expected.iter().map(|id| (*id).to_owned()).collect()
                ),
                "{filters:?}"
            );
        }
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    check(Filters::default(), &["a", "b", "c"]);
    check(Filters { said_by: words(&["lee"]), ..Filters::default() }, &["a", "b"]);
    check(Filters { said_by: words(&["lee", "ann"]), ..Filters::default() }, &["a"]);
    check(Filters { publisher: words(&["post"]), ..Filters::default() }, &["a", "b"]);
    check(Filters { publisher: words(&["gorlitz", "post"]), ..Filters::default() }, &["a"]);
    check(Filters { author: words(&["ann"]), ..Filters::default() }, &["a", "c"]);
    check(Filters { after: Some(date(2024, 2, 1)), ..Filters::default() }, &["b"]);
    check(Filters { before: Some(date(2024, 1, 31)), ..Filters::default() }, &["a"]);
    check(
        Filters { after: Some(date(2024, 1, 31)), before: Some(date(2024, 2, 1)), ..Filters::default() },
        &["a", "b"],
    );
    check(Filters { after: Some(date(2024, 2, 2)), ..Filters::default() }, &[]);
    check(Filters { author: words(&["ann"]), publisher: words(&["mail"]), ..Filters::default() }, &["c"]);
    let searched = reading.searched().expect("searched");
    assert_eq!((searched.oldest, searched.newest), (Some(date(2024, 1, 31)), Some(date(2024, 2, 1))));
    assert_eq!(searched.indexed, Some(jiff::Timestamp::UNIX_EPOCH));
}

#[test]
fn a_speaker_belongs_to_the_passages_where_the_words_are() {
    let filler = "It was a day like any other day in the little town by the sea.\n".repeat(40);
    let (_folder, reading) = shelve(&[made("a", "", &format!("Rain fell, Ann Lee said.\n{filler}"), Some("Ann Lee"))]);
    let filters = Filters { said_by: vec!["lee".into()], ..Filters::default() };
    let found =
        reading.candidates(&Query { filters, passages: 100, articles: 100, ..Query::default() }).expect("found");
    assert_eq!(found.passages.iter().map(|candidate| candidate.passage).collect::<Vec<_>>(), [0]);
    assert!(reading.statistics(&[]).expect("statistics").passages > 3);
}

#[test]
fn titles_count_for_both_kinds_and_weights_count() {
    let (_folder, reading) = shelve(&[
        made("a", "Storm over the harbour", "Nobody was hurt.", None),
        made("b", "Quiet day", "A storm was expected.", None),
        made("c", "Nothing", "Nothing at all.", None),
    ]);
    let ranked = |title: f32, text: f32| {
        let weighted = |field, weight| WeightedTerm { field, term: "storm".into(), weight };
        let terms = vec![weighted(Field::Title, title), weighted(Field::Passage, text), weighted(Field::Body, text)];
        found(&reading, &Query { terms, passages: 10, articles: 10, ..Query::default() })
    };
    let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(ranked(5.0, 1.0), (list(&["a", "b"]), list(&["a", "b"])));
    assert_eq!(ranked(1.0, 5.0), (list(&["b", "a"]), list(&["b", "a"])));
    assert_eq!(ranked(1.0, 0.0), (list(&["a"]), list(&["a"])), "a term without weight finds nothing");
    assert_eq!(ranked(f32::NAN, -1.0), (list(&[]), list(&[])));
}

#[test]
fn ties_come_in_the_order_of_the_index() {
    let articles: Vec<StoredArticle> =
        (0..50).map(|number| made(&format!("n{number:02}"), "", "Rain fell.", None)).collect();
    let (_folder, reading) = shelve(&articles);
    let (passages, whole) = found(&reading, &query(&["rain"]));
    assert_eq!(passages, articles.iter().map(|stored| stored.article.id.0.clone()).collect::<Vec<_>>());
    assert_eq!(whole, passages);
    let few = reading.candidates(&Query { passages: 3, articles: 0, ..query(&["rain"]) }).expect("candidates");
    assert_eq!(few.passages[..], search(&reading, &["rain"]).passages[..3]);
    assert!(few.articles.is_empty());
}

#[test]
fn articles_are_found_by_id_path_and_end_of_path() {
    let collection = Collection::with(&[
        ("one/a.txt", "Apples fell."),
        ("two/a.txt", "Others fell."),
        ("two/xa.txt", "More fell."),
        ("b.jsonl", "{\"text\": \"First.\"}\n{\"id\": \"second\", \"text\": \"Second.\"}\n"),
    ]);
    collection.run();
    let reading = collection.reading();
    let names = |name: &str| {
        let mut texts: Vec<String> = Vec::new();
        for handle in reading.find(name).expect("found") {
            texts.push(reading.fetch(handle).expect("an article").article.text.as_str().to_owned());
        }
        texts.sort_unstable();
        texts.join(" ")
    };
    assert_eq!(names(&collection.path("one/a.txt").display().to_string()), "Apples fell.");
    assert_eq!(names("one/a.txt"), "Apples fell.");
    assert_eq!(names("a.txt"), "Apples fell. Others fell.");
    assert_eq!(names("A.txt"), "");
    assert_eq!(names(".txt"), "");
    assert_eq!(names("b.jsonl"), "First. Second.");
    assert_eq!(names("b.jsonl:2"), "Second.");
    assert_eq!(names("b.jsonl:3"), "");
    assert_eq!(names("second"), "Second.");
    assert_eq!(names(""), "");
}

#[test]
fn an_id_may_be_of_any_length_and_any_characters() {
    let long = "x".repeat(200_000);
    let ids = [long.as_str(), "", "a b\u{0}c", "دrtl"];
    let articles: Vec<StoredArticle> =
        ids.iter().enumerate().map(|(number, id)| made(id, "", &format!("Text number {number}."), None)).collect();
    let (folder, reading) = shelve(&articles);
    for id in ids {
        assert!(reading.known(&ArticleId(id.into())).expect("read").is_some());
    }
    let writer = Writer::begin(folder.path(), false, Memory::default(), &mut || false).expect("a writer");
    writer.retire(&ArticleId(long)).expect("retired");
    writer.publish(&Manifest { indexed: jiff::Timestamp::UNIX_EPOCH, roots: Vec::new() }).expect("published");
    let reading = Shelves::open(folder.path()).and_then(|shelves| shelves.reading()).expect("a reading");
    assert_eq!(reading.searched().expect("searched").articles, 3);
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A word of a vocabulary in which a few are common and most are rare.
    fn word(&mut self) -> String {
        let rank = self.below(200) * self.below(200) / 200;
        format!("w{rank}x")
    }
}

/// The best few are the first few of all: the engine leaves out only what could not be among them. There are enough articles
/// for it to skip whole blocks of them, and they are of very different lengths.
#[test]
fn the_best_are_the_best() {
    let mut dice = Dice(1);
    let mut article = |number: u64| {
        let lines = (0..1 + dice.below(4) * dice.below(6)).map(|_| {
            let words: Vec<String> = (0..4 + dice.below(60)).map(|_| dice.word()).collect();
            words.join(" ") + "."
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        made(&number.to_string(), &dice.word(), &text, None)
    };
    let articles: Vec<StoredArticle> = (0..1500).map(&mut article).collect();
    let (_folder, reading) = shelve(&articles);
    for _ in 0..300 {
        let words: Vec<String> = (0..1 + dice.below(4)).map(|_| dice.word()).collect();
        let mut all = query(&words.iter().map(String::as_str).collect::<Vec<_>>());
        all.terms.extend(words.iter().map(|word_| word(Field::Title, word_)));
        all.passages = usize::MAX;
        all.articles = usize::MAX;
        let complete = reading.candidates(&all).expect("candidates");
        let few = reading.candidates(&Query { passages: 5, articles: 5, ..all }).expect("candidates");
        let passages = |found: &Candidates| found.passages.iter().map(|candidate| candidate.score).collect::<Vec<_>>();
        let whole = |found: &Candidates| found.articles.iter().map(|candidate| candidate.score).collect::<Vec<_>>();
        for (few, complete) in [(passages(&few), passages(&complete)), (whole(&few), whole(&complete))] {
            assert_eq!(few.len(), complete.len().min(5));
            // Shares may be summed in another order.
            let same = few.iter().zip(&complete).all(|(one, other)| (one - other).abs() < 1e-4);
            assert!(same, "{words:?}: {few:?} of {:?}", &complete[..few.len()]);
        }
        for candidate in complete.passages.iter().take(2) {
            let stored = reading.fetch(candidate.article).expect("an article");
            let passage = &stored.sentences[stored.passages[candidate.passage as usize].clone()];
            let text = stored.article.text.cut(passage[0].cover(passage[passage.len() - 1])).expect("inside");
            let title = stored.article.citation.title.as_deref().unwrap_or_default();
            assert!(words.iter().any(|word| text.contains(word) || title == word), "{words:?} in {text}");
        }
    }
}

/// What can happen to a collection between two runs.
#[derive(Clone, Debug)]
enum Event {
    Write { file: u8, version: u8 },
    Lines { file: u8, lines: Vec<u8> },
    Remove { file: u8 },
    Rename { from: u8, to: u8 },
    Run { rebuild: bool },
    Cancel { after: u32, rebuild: bool },
}

fn event() -> impl Strategy<Value = Event> {
    let file = 0..6u8;
    prop_oneof![
        3 => (file.clone(), any::<u8>()).prop_map(|(file, version)| Event::Write { file, version }),
        2 => (file.clone(), prop::collection::vec(0..8u8, 0..6)).prop_map(|(file, lines)| Event::Lines { file, lines }),
        2 => file.clone().prop_map(|file| Event::Remove { file }),
        1 => (file.clone(), file).prop_map(|(from, to)| Event::Rename { from, to }),
        4 => prop::bool::weighted(0.2).prop_map(|rebuild| Event::Run { rebuild }),
        1 => (0..6u32, any::<bool>()).prop_map(|(after, rebuild)| Event::Cancel { after, rebuild }),
    ]
}

/// The files of a collection as a map: what the index must hold after a run is what a reader of the files would list.
#[derive(Default)]
struct Model {
    files: BTreeMap<String, Vec<(String, String)>>,
}

impl Model {
    /// Place -> text, where the first of an id, and of a text, is kept.
    fn texts(&self) -> BTreeMap<String, String> {
        let mut ids = std::collections::BTreeSet::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut texts = BTreeMap::new();
        for (name, articles) in &self.files {
            for (line, (id, text)) in (1..).zip(articles) {
                if ids.contains(id) || seen.contains(text) {
                    continue;
                }
                ids.insert(id);
                seen.insert(text);
                let place = if name.ends_with(".jsonl") { format!("{name}:{line}") } else { name.clone() };
                texts.insert(place, text.clone());
            }
        }
        texts
    }

    fn apply(&mut self, event: &Event, collection: &Collection) {
        match event {
            Event::Write { file, version } => {
                let text = format!("File {file} has version{version} now.\nversion{version} goes on.");
                collection.write(&format!("{file}.txt"), &text);
                self.files.insert(format!("{file}.txt"), vec![(format!("{file}.txt"), text)]);
            }
            Event::Lines { file, lines } if !lines.is_empty() => {
                let article = |line: &u8| (format!("id{}", line % 5), format!("Line{line} was written."));
                let articles: Vec<_> = lines.iter().map(article).collect();
                let json = |(id, text): &(String, String)| format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n");
                collection.write(&format!("{file}.jsonl"), &articles.iter().map(json).collect::<String>());
                self.files.insert(format!("{file}.jsonl"), articles);
            }
            Event::Lines { file, .. } | Event::Remove { file } => {
                for name in [format!("{file}.txt"), format!("{file}.jsonl")] {
                    fs::remove_file(collection.path(&name)).ok();
                    self.files.remove(&name);
                }
            }
            Event::Rename { from, to } => {
                let [from, to] = [from, to].map(|file| format!("{file}.jsonl"));
                if let Some(articles) = self.files.remove(&from) {
                    fs::rename(collection.path(&from), collection.path(&to)).expect("renamed");
                    self.files.insert(to, articles);
                }
            }
            Event::Run { .. } | Event::Cancel { .. } => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_index_is_always_what_the_last_run_saw(events in prop::collection::vec(event(), 1..30)) {
        let collection = Collection::new();
        let mut model = Model::default();
        collection.run();
        let shelves = Shelves::open(&collection.index()).expect("an index");
        let mut expected = BTreeMap::new();
        for event in &events {
            model.apply(event, &collection);
            match *event {
                Event::Run { rebuild } => {
                    let report = collection.run_as(&Order { rebuild, ..collection.order() });
                    let (before, after) = (expected.len(), model.texts().len());
                    prop_assert_eq!(before + report.added.len() - report.removed.len(), after, "the report adds up");
                    expected = model.texts();
                }
                Event::Cancel { after, rebuild } => {
                    let order = Order { rebuild, ..collection.order() };
                    if intake::run(&order, &Impatient(AtomicU32::new(after))).is_ok() {
                        expected = model.texts();
                    }
                }
                _ => {}
            }
            let reading = shelves.reading().expect("a reading");
            prop_assert_eq!(&texts(&reading), &expected);
            for text in expected.values() {
                let rare = text.split([' ', '.', '\n']).find(|word| word.chars().any(|c| c.is_ascii_digit()) && word.len() > 2);
                let rare = rare.expect("a rare word").to_lowercase();
                let hits = search(&reading, &[&rare]);
                prop_assert!(!hits.passages.is_empty(), "{} is found", rare);
                for candidate in hits.passages {
                    let stored = reading.fetch(candidate.article).expect("an article");
                    prop_assert!(stored.article.text.as_str().to_lowercase().contains(&rare));
                }
            }
        }
    }
}
