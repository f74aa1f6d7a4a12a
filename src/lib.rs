//! OnRecord answers questions over a collection of articles with word-for-word quotes and who says them.
//!
//! The rooms, in the order an article passes through them: it is read, cut into sentences, its speakers found, indexed;
//! then a question comes, passages are found and chosen, quotes cut, and shown in a terminal, as JSON or in Discord.

pub mod text;
pub mod language;
pub mod terms;
pub mod article;
pub mod read;
pub mod fetch;
pub mod segment;
pub mod attribution;
pub mod answer;
pub mod library;
pub mod sources;
pub mod index;
pub mod intake;
pub mod ask;
pub mod show;
pub mod config;
pub mod telemetry;
pub mod kept;
pub mod bot;
pub mod cli;
