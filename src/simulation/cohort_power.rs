//! What a log-rank test of this very cohort could have found: its patients, its
//! split and its follow-up, drawn again under a hazard ratio.

use super::share::Share;
use crate::compact::Gather;
use crate::random::Random;
use crate::survival::event_table::{EventTable, pooled};
use crate::survival::log_rank::log_rank_test;
use crate::survival::power::Design;
use crate::survival::sample::{FollowUp, SortedSample};
use crate::value::Estimate;
use serde::Serialize;

/// The power at one hazard ratio of the second group to the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulatedPower {
    pub hazard_ratio: f64,
    /// Draws that reject; those without a test do not.
    pub rejected: u32,
    pub power: f64,
    pub standard_error: f64,
    /// 95 % limits of what an endless run would give (Wilson).
    pub lower: f64,
    pub upper: f64,
    /// Events in a draw, on average.
    pub events: f64,
    /// Schoenfeld's closed form at so many events.
    pub power_closed_form: Estimate,
}

/// The cohort's hazard and its censoring.
pub struct Cohort {
    /// Times and cumulative hazard (Nelson–Aalen) at them; straight between.
    hazard: Vec<(f64, f64)>,
    /// Times at which follow-up ends, with the share still followed after each.
    followed: Vec<(f64, f64)>,
    last: f64,
    sizes: [usize; 2],
}

impl Cohort {
    /// Of a sample of two groups, pooled: the hazard without a difference, and
    /// the reverse Kaplan–Meier curve of follow-up.
    pub fn new(sample: &SortedSample) -> Self {
        let table = pooled(sample);
        let sizes = sample.group_sizes();
        let mut hazard = vec![(0.0, 0.0)];
        let mut sum = 0.0;
        for (i, &events) in table.events.iter().enumerate().filter(|(_, d)| **d > 0) {
            sum += f64::from(events) / f64::from(table.at_risk[i]);
            hazard.push((table.time[i], sum));
        }
        Self {
            hazard,
            followed: shares_followed(&table),
            last: sample.last_time().unwrap_or(0.0),
            sizes: [sizes[0] as usize, sizes[1] as usize],
        }
    }

    /// The time of an event whose cumulative hazard is `reached`; none within
    /// the events seen.
    fn event_time(&self, reached: f64) -> Option<f64> {
        let after = self.hazard.partition_point(|(_, h)| *h < reached);
        let (t1, h1) = *self.hazard.get(after)?;
        let (t0, h0) = self.hazard[after.max(1) - 1];
        let share = if h1 > h0 { (reached - h0) / (h1 - h0) } else { 1.0 };
        Some(t0 + (t1 - t0) * share)
    }

    fn end_of_follow_up(&self, u: f64) -> f64 {
        let at = self.followed.partition_point(|(_, share)| *share > u);
        self.followed.get(at).map_or(self.last, |(time, _)| *time)
    }
}

/// Reverse Kaplan–Meier: the share still followed after each censoring.
fn shares_followed(table: &EventTable) -> Vec<(f64, f64)> {
    let mut share = 1.0;
    let mut steps = Vec::new();
    for (i, &censored) in table.censored.iter().enumerate().filter(|(_, c)| **c > 0) {
        share *= 1.0 - f64::from(censored) / f64::from(table.at_risk[i]);
        steps.push((table.time[i], share));
    }
    steps
}

/// How often does the log-rank test reject at `alpha`, if the hazard of the
/// second group is `hazard_ratio` times that of the first?
///
/// Each draw gives every patient of the cohort a time of the event from the
/// pooled cumulative hazard (piecewise exponential between the event times seen,
/// that of the second group times the ratio), and an end of follow-up from the
/// pooled reverse Kaplan–Meier curve; nobody is followed beyond the last time
/// seen, and no event comes after the last one seen. The group sizes are those
/// of the cohort. At a ratio of 1 this is the size of the test. Assumes
/// proportional hazards and the same follow-up in both groups.
pub fn simulated_power(
    cohort: &Cohort,
    hazard_ratio: f64,
    alpha: f64,
    draws: u32,
    seed: u64,
) -> SimulatedPower {
    let [n1, n2] = cohort.sizes;
    let n = n1 + n2;
    let group: Vec<u32> = (0..n).map(|i| u32::from(i >= n1)).gather();
    let mut random = Random::new(seed);
    let mut time = vec![0.0; n];
    let mut event = vec![false; n];
    let (mut rejected, mut events) = (0_u32, 0_u64);
    for _ in 0..draws {
        for i in 0..n {
            // 1 − u lies above 0, so its logarithm is finite.
            let drawn = -(1.0 - random.unit()).ln();
            let reached = if i < n1 { drawn } else { drawn / hazard_ratio };
            let until = cohort.end_of_follow_up(random.unit());
            let at = cohort.event_time(reached).filter(|at| *at <= until);
            event[i] = at.is_some();
            time[i] = at.unwrap_or(until);
            events += u64::from(event[i]);
        }
        let follow_up =
            FollowUp { time: &time, event: &event, entry: None, group: &group, groups: 2 };
        if let Ok(sample) = SortedSample::new(&follow_up) {
            let test = log_rank_test(&sample);
            rejected += u32::from(test.p.value().is_some_and(|p| p < alpha));
        }
    }
    let Share { share: power, standard_error, lower, upper, .. } = Share::new(rejected, draws);
    let events = events as f64 / f64::from(draws);
    let design = Design { first_share: n1 as f64 / n as f64, alpha };
    SimulatedPower {
        hazard_ratio,
        rejected,
        power,
        standard_error,
        lower,
        upper,
        events,
        power_closed_form: design.power(hazard_ratio, events),
    }
}
