//! Measures a page before it is parsed: shapes that take a parser's time, memory or stack beyond any article's worth.
//!
//! The tree builder and the extractor are quadratic or recursive in the depth of the nesting, in the attributes of one
//! tag, and in formatting tags left open (each is opened again in every later paragraph). So each of these has a limit
//! far above what real pages have.

/// Elements open at once. Deep real pages reach 60 to 100.
const DEEPEST: usize = 400;

/// Attributes of one tag.
const MOST_ATTRIBUTES: usize = 1_000;

/// Formatting tags never closed.
const MOST_UNCLOSED: usize = 400;

/// Tags in all. The longest live blogs have some 50,000.
const MOST_TAGS: usize = 400_000;

/// Bytes of a page with its scripts.
const LARGEST: usize = 32 * 1024 * 1024;

/// Why a page is refused before it is parsed.
pub(super) fn check(html: &str) -> Result<(), String> {
    if html.len() > LARGEST {
        return Err(format!("page too large: {} MB, at most {} MB are parsed", html.len() >> 20, LARGEST >> 20));
    }
    let mut page = Page::default();
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(start) = find(bytes, at, b"<") {
        at = page.markup(bytes, start);
        page.within_limits()?;
    }
    Ok(())
}

/// What has been seen of a page so far.
#[derive(Default)]
struct Page<'a> {
    /// Names of the open elements, outermost first.
    open: Vec<&'a [u8]>,
    /// For each formatting tag, how many more times it was opened than closed.
    unclosed: Vec<(&'a [u8], usize)>,
    attributes: usize,
    tags: usize,
}

impl<'a> Page<'a> {
    /// Takes in what begins at a `<`, and says where to look on.
    fn markup(&mut self, html: &'a [u8], start: usize) -> usize {
        let after = start + 1;
        match html.get(after) {
            Some(b'!') if html[after..].starts_with(b"!--") => {
                find(html, after + 3, b"-->").map_or(html.len(), |end| end + 3)
            }
            Some(b'!' | b'?') => find(html, after, b">").map_or(html.len(), |end| end + 1),
            Some(b'/') => self.end_tag(html, after + 1),
            Some(letter) if letter.is_ascii_alphabetic() => self.start_tag(html, after),
            _ => after,
        }
    }

    fn start_tag(&mut self, html: &'a [u8], name_at: usize) -> usize {
        let name = name(html, name_at);
        let tag = Tag::scan(html, name_at + name.len());
        self.tags += 1;
        self.attributes = self.attributes.max(tag.attributes);
        if is_raw_text(name) {
            return end_of_raw_text(html, tag.end, name);
        }
        if is_formatting(name) {
            *self.count(name) += 1;
        }
        if !is_void(name) && !closes_itself(name) {
            self.open.push(name);
        }
        tag.end
    }

    fn end_tag(&mut self, html: &'a [u8], name_at: usize) -> usize {
        let name = name(html, name_at);
        if let Some(depth) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            self.open.truncate(depth);
        }
        if is_formatting(name) {
            let count = self.count(name);
            *count = count.saturating_sub(1);
        }
        find(html, name_at, b">").map_or(html.len(), |end| end + 1)
    }

    fn count(&mut self, name: &'a [u8]) -> &mut usize {
        let at = self.unclosed.iter().position(|(known, _)| known.eq_ignore_ascii_case(name));
        let at = at.unwrap_or_else(|| {
            self.unclosed.push((name, 0));
            self.unclosed.len() - 1
        });
        &mut self.unclosed[at].1
    }

    fn within_limits(&self) -> Result<(), String> {
        let unclosed: usize = self.unclosed.iter().map(|(_, count)| count).sum();
        let over =
            |what: &str, limit: usize| Err(format!("HTML too complex to parse safely: more than {limit} {what}"));
        if self.open.len() > DEEPEST {
            over("elements inside each other", DEEPEST)
        } else if self.attributes > MOST_ATTRIBUTES {
            over("attributes on one tag", MOST_ATTRIBUTES)
        } else if unclosed > MOST_UNCLOSED {
            over("formatting tags left open", MOST_UNCLOSED)
        } else if self.tags > MOST_TAGS {
            over("tags", MOST_TAGS)
        } else {
            Ok(())
        }
    }
}

