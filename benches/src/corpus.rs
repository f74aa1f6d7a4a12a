//! Articles and questions that a run makes for itself: sentences written for this purpose, recombined, with names, words and
//! numbers that never end. The same number gives the same article, on every machine.
//!
//! Words are drawn so that the vocabulary has the shape of real news: the word of rank r comes up with a chance of about 1/r
//! (Zipf), and the number of words known grows with the 0.6th power of the number of articles (Heaps).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// An article as every engine reads it: a line of JSON.
#[derive(Serialize, Deserialize)]
pub struct Article {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
}

/// Writes the articles of these numbers; those that `again` names are told anew.
pub fn write(path: &Path, numbers: impl Iterator<Item = u64>, again: impl Fn(u64) -> bool) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in numbers {
        serde_json::to_writer(&mut file, &article(number, u64::from(again(number))))?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

/// Writes a wire's stories, each as so many papers carry it: under a headline of their own, and after the place and the agency.
pub fn write_wire(path: &Path, stories: u64, papers: u64) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for story in 0..stories {
        let Article { id, text, .. } = article(story, 0);
        for paper in 0..papers {
            let title = article(story + stories * paper, 0).title;
            let text = format!("{} (Northline Wire) — {text}", Scene::of(story).place.to_uppercase());
            serde_json::to_writer(&mut file, &Article { id: format!("{id}-{paper}"), title, text })?;
            file.write_all(b"\n")?;
        }
    }
    file.flush()
}

/// The article of a number, as first told (0) or told anew.
pub fn article(number: u64, telling: u64) -> Article {
    let scene = Scene::of(number);
    let mut dice = Dice::new(number ^ telling << 40);
    let title = scene.fill(HEADLINES[dice.below(HEADLINES.len())], &mut dice);
    let mut text = String::new();
    for paragraph in 0..3 + dice.below(5) {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        for sentence in 0..1 + dice.below(4) {
            if sentence > 0 {
                text.push(' ');
            }
            text.push_str(&scene.fill(SENTENCES[dice.below(SENTENCES.len())], &mut dice));
        }
    }
    Article { id: format!("bench-{number}"), title, text }
}

/// Questions about articles spread evenly over the first so many.
pub fn questions(articles: u64, wanted: u64) -> Vec<String> {
    let about = |at: u64| {
        let number = at * articles / wanted;
        Scene::of(number).fill(QUESTIONS[at as usize % QUESTIONS.len()], &mut Dice::new(number))
    };
    (0..wanted).map(about).collect()
}

/// Who and what an article is about.
struct Scene {
    known: f64,
    first: String,
    last: String,
    place: String,
    body: String,
    topic: String,
}

impl Scene {
    fn of(number: u64) -> Scene {
        let mut dice = Dice::new(number.wrapping_mul(3) + 1);
        let known = 400.0 + 24.0 * (number as f64).powf(0.6);
        Scene {
            known,
            first: capital(&word(dice.rank(known / 8.0), 3)),
            last: capital(&word(dice.rank(known), 5)),
            place: format!(
                "{}{}",
                capital(&word(dice.rank(known), 7)),
                ["ford", "haven", "mere", "bridge", "ton"][dice.below(5)]
            ),
            body: format!("the {} {}", capital(&word(dice.rank(known), 11)), BODIES[dice.below(BODIES.len())]),
            topic: format!("{} {}", word(dice.rank(known), 13), TOPICS[dice.below(TOPICS.len())]),
        }
    }

    /// A pattern with its gaps filled.
    fn fill(&self, pattern: &str, dice: &mut Dice) -> String {
        let mut filled = String::with_capacity(pattern.len() + 64);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (gap, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            filled.push_str(&self.gap(gap, dice));
            rest = after;
        }
        filled.push_str(rest);
        // A sentence that begins with a body's article.
        capital(&filled)
    }

    fn gap(&self, gap: &str, dice: &mut Dice) -> String {
        match gap {
            "name" => format!("{} {}", self.first, self.last),
            "last" => self.last.clone(),
            "place" => self.place.clone(),
            "body" => self.body.clone(),
            "topic" => self.topic.clone(),
            "other" => format!(
                "{} {}",
                capital(&word(dice.rank(self.known / 8.0), 3)),
                capital(&word(dice.rank(self.known), 5))
            ),
            "thing" => word(dice.rank(self.known), 17),
            "number" => match dice.below(3) {
                0 => (2 + dice.below(97)).to_string(),
                1 => format!("{},{:03}", 1 + dice.below(90), dice.below(1_000)),
                _ => (1950 + dice.below(90)).to_string(),
            },
            _ => String::new(),
        }
    }
}

const HEADLINES: &[&str] = &[
    "{place} argues about the {topic}",
    "{last} defends the {topic}",
    "{number} {thing} found near {place}",
    "{body} reports on the {topic}",
    "What {place} says of the {topic}",
];

