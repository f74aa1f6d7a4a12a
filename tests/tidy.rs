//! Keeps the house in order: who imports whom, what each library is confined to, file headers, and a reason for every dependency.

use std::fs;
use std::path::{Path, PathBuf};

/// The table of ARCHITECTURE.md: who may import whom, beside itself. The body of a `#[cfg(test)]` item is free, since a test may need to
/// build what a room is handed.
struct Rooms(Vec<(String, Vec<String>)>);

/// Whoever may import everything; in the table, «all».
const EVERY_ROOM: &str = "*";

/// A library, and the only rooms that know it.
const CONFINED: &[(&str, &[&str])] = &[
    ("tantivy", &["index"]),
    ("serenity", &["bot"]),
    ("clap", &["cli", "main"]),
    ("reqwest", &["fetch", "bot"]),
    ("notify", &["cli"]),
    ("fluent_bundle", &["show"]),
    ("prometheus_client", &["bot"]),
    ("redb", &["kept"]),
];

/// Every folder with code of the project.
const OWN_CODE: [&str; 5] = ["src", "tests", "examples", "benches/src", "fuzz/src"];

/// Macros and attributes that leave work for later.
const UNFINISHED: &[&str] = &["todo!", "unimplemented!", "#[ignore"];

#[test]
fn rooms_import_only_what_they_may() {
    let rooms = Rooms::of(&read(&root().join("ARCHITECTURE.md")));
    let mut seen = Vec::new();
    check_sources("src", |file, code| {
        seen.push(file.room.clone());
        // The root of the library and the binary belong to no room.
        if matches!(file.room.as_str(), "lib" | "main") {
            return Vec::new();
        }
        match rooms.of_room(&file.room) {
            Some(allowed) => imports_out_of_order(&rooms, &file.room, allowed, &without_tests(code)),
            None => vec![format!("the room «{}» is not in the table of ARCHITECTURE.md", file.room)],
        }
    });
    let gone: Vec<_> = rooms.0.iter().map(|(room, _)| room).filter(|room| !seen.contains(room)).collect();
    assert!(gone.is_empty(), "rooms of ARCHITECTURE.md that have no file: {gone:?}");
}

#[test]
fn libraries_stay_in_their_rooms() {
    check_sources("src", |file, code| libraries_out_of_place(&file.room, &without_tests(code)));
}

#[test]
fn only_the_configuration_reads_the_environment() {
    check_sources("src", |file, code| environment_out_of_place(&file.room, &without_tests(code)));
}

#[test]
fn nothing_is_left_unfinished() {
    for folder in OWN_CODE {
        check_sources(folder, |_, code| unfinished(code));
    }
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    let headless: Vec<_> = OWN_CODE
        .into_iter()
        .flat_map(rust_files)
        .filter(|path| !has_head(&read(path)))
        .map(|path| path.display().to_string())
        .collect();
    assert!(headless.is_empty(), "no «//! …» in the first line:\n{}", headless.join("\n"));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let silent = dependencies_without_reason(&read(&root().join("Cargo.toml")));
    assert!(silent.is_empty(), "no «# …» at the end of the line in Cargo.toml:\n{}", silent.join("\n"));
}

/// A source file, with the room it belongs to: `src/ask/choose.rs` and `src/ask.rs` are both of the room `ask`.
struct SourceFile {
    room: String,
    path: PathBuf,
}

