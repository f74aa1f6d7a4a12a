//! Answer -> terminal lines, JSON, or a Discord card as plain data. Decides nothing: what is shown was chosen before.

pub mod article;
pub mod card;
pub mod citation;
pub mod json;
pub mod paint;
pub mod speaker;
pub mod terminal;
pub mod words;
