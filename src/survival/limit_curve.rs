//! The limits of a curve, computed where they are asked for, and found without
//! computing them everywhere.
//!
//! A limit depends on the survival S and the standard error σ of its logarithm.
//! Along a curve S falls and σ rises, so that the two ends of a stretch bound
//! every limit in it: a search passes over a stretch that cannot hold what it
//! looks for. A limit itself may rise again, and is not assumed to fall.

use super::kaplan_meier::{Curve, CurveLimits};
use super::limits::Transform;
use crate::tail::normal_for_level;

/// The lower and the upper limit along a curve; not those of the beta product.
#[derive(Clone, Copy)]
pub struct BothLimits<'a> {
    survival: &'a [f64],
    standard_error: &'a [f64],
    transform: Transform,
    z: f64,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Which {
    Lower,
    Upper,
}

/// Stretches this short are looked through.
const SHORT: usize = 16;
/// Bounds are widened by more than rounding.
const SLACK: f64 = 1e-10;

impl<'a> BothLimits<'a> {
    pub fn of(curve: &'a Curve, limits: &CurveLimits) -> Self {
        Self {
            survival: &curve.survival,
            standard_error: &curve.standard_error,
            transform: limits.transform,
            z: normal_for_level(limits.level).unwrap_or(f64::NAN),
        }
    }

    /// At one of the curve's times; NaN where there are none.
    pub fn at(&self, row: usize) -> (f64, f64) {
        let s = self.survival[row];
        self.limits(s, self.standard_error[row] / s)
    }

    pub fn rows(&self) -> usize {
        self.survival.len()
    }

    pub fn one_at(&self, which: Which, row: usize) -> f64 {
        of(which, self.at(row))
    }

    fn limits(&self, s: f64, sigma: f64) -> (f64, f64) {
        self.transform.limits(s, sigma, self.z).unwrap_or((f64::NAN, f64::NAN))
    }

    /// The first row of the largest limit that has fallen from 1 by `fall` or more.
    pub fn first_fallen(&self, which: Which, fall: f64) -> Option<usize> {
        // No limit has fallen while nobody had the event.
        let from = if fall > 0.0 { self.survival.partition_point(|s| *s >= 1.0) } else { 0 };
        let mut search = Search { limits: self, which, fall, best: None };
        search.look(from, self.rows());
        search.best.map(|(row, _)| row)
    }

    /// Between which numbers the limit lies on rows `from` to `to`; NaN where
    /// that is not known.
    fn bounds(&self, which: Which, from: usize, to: usize) -> (f64, f64) {
        let end = |row: usize| (self.survival[row], self.standard_error[row] / self.survival[row]);
        let ((s1, sigma1), (s2, sigma2)) = (end(from), end(to - 1));
        let (c1, c2) = (self.transform.spread(s1), self.transform.spread(s2));
        // Half the width on the limits' scale is at least `narrow` and at most `wide`.
        let (narrow, wide) = (sigma1 * c1.min(c2), sigma2 * c1.max(c2));
        let at = |s: f64, half: f64, c: f64| of(which, self.limits(s, half / c));
        let (low, high) = match which {
            Which::Lower => (at(s2, wide, c2), at(s1, narrow, c1)),
            Which::Upper => (at(s2, narrow, c2), at(s1, wide, c1)),
        };
        (low - SLACK, high + SLACK)
    }
}

fn of(which: Which, (lower, upper): (f64, f64)) -> f64 {
    match which {
        Which::Lower => lower,
        Which::Upper => upper,
    }
}

struct Search<'a, 'b> {
    limits: &'b BothLimits<'a>,
    which: Which,
    fall: f64,
    /// A row, and how far its limit has fallen.
    best: Option<(usize, f64)>,
}

impl Search<'_, '_> {
    /// From left to right, so that of equal limits the first stays.
    fn look(&mut self, from: usize, to: usize) {
        if to - from > SHORT {
            let (low, high) = self.limits.bounds(self.which, from, to);
            let too_high = 1.0 - low < self.fall;
            let no_better = self.best.is_some_and(|(_, least)| 1.0 - high >= least);
            if too_high || no_better {
                return;
            }
            let middle = from.midpoint(to);
            self.look(from, middle);
            self.look(middle, to);
            return;
        }
        for row in from..to {
            let fallen = 1.0 - self.limits.one_at(self.which, row);
            if fallen >= self.fall && self.best.is_none_or(|(_, least)| fallen < least) {
                self.best = Some((row, fallen));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::event_table::EventTable;
    use super::super::kaplan_meier::for_summary;
    use super::super::limits::Limits;
    use super::*;
    use crate::random::Random;

    const SCALES: [Transform; 5] =
        [Transform::Plain, Transform::Log, Transform::LogLog, Transform::Arcsin, Transform::Logit];

    /// Events and censorings by lot; where suddenly `few` are left, with several
    /// entering later, upper limits rise.
    fn made(random: &mut Random, rows: usize, few: bool) -> EventTable {
        let mut table = EventTable::default();
        let mut at_risk = 10 * rows as u32 + 5;
        for row in 0..rows {
            let thin = few && row % 40 > 36;
            table.time.push(row as f64 + 1.0);
            table.at_risk.push(if thin { 4 + random.below(6) } else { at_risk });
            table.events.push(u32::from(random.below(3) > 0));
            table.censored.push(1);
            at_risk -= 1;
        }
        table
    }

    #[test]
    fn the_search_finds_what_looking_everywhere_finds() {
        let mut random = Random::new(3);
        let mut rising = 0;
        for round in 0..150 {
            let table = made(&mut random, 20 + 4 * round, round % 2 == 0);
            let kinds = SCALES.map(|transform| Limits { transform, level: 0.95 });
            let curve = for_summary(table, &kinds);
            for limits in &curve.limits {
                let both = BothLimits::of(&curve, limits);
                for which in [Which::Lower, Which::Upper] {
                    let values: Vec<f64> =
                        (0..both.rows()).map(|row| both.one_at(which, row)).collect();
                    let real: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
                    rising += u32::from(!real.is_sorted_by(|a, b| a >= b));
                    for tenth in 1..10 {
                        let fall = f64::from(tenth) / 10.0;
                        let mut best: Option<usize> = None;
                        for (row, value) in values.iter().enumerate() {
                            let better = best.is_none_or(|b| *value > values[b]);
                            if 1.0 - value >= fall && better {
                                best = Some(row);
                            }
                        }
                        assert_eq!(
                            both.first_fallen(which, fall),
                            best,
                            "{:?} {fall} {} rows",
                            limits.transform,
                            values.len()
                        );
                    }
                }
            }
        }
        assert!(rising > 50, "only {rising} of the limits rise somewhere");
    }
}
