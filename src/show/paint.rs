//! How a terminal shows things: colours, links and width, decided once by the caller and handed in.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::article::Citation;

/// What the place that output goes to can show.
#[derive(Clone, Copy, Default, Debug)]
pub struct Paint {
    /// Colours and weights; off where output is not a terminal or NO_COLOR is set.
    pub colours: bool,
    /// Links behind words (OSC 8).
    pub links: bool,
    /// Columns to wrap at; `None` leaves lines as long as they are, so that other programs read whole sentences.
    pub width: Option<usize>,
}

pub const BAR: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
pub const MATCH: Style = Style::new().bold();
pub const SPEAKER: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
pub const TITLE: Style = Style::new().bold();
pub const FAINT: Style = Style::new().dimmed();

impl Paint {
    /// Plain words in a style, with control characters made visible.
    pub fn styled(self, style: Style, words: &str) -> String {
        let safe = visible(words);
        if self.colours { format!("{style}{safe}{style:#}") } else { safe }
    }

    /// Words that lead to an address, where the terminal can show that.
    pub fn linked(self, url: &str, words: String) -> String {
        let safe = !url.chars().any(char::is_control);
        if self.links && safe { format!("\u{1b}]8;;{url}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\") } else { words }
    }
}

/// Text with everything a terminal would obey made visible: an article must not move the cursor or change its title.
///
/// Line breaks and tabs stay; other control characters become their pictures (U+2400 and following); a text that sets
/// writing directions is closed off, so that what follows is not turned around.
pub fn visible(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\n' | '\t' => safe.push(character),
            '\r' => {}
            '\u{7f}' => safe.push('\u{2421}'),
            control if (control as u32) < 0x20 => safe.extend(char::from_u32(0x2400 + control as u32)),
            control if control.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    if words.chars().any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        return format!("\u{2068}{safe}\u{2069}");
    }
    safe
}

/// Title, authors, publisher and date on one line, then the link where it is not behind the title, or the file.
///
/// An article without a title goes by the last part of its id, which is its own id, its address or its path.
pub fn citation(paint: Paint, id: &str, path: &str, citation: &Citation) -> Vec<String> {
    let name = id.trim_end_matches('/').rsplit('/').next().unwrap_or(id);
    let title = paint.styled(TITLE, &shortened(citation.title.as_deref().unwrap_or(name)));
    let mut line = match &citation.url {
        Some(url) => paint.linked(url, title),
        None => title,
    };
    let authors = citation.authors.join(", ");
    let published = citation.published.map(|date| date.strftime("%-d %B %Y").to_string());
    let facts = [(!authors.is_empty()).then_some(authors), citation.publisher.clone(), published];
    for fact in facts.into_iter().flatten() {
        let _ = write!(line, " · {}", visible(&shortened(&fact)));
    }
    let place = match citation.url.as_deref() {
        Some(_) if paint.links => None,
        Some(url) => Some(url),
        None => Some(path),
    };
    std::iter::once(line).chain(place.map(|place| paint.styled(FAINT, place))).collect()
}

/// A label of at most 200 characters; titles of thousands of characters exist.
fn shortened(label: &str) -> String {
    const LONGEST: usize = 200;
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    match label.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_drive_the_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\r\nc\u{9b}d"), "a␛[2Jb\nc\u{fffd}d");
        assert_eq!(visible("a\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
    }

    #[test]
    fn a_long_title_is_shortened() {
        assert_eq!(shortened(&"x".repeat(10_000)).chars().count(), 201);
        assert_eq!(shortened("A\n title"), "A title");
    }
}
