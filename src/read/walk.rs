//! The files below a folder that may hold articles, in a fixed order.

use std::fs;
use std::path::{self, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{Format, ReadError, file, sidecar};

/// The mark of a folder that can be made again from something else (bford.info/cachedir): index data, for one.
const MADE_AGAIN: &str = "CACHEDIR.TAG";

/// What Tantivy keeps in each of its folders.
const TANTIVY: &str = ".managed.json";

/// The files below a path that may hold articles, in a fixed order; the path itself where it is a file.
///
/// Hidden files and index data are left out, and so are files of other formats. A link that leads out of the folder is
/// refused, so that nobody indexes more than was named; one that stays inside is left out, since its target is found
/// under its own name.
pub fn files(path: &Path) -> Result<Vec<Result<PathBuf, ReadError>>, ReadError> {
    let root = absolute(path)?;
    let data = fs::metadata(&root).map_err(|error| file::failed(&root, &error))?;
    if !data.is_dir() {
        return Ok(vec![Ok(root)]);
    }
    fs::read_dir(&root).map_err(|error| file::failed(&root, &error))?;
    let real_root = fs::canonicalize(&root).map_err(|error| file::failed(&root, &error))?;
    let walk = WalkBuilder::new(&root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .sort_by_file_name(|a, b| a.cmp(b))
        .filter_entry(|entry| entry.depth() == 0 || !is_index_data(entry))
        .build();
    Ok(walk.filter_map(|entry| found(entry, &root, &real_root)).collect())
}

/// The same path from the root, so that an article keeps its name wherever the program is started.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, ReadError> {
    path::absolute(path).map_err(|error| file::failed(path, &error))
}

fn found(entry: Result<DirEntry, ignore::Error>, root: &Path, real_root: &Path) -> Option<Result<PathBuf, ReadError>> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Err(unreadable(&error, root))),
    };
    let kind = entry.file_type()?;
    if kind.is_symlink() && entry.depth() > 0 {
        return leads_out(entry.path(), real_root).then(|| {
            Err(ReadError::new(entry.path(), "a link that leads out of the folder: name its target to read it"))
        });
    }
    let is_article = Format::of_name(entry.path()).is_some() && !sidecar::is_one(entry.path());
    (kind.is_file() && is_article).then(|| Ok(entry.into_path()))
}

/// Whether a link points at a folder or an article outside; one that points nowhere is of no interest.
fn leads_out(link: &Path, real_root: &Path) -> bool {
    let Ok(target) = fs::canonicalize(link) else { return false };
    !target.starts_with(real_root) && (target.is_dir() || Format::of_name(link).is_some())
}

fn is_index_data(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
        && [MADE_AGAIN, TANTIVY].iter().any(|name| entry.path().join(name).is_file())
}

fn unreadable(error: &ignore::Error, root: &Path) -> ReadError {
    let path = path_of(error).unwrap_or(root);
    match error.io_error() {
        Some(io) => file::failed(path, io),
        None => ReadError::new(path, error.to_string()),
    }
}

/// The path an error of the walk is about, inside its wrappings.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes these files in a new folder and lists what is found below it.
    fn found_among(names: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "text").expect("written");
        }
        listed(folder.path())
    }

    fn listed(root: &Path) -> Vec<String> {
        let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        let mut lines = Vec::new();
        for file in files(root).expect("a folder") {
            lines.push(match file {
                Ok(path) => name(&path),
                Err(error) => format!("{}: {error}", name(&error.path)),
            });
        }
        lines
    }

    #[test]
    fn the_order_is_fixed_and_other_formats_are_left_out() {
        assert_eq!(
            found_among(&[
                "b.txt",
                "b.txt.meta.json",
                "a/z.MD",
                "a/b.jsonl",
                "c.png",
                "d.HTML",
                "Makefile",
                "README.md"
            ]),
            ["README.md", "a/b.jsonl", "a/z.MD", "b.txt", "d.HTML"]
        );
    }

    #[test]
    fn hidden_files_and_index_data_are_left_out() {
        assert_eq!(
            found_among(&[
                ".git/a.txt",
                ".b.txt",
                "data/CACHEDIR.TAG",
                "data/meta.json",
                "t/.managed.json",
                "t/meta.json"
            ]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_file_is_itself_whatever_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notes");
        fs::write(&path, "text").expect("written");
        assert_eq!(files(&path).expect("a file"), vec![Ok(path)]);
    }

    #[test]
    fn a_missing_path_says_so() {
        let error = files(Path::new("/no/such/folder")).expect_err("missing");
        assert_eq!(
            (error.path.as_path(), error.reason.as_str()),
            (Path::new("/no/such/folder"), "no such file or folder")
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret.txt"), "text").expect("written");
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "text").expect("written");
        symlink(outside.path(), folder.path().join("out")).expect("linked");
        symlink(outside.path().join("secret.txt"), folder.path().join("out.txt")).expect("linked");
        symlink("a.txt", folder.path().join("same.txt")).expect("linked");
        symlink("nowhere", folder.path().join("broken.txt")).expect("linked");
        symlink(folder.path(), folder.path().join("loop")).expect("linked");
        let reason = "a link that leads out of the folder: name its target to read it";
        assert_eq!(listed(folder.path()), ["a.txt".to_owned(), format!("out: {reason}"), format!("out.txt: {reason}")]);
    }
}
