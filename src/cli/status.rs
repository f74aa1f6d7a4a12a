//! `onrecord status`: what the index holds, and where.

use serde_json::json;

use super::args::StatusArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::Config;
use crate::fetch::Errand;
use crate::intake::{self, Source};
use crate::library::Library;
use crate::show::terminal;

pub fn run(chosen: &[Config], args: &StatusArgs, output: &Output) -> anyhow::Result<Outcome> {
    for (number, config) in chosen.iter().enumerate() {
        if number > 0 && !args.json {
            output.data("\n")?;
        }
        one(config, (chosen.len() > 1).then_some(config.name.as_str()), args, output)?;
    }
    Ok(Outcome::Found)
}

fn one(config: &Config, name: Option<&str>, args: &StatusArgs, output: &Output) -> anyhow::Result<Outcome> {
    let reading = collection::shelves(config)?.reading()?;
    let searched = reading.searched()?;
    let statistics = reading.statistics(&[])?;
    let errand = Errand::of(config);
    let configured: Vec<_> = config.sources.iter().cloned().chain(errand.folders()).collect();
    let sources = intake::sources(&configured, reading.roots());
    if args.json {
        let source = |source: &Source| {
            json!({
                "path": source.path, "configured": is_configured(source, &errand), "missing": source.missing,
                "url": errand.source_of(&source.path),
            })
        };
        let mut told = json!({
            "index": config.index,
            "config": config.file,
            "articles": searched.articles,
            "passages": statistics.passages,
            "oldest": searched.oldest.map(|date| date.to_string()),
            "newest": searched.newest.map(|date| date.to_string()),
            "indexed": searched.indexed.map(|time| time.to_string()),
            "sources": sources.iter().map(source).collect::<Vec<_>>(),
        });
        if let Some(name) = name {
            told["collection"] = name.into();
        }
        output.json(&told)?;
        return Ok(Outcome::Found);
    }
    let configured = config.file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
    let holds = terminal::searched(&searched).replacen("searched", "holds", 1);
    output.data(&format!(
        "{}index {}\nconfig {configured}\n{holds}\n{} passage{}\n{}",
        name.map(|name| format!("collection {name}\n")).unwrap_or_default(),
        config.index.display(),
        statistics.passages,
        if statistics.passages == 1 { "" } else { "s" },
        sources.iter().map(|source| line(source, &errand)).collect::<String>()
    ))?;
    Ok(Outcome::Found)
}

fn line(source: &Source, errand: &Errand) -> String {
    let from = if is_configured(source, errand) { "configured" } else { "given" };
    let missing = match source.missing {
        true if errand.is_configured(&source.path) => ", not fetched yet",
        true => ", not there",
        false => "",
    };
    let place = errand.source_of(&source.path).unwrap_or_else(|| source.path.display().to_string());
    format!("source {place} ({from}{missing})\n")
}

/// The folder of an address is a source as long as it is there, whoever named the address.
fn is_configured(source: &Source, errand: &Errand) -> bool {
    source.configured && (!source.path.starts_with(&errand.folder) || errand.is_configured(&source.path))
}
