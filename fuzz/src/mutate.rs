//! The targets without a nightly compiler: seeds changed at random for a stated time.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml --target-dir target --example mutate -- TARGET|all SECONDS [SEED]`, or
//! `… -- TARGET FILE…` to try files again. The input that brings a target down is left in fuzz/artifacts; it is there even where the process was killed.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fastrand::Rng;
use onrecord_fuzz::{TARGETS, run};

/// The most changes that are made to a seed.
const CHANGES: usize = 12;
/// The longest input, in bytes.
const LONGEST: usize = 64 << 10;
/// Whatever takes longer is a finding.
const SLOW: Duration = Duration::from_secs(10);

/// What breaks parsers, or means something to one.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<", ">", "&", "&#x110000;", "&amp;amp;", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->", "\0", "é", "\u{202e}", "\u{200b}", "\u{feff}", "e\u{301}",
    "日本", "ประเทศ", "{", "}", "[", "]", "[[", "]]", "{%", "%}", "---\n", "+++\n", "\r\n", "\n\n", "\t", "-1", "99999999999999999999", "1e999", "<div>", "</p>",
    "<table><tr><td>", "<svg>", "<template>", "<a href='x'>", "“", "”", "„", "«", "»", "‘", "’", "…", ". ", "? ", " said ", " told ", "according to ", "he ",
    " who ", "«in the Post» ", "last week ", "since 3 May ", "by Lena Abbot ", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "WARC/1.1\r\n", "PK\u{3}\u{4}",
    "Q: ", "A: ", "U.S. ", "Dr. ", "a.m. ", "null", "true", "\\u0000", "\\ud800",
];

fn main() -> ExitCode {
    match go(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn go(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let (target, rest) = arguments.split_first().ok_or("which target? all, or one of src/lib.rs")?;
    let [first, more @ ..] = rest else { return Err("for how many seconds, or which files?".into()) };
    let chosen = TARGETS.iter().map(|(name, _)| *name).filter(|name| target == "all" || target == name);
    let chosen: Vec<&str> = chosen.collect();
    if chosen.is_empty() {
        return Err(format!("there is no target «{target}»").into());
    }
    let Ok(seconds) = first.parse() else {
        for file in rest {
            chosen.iter().try_for_each(|name| fs::read(file).map(|bytes| run(name, &bytes)))?;
        }
        return Ok(());
    };
    let seed = more.first().map_or(Ok(1), |seed| seed.parse())?;
    chosen.iter().try_for_each(|name| mutate(name, Duration::from_secs(seconds), seed))
}

/// Changes the seeds of a target until its time is over.
fn mutate(target: &str, time: Duration, seed: u64) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = seeds(&folder.join("seeds").join(target))?;
    let now = folder.join("artifacts").join(target).join("now");
    fs::create_dir_all(now.parent().ok_or("no folder")?)?;
    let mut random = Rng::with_seed(seed);
    let (mut tried, mut slowest) = (0_u64, Duration::ZERO);
    let begun = Instant::now();
    while begun.elapsed() < time {
        let input = changed(&mut random, &seeds);
        fs::write(&now, &input)?;
        let started = Instant::now();
        run(target, &input);
        slowest = slowest.max(started.elapsed());
        if started.elapsed() > SLOW {
            return Err(format!("{target} took {} s: {}", started.elapsed().as_secs(), now.display()).into());
        }
        tried += 1;
    }
    fs::remove_file(&now)?;
    println!("{target}: {tried} inputs in {} s, the slowest {} ms", time.as_secs(), slowest.as_millis());
    Ok(())
}

fn seeds(folder: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let seeds = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    if seeds.is_empty() { Err(format!("no seeds in {}", folder.display()).into()) } else { Ok(seeds) }
}

fn changed(random: &mut Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[random.usize(..seeds.len())].clone();
    for _ in 0..random.usize(..=CHANGES) {
        let at = random.usize(..=bytes.len());
        let end = (at + 1 + random.usize(..64)).min(bytes.len()).max(at);
        match random.u8(..7) {
            0 if at < bytes.len() => bytes[at] = random.u8(..),
            1 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].repeat(random.usize(1..200));
                drop(bytes.splice(at..at, part));
            }
            4 => {
                let other = &seeds[random.usize(..seeds.len())];
                let from = random.usize(..=other.len());
                bytes.truncate(at);
                bytes.extend(&other[from..]);
            }
            _ => drop(bytes.splice(at..at, PIECES[random.usize(..PIECES.len())].bytes())),
        }
    }
    bytes.truncate(LONGEST);
    bytes
}
