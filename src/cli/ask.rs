//! `onrecord ask`: one question, or a batch of them, each answered by the same function as everywhere else.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::args::AskArgs;
use super::collection::Opened;
use super::output::Output;
use super::{Outcome, collection};
use crate::answer::Answer;
use crate::ask::{self, Among, Question, Wishes};
use crate::config::Config;
use crate::library::Filters;
use crate::show::{json, terminal};

/// How many quotes are grouped where no number is given: few groups have two of three.
const GROUPED: usize = 10;

pub fn run(chosen: &[Config], args: &AskArgs, output: &Output) -> anyhow::Result<Outcome> {
    let filters = wishes(args).filters()?;
    let limit = chosen.first().map_or(GROUPED, |config| config.ask.limit);
    let collections = collection::readings(chosen, output)?;
    let asker = Asker {
        collections: &collections,
        filters,
        limit: match args.limit {
            Some(limit) => usize::try_from(limit).unwrap_or(usize::MAX),
            None if args.by_source => GROUPED.max(limit),
            None => limit,
        },
        today: match &args.today {
            Some(day) => ask::day(day)?,
            None => jiff::ZonedDateTime::now().date(),
        },
    };
    let extras = json::Extras { context: args.context, explain: args.explain };
    match &args.batch {
        Some(file) => batch(&asker, file, extras, args.by_source, output),
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
    collections: &'a [Opened],
    filters: Filters,
    limit: usize,
    today: Date,
}

impl Asker<'_> {
    fn ask(&self, words: &str, today: Option<Date>) -> anyhow::Result<Answer> {
        let (filters, today) = (self.filters.clone(), today.unwrap_or(self.today));
        let question = Question { words: words.to_owned(), filters, limit: self.limit, today };
        let answers: Vec<_> =
            self.collections.iter().map(|opened| |asked: &Question| ask::ask(&opened.reading, asked)).collect();
        let names = self.collections.iter().map(|opened| opened.name.clone());
        let among: Vec<_> = names.zip(&answers).map(|(name, ask)| Among { name, ask }).collect();
        Ok(ask::ask_all(&question, &among)?)
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
    let answer = asker.ask(words, None)?;
    if args.json {
        output.json(&wire(None, &answer, extras, args.by_source))?;
        return Ok(outcome(&answer));
    }
    let shown = terminal::Extras { context: args.context, explain: args.explain };
    output.data(&match args.by_source {
        true => terminal::grouped(&answer, &ask::by_source(&answer), output.paint, shown),
        false => terminal::findings(&answer, output.paint, shown),
    })?;
    match outcome(&answer) {
        Outcome::Found => output.note(&terminal::searched_for(&answer)),
        _ => output.warn(&terminal::nothing(&answer, output.beside())),
    }
    Ok(outcome(&answer))
}

/// An answer as JSON, grouped where that is wanted.
fn wire<'a>(id: Option<&'a str>, answer: &'a Answer, extras: json::Extras, by_source: bool) -> json::AnswerJson<'a> {
    let wire = json::AnswerJson::new(id, answer, extras);
    if by_source { wire.grouped(ask::by_source(answer)) } else { wire }
}

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    question: String,
    today: Option<String>,
}

/// Answers line by line, so that a pipe gets each answer as soon as it is found; a bad line is reported and the others answered.
fn batch(
    asker: &Asker<'_>,
    file: &Path,
    extras: json::Extras,
    by_source: bool,
    output: &Output,
) -> anyhow::Result<Outcome> {
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
        let answer = asker.ask(&line.question, line.today)?;
        serde_json::to_writer(&mut stdout, &wire(Some(&line.id), &answer, extras, by_source))?;
        stdout.write_all(b"\n")?;
        stdout.flush()?;
        if overall == Outcome::NothingToQuote {
            overall = outcome(&answer);
        }
    }
    Ok(overall)
}

fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(file).with_context(|| format!("could not open the questions {}", file.display()))?;
    Ok(Box::new(BufReader::new(opened)))
}

/// A question of a batch.
#[derive(PartialEq, Debug)]
struct Asked {
    id: String,
    question: String,
    today: Option<Date>,
}

/// A question and its id; a line of plain words has its number as id, a blank line is none.
fn parse(bytes: &[u8], number: u64) -> Result<Option<Asked>, String> {
    let line = std::str::from_utf8(bytes).map_err(|_| "the line is not UTF-8".to_owned())?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    if !line.starts_with('{') {
        return Ok(Some(Asked { id: number.to_string(), question: line.to_owned(), today: None }));
    }
    let parsed: Line = serde_json::from_str(line).map_err(|error| format!("not a question: {error}"))?;
    let id = match parsed.id {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Null) | None => number.to_string(),
        Some(other) => other.to_string(),
    };
    let today = parsed.today.map(|day| ask::day(&day)).transpose().map_err(|error| error.to_string())?;
    Ok(Some(Asked { id, question: parsed.question, today }))
}

#[cfg(test)]
mod tests {
    use super::{Asked, parse};

    #[test]
    fn lines_of_a_batch() {
        let ask = |line: &str| parse(line.as_bytes(), 7);
        let asked = |id: &str| Ok(Some(Asked { id: id.into(), question: "Who?".into(), today: None }));
        assert_eq!(ask("{\"id\": \"q1\", \"question\": \"Who?\"}"), asked("q1"));
        assert_eq!(ask("{\"id\": 3, \"question\": \"Who?\"}"), asked("3"));
        assert_eq!(ask("\u{feff}{\"id\": \"a\", \"question\": \"Who?\"}"), asked("a"));
        assert_eq!(ask("Who?\r\n"), asked("7"));
        let today = Some(jiff::civil::date(2024, 5, 31));
        let dated = ask("{\"question\": \"Who?\", \"today\": \"2024-05-31\"}");
        assert_eq!(dated, Ok(Some(Asked { id: "7".into(), question: "Who?".into(), today })));
        assert_eq!(ask("  \n"), Ok(None));
        assert!(ask("{\"id\": 3}").is_err());
        assert!(ask("{\"question\": \"Who?\", \"today\": \"May\"}").is_err());
        assert!(parse(b"\xff\xfe", 1).is_err());
    }
}
