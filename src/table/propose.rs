//! Suggests which column plays which role, from names and contents, with a
//! reason each. Nothing here is applied unseen.

use super::column::DistinctValue;
use super::kind::{ColumnKind, names_an_id};
use super::mapping::{Boundary, Endpoint, EventCoding, Grade, GradeRole, Mapping, MissingCodes};
use super::{Column, Table};
use crate::value::TimeUnit;
use serde::Serialize;

/// A mapping to start from, and why.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Proposal {
    pub mapping: Mapping,
    pub reasons: Vec<RoleReason>,
    pub events: Vec<EventColumn>,
}

/// Why a column was given a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RoleReason {
    pub column: String,
    /// `id`, `grade`, `time`, `event`, `group`, `missing`.
    pub role: String,
    pub reason: String,
    /// From 0 (a guess) to 1 (both name and contents say so).
    pub confidence: f64,
}

/// The distinct values of an event column, and what is proposed for each.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EventColumn {
    pub column: String,
    pub values: Vec<DistinctValue>,
    pub coding: EventCoding,
    pub reason: String,
    /// A person must say that this is right before anything is computed from it.
    pub needs_confirmation: bool,
}

/// More distinct values than this are not an event column.
const MOST_EVENT_VALUES: usize = 20;

pub fn propose(table: &Table) -> Proposal {
    let mut proposal = Proposal::default();
    let columns = table.columns();
    let mut reason = |column: &Column, role: &str, reason: String, confidence| {
        proposal.reasons.push(RoleReason {
            column: column.name.clone(),
            role: role.into(),
            reason,
            confidence,
        });
    };
    if let Some(column) = columns
        .iter()
        .find(|column| column.kind == ColumnKind::Id)
        .or_else(|| columns.iter().find(|column| names_an_id(&column.name)))
    {
        reason(column, "id", "named like an identifier".into(), 0.9);
        proposal.mapping.id = Some(column.name.clone());
    }
    for column in columns.iter().filter(|column| column.kind == ColumnKind::Grade) {
        let role = grade_role(&column.name);
        reason(column, "grade", "holds ranges of per cent".into(), 0.9);
        proposal.mapping.grades.push(Grade {
            column: column.name.clone(),
            role,
            scale: "paper6".into(),
            boundary: Boundary::default(),
        });
    }
    for event in columns.iter().filter(|column| names_an_event(&column.name)) {
        let Some(values) = event.values(MOST_EVENT_VALUES) else { continue };
        if values.is_empty() {
            continue;
        }
        let Some(time) = time_for(event, columns) else { continue };
        reason(time, "time", format!("a time, named like {}", event.name), 0.8);
        reason(event, "event", format!("named like an event, beside {}", time.name), 0.8);
        let (coding, why) = coding(&values);
        proposal.mapping.endpoints.push(Endpoint {
            name: endpoint_name(&stem(&event.name), &event.name),
            time: time.name.clone(),
            event: event.name.clone(),
            unit: unit(&time.name),
            entry: None,
            coding: coding.clone(),
        });
        proposal.events.push(EventColumn {
            column: event.name.clone(),
            values,
            coding,
            reason: why.into(),
            needs_confirmation: true,
        });
    }
    for column in columns {
        if column.kind == ColumnKind::Label && !names_an_event(&column.name) {
            proposal.mapping.groups.push(column.name.clone());
        }
        let codes: Vec<String> =
            column.odd.iter().filter(|odd| odd.looks_missing).map(|odd| odd.text.clone()).collect();
        if !codes.is_empty() {
            proposal.mapping.missing.push(MissingCodes { column: column.name.clone(), codes });
        }
    }
    proposal
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn grade_role(name: &str) -> GradeRole {
    let words = words(name);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if has(&[
        "path",
        "pathology",
        "histo",
        "histology",
        "patho",
        "pathologie",
        "resection",
        "specimen",
    ]) {
        GradeRole::Pathology
    } else if has(&["pre", "before", "baseline", "vor", "initial", "avant", "antes", "prima"]) {
        GradeRole::Pre
    } else if has(&["post", "after", "nach", "preop", "apres", "despues", "dopo", "depois"]) {
        GradeRole::Post
    } else {
        GradeRole::Other
    }
}

const EVENT_WORDS: &[&str] = &[
    "event",
    "status",
    "ereignis",
    "evento",
    "evenement",
    "état",
    "etat",
    "estado",
    "stato",
    "cens",
    "censor",
    "censored",
    "died",
    "dead",
    "death",
    "relapse",
    "progression",
    "recurrence",
];

fn names_an_event(name: &str) -> bool {
    words(name).iter().any(|word| EVENT_WORDS.contains(&word.as_str()))
}

const TIME_WORDS: &[&str] = &[
    "time", "months", "month", "days", "day", "weeks", "years", "mo", "monate", "tage", "jahre",
    "zeit", "dauer", "followup", "fu", "mois", "jours", "temps", "meses", "dias", "tiempo", "mesi",
    "giorni", "tempo", "survival",
];

/// What is left of a name without its time, event and unit words.
fn stem(name: &str) -> String {
    let kept: Vec<String> = words(name)
        .into_iter()
        .filter(|word| {
            !TIME_WORDS.contains(&word.as_str()) && !EVENT_WORDS.contains(&word.as_str())
        })
        .collect();
    kept.join("_")
}

/// The numeric column named like the event, else the only one named like a time.
fn time_for<'a>(event: &Column, columns: &'a [Column]) -> Option<&'a Column> {
    let is_time = |column: &&Column| {
        column.kind == ColumnKind::Number
            && column.name != event.name
            && !names_an_event(&column.name)
            && words(&column.name).iter().any(|word| TIME_WORDS.contains(&word.as_str()))
    };
    let stem_of_event = stem(&event.name);
    columns.iter().filter(is_time).find(|column| stem(&column.name) == stem_of_event).or_else(
        || {
            let mut times = columns.iter().filter(is_time);
            let only = times.next()?;
            times.next().is_none().then_some(only)
        },
    )
}

fn unit(name: &str) -> TimeUnit {
    let words = words(name);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if has(&["days", "day", "tage", "jours", "dias", "giorni", "d"]) {
        TimeUnit::Days
    } else if has(&["weeks", "week", "wochen", "semaines", "semanas"]) {
        TimeUnit::Weeks
    } else if has(&["years", "year", "jahre", "annees", "anos", "anni", "yrs", "y"]) {
        TimeUnit::Years
    } else {
        TimeUnit::Months
    }
}

fn endpoint_name(stem: &str, event: &str) -> String {
    match stem {
        "pfs" => "Progression-free survival".into(),
        "lrfs" => "Local-recurrence-free survival".into(),
        "dss" => "Disease-specific survival".into(),
        "os" => "Overall survival".into(),
        "dfs" => "Disease-free survival".into(),
        "efs" => "Event-free survival".into(),
        "rfs" => "Relapse-free survival".into(),
        "mfs" | "dmfs" => "Metastasis-free survival".into(),
        "" => event.to_owned(),
        other => other.replace('_', " "),
    }
}

fn coding(values: &[DistinctValue]) -> (EventCoding, &'static str) {
    let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    if texts.iter().all(|text| matches!(*text, "0" | "1")) {
        let coding = EventCoding {
            event: vec!["1".into()],
            censored: vec!["0".into()],
            ..EventCoding::default()
        };
        return (coding, "0 and 1: the usual custom is 1 for the event");
    }
    (EventCoding::default(), "no known coding: say what each value means")
}
