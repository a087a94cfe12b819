//! Cells that the user changed, written into the text before it is read: the
//! source stays as it was, and every reading has the changes again.

use super::source;
use crate::compact::{Gather, Order};
use crate::plain::FromPlain;
use serde::Serialize;

/// A cell with another text. Of two for the same cell the later one holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CellEdit {
    /// The row's number as the user sees it; the heading may be changed too.
    pub line: usize,
    /// The column's `place`: its position among the cells of the text, from 0.
    pub place: usize,
    pub text: String,
}

/// The same text with the cells changed. A line that is not there, and a column
/// beyond the widest table we read, change nothing; a short row is filled up.
pub(super) fn apply(bytes: Vec<u8>, delimiter: u8, edits: &[CellEdit]) -> Vec<u8> {
    if edits.is_empty() {
        return bytes;
    }
    let mut order: Vec<&CellEdit> =
        edits.iter().filter(|edit| edit.place < super::read::MOST_COLUMNS).gather();
    order.order_by_key(|edit| edit.line);
    let mut changed = Vec::with_capacity(bytes.len() + 64);
    let (mut at, mut line, mut next) = (0, 1, 0);
    while next < order.len() {
        let start = at;
        while line < order[next].line && at < bytes.len() {
            at = source::rest_of_row(&bytes, at, delimiter);
            line += 1;
        }
        changed.extend_from_slice(&bytes[start..at]);
        if at >= bytes.len() {
            break;
        }
        let same = order[next..].iter().take_while(|edit| edit.line <= line).count();
        at = change_row(&bytes, at, delimiter, &order[next..next + same], &mut changed);
        next += same;
        line += 1;
    }
    changed.extend_from_slice(&bytes[at..]);
    changed
}

/// Writes one row with its changes; where the next one begins.
fn change_row(
    bytes: &[u8],
    mut at: usize,
    delimiter: u8,
    edits: &[&CellEdit],
    into: &mut Vec<u8>,
) -> usize {
    let text_at = |place: usize| edits.iter().rev().find(|edit| edit.place == place);
    let most = edits.iter().map(|edit| edit.place).max().unwrap_or(0);
    let mut place = 0;
    loop {
        let field = source::field(bytes, at, delimiter);
        let end = end_of(bytes, at, field);
        match text_at(place) {
            Some(edit) => push(into, delimiter, &edit.text),
            None => into.extend_from_slice(&bytes[at..end]),
        }
        if field.last {
            while place < most && delimiter != b'\n' {
                place += 1;
                into.push(delimiter);
                if let Some(edit) = text_at(place) {
                    push(into, delimiter, &edit.text);
                }
            }
            into.extend_from_slice(&bytes[end..field.next]);
            return field.next;
        }
        into.push(delimiter);
        place += 1;
        at = field.next;
    }
}

/// Where the cell ends with its quotes, before the mark that ends it.
fn end_of(bytes: &[u8], start: usize, field: source::Field) -> usize {
    let before = &bytes[start..field.next];
    let mark = if !field.last {
        1
    } else if before.ends_with(b"\r\n") {
        2
    } else {
        usize::from(before.ends_with(b"\n") || before.ends_with(b"\r"))
    };
    field.next - mark
}

fn push(into: &mut Vec<u8>, delimiter: u8, text: &str) {
    let plain = text.trim();
    if plain.bytes().any(|byte| byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"')) {
        into.push(b'"');
        into.extend_from_slice(plain.replace('"', "\"\"").as_bytes());
        into.push(b'"');
    } else {
        into.extend_from_slice(plain.as_bytes());
    }
}
