//! Articles from the web, against sites on this machine: what is asked, what is kept, and what is never lost or let in.

#[path = "support/site.rs"]
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use onrecord::config::{Fetch, Kind, WebSource};
use onrecord::fetch::{self, Errand, FetchError, Names, SystemNames};
use onrecord::index::Shelves;
use onrecord::intake::{self, IntakeError, Order, Report, Silent};
use onrecord::library::Library;
use site::{Reply, Site, page};
use url::Url;

const LEVY: &str = "The harbour levy passed on Monday by nine votes to four, the council said.\n\
                    “Every berth will pay the same,” Mayor Irene Calloway told reporters after the vote.";
const MINE: &str = "Rescuers reached the last of the miners at Oster Deep on Tuesday, officials said.\n\
                    “They walked out on their own feet,” said Tomas Reil, who leads the rescue station.";

/// A collection whose articles come from the web.
struct World {
    folder: tempfile::TempDir,
    settings: Fetch,
    configured: Vec<WebSource>,
}

impl World {
    fn new() -> World {
        let settings = Fetch {
            allow_private: vec!["127.0.0.1/32".parse().expect("a network")],
            delay: Duration::ZERO,
            timeout: Duration::from_secs(2),
            largest: 1024 * 1024,
            ..Fetch::default()
        };
        World { folder: tempfile::tempdir().expect("a folder"), settings, configured: Vec::new() }
    }

    /// With a source that is due in every run.
    fn with(sources: &[(&str, Option<Kind>)]) -> World {
        let mut world = World::new();
        world.configure(sources);
        world
    }

    fn configure(&mut self, sources: &[(&str, Option<Kind>)]) {
        let source = |(url, kind): &(&str, Option<Kind>)| WebSource {
            url: Url::parse(url).expect("an address"),
            kind: *kind,
            refresh: Duration::ZERO,
        };
        self.configured = sources.iter().map(source).collect();
    }

    fn errand(&self) -> Errand {
        Errand {
            program: Some(env!("CARGO_BIN_EXE_onrecord").into()),
            folder: self.folder.path().join("web"),
            settings: self.settings.clone(),
            configured: self.configured.clone(),
            ..Errand::default()
        }
    }

    fn order(&self) -> Order {
        // While another test starts a program, that program holds this one's locks for a moment: they are waited for.
        Order { index: self.folder.path().join("index"), web: self.errand(), wait: true, ..Order::default() }
    }

    fn run(&self) -> Report {
        intake::run(&self.order(), &Silent).expect("a run")
    }

    fn given(&self, urls: &[&str]) -> Result<Report, IntakeError> {
        let given = urls.iter().map(|url| Url::parse(url).expect("an address")).collect();
        intake::run(&Order { web: Errand { given, ..self.errand() }, ..self.order() }, &Silent)
    }

    /// What is kept, without an index; with other names than the system's.
    fn fetch(&self, names: Arc<dyn Names>) -> Result<fetch::Report, FetchError> {
        fetch::run(&self.errand(), names, &fetch::Watch { asked: &|_| (), cancelled: &|| false, wait: true })
    }

    /// Every article's text by its id.
    fn texts(&self) -> BTreeMap<String, String> {
        let reading = Shelves::open(&self.order().index).and_then(|shelves| shelves.reading()).expect("a reading");
        let mut handles = Vec::new();
        reading.articles(|handle, _| handles.push(handle)).expect("articles");
        let stored = handles.into_iter().map(|handle| reading.fetch(handle).expect("an article").article);
        stored.map(|article| (article.id.0.clone(), article.text.as_str().to_owned())).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.texts().into_keys().collect()
    }
}

/// What a run says of the web, in one line; the sites' addresses are left out.
fn told(report: &Report, site: &Site) -> String {
    let fetch::Report { asked, added, updated, unchanged, later, gone, failed } = &report.web;
    let mut line = format!("asked {asked} added {added} updated {updated} unchanged {unchanged} later {later}");
    for gone in gone {
        line += &format!("; gone {} kept {}", gone.url, gone.kept);
    }
    for failed in failed {
        line += &format!("; {}: {}", failed.url, failed.reason);
    }
    line.replace(&site.root, "")
}

