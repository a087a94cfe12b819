//! Long cohorts in few steps: what lies in the middle is taken together.

use crate::compact::Gather;
use std::ops::Range;

/// So many things are shown one by one.
pub(super) const FEW: usize = 48;
/// Of longer ones the last so many are.
const AT_THE_END: usize = 8;

/// Which of `total` things share a step.
pub(super) struct Few {
    pub ranges: Vec<Range<usize>>,
    total: usize,
}

/// All of them, if there are at most `most`; else the first, the middle as one,
/// and the last.
pub(super) fn few(total: usize, most: usize) -> Few {
    if total <= most {
        return Few { ranges: (0..total).map(|i| i..i + 1).gather(), total };
    }
    let first = most - AT_THE_END - 1;
    let last = total - AT_THE_END;
    let mut ranges: Vec<Range<usize>> = (0..first).map(|i| i..i + 1).gather();
    ranges.push(first..last);
    ranges.extend((last..total).map(|i| i..i + 1));
    Few { ranges, total }
}

impl Few {
    /// "48 of 240 event times are shown one by one; those between are one step."
    pub fn shortened(&self, what: &str) -> String {
        let alone = self.ranges.iter().filter(|range| range.len() == 1).count();
        if alone == self.total {
            return String::new();
        }
        format!(
            "{alone} of {} {what} are shown one by one; those between are one step.",
            self.total
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_nothing_shown_twice() {
        for total in [0, 1, 47, 48, 49, 50, 1000] {
            let ranges = few(total, FEW).ranges;
            let all: Vec<usize> = ranges.iter().cloned().flatten().collect();
            assert_eq!(all, (0..total).collect::<Vec<_>>());
            assert!(ranges.len() <= FEW, "{} steps", ranges.len());
        }
    }
}
