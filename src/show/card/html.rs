//! Messages as a page in Discord's look, to be looked at before anybody meets them there.
//!
//! Knows the Markdown that the cards are written in and no more. Discord itself decides how they look; this is near enough to see what is
//! crowded, cut or hard to tell apart.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::{Button, Card, Reply};

/// A message, and what stands above it.
pub struct Shown<'a> {
    pub before: &'a str,
    pub reply: &'a Reply,
}

/// A page of messages.
pub fn page(messages: &[Shown<'_>]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Cards</title>\n<style>{STYLE}</style>\n<body>\n"
    );
    for message in messages {
        let _ = writeln!(out, "<div class=\"before\">{}</div>", plain(message.before));
        out.push_str("<div class=\"message\"><div class=\"face\">“</div><div>");
        out.push_str("<div class=\"who\">OnRecord <span class=\"app\">APP</span></div>\n");
        reply(&mut out, message.reply);
        out.push_str("</div></div>\n");
    }
    out.push_str("</body></html>\n");
    out
}

fn reply(out: &mut String, reply: &Reply) {
    if let Some(content) = &reply.content {
        let _ = writeln!(out, "<div class=\"content\">{}</div>", markdown(content));
    }
    reply.cards.iter().for_each(|each| card(out, each));
    if let Some(file) = &reply.file {
        let _ = writeln!(out, "<div class=\"file\">{} ({} bytes)</div>", plain(file.name), file.text.len());
    }
    for row in &reply.rows {
        let buttons: String = row.iter().map(button).collect();
        let _ = writeln!(out, "<div class=\"row\">{buttons}</div>");
    }
}

fn button(button: &Button) -> String {
    let class = match (button.enabled, button.main) {
        (false, _) => "off",
        (true, true) => "main",
        (true, false) => "",
    };
    format!("<span class=\"button {class}\">{}</span>", plain(&button.label))
}

fn card(out: &mut String, card: &Card) {
    let _ = write!(out, "<div class=\"card\" style=\"border-color:#{:06x}\">", card.colour);
    if let Some(heading) = &card.heading {
        let class = if heading.url.is_some() { "heading link" } else { "heading" };
        let _ = write!(out, "<div class=\"{class}\">{}</div>", plain(&heading.text));
    }
    if let Some(title) = &card.title {
        let _ = write!(out, "<div class=\"title\">{}</div>", markdown(title));
    }
    if let Some(description) = &card.description {
        let _ = write!(out, "<div class=\"description\">{}</div>", markdown(description));
    }
    for field in &card.fields {
        let _ = write!(out, "<div class=\"name\">{}</div><div>{}</div>", plain(&field.name), markdown(&field.value));
    }
    if let Some(footer) = &card.footer {
        let _ = write!(out, "<div class=\"footer\">{}</div>", plain(footer));
    }
    out.push_str("</div>\n");
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|character| push(&mut out, character));
    out
}

fn push(out: &mut String, character: char) {
    match character {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' => out.push_str("&quot;"),
        other => out.push(other),
    }
}

