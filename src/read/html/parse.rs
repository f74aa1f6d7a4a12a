//! HTML -> tree, a piece at a time, given up where a page takes more than any article is worth.
//!
//! Some shapes of HTML make the tree builder quadratic, and the extractor hang on its tree: deep nesting, formatting tags
//! left open (each is opened again in every later paragraph), thousands of attributes on one tag. Only the tree itself
//! tells them reliably, so it is measured while it grows. Every limit is far above what real pages have.

use std::time::{Duration, Instant};

use dom_query::{Document, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

/// Bytes of a page with its scripts.
const LARGEST: usize = 32 * 1024 * 1024;

/// Elements inside each other. Deep real pages reach 50 to 100.
const DEEPEST: usize = 400;

/// Elements, texts and comments. The longest live blogs have some 100,000.
const MOST_NODES: usize = 500_000;

/// Attributes of one tag. Real ones have up to 60 or so.
const MOST_ATTRIBUTES: usize = 500;

/// Characters, each counted once for every element around it: the extractor reads the text of each of these.
const MOST_READING: usize = 500_000_000;

/// A page of the largest size takes a second or two.
const LONGEST: Duration = Duration::from_secs(10);

/// How much is parsed between two looks at the tree.
const PIECE: usize = 16 * 1024;

/// The page's tree, or why it was given up.
pub(super) fn parse(html: &str) -> Result<Document, String> {
    if html.len() > LARGEST {
        return Err(format!("page too large: {} MB, at most {} MB are parsed", html.len() >> 20, LARGEST >> 20));
    }
    if !attributes_are_few(html) {
        return Err(too_complex(format!("more than {MOST_ATTRIBUTES} attributes on one tag")));
    }
    let document = build(html)?;
    measure(&document)?;
    Ok(document)
}

/// Whether no tag has more attributes than any real one; parsers compare each attribute with all before it.
pub(in crate::read) fn attributes_are_few(markup: &str) -> bool {
    most_attributes(markup) <= MOST_ATTRIBUTES
}

fn too_complex(what: impl std::fmt::Display) -> String {
    format!("HTML too complex to parse safely: {what}")
}

fn build(html: &str) -> Result<Document, String> {
    // Without scripts, as the extractor parses: what stands in <noscript> is text.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = html5ever::parse_document(Document::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    let started = Instant::now();
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_piece(rest));
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        let document = &parser.tokenizer.sink.sink;
        if document.tree.len() > MOST_NODES {
            return Err(too_complex(format!("more than {MOST_NODES} elements and texts")));
        }
        if depth_at_the_end(document) > DEEPEST {
            return Err(too_deep());
        }
        if started.elapsed() > LONGEST {
            return Err(too_complex(format!("not done in {} seconds", LONGEST.as_secs())));
        }
    }
    Ok(parser.finish())
}

/// At a character's boundary.
fn end_of_piece(rest: &str) -> usize {
    (PIECE.min(rest.len())..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len())
}

fn too_deep() -> String {
    too_complex(format!("more than {DEEPEST} elements inside each other"))
}

/// How deep the newest element stands: a page that nests without end shows here after its first pieces.
fn depth_at_the_end(document: &Document) -> usize {
    std::iter::successors(Some(document.root()), NodeRef::last_child).take(DEEPEST + 2).count()
}

/// Looks at the whole tree once: the newest element is not always the deepest.
fn measure(document: &Document) -> Result<(), String> {
    let mut reading = 0_usize;
    let mut nodes = vec![(document.root(), 0_usize)];
    while let Some((node, depth)) = nodes.pop() {
        if depth > DEEPEST {
            return Err(too_deep());
        }
        if node.is_text() {
            reading += node.text().len() * depth;
        }
        nodes.extend(node.children_it(true).map(|child| (child, depth + 1)));
    }
    if reading > MOST_READING { Err(too_complex("too much text at too great a depth")) } else { Ok(()) }
}

/// The most attributes on one tag. The tokenizer compares each with all before it, so this cannot wait for the tree; a page
/// that hides its tags from this count is given up by its time.
fn most_attributes(html: &str) -> usize {
    let bytes = html.as_bytes();
    let mut most = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'<')) {
        at += found + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (count, end) = attributes(bytes, at);
            most = most.max(count);
            at = end_of_script(bytes, at, end);
        }
    }
    most
}

