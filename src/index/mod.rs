//! The embedded index: tantivy behind the seam of [`crate::library`]. No other room sees the engine.
//!
//! Reading: [`Shelves`] -> [`Reading`], an instant that stays the same while it is held. Writing: [`Writer`], one at a time;
//! what it puts and retires becomes visible in one step when it publishes. A killed writer leaves what was published before.

mod failure;
mod generations;
mod lock;
mod manifest;
mod names;
mod query;
mod reading;
mod readonly;
mod record;
mod schema;
mod sheet;
mod shelves;
mod writable;
mod writer;

pub use manifest::{Manifest, Root};
pub use reading::{Known, Reading};
pub use schema::{FORMAT, id_key};
pub use sheet::Prepared;
pub use shelves::Shelves;
pub use writer::{Memory, Writer, glance};
