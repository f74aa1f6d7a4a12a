//! Takes out of a page, before the extractor sees it, what is plainly no part of the article: captions, share buttons,
//! newsletter boxes, lists of other articles, comments. Elements are known by the words in their class and id.

use dom_query::{NodeRef, Selection};

/// Words that by themselves say what an element is.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    // Beside pictures
    "caption", "captions", "figcaption", "credit", "credits", "lightbox",
    // About the article
    "breadcrumb", "breadcrumbs", "byline", "bylines", "timestamp", "pubdate", "copyright", "tags", "taglist", "bio",
    // Other articles
    "related", "recommended", "recommendations", "recirc", "recirculation", "readmore", "trending", "popular",
    "outbrain", "taboola", "teaser", "teasers",
    // Asking the reader for something
    "newsletter", "newsletters", "subscribe", "subscription", "signup", "share", "sharing", "sharebar", "sharedaddy",
    "social", "promo", "promos", "paywall", "cookie", "cookies", "gdpr", "donate", "donation",
    // Advertisements
    "ad", "ads", "advert", "adverts", "advertisement", "advertising", "adsense", "sponsor", "sponsored", "affiliate",
    // Readers
    "comment", "comments", "disqus",
    // Things of the browser
    "toolbar", "tooltip", "popup", "modal", "overlay", "hidden", "sronly", "screenreader", "skiplink", "noprint",
];

/// Words that say so side by side: "most-read", "sr-only".
const PAIRS: &[(&str, &str)] = &[
    ("most", "read"),
    ("most", "popular"),
    ("read", "more"),
    ("read", "next"),
    ("read", "also"),
    ("see", "also"),
    ("sign", "up"),
    ("sr", "only"),
    ("screen", "reader"),
    ("visually", "hidden"),
    ("also", "like"),
    ("top", "stories"),
    ("more", "stories"),
    ("author", "info"),
    ("about", "author"),
    ("rollover", "people"),
    ("image", "count"),
];

/// Characters that a box of a page seldom has more of, and an article never fewer.
const SMALL: usize = 200;

/// The greatest share of the main part's text that an element may hold and still be furniture.
const LARGEST_SHARE: f64 = 0.25;

/// Removes what is small and plainly furniture from the whole page, before the extractor takes wrappers apart and their
/// classes are lost. Nothing an article could consist of is that small.
pub(super) fn before(page: &NodeRef<'_>) {
    Selection::from(*page).select("figcaption, [hidden], dialog").remove();
    remove(page, SMALL);
}

/// Removes them from the main part; an element that holds much of the text there stays, whatever its class says.
pub(super) fn after(main: &NodeRef<'_>) {
    let whole = main.normalized_char_count();
    remove(main, (whole as f64 * LARGEST_SHARE) as usize);
}

fn remove(root: &NodeRef<'_>, fewer_characters_than: usize) {
    for node in Selection::from(*root).select("[class], [id]").nodes() {
        if is_furniture(node) && node.normalized_char_count() < fewer_characters_than {
            node.remove_from_parent();
        }
    }
}

fn is_furniture(node: &NodeRef<'_>) -> bool {
    if matches!(&*node.node_name().unwrap_or_default(), "html" | "body" | "main" | "article" | "p" | "blockquote") {
        return false;
    }
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|names| says_furniture(&names))
}

fn says_furniture(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let words = words_of(name);
        words.iter().any(|word| WORDS.contains(&word.as_str()))
            || words.windows(2).any(|pair| PAIRS.iter().any(|(a, b)| pair[0] == *a && pair[1] == *b))
    })
}

/// "newsArticle-shareBar_2" -> news, article, share, bar.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    let mut before_is_small = false;
    for c in name.chars() {
        let begins = !inside || (c.is_uppercase() && before_is_small);
        inside = c.is_alphabetic();
        before_is_small = c.is_lowercase();
        if !inside {
            continue;
        }
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn classes_are_read_by_the_word() {
        assert_eq!(words_of("newsArticle-shareBar_2"), ["news", "article", "share", "bar"]);
        assert!(says_furniture("col-4 article__share-tools"));
        assert!(says_furniture("mostRead"));
        assert!(!says_furniture("shareholder-report advisory headline commentary"));
    }

    #[test]
    fn what_holds_the_article_stays() {
        let body = "<p>A long sentence about the harbour.</p>".repeat(8);
        let page = Document::from(format!("<div class='related-content'>{body}<div class='share'>Share</div></div>"));
        after(&page.root());
        assert!(page.text().contains("harbour") && !page.text().contains("Share"));
    }
}
