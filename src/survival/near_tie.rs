//! When two times are the same: the one place that decides it.
//!
//! Take the distinct times (entries and exits together) in order. Two
//! neighbours are one time if their gap, or their gap divided by the mean of
//! the distinct times (absolute values), is at most √ε = 1.49e-8, ε being the
//! distance from 1 to the next double. A chain of such neighbours becomes its
//! first. So 0.1 + 0.2 and 0.3 months are one time, as in R's survival
//! (`timefix`, version 3.5); lifelines, statsmodels and scikit-survival take
//! them for two.

use super::sample::Subject;

/// √ε.
pub const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// Makes near ties one in both lists (each in order of time); says whether
/// anything changed. `distinct` are those of the exits.
pub fn merge(exits: &mut [Subject], entries: &mut [Subject], mut distinct: Distinct) -> bool {
    if !entries.is_empty() {
        distinct = Distinct::default();
        union(exits, entries, |time| distinct.see(time));
    }
    let mean = distinct.sum / distinct.count;
    let tied = |gap: f64| gap <= TOLERANCE || gap / mean <= TOLERANCE;
    if distinct.count < 2.0 || !tied(distinct.least_gap) {
        return false;
    }
    // (distinct time, time it becomes), in order, only for those that move.
    let mut moves: Vec<(f64, f64)> = Vec::new();
    let (mut last, mut first) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    union(exits, entries, |time| {
        if time == last {
            return;
        }
        if tied(time - last) {
            moves.push((time, first));
        } else {
            first = time;
        }
        last = time;
    });
    for list in [exits, entries] {
        let mut next = moves.iter().peekable();
        for subject in list {
            while next.next_if(|(from, _)| *from < subject.time).is_some() {}
            if let Some((from, to)) = next.peek()
                && *from == subject.time
            {
                subject.time = *to;
            }
        }
    }
    true
}

/// Of distinct times, seen in order: how many, and how far apart.
pub struct Distinct {
    last: f64,
    sum: f64,
    count: f64,
    least_gap: f64,
}

impl Default for Distinct {
    fn default() -> Self {
        Self { last: f64::NEG_INFINITY, sum: 0.0, count: 0.0, least_gap: f64::INFINITY }
    }
}

impl Distinct {
    #[inline(always)]
    pub fn see(&mut self, time: f64) {
        // Whether a time is new cannot be foretold: decided without a branch.
        let gap = time - self.last;
        let is_new = gap > 0.0;
        self.least_gap = if is_new && gap < self.least_gap { gap } else { self.least_gap };
        self.sum += if is_new { time.abs() } else { 0.0 };
        self.count += if is_new { 1.0 } else { 0.0 };
        self.last = time;
    }
}

/// Every time of both lists, in order.
fn union(exits: &[Subject], entries: &[Subject], mut see: impl FnMut(f64)) {
    let mut entries = entries.iter().peekable();
    for exit in exits {
        while let Some(entry) = entries.next_if(|e| e.time <= exit.time) {
            see(entry.time);
        }
        see(exit.time);
    }
    entries.for_each(|entry| see(entry.time));
}
