//! `onrecord index --watch`: a run after each change, nothing locked in between, and a clean end.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Far longer than anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, watching a folder.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).args(arguments).env_clear().env("HOME", folder).stdin(Stdio::null());
    command
}

impl Watch {
    fn of(folder: &Path) -> Watch {
        let mut command = program(folder, &["index", "articles", "--watch"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Watch { child, lines }
    }

    /// The line that a run ends with, its time left out.
    fn told(&self) -> String {
        let line = self.lines.recv_timeout(PATIENCE).expect("a report");
        line.rsplit_once(" (").map_or(line.clone(), |(counts, _)| counts.to_owned())
    }

    fn signal(&self, name: &str) {
        let told = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()));
    }
}

#[test]
fn changes_are_indexed_as_they_come_until_the_watch_is_told_to_end() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().expect("a folder");
        let articles = folder.path().join("articles");
        fs::create_dir(&articles).expect("made");
        fs::write(articles.join("a.txt"), "Apples fell.").expect("written");
        let mut watch = Watch::of(folder.path());
        assert_eq!(watch.told(), "1 added, 0 changed, 0 removed, 0 unchanged, 0 twice, 0 refused");
        fs::create_dir(articles.join("new")).expect("made");
        fs::write(articles.join("new/b.txt"), "Birds flew.").expect("written");
        assert_eq!(watch.told(), "1 added, 0 changed, 0 removed, 1 unchanged, 0 twice, 0 refused");
        // Nothing is locked between the runs.
        let beside = program(folder.path(), &["index", "--no-wait"]).output().expect("the program runs");
        assert!(beside.status.success(), "{}", String::from_utf8_lossy(&beside.stderr));
        fs::write(articles.join("a.next"), "Apples rose.").expect("written");
        fs::rename(articles.join("a.next"), articles.join("a.txt")).expect("renamed");
        assert_eq!(watch.told(), "0 added, 1 changed, 0 removed, 1 unchanged, 0 twice, 0 refused");
        fs::remove_dir_all(articles.join("new")).expect("removed");
        assert_eq!(watch.told(), "0 added, 0 changed, 1 removed, 1 unchanged, 0 twice, 0 refused");
        watch.signal(signal);
        let ended = watch.child.wait().expect("an end");
        assert_eq!(ended.code(), Some(0), "a clean end");
        let ask = program(folder.path(), &["ask", "Which apples rose?"]).output().expect("the program runs");
        assert!(String::from_utf8_lossy(&ask.stdout).contains("Apples rose."));
    }
}
