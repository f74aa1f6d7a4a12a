//! Which files a run reads, and which articles it may take out.
//!
//! - A run without paths reads everything configured and everything that was given before. A source that the configuration
//!   no longer names loses its articles.
//! - A run with paths reads these alone, takes out only articles that came from below them, and remembers those that no
//!   other source holds.
//! - Articles stay while their source cannot be read: a folder that is not there (a disk not mounted must not empty the
//!   collection), a file or folder without permission, a file that gave nothing. Each is refused with the reason. An empty
//!   file was read, and holds no article any more.
//! - An article that is gone from a file that could be read, or whose file is gone, is taken out. A file is gone when the
//!   folder it was in is still there.
//! - A run that forgets reads nothing. It takes out what came from below the paths to forget, which are no sources after it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::{IntakeError, Order, PathProblem};
use crate::index::{Reading, Root};
use crate::library::LibraryError;
use crate::read::ReadError;

/// The sources of a run.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Files and folders to read, none below another.
    pub reading: Vec<PathBuf>,
    /// Sources that should be there and are not.
    pub missing: Vec<ReadError>,
    /// What the index remembers after the run.
    pub roots: Vec<Root>,
    /// Whether articles from anywhere may be taken out, or only those below what is read.
    everything: bool,
    /// Files and folders whose articles stay, whatever was read.
    kept: BTreeSet<PathBuf>,
    /// Files and folders whose articles are taken out.
    forgotten: Vec<PathBuf>,
}

/// What the index holds from a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    Nothing,
    /// The path is the file of the articles.
    File,
    /// The path is above their files.
    Folder,
}

impl Scope {
    /// The sources of an order, given those of earlier runs and what the index holds.
    pub(super) fn of(order: &Order, remembered: &[Root], before: Option<&Reading>) -> Result<Scope, IntakeError> {
        if !order.forget.is_empty() {
            return Scope::forgetting(order, remembered, before);
        }
        let configured: Vec<PathBuf> = order.configured.iter().map(|path| absolute(path)).collect();
        let given: Vec<PathBuf> = order.given.iter().map(|path| absolute(path)).collect();
        if let Some(missing) = given.iter().position(|path| !path.exists()) {
            return Err(IntakeError::NoSuchPath { path: order.given[missing].clone(), problem: PathProblem::NotThere });
        }
        let mut roots = roots(&configured, &given, remembered);
        let everything = given.is_empty() || order.rebuild;
        let wanted = if everything { roots.iter().map(|root| PathBuf::from(&root.path)).collect() } else { given };
        if wanted.is_empty() && roots.is_empty() && remembered.is_empty() {
            return Err(IntakeError::NoSources);
        }
        let (reading, missing): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|path| path.exists());
        let mut scope = Scope { reading: outermost(reading), everything, ..Scope::default() };
        let held = match held(before, &missing) {
            // What is built again may be damaged.
            Err(_) if order.rebuild => vec![Held::Nothing; missing.len()],
            held => held?,
        };
        for (path, held) in missing.into_iter().zip(held) {
            let configured = configured.contains(&path);
            if held == Held::File && path.parent().is_some_and(Path::is_dir) {
                roots.retain(|root| configured || Path::new(&root.path) != path);
            } else {
                scope.missing.push(missing_source(&path, held, configured));
                scope.kept.insert(path);
            }
        }
        Ok(Scope { roots, ..scope })
    }

    fn forgetting(order: &Order, remembered: &[Root], before: Option<&Reading>) -> Result<Scope, IntakeError> {
        let forgotten: Vec<PathBuf> = order.forget.iter().map(|path| absolute(path)).collect();
        let configured: Vec<PathBuf> = order.configured.iter().map(|path| absolute(path)).collect();
        let below = |root: &Root| forgotten.iter().any(|path| Path::new(&root.path).starts_with(path));
        for ((path, name), held) in forgotten.iter().zip(&order.forget).zip(held(before, &forgotten)?) {
            let sources = remembered.iter().filter(|root| !below(root)).map(|root| Path::new(&root.path));
            let mut sources = sources.chain(configured.iter().map(PathBuf::as_path));
            if let Some(source) = sources.find(|source| path.starts_with(source)).filter(|_| path.exists()) {
                let problem = PathProblem::Covered(source.to_owned());
                return Err(IntakeError::NoSuchPath { path: name.clone(), problem });
            }
            if held == Held::Nothing && !remembered.iter().any(|root| Path::new(&root.path).starts_with(path)) {
                return Err(IntakeError::NoSuchPath { path: name.clone(), problem: PathProblem::NotIndexed });
            }
        }
        let stays = |root: &&Root| !below(root) || configured.contains(&PathBuf::from(&root.path));
        let roots = remembered.iter().filter(stays).cloned().collect();
        Ok(Scope { roots, forgotten, ..Scope::default() })
    }

    /// Whether the run reads every source there is.
    pub(super) fn is_everything(&self) -> bool {
        self.everything
    }

    /// Keeps the articles of a file or folder that exists but could not be read.
    pub(super) fn keep(&mut self, refused: &ReadError) {
        self.kept.insert(refused.path.clone());
    }

    /// Whether an article that was not read in this run is to be taken out.
    pub(super) fn drops(&self, path: &str) -> bool {
        let path = Path::new(path);
        let forgotten = self.forgotten.iter().any(|above| path.starts_with(above));
        (forgotten || self.everything || self.reads(path)) && !path.ancestors().any(|above| self.kept.contains(above))
    }

    /// Whether a file is one that this run reads.
    pub(super) fn reads(&self, path: &Path) -> bool {
        self.reading.iter().any(|root| path.starts_with(root))
    }
}

