//! `onrecord doctor`: checks the configuration, the sources, the index and every stored article, and says how to mend what is wrong.

use std::fmt::Write as _;

use super::Outcome;
use super::output::Output;
use crate::config::Config;
use crate::index::Shelves;
use crate::library::{Library, LibraryError, Query};

/// One check and what it found.
struct Check {
    name: &'static str,
    found: Result<String, String>,
}

pub fn run(config: &Config, output: &Output) -> anyhow::Result<Outcome> {
    let checks = [configuration(config), sources(config), index(config), token(config)];
    let mut out = String::new();
    for check in &checks {
        let _ = match &check.found {
            Ok(found) => writeln!(out, "ok      {}: {found}", check.name),
            Err(problem) => writeln!(out, "problem {}: {problem}", check.name),
        };
    }
    output.data(&out)?;
    Ok(if checks.iter().all(|check| check.found.is_ok()) { Outcome::Found } else { Outcome::PartlyFailed })
}

fn configuration(config: &Config) -> Check {
    // A configuration that cannot be read never comes this far: its error names file, line and column.
    let found = config.file.as_ref().map_or_else(|| "none, all defaults".to_owned(), |file| file.display().to_string());
    Check { name: "configuration", found: Ok(found) }
}

fn sources(config: &Config) -> Check {
    let missing: Vec<String> =
        config.sources.iter().filter(|path| !path.exists()).map(|path| path.display().to_string()).collect();
    let found = match (config.sources.len(), missing.len()) {
        (0, _) => Ok("none configured; «onrecord index PATH» takes them from the command line".to_owned()),
        (all, 0) => Ok(format!("{all} configured, all there")),
        _ => Err(format!("not there: {}; correct [[source]] in the configuration", missing.join(", "))),
    };
    Check { name: "sources", found }
}

fn index(config: &Config) -> Check {
    let found = match verify(config) {
        Ok(articles) => Ok(format!("{} holds {articles} articles, each as it was indexed", config.index.display())),
        Err(error) => Err(format!("{error}; {}", error.hint().unwrap_or("run «onrecord index --rebuild»"))),
    };
    Check { name: "index", found }
}

/// Fetches every stored article and compares its text with the hash taken when it was indexed; their number.
fn verify(config: &Config) -> Result<usize, LibraryError> {
    let reading = Shelves::open(&config.index)?.reading()?;
    let articles = usize::try_from(reading.searched()?.articles).unwrap_or(usize::MAX);
    let all = reading.candidates(&Query { articles, ..Query::default() })?.articles;
    for candidate in &all {
        let stored = reading.fetch(candidate.article)?;
        if stored.article.text.hash() != stored.hash {
            let detail = format!("the stored text of {} is not the text that was indexed", stored.article.id);
            return Err(LibraryError::Damaged { path: config.index.display().to_string(), detail });
        }
    }
    if all.len() != articles {
        let detail = format!("{} of {articles} articles can be reached", all.len());
        return Err(LibraryError::Damaged { path: config.index.display().to_string(), detail });
    }
    Ok(articles)
}

fn token(config: &Config) -> Check {
    let found = match config.discord.token() {
        Ok(_) => Ok("a token is set".to_owned()),
        Err(crate::config::ConfigError::NoToken) => Ok("no token: only needed for «onrecord bot»".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    Check { name: "discord", found }
}
