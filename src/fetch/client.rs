//! One request and what came of it: guarded, polite, and within limits of size, time and redirects.
//!
//! Proxies of the environment are not used: a proxy looks names up itself, and nobody could check what it connects to.

use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Response, StatusCode, redirect};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Settings;
use super::address::{Guard, not_public};
use super::host::{Host, Wait};
use super::robots::Robots;

/// As robots.txt files name this program.
pub(super) const AGENT: &str = "OnRecord";

/// How often one request may be sent on to another address.
const REDIRECTS: usize = 5;
/// The longest wait for a connection.
const CONNECTING: Duration = Duration::from_secs(10);
/// The longest answer to a request for robots.txt that is read (RFC 9309 asks for at least this).
const ROBOTS: u64 = 512 * 1024;

/// Looks up names; the system's way outside of tests.
pub trait Names: Send + Sync {
    /// The addresses of a host. Blocks.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// As the system looks names up.
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// Hands out only addresses that may be asked. The connection is made to one of these and to nothing else, so that a name
/// cannot mean one address when it is checked and another when it is used.
struct GuardedNames {
    names: Arc<dyn Names>,
    guard: Arc<Guard>,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, guard) = (Arc::clone(&self.names), Arc::clone(&self.guard));
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let asked = host.clone();
            let found = tokio::task::spawn_blocking(move || names.addresses(&asked)).await?;
            let found =
                found.map_err(|_| Unanswered(format!("there is no host {host}, or its name cannot be looked up")))?;
            let admitted: Vec<SocketAddr> =
                found.iter().filter(|ip| guard.admits(**ip)).map(|ip| SocketAddr::new(*ip, 0)).collect();
            match admitted.is_empty() {
                true if found.is_empty() => Err(Unanswered(format!("{host} has no address")).into()),
                true => Err(Forbidden(not_public(&host)).into()),
                false => Ok(Box::new(admitted.into_iter()) as Addrs),
            }
        })
    }
}

/// A name that leads nowhere.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unanswered(String);

/// A name that leads where nobody may go.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Forbidden(String);

/// What lets a server say that nothing changed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Debug)]
pub(super) struct Validators {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The version of this program that read what they validate; another may read more in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_by: Option<String>,
}

impl Validators {
    fn of(headers: &HeaderMap) -> Validators {
        let (etag, modified) = (words(headers, &header::ETAG), words(headers, &header::LAST_MODIFIED));
        Validators { etag, modified, read_by: Some(env!("CARGO_PKG_VERSION").to_owned()) }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if self.read_by.as_deref() != Some(env!("CARGO_PKG_VERSION")) {
            return headers;
        }
        for (name, value) in [(header::IF_NONE_MATCH, &self.etag), (header::IF_MODIFIED_SINCE, &self.modified)] {
            if let Some(value) = value.as_deref().and_then(|value| value.parse().ok()) {
                headers.insert(name, value);
            }
        }
        headers
    }
}

/// What a server answered.
pub(super) enum Answer {
    /// As it was when the validators were taken.
    Same,
    Found(Box<Found>),
}

/// A document.
pub(super) struct Found {
    /// Where it was in the end.
    pub url: Url,
    /// "text/html", in small letters; empty where the server does not say.
    pub media: String,
    pub charset: Option<String>,
    pub validators: Validators,
    pub body: Vec<u8>,
}

/// Why there is no document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    /// Not to be had now: nobody answers, or somebody says that he cannot.
    Away(String),
    /// The host wants to be left alone for a while.
    Busy(Duration),
    /// Not to be had by this program: a limit, a rule of the site, an address that is not public.
    Refused(String),
    /// There is no such document any more; `true`: for good.
    Gone(bool),
}

impl Trouble {
    /// In words for a person.
    pub(super) fn reason(self) -> String {
        match self {
            Trouble::Away(reason) | Trouble::Refused(reason) => reason,
            Trouble::Gone(_) => "there is nothing at this address".to_owned(),
            Trouble::Busy(time) => format!("the site asks to be left alone for {} s", time.as_secs()),
        }
    }
}

