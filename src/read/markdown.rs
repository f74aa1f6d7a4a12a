//! Markdown with front matter: the fields, and the text a reader sees, without the marks that shape it.
//!
//! The dialects differ in what is no text: see `dialects`. Obsidian's links, embeds and callouts are read here.

use std::path::Path;

use jiff::civil::Date;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::encoding::{self, Misfits};
use super::fields::Names;
use super::record::Place;
use super::{Found, ReadError, Source, dialects, fields, front_matter, html, names, opening};
use crate::article::Citation;

/// The whole file as one article.
pub(super) fn read(path: &Path, bytes: &[u8], names: &Names) -> Result<Found, ReadError> {
    let refuse = |reason: String| ReadError::new(path, reason);
    let source = encoding::decode(bytes, None, Misfits::Refuse).map_err(refuse)?;
    let front = front_matter::split(&source).map_err(|broken| refuse(broken.reason).at(broken.line))?;
    let mut record = fields::record(&front.fields, names);
    record.origins.rest(&record.citation, Source::FrontMatter);
    record.citation.published = record.citation.published.or_else(|| day_in_name(path));
    record.origins.rest(&record.citation, Source::FileName);
    let reading = Reading::of(&dialects::without_machinery(&source[front.body..]));
    record.text = reading.text_under(record.citation.title.as_deref());
    fill(&mut record.citation, &reading, &record.text);
    record.origins.rest(&record.citation, Source::Shown);
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

/// Jekyll names its posts "2025-03-03-pier-closed.md".
fn day_in_name(path: &Path) -> Option<Date> {
    let name = path.file_stem()?.to_str()?;
    let (day, rest) = name.split_at_checked(10)?;
    let fits = day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && rest.starts_with('-');
    fits.then(|| day.parse().ok()).flatten()
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
    /// Block quotes that are open here.
    quotes: usize,
    /// Inside a link of Obsidian's that shows its target.
    bare_link: bool,
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
            // Obsidian shows a link to a part of a note so.
            Event::Text(words) if self.bare_link => self.push(&words.trim_start_matches('#').replace('#', " > ")),
            Event::Text(words) => self.push(&dialects::without_highlights(&words)),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.push(&words),
            // The first line of a callout is its title.
            Event::SoftBreak if self.callout().is_some() => self.end_paragraph(),
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
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. } => self.bare_link = true,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } => {
            }
            Tag::TableCell => {}
            Tag::TableRow | Tag::TableHead => {}
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes += 1;
            }
            _ => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.unseen = self.unseen.saturating_sub(1),
            TagEnd::Link => self.bare_link = false,
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::TableCell => self.push("\t"),
            TagEnd::TableRow | TagEnd::TableHead => self.end_row(),
            TagEnd::Heading(HeadingLevel::H1) if self.title.is_none() && self.paragraphs.is_empty() => self.end_title(),
            TagEnd::HtmlBlock => self.end_html(),
            _ => self.end_paragraph(),
        }
    }

    /// What follows the mark of a callout ("[!note]- Title"), where the paragraph begins with one.
    fn callout(&self) -> Option<&str> {
        let (kind, title) = self.line.strip_prefix("[!").filter(|_| self.quotes > 0)?.split_once(']')?;
        let is_kind =
            !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' '));
        is_kind.then(|| title.trim_start_matches(['-', '+']))
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
        if let Some(title) = self.callout() {
            self.line = title.trim_start().to_owned();
        }
        let line = std::mem::take(&mut self.line);
        // Lines keep their indentation, which means something in code.
        let line = dialects::without_block_name(line.trim_matches(['\n', '\r']).trim_end());
        if !line.trim().is_empty() {
            self.paragraphs.push(line.to_owned());
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    matches!(tag.to_ascii_lowercase().replace(' ', "").as_str(), "<br>" | "<br/>")
}
