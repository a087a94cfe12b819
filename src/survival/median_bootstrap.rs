//! How far the median survival of a group would vary, if its patients were drawn
//! again.

use super::near_tie::TOLERANCE;
use super::sample::SortedSample;
use crate::compact::{Gather, sort_numbers};
use crate::random::Random;
pub use crate::tail::sample_quantile;

/// A group's distinct times, and where each of its patients leaves.
///
/// One draw takes as many patients as there are, with replacement, counts how
/// many of them leave at each time, and walks the Kaplan–Meier curve of these
/// counts no further than its median.
pub struct Redrawn {
    time: Vec<f64>,
    /// Of each patient twice its place in `time`, and one more for an event.
    cell: Vec<u32>,
    /// Of the draw under way: those censored and those with the event, by place.
    counts: Vec<u32>,
}

impl Redrawn {
    /// `None` with delayed entry: those at risk are then not those yet to leave.
    pub fn new(sample: &SortedSample, group: usize) -> Option<Self> {
        if sample.has_delayed_entry() {
            return None;
        }
        let mut time: Vec<f64> = Vec::new();
        let mut cell = Vec::new();
        for subject in sample.subjects().iter().filter(|subject| subject.group() == group) {
            if time.last() != Some(&subject.time) {
                time.push(subject.time);
            }
            cell.push((time.len() as u32 - 1) << 1 | u32::from(subject.event()));
        }
        let counts = vec![0; 2 * time.len()];
        Some(Self { time, cell, counts })
    }

    /// The median of the patients as they are; infinite where it is not reached.
    pub fn seen(&mut self) -> f64 {
        self.counts.fill(0);
        for cell in &self.cell {
            self.counts[*cell as usize] += 1;
        }
        self.median()
    }

    /// The median of one draw; infinite where it is not reached.
    pub fn draw(&mut self, random: &mut Random) -> f64 {
        self.counts.fill(0);
        let n = self.cell.len() as u32;
        for pair in 0..n.div_ceil(2) {
            let [one, other] = random.two_below(n);
            self.counts[self.cell[one as usize] as usize] += 1;
            // An odd number of patients needs one less.
            if 2 * pair + 1 < n {
                self.counts[self.cell[other as usize] as usize] += 1;
            }
        }
        self.median()
    }

    /// As [`quantile`](super::quantile::quantile): where the curve lies at a half
    /// over an interval, its middle.
    fn median(&self) -> f64 {
        let mut at_risk = self.cell.len() as f64;
        let mut survival = 1.0;
        let mut reached = None;
        for (time, leaving) in self.time.iter().zip(self.counts.chunks_exact(2)) {
            let (censored, events) = (f64::from(leaving[0]), f64::from(leaving[1]));
            // A factor of 1 without events: whether there are any cannot be foretold.
            survival *= (at_risk - events) / at_risk;
            if survival <= 0.5 + TOLERANCE {
                let first = *reached.get_or_insert(*time);
                if survival < 0.5 - TOLERANCE {
                    return (first + time) / 2.0;
                }
            }
            at_risk -= censored + events;
            if at_risk == 0.0 {
                // The last to leave: what is flat there ends here.
                return reached.map_or(f64::INFINITY, |first| (first + time) / 2.0);
            }
        }
        f64::INFINITY
    }
}

/// What `draws` draws gave, from the smallest; not reached stands last, as
/// infinite.
#[derive(Clone, Debug, PartialEq)]
pub struct Medians {
    pub seen: f64,
    pub sorted: Vec<f64>,
    pub not_reached: usize,
}

/// The medians of two groups, drawn apart, and their differences.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// Second minus first, from the smallest; infinite where one alone is not
    /// reached.
    pub sorted: Vec<f64>,
    /// Draws in which neither is reached.
    pub undefined: usize,
}

