//! Two gradings drawn from a correlation: what noise and categories leave of it.

use super::{first_sample, five_per_cent, ninety_five_per_cent, one, thousand, wrong_with};
use crate::analysis::method::Method;
use crate::analysis::refusals::Refusals;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::simulation::grading::{GradingTruth, RepeatedGradings};
use crate::simulation::grading::{analyse, repeat};
use crate::simulation::stream::Stream;
use crate::stats::correlation_interval::{CorrelationIntervalKind, interval};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateGradingRequest {
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub truth: GradingTruth,
    /// 1,000 unless said, 0 for none.
    #[serde(default = "thousand")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repetitions: u32,
    /// Samples to look at; the first unless said.
    #[serde(default = "first_sample")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub samples: Vec<u32>,
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    #[serde(default = "ninety_five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateGradingAnswer {
    pub method: Method,
    pub question: String,
    pub truth: GradingTruth,
    pub seed: u32,
    pub alpha: f64,
    pub level: f64,
    pub samples: Vec<GradingSample>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<RepeatedGradings>,
}

/// One sample; per cents by patient.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradingSample {
    pub number: u32,
    /// Of the grades.
    pub rho: Estimate,
    pub p: Estimate,
    /// Bonett & Wright's.
    pub lower: Estimate,
    pub upper: Estimate,
    /// Spearman's ρ of the true per cents of these very patients.
    pub rho_of_truth: Estimate,
    pub first_true: Series,
    pub second_true: Series,
    pub first_read: Series,
    pub second_read: Series,
}

pub fn simulate_grading(
    request: &SimulateGradingRequest,
) -> Result<SimulateGradingAnswer, Vec<Problem>> {
    check(request)?;
    let SimulateGradingRequest { truth, repetitions, seed, alpha, level, .. } = request;
    let sample = |number: &u32| {
        let graded = truth.draw(truth.patients, &mut Stream::new(*seed, *number));
        let found = analyse(&graded);
        let kind = CorrelationIntervalKind::BonettWright;
        let limits = interval(kind, &found.rho, found.n, 3, *level);
        let [first_true, second_true] = graded.truth;
        let [first_read, second_read] = graded.read;
        let of_truth = crate::stats::spearman::spearman(&first_true, &second_true, &[]);
        GradingSample {
            number: *number,
            rho: found.rho,
            p: found.p_t,
            lower: limits.lower,
            upper: limits.upper,
            rho_of_truth: of_truth.rho,
            first_true: first_true.into(),
            second_true: second_true.into(),
            first_read: first_read.into(),
            second_read: second_read.into(),
        }
    };
    Ok(SimulateGradingAnswer {
        method: method(request),
        question: format!("{} patients graded twice, true ρ {}", truth.patients, truth.rho),
        truth: truth.clone(),
        seed: *seed,
        alpha: *alpha,
        level: *level,
        samples: request.samples.iter().map(sample).gather(),
        repeated: (*repetitions > 0).then(|| repeat(truth, *repetitions, *seed, *alpha, *level)),
    })
}

/// What is wrong with a truth about gradings.
pub(super) fn refuse(truth: &GradingTruth, refusals: &mut Refusals) {
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        refusals.number(fine, what, found, expected);
    };
    let n = truth.patients;
    check((4..=10_000).contains(&n), "A number of patients", f64::from(n), "4 to 10,000");
    check((-0.99..=0.99).contains(&truth.rho), "A correlation", truth.rho, "−0.99 to 0.99");
    let typical = truth.typical;
    check((1.0..=99.0).contains(&typical), "A middle per cent", typical, "1 to 99");
    check((0.0..=50.0).contains(&truth.noise), "A reader's error", truth.noise, "0 to 50 points");
    let rising = truth.cuts.windows(2).all(|pair| pair[0] < pair[1]);
    let inside = truth.cuts.iter().all(|cut| (0.0..=100.0).contains(cut));
    let first = truth.cuts.first().copied().unwrap_or(0.0);
    let few = truth.cuts.len() <= 20;
    check(rising && inside && few, "Cuts between grades", first, "at most 20, rising, 0 to 100");
}

fn check(request: &SimulateGradingRequest) -> Result<(), Vec<Problem>> {
    let SimulateGradingRequest { truth, repetitions, samples, alpha, level, .. } = request;
    let mut refusals = wrong_with(*repetitions, samples, truth.patients, *alpha, *level);
    refuse(truth, &mut refusals);
    refusals.finish()
}

/// How gradings are drawn, in sentences.
pub(super) fn drawing(truth: &GradingTruth) -> Vec<String> {
    let cuts: Vec<String> = truth.cuts.iter().map(f64::to_string).gather();
    let grades = if cuts.is_empty() {
        "Per cents are kept as read.".into()
    } else {
        format!("Grades change at {} %.", cuts.join(", "))
    };
    vec![
        format!(
            "True per cents: logistic of two normal variables whose Spearman's ρ is {}, the middle \
             one {} %; each read with an error of {} points (standard deviation), within 0 and \
             100.",
            truth.rho, truth.typical, truth.noise
        ),
        grades,
    ]
}

fn method(request: &SimulateGradingRequest) -> Method {
    let mut details = drawing(&request.truth);
    details.push(format!(
        "{} samples (seed {}), each with Spearman's ρ of the grades, p by Student's t, Bonett & \
         Wright's interval.",
        request.repetitions, request.seed
    ));
    Method {
        name: "Simulated gradings".into(),
        details,
        references: vec![
            "Kruskal 1958, J Am Stat Assoc 53:814".into(),
            "Bonett & Wright 2000, Psychometrika 65:23".into(),
        ],
        r_call: None,
    }
}
