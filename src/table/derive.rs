//! Columns made from other columns: times and events from dates, groups merged
//! or renamed; what needs a scale is made by the cohort. Each is a step of the
//! mapping and can be taken back.

use super::column::{Column, Context};
use super::date::{Date, MonthLength, Written, duration};
use super::date_column::PIVOT;
use super::derive_findings::Findings;
use super::mapping::EventCoding;
use super::number::Marks;
use super::options::{DateOrder, ReadOptions};
use super::read::{self, Plan};
use super::{Labels, Table};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::value::{Boundary, Score, Side, TimeUnit};
use serde::Serialize;
use std::sync::Arc;

/// A step that makes columns.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Derived {
    /// Two columns, `NAME time` and `NAME event`, from dates; with a date of entry
    /// a third, `NAME entry`.
    EndpointFromDates(EndpointFromDates),
    /// One column, `NAME`, whose texts are those of another, some of them merged.
    Merged(Merged),
    /// One column of numbers: a grade after minus the grade before.
    Delta(DerivedDelta),
    /// One column of two labels: the sides of a cut, as in `necrosis ≥ 50 %`.
    Cut(DerivedCut),
    /// One column of grades of another scale.
    Converted(DerivedConversion),
}

/// After minus before; blank where either is missing or allows several grades.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DerivedDelta {
    pub name: String,
    pub post: String,
    pub pre: String,
    pub score: Score,
}

/// A column of grades or numbers cut in two; blank where a grade lies on both
/// sides of the cut.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DerivedCut {
    pub name: String,
    pub column: String,
    /// In per cent necrosis for grades, else in the column's own numbers.
    pub at: f64,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub side: Side,
}

/// Grades said on another scale: the one grade that their per cents allow, else
/// the per cents themselves, as in `≥ 50 – < 75`.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DerivedConversion {
    pub name: String,
    /// A column mapped as a grade.
    pub column: String,
    /// A scale's id, as in `huvos_common`.
    pub to: String,
    /// To which grade of it a shared end belongs where its source leaves it open.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary: Boundary,
}

/// Time from a start to the earliest event or, without one, to the last contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EndpointFromDates {
    pub name: String,
    /// The date follow-up begins: diagnosis, first imaging, surgery.
    pub start: String,
    /// Dates of the events that count; the earliest ends the time.
    pub events: Vec<String>,
    /// Dates a patient was last seen; the latest counts.
    #[serde(default)]
    pub last_contact: Vec<String>,
    #[serde(default)]
    pub unit: TimeUnit,
    #[serde(default)]
    pub months: MonthLength,
    /// Follow-up is looked at up to this day, as in `2023-12-31`: later events
    /// have not happened yet, later contacts end here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<String>,
    /// A column that also says whether the event happened; where it and the
    /// dates disagree, the row gets no time and is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(default)]
    pub status_coding: EventCoding,
    /// The date a patient came under observation, where that is later than the
    /// start: one grouped by pathology is so from surgery on (delayed entry).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// Texts that become one.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Merged {
    pub name: String,
    pub column: String,
    pub merges: Vec<Merge>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Merge {
    pub from: Vec<String>,
    pub to: String,
}

/// Whether a status column and a date of the event agree, patient by patient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StatusCheck {
    pub name: String,
    pub event_with_date: usize,
    pub event_without_date: usize,
    pub no_event_with_date: usize,
    pub no_event_without_date: usize,
    /// The status is blank or its text has no meaning.
    pub unknown_status: usize,
}

/// What the steps gave besides the columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeriveReport {
    pub problems: Vec<Problem>,
    pub checks: Vec<StatusCheck>,
}

impl Table {
    /// Takes away the columns that steps have made.
    pub fn forget_derived(&mut self) {
        self.columns.truncate(self.read_columns);
    }

    /// The columns that steps have made.
    pub fn derived_columns(&self) -> &[Column] {
        &self.columns[self.read_columns..]
    }

    /// Makes a column of these texts, one per row.
    pub fn add(&mut self, name: String, texts: &[String], report: &mut DeriveReport) {
        if self.column_index(&name).is_some() {
            report.problems.push(
                Problem::error("name_taken", "There is already a column of this name.")
                    .in_column(name)
                    .hint("Give the new column another name."),
            );
            return;
        }
        self.columns.push(column_of(name, texts));
    }