#[test]
fn a_page_is_an_article_under_its_own_address() {
    let site = Site::new();
    let canonical = page("Levy passes", LEVY)
        .replace("<head>", &format!("<head><link rel=\"canonical\" href=\"{}\">", site.url("/levy")));
    site.set("/levy?utm_source=letter&page=1", Reply::new("text/html", canonical));
    let world = World::new();
    let report = world.given(&[&site.url("/levy?page=1&utm_source=letter#top")]);
    assert!(matches!(report, Err(IntakeError::NotFetched { .. })), "the address without its tracking is another here");
    let canonical = page("Levy passes", LEVY)
        .replace("<head>", &format!("<head><link rel=\"canonical\" href=\"{}\">", site.url("/levy")));
    site.set("/levy?page=1", Reply::new("text/html", canonical));
    let report = world.given(&[&site.url("/levy?page=1&utm_source=letter#top")]).expect("a run");
    assert_eq!(report.added.iter().map(|id| id.0.clone()).collect::<Vec<_>>(), [site.url("/levy")]);
    let texts = world.texts();
    let text = &texts[&site.url("/levy")];
    assert!(LEVY.split('\n').all(|paragraph| text.contains(paragraph)), "letter for letter: {text}");
    let asked = site.requests();
    assert!(asked.iter().all(|asked| asked.headers["user-agent"].starts_with("OnRecord/")), "it says who it is");
    assert!(asked.iter().all(|asked| !asked.headers.contains_key("referer") && !asked.headers.contains_key("cookie")));
}

#[test]
fn a_run_without_change_costs_one_conditional_request_each() {
    let site = Site::new();
    site.set("/levy", Reply::new("text/html", page("Levy passes", LEVY)).with("ETag", "\"1\""));
    let world = World::with(&[(&site.url("/levy"), None)]);
    assert_eq!(told(&world.run(), &site), "asked 1 added 1 updated 0 unchanged 0 later 0");
    let before = world.texts();
    assert_eq!(site.asked(), ["/levy"]);
    let report = world.run();
    assert_eq!(told(&report, &site), "asked 1 added 0 updated 0 unchanged 1 later 0");
    assert_eq!((report.unchanged, report.changed.len(), report.removed.len()), (1, 0, 0));
    let asked = site.requests();
    let levy: Vec<_> = asked.iter().filter(|asked| asked.path == "/levy").collect();
    assert_eq!(levy.len(), 1);
    assert_eq!(levy[0].headers["if-none-match"], "\"1\"");

    site.set("/levy", Reply::new("text/html", page("Levy passes", &LEVY.replace("nine", "ten"))).with("ETag", "\"2\""));
    let report = world.run();
    assert_eq!(told(&report, &site), "asked 1 added 0 updated 1 unchanged 0 later 0");
    assert_eq!(report.changed.len(), 1, "the newest is kept, and said to be changed");
    assert!(world.texts()[&site.url("/levy")].contains("ten votes"));
    assert!(before[&site.url("/levy")].contains("nine votes"));
}

#[test]
fn an_article_outlives_its_site() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    let levy = site.url("/levy");
    let world = World::with(&[(&levy, Some(Kind::Page))]);
    world.run();
    let before = world.texts();
    for (reply, reason) in [
        (Reply::status(500), "the server answers 500 Internal Server Error"),
        (Reply::status(503), "the server answers 503 Service Unavailable"),
        (Reply::status(403), "the site lets nobody read it without signing in or paying (403)"),
        (Reply::new("application/pdf", "%PDF-1.7"), "not a page that can be read: its type is application/pdf"),
        (Reply::new("text/html", "<html><body></body></html>"), "no article text found in the page"),
        (
            Reply::new("text/html", page("Levy", LEVY)).with("Content-Encoding", "br"),
            "it is packed in a way nobody asked for: br",
        ),
    ] {
        site.set("/levy", reply);
        forget_the_pause(&world);
        let report = world.run();
        let said = told(&report, &site);
        assert!(said.contains(reason) && said.ends_with("; what was read from it before stays"), "{said}");
        assert_eq!(report.refused.len(), 1);
        assert_eq!((world.texts(), report.removed.len()), (before.clone(), 0));
    }
    // The index may be lost too: what was fetched is still there.
    fs::remove_dir_all(world.order().index).expect("removed");
    forget_the_pause(&world);
    world.run();
    assert_eq!(world.texts(), before);
}

/// As if the minutes had passed for which a source that failed is left alone.
fn forget_the_pause(world: &World) {
    for entry in fs::read_dir(world.errand().folder).expect("a folder").flatten() {
        let notebook = entry.path();
        let Some(text) = notebook.is_file().then(|| fs::read_to_string(&notebook).expect("text")) else { continue };
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        value["resting"] = serde_json::Value::Null;
        fs::write(&notebook, value.to_string()).expect("written");
    }
}

