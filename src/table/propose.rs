//! Suggests which column plays which role, from names and contents, with a
//! reason each. Nothing here is applied unseen.

use super::column::DistinctValue;
use super::derive::{Derived, EndpointFromDates};
use super::events::{NamedCoding, codings};
use super::identifiers::{self, IdentifierFlag};
use super::kind::{ColumnKind, names_an_id};
use super::mapping::{Boundary, Endpoint, EventCoding, Grade, GradeRole, Mapping};
use super::missing::{self, MissingProposal};
use super::names::{self, has, words};
use super::{Column, Table};
use crate::compact::Gather;
use crate::value::TimeUnit;
use serde::Serialize;

/// A mapping to start from, and why.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Proposal {
    /// Roles and codings; missing codes are not in it, see `missing`.
    pub mapping: Mapping,
    pub reasons: Vec<RoleReason>,
    pub events: Vec<EventColumn>,
    /// Texts that read like "not known": each to be declared missing or not.
    pub missing: Vec<MissingProposal>,
    /// Endpoints that could be made from dates.
    pub derived: Vec<Derived>,
    /// Columns that may identify patients.
    pub identifiers: Vec<IdentifierFlag>,
}

/// Why a column was given a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RoleReason {
    pub column: String,
    pub role: ColumnRole,
    pub reason: String,
    /// From 0 (a guess) to 1 (name and contents both say so).
    pub confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ColumnRole"))]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    Id,
    Grade,
    /// Per cents of viable tumour: 100 minus necrosis. Not mapped by itself.
    ViableTumour,
    Time,
    Event,
    Group,
}

/// The distinct values of an event column, and what is proposed for each.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EventColumn {
    pub column: String,
    pub values: Vec<DistinctValue>,
    pub coding: EventCoding,
    pub reason: String,
    /// Every custom that fits the values, the proposed one first.
    pub customs: Vec<NamedCoding>,
    /// A person must say that this is right before anything is computed from it.
    pub needs_confirmation: bool,
}

/// More distinct values than this are not an event column.
const MOST_EVENT_VALUES: usize = 20;
/// More distinct values than this are not groups.
const MOST_GROUPS: usize = 12;

pub fn propose(table: &Table) -> Proposal {
    let mut proposal = Proposal::default();
    let columns = table.columns();
    let id = columns
        .iter()
        .find(|column| column.kind == ColumnKind::Id)
        .or_else(|| columns.iter().find(|column| names_an_id(&column.name)));
    if let Some(column) = id {
        proposal.give(column, ColumnRole::Id, "named like an identifier", 0.9);
        proposal.mapping.id = Some(column.name.clone());
    }
    for column in columns {
        propose_grade(column, &mut proposal);
    }
    propose_endpoints(columns, &mut proposal);
    for column in columns {
        propose_group(column, table.rows(), &mut proposal);
        proposal.missing.extend(missing::propose(column));
        proposal.identifiers.extend(identifiers::flag(column));
    }
    propose_dates(columns, &mut proposal);
    proposal
}

impl Proposal {
    fn give(
        &mut self,
        column: &Column,
        role: ColumnRole,
        reason: impl Into<String>,
        confidence: f64,
    ) {
        let column = column.name.clone();
        self.reasons.push(RoleReason { column, role, reason: reason.into(), confidence });
    }

    fn has_role(&self, column: &Column) -> bool {
        self.reasons.iter().any(|reason| reason.column == column.name)
    }
}

fn propose_grade(column: &Column, proposal: &mut Proposal) {
    let words = words(&column.name);
    let named = has(&words, names::NECROSIS);
    let percent = column.kind == ColumnKind::Number
        && column.distinct.is_some()
        && column.counted_numbers().all(|(n, _)| (0.0..=100.0).contains(&n));
    if has(&words, names::VIABLE) && (percent || column.kind == ColumnKind::Grade) {
        let reason = "per cents of viable tumour: 100 minus necrosis";
        proposal.give(column, ColumnRole::ViableTumour, reason, 0.7);
        return;
    }
    let (reason, confidence) = match column.kind {
        ColumnKind::Grade if named => ("named like necrosis, holds ranges of per cent", 1.0),
        ColumnKind::Grade => ("holds ranges of per cent", 0.9),
        ColumnKind::Number if percent && named => ("named like necrosis, holds 0 to 100", 0.8),
        _ => return,
    };
    proposal.give(column, ColumnRole::Grade, reason, confidence);
    proposal.mapping.grades.push(Grade {
        column: column.name.clone(),
        role: grade_role(&words),
        scale: "paper6".into(),
        boundary: Boundary::default(),
    });
}

