//! Other parts of a name: a question says "Hillary", the article says "Hillary Clinton" once and "Clinton" ever after.

use std::collections::HashMap;

use super::marks::Marked;
use crate::library::StoredArticle;
use crate::terms::name_words;

/// A neighbour is part of the name where it stands beside it at least this often, and in this share of all places.
const OFTEN: u32 = 2;
const SHARE: f32 = 0.25;
/// At most this many other parts of one name.
const MOST: usize = 2;

/// How often a word of the question stands with a capital in the articles, and which capitalised words follow or precede it.
#[derive(Default)]
struct Tally {
    capitalised: u32,
    neighbours: HashMap<String, u32>,
}

/// For words of the question, the other parts of the names they stand in, as printed.
#[derive(Default)]
pub struct Names {
    tallies: Vec<Tally>,
}

impl Names {
    pub fn new(asked: usize) -> Names {
        Names { tallies: std::iter::repeat_with(Tally::default).take(asked).collect() }
    }

    /// Counts the names of one article; sentences in title case tell nothing.
    pub fn add(&mut self, stored: &StoredArticle, marked: &Marked, is_heading: impl Fn(usize) -> bool) {
        let text = stored.article.text.as_str();
        for mark in &marked.marks {
            let Some(tally) = self.tallies.get_mut(mark.asked) else { continue };
            let capital = text[mark.range.clone()].starts_with(char::is_uppercase);
            if mark.strength < 1.0 || !capital || is_heading(mark.sentence) {
                continue;
            }
            tally.capitalised += 1;
            let neighbours = [word_after(text, mark.range.end), word_before(text, mark.range.start)];
            for neighbour in neighbours.into_iter().flatten() {
                *tally.neighbours.entry(neighbour.to_owned()).or_default() += 1;
            }
        }
    }

    /// The other parts of the name that a word of the question stands in, most frequent first.
    pub fn of(&self, asked: usize) -> Vec<&str> {
        let Some(tally) = self.tallies.get(asked) else { return Vec::new() };
        let enough = |count: u32| count >= OFTEN && count as f32 >= SHARE * tally.capitalised as f32;
        let mut parts: Vec<(&str, u32)> = tally
            .neighbours
            .iter()
            .map(|(word, count)| (word.as_str(), *count))
            .filter(|(_, count)| enough(*count))
            .collect();
        parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        parts.into_iter().take(MOST).map(|(word, _)| word).collect()
    }
}

/// The capitalised word right after a place, one space away.
fn word_after(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?.strip_prefix([' ', '\u{a0}'])?;
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    part_of_name(&rest[..length])
}

fn word_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?.strip_suffix([' ', '\u{a0}'])?;
    let start = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    part_of_name(&before[start..])
}

fn part_of_name(word: &str) -> Option<&str> {
    let long = word.chars().nth(2).is_some() && word.starts_with(char::is_uppercase);
    let known = super::words::holds(super::words::FUNCTION, &word.to_lowercase());
    (long && !known && !name_words(word).is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_with_capitals() {
        let text = "The mayor, Ilse Brandt, left. When Brandt came";
        let at = |word: &str| text.find(word).expect("a word of the text");
        assert_eq!(word_after(text, at("Ilse") + 4), Some("Brandt"));
        assert_eq!(word_before(text, at("Brandt")), Some("Ilse"));
        assert_eq!(word_before(text, text.rfind("Brandt").expect("there")), None, "a word that only begins a sentence");
        assert_eq!(word_after(text, at("Brandt") + 6), None);
        assert_eq!(word_after(text, text.len()), None);
    }
}