#[test]
fn a_page_that_is_gone_for_good_loses_its_article_and_one_that_is_missing_only_after_a_day() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    site.page("/mine", "Miners are saved", MINE);
    let world = World::with(&[(&site.url("/levy"), Some(Kind::Page)), (&site.url("/mine"), Some(Kind::Page))]);
    world.run();
    site.set("/levy", Reply::status(404));
    site.set("/mine", Reply::status(410));
    let report = world.run();
    let mut gone: Vec<_> = report.web.gone.iter().map(|gone| (gone.url.clone(), gone.kept)).collect();
    gone.sort();
    assert_eq!(gone, [(site.url("/levy"), true), (site.url("/mine"), false)]);
    assert_eq!((world.ids(), report.removed.len()), (vec![site.url("/levy")], 1));
    // The page is back.
    site.page("/levy", "Levy passes", LEVY);
    world.run();
    assert_eq!(world.ids(), [site.url("/levy")]);
}

#[test]
fn robots_txt_is_asked_once_a_run_and_obeyed() {
    let site = Site::new();
    site.page("/open/levy", "Levy passes", LEVY);
    site.page("/closed/mine", "Miners are saved", MINE);
    site.set("/robots.txt", Reply::new("text/plain", "User-agent: *\nDisallow: /closed/\n"));
    let mut world =
        World::with(&[(&site.url("/open/levy"), Some(Kind::Page)), (&site.url("/closed/mine"), Some(Kind::Page))]);
    let report = world.run();
    assert!(told(&report, &site).contains("/closed/mine: the site's robots.txt does not allow it"));
    let asked: Vec<String> = site.requests().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/robots.txt", "/open/levy"]);

    world.configure(&[(&site.url("/open/levy"), Some(Kind::Page))]);
    site.set("/robots.txt", Reply::status(500));
    let report = world.run();
    assert!(
        told(&report, &site).contains("its robots.txt cannot be had: the server answers 500"),
        "{}",
        told(&report, &site)
    );
    assert_eq!(site.asked(), Vec::<String>::new(), "who cannot say what may be read is not read");
    assert_eq!(world.ids(), [site.url("/open/levy")]);
}

#[test]
fn a_redirect_leads_to_no_address_that_is_not_public() {
    let (site, other) = (Site::new(), Site::new());
    other.page("/levy", "Levy passes", LEVY);
    let port = other.root.rsplit(':').next().expect("a port").to_owned();
    let refused = |to: &str| {
        site.set("/a", Reply::to(to));
        match World::new().given(&[&site.url("/a")]) {
            Err(IntakeError::NotFetched { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    };
    for to in [
        "http://127.0.0.2:PORT/levy",
        "http://[::1]:PORT/levy",
        "http://[::ffff:127.0.0.3]:PORT/levy",
        "http://0.0.0.0:PORT/",
    ] {
        let reason = refused(&to.replace("PORT", &port));
        assert!(reason.contains("is not a public address"), "{to}: {reason}");
    }
    assert!(refused("file:///etc/passwd").starts_with("only http and https are asked, not file"));
    assert_eq!(refused("/a"), "it is sent on more than 5 times");
    assert_eq!(other.requests().len(), 0, "nobody knocked there");
    // What is allowed is followed, also to another host, whose own robots.txt counts.
    site.set("/a", Reply::to(&other.url("/levy")));
    let world = World::new();
    world.given(&[&site.url("/a")]).expect("a run");
    assert_eq!(world.ids(), [other.url("/levy")]);
    assert_eq!(other.requests()[0].path, "/robots.txt");
}

/// Names that mean another address each time they are looked up; the last for ever.
struct Changing(Mutex<Vec<IpAddr>>, Mutex<usize>);

impl Changing {
    fn of(addresses: &[&str]) -> Arc<Changing> {
        let addresses = addresses.iter().rev().map(|address| address.parse().expect("an address")).collect();
        Arc::new(Changing(Mutex::new(addresses), Mutex::new(0)))
    }
}

impl Names for Changing {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        assert_eq!(host, "courier.example");
        *self.1.lock().expect("a count") += 1;
        let mut addresses = self.0.lock().expect("addresses");
        let next = if addresses.len() > 1 { addresses.pop() } else { addresses.last().copied() };
        Ok(next.into_iter().collect())
    }
}

#[test]
fn a_name_is_checked_at_every_connection() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    // The connection is closed after each answer, so that the name is looked up again for the next.
    site.set("/robots.txt", Reply::new("text/plain", "").with("Connection", "close"));
    let url = site.url("/levy").replace("127.0.0.1", "courier.example");
    let world = World::with(&[(&url, Some(Kind::Page))]);
    for private in ["127.0.0.2", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1"] {
        let report = world.fetch(Changing::of(&[private])).expect("a run");
        assert!(
            report.failed[0].reason.contains("courier.example is not a public address"),
            "{}",
            report.failed[0].reason
        );
        assert_eq!(site.requests().len(), 0);
    }
    let names = Changing::of(&["127.0.0.1", "127.0.0.2"]);
    let report = world.fetch(names.clone()).expect("a run");
    assert!(report.failed[0].reason.contains("courier.example is not a public address"), "{}", report.failed[0].reason);
    assert_eq!(site.requests().len(), 1, "robots.txt, before the name changed");
    assert_eq!(*names.1.lock().expect("a count"), 2);
    let report = world.fetch(Changing::of(&["127.0.0.1"])).expect("a run");
    assert_eq!((report.added, report.failed.len()), (1, 0));
}

#[test]
fn size_and_time_have_limits() {
    let site = Site::new();
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 50 * 1024 * 1024]).expect("packed");
    let bomb = bomb.finish().expect("packed");
    assert!(bomb.len() < 100_000);
    let slow = Reply { pause: Some(Duration::from_millis(20)), ..Reply::new("text/html", page("Levy passes", LEVY)) };
    let packed = |body: &[u8]| Reply::new("text/html", body).with("Content-Encoding", "gzip");
    for (reply, reason) in [
        (packed(&bomb), "larger than 1 MB (fetch.megabytes)"),
        (Reply::new("text/html", vec![b' '; 2 * 1024 * 1024]), "larger than 1 MB (fetch.megabytes)"),
        (packed(b"\x1f\x8bnot gzip"), "what it sends cannot be unpacked"),
        (slow, "no whole answer within 2 s"),
    ] {
        site.set("/levy", reply);
        let world = World::with(&[(&site.url("/levy"), Some(Kind::Page))]);
        let report = world.fetch(Arc::new(SystemNames)).expect("a run");
        assert!(report.failed[0].reason.starts_with(reason), "{}", report.failed[0].reason);
    }
    let mut small = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    small.write_all(page("Levy passes", LEVY).as_bytes()).expect("packed");
    site.set("/levy", packed(&small.finish().expect("packed")));
    let world = World::with(&[(&site.url("/levy"), Some(Kind::Page))]);
    assert_eq!(world.fetch(Arc::new(SystemNames)).expect("a run").added, 1);
}

