//! Files in, articles or reasons out: every format, and everything that goes wrong with files.

#[path = "read/agencies.rs"]
mod agencies;
#[path = "read/apart.rs"]
mod apart;
#[path = "read/archives.rs"]
mod archives;
#[path = "read/feeds.rs"]
mod feeds;
#[path = "read/mutations.rs"]
mod mutations;
#[path = "read/notes.rs"]
mod notes;
#[path = "read/pages.rs"]
mod pages;
#[path = "read/pdf.rs"]
mod pdf;

use std::fs;
use std::path::Path;

use onrecord::article::Article;
use onrecord::read::{self, ReadError, Reader};
use proptest::prelude::*;

/// What is read from a file with this name and these bytes, a line a record; the folder's name is left out.
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let shown = shown(&path).replace(&format!("{}/", folder.path().display()), "");
    assert_eq!(shown, expected.trim(), "{name}");
}

/// What is read from a page.
fn shown_page(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.html");
    fs::write(&path, page).expect("written");
    shown(&path)
}

fn shown(path: &Path) -> String {
    shown_by(&Reader::default(), path)
}

fn shown_by(reader: &Reader, path: &Path) -> String {
    let records = match reader.records(path) {
        Ok(records) => {
            records.map(|record| record.map_or_else(|error| refusal(&error), |article| line(&article))).collect()
        }
        Err(error) => vec![refusal(&error)],
    };
    records.join("\n")
}

fn line(article: &Article) -> String {
    let citation = &article.citation;
    let mut parts = vec![format!("{}: {:?}", article.id, article.text.as_str())];
    parts.extend(citation.title.as_ref().map(|title| format!("title={title}")));
    parts.extend(citation.authors.iter().map(|author| format!("author={author}")));
    parts.extend(citation.publisher.as_ref().map(|publisher| format!("publisher={publisher}")));
    parts.extend(citation.published.map(|date| format!("published={date}")));
    parts.extend(citation.url.as_ref().map(|url| format!("url={url}")));
    parts.extend(article.origin.line.map(|line| format!("line={line}")));
    parts.join(" ")
}

fn refusal(error: &ReadError) -> String {
    let name = error.path.display();
    error.line.map_or_else(|| format!("refused {name}: {error}"), |line| format!("refused {name}:{line}: {error}"))
}

