//! The block of fields before a Markdown body: YAML between `---` lines, TOML between `+++` lines, or an object of JSON.

use serde_json::Value;

use super::fields::Fields;

/// A file's fields and where its body begins.
pub(super) struct FrontMatter {
    pub fields: Fields,
    /// Byte offset of the body.
    pub body: usize,
}

/// Why a block that is there cannot be read, and on which line of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub line: u64,
    pub reason: String,
}

#[derive(Clone, Copy)]
enum Notation {
    Yaml,
    Toml,
}

/// Whether a text may begin with front matter.
pub(super) fn opens(text: &str) -> bool {
    notation(text).is_some()
}

/// Splits the fields from the body; a text without front matter is all body.
pub(super) fn split(text: &str) -> Result<FrontMatter, Broken> {
    let none = FrontMatter { fields: Fields::new(), body: 0 };
    if let Some(front) = json(text) {
        return Ok(front);
    }
    let Some(notation) = notation(text) else { return Ok(none) };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let Some((end, body)) = closing(&text[start..], notation) else {
        // A body may begin with a rule, which looks the same; then what follows is no field.
        return if looks_like_fields(&text[start..]) { Err(unclosed(notation)) } else { Ok(none) };
    };
    let block = &text[start..start + end];
    let fields = match notation {
        Notation::Yaml => yaml(block)?,
        Notation::Toml => toml(block)?,
    };
    Ok(FrontMatter { fields, body: start + body })
}

/// Hugo's third notation: an object before the body. A body may begin with a brace too, and then is no JSON.
fn json(text: &str) -> Option<FrontMatter> {
    let begins =
        text.starts_with("{\n") || text.starts_with("{\r\n") || text.starts_with("{ \"") || text.starts_with("{\"");
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Fields>();
    let fields = begins.then(|| objects.next()).flatten()?.ok()?;
    Some(FrontMatter { fields, body: objects.byte_offset() })
}

fn notation(text: &str) -> Option<Notation> {
    match text.lines().next()?.trim_end() {
        "---" => Some(Notation::Yaml),
        "+++" => Some(Notation::Toml),
        _ => None,
    }
}

/// Where the block ends and where the body begins.
fn closing(rest: &str, notation: Notation) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let closes = match (notation, line.trim_end()) {
            (Notation::Yaml, "---" | "...") | (Notation::Toml, "+++") => true,
            (Notation::Yaml | Notation::Toml, _) => false,
        };
        if closes {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn looks_like_fields(rest: &str) -> bool {
    let first = rest.lines().next().unwrap_or_default();
    let name = first.split([':', '=']).next().unwrap_or_default().trim_end();
    name.len() < first.len() && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

fn unclosed(notation: Notation) -> Broken {
    let mark = match notation {
        Notation::Yaml => "---",
        Notation::Toml => "+++",
    };
    Broken { line: 1, reason: format!("broken front matter: it begins with {mark} and never ends with {mark}") }
}

pub(super) fn yaml(block: &str) -> Result<Fields, Broken> {
    match serde_saphyr::from_str::<Option<Value>>(block) {
        Ok(None) => Ok(Fields::new()),
        Ok(Some(Value::Object(fields))) => Ok(fields),
        Ok(Some(_)) => Err(Broken { line: 2, reason: "broken front matter: no «name: value» fields".to_owned() }),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            Err(broken(line, &error.without_snippet().to_string()))
        }
    }
}

pub(super) fn toml(block: &str) -> Result<Fields, Broken> {
    let table: toml::Table = block.parse().map_err(|error: toml::de::Error| {
        let before = error.span().map_or(0, |span| span.start);
        let line = block.bytes().take(before).filter(|byte| *byte == b'\n').count() + 1;
        broken(line as u64, error.message())
    })?;
    Ok(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
}

/// `line` counts from 1 inside the block; the file's first line is the mark.
fn broken(line: u64, message: &str) -> Broken {
    // The place is told apart from the reason, and counted in the file rather than in the block.
    let message =
        message.lines().next().unwrap_or_default().split(" at line ").next().unwrap_or_default().trim_end_matches('.');
    // The parser's own guard against aliases that multiply, in words that tell what to change.
    let message =
        if message.starts_with("budget breached") { "too many values, or aliases that multiply" } else { message };
    Broken { line: line + 1, reason: format!("broken front matter: {message}") }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::String(words),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
        }
    }
}
