//! PDF files, made here: with the feature `pdf` their text, without it a word of how to read them.

use super::check;

/// A document of these pages, each of lines; an empty one stands for a gap.
fn pdf(pages: &[&[&str]], information: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< {information} >>"),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let shown: String = lines.iter().map(|line| format!("({line}) Tj T*\n")).collect();
        let content = format!("BT /F1 11 Tf 14 TL 72 720 Td\n{shown}ET");
        let resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792]";
        objects.push(format!("<< /Type /Page /Parent 2 0 R {resources} /Contents {} 0 R >>", 6 + 2 * page));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{}", places.concat()));
    file.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_pdf_is_refused_with_a_word_of_how_to_read_it() {
    let reason = "a PDF file: build onrecord with «--features pdf» to read it, or save it as text";
    check("a.pdf", pdf(&[&["The ferry sank."]], ""), &format!("refused a.pdf: {reason}"));
    check("notes", pdf(&[&["The ferry sank."]], ""), &format!("refused notes: {reason}"));
}

#[cfg(feature = "pdf")]
#[test]
fn lines_of_a_page_make_paragraphs_and_no_letter_is_altered() {
    let page: &[&str] = &["The ferry sank off Port", "Marren on Sunday.", "", "A well-", "known pilot saw it."];
    check(
        "a.pdf",
        pdf(&[page], "/Title (Ferry sinks) /Author (Lena Abbot)"),
        "a.pdf: \"The ferry sank off Port Marren on Sunday.\\n\\nA well-known pilot saw it.\" title=Ferry sinks author=Lena Abbot",
    );
}

#[cfg(feature = "pdf")]
#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page_and_its_number() {
    let first: &[&str] = &["The ferry sank off Port", "", "1"];
    let second: &[&str] = &["marren on Sunday.", "", "Nobody was hurt.", "", "2"];
    check(
        "a.pdf",
        pdf(&[first, second], ""),
        "a.pdf: \"The ferry sank off Port marren on Sunday.\\n\\nNobody was hurt.\"",
    );
}

#[cfg(feature = "pdf")]
#[test]
fn what_a_program_filled_in_is_no_citation() {
    check(
        "a.pdf",
        pdf(&[&["Nobody was hurt."]], "/Title (Microsoft Word - x2.doc) /Author (User)"),
        "a.pdf: \"Nobody was hurt.\"",
    );
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_without_text_or_with_broken_parts_is_refused() {
    check(
        "a.pdf",
        pdf(&[&[]], ""),
        "refused a.pdf: a PDF file without text: its pages are pictures; let a program recognise their text first",
    );
    check("a.pdf", "%PDF-1.4\nnothing", "refused a.pdf: a broken PDF file: its structure cannot be read");
    let whole = pdf(&[&["The ferry sank."]], "");
    check("a.pdf", &whole[..whole.len() / 2], "refused a.pdf: a broken PDF file: its structure cannot be read");
}
