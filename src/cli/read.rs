//! `onrecord read`: the articles of files and addresses as the index would store them, a line each; what it would refuse for being a part is printed too, with a warning.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use url::Url;

use super::args::ReadArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::{self, Config};
use crate::fetch::{self, Errand, SystemNames};
use crate::intake::{Progress as _, Step};
use crate::read::{self, Found, ReadError};
use crate::show::json::RecordJson;

pub fn run(config: &Config, args: &ReadArgs, output: &Output) -> anyhow::Result<Outcome> {
    let reader = collection::reader(config);
    let mut outcome = Outcome::NothingToQuote;
    for path in &args.paths {
        if let Some(url) = path.to_str().and_then(config::web_address) {
            for seen in seen(config, &url, output)? {
                one(seen, args.explain, &mut outcome, output)?;
            }
            continue;
        }
        for file in files(path)? {
            match file.and_then(|file| reader.found(&file)) {
                Ok(all) => {
                    for found in all {
                        one(found, args.explain, &mut outcome, output)?;
                    }
                }
                Err(refused) => one(Err(refused), args.explain, &mut outcome, output)?,
            }
        }
    }
    Ok(outcome)
}

/// What stands at an address now; nothing is kept.
fn seen(config: &Config, url: &Url, output: &Output) -> anyhow::Result<fetch::Seen> {
    let bar = output.bar();
    let asked = |asked| bar.step(Step::Fetching { asked });
    let watch = fetch::Watch { asked: &asked, cancelled: &|| bar.cancelled(), wait: false };
    Ok(fetch::look(&Errand::of(config), url, Arc::new(SystemNames), &watch)?)
}

/// The files below a path; where it cannot be looked at, an error that names it.
pub fn files(path: &Path) -> anyhow::Result<Vec<Result<PathBuf, ReadError>>> {
    read::files(path).map_err(|error| anyhow!("could not read {}: {}", error.path.display(), error.reason))
}

fn one(found: Result<Found, ReadError>, explain: bool, outcome: &mut Outcome, output: &Output) -> anyhow::Result<()> {
    match found {
        Ok(found) => {
            output.json(&RecordJson::new(&found.article))?;
            if let Some(refused) = &found.refused {
                output.warn(&format!("not for the index: {}", refusal(refused)));
            }
            if explain {
                output.note(&explained(&found));
            }
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

/// "https://example.org/a: title from JSON-LD, published from <time>"
fn explained(found: &Found) -> String {
    let known: Vec<String> =
        found.origins.by_field().map(|(field, source)| format!("{field} from {}", source.name())).collect();
    let known = if known.is_empty() { "nothing known but its text".to_owned() } else { known.join(", ") };
    format!("{}: {known}", found.article.id)
}

/// "refused notes.txt:12: the line is no JSON"
pub fn refusal(refused: &ReadError) -> String {
    let line = refused.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("refused {}{line}: {}", refused.path.display(), refused.reason)
}
