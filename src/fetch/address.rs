//! Which addresses may be asked: those of the public network, and the others that the configuration names.
//!
//! A page can name any address, and so can a redirect or a name server. What stands behind an address that is not public
//! (this machine, the printer, a cloud's table of secrets) is never asked on their word.

use std::net::IpAddr;
use std::sync::LazyLock;

use ipnet::IpNet;
use url::{Host, Url};

/// Networks of IPv4 that are not public: IANA's registry of special-purpose addresses, multicast and what is reserved.
const NOT_PUBLIC_4: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
];

/// All that is public in IPv6 is in here; translated IPv4 (64:ff9b::/96), link-local and local addresses are not.
const PUBLIC_6: &str = "2000::/3";

/// What of it is not public: tunnels (Teredo, 6to4), which hold an address of IPv4, tests and documentation.
const NOT_PUBLIC_6: &[&str] = &["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

static NOT_PUBLIC: LazyLock<Vec<IpNet>> = LazyLock::new(|| networks(&[NOT_PUBLIC_4, NOT_PUBLIC_6].concat()));
static PUBLIC: LazyLock<Vec<IpNet>> = LazyLock::new(|| networks(&[PUBLIC_6]));

fn networks(written: &[&str]) -> Vec<IpNet> {
    written.iter().filter_map(|network| network.parse().ok()).collect()
}

/// What may be asked.
#[derive(Debug)]
pub(super) struct Guard {
    /// Networks that are asked although they are not public.
    allowed: Vec<IpNet>,
}

impl Guard {
    pub(super) fn new(allowed: &[IpNet]) -> Guard {
        Guard { allowed: allowed.to_vec() }
    }

    /// Whether a connection to this address may be made.
    pub(super) fn admits(&self, address: IpAddr) -> bool {
        // An address of IPv4 in the clothes of IPv6 is the address of IPv4.
        let address = address.to_canonical();
        self.allowed.iter().any(|network| network.contains(&address)) || is_public(address)
    }

    /// Why an address of the web is not asked; names are looked up, and checked, when the connection is made.
    pub(super) fn check(&self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("only http and https are asked, not {}", url.scheme()));
        }
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err("the address names no host".to_owned()),
        };
        if self.admits(literal) { Ok(()) } else { Err(not_public(&literal.to_string())) }
    }
}

/// What a person reads where an address is not public.
pub(super) fn not_public(host: &str) -> String {
    format!("{host} is not a public address: fetch.allow_private in the configuration can allow it")
}

fn is_public(address: IpAddr) -> bool {
    let within = |networks: &[IpNet]| networks.iter().any(|network| network.contains(&address));
    (address.is_ipv4() || within(&PUBLIC)) && !within(&NOT_PUBLIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(addresses: &[&str], public: bool) {
        for address in addresses {
            assert_eq!(Guard::new(&[]).admits(address.parse().unwrap()), public, "{address}");
        }
    }

    #[test]
    fn every_network_of_the_tables_can_be_read() {
        assert_eq!(NOT_PUBLIC.len(), NOT_PUBLIC_4.len() + NOT_PUBLIC_6.len());
        assert_eq!(PUBLIC.len(), 1);
    }

    #[test]
    fn only_public_addresses_are_admitted() {
        check(&["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"], true);
        check(
            &["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"],
            false,
        );
        check(
            &["100.64.0.1", "192.0.0.8", "192.0.2.1", "198.19.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
            false,
        );
        check(
            &["::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1"],
            false,
        );
        check(&["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1"], false);
    }

    #[test]
    fn what_the_configuration_allows_is_admitted_in_any_clothes() {
        let guard = Guard::new(&["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]);
        for (address, admitted) in
            [("10.9.9.9", true), ("::ffff:10.0.0.1", true), ("::1", true), ("127.0.0.1", false), ("192.168.0.1", false)]
        {
            assert_eq!(guard.admits(address.parse().unwrap()), admitted, "{address}");
        }
    }

    #[test]
    fn an_address_in_the_url_is_checked_however_it_is_written() {
        let guard = Guard::new(&[]);
        for url in ["http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[::1]/"] {
            assert!(guard.check(&Url::parse(url).unwrap()).unwrap_err().contains("not a public address"), "{url}");
        }
        for url in ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/html,x"] {
            assert!(guard.check(&Url::parse(url).unwrap()).unwrap_err().starts_with("only http and https"), "{url}");
        }
        assert_eq!(guard.check(&Url::parse("https://example.org/").unwrap()), Ok(()));
    }
}
