//! The text of an article, never edited once read, and the spans that point into it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Text as it was read: nothing in the program changes a letter of it. Cloning shares it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text(Arc<str>);

impl Text {
    pub fn new(text: impl Into<Arc<str>>) -> Text {
        Text(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A span of this text, where both ends lie on character boundaries inside it.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.0.get(range.clone())?;
        Some(Span { start: range.start, end: range.end })
    }

    /// The whole text as one span.
    pub fn whole(&self) -> Span {
        Span { start: 0, end: self.0.len() }
    }

    /// The words of a span; `None` where the span was made for another text and does not fit this one.
    pub fn cut(&self, span: Span) -> Option<&str> {
        self.0.get(span.range())
    }

    pub fn hash(&self) -> ContentHash {
        ContentHash::of(self.0.as_bytes())
    }
}

/// A stretch of a [`Text`] in UTF-8 bytes, end exclusive. Only a `Text` makes one, after checking its boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// How many bytes both have in common.
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// The smallest span that holds both; of one text, since both ends were checked there.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A blake3 hash: of an article's text when a quote is checked, of a whole record when a run looks for changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(*blake3::hash(bytes).as_bytes())
    }

    pub fn from_bytes(bytes: [u8; 32]) -> ContentHash {
        ContentHash(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_lies_on_character_boundaries() {
        let text = Text::new("Zoë said");
        assert!(text.span(0..4).is_some());
        assert!(text.span(0..3).is_none(), "inside the two bytes of ë");
        assert!(text.span(0..99).is_none());
        #[allow(clippy::reversed_empty_ranges)]
        let backwards = text.span(4..2);
        assert!(backwards.is_none());
    }

    #[test]
    fn a_span_of_another_text_cuts_nothing() {
        let long = Text::new("a long text");
        let short = Text::new("short");
        let span = long.span(4..11).expect("inside");
        assert_eq!(long.cut(span), Some("ng text"));
        assert_eq!(short.cut(span), None);
    }
}
