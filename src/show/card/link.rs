//! Addresses that may be put behind words: http and https alone, with a host that can be shown.

use std::fmt;

use super::limits::length;

/// Discord takes no longer address.
const LONGEST: usize = 2_048;

/// An address of the web that Discord accepts, and that leads to the host it shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    url: String,
    host: String,
}

impl Link {
    /// `None` for anything else than a web address, so that a card shows no broken or deceptive link, and for one that is too long for Discord.
    pub fn parse(url: &str) -> Option<Link> {
        Link::of_any_length(url).filter(|link| length(&link.url) <= LONGEST)
    }

    /// The host of a web address, even of one that is too long to be linked.
    pub(super) fn host_of(url: &str) -> Option<String> {
        Link::of_any_length(url).map(|link| link.host)
    }

    fn of_any_length(url: &str) -> Option<Link> {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return None;
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // A name before an @ makes an address look like another one.
        let host = host(authority)?;
        let url = format!("{scheme}://{authority}{}", encoded(path)?);
        Some(Link { url, host })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host as words that lead to the address, or alone where the address would be too long for the text.
    pub(super) fn markdown(&self) -> String {
        const ROOM: usize = 400;
        if length(&self.url) > ROOM {
            return self.host.clone();
        }
        format!("[{}]({})", self.host, self.url)
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// The host of "host" or "host:port".
fn host(authority: &str) -> Option<String> {
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let fits = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let port_fits = !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    if host.len() > 253 || !host.split('.').all(fits) || !port_fits {
        return None;
    }
    Some(host.strip_prefix("www.").filter(|bare| bare.contains('.')).unwrap_or(host).to_ascii_lowercase())
}

/// Path, query and fragment, with every character encoded that may not stand in a URI, and those that would end a link in Markdown.
fn encoded(path: &str) -> Option<String> {
    let mut out = String::with_capacity(path.len());
    let mut fragment = false;
    for (at, character) in path.char_indices() {
        match character {
            '%' if !is_encoded(&path[at..]) => return None,
            '#' if !fragment => {
                fragment = true;
                out.push('#');
            }
            control if control.is_control() || control.is_whitespace() => return None,
            '#' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                percent(character, &mut out)
            }
            other if other.is_ascii() => out.push(other),
            other => percent(other, &mut out),
        }
    }
    Some(out)
}

fn is_encoded(rest: &str) -> bool {
    rest.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

fn percent(character: char, out: &mut String) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        out.push_str(&format!("%{byte:02X}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, markdown: Option<&str>) {
        assert_eq!(Link::parse(url).map(|link| link.markdown()).as_deref(), markdown, "{url}");
    }

    #[test]
    fn web_addresses_show_their_host() {
        check("https://www.example.org/a?b=c#d", Some("[example.org](https://www.example.org/a?b=c#d)"));
        check("HTTP://Example.org:8080", Some("[example.org](http://Example.org:8080)"));
        check("https://a.example/x_(y)", Some("[a.example](https://a.example/x_%28y%29)"));
        check("https://a.example/straße", Some("[a.example](https://a.example/stra%C3%9Fe)"));
    }

    #[test]
    fn anything_else_is_no_link() {
        for url in [
            "",
            "example.org",
            "javascript:alert(1)",
            "ftp://a.example/",
            "https://",
            "https:///x",
            "file:///etc/passwd",
        ] {
            check(url, None);
        }
        check("https://bank.example@evil.example/", None);
        check("https://a.example/a b", None);
        check("https://a.example/100%", None);
        check("https://a..example/", None);
        check("https://a.example:port/", None);
    }

    #[test]
    fn a_long_address_is_shown_by_its_host_and_a_longer_one_is_left_out() {
        check(&format!("https://a.example/{}", "x".repeat(600)), Some("a.example"));
        check(&format!("https://a.example/{}", "x".repeat(2_100)), None);
    }
}
