//! The main text of a page, as paragraphs; everything the extractor gives or misses is dealt with here.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};

use super::{furniture, prune};

/// The article on a page.
pub(super) struct Main {
    /// Its paragraphs, set off by blank lines.
    pub text: String,
    /// Lines between the headline and the first sentence, which name writer and day.
    pub above: Vec<String>,
}

/// A paragraph as it stands on the page.
pub(super) struct Paragraph {
    pub text: String,
    pub kind: Kind,
    /// How many bytes of it are links.
    linked: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Heading,
    Body,
}

impl Paragraph {
    /// How many words; scripts without spaces count about two letters to a word.
    pub(super) fn words(&self) -> usize {
        let unspaced = self.text.chars().filter(|c| ('\u{2e80}'..='\u{9fff}').contains(c)).count();
        self.text.split_whitespace().count() + unspaced / 2
    }

    /// Whether it is a link and nothing else.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 10 >= self.text.len() * 9
    }
}

/// The page's article; `None` where there is none.
pub(super) fn main_text(document: Document, title: Option<&str>) -> Option<Main> {
    keep_posts(&document);
    prune::before(&document.root());
    let config = Config { disable_json_ld: true, keep_classes: true, text_mode: TextMode::Raw, ..Config::default() };
    let mut page = Readability::with_document(document, None, Some(config)).ok()?;
    page.parse().ok()?;
    let main = page.doc.select_single("#readability-page-1");
    let main = main.nodes().first()?;
    prune::after(main);
    let sorted = furniture::sort(flow(main), title);
    let lines = |paragraphs: Vec<Paragraph>| paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>();
    let text = lines(sorted.text).join("\n\n");
    (!text.is_empty()).then(|| Main { text, above: lines(sorted.above) })
}

/// Posts from elsewhere that an article quotes stand in wrappers called "social", which the extractor throws out.
fn keep_posts(page: &Document) {
    for post in page.select("blockquote.twitter-tweet, blockquote.instagram-media, blockquote.bluesky-embed").nodes() {
        let length = post.normalized_char_count();
        post.remove_attrs(&["class", "id"]);
        // Collected before any is changed: the tree cannot be walked and changed at once.
        let wrappers = post.ancestors(Some(4)).into_iter().take_while(|above| above.normalized_char_count() <= length);
        for wrapper in wrappers.collect::<Vec<_>>() {
            wrapper.remove_attrs(&["class", "id"]);
        }
    }
}

/// The text below a node as a reader sees it: one string a paragraph, spaces collapsed as a browser does.
pub(super) fn paragraphs(root: &NodeRef<'_>) -> Vec<String> {
    flow(root).into_iter().map(|paragraph| paragraph.text).collect()
}

fn flow(root: &NodeRef<'_>) -> Vec<Paragraph> {
    let mut text = Flow::default();
    let mut steps = vec![Step::Into(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) if node.is_text() => text.push(&node.text()),
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
    paragraphs: Vec<Paragraph>,
    paragraph: String,
    /// Links, headings and code that are open here.
    links: usize,
    headings: usize,
    preformatted: usize,
    linked: usize,
}

impl Flow {
    fn push(&mut self, words: &str) {
        let before = self.paragraph.len();
        for c in words.chars().filter(|c| !is_layout(*c)) {
            if self.preformatted > 0 || !c.is_ascii_whitespace() {
                self.paragraph.push(c);
            } else if !self.paragraph.is_empty() && !self.paragraph.ends_with([' ', '\n', '\t']) {
                self.paragraph.push(' ');
            }
        }
        if self.links > 0 {
            self.linked += self.paragraph.len() - before;
        }
    }

    fn begin(&mut self, name: &str) {
        if is_block(name) {
            self.end_paragraph();
        }
        self.links += usize::from(name == "a");
        self.headings += usize::from(is_heading(name));
        self.preformatted += usize::from(name == "pre");
    }

    fn end(&mut self, name: &str) {
        match name {
            "br" => self.break_line(),
            "td" | "th" => self.mark('\t'),
            "tr" => self.mark('\n'),
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
        self.links -= usize::from(name == "a");
        self.headings -= usize::from(is_heading(name));
        self.preformatted -= usize::from(name == "pre");
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
        let linked = std::mem::take(&mut self.linked);
        let words = paragraph.trim();
        if !words.is_empty() {
            let kind = if self.headings > 0 { Kind::Heading } else { Kind::Body };
            self.paragraphs.push(Paragraph { text: words.to_owned(), kind, linked });
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Characters that only tell a browser where a line may break.
fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
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
