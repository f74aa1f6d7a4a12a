//! A quote with its citation as text to be pasted elsewhere: plain, Markdown, BibTeX, CSL-JSON.

use serde_json::{Map, Value, json};

use super::speaker::Speaker;
use crate::answer::Quote;
use crate::article::Citation;
use crate::text::ContentHash;

/// One paragraph for a text or a mail.
pub fn plain(quote: &Quote) -> String {
    format!("“{}”\n— {}", quote.words(), line(quote, |title| format!("“{title}”"), str::to_owned))
}

/// A block quote, with a link where the article has one.
pub fn markdown(quote: &Quote) -> String {
    let url = quote.article().citation.url.as_deref();
    let title = |title: &str| match url {
        Some(url) => format!("[{}](<{}>)", escaped(title), url.replace(['<', '>', '\n'], "")),
        None => format!("*{}*", escaped(title)),
    };
    let words: Vec<String> =
        quote.words().lines().map(|line| format!("> {}", escaped(line)).trim_end().to_owned()).collect();
    format!("{}\n>\n> — {}", words.join("\n"), line(quote, title, escaped))
}

/// An entry for BibTeX and biblatex: names as they stand, since nothing tells first from last names.
pub fn bibtex(quote: &Quote) -> String {
    let citation = &quote.article().citation;
    let authors =
        citation.authors.iter().map(|author| format!("{{{}}}", tex(author))).collect::<Vec<_>>().join(" and ");
    let day = citation.published;
    let fields = [
        ("author", (!authors.is_empty()).then_some(authors)),
        ("title", citation.title.as_deref().map(|title| format!("{{{}}}", tex(title)))),
        ("journal", citation.publisher.as_deref().map(tex)),
        ("date", day.map(|day| day.to_string())),
        ("year", day.map(|day| day.year().to_string())),
        ("month", day.map(|day| day.month().to_string())),
        ("url", citation.url.as_deref().map(|url| url.replace(['{', '}', '\\'], ""))),
        ("note", Some(tex(&note(quote)))),
    ];
    let fields: String =
        fields.into_iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}},\n", value?))).collect();
    format!("@article{{{},\n{fields}}}", key(quote))
}

/// One item of CSL-JSON, as Zotero and Pandoc read it.
pub fn csl_json(quote: &Quote) -> String {
    let citation = &quote.article().citation;
    let mut item = Map::new();
    item.insert("id".into(), key(quote).into());
    item.insert("type".into(), "article-newspaper".into());
    let mut text = |name: &str, value: Option<&String>| {
        if let Some(value) = value {
            item.insert(name.into(), value.as_str().into());
        }
    };
    text("title", citation.title.as_ref());
    text("container-title", citation.publisher.as_ref());
    text("URL", citation.url.as_ref());
    if !citation.authors.is_empty() {
        let authors: Vec<Value> = citation.authors.iter().map(|author| json!({ "literal": author })).collect();
        item.insert("author".into(), authors.into());
    }
    if let Some(day) = citation.published {
        item.insert("issued".into(), json!({ "date-parts": [[day.year(), day.month(), day.day()]] }));
    }
    item.insert("note".into(), note(quote).into());
    serde_json::to_string_pretty(&Value::Array(vec![Value::Object(item)])).unwrap_or_default()
}

