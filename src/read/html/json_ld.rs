//! Structured data in a page (schema.org in JSON-LD): the object that is the article, and what it says of itself.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::{Map, Value};

use super::metadata::{article_address, words};
use super::paywall;
use crate::article::Citation;
use crate::read::{dates, names};

type Object = Map<String, Value>;

/// What the page's own article object states; empty where there is none.
pub(super) fn citation(page: &Document) -> Citation {
    let blocks = blocks(page);
    let graph = Graph::of(&blocks);
    graph.article().map(|article| graph.citation(article)).unwrap_or_default()
}

/// Whether the page's article says that it is free to read, and how many words it says it has.
pub(super) fn access(page: &Document) -> (Option<bool>, Option<usize>) {
    let blocks = blocks(page);
    let graph = Graph::of(&blocks);
    // A page that does not say what it is can still say that it is not free.
    let untyped = || blocks.iter().filter_map(Value::as_object).find(|block| block.contains_key("isAccessibleForFree"));
    let Some(article) = graph.article().or_else(untyped) else { return (None, None) };
    let free = article.get("isAccessibleForFree").and_then(paywall::truth);
    let words = article.get("wordCount").and_then(|count| match count {
        Value::Number(count) => usize::try_from(count.as_u64()?).ok(),
        Value::String(count) => count.parse().ok(),
        _ => None,
    });
    (free, words.filter(|words| *words > 0))
}

fn blocks(page: &Document) -> Vec<Value> {
    let scripts = page.select("script[type=\"application/ld+json\"]");
    scripts.nodes().iter().filter_map(|script| parse(&script.text())).collect()
}

/// Some pages wrap the data in comments, or break lines inside its strings.
fn parse(source: &str) -> Option<Value> {
    let source = source.trim();
    let source = source.strip_prefix("<!--").unwrap_or(source).trim_end_matches("-->");
    let source = source.trim().trim_start_matches("//").trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let source = source.trim().trim_end_matches("//").trim_end_matches(';');
    serde_json::from_str(source)
        .ok()
        .or_else(|| serde_json::from_str(&source.replace(|c: char| c.is_control(), " ")).ok())
}

/// All objects of a page's data, with those that others refer to by their `@id`.
struct Graph<'a> {
    objects: Vec<&'a Object>,
    by_id: HashMap<&'a str, &'a Object>,
}

impl<'a> Graph<'a> {
    fn of(blocks: &'a [Value]) -> Graph<'a> {
        let mut objects = Vec::new();
        for block in blocks {
            collect(block, &mut objects);
        }
        let mut by_id: HashMap<&str, &Object> = HashMap::new();
        for object in &objects {
            // The fullest object of an id is the one that describes it.
            if let Some(id) = object.get("@id").and_then(Value::as_str) {
                let known = by_id.entry(id).or_insert(object);
                if object.len() > known.len() {
                    *known = object;
                }
            }
        }
        Graph { objects, by_id }
    }

    /// The first article with a headline; lists of other articles are no part of the objects.
    fn article(&self) -> Option<&'a Object> {
        let articles = || self.objects.iter().copied().filter(|object| is_article(object));
        articles().find(|article| article.contains_key("headline")).or_else(|| articles().next())
    }

    fn citation(&self, article: &Object) -> Citation {
        let url = article.get("url").and_then(Value::as_str).and_then(article_address);
        Citation {
            title: ["headline", "name"].iter().find_map(|name| words(article.get(*name)?.as_str()?)),
            authors: article
                .get("author")
                .or_else(|| article.get("creator"))
                .map(|value| self.people(value))
                .unwrap_or_default(),
            publisher: article.get("publisher").and_then(|value| self.people(value).into_iter().next()),
            published: article.get("datePublished").and_then(|date| dates::parse(date.as_str()?)),
            url: url.or_else(|| page_of(article)),
        }
    }

    /// The names in a string, an object, a reference, or a list of these.
    fn people(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(field) => words(field).map(|field| names::in_field(&field)).unwrap_or_default(),
            Value::Array(items) => {
                let mut all = Vec::new();
                for name in items.iter().flat_map(|item| self.people(item)) {
                    if !all.contains(&name) {
                        all.push(name);
                    }
                }
                all
            }
            Value::Object(object) => self.name(object),
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        }
    }

    fn name(&self, object: &Object) -> Vec<String> {
        let referred = || self.by_id.get(object.get("@id")?.as_str()?)?.get("name");
        match object.get("name").or_else(referred) {
            Some(Value::String(field)) => words(field).map(|field| names::in_field(&field)).unwrap_or_default(),
            Some(Value::Array(items)) => items.iter().filter_map(|item| words(item.as_str()?)).collect(),
            _ => Vec::new(),
        }
    }
}

/// The objects that stand for themselves: at the top, in a list at the top, in a graph, or as a page's main thing.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Object>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, objects)),
        Value::Object(object) => {
            objects.push(object);
            for name in ["@graph", "mainEntity", "author", "publisher"] {
                if let Some(inner) = object.get(name) {
                    collect(inner, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Object) -> bool {
    let is_article = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_article),
        Some(kind) => is_article(kind),
        None => false,
    }
}

fn page_of(article: &Object) -> Option<String> {
    let page = article.get("mainEntityOfPage")?;
    let page = page.as_object().map_or(Some(page), |object| object.get("@id").or_else(|| object.get("url")))?;
    article_address(page.as_str()?)
}
