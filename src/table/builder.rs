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

/// A text that is not a number, with the first rows it stands in; for texts in a
/// dictionary these are filled in on demand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Odd {
    pub text: String,
    pub count: usize,
    pub rows: Vec<u32>,
}

/// What the cells of a column are, by count.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Cells that are not blank.
    pub cells: usize,
    pub numbers: usize,
    /// Numbers with the decimal mark in use, with a per-cent sign, with thousands
    /// marks, after a word for "about".
    pub marked: usize,
    pub percent: usize,
    pub grouped: usize,
    pub approximate: usize,
    pub evidence: Evidence,
    pub odd: Vec<Odd>,
    /// Odd cells that `odd` has no room for.
    pub odd_untold: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Builder {
    pub store: Store,
    /// Cells pushed while the store is `Numbers`, and those it began with.
    tally: Tally,
    /// Of the numbers in `tally`, those read the fast way: all, with decimals,
    /// and with three decimals that could be a thousand.
    plain: usize,
    plain_marked: usize,
    plain_three: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            store: Store::Codes(Dictionary::default()),
            tally: Tally::default(),
            plain: 0,
            plain_marked: 0,
            plain_three: 0,
        }
    }
}

impl Builder {
    /// Takes a plain number at the start of `rest`, when the column is kept as
    /// numbers; its length.
    #[inline]
    pub fn take_plain(
        &mut self,
        row: usize,
        rest: &[u8],
        delimiter: u8,
        decimal: u8,
        expected_rows: usize,
    ) -> Option<usize> {
        let Store::Numbers(values) = &mut self.store else { return None };
        let (value, length, decimals) = number::plain(rest, delimiter, decimal)?;
        self.plain += 1;
        if decimals > 0 {
            self.plain_marked += 1;
            if decimals == 3 && (1.0..1000.0).contains(&value.abs()) {
                self.plain_three += 1;
            }
        }
        write(values, row, value, expected_rows);
        Some(length)
    }

    /// Any cell that is not blank; `key` is its [`dictionary::key_of`].
    #[inline]
    pub fn push(&mut self, row: usize, key: u64, text: &[u8], marks: Marks, expected_rows: usize) {
        if let Store::Codes(dictionary) = &mut self.store {
            if dictionary.push(row, key, text, expected_rows) {
                return;
            }
            self.become_numbers(marks, expected_rows);
        }
        let Store::Numbers(values) = &mut self.store else { return };
        let told = self.tally.numbers + self.plain;
        let words = self.tally.cells - self.tally.numbers;
        let value = if words > WORDS && words / 2 > told && !may_be_number(text) {
            self.tally.cells += 1;
            self.tally.odd_untold += 1;
            f64::NAN
        } else {
            self.tally.hear(&String::from_utf8_lossy(text), 1, marks, &[row as u32])
        };
        write(values, row, value, expected_rows);
    }

    /// Too many distinct texts: from here on the column is kept as numbers.
    fn become_numbers(&mut self, marks: Marks, expected_rows: usize) {
        let empty = Store::Numbers(Vec::new());
        let Store::Codes(dictionary) = std::mem::replace(&mut self.store, empty) else { return };
        let mut values = vec![f64::NAN];
        values.extend(self.tally.hear_all(&dictionary, marks));
        self.tally.fill_rows(&dictionary);
        let mut numbers = Vec::new();
        numbers.reserve_exact(expected_rows.max(dictionary.codes.len() + 16));
        numbers.extend(dictionary.codes.iter().map(|&code| values[usize::from(code)]));
        self.store = Store::Numbers(numbers);
    }

    pub fn is_empty(&self) -> bool {
        matches!(&self.store, Store::Codes(dictionary) if dictionary.texts.is_empty())
    }

    /// What the column holds, now that all of it was read.
    pub fn tally(&self, marks: Marks) -> Tally {
        let mut tally = self.tally.clone();
        match &self.store {
            Store::Codes(dictionary) => {
                tally.hear_all(dictionary, marks).for_each(drop);
            }
            Store::Numbers(_) => {
                tally.cells += self.plain;
                tally.numbers += self.plain;
                tally.marked += self.plain_marked;
                let decisive = self.plain_marked - self.plain_three;
                let heard = &mut tally.evidence;
                match marks.decimal {
                    DecimalMark::Point => {
                        heard.point_decimal += decisive;
                        heard.point_three += self.plain_three;
                    }
                    DecimalMark::Comma => {
                        heard.comma_decimal += decisive;
                        heard.comma_three += self.plain_three;
                    }
                }
            }
        }
        tally
    }
}

#[inline]
fn write(values: &mut Vec<f64>, row: usize, value: f64, expected_rows: usize) {
    if values.len() == values.capacity() {
        dictionary::reserve(values, expected_rows);
    }
    if values.len() < row {
        values.resize(row, f64::NAN);
    }
    values.push(value);
}

impl Tally {
    /// Counts what a text says, `times` times, and gives its number or NaN.
    fn hear(&mut self, text: &str, times: usize, marks: Marks, rows: &[u32]) -> f64 {
        self.cells += times;
        self.evidence.hear(text, times);
        if let Some(number) = number::parse(text, marks) {
            let mark = char::from(marks.decimal.byte());
            self.numbers += times;
            self.percent += if number.percent { times } else { 0 };
            self.grouped += if number.grouped { times } else { 0 };
            self.approximate += if number.approximate { times } else { 0 };
            self.marked += if text.contains(mark) { times } else { 0 };
            return number.value;
        }
        if let Some(odd) = self.odd.iter_mut().find(|odd| odd.text == text) {
            odd.count += times;
            if odd.rows.len() < ODD_ROWS {
                odd.rows.extend(rows);
            }
        } else if self.odd.len() < ODD_TEXTS {
            self.odd.push(Odd { text: text.to_owned(), count: times, rows: rows.to_vec() });
        } else {
            self.odd_untold += times;
        }
        f64::NAN
    }

    /// Adds the numbers that do not fit, such as 110 among per cents.
    pub fn hear_odd_numbers(&mut self, dictionary: &Dictionary, fits: impl Fn(&str) -> bool) {
        for (text, count) in dictionary.texts.iter().zip(dictionary.counts()) {
            let text = String::from_utf8_lossy(text);
            let known = self.odd.iter().any(|odd| odd.text == text);
            if !known && !fits(&text) && self.odd.len() < ODD_TEXTS {
                self.odd.push(Odd { text: text.into_owned(), count, rows: Vec::new() });
            }
        }
    }

    /// The first rows of the odd texts, for those that came from a dictionary.
    pub fn fill_rows(&mut self, dictionary: &Dictionary) {
        for odd in &mut self.odd {
            let text = odd.text.as_bytes();
            if odd.rows.is_empty()
                && let Some(at) = dictionary.texts.iter().position(|known| **known == *text)
            {
                odd.rows = dictionary.first_rows(at, odd.count.min(ODD_ROWS));
            }
        }
    }

    /// Counts every text of a dictionary; their numbers in order.
    fn hear_all<'a>(
        &'a mut self,
        dictionary: &'a Dictionary,
        marks: Marks,
    ) -> impl Iterator<Item = f64> + 'a {
        let counts = dictionary.counts();
        dictionary.texts.iter().enumerate().map(move |(at, text)| {
            self.hear(&String::from_utf8_lossy(text), counts[at], marks, &[])
        })
    }
}

fn may_be_number(text: &[u8]) -> bool {
    text.first().is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b','))
}
