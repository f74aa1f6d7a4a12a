//! Which message of the bot answers which question, for as long as an answer follows its question. Pure: the clock is an argument.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serenity::model::Timestamp;
use serenity::model::id::{ChannelId, MessageId};

use super::request::Change;
use crate::text::ContentHash;

/// How long a changed question changes its answer.
const FOLLOWS: Duration = Duration::from_secs(120);
/// How often it does.
const CHANGES: u32 = 5;
/// So many questions are remembered; a deleted question takes its answer along for as long as it is among them.
const QUESTIONS: usize = 10_000;

/// A message of the bot, by its channel and its number.
pub(super) type Answer = (ChannelId, MessageId);

/// What happened to a question while its answer was looked for.
pub(super) enum Meanwhile {
    Nothing,
    Changed(Box<Change>),
    Deleted,
}

#[derive(Default)]
pub(super) struct Answered {
    questions: HashMap<MessageId, Kept>,
    order: VecDeque<MessageId>,
}

struct Kept {
    answer: Option<Answer>,
    /// Of the words alone: what somebody asked is not kept.
    words: ContentHash,
    asked: Instant,
    /// When it was changed last, by Discord's clock.
    changed: Option<Timestamp>,
    changes: u32,
    meanwhile: Meanwhile,
}

impl Answered {
    /// A question that is going to be answered.
    pub fn expect(&mut self, question: MessageId, words: &str, now: Instant) {
        let kept = Kept {
            answer: None,
            words: hash(words),
            asked: now,
            changed: None,
            changes: 0,
            meanwhile: Meanwhile::Nothing,
        };
        if self.questions.insert(question, kept).is_none() {
            self.order.push_back(question);
        }
        if self.order.len() > QUESTIONS
            && let Some(oldest) = self.order.pop_front()
        {
            self.questions.remove(&oldest);
        }
    }

    /// The answer is there; what happened to the question until now.
    pub fn answer(&mut self, question: MessageId, answer: Answer) -> Meanwhile {
        let Some(kept) = self.questions.get_mut(&question) else { return Meanwhile::Nothing };
        kept.answer = Some(answer);
        let meanwhile = std::mem::replace(&mut kept.meanwhile, Meanwhile::Nothing);
        if matches!(meanwhile, Meanwhile::Deleted) {
            self.questions.remove(&question);
        }
        meanwhile
    }

    /// The change and the answer that has to follow it: where the words are others than before, and it is not too late. A change that comes before
    /// the answer is kept for it.
    pub fn change(&mut self, change: Change, now: Instant) -> Option<(Change, Answer)> {
        let kept = self.questions.get_mut(&change.message)?;
        let hash = hash(&change.inquiry.words);
        let late =
            now.saturating_duration_since(kept.asked) > FOLLOWS || kept.changed.is_some_and(|last| change.at <= last);
        if late || kept.words == hash || kept.changes >= CHANGES || matches!(kept.meanwhile, Meanwhile::Deleted) {
            return None;
        }
        (kept.words, kept.changed, kept.changes) = (hash, Some(change.at), kept.changes + 1);
        match kept.answer {
            Some(answer) => Some((change, answer)),
            None => {
                kept.meanwhile = Meanwhile::Changed(Box::new(change));
                None
            }
        }
    }

    /// The answer to a question that is gone; where there is none yet, it will be told.
    pub fn delete(&mut self, question: MessageId) -> Option<Answer> {
        let kept = self.questions.get_mut(&question)?;
        if kept.answer.is_none() {
            kept.meanwhile = Meanwhile::Deleted;
            return None;
        }
        self.questions.remove(&question)?.answer
    }
}

fn hash(words: &str) -> ContentHash {
    ContentHash::of(words.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Wishes;
    use crate::bot::request::{Inquiry, Place};

    const ANSWER: Answer = (ChannelId::new(1), MessageId::new(2));
    const QUESTION: MessageId = MessageId::new(9);

    fn change(words: &str, at: i64) -> Change {
        let inquiry = Inquiry {
            words: words.to_owned(),
            wishes: Wishes::default(),
            collection: None,
            private: None,
            earlier: None,
        };
        let place = Place::of_message(None, ANSWER.0, Vec::new());
        Change { message: QUESTION, at: Timestamp::from_unix_timestamp(at).expect("a time"), place, inquiry }
    }

    fn followed(answered: &mut Answered, words: &str, at: i64, now: Instant) -> bool {
        answered.change(change(words, at), now).is_some_and(|(_, answer)| answer == ANSWER)
    }

    #[test]
    fn an_answer_follows_for_two_minutes() {
        let mut answered = Answered::default();
        let start = Instant::now();
        answered.expect(QUESTION, "who?", start);
        assert!(matches!(answered.answer(QUESTION, ANSWER), Meanwhile::Nothing));
        assert!(!followed(&mut answered, "who?", 1, start), "the same words");
        assert!(followed(&mut answered, "what?", 2, start));
        assert!(!followed(&mut answered, "where?", 1, start), "overtaken by a later change");
        assert!(!followed(&mut answered, "when?", 3, start + Duration::from_secs(121)), "too late");
        assert_eq!(answered.delete(QUESTION), Some(ANSWER));
        assert_eq!(answered.delete(QUESTION), None);
        assert!(!followed(&mut answered, "why?", 4, start), "gone");
    }

    #[test]
    fn what_happens_before_there_is_an_answer_is_made_up_for() {
        let mut answered = Answered::default();
        let now = Instant::now();
        answered.expect(QUESTION, "who?", now);
        assert!(!followed(&mut answered, "what?", 1, now));
        let meanwhile = answered.answer(QUESTION, ANSWER);
        assert!(matches!(meanwhile, Meanwhile::Changed(change) if change.inquiry.words == "what?"));
        answered.expect(QUESTION, "who?", now);
        assert_eq!(answered.delete(QUESTION), None);
        assert!(matches!(answered.answer(QUESTION, ANSWER), Meanwhile::Deleted));
    }

    #[test]
    fn changing_for_ever_is_not_followed_and_old_questions_are_forgotten() {
        let mut answered = Answered::default();
        let now = Instant::now();
        answered.expect(QUESTION, "0", now);
        answered.answer(QUESTION, ANSWER);
        let changes = (1..10).filter(|at| followed(&mut answered, &at.to_string(), *at, now)).count();
        assert_eq!(changes, CHANGES as usize);
        for question in 100..QUESTIONS as u64 + 100 {
            answered.expect(MessageId::new(question), "", now);
        }
        assert_eq!(answered.questions.len(), QUESTIONS);
        assert_eq!(answered.delete(QUESTION), None);
    }
}
