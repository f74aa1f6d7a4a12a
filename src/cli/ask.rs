//! `onrecord ask`: one question, or a batch of them, each answered by the same function as everywhere else.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use super::args::AskArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::answer::Answer;
use crate::ask::{self, Question, Wishes};
use crate::config::Config;
use crate::library::{Filters, Library};
use crate::show::{json, terminal};

pub fn run(config: &Config, args: &AskArgs, output: &Output) -> anyhow::Result<Outcome> {
    let filters = wishes(args).filters()?;
    let shelves = collection::open(config, output)?;
    let reading = shelves.reading()?;
    let asker = Asker {
        library: &reading,
        filters,
        limit: args.limit.map_or(config.ask.limit, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
        today: jiff::ZonedDateTime::now().date(),
    };
    let extras = json::Extras { context: args.context, explain: args.explain };
    match &args.batch {
        Some(file) => batch(&asker, file, extras, output),
        None => one(&asker, &args.question.join(" "), args, extras, output),
    }
}

fn wishes(args: &AskArgs) -> Wishes {
    Wishes {
        said_by: args.said_by.clone(),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        after: args.after.clone(),
        before: args.before.clone(),
    }
}

/// What every question of a run has in common.
struct Asker<'a> {
    library: &'a dyn Library,
    filters: Filters,
    limit: usize,
    today: jiff::civil::Date,
}

impl Asker<'_> {
    fn ask(&self, words: &str) -> anyhow::Result<Answer> {
        let question =
            Question { words: words.to_owned(), filters: self.filters.clone(), limit: self.limit, today: self.today };
        Ok(ask::ask(self.library, &question)?)
    }
}

fn outcome(answer: &Answer) -> Outcome {
    if answer.findings().is_empty() { Outcome::NothingToQuote } else { Outcome::Found }
}

fn one(
    asker: &Asker<'_>,
    words: &str,
    args: &AskArgs,
    extras: json::Extras,
    output: &Output,
) -> anyhow::Result<Outcome> {
    let answer = asker.ask(words)?;
    if args.json {
        output.json(&json::AnswerJson::new(None, &answer, extras))?;
        return Ok(outcome(&answer));
    }
    let shown = terminal::Extras { context: args.context, explain: args.explain };
    output.data(&terminal::findings(&answer, output.paint, shown))?;
    match outcome(&answer) {
        Outcome::Found => output.note(&terminal::searched(&answer.searched)),
        _ => output.warn(&terminal::nothing(&answer, output.beside())),
    }
    Ok(outcome(&answer))
}

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    question: String,
}

/// Answers line by line, so that a pipe gets each answer as soon as it is found; a bad line is reported and the others answered.
fn batch(asker: &Asker<'_>, file: &Path, extras: json::Extras, output: &Output) -> anyhow::Result<Outcome> {
    let mut lines = open(file)?;
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut overall = Outcome::NothingToQuote;
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        if lines.read_until(b'\n', &mut bytes).with_context(|| format!("could not read {}", file.display()))? == 0 {
            break;
        }
        let line = match parse(&bytes, number) {
            Ok(Some(line)) => line,
            Ok(None) => continue,
            Err(reason) => {
                output.warn(&format!("{}:{number}: {reason}", file.display()));
                overall = Outcome::PartlyFailed;
                continue;
            }
        };
        let answer = asker.ask(&line.1)?;
        serde_json::to_writer(&mut stdout, &json::AnswerJson::new(Some(&line.0), &answer, extras))?;
        stdout.write_all(b"\n")?;
        if overall == Outcome::NothingToQuote {
            overall = outcome(&answer);
        }
    }
    stdout.flush()?;
    Ok(overall)
}

fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).with_context(|| format!("could not open the questions {}", file.display()))?;
    Ok(Box::new(BufReader::new(opened)))
}

/// A question and its id; a line of plain words has its number as id, a blank line is none.
fn parse(bytes: &[u8], number: u64) -> Result<Option<(String, String)>, String> {
    let line = std::str::from_utf8(bytes).map_err(|_| "the line is not UTF-8".to_owned())?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    if !line.starts_with('{') {
        return Ok(Some((number.to_string(), line.to_owned())));
    }
    let parsed: Line = serde_json::from_str(line).map_err(|error| format!("not a question: {error}"))?;
    let id = match parsed.id {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Null) | None => number.to_string(),
        Some(other) => other.to_string(),
    };
    Ok(Some((id, parsed.question)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lines_of_a_batch() {
        let ask = |line: &str| parse(line.as_bytes(), 7);
        assert_eq!(ask("{\"id\": \"q1\", \"question\": \"Who?\"}"), Ok(Some(("q1".into(), "Who?".into()))));
        assert_eq!(ask("{\"id\": 3, \"question\": \"Who?\"}"), Ok(Some(("3".into(), "Who?".into()))));
        assert_eq!(ask("\u{feff}{\"id\": \"a\", \"question\": \"Who?\"}"), Ok(Some(("a".into(), "Who?".into()))));
        assert_eq!(ask("Who said so?\r\n"), Ok(Some(("7".into(), "Who said so?".into()))));
        assert_eq!(ask("  \n"), Ok(None));
        assert!(ask("{\"id\": 3}").is_err());
        assert!(parse(b"\xff\xfe", 1).is_err());
    }
}
