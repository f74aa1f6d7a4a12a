//! The collection a command works on: opened, or made from the sources at hand where there is none yet.

use std::path::Path;

use anyhow::bail;

use super::output::Output;
use super::report;
use crate::config::Config;
use crate::fetch::Errand;
use crate::index::Shelves;
use crate::intake::{self, Order};
use crate::library::LibraryError;
use crate::read::{Limits, Reader};

/// Where a clone of the project has articles to try it with.
const SAMPLES: &str = "examples/articles";

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
    let samples = Path::new(SAMPLES);
    if order.configured.is_empty() && order.web.folders().is_empty() && samples.is_dir() {
        order.given.push(samples.to_owned());
    }
    order
}
