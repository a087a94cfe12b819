//! A table with its mapping, and the questions every room asks of a column.

use super::accounting::Screening;
use super::choice::Selection;
use super::own_scale::own_scale;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::scale::{self, Scale};
use crate::table::mapping::Mapping;
use crate::table::{Column, Table};
use std::borrow::Cow;

/// What a session owns: the table as read and what the user said about it.
pub struct Study {
    pub table: Table,
    pub mapping: Mapping,
}

/// One column of a study, with what counts as missing in it.
pub struct StudyColumn<'a> {
    pub table: &'a Table,
    pub index: usize,
    pub column: &'a Column,
    missing: Vec<&'a str>,
}

impl Study {
    /// A scale by its id: one that ships, or one of the user's own.
    pub fn scale(&self, id: &str) -> Option<Cow<'_, Scale>> {
        let own = || self.mapping.scales.iter().find(|own| own.id == id);
        scale::find(id).map(Cow::Borrowed).or_else(|| own_scale(own()?).ok().map(Cow::Owned))
    }

    /// Every scale there is, the user's own last.
    pub fn scales(&self) -> Vec<Cow<'_, Scale>> {
        let own = self.mapping.scales.iter().filter_map(|own| own_scale(own).ok());
        scale::all().iter().map(Cow::Borrowed).chain(own.map(Cow::Owned)).gather()
    }

    /// Everything that is wrong with the user's own scales.
    pub fn wrong_scales(&self) -> Vec<Problem> {
        self.mapping.scales.iter().filter_map(|own| own_scale(own).err()).flatten().gather()
    }

    pub fn column(&self, name: &str) -> Result<StudyColumn<'_>, Problem> {
        let Some(index) = self.table.column_index(name) else {
            let names: Vec<_> = self.table.columns().iter().map(|c| c.name.as_str()).gather();
            return Err(Problem::error("unknown_column", "The table has no such column.")
                .in_column(name)
                .expected(format!("one of {}", names.join(", ")))
                .hint("Choose another column, or paste the table with its header row."));
        };
        let lists = self.mapping.missing.iter().filter(|m| m.column == name);
        let missing = lists.flat_map(|m| m.codes.iter().map(String::as_str)).gather();
        let table = &self.table;
        Ok(StudyColumn { table, index, column: &table.columns()[index], missing })
    }

    /// Leaves out the rows that the mapping excludes and those that the selection
    /// does not keep.
    pub fn select(&self, screening: &mut Screening, selection: &Selection) -> Result<(), Problem> {
        for exclusion in self.mapping.exclude.iter().filter(|e| !e.values.is_empty()) {
            let name = &exclusion.column;
            let goes =
                self.column(name)?.labels()?.map(|text| exclusion.values.iter().any(|v| v == text));
            let why = format!("{name} is {}", exclusion.values.join(" or "));
            let reason = screening.reason("excluded", name, why);
            for row in (0..self.table.rows()).filter(|&row| goes.at(row) == Some(&true)) {
                screening.leave_out(row, self.table.line(row), reason);
            }
        }
        for filter in &selection.keep {
            let column = self.column(&filter.column)?;
            let kept = column.labels()?.map(|text| filter.values.iter().any(|v| v == text));
            let reason = screening.reason(
                "not_selected",
                &filter.column,
                format!("{} is not {}", filter.column, filter.values.join(" or ")),
            );
            for row in 0..self.table.rows() {
                if !kept.at(row).copied().unwrap_or(false) {
                    screening.leave_out(row, self.table.line(row), reason);
                }
            }
        }
        for name in &selection.complete {
            self.column(name)?.leave_out_missing(screening);
        }
        Ok(())
    }
}