#[track_caller]
fn check_sources(folder: &str, mut complaints: impl FnMut(&SourceFile, &str) -> Vec<String>) {
    let mut all = Vec::new();
    for path in rust_files(folder) {
        let file = SourceFile { room: room_of(folder, &path), path };
        let code = code_of(&read(&file.path));
        all.extend(complaints(&file, &code).into_iter().map(|what| format!("{}: {what}", file.path.display())));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn room_of(folder: &str, path: &Path) -> String {
    let inside = path.strip_prefix(root().join(folder)).expect("listed under the folder");
    let first = inside.components().next().expect("a file name");
    Path::new(first.as_os_str()).with_extension("").display().to_string()
}

/// Every Rust file under a folder of the project, sorted. There is at least one: a check of a folder that was renamed checks nothing.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()));
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            if path.is_dir() {
                // What a build of the benches leaves there is nobody's code.
                folders.extend(Some(path).filter(|path| !path.ends_with("target")));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "no Rust file under {folder}");
    files.sort();
    files
}

impl Rooms {
    fn of(architecture: &str) -> Rooms {
        let table = architecture.lines().skip_while(|line| !line.starts_with("| room |")).skip(2);
        let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [room, _, allowed] = cells[..] else { panic!("not three columns: {line}") };
            let allowed = if allowed == "all" { vec![EVERY_ROOM.to_owned()] } else { in_backticks(allowed) };
            (in_backticks(room).concat(), allowed)
        });
        Rooms(rows.collect())
    }

    fn of_room(&self, room: &str) -> Option<&[String]> {
        self.0.iter().find(|(name, _)| name == room).map(|(_, allowed)| allowed.as_slice())
    }
}

fn in_backticks(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn has_head(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.strip_prefix("//! ").is_some_and(|head| !head.trim().is_empty()))
}

fn imports_out_of_order(rooms: &Rooms, room: &str, allowed: &[String], code: &str) -> Vec<String> {
    let from_root = paths_under("crate", code);
    // Two steps up from a file of a room is the root; one step up may be the room itself.
    let two_up =
        paths_under("super", code).into_iter().filter_map(|path| Some(path.strip_prefix("super::")?.to_owned()));
    let mut paths: Vec<_> = from_root.into_iter().chain(two_up).collect();
    paths.retain(|path| rooms.of_room(head_of(path)).is_some());
    paths.retain(|path| head_of(path) != room && !allowed.iter().any(|entry| covers(entry, path)));
    paths.into_iter().map(|path| format!("«{room}» may not import «{path}»")).collect()
}

/// Whether an entry of the table allows a path: the room and all in it, or one name of a room.
fn covers(entry: &str, path: &str) -> bool {
    entry == EVERY_ROOM || path == entry || path.strip_prefix(entry).is_some_and(|rest| rest.starts_with("::"))
}

fn head_of(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

fn libraries_out_of_place(room: &str, code: &str) -> Vec<String> {
    let strangers = CONFINED.iter().filter(|(_, rooms)| !rooms.contains(&room));
    let named = strangers.filter(|(library, _)| words(code).any(|word| word == *library));
    named.map(|(library, rooms)| format!("only {} may know «{library}»", rooms.join(" and "))).collect()
}

fn environment_out_of_place(room: &str, code: &str) -> Vec<String> {
    let asks_for_arguments = |path: &str| matches!(path, "env::args" | "env::args_os");
    let mut paths = paths_under("std", code);
    paths.retain(|path| head_of(path) == "env" && room != "config");
    paths.retain(|path| !(matches!(room, "main" | "cli") && asks_for_arguments(path)));
    paths.into_iter().map(|path| format!("only config/ reads the environment: «std::{path}»")).collect()
}

fn unfinished(code: &str) -> Vec<String> {
    UNFINISHED.iter().filter(|mark| code.contains(**mark)).map(|mark| format!("«{mark}»")).collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path written below `first::`, groups opened up: `crate::{a::B, c}` gives `a::B` and `c`.
fn paths_under(first: &str, code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices(first) {
        let begins_a_word = !code[..at].ends_with(is_word) && !code[..at].ends_with("::");
        if let Some(tree) = code[at + first.len()..].strip_prefix("::").filter(|_| begins_a_word) {
            open_groups(String::new(), tree, &mut paths);
        }
    }
    paths
}

/// Reads one tree of a `use`, or one path, and returns what follows it.
fn open_groups<'a>(prefix: String, tree: &'a str, paths: &mut Vec<String>) -> &'a str {
    let Some(mut rest) = tree.strip_prefix('{') else {
        let end = tree.find(|c: char| !is_word(c) && c != ':' && c != '*').unwrap_or(tree.len());
        let (path, rest) = tree.split_at(end);
        if rest.starts_with('{') && path.ends_with("::") {
            return open_groups(format!("{prefix}{path}"), rest, paths);
        }
        paths.push(format!("{prefix}{}", path.trim_end_matches(':')));
        return rest;
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() || rest.starts_with('}') {
            return rest.get(1..).unwrap_or_default();
        }
        let before = rest.len();
        rest = open_groups(prefix.clone(), rest, paths);
        // «as Name» follows a path; skip to the next entry.
        rest = rest.trim_start_matches(|c: char| is_word(c) || c == ' ');
        if rest.len() == before {
            return rest;
        }
    }
}

