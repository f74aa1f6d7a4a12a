//! `onrecord doctor`: checks the configuration, the sources, every file of the index and every stored text, and says how to mend what is wrong.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::Context as _;

use super::Outcome;
use super::args::DoctorArgs;
use super::output::Output;
use crate::bot;
use crate::config::Config;
use crate::fetch::{self, Errand, Examined, SystemNames};
use crate::index::Shelves;
use crate::intake::{self, Progress as _, Source};
use crate::kept::{Kept, KeptError};

/// One check and what it found.
struct Check {
    name: String,
    found: Result<String, String>,
}

pub fn run(config: &Config, chosen: &[Config], args: &DoctorArgs, output: &Output) -> anyhow::Result<Outcome> {
    let mut checks = vec![configuration(config)];
    for each in chosen {
        let of = |check: Check| match chosen.len() {
            1 => check,
            _ => Check { name: format!("{} of {}", check.name, each.name), ..check },
        };
        checks.push(of(sources(each)));
        checks.extend(web(each, output)?.into_iter().map(of));
        checks.push(of(index(each)));
    }
    checks.extend([kept(config), token(config)]);
    if let Some(server) = args.discord {
        checks.extend(discord(config, server)?);
    }
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

/// What Discord says of the bot; of one server where its number is not 0.
fn discord(config: &Config, server: u64) -> anyhow::Result<Vec<Check>> {
    let mut settings = bot::Settings::new(config.discord.token()?.reveal());
    settings.guild = config.discord.guild;
    let runtime = tokio::runtime::Runtime::new().context("could not start the runtime")?;
    let examined = runtime.block_on(bot::examine(&settings, Some(server)))?;
    Ok(examined.into_iter().map(|each| Check { name: each.name.to_owned(), found: each.found }).collect())
}

fn configuration(config: &Config) -> Check {
    // A configuration that cannot be read never comes this far: its error names file, line and column.
    let found = config.file.as_ref().map_or_else(|| "none, all defaults".to_owned(), |file| file.display().to_string());
    Check { name: "configuration".into(), found: Ok(found) }
}

/// Those that are configured, and those that were given once and that the index remembers.
fn sources(config: &Config) -> Check {
    let reading = Shelves::open(&config.index).and_then(|shelves| shelves.reading());
    let roots = reading.as_ref().map_or(&[][..], |reading| reading.roots());
    let sources = intake::sources(&config.sources, roots);
    let missing: Vec<String> = sources.iter().filter(|source| source.missing).map(how_to_mend).collect();
    let found = match (sources.len(), missing.len()) {
        (0, _) => Ok("none configured; «onrecord index PATH» takes them from the command line".to_owned()),
        (all, 0) => {
            let configured = sources.iter().filter(|source| source.configured).count();
            Ok(format!("{configured} configured, {} given before, all there", all - configured))
        }
        _ => Err(format!("not there: {}", missing.join(", "))),
    };
    Check { name: "sources".into(), found }
}

/// Every source on the web, asked once; what was read from one that does not answer stays.
fn web(config: &Config, output: &Output) -> anyhow::Result<Vec<Check>> {
    let bar = output.bar();
    let watch = fetch::Watch { asked: &|_| (), cancelled: &|| bar.cancelled(), wait: false };
    let examined = fetch::examine(&Errand::of(config), Arc::new(SystemNames), &watch)?;
    let check = |Examined { url, found }: Examined| Check {
        name: "web source".into(),
        found: match found {
            Ok(what) => Ok(format!("{url} answers: {what}")),
            Err(reason) => {
                Err(format!("{url}: {reason}; what was read from it stays until «onrecord index --forget {url}»"))
            }
        },
    };
    Ok(examined.into_iter().map(check).collect())
}

fn how_to_mend(source: &Source) -> String {
    let path = source.path.display();
    match source.configured {
        true => format!("{path} (correct [[source]] in the configuration)"),
        false => format!("{path} («onrecord index --forget {path}» gives it up)"),
    }
}

fn index(config: &Config) -> Check {
    let index = config.index.display();
    let found = match Shelves::verify(&config.index) {
        Ok(articles) => {
            Ok(format!("{index} holds {articles} articles; every file and every text is as it was written"))
        }
        Err(error) => Err(format!("{error}; {}", error.hint().unwrap_or("run «onrecord index --rebuild»"))),
    };
    Check { name: "index".into(), found }
}

/// A bot that runs holds the file, which is a good sign.
fn kept(config: &Config) -> Check {
    let path = config.state_file();
    let found = match path.exists().then(|| Kept::open(Some(&path))) {
        None => Ok("nothing yet".to_owned()),
        Some(Err(KeptError::Held { .. })) => Ok(format!("{}, held by a running bot", path.display())),
        Some(Err(error)) => Err(format!("{error}; {}", error.hint())),
        Some(Ok(_)) => Ok(path.display().to_string()),
    };
    Check { name: "kept by the bot".into(), found }
}

fn token(config: &Config) -> Check {
    let found = match config.discord.token() {
        Ok(_) => Ok("a token is set".to_owned()),
        Err(crate::config::ConfigError::NoToken) => Ok("no token: only needed for «onrecord bot»".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    Check { name: "discord".into(), found }
}
