//! From a request to an answer: choose the rows, take their numbers, ask the
//! statistics, and say who was counted.

use super::request::Request;
use super::{
    Answer, agreement, compare, conversion, correlation, courses, family, grade_survival,
    grade_uncertainty, grades, influence, log_rank_power, published, published_test, rank_tests,
    run_survival, scales, simulate,
};
use crate::cohort::study::Study;
use crate::problem::Problem;

/// Answers a request, or says everything that stood in the way.
pub fn run(study: &Study, request: &Request) -> Result<Answer, Vec<Problem>> {
    match request {
        Request::Survival(r) => run_survival::curves(study, r),
        Request::PermutationLogRank(r) => run_survival::permutation(study, r),
        Request::Cox(r) => run_survival::regression(study, r),
        Request::Incidence(r) => run_survival::incidence_by_group(study, r),
        Request::CompetingRegression(r) => run_survival::competing(study, r),
        Request::Thresholds(r) => run_survival::every_threshold(study, r),
        Request::Influence(r) => run_survival::influence_of_each(study, r),
        Request::SimulatedPower(r) => run_survival::power_of_cohort(study, r),
        Request::MedianBootstrap(r) => run_survival::medians_drawn(study, r),
        Request::CorrelationInfluence(r) => influence::correlation_influence(study, r)
            .map(Box::new)
            .map(Answer::CorrelationInfluence),
        Request::Courses(r) => courses::run(study, r).map(Box::new).map(Answer::Courses),
        Request::Family(r) => family::run(study, r).map(Box::new).map(Answer::Family),
        Request::GradeSurvival(r) => {
            grade_survival::run(study, r).map(Box::new).map(Answer::GradeSurvival)
        }
        Request::Correlation(r) => {
            correlation::correlation(study, r).map(Box::new).map(Answer::Correlation)
        }
        Request::CompareCorrelations(r) => {
            compare::compare_correlations(study, r).map(Box::new).map(Answer::CompareCorrelations)
        }
        Request::PartialCorrelation(r) => {
            compare::partial_correlation(study, r).map(Box::new).map(Answer::PartialCorrelation)
        }
        Request::Agreement(r) => {
            agreement::agreement(study, r).map(Box::new).map(Answer::Agreement)
        }
        Request::GradeUncertainty(r) => grade_uncertainty::grade_uncertainty(study, r)
            .map(Box::new)
            .map(Answer::GradeUncertainty),
        Request::ReaderAgreement(r) => {
            agreement::reader_agreement(study, r).map(Box::new).map(Answer::ReaderAgreement)
        }
        Request::GroupComparison(r) => {
            rank_tests::group_comparison(study, r).map(Box::new).map(Answer::GroupComparison)
        }
        Request::PairedComparison(r) => {
            rank_tests::paired_comparison(study, r).map(Box::new).map(Answer::PairedComparison)
        }
        Request::PublishedCorrelation(r) => {
            published::published_correlation(r).map(Box::new).map(Answer::PublishedCorrelation)
        }
        Request::PublishedTest(r) => {
            published_test::published_test(r).map(Box::new).map(Answer::PublishedTest)
        }
        Request::CorrelationPower(r) => {
            published::power(r).map(Box::new).map(Answer::CorrelationPower)
        }
        Request::LogRankPower(r) => {
            log_rank_power::log_rank_power(r).map(Box::new).map(Answer::LogRankPower)
        }
        Request::Conversion(r) => {
            conversion::conversion(study, r).map(Box::new).map(Answer::Conversion)
        }
        Request::Scales(r) => Ok(Answer::Scales(Box::new(scales::scales(study, *r)))),
        Request::SimulateTrial(r) => {
            simulate::trial::simulate_trial(r).map(Box::new).map(Answer::SimulateTrial)
        }
        Request::SimulateGrading(r) => {
            simulate::grading::simulate_grading(r).map(Box::new).map(Answer::SimulateGrading)
        }
        Request::SimulateStudy(r) => {
            simulate::study::simulate_study(r).map(Box::new).map(Answer::SimulateStudy)
        }
        Request::SimulateTrap(r) => {
            simulate::trap::simulate_trap(r).map(Box::new).map(Answer::SimulateTrap)
        }
        Request::SimulateClass(r) => {
            simulate::class::simulate_class(r).map(Box::new).map(Answer::SimulateClass)
        }
        Request::Grades(r) => {
            grades::run(study, r).map(Box::new).map(Answer::Grades).map_err(|problem| vec![problem])
        }
    }
}
