//! A classic mistake and its repair, read off the same made patients.

use super::trap_words::{TrapWords, words};
use super::{five_per_cent, one, thousand, wrong_with};
use crate::analysis::method::Method;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::simulation::traps::{Trap, TrapAxis, TrapSide};
use crate::simulation::traps::{TrapTruth, repeat};
use crate::value::Estimate;
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateTrapRequest {
    pub trap: Trap,
    /// 50 unless said.
    #[serde(default = "fifty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub patients: u32,
    /// What else is true: see [`Trap::strength`] for what it is.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub strength: Option<f64>,
    #[serde(default = "thousand")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repetitions: u32,
    /// The one that is looked at; the first unless said.
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub sample: u32,
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
}

fn fifty() -> u32 {
    50
}

const LEVEL: f64 = 0.95;

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateTrapAnswer {
    pub method: Method,
    pub question: String,
    pub trap: Trap,
    pub patients: u32,
    pub strength: f64,
    pub alpha: f64,
    pub repetitions: u32,
    pub sample: u32,
    pub seed: u32,
    pub axis: TrapAxis,
    /// On that axis, where something is true.
    pub truth: Estimate,
    pub wrong: TrapReading,
    pub right: TrapReading,
    /// What is counted on both sides.
    pub counted: String,
}

/// One way to read the samples.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrapReading {
    pub name: String,
    /// In the sample looked at; of a hazard ratio the ratio itself.
    pub here: Estimate,
    /// Whether it is counted there.
    pub counted_here: bool,
    pub all: TrapSide,
}

pub fn simulate_trap(request: &SimulateTrapRequest) -> Result<SimulateTrapAnswer, Vec<Problem>> {
    let SimulateTrapRequest { trap, patients, repetitions, sample, seed, alpha, .. } = *request;
    let strength = request.strength.unwrap_or(trap.strength().0);
    check(request, strength)?;
    let truth = TrapTruth { trap, patients, strength, alpha, level: LEVEL };
    let [wrong, right] = repeat(&truth, repetitions, seed);
    let here = truth.read(seed, sample);
    let TrapWords { name, fault, wrong: wrong_name, right: right_name, counted, reference } =
        words(trap);
    let back = |x: f64| if trap.axis() == TrapAxis::LogHazardRatio { x.exp() } else { x };
    let reading = |name: &str, side: usize, all: TrapSide| TrapReading {
        name: name.into(),
        here: Estimate::finite(back(here[side].value), "this sample gives none"),
        counted_here: here[side].counted,
        all,
    };
    Ok(SimulateTrapAnswer {
        method: Method {
            name: name.into(),
            details: vec![
                fault.into(),
                format!(
                    "{repetitions} samples of {patients} patients (seed {seed}), each read as the \
                     mistake has it and as it should be; shares with their Monte Carlo error."
                ),
            ],
            references: vec![reference.into()],
            r_call: None,
        },
        question: name.into(),
        trap,
        patients,
        strength,
        alpha,
        repetitions,
        sample,
        seed,
        axis: trap.axis(),
        truth: truth.truth().map_or_else(
            || Estimate::not_estimable("a p-value has no true value"),
            |x| Estimate::Value(back(x)),
        ),
        wrong: reading(wrong_name, 0, wrong),
        right: reading(right_name, 1, right),
        counted: counted.into(),
    })
}

fn check(request: &SimulateTrapRequest, strength: f64) -> Result<(), Vec<Problem>> {
    let SimulateTrapRequest { trap, patients, repetitions, sample, alpha, .. } = *request;
    let mut refusals = wrong_with(repetitions, &[sample], patients, alpha, LEVEL);
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        refusals.number(fine, what, found, expected);
    };
    let n = f64::from(patients);
    check((10..=1_000).contains(&patients), "A number of patients", n, "10 to 1,000");
    check(repetitions > 0, "A number of repetitions", 0.0, "1 or more");
    let (_, range) = trap.strength();
    let expected = format!("{} to {}", range.start(), range.end());
    check(range.contains(&strength), "The truth of a trap", strength, &expected);
    refusals.finish()
}