    fn dates(&self, name: &str, report: &mut DeriveReport) -> Option<&[f64]> {
        let Some(at) = self.column_index(name) else {
            report.problems.push(
                Problem::error("unknown_column", "The column is not in the table.")
                    .in_column(name)
                    .hint("Choose one of the table's columns."),
            );
            return None;
        };
        let days = self.columns[at].days();
        if days.is_none() {
            report.problems.push(
                Problem::error("not_dates", "This column does not hold dates.")
                    .in_column(name)
                    .found(&self.text(0, at))
                    .expected("dates such as 2021-03-14")
                    .hint("Choose another column, or say that it holds dates."),
            );
        }
        days
    }

    pub fn endpoint_from_dates(&mut self, step: &EndpointFromDates, report: &mut DeriveReport) {
        let Some(times) = self.times_from_dates(step, report) else { return };
        let text = |time: &Time| match time.value {
            Some(value) => value.to_string(),
            None => String::new(),
        };
        let event = |time: &Time| match (time.value, time.event) {
            (None, _) => String::new(),
            (_, true) => "1".into(),
            (_, false) => "0".into(),
        };
        let (values, events): (Vec<_>, Vec<_>) =
            times.iter().map(|time| (text(time), event(time))).unzip();
        let entries = step.entry.as_ref().map(|entry| self.entries(step, entry, report));
        self.add(format!("{} time", step.name), &values, report);
        self.add(format!("{} event", step.name), &events, report);
        if let Some(Some(entries)) = entries {
            self.add(format!("{} entry", step.name), &entries, report);
        }
    }

    /// From the start to the entry, as texts; blank where a date is missing.
    fn entries(
        &self,
        step: &EndpointFromDates,
        entry: &str,
        report: &mut DeriveReport,
    ) -> Option<Vec<String>> {
        let entry = self.dates(entry, report)?;
        let start = self.dates(&step.start, report)?;
        let text = |(start, entry): (&f64, &f64)| {
            if start.is_nan() || entry.is_nan() {
                return String::new();
            }
            let (start, entry) = (Date(*start as i32), Date(*entry as i32));
            duration(start, entry, step.unit, step.months).to_string()
        };
        Some(start.iter().zip(entry).map(text).gather())
    }

    fn times_from_dates(
        &self,
        step: &EndpointFromDates,
        report: &mut DeriveReport,
    ) -> Option<Vec<Time>> {
        let cut_off = match step.cut_off.as_deref() {
            None => None,
            Some(text) => match read_day(text) {
                Some(day) => Some(f64::from(day.0)),
                None => {
                    report.problems.push(
                        Problem::error("cut_off_not_a_date", "The cut-off is not a date.")
                            .found(text)
                            .expected("a date such as 2023-12-31"),
                    );
                    return None;
                }
            },
        };
        let start = self.dates(&step.start, report);
        let events: Vec<_> = step.events.iter().map(|name| self.dates(name, report)).gather();
        let contacts: Vec<_> =
            step.last_contact.iter().map(|name| self.dates(name, report)).gather();
        let start = start?;
        let events: Vec<&[f64]> = events.into_iter().collect::<Option<_>>()?;
        let contacts: Vec<&[f64]> = contacts.into_iter().collect::<Option<_>>()?;
        let status = match &step.status {
            None => None,
            Some(name) => Some(self.column_index(name).and_then(|at| self.columns[at].labels())?),
        };
        let mut check = StatusCheck { name: step.name.clone(), ..StatusCheck::default() };
        let mut found = Findings::new();
        let times = (0..self.rows()).map(|row| {
            // f64::min and max skip NaN, which stands for no date.
            let event = events.iter().map(|days| days[row]).fold(f64::NAN, f64::min);
            let contact = contacts.iter().map(|days| days[row]).fold(f64::NAN, f64::max);
            let agrees = status.as_ref().is_none_or(|status| {
                self.compare_status(step, status, row, !event.is_nan(), &mut check, &mut found)
            });
            if !agrees {
                return Time { value: None, event: false };
            }
            self.one_time(step, row, [start[row], event, contact], cut_off, &mut found)
        });
        let times = times.gather();
        if step.status.is_some() {
            report.checks.push(check);
        }
        report.problems.extend(found.into_problems(step));
        Some(times)
    }

