//! A whole small study, drawn again and again: what would have been published?

use super::grading::{drawing, refuse};
use super::{five_per_cent, ninety_five_per_cent, one, thousand, wrong_with};
use crate::analysis::method::Method;
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
    #[serde(default = "ninety_five_per_cent")]
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
    let mut refusals = wrong_with(*repetitions, &[*sample], truth.grading.patients, *alpha, *level);
    refuse(&truth.grading, &mut refusals);
    refusals.number(*repetitions > 0, "A number of repetitions", 0.0, "1 or more");
    refusals.number((0.0..=100.0).contains(&truth.cut), "A cut", truth.cut, "0 to 100 %");
    refusals.hazard_ratio(truth.hazard_ratio);
    refusals.median(truth.first_median);
    refusals.months("An accrual", truth.accrual);
    refusals.months("A follow-up", truth.follow_up);
    refusals.followed(truth.accrual + truth.follow_up);
    refusals.finish()
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
