//! The patients of a survival analysis, as its statistics take them.

use crate::problem::Problem;
use crate::survival::censoring::{CensoringTest, censoring_test};
use crate::survival::sample::{FollowUp, FollowUpError, SortedSample};
use crate::table::mapping::Endpoint;

/// Who takes part, after exclusions: one entry a patient.
#[derive(Clone, Copy, Debug)]
pub struct SurvivalInput<'a> {
    pub time: &'a [f64],
    pub event: &'a [bool],
    pub entry: Option<&'a [f64]>,
    /// Position of each patient's group in `labels`.
    pub group: &'a [u32],
    pub labels: &'a [String],
    /// Position of each patient's stratum, 0 upwards.
    pub strata: Option<&'a [u32]>,
    pub endpoint: &'a Endpoint,
}

impl SurvivalInput<'_> {
    fn follow_up(&self) -> FollowUp<'_> {
        FollowUp {
            time: self.time,
            event: self.event,
            entry: self.entry,
            group: self.group,
            groups: self.labels.len() as u32,
        }
    }

    /// Sorted, near ties made one.
    pub fn sample(&self) -> Result<SortedSample, Vec<Problem>> {
        SortedSample::new(&self.follow_up()).map_err(unusable)
    }

    /// Whether the groups were followed alike.
    pub fn censoring(&self) -> Result<CensoringTest, Vec<Problem>> {
        censoring_test(&self.follow_up()).map_err(unusable)
    }
}

fn unusable(error: FollowUpError) -> Vec<Problem> {
    vec![Problem::error("follow_up_unusable", format!("{error}."))]
}