#[test]
fn plain_text_is_unchanged() {
    check("a.txt", "\u{feff}\r\n The ferry sank.\r\n\r\n", r#"a.txt: "\r\n The ferry sank.\r\n\r\n""#);
    check("b.TXT", "אמר \u{202e}abc\u{202c}", r#"b.TXT: "אמר \u{202e}abc\u{202c}""#);
    check("notes", "The ferry sank.", r#"notes: "The ferry sank.""#);
    check(
        "c.txt",
        b"Der B\xfcrgermeister sagte, die Br\xfccke sei gesperrt.",
        r#"c.txt: "Der Bürgermeister sagte, die Brücke sei gesperrt.""#,
    );
}

#[test]
fn plain_text_tells_its_headline_and_writer() {
    check(
        "a.txt",
        "Ferry sinks off Port Marren\n\nBy Lena Abbot\n\nA ferry sank on Monday, the coast guard said, and everybody swam ashore.",
        r#"a.txt: "Ferry sinks off Port Marren\n\nBy Lena Abbot\n\nA ferry sank on Monday, the coast guard said, and everybody swam ashore." title=Ferry sinks off Port Marren author=Lena Abbot"#,
    );
}

#[test]
fn markdown_reads_as_it_looks() {
    check(
        "a.md",
        "---\ntitle: \"Levy: passed\"\nauthors: [Jane Doe, John Roe]\ndate: 2024-03-01\nsite: The Courier\nurl: https://example.org/levy\n\
         tags:\n  - harbour\n---\n# Levy: passed\n\nThe *council* voted, [she said](https://x.org),\non a **levy**&nbsp;of 5\\*2.\n\n\
         > “Never,”\n\n- One `code`\n- Two\n\n![A map](map.png)\n\n<!-- note -->\n<div>Inside <b>HTML</b></div>\n\n| a | b |\n|---|---|\n| c | d |\n",
        r#"https://example.org/levy: "The council voted, she said, on a levy\u{a0}of 5*2.\n\n“Never,”\n\nOne code\n\nTwo\n\nInside HTML\n\na\tb\nc\td" title=Levy: passed author=Jane Doe author=John Roe publisher=The Courier published=2024-03-01 url=https://example.org/levy"#,
    );
    check(
        "b.md",
        "+++\ntitle = 'Levy'\ndate = 2024-03-01T10:00:00+02:00\nauthor = { name = 'Jane Doe' }\n+++\n{{< figure src=\"a.png\" >}}\n\nText, [[Page|as said]].\n\n    code  here\n",
        r#"b.md: "Text, as said.\n\ncode  here" title=Levy author=Jane Doe published=2024-03-01"#,
    );
    check("c.md", "# Levy passes\n\nThe council voted.", r#"c.md: "The council voted." title=Levy passes"#);
    check("d.md", "---\n\nA rule, then text.", r#"d.md: "A rule, then text.""#);
}

#[test]
fn broken_front_matter_names_its_line() {
    check("a.md", "---\ntitle: a\nauthor: [b\n---\nText.", "refused a.md:3: broken front matter: unclosed bracket '['");
    check(
        "b.md",
        "+++\ntitle = 'a'\nauthor = b\n+++\nText.",
        "refused b.md:3: broken front matter: string values must be quoted, expected literal string",
    );
    check(
        "c.md",
        "---\ntitle: a\nText.",
        "refused c.md:1: broken front matter: it begins with --- and never ends with ---",
    );
    let multiplying = "---\na: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n\
                       d: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e]\n---\nText.";
    check("e.md", multiplying, "refused e.md:7: broken front matter: too many values, or aliases that multiply");
    check("d.md", "---\ntitle: a\n---\n\n", "refused d.md: no text below the front matter");
}

#[test]
fn one_bad_line_costs_one_article() {
    check(
        "a.jsonl",
        "\u{feff}{\"id\": 1, \"text\": \" One.\\r\\n\"}\n\n{\"text\": \n{\"url\": \"https://example.org/a\", \"text\": \"Two.\", \"date\": \"no date\", \"author\": \"Jane Doe\"}\r\n\
         {\"title\": \"t\"}\n{\"text\": 5}\n[1]\n{\"text\": \" \\n\"}\n{\"text\": \"Three.\"}",
        r#"
1: " One.\r\n" line=1
refused a.jsonl:3: not valid JSON: EOF while parsing a value (column 8)
https://example.org/a: "Two." author=Jane Doe url=https://example.org/a line=4
refused a.jsonl:5: no text: the field «text» is missing
refused a.jsonl:6: no text: the field «text» is not a string
refused a.jsonl:7: not a JSON object
refused a.jsonl:8: only blank lines
a.jsonl:9: "Three." line=9"#,
    );
    check(
        "b.ndjson",
        b"{\"text\": \"a\xff\"}\n{\"text\": \"b\"}",
        "refused b.ndjson:1: not valid UTF-8 (byte 12 of the line)\nb.ndjson:2: \"b\" line=2",
    );
}

#[test]
fn json_is_one_article_or_a_list() {
    check("a.json", r#"{"id": "x", "text": "One."}"#, r#"x: "One.""#);
    check(
        "b.json",
        r#"[{"text": "One."}, {"title": "t"}, {"text": "Two."}]"#,
        "b.json#1: \"One.\"\nrefused b.json#2: no text: the field «text» is missing\nb.json#3: \"Two.\"",
    );
    check(
        "c.json",
        "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n",
        "c.json:1: \"One.\" line=1\nc.json:2: \"Two.\" line=2",
    );
    check("d.json", "{\n \"text\": ", "refused d.json:2: not valid JSON: EOF while parsing a value (column 9)");
    check("e.json", "[]", "refused e.json: an empty list: no articles");
}

#[test]
fn a_web_page_gives_its_article() {
    let sentence =
        "The council voted on Monday, the mayor said, and nobody was surprised by the result of it. ".repeat(8);
    let sentence = sentence.trim();
    check(
        "a.html",
        format!(
            "<!doctype html><html lang=en><head><title>Levy passes - The Courier</title><meta property=og:site_name content='The Courier'>\
             <meta property=article:published_time content=2024-03-01T10:00:00Z><link rel=canonical href=https://example.org/levy></head>\
             <body><nav><a href=/>Home</a></nav><article><h1>Levy passes</h1><p>By Jane Doe</p><p>{sentence}</p>\
             <figure><img src=a.png><figcaption>The mayor on Monday</figcaption></figure><p>“No,”&nbsp;said\n the <b>may</b>or.<br>She left.</p>\
             <p><a href=/b>Read more: Another levy</a></p><div class=newsletter-box><p>Sign up.</p></div></article><footer>©</footer></body>"
        ),
        &format!(
            r#"https://example.org/levy: "{sentence}\n\n“No,”\u{{a0}}said the mayor.\nShe left." title=Levy passes author=Jane Doe publisher=The Courier published=2024-03-01 url=https://example.org/levy"#
        ),
    );
}

#[test]
fn a_page_without_an_article_or_too_complex_is_refused() {
    check("a.html", "<html><body></body></html>", "refused a.html: no article text found in the page");
    check(
        "b.html",
        "<div>".repeat(20_000),
        "refused b.html: HTML too complex to parse safely: more than 400 elements inside each other",
    );
}

#[test]
fn files_without_text_are_refused() {
    for name in ["a.txt", "a.md", "a.json", "a.jsonl", "a.html"] {
        check(name, "", &format!("refused {name}: empty file"));
        let reason = if name == "a.md" { "no text below the front matter" } else { "only blank lines" };
        check(name, " \r\n\n\t\n", &format!("refused {name}: {reason}"));
    }
    for name in ["a.txt", "a.md", "a.html", "notes"] {
        check(name, b"\x7fELF\x02\x01\x00\x00\x00", &format!("refused {name}: binary file, not text"));
    }
    check("a.txt", b"%PDF-1.7\n", "refused a.txt: a PDF file, not text");
    check(
        "a.txt",
        "é é é é é é".as_bytes().split_last().expect("bytes").1,
        "refused a.txt: damaged text: not valid UTF-8 at byte 15 (line 1)",
    );
}

#[test]
fn a_missing_path_a_folder_and_a_locked_file_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    assert_eq!(read::records(&path).err().expect("missing").reason, "no such file or folder");
    assert_eq!(read::files(&path).expect_err("missing").reason, "no such file or folder");
    assert_eq!(read::records(folder.path()).err().expect("a folder").reason, "a folder, not a file");
    lock(&path);
}

/// A file nobody may read; whoever runs the tests as root may, so then there is nothing to see.
#[cfg(unix)]
fn lock(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, "Text.").expect("written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("locked");
    if fs::File::open(path).is_err() {
        assert_eq!(read::records(path).err().expect("locked").reason, "no permission to read it");
    }
}

#[cfg(not(unix))]
fn lock(_path: &Path) {}

#[test]
fn a_line_of_100_megabytes_is_refused_without_being_held() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = |name: &str, before: &[u8], after: &[u8]| {
        let path = folder.path().join(name);
        let mut bytes = before.to_vec();
        bytes.resize(100 << 20, b'a');
        bytes.extend_from_slice(after);
        fs::write(&path, bytes).expect("written");
        shown(&path).replace(&format!("{}/", folder.path().display()), "")
    };
    assert_eq!(
        long("a.txt", b"", b""),
        "refused a.txt: file too large for one article: 100 MB, at most 64 MB are read"
    );
    assert_eq!(
        long("a.jsonl", b"{\"text\": \"One.\"}\n{\"text\": \"", b"\"}\n{\"text\": \"Two.\"}\n"),
        "a.jsonl:1: \"One.\" line=1\nrefused a.jsonl:2: line too large for one article: 100 MB, at most 64 MB are read\n\
         a.jsonl:3: \"Two.\" line=3"
    );
}

#[test]
fn a_title_of_10_000_characters_is_kept_whole() {
    let title = "Ä".repeat(10_000);
    check(
        "a.jsonl",
        format!("{{\"title\": \"{title}\", \"text\": \"One.\"}}"),
        &format!("a.jsonl:1: \"One.\" title={title} line=1"),
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any_bytes(), extension in "txt|md|json|jsonl|html|xml|epub|docx|warc|gz|zip|") {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a").with_extension(extension);
        fs::write(&path, &bytes).expect("written");
        match read::records(&path) {
            Ok(records) => for record in records {
                match record {
                    Ok(article) => prop_assert!(!article.text.as_str().trim().is_empty()),
                    Err(error) => prop_assert!(is_a_reason(&error), "{error:?}"),
                }
            },
            Err(error) => prop_assert!(is_a_reason(&error), "{error:?}"),
        }
    }
}

fn is_a_reason(error: &ReadError) -> bool {
    !error.reason.is_empty() && !error.reason.ends_with('.') && !error.reason.contains('\n')
}

/// Bytes of any kind, and bytes made of what the formats are made of.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title: a\n",
        "a: [",
        "\"",
        "{\"text\": \"One.\"}\n",
        "{",
        "[",
        "}",
        "]",
        ":",
        "<p>",
        "</p>",
        "<b>",
        "<div class=\"share\">",
        "<table>",
        "<tr>",
        "<script>",
        "<!--",
        "-->",
        "<h1>T</h1>",
        "# T\n",
        "> ",
        "- ",
        "![a](b)",
        "[[",
        "|",
        "\n\n",
        "\r\n",
        "&amp;",
        "&#0;",
        "\u{feff}",
        "\u{202e}",
        "A sentence, said the mayor. ",
        "By Jane Doe\n",
        "2024-03-01",
        "<meta charset=utf-16>",
        "<time datetime=1>",
        "<rss><channel><item>",
        "<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>",
        "</encoded></item></channel></rss>",
        "<nitf><body><body.content>",
        "</body.content></body></nitf>",
        "<![CDATA[",
        "]]>",
        "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "PK\u{3}\u{4}",
        "é",
        "港",
    ]);
    let made = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![prop::collection::vec(any::<u8>(), 0..400), made]
}
