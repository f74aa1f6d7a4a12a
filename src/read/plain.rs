//! Plain text: the file is the article, letter for letter.

use std::path::Path;

use super::encoding::{self, Misfits};
use super::record::{Place, Record};
use super::{Found, ReadError, opening};

/// The whole file as one article; its opening lines tell what they plainly tell, and stay in the text.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Found, ReadError> {
    article(path, bytes).map_err(|reason| ReadError::new(path, reason))
}

fn article(path: &Path, bytes: &[u8]) -> Result<Found, String> {
    let text = encoding::decode(bytes, None, Misfits::Refuse)?;
    Record { citation: opening::citation(&text), text, ..Record::default() }.into_article(path, Place::Whole)
}
