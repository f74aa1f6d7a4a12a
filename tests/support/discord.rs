//! Discord's two sides, in this process: the gateway that delivers events, and the HTTP interface that takes answers. Everything that comes is kept
//! and held to the rules.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures::{SinkExt as _, StreamExt as _};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use onrecord::bot::Through;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, pki_types::PrivatePkcs8KeyDer};
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::events::{self, Slash, TOKEN, Typed};
use super::{multipart, openapi, rules};

/// Far longer than anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// Intents that Discord gives on request only: presences, members and the words of all messages.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;

/// A request as it came, and the status it was answered with.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    /// Without the version: "/channels/1/messages".
    pub path: String,
    pub body: Value,
    pub status: u16,
    /// When it had come.
    #[allow(dead_code, reason = "examples/discord_load.rs reads it")]
    pub at: Instant,
}

/// Something that goes wrong with the next requests that fit.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub method: &'static str,
    /// What the path ends with.
    pub path: String,
    pub times: usize,
    pub what: Mishap,
}

#[derive(Clone, Debug)]
pub enum Mishap {
    /// The request is refused with this status and Discord's error code.
    Refused(u16, i64),
    /// The request is carried out, and the answer is lost in an error of the way.
    Lost,
    /// No answer comes.
    Silence,
    /// The request is carried out, and the answer is no JSON.
    Garbled,
    /// Too many calls, with the milliseconds after which the next one is welcome.
    Limited(u64),
}

/// What a gateway session is like.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Each payload is compressed on its own, as serenity asks for.
    pub compressed: bool,
    /// Closes with this code instead of letting the bot in.
    pub refuses: Option<u16>,
    /// Lets bots of at least so many shards in, and closes with 4011 on others.
    pub fewest_shards: u64,
    /// Milliseconds between two heartbeats.
    pub heartbeat: u64,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners { compressed: false, refuses: None, fewest_shards: 1, heartbeat: 41_250 }
    }
}

pub struct Discord {
    state: Arc<State>,
    rest: SocketAddr,
    proxy: SocketAddr,
    root: Vec<u8>,
    servers: Vec<JoinHandle<()>>,
}

struct State {
    manners: Manners,
    gateway: String,
    inner: Mutex<Inner>,
    /// Counts up with everything that happens.
    changes: watch::Sender<u64>,
}

#[derive(Default)]
struct Inner {
    calls: Vec<Call>,
    faults: Vec<String>,
    troubles: Vec<Trouble>,
    identified: usize,
    resumed: usize,
    closed: bool,
    /// Interactions by token: whether they were acknowledged.
    interactions: HashMap<String, bool>,
    /// Messages by nonce.
    messages: HashMap<String, Value>,
    sent: Vec<Value>,
    /// The messages that answer interactions, by token.
    originals: HashMap<String, u64>,
    /// What people typed and what the bot said, by number: the channel and the words as the bot may read them.
    written: HashMap<u64, (u64, String)>,
    live: Option<mpsc::UnboundedSender<Frame>>,
    /// The gateway says nothing any more on the connections it has.
    mute: bool,
    /// So many of the next connections are taken, and nothing is said on them.
    hanging: usize,
    /// Neither the gateway nor the calls work.
    down: bool,
    /// How many shards it recommends.
    shards: u32,
    /// Those that identified themselves.
    let_in: Vec<Value>,
    registered: Vec<Value>,
    /// What the role of everyone and the bot's own one permit.
    permitted: (u64, u64),
    /// What language the server prefers.
    locale: &'static str,
}

impl Discord {
    pub async fn start() -> Discord {
        Discord::with(Manners::default()).await
    }

