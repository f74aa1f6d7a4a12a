//! Fetched articles as files: one JSON article each, in a folder for each source, which is read like any other folder.
//!
//! So an article outlives its page, a damaged index and a new format of it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use serde::Serialize;
use url::Url;

use super::canonical;
use super::client::Found;
use super::notebook::{Kept, replace};
use crate::article::{Article, ArticleId};
use crate::read::{self, Reader};

/// The longest readable part of a file's name, in bytes.
const LONGEST_NAME: usize = 48;

/// An article as [`crate::read`] reads it from JSON.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    publisher: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    text: &'a str,
}

/// The folder of a source: its host, for a person, and a hash of the address, for certainty.
pub(super) fn folder(shelf: &Path, source: &Url) -> PathBuf {
    shelf.join(named(source.host_str().unwrap_or_default(), source.as_str()))
}

/// "levy-passes-0123456789abcdef"
fn named(readable: &str, unique: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
    let readable: String = readable.chars().map(plain).take(LONGEST_NAME).collect();
    let hash = blake3::hash(unique.as_bytes()).to_hex();
    format!("{}-{}", readable.trim_matches(['-', '.']), hash.chars().take(16).collect::<String>())
        .trim_start_matches('-')
        .to_owned()
}

/// The file an article is kept in.
pub(super) fn file_of(id: &str) -> String {
    let path = id.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    format!("{}.json", named(path.rsplit('/').next().unwrap_or_default(), id))
}

/// Reads the one article of a page, and gives it the name of where it was found; inside, why there is none.
pub(super) fn article(folder: &Path, found: &Found, reader: &Reader) -> io::Result<Result<Article, String>> {
    let whole = |found: read::Found| found.refused.map_or(Ok(found.article), |part| Err(part.reason));
    Ok(read(folder, found, reader)?.and_then(whole))
}

/// The same, with where its citation comes from; of one that is only a part, what is there.
pub(super) fn read(folder: &Path, found: &Found, reader: &Reader) -> io::Result<Result<read::Found, String>> {
    let kind = match found.media.as_str() {
        "text/html" | "application/xhtml+xml" => "html",
        "text/markdown" => "md",
        "" | "text/plain" if starts_as_html(&found.body) => "html",
        "" | "text/plain" => "txt",
        other => return Ok(Err(format!("not a page that can be read: its type is {other}"))),
    };
    let read = set_down(folder, kind, found, |path| first(path, reader))?;
    Ok(read.map(|article| {
        let url = canonical::name(&found.url, article.article.citation.url.as_deref());
        renamed(article, url)
    }))
}

/// The entries of a feed that carry their whole text. A feed speaks only for its own site: another site's articles are read
/// from their pages.
pub(super) fn entries(folder: &Path, found: &Found, reader: &Reader) -> io::Result<Vec<read::Found>> {
    let kind = if found.body.trim_ascii_start().starts_with(b"{") { "json" } else { "xml" };
    let whole = |path: &Path| -> Vec<read::Found> {
        // What is no feed to the reader, and entries with a summary only, are read from their pages.
        let entries = reader.found(path).map(|entries| entries.filter_map(Result::ok));
        entries.map(|entries| entries.filter(|entry| entry.refused.is_none()).collect()).unwrap_or_default()
    };
    let own = |entry: read::Found| {
        let url = Url::parse(entry.article.citation.url.as_deref()?).ok();
        let url = url.filter(|url| canonical::same_site(url, &found.url))?;
        Some(renamed(entry, canonical::clean(&url)))
    };
    Ok(set_down(folder, kind, found, whole)?.into_iter().filter_map(own).collect())
}

/// Puts a document on the disk for a moment, because that is where the readers read; hidden, so that nobody takes it for an
/// article.
fn set_down<T>(folder: &Path, kind: &str, found: &Found, read: impl FnOnce(&Path) -> T) -> io::Result<T> {
    let path = folder.join(format!(".arrived.{kind}"));
    let read = fs::write(&path, in_utf_8(found)).map(|()| read(&path));
    let _ = fs::remove_file(&path);
    read
}

fn renamed(mut found: read::Found, url: Url) -> read::Found {
    found.article.id = ArticleId(url.to_string());
    found.article.citation.url = Some(url.into());
    found
}

fn first(path: &Path, reader: &Reader) -> Result<read::Found, String> {
    let mut all = reader.found(path).map_err(|refused| refused.reason)?;
    let found = all.next().ok_or("no article in it")?;
    found.map_err(|refused| refused.reason)
}

fn starts_as_html(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(512)]).trim_start().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head"].iter().any(|start| head.starts_with(start))
}

/// What the server says of the encoding counts where the bytes bear it out. Otherwise the bytes are left as they are, and
/// the reader looks for itself: letters are not replaced on a server's word.
fn in_utf_8(found: &Found) -> Vec<u8> {
    let declared = found.charset.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    let is_marked = Encoding::for_bom(&found.body).is_some();
    let Some(encoding) = declared.filter(|_| !is_marked && std::str::from_utf8(&found.body).is_err()) else {
        return found.body.clone();
    };
    match encoding.decode_without_bom_handling(&found.body) {
        (text, false) => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        (_, true) => found.body.clone(),
    }
}

