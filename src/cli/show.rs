//! `onrecord show`: one indexed article, with its attributions marked.

use anyhow::bail;

use super::args::ShowArgs;
use super::output::Output;
use super::{Outcome, collection};
use crate::config::Config;
use crate::library::{Library, StoredArticle};
use crate::show::article::marked;
use crate::show::json::StoredJson;

pub fn run(config: &Config, args: &ShowArgs, output: &Output) -> anyhow::Result<Outcome> {
    let shelves = collection::open(config, output)?;
    let stored = named(&shelves.reading()?, &args.article)?;
    if args.json {
        output.json(&StoredJson::new(&stored))?;
    } else {
        output.data(&marked(&stored.article, &stored.attributions, output.paint))?;
    }
    Ok(Outcome::Found)
}

/// The one article a person means; an error that lists the candidates where the name fits several.
pub fn named(library: &dyn Library, name: &str) -> anyhow::Result<StoredArticle> {
    const LISTED: usize = 10;
    let handles = library.find(name)?;
    match handles[..] {
        [] => bail!("no article is called «{name}»: give an id, a path or the end of a path, as answers show them"),
        [one] => Ok(library.fetch(one)?),
        _ => {
            let mut ids = Vec::new();
            for handle in handles.iter().take(LISTED) {
                ids.push(library.fetch(*handle)?.article.id.to_string());
            }
            bail!("{} articles are called «{name}»: {}", handles.len(), ids.join(", "))
        }
    }
}
