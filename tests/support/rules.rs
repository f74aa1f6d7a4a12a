//! What Discord holds every request to, by hand: lengths in UTF-16 units, what must be there, and keys that exist.
//!
//! Discord's own description of its interface (see `openapi`) knows less: not the 6,000 characters over all embeds, not misspelled keys,
//! and nothing of what this bot promises on its own, such as never pinging anyone.

use serde_json::{Map, Value};

/// What kind of message a body becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A message in a channel.
    Message,
    /// The answer to an interaction, at once.
    Response,
    /// The answer that takes a deferral's place.
    Edit,
    /// What follows the answer to an interaction.
    FollowUp,
}

const MESSAGE_KEYS: &[&str] = &[
    "content",
    "embeds",
    "allowed_mentions",
    "message_reference",
    "nonce",
    "enforce_nonce",
    "flags",
    "tts",
    "components",
    "attachments",
    "sticker_ids",
    "enclosed",
];
const EMBED_KEYS: &[&str] =
    &["type", "title", "description", "url", "color", "timestamp", "footer", "image", "thumbnail", "author", "fields"];

/// Everything wrong with a message.
pub fn message(body: &Value, kind: Kind) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(message) = body.as_object() else { return vec!["a message is an object".into()] };
    known(message, MESSAGE_KEYS, "message", &mut faults);
    let content = message.get("content").and_then(Value::as_str).unwrap_or_default();
    most("content", content, 2_000, &mut faults);
    let none = Vec::new();
    let embeds = message.get("embeds").and_then(Value::as_array).unwrap_or(&none);
    if embeds.len() > 10 {
        faults.push(format!("{} embeds", embeds.len()));
    }
    if content.trim().is_empty() && embeds.is_empty() {
        faults.push("an empty message".into());
    }
    embeds.iter().for_each(|embed| self::embed(embed, &mut faults));
    let together: usize = embeds.iter().map(written).sum();
    if together > 6_000 {
        faults.push(format!("{together} characters over all embeds"));
    }
    let mut urls: Vec<&str> = embeds.iter().filter_map(|embed| embed.get("url").and_then(Value::as_str)).collect();
    urls.sort_unstable();
    if urls.windows(2).any(|pair| pair[0] == pair[1]) {
        faults.push("embeds with the same url: Discord shows only the first".into());
    }
    pings_nobody(message, &mut faults);
    if kind == Kind::Message {
        nonce(message, &mut faults);
    }
    reference(message, &mut faults);
    components(message, &mut faults);
    faults
}

/// Rows of buttons, of which Discord shows five times five, each with a name of its own.
fn components(message: &Map<String, Value>, faults: &mut Vec<String>) {
    let none = Vec::new();
    let rows = message.get("components").and_then(Value::as_array).unwrap_or(&none);
    if rows.len() > 5 {
        faults.push(format!("{} rows", rows.len()));
    }
    let mut ids = Vec::new();
    for row in rows {
        let buttons = row["components"].as_array().unwrap_or(&none);
        if row["type"] != 1 || !(1..=5).contains(&buttons.len()) {
            faults.push(format!("a row of {} buttons", buttons.len()));
        }
        for button in buttons {
            let (id, label) =
                (button["custom_id"].as_str().unwrap_or_default(), button["label"].as_str().unwrap_or_default());
            if button["type"] != 2 || !(1..=4).contains(&button["style"].as_u64().unwrap_or(0)) {
                faults.push(format!("not a button: {button}"));
            }
            if !(1..=100).contains(&units(id)) || !(1..=80).contains(&units(label)) {
                faults.push(format!("a button of {} and {}", units(id), units(label)));
            }
            ids.push(id);
        }
    }
    let many = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < many {
        faults.push("two buttons with one custom_id".into());
    }
}

/// Everything wrong with the first answer to an interaction.
pub fn callback(body: &Value) -> Vec<String> {
    let data = body.get("data").cloned().unwrap_or_default();
    match body.get("type").and_then(Value::as_u64) {
        Some(4) => message(&data, Kind::Response),
        Some(5) => {
            let mut faults = Vec::new();
            if let Some(data) = data.as_object() {
                pings_nobody(data, &mut faults);
                known(data, MESSAGE_KEYS, "deferral", &mut faults);
            }
            faults
        }
        Some(6) if blank(&data) => Vec::new(),
        Some(8) => choices(&data["choices"]),
        other => vec![format!("a callback of type {other:?}")],
    }
}

