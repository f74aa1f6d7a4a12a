//! `/add` and `/remove`: articles that managers put into a collection, beside those of the configuration.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use super::books::Books as _;
use super::collections::View;
use super::desk::{Asker, Desk};
use super::faults::{Code, Fault};
use super::post::{Promise, Unsent};
use super::request::Place;
use super::{reindex, report};
use crate::config;
use crate::intake::{IntakeError, Report, Silent};
use crate::show::card::{Reply, escape, label};

/// What is to be added.
#[derive(Clone)]
pub enum Addition {
    /// A page, a feed or a site map, which is a source from then on.
    Web(Url),
    /// A file, by its name and the address it is had from.
    File { name: String, url: Url },
}

/// What became of a wish to remove an article.
pub enum Removal {
    Done(Box<Report>),
    Unknown,
    /// It is from a source of the configuration.
    Configured,
    /// It is one of many of a source that was added as a whole.
    OneOfMany(String),
}

/// What somebody gave with `/add`.
#[derive(Clone, Default)]
pub(super) struct Given {
    pub url: Option<String>,
    /// The name and the address of a file.
    pub file: Option<(String, String)>,
    pub collection: Option<String>,
}

/// A name that is safe as that of a file: what stands in it otherwise becomes a dash, and it begins with a letter or a digit.
pub(super) fn file_name(given: &str) -> String {
    const LONGEST: usize = 80;
    let base = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let fits = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let name: String = base.chars().map(fits).collect();
    let name = name.trim_start_matches(['.', '-', '_']);
    let tail = name.len().saturating_sub(LONGEST);
    let name = name.get(tail..).unwrap_or_default().trim_start_matches(['.', '-', '_']);
    if name.is_empty() { "article.txt".to_owned() } else { name.to_owned() }
}

/// Where the file of this name goes: beside another of the same name rather than over it.
pub(super) fn place_for(folder: &Path, name: &str) -> PathBuf {
    let free = |name: &str| Some(folder.join(name)).filter(|path| !path.exists());
    (1..)
        .find_map(|number| if number == 1 { free(name) } else { free(&format!("{number}-{name}")) })
        .unwrap_or_default()
}

pub(super) async fn add(desk: &Desk, asker: &Asker<'_>, place: &Place, given: Given, code: Code) -> Result<(), Unsent> {
    let address = |words: &str| config::web_address(words);
    let what = match (given.url.as_deref().map(address), given.file) {
        (None, Some((name, url))) => address(&url).map(|url| Addition::File { name, url }),
        (Some(url), None) => url.map(Addition::Web),
        _ => None,
    };
    let Some(what) = what else { return asker.tell(desk, "add-what").await };
    let work = move |view: &View| view.add(&what).map(|report| Removal::Done(Box::new(report)));
    change(desk, asker, place, given.collection, (work, code)).await
}

pub(super) async fn remove(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    (name, collection): (String, Option<String>),
    code: Code,
) -> Result<(), Unsent> {
    change(desk, asker, place, collection, (move |view: &View| view.take_out(&name), code)).await
}

async fn change(
    desk: &Desk,
    asker: &Asker<'_>,
    place: &Place,
    collection: Option<String>,
    (work, code): (impl FnOnce(&View) -> Result<Removal, IntakeError> + Send + 'static, Code),
) -> Result<(), Unsent> {
    let tongue = asker.tongue;
    if !desk.rules.may_manage(place.permissions, &place.roles) {
        return asker.tell(desk, "add-refused").await;
    }
    let view = match asker.choosing(asker.collection(collection)) {
        Ok(chosen) => chosen.view,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    let names: Vec<_> = view.names().collect();
    let [name] = names[..] else { return asker.tell(desk, "add-which").await };
    if !desk.collections.may_change(name, place, |server| desk.rules.may_change_for_all(server, &place.roles)) {
        return asker.tell(desk, "add-not-yours").await;
    }
    let Ok(turn) = Arc::clone(&desk.reindexing).try_lock_owned() else {
        return asker.tell(desk, "reindex-running").await;
    };
    desk.post.acknowledge(asker.address, Promise::Open).await?;
    let seen = view.clone();
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work(&seen)
    });
    let say = |key: &str| Reply::words(tongue.say(key));
    let reply = match done.await {
        Ok(Ok(Removal::Done(report))) => {
            reindex::ended(desk, &view, &report);
            report::card(&report, tongue)
        }
        Ok(Ok(Removal::Unknown)) => say("remove-unknown"),
        Ok(Ok(Removal::Configured)) => say("remove-configured"),
        Ok(Ok(Removal::OneOfMany(source))) => {
            let source = escape(&label(&source, 300));
            Reply::words(tongue.with("remove-many", &[("source", source.into())]))
        }
        Ok(Err(IntakeError::NotFetched { reason, .. })) => {
            let reason = escape(&label(&reason, 300));
            Reply::words(tongue.with("add-failed", &[("reason", reason.into())]))
        }
        Ok(Err(error)) => Fault::Intake(error).logged(code, tongue),
        Err(_panic) => Fault::Panicked.logged(code, tongue),
    };
    desk.post.deliver(asker.address, &reply).await.map(drop)
}

/// Nobody watches these short runs.
pub(super) const UNWATCHED: Silent = Silent;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_leads_nowhere_else() {
        let check = |given: &str, safe: &str| assert_eq!(file_name(given), safe);
        check("levy.txt", "levy.txt");
        check("../../etc/passwd", "passwd");
        check("C:\\x\\é news?.html", "news-.html");
        check(".hidden", "hidden");
        check("", "article.txt");
        check("..", "article.txt");
        assert_eq!(file_name(&format!("{}.json", "x".repeat(300))).len(), 80);
    }

    #[test]
    fn a_file_is_never_put_over_another() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "").unwrap();
        assert_eq!(place_for(folder.path(), "a.txt"), folder.path().join("2-a.txt"));
        assert_eq!(place_for(folder.path(), "b.txt"), folder.path().join("b.txt"));
    }
}
