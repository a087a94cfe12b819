//! From a request to an answer: choose the rows, take their numbers, ask the
//! statistics, and say who was counted.

use super::patients::{Ask, Patients, nobody};
use super::permutation::permutation_log_rank;
use super::request::{EndpointChoice, Grouping, Request, Selection};
use super::survival::survival;
use super::{Answer, correlation, grades};
use crate::cohort::accounting::Screening;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::problem::Problem;

/// Answers a request, or says everything that stood in the way.
pub fn run(study: &Study, request: &Request) -> Result<Answer, Vec<Problem>> {
    match request {
        Request::Survival(r) => {
            let (by, strata) = (r.by.as_ref(), &r.strata);
            let patients = choose(study, &r.endpoint, by, strata, &r.selection)?;
            let mut answer = survival(patients.input(), r)?;
            (answer.question, answer.accounting) = (patients.question, patients.accounting);
            Ok(Answer::Survival(answer))
        }
        Request::PermutationLogRank(r) => {
            let patients = choose(study, &r.endpoint, Some(&r.by), &[], &r.selection)?;
            let mut answer = permutation_log_rank(patients.input(), r)?;
            (answer.question, answer.accounting) = (patients.question, patients.accounting);
            Ok(Answer::PermutationLogRank(Box::new(answer)))
        }
        Request::Correlation(r) => run_correlation(study, r).map(Answer::Correlation),
        Request::Grades(r) => grades::run(study, r).map(Answer::Grades).map_err(one),
    }
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// The patients of a request that needs no columns but those of its endpoint,
/// groups and strata.
fn choose(
    study: &Study,
    endpoint: &EndpointChoice,
    by: Option<&Grouping>,
    strata: &[String],
    selection: &Selection,
) -> Result<Patients, Vec<Problem>> {
    let ask = Ask { endpoint, by, strata, selection, competing_kept: false };
    Patients::choose(study, &ask, |_| Ok(())).map(|(patients, ..)| patients)
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