fn grade_role(words: &[String]) -> GradeRole {
    let imaging = has(words, names::IMAGING);
    if has(words, names::PATHOLOGY) && !imaging {
        GradeRole::Pathology
    } else if has(words, names::POST) {
        GradeRole::Post
    } else if has(words, names::PRE) {
        GradeRole::Pre
    } else {
        GradeRole::Other
    }
}

fn propose_endpoints(columns: &[Column], proposal: &mut Proposal) {
    for event in columns {
        if proposal.has_role(event) || matches!(event.kind, ColumnKind::Date | ColumnKind::Empty) {
            continue;
        }
        let Some(values) = event.values(MOST_EVENT_VALUES).filter(|values| !values.is_empty())
        else {
            continue;
        };
        let customs = codings(&event.name, &values);
        let abbreviated = names::endpoint(&event.name.to_lowercase()).is_some()
            && !names::names_a_time(&event.name);
        let named = names::names_an_event(&event.name) || (abbreviated && !customs.is_empty());
        let told =
            customs.first().is_some_and(|c| matches!(c.code, "dead_alive" | "disease_status"));
        if !named && !told {
            continue;
        }
        let Some((time, sure)) = time_for(event, columns) else { continue };
        if !sure && customs.is_empty() {
            continue;
        }
        let confidence = if sure && !customs.is_empty() { 0.9 } else { 0.6 };
        let (unit, unit_reason) = unit(time);
        let reason = format!("the time that goes with {}; {unit_reason}", event.name);
        proposal.give(time, ColumnRole::Time, reason, confidence);
        proposal.give(
            event,
            ColumnRole::Event,
            format!("the event that goes with {}", time.name),
            confidence,
        );
        let coding = customs.first().map(|custom| custom.coding.clone()).unwrap_or_default();
        proposal.mapping.endpoints.push(Endpoint {
            name: unique_name(&proposal.mapping.endpoints, endpoint_name(event, time), event),
            time: time.name.clone(),
            event: event.name.clone(),
            unit,
            coding: coding.clone(),
            ..Endpoint::default()
        });
        let reason = match customs.first() {
            Some(custom) => custom.what.clone(),
            None => "no known custom: say what each value means".into(),
        };
        proposal.events.push(EventColumn {
            column: event.name.clone(),
            values,
            coding,
            reason,
            customs,
            needs_confirmation: true,
        });
    }
}

/// The numeric column that has the event's name but for the words for time and
/// event; else the only one, or the nearest, named like a time.
fn time_for<'a>(event: &Column, columns: &'a [Column]) -> Option<(&'a Column, bool)> {
    let is_time = |column: &&Column| {
        column.kind == ColumnKind::Number
            && column.name != event.name
            && !is_binary(column)
            && (names::names_a_time(&column.name)
                || names::endpoint(&column.name.to_lowercase()).is_some())
    };
    let wanted = names::stem(&event.name);
    let times: Vec<&Column> = columns.iter().filter(is_time).gather();
    if let Some(time) = times.iter().find(|column| names::stem(&column.name) == wanted) {
        return Some((time, true));
    }
    if let [only] = times[..] {
        return Some((only, false));
    }
    let position = |name: &str| columns.iter().position(|column| column.name == name);
    let at = position(&event.name)?;
    let before = times.iter().find(|time| position(&time.name).is_some_and(|t| t + 1 == at));
    let beside = before
        .or_else(|| times.iter().find(|time| position(&time.name).is_some_and(|t| t == at + 1)));
    beside.map(|time| (*time, false))
}

