//! What a page says about itself: structured data first, then its meta tags, then its visible marks.
//!
//! A field is taken from the first place that states it. What none states stays unknown.

use dom_query::{Document, NodeRef, Selection};
use jiff::civil::Date;

use super::json_ld;
use crate::article::Citation;
use crate::language::Language;
use crate::read::origins::fill;
use crate::read::record::{Record, web_address};
use crate::read::{Origins, Source, dates, names};

/// The citation and the declared language; the text comes from the body.
pub(super) fn record(page: &Document) -> Record {
    let meta = Meta::of(page);
    let (mut citation, mut origins) = (Citation::default(), Origins::default());
    let layers = [
        (Source::JsonLd, json_ld::citation(page)),
        (Source::OpenGraph, open_graph(&meta)),
        (Source::MetaTag, other_meta(&meta)),
        (Source::LinkRelation, Citation { url: canonical(page), ..Citation::default() }),
        (Source::Microdata, microdata(page)),
        (Source::LinkRelation, Citation { authors: people(page, &["a[rel~=\"author\"]"]), ..Citation::default() }),
        (Source::Time, Citation { published: time(page), ..Citation::default() }),
        (Source::Shown, shown(page)),
        (Source::PageTitle, Citation { title: words(&page.select_single("title").text()), ..Citation::default() }),
    ];
    for (source, said) in layers {
        fill(&mut citation, &mut origins, said, source);
    }
    citation.title = citation.title.take().map(|title| without_site(&title, citation.publisher.as_deref()).to_owned());
    citation.authors = writers(&citation.authors, citation.publisher.as_deref());
    if citation.authors.is_empty() {
        origins.authors = None;
    }
    Record { citation, origins, language: language(page, &meta), ..Record::default() }
}

/// The day in an address that has one: ".../2025/03/03/pier-closed".
pub(super) fn day_in_address(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split(['/', '?', '#']).skip(3).collect();
    parts.windows(3).find_map(|parts| {
        let &[year, month, day] = parts else { return None };
        let fits = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        fits.then(|| dates::parse(&format!("{year}-{month}-{day}"))).flatten()
    })
}

/// The address of an article: on the web, and not just a site's front page.
pub(super) fn article_address(written: &str) -> Option<String> {
    let address = web_address(written)?;
    // "#webpage" names a thing in the page's data; "#!" is how some old sites address their pages.
    let address = if address.contains("#!") { &address } else { address.split('#').next()? };
    let path = address.splitn(4, '/').nth(3).unwrap_or_default();
    (!path.is_empty()).then(|| address.to_owned())
}

