//! Trials drawn from a truth: single samples to look at, and what a thousand of
//! them say.

use super::{
    MOST_PATIENTS, first_sample, five_per_cent, ninety_five_per_cent, one, thousand, wrong_with,
};
use crate::analysis::method::Method;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::simulation::share::Share;
pub use crate::simulation::spread::{Histogram, Spread};
use crate::simulation::stream::Stream;
use crate::simulation::trial::{Drawn, analyse, by_size, of_groups, repeat};
pub use crate::simulation::trial::{Effect, GroupFound, RepeatedTrials, TrialTruth, TrialsOfSize};
pub use crate::survival::cox::fit::Coefficient;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateTrialRequest {
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub truth: TrialTruth,
    /// How many samples are drawn and tested; 1,000 unless said, 0 for none.
    #[serde(default = "thousand")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repetitions: u32,
    /// Samples to look at, by their number from 1: each is also the repetition
    /// of that number. The first unless said.
    #[serde(default = "first_sample")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub samples: Vec<u32>,
    /// Patients in a group of trials that are repeated as often as the others, to
    /// see what size does.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub sizes: Vec<u32>,
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    /// Two-sided level of the log-rank test; 0.05 unless said.
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    /// Of the intervals; 0.95 unless said.
    #[serde(default = "ninety_five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateTrialAnswer {
    pub method: Method,
    pub question: String,
    pub truth: TrialTruth,
    pub seed: u32,
    pub alpha: f64,
    pub level: f64,
    pub groups: Vec<TrueGroup>,
    pub samples: Vec<TrialSample>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<RepeatedTrials>,
    /// One for each size asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_size: Vec<TrialsOfSize>,
}

/// One group as it truly is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrueGroup {
    pub label: String,
    pub median: f64,
    pub time: Series,
    /// Share free of the event, were there no competing one.
    pub survival: Series,
    /// Share that will have had the event by the end of follow-up although a
    /// competing one may come first.
    pub incidence_at_end: f64,
}

/// One sample.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrialSample {
    pub number: u32,
    pub events: u32,
    pub log_rank_p: Estimate,
    /// Of the last group to the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazard_ratio: Option<Coefficient>,
    pub groups: Vec<GroupFound>,
}

/// Points of a true curve.
const POINTS: u32 = 60;

pub fn simulate_trial(request: &SimulateTrialRequest) -> Result<SimulateTrialAnswer, Vec<Problem>> {
    check(request)?;
    let SimulateTrialRequest { truth, seed, alpha, level, repetitions, .. } = request;
    let sample = |number: &u32| sample_of(truth, *seed, *number, *level);
    let samples = request.samples.iter().filter_map(sample).gather();
    Ok(SimulateTrialAnswer {
        method: method(request),
        question: question(truth, !request.sizes.is_empty()),
        truth: truth.clone(),
        seed: *seed,
        alpha: *alpha,
        level: *level,
        groups: (0..truth.groups).map(|group| true_group(truth, group)).gather(),
        samples,
        by_size: by_size(truth, &request.sizes, *repetitions, *seed, *alpha),
        repeated: (*repetitions > 0 && request.sizes.is_empty())
            .then(|| repeat(truth, *repetitions, *seed, *alpha, *level)),
    })
}

/// Draws one sample and asks the engine of it.
pub(super) fn sample_of(
    truth: &TrialTruth,
    seed: u32,
    number: u32,
    level: f64,
) -> Option<TrialSample> {
    let mut drawn = Drawn::new(truth);
    drawn.again(truth, &mut Stream::new(seed, number));
    let sorted = drawn.sorted()?;
    let found = analyse(&drawn, &sorted, level);
    Some(TrialSample {
        number,
        events: found.events,
        log_rank_p: found.log_rank.p,
        hazard_ratio: found.hazard_ratio,
        groups: of_groups(&drawn, &sorted, level),
    })
}

