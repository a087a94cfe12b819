//! Who was counted, who was not, and why: counts that add up.

use crate::compact::Gather;
use crate::problem::Problem;
use serde::Serialize;

/// Who was counted and who was not. `used` plus every `left_out` count is `rows`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Accounting {
    /// Rows in the table.
    pub rows: usize,
    pub used: usize,
    pub left_out: Vec<LeftOut>,
    /// What the reader should know before believing the numbers.
    pub notes: Vec<Problem>,
}

/// One reason, and the rows it took away (each row is counted once, under the
/// first reason that applies).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LeftOut {
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub code: &'static str,
    pub column: String,
    /// As in `path_necrosis is missing`.
    pub reason: String,
    pub count: usize,
    /// Line numbers as the user sees them; the first 100.
    pub rows: Vec<usize>,
}

/// Rows a reason remembers by number.
const ROWS_KEPT: usize = 100;

/// Goes through the needs of a request one after another and notes which rows
/// fall out, each under the first reason that meets it.
pub struct Screening {
    out: Vec<bool>,
    left_out: Vec<LeftOut>,
    pub notes: Vec<Problem>,
}

/// A reason under which rows are left out.
#[derive(Clone, Copy)]
pub struct Reason(usize);

impl Screening {
    pub fn new(rows: usize) -> Self {
        Self { out: vec![false; rows], left_out: Vec::new(), notes: Vec::new() }
    }

    pub fn rows(&self) -> usize {
        self.out.len()
    }

    pub fn reason(&mut self, code: &'static str, column: &str, reason: String) -> Reason {
        self.left_out.push(LeftOut {
            code,
            column: column.to_owned(),
            reason,
            count: 0,
            rows: Vec::new(),
        });
        Reason(self.left_out.len() - 1)
    }

    /// For cells that are blank or hold a missing code.
    pub fn missing(&mut self, column: &str) -> Reason {
        self.reason("missing", column, format!("{column} is missing"))
    }

    /// For cells that the scale of a grade column does not know.
    pub fn unread_grade(&mut self, column: &str) -> Reason {
        self.reason("grade_unread", column, format!("{column} is not a grade of its scale"))
    }

    /// `line` is the row's number as the user sees it.
    pub fn leave_out(&mut self, row: usize, line: usize, Reason(reason): Reason) {
        if !std::mem::replace(&mut self.out[row], true) {
            let entry = &mut self.left_out[reason];
            entry.count += 1;
            if entry.rows.len() < ROWS_KEPT {
                entry.rows.push(line);
            }
        }
    }

    pub fn is_in(&self, row: usize) -> bool {
        !self.out[row]
    }

    /// How many rows are still in.
    fn left(&self) -> usize {
        self.out.len() - self.left_out.iter().map(|reason| reason.count).sum::<usize>()
    }

    /// The rows still in, in order.
    pub fn kept(&self) -> Vec<usize> {
        let rows = self.out.len();
        let mut kept = Vec::with_capacity(self.left());
        if self.left() == rows {
            kept.extend(0..rows);
        } else {
            kept.extend((0..rows).filter(|&row| !self.out[row]));
        }
        kept
    }

    /// The values of the rows still in, from a list that is not needed after.
    pub fn keep_own<T: Copy>(&self, values: Vec<T>) -> Vec<T> {
        if self.left() == self.out.len() { values } else { self.keep(&values) }
    }

    /// The values of the rows still in.
    pub fn keep<T: Copy>(&self, values: &[T]) -> Vec<T> {
        let mut kept = Vec::with_capacity(self.left());
        kept.extend(
            values.iter().zip(&self.out).filter(|(_, out)| !**out).map(|(value, _)| *value),
        );
        kept
    }

    pub fn close(self) -> Accounting {
        let rows = self.out.len();
        let left_out: Vec<_> = self.left_out.into_iter().filter(|l| l.count > 0).gather();
        let gone: usize = left_out.iter().map(|l| l.count).sum();
        Accounting { rows, used: rows - gone, left_out, notes: self.notes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_counted_once_under_the_first_reason() {
        let mut screening = Screening::new(4);
        let missing = screening.reason("missing", "a", "a is missing".into());
        let other = screening.reason("missing", "b", "b is missing".into());
        screening.leave_out(1, 3, missing);
        screening.leave_out(1, 3, other);
        screening.leave_out(2, 4, other);
        assert_eq!(screening.kept(), [0, 3]);
        assert_eq!(screening.keep(&[10, 11, 12, 13]), [10, 13]);
        let accounting = screening.close();
        let counts: Vec<_> =
            accounting.left_out.iter().map(|l| (l.count, l.rows.clone())).collect();
        assert_eq!(counts, [(1, vec![3]), (1, vec![4])]);
        assert_eq!((accounting.rows, accounting.used), (4, 2));
    }
}
