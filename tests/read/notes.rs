//! Folders of notes and of sites: Obsidian, Hugo, Jekyll; sidecars; a person's own names of fields.

use std::collections::BTreeMap;
use std::fs;

use onrecord::read::{Names, Reader};

use super::{check, shown_by};

#[test]
fn obsidian_notes() {
    check(
        "a.md",
        "---\ntitle: Pier closed\nauthor:\n  - \"[[People/Lena Abbot|Lena Abbot]]\"\nsource: https://courier.example/pier\npublished: 2025-03-03\ntags: [pier]\n---\n\
         The [[Harbour board|board]] of [[Kessil]] closed ==the pier==. See [[Kessil#History]]. ^a1b2\n\n\
         > [!quote]- Ada Morrow\n> “We had **no** choice,” she said.\n> It was late.\n\n> [!note]\n> Later.\n\n\
         ![[pier.png]]\n\n![[Other note#Part]]\n\n%%to check%%\n\n- [x] One\n- [ ] Two #harbour\n",
        r#"https://courier.example/pier: "The board of Kessil closed the pier. See Kessil > History.\n\nAda Morrow\n\n“We had no choice,” she said. It was late.\n\nLater.\n\nOne\n\nTwo #harbour" title=Pier closed author=Lena Abbot published=2025-03-03 url=https://courier.example/pier"#,
    );
}

#[test]
fn hugo_pages_in_three_notations() {
    let text = r#""The pier closed.\n\nFor good." title=Pier author=Lena Abbot published=2025-03-03"#;
    let body = "{{< figure src=\"pier.png\" caption=\"The pier\" >}}\n\nThe pier closed.\n\n{{% notice %}}\nFor good.\n{{% /notice %}}\n";
    check(
        "a.md",
        format!(
            "+++\ntitle = 'Pier'\ndate = 2025-03-03T08:00:00+01:00\nauthors = ['Lena Abbot']\ndraft = false\n+++\n{body}"
        ),
        &format!("a.md: {text}"),
    );
    check(
        "b.md",
        format!("---\ntitle: Pier\ndate: 2025-03-03\nauthor: Lena Abbot\nslug: pier\n---\n{body}"),
        &format!("b.md: {text}"),
    );
    check(
        "c.md",
        format!("{{\n  \"title\": \"Pier\",\n  \"date\": \"2025-03-03\",\n  \"author\": \"Lena Abbot\"\n}}\n\n{body}"),
        &format!("c.md: {text}"),
    );
    check("d.md", "{{< lead >}}The pier closed.{{< /lead >}} {sic}", r#"d.md: "The pier closed. {sic}""#);
}

#[test]
fn jekyll_posts() {
    check(
        "2025-03-03-pier-closed.md",
        "---\nlayout: post\ntitle: Pier closed\n---\n{% include banner.html %}\nThe pier closed.\n{: .lead}\n\n{% comment %} check {% endcomment %}“For good,” she said{% if x %}.{% endif %}\n",
        r#"2025-03-03-pier-closed.md: "The pier closed.\n\n“For good,” she said." title=Pier closed published=2025-03-03"#,
    );
    check("2025-13-03-pier.md", "The pier closed.", r#"2025-13-03-pier.md: "The pier closed.""#);
    check("2025-03-03.md", "The pier closed.", r#"2025-03-03.md: "The pier closed.""#);
}

#[test]
fn a_sidecar_counts_before_the_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    let check = |name: &str, expected: &str| {
        let shown = shown_by(&Reader::default(), &folder.path().join(name));
        assert_eq!(shown.replace(&format!("{}/", folder.path().display()), ""), expected);
    };
    write("a.txt", "The ferry sank.");
    write(
        "a.txt.meta.toml",
        "title = 'Ferry'\nauthors = ['Lena Abbot']\npublished = 2025-03-03\nurl = 'https://c.example/ferry'\n",
    );
    check(
        "a.txt",
        r#"https://c.example/ferry: "The ferry sank." title=Ferry author=Lena Abbot published=2025-03-03 url=https://c.example/ferry"#,
    );
    write("b.md", "---\ntitle: Old\npublisher: Courier\n---\nText.");
    write("b.meta.yaml", "title: New\nid: b1\n");
    check("b.md", r#"b1: "Text." title=New publisher=Courier"#);
    write("c.jsonl", "{\"text\": \"One.\", \"title\": \"t\"}\n{\"text\": \"Two.\"}");
    write("c.jsonl.meta.json", "{\"publisher\": \"The Courier\", \"title\": \"no title of all\"}");
    check(
        "c.jsonl",
        "c.jsonl:1: \"One.\" title=t publisher=The Courier line=1\nc.jsonl:2: \"Two.\" publisher=The Courier line=2",
    );
    write("d.txt", "Text.");
    write("d.meta.toml", "title = a\n");
    check(
        "d.txt",
        "refused d.txt: its sidecar d.meta.toml: string values must be quoted, expected literal string (line 1)",
    );
}

#[test]
fn a_persons_own_names_of_fields() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = [
        ("text", vec!["body", "content.plain"]),
        ("html", vec!["markup"]),
        ("title", vec!["kop"]),
        ("published", vec!["meta.day"]),
        ("authors", vec!["writers"]),
    ];
    let names = names.into_iter().map(|(field, all)| (field.to_owned(), all.into_iter().map(str::to_owned).collect()));
    let reader = Reader::new(Names::new(names.collect::<BTreeMap<_, _>>()));
    let check = |name: &str, text: &str, expected: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        let shown = shown_by(&reader, &path);
        assert_eq!(shown.replace(&format!("{}/", folder.path().display()), ""), expected);
    };
    check(
        "a.jsonl",
        "{\"body\": \"One.\", \"kop\": \"Ferry\", \"title\": \"Not this\", \"meta\": {\"day\": \"2025-03-03\"}, \"writers\": [\"Lena Abbot\"]}\n\
         {\"content\": {\"plain\": \"Two.\"}, \"title\": \"This\"}\n{\"text\": \"Three.\"}\n{\"markup\": \"<p>Four &amp;</p><p>more.</p>\"}\n{\"title\": \"x\"}",
        "a.jsonl:1: \"One.\" title=Ferry author=Lena Abbot published=2025-03-03 line=1\na.jsonl:2: \"Two.\" title=This line=2\na.jsonl:3: \"Three.\" line=3\n\
         a.jsonl:4: \"Four &\\n\\nmore.\" line=4\nrefused a.jsonl:5: no text: the field «body» is missing",
    );
    check("b.md", "---\nkop: Ferry\n---\nText.", "b.md: \"Text.\" title=Ferry");
}
