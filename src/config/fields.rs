//! `[fields]`: the names that the sources use for the fields of an article.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Problem, in_order, not_allowed, unknown};
use crate::read::Names;

/// Under [fields] each field of an article may be given the names that the sources use for it.
pub(super) fn read_fields(value: &Spanned<DeValue<'_>>, text: &str) -> Result<Names, Problem> {
    let table = value.get_ref().as_table().ok_or_else(|| not_allowed("fields", value, "a section: [fields]", text))?;
    let mut names = BTreeMap::new();
    for (field, value) in in_order(table) {
        if !Names::FIELDS.contains(&field.get_ref().as_ref()) {
            return Err(unknown(field, "fields."));
        }
        let given = match value.get_ref() {
            DeValue::String(name) => Some(vec![name.to_string()]),
            DeValue::Array(all) => all.iter().map(|name| name.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        let given = given.filter(|all: &Vec<String>| !all.is_empty() && all.iter().all(|name| !name.is_empty()));
        let allowed = "a name, or a list of names";
        let given = given.ok_or_else(|| not_allowed(&format!("fields.{}", field.get_ref()), value, allowed, text))?;
        names.insert(field.get_ref().to_string(), given);
    }
    Ok(Names::new(names))
}
