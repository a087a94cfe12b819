//! What was decided about a text, in words and counts, each with the way to
//! flip it.

use super::options::{DecimalMark, Delimiter, Header, ReadAs, ReadOptions, ThousandsMark};
use super::redcap::Redcap;
use super::xlsx::Sheet;
use serde::Serialize;

/// How the text was understood.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Understanding {
    pub delimiter: Delimiter,
    pub decimal: DecimalMark,
    pub thousands: ThousandsMark,
    pub header: Header,
    pub encoding: Encoding,
    pub line_ending: LineEnding,
    pub rows: usize,
    pub columns: usize,
    /// The sheets of a workbook; empty for a text.
    pub sheets: Vec<Sheet>,
    /// The sheet that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub sheet: Option<String>,
    /// The form that was read, where there is HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub read_as: Option<ReadAs>,
    /// What marks the table as an export from REDCap.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub redcap: Option<Redcap>,
    pub decisions: Vec<Decision>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, crate::plain::FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
    /// An Excel file, which says its encoding itself.
    Workbook,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LineEnding {
    LineFeed,
    CarriageReturnLineFeed,
    CarriageReturn,
}

/// One decision, as the page says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Decision {
    /// Stable, as in `decimal_comma`.
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub code: &'static str,
    /// As in "12,5 read as 12.5".
    pub what: String,
    /// How many cells it touches; 0 where counting says nothing.
    pub count: usize,
    /// Nothing in the text settles it: a person should.
    pub ask: bool,
    /// The column it is about, when not about the whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub column: Option<String>,
    /// Reading again with these options laid over the present ones takes it the
    /// other way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub flip: Option<ReadOptions>,
}
