//! What the bot counts of itself, in Prometheus' form. Labels hold words of ours and names of collections, and nothing that anybody asked.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::faults::Fault;
use super::request::{Address, Request, Wish};
use crate::answer::Searched;
use crate::intake::Report;
use crate::show::card::Reply;

/// One label and its value.
type Label = [(&'static str, String); 1];

/// Seconds: from an answer that is there at once to one that nobody waits for.
const ANSWERED_WITHIN: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];

/// Everything that is counted.
pub(super) struct Metrics {
    registry: Registry,
    questions: Family<Label, Counter>,
    answers: Family<Label, Counter>,
    seconds: Histogram,
    shards: Gauge,
    connected: Gauge,
    reindexes: Family<Label, Counter>,
    changes: Family<Label, Counter>,
    articles: Family<Label, Gauge>,
    age: Family<Label, Gauge>,
}

/// How an answer came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Quoted,
    Nothing,
    Failed,
}

impl Outcome {
    /// Of an answer to a question: cards of quotes have a heading, the card that says there is nothing has none.
    pub fn of(answer: &Result<Reply, Fault>) -> Outcome {
        match answer {
            Ok(reply) if reply.cards.iter().any(|card| card.heading.is_some()) => Outcome::Quoted,
            Ok(_) => Outcome::Nothing,
            Err(_) => Outcome::Failed,
        }
    }
}

impl Metrics {
    /// `limits` is counted up by whoever meets them.
    pub fn new(limits: Counter) -> Metrics {
        let mut registry = Registry::with_prefix("onrecord");
        let questions = Family::default();
        registry.register("questions", "Questions, by the way they were asked", questions.clone());
        let answers = Family::default();
        registry.register("answers", "Answers, by what they were: quoted, nothing or failed", answers.clone());
        let seconds = Histogram::new(ANSWERED_WITHIN);
        registry.register("answer_seconds", "From a question's arrival to its delivered answer", seconds.clone());
        let (shards, connected) = (Gauge::default(), Gauge::default());
        registry.register("gateway_shards", "Shards that this process runs", shards.clone());
        registry.register("gateway_connected", "Shards that are connected to Discord", connected.clone());
        registry.register("rate_limits", "Times that Discord or serenity held a call back", limits);
        let (reindexes, changes) = (Family::default(), Family::default());
        registry.register("reindexes", "Re-indexes of this process, by how they ended", reindexes.clone());
        registry.register(
            "reindexed_articles",
            "Articles that re-indexes found added, changed, removed or refused",
            changes.clone(),
        );
        let (articles, age) = (Family::default(), Family::default());
        registry.register("articles", "Articles of each collection", articles.clone());
        registry.register("index_age_seconds", "Since each collection was indexed", age.clone());
        Metrics { registry, questions, answers, seconds, shards, connected, reindexes, changes, articles, age }
    }

    pub fn asked(&self, way: &'static str) {
        self.questions.get_or_create(&label("way", way)).inc();
    }

    pub fn answered(&self, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Quoted => "quoted",
            Outcome::Nothing => "nothing",
            Outcome::Failed => "failed",
        };
        self.answers.get_or_create(&label("outcome", outcome)).inc();
    }

    pub fn took(&self, time: Duration) {
        self.seconds.observe(time.as_secs_f64());
    }

    pub fn gateway(&self, connected: usize, shards: u32) {
        self.connected.set(i64::try_from(connected).unwrap_or(i64::MAX));
        self.shards.set(shards.into());
    }

    /// `None` for a run that failed or was stopped.
    pub fn reindexed(&self, report: Option<&Report>) {
        self.reindexes.get_or_create(&label("result", if report.is_some() { "done" } else { "failed" })).inc();
        let Some(report) = report else { return };
        let changes = [
            ("added", report.added.len()),
            ("changed", report.changed.len()),
            ("removed", report.removed.len()),
            ("refused", report.refused.len()),
        ];
        for (what, count) in changes {
            self.changes.get_or_create(&label("what", what)).inc_by(count as u64);
        }
    }

    /// Whether every shard is connected; else how many are.
    pub fn healthy(&self) -> Result<(), String> {
        let (connected, shards) = (self.connected.get(), self.shards.get());
        match shards > 0 && connected >= shards {
            true => Ok(()),
            false => Err(format!("not connected to Discord: {connected} of {shards} shards")),
        }
    }

    /// Everything as text, with what each collection holds by now.
    pub fn written(&self, collections: &[(Arc<str>, Searched)], now: Timestamp) -> String {
        self.articles.clear();
        self.age.clear();
        for (name, found) in collections {
            let name = label("collection", name);
            self.articles.get_or_create(&name).set(i64::try_from(found.articles).unwrap_or(i64::MAX));
            if let Some(indexed) = found.indexed {
                self.age.get_or_create(&name).set(now.as_second() - indexed.as_second());
            }
        }
        let mut text = String::new();
        // Writing into memory has no way to fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

fn label(name: &'static str, value: &str) -> Label {
    [(name, value.to_owned())]
}

/// The way a question was asked; `None` for what is no question.
pub(super) fn way(request: &Request) -> Option<&'static str> {
    match (&request.wish, &request.address) {
        (Wish::Ask(_), Address::Interaction { .. }) => Some("command"),
        (Wish::Ask(_), Address::Message { .. }) if request.place.server.is_none() => Some("direct"),
        (Wish::Ask(inquiry), Address::Message { .. }) if inquiry.earlier.is_some() => Some("reply"),
        (Wish::Ask(_), Address::Message { .. }) => Some("mention"),
        (Wish::Find { .. }, _) => Some("menu"),
        (Wish::Said { .. }, _) => Some("said"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_written() {
        let limits = Counter::default();
        let metrics = Metrics::new(limits.clone());
        metrics.asked("command");
        metrics.answered(Outcome::Nothing);
        metrics.took(Duration::from_millis(300));
        metrics.gateway(1, 2);
        limits.inc();
        metrics.reindexed(None);
        let found = Searched { articles: 7, indexed: Some(Timestamp::UNIX_EPOCH), ..Searched::default() };
        let now = Timestamp::from_second(90).expect("a time");
        let text = metrics.written(&[("main".into(), found)], now);
        for line in [
            "onrecord_questions_total{way=\"command\"} 1",
            "onrecord_answers_total{outcome=\"nothing\"} 1",
            "onrecord_answer_seconds_bucket{le=\"0.5\"} 1",
            "onrecord_gateway_connected 1",
            "onrecord_gateway_shards 2",
            "onrecord_rate_limits_total 1",
            "onrecord_reindexes_total{result=\"failed\"} 1",
            "onrecord_articles{collection=\"main\"} 7",
            "onrecord_index_age_seconds{collection=\"main\"} 90",
        ] {
            assert!(text.lines().any(|found| found == line), "no {line} in {text}");
        }
        assert_eq!(metrics.healthy(), Err("not connected to Discord: 1 of 2 shards".to_owned()));
        metrics.gateway(2, 2);
        assert_eq!(metrics.healthy(), Ok(()));
        assert!(!metrics.written(&[], now).contains("collection="), "a collection that is gone is not told of");
    }
}
