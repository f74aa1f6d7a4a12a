//! The program as a person runs it: in a temporary folder, everything it prints compared, exit codes included.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder to run the program in, with nothing of this machine's configuration.
struct Place {
    folder: tempfile::TempDir,
}

/// What a run printed, and its exit code.
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Place {
    fn empty() -> Place {
        Place { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// As a fresh clone: sample articles, and an index folder that holds no index.
    fn clone_of_the_project() -> Place {
        let place = Place::empty();
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["examples/articles", "index"] {
            fs::create_dir_all(place.path(folder)).expect("a folder");
        }
        for entry in fs::read_dir(project.join("examples/articles")).expect("the samples") {
            let entry = entry.expect("a sample");
            fs::copy(entry.path(), place.path("examples/articles").join(entry.file_name())).expect("a copy");
        }
        fs::copy(project.join("index/README.md"), place.path("index/README.md")).expect("a copy");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.current_dir(self.folder.path()).args(arguments).env_clear().stdin(Stdio::null());
        command.env("HOME", self.folder.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command(arguments).output().expect("the program runs");
        let folder = self.folder.path().display().to_string();
        let clean = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(&folder, "FOLDER");
        Ran { code: status.code().unwrap_or(-1), stdout: clean(stdout), stderr: clean(stderr) }
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(arguments);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ran.stdout, ran.stderr))
    }
}

impl Ran {
    #[track_caller]
    fn expect(self, code: i32, stdout: &[&str], stderr: &[&str]) -> Ran {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        for (stream, wanted) in [(&self.stdout, stdout), (&self.stderr, stderr)] {
            for part in wanted {
                assert!(
                    stream.contains(part),
                    "«{part}» is not in:\n{stream}\n(stdout {}, stderr {})",
                    self.stdout,
                    self.stderr
                );
            }
        }
        self
    }
}

const FERRY: &str = "Why was the ferry's radar due to be replaced?";

#[test]
fn a_fresh_clone_answers_its_first_question() {
    let place = Place::clone_of_the_project();
    let ran = place.run(&["ask", FERRY]);
    let ran = ran.expect(
        0,
        &[
            "radar had been reported faulty on Feb. 19",
            "says A transport ministry official",
            "(anonymous, reported: said)",
            "Lena Abbot",
        ],
        &["no index yet: indexing FOLDER/examples/articles into FOLDER/index", "0 refused", "searched"],
    );
    assert!(!ran.stdout.contains('\u{1b}'), "no colours where output is not a terminal");
    let again = place.run(&["ask", FERRY]).expect(0, &["radar had been reported faulty"], &["searched"]);
    assert!(!again.stderr.contains("no index yet"));
    // The samples are invented: who names another index is never answered from them.
    place.run(&["--index", "elsewhere", "ask", "who", "denied"]).expect(2, &[], &["there is no index", "elsewhere"]);
    assert!(place.path("index/README.md").exists());
}

#[test]
fn every_sample_is_read() {
    let place = Place::clone_of_the_project();
    let report = place.json(&["index", "--json"]);
    assert_eq!(report["refused"], Value::Array(Vec::new()));
    assert!(report["added"].as_array().is_some_and(|added| added.len() >= 15), "{report}");
}

#[test]
fn the_json_of_an_answer_keeps_its_contract() {
    let place = Place::clone_of_the_project();
    let answer = place.json(&["ask", "--json", FERRY]);
    assert_eq!(answer["question"], FERRY);
    assert_eq!(answer["verdict"], "answered");
    assert!(answer["confidence"].as_f64().is_some_and(|sure| (0.0..=1.0).contains(&sure)));
    assert!(answer["took_us"].is_u64());
    let first = &answer["answers"][0];
    assert_eq!(first["rank"], 1);
    assert!(first["score"].is_f64());
    assert_eq!(first["attribution"]["anonymous"], true);
    assert_eq!(first["attribution"]["kind"], "indirect");
    assert_eq!(first["attribution"]["cue"], "said");
    for field in ["id", "title", "authors", "publisher", "published", "url", "path"] {
        assert!(first["article"].get(field).is_some(), "{field}");
    }
    let text = fs::read_to_string(place.path("examples/articles/ferry-collision.txt")).expect("the sample");
    for stretch in [&first["quote"], &first["attribution"]["source_span"]] {
        let (start, end) = (stretch["start"].as_u64().expect("a byte"), stretch["end"].as_u64().expect("a byte"));
        let cut = &text[start as usize..end as usize];
        let shown = if stretch.get("text").is_some() { &stretch["text"] } else { &first["attribution"]["source"] };
        assert_eq!(shown, cut);
    }
}

#[test]
fn nothing_found_says_what_was_searched_and_exits_with_1() {
    let place = Place::clone_of_the_project();
    let ran = place.run(&["ask", "How tall is the volcano Popocatépetl?"]);
    let ran = ran.expect(1, &[], &["nothing to quote", "searched", "articles from"]);
    assert_eq!(ran.stdout, "");
    let answer = place.json(&["ask", "--json", "How tall is the volcano Popocatépetl?"]);
    assert_eq!(answer["verdict"], "nothing_found");
    assert_eq!(answer["answers"], Value::Array(Vec::new()));
    place.run(&["ask", "who is it?"]).expect(1, &[], &["the question has no word to search for"]);
    place.run(&["ask", ""]).expect(1, &[], &["no word to search for"]);
}

#[test]
fn a_batch_is_answered_in_order() {
    let place = Place::clone_of_the_project();
    place.write("questions.jsonl", format!("{{\"id\": \"b\", \"question\": \"{FERRY}\"}}\n\n{{\"id\": \"a\", \"question\": \"xyzzy\"}}\nWho led the rescue at Harrow Deep?\n"));
    let ran = place.run(&["ask", "--batch", "questions.jsonl", "--json", "-n", "2"]).expect(0, &[], &[]);
    let answers: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let ids: Vec<&str> = answers.iter().filter_map(|answer| answer["id"].as_str()).collect();
    assert_eq!(ids, ["b", "a", "4"]);
    assert_eq!(answers[1]["verdict"], "nothing_found");
    assert!(answers[0]["answers"].as_array().is_some_and(|answers| answers.len() <= 2));
    let single = place.json(&["ask", FERRY, "--json", "-n", "2"]);
    assert_eq!(single["answers"], answers[0]["answers"], "a batch and a single question answer alike");
}

#[test]
fn a_bad_line_of_a_batch_does_not_end_it() {
    let place = Place::clone_of_the_project();
    place.write("questions.jsonl", format!("{{\"id\": 1}}\n{FERRY}\n"));
    let ran =
        place.run(&["ask", "--batch", "questions.jsonl"]).expect(2, &["radar"], &["questions.jsonl:1: not a question"]);
    assert_eq!(ran.stdout.lines().count(), 1);
    place.run(&["ask", "--batch", "missing.jsonl"]).expect(
        2,
        &[],
        &["error: could not open the questions missing.jsonl"],
    );
}

#[test]
fn filters_hold() {
    let place = Place::empty();
    let line = |id: &str, publisher: &str, author: &str, date: &str, text: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"Bridge\",\"publisher\":\"{publisher}\",\"authors\":[\"{author}\"],\"published\":\"{date}\",\"text\":\"{text}\"}}\n"
        )
    };
    let first = line(
        "one",
        "The Görlen Post",
        "Ada Quill",
        "2024-03-01",
        "The bridge will close in May, the harbour master Tobias Renn said on Friday.",
    );
    let second = line(
        "two",
        "Senn Courier",
        "Bo Lark",
        "2024-05-09",
        "The bridge will stay open, Mayor Irma Holt told the council on Thursday.",
    );
    place.write("articles.jsonl", first + &second);
    place.run(&["index", "articles.jsonl", "--index", "shelf"]).expect(0, &["2 added"], &[]);
    let ids = |flags: &[&str]| -> Vec<String> {
        let mut arguments = vec!["--index", "shelf", "ask", "--json", "Will the bridge close or stay open?"];
        arguments.extend(flags);
        let answer = place.json(&arguments);
        answer["answers"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|a| a["article"]["id"].as_str().map(str::to_owned))
            .collect()
    };
    assert_eq!(ids(&["--publisher", "gorlen"]), ["one"]);
    assert_eq!(ids(&["--author", "Bo Lark"]), ["two"]);
    assert_eq!(ids(&["--after", "2024-04"]), ["two"]);
    assert_eq!(ids(&["--before", "2024-03"]), ["one"]);
    assert_eq!(ids(&["--said-by", "Holt"]), ["two"]);
    assert_eq!(ids(&["--said-by", "Renn", "--after", "2024-04-01"]), Vec::<String>::new());
    place.run(&["--index", "shelf", "ask", "bridge", "--after", "May"]).expect(
        2,
        &[],
        &["not a date: «May» (allowed are a day 2024-05-31"],
    );
}

