//! `cargo bench --manifest-path benches/Cargo.toml --target-dir target -- [ARTICLES …] [--texts FOLDER] [--siege SECONDS] [--out FOLDER]`
//!
//! Every measurement runs in a process of its own, so that none warms another and each has its own peak of memory. `--texts` is a
//! folder with `articles.jsonl` and `questions.jsonl`; `--siege` has 64 askers ask a collection for so long while runs change
//! it, and checks every quote against the articles; `--out` is where the report goes as JSON, Markdown and SVG.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use onrecord_benches::corpus;
use onrecord_benches::engines::{Failure, alone, articles, onrecord, sqlite};
use onrecord_benches::figures::{Figures, add_memory, add_processor, size};
use onrecord_benches::report::{Collection, Report};
use onrecord_benches::siege;

/// Questions asked of a collection that is made here.
const QUESTIONS: u64 = 300;
/// Larger collections are indexed once by each engine, on both threads.
const LARGE: u64 = 50_000;
/// SQLite takes hours for larger ones.
const SQLITE: u64 = 100_000;
/// It is asked only so many questions of a large one.
const SQLITE_ASKED: usize = 30;
/// Stories of a wire, and how many papers carry each.
const WIRE: (u64, u64) = (100, 40);
/// How often a cold process is started.
const STARTS: usize = 15;
/// At most this many questions of a collection that was given.
const MOST: usize = 611;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == "child" => child(rest),
        _ => measure(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What a run is asked to do.
#[derive(Default)]
struct Wishes {
    sizes: Vec<u64>,
    texts: Option<PathBuf>,
    /// Seconds that the last collection is asked by 64 at once while it changes.
    siege: Option<u64>,
    out: Option<PathBuf>,
}

fn wishes(arguments: &[String]) -> Result<Wishes, Failure> {
    let mut wishes = Wishes::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--texts" => wishes.texts = arguments.next().map(PathBuf::from),
            "--siege" => wishes.siege = Some(arguments.next().ok_or("--siege how many seconds?")?.parse()?),
            "--out" => wishes.out = arguments.next().map(PathBuf::from),
            number => wishes.sizes.push(number.parse().map_err(|_| format!("not a number of articles: {number}"))?),
        }
    }
    if wishes.sizes.is_empty() && wishes.texts.is_none() {
        wishes.sizes.push(10_000);
    }
    Ok(wishes)
}

fn measure(arguments: &[String]) -> Result<(), Failure> {
    let wishes = wishes(arguments)?;
    let mut report = Report::default();
    if let Some(texts) = &wishes.texts {
        let folder = tempfile::tempdir()?;
        let corpus = folder.path().join("articles.jsonl");
        std::fs::copy(texts.join("articles.jsonl"), &corpus)?;
        let questions = asked(&texts.join("questions.jsonl"))?;
        report.collections.push(collection("given", None, folder.path(), &corpus, &questions)?);
    }
    for &size in &wishes.sizes {
        let folder = tempfile::tempdir()?;
        let corpus = folder.path().join("articles.jsonl");
        corpus::write(&corpus, 0..size, |_| false)?;
        let questions = corpus::questions(size, QUESTIONS);
        report.collections.push(collection("made", Some(size), folder.path(), &corpus, &questions)?);
    }
    if !wishes.sizes.is_empty() {
        let folder = tempfile::tempdir()?;
        let corpus = folder.path().join("articles.jsonl");
        corpus::write_wire(&corpus, WIRE.0, WIRE.1)?;
        let questions = corpus::questions(WIRE.0, WIRE.0);
        report.collections.push(collection("each story in forty papers", None, folder.path(), &corpus, &questions)?);
    }
    if let Some(seconds) = wishes.siege {
        let folder = tempfile::tempdir()?;
        let figures = run(None, &["siege", path(folder.path())?, "64", &seconds.to_string()])?;
        report.siege = figures;
    }
    println!("{}", report.markdown());
    if let Some(out) = &wishes.out {
        std::fs::create_dir_all(out)?;
        std::fs::write(out.join("performance.json"), serde_json::to_string_pretty(&report)?)?;
        std::fs::write(out.join("performance-table.md"), report.markdown())?;
        std::fs::write(out.join("performance.svg"), report.plot())?;
    }
    Ok(())
}

