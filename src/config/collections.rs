//! `[[collection]]`: articles that are kept apart, each collection in an index of its own, and `[access]`: who sees which.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::{Problem, in_order, not_allowed, unknown};
use super::keys::{Given, Key, Takes, ids};
use super::sources::{WebSource, read_sources};
use super::{Config, ConfigError};

/// What the collection of the top level is called where there are others.
pub const MAIN: &str = "main";
/// Stands for all of them.
const ALL: &str = "all";
const LONGEST_NAME: usize = 32;
/// What a `[[collection]]` can say, with its section.
pub(super) const COLLECTION_NAMES: [&str; 7] = [
    "collection.name",
    "collection.index",
    "collection.source",
    "collection.servers",
    "collection.channels",
    "collection.direct",
    "collection.personal",
];

/// Articles that are kept apart from all others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Collection {
    pub name: String,
    /// The folder of its index; `None`: beside the one of the top level, with the name behind it.
    pub index: Option<PathBuf>,
    pub sources: Vec<PathBuf>,
    pub web: Vec<WebSource>,
    /// `None` where the configuration does not say.
    pub access: Option<Access>,
}

/// Who sees a collection in Discord. Numbers are Discord's.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Access {
    pub servers: Vec<u64>,
    /// In those servers these channels and their threads alone; all of them where the list is empty.
    pub channels: Vec<u64>,
    /// Everyone who writes to the bot directly.
    pub direct: bool,
    /// Everyone who has added the bot to their own account, wherever they are.
    pub personal: bool,
}

/// The same for the collection of the top level.
pub(super) const KEYS: [Key; 4] = [
    Key { name: "access.servers", takes: Takes::Ids(|config, ids| access(config).servers = ids) },
    Key { name: "access.channels", takes: Takes::Ids(|config, ids| access(config).channels = ids) },
    Key { name: "access.direct", takes: Takes::Switch(|config, on| access(config).direct = on) },
    Key { name: "access.personal", takes: Takes::Switch(|config, on| access(config).personal = on) },
];

fn access(config: &mut Config) -> &mut Access {
    config.access.get_or_insert_default()
}

impl Config {
    /// Every collection, as a configuration that knows no other: the one of the top level first, where it has sources or is the only one.
    pub fn each(&self) -> Vec<Config> {
        let alone = Config { collections: Vec::new(), ..self.clone() };
        let main = self.collections.is_empty() || !self.sources.is_empty() || !self.web.is_empty();
        let of = |collection: &Collection| Config {
            name: collection.name.clone(),
            index: collection.index.clone().unwrap_or_else(|| beside(&self.index, &collection.name)),
            sources: collection.sources.clone(),
            web: collection.web.clone(),
            access: collection.access.clone(),
            fetch: super::Fetch {
                folder: self.fetch.folder.as_ref().map(|folder| beside(folder, &collection.name)),
                ..self.fetch.clone()
            },
            ..alone.clone()
        };
        let all = main.then(|| alone.clone()).into_iter().chain(self.collections.iter().map(of));
        all.map(with_additions).collect()
    }

    /// The collection of this name.
    pub fn only(&self, name: &str) -> Result<Config, ConfigError> {
        let all = self.each();
        let known = || all.iter().map(|each| each.name.clone()).collect();
        let found = all.iter().find(|each| each.name == name).cloned();
        found.ok_or_else(|| ConfigError::NoSuchCollection { name: name.to_owned(), known: known() })
    }

    /// Whether everything can be kept apart, which is not so within one folder, and seen by somebody.
    pub(super) fn check_collections(&self) -> Result<(), ConfigError> {
        let mut folders: Vec<(PathBuf, String)> = Vec::new();
        for each in self.each() {
            if each.access.as_ref().is_some_and(|access| !access.channels.is_empty() && access.servers.is_empty()) {
                return Err(ConfigError::NoServers { name: each.name });
            }
            for folder in [each.index.clone(), each.web_folder(), added_folder(&each.index)] {
                if let Some((_, other)) = folders.iter().find(|(known, _)| *known == folder) {
                    return Err(ConfigError::OneFolder { folder, one: other.clone(), other: each.name });
                }
                folders.push((folder, each.name.clone()));
            }
        }
        self.check_sources()
    }

