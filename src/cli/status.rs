//! `onrecord status`: what the index holds, and where.

use serde_json::json;

use super::args::StatusArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::Config;
use crate::intake::{self, Source};
use crate::library::Library;
use crate::show::terminal;

pub fn run(config: &Config, args: &StatusArgs, output: &Output) -> anyhow::Result<Outcome> {
    let reading = collection::shelves(config)?.reading()?;
    let searched = reading.searched()?;
    let statistics = reading.statistics(&[])?;
    let sources = intake::sources(&config.sources, reading.roots());
    if args.json {
        let source = |source: &Source| {
            json!({
                "path": source.path, "configured": source.configured, "missing": source.missing,
            })
        };
        output.json(&json!({
            "index": config.index,
            "config": config.file,
            "articles": searched.articles,
            "passages": statistics.passages,
            "oldest": searched.oldest.map(|date| date.to_string()),
            "newest": searched.newest.map(|date| date.to_string()),
            "indexed": searched.indexed.map(|time| time.to_string()),
            "sources": sources.iter().map(source).collect::<Vec<_>>(),
        }))?;
        return Ok(Outcome::Found);
    }
    let configured = config.file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
    let holds = terminal::searched(&searched).replacen("searched", "holds", 1);
    output.data(&format!(
        "index {}\nconfig {configured}\n{holds}\n{} passage{}\n{}",
        config.index.display(),
        statistics.passages,
        if statistics.passages == 1 { "" } else { "s" },
        sources.iter().map(line).collect::<String>()
    ))?;
    Ok(Outcome::Found)
}

fn line(source: &Source) -> String {
    let from = if source.configured { "configured" } else { "given" };
    let missing = if source.missing { ", not there" } else { "" };
    format!("source {} ({from}{missing})\n", source.path.display())
}