#[test]
fn the_charset_of_the_header_is_heard() {
    let site = Site::new();
    let html = page(
        "Sturmflut",
        "Der Deich hält, sagte Jürgen Möller am Freitag, und die Brücke über die Förde bleibt offen für alle, die nach Süden müssen.",
    );
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&html);
    site.set("/flut", Reply::new("text/html; charset=ISO-8859-1", &latin));
    let world = World::new();
    world.given(&[&site.url("/flut")]).expect("a run");
    assert!(world.texts()[&site.url("/flut")].contains("sagte Jürgen Möller am Freitag"));
}

#[test]
fn a_busy_site_is_left_alone_for_as_long_as_it_asks() {
    let site = Site::new();
    let feed = site.url("/feed");
    site.set("/feed", Reply::status(429).with("Retry-After", "3600"));
    site.set("/levy", Reply::status(404));
    let world = World::with(&[(&feed, None)]);
    fs::create_dir_all(world.errand().folder_of(&Url::parse(&feed).expect("an address"))).expect("made");
    let report = world.run();
    assert!(
        told(&report, &site).contains("/feed: the site asks to be left alone for 3600 s"),
        "{}",
        told(&report, &site)
    );
    assert_eq!(site.asked(), ["/feed"]);
    assert_eq!(told(&world.run(), &site), "asked 0 added 0 updated 0 unchanged 0 later 0");
    assert_eq!(site.asked(), Vec::<String>::new());
    // A moment is waited for.
    site.set("/feed", Reply::status(429).with("Retry-After", "0"));
    world.given(&[&feed]).expect("a run");
    assert_eq!(site.asked(), ["/feed", "/feed"], "once more, and then no more");
}

fn rss(site: &Site, items: &[(&str, &str)]) -> Reply {
    let item =
        |(path, date): &(&str, &str)| format!("<item><link>{}</link><pubDate>{date}</pubDate></item>", site.url(path));
    let items: String = items.iter().map(item).collect();
    Reply::new(
        "application/rss+xml",
        format!("<?xml version=\"1.0\"?><rss><channel><title>News</title>{items}</channel></rss>"),
    )
}

