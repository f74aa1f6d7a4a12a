//! What Hugo, Jekyll and Obsidian add to Markdown that is no text: instructions, comments, marks. Everything else stays,
//! letter for letter, and so does an instruction that is not closed.

use std::borrow::Cow;

/// How an instruction opens and closes. Text between two of them ("{{% notice %}}text{{% /notice %}}") stays.
const INSTRUCTIONS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The longest instruction, in bytes: beyond it the opening mark was text.
const LONGEST: usize = 2_000;

/// A body without instructions, comments of Obsidian's and kramdown's lists of attributes. Code stays as it is.
pub(super) fn without_machinery(body: &str) -> Cow<'_, str> {
    if !["{{<", "{{%", "{%", "%%", "{:", "{{/*"].iter().any(|mark| body.contains(mark)) {
        return Cow::Borrowed(body);
    }
    let mut kept = String::with_capacity(body.len());
    let mut at = 0;
    let mut fence: Option<&str> = None;
    while at < body.len() {
        let rest = &body[at..];
        let line_begins = at == 0 || body[..at].ends_with('\n');
        if line_begins {
            let line = rest.lines().next().unwrap_or_default();
            fence = after_fence(fence, line);
            if fence.is_some() || is_attributes(line) {
                let whole = rest.split_inclusive('\n').next().unwrap_or_default();
                // A list of attributes belongs to the block before it, and is no line of its own.
                kept.push_str(if fence.is_some() { whole } else { "\n" });
                at += whole.len();
                continue;
            }
        }
        let used = machinery(rest, kept.chars().next_back());
        if used > 0 {
            at += used;
            continue;
        }
        let c = rest.chars().next().unwrap_or_default();
        kept.push(c);
        at += c.len_utf8();
    }
    Cow::Owned(kept)
}

/// The fence that is open after this line.
fn after_fence<'a>(fence: Option<&'a str>, line: &'a str) -> Option<&'a str> {
    let line = line.trim_start_matches([' ', '>']);
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark));
    match (fence, mark) {
        (None, mark) => mark,
        (Some(open), Some(mark)) if open == mark && line.trim_end().chars().all(|c| mark.starts_with(c)) => None,
        (open, _) => open,
    }
}

/// "{: .lead}" on a line of its own.
fn is_attributes(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("{:") && line.ends_with('}') && !line[1..].contains('{')
}

/// How many bytes of machinery begin here; `before` is the character that stands before it.
fn machinery(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("%%") {
        return obsidian_comment(rest, before);
    }
    if rest.starts_with("{{/*") {
        return rest.find("*/}}").map_or(0, |end| end + 4);
    }
    for (open, close) in INSTRUCTIONS {
        if let Some(inside) = rest.strip_prefix(open) {
            // What Hugo shows as an example of itself is text.
            let end = inside.find(close).filter(|end| *end < LONGEST && !inside.starts_with("/*"));
            let Some(end) = end else { return 0 };
            let length = open.len() + end + close.len();
            let word = inside[..end].trim_matches(['-', ' ']).split_whitespace().next().unwrap_or_default();
            return if word == "comment" { length + to_end_of_comment(&rest[length..]) } else { length };
        }
    }
    0
}

/// The length up to and with the instruction that closes a comment of Jekyll's; nothing where none does.
fn to_end_of_comment(rest: &str) -> usize {
    let Some(at) = rest.find("endcomment") else { return 0 };
    rest[at..].find("%}").map_or(0, |close| at + close + 2)
}

/// "%% note to self %%"; two signs behind a number are text.
fn obsidian_comment(rest: &str, before: Option<char>) -> usize {
    if before.is_some_and(|c| !c.is_whitespace()) {
        return 0;
    }
    let Some(end) = rest[2..].find("%%").map(|end| end + 4) else { return 0 };
    let follows = rest[end..].chars().next();
    if follows.is_none_or(|c| !c.is_alphanumeric()) { end } else { 0 }
}

/// Words without the signs of a highlight: "==closed==" reads as "closed".
pub(super) fn without_highlights(words: &str) -> Cow<'_, str> {
    let Some((before, rest)) = words.split_once("==") else { return Cow::Borrowed(words) };
    let Some((marked, after)) = rest.split_once("==") else { return Cow::Borrowed(words) };
    let set_off = !before.ends_with(|c: char| c.is_alphanumeric() || c == '=');
    let tight = !marked.is_empty() && !marked.starts_with([' ', '=']) && !marked.ends_with([' ', '=']);
    if !set_off || !tight || after.starts_with('=') {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("{before}{marked}{}", without_highlights(after)))
}

/// A paragraph without the name that Obsidian puts behind one to link to it: "The pier closed. ^a1b2c3".
pub(super) fn without_block_name(paragraph: &str) -> &str {
    let Some((words, name)) = paragraph.rsplit_once([' ', '\n']) else { return paragraph };
    let is_name = name
        .strip_prefix('^')
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    if is_name { words.trim_end() } else { paragraph }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_go_and_their_text_stays() {
        assert_eq!(without_machinery("{{< figure src=\"a.png\" >}}\nText{{% ref \"b\" %}}."), "\nText.");
        assert_eq!(without_machinery("{{% notice %}}Closed.{{% /notice %}}"), "Closed.");
        assert_eq!(without_machinery("{% include a.html %}A {% raw %}{{ b }}{% endraw %}"), "A {{ b }}");
        assert_eq!(without_machinery("A{% comment %} not {% this %} {% endcomment %}B"), "AB");
        assert_eq!(without_machinery("{{/* note */}}A"), "A");
        assert_eq!(without_machinery("Text\n{: .lead}\nMore"), "Text\n\nMore");
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in ["{{< a", "A {% b", "100%% of 50%%", "{{</* figure */>}}", "```\n{% x %}\n```\n", "{: a", "5 %% 3"]
        {
            assert_eq!(without_machinery(text), text);
        }
    }

    #[test]
    fn obsidian() {
        assert_eq!(without_machinery("A %%note%% B"), "A  B");
        assert_eq!(without_machinery("%%\nlong\n\nnote\n%%\nB"), "\nB");
        assert_eq!(without_highlights("It is ==closed== for ==good==."), "It is closed for good.");
        assert_eq!(without_highlights("if a == b and c == d"), "if a == b and c == d");
        assert_eq!(without_highlights("a==b==c"), "a==b==c");
        assert_eq!(without_block_name("It closed. ^a1-b"), "It closed.");
        assert_eq!(without_block_name("2 ^ 3 and x^2"), "2 ^ 3 and x^2");
    }
}
