//! Words of the same meaning, from a small list that was written by hand (synonyms.txt).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::Language;
use crate::terms::Analyzer;

/// Every term of the list with the terms of its groups, itself left out.
static GROUPS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| groups(include_str!("synonyms.txt")));

/// English terms that mean nearly the same as an English term.
pub fn synonyms(term: &str) -> &'static [String] {
    GROUPS.get(term).map_or(&[], Vec::as_slice)
}

fn groups(list: &str) -> HashMap<String, Vec<String>> {
    let mut analyzer = Analyzer::new(Some(Language::ENGLISH));
    let mut groups: HashMap<String, Vec<String>> = HashMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let terms = analyzer.list(line);
        for term in &terms {
            let known = groups.entry(term.clone()).or_default();
            for other in &terms {
                if other != term && !known.contains(other) {
                    known.push(other.clone());
                }
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_joined_by_term() {
        let groups = groups("# cars\ncar vehicle\ncars automobile\n");
        assert_eq!(groups["car"], ["vehicl", "automobil"]);
        assert_eq!(groups["vehicl"], ["car"]);
    }

    #[test]
    fn the_list_has_synonyms() {
        assert!(synonyms("cop").iter().any(|term| term == "polic"));
        assert!(synonyms("ferri").is_empty());
    }
}
