//! Bytes -> text: byte order marks, declared encodings, UTF-8, and a guess where nothing is declared.
//!
//! Letters are never replaced: bytes that fit no encoding are refused. Web pages are the exception (`forgiving`), since a
//! browser shows a page with one bad byte too, and the bad byte is seldom in the article.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

const BINARY: &str = "binary file, not text";

/// What to do with bytes that do not fit the encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfits {
    Refuse,
    Replace,
}

/// The text in `bytes`, or why there is none. `declared` is what the file says of itself.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>, misfits: Misfits) -> Result<String, String> {
    if let Some(kind) = known_binary(bytes) {
        return Err(format!("{kind}, not text"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return as_encoded(&bytes[mark..], encoding, misfits);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return as_encoded(bytes, encoding, misfits);
    }
    if bytes.contains(&0) {
        return Err(BINARY.to_owned());
    }
    // A declaration of another encoding over valid UTF-8 is nearly always a mistake; but ISO-2022-JP is all ASCII bytes.
    if declared == Some(ISO_2022_JP) {
        return as_encoded(bytes, ISO_2022_JP, misfits);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => checked(text.to_owned()),
        Err(error) => not_utf_8(bytes, declared, misfits, error.valid_up_to()),
    }
}

fn not_utf_8(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    misfits: Misfits,
    first_misfit: usize,
) -> Result<String, String> {
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return as_encoded(bytes, encoding, misfits);
    }
    if declared == Some(UTF_8) || mostly_utf_8(bytes) {
        // Nearly all of it is UTF-8: a guess at another encoding would garble every other accent.
        if misfits == Misfits::Replace {
            return as_encoded(bytes, UTF_8, misfits);
        }
        let line = bytes[..first_misfit].iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(format!("damaged text: not valid UTF-8 at byte {first_misfit} (line {line})"));
    }
    as_encoded(bytes, guess(bytes), misfits)
}

fn as_encoded(bytes: &[u8], encoding: &'static Encoding, misfits: Misfits) -> Result<String, String> {
    let (text, had_misfits) = encoding.decode_without_bom_handling(bytes);
    if had_misfits && misfits == Misfits::Refuse {
        return Err(format!("damaged text: some bytes are not valid {}", encoding.name()));
    }
    checked(text.into_owned())
}

/// Refuses text with so many control characters that it cannot be meant for reading.
fn checked(text: String) -> Result<String, String> {
    let strange = |byte: u8| byte == 0x7f || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    let mut strangers = text.bytes().filter(|byte| strange(*byte)).count();
    if !text.is_ascii() {
        // U+0080 to U+009F, but for the line end U+0085, are control characters too.
        strangers += text.chars().filter(|c| ('\u{80}'..'\u{a0}').contains(c) && *c != '\u{85}').count();
    }
    if strangers * 50 > text.len() || text.contains('\0') { Err(BINARY.to_owned()) } else { Ok(text) }
}

/// What the first bytes say of the encoding: `<meta charset>`, its older form, or an XML declaration.
pub(super) fn declared_in_markup(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let xml =
        head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|rest| value_of(rest, "encoding"));
    let meta = || head.split("<meta").skip(1).find_map(|tag| value_of(tag.split('>').next()?, "charset"));
    Encoding::for_label(xml.or_else(meta)?.as_bytes())
}

/// The value in `name = "value"`, with or without quotes.
fn value_of<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = &tag[tag.find(name)? + name.len()..];
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    rest.split(|c: char| matches!(c, '"' | '\'' | ';' | '/' | '>') || c.is_whitespace()).next()
}

/// Kinds of files that people put among articles under a wrong name.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP, Word or EPUB file"),
        (b"\x1f\x8b", "a gzip file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\xd0\xcf\x11\xe0", "an old Word file"),
        (b"{\\rtf", "an RTF file"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// UTF-16 without a mark shows in Western text as zeros in every second place.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4_096) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if pairs >= 4 && second * 2 > pairs && first == 0 {
        Some(UTF_16LE)
    } else if pairs >= 4 && first * 2 > pairs && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether there are clearly more whole UTF-8 letters than bytes that fit nowhere.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut misfits) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        misfits += usize::from(!chunk.invalid().is_empty());
    }
    letters > misfits * 4
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str) {
        assert_eq!(decode(bytes, None, Misfits::Refuse), Ok(text.to_owned()));
    }

    fn refused(bytes: &[u8]) -> String {
        decode(bytes, None, Misfits::Refuse).expect_err("refused")
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_mark_is_part_of_the_encoding_not_of_the_text() {
        check("\u{feff}Zoë\r\n".as_bytes(), "Zoë\r\n");
        check(&[b"\xff\xfe".as_slice(), &utf_16("Zoë", u16::to_le_bytes)].concat(), "Zoë");
        check(&[b"\xfe\xff".as_slice(), &utf_16("Zoë", u16::to_be_bytes)].concat(), "Zoë");
    }

    #[test]
    fn utf_16_without_a_mark() {
        check(&utf_16("The minister said so.", u16::to_le_bytes), "The minister said so.");
        check(&utf_16("The minister said so.", u16::to_be_bytes), "The minister said so.");
    }

    #[test]
    fn older_encodings_are_recognised() {
        let german =
            "Die Bürgermeisterin sagte, die Brücke müsse bis Frühjahr geschlossen bleiben. Über Gründe schwieg sie.";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        check(&latin, german);
        let russian = "Министр заявил, что мост останется закрытым до весны, и отказался назвать причины.";
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&cyrillic, russian);
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_text_is_plainly_utf_8() {
        let greek = encoding_rs::ISO_8859_7;
        assert_eq!(decode(b"\xc1\xe8\xde\xed\xe1", Some(greek), Misfits::Refuse), Ok("Αθήνα".to_owned()));
        assert_eq!(decode("Αθήνα".as_bytes(), Some(greek), Misfits::Refuse), Ok("Αθήνα".to_owned()));
    }

    #[test]
    fn damage_is_refused_with_its_place_and_not_garbled() {
        let text = b"Zo\xc3\xab met Zo\xc3\xab and \xc3\xa9 \xc3\xa9 \xc3\xa9\nand \xff";
        assert_eq!(refused(text), "damaged text: not valid UTF-8 at byte 31 (line 2)");
        assert_eq!(decode(b"caf\xc3", Some(UTF_8), Misfits::Replace), Ok("caf\u{fffd}".to_owned()));
    }

    #[test]
    fn binary_files_are_refused() {
        assert_eq!(refused(b"\x7fELF\x02\x01\x00\x00"), "binary file, not text");
        assert_eq!(refused(b"%PDF-1.7 \n"), "a PDF file, not text");
        assert_eq!(refused(b"\x01\x02\x03\x04 some"), "binary file, not text");
    }

    #[test]
    fn direction_marks_stay() {
        check("\u{202e}abc\u{202c} \u{200f}".as_bytes(), "\u{202e}abc\u{202c} \u{200f}");
    }
}
