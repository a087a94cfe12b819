//! Competing risks: incidence, Gray's test, and the two regressions.

use super::cox::{Covariate, CoxColumns, CoxFit, CoxTerm, Ties};
use super::method::{Accounting, Method};
use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::SurvivalInput;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::survival::competing::CompetingData;
pub use crate::survival::competing::Ending;
pub use crate::survival::competing::fine_gray::{CensoringTies, FineGrayFit};
use crate::survival::competing::fine_gray::{FineGrayData, fine_gray};
pub use crate::survival::competing::gray::GrayTest;
use crate::survival::competing::gray::gray_test;
pub use crate::survival::competing::incidence::{Incidence, IncidenceAtTime, IncidenceCurves};
use crate::survival::competing::incidence::{cumulative_incidence, incidence_at};
use crate::survival::cox::design::CoxData;
use crate::survival::cox::fit::maximise;
use crate::survival::sample::{FollowUp, SortedSample};
use crate::table::mapping::Endpoint;
use serde::Serialize;

/// What is asked of an endpoint with competing events: incidence by group, and
/// Gray's test between the groups.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IncidenceRequest {
    pub endpoint: EndpointChoice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// Of the limits.
    #[serde(default = "default_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub times: Vec<f64>,
    /// Weights (1 − F)^rho of Gray's test; 0 when left out.
    #[serde(default = "default_rho")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub rho: Vec<f64>,
    /// Tests are made within the levels of these columns.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub strata: Vec<String>,
}

fn default_level() -> f64 {
    0.95
}

fn default_rho() -> Vec<f64> {
    vec![0.0]
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IncidenceAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub level: f64,
    pub groups: Vec<GroupIncidence>,
    /// Of the event, one for each rho; empty for a single group or with
    /// delayed entry.
    pub tests: Vec<GrayTest>,
    /// Of the competing event.
    pub competing_tests: Vec<GrayTest>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupIncidence {
    pub label: String,
    pub n: usize,
    pub events: usize,
    pub competing_events: usize,
    pub curves: IncidenceCurves,
    pub at_times: Vec<IncidenceAtTime>,
}

/// What is asked of a regression with competing events: Fine and Gray's model
/// of the incidence, and Cox models of either cause, side by side.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompetingRegressionRequest {
    pub endpoint: EndpointChoice,
    pub covariates: Vec<Covariate>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// Treatment of ties in the cause-specific models.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub ties: Ties,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub censoring_ties: CensoringTies,
    #[serde(default = "default_levels")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub levels: Vec<f64>,
}

fn default_levels() -> Vec<f64> {
    vec![0.95]
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CompetingRegressionAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub terms: Vec<CoxTerm>,
    pub event: CauseRegressions,
    pub competing: CauseRegressions,
}

/// One cause by both models; why, where a model cannot be fitted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CauseRegressions {
    /// On the incidence: prognosis.
    pub fine_gray: Fit<FineGrayFit>,
    /// On the hazard, the other cause being censored: aetiology.
    pub cause_specific: Fit<CoxFit>,
}

/// A fit, or the reason there is none.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Fit<T> {
    Fitted(T),
    NotEstimable { not_estimable: String },
}

impl<T, E: std::fmt::Display> From<Result<T, E>> for Fit<T> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(fit) => Self::Fitted(fit),
            Err(error) => Self::NotEstimable { not_estimable: error.to_string() },
        }
    }
}

fn sample(input: &SurvivalInput<'_>, ending: &[Ending]) -> Result<SortedSample, Vec<Problem>> {
    let event: Vec<bool> = ending.iter().map(|e| *e != Ending::Censored).gather();
    SortedSample::new(&FollowUp {
        time: input.time,
        event: &event,
        entry: input.entry,
        group: input.group,
        groups: input.labels.len() as u32,
    })
    .map_err(|error| vec![Problem::error("follow_up_unusable", format!("{error}."))])
}