#[test]
fn the_entries_of_a_feed_are_followed_to_their_pages() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    site.page("/mine", "Miners are saved", MINE);
    site.set("/feed", rss(&site, &[("/levy?utm_medium=rss", "1"), ("/mine", "1")]).with("ETag", "\"1\""));
    let world = World::with(&[(&site.url("/feed"), None)]);
    assert_eq!(told(&world.run(), &site), "asked 3 added 2 updated 0 unchanged 0 later 0");
    assert_eq!(site.asked(), ["/feed", "/levy", "/mine"]);
    assert_eq!(world.ids(), [site.url("/levy"), site.url("/mine")]);
    assert_eq!(told(&world.run(), &site), "asked 1 added 0 updated 0 unchanged 1 later 0", "nothing is due");
    assert_eq!(site.asked(), ["/feed"]);
    // An entry that the feed says has changed, and one that left the feed.
    site.page("/levy", "Levy passes", &LEVY.replace("nine", "ten"));
    site.set("/feed", rss(&site, &[("/levy", "2")]));
    assert_eq!(told(&world.run(), &site), "asked 2 added 0 updated 1 unchanged 0 later 0");
    assert_eq!(site.asked(), ["/feed", "/levy"]);
    assert_eq!(world.ids(), [site.url("/levy"), site.url("/mine")], "what leaves a feed is still an article");
    // The feed turns into something else.
    site.set("/feed", Reply::new("text/html", page("We have moved", MINE)));
    let report = world.run();
    assert!(told(&report, &site).contains("/feed: it is no feed and no site map; what was read from it before stays"));
    assert_eq!(world.ids().len(), 2);
}

#[test]
fn an_entry_with_its_whole_text_needs_no_page() {
    let site = Site::new();
    site.page("/mine", "Miners are saved", MINE);
    let paragraphs: String = LEVY.split('\n').map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    let feed = |paragraphs: &str, other: &str| {
        let whole = format!("<content:encoded><![CDATA[{paragraphs}]]></content:encoded>");
        let body = format!(
            "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Courier</title>\
             <item><title>Levy passes</title><link>{}?utm_source=rss</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>{whole}</item>\
             <item><title>Miners are saved</title><link>{}</link><description>They walked out.</description></item>\
             <item><title>Stolen</title><link>{other}/levy</link>{whole}</item></channel></rss>",
            site.url("/levy"),
            site.url("/mine")
        );
        Reply::new("application/rss+xml", body)
    };
    // Another site's article is read from its page, whatever the feed says of it.
    let other = Site::new();
    site.set("/feed", feed(&paragraphs, &other.root));
    let world = World::with(&[(&site.url("/feed"), None)]);
    let report = world.run();
    assert_eq!(report.added.len(), 2, "{}", told(&report, &site));
    assert_eq!((site.asked(), other.asked()), (vec!["/feed".to_owned(), "/mine".to_owned()], vec!["/levy".to_owned()]));
    assert_eq!(world.texts()[&site.url("/levy")], LEVY.replace('\n', "\n\n"));
    site.set("/feed", feed(&paragraphs.replace("nine", "ten"), &other.root));
    assert_eq!(world.run().changed.len(), 1);
    assert!(world.texts()[&site.url("/levy")].contains("ten votes"));
}

#[test]
fn one_article_in_two_feeds_is_one_article() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    site.set("/one", rss(&site, &[("/levy", "1")]));
    site.set("/two", rss(&site, &[("/levy", "1")]));
    let mut world = World::with(&[(&site.url("/one"), None), (&site.url("/two"), None)]);
    for _ in 0..2 {
        let report = world.run();
        assert_eq!((report.twice.len(), report.refused.len(), world.ids()), (0, 0, vec![site.url("/levy")]));
    }
    // The source that keeps it is taken out of the configuration: the other one takes it over.
    let both = world.configured.clone();
    for left in both {
        world.configured = vec![left];
        forget_the_days(&world);
        world.run();
        assert_eq!(world.ids(), [site.url("/levy")]);
    }
}

/// As if every page had been asked for long ago.
fn forget_the_days(world: &World) {
    for entry in fs::read_dir(world.errand().folder).expect("a folder").flatten() {
        let notebook = entry.path();
        let Some(text) = notebook.is_file().then(|| fs::read_to_string(&notebook).expect("text")) else { continue };
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(&text) else { continue };
        for (_, page) in value["pages"].as_object_mut().expect("pages") {
            page["asked"] = "2024-01-01T00:00:00Z".into();
        }
        fs::write(&notebook, value.to_string()).expect("written");
    }
}

