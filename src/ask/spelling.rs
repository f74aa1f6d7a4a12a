//! Words that are misspelt: the index knows the word that is one letter off.

/// Shorter words have too many neighbours.
const SHORTEST: usize = 5;
const LONGEST: usize = 20;

/// All terms that differ from a term by one letter added, left out, changed, or swapped with the next; none for a term that
/// is too short to guess, or not of small ASCII letters.
pub fn neighbours(term: &str) -> Vec<String> {
    let letters = term.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..=letters.len() {
        let (before, after) = term.split_at(at);
        for letter in 'a'..='z' {
            found.push(format!("{before}{letter}{after}"));
        }
        let Some(rest) = after.get(1..) else { continue };
        // The first letter is hardly ever wrong.
        if at > 0 {
            found.push(format!("{before}{rest}"));
            found.extend(('a'..='z').map(|letter| format!("{before}{letter}{rest}")));
        }
        if let Some(last) = rest.get(1..) {
            found.push(format!("{before}{}{}{last}", &rest[..1], &after[..1]));
        }
    }
    found.retain(|other| other != term);
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_off() {
        let near = |term: &str, other: &str| neighbours(term).contains(&other.to_owned());
        assert!(near("hilari", "hillari") && near("lauraet", "laureat") && near("goverment", "government"));
        assert!(near("ministrr", "ministri") && near("ferriz", "ferri"));
        assert!(!near("bridge", "fridge"), "the first letter is as typed");
        assert!(neighbours("cat").is_empty() && neighbours("2016").is_empty() && neighbours("zoë12").is_empty());
    }
}
