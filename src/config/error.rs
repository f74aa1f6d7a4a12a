//! What can be wrong with a configuration.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("could not read the configuration {}: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{}:{line}:{column}: {problem}", path.display())]
    File { path: PathBuf, line: usize, column: usize, problem: String },
    #[error("{name}: {problem}")]
    Variable { name: String, problem: String },
    #[error("the bot has no Discord token")]
    NoToken,
    #[error("could not read the file named by discord.token_file: {}: {cause}", path.display())]
    TokenFile { path: PathBuf, cause: io::Error },
    #[error("{place} holds no Discord token: a token is one word of letters, digits, dots, dashes and underscores")]
    NotAToken { place: String },
    #[error("no collection is called «{name}»; there is: {}", known.join(", "))]
    NoSuchCollection { name: String, known: Vec<String> },
    #[error("the collections «{one}» and «{other}» cannot both keep something in {}", folder.display())]
    OneFolder { folder: PathBuf, one: String, other: String },
    #[error(
        "{} of the collection «{other}» is inside {}, a source of «{one}», which would take its articles in",
        folder.display(),
        outer.display()
    )]
    Inside { outer: PathBuf, one: String, folder: PathBuf, other: String },
    #[error("the collection «{name}» is given to channels and to no server, so nobody sees it")]
    NoServers { name: String },
    #[error("health.listen is {address}, which other machines can reach")]
    OpenToOthers { address: SocketAddr },
    #[error("could not find the working folder: {cause}")]
    NoWorkingFolder { cause: io::Error },
}

impl ConfigError {
    /// What the person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ConfigError::NoToken => {
                Some("set ONRECORD_DISCORD_TOKEN, or name a file that holds it as discord.token_file")
            }
            ConfigError::File { .. } => Some("config.example.toml explains every key"),
            ConfigError::NoServers { .. } => Some("name the servers that the channels are in: servers = [\"…\"]"),
            ConfigError::OneFolder { .. } => Some("give one of them another folder: index = \"…\""),
            ConfigError::Inside { .. } => Some("keep the folders of collections side by side, none inside another"),
            ConfigError::OpenToOthers { .. } => {
                Some("listen at 127.0.0.1, or say health.remote = true if everyone there may read it")
            }
            _ => None,
        }
    }
}