/// What became of an article that arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    Added,
    Updated,
    None,
}

/// Keeps an article, in place of what was kept under its name.
pub(super) fn keep(folder: &Path, article: &Article) -> io::Result<(Kept, Change)> {
    let citation = &article.citation;
    let record = Record {
        id: &article.id.0,
        title: citation.title.as_deref(),
        authors: &citation.authors,
        publisher: citation.publisher.as_deref(),
        published: citation.published.map(|date| date.to_string()),
        url: citation.url.as_deref(),
        lang: article.language.as_ref().map(|language| language.code()),
        text: article.text.as_str(),
    };
    let bytes = serde_json::to_vec(&record)?;
    let kept = Kept { id: article.id.0.clone(), file: file_of(&article.id.0) };
    let change = match fs::read(folder.join(&kept.file)) {
        Ok(before) if before == bytes => return Ok((kept, Change::None)),
        Ok(_) => Change::Updated,
        Err(_) => Change::Added,
    };
    replace(&folder.join(&kept.file), &bytes)?;
    Ok((kept, change))
}

/// Takes an article out.
pub(super) fn remove(folder: &Path, kept: &Kept) -> io::Result<()> {
    match fs::remove_file(folder.join(&kept.file)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_named_so_that_a_person_finds_them() {
        let name = file_of("https://example.org/2024/Levy_passes!/?id=7");
        assert!(name.starts_with("levy-passes-") && name.ends_with(".json") && name.len() == 12 + 16 + 5, "{name}");
        assert_ne!(file_of("https://example.org/a"), file_of("https://example.com/a"));
        for odd in ["https://example.org/", "https://example.org/../..", "https://example.org/\u{202e}ü/"] {
            assert!(
                file_of(odd).chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')),
                "{}",
                file_of(odd)
            );
            assert!(!file_of(odd).starts_with('.'));
        }
    }

    fn page(media: &str, charset: Option<&str>, body: &[u8]) -> Found {
        Found {
            url: Url::parse("https://example.org/levy?utm_source=x").unwrap(),
            media: media.into(),
            charset: charset.map(Into::into),
            validators: Default::default(),
            body: body.to_vec(),
        }
    }

    #[track_caller]
    fn check(found: &Found, expected: Result<&str, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let article = article(folder.path(), found, &Reader::default()).unwrap();
        let text = article.as_ref().map(|article| article.text.as_str()).map_err(String::as_str);
        assert_eq!(text, expected);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    }

    #[test]
    fn the_servers_charset_counts_where_the_bytes_bear_it_out() {
        let greek = b"\xca\xe1\xeb\xe7\xec\xdd\xf1\xe1, \xe5\xdf\xf0\xe5 \xe7 \xcc\xe1\xf1\xdf\xe1.";
        check(&page("text/plain", Some("iso-8859-7"), greek), Ok("Καλημέρα, είπε η Μαρία."));
        check(&page("text/plain", Some("iso-8859-1"), "Grüße, sagte sie.".as_bytes()), Ok("Grüße, sagte sie."));
        check(
            &page("application/pdf", None, b"%PDF-1.7"),
            Err("not a page that can be read: its type is application/pdf"),
        );
    }

    #[test]
    fn the_beginning_of_an_article_is_no_article() {
        let is_article = |head: &str, paragraphs: usize| {
            let text =
                "<p>The council will vote on the levy again in the spring, when the figures of the year are known.</p>";
            let html = format!(
                "<!doctype html><head>{head}</head><body><article><h1>Levy passes</h1>{}</article>",
                text.repeat(paragraphs)
            );
            let folder = tempfile::tempdir().unwrap();
            article(folder.path(), &page("text/html", None, html.as_bytes()), &Reader::default()).unwrap().is_ok()
        };
        let data =
            |value: &str| format!("<script type=\"application/ld+json\">{{\"isAccessibleForFree\": {value}}}</script>");
        let locked = "<meta property=\"article:content_tier\" content=\"locked\">";
        assert!(is_article(&data("true"), 3) && is_article("", 3));
        assert!(!is_article(&data("false"), 3) && !is_article(&data("\"False\""), 3) && !is_article(locked, 3));
        assert!(is_article(&data("false"), 40), "all of it is there all the same");
    }

    #[test]
    fn an_article_is_named_after_where_it_was_found() {
        let folder = tempfile::tempdir().unwrap();
        let found = page("text/plain", None, b"The levy passed.");
        let article = article(folder.path(), &found, &Reader::default()).unwrap().unwrap();
        assert_eq!(article.id.0, "https://example.org/levy");
        assert_eq!(keep(folder.path(), &article).unwrap().1, Change::Added);
        assert_eq!(keep(folder.path(), &article).unwrap().1, Change::None);
        let again = Article { text: crate::text::Text::new("The levy failed."), ..article.clone() };
        let (kept, change) = keep(folder.path(), &again).unwrap();
        assert_eq!(change, Change::Updated);
        let read = first(&folder.path().join(&kept.file), &Reader::default()).unwrap().article;
        assert_eq!((read.id, read.citation, read.text), (again.id, again.citation, again.text), "as it was kept");
        remove(folder.path(), &kept).unwrap();
        remove(folder.path(), &kept).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