/// Incidence and Gray's tests. `input.event` is not read: `ending` says more.
pub fn incidence(
    input: SurvivalInput<'_>,
    ending: &[Ending],
    request: &IncidenceRequest,
) -> Result<IncidenceAnswer, Vec<Problem>> {
    let sample = sample(&input, ending)?;
    let data = CompetingData { sample: &sample, ending };
    let testable = input.labels.len() > 1 && input.entry.is_none();
    let tests = |of: Ending| -> Vec<GrayTest> {
        let test = |rho: &f64| gray_test(&data, of, *rho, input.strata);
        if testable { request.rho.iter().map(test).gather() } else { Vec::new() }
    };
    let total = |counts: &[u32]| counts.iter().map(|c| *c as usize).sum::<usize>();
    let groups = cumulative_incidence(&data, request.level)
        .into_iter()
        .zip(input.labels)
        .map(|(curves, label)| GroupIncidence {
            label: label.clone(),
            n: total(&curves.events) + total(&curves.competing_events) + total(&curves.censored),
            events: total(&curves.events),
            competing_events: total(&curves.competing_events),
            at_times: request.times.iter().map(|time| incidence_at(&curves, *time)).gather(),
            curves,
        })
        .gather();
    Ok(IncidenceAnswer {
        method: Method {
            name: "Cumulative incidence, Gray's test".to_owned(),
            details: vec![
                "Cumulative incidence by Aalen–Johansen; delta-method variance, limits on the \
                 log-log scale."
                    .to_owned(),
                "Gray's test compares incidences, not hazards.".to_owned(),
            ],
            references: vec![
                "Aalen & Johansen 1978, Scand J Stat 5:141".to_owned(),
                "Gray 1988, Ann Stat 16:1141".to_owned(),
            ],
            r_call: Some("cmprsk::cuminc(time, status, group)".to_owned()),
        },
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        level: request.level,
        groups,
        tests: tests(Ending::Event),
        competing_tests: tests(Ending::Competing),
    })
}

/// Both models for both causes.
pub fn competing_regression(
    input: SurvivalInput<'_>,
    ending: &[Ending],
    covariates: &CoxColumns,
    request: &CompetingRegressionRequest,
) -> Result<CompetingRegressionAnswer, Vec<Problem>> {
    if covariates.columns.is_empty() {
        return Err(vec![Problem::error("no_covariates", "A regression needs a covariate.")]);
    }
    let all = sample(&input, ending)?;
    let of = |of: Ending| -> Result<CauseRegressions, Vec<Problem>> {
        let event: Vec<bool> = ending.iter().map(|e| *e == of).gather();
        let none = vec![0; event.len()];
        let one = SortedSample::new(&FollowUp {
            time: input.time,
            event: &event,
            entry: input.entry,
            group: &none,
            groups: 1,
        })
        .map_err(|error| vec![Problem::error("follow_up_unusable", format!("{error}."))])?;
        let cox = CoxData { sample: &one, columns: &covariates.columns, weights: None };
        let data = FineGrayData { sample: &all, ending, columns: &covariates.columns, of };
        Ok(CauseRegressions {
            fine_gray: if input.entry.is_some() {
                Fit::NotEstimable {
                    not_estimable: "the weights do not allow for delayed entry".to_owned(),
                }
            } else {
                fine_gray(&data, request.censoring_ties, &request.levels).into()
            },
            cause_specific: maximise(&cox, request.ties)
                .map(|fitted| fitted.summary(&request.levels))
                .into(),
        })
    };
    Ok(CompetingRegressionAnswer {
        method: Method {
            name: "Fine–Gray and cause-specific Cox regression".to_owned(),
            details: vec![
                "Fine–Gray: subdistribution hazard ratios, sandwich standard errors, ties as in \
                 Breslow."
                    .to_owned(),
                "Cause-specific: Cox regression with the other cause censored.".to_owned(),
            ],
            references: vec![
                "Fine & Gray 1999, J Am Stat Assoc 94:496".to_owned(),
                "Prentice et al. 1978, Biometrics 34:541".to_owned(),
            ],
            r_call: Some("cmprsk::crr(time, status, x)".to_owned()),
        },
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        terms: covariates.terms.clone(),
        event: of(Ending::Event)?,
        competing: of(Ending::Competing)?,
    })
}
