//! `onrecord status`: what the index holds, and where.

use serde_json::json;

use super::Outcome;
use super::args::StatusArgs;
use super::output::Output;
use crate::config::Config;
use crate::index::Shelves;
use crate::library::Library;
use crate::show::terminal;

pub fn run(config: &Config, args: &StatusArgs, output: &Output) -> anyhow::Result<Outcome> {
    let reading = Shelves::open(&config.index)?.reading()?;
    let searched = reading.searched()?;
    let statistics = reading.statistics(&[])?;
    if args.json {
        output.json(&json!({
            "index": config.index,
            "config": config.file,
            "articles": searched.articles,
            "passages": statistics.passages,
            "oldest": searched.oldest.map(|date| date.to_string()),
            "newest": searched.newest.map(|date| date.to_string()),
            "indexed": searched.indexed.map(|time| time.to_string()),
        }))?;
        return Ok(Outcome::Found);
    }
    let configured = config.file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
    let holds = terminal::searched(&searched).replacen("searched", "holds", 1);
    output.data(&format!(
        "index {}\nconfig {configured}\n{holds}\n{} passage{}\n",
        config.index.display(),
        statistics.passages,
        if statistics.passages == 1 { "" } else { "s" }
    ))?;
    Ok(Outcome::Found)
}
