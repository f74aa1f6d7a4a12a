//! `[health]`: the address at which the bot tells how it is.

use std::net::SocketAddr;

use super::ConfigError;
use super::keys::{Key, Takes};

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Health {
    pub(super) listen: Option<SocketAddr>,
    pub(super) remote: bool,
}

pub(super) const KEYS: [Key; 2] = [
    Key { name: "health.listen", takes: Takes::Address(|config, address| config.health.listen = Some(address)) },
    Key { name: "health.remote", takes: Takes::Switch(|config, on| config.health.remote = on) },
];

impl Health {
    /// Where to listen; nowhere unless it is configured, and to other machines only where that was said as well.
    pub fn address(&self) -> Result<Option<SocketAddr>, ConfigError> {
        match self.listen {
            Some(address) if !address.ip().is_loopback() && !self.remote => Err(ConfigError::OpenToOthers { address }),
            address => Ok(address),
        }
    }
}
