//! SQLite's FTS5, as people use it: a table of passages with their titles, stemmed, ranked by BM25.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{BEST, Failure, articles, passages, words};
use crate::figures::{Figures, Times};

pub fn index(corpus: &Path, file: &Path) -> Result<(), Failure> {
    let mut connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE VIRTUAL TABLE passages USING fts5(title, passage, tokenize = 'porter unicode61');",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO passages VALUES (?1, ?2)")?;
        articles(corpus, |article| {
            for passage in passages(&article.text) {
                insert.execute(params![article.title, passage])?;
            }
            Ok(())
        })?;
    }
    transaction.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

/// The best passages by the words of the question, with their text.
pub fn ask(file: &Path, questions: &[String], figures: &mut Figures) -> Result<(), Failure> {
    let connection = Connection::open(file)?;
    let mut select = connection.prepare(&sql("?1"))?;
    let mut times = Times::default();
    for round in 0..2 {
        for question in questions {
            let expression = expression(question);
            let mut search = || -> Result<usize, rusqlite::Error> {
                let mut rows = select.query(params![expression])?;
                let mut length = 0;
                while let Some(row) = rows.next()? {
                    length += row.get_ref(2)?.as_str()?.len();
                }
                Ok(length)
            };
            if round == 0 {
                search()?;
            } else {
                times.measure(search)?;
            }
        }
    }
    times.add_to(figures);
    Ok(())
}

/// The search as SQL, for the shell too.
pub fn sql(expression: &str) -> String {
    format!("SELECT rowid, title, passage FROM passages WHERE passages MATCH {expression} ORDER BY rank LIMIT {BEST}")
}

/// Any of the words.
pub fn expression(question: &str) -> String {
    words(question).iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ")
}
