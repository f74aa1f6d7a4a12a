//! The configuration: defaults, then a TOML file, then ONRECORD_* variables, then flags. The only reader of the environment.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::BaseStrategy;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};
use url::Url;

use crate::read::Names;

const PREFIX: &str = "ONRECORD_";
const TOKEN_VARIABLE: &str = "ONRECORD_DISCORD_TOKEN";
const MEGABYTE: u64 = 1024 * 1024;
/// How often a place on the web is asked where its section does not say.
const REFRESH: Duration = Duration::from_secs(60 * 60);

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

/// A place on the web that articles come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebSource {
    pub url: Url,
    /// `None`: what it is shows when it is read.
    pub kind: Option<Kind>,
    /// It is not asked more often than this.
    pub refresh: Duration,
}

/// What a place on the web is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One article.
    Page,
    /// RSS, Atom or JSON Feed, whose entries are followed to their pages.
    Feed,
    /// A site map, or an index of them.
    Sitemap,
}

impl WebSource {
    /// A place of which no more is known than where it is.
    pub fn at(url: Url) -> WebSource {
        WebSource { url, kind: None, refresh: REFRESH }
    }
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Page, Kind::Feed, Kind::Sitemap];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Feed => "feed",
            Kind::Sitemap => "sitemap",
        }
    }
}

/// How the web is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fetch {
    /// Where fetched articles are kept; `None`: beside the index.
    pub folder: Option<PathBuf>,
    /// Networks that may be asked although they are not public.
    pub allow_private: Vec<IpNet>,
    /// Told to the sites: an address where whoever runs this program can be reached.
    pub contact: Option<String>,
    /// The least time between two requests to one host.
    pub delay: Duration,
    /// The most time for one request and its whole answer.
    pub timeout: Duration,
    /// The most bytes of a page, unpacked.
    pub largest: u64,
    /// The most pages asked for in a run, for each source.
    pub pages: usize,
}

impl Default for Fetch {
    fn default() -> Fetch {
        Fetch {
            folder: None,
            allow_private: Vec::new(),
            contact: None,
            delay: Duration::from_secs(1),
            timeout: Duration::from_secs(30),
            largest: 16 * MEGABYTE,
            pages: 200,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// How many passages an answer shows where the command line does not say.
    pub limit: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discord {
    token: Option<Token>,
    /// The file that holds the token.
    pub token_file: Option<PathBuf>,
    /// A server whose commands are registered at once, for trying the bot out; otherwise they are registered everywhere.
    pub guild: Option<u64>,
    /// How many passages a reply shows.
    pub quotes: usize,
    /// How long a person waits between two questions.
    pub cooldown: Duration,
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
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Log {
    /// `None` leaves it to the command: the bot says more than the others.
    pub level: Option<LogLevel>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// A Discord token. Neither its `Debug` nor its `Display` shows it, so that no log line or error can.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

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
            _ => None,
        }
    }
}

impl Config {
    /// Applies the layers in order; the file and the variables may each only say what [`KEYS`] knows, and `[[source]]`.
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
            ask: Ask { limit: 3 },
            discord: Discord {
                token: None,
                token_file: None,
                guild: None,
                quotes: 3,
                cooldown: Duration::from_secs(3),
                manager_roles: Vec::new(),
                channels: Vec::new(),
                not_channels: Vec::new(),
                users: Vec::new(),
                not_users: Vec::new(),
                personal: false,
                shards: None,
            },
            log: Log::default(),
        }
    }
}

