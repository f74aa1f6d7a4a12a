//! Reading in another process: the same articles come out, and what brings a parser down costs its own file.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use onrecord::read::{Limits, Reader};

use super::shown_by;

fn reader(limits: Limits) -> Reader {
    Reader::default().apart(PathBuf::from(env!("CARGO_BIN_EXE_onrecord")), limits)
}

const PAGE: &str = "<!doctype html><html lang=en><head><title>Levy passes</title></head><body><article><h1>Levy passes</h1>\
     <p>The council voted on Monday, the mayor said, and nobody was surprised by the result of it, least of all the council.</p>\
     <p>“It was time,” said Ada Morrow, who had asked for it since the pier was closed, and she thanked all who came.</p></article></body></html>";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    fn shown(&self, reader: &Reader, path: &Path) -> String {
        shown_by(reader, path).replace(&format!("{}/", self.0.path().display()), "")
    }
}

#[test]
fn the_same_articles_come_out() {
    let folder = Folder::new();
    let apart = reader(Limits::default());
    let feed = "<rss><channel><title>Courier</title><item><title>A</title><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;Text.&lt;/p&gt;</content:encoded></item>\
         <item><title>B</title></item></channel></rss>";
    for (name, bytes) in
        [("a.html", PAGE), ("b.rss", feed), ("c.html", "<p></p>"), ("d.xml", "<a>"), ("e.txt", "Text.")]
    {
        let path = folder.write(name, bytes);
        assert_eq!(folder.shown(&apart, &path), folder.shown(&Reader::default(), &path), "{name}");
    }
    let missing = folder.0.path().join("f.html");
    assert_eq!(folder.shown(&apart, &missing), "refused f.html: no such file or folder");
}

#[test]
fn hostile_pages_cost_themselves() {
    let folder = Folder::new();
    let apart = reader(Limits::default());
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
    let bombs = [
        "<div>".repeat(20_000),
        "<b><i>".repeat(50_000),
        "<table><tr><td>".repeat(5_000),
        format!("<p{attributes}>"),
        format!("<rss{attributes}/>"),
    ];
    for (number, bomb) in bombs.iter().enumerate() {
        let name = if bomb.starts_with("<rss") { format!("{number}.xml") } else { format!("{number}.html") };
        let shown = folder.shown(&apart, &folder.write(&name, bomb));
        assert!(shown.starts_with(&format!("refused {name}: ")) && shown.contains("too complex"), "{shown}");
        let page = folder.write("page.html", PAGE);
        assert!(folder.shown(&apart, &page).starts_with("page.html: \"The council voted"), "the next page is read");
    }
}

#[test]
fn a_parser_that_takes_too_long_is_ended() {
    let folder = Folder::new();
    let page = folder.write("a.html", PAGE);
    let hasty = reader(Limits { time: Duration::ZERO, ..Limits::default() });
    assert_eq!(folder.shown(&hasty, &page), "refused a.html: too complex to read: not done in 0 seconds");
}

#[cfg(target_os = "linux")]
#[test]
fn a_parser_that_takes_too_much_is_ended() {
    let folder = Folder::new();
    let large = folder.write("a.html", format!("{PAGE}{}", "<p>The council voted on Monday.</p>".repeat(200_000)));
    let poor = reader(Limits { memory: 160 << 20, ..Limits::default() });
    let shown = folder.shown(&poor, &large);
    assert_eq!(shown, "refused a.html: too complex to read: it brings the parser down, or needs more than 160 MB");
    let page = folder.write("b.html", PAGE);
    assert!(folder.shown(&poor, &page).starts_with("b.html: \"The council voted"), "the next page is read");
    let lazy = reader(Limits { cpu: Duration::ZERO, ..Limits::default() });
    let shown = folder.shown(&lazy, &large);
    assert_eq!(shown, "refused a.html: too complex to read: not done in 0 seconds of computing");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_leads_past_no_limit() {
    let folder = Folder::new();
    let page = folder.0.path().join(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"a\xff.html"));
    fs::write(&page, PAGE).expect("written");
    let hasty = reader(Limits { time: Duration::ZERO, ..Limits::default() });
    let shown = folder.shown(&hasty, &page);
    assert_eq!(shown, "refused a\u{fffd}.html: too complex to read: not done in 0 seconds");
    let apart = reader(Limits::default());
    assert_eq!(folder.shown(&apart, &page), folder.shown(&Reader::default(), &page));
    fs::write(&page, "<p></p>").expect("written");
    let refused = apart.records(&page).err().or_else(|| apart.records(&page).ok()?.next()?.err()).expect("refused");
    assert_eq!(refused.path, page, "its name comes back to the letter");
}
