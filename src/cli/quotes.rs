//! `onrecord quotes`: who says what in articles, read from files or from the index.

use std::path::Path;

use anyhow::Context as _;

use super::args::QuotesArgs;
use super::output::Output;
use super::show::named;
use super::{Outcome, collection};
use crate::article::{Article, Attribution};
use crate::attribution::attribute;
use crate::config::Config;
use crate::read::{self, Reader};
use crate::segment::segment;
use crate::show::article::sayings;
use crate::show::json::QuotesJson;

pub fn run(chosen: &[Config], args: &QuotesArgs, output: &Output) -> anyhow::Result<Outcome> {
    let mut printer = Printer { output, json: args.json, number: 0, outcome: Outcome::NothingToQuote };
    for name in &args.articles {
        if Path::new(name).exists() {
            let Some(config) = chosen.first() else { continue };
            of_files(&collection::reader(config), Path::new(name), &mut printer)?;
        } else {
            let readings = collection::readings(chosen, output)
                .with_context(|| format!("there is no file «{name}», and no indexed article"))?;
            let stored = named(&readings, name)?;
            printer.print(&stored.article, &stored.attributions)?;
        }
    }
    Ok(printer.outcome)
}

fn of_files(reader: &Reader, path: &Path, printer: &mut Printer<'_>) -> anyhow::Result<()> {
    for file in super::read::files(path)? {
        let records = file.and_then(|file| reader.records(&file));
        match records {
            Ok(records) => {
                for record in records {
                    match record {
                        Ok(article) => {
                            let segments = segment(&article.text, article.language);
                            let attributions = attribute(&article.text, &segments, article.language);
                            printer.print(&article, &attributions)?;
                        }
                        Err(refused) => printer.refuse(&refused),
                    }
                }
            }
            Err(refused) => printer.refuse(&refused),
        }
    }
    Ok(())
}

struct Printer<'a> {
    output: &'a Output,
    json: bool,
    number: usize,
    outcome: Outcome,
}

impl Printer<'_> {
    fn print(&mut self, article: &Article, attributions: &[Attribution]) -> anyhow::Result<()> {
        if !attributions.is_empty() && self.outcome == Outcome::NothingToQuote {
            self.outcome = Outcome::Found;
        }
        if self.json {
            return Ok(self.output.json(&QuotesJson::new(article, attributions))?);
        }
        if self.number > 0 {
            self.output.data("\n")?;
        }
        self.number += 1;
        Ok(self.output.data(&sayings(article, attributions, self.output.paint))?)
    }

    fn refuse(&mut self, refused: &read::ReadError) {
        self.output.warn(&super::read::refusal(refused));
        self.outcome = Outcome::PartlyFailed;
    }
}
