//! `[discord]`: the bot, and the token it signs in with.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::keys::{Key, Takes};
use super::{ConfigError, Schedule};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discord {
    pub(super) token: Option<Token>,
    /// The file that holds the token.
    pub token_file: Option<PathBuf>,
    /// A server whose commands are registered at once, for trying the bot out; otherwise they are registered everywhere.
    pub guild: Option<u64>,
    /// How many passages a reply shows.
    pub quotes: usize,
    /// Where settings of servers, watches and ratings are kept; `None`: beside the index.
    pub state: Option<PathBuf>,
    /// How long a person waits between two questions.
    pub cooldown: Duration,
    /// How long everybody in a server waits between two questions there, where its managers have not said.
    pub server_cooldown: Duration,
    /// Roles whose members may do what managers may.
    pub manager_roles: Vec<u64>,
    /// Where the bot answers and where not, whom and whom not; empty lists of where and whom stand for everywhere and everyone.
    pub channels: Vec<u64>,
    pub not_channels: Vec<u64>,
    pub users: Vec<u64>,
    pub not_users: Vec<u64>,
    /// Whether people may add the bot to their own account, and ask it wherever they are.
    pub personal: bool,
    /// The first shard of this process, how many it runs, and how many there are; what Discord recommends where there is none.
    pub shards: Option<(u32, u32, u32)>,
    /// When everything is indexed anew without anybody's asking.
    pub reindex: Option<Schedule>,
}

/// A Discord token. Neither its `Debug` nor its `Display` shows it, so that no log line or error can.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Default for Discord {
    fn default() -> Discord {
        Discord {
            token: None,
            token_file: None,
            guild: None,
            quotes: 3,
            state: None,
            cooldown: Duration::from_secs(3),
            server_cooldown: Duration::ZERO,
            manager_roles: Vec::new(),
            channels: Vec::new(),
            not_channels: Vec::new(),
            users: Vec::new(),
            not_users: Vec::new(),
            personal: false,
            shards: None,
            reindex: None,
        }
    }
}

pub(super) const KEYS: [Key; 14] = [
    Key { name: "discord.token_file", takes: Takes::Path(|config, path| config.discord.token_file = Some(path)) },
    Key {
        name: "discord.guild",
        takes: Takes::Number(1..=u64::MAX, |config, number| config.discord.guild = Some(number)),
    },
    Key {
        name: "discord.quotes",
        takes: Takes::Number(1..=5, |config, number| config.discord.quotes = number as usize),
    },
    Key {
        name: "discord.cooldown",
        takes: Takes::Number(0..=3600, |config, number| config.discord.cooldown = Duration::from_secs(number)),
    },
    Key {
        name: "discord.server_cooldown",
        takes: Takes::Number(0..=3600, |config, number| config.discord.server_cooldown = Duration::from_secs(number)),
    },
    Key { name: "discord.state", takes: Takes::Path(|config, path| config.discord.state = Some(path)) },
    Key { name: "discord.manager_roles", takes: Takes::Ids(|config, ids| config.discord.manager_roles = ids) },
    Key { name: "discord.channels", takes: Takes::Ids(|config, ids| config.discord.channels = ids) },
    Key { name: "discord.not_channels", takes: Takes::Ids(|config, ids| config.discord.not_channels = ids) },
    Key { name: "discord.users", takes: Takes::Ids(|config, ids| config.discord.users = ids) },
    Key { name: "discord.not_users", takes: Takes::Ids(|config, ids| config.discord.not_users = ids) },
    Key { name: "discord.personal", takes: Takes::Switch(|config, on| config.discord.personal = on) },
    Key { name: "discord.shards", takes: Takes::Shards(|config, shards| config.discord.shards = Some(shards)) },
    Key { name: "discord.reindex", takes: Takes::Schedule(|config, schedule| config.discord.reindex = Some(schedule)) },
];

impl Discord {
    /// The token from ONRECORD_DISCORD_TOKEN, else from the token file; read only when the bot needs it.
    pub fn token(&self) -> Result<Token, ConfigError> {
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let path = self.token_file.as_ref().ok_or(ConfigError::NoToken)?;
        let text =
            std::fs::read_to_string(path).map_err(|cause| ConfigError::TokenFile { path: path.clone(), cause })?;
        Token::read(&text).ok_or_else(|| ConfigError::NotAToken { place: path.display().to_string() })
    }
}

impl Token {
    /// White space around the token is no part of it; anything else that cannot stand in one is refused.
    pub(super) fn read(text: &str) -> Option<Token> {
        let token = text.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        (!token.is_empty() && token.chars().all(fits)).then(|| Token(token.to_owned()))
    }

    /// The secret itself, for the one place that signs in with it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}
