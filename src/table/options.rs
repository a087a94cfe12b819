//! How a text is laid out: what the user may fix, and what is decided when he does not.

use super::edit::CellEdit;
use super::kind::ColumnKind;
use super::one_row::OneRow;
use crate::plain::FromPlain;
use serde::Serialize;

/// What the user fixed about the layout. Everything absent is decided over the
/// whole block and shown in the [`super::Understanding`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct ReadOptions {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub delimiter: Option<Delimiter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub decimal: Option<DecimalMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub thousands: Option<ThousandsMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub header: Option<Header>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub date_order: Option<DateOrder>,
    /// Two-digit years up to this are 20xx, later ones 19xx.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub pivot: Option<u8>,
    /// Whether numbers in columns named like dates are a spreadsheet's day counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub serial_dates: Option<SerialDates>,
    /// What the user says a column is, against what it looks like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub kinds: Vec<ColumnChoice>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub sheet: Option<String>,
    /// Which form of what was pasted is read, where the clipboard holds two.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub read_as: Option<ReadAs>,
    /// Several rows of one patient become one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub one_row: Option<OneRow>,
    /// Lines to pass over, such as a row of totals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub skip_lines: Vec<usize>,
    /// Columns to drop while reading, such as names of patients: no role, no
    /// export and no grid ever shows them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub drop: Vec<String>,
    /// Cells that the user changed; the source itself stays as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub edits: Vec<CellEdit>,
}

impl ReadOptions {
    /// The kind the user gave a column.
    pub(super) fn kind_of(&self, column: &str) -> Option<ColumnKind> {
        self.kinds.iter().find(|choice| choice.column == column).map(|choice| choice.kind)
    }
}

/// A kind given to a column by the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ColumnChoice {
    pub column: String,
    pub kind: ColumnKind,
}

/// The order in which dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
    YearDayMonth,
}

impl DateOrder {
    /// With day and month exchanged.
    pub fn exchanged(self) -> Self {
        match self {
            Self::YearMonthDay => Self::YearDayMonth,
            Self::DayMonthYear => Self::MonthDayYear,
            Self::MonthDayYear => Self::DayMonthYear,
            Self::YearDayMonth => Self::YearMonthDay,
        }
    }
}

/// How a spreadsheet's day counts are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SerialDates {
    /// They are numbers.
    Not,
    From1900,
    From1904,
}

/// The two forms in which a table lies on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    /// The cells of the largest table in the HTML.
    HtmlTable,
    /// The plain text, numbers with the digits they were shown with.
    Text,
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Tab,
    Semicolon,
    Comma,
    Pipe,
    /// Any run of spaces.
    Spaces,
    /// Every line is one cell.
    None,
}

impl Delimiter {
    /// The byte that ends a cell; for `None` one that also ends the line.
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Pipe => b'|',
            Self::Spaces => b' ',
            Self::None => b'\n',
        }
    }

    /// As in "separated by semicolons".
    pub fn word(self) -> &'static str {
        match self {
            Self::Tab => "tabs",
            Self::Semicolon => "semicolons",
            Self::Comma => "commas",
            Self::Pipe => "bars",
            Self::Spaces => "spaces",
            Self::None => "nothing (one column)",
        }
    }
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    #[default]
    Point,
    Comma,
}

impl DecimalMark {
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What groups the digits before the decimals by three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ThousandsMark {
    #[default]
    None,
    Comma,
    Point,
    Space,
    Apostrophe,
}

/// Which line holds the names of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// None does; columns are called `column 1`, `column 2` …
    None,
    /// This one, counted from 1; lines before it are not read.
    Row(usize),
}
