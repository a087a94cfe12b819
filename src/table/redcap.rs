//! What marks a table as an export from REDCap: its own columns, raw or by
//! label, checkboxes spread over columns, several rows for one record.

use super::Table;
use crate::compact::Gather;
use serde::Serialize;

/// A REDCap export, as far as its columns tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Redcap {
    /// Headings are labels as people read them, not variable names.
    pub labels: bool,
    /// The record's column.
    pub record: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repeat_instrument: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub repeat_instance: Option<String>,
    /// Columns that say whether a form is complete: no data of the patient.
    pub form_status: Vec<String>,
    pub checkboxes: Vec<Checkbox>,
    /// Some records have more than one row: choose a rule that makes one of them.
    pub several_rows: bool,
}

/// One question with several boxes, a column each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Checkbox {
    pub name: String,
    pub columns: Vec<String>,
}

/// Recognises an export by at least one of REDCap's own columns.
pub(super) fn recognise(table: &Table) -> Option<Redcap> {
    let names: Vec<&str> = table.columns().iter().map(|column| column.name.as_str()).gather();
    let find = |raw: &str, label: &str| {
        names.iter().find(|name| **name == raw || **name == label).map(|name| (*name).to_owned())
    };
    let event = find("redcap_event_name", "Event Name");
    let repeat_instrument = find("redcap_repeat_instrument", "Repeat Instrument");
    let repeat_instance = find("redcap_repeat_instance", "Repeat Instance");
    let form_status: Vec<String> = names
        .iter()
        .filter(|name| is_form_status(table, name))
        .map(|name| (*name).to_owned())
        .gather();
    let checkboxes = checkboxes(&names);
    let first = (*names.first()?).to_owned();
    let record = find("record_id", "Record ID").unwrap_or(first);
    let labels = names.contains(&"Event Name")
        || names.contains(&"Record ID")
        || names.contains(&"Complete?");
    if event.is_none()
        && repeat_instance.is_none()
        && form_status.is_empty()
        && checkboxes.is_empty()
    {
        return None;
    }
    let several_rows = table.column_index(&record).is_some_and(|at| {
        let column = &table.columns()[at];
        let filled = table.rows() - column.blanks;
        column.distinct.is_some_and(|distinct| distinct < filled)
    });
    Some(Redcap {
        labels,
        record,
        event,
        repeat_instrument,
        repeat_instance,
        form_status,
        checkboxes,
        several_rows,
    })
}

/// `demographics_complete` with 0, 1, 2, or `Complete?` with words.
fn is_form_status(table: &Table, name: &str) -> bool {
    if !(name.ends_with("_complete") || name == "Complete?" || name.starts_with("Complete?_")) {
        return false;
    }
    let column = table.column_index(name).map(|at| &table.columns()[at]);
    let values = column.and_then(|column| column.values(4)).unwrap_or_default();
    values.iter().all(|value| {
        matches!(value.text.as_str(), "0" | "1" | "2" | "Incomplete" | "Unverified" | "Complete")
    })
}

/// `race___1`, `race___2`; by label `Race (choice=White)`.
fn checkboxes(names: &[&str]) -> Vec<Checkbox> {
    let mut boxes: Vec<Checkbox> = Vec::new();
    for name in names {
        let stem = name
            .split_once("___")
            .or_else(|| name.split_once(" (choice="))
            .map(|(stem, _)| stem)
            .filter(|stem| !stem.is_empty());
        let Some(stem) = stem else { continue };
        match boxes.iter_mut().find(|known| known.name == stem) {
            Some(known) => known.columns.push((*name).to_owned()),
            None => boxes.push(Checkbox { name: stem.into(), columns: vec![(*name).to_owned()] }),
        }
    }
    boxes
}
