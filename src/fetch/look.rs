//! One address, looked at: what a run would keep of it, without keeping anything; the same guards, the same politeness.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::StreamExt as _;
use url::Url;

use super::client::{Answer, Client, Found, Names, Trouble, Validators};
use super::listing::{self, Listed, Listing};
use super::{AT_ONCE, Errand, FetchError, Source, Watch, canonical, complete, reader, shelf};
use crate::read::{self, ReadError, Reader};

/// What stands at an address: an article, or why there is none, for each page.
pub type Seen = Vec<Result<read::Found, ReadError>>;

/// Asks for a page, or for a feed or a site map with as many of its pages as one run asks for.
pub fn look(errand: &Errand, url: &Url, names: Arc<dyn Names>, watch: &Watch<'_>) -> Result<Seen, FetchError> {
    let client = Client::new(&errand.settings, names).map_err(FetchError::Client)?;
    let url = canonical::clean(url);
    let disk = |cause| FetchError::Disk { path: "a temporary folder".into(), cause };
    // For the moment that a page is parsed: that is where the readers read.
    let desk = tempfile::tempdir().map_err(disk)?;
    let folder = errand.folder_of(&url);
    let mut look =
        Look { client: &client, errand, reader: reader(errand), desk: desk.path(), folder, seen: Vec::new() };
    let done = complete(look.at(&url, watch), watch).map_err(disk)?;
    done.ok_or(FetchError::Cancelled)?.map_err(disk)?;
    Ok(look.seen)
}

/// What a source answers.
pub struct Examined {
    pub url: Url,
    /// What it is; or why it cannot be read now.
    pub found: Result<String, String>,
}

/// Asks every source once, whether it is due or not, and keeps nothing: what answers there, or why nothing does.
pub fn examine(errand: &Errand, names: Arc<dyn Names>, watch: &Watch<'_>) -> Result<Vec<Examined>, FetchError> {
    let disk = |cause| FetchError::Disk { path: errand.folder.clone(), cause };
    let client = Client::new(&errand.settings, names).map_err(FetchError::Client)?;
    let client = &client;
    let ask = |source: Source| async move {
        let url = source.wanted.url;
        let answer = client.get(&url, &Validators::default(), listing::LARGEST).await;
        let found = answer.map_err(Trouble::reason).and_then(|answer| match answer {
            Answer::Found(found) => listing::read(&found, listing::LARGEST).map(described),
            Answer::Same => Ok("a page"),
        });
        Examined { url, found: found.map(str::to_owned) }
    };
    let all = futures::stream::iter(errand.sources()).map(ask).buffered(AT_ONCE).collect::<Vec<_>>();
    complete(all, watch).map_err(disk)?.ok_or(FetchError::Cancelled)
}

fn described(listing: Option<Listing>) -> &'static str {
    match listing {
        None => "a page",
        Some(Listing::Feed(_)) => "a feed",
        Some(Listing::Sitemap(_) | Listing::Index(_)) => "a site map",
    }
}

struct Look<'l> {
    client: &'l Client,
    errand: &'l Errand,
    reader: Reader,
    desk: &'l Path,
    /// Where a run would keep the articles.
    folder: PathBuf,
    seen: Seen,
}

impl Look<'_> {
    async fn at(&mut self, url: &Url, watch: &Watch<'_>) -> io::Result<()> {
        let mut asked = 1;
        (watch.asked)(asked);
        let found = match self.client.get(url, &Validators::default(), listing::LARGEST).await {
            Ok(Answer::Found(found)) => found,
            Ok(Answer::Same) => return Ok(()),
            Err(trouble) => return self.refuse(url, trouble.reason()),
        };
        let pages = match listing::read(&found, listing::LARGEST) {
            Ok(None) => return self.page(url, &found),
            Ok(Some(Listing::Feed(pages))) => self.entries(pages, &found)?,
            Ok(Some(Listing::Sitemap(pages))) => pages,
            Ok(Some(Listing::Index(lists))) => {
                let lists: Vec<&str> = lists.iter().map(|list| list.url.as_str()).collect();
                return self.refuse(url, format!("a list of site maps; name one of them: {}", lists.join(", ")));
            }
            Err(reason) => return self.refuse(url, reason),
        };
        for page in pages.into_iter().take(self.errand.settings.pages) {
            asked += 1;
            (watch.asked)(asked);
            match self.client.get(&page.url, &Validators::default(), self.errand.settings.largest).await {
                Ok(Answer::Found(found)) => self.page(&page.url, &found)?,
                Ok(Answer::Same) => {}
                Err(trouble) => self.refuse(&page.url, trouble.reason())?,
            }
        }
        Ok(())
    }

    /// Takes the entries that carry their whole text; the pages that are left.
    fn entries(&mut self, pages: Vec<Listed>, found: &Found) -> io::Result<Vec<Listed>> {
        let whole = shelf::entries(self.desk, found, &self.reader)?;
        let read = |page: &Listed| whole.iter().any(|entry| entry.article.id.0 == page.url.as_str());
        let left = pages.into_iter().filter(|page| !read(page)).collect();
        whole.into_iter().for_each(|entry| self.see(entry));
        Ok(left)
    }

    fn page(&mut self, url: &Url, found: &Found) -> io::Result<()> {
        match shelf::read(self.desk, found, &self.reader)? {
            Ok(found) => self.see(found),
            Err(reason) => self.refuse(url, reason)?,
        }
        Ok(())
    }

    fn see(&mut self, mut found: read::Found) {
        found.article.origin.path = self.folder.join(shelf::file_of(&found.article.id.0)).display().to_string();
        if let Some(part) = &mut found.refused {
            part.path = found.article.id.0.as_str().into();
        }
        self.seen.push(Ok(found));
    }

    fn refuse(&mut self, url: &Url, reason: String) -> io::Result<()> {
        self.seen.push(Err(ReadError { path: url.as_str().into(), line: None, reason }));
        Ok(())
    }
}
