//! Texts that people write for "not known". They are proposed as missing, never
//! applied unseen.

use super::{Column, ColumnKind};
use crate::compact::Gather;
use serde::Serialize;

/// A text of a column that may mean "not known".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MissingProposal {
    pub column: String,
    pub code: String,
    pub count: usize,
    /// The first few lines, as the user sees them.
    pub rows: Vec<usize>,
    pub reason: String,
}

/// Numbers that people write for "not known".
const SENTINELS: [f64; 13] =
    [99.0, 999.0, 9999.0, 99_999.0, 88.0, 888.0, 8888.0, 77.0, 777.0, -9.0, -99.0, -999.0, -9999.0];

/// Texts of a column to ask about: words for "not known", and numbers such as
/// 999 that stand far from all others.
pub(super) fn propose(column: &Column) -> Vec<MissingProposal> {
    let mut proposals: Vec<MissingProposal> = column
        .odd
        .iter()
        .filter(|odd| odd.looks_missing)
        .map(|odd| MissingProposal {
            column: column.name.clone(),
            code: odd.text.clone(),
            count: odd.count,
            rows: odd.rows.clone(),
            reason: "reads like \u{201c}not known\u{201d}".into(),
        })
        .gather();
    if column.kind == ColumnKind::Number {
        proposals.extend(sentinel(column));
    }
    proposals
}

fn sentinel(column: &Column) -> Option<MissingProposal> {
    let known = || column.counted_numbers();
    let (low, high) =
        known().fold((f64::MAX, f64::MIN), |(low, high), (n, _)| (low.min(n), high.max(n)));
    let code = [low, high].into_iter().find(|n| SENTINELS.contains(n))?;
    let mut rest = known().filter(|&(n, _)| n != code).map(|(n, _)| n).peekable();
    let others = rest.peek().is_some();
    let alone =
        if code > 0.0 { rest.all(|n| n.abs() * 2.0 < code) } else { rest.all(|n| n >= 0.0) };
    let count: usize = known().filter(|&(n, _)| n == code).map(|(_, count)| count).sum();
    if !alone || !others || (code.abs() < 999.0 && count < 2) {
        return None;
    }
    let numbers = column.numbers()?;
    let rows = numbers.iter().enumerate().filter(|(_, n)| **n == code);
    let rows: Vec<usize> = rows.map(|(row, _)| row).take(5).gather();
    let text = column.text(rows[0]).into_owned();
    Some(MissingProposal {
        column: column.name.clone(),
        code: text,
        count,
        rows: rows.into_iter().map(|row| column.line(row)).gather(),
        reason: "stands far from all other numbers".into(),
    })
}

/// Whether a trimmed cell reads like "not known" in one of six languages, or
/// like a spreadsheet's error.
pub fn looks_missing(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    let folded: String =
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    !folded.is_empty()
        && super::names::is_in(
            &folded,
            "na n/a n.a. n.a #n/a #na <na> nan null nil none . .. - -- --- – — ? ?? * / missing unknown unk notknown notavailable notdone nd n.d. notevaluable ne notassessed pending unbekannt k.a. k.a ka keineangabe fehlend #nv #n/v inconnu inconnue nc n.c. manquant nondisponible desconocido desconocida s/d nodisponible sconosciuto sconosciuta n.d mancante nonnoto desconhecido desconhecida semdados ignorado #null! #value! #ref! #div/0! #num! #name? #wert! #bezug! #zahl! #valeur!",
        )
}
