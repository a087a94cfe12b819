//! Kaplan–Meier curves by group, and the tests between them.

use super::method::{Accounting, Method};
pub use super::pairwise::{PairTest, PairwiseTests, pairwise_tests};
use super::request::{EndpointChoice, Grouping, Selection};
pub use super::survival_input::SurvivalInput;
use super::survival_method::method;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::survival::band::{BandChoice, BandKind, SimultaneousBand, band};
pub use crate::survival::censoring::CensoringTest;
pub use crate::survival::cumulative_hazard::{
    CumulativeHazard, HazardEstimator, HazardLimits, HazardScale, cumulative_hazard,
};
pub use crate::survival::kaplan_meier::{Curve, CurveLimits};
pub use crate::survival::limits::{Limits, Transform};
pub use crate::survival::log_rank::{GroupTest, LogRankHazardRatio, Weight};
pub use crate::survival::max_combo::{MaxCombo, MaxComboTest};
pub use crate::survival::milestone::{Milestone, MilestoneContrast, MilestoneTest, milestone};
use crate::survival::power::Design;
pub use crate::survival::quantile::{EstimateLimits, Quantile};
pub use crate::survival::reading::{AtTime, Tail};
pub use crate::survival::rmst::{RestrictedMean, RestrictedMeanContrast, RestrictedMeans};
use crate::survival::sample::SortedSample;
pub use crate::survival::trend::TrendTest;
use crate::survival::{
    beta_product, event_table, kaplan_meier, log_rank, max_combo, quantile, reading, rmst, trend,
};
use crate::table::mapping::Endpoint;
use crate::value::Estimate;
use serde::Serialize;

/// What is asked. `limits` default to log-log at 95 %, `quantiles` to the
/// quartiles and median, `tests` to the log-rank test.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SurvivalRequest {
    pub endpoint: EndpointChoice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// A landmark: only patients followed beyond this time take part, and time is
    /// counted from it. For groups known only by then, such as responders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<f64>,
    #[serde(default = "default_limits")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub limits: Vec<Limits>,
    #[serde(default = "default_quantiles")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub quantiles: Vec<f64>,
    /// Times at which survival, its limits and the number at risk are wanted.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub times: Vec<f64>,
    #[serde(default = "default_tests")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub tests: Vec<Weight>,
    /// Tests are made within the levels of these columns.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub strata: Vec<String>,
    /// A test for trend beside each test, with these scores, one a group;
    /// an empty list takes 0, 1, 2 …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<Vec<f64>>,
    /// The largest of these tests of two groups, allowed for the choice: at most
    /// four; an empty list takes Fleming–Harrington (0, 0), (1, 0), (0, 1), (1, 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_combo: Option<Vec<Weight>>,
    /// Every two groups tested, with p-values adjusted for their number.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub pairwise: bool,
    /// Restricted mean survival up to each of these times.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub restricted_to: Vec<f64>,
    /// Also up to the last time at which every group was still followed.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub restricted_to_common: bool,
    /// Groups compared at each of these times, chosen beforehand.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub milestones: Vec<f64>,
    /// Bands that hold each whole curve at once.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub bands: Vec<BandChoice>,
    /// The cumulative hazard by these estimators, with limits at the levels of
    /// `limits`.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub cumulative_hazards: Vec<HazardEstimator>,
    /// Whether the groups were followed alike.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub censoring: bool,
    /// Leave the full curves out of the answer (figures keep them).
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub summary_only: bool,
}

fn default_limits() -> Vec<Limits> {
    vec![Limits { transform: Transform::LogLog, level: 0.95 }]
}

fn default_quantiles() -> Vec<f64> {
    vec![0.25, 0.5, 0.75]
}

fn default_tests() -> Vec<Weight> {
    vec![Weight::LogRank]
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SurvivalAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    /// One sentence: "Progression-free survival by path_necrosis ≥ 50 %".
    pub question: String,
    pub groups: Vec<GroupSurvival>,
    /// Of all patients, the share in whom the event was seen.
    pub event_share: f64,
    /// Empty for a single group.
    pub tests: Vec<GroupTest>,
    /// What this many events could have shown; of two groups only.
    pub could_show: Option<CouldShow>,
    /// Beside each of `tests`, when asked for.
    pub trends: Vec<TrendTest>,
    /// When asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_combo: Option<MaxCombo>,
    /// One for each of `tests`, when asked for.
    pub pairwise: Vec<PairwiseTests>,
    /// When asked for, of more than one group.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub censoring: Option<CensoringTest>,
    /// One for each time of `restricted_to`, then that of `restricted_to_common`.
    pub restricted_means: Vec<RestrictedMeans>,
    /// One for each time of `milestones`.
    pub milestones: Vec<Milestone>,
}