/// The Markdown of a card: quotes, small lines and code by the line, and what stands inside of one.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for line in text.split('\n') {
        if line == "```" {
            out.push_str(if code { "</pre>" } else { "<pre>" });
            code = !code;
        } else if code {
            let _ = writeln!(out, "{}", plain(line));
        } else if let Some(quoted) = line.strip_prefix("> ") {
            let _ = write!(out, "<blockquote>{}</blockquote>", inline(quoted));
        } else if let Some(small) = line.strip_prefix("-# ") {
            let _ = write!(out, "<div class=\"small\">{}</div>", inline(small));
        } else {
            let _ = write!(out, "<div class=\"line\">{}</div>", inline(line));
        }
    }
    out
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let (mut bold, mut italic, mut code) = (false, false, false);
    while let Some(character) = rest.chars().next() {
        if let Some((shown, after)) = special(rest).filter(|_| !code) {
            out.push_str(&shown);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**").filter(|_| !code) {
            out.push_str(toggled(&mut bold, "<b>", "</b>"));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('*').filter(|_| !code) {
            out.push_str(toggled(&mut italic, "<i>", "</i>"));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('`') {
            out.push_str(toggled(&mut code, "<code>", "</code>"));
            rest = after;
        } else {
            push(&mut out, character);
            rest = &rest[character.len_utf8()..];
        }
    }
    out
}

fn toggled<'a>(state: &mut bool, on: &'a str, off: &'a str) -> &'a str {
    *state = !*state;
    if *state { on } else { off }
}

/// An escaped character, a link or a moment at the beginning of the text, and what follows.
fn special(text: &str) -> Option<(String, &str)> {
    if let Some(after) = text.strip_prefix('\\') {
        let character = after.chars().next()?;
        return Some((plain(&character.to_string()), &after[character.len_utf8()..]));
    }
    if let Some(after) = text.strip_prefix("<t:") {
        let (moment, after) = after.split_once('>')?;
        let seconds = moment.split(':').next()?.parse().ok()?;
        let day = Timestamp::from_second(seconds).ok()?.strftime("%-d %B %Y").to_string();
        return Some((format!("<span class=\"moment\">{day}</span>"), after));
    }
    let (label, after) = text.strip_prefix('[')?.split_once("](")?;
    let (_, after) = after.split_once(')')?;
    Some((format!("<span class=\"link\">{}</span>", plain(label)), after))
}

const STYLE: &str = "
body { margin: 0; padding: 24px; width: 700px; background: #313338; color: #dbdee1; font: 16px/1.375 'gg sans', 'Noto Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif; }
.before { color: #949ba4; font-size: 14px; margin: 18px 0 4px 56px; }
.message { display: flex; gap: 16px; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #2f6fa7; color: #fff; font: bold 34px/52px Georgia, serif; text-align: center; flex: none; }
.who { color: #f2f3f5; font-weight: 500; }
.app { background: #5865f2; color: #fff; border-radius: 4px; font-size: 10px; padding: 1px 5px; vertical-align: 2px; }
.card { background: #2b2d31; border-left: 4px solid; border-radius: 4px; margin: 4px 0; padding: 10px 16px 14px 12px; max-width: 516px; font-size: 14px; line-height: 1.29; }
.heading { color: #f2f3f5; font-weight: 600; margin-bottom: 6px; }
.title { color: #f2f3f5; font-weight: 600; font-size: 16px; margin-bottom: 6px; }
.name { color: #f2f3f5; font-weight: 600; margin-top: 8px; }
.footer { font-size: 12px; margin-top: 8px; color: #b5bac1; }
.link { color: #00a8fc; }
.moment { background: #3c3f45; border-radius: 3px; padding: 0 2px; }
blockquote { margin: 0; padding: 0 8px 0 12px; border-left: 4px solid #4e5058; }
blockquote:empty, .line:empty { min-height: 10px; }
.small { font-size: 13px; color: #949ba4; }
pre { background: #2b2d31; border: 1px solid #1e1f22; border-radius: 4px; padding: 8px; margin: 4px 0; font: 13px/1.3 Consolas, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
code { background: #1e1f22; border-radius: 3px; padding: 1px 3px; font: 13px Consolas, 'DejaVu Sans Mono', monospace; }
.row { display: flex; gap: 8px; margin: 6px 0; flex-wrap: wrap; }
.button { background: #4e5058; color: #fff; border-radius: 8px; padding: 6px 16px; font-size: 14px; font-weight: 500; }
.button.main { background: #5865f2; }
.button.off { opacity: .5; }
.file { background: #2b2d31; border-radius: 4px; padding: 8px; max-width: 400px; }
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::card::{escape, quoted};

    #[test]
    fn what_cards_are_written_in_is_shown() {
        assert_eq!(
            markdown("> a \\*b\\* <c>\n-# **d** [e](https://f.example) <t:1711965600:D>\n`g`"),
            "<blockquote>a *b* &lt;c&gt;</blockquote><div class=\"small\"><b>d</b> <span class=\"link\">e</span> \
             <span class=\"moment\">1 April 2024</span></div><div class=\"line\"><code>g</code></div>"
        );
    }

    #[test]
    fn nothing_of_an_article_becomes_html() {
        let wild = "<script>alert(1)</script> **b** [x](javascript:y) `z` </blockquote>";
        let shown = markdown(&quoted(wild));
        assert_eq!(shown, format!("<blockquote>{}</blockquote>", plain(wild)));
        assert!(!markdown(&escape(wild)).contains("<script"));
    }
}
