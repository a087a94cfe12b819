//! What went wrong, where, and what to do: the one form in which every room
//! reports trouble with the user's data.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// How bad it is: an error stops the analysis, a warning does not, a note informs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// Where it is, as the user sees it: `row` is the line number in what was
/// pasted (the header is line 1), `column` its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// One problem. Forty bad cells of one kind are one problem with `count` 40
/// and the first few rows in `rows`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Problem {
    pub severity: Severity,
    /// Stable, for tests and translation, as in `time_not_a_number`.
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub code: &'static str,
    pub place: Place,
    /// What is wrong, as a sentence.
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    pub count: usize,
    pub rows: Vec<usize>,
}

impl Problem {
    pub fn new<'a>(severity: Severity, code: &'static str, what: impl Into<Cow<'a, str>>) -> Self {
        Self::made(severity, code, what.into())
    }

    // Not inlined, here and below: problems are made in hundreds of places.
    #[inline(never)]
    fn made(severity: Severity, code: &'static str, what: Cow<'_, str>) -> Self {
        Self {
            severity,
            code,
            place: Place::default(),
            what: what.into_owned(),
            found: None,
            expected: None,
            hint: None,
            count: 1,
            rows: Vec::new(),
        }
    }

    pub fn error<'a>(code: &'static str, what: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Severity::Error, code, what)
    }

    pub fn warning<'a>(code: &'static str, what: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Severity::Warning, code, what)
    }

    pub fn note<'a>(code: &'static str, what: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Severity::Note, code, what)
    }

    #[inline(never)]
    pub fn at_row(mut self, row: usize) -> Self {
        self.place.row = Some(row);
        if self.rows.is_empty() {
            self.rows.push(row);
        }
        self
    }

    pub fn in_column<'a>(mut self, column: impl Into<Cow<'a, str>>) -> Self {
        put(&mut self.place.column, column.into());
        self
    }

    /// Quotes what was found; long cells are cut at 60 characters.
    #[inline(never)]
    pub fn found(mut self, found: &str) -> Self {
        let mut short: String = found.chars().take(60).collect();
        if short.len() < found.len() {
            short.push('…');
        }
        self.found = Some(short);
        self
    }

    pub fn expected<'a>(mut self, expected: impl Into<Cow<'a, str>>) -> Self {
        put(&mut self.expected, expected.into());
        self
    }

    pub fn hint<'a>(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        put(&mut self.hint, hint.into());
        self
    }
}

#[inline(never)]
fn put(place: &mut Option<String>, text: Cow<'_, str>) {
    *place = Some(text.into_owned());
}

impl fmt::Display for Problem {
    /// "Row 7, column pfs_months: what. Found “x”. Expected a number. Hint."
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.place.row, &self.place.column) {
            (Some(row), Some(column)) => write!(f, "Row {row}, column {column}: ")?,
            (Some(row), None) => write!(f, "Row {row}: ")?,
            (None, Some(column)) => write!(f, "Column {column}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.what)?;
        if let Some(found) = &self.found {
            write!(f, " Found “{found}”.")?;
        }
        if let Some(expected) = &self.expected {
            write!(f, " Expected {expected}.")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, " {hint}")?;
        }
        if self.count > 1 {
            write!(f, " ({} cells)", self.count)?;
        }
        Ok(())
    }
}
