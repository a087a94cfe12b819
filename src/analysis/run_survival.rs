//! Survival requests: their patients chosen, their numbers handed on, and who
//! was counted put into the answer.

use super::Answer;
use super::competing::{
    CompetingRegressionRequest, Ending, IncidenceRequest, competing_regression, incidence,
};
use super::cox::{CoxColumns, CoxRequest, ascent_of, cox, warnings};
use super::cox_columns::columns;
use super::influence::{InfluenceRequest, influence};
use super::median_bootstrap::{MedianBootstrapRequest, median_bootstrap};
use super::patients::{Ask, Patients, within};
use super::permutation::{PermutationLogRankRequest, permutation_log_rank};
use super::request::{EndpointChoice, Grouping, Selection};
use super::simulated_power::{self, SimulatedPowerRequest};
use super::survival::{SurvivalRequest, survival};
use super::thresholds::{ThresholdsRequest, thresholds};
use crate::cohort::accounting::{Accounting, Screening};
use crate::cohort::choice::ThresholdGroups;
use crate::cohort::follow_up::Status;
use crate::cohort::grouping::groups;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::survival::cox::ascent::Ascent;

pub fn curves(study: &Study, r: &SurvivalRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, r.by.as_ref(), &r.strata, &r.selection, r.landmark)?;
    let mut answer = survival(patients.input(), r)?;
    answer.question = within(patients.question, &r.strata);
    answer.accounting = patients.accounting;
    Ok(Answer::Survival(Box::new(answer)))
}

pub fn permutation(study: &Study, r: &PermutationLogRankRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, Some(&r.by), &[], &r.selection, None)?;
    let mut answer = permutation_log_rank(patients.input(), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::PermutationLogRank(Box::new(answer)))
}

/// The patients and the columns of a regression.
fn covered(study: &Study, r: &CoxRequest) -> Result<(Patients, CoxColumns), Vec<Problem>> {
    let ask = Ask {
        endpoint: &r.endpoint,
        by: None,
        strata: &r.strata,
        selection: &r.selection,
        landmark: r.landmark,
        competing_kept: false,
    };
    let (patients, mut covariates, rows) = Patients::choose(study, &ask, |screening| {
        columns(study, screening, &r.covariates, r.weights.as_deref())
    })?;
    covariates.keep(&rows);
    Ok((patients, covariates))
}

/// How the fit of a regression climbs along one of its coefficients.
pub fn cox_ascent(study: &Study, r: &CoxRequest, part: usize) -> Result<Ascent, Vec<Problem>> {
    let (patients, covariates) = covered(study, r)?;
    ascent_of(patients.input(), &covariates, r.ties, part)
}

pub fn regression(study: &Study, r: &CoxRequest) -> Result<Answer, Vec<Problem>> {
    let (mut patients, covariates) = covered(study, r)?;
    let mut answer = cox(patients.input(), &covariates, r)?;
    let question = format!("{} on {}", patients.question, covariates.names());
    answer.question = within(question, &r.strata);
    patients.accounting.notes.extend(warnings(&answer.fit));
    answer.strata = patients.strata_labels;
    answer.accounting = patients.accounting;
    Ok(Answer::Cox(Box::new(answer)))
}

pub fn incidence_by_group(study: &Study, r: &IncidenceRequest) -> Result<Answer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &r.endpoint,
        by: r.by.as_ref(),
        strata: &r.strata,
        selection: &r.selection,
        landmark: None,
        competing_kept: true,
    };
    let (patients, ..) = Patients::choose(study, &ask, |_| Ok(()))?;
    let mut answer = incidence(patients.input(), &endings(&patients.status), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    note_no_competing(&patients.status, &mut answer.accounting);
    Ok(Answer::Incidence(Box::new(answer)))
}

pub fn competing(study: &Study, r: &CompetingRegressionRequest) -> Result<Answer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &r.endpoint,
        by: None,
        strata: &[],
        selection: &r.selection,
        landmark: None,
        competing_kept: true,
    };
    let (patients, mut covariates, rows) =
        Patients::choose(study, &ask, |screening| columns(study, screening, &r.covariates, None))?;
    covariates.keep(&rows);
    let endings = endings(&patients.status);
    let mut answer = competing_regression(patients.input(), &endings, &covariates, r)?;
    answer.question = format!("{} on {}", patients.endpoint.name, covariates.names());
    answer.accounting = patients.accounting;
    note_no_competing(&patients.status, &mut answer.accounting);
    Ok(Answer::CompetingRegression(Box::new(answer)))
}

