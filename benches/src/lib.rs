//! Measures OnRecord beside the engines it is built on and compared with: the same text, the same questions, in one run.

pub mod corpus;
pub mod engines;
pub mod figures;
pub mod report;
pub mod siege;
