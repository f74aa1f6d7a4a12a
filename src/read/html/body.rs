//! The main text of a page, as paragraphs; everything the extractor gives or misses is dealt with here.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};

use super::flow::{self, Flow, Paragraph};
use super::{furniture, prune};

/// The article on a page.
pub(super) struct Main {
    /// Its paragraphs, set off by blank lines.
    pub text: String,
    /// Lines between the headline and the first sentence, which name writer and day.
    pub above: Vec<String>,
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
    sorted(main, title)
}

/// The article in HTML that holds nothing else, as feeds and agencies carry it.
pub(super) fn whole_text(document: &Document, title: Option<&str>) -> Option<Main> {
    keep_posts(document);
    prune::before(&document.root());
    sorted(&document.root(), title)
}

fn sorted(main: &NodeRef<'_>, title: Option<&str>) -> Option<Main> {
    let sorted = furniture::sort(paragraphs_of(main), title);
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
    paragraphs_of(root).into_iter().map(|paragraph| paragraph.text).collect()
}

fn paragraphs_of(root: &NodeRef<'_>) -> Vec<Paragraph> {
    let mut text = Flow::default();
    let mut steps = vec![Step::Into(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) if node.is_text() => text.push(&node.text()),
            Step::Into(node) => {
                let name = node.node_name().unwrap_or_default();
                if flow::is_unseen(&name) {
                    continue;
                }
                text.begin(&name);
                steps.push(Step::OutOf(name.to_string()));
                steps.extend(node.children_it(true).map(Step::Into));
            }
            Step::OutOf(name) => text.end(&name),
        }
    }
    text.finish()
}

enum Step<'a> {
    Into(NodeRef<'a>),
    OutOf(String),
}