    pub async fn with(manners: Manners) -> Discord {
        let rest = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let gateway = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = rest.local_addr().expect("it is bound");
        let gateway_url = format!("ws://{}", gateway.local_addr().expect("it is bound"));
        let inner = Mutex::new(Inner { shards: 1, locale: "en-US", ..Inner::default() });
        let state = Arc::new(State { manners, gateway: gateway_url, inner, changes: watch::Sender::new(0) });
        let proxy = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let through = proxy.local_addr().expect("it is bound");
        let (tls, root) = tls();
        let servers = vec![
            tokio::spawn(serve_proxy(proxy, tls, Arc::clone(&state))),
            tokio::spawn(serve_rest(rest, Arc::clone(&state))),
            tokio::spawn(serve_gateway(gateway, Arc::clone(&state))),
        ];
        Discord { state, rest: address, proxy: through, root, servers }
    }

    /// What the bot is told instead of https://discord.com.
    pub fn host(&self) -> String {
        format!("http://{}", self.rest)
    }

    /// What the bot is told to reach it as it reaches the real one: under its own name, with TLS and rate limits.
    pub fn through(&self) -> Through {
        Through { proxy: format!("http://{}", self.proxy), root: self.root.clone() }
    }

    pub fn calls(&self) -> Vec<Call> {
        self.state.lock().calls.clone()
    }

    /// Everything that broke a rule so far.
    pub fn faults(&self) -> Vec<String> {
        self.state.lock().faults.clone()
    }

    pub fn trouble(&self, trouble: Trouble) {
        self.state.lock().troubles.push(trouble);
    }

    /// Delivers a command.
    pub fn enter(&self, slash: &Slash) {
        self.state.lock().interactions.entry(slash.token.clone()).or_insert(false);
        self.deliver("INTERACTION_CREATE", slash.event());
    }

    /// Delivers a message that somebody typed.
    pub fn type_in(&self, typed: &Typed) {
        let event = typed.event();
        let content = event["content"].as_str().unwrap_or_default().to_owned();
        self.state.lock().written.insert(typed.id, (typed.channel(), content));
        self.deliver("MESSAGE_CREATE", event);
    }

    /// A message is gone.
    pub fn unwrite(&self, id: u64) {
        self.state.lock().written.remove(&id);
    }

    pub async fn until_deleted(&self, messages: usize) {
        let deleted = |inner: &Inner| inner.calls.iter().filter(|call| call.method == "DELETE").count();
        self.until("messages to be deleted", |inner| (deleted(inner) >= messages).then_some(())).await;
    }

    /// Delivers an event; what comes while the bot is away is kept for when it resumes.
    pub fn deliver(&self, name: &str, event: Value) {
        self.state.deliver(name, event);
    }

    /// Forgets a token, as Discord does after fifteen minutes.
    pub fn forget(&self, slash: &Slash) {
        self.state.lock().interactions.remove(&slash.token);
    }

    /// Says an operation to the bot: 7 to connect anew, 9 that its session is over.
    pub fn order(&self, operation: u64) {
        let d = if operation == 9 { json!(false) } else { Value::Null };
        let frame = self.state.frame(&json!({ "op": operation, "d": d, "s": null, "t": null }));
        if let Some(live) = &self.state.lock().live {
            let _ = live.send(frame);
        }
    }

    /// Breaks the gateway's connection off.
    pub fn hang_up(&self, code: u16) {
        let frame = Frame::Close(Some(CloseFrame { code: code.into(), reason: "".into() }));
        if let Some(live) = &self.state.lock().live {
            let _ = live.send(frame);
        }
    }

    /// Goes silent on the connection there is, and lets so many of the next ones hang.
    pub fn fall_silent(&self, hanging: usize) {
        let mut inner = self.state.lock();
        inner.mute = true;
        inner.hanging = hanging;
    }

    /// Breaks down, and works again.
    pub fn break_down(&self) {
        self.state.lock().down = true;
        self.hang_up(1001);
    }

    pub fn recover(&self) {
        self.state.lock().down = false;
    }

    pub fn shards(&self) -> Vec<Value> {
        self.state.lock().let_in.clone()
    }

    /// What the role of everyone and the bot's own one permit.
    pub fn permit(&self, everyone: u64, own: u64) {
        self.state.lock().permitted = (everyone, own);
    }

    /// What language the server prefers from now on.
    pub fn prefer(&self, locale: &'static str) {
        self.state.lock().locale = locale;
    }

