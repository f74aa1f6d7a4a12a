//! `onrecord show`: one indexed article, with its attributions marked.

use anyhow::bail;

use super::args::ShowArgs;
use super::collection::Opened;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::Config;
use crate::library::{Library, StoredArticle};
use crate::show::article::marked;
use crate::show::json::StoredJson;

pub fn run(chosen: &[Config], args: &ShowArgs, output: &Output) -> anyhow::Result<Outcome> {
    let stored = named(&collection::readings(chosen, output)?, &args.article)?;
    if args.json {
        output.json(&StoredJson::new(&stored))?;
    } else {
        output.data(&marked(&stored.article, &stored.attributions, output.paint))?;
    }
    Ok(Outcome::Found)
}

/// The one article a person means; an error that lists the candidates where the name fits several.
pub fn named(collections: &[Opened], name: &str) -> anyhow::Result<StoredArticle> {
    const LISTED: usize = 10;
    let mut found = Vec::new();
    for opened in collections {
        found.extend(opened.reading.find(name)?.into_iter().map(|handle| (opened, handle)));
    }
    match found[..] {
        [] => bail!("no article is called «{name}»: give an id, a path or the end of a path, as answers show them"),
        [(opened, handle)] => Ok(opened.reading.fetch(handle)?),
        _ => {
            let mut ids = Vec::new();
            for (opened, handle) in found.iter().take(LISTED) {
                let id = opened.reading.fetch(*handle)?.article.id.to_string();
                ids.push(opened.name.as_ref().map_or(id.clone(), |name| format!("{id} (--collection {name})")));
            }
            bail!("{} articles are called «{name}»: {}", found.len(), ids.join(", "))
        }
    }
}
