//! Whether patients of the groups were followed alike.

use super::log_rank::log_rank_test;
use super::sample::{FollowUp, FollowUpError, SortedSample};
use crate::compact::Gather;
use crate::value::Estimate;
use serde::Serialize;

/// Censoring compared between groups.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CensoringTest {
    /// Censored patients by group.
    pub censored: Vec<f64>,
    /// How many these would be if all groups were followed alike.
    pub expected: Vec<f64>,
    pub chi_squared: Estimate,
    pub df: u32,
    pub p: Estimate,
    /// p is below 0.05: what supposes equal censoring (permutation, above all)
    /// should not be read alone. A larger p proves nothing.
    pub differs: bool,
}

/// A p below this says that the groups were not followed alike.
const DOUBT: f64 = 0.05;

/// Were patients of one group lost, or closed at the end of the study, earlier
/// than those of another?
///
/// The log-rank test with censorings in the place of events: a patient with the
/// event at a time of censoring is still at risk of it, as in follow-up by
/// reverse Kaplan–Meier (Schemper & Smith 1996, Control Clin Trials 17:343).
/// Agrees with `survdiff(Surv(time, 1 - event) ~ group)` of R's survival 3.5-3 to
/// 1e-12.
pub fn censoring_test(follow_up: &FollowUp<'_>) -> Result<CensoringTest, FollowUpError> {
    let censored: Vec<bool> = follow_up.event.iter().map(|event| !event).gather();
    let sample = SortedSample::new(&FollowUp { event: &censored, ..*follow_up })?;
    let test = log_rank_test(&sample);
    Ok(CensoringTest {
        differs: test.p.value().is_some_and(|p| p < DOUBT),
        censored: test.observed,
        expected: test.expected,
        chi_squared: test.chi_squared,
        df: test.df,
        p: test.p,
    })
}
