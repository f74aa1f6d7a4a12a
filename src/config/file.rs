//! The TOML file, read in the order it is written, so that the first problem named is the first one seen.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::collections::{COLLECTION_NAMES, read_collections};
use super::environment::TOKEN_VARIABLE;
use super::fields::read_fields;
use super::keys::{self, Given, Key};
use super::sources::{SOURCE_NAMES, read_sources};
use super::{Config, ConfigError};
use crate::read::Names;

/// Something in the file that cannot stand there, and its first byte.
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) what: String,
}

pub(super) fn read_file(config: &mut Config, path: &Path, working_folder: &Path) -> Result<(), ConfigError> {
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
            (config.sources, config.web) = read_sources(value, folder, text)?;
        } else if full == "collection" {
            read_collections(config, value, folder, text)?;
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

/// The entries as they stand in the file, so that the first problem named is the first one seen.
pub(super) fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// What may stand in a section, given as in [`read_table`].
fn allowed_in(section: &str) -> Vec<&'static str> {
    let fields = Names::FIELDS.iter().filter(|_| section == "fields.").copied();
    let names = keys::all().map(|key| key.name).chain(SOURCE_NAMES).chain(COLLECTION_NAMES).chain(["fields."]);
    let mut names: Vec<_> = names.filter_map(|name| name.strip_prefix(section)?.split('.').next()).collect();
    names.retain(|name| !name.is_empty());
    names.extend(fields);
    names.dedup();
    names
}

pub(super) fn unknown(name: &Spanned<DeString<'_>>, section: &str) -> Problem {
    let what = if section == "discord." && name.get_ref() == "token" {
        format!(
            "a token does not belong in this file: set {TOKEN_VARIABLE}, or name a file that holds it as token_file"
        )
    } else {
        format!("unknown key «{}», allowed here: {}", name.get_ref(), allowed_in(section).join(", "))
    };
    Problem { at: name.span().start, what }
}

pub(super) fn not_allowed(name: &str, value: &Spanned<DeValue<'_>>, allowed: &str, text: &str) -> Problem {
    let written = text.get(value.span()).and_then(|words| words.lines().next()).unwrap_or_default();
    Problem { at: value.span().start, what: format!("«{name}» cannot be {written}, allowed here: {allowed}") }
}

/// Line and column of a byte, both from 1, the column in characters.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
