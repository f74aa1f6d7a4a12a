//! Every reader: a file is read or refused with a reason, and what is read has words.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use onrecord::article::Article;
use onrecord::read;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file of more records than this has shown what it does.
const RECORDS: usize = 1_000;

pub fn plain(bytes: &[u8]) {
    for article in read(&[("a.txt", bytes)]) {
        // What is UTF-8 is kept to the letter; zeros in it make it UTF-16.
        if let Some(text) = str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) {
            assert!(text.ends_with(article.text.as_str()), "letters were changed");
        }
    }
}

pub fn markdown(bytes: &[u8]) {
    read(&[("a.md", bytes)]);
}

pub fn json(bytes: &[u8]) {
    read(&[("a.json", bytes)]);
}

pub fn lines(bytes: &[u8]) {
    read(&[("a.jsonl", bytes)]);
}

pub fn html(bytes: &[u8]) {
    read(&[("a.html", bytes)]);
}

pub fn xml(bytes: &[u8]) {
    read(&[("a.xml", bytes)]);
}

pub fn warc(bytes: &[u8]) {
    read(&[("a.warc", bytes)]);
}

pub fn gzip(bytes: &[u8]) {
    read(&[("a.html.gz", bytes)]);
}

pub fn zip(bytes: &[u8]) {
    read(&[("a.zip", bytes)]);
}

/// The bytes are the package, then after a NUL the chapter: a changed byte inside an archive would change its checksum alone.
pub fn epub(bytes: &[u8]) {
    const CONTAINER: &[u8] = b"<container><rootfiles><rootfile full-path='a/b.opf'/></rootfiles></container>";
    let (package, chapter) = halves(bytes);
    let book = packed(&[("META-INF/container.xml", CONTAINER), ("a/b.opf", package), ("a/c.xhtml", chapter)]);
    read(&[("a.epub", &book)]);
}

/// The bytes are the document, then after a NUL what it says of itself.
pub fn docx(bytes: &[u8]) {
    let (document, properties) = halves(bytes);
    let packed = packed(&[("word/document.xml", document), ("docProps/core.xml", properties)]);
    read(&[("a.docx", &packed)]);
}

/// The first byte says in which notation.
pub fn sidecar(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let name = ["a.txt.meta.toml", "a.txt.meta.yaml", "a.txt.meta.json"][usize::from(*first) % 3];
    read(&[("a.txt", b"A ferry sank on Monday."), (name, rest)]);
}

fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (&bytes[..end], bytes.get(end + 1..).unwrap_or_default())
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, stored).expect("begun");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// Puts the files into a folder and reads the first.
fn read(files: &[(&str, &[u8])]) -> Vec<Article> {
    thread_local! {
        static FOLDER: TempDir = tempfile::tempdir().expect("a folder");
    }
    FOLDER.with(|folder| {
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("written");
        }
        let articles = articles(&folder.path().join(files[0].0));
        for (name, _) in files {
            fs::remove_file(folder.path().join(name)).expect("removed");
        }
        articles
    })
}

fn articles(path: &Path) -> Vec<Article> {
    let records = match read::records(path) {
        Ok(records) => records,
        Err(refused) => {
            assert!(!refused.reason.trim().is_empty(), "refused without a reason");
            return Vec::new();
        }
    };
    let mut articles = Vec::new();
    for record in records.take(RECORDS) {
        match record {
            Ok(article) => {
                assert!(!article.text.as_str().trim().is_empty(), "an article without words");
                assert!(!article.id.0.is_empty(), "an article without a name");
                articles.push(article);
            }
            Err(refused) => assert!(!refused.reason.trim().is_empty(), "refused without a reason"),
        }
    }
    articles
}