impl Config {
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
    fn read(text: &str) -> Option<Token> {
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

impl LogLevel {
    const ALL: [LogLevel; 6] =
        [LogLevel::Off, LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace];

    pub fn name(self) -> &'static str {
        match self {
            LogLevel::Off => "off",
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
            LogLevel::Trace => "trace",
        }
    }

    fn named(name: &str) -> Option<LogLevel> {
        LogLevel::ALL.into_iter().find(|level| level.name() == name)
    }

    /// So many steps more talkative, or less where negative; it stops at either end.
    pub fn stepped(self, steps: i32) -> LogLevel {
        let last = LogLevel::ALL.len() - 1;
        let place = (self as i32).saturating_add(steps).clamp(0, last as i32);
        LogLevel::ALL[place as usize]
    }
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
    fn config_file(&self) -> Option<PathBuf> {
        if let Some(flag) = &self.config_flag {
            return Some(self.working_folder.join(flag));
        }
        let folders = [Some(&self.working_folder), self.config_folder.as_ref()];
        folders.into_iter().flatten().map(|folder| folder.join("config.toml")).find(|path| path.is_file())
    }

    fn default_index(&self) -> PathBuf {
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

/// A key that both the file and the environment can set.
struct Key {
    /// As in the file: "ask.limit" is `limit` under `[ask]`.
    name: &'static str,
    takes: Takes,
}

/// What a key allows, and where it goes.
enum Takes {
    Path(fn(&mut Config, PathBuf)),
    Number(RangeInclusive<u64>, fn(&mut Config, u64)),
    Level(fn(&mut Config, LogLevel)),
    Networks(fn(&mut Config, Vec<IpNet>)),
    /// Words that can stand in the header of a request.
    Words(fn(&mut Config, String)),
    /// Numbers of Discord's, which are too long for some readers of TOML and so stand there as strings.
    Ids(fn(&mut Config, Vec<u64>)),
    Switch(fn(&mut Config, bool)),
    /// "0-3/16": shards 0 to 3 of 16.
    Shards(fn(&mut Config, (u32, u32, u32))),
}

/// A value as one of the two layers gives it.
enum Given<'a> {
    Words(&'a OsStr),
    Number(u64),
    Switch(bool),
    List(Vec<&'a str>),
    Other,
}

const KEYS: [Key; 21] = [
    Key { name: "index", takes: Takes::Path(|config, path| config.index = path) },
    Key { name: "fetch.folder", takes: Takes::Path(|config, path| config.fetch.folder = Some(path)) },
    Key {
        name: "fetch.allow_private",
        takes: Takes::Networks(|config, networks| config.fetch.allow_private = networks),
    },
    Key { name: "fetch.contact", takes: Takes::Words(|config, words| config.fetch.contact = Some(words)) },
    Key {
        name: "fetch.delay",
        takes: Takes::Number(0..=3600, |config, number| config.fetch.delay = Duration::from_secs(number)),
    },
    Key {
        name: "fetch.timeout",
        takes: Takes::Number(1..=600, |config, number| config.fetch.timeout = Duration::from_secs(number)),
    },
    Key {
        name: "fetch.megabytes",
        takes: Takes::Number(1..=64, |config, number| config.fetch.largest = number * MEGABYTE),
    },
    Key {
        name: "fetch.pages",
        takes: Takes::Number(1..=50_000, |config, number| config.fetch.pages = number as usize),
    },
    Key { name: "ask.limit", takes: Takes::Number(1..=100, |config, number| config.ask.limit = number as usize) },
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
    Key { name: "discord.manager_roles", takes: Takes::Ids(|config, ids| config.discord.manager_roles = ids) },
    Key { name: "discord.channels", takes: Takes::Ids(|config, ids| config.discord.channels = ids) },
    Key { name: "discord.not_channels", takes: Takes::Ids(|config, ids| config.discord.not_channels = ids) },
    Key { name: "discord.users", takes: Takes::Ids(|config, ids| config.discord.users = ids) },
    Key { name: "discord.not_users", takes: Takes::Ids(|config, ids| config.discord.not_users = ids) },
    Key { name: "discord.personal", takes: Takes::Switch(|config, on| config.discord.personal = on) },
    Key { name: "discord.shards", takes: Takes::Shards(|config, shards| config.discord.shards = Some(shards)) },
    Key { name: "log.level", takes: Takes::Level(|config, level| config.log.level = Some(level)) },
];

impl Key {
    fn named(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// "ask.limit" is ONRECORD_ASK_LIMIT.
    fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "_").to_uppercase())
    }

    fn allowed(&self) -> String {
        match &self.takes {
            Takes::Path(_) => "a path".into(),
            Takes::Number(range, _) if *range.end() == u64::MAX => format!("a whole number from {}", range.start()),
            Takes::Number(range, _) => format!("a whole number from {} to {}", range.start(), range.end()),
            Takes::Level(_) => LogLevel::ALL.map(|level| format!("\"{}\"", level.name())).join(", "),
            Takes::Networks(_) => "a list of addresses and networks: [\"10.0.0.0/8\", \"192.168.1.20\"]".into(),
            Takes::Words(_) => "words without accents and line breaks".into(),
            Takes::Ids(_) => "a list of numbers as Discord copies them: [\"123456789012345678\"]".into(),
            Takes::Switch(_) => "true or false".into(),
            Takes::Shards(_) => "the first and last shard of this process and how many there are: \"0-3/16\"".into(),
        }
    }

    /// Puts the value where it belongs; `None` where it is not allowed there. Relative paths start at `folder`.
    fn put(&self, config: &mut Config, given: Given<'_>, folder: &Path) -> Option<()> {
        match (&self.takes, given) {
            (Takes::Path(put), Given::Words(path)) if !path.is_empty() => put(config, folder.join(path)),
            (Takes::Number(range, put), Given::Number(number)) if range.contains(&number) => put(config, number),
            (Takes::Level(put), Given::Words(name)) => put(config, LogLevel::named(name.to_str()?)?),
            (Takes::Networks(put), Given::List(written)) => {
                put(config, written.into_iter().map(network).collect::<Option<_>>()?);
            }
            (Takes::Ids(put), Given::List(written)) => put(config, ids(&written)?),
            (Takes::Switch(put), Given::Switch(on)) => put(config, on),
            (Takes::Shards(put), Given::Words(written)) => put(config, shards(written.to_str()?)?),
            (Takes::Words(put), Given::Words(words)) => {
                let words = words.to_str()?.trim();
                let fits = |c: char| c == ' ' || c.is_ascii_graphic();
                put(config, Some(words).filter(|words| !words.is_empty() && words.chars().all(fits))?.to_owned());
            }
            _ => return None,
        }
        Some(())
    }
}

impl<'a> Given<'a> {
    fn from_file(value: &'a DeValue<'_>) -> Given<'a> {
        match value {
            DeValue::String(words) => Given::Words(OsStr::new(words.as_ref())),
            DeValue::Integer(number) => {
                u64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Number)
            }
            DeValue::Array(items) => {
                let words: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
                words.map_or(Given::Other, Given::List)
            }
            DeValue::Boolean(on) => Given::Switch(*on),
            _ => Given::Other,
        }
    }

