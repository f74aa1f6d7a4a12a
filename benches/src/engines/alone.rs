//! Tantivy alone, with its own analysis: the same text in the same fields, with or without the text stored, and nothing else.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexReader, IndexWriter, TantivyDocument, Term};

use super::{BEST, Failure, articles, passages, words};
use crate::figures::{Figures, Times};

/// As much as a run of OnRecord may take for what is not yet written.
const MEMORY: usize = 96 << 20;

struct Fields {
    id: Field,
    stored: Field,
    title: Field,
    body: Field,
    passage: Field,
    passage_title: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer("default").set_index_option(IndexRecordOption::WithFreqs);
    let searched = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: schema.add_text_field("id", tantivy::schema::STRING),
        stored: schema.add_text_field("stored", STORED),
        title: schema.add_text_field("title", searched.clone()),
        body: schema.add_text_field("body", searched.clone()),
        passage: schema.add_text_field("passage", searched.clone()),
        passage_title: schema.add_text_field("passage_title", searched),
    };
    (schema.build(), fields)
}

pub fn index(corpus: &Path, folder: &Path, threads: usize, store: bool) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, MEMORY)?;
    articles(corpus, |article| {
        let mut whole = TantivyDocument::new();
        whole.add_text(fields.id, &article.id);
        whole.add_text(fields.title, &article.title);
        whole.add_text(fields.body, &article.text);
        if store {
            whole.add_text(fields.stored, &article.text);
        }
        writer.add_document(whole)?;
        for passage in passages(&article.text) {
            let mut part = TantivyDocument::new();
            part.add_text(fields.id, &article.id);
            part.add_text(fields.passage, passage);
            part.add_text(fields.passage_title, &article.title);
            writer.add_document(part)?;
        }
        Ok(())
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// The best passages by the words of the question, as addresses of documents: no text is read.
pub fn ask(folder: &Path, questions: &[String], figures: &mut Figures) -> Result<(), Failure> {
    let reader: IndexReader = Index::open_in_dir(folder)?.reader()?;
    let searcher = reader.searcher();
    let (_, fields) = schema();
    let mut times = Times::default();
    for round in 0..2 {
        for question in questions {
            let search = || searcher.search(&query(question, &fields), &TopDocs::with_limit(BEST).order_by_score());
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

fn query(question: &str, fields: &Fields) -> BooleanQuery {
    let term = |field: Field, word: &str| -> (Occur, Box<dyn Query>) {
        let term = Term::from_field_text(field, word);
        (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    };
    let both = |word: String| [term(fields.passage, &word), term(fields.passage_title, &word)];
    BooleanQuery::new(words(question).into_iter().flat_map(both).collect())
}
