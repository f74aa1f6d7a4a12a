//! Sources on the web, which are folders to the rest of a run: brought up to date before it reads them.

use std::path::PathBuf;
use std::sync::Arc;

use super::{IntakeError, Order, PathProblem, Progress, Report, Step};
use crate::fetch::{self, SystemNames};
use crate::read::ReadError;

/// Fetches what the order wants of the web, and makes an order of it that is about files and folders alone.
pub(super) fn bring(order: &mut Order, progress: &dyn Progress) -> Result<fetch::Report, IntakeError> {
    for url in &order.web.forget {
        let folder = order.web.folder_of(url);
        if !folder.is_dir() {
            return Err(IntakeError::NoSuchPath { path: url.as_str().into(), problem: PathProblem::NotIndexed });
        }
        order.forget.push(folder);
    }
    let asks = order.forget.is_empty() && !order.dry_run && (order.given.is_empty() || !order.web.given.is_empty());
    let report = if asks { fetched(order, progress)? } else { fetch::Report::default() };
    let given: Vec<PathBuf> = order.web.given.iter().map(|url| order.web.folder_of(url)).collect();
    let nothing = order.given.is_empty() && !given.is_empty() && !given.iter().any(|folder| folder.is_dir());
    if nothing {
        let url = order.web.given.first().map(ToString::to_string).unwrap_or_default();
        let failed = report.failed.iter().find(|failed| failed.url == url).or(report.failed.first());
        let reason =
            failed.map_or_else(|| "there is nothing at this address".to_owned(), |failed| failed.reason.clone());
        return Err(IntakeError::NotFetched { url, reason });
    }
    order.given.extend(given.into_iter().filter(|folder| folder.is_dir()));
    let forgotten = &order.forget;
    let folders = order.web.folders().into_iter();
    order.configured.extend(folders.filter(|folder| !forgotten.contains(folder) || order.web.is_configured(folder)));
    Ok(report)
}

fn fetched(order: &Order, progress: &dyn Progress) -> Result<fetch::Report, IntakeError> {
    let asked = |asked| progress.step(Step::Fetching { asked });
    let watch = fetch::Watch { asked: &asked, cancelled: &|| progress.cancelled(), wait: order.wait };
    match fetch::run(&order.web, Arc::new(SystemNames), &watch) {
        Err(fetch::FetchError::Cancelled) => Err(IntakeError::Cancelled),
        fetched => Ok(fetched?),
    }
}

/// Adds to the report of a run what the web gave.
pub(super) fn report(report: &mut Report, web: fetch::Report) {
    let refused = |failed: &fetch::Failed| ReadError {
        path: failed.url.as_str().into(),
        line: None,
        reason: failed.reason.clone(),
    };
    report.refused.extend(web.failed.iter().map(refused));
    report.web = web;
}

/// What was fetched from the sources that a run forgot is of no use to anybody.
pub(super) fn forget(order: &Order) -> Result<(), IntakeError> {
    let mut folders = order.web.forget.iter().map(|url| order.web.folder_of(url));
    folders.try_for_each(|folder| Ok(fetch::forget(&folder)?))
}
