//! The engines: each indexes the same articles and answers the same questions.

pub mod alone;
pub mod onrecord;
pub mod sqlite;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::corpus::Article;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How many of the best passages an engine gives.
pub const BEST: usize = 10;

/// Calls `each` with every article of a file.
pub fn articles(path: &Path, mut each: impl FnMut(Article) -> Result<(), Failure>) -> Result<(), Failure> {
    for line in BufReader::new(File::open(path)?).lines() {
        each(serde_json::from_str(&line?)?)?;
    }
    Ok(())
}

/// A text in passages as long as OnRecord's, as anybody would cut it: at a line end after four hundred characters.
pub fn passages(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let enough = (400..=rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let end = rest[enough..].find('\n').map_or(rest.len(), |at| enough + at + 1);
        let (passage, after) = rest.split_at(end);
        rest = after;
        Some(passage)
    })
}

/// The words of a question in small letters, as the engines' own simplest analysis has them.
pub fn words(question: &str) -> Vec<String> {
    question.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
