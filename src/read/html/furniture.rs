//! Paragraphs that the extractor leaves in and that are no part of the article: links to others, sign-ups, credits, dates.
//!
//! A paragraph is kept or left out whole; not a letter inside one is changed. Where in doubt it stays: a stray "Read more"
//! does less harm than a lost sentence.

use super::flow::{Kind, Paragraph};
use crate::read::{dates, names};

/// A paragraph of so many words is taken for the article's own, whatever it begins with.
const LONG: usize = 40;

/// What was left out above the article's first sentence is of use for the citation.
pub(super) struct Sorted {
    pub text: Vec<Paragraph>,
    pub above: Vec<Paragraph>,
}

/// Sorts the article's paragraphs from the rest.
pub(super) fn sort(mut paragraphs: Vec<Paragraph>, title: Option<&str>) -> Sorted {
    let first = paragraphs.iter().position(|paragraph| is_sentence(paragraph) && !is_furniture(paragraph));
    let rest = paragraphs.split_off(first.unwrap_or(0));
    let (mut text, above): (Vec<_>, Vec<_>) =
        paragraphs.into_iter().partition(|paragraph| paragraph.kind == Kind::Heading);
    text.extend(rest);
    text.retain(|paragraph| !is_furniture(paragraph) && title.is_none_or(|title| !same_words(&paragraph.text, title)));
    leave_out_end(&mut text);
    Sorted { text, above }
}

/// Headings with nothing below them, links, and how to reach the writer.
fn leave_out_end(text: &mut Vec<Paragraph>) {
    while text.last().is_some_and(|last| last.kind == Kind::Heading || last.is_link() || is_contact(last))
        && text.len() > 1
    {
        text.pop();
    }
}

fn is_furniture(paragraph: &Paragraph) -> bool {
    let line = paragraph.text.trim();
    let lower = line.to_lowercase();
    paragraph.words() < LONG
        && (is_link_to_another(paragraph, &lower)
            || asks_something(&lower)
            || is_credit(line, &lower)
            || is_date(&lower)
            || is_left_over(&lower))
}

fn is_link_to_another(paragraph: &Paragraph, lower: &str) -> bool {
    #[rustfmt::skip]
    const SIGNS: &[&str] = &[
        "read more", "read also", "also read", "read next", "see more", "see also", "related", "related news", "related stories",
        "related coverage", "related articles", "related content", "recommended", "you may also like", "you might also like",
        "don't miss", "don’t miss", "more", "more on this", "more from", "most read", "most popular", "popular", "latest",
        "trending", "watch", "watch now", "listen", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "auch interessant",
        "à lire aussi", "lire aussi", "à voir aussi", "lea también", "lee también", "leia também", "leia mais", "lees ook",
        "leggi anche",
    ];
    // A label has no full stop: "More." is somebody's word.
    let bare = lower.trim_end_matches("...").trim_end_matches(['…', ':', '>', '»', '→', ' ']);
    let named = lower
        .split_once(':')
        .is_some_and(|(sign, _)| SIGNS.contains(&sign.trim()) || sign.starts_with("related coverage"));
    let begins = SIGNS.iter().any(|sign| sign.contains(' ') && lower.starts_with(sign));
    SIGNS.contains(&bare)
        || (named && !ends_as_sentence(lower))
        || (paragraph.is_link() && (named || begins))
        || (paragraph.is_link()
            && paragraph.kind != Kind::Heading
            && paragraph.words() >= 4
            && !ends_as_sentence(lower))
}

