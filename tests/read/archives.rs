//! What is packed: gzip and ZIP archives, EPUB, Word, WARC; and what is packed to do harm.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::check;

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes.as_ref()).expect("packed");
    encoder.finish().expect("packed")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("begun");
        writer.write_all(bytes).expect("packed");
    }
    writer.finish().expect("packed").into_inner()
}

#[test]
fn gzip_is_read_as_what_it_holds() {
    check("a.txt.gz", gzip("The ferry sank."), r#"a.txt.gz: "The ferry sank.""#);
    check(
        "b.jsonl.gz",
        gzip("{\"text\": \"One.\"}\n{\n{\"text\": \"Two.\"}\n"),
        "b.jsonl.gz:1: \"One.\" line=1\nrefused b.jsonl.gz:2: not valid JSON: EOF while parsing an object (column 1)\nb.jsonl.gz:3: \"Two.\" line=3",
    );
    check("c.gz", gzip("{\"text\": \"One.\"}"), r#"c.gz: "One.""#);
    check("d.gz", [gzip("The ferry "), gzip("sank.")].concat(), r#"d.gz: "The ferry sank.""#);
    check("e.txt.gz", &gzip("The ferry sank.")[..20], "refused e.txt.gz: a broken gzip file");
    check("f.txt.gz", "The ferry sank.", "refused f.txt.gz: a broken gzip file");
}

#[test]
fn an_archive_is_a_folder_of_files() {
    check(
        "news.zip",
        zip(&[
            ("2025/a.txt", b"The ferry sank."),
            ("2025/b.md", b"# Levy\n\nIt passed."),
            ("2025/photo.png", b"\x89PNG"),
            ("__MACOSX/2025/a.txt", b"x"),
            (".hidden.txt", b"x"),
            ("../up.txt", b"It stays below."),
            ("c.jsonl", b"{\"text\": \"One.\"}\n{\"id\": \"two\", \"text\": \"Two.\"}"),
            ("d.txt", b"\x7fELF\x02\x01\x00\x00\x00"),
            ("inner.zip", &zip(&[("e.txt", b"Deeper.")])),
            ("f.txt.gz", &gzip("Packed twice.")),
        ]),
        r#"
news.zip/2025/a.txt: "The ferry sank."
news.zip/2025/b.md: "It passed." title=Levy
news.zip/c.jsonl:1: "One."
two: "Two."
refused news.zip/d.txt: binary file, not text
news.zip/inner.zip/e.txt: "Deeper."
news.zip/f.txt.gz: "Packed twice.""#,
    );
    check("a.zip", zip(&[("photo.png", b"\x89PNG")]), "refused a.zip: an archive without a file of articles");
    check("b.zip", "PK\x03\x04 and no more", "refused b.zip: a broken ZIP archive");
    check("c.zip", "", "refused c.zip: a broken ZIP archive");
}

#[test]
fn a_bomb_costs_one_refusal() {
    let zeros = vec![b' '; 40 << 20];
    check(
        "a.txt.gz",
        gzip(&zeros),
        "refused a.txt.gz: unpacks to more than 200 times its size, as no text does: given up",
    );
    check(
        "a.jsonl.gz",
        gzip(&zeros),
        "refused a.jsonl.gz:1: unpacks to more than 200 times its size, as no text does: given up",
    );
    let part = &zeros[..30 << 20];
    check(
        "a.zip",
        zip(&[("a.txt", b"The ferry sank."), ("b.txt", part), ("c.txt", b"The levy passed.")]),
        "a.zip/a.txt: \"The ferry sank.\"\nrefused a.zip: unpacks to more than 200 times its size, as no text does: given up",
    );
    let mut nested = zip(&[("a.txt", b"Deep.")]);
    for _ in 0..5 {
        nested = zip(&[("z.zip", &nested)]);
    }
    check("n.zip", nested, "refused n.zip/z.zip/z.zip/z.zip: archives inside each other, more than 3 deep");
}

#[test]
fn a_bomb_that_claims_to_be_large_costs_one_refusal() {
    let blanks = vec![b' '; 3 << 20];
    let mut archive =
        zip(&[("a.txt", b"The ferry sank."), ("b.txt", &blanks), ("c.txt", &blanks), ("d.txt", b"Never read.")]);
    // The packed size in an entry of the list of files: four bytes, twenty bytes behind its signature.
    let entries: Vec<usize> = (0..archive.len() - 24).filter(|at| archive[*at..].starts_with(b"PK\x01\x02")).collect();
    assert_eq!(entries.len(), 4);
    for at in entries.into_iter().skip(3) {
        archive[at + 20..at + 24].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    }
    check(
        "a.zip",
        archive,
        "a.zip/a.txt: \"The ferry sank.\"\nrefused a.zip/b.txt: only blank lines\nrefused a.zip: unpacks to more than 200 times its size, as no text does: given up",
    );
}

#[test]
fn an_epub_is_read_in_the_order_of_its_spine() {
    let package = "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <dc:title>The Pier</dc:title><dc:creator>Lena Abbot</dc:creator><dc:publisher>Marren Press</dc:publisher><dc:date>2025-03-03</dc:date><dc:language>en</dc:language>\
         <dc:identifier>urn:uuid:1</dc:identifier></metadata><manifest><item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
         <item id='two' href='text/ch%202.xhtml' media-type='application/xhtml+xml'/><item id='one' href='text/ch1.xhtml' media-type='application/xhtml+xml'/>\
         <item id='css' href='a.css' media-type='text/css'/></manifest><spine><itemref idref='nav'/><itemref idref='one'/><itemref idref='two'/></spine></package>";
    let page = |body: &str| {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
        )
    };
    let files = |package: &str| {
        zip(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"),
            ("OEBPS/book.opf", package.as_bytes()),
            ("OEBPS/nav.xhtml", page("<nav><ol><li>One</li></ol></nav>").as_bytes()),
            ("OEBPS/text/ch 2.xhtml", page("<h1>Two</h1><p>“For good,” she said.</p>").as_bytes()),
            ("OEBPS/text/ch1.xhtml", page("<h1>One</h1><p>The pier<br/>closed.</p>").as_bytes()),
        ])
    };
    let book = r#"book.epub: "One\n\nThe pier\nclosed.\n\nTwo\n\n“For good,” she said." title=The Pier author=Lena Abbot publisher=Marren Press published=2025-03-03"#;
    check("book.epub", files(package), book);
    check("book.zip", files(package), &book.replace("book.epub", "book.zip"));
    check(
        "a.epub",
        files(&package.replace("ch1.xhtml", "ch3.xhtml")),
        "refused a.epub: a broken EPUB file: OEBPS/text/ch3.xhtml is missing",
    );
    check("b.epub", zip(&[("a.txt", b"x")]), "refused b.epub: a broken EPUB file: META-INF/container.xml is missing");
}

#[test]
fn a_word_document_reads_as_it_looks() {
    let document = "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>\
         <w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Pier closed for good</w:t></w:r></w:p><w:p/>\
         <w:p><w:r><w:t xml:space='preserve'>The board </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>vot</w:t></w:r><w:r><w:t>ed on Monday,</w:t><w:br/><w:t>she said.</w:t></w:r>\
         <w:del><w:r><w:delText>Never.</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space='preserve'> Twice.</w:t></w:r></w:ins>\
         <w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK</w:instrText></w:r><w:hyperlink><w:r><w:t xml:space='preserve'> Here.</w:t></w:r></w:hyperlink></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let properties = |title: &str, creator: &str| {
        format!(
            "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' \
             xmlns:dcterms='http://purl.org/dc/terms/'><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>2025-03-03T08:00:00Z</dcterms:created></cp:coreProperties>"
        )
    };
    let file = |properties: String| {
        zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", document.as_bytes()),
            ("docProps/core.xml", properties.as_bytes()),
        ])
    };
    let text = r#""Pier closed for good\n\nThe board voted on Monday,\nshe said. Twice. Here.\n\na b\tc\nd""#;
    check(
        "a.docx",
        file(properties("The pier", "Lena Abbot")),
        &format!("a.docx: {text} title=The pier author=Lena Abbot"),
    );
    check("b.docx", file(properties("", "User")), &format!("b.docx: {text} title=Pier closed for good"));
    check(
        "c.docx",
        b"\xd0\xcf\x11\xe0\xa1",
        "refused c.docx: an old or a locked Word file: save it as .docx without a password",
    );
}

