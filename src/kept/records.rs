//! What is kept, as plain data. Numbers of servers, channels and people are Discord's.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A kind of record. Its number stands before each record and is raised when the kind changes its form.
pub trait Record: Serialize + DeserializeOwned + Clone {
    const VERSION: u8;
    /// The name of its table in the file.
    const TABLE: &'static str;
}

/// How a server wants the bot to be.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Debug)]
pub struct Server {
    /// The collection that is searched where none is chosen.
    pub collection: Option<String>,
    /// The collections that a channel sees of those the server was given; a channel that is not here sees them all.
    pub channels: BTreeMap<u64, Vec<String>>,
    /// Answers to commands are for the asker alone, unless the command says otherwise.
    pub private: bool,
    /// The least number of seconds between two questions in this server.
    pub cooldown: Option<u32>,
}

impl Record for Server {
    const VERSION: u8 = 1;
    const TABLE: &'static str = "servers";
}

/// A question that is asked again after every run.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Watch {
    pub person: u64,
    pub server: Option<u64>,
    pub channel: u64,
    pub words: String,
    /// Names of options and what was given for them.
    pub filters: Vec<(String, String)>,
    /// The code of the language that it is answered in.
    pub tongue: String,
    /// The beginnings of the hashes of the quotes that were there or were shown, the newest last.
    pub shown: Vec<[u8; 8]>,
}

impl Record for Watch {
    const VERSION: u8 = 1;
    const TABLE: &'static str = "watches";
}

/// Somebody called an answer not helpful. The question is not kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Rating {
    pub person: u64,
    /// The message that was rated.
    pub message: u64,
    /// Seconds since 1970, UTC.
    pub at: i64,
    /// The keys of the articles it quoted.
    pub articles: Vec<[u8; 16]>,
}

impl Record for Rating {
    const VERSION: u8 = 1;
    const TABLE: &'static str = "ratings";
}
