//! Web pages: walls, live blogs, corrections, and what stays of a page's structure.

use std::path::Path;

use onrecord::read::Reader;

use super::check;

const SENTENCE: &str =
    "The council voted on Monday, the mayor said, and nobody was surprised by the result of it at all.";

fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Levy passes</title>{head}</head><body><header><a href=/>Home</a></header><main><article><h1>Levy passes</h1>{body}</article></main></body></html>"
    )
}

fn json_ld(fields: &str) -> String {
    format!(
        "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"headline\": \"Levy passes\", {fields}}}</script>"
    )
}

const WALL: &str = ": behind a paywall: the page holds only the beginning of the article";

#[test]
fn a_beginning_before_a_wall_is_no_article() {
    let short = format!("<p>{SENTENCE}</p>").repeat(3);
    let long = format!("<p>{SENTENCE}</p>").repeat(14);
    let text = |paragraphs: usize| format!("{:?} title=Levy passes", [SENTENCE].repeat(paragraphs).join("\n\n"));
    let closed = json_ld("\"isAccessibleForFree\": \"False\"");
    check("a.html", page(&closed, &short), &format!("refused a.html{WALL}"));
    check("b.html", page(&closed, &long), &format!("b.html: {}", text(14)));
    check(
        "c.html",
        page(
            &json_ld("\"isAccessibleForFree\": true"),
            &format!("{short}<div class=promo>Subscribe to continue</div>"),
        ),
        &format!("c.html: {}", text(3)),
    );
    check(
        "d.html",
        page("", &format!("{short}<div class=wall><p>Subscribe to continue reading.</p></div>")),
        &format!("refused d.html{WALL}"),
    );
    check(
        "e.html",
        page(&json_ld("\"isAccessibleForFree\": false, \"wordCount\": 54"), &short),
        &format!("e.html: {}", text(3)),
    );
    check(
        "f.html",
        page(&json_ld("\"isAccessibleForFree\": false, \"wordCount\": 1200"), &format!("<p>{SENTENCE}</p>").repeat(14)),
        &format!("refused f.html{WALL}"),
    );
    check("g.html", page("", &short), &format!("g.html: {}", text(3)));
}

#[test]
fn structure_stays_in_the_text() {
    check(
        "a.html",
        page(
            "",
            &format!(
                "<p>{SENTENCE}</p><h2>What it costs</h2><p>{SENTENCE}</p><ul><li>Four million for the pier</li><li>Two for the quay</li></ul>\
                 <blockquote><p>“It was time, and everybody in the room knew it.”</p></blockquote><p>{SENTENCE}</p>\
                 <p><em>Correction: An earlier version of this article gave the wrong day of the vote.</em></p>"
            ),
        ),
        &format!(
            "a.html: \"{SENTENCE}\\n\\nWhat it costs\\n\\n{SENTENCE}\\n\\nFour million for the pier\\n\\nTwo for the quay\\n\\n\
             “It was time, and everybody in the room knew it.”\\n\\n{SENTENCE}\\n\\n\
             Correction: An earlier version of this article gave the wrong day of the vote.\" title=Levy passes"
        ),
    );
}

#[test]
fn every_entry_of_a_live_blog_stays() {
    let entry = |time: &str, headline: &str| {
        format!(
            "<div class=live-entry id=e{time}><time datetime=2025-03-03T{time}:00Z>{time}</time><h2>{headline}</h2><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
        )
    };
    let entries = [("18:20", "Vote counted"), ("17:05", "Debate ends"), ("16:00", "Council meets")];
    let body: String = entries.iter().map(|(time, headline)| entry(time, headline)).collect();
    let head = "<script type=application/ld+json>{\"@type\": \"LiveBlogPosting\", \"headline\": \"Levy vote, live\", \"datePublished\": \"2025-03-03\"}</script>";
    let shown = super::shown_page(&page(head, &format!("<p>{SENTENCE}</p>{body}")));
    for (_, headline) in entries {
        assert!(shown.contains(headline), "{headline} in {shown}");
    }
    assert_eq!(shown.matches(SENTENCE).count(), 7, "{shown}");
    assert!(shown.contains("title=Levy vote, live published=2025-03-03"), "{shown}");
}

#[test]
fn the_origin_of_each_field_is_known() {
    let origins = |page: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        std::fs::write(&path, page).expect("written");
        origins_of(&path)
    };
    let body = format!("<p>By Lena Abbot</p><p>{SENTENCE}</p><p>{SENTENCE}</p>");
    assert_eq!(
        origins(&page(
            &(json_ld("\"datePublished\": \"2025-03-03\"")
                + "<meta property=og:site_name content=Courier><link rel=canonical href=https://c.example/a>"),
            &body
        )),
        "title: JSON-LD, authors: shown in the text, publisher: OpenGraph, published: JSON-LD, url: link relation"
    );
    assert_eq!(
        origins(&page(
            "<meta name=author content='Joris Pell'><link rel=canonical href=https://c.example/2025/03/03/levy>",
            &body
        )),
        "title: shown in the text, authors: meta tag, published: day in the address, url: link relation"
    );
    assert_eq!(
        origins(&page("", &format!("<p itemprop=author>Joris Pell</p><time datetime=2025-03-03>Monday</time>{body}"))),
        "title: shown in the text, authors: microdata, published: <time>"
    );
}

fn origins_of(path: &Path) -> String {
    let found = Reader::default().found(path).expect("opened").next().expect("a record").expect("an article");
    found.origins.by_field().map(|(field, source)| format!("{field}: {}", source.name())).collect::<Vec<_>>().join(", ")
}
