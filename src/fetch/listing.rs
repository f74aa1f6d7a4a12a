//! Lists of pages: site maps (news site maps, indexes of site maps, plain lists, gzip) and feeds (RSS, Atom, JSON Feed).
//!
//! Only where the pages are and when they changed is read here; what an article is, its page says.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::Value;
use url::Url;

use super::canonical;
use super::client::Found;

/// The most that a list may take, unpacked; sitemaps.org allows 50 MB.
pub(super) const LARGEST: u64 = 50 * 1024 * 1024;
/// The most addresses taken from one list; sitemaps.org allows no more.
const LONGEST: usize = 50_000;

/// A page that a list names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed {
    pub url: Url,
    /// When it changed, as the list puts it.
    pub as_of: Option<String>,
}

/// What a document lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Listing {
    Feed(Vec<Listed>),
    Sitemap(Vec<Listed>),
    /// Lists of lists.
    Index(Vec<Listed>),
}

/// Reads a list; `None` where the document is none. `largest` is the most it may unpack to.
pub(super) fn read(found: &Found, largest: u64) -> Result<Option<Listing>, String> {
    let unpacked = unpack(&found.body, largest)?;
    let text = decode(&unpacked, found.charset.as_deref());
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return Ok(json_feed(start, &found.url));
    }
    if start.starts_with('<') {
        return xml(start, &found.url);
    }
    Ok((found.media == "text/plain").then(|| lines(start)).flatten())
}

/// Site maps come packed as files, not only on the way.
fn unpack(body: &[u8], largest: u64) -> Result<Vec<u8>, String> {
    if !body.starts_with(b"\x1f\x8b") {
        return Ok(body.to_vec());
    }
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(body).take(largest + 1).read_to_end(&mut unpacked);
    read.map_err(|error| format!("it cannot be unpacked: {error}"))?;
    if unpacked.len() as u64 > largest {
        Err("it unpacks to more than a list may hold".to_owned())
    } else {
        Ok(unpacked)
    }
}

/// Addresses are plain letters in every encoding, so a wrong one costs nothing.
fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let declared = head.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    let label = declared.or(charset).unwrap_or("utf-8");
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8).decode(bytes).0.into_owned()
}

/// One address a line, all of the web.
fn lines(text: &str) -> Option<Listing> {
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LONGEST);
    let one = |line: &str| listed(&Url::parse(Some(line).filter(|line| !line.contains(' '))?).ok()?, None);
    let urls: Option<Vec<Listed>> = written.map(one).collect();
    urls.filter(|urls| !urls.is_empty()).map(Listing::Sitemap)
}

fn listed(url: &Url, as_of: Option<String>) -> Option<Listed> {
    matches!(url.scheme(), "http" | "https").then(|| Listed { url: canonical::clean(url), as_of })
}

/// jsonfeed.org
fn json_feed(text: &str, base: &Url) -> Option<Listing> {
    let feed: Value = serde_json::from_str(text).ok()?;
    feed.get("version")?.as_str().filter(|version| version.contains("jsonfeed.org"))?;
    let items = feed.get("items")?.as_array()?.iter().take(LONGEST);
    let item = |item: &Value| {
        let field = |name: &str| item.get(name).and_then(Value::as_str);
        let url = field("url").or_else(|| field("external_url"))?;
        let as_of = field("date_modified").or_else(|| field("date_published"));
        listed(&base.join(url).ok()?, as_of.map(ToOwned::to_owned))
    };
    Some(Listing::Feed(items.filter_map(item).collect()))
}

/// Which list an XML document is, by its outermost element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Feed,
    Sitemap,
    Index,
}

impl Root {
    fn named(name: &str) -> Option<Root> {
        match name {
            "rss" | "RDF" | "feed" => Some(Root::Feed),
            "urlset" => Some(Root::Sitemap),
            "sitemapindex" => Some(Root::Index),
            _ => None,
        }
    }

    fn is_entry(self, name: &str) -> bool {
        match self {
            Root::Feed => matches!(name, "item" | "entry"),
            Root::Sitemap => name == "url",
            Root::Index => name == "sitemap",
        }
    }
}

