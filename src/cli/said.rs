//! `onrecord said`: everything the collection has somebody saying, newest first.

use super::args::SaidArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::answer::{Said, Silence};
use crate::ask::{self, Among, Request, Wishes};
use crate::config::Config;
use crate::show::{json, terminal};

/// How many sayings are shown where no number is given.
const LIMIT: usize = 20;

pub fn run(chosen: &[Config], args: &SaidArgs, output: &Output) -> anyhow::Result<Outcome> {
    let wishes = Wishes {
        said_by: Some(args.name.clone()),
        publisher: args.publisher.clone(),
        author: args.author.clone(),
        after: args.after.clone(),
        before: args.before.clone(),
    };
    let request = Request {
        name: String::new(),
        about: String::new(),
        filters: wishes.filters()?,
        direct: args.direct,
        limit: args.limit.map_or(LIMIT, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
    };
    let collections = collection::readings(chosen, output)?;
    let answers: Vec<_> =
        collections.iter().map(|opened| |asked: &Request| ask::said(&opened.reading, asked)).collect();
    let names = collections.iter().map(|opened| opened.name.clone());
    let among: Vec<_> = names.zip(&answers).map(|(name, ask)| Among { name, ask }).collect();
    let words: Vec<&str> = std::iter::once(&args.name).chain(&args.about).map(String::as_str).collect();
    let said =
        longest_name(&words, |name, about| ask::said_in_all(&Request { name, about, ..request.clone() }, &among))?;
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

/// `said Marta Kell dam` is what Marta Kell says about the dam: as many of the words are the name as name somebody who is quoted. Where
/// none do, the first of them was meant as the name.
fn longest_name<E>(words: &[&str], said: impl Fn(String, String) -> Result<Said, E>) -> Result<Said, E> {
    let mut none = None;
    for end in (1..=words.len()).rev() {
        let found = said(words[..end].join(" "), words[end..].join(" "))?;
        if found.silence != Some(Silence::Unknown) {
            return Ok(found);
        }
        none = Some(found);
    }
    Ok(none.unwrap_or_default())
}
