//! Markdown as Discord's client reads it: what a person sees of a text that was sent.
//!
//! Written after the client's behaviour and not after what the product escapes: the leftmost construct wins, a backslash takes the meaning from any
//! character that is no letter, digit or blank, quotes do not nest, and lists, headings and quotes begin a line.

/// A piece of what is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    Text(String),
    Quote(Vec<Node>),
    Bold(Vec<Node>),
    Italic(Vec<Node>),
    Link {
        text: String,
        url: String,
    },
    /// A moment, shown in the reader's own way.
    Time(i64),
    /// Anything else that is not shown as it stands: its name, and what it stands in.
    Other(&'static str, String),
}

/// What is shown of a text.
pub fn read(text: &str) -> Vec<Node> {
    Reader { text: text.chars().collect(), in_quote: false }.nodes()
}

/// The words of the one quote that a text consists of, without the marks of direction around its lines; fails where anything in it is not shown as
/// it stands.
#[track_caller]
pub fn quoted(text: &str) -> String {
    let nodes = read(text);
    let [Node::Quote(inside)] = &nodes[..] else { panic!("not one quote: {nodes:?}") };
    let words = match &inside[..] {
        [] => "",
        [Node::Text(words)] => words,
        _ => panic!("not shown as it stands: {inside:?}"),
    };
    let bare = |line: &str| {
        let inner = line.strip_prefix('\u{2068}').and_then(|rest| rest.strip_suffix('\u{2069}'));
        inner.unwrap_or(line).to_owned()
    };
    words.split('\n').map(bare).collect::<Vec<_>>().join("\n")
}

/// What Discord shows of an article's words where every character is shown as it stands: it leaves out blanks at the end of a line that is not the
/// last.
pub fn as_it_stands(words: &str) -> String {
    let mut lines: Vec<&str> = words.split('\n').collect();
    let last = lines.pop().unwrap_or_default();
    lines.into_iter().map(|line| format!("{}\n", line.trim_end_matches(' '))).collect::<String>() + last
}

/// A line of labels as plain words; fails where it holds more than bold words, links and dates.
#[track_caller]
pub fn plain(text: &str) -> String {
    flat(&read(text))
}

#[track_caller]
fn flat(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Bold(inside) | Node::Italic(inside) => out.push_str(&flat(inside)),
            Node::Link { text, .. } => out.push_str(text),
            Node::Time(seconds) => {
                let moment = jiff::Timestamp::from_second(*seconds).expect("a time");
                out.push_str(&moment.strftime("%Y-%m-%d").to_string());
            }
            Node::Quote(_) | Node::Other(..) => panic!("in a label: {node:?}"),
        }
    }
    out
}

struct Reader {
    text: Vec<char>,
    in_quote: bool,
}

/// What begins at a place, and where it ends.
type Found = (Node, usize);