/// The code without the items marked `#[cfg(test)]`, as far as they have a body in braces.
fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        rest = if rest[end..].starts_with('{') { after_braces(&rest[end..]) } else { &rest[end..] };
    }
    kept + rest
}

/// What follows the closing brace of the block that `code` begins with.
fn after_braces(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[at + 1..];
        }
    }
    ""
}

/// The code alone: comments, strings and character literals left out, line breaks kept.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let silent = silent_length(rest, code.ends_with(is_word));
        if silent == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            let (left_out, after) = rest.split_at(silent);
            code.push(' ');
            code.extend(left_out.chars().filter(|c| *c == '\n'));
            rest = after;
        }
    }
    code
}

/// How many bytes at the beginning are a comment, a string or a character literal; 0 where it is code.
fn silent_length(rest: &str, inside_word: bool) -> usize {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    let prefix = if inside_word {
        0
    } else {
        ["br", "cr", "b", "c", "r"].iter().find(|p| opens_string(rest, p)).map_or(0, |p| p.len())
    };
    let body = &rest[prefix..];
    let hashes = body.len() - body.trim_start_matches('#').len();
    if rest[..prefix].ends_with('r') {
        return until(&format!("\"{}", "#".repeat(hashes)), prefix + hashes + 1);
    }
    match body.chars().next() {
        Some('"') => prefix + escaped_length(body, '"'),
        Some('\'') if body[1..].starts_with('\\') => prefix + escaped_length(body, '\''),
        // A lifetime has no second quote mark behind its first character.
        Some('\'') if body.chars().nth(2) == Some('\'') => {
            prefix + body.chars().take(3).map(char::len_utf8).sum::<usize>()
        }
        _ => 0,
    }
}

/// Whether a literal begins here with this prefix: `r"`, `br##"`, `b'`, and not `r#type` or a word.
fn opens_string(rest: &str, prefix: &str) -> bool {
    let Some(body) = rest.strip_prefix(prefix) else { return false };
    match prefix.ends_with('r') {
        true => body.trim_start_matches('#').starts_with('"'),
        false => body.starts_with(['"', '\'']),
    }
}

fn escaped_length(body: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in body.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    body.len()
}

/// Block comments nest in Rust.
fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0;
    for (at, _) in rest.char_indices() {
        if rest[at..].starts_with("/*") {
            depth += 1;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
        }
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// The lines of the dependency sections that end without a comment.
fn dependencies_without_reason(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut silent = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.trim_matches(['[', ']']).split('.').any(|part| part.ends_with("dependencies"));
        } else if inside && !line.is_empty() && !line.starts_with('#') && !ends_with_reason(line) {
            silent.push(line.to_owned());
        }
    }
    silent
}

fn ends_with_reason(line: &str) -> bool {
    let mut quoted = false;
    let comment = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '#' && !quoted
    });
    comment.is_some_and(|(at, _)| !line[at + 1..].trim().is_empty())
}

/// The scanner itself: each check sees what it is there to see, and passes what it should pass.
mod scanner {
    use super::*;

    #[test]
    fn only_code_is_read() {
        let text = r##"let a = "crate::x"; // crate::y
            /* crate::z /* nested */ */ let b = r#"crate::"v" "#; let c: &'a str = f('"', '\'', b'"'); let r#type = crate::w;"##;
        assert_eq!(paths_under("crate", &code_of(text)), ["w"]);
        assert_eq!(code_of("a /* b\n c */ d").lines().count(), 2, "line breaks stay");
        assert_eq!(code_of("let car = attr\"x\";"), "let car = attr ;", "a word before a string is no prefix");
    }

    #[test]
    fn paths_are_found_in_every_form() {
        let code = "use crate::{text::{Span, Text}, article::*, answer as a, library};\nfn f(x: crate::ask::X) {} use mycrate::no; crate::index!()";
        let expected = ["text::Span", "text::Text", "article::*", "answer", "library", "ask::X", "index"];
        assert_eq!(paths_under("crate", code), expected);
        assert_eq!(paths_under("super", "use super::super::index::Writer;"), ["super::index::Writer"]);
    }

