//! Answers by who says them.

use crate::answer::{Answer, Finding, Group, Who};
use crate::article::Voice;
use crate::sources;
use crate::terms::name_words;

/// The findings of an answer grouped by who says them; the group of the best finding first.
pub fn by_source(answer: &Answer) -> Vec<Group> {
    let findings = answer.findings();
    let mut groups: Vec<Group> = Vec::new();
    for (number, finding) in findings.iter().enumerate() {
        let who = who(finding);
        match groups.iter_mut().find(|group| same(&group.who, &who)) {
            Some(group) => group.findings.push(number),
            None => groups.push(Group { who, findings: vec![number] }),
        }
    }
    for group in &mut groups {
        let date = |number: &usize| findings[*number].quote.article().citation.published;
        group.findings.sort_by(|a, b| date(b).cmp(&date(a)).then(a.cmp(b)));
    }
    groups
}

fn who(finding: &Finding) -> Who {
    let quote = &finding.quote;
    let attribution = match quote.voice() {
        Voice::Article => return Who::Articles,
        Voice::Uncertain(_) => return Who::Uncertain,
        Voice::Source(attribution) => attribution,
    };
    let Some(source) = attribution.resolved.or(attribution.source) else { return Who::Uncertain };
    let name = sources::name_within(quote.article(), source).unwrap_or(source);
    Who::Source(quote.elsewhere(name).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn same(one: &Who, other: &Who) -> bool {
    match (one, other) {
        (Who::Source(one), Who::Source(other)) => name_words(one) == name_words(other),
        _ => one == other,
    }
}
