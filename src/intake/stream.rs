//! The articles of a run, read file by file as they are asked for; what cannot be read is set aside with its reason, and what is
//! remembered is not read again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ledger::{self, Entry, Hash, Ledger, Sheet};
use super::scope::Scope;
use super::{IntakeError, Order, Progress, Step};
use crate::article::Article;
use crate::read::{self, Lines, ReadError, Reader, Records};

/// A batch is complete with this many articles, or this many bytes of text.
const ARTICLES: usize = 128;
const BYTES: usize = 2 << 20;
/// Or with so many parts of any kind.
const PARTS: usize = 8_192;

/// What a run comes upon, in order.
pub(super) enum Part {
    /// An article, with the mark of its line; zeros where it is no line.
    Read(Article, Hash),
    /// Bytes that gave an article before, and are as they were then.
    Known(Entry, Arc<Sheet>),
    /// The end of a file, and whether nothing in it was refused.
    End(Arc<Sheet>, bool),
}

/// Everything there is to read, in order.
pub(super) struct Stream<'p> {
    progress: &'p dyn Progress,
    reader: &'p Reader,
    files: std::vec::IntoIter<PathBuf>,
    /// What earlier runs read.
    pub ledger: Ledger,
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
    sheet: Arc<Sheet>,
    from: From,
    gave: bool,
    clean: bool,
    last: Option<ReadError>,
}

/// Where the parts of a file come from.
enum From {
    Records(Records),
    /// Each line is compared with what is known of the line of its number.
    Lines(Lines, std::iter::Peekable<std::vec::IntoIter<Entry>>),
    /// The file is as it was, and not opened.
    Known(std::vec::IntoIter<Entry>),
}

impl Open {
    /// The next part. A reader that panics has come to the end of its file.
    fn next(&mut self) -> Option<Result<Part, ReadError>> {
        let Open { sheet, from, .. } = self;
        let next = catch_unwind(AssertUnwindSafe(|| match from {
            From::Records(records) => Some(records.next()?.map(|article| Part::Read(article, Hash::default()))),
            From::Lines(lines, known) => line(lines, known, sheet),
            From::Known(entries) => Some(Ok(Part::Known(entries.next()?, Arc::clone(sheet)))),
        }));
        next.unwrap_or_else(|_| {
            self.from = From::Known(Vec::new().into_iter());
            Some(Err(failed(&self.sheet.path)))
        })
    }
}

fn line(
    lines: &mut Lines,
    known: &mut std::iter::Peekable<std::vec::IntoIter<Entry>>,
    sheet: &Arc<Sheet>,
) -> Option<Result<Part, ReadError>> {
    let (number, mark) = match lines.go_on()? {
        Ok((number, bytes)) => (number, ledger::mark(bytes)),
        Err(refused) => return Some(Err(refused)),
    };
    while known.next_if(|entry| u64::from(entry.line) < number).is_some() {}
    let same = known.next_if(|entry| u64::from(entry.line) == number && entry.mark == mark);
    Some(match same {
        Some(entry) => Ok(Part::Known(entry, Arc::clone(sheet))),
        None => lines.article().map(|article| Part::Read(article, mark)),
    })
}

fn failed(path: &Path) -> ReadError {
    let reason = "this program failed on it; please report the file".to_owned();
    ReadError { path: path.to_owned(), line: None, reason }
}

impl<'p> Stream<'p> {
    /// Finds the files of a scope; those of the index itself are none of them.
    pub(super) fn find(
        scope: &Scope,
        order: &'p Order,
        progress: &'p dyn Progress,
        ledger: Ledger,
    ) -> Result<Stream<'p>, IntakeError> {
        let mut stream = Stream {
            progress,
            reader: &order.reader,
            files: Vec::new().into_iter(),
            ledger,
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

    /// The next few parts; none at the end.
    pub(super) fn batch(&mut self) -> Result<Vec<Part>, IntakeError> {
        let mut batch = Vec::new();
        let (mut articles, mut bytes) = (0, 0);
        while articles < ARTICLES && bytes < BYTES && batch.len() < PARTS {
            if self.progress.cancelled() {
                return Err(IntakeError::Cancelled);
            }
            let Some(part) = self.next() else { break };
            if let Part::Read(article, _) = &part {
                articles += 1;
                bytes += article.text.len();
            }
            batch.push(part);
        }
        self.bytes += bytes as u64;
        Ok(batch)
    }

    fn next(&mut self) -> Option<Part> {
        loop {
            let Some(open) = &mut self.open else {
                let path = self.files.next()?;
                self.start(path);
                continue;
            };
            match open.next() {
                Some(Ok(part)) => {
                    open.gave = true;
                    open.last = None;
                    self.articles += 1;
                    return Some(part);
                }
                Some(Err(refused)) => {
                    open.last = Some(refused.clone());
                    open.clean = false;
                    self.refuse(refused, false);
                }
                None => {
                    let end = Part::End(Arc::clone(&open.sheet), open.clean);
                    self.finish();
                    return Some(end);
                }
            }
            if self.progress.cancelled() {
                return None;
            }
        }
    }

    fn start(&mut self, path: PathBuf) {
        let sheet = Sheet::of(&path, read::beside(&path).as_deref());
        let (known, same) = self.ledger.entries(&sheet);
        let opened =
            if same && !known.is_empty() { Ok(From::Known(known.into_iter())) } else { self.opened(&path, known) };
        match opened {
            Ok(from) => self.open = Some(Open { sheet: Arc::new(sheet), from, gave: false, clean: true, last: None }),
            Err(refused) => {
                self.refuse(ReadError { path, ..refused }, true);
                self.count();
            }
        }
    }

    fn opened(&self, path: &Path, known: Vec<Entry>) -> Result<From, ReadError> {
        let open = || match self.reader.lines(path) {
            Some(lines) => Ok(From::Lines(lines, known.into_iter().peekable())),
            None => Ok(From::Records(self.reader.records(path)?)),
        };
        catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(failed(path)))
    }

    /// A file that gave no article, or broke off, keeps the articles it gave before.
    fn finish(&mut self) {
        if let Some(Open { sheet, gave, last: Some(last), .. }) = self.open.take()
            // Where a place inside the file is at fault, the rest of it was read.
            && (!gave || (last.line.is_none() && last.path == sheet.path))
        {
            self.keep(ReadError { path: sheet.path.clone(), ..last });
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
