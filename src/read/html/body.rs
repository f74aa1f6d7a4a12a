//! The main text of a page, as paragraphs; everything the extractor gives or misses is dealt with here.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};

use super::prune::prune;

/// The text of the page's article, its paragraphs set off by blank lines; `None` where there is none.
pub(super) fn main_text(document: Document) -> Option<String> {
    let config = Config { disable_json_ld: true, keep_classes: true, text_mode: TextMode::Raw, ..Config::default() };
    let mut page = Readability::with_document(document, None, Some(config)).ok()?;
    page.parse().ok()?;
    let main = page.doc.select_single("#readability-page-1");
    let main = main.nodes().first()?;
    prune(main);
    let text = paragraphs(main).join("\n\n");
    Some(text).filter(|text| !text.is_empty())
}

/// The text below a node as a reader sees it: one string a paragraph, spaces collapsed as a browser does.
pub(super) fn paragraphs(root: &NodeRef<'_>) -> Vec<String> {
    let mut text = Flow::default();
    let mut steps = vec![Step::Into(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) if node.is_text() => text.push(&node.text(), is_preformatted(&node)),
            Step::Into(node) => {
                let name = node.node_name().unwrap_or_default();
                if is_unseen(&name) {
                    continue;
                }
                text.begin(&name);
                steps.push(Step::OutOf(name.to_string()));
                steps.extend(node.children_it(true).map(Step::Into));
            }
            Step::OutOf(name) => text.end(&name),
        }
    }
    text.end_paragraph();
    text.paragraphs
}

enum Step<'a> {
    Into(NodeRef<'a>),
    OutOf(String),
}

/// Text flowing into paragraphs.
#[derive(Default)]
struct Flow {
    paragraphs: Vec<String>,
    paragraph: String,
}

impl Flow {
    fn push(&mut self, words: &str, preformatted: bool) {
        for c in words.chars().filter(|c| !is_layout(*c)) {
            if preformatted || !c.is_ascii_whitespace() {
                self.paragraph.push(c);
            } else if !self.paragraph.is_empty() && !self.paragraph.ends_with([' ', '\n', '\t']) {
                self.paragraph.push(' ');
            }
        }
    }

    fn begin(&mut self, name: &str) {
        if is_block(name) {
            self.end_paragraph();
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "br" => self.break_line(),
            "td" | "th" => self.mark('\t'),
            "tr" => self.mark('\n'),
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    /// Two line breaks in a row are how older pages set paragraphs.
    fn break_line(&mut self) {
        if self.paragraph.trim_end_matches(' ').ends_with('\n') {
            self.end_paragraph();
        } else {
            self.mark('\n');
        }
    }

    /// A line or a cell ends; spaces before the mark are no part of it.
    fn mark(&mut self, mark: char) {
        let kept = if mark == '\n' {
            self.paragraph.trim_end_matches([' ', '\t'])
        } else {
            self.paragraph.trim_end_matches(' ')
        };
        self.paragraph.truncate(kept.len());
        if !self.paragraph.is_empty() {
            self.paragraph.push(mark);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let words = paragraph.trim();
        if !words.is_empty() {
            self.paragraphs.push(words.to_owned());
        }
    }
}

/// Characters that only tell a browser where a line may break.
fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

fn is_preformatted(text: &NodeRef<'_>) -> bool {
    text.ancestors_it(None).any(|node| node.has_name("pre"))
}

fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "button"
            | "input"
            | "select"
            | "textarea"
            | "video"
            | "audio"
            | "head"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}
