//! The questions, in plain data.

use super::agreement::{AgreementRequest, ReaderAgreementRequest};
use super::compare::{CompareCorrelationsRequest, PartialCorrelationRequest};
use super::competing::{CompetingRegressionRequest, IncidenceRequest};
use super::conversion::ConversionRequest;
use super::correlation::CorrelationRequest;
use super::courses::CoursesRequest;
use super::cox::CoxRequest;
use super::family::FamilyRequest;
use super::grade_survival::GradeSurvivalRequest;
use super::grade_uncertainty::GradeUncertaintyRequest;
use super::grades::GradesRequest;
use super::influence::{CorrelationInfluenceRequest, InfluenceRequest};
use super::log_rank_power::LogRankPowerRequest;
use super::median_bootstrap::MedianBootstrapRequest;
use super::permutation::PermutationLogRankRequest;
use super::published::{CorrelationPowerRequest, PublishedCorrelationRequest};
use super::published_test::PublishedTestRequest;
use super::rank_tests::{GroupComparisonRequest, PairedComparisonRequest};
use super::scales::ScalesRequest;
use super::simulate::class::SimulateClassRequest;
use super::simulate::grading::SimulateGradingRequest;
use super::simulate::study::SimulateStudyRequest;
use super::simulate::trap::SimulateTrapRequest;
use super::simulate::trial::SimulateTrialRequest;
use super::simulated_power::SimulatedPowerRequest;
use super::survival::SurvivalRequest;
use super::thresholds::ThresholdsRequest;
pub use crate::cohort::choice::{
    EndpointChoice, Filter, Grouping, Score, Selection, Side, Variable,
};
use crate::plain::FromPlain;
use serde::Serialize;

/// Everything that can be asked of a mapped table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Request {
    /// Kaplan–Meier curves, by group, with tests between the groups.
    Survival(SurvivalRequest),
    /// Rank correlation of two variables.
    Correlation(CorrelationRequest),
    /// Whether one correlation is larger than another that shares a variable.
    CompareCorrelations(CompareCorrelationsRequest),
    /// Spearman's correlation with others held fixed.
    PartialCorrelation(PartialCorrelationRequest),
    /// How far two gradings agree.
    Agreement(AgreementRequest),
    /// Every patient's grades as intervals, and the change between two of them.
    Grades(GradesRequest),
    /// Cox's proportional hazards regression.
    Cox(CoxRequest),
    /// Cumulative incidence with competing events, and Gray's test.
    Incidence(IncidenceRequest),
    /// Fine–Gray and cause-specific regression.
    CompetingRegression(CompetingRegressionRequest),
    /// Every threshold of a marker, and what the best is worth.
    Thresholds(ThresholdsRequest),
    /// Log-rank test by counting, or drawing, allocations to two groups.
    PermutationLogRank(PermutationLogRankRequest),
    /// Hazard ratio, log-rank test and medians without each patient.
    Influence(InfluenceRequest),
    /// A rank correlation without each patient.
    CorrelationInfluence(CorrelationInfluenceRequest),
    /// Every patient's course: how long followed, which events when.
    Courses(CoursesRequest),
    /// Endpoints by markers, allowed for their number by permutation.
    Family(FamilyRequest),
    /// What a difference in survival can be, given only the grades.
    GradeSurvival(GradeSurvivalRequest),
    /// The power of this very cohort, by drawing it again.
    SimulatedPower(SimulatedPowerRequest),
    /// Limits of median survival by drawing the patients again.
    MedianBootstrap(MedianBootstrapRequest),
    /// What a correlation can be, given only the grades.
    GradeUncertainty(GradeUncertaintyRequest),
    /// How far several readers agree.
    ReaderAgreement(ReaderAgreementRequest),
    /// A variable in groups, compared by ranks.
    GroupComparison(GroupComparisonRequest),
    /// The same patients twice, compared by signed ranks.
    PairedComparison(PairedComparisonRequest),
    /// A printed correlation checked; needs no table.
    PublishedCorrelation(PublishedCorrelationRequest),
    /// A printed t, χ² or hazard ratio checked; needs no table.
    PublishedTest(PublishedTestRequest),
    /// Power and precision of a correlation; needs no table.
    CorrelationPower(CorrelationPowerRequest),
    /// Power of a log-rank test; needs no table.
    LogRankPower(LogRankPowerRequest),
    /// The grades of one scale as grades of another; needs no table.
    Conversion(ConversionRequest),
    /// The scales there are; needs no table.
    Scales(ScalesRequest),
    /// Trials drawn from a truth; needs no table.
    SimulateTrial(SimulateTrialRequest),
    /// Two gradings drawn from a correlation; needs no table.
    SimulateGrading(SimulateGradingRequest),
    /// A whole study drawn again and again; needs no table.
    SimulateStudy(SimulateStudyRequest),
    /// A classic mistake and its repair on made patients; needs no table.
    SimulateTrap(SimulateTrapRequest),
    /// A sample of one truth for each student of a class; needs no table.
    SimulateClass(SimulateClassRequest),
}