#[test]
fn site_maps_lead_to_pages_a_few_in_each_run() {
    let site = Site::new();
    let map = |paths: &[(&str, &str)]| {
        let url =
            |(path, day): &(&str, &str)| format!("<url><loc>{}</loc><lastmod>{day}</lastmod></url>", site.url(path));
        format!("<urlset>{}</urlset>", paths.iter().map(url).collect::<String>())
    };
    let index = format!(
        "<sitemapindex><sitemap><loc>{}</loc></sitemap><sitemap><loc>{}</loc></sitemap></sitemapindex>",
        site.url("/1.xml.gz"),
        site.url("/2.xml")
    );
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(map(&[("/a", "2024-01-01"), ("/b", "2024-03-01")]).as_bytes()).expect("packed");
    site.set("/sitemap.xml", Reply::new("application/xml", index).with("ETag", "\"1\""));
    site.set("/1.xml.gz", Reply::new("application/gzip", packed.finish().expect("packed")).with("ETag", "\"1\""));
    site.set("/2.xml", Reply::new("application/xml", map(&[("/c", "2024-02-01")])).with("ETag", "\"1\""));
    for (path, name) in [("/a", "Alma"), ("/b", "Bero"), ("/c", "Cira")] {
        site.page(path, &format!("{name} wins"), &LEVY.replace("Irene", name));
    }
    let mut world = World::with(&[(&site.url("/sitemap.xml"), Some(Kind::Sitemap))]);
    world.settings.pages = 2;
    assert_eq!(told(&world.run(), &site), "asked 5 added 2 updated 0 unchanged 0 later 1");
    assert_eq!(site.asked()[..3], ["/sitemap.xml", "/1.xml.gz", "/2.xml"]);
    assert_eq!(
        told(&world.run(), &site),
        "asked 4 added 1 updated 0 unchanged 3 later 0",
        "what was left, although no list changed"
    );
    assert_eq!(world.ids(), [site.url("/a"), site.url("/b"), site.url("/c")]);
}

#[test]
fn what_was_given_once_is_asked_again_until_it_is_forgotten() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    let mut world = World::new();
    let levy = site.url("/levy");
    world.given(&[&levy]).expect("a run");
    site.page("/levy", "Levy passes", &LEVY.replace("nine", "ten"));
    assert_eq!(world.run().web.asked, 0, "an hour has not passed");
    assert_eq!(world.given(&[&levy]).expect("a run").changed.len(), 1, "who names it does not wait");
    // A folder beside it.
    fs::create_dir(world.folder.path().join("notes")).expect("made");
    fs::write(world.folder.path().join("notes/a.txt"), MINE).expect("written");
    let notes = Order { given: vec![world.folder.path().join("notes")], ..world.order() };
    intake::run(&notes, &Silent).expect("a run");
    assert_eq!(world.ids().len(), 2);

    let forget = |url: &str| Order {
        web: Errand { forget: vec![Url::parse(url).expect("an address")], ..world.errand() },
        ..world.order()
    };
    let error = intake::run(&forget(&site.url("/mine")), &Silent).expect_err("unknown");
    assert_eq!(error.to_string(), format!("nothing was indexed from {}", site.url("/mine")));
    let dry = Order { dry_run: true, ..forget(&levy) };
    assert_eq!(intake::run(&dry, &Silent).expect("a run").removed.len(), 1);
    assert_eq!(world.ids().len(), 2);
    assert_eq!(intake::run(&forget(&levy), &Silent).expect("a run").removed.len(), 1);
    assert_eq!(world.ids().len(), 1);
    assert_eq!(world.run().removed.len(), 0);
    let left = fs::read_dir(world.errand().folder).expect("a folder").flatten();
    assert_eq!(left.map(|entry| entry.file_name()).collect::<Vec<_>>(), [".lock"], "nothing of it is left");
    // A configured source is forgotten by taking it out of the configuration; what was fetched stays on the disk.
    world.configure(&[(&levy, None)]);
    world.run();
    let error = intake::run(
        &Order {
            web: Errand { forget: vec![Url::parse(&levy).expect("an address")], ..world.errand() },
            ..world.order()
        },
        &Silent,
    );
    assert!(error.is_err());
    world.configure(&[]);
    assert_eq!(world.run().removed.len(), 1);
    world.configure(&[(&levy, None)]);
    site.set("/levy", Reply::status(500));
    assert_eq!(world.run().added.len(), 1);
}

#[test]
fn a_page_cannot_pass_for_another_sites() {
    let site = Site::new();
    let stolen = page("Levy fails", MINE)
        .replace("<head>", "<head><link rel=\"canonical\" href=\"https://courier.example/levy\">");
    site.set("/fake", Reply::new("text/html", stolen));
    let world = World::new();
    world.given(&[&site.url("/fake")]).expect("a run");
    assert_eq!(world.ids(), [site.url("/fake")]);
}

