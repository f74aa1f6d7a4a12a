//! Text -> Discord's Markdown that shows exactly this text.
//!
//! A backslash before a character that is no letter, digit or blank makes Discord show the character and nothing else. What needs one
//! follows from Discord's rules: marks of style, code and spoilers; "<" and "@" of mentions, timestamps and emoji; ":" of addresses and emoji names;
//! brackets of links; and at the beginning of a line the marks of headings, lists, quotes and small print.

use super::limits::shortened;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// Where in a line a character stands, as far as Discord's lists and headings care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Number,
    Inside,
}

/// Markdown that shows exactly this text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut place = Place::Start;
    for character in text.chars() {
        let marks = match character {
            '\\' | '*' | '_' | '~' | '|' | '`' | '<' | '>' | '@' | '#' | ':' | '[' | ']' | '(' | ')' => true,
            '-' | '+' => place == Place::Start,
            '.' => place == Place::Number,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(character);
        place = match character {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Place::Start,
            blank if blank.is_whitespace() && place == Place::Start => Place::Start,
            digit if digit.is_ascii_digit() && place != Place::Inside => Place::Number,
            _ => Place::Inside,
        };
    }
    out
}

/// The text as a block quote, in which nothing else stands.
///
/// Each line that sets or needs a writing direction is closed off on its own, so that its marks of punctuation stay where they belong and
/// nothing in it reaches a line of ours.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str("> ");
        if has_direction(line) {
            out.push(FIRST_STRONG_ISOLATE);
            out.push_str(&escape(line));
            out.push(POP_ISOLATE);
        } else {
            out.push_str(&escape(line));
        }
    }
    out
}

/// Words of an article or of a person as a label among our own words: on one line, shortened, and without power over the direction of ours.
/// Not yet escaped.
pub fn label(text: &str, most: usize) -> String {
    let bare: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !sets_direction(*c)).collect();
    let line = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if !line.chars().any(is_right_to_left) {
        return shortened(&line, most);
    }
    format!("{FIRST_STRONG_ISOLATE}{}{POP_ISOLATE}", shortened(&line, most.saturating_sub(2)))
}

fn has_direction(text: &str) -> bool {
    text.chars().any(|character| sets_direction(character) || is_right_to_left(character))
}

/// Invisible characters that change the direction of what follows.
fn sets_direction(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Hebrew, Arabic and the other scripts written from right to left, by their blocks.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, markdown: &str) {
        assert_eq!(escape(text), markdown);
    }

    #[test]
    fn marks_are_escaped_where_they_mean_something() {
        check("**no** __style__ ~~here~~ ||or here||", r"\*\*no\*\* \_\_style\_\_ \~\~here\~\~ \|\|or here\|\|");
        check("@everyone <@123> <#4> <t:0:R> :smile:", r"\@everyone \<\@123\> \<\#4\> \<t\:0\:R\> \:smile\:");
        check("[text](https://a.example)", r"\[text\]\(https\://a.example\)");
        check("a well-known 3.5 per cent", "a well-known 3.5 per cent");
        check("- item\n 1. item\n12 men\n-# small", "\\- item\n 1\\. item\n12 men\n\\-\\# small");
        check(r"C:\temp", r"C\:\\temp");
    }

    #[test]
    fn a_quote_stands_in_a_block_of_its_own() {
        assert_eq!(quoted("One.\n\n> Two."), "> One.\n> \n> \\> Two.");
        assert_eq!(quoted("אחת.\nTwo."), "> \u{2068}אחת.\u{2069}\n> Two.");
    }

    #[test]
    fn a_label_cannot_turn_our_words_around() {
        assert_eq!(label(" A\n title\u{202e} ", 20), "A title");
        assert_eq!(label("שרה", 20), "\u{2068}שרה\u{2069}");
        assert_eq!(label("A long title", 6), "A lon…");
    }
}
