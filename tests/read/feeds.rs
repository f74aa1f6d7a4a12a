//! Feeds: RSS 2.0 and 1.0, Atom, JSON Feed.

use super::check;

const POST: &str = "<p>The harbour board of Kessil voted on Monday to close the east pier, the mayor said.</p>\
     <figure><img src='pier.png'><figcaption>The pier</figcaption></figure>\
     <p>“We had no choice,” Ada Morrow&nbsp;said. She gave <b>two</b> reasons:</p><ul><li>the cost</li><li>the tide</li></ul>";

#[test]
fn rss_entries_with_their_text_are_articles() {
    check(
        "a.rss",
        format!(
            "<?xml version='1.0' encoding='UTF-8'?>\n<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
             xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'><channel>\
             <title>The Kessil Courier</title><link>https://courier.example</link><language>en-gb</language>\
             <atom:link href='https://courier.example/feed' rel='self'/>\
             <item><title>Pier &amp;#8216;closed&amp;#8217; &amp;amp; fenced</title><link>https://courier.example/pier</link>\
             <dc:creator><![CDATA[Lena Abbot]]></dc:creator><pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate>\
             <guid isPermaLink='false'>courier-1</guid><description>The board voted.</description>\
             <content:encoded><![CDATA[{POST}<p>The post <a href='https://courier.example/pier'>Pier</a> appeared first on <a href='/'>The Kessil Courier</a>.</p>]]></content:encoded></item>\
             <item><title>Levy passes</title><link>https://courier.example/levy</link><description>The council passed the levy. [&amp;#8230;]</description></item>\
             <item><title>Ferry</title><guid>https://courier.example/ferry</guid><author>desk@courier.example (Joris Pell)</author>\
             <content:encoded>&lt;p&gt;The ferry sails again.&lt;/p&gt;</content:encoded></item>\
             <item><title>Note</title><description>Closed today.</description></item></channel></rss>"
        ),
        r#"
https://courier.example/pier: "The harbour board of Kessil voted on Monday to close the east pier, the mayor said.\n\n“We had no choice,” Ada Morrow\u{a0}said. She gave two reasons:\n\nthe cost\n\nthe tide" title=Pier ‘closed’ & fenced author=Lena Abbot publisher=The Kessil Courier published=2025-03-03 url=https://courier.example/pier
refused a.rss#2: only a summary: the text is on the linked page, https://courier.example/levy
https://courier.example/ferry: "The ferry sails again." title=Ferry author=Joris Pell publisher=The Kessil Courier url=https://courier.example/ferry
refused a.rss#4: only a summary, and no link to a page with the text"#,
    );
}

#[test]
fn a_description_long_enough_to_be_the_text_is_it() {
    let paragraph = "The board met for three hours before it voted, and nobody who was there left early. ".repeat(5);
    let paragraph = paragraph.trim();
    let paragraphs = format!("<p>{paragraph}</p>").repeat(3);
    let item = |end: &str| {
        format!(
            "<rss version='2.0'><channel><title>Courier</title><item><link>https://c.example/a</link><description><![CDATA[{paragraphs}{end}]]></description></item></channel></rss>"
        )
    };
    check(
        "a.xml",
        item(""),
        &format!(
            r#"https://c.example/a: "{paragraph}\n\n{paragraph}\n\n{paragraph}" publisher=Courier url=https://c.example/a"#
        ),
    );
    check(
        "b.xml",
        item("<p>… <a href='/a'>Continue reading →</a></p>"),
        "refused b.xml#1: only a summary: the text is on the linked page, https://c.example/a",
    );
}

#[test]
fn rss_1_keeps_its_items_beside_the_channel() {
    check(
        "a.rdf",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel rdf:about='https://c.example'><title>Hafenblatt</title><dc:language>de</dc:language></channel>\
         <item rdf:about='https://c.example/a'><title>Fähre fährt</title><link>https://c.example/a</link><dc:date>2025-03-03T08:00:00+01:00</dc:date><dc:creator>Jonas Reitbauer</dc:creator>\
         <content:encoded>&lt;p&gt;Die Fähre fährt wieder.&lt;/p&gt;</content:encoded></item></rdf:RDF>",
        r#"https://c.example/a: "Die Fähre fährt wieder." title=Fähre fährt author=Jonas Reitbauer publisher=Hafenblatt published=2025-03-03 url=https://c.example/a"#,
    );
}

