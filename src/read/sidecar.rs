//! A file beside an article that says what the article does not: `NAME.meta.toml`, `.yaml` or `.json`, where NAME is the
//! article's file name with its extension or without. What it says counts before what the article says.

use std::fs;
use std::path::{Path, PathBuf};

use super::fields::{self, Fields, Names};
use super::record::Record;
use super::{Found, ReadError, Source, file, front_matter};
use crate::article::ArticleId;

const ENDINGS: [&str; 4] = ["meta.toml", "meta.yaml", "meta.yml", "meta.json"];

/// The most that a sidecar holds, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Whether a file stands beside an article rather than being one.
pub(super) fn is_one(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|article| article.ends_with('.')))
}

/// What is said beside an article.
pub(super) struct Sidecar {
    said: Record,
}

impl Sidecar {
    /// The sidecar of a file, where it has one. A broken one refuses the article: its citation would be another.
    pub(super) fn of(path: &Path, names: &Names) -> Result<Option<Sidecar>, ReadError> {
        let Some(beside) = beside(path) else { return Ok(None) };
        let name = beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let refuse = |reason: String| ReadError::new(path, format!("its sidecar {name}: {reason}"));
        if fs::metadata(&beside).is_ok_and(|data| data.len() > LARGEST) {
            return Err(refuse("too large".to_owned()));
        }
        let bytes = file::bytes(&beside).map_err(|error| refuse(error.reason))?;
        let text = String::from_utf8(bytes).map_err(|_| refuse("not valid UTF-8".to_owned()))?;
        let fields = read(&name, text.trim_start_matches('\u{feff}')).map_err(refuse)?;
        Ok(Some(Sidecar { said: fields::record(&fields, names) }))
    }

    /// Puts what is said in place of what was read. Of one among several articles of a file, only what can hold for all
    /// of them is replaced.
    pub(super) fn apply(&self, found: &mut Found, alone: bool) {
        let said = &self.said.citation;
        let Found { article, origins, .. } = found;
        let citation = &mut article.citation;
        if said.publisher.is_some() {
            citation.publisher.clone_from(&said.publisher);
            origins.publisher = Some(Source::Sidecar);
        }
        if !said.authors.is_empty() {
            citation.authors.clone_from(&said.authors);
            origins.authors = Some(Source::Sidecar);
        }
        article.language = self.said.language.or(article.language);
        if !alone {
            return;
        }
        if said.title.is_some() {
            citation.title.clone_from(&said.title);
            origins.title = Some(Source::Sidecar);
        }
        if said.published.is_some() {
            citation.published = said.published;
            origins.published = Some(Source::Sidecar);
        }
        let was_named_by_address = citation.url.as_ref() == Some(&article.id.0) || article.id.0 == article.origin.path;
        if said.url.is_some() {
            citation.url.clone_from(&said.url);
            origins.url = Some(Source::Sidecar);
        }
        let named = self.said.id.clone().or_else(|| said.url.clone().filter(|_| was_named_by_address));
        if let Some(id) = named {
            article.id = ArticleId(id);
        }
    }
}

/// The first sidecar that is there: "a.txt.meta.toml" before "a.meta.toml".
pub(super) fn beside(path: &Path) -> Option<PathBuf> {
    let (folder, name, stem) = (path.parent()?, path.file_name()?.to_str()?, path.file_stem()?.to_str()?);
    let names = ENDINGS.iter().flat_map(|ending| [format!("{name}.{ending}"), format!("{stem}.{ending}")]);
    names.map(|name| folder.join(name)).find(|beside| beside != path && beside.is_file())
}

fn read(name: &str, text: &str) -> Result<Fields, String> {
    let name = name.to_ascii_lowercase();
    let broken = |broken: front_matter::Broken| {
        let what = broken.reason.trim_start_matches("broken front matter: ").to_owned();
        // Lines are counted as in front matter, where a mark stands above the first.
        format!("{what} (line {})", broken.line.saturating_sub(1))
    };
    if name.ends_with(".toml") {
        front_matter::toml(text).map_err(broken)
    } else if name.ends_with(".json") {
        serde_json::from_str(text).map_err(|error| format!("no JSON object of fields: {error}"))
    } else {
        front_matter::yaml(text).map_err(broken)
    }
}
