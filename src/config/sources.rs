//! `[[source]]`: files and folders of articles, and places on the web.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;

use super::file::{Problem, in_order, not_allowed, unknown};
use super::keys::Given;

/// How often a place on the web is asked where its section does not say.
const REFRESH: Duration = Duration::from_secs(60 * 60);

/// What a `[[source]]` can say.
const SOURCE_KEYS: [&str; 4] = ["path", "url", "kind", "refresh"];

/// The same with their section.
pub(super) const SOURCE_NAMES: [&str; 4] = ["source.path", "source.url", "source.kind", "source.refresh"];

/// A place on the web that articles come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebSource {
    pub url: Url,
    /// `None`: what it is shows when it is read.
    pub kind: Option<Kind>,
    /// It is not asked more often than this.
    pub refresh: Duration,
}

/// What a place on the web is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One article.
    Page,
    /// RSS, Atom or JSON Feed, whose entries are followed to their pages.
    Feed,
    /// A site map, or an index of them.
    Sitemap,
}

impl WebSource {
    /// A place of which no more is known than where it is.
    pub fn at(url: Url) -> WebSource {
        WebSource { url, kind: None, refresh: REFRESH }
    }
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Page, Kind::Feed, Kind::Sitemap];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Feed => "feed",
            Kind::Sitemap => "sitemap",
        }
    }
}

/// Files and folders, and places on the web.
pub(super) fn read_sources(
    value: &Spanned<DeValue<'_>>,
    folder: &Path,
    text: &str,
) -> Result<(Vec<PathBuf>, Vec<WebSource>), Problem> {
    let (mut paths, mut web) = (Vec::new(), Vec::new());
    let wrong = |value| not_allowed("source", value, "sections: [[source]]", text);
    for source in value.get_ref().as_array().ok_or_else(|| wrong(value))?.iter() {
        let table = source.get_ref().as_table().ok_or_else(|| wrong(source))?;
        let keys: &[&str] = if table.contains_key("url") { &["url", "kind", "refresh"] } else { &["path"] };
        if let Some((name, _)) = in_order(table).into_iter().find(|(name, _)| !keys.contains(&name.get_ref().as_ref()))
        {
            let what = match SOURCE_KEYS.contains(&name.get_ref().as_ref()) {
                true => format!("«{}» does not go with the other keys of this [[source]]", name.get_ref()),
                false => return Err(unknown(name, "source.")),
            };
            return Err(Problem { at: name.span().start, what });
        }
        if table.contains_key("url") {
            web.push(web_source(table, text)?);
            continue;
        }
        let path = table.get("path").ok_or_else(|| Problem {
            at: source.span().start,
            what: "a [[source]] names its file or folder: path = \"…\", or its address on the web: url = \"…\"".into(),
        })?;
        match path.get_ref().as_str() {
            Some(words) if !words.is_empty() => paths.push(folder.join(words)),
            _ => return Err(not_allowed("source.path", path, "a path", text)),
        }
    }
    Ok((paths, web))
}

fn web_source(table: &DeTable<'_>, text: &str) -> Result<WebSource, Problem> {
    let words = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(ToOwned::to_owned);
    let read = |name: &str, allowed: &str, put: &mut dyn FnMut(&Spanned<DeValue<'_>>) -> Option<()>| {
        let Some(value) = table.get(name) else { return Ok(()) };
        put(value).ok_or_else(|| not_allowed(&format!("source.{name}"), value, allowed, text))
    };
    let (mut url, mut kind, mut refresh) = (None, None, REFRESH);
    read("url", "an address of http or https", &mut |value| {
        url = Some(web_address(&words(value)?)?);
        Some(())
    })?;
    read("kind", "\"page\", \"feed\", \"sitemap\"", &mut |value| {
        let name = words(value)?;
        kind = Some(Kind::ALL.into_iter().find(|kind| kind.name() == name)?);
        Some(())
    })?;
    read("refresh", "whole minutes from 1 to 525600", &mut |value| match Given::from_file(value.get_ref()) {
        Given::Number(minutes) if (1..=525_600).contains(&minutes) => {
            refresh = Duration::from_secs(minutes * 60);
            Some(())
        }
        _ => None,
    })?;
    let url = url.ok_or_else(|| Problem { at: 0, what: "a [[source]] of the web names its address".into() })?;
    Ok(WebSource { url, kind, refresh })
}

/// An address that can be asked; one with a password in it belongs in no file.
pub fn web_address(written: &str) -> Option<Url> {
    let url = Url::parse(written.trim()).ok()?;
    let plain = url.has_host() && url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && plain).then_some(url)
}
