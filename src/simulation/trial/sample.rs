//! What the engine's own analyses say of one sample.

use super::draw::Drawn;
use crate::compact::Gather;
use crate::survival::cox::fit::{Coefficient, on_one_covariate};
use crate::survival::event_table::by_group;
use crate::survival::kaplan_meier::{Curve, kaplan_meier};
use crate::survival::limits::{Limits, Transform};
use crate::survival::log_rank::{GroupTest, log_rank_test};
use crate::survival::quantile::{Quantile, quantile};
use crate::survival::sample::SortedSample;
use crate::value::Estimate;
use serde::Serialize;

/// Between the groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub events: u32,
    pub log_rank: GroupTest,
    /// Cox regression (Efron's ties) on the step from the first group to the
    /// last; none without events.
    pub hazard_ratio: Option<Coefficient>,
}

/// Within one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupFound {
    pub n: u32,
    pub events: u32,
    pub competing: u32,
    pub median: Quantile,
    /// Competing events as censorings.
    pub curve: Option<Curve>,
}

/// Log-rank test and hazard ratio.
pub fn analyse(drawn: &Drawn, sample: &SortedSample, level: f64) -> Found {
    analyse_in_steps(sample, drawn.step.clone(), level)
}

/// The same of any sample, with the covariate of each patient by row.
pub fn analyse_in_steps(sample: &SortedSample, step: Vec<f64>, level: f64) -> Found {
    Found {
        events: sample.subjects().iter().map(|s| u32::from(s.event())).sum(),
        log_rank: log_rank_test(sample),
        hazard_ratio: on_one_covariate(sample, step, &[level]).ok().map(|(found, _)| found),
    }
}

/// The median of every group, nothing else.
pub fn medians(sample: &SortedSample) -> Vec<Estimate> {
    by_group(sample)
        .into_iter()
        .map(|table| quantile(&kaplan_meier(table, &[]), 0.5).estimate)
        .gather()
}

/// Kaplan–Meier curves with log-log limits.
pub fn of_groups(drawn: &Drawn, sample: &SortedSample, level: f64) -> Vec<GroupFound> {
    by_group(sample)
        .into_iter()
        .enumerate()
        .map(|(group, table)| {
            let (n, events) = (table.subjects, table.events.iter().sum());
            let curve = kaplan_meier(table, &[Limits { transform: Transform::LogLog, level }]);
            let own = drawn.group.iter().zip(&drawn.competing);
            let competing = own.filter(|(g, c)| **g as usize == group && **c).count() as u32;
            GroupFound { n, events, competing, median: quantile(&curve, 0.5), curve: Some(curve) }
        })
        .gather()
}
