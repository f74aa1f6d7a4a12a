//! PDF files, where the program is built with the feature `pdf`: one article a file.
//!
//! A PDF holds places of letters; `pdf-extract` makes lines and paragraphs of them, in the order in which they were set. Here the lines of a
//! paragraph are put together by spaces, and no letter is altered: a hyphen at the end of a line stays, since nobody can tell
//! "docu-ment" from "well-known".

use std::path::Path;

use super::{Found, ReadError};

#[cfg(not(feature = "pdf"))]
pub(super) fn read(path: &Path, _: &[u8]) -> Result<Found, ReadError> {
    Err(ReadError::new(path, "a PDF file: build onrecord with «--features pdf» to read it, or save it as text"))
}

#[cfg(feature = "pdf")]
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Found, ReadError> {
    // The library may fall over a file that only looks like one.
    let contents =
        std::panic::catch_unwind(|| contents::of(bytes)).unwrap_or_else(|_| Err(contents::broken("its parts")));
    contents.map_err(|reason| ReadError::new(path, reason))?.place(path, super::record::Place::Whole)
}

#[cfg(feature = "pdf")]
mod contents {
    use pdf_extract::{Document, Error, Object, OutputError, decode_text_string, extract_text_from_mem_by_pages};

    use super::super::names;
    use super::super::record::Record;
    use crate::article::Citation;

    pub(super) fn broken(detail: &str) -> String {
        format!("a broken PDF file: {detail} cannot be read")
    }

    pub(super) fn of(bytes: &[u8]) -> Result<Record, String> {
        let document = Document::load_mem(bytes).map_err(|error| refused(&error))?;
        let pages = extract_text_from_mem_by_pages(bytes).map_err(|error| match error {
            OutputError::PdfError(error) => refused(&error),
            _ => broken("its pages"),
        })?;
        let text = paragraphs(&pages).join("\n\n");
        if text.is_empty() {
            return Err(
                "a PDF file without text: its pages are pictures; let a program recognise their text first".to_owned()
            );
        }
        Ok(Record { citation: citation(&document), ..Record::default() }.shown_by(text))
    }

    fn refused(error: &Error) -> String {
        match error {
            Error::Decryption(_) | Error::InvalidPassword => {
                "a PDF file that is locked by a password: save it without one".to_owned()
            }
            _ => broken("its structure"),
        }
    }

    /// What the document says of itself.
    fn citation(document: &Document) -> Citation {
        let field = |name: &[u8]| {
            let (_, information) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
            let (_, value) = document.dereference(information.as_dict().ok()?.get(name).ok()?).ok()?;
            let Object::String(..) = value else { return None };
            let line = decode_text_string(value).ok()?.split_whitespace().collect::<Vec<_>>().join(" ");
            (!line.is_empty()).then_some(line)
        };
        Citation {
            title: field(b"Title").filter(|title| !names_a_file(title)),
            authors: field(b"Author").map(|name| names::in_properties(&name)).unwrap_or_default(),
            ..Citation::default()
        }
    }

    /// "Microsoft Word - draft2.doc": what a program called the file it was made from.
    fn names_a_file(title: &str) -> bool {
        const ENDINGS: &[&str] = &[".doc", ".docx", ".indd", ".odt", ".pages", ".pdf", ".qxd", ".qxp", ".tex", ".txt"];
        let lower = title.to_lowercase();
        ENDINGS.iter().any(|ending| lower.ends_with(ending))
            || lower.starts_with("microsoft word - ")
            || lower == "untitled"
    }

    /// The paragraphs of all pages; one that goes on over a page's end is put together. Numbers of pages are no text.
    fn paragraphs(pages: &[String]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for page in pages {
            let mut of_page = of_page(page);
            let number = |paragraph: &String| paragraph.chars().all(|c| c.is_ascii_digit());
            if of_page.last().is_some_and(number) {
                of_page.pop();
            }
            if of_page.first().is_some_and(number) {
                of_page.remove(0);
            }
            for (number, paragraph) in of_page.into_iter().enumerate() {
                match all.last_mut().filter(|last| number == 0 && goes_on(last, &paragraph)) {
                    Some(last) => append(last, &paragraph),
                    None => all.push(paragraph),
                }
            }
        }
        all
    }

    fn of_page(page: &str) -> Vec<String> {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut open = false;
        for line in page.lines().map(str::trim) {
            match paragraphs.last_mut().filter(|_| open && !line.is_empty()) {
                Some(last) => append(last, line),
                None if !line.is_empty() => paragraphs.push(line.to_owned()),
                None => {}
            }
            open = !line.is_empty();
        }
        paragraphs
    }

    /// Whether a sentence is left open at the end of a page, and a small letter begins the next one.
    fn goes_on(last: &str, next: &str) -> bool {
        last.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | ';'))
            && next.starts_with(char::is_lowercase)
    }

    /// Puts the next line behind a paragraph; what is hyphenated stays together.
    fn append(paragraph: &mut String, line: &str) {
        let mut end = paragraph.chars().rev();
        let hyphenated = end.next() == Some('-') && end.next().is_some_and(char::is_alphanumeric);
        if !hyphenated {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }
}