fn is_binary(column: &Column) -> bool {
    column.distinct.is_some_and(|distinct| distinct <= 2) && column.blanks + column.numbers > 4
}

fn endpoint_name(event: &Column, time: &Column) -> String {
    let stems = [names::stem(&event.name), names::stem(&time.name)];
    if let Some(known) = stems.iter().find_map(|stem| names::endpoint(stem)) {
        return known.into();
    }
    let told = words(&event.name);
    if has(&told, names::DEATH) {
        return "Overall survival".into();
    }
    stems.into_iter().find(|stem| !stem.is_empty()).unwrap_or_else(|| event.name.clone())
}

fn unique_name(taken: &[Endpoint], name: String, event: &Column) -> String {
    if taken.iter().any(|endpoint| endpoint.name == name) {
        format!("{name} ({})", event.name)
    } else {
        name
    }
}

/// Longer than this in months is twenty years: more likely days.
const MOST_MONTHS: f64 = 240.0;

/// The unit a name speaks of; else the one its numbers suggest.
fn unit(time: &Column) -> (TimeUnit, &'static str) {
    let words = words(&time.name);
    let has = |known: &str| has(&words, known);
    if has("days day tage tagen jours dias días giorni") {
        (TimeUnit::Days, "named in days")
    } else if has("weeks week wochen semaines semanas settimane") {
        (TimeUnit::Weeks, "named in weeks")
    } else if has("years year yrs jahre jahren annees années anos años anni") {
        (TimeUnit::Years, "named in years")
    } else if has("months month mo mos monate monaten mois meses mesi") {
        (TimeUnit::Months, "named in months")
    } else if time.counted_numbers().any(|(n, _)| n > MOST_MONTHS) {
        (TimeUnit::Days, "its unit is not said: so long that it may be days")
    } else {
        (TimeUnit::Months, "its unit is not said: taken as months")
    }
}

/// Names of patients are no groups: some value must be there twice.
fn propose_group(column: &Column, rows: usize, proposal: &mut Proposal) {
    let most = MOST_GROUPS.min((rows - column.blanks).saturating_sub(1));
    let few = column.distinct.is_some_and(|distinct| (2..=most).contains(&distinct));
    let words = words(&column.name);
    if !few || proposal.has_role(column) || names::names_an_event(&column.name) {
        return;
    }
    let (reason, confidence) = match column.kind {
        ColumnKind::Label if has(&words, names::GROUP) => ("named like a group, few values", 0.9),
        ColumnKind::Label => ("few values", 0.5),
        ColumnKind::Number if has(&words, names::GROUP) => ("named like a group, few values", 0.7),
        _ => return,
    };
    proposal.give(column, ColumnRole::Group, reason, confidence);
    proposal.mapping.groups.push(column.name.clone());
}

/// One start, one date of an event, one last contact: an endpoint can be made.
fn propose_dates(columns: &[Column], proposal: &mut Proposal) {
    let dates: Vec<&Column> = columns
        .iter()
        .filter(|column| column.kind == ColumnKind::Date)
        .filter(|column| identifiers::flag(column).is_none())
        .gather();
    let find = |known: &str| dates.iter().find(|column| has(&words(&column.name), known));
    let Some(start) = find(names::START) else { return };
    let contact = find(names::LAST).filter(|column| column.name != start.name);
    let death = find(names::DEATH);
    let relapse = find(names::RELAPSE);
    let mut add = |name: &str, events: Vec<String>| {
        proposal.derived.push(Derived::EndpointFromDates(EndpointFromDates {
            name: name.into(),
            start: start.name.clone(),
            events,
            last_contact: contact.iter().map(|column| column.name.clone()).gather(),
            unit: TimeUnit::Months,
            ..EndpointFromDates::default()
        }));
    };
    if let Some(death) = death {
        add("Overall survival", vec![death.name.clone()]);
    }
    if let Some(relapse) = relapse {
        let mut events = vec![relapse.name.clone()];
        events.extend(death.map(|column| column.name.clone()));
        add("Progression-free survival", events);
    }
}
