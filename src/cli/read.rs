//! `onrecord read`: the articles of files as the index would store them, a line each.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::args::ReadArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::Config;
use crate::read::{self, ReadError};
use crate::show::json::RecordJson;

pub fn run(config: &Config, args: &ReadArgs, output: &Output) -> anyhow::Result<Outcome> {
    let reader = collection::reader(config);
    let mut outcome = Outcome::NothingToQuote;
    for path in &args.paths {
        for file in files(path)? {
            match file.and_then(|file| reader.records(&file)) {
                Ok(records) => {
                    for record in records {
                        one(record, &mut outcome, output)?;
                    }
                }
                Err(refused) => one(Err(refused), &mut outcome, output)?,
            }
        }
    }
    Ok(outcome)
}

/// The files below a path; where it cannot be looked at, an error that names it.
pub fn files(path: &Path) -> anyhow::Result<Vec<Result<PathBuf, ReadError>>> {
    read::files(path).map_err(|error| anyhow!("could not read {}: {}", error.path.display(), error.reason))
}

fn one(
    record: Result<crate::article::Article, ReadError>,
    outcome: &mut Outcome,
    output: &Output,
) -> anyhow::Result<()> {
    match record {
        Ok(article) => {
            output.json(&RecordJson::new(&article))?;
            if *outcome == Outcome::NothingToQuote {
                *outcome = Outcome::Found;
            }
        }
        Err(refused) => {
            output.warn(&refusal(&refused));
            *outcome = Outcome::PartlyFailed;
        }
    }
    Ok(())
}

/// "refused notes.txt:12: the line is no JSON"
pub fn refusal(refused: &ReadError) -> String {
    let line = refused.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("refused {}{line}: {}", refused.path.display(), refused.reason)
}
