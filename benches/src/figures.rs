//! What is measured: time on the clock and on the processor, percentiles, sizes and memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// Named figures of one measurement.
pub type Figures = BTreeMap<String, f64>;

/// How long each of many things took, on the clock and on the processor.
#[derive(Default)]
pub struct Times {
    clock: Vec<Duration>,
    processor: Vec<Duration>,
}

impl Times {
    pub fn measure<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (clock, processor) = (Instant::now(), ThreadTime::now());
        let done = work();
        self.processor.push(processor.elapsed());
        self.clock.push(clock.elapsed());
        done
    }

    pub fn join(&mut self, other: Times) {
        self.clock.extend(other.clock);
        self.processor.extend(other.processor);
    }

    /// Percentiles in milliseconds.
    pub fn add_to(mut self, figures: &mut Figures) {
        for (name, times) in [("clock", &mut self.clock), ("processor", &mut self.processor)] {
            times.sort_unstable();
            for share in [50, 95, 99] {
                let at = times.len().saturating_sub(1) * share / 100;
                let time = times.get(at).copied().unwrap_or_default();
                figures.insert(format!("{name}_p{share}_ms"), time.as_secs_f64() * 1e3);
            }
        }
    }
}

/// Memory of this process in megabytes: the most it ever had, and what it has now beyond mapped files.
pub fn add_memory(figures: &mut Figures) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    for (line, name) in [("VmHWM:", "peak_mb"), ("RssAnon:", "own_mb")] {
        let kilobytes =
            status.lines().find_map(|found| found.strip_prefix(line)?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        figures.extend(kilobytes.map(|kilobytes| (name.to_owned(), kilobytes / 1024.0)));
    }
}

/// Time of the whole process on the processor, in seconds.
pub fn add_processor(figures: &mut Figures) {
    if let Ok(time) = cpu_time::ProcessTime::try_now() {
        figures.insert("processor_s".to_owned(), time.as_duration().as_secs_f64());
    }
}

/// Bytes of all files below a path.
pub fn size(path: &Path) -> u64 {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => fs::metadata(path).map_or(0, |data| data.len()),
    }
}
