//! WARC files (ISO 28500), as web archives keep what they fetched: each page that a server answered with is an article.

use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use super::record::web_address;
use super::{Finds, Found, ReadError, Source, file, html};
use crate::article::ArticleId;

/// Lines of a record's head, and bytes of one.
const LONGEST_HEAD: (usize, u64) = (200, 64 * 1024);

/// The pages of an archive, as they are asked for.
pub(super) fn records(path: &Path, reader: impl BufRead + Send + 'static) -> Finds {
    Box::new(Pages { path: path.to_owned(), reader, number: 0, ended: false, given: false })
}

struct Pages<R> {
    path: PathBuf,
    reader: R,
    /// Of the record, from 1.
    number: u64,
    ended: bool,
    given: bool,
}

/// What the head of a record says.
#[derive(Default)]
struct Head {
    kind: String,
    target: Option<String>,
    length: u64,
}

impl<R: BufRead> Pages<R> {
    /// The next record; `None` at the end. An error of the file ends it: there is no knowing where the next record begins.
    fn advance(&mut self) -> io::Result<Option<(Head, Vec<u8>)>> {
        let Some(head) = self.head()? else { return Ok(None) };
        self.number += 1;
        let wanted = if head.kind == "response" { head.length.min(file::LARGEST_ARTICLE) } else { 0 };
        let mut block = Vec::new();
        let read = (&mut self.reader).take(wanted).read_to_end(&mut block)? as u64;
        let rest = io::copy(&mut (&mut self.reader).take(head.length - read), &mut io::sink())?;
        if read + rest < head.length {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        Ok(Some((head, block)))
    }

    fn head(&mut self) -> io::Result<Option<Head>> {
        let (lines, bytes) = LONGEST_HEAD;
        let mut reader = (&mut self.reader).take(bytes);
        let mut head = Head::default();
        let mut begun = false;
        for _ in 0..lines {
            let mut line = Vec::new();
            if reader.read_until(b'\n', &mut line)? == 0 {
                return if begun { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) } else { Ok(None) };
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            match (begun, line.is_empty()) {
                (false, true) => {}
                (false, false) if line.starts_with("WARC/") => begun = true,
                (false, false) => return Err(io::Error::other("no record of a web archive begins where one should")),
                (true, true) => return Ok(Some(head)),
                (true, false) => head.take(line),
            }
        }
        Err(io::Error::other("a record without end"))
    }

    /// The page of a record; `None` for what is no page.
    fn page(&self, head: &Head, block: &[u8]) -> Option<Result<Found, ReadError>> {
        let inside = PathBuf::from(format!("{}#{}", self.path.display(), self.number));
        let refuse = |reason: &str| Some(Err(ReadError::new(&inside, reason)));
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut response = httparse::Response::new(&mut headers);
        let Ok(httparse::Status::Complete(start)) = response.parse(block) else {
            return refuse("a response without a head");
        };
        let field = |name: &str| {
            let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            found.map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase()).unwrap_or_default()
        };
        let is_page = response.code == Some(200) && field("content-type").contains("html");
        if !is_page {
            return None;
        }
        if head.length > file::LARGEST_ARTICLE {
            return refuse(&file::too_large("page", head.length));
        }
        let mut body = block.get(start..).unwrap_or_default().to_vec();
        if field("transfer-encoding").contains("chunked") {
            body = unchunked(&body);
        }
        let body = match unpacked(body, &field("content-encoding")) {
            Ok(body) => body,
            Err(reason) => return refuse(reason),
        };
        let mut article = match html::read(&inside, &body) {
            Ok(article) => article,
            Err(refused) => return Some(Err(refused)),
        };
        // Where the page was found is its address, unless it names a better one itself.
        if article.citation.url.is_none()
            && let Some(target) = head.target.as_deref().and_then(web_address)
        {
            article.id = ArticleId(target.clone());
            article.citation.url = Some(target);
            article.origins.url = Some(Source::Archive);
        }
        article.origin.path = self.path.display().to_string();
        Some(Ok(article))
    }
}

impl Head {
    fn take(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => self.target = Some(value.trim_matches(['<', '>']).to_owned()),
            "content-length" => self.length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
}

/// A body as it was sent in chunks, put together; one that only claims to be so is left as it is.
fn unchunked(sent: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(sent.len());
    let mut rest = sent;
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(rest) else {
            return if body.is_empty() { sent.to_vec() } else { body };
        };
        let end = start.saturating_add(size as usize);
        let Some(chunk) = rest.get(start..end).filter(|_| size > 0) else { return body };
        body.extend_from_slice(chunk);
        rest = rest.get(end + 2..).unwrap_or_default();
    }
}

fn unpacked(body: Vec<u8>, encoding: &str) -> Result<Vec<u8>, &'static str> {
    let limit = file::LARGEST_ARTICLE.min(1024 * 1024 + 200 * body.len() as u64);
    let mut page = Vec::new();
    let read = match encoding {
        // Some archives keep the header of a page that they unpacked.
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            flate2::read::MultiGzDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut page)
        }
        "deflate" if body.first() == Some(&0x78) => {
            flate2::read::ZlibDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut page)
        }
        "br" | "zstd" => return Err("a page packed in a way that is not read"),
        _ => return Ok(body),
    };
    match read {
        Ok(read) if read as u64 > limit => Err("a page that unpacks to more than any page: given up"),
        Ok(_) => Ok(page),
        Err(_) => Err("a page that does not unpack"),
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.advance() {
                Ok(Some((head, block))) if head.kind == "response" => {
                    if let Some(page) = self.page(&head, &block) {
                        self.given = true;
                        return Some(page);
                    }
                }
                Ok(Some(_)) => {}
                Ok(None) => {
                    self.ended = true;
                    let nothing = || Err(ReadError::new(&self.path, "a web archive without pages"));
                    return (!self.given).then(nothing);
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(ReadError::new(&self.path, format!("a broken web archive: {error}"))));
                }
            }
        }
        None
    }
}