fn asked(file: &Path) -> Result<Vec<String>, Failure> {
    let question = |line: &str| -> Result<String, Failure> {
        let line: serde_json::Value = serde_json::from_str(line)?;
        Ok(line["question"].as_str().ok_or("a line without a question")?.to_owned())
    };
    std::fs::read_to_string(file)?.lines().take(MOST).map(question).collect()
}

/// Everything there is to measure on one collection.
fn collection(
    name: &str,
    made: Option<u64>,
    folder: &Path,
    corpus: &Path,
    questions: &[String],
) -> Result<Collection, Failure> {
    let (mut count, mut text) = (0, 0);
    articles(corpus, |article| {
        count += 1;
        text += article.text.len() as u64;
        Ok(())
    })?;
    let asked = folder.join("questions.json");
    std::fs::write(&asked, serde_json::to_string(questions)?)?;
    let mut collection =
        Collection { name: name.to_owned(), articles: count, text_bytes: text, ..Collection::default() };
    let place = |name: &str| folder.join(name);
    let (ours, alone, plain, sqlite) = (place("onrecord"), place("tantivy"), place("tantivy-ids"), place("sqlite.db"));
    let threads: &[usize] = if count > LARGE { &[2] } else { &[1, 2] };
    for &threads in threads {
        for (engine, index) in [("onrecord", &ours), ("tantivy", &alone), ("tantivy ids", &plain)] {
            remove(index);
            let mut figures =
                run(Some(threads), &["index", engine, path(corpus)?, path(index)?, &threads.to_string()])?;
            figures.insert("index_bytes".to_owned(), size(index) as f64);
            collection.figures.insert(format!("index, {engine}, {threads}"), figures);
        }
    }
    let compared = count <= SQLITE;
    if compared {
        let mut figures = run(Some(1), &["index", "sqlite", path(corpus)?, path(&sqlite)?, "1"])?;
        figures.insert("index_bytes".to_owned(), size(&sqlite) as f64);
        collection.figures.insert("index, sqlite, 1".to_owned(), figures);
        let most = if count > LARGE { SQLITE_ASKED } else { questions.len() };
        let few: Vec<&String> = questions.iter().step_by((questions.len() / most).max(1)).collect();
        let asked = folder.join("questions-sqlite.json");
        std::fs::write(&asked, serde_json::to_string(&few)?)?;
        let figures = run(None, &["ask", "sqlite", path(&sqlite)?, path(&asked)?])?;
        collection.figures.insert("ask, sqlite".to_owned(), figures);
    }
    for (engine, index) in [("onrecord", &ours), ("tantivy ids", &plain)] {
        let figures = run(None, &["ask", engine, path(index)?, path(&asked)?])?;
        collection.figures.insert(format!("ask, {engine}"), figures);
    }
    for askers in ["1", "2", "8", "64"] {
        let figures = run(None, &["crowd", path(&ours)?, path(&asked)?, askers])?;
        collection.figures.insert(format!("crowd, {askers}"), figures);
    }
    for (shell, figures) in cold(&ours, compared.then_some(&sqlite), questions)? {
        collection.figures.insert(format!("cold, {shell}"), figures);
    }
    let found = run(None, &["found", path(folder)?, path(&ours)?])?;
    collection.figures.insert("found".to_owned(), found);
    if let Some(count) = made {
        run(None, &["change", path(corpus)?, &count.to_string()])?;
        let figures = run(Some(2), &["index", "onrecord", path(corpus)?, path(&ours)?, "2"])?;
        collection.figures.insert("again".to_owned(), figures);
    }
    Ok(collection)
}

fn path(path: &Path) -> Result<&str, Failure> {
    Ok(path.to_str().ok_or("a path that is not text")?)
}

fn remove(folder: &Path) {
    // What is not there need not be removed.
    std::fs::remove_dir_all(folder).ok();
}

