//! Survival requests: their patients chosen, their numbers handed on, and who
//! was counted put into the answer.

use super::Answer;
use super::cox::{CoxRequest, cox, warnings};
use super::cox_columns::columns;
use super::patients::{Ask, Patients};
use super::permutation::{PermutationLogRankRequest, permutation_log_rank};
use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::{SurvivalRequest, survival};
use crate::cohort::study::Study;
use crate::problem::Problem;

pub fn curves(study: &Study, r: &SurvivalRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, r.by.as_ref(), &r.strata, &r.selection)?;
    let mut answer = survival(patients.input(), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::Survival(Box::new(answer)))
}

pub fn permutation(study: &Study, r: &PermutationLogRankRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, Some(&r.by), &[], &r.selection)?;
    let mut answer = permutation_log_rank(patients.input(), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::PermutationLogRank(Box::new(answer)))
}

pub fn regression(study: &Study, request: &CoxRequest) -> Result<Answer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &request.endpoint,
        by: None,
        strata: &request.strata,
        selection: &request.selection,
        competing_kept: false,
    };
    let (mut patients, mut covariates, rows) =
        Patients::choose(study, &ask, |screening| columns(study, screening, request))?;
    for column in covariates.columns.iter_mut().chain(&mut covariates.weights) {
        *column = rows.iter().map(|row| column[*row]).collect();
    }
    let mut answer = cox(patients.input(), &covariates, request)?;
    let names: Vec<&str> = covariates.terms.iter().map(|t| t.name.as_str()).collect();
    answer.question = format!("{} on {}", patients.endpoint.name, names.join(" + "));
    patients.accounting.notes.extend(warnings(&answer.fit));
    answer.accounting = patients.accounting;
    Ok(Answer::Cox(Box::new(answer)))
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
