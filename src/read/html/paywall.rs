//! Whether a page holds only the beginning of its article, with the rest for those who pay. Such a beginning is refused: it
//! would be quoted as if it were the article.

use dom_query::Document;
use serde_json::Value;

use super::json_ld;

/// A text of so many words is an article, whatever the page says around it.
const SHORT: usize = 200;

/// What stands where the text breaks off.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "subscribe to continue", "subscribe to read", "subscribe to keep reading", "subscribe now to continue", "to continue reading",
    "to keep reading", "to read the full article", "to read the full story", "continue reading with a subscription",
    "this article is for subscribers", "this story is for subscribers", "exclusively for subscribers", "only for subscribers",
    "available to subscribers", "for subscribers only", "already a subscriber?", "become a subscriber to", "unlock this article",
    "weiterlesen mit", "um weiterzulesen", "nur für abonnenten", "jetzt abonnieren und weiterlesen", "réservé aux abonnés",
    "réservé à nos abonnés", "pour lire la suite", "exclusivo para suscriptores", "solo para suscriptores",
    "para seguir leyendo",
];

/// What a page says of its own wall, gathered before the extractor takes the page apart.
pub(super) struct Wall {
    /// `isAccessibleForFree`, where the page states it.
    free: Option<bool>,
    /// `wordCount`, where the page states it.
    words: Option<usize>,
    /// All that the page shows, to be looked through for what asks for a subscription where there is little of an article.
    shown: String,
}

impl Wall {
    pub(super) fn of(page: &Document) -> Wall {
        let (free, words) = json_ld::access(page);
        let marked = page.select_single("meta[property=\"article:content_tier\"]").attr("content");
        let locked = marked.as_deref().is_some_and(|tier| matches!(tier, "locked" | "paid"));
        let free = free.or(locked.then_some(false));
        let shown = if free.is_none() { page.select_single("body").text().to_string() } else { String::new() };
        Wall { free, words, shown }
    }

    /// Whether the text that was found is only the beginning.
    pub(super) fn hides_the_rest_of(&self, text: &str) -> bool {
        let words = text.split_whitespace().count();
        // A page knows how long its article is; the beginning is then plainly less.
        let is_part = self.words.map_or(words < SHORT, |whole| words < SHORT.max(whole / 2) && words * 10 < whole * 7);
        match self.free {
            Some(true) => false,
            Some(false) => is_part,
            None => words < SHORT && is_part && self.asks(),
        }
    }

    fn asks(&self) -> bool {
        let shown = self.shown.to_lowercase();
        SIGNS.iter().any(|sign| shown.contains(sign))
    }
}

/// A truth value as pages write it: `false`, "False".
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::String(word) => match word.to_ascii_lowercase().rsplit('/').next()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
