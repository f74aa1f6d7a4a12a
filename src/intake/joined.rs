//! The reports of runs over several indexes, told as one.

use super::Report;
use crate::read::ReadError;

impl Report {
    /// Both runs together.
    pub fn and(mut self, more: Report) -> Report {
        self.added.extend(more.added);
        self.changed.extend(more.changed);
        self.removed.extend(more.removed);
        self.unchanged += more.unchanged;
        self.moved += more.moved;
        self.twice.extend(more.twice);
        self.refused.extend(more.refused);
        self.bytes += more.bytes;
        self.took += more.took;
        self
    }

    /// A run beside others that changed nothing, because it failed; why stands elsewhere, for it may name folders of the machine.
    pub fn of_a_failure(name: &str) -> Report {
        let reason = "could not be re-indexed; its old index still answers".to_owned();
        Report { refused: vec![ReadError { path: name.into(), line: None, reason }], ..Report::default() }
    }
}
