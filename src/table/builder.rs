//! A column while it is being read: codes as long as its texts are few, then
//! numbers, with a tally of what was neither blank nor a number.

use super::dictionary::{self, Dictionary};
use super::number::{self, Evidence, Marks};
use super::options::DecimalMark;

/// How many distinct odd texts are remembered, and how many rows of each.
const ODD_TEXTS: usize = 48;
const ODD_ROWS: usize = 5;
/// From here on a column with more words than numbers is not tallied further.
const WORDS: usize = 4096;

#[derive(Clone, Debug)]
pub(super) enum Store {
    Codes(Dictionary),
    /// One per row; NaN where blank or not a number. Rows after the last one
    /// written are blank.
    Numbers(Vec<f64>),
}

/// A text that is not a number, in a column kept as numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Odd {
    pub text: String,
    pub count: usize,
    pub rows: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Builder {
    pub store: Store,
    /// Cells that are not blank.
    pub cells: usize,
    /// Of these, numbers; counted only once the store is `Numbers`.
    pub numbers: usize,
    /// Numbers with the decimal mark in use, with a per-cent sign, with thousands marks.
    pub marked: usize,
    /// Of the marked ones, those read the slow way, and those with three decimals read the fast way.
    slow_marked: usize,
    plain_three: usize,
    pub percent: usize,
    pub grouped: usize,
    pub evidence: Evidence,
    pub odd: Vec<Odd>,
    /// Odd cells that `odd` has no room for.
    pub odd_untold: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            store: Store::Codes(Dictionary::default()),
            cells: 0,
            numbers: 0,
            marked: 0,
            slow_marked: 0,
            plain_three: 0,
            percent: 0,
            grouped: 0,
            evidence: Evidence::default(),
            odd: Vec::new(),
            odd_untold: 0,
        }
    }
}

impl Builder {
    /// A plain number, in a column kept as numbers.
    #[inline]
    pub fn push_number(&mut self, row: usize, value: f64, decimals: usize, expected: usize) {
        self.cells += 1;
        self.numbers += 1;
        self.marked += usize::from(decimals > 0);
        self.plain_three += usize::from(decimals == 3 && (1.0..1000.0).contains(&value.abs()));
        self.write(row, value, expected);
    }

    #[inline]
    fn write(&mut self, row: usize, value: f64, expected: usize) {
        let Store::Numbers(values) = &mut self.store else { return };
        if values.len() == values.capacity() {
            dictionary::reserve(values, expected);
        }
        if values.len() < row {
            values.resize(row, f64::NAN);
        }
        values.push(value);
    }

    /// Any cell that is not blank; `key` is its [`dictionary::key_of`].
    #[inline]
    pub fn push(&mut self, row: usize, key: u64, text: &[u8], marks: Marks, expected: usize) {
        if let Store::Codes(dictionary) = &mut self.store {
            if dictionary.push(row, key, text, expected) {
                self.cells += 1;
                return;
            }
            self.become_numbers(marks, expected);
        }
        self.cells += 1;
        self.push_slow(row, text, marks, expected);
    }

    fn push_slow(&mut self, row: usize, text: &[u8], marks: Marks, expected: usize) {
        let words = self.cells - self.numbers;
        if words > WORDS && words / 2 > self.numbers && !may_be_number(text) {
            self.odd_untold += 1;
            return;
        }
        let text = String::from_utf8_lossy(text);
        let value = self.tally(&text, 1, &[row as u32], marks);
        self.write(row, value, expected);
    }

    /// Counts what a text says, `times` times, and gives its number or NaN.
    pub fn tally(&mut self, text: &str, times: usize, rows: &[u32], marks: Marks) -> f64 {
        self.evidence.hear(text, times);
        if let Some(number) = number::parse(text, marks) {
            self.numbers += times;
            self.percent += if number.percent { times } else { 0 };
            self.grouped += if number.grouped { times } else { 0 };
            let mark = char::from(marks.decimal.byte());
            if text.contains(mark) {
                self.marked += times;
                self.slow_marked += times;
            }
            return number.value;
        }
        if let Some(odd) = self.odd.iter_mut().find(|odd| odd.text == text) {
            odd.count += times;
            let room = ODD_ROWS.saturating_sub(odd.rows.len());
            odd.rows.extend(rows.iter().take(room));
        } else if self.odd.len() < ODD_TEXTS {
            let rows = rows.iter().copied().take(ODD_ROWS).collect();
            self.odd.push(Odd { text: text.to_owned(), count: times, rows });
        } else {
            self.odd_untold += times;
        }
        f64::NAN
    }

    /// What all its cells say about the marks, those still kept as codes included.
    pub fn whole_evidence(&self, marks: Marks) -> Evidence {
        let mut evidence = self.evidence;
        match &self.store {
            Store::Codes(dictionary) => {
                for entry in &dictionary.entries {
                    evidence.hear(&String::from_utf8_lossy(&entry.text), entry.count);
                }
            }
            Store::Numbers(_) => {
                let plain = self.marked.saturating_sub(self.slow_marked);
                let three = self.plain_three;
                match marks.decimal {
                    DecimalMark::Point => {
                        evidence.point_decimal += plain - three;
                        evidence.point_three += three;
                    }
                    DecimalMark::Comma => {
                        evidence.comma_decimal += plain - three;
                        evidence.comma_three += three;
                    }
                }
            }
        }
        evidence
    }

    /// Too many distinct texts: from here on the column is kept as numbers.
    fn become_numbers(&mut self, marks: Marks, expected: usize) {
        let empty = Store::Numbers(Vec::new());
        let Store::Codes(dictionary) = std::mem::replace(&mut self.store, empty) else { return };
        let mut values = vec![f64::NAN; dictionary.entries.len() + 1];
        for (at, entry) in dictionary.entries.iter().enumerate() {
            let text = String::from_utf8_lossy(&entry.text);
            values[at + 1] = self.tally(&text, entry.count, &entry.rows, marks);
        }
        let mut numbers = Vec::new();
        numbers.reserve_exact(expected.max(dictionary.codes.len() + 16));
        numbers.extend(dictionary.codes.iter().map(|&code| values[usize::from(code)]));
        self.store = Store::Numbers(numbers);
    }
}

fn may_be_number(text: &[u8]) -> bool {
    text.first().is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b','))
}
