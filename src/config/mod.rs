//! The configuration: defaults, then a TOML file, then ONRECORD_* variables, then flags. The only reader of the environment.

mod ask;
mod discord;
mod environment;
mod error;
mod fetch;
mod fields;
mod file;
mod keys;
mod log;
mod places;
mod sources;
#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::path::PathBuf;

pub use ask::Ask;
pub use discord::{Discord, Token};
pub use error::ConfigError;
pub use fetch::Fetch;
pub use log::{Log, LogLevel};
pub use places::Places;
pub use sources::{Kind, WebSource, web_address};

use crate::read::Names;
use environment::read_environment;
use file::read_file;

/// Everything that can be set, with every layer applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// The file that was read, where there is one.
    pub file: Option<PathBuf>,
    /// This program itself, where the system tells; it reads pages and archives in processes of their own.
    pub program: Option<PathBuf>,
    /// The folder of the index.
    pub index: PathBuf,
    /// Files and folders of articles, in the order given; empty where the configuration names none.
    pub sources: Vec<PathBuf>,
    /// Names that the sources use for the fields of an article.
    pub fields: Names,
    /// Articles on the web, in the order given.
    pub web: Vec<WebSource>,
    pub fetch: Fetch,
    pub ask: Ask,
    pub discord: Discord,
    pub log: Log,
}

impl Config {
    /// Applies the layers in order; the file and the variables may each only say what [`keys`] knows, and `[[source]]`.
    pub fn load(places: &Places) -> Result<Config, ConfigError> {
        let mut config = Config::defaults(places);
        if let Some(path) = places.config_file() {
            read_file(&mut config, &path, &places.working_folder)?;
            config.file = Some(path);
        }
        read_environment(&mut config, places)?;
        if let Some(index) = &places.index_flag {
            config.index = places.working_folder.join(index);
        }
        Ok(config)
    }

    fn defaults(places: &Places) -> Config {
        Config {
            file: None,
            program: places.program.clone(),
            index: places.default_index(),
            sources: Vec::new(),
            fields: Names::default(),
            web: Vec::new(),
            fetch: Fetch::default(),
            ask: Ask::default(),
            discord: Discord::default(),
            log: Log::default(),
        }
    }

    /// The folder of fetched articles. They cannot be made again once a site is gone, so they are no part of the index, which
    /// is safe to delete.
    pub fn web_folder(&self) -> PathBuf {
        let beside = || {
            let mut name = self.index.file_name().unwrap_or(OsStr::new("index")).to_owned();
            name.push("-web");
            self.index.with_file_name(name)
        };
        self.fetch.folder.clone().unwrap_or_else(beside)
    }
}