/// How many attributes the tag has whose name begins here, and where it ends: about one for each name before a `=`, and
/// one for each word without.
fn attributes(html: &[u8], start: usize) -> (usize, usize) {
    let mut count = 0;
    let mut at = start;
    while let Some(&byte) = html.get(at) {
        at += 1;
        match byte {
            b'>' => break,
            b'=' => at = end_of_value(html, at),
            b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c => {
                count += usize::from(
                    html.get(at).is_some_and(|next| !next.is_ascii_whitespace() && !matches!(next, b'/' | b'>' | b'=')),
                );
            }
            _ => {}
        }
    }
    (count, at)
}

/// In a script, `a < b` is no tag; so what follows a script's tag begins at its end tag.
fn end_of_script(html: &[u8], name: usize, end: usize) -> usize {
    if !html[name..].get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"script")) {
        return end;
    }
    html[end..].windows(8).position(|part| part.eq_ignore_ascii_case(b"</script")).map_or(html.len(), |at| end + at)
}

fn end_of_value(html: &[u8], start: usize) -> usize {
    let skip = |from: usize, stop: &dyn Fn(u8) -> bool| {
        html[from..].iter().position(|byte| stop(*byte)).map_or(html.len(), |at| from + at)
    };
    let at = skip(start, &|byte| !byte.is_ascii_whitespace());
    match html.get(at) {
        Some(&quote @ (b'"' | b'\'')) => (skip(at + 1, &|byte| byte == quote) + 1).min(html.len()),
        _ => skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'>'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "<p>The minister said, on Monday, that the bridge would stay closed.</p>";

    fn refused(html: &str, because: &str) {
        let reason = parse(html).map(|_| "parsed").expect_err("refused");
        assert!(reason.contains(because), "{reason}");
    }

    #[test]
    fn nesting_without_end_is_refused() {
        refused(&"<div>".repeat(20_000), "inside each other");
        refused(&"<b><i>".repeat(50_000), "inside each other");
        refused(&"<b><i></b>".repeat(50_000), "inside each other");
        refused(&"<table><tr><td>".repeat(5_000), "inside each other");
    }

    #[test]
    fn nesting_that_hides_is_refused() {
        refused(&"<span><div></span>".repeat(20_000), "inside each other");
        refused(&"<div><table><tr><td></div>".repeat(20_000), "inside each other");
        refused(&format!("<svg><style>{}", "<div>".repeat(20_000)), "inside each other");
        refused(
            &format!("<script><!--<script></script>--><!-- </script>{}", "<div>".repeat(20_000)),
            "inside each other",
        );
        refused(&format!("{}{}{SENTENCE}", "<div>".repeat(800), "</div>".repeat(800)), "inside each other");
    }

    #[test]
    fn what_multiplies_is_refused() {
        let unclosed: String = (0..5_000).map(|n| format!("<p><i id={n}></p>")).collect();
        refused(&unclosed, "elements and texts");
        refused(&format!("{}{}", "<div>".repeat(390), "The minister said. ".repeat(70_000)), "too much text");
    }

    #[test]
    fn attributes_without_end_are_refused() {
        let valued: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
        refused(&format!("<p{valued}>"), "attributes on one tag");
        let bare: String = (0..200_000).map(|n| format!(" a{n}")).collect();
        refused(&format!("<p{bare}>"), "attributes on one tag");
    }

    #[test]
    fn ordinary_pages_pass() {
        let item = "<li><p class=\"a > b\" data-x='</div>'>Text with <b>marks</b><br><!-- <div> --></p>";
        assert!(parse(&format!("<!doctype html><body><ul>{}</ul>", item.repeat(5_000))).is_ok());
        assert!(parse(&format!("<script>{}</script><p>text", "'<div>'".repeat(5_000))).is_ok());
        assert!(parse(&format!("<script>if (a <b) {}</script><p>text", "{ c = d; } ".repeat(5_000))).is_ok());
        assert!(parse("a < b, <, </, <!, <a").is_ok());
        assert_eq!(attributes(b"p a b = 'x y' c=d/>text", 0).0, 3);
    }
}