/// What the index holds from each of these paths.
fn held(before: Option<&Reading>, paths: &[PathBuf]) -> Result<Vec<Held>, LibraryError> {
    let mut held = vec![Held::Nothing; paths.len()];
    let (Some(before), false) = (before, paths.is_empty()) else { return Ok(held) };
    before.articles(|_, file| {
        let file = Path::new(file);
        for (held, path) in held.iter_mut().zip(paths).filter(|(_, path)| file.starts_with(path)) {
            *held = if file == path { Held::File } else { Held::Folder };
        }
    })?;
    Ok(held)
}

fn missing_source(path: &Path, held: Held, configured: bool) -> ReadError {
    let (stays, forgets) = match held {
        Held::Nothing => ("not there, and nothing was indexed from it;", "forgets it"),
        Held::File | Held::Folder => ("not there; what was indexed from it stays,", "drops it"),
    };
    let reason = match configured {
        true => format!("{stays} to drop it take it out of the configuration"),
        false => format!("{stays} «onrecord index --forget {}» {forgets}", path.display()),
    };
    ReadError { path: path.to_owned(), line: None, reason }
}

/// A file or folder that a run without paths reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    pub path: PathBuf,
    /// Whether the configuration names it; otherwise a person gave it on the command line once.
    pub configured: bool,
    /// Whether there is nothing at its path now.
    pub missing: bool,
}

/// What a run without paths reads, given what is configured and what earlier runs remember.
pub fn sources(configured: &[PathBuf], remembered: &[Root]) -> Vec<Source> {
    let configured: Vec<PathBuf> = configured.iter().map(|path| absolute(path)).collect();
    let source = |root: Root| {
        let path = PathBuf::from(root.path);
        Source { missing: !path.exists(), path, configured: root.configured }
    };
    roots(&configured, &[], remembered).into_iter().map(source).collect()
}

/// Every source that is configured now, or was given now or before.
fn roots(configured: &[PathBuf], given: &[PathBuf], remembered: &[Root]) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    let mut add = |path: &Path, configured: bool| {
        // A path that is not Unicode cannot be remembered, only given again.
        let Some(path) = path.to_str() else { return };
        if !roots.iter().any(|root| Path::new(path).starts_with(&root.path)) {
            roots.push(Root { path: path.to_owned(), configured });
        }
    };
    configured.iter().for_each(|path| add(path, true));
    remembered.iter().filter(|root| !root.configured).for_each(|root| add(Path::new(&root.path), false));
    given.iter().for_each(|path| add(path, false));
    roots
}

/// Without what lies below another of them, so that no file is read twice.
fn outermost(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let below = |path: &PathBuf, number: usize| {
        paths.iter().enumerate().any(|(other, above)| path.starts_with(above) && (path != above || other < number))
    };
    paths.iter().enumerate().filter(|(number, path)| !below(path, *number)).map(|(_, path)| path.clone()).collect()
}

/// The same path from the root, so that a source keeps its name wherever the program is started.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if whole.components().any(|part| part == Component::ParentDir) {
        // Only the disk knows what is above a folder that may be a link.
        return whole.canonicalize().unwrap_or(whole);
    }
    // Without a slash at the end, and the like.
    whole.components().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    fn named(configured: &[&str], given: &[&str], remembered: &[(&str, bool)]) -> Vec<(String, bool)> {
        let remembered: Vec<Root> =
            remembered.iter().map(|&(path, configured)| Root { path: path.into(), configured }).collect();
        let roots = roots(&paths(configured), &paths(given), &remembered);
        roots.into_iter().map(|root| (root.path, root.configured)).collect()
    }

    #[test]
    fn what_is_given_is_remembered_once() {
        let news = ("/news".to_owned(), true);
        let notes = ("/notes".to_owned(), false);
        assert_eq!(named(&["/news"], &["/news/today.txt", "/notes"], &[]), [news.clone(), notes.clone()]);
        assert_eq!(named(&["/news"], &[], &[("/news", true), ("/notes", false)]), [news, notes.clone()]);
        assert_eq!(named(&[], &[], &[("/news", true), ("/notes", false)]), [notes], "no longer configured");
    }

    #[test]
    fn nothing_is_read_twice() {
        assert_eq!(outermost(paths(&["/a/b", "/a", "/ab", "/a"])), paths(&["/a", "/ab"]));
    }

    #[test]
    fn only_what_was_looked_for_is_taken_out() {
        let mut scope = Scope { reading: paths(&["/a"]), ..Scope::default() };
        assert!(scope.drops("/a/gone.txt"));
        assert!(!scope.drops("/b/gone.txt"));
        scope.everything = true;
        assert!(scope.drops("/b/gone.txt"));
        scope.keep(&ReadError { path: "/b".into(), line: None, reason: String::new() });
        assert!(!scope.drops("/b/gone.txt"));
    }
}