/// Runs one measurement in a process of its own, on so many processors where the system can be told.
fn run(processors: Option<usize>, arguments: &[&str]) -> Result<Figures, Failure> {
    let program = env::current_exe()?;
    let pinned = processors == Some(1) && Command::new("taskset").arg("--version").output().is_ok();
    let mut command = if pinned { Command::new("taskset") } else { Command::new(&program) };
    if pinned {
        command.args(["-c", "0"]).arg(&program);
    }
    let output = command.arg("child").args(arguments).output()?;
    if !output.status.success() {
        return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let figures: Figures = serde_json::from_slice(&output.stdout)?;
    eprintln!("{}: {figures:.1?}", arguments[..2].join(" "));
    Ok(figures)
}

/// From the start of a process to its end, with the answer printed: the program, and the shell of SQLite where there is one.
fn cold(
    index: &Path,
    database: Option<&PathBuf>,
    questions: &[String],
) -> Result<Vec<(&'static str, Figures)>, Failure> {
    let program = env::current_exe()?;
    let release = program.parent().and_then(Path::parent).ok_or("no folder of the release")?;
    let ours = release.join(format!("onrecord{}", env::consts::EXE_SUFFIX));
    let ask = |question: &str| {
        let mut ask = Command::new(&ours);
        ask.arg("--index").arg(index).args(["ask", "--json", question]);
        ask
    };
    let answers = |question: &&String| printed(&mut ask(question)).is_ok_and(|answer| answer.contains("\"answered\""));
    let question = questions.iter().take(STARTS).find(answers).ok_or("the program answers none of the questions")?;
    let mut found = vec![("onrecord", started(&mut ask(question))?)];
    if let Some(database) = database.filter(|_| Command::new("sqlite3").arg("--version").output().is_ok()) {
        let mut shell = Command::new("sqlite3");
        shell.arg(database).arg(sqlite::sql(&format!("'{}'", sqlite::expression(question))));
        found.push(("sqlite", started(&mut shell)?));
    }
    Ok(found)
}

/// How long a program takes that prints something and succeeds.
fn started(command: &mut Command) -> Result<Figures, Failure> {
    printed(command)?;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        printed(command)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_unstable_by(f64::total_cmp);
    Ok(Figures::from([("median_ms".to_owned(), times[STARTS / 2]), ("least_ms".to_owned(), times[0])]))
}

/// What a program prints; one that fails, or prints nothing, is no measurement.
fn printed(command: &mut Command) -> Result<String, Failure> {
    let output = command.output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() || printed.trim().is_empty() {
        return Err(format!("{command:?}: {}, {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(printed)
}

/// One measurement.
fn child(arguments: &[String]) -> Result<(), Failure> {
    let mut figures = Figures::new();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let begun = Instant::now();
    match arguments[..] {
        ["index", engine, corpus, index, threads] => {
            let (corpus, index, threads) = (Path::new(corpus), Path::new(index), threads.parse()?);
            match engine {
                "onrecord" => {
                    let written = onrecord::index(corpus, index, threads)?;
                    figures.insert("written".to_owned(), written as f64);
                }
                "sqlite" => sqlite::index(corpus, index)?,
                _ => alone::index(corpus, index, threads, engine == "tantivy")?,
            }
            figures.insert("seconds".to_owned(), begun.elapsed().as_secs_f64());
        }
        ["ask", engine, index, questions] => {
            let (index, questions) = (Path::new(index), list(questions)?);
            match engine {
                "onrecord" => onrecord::ask(index, &questions, &mut figures)?,
                "sqlite" => sqlite::ask(index, &questions, &mut figures)?,
                _ => alone::ask(index, &questions, &mut figures)?,
            }
        }
        ["crowd", index, questions, askers] => {
            onrecord::crowd(Path::new(index), &list(questions)?, askers.parse()?, &mut figures)?;
        }
        ["found", folder, index] => {
            let mut times = onrecord::until_found(Path::new(folder), Path::new(index))?;
            times.sort_unstable_by(f64::total_cmp);
            figures.insert("median_s".to_owned(), times[2]);
        }
        ["siege", folder, askers, seconds] => {
            siege::hold(Path::new(folder), askers.parse()?, seconds.parse()?, &mut figures)?;
        }
        ["change", corpus, count] => onrecord::change(Path::new(corpus), count.parse()?)?,
        _ => return Err(format!("unknown measurement: {arguments:?}").into()),
    }
    add_memory(&mut figures);
    add_processor(&mut figures);
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}

fn list(file: &str) -> Result<Vec<String>, Failure> {
    Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}