impl<'a> StudyColumn<'a> {
    pub fn name(&self) -> &'a str {
        &self.column.name
    }

    pub fn text(&self, row: usize) -> std::borrow::Cow<'a, str> {
        self.table.text(row, self.index)
    }

    pub fn is_missing_text(&self, text: &str) -> bool {
        text.is_empty() || self.missing.contains(&text)
    }

    /// The numbers of a numeric column, missing codes taken out (NaN).
    pub fn numbers(&self) -> Result<Vec<f64>, Problem> {
        let Some(numbers) = self.column.numbers() else {
            let mut problem = Problem::error("column_not_numeric", "This column is not a number.")
                .in_column(self.name())
                .expected("numbers")
                .hint("Choose another column, or give it a role as a grade or a group.");
            if let Some(row) = (0..self.table.rows()).find(|&r| {
                let text = self.text(r);
                !self.is_missing_text(&text) && self.column.number_of(&text).is_none()
            }) {
                problem = problem.at_row(self.table.line(row)).found(&self.text(row));
            }
            return Err(problem);
        };
        let mut values = numbers.to_vec();
        if !self.missing.is_empty() {
            let codes: Vec<f64> =
                self.missing.iter().filter_map(|c| self.column.number_of(c)).gather();
            for value in values.iter_mut().filter(|v| codes.contains(v)) {
                *value = f64::NAN;
            }
        }
        Ok(values)
    }

    /// The distinct texts of the column; missing ones are `None`.
    pub fn labels(&self) -> Result<Labelled<'a, &'a str>, Problem> {
        let Some(labels) = self.column.labels() else {
            return Err(Problem::error(
                "too_many_labels",
                "This column has too many different values to be a group, an event or a grade.",
            )
            .in_column(self.name())
            .hint("Choose another column, or cut its numbers at a threshold."));
        };
        let values = labels
            .texts
            .iter()
            .map(|text| (!self.is_missing_text(text)).then_some(text.as_str()))
            .gather();
        Ok(Labelled { codes: labels.codes, values })
    }

    /// Leaves out, as missing, the rows where the cell is blank or a missing code.
    pub fn leave_out_missing(&self, screening: &mut Screening) {
        let name = self.name();
        let reason = screening.missing(name);
        let missing: Vec<usize> = match self.labels() {
            Ok(labels) => (0..self.table.rows()).filter(|&r| labels.at(r).is_none()).gather(),
            Err(_) => {
                (0..self.table.rows()).filter(|&r| self.is_missing_text(&self.text(r))).gather()
            }
        };
        for row in missing {
            screening.leave_out(row, self.table.line(row), reason);
        }
    }

    /// Leaves out the rows whose number does not exist: blank or a missing
    /// code, a range such as `>90`, or a text that is not a number.
    pub fn leave_out_not_numbers(&self, screening: &mut Screening, values: &[f64]) {
        if values.iter().fold(true, |all, value| all & !value.is_nan()) {
            return;
        }
        let name = self.name();
        let missing = screening.missing(name);
        let range = screening.reason("a_range", name, format!("{name} is a range, not one number"));
        let odd = screening.reason("not_a_number", name, format!("{name} is not a number"));
        for (row, _) in values.iter().enumerate().filter(|(_, v)| v.is_nan()) {
            let text = self.text(row);
            let is_number = self.column.number_of(&text).is_some();
            let reason = if is_number || self.is_missing_text(&text) {
                missing
            } else if self.column.stretch_of(&text).is_some() {
                range
            } else {
                odd
            };
            screening.leave_out(row, self.table.line(row), reason);
        }
    }
}

/// A value per distinct text of a column, read off by row.
pub struct Labelled<'a, T> {
    pub codes: &'a [u32],
    /// By code; `None` where the text means missing.
    pub values: Vec<Option<T>>,
}

impl<'a, T> Labelled<'a, T> {
    #[inline]
    pub fn at(&self, row: usize) -> Option<&T> {
        self.values.get(self.codes[row] as usize).and_then(Option::as_ref)
    }

    /// Another value per distinct text: a thousand rows cost as many calls as
    /// they have different texts.
    pub fn map<U>(&self, f: impl Fn(&T) -> U) -> Labelled<'a, U> {
        Labelled {
            codes: self.codes,
            values: self.values.iter().map(|v| v.as_ref().map(&f)).gather(),
        }
    }
}
