//! A Discord for tests, inside the test's own process: serenity connects to it and cannot tell the difference.

pub mod books;
mod cards;
pub mod discord;
pub mod events;
pub mod log;
pub mod markdown;
mod multipart;
pub mod openapi;
pub mod rules;
pub mod stage;