/// Draws the patients of every group again, group by group within each draw.
pub fn draw(groups: &mut [Redrawn], draws: u32, seed: u64) -> (Vec<Medians>, Option<Differences>) {
    let mut random = Random::new(seed);
    let mut drawn: Vec<Vec<f64>> =
        groups.iter().map(|_| Vec::with_capacity(draws as usize)).gather();
    for _ in 0..draws {
        for (group, drawn) in groups.iter_mut().zip(&mut drawn) {
            drawn.push(group.draw(&mut random));
        }
    }
    let differences = match &drawn[..] {
        [first, second] => {
            let differences = first.iter().zip(second).map(|(first, second)| second - first);
            let mut sorted: Vec<f64> = differences.filter(|d| !d.is_nan()).gather();
            sort_numbers(&mut sorted);
            Some(Differences { undefined: draws as usize - sorted.len(), sorted })
        }
        _ => None,
    };
    let medians = groups
        .iter_mut()
        .zip(drawn)
        .map(|(group, mut sorted)| {
            sort_numbers(&mut sorted);
            let not_reached = sorted.iter().filter(|median| median.is_infinite()).count();
            Medians { seen: group.seen(), sorted, not_reached }
        })
        .gather();
    (medians, differences)
}

#[cfg(test)]
mod tests {
    use super::super::event_table::by_group;
    use super::super::kaplan_meier::for_summary;
    use super::super::quantile::quantile;
    use super::super::sample::FollowUp;
    use super::*;

    fn sample(time: &[f64], event: &[bool]) -> SortedSample {
        let group = vec![0; time.len()];
        SortedSample::new(&FollowUp { time, event, entry: None, group: &group, groups: 1 }).unwrap()
    }

    /// The median of the patients drawn, asked of the whole curve.
    #[test]
    fn a_draws_median_is_that_of_its_patients_curve() {
        let mut random = Random::new(5);
        for round in 0..200 {
            let n = 2 + round % 14;
            let time: Vec<f64> = (0..n).map(|_| f64::from(1 + random.below(9))).collect();
            let event: Vec<bool> = (0..n).map(|_| random.below(3) > 0).collect();
            let whole = sample(&time, &event);
            let mut redrawn = Redrawn::new(&whole, 0).unwrap();
            let mut twin = Random::new(round as u64);
            let drawn = redrawn.draw(&mut Random::new(round as u64));
            let rows: Vec<usize> = (0..n)
                .flat_map(|_| twin.two_below(n as u32))
                .map(|place| whole.subjects()[place as usize].row as usize)
                .take(n)
                .collect();
            let time: Vec<f64> = rows.iter().map(|row| time[*row]).collect();
            let event: Vec<bool> = rows.iter().map(|row| event[*row]).collect();
            let table = by_group(&sample(&time, &event)).remove(0);
            let expected = quantile(&for_summary(table, &[]), 0.5).estimate;
            assert_eq!(expected.value().unwrap_or(f64::INFINITY), drawn, "round {round}");
        }
    }

    /// Without censoring and ties the median of n = 11 drawn again is at most the
    /// k-th value with the chance that Binomial(11, k/11) is 6 or more (Efron 1979).
    #[test]
    fn without_censoring_medians_follow_their_binomial_law() {
        let n = 11;
        let time: Vec<f64> = (1..=n).map(f64::from).collect();
        let mut groups = [Redrawn::new(&sample(&time, &[true; 11]), 0).unwrap()];
        let draws = 40_000;
        let (medians, _) = draw(&mut groups, draws, 9);
        for k in 1..n {
            let p = f64::from(k) / f64::from(n);
            let mut chance = 0.0;
            for j in 6..=n {
                let ways: f64 = (0..j).map(|i| f64::from(n - i) / f64::from(i + 1)).product();
                chance += ways * p.powi(j) * (1.0 - p).powi(n - j);
            }
            let at_most = medians[0].sorted.iter().filter(|m| **m <= f64::from(k)).count();
            let error = (chance * (1.0 - chance) / f64::from(draws)).sqrt();
            let found = at_most as f64 / f64::from(draws);
            assert!((found - chance).abs() <= 5.0 * error + 1e-12, "{k}: {found} for {chance}");
        }
    }
}
