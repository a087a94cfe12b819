//! What a column looks like: numbers, grades, labels, dates, names of patients.

use super::builder::Tally;
use super::date::looks_like_date;
use super::missing::looks_missing;
use super::number::{self, Marks};
use crate::percent_text;
use crate::plain::FromPlain;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Number,
    /// Categories of per cent such as `<5%` or `25-50`.
    Grade,
    /// Few distinct texts.
    Label,
    Date,
    /// Names the patient.
    Id,
    Text,
    /// Nothing but blanks.
    Empty,
}

/// At least this share of the cells must be numbers, of those that do not read
/// like "not known"; the rest are odd cells, each shown.
const MOSTLY: f64 = 0.7;

/// A longer text is no grade.
const LONGEST_GRADE: usize = 80;

/// `beyond` counts the numbers that are no per cents; they are looked at only
/// where it matters.
pub(super) fn decide(
    name: &str,
    tally: &Tally,
    distinct: Option<usize>,
    rows: usize,
    marks: Marks,
    beyond: impl Fn() -> usize,
) -> ColumnKind {
    if tally.cells == 0 {
        return ColumnKind::Empty;
    }
    let count = |test: fn(&str) -> bool| -> usize {
        tally.odd.iter().filter(|odd| test(&odd.text)).map(|odd| odd.count).sum()
    };
    let missing = count(looks_missing);
    let told = (tally.cells - tally.odd_untold).saturating_sub(missing);
    // What the tallied cells say stands for the untallied ones.
    let share = |n: usize| if told == 0 { 0.0 } else { n as f64 / told as f64 };
    let known = tally.cells.saturating_sub(missing).max(1);
    let ranges = count(is_percent_range);
    let all_distinct = tally.cells == rows && distinct.is_none_or(|distinct| distinct == rows);
    if tally.numbers as f64 >= MOSTLY * known as f64 {
        return if names_an_id(name) && all_distinct && tally.marked == 0 {
            ColumnKind::Id
        } else {
            ColumnKind::Number
        };
    }
    let signed =
        tally.percent > 0 || count(|text| is_percent_range(text) && text.contains('%')) > 0;
    if ranges > 0
        && share(ranges + tally.numbers) >= MOSTLY
        && (signed || share((ranges + tally.numbers).saturating_sub(beyond())) >= MOSTLY)
    {
        return ColumnKind::Grade;
    }
    // Many bounds such as >900 among numbers; dates such as 03-2021 have none beside them.
    let odd = tally.odd.iter().filter(|odd| number::stretch(&odd.text, marks).is_some());
    let stretches: usize = odd.map(|odd| odd.count).sum();
    if stretches <= tally.numbers && share(tally.numbers + stretches) >= MOSTLY {
        return ColumnKind::Number;
    }
    if share(count(looks_like_date)) >= MOSTLY {
        return ColumnKind::Date;
    }
    if all_distinct && names_an_id(name) {
        return ColumnKind::Id;
    }
    match distinct {
        Some(distinct) if distinct <= 12 || distinct * 2 <= tally.cells => ColumnKind::Label,
        _ => ColumnKind::Text,
    }
}

/// Whether a column of this kind has numbers to give.
pub(super) fn is_numeric(kind: ColumnKind, tally: &Tally) -> bool {
    kind == ColumnKind::Number || (kind == ColumnKind::Id && tally.numbers > 0)
}

/// Whether a text that is not a number fits the kind.
pub(super) fn fits(kind: ColumnKind, text: &str) -> bool {
    match kind {
        ColumnKind::Number | ColumnKind::Empty => false,
        ColumnKind::Grade => text.len() <= LONGEST_GRADE && percent_text::read(text).is_ok(),
        ColumnKind::Date => looks_like_date(text),
        ColumnKind::Label | ColumnKind::Text | ColumnKind::Id => !looks_missing(text),
    }
}

fn is_percent_range(text: &str) -> bool {
    text.len() <= LONGEST_GRADE
        && percent_text::read(text).is_ok_and(|found| found.number().is_none())
}

/// Names that patients' identifiers go by, in six languages.
pub(super) fn names_an_id(name: &str) -> bool {
    let folded: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    super::names::is_in(
        &folded,
        "id ids pid pat patid patient patientid patients patno patientno patientnumber patientennummer patnr patientnr patienten subject subjectid subjid usubjid subj case caseid caseno casenumber fall fallnr fallnummer record recordid mrn studyid studienid studiennummer nr no number nummer lfdnr idpaciente paciente paziente idpaziente idpatient numero participant participantid identifier kennung code patientcode",
    )
}
