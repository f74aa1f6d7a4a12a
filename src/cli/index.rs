//! `onrecord index`: bring the index in line with its sources, and say what that changed.

use super::args::IndexArgs;
use super::output::Output;
use super::report::{self, ReportJson};
use super::{Outcome, collection};
use crate::config::Config;
use crate::index::Shelves;
use crate::intake::{self, Order};
use crate::library::LibraryError;

pub fn run(config: &Config, args: &IndexArgs, output: &Output) -> anyhow::Result<Outcome> {
    collection::must_be_a_folder(config)?;
    let bar = output.bar();
    let report = intake::run(&order(config, args), &bar)?;
    drop(bar);
    if args.json {
        output.json(&ReportJson::new(&report))?;
    } else {
        output.data(&report::lines(&report))?;
    }
    Ok(Outcome::Found)
}

fn order(config: &Config, args: &IndexArgs) -> Order {
    let fresh = matches!(Shelves::open(&config.index), Err(LibraryError::Missing { .. }));
    let mut order = if args.paths.is_empty() && args.forget.is_empty() && fresh {
        collection::first_order(config)
    } else {
        Order {
            index: config.index.clone(),
            configured: config.sources.clone(),
            given: args.paths.clone(),
            reader: collection::reader(config),
            ..Order::default()
        }
    };
    order.forget = args.forget.clone();
    order.rebuild = args.rebuild;
    order.dry_run = args.dry_run;
    order.wait = !args.no_wait;
    order
}