/// The weakest hazard ratio that a two-sided log-rank test with the events and
/// the split of this cohort finds, by Schoenfeld's formula. It tells what the
/// study could have missed; it says nothing about what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CouldShow {
    pub events: usize,
    /// Share of patients in the first group.
    pub first_share: f64,
    pub alpha: f64,
    pub power: f64,
    /// Below 1; above 1 it is `inverse`.
    pub hazard_ratio: Estimate,
    pub inverse: Estimate,
}

fn event_share(groups: &[GroupSurvival]) -> f64 {
    let sum = |of: fn(&GroupSurvival) -> usize| groups.iter().map(of).sum::<usize>();
    sum(|g| g.events) as f64 / sum(|g| g.n).max(1) as f64
}

fn could_show(groups: &[GroupSurvival]) -> Option<CouldShow> {
    let [first, second] = groups else { return None };
    let (alpha, power) = (0.05, 0.8);
    let events = first.events + second.events;
    let first_share = first.n as f64 / (first.n + second.n) as f64;
    let hazard_ratio = if first.n == 0 || second.n == 0 {
        Estimate::not_estimable("a group is empty")
    } else {
        Design { first_share, alpha }.detectable(events as f64, power)
    };
    let inverse = hazard_ratio.map(f64::recip);
    let first_share = if first_share.is_finite() { first_share } else { 0.0 };
    Some(CouldShow { events, first_share, alpha, power, hazard_ratio, inverse })
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupSurvival {
    pub label: String,
    pub n: usize,
    pub events: usize,
    pub censored: usize,
    /// The last time anybody in the group was seen; 0 for an empty group.
    pub last_time: f64,
    pub tail: Tail,
    /// Absent when only a summary was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Curve>,
    /// One for each of `bands` asked.
    pub bands: Vec<SimultaneousBand>,
    /// One for each estimator of `cumulative_hazards`, at the times of the curve.
    pub cumulative_hazards: Vec<CumulativeHazard>,
    pub quantiles: Vec<Quantile>,
    /// Median follow-up by reverse Kaplan–Meier.
    pub follow_up: Quantile,
    /// The follow-up reached by other shares, those of `quantiles`.
    pub follow_up_quantiles: Vec<Quantile>,
    pub at_times: Vec<AtTime>,
}

/// Curves, quantiles and tests for `input`. The caller, who knows the table,
/// fills `accounting`, `question` and the beginning of `method`.
pub fn survival(
    input: SurvivalInput<'_>,
    request: &SurvivalRequest,
) -> Result<SurvivalAnswer, Vec<Problem>> {
    let sample = input.sample()?;
    check_limits(&request.limits, &sample)?;
    let tables = event_table::by_group(&sample);
    let mut follow_up = Vec::with_capacity(tables.len());
    let mut curves = Vec::with_capacity(tables.len());
    for table in tables {
        let reversed = kaplan_meier::for_summary(table.reversed(), &request.limits);
        follow_up.push(FollowUpQuantiles::of(&reversed, request));
        let table = reversed.into_table().reversed();
        curves.push(if request.summary_only {
            kaplan_meier::for_summary(table, &request.limits)
        } else {
            kaplan_meier::kaplan_meier(table, &request.limits)
        });
    }
    let (restricted_means, milestones) = {
        let curves: Vec<&Curve> = curves.iter().gather();
        let to = |tau: &f64| rmst::restricted_means(&curves, *tau, 0.95);
        let at = |time: &f64| milestone(&curves, *time, 0.95);
        let ends = curves.iter().map(|curve| curve.time.last().copied().unwrap_or(0.0));
        let end = ends.fold(f64::INFINITY, f64::min);
        let common = (request.restricted_to_common && end > 0.0 && end.is_finite()).then_some(end);
        let windows = request.restricted_to.iter().chain(&common);
        (windows.map(to).gather(), request.milestones.iter().map(at).gather())
    };
    let (tests, trends) = if input.labels.len() > 1 {
        tests(&input, &sample, request)?
    } else {
        (Vec::new(), Vec::new())
    };
    let max_combo = match &request.max_combo {
        Some(weights) => Some(combined(&input, &sample, weights)?),
        None => None,
    };
    let several = request.censoring && input.labels.len() > 1;
    let censoring = if several { Some(input.censoring()?) } else { None };
    let pairwise = if request.pairwise {
        pairwise_tests(&sample, input.strata, input.labels, &request.tests)
    } else {
        Vec::new()
    };
    let groups: Vec<GroupSurvival> = input
        .labels
        .iter()
        .zip(curves)
        .zip(follow_up)
        .map(|((label, curve), follow_up)| group_survival(label, curve, follow_up, request))
        .gather();
    Ok(SurvivalAnswer {
        method: method(request),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        could_show: could_show(&groups),
        event_share: event_share(&groups),
        groups,
        tests,
        trends,
        max_combo,
        pairwise,
        censoring,
        restricted_means,
        milestones,
    })
}

/// How long a group was followed, by reverse Kaplan–Meier.
struct FollowUpQuantiles {
    median: Quantile,
    asked: Vec<Quantile>,
}

impl FollowUpQuantiles {
    fn of(reversed: &Curve, request: &SurvivalRequest) -> Self {
        Self { median: quantile::quantile(reversed, 0.5), asked: quantiles(reversed, request) }
    }
}

fn quantiles(curve: &Curve, request: &SurvivalRequest) -> Vec<Quantile> {
    request.quantiles.iter().map(|p| quantile::quantile(curve, *p)).gather()
}

fn group_survival(
    label: &str,
    curve: Curve,
    follow_up: FollowUpQuantiles,
    request: &SurvivalRequest,
) -> GroupSurvival {
    let total = |counts: &[u32]| counts.iter().map(|c| *c as usize).sum::<usize>();
    let (events, censored) = (total(&curve.events), total(&curve.censored));
    GroupSurvival {
        label: label.to_owned(),
        n: events + censored,
        events,
        censored,
        last_time: curve.time.last().copied().unwrap_or(0.0),
        tail: reading::tail(&curve, events + censored),
        bands: request.bands.iter().map(|choice| band(&curve, choice)).gather(),
        cumulative_hazards: request
            .cumulative_hazards
            .iter()
            .map(|estimator| cumulative_hazard(&curve, *estimator, &levels(&request.limits)))
            .gather(),
        quantiles: quantiles(&curve, request),
        follow_up: follow_up.median,
        follow_up_quantiles: follow_up.asked,
        at_times: request.times.iter().map(|t| reading::at_time(&curve, *t)).gather(),
        curve: (!request.summary_only).then_some(curve),
    }
}

fn check_limits(limits: &[Limits], sample: &SortedSample) -> Result<(), Vec<Problem>> {
    if limits.iter().all(|limits| limits.transform != Transform::BetaProduct) {
        return Ok(());
    }
    const HINT: &str = "Choose limits on the log-log scale.";
    if sample.has_delayed_entry() {
        let what = "Beta product limits are not derived for delayed entry.";
        return Err(vec![Problem::error("beta_product_delayed_entry", what).hint(HINT)]);
    }
    if sample.len() > beta_product::MOST_ROWS {
        let what = "Beta product limits are for small samples.";
        let found = format!("{} patients", sample.len());
        return Err(vec![Problem::error("beta_product_too_many", what).found(&found).hint(HINT)]);
    }
    Ok(())
}

/// The levels asked for, each once.
fn levels(limits: &[Limits]) -> Vec<f64> {
    let mut levels = Vec::new();
    for limits in limits {
        if !levels.contains(&limits.level) {
            levels.push(limits.level);
        }
    }
    levels
}

fn tests(
    input: &SurvivalInput<'_>,
    sample: &SortedSample,
    request: &SurvivalRequest,
) -> Result<(Vec<GroupTest>, Vec<TrendTest>), Vec<Problem>> {
    let k = input.labels.len();
    let scores = match &request.trend {
        Some(scores) if scores.is_empty() => Some((0..k).map(|i| i as f64).gather()),
        Some(scores) if scores.len() != k || scores.iter().any(|s| !s.is_finite()) => {
            return Err(vec![Problem::error(
                "trend_scores",
                format!("A test for trend needs one number for each of the {k} groups."),
            )]);
        }
        other => other.clone(),
    };
    let sums = log_rank::maybe_stratified_sums(sample, input.strata, &request.tests);
    let trends = scores.map_or(Vec::new(), |scores: Vec<f64>| {
        sums.iter().map(|sums| trend::trend_test(&scores, &sums.u, &sums.v)).gather()
    });
    let sizes = sample.group_sizes();
    let tests = sums.into_iter().map(|sums| log_rank::group_test(sums, sizes.clone())).gather();
    Ok((tests, trends))
}

fn combined(
    input: &SurvivalInput<'_>,
    sample: &SortedSample,
    weights: &[Weight],
) -> Result<MaxCombo, Vec<Problem>> {
    if input.labels.len() != 2 {
        return Err(vec![two_groups_needed(input.labels.len())]);
    }
    if weights.len() > max_combo::USUAL.len() {
        return Err(vec![
            Problem::error("too_many_weights", "At most four tests can be combined.")
                .found(&format!("{} tests", weights.len())),
        ]);
    }
    let weights = if weights.is_empty() { &max_combo::USUAL } else { weights };
    Ok(max_combo::max_combo(sample, input.strata, weights))
}

/// For tests that compare two groups and no more.
pub fn two_groups_needed(groups: usize) -> Problem {
    Problem::error("two_groups_needed", "This test compares two groups.")
        .found(&format!("{groups} groups"))
        .hint("Choose a threshold, or a column with two labels.")
}
