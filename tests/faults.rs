//! What happens where the machine lets the program down: each line of docs/FAULTS.md that can be made here.

#![cfg(unix)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

/// A folder with articles, and the program in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn with(files: &[(&str, &str)]) -> Place {
        let place = Place { folder: tempfile::tempdir().expect("a folder") };
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Runs the program under a limit, as bash's `ulimit` takes it.
    fn run(&self, limit: &str, arguments: &[&str]) -> Ran {
        let mut command = Command::new("bash");
        command
            .args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_onrecord"))
            .args(arguments);
        let output = command.current_dir(self.path()).env("HOME", self.path()).output().expect("bash");
        Ran::of(output)
    }
}

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    #[track_caller]
    fn expect(self, code: i32, words: &[&str]) {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert_eq!(self.code, Some(code), "{all}");
        for part in words {
            assert!(all.contains(part), "«{part}» is not in:\n{all}");
        }
    }
}

#[test]
fn many_small_files_need_few_open_ones() {
    let place = Place::with(&[]);
    for number in 0..2_000 {
        place.write(&format!("articles/{}/{number}.txt", number % 40), &format!("Berth {number} pays the same."));
    }
    place.run("ulimit -n 96", &["index", "articles"]).expect(0, &["2000 added"]);
    place.run("ulimit -n 96", &["index"]).expect(0, &["2000 unchanged"]);
    place.run("ulimit -n 48", &["ask", "What does berth 1234 pay?"]).expect(0, &["Berth 1234 pays the same."]);
}

#[test]
fn too_few_open_files_cost_the_run_and_no_article() {
    let place = Place::with(&[("articles/a.txt", "Apples fell.")]);
    place.run("true", &["index", "articles"]).expect(0, &["1 added"]);
    place.write("articles/b.txt", "Birds flew.");
    let mut failed = 0;
    for limit in [9, 12, 15, 18] {
        let ran = place.run(&format!("ulimit -n {limit}"), &["index", "articles"]);
        let said = ran.stderr.contains("Too many open files") || ran.stdout.contains("Too many open files");
        failed += usize::from(ran.code == Some(2) && said);
        place.write("articles/b.txt", &format!("Birds flew {limit} times."));
    }
    assert!(failed > 0, "no limit was low enough");
    place.run("true", &["ask", "Which apples fell?"]).expect(0, &["Apples fell."]);
    place.run("true", &["index"]).expect(0, &["1 unchanged"]);
    place.run("true", &["doctor"]).expect(0, &["holds 2 articles"]);
}

#[test]
fn a_renamed_folder_keeps_its_articles_until_it_is_forgotten() {
    let place = Place::with(&[("articles/a.txt", "Apples fell."), ("articles/b.txt", "Birds flew.")]);
    place.run("true", &["index", "articles"]).expect(0, &["2 added"]);
    fs::rename(place.path().join("articles"), place.path().join("news")).expect("renamed");
    place.run("true", &["index"]).expect(0, &["not there; what was indexed from it stays", "--forget", "0 removed"]);
    place.run("true", &["ask", "Which apples fell?"]).expect(0, &["Apples fell."]);
    place.run("true", &["index", "news"]).expect(0, &["2 added"]);
    place.run("true", &["index", "--forget", "articles"]).expect(0, &["2 removed"]);
    place.run("true", &["doctor"]).expect(0, &["holds 2 articles"]);
    // Back under its old name it is as it was.
    fs::rename(place.path().join("news"), place.path().join("articles")).expect("renamed");
    place.run("true", &["index", "articles"]).expect(0, &["2 added"]);
}

#[test]
fn a_clock_that_was_set_back_hides_no_change() {
    let place = Place::with(&[("articles/a.txt", "Apples fell.")]);
    let at = |years: u64| {
        let file = File::options().write(true).open(place.path().join("articles/a.txt")).expect("opened");
        let day = SystemTime::UNIX_EPOCH + Duration::from_secs(years * 365 * 24 * 60 * 60);
        file.set_modified(day).expect("set");
    };
    at(54);
    place.run("true", &["index", "articles"]).expect(0, &["1 added"]);
    // Of the same length, at the same time, and then at an earlier one.
    place.write("articles/a.txt", "Apples rose.");
    at(54);
    place.run("true", &["index"]).expect(0, &["1 changed"]);
    place.write("articles/a.txt", "Apples grew.");
    at(20);
    place.run("true", &["index"]).expect(0, &["1 changed"]);
    at(90);
    place.run("true", &["index"]).expect(0, &["1 unchanged"]);
}
