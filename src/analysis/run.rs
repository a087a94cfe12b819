//! From a request to an answer: choose the rows, take their numbers, ask the
//! statistics, and say who was counted.

use super::patients::nobody;
use super::request::Request;
use super::{Answer, correlation, grades, run_survival};
use crate::cohort::accounting::Screening;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::problem::Problem;

/// Answers a request, or says everything that stood in the way.
pub fn run(study: &Study, request: &Request) -> Result<Answer, Vec<Problem>> {
    match request {
        Request::Survival(r) => run_survival::curves(study, r),
        Request::PermutationLogRank(r) => run_survival::permutation(study, r),
        Request::Cox(r) => run_survival::regression(study, r),
        Request::Correlation(r) => run_correlation(study, r).map(Answer::Correlation),
        Request::Grades(r) => grades::run(study, r).map(Answer::Grades).map_err(one),
    }
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

fn run_correlation(
    study: &Study,
    request: &correlation::CorrelationRequest,
) -> Result<correlation::CorrelationAnswer, Vec<Problem>> {
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let x = numbers(study, &mut screening, &request.x).map_err(one)?;
    let y = numbers(study, &mut screening, &request.y).map_err(one)?;
    let (xs, ys) = (screening.keep(&x.values), screening.keep(&y.values));
    if xs.is_empty() {
        return Err(nobody(screening, &format!("{} v {}", x.name, y.name)));
    }
    let mut answer = correlation::correlation(
        correlation::CorrelationVariable { name: &x.name, values: &xs, labels: &x.labels },
        correlation::CorrelationVariable { name: &y.name, values: &ys, labels: &y.labels },
        request,
    );
    answer.accounting = screening.close();
    Ok(answer)
}
