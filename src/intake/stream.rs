//! The articles of a run, read file by file as they are asked for; what cannot be read is set aside with its reason.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::scope::Scope;
use super::{IntakeError, Order, Progress, Step};
use crate::article::Article;
use crate::read::{self, ReadError, Reader, Records};

/// A batch is complete with this many articles, or this many bytes of text.
const ARTICLES: usize = 128;
const BYTES: usize = 2 << 20;

/// Everything there is to read, in order.
pub(super) struct Stream<'p> {
    progress: &'p dyn Progress,
    reader: &'p Reader,
    files: std::vec::IntoIter<PathBuf>,
    open: Option<Open>,
    read: u64,
    of: u64,
    articles: u64,
    /// Bytes of article text read so far.
    pub bytes: u64,
    pub refused: Vec<ReadError>,
    /// Those of the refused whose old articles stay.
    pub unread: Vec<ReadError>,
}

/// A file that is being read.
struct Open {
    path: PathBuf,
    records: Records,
    gave: bool,
    last: Option<ReadError>,
}

impl Open {
    /// The next record. A reader that panics has come to the end of its file.
    fn next(&mut self) -> Option<Result<Article, ReadError>> {
        let next = catch_unwind(AssertUnwindSafe(|| self.records.next()));
        next.unwrap_or_else(|_| {
            self.records = Box::new(std::iter::empty());
            Some(Err(failed(&self.path)))
        })
    }
}

fn failed(path: &Path) -> ReadError {
    let reason = "this program failed on it; please report the file".to_owned();
    ReadError { path: path.to_owned(), line: None, reason }
}

impl<'p> Stream<'p> {
    /// Finds the files of a scope; those of the index itself are none of them.
    pub(super) fn find(scope: &Scope, order: &'p Order, progress: &'p dyn Progress) -> Result<Stream<'p>, IntakeError> {
        let mut stream = Stream {
            progress,
            reader: &order.reader,
            files: Vec::new().into_iter(),
            open: None,
            read: 0,
            of: 0,
            articles: 0,
            bytes: 0,
            refused: Vec::new(),
            unread: Vec::new(),
        };
        let mut files = Vec::new();
        for root in &scope.reading {
            stream.list(root, &order.index, &mut files)?;
            progress.step(Step::Finding { files: files.len() as u64 });
        }
        stream.of = files.len() as u64;
        stream.files = files.into_iter();
        Ok(stream)
    }

    fn list(&mut self, root: &Path, index: &Path, files: &mut Vec<PathBuf>) -> Result<(), IntakeError> {
        if self.progress.cancelled() {
            return Err(IntakeError::Cancelled);
        }
        let found = read::files(root).unwrap_or_else(|refused| vec![Err(refused)]);
        for file in found {
            match file {
                Ok(path) if path.starts_with(index) => {}
                Ok(path) => files.push(path),
                Err(refused) => self.refuse(refused, true),
            }
        }
        Ok(())
    }

    /// The next few articles; none at the end.
    pub(super) fn batch(&mut self) -> Result<Vec<Article>, IntakeError> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < ARTICLES && bytes < BYTES {
            if self.progress.cancelled() {
                return Err(IntakeError::Cancelled);
            }
            let Some(article) = self.next() else { break };
            bytes += article.text.len();
            batch.push(article);
        }
        self.bytes += bytes as u64;
        Ok(batch)
    }

    fn next(&mut self) -> Option<Article> {
        loop {
            let Some(open) = &mut self.open else {
                let path = self.files.next()?;
                self.start(path);
                continue;
            };
            match open.next() {
                Some(Ok(article)) => {
                    open.gave = true;
                    open.last = None;
                    self.articles += 1;
                    return Some(article);
                }
                Some(Err(refused)) => {
                    open.last = Some(refused.clone());
                    self.refuse(refused, false);
                }
                None => self.finish(),
            }
            if self.progress.cancelled() {
                return None;
            }
        }
    }

    fn start(&mut self, path: PathBuf) {
        let opened =
            catch_unwind(AssertUnwindSafe(|| self.reader.records(&path))).unwrap_or_else(|_| Err(failed(&path)));
        match opened {
            Ok(records) => self.open = Some(Open { path, records, gave: false, last: None }),
            Err(refused) => {
                self.refuse(ReadError { path, ..refused }, true);
                self.count();
            }
        }
    }

    /// A file that gave no article, or broke off, keeps the articles it gave before.
    fn finish(&mut self) {
        if let Some(Open { path, gave, last: Some(last), .. }) = self.open.take()
            // Where a place inside the file is at fault, the rest of it was read.
            && (!gave || (last.line.is_none() && last.path == path))
        {
            self.keep(ReadError { path, ..last });
        }
        self.count();
    }

    fn count(&mut self) {
        self.read += 1;
        self.progress.step(Step::Reading { files: self.read, of: self.of, articles: self.articles });
    }

    fn refuse(&mut self, refused: ReadError, keep: bool) {
        if keep {
            self.keep(refused.clone());
        }
        self.refused.push(refused);
    }

    fn keep(&mut self, refused: ReadError) {
        let emptied = std::fs::metadata(&refused.path).is_ok_and(|file| file.is_file() && file.len() == 0);
        if !emptied {
            self.unread.push(refused);
        }
    }
}