pub(super) fn true_group(truth: &TrialTruth, group: u32) -> TrueGroup {
    let end = truth.longest();
    let time: Vec<f64> = (0..=POINTS).map(|k| end * f64::from(k) / f64::from(POINTS)).gather();
    TrueGroup {
        label: format!("Group {}", group + 1),
        median: truth.median(group),
        survival: time.iter().map(|t| truth.survival(group, *t)).gather().into(),
        time: time.into(),
        incidence_at_end: truth.incidence(group, end),
    }
}

impl SimulateTrialAnswer {
    pub fn drop_curves(&mut self) {
        for group in self.samples.iter_mut().flat_map(|sample| &mut sample.groups) {
            group.curve = None;
        }
    }
}

fn question(truth: &TrialTruth, sizes: bool) -> String {
    let ratio = truth.hazard_ratio;
    let effect = match truth.effect {
        Effect::Proportional => String::new(),
        Effect::Early => format!(" until month {}", truth.changes_at),
        Effect::Late => format!(" from month {} on", truth.changes_at),
        Effect::Crossing => format!(" until month {}, then its inverse", truth.changes_at),
    };
    let of = if sizes { "any size".into() } else { format!("{} patients", truth.per_group) };
    format!("{} groups of {of}, true hazard ratio {ratio}{effect}", truth.groups)
}

fn check(request: &SimulateTrialRequest) -> Result<(), Vec<Problem>> {
    let SimulateTrialRequest { truth, repetitions, samples, alpha, level, .. } = request;
    let patients = truth.groups.saturating_mul(truth.per_group);
    let mut refusals = wrong_with(*repetitions, samples, patients, *alpha, *level);
    refusals.hazard_ratio(truth.hazard_ratio);
    refusals.median(truth.first_median);
    refusals.months("An accrual", truth.accrual);
    refusals.months("A follow-up", truth.follow_up);
    refusals.months("A time of change", truth.changes_at);
    refusals.followed(truth.longest());
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        refusals.number(fine, what, found, expected);
    };
    let count = f64::from;
    let (groups, size) = (truth.groups, truth.per_group);
    check((2..=6).contains(&groups), "A number of groups", count(groups), "2 to 6");
    check((2..=10_000).contains(&size), "A group's size", count(size), "2 to 10,000 patients");
    let lost = truth.lost_per_year;
    check((0.0..1.0).contains(&lost), "A share lost in a year", lost, "0 or more, and below 1");
    let competing = truth.competing;
    check((0.0..=100.0).contains(&competing), "A competing hazard", competing, "0 to 100");
    let many = request.sizes.len();
    check(many <= 20, "A number of sizes", many as f64, "at most 20");
    for size in &request.sizes {
        let fine = (2..=10_000).contains(size);
        check(fine, "A group's size", count(*size), "2 to 10,000 patients");
    }
    let all: f64 = request.sizes.iter().map(|size| count(*size)).sum();
    let work = all * count(groups) * count(*repetitions);
    check(work <= MOST_PATIENTS, "A number of drawn patients", work, "at most 30 million");
    refusals.finish()
}

fn method(request: &SimulateTrialRequest) -> Method {
    let SimulateTrialRequest { truth, repetitions, seed, alpha, .. } = request;
    let mut details = vec![
        format!(
            "{repetitions} samples drawn from the truth (seed {seed}): exponential times of the \
             event, constant before and after a change; patients come evenly over {} months, the \
             last is followed for {}.",
            truth.accrual, truth.follow_up
        ),
        format!(
            "Each analysed as a cohort would be: log-rank test (two-sided, {alpha}), Cox \
             regression on the step from the first group to the last (Efron's ties, Wald limits)."
        ),
        "Shares with their Monte Carlo error and Wilson's limits.".into(),
    ];
    if truth.lost_per_year > 0.0 {
        details.push(format!("{} % are lost from sight in a year.", 100.0 * truth.lost_per_year));
    }
    if truth.competing > 0.0 {
        details.push(format!(
            "A competing event has {} times the first group's hazard; it ends the follow-up.",
            truth.competing
        ));
    }
    Method {
        name: "Simulated trials".into(),
        details,
        references: vec![
            "Morris, White & Crowther 2019, Stat Med 38:2074".into(),
            "Schoenfeld 1981, Biometrika 68:316".into(),
        ],
        r_call: None,
    }
}