#[test]
fn a_damaged_notebook_costs_requests_and_no_article() {
    let site = Site::new();
    site.set("/levy", Reply::new("text/html", page("Levy passes", LEVY)).with("ETag", "\"1\""));
    let world = World::with(&[(&site.url("/levy"), Some(Kind::Page))]);
    world.run();
    let folder = world.errand().folder_of(&world.configured[0].url);
    let notebook = folder.with_file_name(format!(".{}.json", folder.file_name().expect("a name").display()));
    assert!(notebook.is_file());
    fs::write(notebook, "{\"url\": 7").expect("written");
    assert_eq!(told(&world.run(), &site), "asked 1 added 0 updated 0 unchanged 1 later 0");
    // An article that somebody deleted is asked for in full.
    let article = fs::read_dir(&folder).expect("a folder").flatten().next().expect("an article").path();
    fs::remove_file(article).expect("removed");
    assert_eq!(told(&world.run(), &site), "asked 1 added 1 updated 0 unchanged 0 later 0");
}

/// The program in a folder whose configuration lets it ask this machine.
fn program(folder: &Path, sources: &str) -> Command {
    let fetch = "[fetch]\nallow_private = [\"127.0.0.1\"]\ndelay = 0\n";
    fs::write(folder.join("config.toml"), format!("{fetch}{sources}")).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_the_run_and_no_article() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("index")).expect("made");
    let levy = site.url("/levy");
    let run = |limit: &str| {
        let inner = program(folder.path(), "");
        let mut command = Command::new("bash");
        // A limit on the size of a file fails a write as a full disk does.
        command.args(["-c", &format!("trap '' XFSZ; {limit}; exec \"$0\" \"$@\"")]).arg(inner.get_program());
        command.args(["index", &levy]).current_dir(folder.path()).env("HOME", folder.path());
        let output = command.output().expect("bash");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(run("true").0, Some(0));
    let long: Vec<String> = (0..3_000).map(|number| format!("Berth {number} pays the same.")).collect();
    site.page("/levy", "Levy passes", &long.join("\n"));
    let (code, words) = run("ulimit -f 32");
    assert!(code == Some(2) && words.contains("could not keep what was fetched"), "{words}");
    let ask = |question| {
        let output = program(folder.path(), "").args(["ask", question]).output().expect("the program runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let answer = ask("Who said every berth will pay the same?");
    assert!(answer.contains("Every berth will pay the same"), "the old text answers: {answer}");
    let kept = fs::read_dir(folder.path().join("index-web")).expect("a folder").flatten();
    let kept = kept.filter(|entry| entry.path().is_dir());
    let kept = kept.flat_map(|entry| fs::read_dir(entry.path()).expect("a folder"));
    assert_eq!(kept.count(), 1, "nothing half written");
    assert_eq!(run("true").0, Some(0));
    assert!(ask("What does berth 2000 pay?").contains("Berth 2000 pays the same."));
}

#[test]
fn a_run_killed_while_it_fetches_loses_nothing() {
    let site = Site::new();
    let paths: Vec<String> = (0..40).map(|number| format!("/page{number}")).collect();
    for path in &paths {
        site.page(path, &format!("Levy {path}"), &LEVY.replace("nine", &path[1..]));
    }
    let items: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "1")).collect();
    site.set("/feed", rss(&site, &items));
    let folder = tempfile::tempdir().expect("a folder");
    let source = format!("[[source]]\nurl = \"{}\"\n", site.url("/feed"));
    for pause in [5, 20, 50, 100, 200] {
        let mut child = program(folder.path(), &source).args(["-q", "index"]).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("killed");
        child.wait().expect("an end");
    }
    let output = program(folder.path(), &source).args(["index", "--json"]).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let status = program(folder.path(), &source).args(["status", "--json"]).output().expect("the program runs");
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).expect("JSON");
    assert_eq!(status["articles"], 40);
}