    pub fn recommend(&self, shards: u32) {
        self.state.lock().shards = shards;
    }

    /// A close frame that holds nothing, after which the stream ends.
    pub fn hang_up_without_a_code(&self) {
        if let Some(live) = &self.state.lock().live {
            let _ = live.send(Frame::Close(None));
        }
    }

    pub async fn until_identified(&self, times: usize) {
        self.until("the bot to identify", |inner| (inner.identified >= times).then_some(())).await;
    }

    pub async fn until_closed(&self) {
        self.until("the bot to close its connection", |inner| inner.closed.then_some(())).await;
    }

    pub async fn until_resumed(&self, times: usize) {
        self.until("the bot to resume", |inner| (inner.resumed >= times).then_some(())).await;
    }

    /// Waits for a request, and gives it.
    pub async fn call(&self, what: &str, fits: impl Fn(&Call) -> bool) -> Call {
        self.until(what, |inner| inner.calls.iter().find(|call| fits(call)).cloned()).await
    }

    async fn until<T>(&self, what: &str, find: impl Fn(&Inner) -> Option<T>) -> T {
        let mut changes = self.state.changes.subscribe();
        let waiting = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = find(&self.state.lock()) {
                    return found;
                }
                changes.changed().await.expect("the sender lives in this Discord");
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain for {what}; there came {:#?}", self.calls()),
        }
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        self.servers.iter().for_each(JoinHandle::abort);
    }
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn deliver(&self, name: &str, event: Value) {
        let mut inner = self.lock();
        let number = inner.sent.len() + 1;
        let payload = json!({ "op": 0, "s": number, "t": name, "d": event });
        inner.sent.push(payload.clone());
        if let Some(live) = inner.live.as_ref().filter(|_| !inner.mute) {
            let _ = live.send(self.frame(&payload));
        }
    }

    fn frame(&self, payload: &Value) -> Frame {
        if !self.manners.compressed {
            return Frame::Text(payload.to_string());
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(payload.to_string().as_bytes()).expect("a Vec takes everything");
        Frame::Binary(encoder.finish().expect("a Vec takes everything"))
    }
}

async fn serve_gateway(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(session(stream, Arc::clone(&state)));
    }
}