/// The rest of a start tag after its name.
struct Tag {
    attributes: usize,
    /// One past its `>`.
    end: usize,
}

impl Tag {
    fn scan(html: &[u8], start: usize) -> Tag {
        let mut attributes = 0;
        let mut at = start;
        let mut in_name = false;
        while let Some(&byte) = html.get(at) {
            match byte {
                b'>' => return Tag { attributes, end: at + 1 },
                b'=' if in_name => {
                    at = end_of_value(html, at + 1);
                    in_name = false;
                    continue;
                }
                b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c => in_name = in_name && next_is_equals(html, at),
                _ if !in_name => {
                    in_name = true;
                    attributes += 1;
                }
                _ => {}
            }
            at += 1;
        }
        Tag { attributes, end: html.len() }
    }
}

/// Whether only spaces stand between here and a `=`.
fn next_is_equals(html: &[u8], at: usize) -> bool {
    html[at..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}

fn end_of_value(html: &[u8], start: usize) -> usize {
    let at = start + html[start..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match html.get(at) {
        Some(quote @ (b'"' | b'\'')) => find(html, at + 1, &[*quote]).map_or(html.len(), |end| end + 1),
        _ => at + html[at..].iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>').count(),
    }
}

fn name(html: &[u8], start: usize) -> &[u8] {
    let end = html[start..].iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    &html[start..end.map_or(html.len(), |end| start + end)]
}

/// Where the text of a script or style ends: at its own end tag, whatever stands inside.
fn end_of_raw_text(html: &[u8], start: usize, name: &[u8]) -> usize {
    let mut at = start;
    while let Some(end) = find(html, at, b"</") {
        let after = &html[end + 2..];
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return end;
        }
        at = end + 2;
    }
    html.len()
}

fn find(html: &[u8], start: usize, what: &[u8]) -> Option<usize> {
    let rest = html.get(start..)?;
    let first = *what.first()?;
    let mut at = 0;
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == first)?;
        if rest[at..].starts_with(what) {
            return Some(start + at);
        }
        at += 1;
    }
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

fn is_raw_text(name: &[u8]) -> bool {
    is_one_of(name, &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
}

fn is_formatting(name: &[u8]) -> bool {
    is_one_of(name, &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
}

fn is_void(name: &[u8]) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    is_one_of(name, VOID)
}

/// Elements whose end tag may be left out: the next of them closes the one before.
fn closes_itself(name: &[u8]) -> bool {
    const CLOSING: &[&str] = &[
        "p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
        "colgroup", "rp", "rt", "body", "html", "head",
    ];
    is_one_of(name, CLOSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(html: &str, because: &str) {
        let reason = check(html).expect_err("refused");
        assert!(reason.contains(because), "{reason}");
    }

    #[test]
    fn bombs_are_refused() {
        refused(&"<div>".repeat(20_000), "inside each other");
        refused(&"<b><i>".repeat(50_000), "inside each other");
        refused(&"<table><tr><td>".repeat(5_000), "inside each other");
        refused(&"<b><i></b>".repeat(50_000), "left open");
        let unclosed: String = (0..5_000).map(|n| format!("<p><i id={n}></p>")).collect();
        refused(&unclosed, "too complex");
        let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
        refused(&format!("<p{attributes}>"), "attributes on one tag");
        let attributes: String = (0..200_000).map(|n| format!(" a{n}")).collect();
        refused(&format!("<p{attributes}>"), "attributes on one tag");
        refused(&"<br>".repeat(500_000), "more than 400000 tags");
        refused(&"<svg><p>".repeat(5_000), "inside each other");
    }

    #[test]
    fn ordinary_pages_pass() {
        let paragraph = "<li><p class=\"a > b\" data-x='</div>'>Text with <b>marks</b><br><!-- <div> --></p>";
        let page = format!("<!doctype html><html><body><ul>{}</ul></body></html>", paragraph.repeat(5_000));
        assert_eq!(check(&page), Ok(()));
        assert_eq!(check(&format!("<script>{}</script><p>text", "'<div>'".repeat(5_000))), Ok(()));
        assert_eq!(check("a < b, <, </, <!, <a"), Ok(()));
    }
}
