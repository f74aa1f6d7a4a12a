//! What news agencies send: ninjs, NewsML-G2, NITF.

use super::check;

#[test]
fn ninjs_of_both_versions() {
    check(
        "a.json",
        r#"{"uri": "urn:agency.example:1", "type": "text", "versioncreated": "2025-03-04T08:00:00+01:00", "firstcreated": "2025-03-03T08:00:00+01:00", "pubstatus": "usable",
            "headline": "Pier closed", "byline": "By Lena Abbot", "language": "en", "copyrightholder": "Marren Agency",
            "body_html": "<p>KESSIL - The pier is closed.</p><p>“For good,” the mayor said.</p>"}"#,
        r#"urn:agency.example:1: "KESSIL - The pier is closed.\n\n“For good,” the mayor said." title=Pier closed author=Lena Abbot publisher=Marren Agency published=2025-03-03"#,
    );
    check(
        "b.jsonl",
        concat!(
            r#"{"uri": "https://agency.example/2", "standard": {"name": "ninjs", "version": "2.1"}, "type": "text", "contentcreated": "2025-03-03T08:00:00Z", "versioncreated": "2025-03-04T08:00:00Z", "headlines": [{"role": "short", "value": "Pier"}, {"role": "main", "value": "Pier closed"}], "by": "Lena Abbot and Joris Pell", "infosources": [{"role": "cptype:provider", "name": "Marren Agency"}], "bodies": [{"role": "summary", "contenttype": "text/plain", "value": "Closed."}, {"role": "main", "contenttype": "text/html", "value": "<p>The pier is closed.</p>"}]}"#,
            "\n",
            r#"{"uri": "urn:3", "pubstatus": "canceled", "body_text": "Wrong."}"#,
            "\n",
            r#"{"uri": "urn:4", "type": "picture", "versioncreated": "2025-03-04T08:00:00Z"}"#,
            "\n",
            r#"{"uri": "urn:5", "versioncreated": "2025-03-04T08:00:00Z"}"#
        ),
        r#"
https://agency.example/2: "The pier is closed." title=Pier closed author=Lena Abbot author=Joris Pell publisher=Marren Agency published=2025-03-03 url=https://agency.example/2 line=1
refused b.jsonl:2: its publisher marked it as canceled
refused b.jsonl:3: an item without text, of the type «picture»
refused b.jsonl:4: no text: neither body_text nor body_html nor bodies holds any"#,
    );
}

const ITEM: &str = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:agency.example:20250303:1' version='2' standard='NewsML-G2' xml:lang='en'>\
     <itemMeta><itemClass qcode='ninat:text'/><provider qcode='nprov:MA'><name>Marren Agency</name></provider>\
     <versionCreated>2025-03-04T08:00:00+01:00</versionCreated><firstCreated>2025-03-03T08:00:00+01:00</firstCreated><pubStatus qcode='stat:usable'/></itemMeta>\
     <contentMeta><creator qcode='desk:1'><name>Desk Kessil</name></creator><language tag='en-GB'/><headline>Pier <em>closed</em></headline><by>By Lena Abbot and Joris Pell</by></contentMeta>";

#[test]
fn newsml_g2_with_html_nitf_or_plain_text() {
    let html = "<contentSet><inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head>\
         <body><p>The pier is closed.</p><p>“For good,” the mayor said.</p></body></html></inlineXML></contentSet></newsItem>";
    check(
        "a.xml",
        format!("<?xml version='1.0' encoding='UTF-8'?>{ITEM}{html}"),
        r#"urn:newsml:agency.example:20250303:1: "The pier is closed.\n\n“For good,” the mayor said." title=Pier closed author=Lena Abbot author=Joris Pell publisher=Marren Agency published=2025-03-03"#,
    );
    let nitf = "<contentSet><inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.content><block><p>The levy passed.</p></block></body.content></body></nitf></inlineXML></contentSet></newsItem>";
    let plain = "<contentSet><inlineData contenttype='text/plain'>The ferry sails.\n\nAgain.</inlineData></contentSet></newsItem>";
    let picture = "<contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>";
    let withdrawn = ITEM.replace("stat:usable", "stat:canceled");
    let message = [nitf, plain, picture].map(|set| format!("{ITEM}{set}")).concat() + &withdrawn + plain;
    let citation = "title=Pier closed author=Lena Abbot author=Joris Pell publisher=Marren Agency published=2025-03-03";
    check(
        "b.xml",
        format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/><itemSet>{message}</itemSet></newsMessage>"
        ),
        &format!(
            "urn:newsml:agency.example:20250303:1: \"The levy passed.\" {citation}\n\
             urn:newsml:agency.example:20250303:1: \"The ferry sails.\\n\\nAgain.\" {citation}\n\
             refused b.xml#3: a news item without text\nrefused b.xml#4: its publisher marked it as canceled"
        ),
    );
}

#[test]
fn nitf() {
    check(
        "a.nitf",
        "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-2.dtd'><nitf xml:lang='en'><head><title>Pier</title><docdata><doc-id id-string='agency.1'/>\
         <date.issue norm='20250303T233000-0500'/><doc.copyright holder='Marren Agency'/></docdata><pubdata name='The Kessil Courier'/></head>\
         <body><body.head><hedline><hl1>Pier closed for good</hl1><hl2>Board votes</hl2></hedline><byline>By <person>Lena Abbot</person><byttl>Staff Writer</byttl></byline>\
         <dateline><location>KESSIL</location></dateline></body.head>\
         <body.content><p>The <org>board</org> voted on\n   Monday.</p><media media-type='image'><media-caption>The pier</media-caption></media>\
         <bq><block><p>“For good,” she said.</p></block></bq><hl2>Costs</hl2><ul><li>One</li><li>Two</li></ul></body.content><body.end><tagline>Ends</tagline></body.end></body></nitf>",
        r#"agency.1: "The board voted on Monday.\n\n“For good,” she said.\n\nCosts\n\nOne\n\nTwo" title=Pier closed for good author=Lena Abbot publisher=The Kessil Courier published=2025-03-03"#,
    );
    check(
        "b.xml",
        "<nitf><body><body.head><byline>By Joris Pell</byline></body.head><body.content><p>Text.</p></body.content></body></nitf>",
        r#"b.xml: "Text." author=Joris Pell"#,
    );
    check("c.xml", "<nitf><body/></nitf>", "refused c.xml: no text: <body.content> is missing or empty");
}
