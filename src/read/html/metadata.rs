//! What a page says about itself.
use crate::read::record::Record;
use dom_query::Document;

pub(super) fn record(_document: &Document) -> Record {
    Record::default()
}
