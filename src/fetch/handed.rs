//! A file that somebody hands over by its address: the same guards and limits, but no robots.txt, since nobody goes looking for it.

use std::sync::Arc;

use url::Url;

use super::client::{Answer, Client, Names, Trouble};
use super::{Errand, FetchError, Watch, complete};

/// Its bytes; or why they cannot be had.
pub fn handed(
    errand: &Errand,
    url: &Url,
    names: Arc<dyn Names>,
    watch: &Watch<'_>,
) -> Result<Result<Vec<u8>, String>, FetchError> {
    let client = Client::new(&errand.settings, names).map_err(FetchError::Client)?;
    let disk = |cause| FetchError::Disk { path: errand.folder.clone(), cause };
    let done = complete(client.hand(url, errand.settings.largest), watch).map_err(disk)?;
    Ok(match done.ok_or(FetchError::Cancelled)? {
        Ok(Answer::Found(found)) => Ok(found.body),
        Ok(Answer::Same) => Err("there is nothing at this address".to_owned()),
        Err(trouble) => Err(Trouble::reason(trouble)),
    })
}
