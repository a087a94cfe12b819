//! What can be asked and what comes back, as plain data: the page, the worker,
//! Node, the tests and the report speak only [`Request`] and [`Answer`].

pub mod agreement;
pub mod compare;
pub mod competing;
pub mod conversion;
pub mod correlation;
pub mod courses;
pub mod cox;
mod cox_columns;
mod defaults;
pub mod family;
pub mod grade_survival;
pub mod grade_uncertainty;
pub mod grades;
pub mod influence;
pub mod log_rank_power;
pub mod median_bootstrap;
pub mod method;
pub mod pairwise;
pub mod patients;
pub mod permutation;
pub mod published;
pub mod published_test;
pub mod rank_tests;
mod refusals;
pub mod request;
mod run;
pub mod run_survival;
pub mod scales;
pub mod simulate;
pub mod simulated_power;
pub mod survival;
mod survival_input;
mod survival_method;
pub mod thresholds;
pub mod typical;
pub mod variables;

pub use crate::cohort::accounting::{Accounting, LeftOut};
pub use request::Request;
pub use run::run;
use serde::Serialize;

/// What a request gave. `kind` repeats the request's.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    Survival(Box<survival::SurvivalAnswer>),
    Correlation(Box<correlation::CorrelationAnswer>),
    CompareCorrelations(Box<compare::CompareCorrelationsAnswer>),
    PartialCorrelation(Box<compare::PartialCorrelationAnswer>),
    Agreement(Box<agreement::AgreementAnswer>),
    Grades(Box<grades::GradesAnswer>),
    Cox(Box<cox::CoxAnswer>),
    Incidence(Box<competing::IncidenceAnswer>),
    CompetingRegression(Box<competing::CompetingRegressionAnswer>),
    Thresholds(Box<thresholds::ThresholdsAnswer>),
    PermutationLogRank(Box<permutation::PermutationLogRankAnswer>),
    Influence(Box<influence::InfluenceAnswer>),
    CorrelationInfluence(Box<influence::CorrelationInfluenceAnswer>),
    Courses(Box<courses::CoursesAnswer>),
    Family(Box<family::FamilyAnswer>),
    GradeSurvival(Box<grade_survival::GradeSurvivalAnswer>),
    SimulatedPower(Box<simulated_power::SimulatedPowerAnswer>),
    MedianBootstrap(Box<median_bootstrap::MedianBootstrapAnswer>),
    GradeUncertainty(Box<grade_uncertainty::GradeUncertaintyAnswer>),
    ReaderAgreement(Box<agreement::ReaderAgreementAnswer>),
    GroupComparison(Box<rank_tests::GroupComparisonAnswer>),
    PairedComparison(Box<rank_tests::PairedComparisonAnswer>),
    PublishedCorrelation(Box<published::PublishedCorrelationAnswer>),
    PublishedTest(Box<published_test::PublishedTestAnswer>),
    CorrelationPower(Box<published::CorrelationPowerAnswer>),
    LogRankPower(Box<log_rank_power::LogRankPowerAnswer>),
    Conversion(Box<conversion::ConversionAnswer>),
    Scales(Box<scales::ScalesAnswer>),
    SimulateTrial(Box<simulate::trial::SimulateTrialAnswer>),
    SimulateGrading(Box<simulate::grading::SimulateGradingAnswer>),
    SimulateStudy(Box<simulate::study::SimulateStudyAnswer>),
    SimulateTrap(Box<simulate::trap::SimulateTrapAnswer>),
    SimulateClass(Box<simulate::class::SimulateClassAnswer>),
}

impl Answer {
    /// Who was counted; nothing for an answer that needs no table.
    pub fn accounting(&self) -> Option<&Accounting> {
        Some(match self {
            Self::Survival(answer) => &answer.accounting,
            Self::Correlation(answer) => &answer.accounting,
            Self::CompareCorrelations(answer) => &answer.accounting,
            Self::PartialCorrelation(answer) => &answer.accounting,
            Self::Agreement(answer) => &answer.accounting,
            Self::Grades(answer) => &answer.accounting,
            Self::Cox(answer) => &answer.accounting,
            Self::Incidence(answer) => &answer.accounting,
            Self::CompetingRegression(answer) => &answer.accounting,
            Self::Thresholds(answer) => &answer.accounting,
            Self::PermutationLogRank(answer) => &answer.accounting,
            Self::Influence(answer) => &answer.accounting,
            Self::CorrelationInfluence(answer) => &answer.accounting,
            Self::Family(answer) => &answer.accounting,
            Self::GradeSurvival(answer) => &answer.accounting,
            Self::SimulatedPower(answer) => &answer.accounting,
            Self::MedianBootstrap(answer) => &answer.accounting,
            Self::GradeUncertainty(answer) => &answer.accounting,
            Self::ReaderAgreement(answer) => &answer.accounting,
            Self::Courses(answer) => &answer.accounting,
            Self::GroupComparison(answer) => &answer.accounting,
            Self::PairedComparison(answer) => &answer.accounting,
            Self::PublishedCorrelation(_)
            | Self::PublishedTest(_)
            | Self::CorrelationPower(_)
            | Self::LogRankPower(_)
            | Self::Conversion(_)
            | Self::Scales(_)
            | Self::SimulateTrial(_)
            | Self::SimulateGrading(_)
            | Self::SimulateStudy(_)
            | Self::SimulateTrap(_)
            | Self::SimulateClass(_) => return None,
        })
    }

    /// Takes the long curves out, for those who have the figure instead.
    pub fn drop_curves(&mut self) {
        match self {
            Self::Survival(answer) => {
                for group in &mut answer.groups {
                    group.curve = None;
                }
            }
            Self::SimulateTrial(answer) => answer.drop_curves(),
            Self::SimulateClass(answer) => answer.drop_curves(),
            _ => {}
        }
    }
}