fn asks_something(lower: &str) -> bool {
    #[rustfmt::skip]
    const BEGINNINGS: &[&str] = &[
        "subscribe to", "subscribe now", "sign up for", "sign up to", "get the latest updates", "follow us on", "like us on",
        "join our ", "click here to", "download our app", "download the app", "already a subscriber", "share this", "sharing is caring",
        "tell us what you think", "support our journalism", "if you enjoyed this article", "abonnieren sie", "newsletter abonnieren",
        "abonnez-vous", "inscrivez-vous", "recevez notre", "suscríbase", "suscríbete", "this post may contain affiliate",
        "we use income earning",
    ];
    let about_newsletter = lower.contains("newsletter")
        && ["subscrib", "sign up", "inbox", "abonn", "inscri"].iter().any(|word| lower.contains(word));
    let follow = lower.starts_with("follow ")
        && ["twitter", "facebook", "instagram", "youtube", "http"].iter().any(|site| lower.contains(site));
    let quoted = lower.contains(['“', '”', '"', '„', '«']);
    let all_of_it = matches!(
        lower,
        "subscribe" | "sign up" | "share" | "comments" | "print" | "email" | "save" | "follow" | "learn more"
    );
    all_of_it || (!quoted && (about_newsletter || follow || BEGINNINGS.iter().any(|start| lower.starts_with(start))))
}

fn is_credit(line: &str, lower: &str) -> bool {
    #[rustfmt::skip]
    const BEGINNINGS: &[&str] = &[
        "image copyright", "image caption", "media caption", "photo:", "photos:", "photo by", "photograph:", "photograph by",
        "picture:", "image:", "(image:", "(photo", "(picture", "(credit", "image credit", "photo credit", "credit:", "foto:", "bild:",
        "photo illustration by", "© ", "copyright ©", "copyright @", "(c) ",
    ];
    let agency = ["getty images", "shutterstock", "(ap photo)", "/reuters", "via getty images", "istock"];
    let shorter = line.split_whitespace().count() <= 25;
    shorter
        && (BEGINNINGS.iter().any(|start| lower.starts_with(start)) || agency.iter().any(|end| lower.ends_with(end)))
}

/// "Updated 5:27 am CST, Wednesday, November 20, 2019"; a day and nothing else.
fn is_date(lower: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "published",
        "updated",
        "posted",
        "last updated",
        "first published",
        "| updated",
        "aktualisiert",
        "publié",
        "mis à jour",
    ];
    let dated = lower.contains(|c: char| c.is_ascii_digit())
        && lower.split_whitespace().count() <= 12
        && !ends_as_sentence(lower);
    dated && (BEGINNINGS.iter().any(|start| lower.starts_with(start)) || dates::parse(lower).is_some())
}

/// Bits of the page's machinery.
fn is_left_over(lower: &str) -> bool {
    const WHOLE: &[&str] = &[
        "advertisement",
        "advert",
        "anzeige",
        "werbung",
        "publicité",
        "publicidad",
        "caption",
        "close",
        "enlarge image",
        "loading",
    ];
    const BEGINNINGS: &[&str] = &[
        "continue reading below",
        "continue reading the main story",
        "story continues below",
        "article continues below",
        "advertisement -",
        "this slideshow requires javascript",
        "please enable javascript",
        "loading content",
        "image 1 of",
        "this document is subject to copyright",
    ];
    let counts = lower.chars().all(|c| c.is_ascii_digit())
        || lower.split_once(" of ").is_some_and(|(a, b)| is_number(a) && is_number(b));
    let syndicated = lower.starts_with("the post ") && lower.contains(" appeared first on ");
    let time_to_read = lower.ends_with("min read") || lower.ends_with("minute read") || lower.ends_with("min lesezeit");
    counts
        || time_to_read
        || syndicated
        || WHOLE.contains(&lower)
        || BEGINNINGS.iter().any(|start| lower.starts_with(start))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Jane Doe can be reached at jane@example.org." below an article.
fn is_contact(paragraph: &Paragraph) -> bool {
    let lower = paragraph.text.to_lowercase();
    let reach = ["reached at", "contact ", "e-mail", "email", "follow h", "follow on", "twitter"]
        .iter()
        .any(|word| lower.contains(word));
    paragraph.words() < LONG && lower.contains('@') && reach && !lower.contains(['“', '”', '"'])
}

/// Whether the article itself begins here.
fn is_sentence(paragraph: &Paragraph) -> bool {
    let is_byline = names::in_byline(&paragraph.text).is_some();
    paragraph.kind != Kind::Heading
        && !is_byline
        && (paragraph.words() >= 15 || (paragraph.words() >= 4 && ends_as_sentence(&paragraph.text)))
}

fn ends_as_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words(a) == words(b)
}