    fn from_variable(value: &'a OsStr, key: &Key) -> Given<'a> {
        match key.takes {
            Takes::Number(..) => {
                value.to_str().and_then(|words| words.trim().parse().ok()).map_or(Given::Other, Given::Number)
            }
            Takes::Switch(_) => match value.to_str().map(str::trim) {
                Some("true") => Given::Switch(true),
                Some("false") => Given::Switch(false),
                _ => Given::Other,
            },
            Takes::Networks(_) | Takes::Ids(_) => {
                value.to_str().map_or(Given::Other, |words| Given::List(words.split(',').map(str::trim).collect()))
            }
            Takes::Path(_) | Takes::Level(_) | Takes::Words(_) | Takes::Shards(_) => Given::Words(value),
        }
    }
}

/// Discord's numbers are never 0.
fn ids(written: &[&str]) -> Option<Vec<u64>> {
    written.iter().map(|id| id.parse().ok().filter(|id| *id != 0)).collect()
}

/// "0-3/16" or "2/16".
fn shards(written: &str) -> Option<(u32, u32, u32)> {
    let (range, total) = written.split_once('/')?;
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let number = |words: &str| words.trim().parse::<u32>().ok();
    let (first, last, total) = (number(first)?, number(last)?, number(total)?);
    (first <= last && last < total).then(|| (first, last - first + 1, total))
}

/// Something in the file that cannot stand there, and its first byte.
struct Problem {
    at: usize,
    what: String,
}

fn read_file(config: &mut Config, path: &Path, working_folder: &Path) -> Result<(), ConfigError> {
    // An error names the file as the person would: the one in the working folder without its folders.
    let shown = path.strip_prefix(working_folder).unwrap_or(path);
    let text =
        std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable { path: shown.to_owned(), cause })?;
    let folder = path.parent().unwrap_or(working_folder);
    read_toml(config, &text, folder).map_err(|problem| {
        let (line, column) = position(&text, problem.at);
        ConfigError::File { path: shown.to_owned(), line, column, problem: problem.what }
    })
}

fn read_toml(config: &mut Config, text: &str, folder: &Path) -> Result<(), Problem> {
    let table = DeTable::parse(text).map_err(|error| Problem {
        at: error.span().map_or(0, |span| span.start),
        what: error.message().lines().collect::<Vec<_>>().join(", "),
    })?;
    read_table(config, table.get_ref(), "", folder, text)
}

/// Reads one table; `section` is its name with a dot behind it, or nothing for the whole file.
fn read_table(
    config: &mut Config,
    table: &DeTable<'_>,
    section: &str,
    folder: &Path,
    text: &str,
) -> Result<(), Problem> {
    for (name, value) in in_order(table) {
        let full = format!("{section}{}", name.get_ref());
        if let Some(key) = Key::named(&full) {
            let given = Given::from_file(value.get_ref());
            key.put(config, given, folder).ok_or_else(|| not_allowed(&full, value, &key.allowed(), text))?;
        } else if full == "source" {
            read_sources(config, value, folder, text)?;
        } else if full == "fields" {
            config.fields = read_fields(value, text)?;
        } else if allowed_in(&format!("{full}.")).is_empty() {
            return Err(unknown(name, section));
        } else {
            let inner = value.get_ref().as_table();
            let inner = inner.ok_or_else(|| not_allowed(&full, value, &format!("a section: [{full}]"), text))?;
            read_table(config, inner, &format!("{full}."), folder, text)?;
        }
    }
    Ok(())
}

