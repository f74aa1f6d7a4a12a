//! Markdown with front matter: the fields, and the text a reader sees, without the marks that shape it.

use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::encoding::{self, Misfits};
use super::record::Place;
use super::{ReadError, fields, front_matter, html, names, opening};
use crate::article::{Article, Citation};

/// The whole file as one article.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Article, ReadError> {
    let refuse = |reason: String| ReadError::new(path, reason);
    let source = encoding::decode(bytes, None, Misfits::Refuse).map_err(refuse)?;
    let front = front_matter::split(&source).map_err(|broken| refuse(broken.reason).at(broken.line))?;
    let mut record = fields::record(&front.fields);
    let reading = Reading::of(&source[front.body..]);
    record.text = reading.text_under(record.citation.title.as_deref());
    fill(&mut record.citation, &reading, &record.text);
    if record.text.is_empty() {
        return Err(refuse("no text below the front matter".to_owned()));
    }
    record.into_article(path, Place::Whole).map_err(refuse)
}

/// What the fields leave open, the opening of the body may tell.
fn fill(citation: &mut Citation, reading: &Reading, text: &str) {
    let opened = opening::citation(text);
    if citation.title.is_none() {
        citation.title = reading.title.as_deref().map(names::one_line).or(opened.title);
    }
    if citation.authors.is_empty() {
        citation.authors = opened.authors;
    }
    citation.published = citation.published.or(opened.published);
}

/// A body as it reads: paragraphs set off by blank lines.
#[derive(Default)]
struct Reading {
    /// A heading of the first level before anything else.
    title: Option<String>,
    paragraphs: Vec<String>,
    /// The paragraph being put together.
    line: String,
    /// Inside images, whose description is no text of the article.
    unseen: usize,
    /// A block of HTML being put together.
    html: String,
}

impl Reading {
    fn of(body: &str) -> Reading {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_WIKILINKS;
        let mut reading = Reading::default();
        for event in Parser::new_ext(body, options) {
            reading.take(event);
        }
        reading.end_paragraph();
        reading
    }

    /// The text below the headline: a first heading that says the title again is the citation's, not the text's.
    fn text_under(&self, title: Option<&str>) -> String {
        let body = self.paragraphs.join("\n\n");
        match (&self.title, title) {
            (Some(heading), Some(title)) if heading != title => format!("{heading}\n\n{body}"),
            _ => body,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.push(&words)
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Html(source) => self.html.push_str(&source),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.push("\n"),
            // Marks, not words: a tag within a line, a footnote's number, a rule, a box to tick.
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, words: &str) {
        if self.unseen == 0 {
            self.line.push_str(words);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.unseen += 1,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } => {
            }
            Tag::TableCell => {}
            Tag::TableRow | Tag::TableHead => {}
            _ => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.unseen = self.unseen.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::TableCell => self.push("\t"),
            TagEnd::TableRow | TagEnd::TableHead => self.end_row(),
            TagEnd::Heading(HeadingLevel::H1) if self.title.is_none() && self.paragraphs.is_empty() => self.end_title(),
            TagEnd::HtmlBlock => self.end_html(),
            _ => self.end_paragraph(),
        }
    }

    /// Cells stand apart by a tab, rows by a line.
    fn end_row(&mut self) {
        self.line.truncate(self.line.trim_end_matches('\t').len());
        self.push("\n");
    }

    fn end_title(&mut self) {
        let title = std::mem::take(&mut self.line);
        if !title.trim().is_empty() {
            self.title = Some(title.trim().to_owned());
        }
    }

    fn end_html(&mut self) {
        let source = std::mem::take(&mut self.html);
        self.paragraphs.extend(html::paragraphs_of_fragment(&source));
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        // Lines keep their indentation, which means something in code.
        let line = line.trim_matches(['\n', '\r']).trim_end();
        if !line.trim().is_empty() && !is_shortcode(line) {
            self.paragraphs.push(line.to_owned());
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    matches!(tag.to_ascii_lowercase().replace(' ', "").as_str(), "<br>" | "<br/>")
}

/// An instruction to Hugo or Jekyll that stands alone: a figure, a video.
fn is_shortcode(line: &str) -> bool {
    let line = line.trim();
    [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")]
        .iter()
        .any(|(start, end)| line.starts_with(start) && line.ends_with(end) && line.matches(start).count() == 1)
}