fn choices(choices: &Value) -> Vec<String> {
    let none = Vec::new();
    let choices = choices.as_array().unwrap_or(&none);
    let mut faults = Vec::new();
    if choices.len() > 25 {
        faults.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        let text = |key: &str| units(choice[key].as_str().unwrap_or_default());
        if !(1..=100).contains(&text("name")) || !(1..=100).contains(&text("value")) {
            faults.push(format!("choice {choice}"));
        }
    }
    faults
}

/// Everything wrong with the commands to be registered.
pub fn commands(body: &Value, one_server: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let none = Vec::new();
    let commands = body.as_array().unwrap_or(&none);
    if commands.is_empty() || commands.len() > 100 {
        faults.push(format!("{} commands", commands.len()));
    }
    names_clash(commands, &mut faults);
    for command in commands {
        localized(command, &mut faults);
        match command["type"].as_u64() {
            None | Some(1) => named(command, "command", &mut faults),
            Some(_) => on_a_message(command, &mut faults),
        }
        let options = command.get("options").and_then(Value::as_array).unwrap_or(&none);
        if options.len() > 25 {
            faults.push(format!("{} options", options.len()));
        }
        let required: Vec<bool> = options.iter().map(|option| option["required"] == true).collect();
        if required.windows(2).any(|pair| !pair[0] && pair[1]) {
            faults.push("a required option after one that is not".into());
        }
        for option in options {
            named(option, "option", &mut faults);
            localized(option, &mut faults);
            if option.get("max_length").and_then(Value::as_u64).is_some_and(|most| most == 0 || most > 6_000) {
                faults.push("max_length".into());
            }
        }
        let permissions = &command["default_member_permissions"];
        if permissions.as_str().is_some_and(|bits| bits.parse::<u64>().is_err()) {
            faults.push(format!("default_member_permissions {permissions}"));
        }
        if one_server && !blank(&command["contexts"]) {
            faults.push("contexts on a command of one server".into());
        }
    }
    faults
}

/// Locales that Discord knows, as far as they are used here.
const LOCALES: &[&str] = &["de", "fr", "es-ES", "es-419", "en-GB", "en-US"];

/// Names and descriptions in other languages keep to the same rules as the first ones.
fn localized(thing: &Value, faults: &mut Vec<String>) {
    let none = Map::new();
    let names = thing["name_localizations"].as_object().unwrap_or(&none);
    let descriptions = thing["description_localizations"].as_object().unwrap_or(&none);
    for (locale, name) in names {
        if !LOCALES.contains(&locale.as_str()) {
            faults.push(format!("locale {locale}"));
        }
        let mut same = thing.clone();
        same["name"] = name.clone();
        match descriptions.get(locale) {
            Some(description) => {
                same["description"] = description.clone();
                named(&same, "a localized thing", faults);
            }
            None => on_a_message(&same, faults),
        }
    }
    if thing["description"].as_str().is_some_and(|words| !words.is_empty()) && descriptions.len() != names.len() {
        faults.push(format!(
            "{}: names in {} languages, descriptions in {}",
            thing["name"],
            names.len(),
            descriptions.len()
        ));
    }
}

/// In no language may two commands of one kind, or two options of a command, have one name.
fn names_clash(commands: &[Value], faults: &mut Vec<String>) {
    for locale in LOCALES {
        let name =
            |thing: &Value| thing["name_localizations"][locale].as_str().or(thing["name"].as_str()).map(str::to_owned);
        let none = Vec::new();
        let options = commands.iter().map(|command| command["options"].as_array().unwrap_or(&none));
        for things in options.chain([&commands.to_vec()]) {
            let mut names: Vec<_> = things.iter().filter_map(name).collect();
            names.sort();
            if names.windows(2).any(|pair| pair[0] == pair[1]) {
                faults.push(format!("one name twice in {locale}: {names:?}"));
            }
        }
    }
}

/// A command that is used on a message or a person has a name that people read, and nothing else.
fn on_a_message(command: &Value, faults: &mut Vec<String>) {
    let name = command["name"].as_str().unwrap_or_default();
    let described = command["description"].as_str().is_some_and(|words| !words.is_empty());
    if !(1..=32).contains(&units(name)) || described || !blank(&command["options"]) {
        faults.push(format!("a command on messages: {command}"));
    }
}