impl Reader {
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        while at < self.text.len() {
            if self.text[at] == '\\' && at + 1 < self.text.len() {
                let next = self.text[at + 1];
                if next.is_ascii_alphanumeric() || next.is_whitespace() {
                    plain.push('\\');
                }
                plain.push(next);
                at += 2;
                continue;
            }
            match self.construct(at) {
                Some((node, end)) => {
                    flush(&mut plain, &mut nodes);
                    nodes.push(node);
                    at = end;
                }
                None => {
                    plain.push(self.text[at]);
                    at += 1;
                }
            }
        }
        flush(&mut plain, &mut nodes);
        nodes
    }

    fn construct(&self, at: usize) -> Option<Found> {
        self.block(at)
            .or_else(|| self.pointed(at))
            .or_else(|| self.address(at))
            .or_else(|| self.mention(at))
            .or_else(|| self.style(at))
    }

    fn starts(&self, at: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(offset, c)| self.text.get(at + offset) == Some(&c))
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.text[from..to].iter().collect()
    }

    fn inside(&self, from: usize, to: usize) -> Vec<Node> {
        Reader { text: self.text[from..to].to_vec(), in_quote: self.in_quote }.nodes()
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].iter().position(|c| *c == '\n').map_or(self.text.len(), |offset| at + offset)
    }

    /// What only begins a line.
    fn block(&self, at: usize) -> Option<Found> {
        let before = self.text[..at].iter().rev().take_while(|c| **c != '\n');
        let indent = before.clone().count();
        if !before.clone().all(|c| *c == ' ') {
            return None;
        }
        if !self.in_quote && self.starts(at, ">>> ") {
            let inside = Reader { text: self.text[at + 4..].to_vec(), in_quote: true };
            return Some((Node::Quote(inside.nodes()), self.text.len()));
        }
        if !self.in_quote && self.starts(at, "> ") {
            return Some(self.quote(at));
        }
        let marks = self.text[at..].iter().take_while(|c| **c == '#').count();
        let after = self.text.get(at + marks);
        if indent == 0 && (1..=3).contains(&marks) && after.is_some_and(|c| c.is_whitespace()) {
            return Some((Node::Other("heading", self.slice(at, self.line_end(at))), self.line_end(at)));
        }
        if indent == 0 && self.starts(at, "-# ") {
            return Some((Node::Other("small print", self.slice(at, self.line_end(at))), self.line_end(at)));
        }
        let digits = self.text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let bullet = self.starts(at, "- ") || self.starts(at, "* ") || (digits > 0 && self.starts(at + digits, ". "));
        bullet.then(|| (Node::Other("list", self.slice(at, self.line_end(at))), self.line_end(at)))
    }

    /// Lines that begin with "> ", as one quote.
    fn quote(&self, at: usize) -> Found {
        let mut lines = Vec::new();
        let mut next = at;
        while self.starts(next, "> ") {
            let end = self.line_end(next);
            lines.push(self.slice(next + 2, end));
            next = end + usize::from(end < self.text.len());
        }
        let inside = Reader { text: lines.join("\n").chars().collect(), in_quote: true };
        (Node::Quote(inside.nodes()), next)
    }

    /// What stands between < and >: moments, custom emoji, mentions, addresses.
    fn pointed(&self, at: usize) -> Option<Found> {
        if self.text[at] != '<' {
            return None;
        }
        let end = at + self.text[at..].iter().position(|c| *c == '>')?;
        let inside = self.slice(at + 1, end);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if let Some(moment) = inside.strip_prefix("t:") {
            let (seconds, style) = moment.split_once(':').unwrap_or((moment, "f"));
            if let (Ok(seconds), "t" | "T" | "d" | "D" | "f" | "F" | "R") = (seconds.parse(), style) {
                return Some((Node::Time(seconds), end + 1));
            }
        }
        let mention = ["@!", "@&", "@", "#"].iter().any(|mark| inside.strip_prefix(mark).is_some_and(digits));
        let emoji = inside.strip_prefix('a').unwrap_or(&inside).strip_prefix(':').and_then(|rest| rest.split_once(':'));
        let emoji = emoji.is_some_and(|(name, id)| is_name(name) && digits(id));
        let command = inside.strip_prefix('/').and_then(|rest| rest.rsplit_once(':')).is_some_and(|(_, id)| digits(id));
        let place = inside.strip_prefix("id:").is_some();
        let address = inside.split_once(":/").is_some_and(|(scheme, _)| !scheme.is_empty() && !inside.contains(' '));
        let known = mention || emoji || command || place || address;
        known.then(|| (Node::Other("pointed", inside), end + 1))
    }

    /// Bare addresses, and words that lead to one.
    fn address(&self, at: usize) -> Option<Found> {
        for scheme in ["http://", "https://", "steam://"] {
            let from = at + scheme.len();
            if !self.starts(at, scheme) {
                continue;
            }
            let mut end = from + self.text[from..].iter().take_while(|c| !c.is_whitespace() && **c != '<').count();
            while end > from && matches!(self.text[end - 1], '.' | ',' | ':' | ';' | '"' | '\'' | ']') {
                end -= 1;
            }
            if end >= from + 2 {
                return Some((Node::Other("address", self.slice(at, end)), end));
            }
        }
        if self.text[at] != '[' {
            return None;
        }
        let close = at + self.text[at..].iter().position(|c| *c == ']')?;
        if !self.starts(close + 1, "(") {
            return None;
        }
        let end = close + 1 + self.text[close + 1..].iter().position(|c| *c == ')')?;
        let url = self.slice(close + 2, end);
        let fits = (url.starts_with("http://") || url.starts_with("https://")) && !url.contains(char::is_whitespace);
        fits.then(|| (Node::Link { text: self.slice(at + 1, close), url }, end + 1))
    }

    fn mention(&self, at: usize) -> Option<Found> {
        let all = ["@everyone", "@here"].iter().find(|word| self.starts(at, word));
        if let Some(word) = all {
            return Some((Node::Other("mention", (*word).to_owned()), at + word.len()));
        }
        // A bot can write an emoji by its name.
        if self.text[at] == ':' {
            let end = at + 1 + self.text[at + 1..].iter().position(|c| *c == ':')?;
            let name = self.slice(at + 1, end);
            return is_name(&name).then_some((Node::Other("emoji", name), end + 1));
        }
        None
    }

    fn style(&self, at: usize) -> Option<Found> {
        if self.starts(at, "```") {
            let end = self.find(at + 3, "```", false).filter(|end| *end > at + 3)?;
            return Some((Node::Other("code", self.slice(at + 3, end)), end + 3));
        }
        if self.text[at] == '`' {
            return self.code(at);
        }
        for (mark, name) in [("~~", "struck"), ("||", "spoiler"), ("__", "underlined")] {
            if self.starts(at, mark)
                && let Some(end) = self.find(at + 2, mark, mark == "__").filter(|end| *end > at + 2)
            {
                return Some((Node::Other(name, self.slice(at + 2, end)), end + 2));
            }
        }
        if self.starts(at, "**")
            && let Some(end) = self.find(at + 2, "**", true).filter(|end| *end > at + 2)
        {
            return Some((Node::Bold(self.inside(at + 2, end)), end + 2));
        }
        self.italic(at)
    }

    fn code(&self, at: usize) -> Option<Found> {
        let marks = self.text[at..].iter().take_while(|c| **c == '`').count();
        let mut from = at + marks;
        while let Some(end) = self.find(from, "`", false) {
            let closing = self.text[end..].iter().take_while(|c| **c == '`').count();
            if closing == marks && end > at + marks {
                return Some((Node::Other("code", self.slice(at + marks, end)), end + closing));
            }
            from = end + closing;
        }
        None
    }

    fn italic(&self, at: usize) -> Option<Found> {
        let mark = self.text[at];
        let first = self.text.get(at + 1)?;
        if !matches!(mark, '*' | '_') || (mark == '*' && first.is_whitespace()) {
            return None;
        }
        let mut next = at + 1;
        while next < self.text.len() {
            let after = self.text.get(next + 1);
            if self.text[next] == '\\' {
                next += 2;
                continue;
            }
            if self.text[next] != mark {
                next += 1;
                continue;
            }
            if after == Some(&mark) {
                next += 2;
                continue;
            }
            let closes = mark == '*' || after.is_none_or(|c| !c.is_ascii_alphanumeric());
            if closes && next > at + 1 {
                return Some((Node::Italic(self.inside(at + 1, next)), next + 1));
            }
            return None;
        }
        None
    }

    /// The next place of `what`; behind a backslash it does not count where the construct knows escapes.
    fn find(&self, from: usize, what: &str, escapes: bool) -> Option<usize> {
        let mut at = from;
        while at < self.text.len() {
            if escapes && self.text[at] == '\\' {
                at += 2;
                continue;
            }
            if self.starts(at, what) {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The words so far as a node; blanks before the end of a line are not shown.
fn flush(plain: &mut String, nodes: &mut Vec<Node>) {
    if plain.is_empty() {
        return;
    }
    nodes.push(Node::Text(as_it_stands(plain)));
    plain.clear();
}
