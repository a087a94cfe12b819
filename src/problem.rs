//! What went wrong, where, and what to do: the one form in which every room
//! reports trouble with the user's data.

use serde::Serialize;
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
    pub fn new(severity: Severity, code: &'static str, what: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            place: Place::default(),
            what: what.into(),
            found: None,
            expected: None,
            hint: None,
            count: 1,
            rows: Vec::new(),
        }
    }

    pub fn error(code: &'static str, what: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, what)
    }

    pub fn warning(code: &'static str, what: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, what)
    }

    pub fn note(code: &'static str, what: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, what)
    }

    pub fn at_row(mut self, row: usize) -> Self {
        self.place.row = Some(row);
        if self.rows.is_empty() {
            self.rows.push(row);
        }
        self
    }

    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.place.column = Some(column.into());
        self
    }

    /// Quotes what was found; long cells are cut at 60 characters.
    pub fn found(mut self, found: &str) -> Self {
        let mut short: String = found.chars().take(60).collect();
        if short.len() < found.len() {
            short.push('…');
        }
        self.found = Some(short);
        self
    }

    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
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
