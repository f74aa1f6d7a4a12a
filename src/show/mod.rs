//! Answer -> terminal lines, JSON, or a Discord card as plain data. Decides nothing: what is shown was chosen before.

pub mod card;