/// One connection of the gateway, from hello to close.
async fn session(stream: TcpStream, state: Arc<State>) {
    let hangs = {
        let mut inner = state.lock();
        if inner.down {
            return;
        }
        let hangs = inner.hanging > 0;
        inner.hanging = inner.hanging.saturating_sub(1);
        inner.mute &= hangs;
        hangs
    };
    if hangs {
        std::future::pending::<()>().await;
    }
    let Ok(socket) = tokio_tungstenite::accept_async(stream).await else { return };
    let (mut sink, mut frames) = socket.split();
    let (sender, mut outgoing) = mpsc::unbounded_channel::<Frame>();
    let _ = sender.send(
        state.frame(&json!({ "op": 10, "d": { "heartbeat_interval": state.manners.heartbeat }, "s": null, "t": null })),
    );
    loop {
        tokio::select! {
            frame = outgoing.recv() => {
                let Some(frame) = frame else { break };
                let last = matches!(frame, Frame::Close(_));
                if sink.send(frame).await.is_err() || last { break }
            }
            frame = frames.next() => match frame {
                Some(Ok(Frame::Text(_))) if state.lock().mute => {}
                Some(Ok(Frame::Text(text))) => hear(&text, &sender, &state),
                Some(Ok(Frame::Close(_))) => {
                    state.lock().closed = true;
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    let mut inner = state.lock();
    if inner.live.as_ref().is_some_and(|live| live.same_channel(&sender)) {
        inner.live = None;
        inner.closed = true;
    }
    drop(inner);
    state.changed();
}

/// What the bot says to the gateway.
fn hear(text: &str, sender: &mpsc::UnboundedSender<Frame>, state: &State) {
    let payload: Value = serde_json::from_str(text).expect("serenity writes JSON");
    match payload["op"].as_u64() {
        Some(1) => drop(sender.send(state.frame(&json!({ "op": 11, "d": null, "s": null, "t": null })))),
        Some(2) => identify(&payload["d"], sender, state),
        Some(6) => resume(&payload["d"], sender, state),
        _ => {}
    }
    state.changed();
}

fn identify(identity: &Value, sender: &mpsc::UnboundedSender<Frame>, state: &State) {
    let close = |code: u16| drop(sender.send(Frame::Close(Some(CloseFrame { code: code.into(), reason: "".into() }))));
    if let Some(code) = state.manners.refuses {
        return close(code);
    }
    if identity["shard"][1].as_u64().is_none_or(|shards| shards < state.manners.fewest_shards) {
        return close(4011);
    }
    if !identity["token"].as_str().is_some_and(|token| token.ends_with(TOKEN)) {
        return close(4004);
    }
    if identity["intents"].as_u64().is_none_or(|intents| intents & PRIVILEGED != 0) {
        state.lock().faults.push(format!("a privileged intent: {}", identity["intents"]));
        return close(4014);
    }
    let mut inner = state.lock();
    inner.identified += 1;
    inner.let_in.push(identity["shard"].clone());
    inner.sent.clear();
    inner.live = Some(sender.clone());
    drop(inner);
    state.deliver("READY", events::ready("a-session", &state.gateway));
}

/// Everything since the last event that the bot has, then RESUMED.
fn resume(since: &Value, sender: &mpsc::UnboundedSender<Frame>, state: &State) {
    let mut inner = state.lock();
    let known = since["seq"].as_u64().unwrap_or(0) as usize;
    for payload in inner.sent.iter().skip(known) {
        let _ = sender.send(state.frame(payload));
    }
    inner.resumed += 1;
    inner.live = Some(sender.clone());
    drop(inner);
    state.deliver("RESUMED", json!({}));
}

async fn serve_rest(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        tokio::spawn(serve_stream(stream, state));
    }
}

async fn serve_stream(stream: impl AsyncRead + AsyncWrite + Unpin, state: Arc<State>) {
    let service = service_fn(move |request| answer(request, Arc::clone(&state)));
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// A proxy that takes every CONNECT for one to itself, and answers as discord.com with TLS.
async fn serve_proxy(listener: TcpListener, tls: TlsAcceptor, state: Arc<State>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let (tls, state) = (tls.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else { return };
                head.push(byte);
            }
            assert!(head.starts_with(b"CONNECT discord.com:443 "), "{}", String::from_utf8_lossy(&head));
            if stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.is_ok()
                && let Ok(stream) = tls.accept(stream).await
            {
                serve_stream(stream, state).await;
            }
        });
    }
}

/// discord.com, for whoever trusts the certificate that comes with it.
fn tls() -> (TlsAcceptor, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(vec!["discord.com".to_owned()]).expect("a certificate");
    let root = made.cert.der().to_vec();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("TLS 1.2 and 1.3").with_no_client_auth();
    let config = config.with_single_cert(vec![made.cert.der().clone()], key.into()).expect("a key of its own");
    (TlsAcceptor::from(Arc::new(config)), root)
}

async fn answer(request: Request<Incoming>, state: Arc<State>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let method = head.method.as_str().to_owned();
    let path = head.uri.path().strip_prefix("/api/v10").unwrap_or(head.uri.path()).to_owned();
    let signed =
        head.headers.get("authorization").and_then(|value| value.to_str().ok()) == Some(&format!("Bot {TOKEN}"));
    let bytes = body.collect().await.map(|collected| collected.to_bytes()).unwrap_or_default();
    let kind = head.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let body = match kind.strip_prefix("multipart/form-data; boundary=") {
        Some(boundary) => multipart::read(&bytes, boundary),
        None if bytes.is_empty() => Value::Null,
        None => serde_json::from_slice(&bytes).unwrap_or(Value::String("not JSON".into())),
    };
    let mishap = state.mishap(&method, &path);
    if let Some(Mishap::Silence) = mishap {
        state.keep(&method, &path, body.clone(), 0);
        std::future::pending::<()>().await;
    }
    let (status, said) = match mishap {
        _ if state.lock().down => (503, Value::Null),
        Some(Mishap::Limited(wait)) => (
            429,
            json!({ "message": "You are being rate limited.", "retry_after": wait as f64 / 1e3, "global": false }),
        ),
        Some(Mishap::Refused(status, code)) => (status, json!({ "code": code, "message": "trouble" })),
        _ if !signed => (401, json!({ "code": 0, "message": "401: Unauthorized" })),
        _ => state.carry_out(&method, &path, &body),
    };
    state.keep(&method, &path, body, status);
    let (status, said) = if matches!(mishap, Some(Mishap::Lost)) { (502, Value::Null) } else { (status, said) };
    let said = if matches!(mishap, Some(Mishap::Garbled)) { Value::String("<html>".into()) } else { said };
    let bytes = if said.is_null() { Bytes::new() } else { Bytes::from(said.to_string()) };
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    if let Some(Mishap::Limited(wait)) = mishap {
        let wait = format!("{:.3}", wait as f64 / 1e3);
        response.headers_mut().insert("retry-after", wait.parse().expect("a number"));
        response.headers_mut().insert("via", "1.1 discord".parse().expect("words"));
    }
    Ok(response)
}

impl State {
    fn keep(&self, method: &str, path: &str, body: Value, status: u16) {
        self.lock().calls.push(Call {
            method: method.to_owned(),
            path: path.to_owned(),
            body,
            status,
            at: Instant::now(),
        });
        self.changed();
    }

    fn mishap(&self, method: &str, path: &str) -> Option<Mishap> {
        let mut inner = self.lock();
        let fits =
            |trouble: &&mut Trouble| trouble.times > 0 && trouble.method == method && path.ends_with(&trouble.path);
        let trouble = inner.troubles.iter_mut().find(fits)?;
        trouble.times -= 1;
        Some(trouble.what.clone())
    }

    /// What Discord does with a request: its status, and what it says.
    fn carry_out(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let (faults, outcome) = match (method, &parts[..]) {
            ("GET", ["gateway"]) => return (200, json!({ "url": self.gateway })),
            ("GET", ["gateway", "bot"]) => return (200, self.recommended()),
            ("GET", ["users", "@me"]) => return (200, events::ready("", "")["user"].clone()),
            ("PUT", ["applications", _, "commands"]) => {
                self.lock().registered = body.as_array().cloned().unwrap_or_default();
                (rules::commands(body, false), (200, json!([])))
            }
            ("PUT", ["applications", _, "guilds", _, "commands"]) => (rules::commands(body, true), (200, json!([]))),
            ("POST", ["interactions", _, token, "callback"]) => (rules::callback(body), self.respond(token)),
            ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
                (rules::message(body, rules::Kind::Edit), self.edit(token))
            }
            ("GET", ["oauth2", "applications", "@me"]) => {
                (Vec::new(), (200, json!({ "id": events::APPLICATION.to_string(), "name": "onrecord" })))
            }
            ("GET", ["applications", _, "commands"]) => {
                (Vec::new(), (200, Value::Array(self.lock().registered.clone())))
            }
            ("GET", ["guilds", server]) if *server == events::SERVER.to_string() => (Vec::new(), (200, self.server())),
            ("GET", ["guilds", server, "members", _]) if *server == events::SERVER.to_string() => {
                (Vec::new(), (200, json!({ "roles": ["55"], "user": { "id": events::BOT.to_string() } })))
            }
            ("GET", ["guilds", ..]) => (Vec::new(), (404, json!({ "code": 10004, "message": "Unknown Guild" }))),
            ("GET", ["channels", channel]) => (Vec::new(), self.channel(channel)),
            ("POST", ["webhooks", _, token]) => (rules::message(body, rules::Kind::FollowUp), self.edit(token)),
            ("PATCH", ["channels", _, "messages", message]) => {
                (rules::message(body, rules::Kind::Edit), self.message(message))
            }
            ("GET", ["channels", _, "messages", message]) => (Vec::new(), self.message(message)),
            ("DELETE", ["channels", _, "messages", message]) => (Vec::new(), self.remove(message)),
            ("POST", ["channels", channel, "messages"]) => {
                (rules::message(body, rules::Kind::Message), self.post(channel.parse().unwrap_or(0), body))
            }
            _ => (vec!["nothing is there".to_owned()], (404, json!({ "code": 0, "message": "404: Not Found" }))),
        };
        let described =
            openapi::description().map(|description| description.faults(method, path, body)).unwrap_or_default();
        let named = faults.into_iter().chain(described).map(|fault| format!("{method} {path}: {fault}"));
        self.lock().faults.extend(named);
        outcome
    }

    fn recommended(&self) -> Value {
        json!({
            "url": self.gateway, "shards": self.lock().shards,
            "session_start_limit": { "total": 1_000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1 },
        })
    }

    fn respond(&self, token: &str) -> (u16, Value) {
        match self.lock().interactions.get_mut(token) {
            None => (404, json!({ "code": 10062, "message": "Unknown interaction" })),
            Some(true) => (400, json!({ "code": 40060, "message": "Interaction has already been acknowledged." })),
            Some(acknowledged) => {
                *acknowledged = true;
                (204, Value::Null)
            }
        }
    }

    fn edit(&self, token: &str) -> (u16, Value) {
        let mut inner = self.lock();
        match inner.interactions.get(token) {
            Some(true) => {
                let mut message = events::own_message(events::CHANNEL);
                let id = *inner.originals.entry(token.to_owned()).or_insert_with(events::number);
                message["id"] = id.to_string().into();
                inner.written.entry(id).or_insert((events::CHANNEL, String::new()));
                (200, message)
            }
            Some(false) => (404, json!({ "code": 10015, "message": "Unknown Webhook" })),
            None => (401, json!({ "code": 50027, "message": "Invalid Webhook Token" })),
        }
    }

    /// A nonce that was there before brings back its message, and makes no other.
    fn post(&self, channel: u64, body: &Value) -> (u16, Value) {
        let mut inner = self.lock();
        let nonce = body["nonce"].as_str().unwrap_or_default().to_owned();
        let message = inner.messages.entry(nonce).or_insert_with(|| events::own_message(channel)).clone();
        let id = message["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
        inner.written.insert(id, (channel, body["content"].as_str().unwrap_or_default().to_owned()));
        (200, message)
    }

    fn server(&self) -> Value {
        let (everyone, own) = self.lock().permitted;
        json!({ "id": events::SERVER.to_string(), "name": "Harbour newsroom", "preferred_locale": self.lock().locale, "roles": [
            { "id": events::SERVER.to_string(), "permissions": everyone.to_string() },
            { "id": "55", "permissions": own.to_string() },
            { "id": "56", "permissions": "8" },
        ] })
    }

    /// Every channel is a thread of the one that people are in.
    fn channel(&self, id: &str) -> (u16, Value) {
        (200, json!({ "id": id, "type": 11, "name": "a thread", "parent_id": events::CHANNEL.to_string() }))
    }

    fn message(&self, id: &str) -> (u16, Value) {
        match self.lock().written.get(&id.parse().unwrap_or(0)) {
            Some((channel, content)) => {
                let mut message = events::own_message(*channel);
                message["id"] = id.into();
                message["content"] = content.as_str().into();
                (200, message)
            }
            None => (404, json!({ "code": 10008, "message": "Unknown Message" })),
        }
    }

    fn remove(&self, id: &str) -> (u16, Value) {
        match self.lock().written.remove(&id.parse().unwrap_or(0)) {
            Some(_) => (204, Value::Null),
            None => (404, json!({ "code": 10008, "message": "Unknown Message" })),
        }
    }
}

impl Discord {
    /// How many messages there are, whatever was sent twice.
    pub fn messages(&self) -> usize {
        self.state.lock().messages.len()
    }
}