/// Asks hosts, each of them one request at a time.
pub(super) struct Client {
    http: reqwest::Client,
    guard: Arc<Guard>,
    settings: Settings,
    hosts: RefCell<HashMap<String, Rc<Host>>>,
}

impl Client {
    pub(super) fn new(settings: &Settings, names: Arc<dyn Names>) -> Result<Client, String> {
        let guard = Arc::new(Guard::new(&settings.allow_private));
        let http = reqwest::Client::builder()
            .user_agent(agent(settings.contact.as_deref()))
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECTING)
            .pool_max_idle_per_host(1)
            .dns_resolver(Arc::new(GuardedNames { names, guard: Arc::clone(&guard) }))
            .build()
            .map_err(|error| root(&error))?;
        Ok(Client { http, guard, settings: settings.clone(), hosts: RefCell::default() })
    }

    /// Asks for a document that may be `largest` bytes long once unpacked.
    pub(super) async fn get(&self, url: &Url, known: &Validators, largest: u64) -> Result<Answer, Trouble> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            self.guard.check(&url).map_err(Trouble::Refused)?;
            match self.step(&url, known, largest).await? {
                Step::Done(answer) => return Ok(answer),
                Step::Onward(next) => url = next,
            }
        }
        Err(Trouble::Refused(format!("it is sent on more than {REDIRECTS} times")))
    }

    /// One request for what somebody handed over, which nobody is sent on from.
    pub(super) async fn hand(&self, url: &Url, largest: u64) -> Result<Answer, Trouble> {
        self.guard.check(url).map_err(Trouble::Refused)?;
        match self.ask(url, &Validators::default(), largest).await? {
            Step::Done(answer) => Ok(answer),
            Step::Onward(_) => Err(Trouble::Refused("it is sent on".to_owned())),
        }
    }

    /// One request, once it is this program's turn at the host, and the host's robots.txt allows it.
    async fn step(&self, url: &Url, known: &Validators, largest: u64) -> Result<Step, Trouble> {
        let host = self.host(url);
        let mut turn = host.turn.lock().await;
        if turn.robots.is_none() {
            turn.robots = Some(self.robots(url).await);
            turn.asked(Instant::now());
        }
        let delay = match &turn.robots {
            Some(Robots::Unknown(trouble)) => return Err(trouble.clone()),
            Some(robots) if !robots.allows(url) => {
                return Err(Trouble::Refused("the site's robots.txt does not allow it".to_owned()));
            }
            Some(robots) => robots.delay().unwrap_or_default().max(self.settings.delay),
            None => self.settings.delay,
        };
        for last in [false, true] {
            match turn.wait(Instant::now(), delay) {
                Wait::For(time) => tokio::time::sleep(time).await,
                Wait::TooLong(time) => return Err(Trouble::Busy(time)),
            }
            let done = self.ask(url, known, largest).await;
            turn.asked(Instant::now());
            match done {
                Err(Trouble::Busy(time)) if last || !turn.rest(Instant::now(), time) => {
                    turn.rest(Instant::now(), time);
                    return Err(Trouble::Busy(time));
                }
                Err(Trouble::Busy(_)) => {}
                done => return done,
            }
        }
        Err(Trouble::Busy(delay))
    }

    fn host(&self, url: &Url) -> Rc<Host> {
        let name = url.origin().ascii_serialization();
        Rc::clone(self.hosts.borrow_mut().entry(name).or_default())
    }

    /// One request, with its whole answer, in the time there is for it.
    async fn ask(&self, url: &Url, known: &Validators, largest: u64) -> Result<Step, Trouble> {
        let limit = self.settings.timeout;
        let asked = tokio::time::timeout(limit, async {
            let request = self.http.get(url.clone()).headers(known.headers());
            let response = request.header(header::ACCEPT, ACCEPTED).send().await.map_err(|error| trouble(&error))?;
            answer(url, response, largest).await
        });
        asked.await.unwrap_or_else(|_| Err(Trouble::Away(format!("no whole answer within {} s", limit.as_secs()))))
    }

    /// What a host lets this program read. It is asked once a run; redirects are followed, as RFC 9309 has it.
    async fn robots(&self, url: &Url) -> Robots {
        let Ok(mut url) = url.join("/robots.txt") else { return Robots::Open };
        for _ in 0..=REDIRECTS {
            if let Err(reason) = self.guard.check(&url) {
                return Robots::Unknown(Trouble::Refused(format!("its robots.txt cannot be asked for: {reason}")));
            }
            match self.ask(&url, &Validators::default(), ROBOTS).await {
                Ok(Step::Done(Answer::Found(found))) => return Robots::read(&found.body),
                Ok(Step::Onward(next)) => url = next,
                Ok(Step::Done(Answer::Same)) | Err(Trouble::Gone(_)) => return Robots::Open,
                Err(Trouble::Refused(reason)) if reason.starts_with(CLOSED) => return Robots::Open,
                Err(Trouble::Away(reason)) => {
                    return Robots::Unknown(Trouble::Away(format!("its robots.txt cannot be had: {reason}")));
                }
                Err(trouble) => return Robots::Unknown(trouble),
            }
        }
        Robots::Open
    }
}

