//! Where the configuration comes from: flags, folders, and the environment, which is read here and nowhere else.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::ConfigError;
use super::environment::PREFIX;

/// What the configuration depends on from outside, handed in so that a test can hand in something else.
#[derive(Clone, Default, Debug)]
pub struct Places {
    /// `--config`
    pub config_flag: Option<PathBuf>,
    /// `--index`
    pub index_flag: Option<PathBuf>,
    /// Relative flags and variables start here.
    pub working_folder: PathBuf,
    /// OnRecord's folder among the platform's folders for configuration.
    pub config_folder: Option<PathBuf>,
    /// OnRecord's folder among the platform's folders for data.
    pub data_folder: Option<PathBuf>,
    /// The file of the program itself.
    pub program: Option<PathBuf>,
    /// The variables that begin with ONRECORD_.
    pub environment: BTreeMap<String, OsString>,
}

impl Places {
    /// The places of this process; the one function that reads the real environment.
    pub fn of_this_process(config_flag: Option<PathBuf>, index_flag: Option<PathBuf>) -> Result<Places, ConfigError> {
        let working_folder = std::env::current_dir().map_err(|cause| ConfigError::NoWorkingFolder { cause })?;
        // Without a home folder there are no platform folders either; a configuration can still be named by flag.
        let platform = etcetera::choose_base_strategy().ok();
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        let variables = std::env::vars_os();
        let environment = variables
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        Ok(Places {
            config_flag,
            index_flag,
            working_folder,
            config_folder: platform.as_ref().map(|folders| folders.config_dir().join("onrecord")),
            data_folder: platform.as_ref().map(|folders| folders.data_dir().join("onrecord")),
            program: program(),
            environment,
        })
    }

    /// `--config` is taken at its word, so that a wrong name is an error; the other places count only where a file is.
    pub(super) fn config_file(&self) -> Option<PathBuf> {
        if let Some(flag) = &self.config_flag {
            return Some(self.working_folder.join(flag));
        }
        let folders = [Some(&self.working_folder), self.config_folder.as_ref()];
        folders.into_iter().flatten().map(|folder| folder.join("config.toml")).find(|path| path.is_file())
    }

    pub(super) fn default_index(&self) -> PathBuf {
        let here = self.working_folder.join("index");
        match &self.data_folder {
            Some(data) if !here.is_dir() => data.join("index"),
            _ => here,
        }
    }
}

/// The file of this program. On Linux by a name that leads to it even after an upgrade has put another in its place.
fn program() -> Option<PathBuf> {
    let this = Path::new("/proc/self/exe");
    if this.exists() { Some(this.to_owned()) } else { std::env::current_exe().ok() }
}