#[test]
fn an_address_is_read_without_being_kept() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    let wall =
        page("Levy fails", LEVY).replace("<head>", "<head><meta property=\"article:content_tier\" content=\"locked\">");
    site.set("/wall", Reply::new("text/html", wall));
    site.set("/news.rss", rss(&site, &[("/levy", ""), ("/nothing", "")]));
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let output = program(folder.path(), "").args(arguments).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(&site.root, "SITE");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, read, stderr) = run(&["read", "--explain", &site.url("/levy?utm_source=letter")]);
    assert!(code == Some(0) && stderr.contains("title from"), "{stderr}");
    let line: serde_json::Value = serde_json::from_str(&read).expect("a line of JSON");
    assert_eq!((&line["id"], &line["title"]), (&"SITE/levy".into(), &"Levy passes".into()));
    assert!(LEVY.split('\n').all(|paragraph| line["text"].as_str().is_some_and(|text| text.contains(paragraph))));
    let (code, part, stderr) = run(&["read", &site.url("/wall")]);
    assert!(code == Some(0) && part.contains("nine votes to four"), "{part}");
    assert!(stderr.contains("not for the index: refused SITE/wall: behind a paywall"), "{stderr}");
    let (code, all, stderr) = run(&["read", &site.url("/news.rss")]);
    assert_eq!((code, all.lines().count()), (Some(2), 1), "{stderr}");
    assert!(stderr.contains("refused SITE/nothing: there is nothing at this address"), "{stderr}");
    let (code, _, stderr) = run(&["read", "http://127.0.0.2/levy"]);
    assert!(code == Some(2) && stderr.contains("127.0.0.2 is not a public address"), "{stderr}");
    let kept: Vec<_> =
        fs::read_dir(folder.path()).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert!(kept.iter().all(|name| name != "index" && name != "index-web"), "{kept:?}");
    run(&["index", &site.url("/levy")]);
    let stored = fs::read_dir(folder.path()).expect("the folder").count();
    assert!(stored > kept.len(), "and a run keeps it");
    let (_, shown, _) = run(&["show", "--json", &site.url("/levy")]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let fields = ["id", "title", "authors", "publisher", "published", "url", "path", "lang", "text"];
    assert!(fields.iter().all(|field| shown[field] == line[field]), "as a run stores it: {shown}\n{line}");
}

#[test]
fn doctor_asks_every_source_on_the_web() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    site.set("/robots.txt", Reply::new("text/plain", "User-agent: *\nDisallow: /closed\n"));
    let source = |url: String| format!("[[source]]\nurl = \"{url}\"\n");
    let away =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port nobody is at");
    let sources = [
        site.url("/levy"),
        site.url("/closed"),
        site.url("/gone"),
        format!("http://{away}/"),
        "http://127.0.0.2/".to_owned(),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let output =
        program(folder.path(), &sources.map(source).concat()).arg("doctor").output().expect("the program runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8").replace(&site.root, "SITE");
    for expected in [
        "ok      web source: SITE/levy answers: a page",
        "problem web source: SITE/closed: the site's robots.txt does not allow it",
        "problem web source: SITE/gone: there is nothing at this address",
        &format!("problem web source: http://{away}/: "),
        "problem web source: http://127.0.0.2/: 127.0.0.2 is not a public address",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!folder.path().join("index-web").exists(), "it keeps nothing");
}

#[test]
fn the_command_line_takes_addresses() {
    let site = Site::new();
    site.page("/levy", "Levy passes", LEVY);
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = program(folder.path(), "");
        command.args(arguments);
        // A proxy of the environment is not used.
        command.env("http_proxy", "http://127.0.0.1:9").env("HTTP_PROXY", "http://127.0.0.1:9");
        let output = command.output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, stdout, stderr) = run(&["index", &site.url("/levy")]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(
        stdout
            .contains("the web: 1 asked, 1 new, 0 updated, 0 unchanged, 0 gone, 0 refused, 0 left for later\n1 added"),
        "{stdout}"
    );
    let (code, stdout, _) = run(&["ask", "Who told reporters that every berth will pay the same?"]);
    assert!(
        code == Some(0) && stdout.contains("Every berth will pay the same") && stdout.contains(&site.url("/levy")),
        "{stdout}"
    );
    let (code, stdout, _) = run(&["status"]);
    assert!(code == Some(0) && stdout.contains(&format!("source {} (given)", site.url("/levy"))), "{stdout}");
    let (code, _, stderr) = run(&["index", &site.url("/nothing")]);
    assert!(code == Some(2) && stderr.contains("there is nothing at this address"), "{stderr}");
    let (code, _, stderr) = run(&["index", "http://127.0.0.2/levy"]);
    assert!(code == Some(2) && stderr.contains("127.0.0.2 is not a public address"), "{stderr}");
    let (code, _, stderr) = run(&["index", "--dry-run", &site.url("/levy")]);
    assert!(code == Some(2) && stderr.contains("a dry run asks nothing of the web"), "{stderr}");
    let (code, stdout, _) = run(&["index", "--forget", &site.url("/levy")]);
    assert!(code == Some(0) && stdout.contains("1 removed"), "{stdout}");
}