fn xml(text: &str, base: &Url) -> Result<Option<Listing>, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut root, mut path, mut entry, mut all) = (None, Vec::new(), None, Vec::new());
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(_) if root.is_none() => return Ok(None),
            // What stands before the damage is as good as ever.
            Err(_) if !all.is_empty() => break,
            Err(error) => return Err(format!("it is no proper XML: {error}")),
        };
        match event {
            Event::Start(start) => {
                let name = name_of(&start);
                let Some(root) = root.or_else(|| Root::named(&name)) else { return Ok(None) };
                self::open(root, &name, &start, path.len(), &mut entry);
                path.push(name);
            }
            Event::Empty(start) => {
                let Some(root) = root.or_else(|| Root::named(&name_of(&start))) else { return Ok(None) };
                self::open(root, &name_of(&start), &start, path.len(), &mut entry);
            }
            Event::Text(text) => add(&mut entry, &path, &text.into_inner()),
            Event::CData(text) => add(&mut entry, &path, &text.into_inner()),
            Event::GeneralRef(reference) => add(&mut entry, &path, &character(&reference)),
            Event::End(_) => {
                path.pop();
                if let Some(done) = entry.take_if(|entry: &mut Entry| path.len() <= entry.depth) {
                    all.extend(done.listed(base));
                }
            }
            _ => {}
        }
        root = root.or_else(|| Root::named(path.first()?));
        if all.len() >= LONGEST {
            break;
        }
    }
    Ok(root.map(|root| match root {
        Root::Feed => Listing::Feed(all),
        Root::Sitemap => Listing::Sitemap(all),
        Root::Index => Listing::Index(all),
    }))
}

/// One entry of a list on its way.
#[derive(Default)]
struct Entry {
    /// How many elements are around it.
    depth: usize,
    /// Where the entry is, from the surest place to the least sure.
    address: String,
    link: Option<String>,
    guid: String,
    guid_is_address: bool,
    changed: String,
    published: String,
}

fn open(root: Root, name: &str, start: &BytesStart<'_>, depth: usize, entry: &mut Option<Entry>) {
    let Some(entry) = entry else {
        if root.is_entry(name) && depth > 0 {
            *entry = Some(Entry { depth, guid_is_address: true, ..Entry::default() });
        }
        return;
    };
    match name {
        "link" if depth == entry.depth + 1 => {
            let alternate = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
            entry.link = entry.link.take().or_else(|| attribute(start, "href").filter(|_| alternate));
        }
        "guid" => entry.guid_is_address = attribute(start, "isPermaLink").is_none_or(|is| is != "false"),
        _ => {}
    }
}

/// Text counts for the entry's own elements; those of its pictures have the same names.
fn add(entry: &mut Option<Entry>, path: &[String], text: &str) {
    let (Some(entry), Some(name)) = (entry, path.last()) else { return };
    let own = path.len() == entry.depth + 2;
    match name.as_str() {
        "loc" | "link" if own => entry.address.push_str(text),
        "guid" if own => entry.guid.push_str(text),
        "lastmod" | "updated" if own => entry.changed.push_str(text),
        "pubDate" | "date" | "published" if own => entry.published.push_str(text),
        "publication_date" => entry.published.push_str(text),
        _ => {}
    }
}

impl Entry {
    fn listed(self, base: &Url) -> Option<Listed> {
        let guid = self.guid.trim();
        let guid = Some(guid).filter(|guid| self.guid_is_address && guid.contains("://"));
        let written = Some(self.address.trim()).filter(|address| !address.is_empty());
        let written = written.or(self.link.as_deref()).or(guid)?;
        let as_of = [self.changed, self.published].into_iter().find(|time| !time.trim().is_empty());
        listed(&base.join(written).ok()?, as_of.map(|time| time.trim().to_owned()))
    }
}

fn name_of(start: &BytesStart<'_>) -> String {
    let name = start.local_name();
    let name: &str = name.as_ref();
    name.to_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.html_attributes().filter_map(Result::ok).find(|attribute| {
        let key: &str = attribute.key.as_ref();
        key == name
    })?;
    let value: &str = found.value.as_ref();
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned()))
}

