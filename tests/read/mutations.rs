//! Files of every format with bytes changed at random: each is read or refused, and none brings its reader down. More cases
//! than a test run tries: `PROPTEST_CASES=100000 cargo test --release --test read mutations`.

use std::fs;
use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::read;
use proptest::prelude::*;
use proptest::sample::Index;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::is_a_reason;

const RSS: &str = "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Courier &amp; Post</title><language>en</language>\
     <item><title>Pier &lt;b&gt;closed&lt;/b&gt;</title><link>https://c.example/a</link><pubDate>Mon, 03 Mar 2025 08:00:00 GMT</pubDate><author>d@c.example (Joris Pell)</author>\
     <content:encoded><![CDATA[<p>The pier is <b>closed</b>.</p><ul><li>One</li></ul>]]></content:encoded></item><item><description>Short.</description></item></channel></rss>";
const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Courier</title><entry><title type='html'>A</title><link href='https://c.example/a'/><published>2025-03-03</published>\
     <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Text<br/>more.</p></div></content></entry></feed>";
const NITF: &str = "<nitf><head><docdata><date.issue norm='20250303T080000Z'/></docdata></head><body><body.head><hedline><hl1>Pier</hl1></hedline><byline>By <person>Lena Abbot</person></byline></body.head>\
     <body.content><p>Text.</p><bq><block><p>More.</p></block></bq><table><tr><td>a</td><td>b</td></tr></table></body.content></body></nitf>";
const NEWSML: &str = "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='urn:1'><itemMeta><provider literal='Agency'/><versionCreated>2025-03-03T08:00:00Z</versionCreated></itemMeta>\
     <contentMeta><headline>Pier</headline><by>By Lena Abbot</by></contentMeta><contentSet><inlineData contenttype='text/plain'>Text.</inlineData></contentSet></newsItem></itemSet></newsMessage>";
const JSON: &str = r#"[{"text": "One.", "title": "A", "authors": ["Lena Abbot"], "published": "2025-03-03"}, {"uri": "urn:1", "versioncreated": "2025-03-03", "body_html": "<p>Two.</p>"}]"#;
const JSON_FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1", "content_html": "<p>One.</p>", "date_published": "2025-03-03T08:00:00Z"}]}"#;
const MARKDOWN: &str = "---\ntitle: Pier\nauthor: [\"[[Lena Abbot]]\"]\n---\n{{< figure >}}\nThe [[pier|quay]] is ==closed==. ^a1\n\n> [!note] Why\n> It **broke**.\n\n%%x%%\n{% include a %}\n{: .b}\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n<div>HTML</div>\n";
const HTML: &str = "<!doctype html><html lang=en><head><title>Pier closed</title><meta property=og:site_name content=Courier><script type=application/ld+json>{\"@type\": \"NewsArticle\", \"headline\": \"Pier\", \"wordCount\": 9}</script></head>\
     <body><article><h1>Pier closed</h1><p>By Lena Abbot</p><p>The council voted on Monday, the mayor said, and nobody was surprised by the result of it.</p><table><tr><td>a<td>b</table><blockquote>“No,” she said.</blockquote></article></body>";
const WARC: &str = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/a\r\nContent-Length: 120\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<p>The council voted on Monday.</p>\r\n0\r\n\r\n";
const PLAIN: &str =
    "Ferry sinks off Port Marren\n\nBy Lena Abbot\n\nPORT MARREN, March 3, 2025 (Wire) — A ferry sank on Monday.\n";

/// A file of each format: extension and bytes.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let texts = [
        ("rss", RSS),
        ("atom", ATOM),
        ("nitf", NITF),
        ("xml", NEWSML),
        ("json", JSON),
        ("json", JSON_FEED),
        ("jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"),
        ("md", MARKDOWN),
        ("html", HTML),
        ("warc", WARC),
        ("txt", PLAIN),
        ("", HTML),
        ("", RSS),
    ];
    let mut samples: Vec<_> =
        texts.into_iter().map(|(extension, text)| (extension, text.as_bytes().to_vec())).collect();
    let word = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Text.</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let container = "<container><rootfiles><rootfile full-path='a/b.opf'/></rootfiles></container>";
    let package = "<package><metadata><title>Book</title></metadata><manifest><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>";
    samples.push(("docx", zip(&[("word/document.xml", word), ("docProps/core.xml", "<p><title>A</title></p>")])));
    samples.push((
        "epub",
        zip(&[("META-INF/container.xml", container), ("a/b.opf", package), ("a/c.xhtml", "<p>Text.</p>")]),
    ));
    samples.push(("zip", zip(&[("a.txt", PLAIN), ("b/c.html", HTML), ("d.rss", RSS)])));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(RSS.as_bytes()).expect("packed");
    samples.push(("rss.gz", packed.finish().expect("packed")));
    samples
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        // Not packed, so that a changed byte changes what is inside rather than its checksum alone.
        let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, plain).expect("begun");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

#[derive(Clone, Debug)]
enum Change {
    Byte(Index, u8),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = vec![
        "<",
        ">",
        "&",
        "&#x110000;",
        "\"",
        "'",
        "]]>",
        "<!--",
        "\0",
        "é",
        "\u{202e}",
        "{",
        "[[",
        "%}",
        "\r\n",
        "-1",
        "99999999999999999999",
        "<div>",
        "</p>",
        "<table>",
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), 1_usize..60).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<Index>(), 1_usize..80, 1_usize..200).prop_map(|(at, length, times)| Change::Repeat(at, length, times)),
        (any::<Index>(), prop::sample::select(pieces)).prop_map(|(at, piece)| Change::Insert(at, piece)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            return bytes;
        }
        let end = |start: usize, length: usize| (start + length).min(bytes.len());
        match change {
            Change::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Change::Remove(at, length) => {
                let at = at.index(bytes.len());
                bytes.drain(at..end(at, *length));
            }
            Change::Repeat(at, length, times) => {
                let at = at.index(bytes.len());
                let part = bytes[at..end(at, *length)].repeat(*times);
                bytes.splice(at..at, part);
            }
            Change::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn are_read_or_refused(sample in any::<Index>(), changes in prop::collection::vec(change(), 0..6)) {
        let mut samples = samples();
        let (extension, bytes) = samples.swap_remove(sample.index(samples.len()));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a").with_extension(extension);
        fs::write(&path, changed(bytes, &changes)).expect("written");
        match read::records(&path) {
            Ok(records) => for record in records.take(1_000) {
                match record {
                    Ok(article) => prop_assert!(!article.text.as_str().trim().is_empty()),
                    Err(error) => prop_assert!(is_a_reason(&error), "{error:?}"),
                }
            },
            Err(error) => prop_assert!(is_a_reason(&error), "{error:?}"),
        }
    }
}
