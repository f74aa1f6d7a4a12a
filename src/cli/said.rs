//! `onrecord said`: everything the collection has somebody saying, newest first.

use super::args::SaidArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::ask::{self, Request, Wishes};
use crate::config::Config;
use crate::show::{json, terminal};

/// How many sayings are shown where no number is given.
const LIMIT: usize = 20;

pub fn run(config: &Config, args: &SaidArgs, output: &Output) -> anyhow::Result<Outcome> {
    let wishes = Wishes {
        said_by: Some(args.name.clone()),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        after: args.after.clone(),
        before: args.before.clone(),
    };
    let request = Request {
        name: args.name.clone(),
        about: args.about.join(" "),
        filters: wishes.filters()?,
        direct: args.direct,
        limit: args.limit.map_or(LIMIT, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
    };
    let shelves = collection::open(config, output)?;
    let said = ask::said(&shelves.reading()?, &request)?;
    let outcome = if said.findings.is_empty() { Outcome::NothingToQuote } else { Outcome::Found };
    if args.json {
        output.json(&json::SaidJson::new(&said))?;
        return Ok(outcome);
    }
    output.data(&terminal::said(&said, output.paint))?;
    match outcome {
        Outcome::Found => output.note(&terminal::said_by(&said)),
        _ => output.warn(&terminal::nothing_said(&said)),
    }
    Ok(outcome)
}