    /// Whether no collection would read what another keeps or reads: a source takes in whatever stands below it. The same
    /// source named by two is what their configuration says.
    fn check_sources(&self) -> Result<(), ConfigError> {
        let all = self.each();
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            let kept = [other.web_folder(), added_folder(&other.index)];
            for (source, folder) in
                one.sources.iter().flat_map(|a| other.sources.iter().chain(&kept).map(move |b| (a, b)))
            {
                let (outer, inner) = (real(source), real(folder));
                if one.name != other.name && inner != outer && inner.starts_with(&outer) {
                    let (one, other) = (one.name.clone(), other.name.clone());
                    return Err(ConfigError::Inside { outer, one, folder: inner, other });
                }
            }
        }
        Ok(())
    }
}

/// A path as the system knows it, links followed, as far as it is there already.
fn real(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|above| Some((fs::canonicalize(above).ok()?, above)));
    let whole = found.and_then(|(real, above)| Some(real.join(path.strip_prefix(above).ok()?)));
    // Joining nothing adds a slash at the end, which is no part of a path.
    whole.map_or_else(|| path.to_owned(), |whole| whole.components().collect())
}

/// What was added through the bot is a source like those of the configuration.
fn with_additions(mut config: Config) -> Config {
    let added = added_folder(&config.index);
    if added.is_dir() {
        config.sources.push(added);
    }
    config
}

/// Where files are kept that were added through the bot: beside the index, for they cannot be made again from anything else.
pub fn added_folder(index: &Path) -> PathBuf {
    beside(index, "added")
}

/// The same folder with a dash and a name behind it.
pub(super) fn beside(folder: &Path, name: &str) -> PathBuf {
    let mut whole = folder.file_name().unwrap_or(OsStr::new("index")).to_owned();
    whole.push("-");
    whole.push(name);
    folder.with_file_name(whole)
}

pub(super) fn read_collections(
    config: &mut Config,
    value: &Spanned<DeValue<'_>>,
    folder: &Path,
    text: &str,
) -> Result<(), Problem> {
    let wrong = |value| not_allowed("collection", value, "sections: [[collection]]", text);
    for section in value.get_ref().as_array().ok_or_else(|| wrong(value))?.iter() {
        let table = section.get_ref().as_table().ok_or_else(|| wrong(section))?;
        let collection = read_collection(table, section.span().start, folder, text)?;
        if config.collections.iter().any(|other| other.name == collection.name) {
            let what = format!("there are two collections «{}»", collection.name);
            return Err(Problem { at: section.span().start, what });
        }
        config.collections.push(collection);
    }
    Ok(())
}

fn read_collection(table: &DeTable<'_>, at: usize, folder: &Path, text: &str) -> Result<Collection, Problem> {
    let mut collection =
        Collection { name: String::new(), index: None, sources: Vec::new(), web: Vec::new(), access: None };
    for (key, value) in in_order(table) {
        let wrong = |allowed: &str| not_allowed(&format!("collection.{}", key.get_ref()), value, allowed, text);
        let numbers = || match Given::from_file(value.get_ref()) {
            Given::List(written) => ids(&written),
            _ => None,
        };
        let numbers = || numbers().ok_or_else(|| wrong(&Key::allowed_ids()));
        let switch = || value.get_ref().as_bool().ok_or_else(|| wrong("true or false"));
        match key.get_ref().as_ref() {
            "name" => collection.name = name(value).ok_or_else(|| wrong(&allowed_name()))?,
            "index" => {
                let path = value.get_ref().as_str().filter(|path| !path.is_empty());
                collection.index = Some(folder.join(path.ok_or_else(|| wrong("a path"))?));
            }
            "source" => (collection.sources, collection.web) = read_sources(value, folder, text)?,
            "servers" => collection.access.get_or_insert_default().servers = numbers()?,
            "channels" => collection.access.get_or_insert_default().channels = numbers()?,
            "direct" => collection.access.get_or_insert_default().direct = switch()?,
            "personal" => collection.access.get_or_insert_default().personal = switch()?,
            _ => return Err(unknown(key, "collection.")),
        }
    }
    if collection.name.is_empty() {
        return Err(Problem { at, what: "a [[collection]] says what it is called: name = \"…\"".into() });
    }
    Ok(collection)
}

/// It becomes part of the name of a folder.
fn name(value: &Spanned<DeValue<'_>>) -> Option<String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let name = value.get_ref().as_str()?;
    let first = name.chars().next().is_some_and(|first| first != '-');
    (first && name.len() <= LONGEST_NAME && ![MAIN, ALL].contains(&name) && name.chars().all(fits))
        .then(|| name.to_owned())
}

fn allowed_name() -> String {
    format!(
        "up to {LONGEST_NAME} small letters, digits and dashes, and neither \"{MAIN}\", which is the top level's, nor \"{ALL}\""
    )
}
