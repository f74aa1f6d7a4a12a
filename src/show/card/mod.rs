//! Answer -> Discord cards as plain data, within the limits of Discord. Knows what Discord allows, not how to talk to it.

mod answer;
mod article;
mod asked;
mod limits;
pub mod html;
mod link;
mod markdown;
mod said;

pub use answer::{Page, around, page, quoted as quote_card, reply};
pub use article::{article as article_card, choice as article_choice, status as status_card};
pub use asked::Asked;
pub use limits::{Breach, breaches, length, shortened};
pub use link::Link;
pub use markdown::{escape, label, quoted};
pub use said::said;

/// One message: words, cards, or both.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reply {
    /// Our own words, and the question as it was asked.
    pub content: Option<String>,
    pub cards: Vec<Card>,
    /// Buttons, a row each.
    pub rows: Vec<Vec<Button>>,
    pub file: Option<File>,
}

/// Something to press.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Button {
    pub label: String,
    /// What comes back when it is pressed, and all that does.
    pub id: String,
    pub enabled: bool,
    /// Set off from the others.
    pub main: bool,
}

/// Text that is too long for a message, as a file beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    pub name: &'static str,
    pub text: String,
}

/// What Discord calls an embed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Card {
    /// The stripe at its side, as 0xRRGGBB.
    pub colour: u32,
    /// The small line on top, which Discord shows as it stands, without Markdown.
    pub heading: Option<Heading>,
    /// Our own words, in Markdown.
    pub title: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    pub fields: Vec<Field>,
    /// Shown as it stands, without Markdown.
    pub footer: Option<String>,
}

/// The line on top of a card, and where it leads.
///
/// An article's title stands here and not in the title of the card: Discord changes nothing in this line, and merges cards whose titles lead to
/// the same address into one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    pub text: String,
    pub url: Option<Link>,
}

/// A named part of a card; the value is Markdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
}

impl Reply {
    /// A message of our own words alone.
    pub fn words(words: impl Into<String>) -> Reply {
        Reply { content: Some(words.into()), ..Reply::default() }
    }

    /// A message of one card.
    pub fn card(card: Card) -> Reply {
        Reply { cards: vec![card], ..Reply::default() }
    }
}

impl Button {
    pub fn new(label: impl Into<String>, id: impl Into<String>) -> Button {
        Button { label: label.into(), id: id.into(), enabled: true, main: false }
    }
}

impl Field {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Field {
        Field { name: name.into(), value: value.into() }
    }
}