fn read_sources(config: &mut Config, value: &Spanned<DeValue<'_>>, folder: &Path, text: &str) -> Result<(), Problem> {
    let wrong = |value| not_allowed("source", value, "sections: [[source]]", text);
    for source in value.get_ref().as_array().ok_or_else(|| wrong(value))?.iter() {
        let table = source.get_ref().as_table().ok_or_else(|| wrong(source))?;
        let keys: &[&str] = if table.contains_key("url") { &["url", "kind", "refresh"] } else { &["path"] };
        if let Some((name, _)) = in_order(table).into_iter().find(|(name, _)| !keys.contains(&name.get_ref().as_ref()))
        {
            let what = match SOURCE_KEYS.contains(&name.get_ref().as_ref()) {
                true => format!("«{}» does not go with the other keys of this [[source]]", name.get_ref()),
                false => return Err(unknown(name, "source.")),
            };
            return Err(Problem { at: name.span().start, what });
        }
        if table.contains_key("url") {
            config.web.push(web_source(table, text)?);
            continue;
        }
        let path = table.get("path").ok_or_else(|| Problem {
            at: source.span().start,
            what: "a [[source]] names its file or folder: path = \"…\", or its address on the web: url = \"…\"".into(),
        })?;
        match path.get_ref().as_str() {
            Some(words) if !words.is_empty() => config.sources.push(folder.join(words)),
            _ => return Err(not_allowed("source.path", path, "a path", text)),
        }
    }
    Ok(())
}

/// Under [fields] each field of an article may be given the names that the sources use for it.
fn read_fields(value: &Spanned<DeValue<'_>>, text: &str) -> Result<Names, Problem> {
    let table = value.get_ref().as_table().ok_or_else(|| not_allowed("fields", value, "a section: [fields]", text))?;
    let mut names = BTreeMap::new();
    for (field, value) in in_order(table) {
        if !Names::FIELDS.contains(&field.get_ref().as_ref()) {
            return Err(unknown(field, "fields."));
        }
        let given = match value.get_ref() {
            DeValue::String(name) => Some(vec![name.to_string()]),
            DeValue::Array(all) => all.iter().map(|name| name.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        let given = given.filter(|all: &Vec<String>| !all.is_empty() && all.iter().all(|name| !name.is_empty()));
        let allowed = "a name, or a list of names";
        let given = given.ok_or_else(|| not_allowed(&format!("fields.{}", field.get_ref()), value, allowed, text))?;
        names.insert(field.get_ref().to_string(), given);
    }
    Ok(Names::new(names))
}

/// What a `[[source]]` can say.
const SOURCE_KEYS: [&str; 4] = ["path", "url", "kind", "refresh"];
/// The same with their section.
const SOURCE_NAMES: [&str; 4] = ["source.path", "source.url", "source.kind", "source.refresh"];

fn web_source(table: &DeTable<'_>, text: &str) -> Result<WebSource, Problem> {
    let words = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(ToOwned::to_owned);
    let read = |name: &str, allowed: &str, put: &mut dyn FnMut(&Spanned<DeValue<'_>>) -> Option<()>| {
        let Some(value) = table.get(name) else { return Ok(()) };
        put(value).ok_or_else(|| not_allowed(&format!("source.{name}"), value, allowed, text))
    };
    let (mut url, mut kind, mut refresh) = (None, None, REFRESH);
    read("url", "an address of http or https", &mut |value| {
        url = Some(web_address(&words(value)?)?);
        Some(())
    })?;
    read("kind", "\"page\", \"feed\", \"sitemap\"", &mut |value| {
        let name = words(value)?;
        kind = Some(Kind::ALL.into_iter().find(|kind| kind.name() == name)?);
        Some(())
    })?;
    read("refresh", "whole minutes from 1 to 525600", &mut |value| match Given::from_file(value.get_ref()) {
        Given::Number(minutes) if (1..=525_600).contains(&minutes) => {
            refresh = Duration::from_secs(minutes * 60);
            Some(())
        }
        _ => None,
    })?;
    let url = url.ok_or_else(|| Problem { at: 0, what: "a [[source]] of the web names its address".into() })?;
    Ok(WebSource { url, kind, refresh })
}

/// An address that can be asked; one with a password in it belongs in no file.
pub fn web_address(written: &str) -> Option<Url> {
    let url = Url::parse(written.trim()).ok()?;
    let plain = url.has_host() && url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && plain).then_some(url)
}

/// "10.0.0.0/8", or one address.
fn network(written: &str) -> Option<IpNet> {
    written.parse().ok().or_else(|| written.parse().ok().map(|address: IpAddr| IpNet::from(address)))
}

/// The entries as they stand in the file, so that the first problem named is the first one seen.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// What may stand in a section, given as in [`read_table`].
fn allowed_in(section: &str) -> Vec<&'static str> {
    let fields = Names::FIELDS.iter().filter(|_| section == "fields.").copied();
    let names = KEYS.iter().map(|key| key.name).chain(SOURCE_NAMES).chain(["fields."]);
    let mut names: Vec<_> = names.filter_map(|name| name.strip_prefix(section)?.split('.').next()).collect();
    names.retain(|name| !name.is_empty());
    names.extend(fields);
    names.dedup();
    names
}

