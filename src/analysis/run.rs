//! From a request to an answer: choose the rows, take their numbers, ask the
//! statistics, and say who was counted.

use super::patients::{Ask, Patients};
use super::permutation::permutation_log_rank;
use super::request::{EndpointChoice, Grouping, Request, Selection};
use super::survival::survival;
use super::{Answer, grades};
use crate::cohort::study::Study;
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
        Request::Correlation(_) => {
            Err(one(Problem::error("not_available", "Correlation is not available.")))
        }
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
