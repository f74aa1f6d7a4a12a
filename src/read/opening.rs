//! How a text without fields opens: headline, byline, dateline. Read with care, and only for the citation.
//!
//! The rules are narrow on purpose. A first line is a headline only where nothing else fits; a date needs its year.

use jiff::civil::Date;

use super::{dates, names};
use crate::article::Citation;

/// The longest line that may be a headline, in characters.
const LONGEST_HEADLINE: usize = 160;

/// How far into a paragraph its dateline may reach, in characters.
const LONGEST_DATELINE: usize = 80;

/// What the opening lines of a text say about it.
pub(super) fn citation(text: &str) -> Citation {
    let mut lines = Lines::of(text);
    let title = lines.headline();
    let mut citation = Citation { title: title.map(names::one_line), ..Citation::default() };
    // Byline and date stand below the headline in either order; the first line that is neither begins the body.
    while let Some(line) = lines.peek() {
        if let Some(authors) = names::in_byline(line).filter(|_| citation.authors.is_empty()) {
            citation.authors = authors;
        } else if let Some(date) = date_line(line).filter(|_| citation.published.is_none()) {
            citation.published = Some(date);
        } else {
            citation.published = citation.published.or_else(|| dateline(line));
            break;
        }
        lines.next();
    }
    citation
}

/// What the lines between a headline and the text say of writer and day.
pub(super) fn lines_above(lines: &[String]) -> Citation {
    let authors = lines.iter().find_map(|line| names::in_byline(line)).unwrap_or_default();
    let published = lines.iter().find_map(|line| date_line(line));
    Citation { authors, published, ..Citation::default() }
}

/// The lines of a text that are not blank, each with whether a blank one follows.
struct Lines<'a> {
    lines: Vec<(&'a str, bool)>,
    at: usize,
}

impl<'a> Lines<'a> {
    /// Only the first few matter.
    fn of(text: &'a str) -> Lines<'a> {
        let all: Vec<&str> = text.lines().map(str::trim).skip_while(|line| line.is_empty()).take(12).collect();
        let blank_follows = |at: usize| all.get(at + 1).is_none_or(|line| line.is_empty());
        let lines = all.iter().enumerate().filter(|(_, line)| !line.is_empty());
        Lines { lines: lines.map(|(at, line)| (*line, blank_follows(at))).collect(), at: 0 }
    }

    fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.at).map(|(line, _)| *line)
    }

    fn next(&mut self) {
        self.at += 1;
    }

    /// The first line where it stands alone above a text, is short, and does not end as a sentence does.
    fn headline(&mut self) -> Option<&'a str> {
        let (line, alone) = *self.lines.first()?;
        let (below, _) = *self.lines.get(1)?;
        let set_off = alone || names::in_byline(below).is_some() || date_line(below).is_some();
        let body_is_longer = self.lines[1..].iter().any(|(other, _)| other.len() > line.len());
        let is_headline = set_off && body_is_longer && reads_as_headline(line);
        is_headline.then(|| self.next())?;
        Some(line)
    }
}

fn reads_as_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ends_openly = !line.ends_with(['.', ',', ';', ':', '…', '。', '،', '-', '—', '–', '।']);
    let ends_quoted_sentence = [".”", ".\"", ",”", ",\"", ".“", ".»", ".’"].iter().any(|end| line.ends_with(end));
    let is_list_or_mark = line.starts_with(['-', '*', '•', '#', '>', '|', '=', '<', '{', '[']);
    line.chars().count() <= LONGEST_HEADLINE
        && (words >= 2 || line.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count() >= 6)
        && line.contains(char::is_alphabetic)
        && ends_openly
        && !ends_quoted_sentence
        && !is_list_or_mark
        && !line.contains("://")
        && names::in_byline(line).is_none()
        && date_line(line).is_none()
        && dateline_parts(line).is_none()
}

/// A line that is a date and nothing else, perhaps with a word that says so: "Published: 11:11 PM EST Nov 19, 2019".
fn date_line(line: &str) -> Option<Date> {
    const SIGNS: &[&str] = &["published", "date", "posted", "veröffentlicht", "publié"];
    let line = line.split(['|', ';']).next()?.trim();
    let Some((first, rest)) = line.split_once(char::is_whitespace) else { return dates::parse(line) };
    if !SIGNS.contains(&first.trim_end_matches(':').to_lowercase().as_str()) {
        return dates::parse(line);
    }
    let mut words = rest.split_whitespace().peekable();
    while words.next_if(|word| leads_to_a_date(word)).is_some() {}
    dates::parse(&words.collect::<Vec<_>>().join(" "))
}