    #[test]
    fn a_forbidden_import_is_seen() {
        let rooms = Rooms::of(
            "# A house\n| room | what it is | may import |\n|---|---|---|\n| `text` | a | - |\n| `library` | b, `x` | `text` |\n\
             | `index` | c | `text` |\n| `ask` | d | `library` |\n| `show` | e | `library::StoredArticle` |\n| `bot` | f | `ask` |\n\
             | `cli` | g | all |\n\n| `article` | of another table | - |\n",
        );
        assert!(rooms.of_room("article").is_none());
        let wrong = |room: &str, code: &str| {
            let allowed = rooms.of_room(room).expect("a room");
            imports_out_of_order(&rooms, room, allowed, &without_tests(&code_of(code))).len()
        };
        assert_eq!(wrong("text", "use crate::library::Query;"), 1);
        assert_eq!(wrong("text", "use crate::{text::Span, library::Query};"), 1);
        assert_eq!(wrong("ask", "use super::super::index;"), 1);
        assert_eq!(wrong("ask", "use crate::library::Query; use super::evidence; use crate::ask::choose;"), 0);
        assert_eq!(wrong("show", "use crate::library::StoredArticle;"), 0);
        assert_eq!(wrong("show", "use crate::library::{Query, StoredArticle};"), 1);
        assert_eq!(wrong("cli", "use crate::bot::run;"), 0);
    }

    #[test]
    fn test_modules_are_left_out_and_nothing_else() {
        let code = "use crate::a; #[cfg(test)] mod tests { fn f() { crate::b } } use crate::c; #[cfg(test)] mod more; use crate::d;";
        assert_eq!(paths_under("crate", &without_tests(code)), ["a", "c", "d"]);
    }

    #[test]
    fn a_library_out_of_its_room_is_seen() {
        assert_eq!(libraries_out_of_place("ask", "use tantivy::Index;").len(), 1);
        assert_eq!(libraries_out_of_place("show", "fn f(x: &serenity::model::Message) {}").len(), 1);
        assert_eq!(libraries_out_of_place("config", "#[derive(clap::Parser)]").len(), 1);
        assert!(libraries_out_of_place("index", "use tantivy::Index; let clapper = 1;").is_empty());
        assert!(libraries_out_of_place("ask", &code_of("// tantivy\n\"serenity\"")).is_empty());
    }

    #[test]
    fn reading_the_environment_is_seen() {
        assert_eq!(environment_out_of_place("ask", "std::env::var(x)").len(), 1);
        assert_eq!(environment_out_of_place("ask", "use std::{env, fs};").len(), 1);
        assert_eq!(environment_out_of_place("cli", "std::env::current_dir()").len(), 1);
        assert!(environment_out_of_place("cli", "std::env::args_os()").is_empty());
        assert!(environment_out_of_place("config", "std::env::vars_os()").is_empty());
        assert!(environment_out_of_place("ask", "std::fs::read(x); env!(\"X\")").is_empty());
    }

    #[test]
    fn unfinished_work_is_seen() {
        assert_eq!(unfinished("fn f() { todo!() }\n#[ignore = \"slow\"]\nfn g() { unimplemented!() }").len(), 3);
        assert!(unfinished(&code_of("// todo!()\nlet s = \"#[ignore]\";")).is_empty());
    }

    #[test]
    fn a_missing_head_is_seen() {
        assert!(has_head("//! What this is.\nuse x;"));
        assert!(!has_head("use x;") && !has_head("") && !has_head("//! \n") && !has_head("\n//! Late."));
    }

    #[test]
    fn a_dependency_without_reason_is_seen() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\n# group\na = \"1\" # why\nb = { version = \"1\", url = \"#\" }\n[target.'cfg(unix)'.dev-dependencies]\nc = \"1\" #\n";
        let silent = dependencies_without_reason(manifest);
        assert_eq!(silent, ["b = { version = \"1\", url = \"#\" }", "c = \"1\" #"]);
    }
}
