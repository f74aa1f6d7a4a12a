//! What somebody says as cards, newest first; or that nobody of that name says anything, and who does.

use super::answer::{NOTHING, Page, findings, name, searched_line};
use super::limits::{self, length};
use super::{Card, Field, Reply};
use crate::answer::Said;

/// A page of what somebody says, with at most `size` quotes, laid out as answers are.
pub fn said(said: &Said, number: usize, size: usize) -> Page {
    let searched = searched_line(&said.searched);
    if said.findings.is_empty() {
        return Page { reply: Reply::card(nobody(said, searched)), shown: 0..0, number: 0 };
    }
    findings(&said.findings, &searched, number, size)
}

fn nobody(said: &Said, searched: String) -> Card {
    let about = if said.about.is_empty() { String::new() } else { format!(" about {}", name(&said.about)) };
    let mut near = String::new();
    for other in &said.near {
        let line = format!("• {}\n", name(other));
        if length(&near) + length(&line) <= limits::FIELD_VALUE {
            near.push_str(&line);
        }
    }
    let near = near.trim_end();
    let fields = (!near.is_empty()).then(|| Field::new("Names that come near", near));
    Card {
        colour: NOTHING,
        title: Some("Nothing to quote".to_owned()),
        description: Some(format!("No article has {} saying anything{about}, as far as I am sure.", name(&said.name))),
        fields: fields.into_iter().collect(),
        footer: Some(searched),
        heading: None,
    }
}
