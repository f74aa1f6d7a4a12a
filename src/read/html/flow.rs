//! Marked-up text -> paragraphs, as a browser would break and space it; for HTML and for XML that borrows its elements.

/// A paragraph as it stands on the page.
pub(in crate::read) struct Paragraph {
    pub text: String,
    pub kind: Kind,
    /// How many bytes of it are links.
    linked: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::read) enum Kind {
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

/// Text flowing into paragraphs.
#[derive(Default)]
pub(in crate::read) struct Flow {
    paragraphs: Vec<Paragraph>,
    paragraph: String,
    /// Links, headings and code that are open here.
    links: usize,
    headings: usize,
    preformatted: usize,
    linked: usize,
}

impl Flow {
    pub(in crate::read) fn push(&mut self, words: &str) {
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

    /// Adds words whose spaces and tabs are meant.
    pub(in crate::read) fn push_as_it_is(&mut self, words: &str) {
        self.paragraph.extend(words.chars().filter(|c| !is_layout(*c)));
    }

    /// An element opens.
    pub(in crate::read) fn begin(&mut self, name: &str) {
        if is_block(name) {
            self.end_paragraph();
        }
        self.links += usize::from(name == "a");
        self.headings += usize::from(is_heading(name));
        self.preformatted += usize::from(name == "pre");
    }

    /// It closes.
    pub(in crate::read) fn end(&mut self, name: &str) {
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

    /// The text ends.
    pub(in crate::read) fn finish(mut self) -> Vec<Paragraph> {
        self.end_paragraph();
        self.paragraphs
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

/// Elements whose content is not for reading.
pub(in crate::read) fn is_unseen(name: &str) -> bool {
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