    /// Whether status and date agree; both are counted.
    fn compare_status(
        &self,
        step: &EndpointFromDates,
        status: &Labels<'_>,
        row: usize,
        dated: bool,
        check: &mut StatusCheck,
        found: &mut Findings,
    ) -> bool {
        let holds = |list: &[String], text: &str| list.iter().any(|known| known == text);
        let coding = &step.status_coding;
        match status.get(row) {
            Some(text) if holds(&coding.event, text) && dated => check.event_with_date += 1,
            Some(text) if holds(&coding.event, text) => {
                check.event_without_date += 1;
                found.event_without_date.add(self, row);
                return false;
            }
            Some(text) if holds(&coding.censored, text) && dated => {
                check.no_event_with_date += 1;
                found.date_without_event.add(self, row);
                return false;
            }
            Some(text) if holds(&coding.censored, text) => check.no_event_without_date += 1,
            _ => {
                check.unknown_status += 1;
                return false;
            }
        }
        true
    }

    fn one_time(
        &self,
        step: &EndpointFromDates,
        row: usize,
        [start, event, contact]: [f64; 3],
        cut_off: Option<f64>,
        found: &mut Findings,
    ) -> Time {
        let none = Time { value: None, event: false };
        if start.is_nan() {
            found.no_start.add(self, row);
            return none;
        }
        let happened = !event.is_nan();
        let mut end = if happened { event } else { contact };
        let mut counts = happened;
        if end.is_nan() {
            found.no_end.add(self, row);
            return none;
        }
        if happened && contact > event && step.events.len() == 1 {
            found.seen_after_event.add(self, row);
        }
        if let Some(cut_off) = cut_off
            && end > cut_off
        {
            found.beyond_cut_off.add(self, row);
            end = cut_off;
            counts = false;
        }
        if end < start {
            found.end_before_start.add(self, row);
        }
        let (start, end) = (Date(start as i32), Date(end as i32));
        Time { value: Some(duration(start, end, step.unit, step.months)), event: counts }
    }

    pub fn merge(&mut self, step: &Merged, report: &mut DeriveReport) {
        let Some(at) = self.column_index(&step.column) else {
            report.problems.push(
                Problem::error("unknown_column", "The column is not in the table.")
                    .in_column(&step.column)
                    .hint("Choose one of the table's columns."),
            );
            return;
        };
        let texts: Vec<String> = (0..self.rows())
            .map(|row| {
                let text = self.text(row, at);
                let merge = step.merges.iter().find(|merge| merge.from.iter().any(|t| *t == text));
                merge.map_or_else(|| text.into_owned(), |merge| merge.to.clone())
            })
            .gather();
        self.add(step.name.clone(), &texts, report);
    }
}

struct Time {
    value: Option<f64>,
    event: bool,
}

fn read_day(text: &str) -> Option<Date> {
    let (first, last) = Written::read(text)?.resolve(DateOrder::YearMonthDay, PIVOT)?;
    (first == last).then_some(first)
}

/// A column of its own from texts, one per row, read as any other.
fn column_of(name: String, texts: &[String]) -> Column {
    let mut bytes = Vec::new();
    for text in texts {
        let plain = text.replace(['\n', '\r', '"'], " ");
        bytes.extend_from_slice(plain.as_bytes());
        bytes.extend_from_slice(b"\t.\n");
    }
    let marks = Marks::default();
    let plan = Plan {
        delimiter: b'\t',
        marks,
        at: 0,
        line: 1,
        columns: 2,
        expected_rows: texts.len(),
        skip: &[],
    };
    let mut pass = read::read(&bytes, plan);
    let builder = pass.builders.swap_remove(0);
    let tally = builder.tally(marks);
    let (_, source) = pass.into_parts(bytes, b'\t');
    let options = ReadOptions::default();
    let context = Context { source: &Arc::new(source), marks, options: &options };
    let mut column = Column::finish(name, builder.store, tally, 0, &context);
    column.derived = true;
    column.place = None;
    column
}
