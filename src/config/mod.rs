//! The configuration: defaults, then a TOML file, then ONRECORD_* variables, then flags. The only reader of the environment.

mod ask;
mod collections;
mod discord;
mod environment;
mod error;
mod fetch;
mod fields;
mod file;
mod health;
mod keys;
mod log;
mod places;
mod schedule;
mod sources;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use ask::Ask;
pub use collections::{Access, Collection, MAIN, added_folder};
pub use discord::{Discord, Token};
pub use error::ConfigError;
pub use fetch::Fetch;
pub use health::Health;
pub use log::{Log, LogLevel};
pub use places::Places;
pub use schedule::Schedule;
pub use sources::{Kind, WebSource, web_address};

use crate::read::Names;
use collections::beside;
use environment::read_environment;
use file::read_file;

/// Everything that can be set, with every layer applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// The file that was read, where there is one.
    pub file: Option<PathBuf>,
    /// This program itself, where the system tells; it reads pages and archives in processes of their own.
    pub program: Option<PathBuf>,
    /// What this collection is called: [`MAIN`], or as its section says.
    pub name: String,
    /// The folder of the index.
    pub index: PathBuf,
    /// Files and folders of articles, in the order given; empty where the configuration names none.
    pub sources: Vec<PathBuf>,
    /// Names that the sources use for the fields of an article.
    pub fields: Names,
    /// Articles on the web, in the order given.
    pub web: Vec<WebSource>,
    /// Who sees the articles of the top level in Discord; `None` where the configuration does not say.
    pub access: Option<Access>,
    /// Articles that are kept apart from those, in the order given.
    pub collections: Vec<Collection>,
    pub fetch: Fetch,
    pub ask: Ask,
    pub discord: Discord,
    pub health: Health,
    pub log: Log,
}

impl Config {
    /// Applies the layers in order; the file and the variables may each only say what [`keys`] knows, and `[[source]]`, `[[collection]]`.
    pub fn load(places: &Places) -> Result<Config, ConfigError> {
        let mut config = Config::defaults(places);
        if let Some(path) = places.config_file() {
            read_file(&mut config, &path, &places.working_folder)?;
            config.file = Some(path);
        }
        read_environment(&mut config, places)?;
        if let Some(index) = &places.index_flag {
            config.index = places.working_folder.join(index);
            // Who names an index means that one.
            config.collections.clear();
        }
        config.check_collections()?;
        Ok(config)
    }

    fn defaults(places: &Places) -> Config {
        Config {
            file: None,
            program: places.program.clone(),
            name: MAIN.to_owned(),
            index: places.default_index(),
            sources: Vec::new(),
            fields: Names::default(),
            web: Vec::new(),
            access: None,
            collections: Vec::new(),
            fetch: Fetch::default(),
            ask: Ask::default(),
            discord: Discord::default(),
            health: Health::default(),
            log: Log::default(),
        }
    }

    /// The file of what the bot keeps.
    pub fn state_file(&self) -> PathBuf {
        self.discord.state.clone().unwrap_or_else(|| beside(&self.index, "state.redb"))
    }

    /// The folder of fetched articles. They cannot be made again once a site is gone, so they are no part of the index, which
    /// is safe to delete.
    pub fn web_folder(&self) -> PathBuf {
        self.fetch.folder.clone().unwrap_or_else(|| beside(&self.index, "web"))
    }
}