/// What comes of one request.
enum Step {
    Done(Answer),
    Onward(Url),
}

const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, \
                        application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1";

/// How the reason begins where a server wants to know who is asking.
const CLOSED: &str = "the site lets nobody read it without signing in or paying";

async fn answer(url: &Url, response: Response, largest: u64) -> Result<Step, Trouble> {
    let status = response.status();
    match status {
        StatusCode::NOT_MODIFIED => Ok(Step::Done(Answer::Same)),
        StatusCode::NOT_FOUND => Err(Trouble::Gone(false)),
        StatusCode::GONE => Err(Trouble::Gone(true)),
        StatusCode::UNAUTHORIZED | StatusCode::PAYMENT_REQUIRED | StatusCode::FORBIDDEN => {
            Err(Trouble::Refused(format!("{CLOSED} ({})", status.as_u16())))
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => match retry_after(response.headers()) {
            Some(time) => Err(Trouble::Busy(time)),
            None => Err(Trouble::Away(format!("the server answers {status}"))),
        },
        _ if status.is_redirection() => onward(url, response.headers()).map(Step::Onward),
        _ if status == StatusCode::OK => {
            found(url, response, largest).await.map(|found| Step::Done(Answer::Found(Box::new(found))))
        }
        _ if status.is_client_error() => Err(Trouble::Refused(format!("the server answers {status}"))),
        _ => Err(Trouble::Away(format!("the server answers {status}"))),
    }
}

/// Where a redirect leads. It never leads from a connection nobody can meddle with to one that anybody can.
fn onward(from: &Url, headers: &HeaderMap) -> Result<Url, Trouble> {
    let refused = |reason: &str| Trouble::Refused(reason.to_owned());
    let to = words(headers, &header::LOCATION).ok_or_else(|| refused("it is sent on, and not said where"))?;
    let to = from.join(&to).map_err(|_| refused("it is sent on to what is no address"))?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(refused("it is sent on from https to http"));
    }
    Ok(to)
}

