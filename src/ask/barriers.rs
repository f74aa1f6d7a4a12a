//! Which of a question's filters lets nothing through, and what comes near the name that it gives.

use crate::answer::Barrier;
use crate::library::{Filters, Library, LibraryError, Names, Query};

/// How many names are offered for one that nobody has.
pub const NEAR: usize = 5;

/// Why no article was found for a question with filters, with names of the collection that come near.
pub fn barrier(library: &dyn Library, filters: &Filters) -> Result<(Barrier, Vec<String>), LibraryError> {
    let only = Filters::default;
    let alone = [
        (Barrier::Speaker, Filters { said_by: filters.said_by.clone(), ..only() }, Some(Names::Sources)),
        (Barrier::Publisher, Filters { publisher: filters.publisher.clone(), ..only() }, Some(Names::Publishers)),
        (Barrier::Author, Filters { author: filters.author.clone(), ..only() }, Some(Names::Authors)),
        (Barrier::Period, Filters { after: filters.after, before: filters.before, ..only() }, None),
    ];
    for (barrier, filters, names) in alone {
        if filters.is_empty() || passes(library, &filters)? {
            continue;
        }
        let asked = [&filters.said_by, &filters.publisher, &filters.author].into_iter().flatten();
        let near = names.map_or(Ok(Vec::new()), |of| near(library, of, asked))?;
        return Ok((barrier, near));
    }
    let together = if passes(library, filters)? { Barrier::Words } else { Barrier::Together };
    Ok((together, Vec::new()))
}

/// Whether any article passes.
fn passes(library: &dyn Library, filters: &Filters) -> Result<bool, LibraryError> {
    let query = Query { filters: filters.clone(), articles: 1, ..Query::default() };
    Ok(!library.newest(&query, 0)?.is_empty())
}

/// Names one of whose words begins as one of those asked for does, those that fit the last word first: it is the surname.
fn near<'a>(
    library: &dyn Library,
    of: Names,
    asked: impl DoubleEndedIterator<Item = &'a String>,
) -> Result<Vec<String>, LibraryError> {
    let mut names: Vec<String> = Vec::new();
    for word in asked.rev() {
        let listed = library.names(of, word, NEAR)?.into_iter().map(|listed| listed.name);
        names.extend(listed.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    }
    names.truncate(NEAR);
    Ok(names)
}
