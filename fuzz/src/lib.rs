//! One function for each thing that is tried with bytes nobody meant: it panics where a promise is broken, and returns where all is well.
//!
//! Both drivers call these: libFuzzer, which needs a nightly compiler, and `mutate`, which does not.

mod analysis;
mod questions;
mod readers;

/// A name, and what it does with the bytes it is given.
pub type Target = (&'static str, fn(&[u8]));

/// The targets by name.
pub const TARGETS: &[Target] = &[
    ("plain", readers::plain),
    ("markdown", readers::markdown),
    ("json", readers::json),
    ("lines", readers::lines),
    ("html", readers::html),
    ("xml", readers::xml),
    ("warc", readers::warc),
    ("epub", readers::epub),
    ("docx", readers::docx),
    ("gzip", readers::gzip),
    ("zip", readers::zip),
    ("sidecar", readers::sidecar),
    ("segment", analysis::segment),
    ("attribution", analysis::attribution),
    ("question", questions::question),
];

/// Tries one input.
pub fn run(target: &str, bytes: &[u8]) {
    let (_, run) = TARGETS.iter().find(|(name, _)| *name == target).expect("a target of this name");
    run(bytes);
}

/// A text from bytes, and a language from the first of them.
fn text_of(bytes: &[u8]) -> (onrecord::text::Text, Option<onrecord::language::Language>) {
    const CODES: [&str; 8] = ["en", "de", "fr", "es", "zh", "ar", "ru", ""];
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let code = CODES[usize::from(*first) % CODES.len()];
    (onrecord::text::Text::new(String::from_utf8_lossy(rest)), onrecord::language::Language::from_code(code))
}
