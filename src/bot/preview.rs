//! What the bot would send to a question, as a page to be looked at.

use super::answers::{self, Found, laid_out};
use super::books::Books;
use super::marks::{Form, Mark};
use super::press;
use crate::ask::Question;
use crate::library::LibraryError;
use crate::show::card::html::{Shown, page};
use crate::show::card::{Asked, Reply};
use crate::show::words::Tongue;

/// The answer to a question with its buttons, and what pressing those of its first quote brings, as HTML in Discord's look.
pub fn preview(
    books: &dyn Books,
    words: &str,
    quotes: usize,
    today: jiff::civil::Date,
) -> Result<String, LibraryError> {
    let tongue = Tongue::English;
    let asked = Asked { words: Some(words.to_owned()), filters: Vec::new() };
    let question = Question { limit: quotes + 1, ..Question::new(words, today) };
    let answer = books.ask(&question)?;
    let first = answer.findings().first().cloned();
    let mut messages: Vec<(&str, Reply)> = vec![("/ask", laid_out(&Found::Answer(answer), &asked, 0, quotes, tongue))];
    if let Some((finding, mark)) = first.and_then(|finding| Some((finding.clone(), Mark::of(&finding)?))) {
        messages.push(("More on the first, for the one who pressed it", press::context(&finding, mark, tongue)));
        messages.push(("Who else says", press::voices(&answers::others(books, &finding, today)?, tongue)));
        messages.push(("BibTeX", press::cited(Form::BibTex, &finding.quote, tongue)));
    }
    let shown: Vec<Shown<'_>> = messages.iter().map(|(before, reply)| Shown { before, reply }).collect();
    Ok(page(&shown))
}
