//! An endpoint's times and events, for the rows that have them.

use super::accounting::Screening;
use super::choice::EndpointChoice;
use super::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::table::mapping::{Endpoint, TimeZero};

/// What happened at the end of a patient's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Censored,
    Event,
    Competing,
}

/// One entry per row of the table; only the rows still in mean anything.
pub struct FollowUp {
    pub endpoint: Endpoint,
    pub time: Vec<f64>,
    pub status: Vec<Status>,
    pub entry: Option<Vec<f64>>,
}

impl FollowUp {
    /// Leaves out those whose follow-up ends by `landmark`, and counts the time
    /// of the others from there.
    pub fn start_at(&mut self, landmark: f64, study: &Study, screening: &mut Screening) {
        let column = &self.endpoint.time;
        let reason = screening.reason(
            "over_by_landmark",
            column,
            format!("{column} ends at the landmark {landmark} or before"),
        );
        for (row, time) in self.time.iter_mut().enumerate() {
            if screening.is_in(row) && *time <= landmark {
                screening.leave_out(row, study.table.line(row), reason);
            }
            *time -= landmark;
        }
        for entry in self.entry.iter_mut().flatten() {
            *entry = (*entry - landmark).max(0.0);
        }
    }
}

/// Reads an endpoint and leaves out the rows without a usable time or event.
///
/// A time of zero is dealt with as the endpoint says; by default it stays in, as
/// R's survival keeps it. A competing event is kept
/// apart in `status`; Kaplan–Meier and log-rank treat it as a censoring.
pub fn follow_up(
    study: &Study,
    screening: &mut Screening,
    choice: &EndpointChoice,
) -> Result<FollowUp, Problem> {
    let endpoint = match choice {
        EndpointChoice::Written(endpoint) => (**endpoint).clone(),
        EndpointChoice::Named(name) => {
            named(study, name).ok_or_else(|| unknown_endpoint(study, name))?
        }
    };
    let mut time = times(study, screening, &endpoint.time)?;
    let status = statuses(study, screening, &endpoint)?;
    settle_zeros(study, screening, &endpoint, &mut time);
    let entry = match &endpoint.entry {
        Some(column) => {
            let entry = times(study, screening, column)?;
            let reason = screening.reason(
                "entry_not_before_time",
                column,
                format!("{column} is not before {}", endpoint.time),
            );
            for row in 0..time.len() {
                if screening.is_in(row) && entry[row] >= time[row] {
                    screening.leave_out(row, study.table.line(row), reason);
                }
            }
            Some(entry)
        }
        None => None,
    };
    Ok(FollowUp { endpoint, time, status, entry })
}

/// Times of zero as the endpoint says, and a note that says so.
fn settle_zeros(study: &Study, screening: &mut Screening, endpoint: &Endpoint, time: &mut [f64]) {
    let name = &endpoint.time;
    if !time.contains(&0.0) {
        return;
    }
    let zeros = (0..time.len()).filter(|&r| screening.is_in(r) && time[r] == 0.0).gather();
    if zeros.is_empty() {
        return;
    }
    let (code, done) = match endpoint.time_zero {
        TimeZero::Keep => ("time_zero_kept", "are kept, as R keeps them"),
        TimeZero::LeaveOut => {
            let reason = screening.reason("time_zero", name, format!("{name} is 0"));
            for row in zeros {
                screening.leave_out(row, study.table.line(row), reason);
            }
            return;
        }
        TimeZero::HalfDay => ("time_zero_half_day", "are counted as half a day"),
    };
    let what = format!("{} with a time of 0 {done}.", zeros.len());
    screening.notes.push(Problem::note(code, what).in_column(name));
    if endpoint.time_zero == TimeZero::HalfDay {
        for row in zeros {
            time[row] = 0.5 / endpoint.unit.days();
        }
    }
}

fn named(study: &Study, name: &str) -> Option<Endpoint> {
    study.mapping.endpoints.iter().find(|e| e.name == name).cloned()
}

fn unknown_endpoint(study: &Study, name: &str) -> Problem {
    let names: Vec<_> = study.mapping.endpoints.iter().map(|e| e.name.as_str()).gather();
    let expected = if names.is_empty() {
        "an endpoint of the mapping, which has none".to_owned()
    } else {
        format!("one of {}", names.join(", "))
    };
    Problem::error("unknown_endpoint", "There is no endpoint of this name.")
        .found(name)
        .expected(expected)
        .hint("Say which columns hold its time and its event.")
}

fn times(study: &Study, screening: &mut Screening, name: &str) -> Result<Vec<f64>, Problem> {
    let column = study.column(name)?;
    let values = column.numbers()?;
    if values.iter().fold(true, |all, value| all & (*value >= 0.0)) {
        return Ok(values);
    }
    column.leave_out_not_numbers(screening, &values);
    let negative = screening.reason("negative_time", name, format!("{name} is negative"));
    for (row, _) in values.iter().enumerate().filter(|(_, v)| **v < 0.0) {
        screening.leave_out(row, study.table.line(row), negative);
    }
    Ok(values)
}

fn statuses(
    study: &Study,
    screening: &mut Screening,
    endpoint: &Endpoint,
) -> Result<Vec<Status>, Problem> {
    let column = study.column(&endpoint.event)?;
    let coding = &endpoint.coding;
    if coding.event.is_empty() && coding.competing.is_empty() {
        return Err(Problem::error("event_not_coded", "No value is said to be the event.")
            .in_column(&endpoint.event)
            .expected("one or more values that mean the event happened")
            .hint("Choose which of the values is the event; the rest are then censored."));
    }
    enum Meaning {
        Status(Status),
        Excluded,
        Unknown,
    }
    let holds = |list: &[String], text: &str| list.iter().any(|t| t == text);
    let meaning = |text: &str| {
        if holds(&coding.event, text) {
            Meaning::Status(Status::Event)
        } else if holds(&coding.censored, text) {
            Meaning::Status(Status::Censored)
        } else if holds(&coding.competing, text) {
            Meaning::Status(Status::Competing)
        } else if holds(&coding.excluded, text) {
            Meaning::Excluded
        } else {
            Meaning::Unknown
        }
    };
    let labels = column.labels()?.map(|text| meaning(text));
    // A blank cell is missing, unless somebody said what it means: a column of
    // causes of death is blank for the living.
    let blank = meaning("");
    let name = &endpoint.event;
    let missing = screening.missing(name);
    let excluded =
        screening.reason("event_excluded", name, format!("{name} has a value set to be excluded"));
    let unknown =
        screening.reason("event_unknown", name, format!("{name} has a value of no said meaning"));
    let mut statuses = vec![Status::Censored; study.table.rows()];
    let known = labels.map(|meaning| match meaning {
        Meaning::Status(status) => Some(*status),
        _ => None,
    });
    for (row, (status, code)) in statuses.iter_mut().zip(known.codes).enumerate() {
        if let Some(Some(Some(known))) = known.values.get(*code as usize) {
            *status = *known;
            continue;
        }
        let said = labels.at(row).or_else(|| column.text(row).is_empty().then_some(&blank));
        let reason = match said {
            Some(Meaning::Status(s)) => {
                *status = *s;
                continue;
            }
            Some(Meaning::Excluded) => excluded,
            Some(Meaning::Unknown) if labels.at(row).is_some() => unknown,
            _ => missing,
        };
        screening.leave_out(row, study.table.line(row), reason);
    }
    Ok(statuses)
}