/// The character of "&amp;" or "&#38;"; entities that a document makes up stand for nothing here.
fn character(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match &*reference.borrow().into_inner() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn document(media: &str, body: &[u8]) -> Found {
        Found {
            url: Url::parse("https://example.org/news/feed").unwrap(),
            media: media.into(),
            charset: None,
            validators: Default::default(),
            body: body.to_vec(),
        }
    }

    /// What a document lists, in lines: its kind, then address and time of each page.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        check_document(&document("application/xml", body.as_bytes()), expected);
    }

    #[track_caller]
    fn check_document(found: &Found, expected: &str) {
        let (kind, pages) = match read(found, 10_000) {
            Ok(Some(Listing::Feed(pages))) => ("feed", pages),
            Ok(Some(Listing::Sitemap(pages))) => ("sitemap", pages),
            Ok(Some(Listing::Index(pages))) => ("index", pages),
            Ok(None) => ("none", Vec::new()),
            Err(reason) => return assert_eq!(reason, expected),
        };
        let page = |page: &Listed| format!("\n{} {}", page.url, page.as_of.as_deref().unwrap_or("-"));
        assert_eq!(kind.to_owned() + &pages.iter().map(page).collect::<String>(), expected);
    }

    #[test]
    fn site_maps_name_pages_and_other_site_maps() {
        check(
            r#"<?xml version="1.0"?><urlset xmlns="x" xmlns:image="i" xmlns:news="n"><url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2024-03-01</lastmod>
               <image:image><image:loc>https://example.org/a.png</image:loc></image:image></url>
               <url><loc><![CDATA[https://example.org/b?utm_source=map]]></loc><news:news><news:publication_date>2024-03-02T10:00Z</news:publication_date></news:news></url>
               <url><loc>javascript:alert(1)</loc></url></urlset>"#,
            "sitemap\nhttps://example.org/a?x=1&y=2 2024-03-01\nhttps://example.org/b 2024-03-02T10:00Z",
        );
        check(
            "<sitemapindex><sitemap><loc>https://example.org/1.xml.gz</loc><lastmod>2024</lastmod></sitemap></sitemapindex>",
            "index\nhttps://example.org/1.xml.gz 2024",
        );
        check_document(
            &document("text/plain", b"https://example.org/a\n\nhttps://example.org/b\n"),
            "sitemap\nhttps://example.org/a -\nhttps://example.org/b -",
        );
    }

    #[test]
    fn feeds_of_every_kind_name_their_entries() {
        check(
            r#"<rss><channel><title>t</title><link>https://example.org</link><atom:link href="https://example.org/self" rel="self"/>
               <item><title>A &amp; B</title><link>https://example.org/a</link><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><media:content url="x"/></item>
               <item><guid>https://example.org/b</guid></item><item><guid isPermaLink="false">https://example.org/c</guid></item></channel></rss>"#,
            "feed\nhttps://example.org/a Fri, 01 Mar 2024 10:00:00 GMT\nhttps://example.org/b -",
        );
        check(
            r#"<feed xmlns="a"><link href="https://example.org/"/><entry><link rel="enclosure" href="/a.mp3"/><link href="/a&amp;b"/>
               <published>2024-03-01</published><updated>2024-03-02</updated></entry></feed>"#,
            "feed\nhttps://example.org/a&b 2024-03-02",
        );
        check(
            r#"<rdf:RDF><channel/><item rdf:about="x"><link>a</link><dc:date>2024</dc:date></item></rdf:RDF>"#,
            "feed\nhttps://example.org/news/a 2024",
        );
        check(
            r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a", "date_published": "2024"}, {"id": "2"}]}"#,
            "feed\nhttps://example.org/a 2024",
        );
    }

    #[test]
    fn what_is_no_list_is_none() {
        for other in ["<!doctype html><html><p>a</html>", "<html><a>", "{}", "", "plain words", "<svg/>"] {
            check(other, "none");
        }
        check_document(&document("text/plain", b"https://example.org/a is a page\n"), "none");
        check("<rss></rss>", "feed");
    }

    #[test]
    fn a_list_that_breaks_off_gives_what_it_has() {
        check(
            "<urlset><url><loc>https://example.org/a</loc></url><url><loc>https://exa",
            "sitemap\nhttps://example.org/a -",
        );
        check(
            "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><urlset><url><loc>https://example.org/&a;</loc></url></urlset>",
            "sitemap\nhttps://example.org/ -",
        );
    }

    #[test]
    fn a_packed_list_is_unpacked_within_its_limit() {
        let pack = |text: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let map = "<urlset><url><loc>https://example.org/a</loc></url></urlset>";
        check_document(&document("application/gzip", &pack(map)), "sitemap\nhttps://example.org/a -");
        let bomb = map.to_owned() + &" ".repeat(100_000);
        check_document(&document("application/gzip", &pack(&bomb)), "it unpacks to more than a list may hold");
        check_document(&document("application/gzip", b"\x1f\x8bno"), "it cannot be unpacked: unexpected end of file");
    }
}
