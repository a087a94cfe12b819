//! The cohort split into groups, in an order that means something.

use super::accounting::Screening;
use super::choice::{Grouping, LabelGroups, Side, ThresholdGroups, Variable};
use super::grade::grades;
use super::study::Study;
use super::variable::{Numbers, numbers};
use crate::compact::{Gather, Order};
use crate::percent_text::End;
use crate::problem::Problem;
use crate::table::Column;
use crate::value::Interval;
use std::cmp::Ordering;

/// One code per row of the table; only the rows still in mean anything.
pub struct Groups {
    /// As in `path_necrosis ≥ 50 %`.
    pub name: String,
    pub labels: Vec<String>,
    pub codes: Vec<u32>,
    /// The labels have an order: grades, or the two sides of a cut.
    pub ordered: bool,
}

/// More groups than this say more about the column than about the patients.
const MOST_GROUPS: usize = 64;

/// Reads a grouping and leaves out the rows that belong to no group. A group
/// that ends empty keeps its place; its counts are 0.
pub fn groups(
    study: &Study,
    screening: &mut Screening,
    grouping: &Grouping,
) -> Result<Groups, Problem> {
    match grouping {
        Grouping::Label(LabelGroups { column, levels }) => {
            labels(study, screening, column, levels.as_deref())
        }
        Grouping::Threshold(ThresholdGroups { variable, at, side }) => {
            threshold(study, screening, variable, *at, *side)
        }
    }
}

fn labels(
    study: &Study,
    screening: &mut Screening,
    name: &str,
    levels: Option<&[String]>,
) -> Result<Groups, Problem> {
    if study.grade(name).is_some() && levels.is_none() {
        let cells = grades(study, name)?;
        let settled = cells.leave_out_unsettled(study, screening);
        let labels = cells.scale.grades.iter().map(|g| g.label.clone()).gather();
        let codes = settled.into_iter().map(|g| g.unwrap_or(0) as u32).gather();
        return Ok(drop_absent(screening, name.to_owned(), labels, codes, true));
    }
    let column = study.column(name)?;
    let cells = column.labels()?;
    column.leave_out_missing(screening);
    let (levels, ordered) = match levels {
        Some(levels) => (levels.to_vec(), true),
        None => ordered_levels(cells.values.iter().flatten().copied(), column.column),
    };
    if levels.len() > MOST_GROUPS {
        return Err(Problem::error("too_many_groups", "The column has too many different values.")
            .in_column(name)
            .found(&format!("{} values", levels.len()))
            .expected(format!("at most {MOST_GROUPS} groups"))
            .hint("Cut it at a threshold instead, or choose another column."));
    }
    let code = cells.map(|text| levels.iter().position(|level| level == text));
    let other = screening.reason(
        "label_not_chosen",
        name,
        format!("{name} is none of the groups compared"),
    );
    let mut codes = vec![0u32; study.table.rows()];
    for (row, group) in codes.iter_mut().enumerate() {
        match code.at(row) {
            Some(Some(position)) => *group = *position as u32,
            _ => screening.leave_out(row, study.table.line(row), other),
        }
    }
    Ok(Groups { name: name.to_owned(), labels: levels, codes, ordered })
}

/// Combinations of labels, in the order of their first patient.
pub struct Strata {
    /// As in `Leiomyosarcoma` or `UPS, female`.
    pub labels: Vec<String>,
    /// One per row of the table; only the rows still in mean anything.
    pub codes: Vec<u32>,
}

/// One code for each combination of labels that occurs in `columns`; rows with
/// a missing label are left out. Nothing without columns.
pub fn strata(
    study: &Study,
    screening: &mut Screening,
    columns: &[String],
) -> Result<Option<Strata>, Problem> {
    let mut combined: Option<Strata> = None;
    for name in columns {
        let column = study.column(name)?;
        let cells = column.labels()?;
        column.leave_out_missing(screening);
        let before = |row: usize| combined.as_ref().map_or(0, |strata| strata.codes[row]);
        let mut rows: Vec<(u32, u32, usize)> = (0..study.table.rows())
            .filter(|row| screening.is_in(*row))
            .map(|row| (before(row), cells.codes[row], row))
            .gather();
        rows.order_by(|a, b| a.cmp(b));
        let mut levels: Vec<&[(u32, u32, usize)]> =
            rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).gather();
        levels.order_by_key(|level| level[0].2);
        let mut codes = vec![0; study.table.rows()];
        let mut labels = Vec::with_capacity(levels.len());
        for (code, level) in levels.into_iter().enumerate() {
            let (outer, _, first) = level[0];
            let label = cells.at(first).copied().unwrap_or_default();
            labels.push(match &combined {
                Some(strata) => format!("{}, {label}", strata.labels[outer as usize]),
                None => label.to_owned(),
            });
            level.iter().for_each(|(.., row)| codes[*row] = code as u32);
        }
        combined = Some(Strata { labels, codes });
    }
    Ok(combined)
}

/// Numbers by size, else by the alphabet.
fn ordered_levels<'a>(
    texts: impl Iterator<Item = &'a str>,
    column: &Column,
) -> (Vec<String>, bool) {
    let mut levels: Vec<(f64, &str)> =
        texts.map(|text| (column.number_of(text).unwrap_or(f64::NAN), text)).gather();
    let ordered = levels.iter().all(|(number, _)| !number.is_nan());
    levels.order_by(|a, b| {
        let by_size = if ordered { a.0.total_cmp(&b.0) } else { Ordering::Equal };
        by_size.then_with(|| a.1.cmp(b.1))
    });
    (levels.into_iter().map(|(_, text)| text.to_owned()).gather(), ordered)
}

