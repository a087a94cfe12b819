//! From a request to an answer: choose the rows, take their numbers, ask the
//! statistics, and say who was counted.

use super::request::Request;
use super::survival::{SurvivalAnswer, SurvivalInput, SurvivalRequest, survival};
use super::{Answer, grades};
use crate::cohort::accounting::Screening;
use crate::cohort::follow_up::{Status, follow_up};
use crate::cohort::grouping::{groups, strata};
use crate::cohort::study::Study;
use crate::problem::Problem;

/// Answers a request, or says everything that stood in the way.
pub fn run(study: &Study, request: &Request) -> Result<Answer, Vec<Problem>> {
    match request {
        Request::Survival(r) => run_survival(study, r).map(Answer::Survival),
        Request::Correlation(_) => {
            Err(one(Problem::error("not_available", "Correlation is not available.")))
        }
        Request::Grades(r) => grades::run(study, r).map(Answer::Grades).map_err(one),
    }
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// An analysis of nobody has no numbers, but it has reasons.
fn nobody(screening: Screening, what: &str) -> Vec<Problem> {
    let accounting = screening.close();
    let mut problem = Problem::error("nobody_left", format!("No row can be used for {what}."))
        .hint("Look at the reasons, and at the roles of the columns.");
    if let Some(reason) = accounting.left_out.iter().max_by_key(|l| l.count) {
        problem = problem
            .in_column(&reason.column)
            .found(&format!("{} ({} rows)", reason.reason, reason.count));
    }
    vec![problem]
}

fn run_survival(study: &Study, request: &SurvivalRequest) -> Result<SurvivalAnswer, Vec<Problem>> {
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let follow_up = follow_up(study, &mut screening, &request.endpoint).map_err(one)?;
    let split = match &request.by {
        Some(grouping) => Some(groups(study, &mut screening, grouping).map_err(one)?),
        None => None,
    };
    let strata = strata(study, &mut screening, &request.strata).map_err(one)?;
    let rows = screening.kept();
    if rows.is_empty() {
        return Err(nobody(screening, &follow_up.endpoint.name));
    }
    let time = screening.keep(&follow_up.time);
    let event: Vec<bool> = rows.iter().map(|&r| follow_up.status[r] == Status::Event).collect();
    let entry = follow_up.entry.as_deref().map(|entry| screening.keep(entry));
    let competing = rows.iter().filter(|&&r| follow_up.status[r] == Status::Competing).count();
    if competing > 0 {
        screening.notes.push(
            Problem::note(
                "competing_censored",
                format!("{competing} competing events are counted as censored here."),
            )
            .in_column(&follow_up.endpoint.event)
            .hint("One minus this curve is not the share of patients with the event."),
        );
    }
    let (labels, group, by) = match split {
        Some(split) => (split.labels, screening.keep(&split.codes), Some(split.name)),
        None => (vec!["all patients".to_owned()], vec![0; rows.len()], None),
    };
    let strata = strata.map(|codes| screening.keep(&codes));
    let input = SurvivalInput {
        time: &time,
        event: &event,
        entry: entry.as_deref(),
        group: &group,
        labels: &labels,
        strata: strata.as_deref(),
        endpoint: &follow_up.endpoint,
    };
    let mut answer = survival(input, request)?;
    answer.question = match by {
        Some(by) => format!("{} by {by}", follow_up.endpoint.name),
        None => follow_up.endpoint.name.clone(),
    };
    answer.accounting = screening.close();
    Ok(answer)
}
