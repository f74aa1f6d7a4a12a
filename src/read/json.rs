//! JSON articles: one a line, read as a stream; or a file with one object or a list of them.

use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::encoding::{self, Misfits};
use super::fields::Names;
use super::record::{Place, Record};
use super::{Finds, Found, ReadError, fields, file, json_feed, ninjs};

/// A file with an article a line; only one line of it is in memory at a time.
pub(super) fn lines(path: &Path, mut reader: impl BufRead + Send + 'static, names: &Names) -> Result<Finds, ReadError> {
    let start = reader.fill_buf().map_err(|error| file::failed(path, &error))?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        let text = text(path, &file::whole(path, reader, 0)?)?;
        return Ok(Box::new(Lines::new(path, io::Cursor::new(text.into_bytes()), names)));
    }
    Ok(Box::new(Lines::new(path, reader, names)))
}

/// A file with one object or a list, or a JSON Feed. One with an object a line, under the wrong name, is read as such.
pub(super) fn whole(path: &Path, bytes: &[u8], names: &Names) -> Result<Finds, ReadError> {
    let text = text(path, bytes)?;
    let value = match serde_json::from_str::<Value>(&text) {
        Ok(value) => value,
        Err(_)
            if text
                .lines()
                .next()
                .is_some_and(|line| serde_json::from_str::<Value>(line).is_ok_and(|v| v.is_object())) =>
        {
            return Ok(Box::new(Lines::new(path, io::Cursor::new(text.into_bytes()), names)));
        }
        Err(error) => return Err(ReadError::new(path, not_json(&error)).at(error.line() as u64)),
    };
    let (path, names) = (path.to_owned(), names.clone());
    match value {
        Value::Array(items) if items.is_empty() => Err(ReadError::new(&path, "an empty list: no articles")),
        Value::Array(items) => Ok(Box::new(
            items.into_iter().zip(1..).map(move |(item, number)| article(item, &path, Place::Item(number), &names)),
        )),
        Value::Object(feed) if json_feed::is_feed(&feed) => json_feed::records(&path, feed),
        other => Ok(super::one(article(other, &path, Place::Whole, &names))),
    }
}

fn text(path: &Path, bytes: &[u8]) -> Result<String, ReadError> {
    // JSON is UTF-8 by its own rules; a guess would be a change of letters.
    let text = encoding::decode(bytes, Some(encoding_rs::UTF_8), Misfits::Refuse);
    let text = text.map_err(|reason| ReadError::new(path, reason))?;
    if text.trim().is_empty() {
        return Err(ReadError::new(path, "only blank lines"));
    }
    Ok(text)
}

fn article(value: Value, path: &Path, place: Place, names: &Names) -> Result<Found, ReadError> {
    record(value, names).map_err(|reason| place.refuse(path, reason))?.place(path, place)
}

fn record(value: Value, names: &Names) -> Result<Record, String> {
    let Value::Object(object) = value else { return Err("not a JSON object".to_owned()) };
    // A person who says where the text is knows better than the shape of the object.
    if ninjs::is_item(&object) && !names.name_the_text() {
        return ninjs::record(&object);
    }
    let text = fields::text(&object, names)?;
    Ok(Record { text, ..fields::record(&object, names) })
}

fn not_json(error: &serde_json::Error) -> String {
    let message = error.to_string();
    // The line is told apart from the reason; in a stream it would always be 1.
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("not valid JSON: {message} (column {})", error.column())
}

/// The articles of a file of lines, as they are asked for.
pub(super) struct Lines<R> {
    path: PathBuf,
    names: Names,
    reader: R,
    number: u64,
    buffer: Vec<u8>,
    articles_seen: bool,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(path: &Path, reader: R, names: &Names) -> Lines<R> {
        Lines {
            path: path.to_owned(),
            names: names.clone(),
            reader,
            number: 0,
            buffer: Vec::new(),
            articles_seen: false,
            ended: false,
        }
    }

    fn refuse(&self, reason: impl Into<String>) -> ReadError {
        ReadError::new(&self.path, reason).at(self.number)
    }

    /// Reads the next line into the buffer: false at the end of the file; an error where the line is too long, and
    /// then the rest of it is passed over.
    fn advance(&mut self) -> Result<bool, ReadError> {
        self.buffer.clear();
        self.number += 1;
        let limit = file::LARGEST_ARTICLE;
        let read = (&mut self.reader).take(limit + 1).read_until(b'\n', &mut self.buffer);
        let read = read.map_err(|error| self.stop(&error))?;
        if read as u64 > limit && self.buffer.last() != Some(&b'\n') {
            let rest = self.skip_line().map_err(|error| self.stop(&error))?;
            self.buffer = Vec::new();
            return Err(self.refuse(file::too_large("line", read as u64 + rest)));
        }
        Ok(read > 0)
    }

    fn skip_line(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let chunk = self.reader.fill_buf()?;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |at| at + 1);
            let done = end.is_some() || chunk.is_empty();
            self.reader.consume(used);
            skipped += used as u64;
            if done {
                return Ok(skipped);
            }
        }
    }

    /// After an error of the system there is no knowing where the next line begins.
    fn stop(&mut self, error: &io::Error) -> ReadError {
        self.ended = true;
        file::failed(&self.path, error).at(self.number)
    }

    /// The bytes of the line that stands in the buffer, and its number from 1.
    pub(super) fn line(&self) -> (u64, &[u8]) {
        (self.number, &self.buffer)
    }

    /// The article of the line that stands in the buffer.
    pub(super) fn parse(&self) -> Result<Found, ReadError> {
        let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.number == 1).unwrap_or(&self.buffer);
        let line = std::str::from_utf8(line.trim_ascii_end())
            .map_err(|error| self.refuse(format!("not valid UTF-8 (byte {} of the line)", error.valid_up_to() + 1)))?;
        let value = serde_json::from_str(line).map_err(|error| self.refuse(not_json(&error)))?;
        article(value, &self.path, Place::Line(self.number), &self.names)
    }

    fn end(&mut self) -> Option<Result<Found, ReadError>> {
        self.ended = true;
        let reason = if self.number <= 1 { "empty file" } else { "only blank lines" };
        (!self.articles_seen).then(|| Err(ReadError::new(&self.path, reason)))
    }
}

impl<R: BufRead> Lines<R> {
    /// Goes to the next line with something on it; an error where it cannot be read.
    pub(super) fn go_on(&mut self) -> Option<Result<(), ReadError>> {
        while !self.ended {
            match self.advance() {
                Ok(true) if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Ok(true) => {
                    self.articles_seen = true;
                    return Some(Ok(()));
                }
                Ok(false) => return self.end().map(|ended| ended.map(drop)),
                Err(error) => {
                    self.articles_seen = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.go_on()?.and_then(|()| self.parse()))
    }
}