/// A time of day with its zone, or "on".
fn leads_to_a_date(word: &str) -> bool {
    let bare = word.trim_end_matches(',').to_lowercase();
    matches!(bare.as_str(), "on" | "at" | "am" | "pm" | "a.m." | "p.m." | "le" | "am:" | "-")
        || bare.contains(':')
        || (word.len() <= 5 && word.trim_end_matches(',').chars().all(|c| c.is_ascii_uppercase()))
}

/// The date in "LONDON, March 3, 2024 (Reuters) — The minister …"; without its year it stays unknown.
fn dateline(paragraph: &str) -> Option<Date> {
    let (_, rest) = dateline_parts(paragraph)?.split_once(',')?;
    let rest = rest.split('(').next()?.trim().trim_end_matches(',');
    dates::parse(rest).or_else(|| dates::parse(rest.split_once(',')?.1))
}

/// What stands before the dash of a dateline: a place in capitals, and what follows it.
fn dateline_parts(paragraph: &str) -> Option<&str> {
    let reach = paragraph.char_indices().nth(LONGEST_DATELINE).map_or(paragraph.len(), |(at, _)| at);
    let dash = [" — ", " – ", " - ", " -- ", "— "].iter().filter_map(|dash| paragraph[..reach].find(dash)).min()?;
    let parts = &paragraph[..dash];
    let place = parts.split([',', '(']).next()?.trim();
    let capitals = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (capitals && place.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, authors: &[&str], published: Option<&str>) {
        let citation = citation(text);
        assert_eq!(citation.title.as_deref(), title, "{text}");
        assert_eq!(citation.authors, authors, "{text}");
        assert_eq!(citation.published.map(|date| date.to_string()).as_deref(), published, "{text}");
    }

    const BODY: &str =
        "A passenger ferry with 212 commuters on board struck a barge on Monday, the coast guard said, and sank.";

    #[test]
    fn headline_byline_and_dateline() {
        let opening =
            "Ferry and barge collide in fog off Port Marren\n\nBy Lena Abbot\n\nPORT MARREN, March 3, 2025 (Wire) — ";
        check(
            &format!("{opening}{BODY}"),
            Some("Ferry and barge collide in fog off Port Marren"),
            &["Lena Abbot"],
            Some("2025-03-03"),
        );
        let opening = "\n\n  Fähre rammt Kahn  \r\nVon Lena Abbot\r\n3. März 2025\r\n\r\n";
        check(&format!("{opening}{BODY}"), Some("Fähre rammt Kahn"), &["Lena Abbot"], Some("2025-03-03"));
    }

    #[test]
    fn lines_that_are_dates() {
        let check = |line: &str, day: Option<&str>| {
            assert_eq!(date_line(line).map(|date| date.to_string()).as_deref(), day, "{line}");
        };
        check("March 3, 2025", Some("2025-03-03"));
        check("Published: 3 March 2025", Some("2025-03-03"));
        check("Published 11:11 PM EST Nov 19, 2019", Some("2019-11-19"));
        check("Posted on 19 Nov 2019 | Updated 20 Nov 2019", Some("2019-11-19"));
        check("Updated 20 Nov 2019", None);
        check("Posted Nov 18, 8:19 PM", None);
        check("Published in March 2025 by the council", None);
    }

    #[test]
    fn a_dateline_without_a_year_is_no_date() {
        check(&format!("PORT MARREN, March 3 — {BODY}"), None, &[], None);
    }

    #[test]
    fn an_ordinary_first_sentence_is_no_headline() {
        check(&format!("{BODY}\n\n{BODY}"), None, &[], None);
        check(&format!("The minister resigned.\n\n{BODY}"), None, &[], None);
        check(&format!("“We are safe,”\n\n{BODY}"), None, &[], None);
        check(&format!("A short line with no space below\n{BODY}"), None, &[], None);
        check(&format!("Obituary\n\n{BODY}"), None, &[], None);
        check(&format!("https://example.org/some page\n\n{BODY}"), None, &[], None);
        check("Only a headline\n", None, &[], None);
    }

    #[test]
    fn a_headline_of_another_script() {
        check(
            "港口委员会以一票之差通过征费\n\n港口委员会周三以一票之差通过了一项新的征费，用于修复防波堤，市长在会后对记者表示，工程将在春季开始，明年完工。",
            Some("港口委员会以一票之差通过征费"),
            &[],
            None,
        );
    }
}