fn unknown(name: &Spanned<DeString<'_>>, section: &str) -> Problem {
    let what = if section == "discord." && name.get_ref() == "token" {
        format!(
            "a token does not belong in this file: set {TOKEN_VARIABLE}, or name a file that holds it as token_file"
        )
    } else {
        format!("unknown key «{}», allowed here: {}", name.get_ref(), allowed_in(section).join(", "))
    };
    Problem { at: name.span().start, what }
}

fn not_allowed(name: &str, value: &Spanned<DeValue<'_>>, allowed: &str, text: &str) -> Problem {
    let written = text.get(value.span()).and_then(|words| words.lines().next()).unwrap_or_default();
    Problem { at: value.span().start, what: format!("«{name}» cannot be {written}, allowed here: {allowed}") }
}

/// Line and column of a byte, both from 1, the column in characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// An empty variable counts as one that is not set, which is what `NAME= command` is written for.
fn read_environment(config: &mut Config, places: &Places) -> Result<(), ConfigError> {
    for (name, value) in places.environment.iter().filter(|(_, value)| !value.is_empty()) {
        if name == TOKEN_VARIABLE {
            let token = value.to_str().and_then(Token::read);
            config.discord.token = Some(token.ok_or_else(|| ConfigError::NotAToken { place: name.clone() })?);
            continue;
        }
        let wrong = |problem| ConfigError::Variable { name: name.clone(), problem };
        let key = KEYS.iter().find(|key| key.variable() == *name);
        let key = key.ok_or_else(|| wrong(format!("unknown variable, allowed: {}", variables().join(", "))))?;
        let given = Given::from_variable(value, key);
        key.put(config, given, &places.working_folder)
            .ok_or_else(|| wrong(format!("cannot be «{}», allowed: {}", value.display(), key.allowed())))?;
    }
    Ok(())
}