pub fn every_threshold(study: &Study, r: &ThresholdsRequest) -> Result<Answer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &r.endpoint,
        by: None,
        strata: &[],
        selection: &r.selection,
        landmark: None,
        competing_kept: false,
    };
    let (patients, marker, rows) =
        Patients::choose(study, &ask, |screening| numbers(study, screening, &r.variable))?;
    let values: Vec<f64> = rows.iter().map(|row| marker.values[*row]).gather();
    let mut answer = thresholds(patients.input(), &marker.name, &values, r)?;
    let in_use = r.in_use.as_ref().and_then(|cut| falls(study, cut, &rows, &values));
    answer.name_cuts(&marker.labels, in_use);
    let planned = r.planned.iter().filter_map(|cut| falls(study, cut, &rows, &values));
    answer.mark_planned(&planned.gather());
    answer.question = format!("{} by every threshold of {}", patients.endpoint.name, marker.name);
    answer.accounting = patients.accounting;
    Ok(Answer::Thresholds(Box::new(answer)))
}

/// The largest value below a cut, when the cut parts these patients' values.
fn falls(study: &Study, cut: &ThresholdGroups, rows: &[usize], values: &[f64]) -> Option<f64> {
    let mut screening = Screening::new(study.table.rows());
    let sides = groups(study, &mut screening, &Grouping::Threshold(cut.clone())).ok()?;
    let (mut below, mut above) = (f64::NEG_INFINITY, f64::INFINITY);
    for (row, value) in rows.iter().zip(values).filter(|(row, _)| screening.is_in(**row)) {
        match sides.codes[*row] {
            0 => below = below.max(*value),
            _ => above = above.min(*value),
        }
    }
    (below < above && below.is_finite()).then_some(below)
}

pub fn influence_of_each(study: &Study, r: &InfluenceRequest) -> Result<Answer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &r.endpoint,
        by: Some(&r.by),
        strata: &[],
        selection: &r.selection,
        landmark: None,
        competing_kept: false,
    };
    let (patients, (), rows) = Patients::choose(study, &ask, |_| Ok(()))?;
    let lines: Vec<usize> = rows.iter().map(|row| study.table.line(*row)).gather();
    let mut answer = influence(patients.input(), &lines, r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::Influence(Box::new(answer)))
}

pub fn power_of_cohort(study: &Study, r: &SimulatedPowerRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, Some(&r.by), &[], &r.selection, None)?;
    let mut answer = simulated_power::run(patients.input(), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::SimulatedPower(Box::new(answer)))
}

pub fn medians_drawn(study: &Study, r: &MedianBootstrapRequest) -> Result<Answer, Vec<Problem>> {
    let patients = choose(study, &r.endpoint, r.by.as_ref(), &[], &r.selection, None)?;
    let mut answer = median_bootstrap(patients.input(), r)?;
    (answer.question, answer.accounting) = (patients.question, patients.accounting);
    Ok(Answer::MedianBootstrap(Box::new(answer)))
}

fn endings(status: &[Status]) -> Vec<Ending> {
    let ending = |status: &Status| match status {
        Status::Censored => Ending::Censored,
        Status::Event => Ending::Event,
        Status::Competing => Ending::Competing,
    };
    status.iter().map(ending).gather()
}

fn note_no_competing(status: &[Status], accounting: &mut Accounting) {
    if !status.contains(&Status::Competing) {
        accounting.notes.push(
            Problem::note("no_competing_event", "No competing event occurred, or none was named.")
                .hint("Name the values that mean one in the coding of the endpoint."),
        );
    }
}

/// The patients of a request that needs no columns but those of its endpoint,
/// groups and strata.
fn choose(
    study: &Study,
    endpoint: &EndpointChoice,
    by: Option<&Grouping>,
    strata: &[String],
    selection: &Selection,
    landmark: Option<f64>,
) -> Result<Patients, Vec<Problem>> {
    let ask = Ask { endpoint, by, strata, selection, landmark, competing_kept: false };
    Patients::choose(study, &ask, |_| Ok(())).map(|(patients, ..)| patients)
}