async fn found(url: &Url, mut response: Response, largest: u64) -> Result<Found, Trouble> {
    let headers = response.headers();
    // What the client unpacks loses this header; what is left of it cannot be read.
    if let Some(coding) = words(headers, &header::CONTENT_ENCODING).filter(|coding| coding != "identity") {
        return Err(Trouble::Refused(format!("it is packed in a way nobody asked for: {coding}")));
    }
    let too_large = || Trouble::Refused(format!("larger than {} MB (fetch.megabytes)", largest / (1024 * 1024)));
    if response.content_length().is_some_and(|length| length > largest) {
        return Err(too_large());
    }
    let (media, charset) = media(words(headers, &header::CONTENT_TYPE).unwrap_or_default().as_str());
    let validators = Validators::of(headers);
    let mut body = Vec::new();
    // Counted as it is unpacked, so that a small answer that unpacks to a huge one ends here.
    while let Some(chunk) = response.chunk().await.map_err(|error| trouble(&error))? {
        if (body.len() + chunk.len()) as u64 > largest {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Found { url: url.clone(), media, charset, validators, body })
}

/// "text/html; charset=utf-8" in its two parts.
fn media(written: &str) -> (String, Option<String>) {
    let mut parts = written.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset)
}

/// How long a server wants to be left alone: in seconds, or until a time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let written = words(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(&written).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(jiff::Timestamp::now())).unwrap_or_default())
}

fn words(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|value| value.trim().to_owned())
}

fn agent(contact: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    contact.map_or_else(|| format!("{AGENT}/{version}"), |contact| format!("{AGENT}/{version} (+{contact})"))
}

/// An error of the client in words; the address is named by whoever reports it.
fn trouble(error: &reqwest::Error) -> Trouble {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(link) = cause {
        if let Some(forbidden) = link.downcast_ref::<Forbidden>() {
            return Trouble::Refused(forbidden.to_string());
        }
        cause = link.source();
    }
    let what = match error {
        error if error.is_timeout() => "it takes too long to connect",
        error if error.is_connect() => "it cannot be reached",
        error if error.is_decode() => "what it sends cannot be unpacked",
        error if error.is_body() => "the connection broke off",
        _ => "it cannot be asked",
    };
    Trouble::Away(format!("{what}: {}", root(error)))
}

/// The first cause, which says more than what it led to.
fn root(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_redirect_leads_nowhere_less_safe() {
        let onward = |from: &str, to: &str| match onward(&Url::parse(from).unwrap(), &headers(header::LOCATION, to)) {
            Ok(url) => url.to_string(),
            Err(trouble) => format!("{trouble:?}"),
        };
        assert_eq!(onward("https://example.org/a/b", "../c"), "https://example.org/c");
        assert_eq!(onward("http://example.org/a", "//other.org/b"), "http://other.org/b");
        assert_eq!(onward("http://example.org/a", "https://example.org/a"), "https://example.org/a");
        assert!(onward("https://example.org/a", "http://example.org/a").contains("from https to http"));
        assert!(onward("https://example.org/a", "http://").contains("no address"));
    }

    #[test]
    fn the_type_and_the_charset_are_told_apart() {
        let some = |charset: &str| Some(charset.to_owned());
        assert_eq!(
            media("Text/HTML; boundary=x; Charset=\"windows-1252\""),
            ("text/html".into(), some("windows-1252"))
        );
        assert_eq!(media("text/plain"), ("text/plain".into(), None));
        assert_eq!(media(""), (String::new(), None));
    }

    #[test]
    fn a_server_says_how_long_it_wants_to_rest() {
        assert_eq!(retry_after(&headers(header::RETRY_AFTER, "120")), Some(Duration::from_secs(120)));
        assert_eq!(retry_after(&headers(header::RETRY_AFTER, "Wed, 21 Oct 2015 07:28:00 GMT")), Some(Duration::ZERO));
        assert_eq!(retry_after(&headers(header::RETRY_AFTER, "soon")), None);
    }

    #[test]
    fn what_another_version_read_is_read_again() {
        let validators = Validators::of(&headers(header::ETAG, "\"7\""));
        assert_eq!(validators.headers().get(header::IF_NONE_MATCH).unwrap(), "\"7\"");
        let older = Validators { read_by: Some("0.0.1".into()), ..validators };
        assert!(older.headers().is_empty());
    }

    #[test]
    fn the_program_says_who_it_is() {
        assert!(agent(None).starts_with("OnRecord/"));
        assert!(agent(Some("https://example.org/bot")).ends_with(" (+https://example.org/bot)"));
    }
}
