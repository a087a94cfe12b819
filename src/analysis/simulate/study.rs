//! A whole small study, drawn again and again: what would have been published?

use super::grading::{drawing, wrong_with};
use super::{level, one, thousand};
use crate::analysis::method::Method;
use crate::analysis::published::{five_per_cent, out_of_range};
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::simulation::study::repeat;
pub use crate::simulation::study::{RepeatedStudies, StudyFound, StudyTruth};
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateStudyRequest {
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub truth: StudyTruth,
    /// 1,000 unless said.
    #[serde(default = "thousand")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repetitions: u32,
    /// The one that is marked among them; the first unless said.
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub sample: u32,
    #[serde(default = "one")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    #[serde(default = "level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateStudyAnswer {
    pub method: Method,
    pub question: String,
    pub truth: StudyTruth,
    pub seed: u32,
    pub alpha: f64,
    pub level: f64,
    pub sample: u32,
    pub study: StudyFound,
    pub repeated: RepeatedStudies,
}

pub fn simulate_study(request: &SimulateStudyRequest) -> Result<SimulateStudyAnswer, Vec<Problem>> {
    check(request)?;
    let SimulateStudyRequest { truth, repetitions, sample, seed, alpha, level } = request;
    Ok(SimulateStudyAnswer {
        method: method(request),
        question: format!(
            "Studies of {} patients, true ρ {}, true hazard ratio {}",
            truth.grading.patients, truth.grading.rho, truth.hazard_ratio
        ),
        truth: truth.clone(),
        seed: *seed,
        alpha: *alpha,
        level: *level,
        sample: *sample,
        study: truth.study(*seed, *sample, *level),
        repeated: repeat(truth, *repetitions, *seed, *alpha, *level),
    })
}

fn check(request: &SimulateStudyRequest) -> Result<(), Vec<Problem>> {
    let SimulateStudyRequest { truth, repetitions, sample, alpha, level, .. } = request;
    let mut problems = wrong_with(&truth.grading);
    let n = truth.grading.patients;
    problems.extend(super::wrong_with(*repetitions, &[*sample], n, *alpha, *level));
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        if !fine {
            problems.push(out_of_range(what, found, expected));
        }
    };
    check(*repetitions > 0, "A number of repetitions", 0.0, "1 or more");
    let ratio = truth.hazard_ratio;
    check((0.01..=100.0).contains(&ratio), "A hazard ratio", ratio, "a number from 0.01 to 100");
    check((0.0..=100.0).contains(&truth.cut), "A cut", truth.cut, "0 to 100 %");
    let median = truth.first_median;
    check((0.01..=1200.0).contains(&median), "A median", median, "0.01 to 1,200 months");
    let months = |x: f64| (0.0..=1200.0).contains(&x);
    check(months(truth.accrual), "An accrual", truth.accrual, "0 to 1,200 months");
    let after = truth.follow_up;
    check(months(after) && after + truth.accrual > 0.0, "A follow-up", after, "0 to 1,200 months");
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn method(request: &SimulateStudyRequest) -> Method {
    let SimulateStudyRequest { truth, repetitions, seed, alpha, .. } = request;
    let mut details = drawing(&truth.grading);
    details.push(format!(
        "Patients whose true second grading is at least {} % have {} times the hazard of the rest \
         (median {} months); they are compared by the grade that was read. Patients come over {} \
         months, the last is followed for {}.",
        truth.cut, truth.hazard_ratio, truth.first_median, truth.accrual, truth.follow_up
    ));
    details.push(format!(
        "{repetitions} studies (seed {seed}), each with Spearman's ρ (p by Student's t), a \
         log-rank test and Cox regression (Efron's ties); significant below {alpha}."
    ));
    Method {
        name: "Simulated studies".into(),
        details,
        references: vec!["Gelman & Carlin 2014, Perspect Psychol Sci 9:641".into()],
        r_call: None,
    }
}