#[test]
fn atom_entries_of_every_kind_of_content() {
    check(
        "a.atom",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title type='text'>The Kessil Courier</title><author><name>The desk</name></author>\
         <entry><title type='html'>&lt;em&gt;Pier&lt;/em&gt; closed</title><id>tag:c.example,2025:1</id><link rel='self' href='https://c.example/feed/1'/>\
         <link rel='alternate' href='https://c.example/pier'/><published>2025-03-03T08:00:00Z</published><updated>2025-03-05T08:00:00Z</updated>\
         <author><name>Lena Abbot</name></author><author><name>Joris Pell</name></author>\
         <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The pier is <em>closed</em>.</p><blockquote><p>“For good,”<br/>she said.</p></blockquote></div></content></entry>\
         <entry><title>Levy</title><id>tag:c.example,2025:2</id><updated>2025-03-05T08:00:00Z</updated><content>The levy passed.\n\nNobody spoke.\n</content></entry>\
         <entry><title>Ferry</title><id>tag:c.example,2025:3</id><source><title>The Marren Post</title></source><content type='html'>&lt;p&gt;It sails&amp;nbsp;again.&lt;/p&gt;</content></entry>\
         <entry><title>Sound</title><link href='https://c.example/sound'/><content type='audio/mpeg' src='https://c.example/a.mp3'/><summary>Listen.</summary></entry></feed>",
        r#"
https://c.example/pier: "The pier is closed.\n\n“For good,”\nshe said." title=Pier closed author=Lena Abbot author=Joris Pell publisher=The Kessil Courier published=2025-03-03 url=https://c.example/pier
tag:c.example,2025:2: "The levy passed.\n\nNobody spoke." title=Levy author=The desk publisher=The Kessil Courier
tag:c.example,2025:3: "It sails\u{a0}again." title=Ferry author=The desk publisher=The Marren Post
refused a.atom#4: only a summary: the text is on the linked page, https://c.example/sound"#,
    );
}

#[test]
fn json_feed_items() {
    check(
        "a.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Kessil Courier", "home_page_url": "https://c.example", "language": "en",
            "authors": [{"name": "The desk"}], "items": [
            {"id": "1", "url": "https://c.example/pier", "title": "Pier closed", "date_published": "2025-03-03T23:00:00-05:00", "authors": [{"name": "Lena Abbot"}],
             "content_html": "<p>The pier is <b>closed</b>.</p><p>For good.</p>"},
            {"id": "2", "content_text": "The levy passed.\n\nNobody spoke."},
            {"id": "3", "url": "https://c.example/ferry", "title": "Ferry", "summary": "It sails."}, 5]}"#,
        r#"
https://c.example/pier: "The pier is closed.\n\nFor good." title=Pier closed author=Lena Abbot publisher=The Kessil Courier published=2025-03-03 url=https://c.example/pier
2: "The levy passed.\n\nNobody spoke." author=The desk publisher=The Kessil Courier
refused a.json#3: only a summary: the text is on the linked page, https://c.example/ferry
refused a.json#4: not a JSON object"#,
    );
}

#[test]
fn a_feed_that_is_none_says_so() {
    check(
        "a.xml",
        "<rss version='2.0'><channel><title>Empty</title></channel></rss>",
        "refused a.xml: a feed without entries",
    );
    check(
        "b.xml",
        "<project><name>x</name></project>",
        "refused b.xml: XML of a kind that holds no articles: <project>",
    );
    check("c.rss", "<rss><channel><item>", "refused c.rss: not valid XML: the root node was opened but never closed");
    check(
        "d.json",
        r#"{"version": "https://jsonfeed.org/version/1", "items": []}"#,
        "refused d.json: a feed without entries",
    );
}

#[test]
fn a_feed_with_characters_named_as_in_html_is_read() {
    check(
        "a.rss",
        "<rss><channel><title>Caf&eacute; & Hafen</title><item><title>A&nbsp;B</title><link>https://c.example/?a=1&b=2</link>\
         <encoded xmlns='http://purl.org/rss/1.0/modules/content/'><![CDATA[<p>Text with &eacute;.</p>]]></encoded></item></channel></rss>",
        r#"https://c.example/?a=1&b=2: "Text with é." title=A B publisher=Café & Hafen url=https://c.example/?a=1&b=2"#,
    );
}
