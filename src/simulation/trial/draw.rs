//! One sample of a trial.

use super::super::stream::Stream;
use super::truth::TrialTruth;
use crate::compact::Gather;
use crate::survival::sample::{FollowUp, SortedSample};

/// Patients, group after group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    pub time: Vec<f64>,
    pub event: Vec<bool>,
    /// The competing event came first.
    pub competing: Vec<bool>,
    pub group: Vec<u32>,
    /// The covariate whose hazard ratio is the truth.
    pub step: Vec<f64>,
    groups: u32,
}

impl Drawn {
    /// Of a truth, with every patient's group; times are drawn by [`Drawn::again`].
    pub fn new(truth: &TrialTruth) -> Self {
        let n = truth.patients() as usize;
        let group: Vec<u32> = (0..n).map(|i| i as u32 / truth.per_group.max(1)).gather();
        Self {
            time: vec![0.0; n],
            event: vec![false; n],
            competing: vec![false; n],
            step: group.iter().map(|g| truth.step(*g)).gather(),
            group,
            groups: truth.groups,
        }
    }

    /// Draws the times of one repetition: of the event, of the competing event,
    /// of being lost, and of the end of the study, of which the first is seen.
    pub fn again(&mut self, truth: &TrialTruth, stream: &mut Stream) {
        let (competing, lost) = (truth.competing_hazard(), truth.dropout_rate());
        let mut at = 0;
        for group in 0..truth.groups {
            let hazard = truth.hazard(group);
            for _ in 0..truth.per_group {
                let event = hazard.time_of(stream.exponential());
                let other =
                    if competing > 0.0 { stream.exponential() / competing } else { f64::INFINITY };
                let gone = if lost > 0.0 { stream.exponential() / lost } else { f64::INFINITY };
                let end = gone.min(truth.follow_up + truth.accrual * stream.unit());
                self.event[at] = event <= end && event <= other;
                self.competing[at] = other < event && other <= end;
                self.time[at] = event.min(other).min(end);
                at += 1;
            }
        }
    }

    /// Sorted; competing events end the follow-up.
    pub fn sorted(&self) -> Option<SortedSample> {
        let Self { time, event, group, groups, .. } = self;
        SortedSample::new(&FollowUp { time, event, entry: None, group, groups: *groups }).ok()
    }
}
