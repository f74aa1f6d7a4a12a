//! What somebody says as cards, newest first; or that nobody of that name says anything, and who does.

use super::answer::{NOTHING, Page, findings, name, searched_line};
use super::limits::{self, length};
use super::{Card, Field, Reply};
use crate::answer::{Said, Silence};
use crate::show::words::Tongue;

/// A page of what somebody says, with at most `size` quotes, laid out as answers are.
pub fn said(said: &Said, number: usize, size: usize, tongue: Tongue) -> Page {
    let mut searched = searched_line(&said.searched, tongue);
    if let Some(articles) = said.looked_through {
        let line = tongue.with("said-looked-through", &[("articles", articles.to_string().into())]);
        searched = format!("{line}\n{searched}");
    }
    if said.findings.is_empty() {
        return Page { reply: Reply::card(nobody(said, searched, tongue)), shown: 0..0, number: 0 };
    }
    findings(&said.findings, &searched, number, size, tongue)
}

fn nobody(said: &Said, searched: String, tongue: Tongue) -> Card {
    let who = ("name", name(&said.name).into());
    let about = || ("about", name(&said.about).into());
    let words = match (said.silence, said.about.is_empty()) {
        (Some(Silence::Filtered), _) => tongue.with("nobody-filtered", &[who]),
        (Some(Silence::NotAbout), false) => tongue.with("nobody-not-about", &[who, about()]),
        (_, false) => tongue.with("nobody-says-about", &[who, about()]),
        (_, true) => tongue.with("nobody-says", &[who]),
    };
    let mut near = String::new();
    for other in &said.near {
        let line = format!("• {}\n", name(other));
        if length(&near) + length(&line) <= limits::FIELD_VALUE {
            near.push_str(&line);
        }
    }
    let near = near.trim_end();
    let fields = (!near.is_empty()).then(|| Field::new(tongue.say("nobody-near"), near));
    Card {
        colour: NOTHING,
        title: Some(tongue.say("nothing-title")),
        description: Some(words),
        fields: fields.into_iter().collect(),
        footer: Some(searched),
        heading: None,
    }
}
