//! `onrecord index`: bring the index in line with its sources, and say what that changed.

use std::path::PathBuf;

use anyhow::bail;
use url::Url;

use super::args::IndexArgs;
use super::output::Output;
use super::report::{self, ReportJson};
use super::{Outcome, collection, disk, watch};
use crate::config::{self, Config};
use crate::fetch::Errand;
use crate::index::Shelves;
use crate::intake::{self, Order, Report};
use crate::library::LibraryError;

/// `named`: whether somebody chose the collection.
pub fn run(chosen: &[Config], named: bool, args: &IndexArgs, output: &Output) -> anyhow::Result<Outcome> {
    // What is named on the command line belongs to one collection, and only one can be watched.
    if !args.paths.is_empty() || !args.forget.is_empty() || args.watch {
        let only = collection::one(chosen)?;
        // A collection is for those it was given to: nothing gets there only because there is no other.
        if !named && only.name != config::MAIN && !args.paths.is_empty() {
            bail!(
                "there is no collection for everyone here: «--collection {}» puts it where it can be seen by those only",
                only.name
            );
        }
    }
    if let [only] = chosen {
        return one(only, args, output);
    }
    let mut outcome = Outcome::Found;
    for config in chosen {
        output.note(&format!("collection {}", config.name));
        // What is wrong with one keeps no other from being brought up to date.
        if let Err(error) = one(config, args, output) {
            output.error(&error, super::hint(&error));
            outcome = Outcome::PartlyFailed;
        }
    }
    Ok(outcome)
}

fn one(config: &Config, args: &IndexArgs, output: &Output) -> anyhow::Result<Outcome> {
    collection::must_be_a_folder(config)?;
    if let Some(warning) = disk::warning(&config.index) {
        output.warn(&warning);
    }
    if args.watch {
        return watch::run(config, args, output);
    }
    let bar = output.bar();
    let report = intake::run(&order(config, args)?, &bar)?;
    drop(bar);
    tell(&report, args, output)?;
    Ok(Outcome::Found)
}

/// Prints what a run did.
pub(super) fn tell(report: &Report, args: &IndexArgs, output: &Output) -> std::io::Result<()> {
    if args.json { output.json(&ReportJson::new(report)) } else { output.data(&report::lines(report)) }
}

pub(super) fn order(config: &Config, args: &IndexArgs) -> anyhow::Result<Order> {
    let (given, web) = apart(&args.paths);
    let (forget, forgotten) = apart(&args.forget);
    if args.dry_run && !web.is_empty() {
        bail!("a dry run asks nothing of the web, and so cannot say what an address would add");
    }
    let fresh = matches!(Shelves::open(&config.index), Err(LibraryError::Missing { .. }));
    let mut order = if args.paths.is_empty() && args.forget.is_empty() && fresh {
        collection::first_order(config)
    } else {
        Order {
            index: config.index.clone(),
            configured: config.sources.clone(),
            reader: collection::reader(config),
            given,
            web: Errand { given: web, forget: forgotten, ..Errand::of(config) },
            ..Order::default()
        }
    };
    order.forget = forget;
    order.rebuild = args.rebuild;
    order.reread = args.reread;
    order.dry_run = args.dry_run;
    order.wait = !args.no_wait;
    Ok(order)
}

/// Files and folders, and addresses of the web.
fn apart(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<Url>) {
    let address = |path: &PathBuf| path.to_str().and_then(config::web_address);
    let files = named.iter().filter(|path| address(path).is_none()).cloned().collect();
    (files, named.iter().filter_map(address).collect())
}
