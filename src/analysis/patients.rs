//! The patients a survival analysis is about: those who have an endpoint and
//! whatever else a request needs, as plain vectors.

use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::SurvivalInput;
use crate::cohort::accounting::{Accounting, Screening};
use crate::cohort::follow_up::{Status, follow_up};
use crate::cohort::grouping::{groups, strata};
use crate::cohort::study::Study;
use crate::problem::Problem;
use crate::table::mapping::Endpoint;

/// What a request says about its patients.
pub struct Ask<'a> {
    pub endpoint: &'a EndpointChoice,
    pub by: Option<&'a Grouping>,
    pub strata: &'a [String],
    pub selection: &'a Selection,
    /// Only those still followed after this time, counted from it.
    pub landmark: Option<f64>,
    /// The analysis keeps competing events apart; else they are counted as
    /// censored, with a note.
    pub competing_kept: bool,
}

/// One entry per patient in each vector.
pub struct Patients {
    pub time: Vec<f64>,
    pub status: Vec<Status>,
    pub event: Vec<bool>,
    pub entry: Option<Vec<f64>>,
    pub group: Vec<u32>,
    pub labels: Vec<String>,
    pub strata: Option<Vec<u32>>,
    /// Names of the strata; empty without.
    pub strata_labels: Vec<String>,
    pub endpoint: Endpoint,
    /// "Endpoint by group".
    pub question: String,
    pub accounting: Accounting,
}

impl Patients {
    /// Chooses the rows. `more` may need further columns, and leaves out the
    /// rows that lack them; what it returns has one entry per row of the table,
    /// to be cut down with `kept` once the rows are known.
    pub fn choose<T>(
        study: &Study,
        ask: &Ask<'_>,
        more: impl FnOnce(&mut Screening) -> Result<T, Problem>,
    ) -> Result<(Self, T, Vec<usize>), Vec<Problem>> {
        let one = |problem| vec![problem];
        let mut screening = Screening::new(study.table.rows());
        study.select(&mut screening, ask.selection).map_err(one)?;
        let mut follow_up = follow_up(study, &mut screening, ask.endpoint).map_err(one)?;
        if let Some(landmark) = ask.landmark {
            if !(landmark >= 0.0 && landmark.is_finite()) {
                let what = "A landmark is a time, 0 or later.";
                let found = landmark.to_string();
                return Err(vec![Problem::error("landmark_not_a_time", what).found(&found)]);
            }
            follow_up.start_at(landmark, study, &mut screening);
        }
        let split = match ask.by {
            Some(grouping) => Some(groups(study, &mut screening, grouping).map_err(one)?),
            None => None,
        };
        let strata = strata(study, &mut screening, ask.strata).map_err(one)?;
        let more = more(&mut screening).map_err(one)?;
        let rows = screening.kept();
        if rows.is_empty() {
            return Err(nobody(screening, &follow_up.endpoint.name));
        }
        let status = screening.keep_own(std::mem::take(&mut follow_up.status));
        if !ask.competing_kept {
            note_competing(&mut screening, &status, &follow_up.endpoint);
        }
        let (labels, group, by) = match split {
            Some(split) => (split.labels, screening.keep_own(split.codes), Some(split.name)),
            None => (vec!["all patients".to_owned()], vec![0; rows.len()], None),
        };
        let mut name = follow_up.endpoint.name.clone();
        if let Some(landmark) = ask.landmark {
            name = format!("{name} from {landmark} on");
        }
        let mut event = Vec::with_capacity(status.len());
        event.extend(status.iter().map(|status| *status == Status::Event));
        let patients = Self {
            time: screening.keep_own(follow_up.time),
            event,
            status,
            entry: follow_up.entry.map(|entry| screening.keep_own(entry)),
            group,
            labels,
            strata: strata.as_ref().map(|strata| screening.keep(&strata.codes)),
            strata_labels: strata.map_or_else(Vec::new, |strata| strata.labels),
            question: by.map_or_else(|| name.clone(), |by| format!("{name} by {by}")),
            endpoint: follow_up.endpoint,
            accounting: screening.close(),
        };
        Ok((patients, more, rows))
    }

    pub fn input(&self) -> SurvivalInput<'_> {
        SurvivalInput {
            time: &self.time,
            event: &self.event,
            entry: self.entry.as_deref(),
            group: &self.group,
            labels: &self.labels,
            strata: self.strata.as_deref(),
            endpoint: &self.endpoint,
        }
    }
}

/// "Survival by sex, within strata of centre".
pub fn within(question: String, strata: &[String]) -> String {
    match strata {
        [] => question,
        strata => format!("{question}, within strata of {}", strata.join(", ")),
    }
}

fn note_competing(screening: &mut Screening, status: &[Status], endpoint: &Endpoint) {
    let competing = status.iter().filter(|status| **status == Status::Competing).count();
    if competing > 0 {
        screening.notes.push(
            Problem::note(
                "competing_censored",
                format!("{competing} competing events are counted as censored here."),
            )
            .in_column(&endpoint.event)
            .hint("One minus this curve is not the share of patients with the event."),
        );
    }
}

/// An analysis of nobody has no numbers, but it has reasons.
pub fn nobody(screening: Screening, what: &str) -> Vec<Problem> {
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