/// Who says it, and where it stands.
fn line(quote: &Quote, title: impl Fn(&str) -> String, words: impl Fn(&str) -> String) -> String {
    let Citation { title: printed, authors, publisher, published, url } = &quote.article().citation;
    let facts = [
        speaker(quote).map(|speaker| words(&speaker)),
        (!authors.is_empty()).then(|| words(&authors.join(", "))),
        Some(printed.as_deref().map_or_else(|| "article without a title".to_owned(), title)),
        publisher.as_deref().map(&words),
        published.map(|day| day.strftime("%-d %B %Y").to_string()),
        url.clone(),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who says it, where somebody else than the article does.
fn speaker(quote: &Quote) -> Option<String> {
    match Speaker::of(quote) {
        Speaker::Article => None,
        Speaker::Uncertain => Some("speaker not certain".to_owned()),
        Speaker::Unnamed { .. } => Some("a source the article does not name".to_owned()),
        Speaker::Source { printed, resolved, .. } => Some(match resolved.filter(|resolved| *resolved != printed) {
            Some(resolved) => format!("{} ({})", one_line(printed), one_line(resolved)),
            None => one_line(printed),
        }),
    }
}

fn note(quote: &Quote) -> String {
    let said = speaker(quote).map_or_else(String::new, |speaker| format!(" ({speaker})"));
    format!("“{}”{said}", quote.words())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Author, year and a few letters of the article's own, so that the same article always has the same key.
fn key(quote: &Quote) -> String {
    let citation = &quote.article().citation;
    let author = citation.authors.first().or(citation.publisher.as_ref()).map_or("", String::as_str);
    let word: String = author
        .split_whitespace()
        .next_back()
        .unwrap_or("article")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let year = citation.published.map_or_else(String::new, |day| day.year().to_string());
    let hash = ContentHash::of(quote.article().id.0.as_bytes()).to_string();
    format!("{}{year}-{}", if word.is_empty() { "article".to_owned() } else { word.to_lowercase() }, &hash[..6])
}

/// Characters that Markdown reads as marks, with a backslash before them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let at_start = text[..at].trim().is_empty() && matches!(character, '#' | '-' | '+' | '>');
        if at_start || matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Characters that mean something to TeX, written so that they stand for themselves.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', character]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{Article, ArticleId, Attribution, Origin, Speech, Voice};
    use crate::text::Text;

    fn quote() -> Quote {
        let text = Text::new("The levy is 5% too high & *unfair*, the harbour master said. More follows.");
        let span = |range| text.span(range).expect("inside");
        let said = Attribution {
            source: Some(span(36..54)),
            cue: None,
            content: vec![span(0..34)],
            speech: Speech::Indirect,
            resolved: None,
            anonymous: false,
            confidence: 0.9,
        };
        let article = Article {
            id: ArticleId("levy".into()),
            citation: Citation {
                title: Some("Levy & order".into()),
                authors: vec!["Mara Olin".into(), "Teo Brandt".into()],
                publisher: Some("The Harbour Post".into()),
                published: Some(jiff::civil::date(2024, 4, 1)),
                url: Some("https://harbourpost.example/levy_1".into()),
            },
            language: None,
            origin: Origin { path: "levy.md".into(), line: None },
            text: text.clone(),
        };
        let voice = Voice::Source(said.clone());
        Quote::cut(Arc::new(article), text.hash(), span(0..60), voice, &[said]).expect("a quote")
    }

    #[test]
    fn plain_and_markdown() {
        assert_eq!(
            plain(&quote()),
            "“The levy is 5% too high & *unfair*, the harbour master said.”\n— the harbour master, Mara Olin, Teo Brandt, “Levy & order”, The Harbour Post, 1 April 2024, https://harbourpost.example/levy_1"
        );
        assert_eq!(
            markdown(&quote()),
            "> The levy is 5% too high & \\*unfair\\*, the harbour master said.\n>\n> — the harbour master, Mara Olin, Teo Brandt, [Levy & order](<https://harbourpost.example/levy_1>), The Harbour Post, 1 April 2024, https://harbourpost.example/levy_1"
        );
    }

    #[test]
    fn bibtex_stands_for_itself() {
        let entry = bibtex(&quote());
        assert!(entry.starts_with("@article{olin2024-"), "{entry}");
        assert!(
            entry.contains("  author = {{Mara Olin} and {Teo Brandt}},\n  title = {{Levy \\& order}},\n"),
            "{entry}"
        );
        assert!(entry.contains("  url = {https://harbourpost.example/levy_1},\n"), "{entry}");
        assert!(
            entry.contains(
                "  note = {“The levy is 5\\% too high \\& *unfair*, the harbour master said.” (the harbour master)},\n}"
            ),
            "{entry}"
        );
    }

    #[test]
    fn csl_json_is_read_back() {
        let items: Value = serde_json::from_str(&csl_json(&quote())).expect("JSON");
        let item = &items[0];
        assert_eq!(item["author"][1]["literal"], "Teo Brandt");
        assert_eq!(item["issued"]["date-parts"], json!([[2024, 4, 1]]));
        assert_eq!(item["container-title"], "The Harbour Post");
        assert_eq!(item["note"], "“The levy is 5% too high & *unfair*, the harbour master said.” (the harbour master)");
    }
}