/// Every variable that is read.
fn variables() -> Vec<String> {
    KEYS.iter().map(Key::variable).chain([TOKEN_VARIABLE.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A working folder with the given config.toml.
    fn working_folder(config: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), config).unwrap();
        folder
    }

    fn places(folder: &tempfile::TempDir) -> Places {
        Places { working_folder: folder.path().to_owned(), ..Places::default() }
    }

    fn with_variables(mut places: Places, variables: &[(&str, &str)]) -> Places {
        places.environment = variables.iter().map(|(name, value)| (name.to_string(), value.into())).collect();
        places
    }

    #[track_caller]
    fn check_error(config: &str, expected: &str) {
        let folder = working_folder(config);
        assert_eq!(Config::load(&places(&folder)).unwrap_err().to_string(), expected);
    }

    #[track_caller]
    fn check_variable(name: &str, value: &str, expected: &str) {
        let folder = working_folder("");
        let places = with_variables(places(&folder), &[(name, value)]);
        assert_eq!(Config::load(&places).unwrap_err().to_string(), expected);
    }

    #[test]
    fn later_layers_count_before_earlier_ones() {
        let folder = working_folder("index = \"from-file\"\n[ask]\nlimit = 5\n[discord]\nquotes = 2\n");
        let mut places =
            with_variables(places(&folder), &[("ONRECORD_INDEX", "from-variable"), ("ONRECORD_ASK_LIMIT", "7")]);
        let config = Config::load(&places).unwrap();
        assert_eq!(config.index, folder.path().join("from-variable"));
        assert_eq!((config.ask.limit, config.discord.quotes), (7, 2));
        assert_eq!(config.discord.cooldown, Duration::from_secs(3), "the default");

        places.index_flag = Some("from-flag".into());
        assert_eq!(Config::load(&places).unwrap().index, folder.path().join("from-flag"));
        places.environment.insert("ONRECORD_ASK_LIMIT".into(), "".into());
        assert_eq!(Config::load(&places).unwrap().ask.limit, 5, "an empty variable is not set");
    }

    #[test]
    fn the_file_is_found_by_flag_then_here_then_in_the_platforms_folder() {
        let (here, platform, flagged) =
            (working_folder("ask.limit = 1"), working_folder("ask.limit = 2"), working_folder("ask.limit = 3"));
        let mut places = Places { config_folder: Some(platform.path().to_owned()), ..places(&here) };
        assert_eq!(Config::load(&places).unwrap().ask.limit, 1);
        places.config_flag = Some(flagged.path().join("config.toml"));
        assert_eq!(Config::load(&places).unwrap().ask.limit, 3);
        places.config_flag = None;
        std::fs::remove_file(here.path().join("config.toml")).unwrap();
        let config = Config::load(&places).unwrap();
        assert_eq!((config.ask.limit, config.file), (2, Some(platform.path().join("config.toml"))));
        std::fs::remove_file(platform.path().join("config.toml")).unwrap();
        assert_eq!(Config::load(&places).unwrap().file, None);
    }

    #[test]
    fn a_flag_that_names_no_file_is_an_error() {
        let folder = working_folder("");
        let places = Places { config_flag: Some("other.toml".into()), ..places(&folder) };
        let message = Config::load(&places).unwrap_err().to_string();
        assert!(message.starts_with("could not read the configuration other.toml: "), "{message}");
    }

    #[test]
    fn the_index_is_here_where_there_is_one_else_among_the_platforms_data() {
        let folder = working_folder("");
        let mut places = places(&folder);
        assert_eq!(Config::load(&places).unwrap().index, folder.path().join("index"), "no other place is known");
        places.data_folder = Some("/data/onrecord".into());
        assert_eq!(Config::load(&places).unwrap().index, Path::new("/data/onrecord/index"));
        std::fs::create_dir(folder.path().join("index")).unwrap();
        assert_eq!(Config::load(&places).unwrap().index, folder.path().join("index"));
    }

    #[test]
    fn paths_in_a_file_start_at_its_folder() {
        let (here, elsewhere) =
            (working_folder(""), working_folder("[[source]]\npath = \"news\"\n[[source]]\npath = \"/wire\"\n"));
        let places = Places { config_flag: Some(elsewhere.path().join("config.toml")), ..places(&here) };
        assert_eq!(Config::load(&places).unwrap().sources, [elsewhere.path().join("news"), "/wire".into()]);
    }

    #[test]
    fn fields_are_given_one_name_or_several() {
        let folder = working_folder("[fields]\ntext = \"body\"\ntitle = [\"kop\", \"meta.head\"]\n");
        let fields = Config::load(&places(&folder)).unwrap().fields;
        assert_eq!(fields.by_field()["text"], ["body"]);
        assert_eq!(fields.by_field()["title"], ["kop", "meta.head"]);
    }

    #[test]
    fn an_error_says_where_and_what_is_allowed() {
        check_error("[ask]\n\n  limt = 3\n", "config.toml:3:3: unknown key «limt», allowed here: limit");
        check_error(
            "indx = 1",
            "config.toml:1:1: unknown key «indx», allowed here: index, fetch, ask, discord, log, source, fields",
        );
        check_error(
            "[asks]\nlimit = 3",
            "config.toml:1:2: unknown key «asks», allowed here: index, fetch, ask, discord, log, source, fields",
        );
        check_error(
            "[[source]]\nurn = \"x\"",
            "config.toml:2:1: unknown key «urn», allowed here: path, url, kind, refresh",
        );
        check_error(
            "[[source]]\npath = \"x\"\nkind = \"feed\"",
            "config.toml:3:1: «kind» does not go with the other keys of this [[source]]",
        );
        check_error(
            "[[source]]\n",
            "config.toml:1:1: a [[source]] names its file or folder: path = \"…\", or its address on the web: url = \"…\"",
        );
        check_error("source = \"x\"", "config.toml:1:10: «source» cannot be \"x\", allowed here: sections: [[source]]");
        check_error(
            "[fields]\nbody = \"b\"",
            "config.toml:2:1: unknown key «body», allowed here: id, title, authors, publisher, published, url, lang, text, html",
        );
        check_error(
            "fields.text = 3",
            "config.toml:1:15: «fields.text» cannot be 3, allowed here: a name, or a list of names",
        );
        check_error("ask = 3", "config.toml:1:7: «ask» cannot be 3, allowed here: a section: [ask]");
        check_error(
            "ask.limit = 0",
            "config.toml:1:13: «ask.limit» cannot be 0, allowed here: a whole number from 1 to 100",
        );
        check_error(
            "ask.limit = \"3\"",
            "config.toml:1:13: «ask.limit» cannot be \"3\", allowed here: a whole number from 1 to 100",
        );
        check_error(
            "discord.guild = -1",
            "config.toml:1:17: «discord.guild» cannot be -1, allowed here: a whole number from 1",
        );
        check_error("index = \"\"", "config.toml:1:9: «index» cannot be \"\", allowed here: a path");
        check_error(
            "log.level = \"loud\"",
            "config.toml:1:13: «log.level» cannot be \"loud\", allowed here: \"off\", \"error\", \"warn\", \"info\", \"debug\", \"trace\"",
        );
        check_error("# é\n[ask]\nlimit 3\n", "config.toml:3:7: key with no value, expected `=`");
    }

    #[test]
    fn a_place_on_the_web_has_its_kind_and_its_pace() {
        let folder = working_folder(
            "[[source]]\nurl = \"https://courier.example/feed\"\nkind = \"feed\"\nrefresh = 15\n[[source]]\npath = \"a\"\n[[source]]\nurl = \"http://courier.example\"\n",
        );
        let config = Config::load(&places(&folder)).unwrap();
        let source = |url: &str, kind, minutes: u64| WebSource {
            url: Url::parse(url).unwrap(),
            kind,
            refresh: Duration::from_secs(minutes * 60),
        };
        let feed = source("https://courier.example/feed", Some(Kind::Feed), 15);
        assert_eq!(config.web, [feed, source("http://courier.example/", None, 60)]);
        assert_eq!((config.sources.len(), config.web_folder()), (1, folder.path().join("index-web")));
        for url in ["courier.example", "file:///etc/passwd", "https://me:secret@courier.example", "https://"] {
            check_error(
                &format!("[[source]]\nurl = \"{url}\""),
                &format!(
                    "config.toml:2:7: «source.url» cannot be \"{url}\", allowed here: an address of http or https"
                ),
            );
        }
    }

    #[test]
    fn networks_are_listed_in_the_file_and_in_the_variable() {
        let folder = working_folder("fetch.allow_private = [\"10.0.0.0/8\", \"::1\"]");
        let network = |written: &str| written.parse::<IpNet>().unwrap();
        let config = Config::load(&places(&folder)).unwrap();
        assert_eq!(config.fetch.allow_private, [network("10.0.0.0/8"), network("::1/128")]);
        let places = with_variables(places(&folder), &[("ONRECORD_FETCH_ALLOW_PRIVATE", "127.0.0.1, 10.0.0.0/8")]);
        let config = Config::load(&places).unwrap();
        assert_eq!(config.fetch.allow_private, [network("127.0.0.1/32"), network("10.0.0.0/8")]);
        check_error(
            "fetch.allow_private = [\"intranet\"]",
            "config.toml:1:23: «fetch.allow_private» cannot be [\"intranet\"], allowed here: a list of addresses and networks: [\"10.0.0.0/8\", \"192.168.1.20\"]",
        );
        check_error(
            "fetch.contact = \"a\\nb\"",
            "config.toml:1:17: «fetch.contact» cannot be \"a\\nb\", allowed here: words without accents and line breaks",
        );
    }

    #[test]
    fn the_first_problem_of_a_file_is_the_one_named() {
        check_error(
            "zebra = 1\nape = 2",
            "config.toml:1:1: unknown key «zebra», allowed here: index, fetch, ask, discord, log, source, fields",
        );
    }

    #[test]
    fn lists_switches_and_shards_of_the_bot() {
        let folder = working_folder("[discord]\nchannels = [\"12\", \"34\"]\npersonal = true\nshards = \"4-7/16\"\n");
        let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_NOT_USERS", "5, 6")]);
        let discord = Config::load(&places).unwrap().discord;
        assert_eq!((discord.channels, discord.not_users), (vec![12, 34], vec![5, 6]));
        assert_eq!((discord.personal, discord.shards), (true, Some((4, 4, 16))));
        for wrong in ["4-16/16", "7-4/16", "0", "x/2"] {
            check_variable(
                "ONRECORD_DISCORD_SHARDS",
                wrong,
                &format!(
                    "ONRECORD_DISCORD_SHARDS: cannot be «{wrong}», allowed: the first and last shard of this process and how many there are: \"0-3/16\""
                ),
            );
        }
        check_error(
            "discord.users = [12]",
            "config.toml:1:17: «discord.users» cannot be [12], allowed here: a list of numbers as Discord copies them: [\"123456789012345678\"]",
        );
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("é\nüx", "é\nü".len()), (2, 2));
        assert_eq!(position("", 0), (1, 1));
        assert_eq!(position("ab", 99), (1, 3), "past the end is the end");
    }

    #[test]
    fn an_error_in_a_variable_names_it_and_what_is_allowed() {
        check_variable(
            "ONRECORD_ASK_LIMIT",
            "many",
            "ONRECORD_ASK_LIMIT: cannot be «many», allowed: a whole number from 1 to 100",
        );
        check_variable(
            "ONRECORD_DISCORD_QUOTES",
            "6",
            "ONRECORD_DISCORD_QUOTES: cannot be «6», allowed: a whole number from 1 to 5",
        );
        let known = "ONRECORD_INDEX, ONRECORD_FETCH_FOLDER, ONRECORD_FETCH_ALLOW_PRIVATE, ONRECORD_FETCH_CONTACT, ONRECORD_FETCH_DELAY, ONRECORD_FETCH_TIMEOUT, ONRECORD_FETCH_MEGABYTES, ONRECORD_FETCH_PAGES, ONRECORD_ASK_LIMIT, ONRECORD_DISCORD_TOKEN_FILE, ONRECORD_DISCORD_GUILD, ONRECORD_DISCORD_QUOTES, ONRECORD_DISCORD_COOLDOWN, ONRECORD_DISCORD_MANAGER_ROLES, ONRECORD_DISCORD_CHANNELS, ONRECORD_DISCORD_NOT_CHANNELS, ONRECORD_DISCORD_USERS, ONRECORD_DISCORD_NOT_USERS, ONRECORD_DISCORD_PERSONAL, ONRECORD_DISCORD_SHARDS, ONRECORD_LOG_LEVEL, ONRECORD_DISCORD_TOKEN";
        check_variable("ONRECORD_ASK_LIMT", "3", &format!("ONRECORD_ASK_LIMT: unknown variable, allowed: {known}"));
    }

    #[test]
    fn the_token_comes_from_the_variable_else_from_its_file() {
        let folder = working_folder("discord.token_file = \"secret\"");
        std::fs::write(folder.path().join("secret"), "from.the-file\n").unwrap();
        let config = Config::load(&places(&folder)).unwrap();
        assert_eq!(config.discord.token().unwrap().reveal(), "from.the-file");
        let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_TOKEN", " from.the-variable ")]);
        assert_eq!(Config::load(&places).unwrap().discord.token().unwrap().reveal(), "from.the-variable");
    }

    #[test]
    fn a_missing_token_is_an_error_only_when_it_is_wanted() {
        let without = Config::load(&places(&working_folder(""))).unwrap();
        assert!(matches!(without.discord.token(), Err(ConfigError::NoToken)));
        let missing = Config::load(&places(&working_folder("discord.token_file = \"gone\""))).unwrap();
        assert!(matches!(missing.discord.token(), Err(ConfigError::TokenFile { .. })));
    }

    #[test]
    fn no_message_shows_a_token() {
        let secret = "MTIz.abc-DEF_456";
        let folder = working_folder(&format!("[discord]\ntoken = \"{secret}\""));
        let in_file = Config::load(&places(&folder)).unwrap_err();
        assert!(in_file.to_string().starts_with("config.toml:2:1: a token does not belong in this file"), "{in_file}");

        let folder = working_folder("discord.token_file = \"secret\"");
        std::fs::write(folder.path().join("secret"), format!("two {secret}")).unwrap();
        let two_words = Config::load(&places(&folder)).unwrap().discord.token().unwrap_err();
        let variable = format!("Bot {secret}");
        let places = with_variables(places(&folder), &[("ONRECORD_DISCORD_TOKEN", &variable)]);
        let in_variable = Config::load(&places).unwrap_err();
        let places = with_variables(places, &[("ONRECORD_DISCORD_TOKEN", secret)]);
        let config = Config::load(&places).unwrap();
        let token = config.discord.token().unwrap();
        for shown in [
            format!("{in_file} {in_file:?}"),
            format!("{two_words:?} {in_variable:?}"),
            format!("{config:?} {token} {token:?}"),
        ] {
            assert!(!shown.contains("MTIz"), "{shown}");
        }
    }

    const EXAMPLE: &str = include_str!("../config.example.toml");

    #[test]
    fn the_example_as_it_stands_is_the_defaults_with_the_samples_as_source() {
        let folder = working_folder(EXAMPLE);
        let config = Config::load(&places(&folder)).unwrap();
        let expected = Config {
            file: Some(folder.path().join("config.toml")),
            sources: vec![folder.path().join("examples/articles")],
            ..Config::defaults(&places(&folder))
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn the_example_names_every_key() {
        let uncommented: Vec<_> = EXAMPLE
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(line))
            .collect();
        let uncommented = uncommented.join("\n");
        Config::load(&places(&working_folder(&uncommented))).unwrap();
        let table = DeTable::parse(&uncommented).unwrap();
        for key in KEYS.iter().map(|key| key.name) {
            let (section, name) = key.split_once('.').unwrap_or(("", key));
            let table = if section.is_empty() {
                table.get_ref()
            } else {
                table.get_ref()[section].get_ref().as_table().unwrap()
            };
            assert!(table.contains_key(name), "config.example.toml does not name {key}");
        }
    }
}