/// Words of a field on one line, with the entities that some pages write twice; `None` where there are none.
pub(in crate::read) fn words(written: &str) -> Option<String> {
    let plain = if written.contains('&') && written.contains(';') {
        Document::fragment(written.replace('<', "&lt;")).text().to_string()
    } else {
        written.to_owned()
    };
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The page's meta tags: name (in small letters) and content, in order.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Document) -> Meta {
        let mut all = Vec::new();
        for tag in page.select("meta[content]").nodes() {
            let content = tag.attr_or("content", "");
            for name in ["property", "name", "itemprop"].iter().filter_map(|kind| tag.attr(kind)) {
                all.push((name.trim().to_ascii_lowercase(), content.to_string()));
            }
        }
        Meta(all)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    fn first<T>(&self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        names.iter().find_map(|name| self.all(name).find_map(&read))
    }

    /// A tag of authors may be there once for each.
    fn authors(&self, tags: &[&str]) -> Vec<String> {
        let read = |tag: &&str| -> Vec<String> {
            self.all(tag).filter_map(words).flat_map(|name| names::in_field(&name)).collect()
        };
        tags.iter().map(read).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

fn open_graph(meta: &Meta) -> Citation {
    Citation {
        title: meta.first(&["og:title"], words),
        authors: meta.authors(&["article:author", "og:article:author", "article:author:name"]),
        publisher: meta.first(&["og:site_name"], publisher),
        published: meta
            .first(&["article:published_time", "og:article:published_time", "og:published_time"], dates::parse),
        url: meta.first(&["og:url"], article_address),
    }
}

/// What newspapers' systems, libraries and analytics firms have agreed on, from the plainest name to the oddest.
fn other_meta(meta: &Meta) -> Citation {
    const TITLES: &[&str] = &[
        "dc.title",
        "dcterms.title",
        "citation_title",
        "parsely-title",
        "sailthru.title",
        "twitter:title",
        "headline",
    ];
    const AUTHORS: &[&str] = &[
        "author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "article.author",
    ];
    const PUBLISHERS: &[&str] = &["dc.publisher", "dcterms.publisher", "citation_publisher", "publisher"];
    const DATES: &[&str] = &[
        "datepublished",
        "date_published",
        "article.published",
        "published_time",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "parsely-pub-date",
        "sailthru.date",
        "originalpublicationdate",
        "pdate",
        "cxenseparse:recs:publishtime",
        "date",
    ];
    Citation {
        title: meta.first(TITLES, words),
        authors: meta.authors(AUTHORS),
        publisher: meta.first(PUBLISHERS, publisher),
        published: meta.first(DATES, dates::parse),
        url: None,
    }
}

/// What the elements of the page are marked as (schema.org).
fn microdata(page: &Document) -> Citation {
    let headline = page.select_single("[itemprop=\"headline\"]");
    let publishers = ["[itemprop~=\"publisher\"] [itemprop~=\"name\"]", "[itemprop~=\"publisher\"]"];
    let name = |node: &NodeRef<'_>| publisher(&words(&node.attr("content").unwrap_or_else(|| node.text()))?);
    let of_page = "[itemprop~=\"mainEntityOfPage\"]";
    Citation {
        title: headline.attr("content").and_then(|title| words(&title)).or_else(|| words(&headline.text())),
        authors: people(page, &["[itemprop~=\"author\"] [itemprop~=\"name\"]", "[itemprop~=\"author\"]"]),
        publisher: publishers.iter().find_map(|mark| marked(page, mark, name)),
        published: marked(page, "[itemprop~=\"datePublished\"]", date_of),
        url: ["content", "href"].iter().find_map(|name| article_address(&page.select(of_page).attr(name)?)),
    }
}

/// What the first of these elements says that belongs to the article.
fn marked<T>(page: &Document, mark: &str, read: impl Fn(&NodeRef<'_>) -> Option<T>) -> Option<T> {
    page.select(mark).nodes().iter().filter(|node| !is_aside(node)).find_map(read)
}

fn canonical(page: &Document) -> Option<String> {
    article_address(&page.select("link[rel=\"canonical\"][href]").attr("href")?)
}

/// The one first-level heading, and the names that are set as a byline.
fn shown(page: &Document) -> Citation {
    let headings = page.select("h1");
    Citation {
        title: (headings.length() == 1).then(|| words(&headings.text())).flatten(),
        authors: people(page, &[".p-author", ".byline-name"]),
        ..Citation::default()
    }
}

/// The names in the first of these kinds of elements that are there.
fn people(page: &Document, marks: &[&str]) -> Vec<String> {
    for mark in marks {
        let mut found: Vec<String> = Vec::new();
        for node in page.select(mark).nodes().iter().filter(|node| !is_aside(node)) {
            let name = node.attr("content").unwrap_or_else(|| node.text());
            for name in words(&name).into_iter().flat_map(|name| names::in_field(&name)) {
                if name.split_whitespace().count() <= 6 && !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        // A list of many "authors" is a list of other articles.
        if !found.is_empty() && found.len() <= 8 {
            return found;
        }
    }
    Vec::new()
}

/// The day of the elements that are set as the day of publication; else the day that all of the page name.
fn time(page: &Document) -> Option<Date> {
    const MARKS: &[&str] = &["time[pubdate]", "time.published", "time.entry-date", "abbr.published"];
    let set = MARKS.iter().find_map(|mark| marked(page, mark, date_of));
    set.or_else(|| only_day(&page.select("time[datetime]")))
}

/// The day that every `<time>` of the page names, where they all name the same.
fn only_day(times: &Selection<'_>) -> Option<Date> {
    let mut days = times.nodes().iter().filter(|node| !is_aside(node)).filter_map(date_of);
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}

fn date_of(node: &NodeRef<'_>) -> Option<Date> {
    let stated = ["datetime", "content", "title"].iter().find_map(|name| dates::parse(&node.attr(name)?));
    stated.or_else(|| dates::parse(&node.text()))
}

/// Whether a mark belongs to something beside the article: another article's box, a comment.
fn is_aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(12)).any(|above| {
        let name = above.node_name().unwrap_or_default();
        let class = above.attr_or("class", "").to_ascii_lowercase();
        matches!(&*name, "aside" | "footer" | "nav")
            || ["comment", "related", "sidebar", "recommend"].iter().any(|word| class.contains(word))
    })
}

fn language(page: &Document, meta: &Meta) -> Option<Language> {
    let declared = page.select_single("html").attr("lang").and_then(|code| Language::from_code(&code));
    declared.or_else(|| meta.first(&["content-language", "language", "og:locale", "dc.language"], Language::from_code))
}

/// A title without the publisher's name that many pages put behind it.
fn without_site<'a>(title: &'a str, publisher: Option<&str>) -> &'a str {
    let Some(publisher) = publisher else { return title };
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the").replace([' ', '.'], "");
    for separator in [" | ", " - ", " – ", " — ", " :: ", " • ", " » "] {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && bare(last) == bare(publisher)
            && !rest.trim().is_empty()
        {
            return rest.trim();
        }
    }
    title
}

/// A publisher's name; a handle is none.
fn publisher(written: &str) -> Option<String> {
    words(written).filter(|name| !name.starts_with('@') && !name.contains("://"))
}

/// The authors without what stands in such fields and names nobody: the publisher itself, an account, a handle, a date.
fn writers(authors: &[String], publisher: Option<&str>) -> Vec<String> {
    const NOBODY: &[&str] =
        &["admin", "administrator", "editor", "staff", "webmaster", "author", "redaktion", "null", "undefined"];
    let mut writers: Vec<String> = Vec::new();
    for author in authors {
        let lower = author.to_lowercase();
        let is_publisher = publisher.is_some_and(|publisher| publisher.to_lowercase().contains(&lower));
        let is_account = author.contains(|c: char| c == '@' || c.is_ascii_digit()) || author.chars().count() > 80;
        if !is_publisher && !is_account && !NOBODY.contains(&lower.as_str()) && !writers.contains(author) {
            writers.push(author.clone());
        }
    }
    if writers.len() > 1 {
        // Beside a name, "AP Auto Writer" is its office.
        writers.retain(|author| !names::is_office(author));
    }
    writers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The citation of a page with this head and body, a line a field.
    fn check(page: &str, expected: &str) {
        let record = record(&Document::from(page));
        let citation = record.citation;
        let mut lines = Vec::new();
        lines.extend(citation.title.map(|title| format!("title: {title}")));
        lines.extend(citation.authors.iter().map(|author| format!("author: {author}")));
        lines.extend(citation.publisher.map(|publisher| format!("publisher: {publisher}")));
        lines.extend(citation.published.map(|date| format!("published: {date}")));
        lines.extend(citation.url.map(|url| format!("url: {url}")));
        lines.extend(record.language.map(|language| format!("language: {language}")));
        assert_eq!(lines.join("\n"), expected.trim());
    }

    #[test]
    fn structured_data_comes_before_meta_tags() {
        check(
            r##"<html lang="en-GB"><script type="application/ld+json">
               {"@context": "https://schema.org", "@graph": [
                 {"@type": "Organization", "@id": "#org", "name": "The Courier"},
                 {"@type": ["NewsArticle"], "headline": "Levy &amp; harbour", "datePublished": "2024-03-01T23:30:00-05:00",
                  "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}], "publisher": {"@id": "#org"},
                  "mainEntityOfPage": {"@id": "https://example.org/levy"}}]}</script>
               <meta property="og:title" content="Another title"><meta name="author" content="Somebody Else">"##,
            "title: Levy & harbour\nauthor: Jane Doe\nauthor: John Roe\npublisher: The Courier\npublished: 2024-03-01\n\
             url: https://example.org/levy\nlanguage: en",
        );
    }

    #[test]
    fn microdata_names_its_publisher_and_address() {
        check(
            r#"<article itemscope><meta itemprop="mainEntityOfPage" content="https://example.org/levy"><h1 itemprop="headline">Levy passes</h1>
               <span itemprop="publisher" itemscope><meta itemprop="name" content="The Courier"></span></article>"#,
            "title: Levy passes\npublisher: The Courier\nurl: https://example.org/levy",
        );
    }

    #[test]
    fn meta_tags_then_marks() {
        check(
            r#"<meta property="og:title" content="Levy passes | The Courier"><meta property="og:site_name" content="The Courier">
               <meta property="article:author" content="https://facebook.com/jane"><meta name="author" content="By Jane Doe and John Roe">
               <link rel="canonical" href="https://example.org/levy"><time datetime="2024-03-01T10:00Z">yesterday</time>"#,
            "title: Levy passes\nauthor: Jane Doe\nauthor: John Roe\npublisher: The Courier\npublished: 2024-03-01\nurl: https://example.org/levy",
        );
    }

    #[test]
    fn what_is_not_stated_stays_unknown() {
        check(
            r#"<title>Levy passes - The Courier</title><meta name="author" content="admin"><link rel="canonical" href="/levy">
               <time datetime="2024-03-01">1</time><time datetime="2024-03-02">2</time>"#,
            "title: Levy passes - The Courier",
        );
    }
}
