//! A web site on this machine: what it answers is set path by path, and every request is kept.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// What a path answers.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The body comes a byte at a time, with this pause before each.
    pub pause: Option<Duration>,
}

impl Reply {
    pub fn new(media: &str, body: impl AsRef<[u8]>) -> Reply {
        Reply { status: 200, headers: Vec::new(), body: body.as_ref().to_vec(), pause: None }
            .with("Content-Type", media)
    }

    pub fn status(status: u16) -> Reply {
        Reply { status, headers: Vec::new(), body: Vec::new(), pause: None }
    }

    pub fn to(address: &str) -> Reply {
        Reply::status(302).with("Location", address)
    }

    pub fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A request as it came: its path with the query, and its headers in small letters.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: BTreeMap<String, String>,
}

#[derive(Default)]
struct State {
    replies: BTreeMap<String, Reply>,
    asked: Vec<Asked>,
}

/// A site, until it is dropped.
pub struct Site {
    /// With the scheme, and without a slash at the end.
    pub root: String,
    state: Arc<Mutex<State>>,
}

impl Site {
    /// A site that answers 404, and lets everything be read.
    pub fn new() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let root = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(stream, &state));
            }
        });
        Site { root, state }
    }

    pub fn set(&self, path: &str, reply: Reply) {
        self.state().replies.insert(path.to_owned(), reply);
    }

    pub fn page(&self, path: &str, title: &str, text: &str) {
        self.set(path, Reply::new("text/html; charset=utf-8", page(title, text)));
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// What was asked for since this was called last, robots.txt left out.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.requests().into_iter().map(|asked| asked.path);
        asked.filter(|path| path != "/robots.txt").collect()
    }

    pub fn requests(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state().asked)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds this")
    }
}

/// A page with a headline and paragraphs, as long as articles are.
pub fn page(title: &str, text: &str) -> String {
    let paragraphs: String = text.split('\n').map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}\
         <p>The council meets again in the spring, when the figures of the year are known, and will then vote on what is left of the plan.</p>\
         </article></body></html>"
    )
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        let reply = {
            let mut state = state.lock().expect("no test panics while it holds this");
            state.asked.push(asked.clone());
            state.replies.get(&asked.path).cloned().unwrap_or_else(|| Reply::status(404))
        };
        if answer(&mut writer, &asked, reply).is_err() {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    Some(Asked { path, headers })
}

/// A reply with an ETag is not sent again to whoever has it.
fn answer(writer: &mut TcpStream, asked: &Asked, mut reply: Reply) -> std::io::Result<()> {
    let etag = reply.headers.iter().find(|(name, _)| name == "ETag").map(|(_, value)| value.clone());
    if etag.is_some() && asked.headers.get("if-none-match") == etag.as_ref() {
        reply = Reply::status(304);
    }
    let mut head = format!("HTTP/1.1 {} Status\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", reply.body.len());
    writer.write_all(head.as_bytes())?;
    let Some(pause) = reply.pause else { return writer.write_all(&reply.body) };
    for byte in reply.body {
        thread::sleep(pause);
        writer.write_all(&[byte])?;
    }
    Ok(())
}
