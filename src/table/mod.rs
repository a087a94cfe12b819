//! Pasted text becomes cells, cells become typed columns, columns get roles.

mod builder;
pub mod check;
mod check_events;
mod column;
pub mod date;
mod date_column;
mod decisions;
pub mod derive;
mod derive_findings;
mod dictionary;
mod edit;
mod encoding;
mod events;
mod foreign;
mod html;
mod identifiers;
mod irregular;
mod kind;
pub mod mapping;
pub mod missing;
mod names;
pub mod number;
mod one_row;
mod open;
mod options;
mod propose;
mod read;
mod redcap;
mod sniff;
mod source;
mod totals;
mod understanding;
mod xlsx;

pub use check::check;
pub use column::{Column, DistinctValue, Labels, OddCell};
pub use date_column::DateReading;
pub use edit::CellEdit;
pub use events::NamedCoding;
pub use identifiers::{IdentifierFlag, IdentifierKind};
pub use kind::ColumnKind;
pub use missing::MissingProposal;
pub use one_row::{OneRow, RowRule};
pub use open::{open, open_pasted};
pub use options::{
    ColumnChoice, DateOrder, DecimalMark, Delimiter, Header, ReadAs, ReadOptions, SerialDates,
    ThousandsMark,
};
pub use propose::{ColumnRole, EventColumn, Proposal, RoleReason, propose};
pub use redcap::{Checkbox, Redcap};
use source::Cells;
pub use understanding::{Decision, Encoding, LineEnding, Understanding};
pub use xlsx::Sheet;

use crate::problem::Problem;
use std::borrow::Cow;
use std::sync::Arc;

/// A table, how it was understood, and what is wrong with it.
#[derive(Debug)]
pub struct Opened {
    pub table: Table,
    pub understanding: Understanding,
    pub problems: Vec<Problem>,
}

/// A text that was read: typed columns, and every cell as it was typed.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    /// How many of them were read; the rest was derived.
    read_columns: usize,
    source: Arc<source::Source>,
}

impl Table {
    pub fn rows(&self) -> usize {
        self.source.starts.len()
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The row's number in the user's spreadsheet: the header's is 1, blank
    /// lines count.
    pub fn line(&self, row: usize) -> usize {
        self.source.line(row)
    }

    /// The cell as typed, quotes undone, outer white space gone; empty where the
    /// row is too short.
    pub fn text(&self, row: usize, column: usize) -> Cow<'_, str> {
        self.columns.get(column).map_or_else(Default::default, |column| column.text(row))
    }

    /// All cells of a row, one per column, in one walk along it.
    pub fn row_texts(&self, row: usize) -> Vec<Cow<'_, str>> {
        let mut texts = Vec::with_capacity(self.columns.len());
        let mut cells = self.cells(row);
        let mut next = 0;
        for column in &self.columns {
            match column.cell() {
                Some(place) => {
                    texts.push(cells.nth(place - next).unwrap_or_default());
                    next = place + 1;
                }
                None => texts.push(column.text(row)),
            }
        }
        texts
    }

    /// The cells of a row as they were read, from left to right; a short row
    /// gives fewer.
    fn cells(&self, row: usize) -> Cells<'_> {
        self.source.cells(row)
    }
}