const QUESTIONS: &[&str] = &[
    "What did {name} say about the {topic}?",
    "Who said the {topic} in {place} was too expensive?",
    "How many {thing} were found in {place}?",
    "What does {body} claim about {place}?",
    "When will the {topic} open?",
    "{last} {topic}",
];

const BODIES: &[&str] = &["council", "ministry", "union", "company", "police", "commission", "trust", "court"];

const TOPICS: &[&str] = &[
    "bridge",
    "harbour",
    "festival",
    "budget",
    "reservoir",
    "railway",
    "school",
    "vaccine",
    "election",
    "strike",
    "flood",
    "market",
    "hospital",
    "orchard",
    "lighthouse",
    "tax",
    "tunnel",
    "museum",
    "ferry",
    "power station",
];

const SENTENCES: &[&str] = &[
    "“Nobody asked us about the {topic},” said {name}, who has lived in {place} for {number} years.",
    "“We counted {number} {thing} before the rain came,” {last} told reporters.",
    "According to {body}, the {topic} will cost {number} million more than was planned.",
    "{name} claims that {number} people took part, a figure that {body} disputes.",
    "“It was never about the money,” {other} said. “It was about the {thing}.”",
    "{body} denied that the {thing} had been sold without a licence.",
    "The {topic} is to open in {number}, if the {thing} arrives in time.",
    "In a letter to the paper, {other} wrote that {place} deserved better.",
    "{last} said the decision had been taken in {place} and not in the capital.",
    "Two of the {number} {thing} are still missing, {body} said on Tuesday.",
    "It has rained in {place} on all but {number} days since spring.",
    "The road past the old {thing} has been closed to lorries since {number}.",
    "A spokeswoman for {body} said that the report on the {topic} would be published in full.",
    "The claim could not be independently verified.",
    "“Ask anyone in {place} and they will tell you about the {thing},” said {other}.",
    "Residents had warned for years that the {thing} would not hold.",
    "{other}, an engineer, believes the {topic} can be saved for {number} thousand crowns.",
    "The {thing} was first described in {number} by a teacher from {place}.",
    "{body} announced that {number} jobs would go by the end of the year.",
    "Critics, among them {other}, call the {topic} a monument to {thing}.",
    "The vote ended with {number} in favour and {number} against.",
    "“I would do it again,” {last} added.",
    "Since the autumn there have been {number} complaints about the {thing}.",
    "A second hearing on the {topic} is expected next month.",
    "Shops in {place} reported that the {thing} had sold out within {number} hours.",
    "{name} and {other} have been married since {number}.",
    "An official who asked not to be named said {body} had known about the {thing}.",
    "The museum keeps {number} letters in which the {topic} is mentioned.",
    "Whether the {thing} will return to {place} is an open question, {other} conceded.",
    "On the quay a few {thing} waited for the evening ferry.",
];

/// The word of a rank, different for every family of words, and never two the same in one family.
fn word(rank: u64, family: u64) -> String {
    const SYLLABLES: [&str; 64] = [
        "ba", "be", "bi", "bo", "bra", "bu", "da", "de", "di", "do", "dra", "fa", "fe", "fi", "fo", "ga", "ge", "gla",
        "go", "gra", "ha", "he", "ho", "ja", "jo", "ka", "ke", "ki", "kla", "ko", "la", "le", "li", "lo", "lu", "ma",
        "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "pe", "pla", "po", "ra", "re", "ri", "ro", "sa", "se", "ska",
        "so", "sta", "ta", "te", "ti", "to", "tra", "va", "ve", "wi",
    ];
    const ENDINGS: [&str; 8] = ["n", "l", "r", "nd", "rt", "x", "lm", "sk"];
    let mut left = rank * 23 + family;
    let mut word = String::new();
    for _ in 0..8 {
        word.push_str(SYLLABLES[(left % 64) as usize]);
        left /= 64;
        if left == 0 && word.len() > 3 {
            break;
        }
    }
    word.push_str(ENDINGS[(family % 8) as usize]);
    word
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A rank below `known`, with a chance of about one in its size: the logarithm of the rank is even.
    fn rank(&mut self, known: f64) -> u64 {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        known.powf(even) as u64 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_same_number_is_the_same_article_and_no_two_are_alike() {
        let text = |number, telling| article(number, telling).text;
        assert_eq!(text(7, 0), text(7, 0));
        assert_ne!(text(7, 0), text(7, 1));
        assert_eq!((0..5_000).map(|number| text(number, 0)).collect::<HashSet<_>>().len(), 5_000);
    }

    #[test]
    fn the_vocabulary_grows_more_slowly_than_the_articles() {
        let words = |articles: u64| {
            let all: HashSet<String> = (0..articles)
                .flat_map(|number| article(number, 0).text.split(' ').map(str::to_owned).collect::<Vec<_>>())
                .collect();
            all.len() as f64
        };
        let growth = words(8_000) / words(1_000);
        assert!((2.0..6.0).contains(&growth), "{growth}");
    }
}