fn named(thing: &Value, what: &str, faults: &mut Vec<String>) {
    let name = thing["name"].as_str().unwrap_or_default();
    let fits = |c: char| c == '-' || c == '_' || (c.is_alphanumeric() && c.to_lowercase().eq([c]));
    if !(1..=32).contains(&units(name)) || !name.chars().all(fits) {
        faults.push(format!("{what} name «{name}»"));
    }
    let description = thing["description"].as_str().unwrap_or_default();
    if !(1..=100).contains(&units(description)) {
        faults.push(format!("{what} description of {}", units(description)));
    }
}

fn embed(embed: &Value, faults: &mut Vec<String>) {
    let Some(parts) = embed.as_object() else { return faults.push("an embed is an object".into()) };
    known(parts, EMBED_KEYS, "embed", faults);
    let text = |key: &str| embed[key].as_str().unwrap_or_default();
    most("title", text("title"), 256, faults);
    most("description", text("description"), 4_096, faults);
    most("author", embed["author"]["name"].as_str().unwrap_or_default(), 256, faults);
    most("footer", embed["footer"]["text"].as_str().unwrap_or_default(), 2_048, faults);
    for address in [&embed["url"], &embed["author"]["url"]] {
        let Some(url) = address.as_str() else { continue };
        most("url", url, 2_048, faults);
        if !url.starts_with("http://") && !url.starts_with("https://") {
            faults.push(format!("url {url}"));
        }
    }
    if embed["color"].as_u64().is_some_and(|colour| colour > 0xff_ff_ff) {
        faults.push("colour".into());
    }
    let none = Vec::new();
    let fields = embed["fields"].as_array().unwrap_or(&none);
    if fields.len() > 25 {
        faults.push(format!("{} fields", fields.len()));
    }
    for field in fields {
        for (key, allowed) in [("name", 256), ("value", 1_024)] {
            let words = field[key].as_str().unwrap_or_default();
            most(key, words, allowed, faults);
            if words.trim().is_empty() {
                faults.push(format!("a field without a {key}"));
            }
        }
    }
    if written(embed) == 0 {
        faults.push("an embed without words".into());
    }
}

/// What counts towards the 6,000 characters of a message.
fn written(embed: &Value) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, units);
    let own = text(&embed["title"])
        + text(&embed["description"])
        + text(&embed["author"]["name"])
        + text(&embed["footer"]["text"]);
    let fields = embed["fields"]
        .as_array()
        .map_or(0, |fields| fields.iter().map(|f| text(&f["name"]) + text(&f["value"])).sum());
    own + fields
}

fn pings_nobody(message: &Map<String, Value>, faults: &mut Vec<String>) {
    let Some(allowed) = message.get("allowed_mentions") else { return faults.push("no allowed_mentions".into()) };
    if allowed["parse"] != Value::Array(Vec::new())
        || !blank(&allowed["users"])
        || !blank(&allowed["roles"])
        || allowed["replied_user"] != false
    {
        faults.push(format!("allowed_mentions {allowed}"));
    }
}

fn nonce(message: &Map<String, Value>, faults: &mut Vec<String>) {
    let nonce = message.get("nonce").and_then(Value::as_str).unwrap_or_default();
    if nonce.is_empty() || nonce.len() > 25 || message.get("enforce_nonce") != Some(&Value::Bool(true)) {
        faults.push("a message that cannot be sent twice without harm".into());
    }
}

fn reference(message: &Map<String, Value>, faults: &mut Vec<String>) {
    let Some(reference) = message.get("message_reference") else { return };
    if reference["fail_if_not_exists"] != false || !reference["message_id"].is_string() {
        faults.push(format!("message_reference {reference}"));
    }
}

/// serenity writes keys that say nothing; Discord passes them over, whatever they are called.
fn known(object: &Map<String, Value>, keys: &[&str], what: &str, faults: &mut Vec<String>) {
    for (key, value) in object {
        if !keys.contains(&key.as_str()) && !blank(value) {
            faults.push(format!("{what} key «{key}»"));
        }
    }
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(keys) => keys.is_empty(),
        _ => false,
    }
}

fn most(what: &str, text: &str, allowed: usize, faults: &mut Vec<String>) {
    if units(text) > allowed {
        faults.push(format!("{what} of {}", units(text)));
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