/// A record of a web archive.
fn record(kind: &str, target: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(head: &str, body: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 ".as_slice(), head.as_bytes(), b"\r\n\r\n", body].concat()
}

#[test]
fn a_web_archive_gives_its_pages() {
    let sentence =
        "The council voted on Monday, the mayor said, and nobody was surprised by the result of it. ".repeat(6);
    let sentence = sentence.trim();
    let page = |title: &str| {
        format!(
            "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{sentence}</p></article></body></html>"
        )
    };
    let chunked = |body: &[u8]| [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n0\r\n\r\n"].concat();
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let records = [
        record("warcinfo", "", b"software: x"),
        record("request", "https://c.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
        record("response", "https://c.example/a", &response(html, page("Levy passes").as_bytes())),
        record("response", "https://c.example/a.png", &response("200 OK\r\nContent-Type: image/png", b"\x89PNG")),
        record("response", "https://c.example/old", &response("301 Moved\r\nContent-Type: text/html", b"<p>Moved</p>")),
        record(
            "response",
            "<https://c.example/b>",
            &response(
                &format!("{html}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
                &chunked(&gzip(page("Pier closed"))),
            ),
        ),
        record("response", "https://c.example/c", &response(html, b"<p></p>")),
    ];
    let expected = format!(
        "https://c.example/a: \"{sentence}\" title=Levy passes url=https://c.example/a\nhttps://c.example/b: \"{sentence}\" title=Pier closed url=https://c.example/b\n\
         refused a.warc#7: no article text found in the page"
    );
    check("a.warc", records.concat(), &expected);
    check(
        "a.warc.gz",
        records.iter().map(gzip).collect::<Vec<_>>().concat(),
        &expected.replace("a.warc#", "a.warc.gz#"),
    );
    check("b.warc", record("request", "x", b"GET"), "refused b.warc: a web archive without pages");
    let cut = &records.concat()[..records[..2].concat().len() + 200];
    check("c.warc", cut, "refused c.warc: a broken web archive: unexpected end of file");
    check(
        "d.warc",
        "Not one",
        "refused d.warc: a broken web archive: no record of a web archive begins where one should",
    );
}
