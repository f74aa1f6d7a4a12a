//! What Discord allows in a message, counted in UTF-16 units, the strictest reading of its "characters".

use super::{Card, Reply};

pub(super) const CONTENT: usize = 2_000;
pub(super) const CARDS: usize = 10;
pub(super) const HEADING: usize = 256;
pub(super) const TITLE: usize = 256;
pub(super) const DESCRIPTION: usize = 4_096;
pub(super) const FIELDS: usize = 25;
pub(super) const FIELD_NAME: usize = 256;
pub(super) const FIELD_VALUE: usize = 1_024;
pub(super) const FOOTER: usize = 2_048;
pub(super) const ROWS: usize = 5;
pub(super) const BUTTONS: usize = 5;
pub(super) const BUTTON_LABEL: usize = 80;
pub(super) const BUTTON_ID: usize = 100;
/// Over everything written on all cards of one message.
pub(super) const TOGETHER: usize = 6_000;

/// Length as Discord counts it.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text, or its beginning with "…", so that it is no longer than `most`; for labels, never for quotes.
pub fn shortened(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut room = most.saturating_sub(1);
    for character in text.chars() {
        let Some(left) = room.checked_sub(character.len_utf16()) else { break };
        room = left;
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A limit that a message does not keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    pub what: &'static str,
    pub found: usize,
    pub allowed: usize,
}

/// Every limit that a message does not keep, and every part that Discord wants filled; none for what this room makes.
pub fn breaches(reply: &Reply) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut most = |what, found_here: usize, allowed: usize| {
        if found_here > allowed {
            found.push(Breach { what, found: found_here, allowed });
        }
    };
    let empty = |text: &str| usize::from(text.trim().is_empty());
    most("content", reply.content.as_deref().map_or(0, length), CONTENT);
    most("cards", reply.cards.len(), CARDS);
    most("all cards", reply.cards.iter().map(written).sum(), TOGETHER);
    most(
        "empty message",
        usize::from(reply.cards.is_empty() && reply.content.as_deref().is_none_or(|c| c.trim().is_empty())),
        0,
    );
    most("rows", reply.rows.len(), ROWS);
    let ids: Vec<&str> = reply.rows.iter().flatten().map(|button| button.id.as_str()).collect();
    most("buttons with one id", ids.len() - ids.iter().collect::<std::collections::HashSet<_>>().len(), 0);
    for row in &reply.rows {
        most("buttons", row.len(), BUTTONS);
        most("empty row", usize::from(row.is_empty()), 0);
        for button in row {
            most("button label", length(&button.label), BUTTON_LABEL);
            most("empty button label", empty(&button.label), 0);
            most("button id", length(&button.id), BUTTON_ID);
            most("empty button id", empty(&button.id), 0);
        }
    }
    for card in &reply.cards {
        most("heading", card.heading.as_ref().map_or(0, |heading| length(&heading.text)), HEADING);
        most("title", card.title.as_deref().map_or(0, length), TITLE);
        most("description", card.description.as_deref().map_or(0, length), DESCRIPTION);
        most("footer", card.footer.as_deref().map_or(0, length), FOOTER);
        most("fields", card.fields.len(), FIELDS);
        most("empty card", usize::from(written(card) == 0), 0);
        for field in &card.fields {
            most("field name", length(&field.name), FIELD_NAME);
            most("field value", length(&field.value), FIELD_VALUE);
            most("empty field name", empty(&field.name), 0);
            most("empty field value", empty(&field.value), 0);
        }
    }
    found
}

/// What a card takes of the room that all cards of a message share; links are free.
pub(super) fn written(card: &Card) -> usize {
    let lines = [card.heading.as_ref().map(|heading| heading.text.as_str()), card.title.as_deref()];
    let texts = [card.description.as_deref(), card.footer.as_deref()];
    let fields = card.fields.iter().map(|field| length(&field.name) + length(&field.value));
    lines.into_iter().chain(texts).flatten().map(length).chain(fields).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_utf_16_units() {
        assert_eq!(length("a😀"), 3);
        assert_eq!(shortened("ab😀", 4), "ab😀");
        assert_eq!(shortened("ab😀c", 4), "ab…", "no room for half a character");
        assert_eq!(shortened("ab cd", 4), "ab…", "no blank before the mark");
    }
}