#[test]
fn a_second_run_touches_only_what_changed() {
    let place = Place::empty();
    place.write("news/a.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.write("news/b.txt", "The museum opens on Monday, the director said.");
    place.run(&["index", "news", "--index", "shelf"]).expect(0, &["2 added, 0 changed, 0 removed, 0 unchanged"], &[]);
    place.write("news/a.txt", "The ferry sails at one, Captain Ruth Ade said.");
    fs::remove_file(place.path("news/b.txt")).expect("removed");
    place.write("news/c.txt", "The tram is late, a driver said.");
    place.run(&["index", "--index", "shelf"]).expect(0, &["1 added, 1 changed, 1 removed, 0 unchanged"], &[]);
    place.run(&["index", "--index", "shelf"]).expect(0, &["0 added, 0 changed, 0 removed, 2 unchanged"], &[]);
    place.run(&["--index", "shelf", "ask", "When does the ferry sail?"]).expect(0, &["sails at one"], &[]);
    place.run(&["--index", "shelf", "ask", "When does the museum open?"]).expect(1, &[], &[]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let place = Place::empty();
    place.write("news/a.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.run(&["index", "news", "--dry-run", "--index", "shelf"]).expect(0, &["would be: 1 added"], &[]);
    assert!(!place.path("shelf").exists());
}

#[test]
fn bad_input_is_refused_with_its_place_and_the_rest_goes_in() {
    let place = Place::empty();
    place.write("news/good.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.write("news/empty.txt", "");
    place.write("news/blank.txt", " \n\n\t\n");
    place.write("news/binary.txt", b"\x00\x01\x02\x00PNG\x00".repeat(50));
    place.write("news/broken.md", "---\ntitle: [unclosed\n---\n\nThe text of the note.\n");
    place.write("news/lines.jsonl", "{\"text\": \"The tram is late, a driver said.\"}\n{\"text\": oops}\n{\"text\": \"The tower is closed, a guard said.\"}\n");
    let ran = place.run(&["index", "news", "--index", "shelf"]);
    ran.expect(0, &["empty.txt", "blank.txt", "binary.txt", "broken.md", "lines.jsonl:2", "3 added", "5 refused"], &[]);
    place.run(&["--index", "shelf", "ask", "is the tower closed?"]).expect(
        0,
        &["The tower is closed, a guard said."],
        &[],
    );
}

#[test]
fn a_line_of_a_hundred_megabytes_is_refused() {
    let place = Place::empty();
    place.write("news/a.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.write("news/long.txt", "word ".repeat(20_000_000));
    place.run(&["index", "news", "--index", "shelf"]).expect(0, &["long.txt", "1 added", "1 refused"], &[]);
}

#[test]
fn the_beginning_before_a_paywall_is_printed_by_read_and_refused_by_the_index() {
    let place = Place::empty();
    let page = "<html><head><script type=application/ld+json>{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": false}</script></head>\
                <body><article><h1>Levy passes</h1><p>The council voted on Monday for the levy, the mayor said, and nobody was surprised.</p>\
                <p>The vote came after a long night in the hall by the quay, with most of the town outside.</p></article></body></html>";
    place.write("news/wall.html", page);
    place.write("news/a.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.run(&["read", "news/wall.html"]).expect(0, &["the mayor said"], &["not for the index", "behind a paywall"]);
    place.run(&["index", "news", "--index", "shelf"]).expect(
        0,
        &["wall.html", "behind a paywall", "1 added", "1 refused"],
        &[],
    );
}

#[test]
fn a_missing_path_changes_nothing() {
    let place = Place::empty();
    place.run(&["index", "nowhere", "--index", "shelf"]).expect(2, &[], &["error: there is nothing at", "nowhere"]);
    place.run(&["read", "nowhere"]).expect(2, &[], &["nowhere"]);
    place.run(&["--index", "shelf", "ask", "anything"]).expect(
        2,
        &[],
        &["error: there is no index at", "hint: run «onrecord index PATH»"],
    );
    place.run(&["--index", "shelf", "index"]).expect(2, &[], &["error: no sources", "hint: name a file or folder"]);
}

#[test]
fn a_very_long_title_is_shortened_when_shown_and_whole_in_json() {
    let place = Place::empty();
    let title = "Harbour ".repeat(1_250);
    place.write(
        "a.jsonl",
        format!("{{\"title\": \"{title}\", \"text\": \"The ferry sails at noon, Captain Ruth Ade said.\"}}\n"),
    );
    place.run(&["index", "a.jsonl", "--index", "shelf"]).expect(0, &["1 added"], &[]);
    let ran = place.run(&["--index", "shelf", "ask", "When does the ferry sail?"]).expect(0, &["sails at noon"], &[]);
    assert!(ran.stdout.len() < 1_000, "{}", ran.stdout);
    let answer = place.json(&["--index", "shelf", "ask", "--json", "When does the ferry sail?"]);
    assert_eq!(answer["answers"][0]["article"]["title"].as_str().map(str::trim), Some(title.trim()));
}

#[test]
fn an_article_cannot_drive_the_terminal() {
    let place = Place::empty();
    place.write("a.txt", "The ferry \u{1b}[2J sails \u{202e}at noon, Captain Ruth Ade said.");
    place.run(&["index", "a.txt", "--index", "shelf"]).expect(0, &["1 added"], &[]);
    let ran =
        place.run(&["--index", "shelf", "ask", "When does the ferry sail?"]).expect(0, &["ferry ␛[2J sails"], &[]);
    assert!(!ran.stdout.contains('\u{1b}'));
    let answer = place.json(&["--index", "shelf", "ask", "--json", "When does the ferry sail?"]);
    assert_eq!(
        answer["answers"][0]["quote"]["text"],
        "The ferry \u{1b}[2J sails \u{202e}at noon, Captain Ruth Ade said."
    );
}

#[test]
fn who_says_what_in_files_and_in_indexed_articles() {
    let place = Place::clone_of_the_project();
    let mistyped = place.run(&["--index", "none", "quotes", "ferry-colision.txt"]);
    mistyped.expect(2, &[], &["there is no file «ferry-colision.txt»", "hint: run «onrecord index PATH»"]);
    let ran = place.run(&["quotes", "examples/articles/ferry-collision.txt"]);
    ran.expect(0, &["Piet Alvaro", "Capt. Mirela Dask", "anonymous", "We heard the horn"], &[]);
    place.run(&["index"]).expect(0, &["added"], &[]);
    place.run(&["quotes", "ferry-inquiry.txt"]).expect(0, &["Pernilla Quist"], &[]);
    let line = place.json(&["quotes", "--json", "examples/articles/ferry-collision.txt"]);
    let text = fs::read_to_string(place.path("examples/articles/ferry-collision.txt")).expect("the sample");
    let attributions = line["attributions"].as_array().expect("a list");
    assert!(attributions.len() > 8, "{}", attributions.len());
    for attribution in attributions {
        let parts = attribution["content"]
            .as_array()
            .expect("content")
            .iter()
            .chain([&attribution["source"], &attribution["cue"]]);
        for part in parts.filter(|part| !part.is_null()) {
            let (start, end) = (part["start"].as_u64().expect("a byte"), part["end"].as_u64().expect("a byte"));
            assert_eq!(part["text"], text[start as usize..end as usize]);
        }
    }
}

#[test]
fn what_somebody_says_is_quoted_from_everywhere() {
    let place = Place::clone_of_the_project();
    let ran = place.run(&["said", "Iola Marsh"]);
    ran.expect(0, &["“A tremor is what the company calls it", "says she = Iola Marsh"], &["of Iola Marsh ("]);
    place.run(&["said", "marsh", "inspectors"]).expect(0, &["mines inspectorate"], &["1 quote of Iola Marsh (1)"]);
    place.run(&["said", "marsh", "-n", "1"]).expect(0, &["“We had eleven litres"], &["there are more (-n)"]);
    place.run(&["said", "Nobody Marsh"]).expect(
        1,
        &[],
        &["nobody called «Nobody Marsh»", "come near: Gethin Marsh, Iola Marsh"],
    );
    place.run(&["said", "…"]).expect(2, &[], &["no name: «…»"]);
    let said = place.json(&["said", "--json", "--direct", "Iola Marsh"]);
    assert_eq!(said["speakers"][0]["name"], "Iola Marsh");
    assert_eq!(said["speakers"][0]["sayings"].as_u64(), said["sayings"].as_array().map(|all| all.len() as u64));
    assert_eq!(said["more"], false);
    let text = fs::read_to_string(place.path("examples/articles/mine-rescue.txt")).expect("the sample");
    for saying in said["sayings"].as_array().expect("a list") {
        let quote = &saying["quote"];
        let (start, end) = (quote["start"].as_u64().expect("a byte"), quote["end"].as_u64().expect("a byte"));
        assert_eq!(quote["text"], text[start as usize..end as usize]);
        assert_eq!(saying["attribution"]["kind"], "direct");
    }
}

#[test]
fn answers_are_grouped_copies_named_and_wishes_shown() {
    let place = Place::clone_of_the_project();
    let question = "When did the icebreaker reach the Perdita?";
    let ran = place.run(&["ask", "--by-source", question]);
    ran.expect(0, &["══ coast guard\n", "also in Northline Wire · 15 February 2025 · https://"], &[]);
    let answer = place.json(&["ask", "--by-source", "--json", question]);
    let ranks: Vec<u64> = answer["by_source"]
        .as_array()
        .expect("groups")
        .iter()
        .flat_map(|group| {
            group["ranks"].as_array().expect("ranks").iter().filter_map(Value::as_u64).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(ranks.len(), answer["answers"].as_array().map_or(0, Vec::len), "{answer}");
    let carried = |answer: &Value| {
        let answers = answer["answers"].as_array().expect("answers").clone();
        answers.iter().filter(|each| each["article"]["also"].is_array()).count()
    };
    assert!(carried(&answer) > 0, "{answer}");
    assert!(answer.get("understood").is_none());

    let wish = "When did the icebreaker reach the Perdita, in the Dunmoor Ledger last week?";
    let ran = place.run(&["ask", "--today", "2025-02-18", wish]);
    ran.expect(0, &[], &["understood: publisher = The Dunmoor Ledger, since 10 February 2025, until 16 February 2025"]);
    let answer = place.json(&["ask", "--json", "--today", "2025-02-18", wish]);
    assert_eq!(answer["understood"]["publisher"], "The Dunmoor Ledger");
    assert_eq!(answer["understood"]["since"], "2025-02-10");
    assert_eq!(carried(&answer), 0, "only the publisher asked for is named");
    let ran = place.run(&["ask", "--today", "2030-02-18", "When did the icebreaker reach the Perdita this week?"]);
    ran.expect(
        0,
        &["Perdita"],
        &["no article since 12 February 2030, until 18 February 2030: articles of all days were searched"],
    );
    place.run(&["ask", "--today", "May", question]).expect(2, &[], &["not a date: «May»"]);
}

#[test]
fn the_same_question_gets_the_same_answers_on_every_number_of_threads() {
    let place = Place::clone_of_the_project();
    let answers = |threads: &str, index: &str| -> Vec<Value> {
        let mut run = place.command(&["--index", index, "-q", "index", "examples/articles"]);
        assert!(run.env("RAYON_NUM_THREADS", threads).output().is_ok_and(|ran| ran.status.success()));
        let asked = [
            &["ask", "--json", "-n", "10", "Who said the ship was trapped in the ice?"][..],
            &["ask", "--json", "-n", "10", "What did the company deny?"],
            &["said", "--json", "marsh"],
            &["said", "--json", "the mayor"],
        ];
        let json = |question: &&[&str]| {
            let mut command = place.command(&[&["--index", index], *question].concat());
            let output = command.env("RAYON_NUM_THREADS", threads).output().expect("the program runs");
            let mut value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            value["took_us"] = Value::Null;
            value["searched"]["indexed"] = Value::Null;
            value
        };
        asked.iter().map(json).collect()
    };
    let one = answers("1", "one");
    assert!(one.iter().all(|answer| answer["answers"].is_array() || answer["sayings"].is_array()), "{one:?}");
    assert_eq!(one, answers("1", "one"), "asked again");
    assert_eq!(one, answers("4", "four"));
}

#[test]
fn an_article_is_shown_with_its_attributions_marked() {
    let place = Place::clone_of_the_project();
    place.run(&["index"]).expect(0, &[], &[]);
    let ran = place.run(&["show", "ferry-collision.txt"]).expect(0, &["<the coast guard>", "|said|"], &[]);
    let unmarked: String = ran.stdout.chars().filter(|c| !"{}<>|".contains(*c)).collect();
    let text = fs::read_to_string(place.path("examples/articles/ferry-collision.txt")).expect("the sample");
    assert!(unmarked.contains(text.trim()), "every letter of the article is shown");
    place.run(&["show", "no-such-article"]).expect(2, &[], &["error: no article is called «no-such-article»"]);
}

#[test]
fn what_is_read_can_be_indexed_again() {
    let place = Place::clone_of_the_project();
    let ran = place.run(&["read", "examples/articles"]).expect(0, &[], &[]);
    place.write("all.jsonl", &ran.stdout);
    let lines = ran.stdout.lines().count();
    place.run(&["index", "all.jsonl", "--index", "shelf"]).expect(0, &[&format!("{lines} added"), "0 refused"], &[]);
}

#[test]
fn an_index_of_a_newer_version_is_left_alone() {
    let place = Place::clone_of_the_project();
    place.run(&["index"]).expect(0, &[], &[]);
    let current = fs::read_to_string(place.path("index/current")).expect("the live generation");
    let newer = current.replacen(|c: char| c.is_ascii_digit(), "9999", 1);
    assert_ne!(current, newer);
    place.write("index/current", &newer);
    place.run(&["ask", FERRY]).expect(2, &[], &["made by a newer version", "hint: update onrecord"]);
    place.run(&["index"]).expect(2, &[], &["made by a newer version"]);
    assert_eq!(fs::read_to_string(place.path("index/current")).ok(), Some(newer));
}

#[test]
fn status_and_doctor_say_what_there_is() {
    let place = Place::clone_of_the_project();
    place.run(&["status"]).expect(2, &[], &["there is no index at"]);
    place.run(&["index"]).expect(0, &[], &[]);
    place.run(&["status"]).expect(0, &["index FOLDER/index", "holds", "passages"], &[]);
    assert!(place.json(&["status", "--json"])["articles"].as_u64().is_some_and(|articles| articles >= 15));
    place.run(&["doctor"]).expect(0, &["ok      index", "every file and every text is as it was written"], &[]);
}

#[test]
fn sources_are_listed_checked_and_forgotten() {
    let place = Place::empty();
    place.write("config.toml", "index = \"shelf\"\n\n[[source]]\npath = \"news\"\n");
    place.write("news/a.txt", "The ferry sails at noon, Captain Ruth Ade said.");
    place.write("notes/b.txt", "The museum opens on Monday, the director said.");
    place.run(&["index"]).expect(0, &["1 added"], &[]);
    place.run(&["index", "notes"]).expect(0, &["1 added"], &[]);
    let sources = ["source FOLDER/news (configured)\n", "source FOLDER/notes (given)\n"];
    place.run(&["status"]).expect(0, &sources, &[]);
    place.run(&["doctor"]).expect(0, &["ok      sources: 1 configured, 1 given before, all there"], &[]);

    fs::rename(place.path("notes"), place.path("away")).expect("moved");
    place.run(&["status"]).expect(0, &["source FOLDER/notes (given, not there)\n"], &[]);
    let status = place.json(&["status", "--json"]);
    assert_eq!(status["sources"][0]["configured"], true);
    assert_eq!(status["sources"][1]["missing"], true);
    let mend = "problem sources: not there: FOLDER/notes («onrecord index --forget FOLDER/notes» gives it up)";
    place.run(&["doctor"]).expect(2, &[mend], &[]);
    let refused =
        "refused FOLDER/notes: not there; what was indexed from it stays, «onrecord index --forget FOLDER/notes»";
    place.run(&["index"]).expect(0, &[refused, "1 refused"], &[]);
    place.run(&["index", "--forget", "notes", "news"]).expect(2, &[], &["cannot be used with"]);
    place.run(&["index", "--forget", "news"]).expect(2, &[], &["error: the source FOLDER/news still covers news"]);
    place.run(&["index", "--forget", "elsewhere"]).expect(2, &[], &["error: nothing was indexed from elsewhere"]);
    place.run(&["index", "--forget", "notes"]).expect(0, &["1 removed"], &[]);
    place.run(&["index"]).expect(0, &["1 unchanged", "0 refused"], &[]);
    place.run(&["doctor"]).expect(0, &["1 configured, 0 given before"], &[]);
}

#[test]
fn an_article_that_moved_is_counted() {
    let place = Place::empty();
    place.write("news/a.jsonl", "{\"id\": \"one\", \"text\": \"The ferry sails at noon.\"}\n");
    place.run(&["--index", "shelf", "index", "news"]).expect(0, &["1 added, 0 changed, 0 removed, 0 unchanged, "], &[]);
    fs::rename(place.path("news/a.jsonl"), place.path("news/b.jsonl")).expect("moved");
    place.run(&["--index", "shelf", "index", "--dry-run"]).expect(0, &["1 unchanged (1 moved), "], &[]);
    assert_eq!(place.json(&["--index", "shelf", "index", "--json"])["moved"], 1);
}

#[test]
fn a_file_is_no_index() {
    let place = Place::empty();
    place.write("a.txt", "The ferry sails at noon.");
    for command in [&["ask", "ferry"][..], &["status"], &["index", "a.txt"], &["show", "a.txt"]] {
        let arguments = [&["--index", "a.txt"], command].concat();
        let says = "error: the index must be a folder, and FOLDER/a.txt is a file: name a folder with --index";
        place.run(&arguments).expect(2, &[], &[says]);
    }
    place.run(&["--index", "a.txt", "doctor"]).expect(2, &["it is a file, and an index is a folder"], &[]);
}

#[test]
fn a_wrong_configuration_is_named_by_line_and_column() {
    let place = Place::clone_of_the_project();
    place.write("config.toml", "[ask]\nlimt = 3\n");
    place.run(&["ask", FERRY]).expect(2, &[], &["config.toml:2:1", "limt", "limit"]);
    place.write("config.toml", "index = \"elsewhere\"\n\n[[source]]\npath = \"examples/articles\"\n");
    place.run(&["index"]).expect(0, &["added"], &[]);
    assert!(place.path("elsewhere").is_dir());
    let mut command = place.command(&["ask", FERRY]);
    command.env("ONRECORD_ASK_LIMIT", "none");
    let ran = command.output().expect("the program runs");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("ONRECORD_ASK_LIMIT"));
}

#[test]
fn the_bot_says_where_its_token_belongs() {
    let place = Place::clone_of_the_project();
    place.run(&["bot"]).expect(2, &[], &["error: the bot has no Discord token", "hint: set ONRECORD_DISCORD_TOKEN"]);
    place.run(&["bot", "--token", "abc"]).expect(2, &[], &["unexpected argument"]);
}

#[test]
fn what_stands_around_a_quote_is_not_taken_for_it() {
    let place = Place::empty();
    let text = "The new wall will stand for 90 years, the engineer Ilse Tarn said.\n\n\
                Nobody asked the neighbours, the baker Odo Brant said.\n";
    place.write("a/wall.txt", text);
    place.run(&["index", "a"]).expect(0, &["1 added"], &[]);
    let ran = place.run(&["ask", "-n", "1", "--context", "how long will the new wall stand?"]);
    let lines: Vec<&str> = ran.stdout.lines().take(3).collect();
    assert_eq!(lines[0], "┃ The new wall will stand for 90 years, the engineer Ilse Tarn said.", "{}", ran.stdout);
    assert!(lines[1].starts_with("  says the engineer Ilse Tarn"), "{}", ran.stdout);
    assert_eq!(lines[2], "┊ Nobody asked the neighbours, the baker Odo Brant said.");
}

#[test]
fn each_answer_of_a_batch_comes_before_the_next_question() {
    let place = Place::empty();
    place.write("a/wall.txt", "The new wall will stand for 90 years, the engineer Ilse Tarn said.\n");
    place.run(&["index", "a"]).expect(0, &["1 added"], &[]);
    let mut command = place.command(&["ask", "--batch", "-"]);
    let mut asking = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    let mut questions = asking.stdin.take().expect("its input");
    let mut answers = BufReader::new(asking.stdout.take().expect("its output"));
    for id in ["1", "2"] {
        questions.write_all(b"how long will the new wall stand?\n").expect("a question is taken");
        let mut line = String::new();
        answers.read_line(&mut line).expect("an answer");
        let answer: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(answer["id"], id);
    }
    drop(questions);
    assert!(asking.wait().expect("its end").success());
}

#[test]
fn completions_and_manual_are_made() {
    let place = Place::empty();
    place.run(&["completions", "bash"]).expect(0, &["_onrecord"], &[]);
    place.run(&["man"]).expect(0, &[".TH onrecord", "onrecord\\-ask(1)"], &[]);
    place.run(&["man", "ask"]).expect(0, &[".TH onrecord-ask", "\\-\\-by\\-source"], &[]);
    place.run(&["man", "parse-apart"]).expect(2, &[], &["there is no command", "said"]);
    place.run(&["ask", "-n", "-1", "who"]).expect(2, &[], &["-1 is not in 1..=100"]);
    place.run(&["--version"]).expect(0, &["onrecord 0.1.0"], &[]);
    place.run(&["frobnicate"]).expect(2, &[], &["unrecognized subcommand"]);
}

#[test]
fn collections_are_asked_together_or_one_by_one() {
    let place = Place::empty();
    place.write("wire/a.txt", "The ferry sails nine times a day, the harbour master said on Monday.\n");
    place.write("courts/b.txt", "The ferry was sold for two crowns, the witness Ilse Tarn told the court.\n");
    let courts = "[[collection]]\nname = \"courts\"\n[[collection.source]]\npath = \"courts\"\n";
    place.write("config.toml", format!("index = \"index\"\n[[source]]\npath = \"wire\"\n{courts}"));
    place.run(&["index"]).expect(0, &["1 added"], &["collection main", "collection courts"]);
    assert!(place.path("index-courts/current").exists());

    let both = place.json(&["ask", "--json", "What about the ferry?"]);
    let mut from: Vec<&str> =
        both["answers"].as_array().expect("answers").iter().filter_map(|each| each["collection"].as_str()).collect();
    from.sort_unstable();
    assert_eq!((from, &both["searched"]["articles"]), (vec!["courts", "main"], &2.into()));
    let one = place.json(&["ask", "--json", "--collection", "courts", "What about the ferry?"]);
    assert_eq!((one["answers"].as_array().map(Vec::len), &one["searched"]["articles"]), (Some(1), &1.into()));
    place.run(&["--collection", "main", "said", "Ilse Tarn"]).expect(1, &[], &["searched 1 article"]);
    place.run(&["said", "Ilse Tarn"]).expect(0, &["two crowns", "collection courts"], &[]);
    place.run(&["show", "b.txt"]).expect(0, &["Ilse Tarn"], &[]);
    place.run(&["--collection", "main", "show", "b.txt"]).expect(2, &[], &["no article is called"]);
    place.run(&["status"]).expect(0, &["collection main", "collection courts"], &[]);
    place.run(&["doctor"]).expect(0, &["ok      index of courts"], &[]);

    let unknown = "no collection is called «court»; there is: main, courts";
    place.run(&["--collection", "court", "ask", "What?"]).expect(2, &[], &[unknown]);
    let which = "name it with --collection; there is: main, courts";
    place.run(&["index", "wire"]).expect(2, &[], &[which]);
    place.run(&["--collection", "main", "index", "wire"]).expect(0, &["1 unchanged"], &[]);
    std::fs::remove_dir_all(place.path("courts")).expect("removed");
    place.write("wire/c.txt", "The ferry turned back in a storm, the captain said.\n");
    place.run(&["index"]).expect(0, &["1 added", "1 refused", "courts"], &[]);
}

#[test]
fn nothing_goes_into_a_collection_only_because_there_is_no_other() {
    let place = Place::empty();
    place.write("config.toml", "[[collection]]\nname = \"courts\"\n");
    place.write("wire/a.txt", "The ferry sank, Ilse Tarn said.");
    place.run(&["index", "wire"]).expect(2, &[], &["«--collection courts»"]);
    place.run(&["--collection", "courts", "index", "wire"]).expect(0, &["1 added"], &[]);
    place.run(&["index"]).expect(0, &["1 unchanged"], &[]);
}
