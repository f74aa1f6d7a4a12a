//! The collections a command works on: opened, or made from the sources at hand where there is none yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;

use super::output::Output;
use super::report;
use crate::config::{Config, MAIN};
use crate::fetch::Errand;
use crate::index::{Reading, Shelves};
use crate::intake::{self, Order};
use crate::library::LibraryError;
use crate::read::{Limits, Reader};

/// Where a clone of the project has articles to try it with, and the folder beside them that an index of them may fill.
const SAMPLES: &str = "examples/articles";
const SAMPLE_INDEX: &str = "index";

/// Those that are named, in the order given; all of them where none is.
pub fn chosen(config: &Config, names: &[String]) -> anyhow::Result<Vec<Config>> {
    if names.is_empty() {
        return Ok(config.each());
    }
    let mut chosen: Vec<Config> = Vec::new();
    for name in names {
        if !chosen.iter().any(|other| other.name == *name) {
            chosen.push(config.only(name)?);
        }
    }
    Ok(chosen)
}

/// The only one, for what can be done with one alone.
pub fn one(chosen: &[Config]) -> anyhow::Result<&Config> {
    if let [one] = chosen {
        return Ok(one);
    }
    let names: Vec<&str> = chosen.iter().map(|each| each.name.as_str()).collect();
    bail!("this is about one collection: name it with --collection; there is: {}", names.join(", "))
}

/// A collection that is open, with its name where several are.
pub struct Opened {
    pub name: Option<Arc<str>>,
    pub reading: Reading,
}

/// Opens each collection as [`open`] does. Of several, one without an index is passed over with a warning.
pub fn readings(chosen: &[Config], output: &Output) -> anyhow::Result<Vec<Opened>> {
    if let [only] = chosen {
        return Ok(vec![Opened { name: None, reading: open(only, output)?.reading()? }]);
    }
    let mut opened = Vec::new();
    let mut missing = None;
    for config in chosen {
        match open(config, output) {
            Ok(shelves) => opened.push(Opened { name: Some(config.name.as_str().into()), reading: shelves.reading()? }),
            Err(error) if matches!(error.downcast_ref(), Some(LibraryError::Missing { .. })) => {
                output.warn(&format!("the collection «{}» has no index yet", config.name));
                missing = Some(error);
            }
            Err(error) => return Err(error.context(format!("collection «{}»", config.name))),
        }
    }
    match missing {
        Some(error) if opened.is_empty() => Err(error),
        _ => Ok(opened),
    }
}

/// How the files of this configuration are read.
pub fn reader(config: &Config) -> Reader {
    let reader = Reader::new(config.fields.clone());
    match &config.program {
        Some(program) => reader.apart(program.clone(), Limits::default()),
        None => reader,
    }
}

/// Opens the index.
pub fn shelves(config: &Config) -> anyhow::Result<Shelves> {
    must_be_a_folder(config)?;
    Ok(Shelves::open(&config.index)?)
}

/// The index must not be a file: what helps then is another name, not other permissions.
pub fn must_be_a_folder(config: &Config) -> anyhow::Result<()> {
    if config.index.is_file() {
        bail!("the index must be a folder, and {} is a file: name a folder with --index", config.index.display());
    }
    Ok(())
}

/// Opens the index. Where there is none yet, the configured sources are indexed first, or the samples of a clone.
pub fn open(config: &Config, output: &Output) -> anyhow::Result<Shelves> {
    must_be_a_folder(config)?;
    match Shelves::open(&config.index) {
        Err(missing @ LibraryError::Missing { .. }) => {
            let order = first_order(config);
            let files = order.configured.iter().chain(&order.given).map(|path| path.display().to_string());
            let mut sources = files.chain(order.web.configured.iter().map(|source| source.url.to_string()));
            let Some(first) = sources.next() else { return Err(missing.into()) };
            output.note(&format!("no index yet: indexing {first} into {}", config.index.display()));
            let bar = output.bar();
            let report = intake::run(&order, &bar)?;
            drop(bar);
            output.note(&report::lines(&report));
            Ok(Shelves::open(&config.index)?)
        }
        opened => Ok(opened?),
    }
}

/// The run that a plain `onrecord index` is: all that is configured; for a fresh clone without configuration, its samples.
pub fn first_order(config: &Config) -> Order {
    let mut order = Order {
        index: config.index.clone(),
        configured: config.sources.clone(),
        wait: true,
        reader: reader(config),
        web: Errand::of(config),
        ..Order::default()
    };
    if order.configured.is_empty() && order.web.folders().is_empty() && config.name == MAIN {
        order.given.extend(samples(&config.index));
    }
    order
}

/// The samples of the clone that this is the own index of: who names another index, or has one elsewhere, must not be answered
/// from articles that are invented.
fn samples(index: &Path) -> Option<PathBuf> {
    let samples = index.parent()?.join(SAMPLES);
    (index.ends_with(SAMPLE_INDEX) && samples.is_dir()).then_some(samples)
}