/// Grades nobody has are not groups.
fn drop_absent(
    screening: &Screening,
    name: String,
    labels: Vec<String>,
    codes: Vec<u32>,
    ordered: bool,
) -> Groups {
    let mut present = vec![false; labels.len()];
    for (row, &code) in codes.iter().enumerate() {
        present[code as usize] |= screening.is_in(row);
    }
    let mut new_code = vec![0u32; labels.len()];
    let mut kept = Vec::new();
    for (old, label) in labels.into_iter().enumerate() {
        if present[old] {
            new_code[old] = kept.len() as u32;
            kept.push(label);
        }
    }
    let codes = codes.into_iter().map(|c| new_code[c as usize]).gather();
    Groups { name, labels: kept, codes, ordered }
}

fn threshold(
    study: &Study,
    screening: &mut Screening,
    variable: &Variable,
    at: f64,
    side: Side,
) -> Result<Groups, Problem> {
    if !at.is_finite() {
        return Err(Problem::error("cut_not_a_number", "The cut is not a number.")
            .hint("Give a number to cut at."));
    }
    let (below, above) = match side {
        Side::AtLeast => ("<", "≥"),
        Side::Above => ("≤", ">"),
    };
    let grade_column = match variable {
        Variable::Column(name) | Variable::Grade { column: name, .. } => study.grade(name),
        Variable::Delta { .. } => None,
    };
    let (name, unit, codes) = match grade_column {
        Some(grade) => {
            let cells = grades(study, &grade.column)?;
            let sides = cells.map(|reading| side_of(reading.necrosis.as_ref()?, at, side));
            let column = study.column(&grade.column)?;
            let missing = screening.missing(&grade.column);
            let unread = screening.unread_grade(&grade.column);
            let straddles = screening.reason(
                "undetermined_at_cut",
                &grade.column,
                format!("{} may lie on either side of {at} %", grade.column),
            );
            let mut codes = vec![0u32; study.table.rows()];
            for (row, code) in codes.iter_mut().enumerate() {
                let reason = match sides.at(row) {
                    Some(Ok(Some(upper))) => {
                        *code = u32::from(*upper);
                        continue;
                    }
                    Some(Ok(None)) => straddles,
                    Some(Err(())) => unread,
                    None => missing,
                };
                screening.leave_out(row, study.table.line(row), reason);
            }
            (column.name().to_owned(), " %", codes)
        }
        None => {
            let numbers = match variable {
                Variable::Column(name) => settled_at(study, screening, name, at, side)?,
                _ => numbers(study, screening, variable)?,
            };
            let upper = |x: f64| if side == Side::AtLeast { x >= at } else { x > at };
            let codes = numbers.values.iter().map(|&x| u32::from(upper(x))).gather();
            (numbers.name, "", codes)
        }
    };
    let labels = vec![format!("{name} {below} {at}{unit}"), format!("{name} {above} {at}{unit}")];
    Ok(Groups { name: labels[1].clone(), labels, codes, ordered: true })
}

/// A column's numbers; where a cell is a range on one side of the cut, an end
/// of that side stands for it.
fn settled_at(
    study: &Study,
    screening: &mut Screening,
    name: &str,
    at: f64,
    side: Side,
) -> Result<Numbers, Problem> {
    let column = study.column(name)?;
    let mut values = column.numbers()?;
    for (row, value) in values.iter_mut().enumerate().filter(|(_, value)| value.is_nan()) {
        let text = column.text(row);
        if column.is_missing_text(&text) {
            continue;
        }
        let Some(found) = column.column.stretch_of(&text) else { continue };
        let interval = Interval {
            low: found.low.unwrap_or(f64::MIN),
            high: found.high.unwrap_or(f64::MAX),
            low_closed: found.low_end != End::Excluded,
            high_closed: found.high_end != End::Excluded,
        };
        *value = match side_of(&interval, at, side) {
            Some(true) => interval.high,
            Some(false) => interval.low,
            None => f64::NAN,
        };
    }
    column.leave_out_not_numbers(screening, &values);
    Ok(Numbers { name: name.to_owned(), values, labels: Vec::new() })
}

/// Whether all of the interval is in the upper group, none of it, or both.
fn side_of(interval: &Interval, at: f64, side: Side) -> Option<bool> {
    let Interval { low, high, low_closed, high_closed } = *interval;
    match side {
        Side::AtLeast if low >= at => Some(true),
        Side::AtLeast if high < at || (high == at && !high_closed) => Some(false),
        Side::Above if low > at || (low == at && !low_closed) => Some(true),
        Side::Above if high <= at => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_lies_on_one_side_of_a_cut_or_straddles_it() {
        let band =
            |low, high, low_closed, high_closed| Interval { low, high, low_closed, high_closed };
        let half_open = band(25.0, 50.0, true, false);
        assert_eq!(side_of(&half_open, 50.0, Side::AtLeast), Some(false));
        assert_eq!(side_of(&half_open, 25.0, Side::AtLeast), Some(true));
        assert_eq!(side_of(&half_open, 25.0, Side::Above), None, "25 itself is not above 25");
        let upper_closed = band(25.0, 50.0, false, true);
        assert_eq!(side_of(&upper_closed, 50.0, Side::AtLeast), None, "50 itself is at least 50");
        assert_eq!(side_of(&upper_closed, 50.0, Side::Above), Some(false));
        assert_eq!(side_of(&upper_closed, 25.0, Side::Above), Some(true));
        assert_eq!(side_of(&Interval::point(50.0), 50.0, Side::AtLeast), Some(true));
        assert_eq!(side_of(&band(75.0, 95.0, true, true), 90.0, Side::AtLeast), None);
    }
}
