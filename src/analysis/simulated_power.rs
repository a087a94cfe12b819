//! The power this cohort had, by drawing it again.

use super::defaults::{first_seed, five_per_cent};
use super::method::{Accounting, Method};
use super::refusals::Refusals;
use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::{SurvivalInput, two_groups_needed};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::simulation::cohort_power::SimulatedPower;
use crate::simulation::cohort_power::{Cohort, simulated_power};
use crate::table::mapping::Endpoint;
use serde::Serialize;

/// What is asked. Ratios are those of the second group to the first; the test's
/// own size (a ratio of 1) is always given.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulatedPowerRequest {
    pub endpoint: EndpointChoice,
    pub by: Grouping,
    /// 0.25, 0.33, 0.5, 2, 3 and 4 unless said.
    #[serde(default = "ratios")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub hazard_ratios: Vec<f64>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    #[serde(default = "draws")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[serde(default = "first_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<f64>"))]
    pub seed: u64,
}

fn ratios() -> Vec<f64> {
    vec![0.25, 1.0 / 3.0, 0.5, 2.0, 3.0, 4.0]
}

fn draws() -> u32 {
    5_000
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulatedPowerAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub labels: Vec<String>,
    /// Patients in the two groups.
    pub n: [usize; 2],
    pub events: usize,
    pub alpha: f64,
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    /// At a hazard ratio of 1: how often the test finds what is not there.
    pub size: SimulatedPower,
    /// One for each ratio asked.
    pub powers: Vec<SimulatedPower>,
}

/// Draws × patients × ratios beyond which it would take too long.
const MOST_WORK: f64 = 5e7;

pub fn run(
    input: SurvivalInput<'_>,
    request: &SimulatedPowerRequest,
) -> Result<SimulatedPowerAnswer, Vec<Problem>> {
    check(&input, request)?;
    let SimulatedPowerRequest { alpha, draws, seed, .. } = *request;
    let sample = input.sample()?;
    let sizes = sample.group_sizes();
    let cohort = Cohort::new(&sample);
    let at = |ratio: f64| simulated_power(&cohort, ratio, alpha, draws, seed);
    Ok(SimulatedPowerAnswer {
        method: method(request),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        labels: input.labels.to_vec(),
        n: [sizes[0] as usize, sizes[1] as usize],
        events: input.event.iter().filter(|e| **e).count(),
        alpha,
        draws,
        seed,
        size: at(1.0),
        powers: request.hazard_ratios.iter().map(|ratio| at(*ratio)).gather(),
    })
}

fn check(input: &SurvivalInput<'_>, request: &SimulatedPowerRequest) -> Result<(), Vec<Problem>> {
    let mut refusals = Refusals::default();
    refusals.add(input.labels.len() != 2, || two_groups_needed(input.labels.len()));
    let what = "Power is not simulated with delayed entry.";
    refusals.late_entry(input.entry.is_some(), "power_delayed_entry", what);
    refusals.add(input.event.iter().all(|event| !event), || {
        Problem::error("no_events", "Without an event there is no hazard to draw.")
            .hint("Choose an endpoint with events.")
    });
    refusals.level(request.alpha);
    for ratio in &request.hazard_ratios {
        let fine = *ratio > 0.0 && ratio.is_finite();
        refusals.number(fine, "A hazard ratio", *ratio, "a number above 0");
    }
    let (draws, n) = (request.draws, input.time.len());
    let work = f64::from(draws) * n as f64 * (request.hazard_ratios.len() + 1) as f64;
    refusals.draws(draws, n, work, MOST_WORK);
    refusals.finish()
}

fn method(request: &SimulatedPowerRequest) -> Method {
    Method {
        name: "Power of this cohort by simulation".into(),
        details: vec![
            format!(
                "{} draws (seed {}) of the cohort's own number, split and follow-up: events from \
                 its pooled Nelson–Aalen hazard, in the second group times the ratio; follow-up \
                 from its pooled reverse Kaplan–Meier curve.",
                request.draws, request.seed
            ),
            format!("Two-sided log-rank test at {}; proportional hazards.", request.alpha),
            "Schoenfeld's closed form at the mean number of events beside it.".into(),
        ],
        references: vec!["Schoenfeld 1981, Biometrika 68:316".into()],
        r_call: None,
    }
}
