//! A column of dates: the order of day and month is decided over all of it.

use super::builder::Odd;
use super::date::{Date, OrderVote, SerialSystem, Written};
use super::options::{DateOrder, ReadOptions};
use super::source::{Source, content, text_of};
use crate::compact::Gather;
use serde::Serialize;
use std::collections::HashMap;

/// Two-digit years up to this are 20xx unless the user says otherwise, as in Excel.
pub(super) const PIVOT: u8 = 29;
const ODD_TEXTS: usize = 48;
const ODD_ROWS: usize = 5;

/// How the dates of a column were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DateReading {
    pub order: DateOrder,
    /// Every date would also be one with day and month exchanged.
    pub ask: bool,
    /// Dates of another order than most; they are not read.
    pub against: usize,
    pub dates: usize,
    /// Two-digit years up to this are 20xx.
    pub pivot: u8,
    pub short_years: usize,
    /// Month and year only; read as the middle of the month.
    pub partial: usize,
    /// Numbers that a spreadsheet shows as dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<SerialSystem>,
    /// A date as written, and as read.
    pub example: (String, String),
}

/// The dates as days since 1970, NaN where there is none.
pub(super) struct DateColumn {
    pub reading: DateReading,
    pub days: Vec<f64>,
    pub odd: Vec<Odd>,
    pub odd_untold: usize,
}

pub(super) fn read(source: &Source, index: usize, options: &ReadOptions) -> DateColumn {
    let rows = source.starts.len();
    let mut votes: HashMap<DateOrder, usize> = HashMap::new();
    let (mut open, mut dotted) = (0, 0);
    for_each_cell(source, index, |_, text| {
        let Some(written) = Written::read(text) else { return };
        match written.vote() {
            OrderVote::Is(order) => *votes.entry(order).or_default() += 1,
            OrderVote::DayOrMonth | OrderVote::Anything => {
                open += 1;
                dotted += usize::from(written.mark == '.');
            }
            OrderVote::Settled => {}
        }
    });
    let (order, ask) =
        options.date_order.map_or_else(|| decide(&votes, open, dotted), |order| (order, false));
    let pivot = options.pivot.unwrap_or(PIVOT);
    let mut made = DateColumn {
        reading: DateReading {
            order,
            ask,
            against: 0,
            dates: 0,
            pivot,
            short_years: 0,
            partial: 0,
            serial: None,
            example: Default::default(),
        },
        days: vec![f64::NAN; rows],
        odd: Vec::new(),
        odd_untold: 0,
    };
    for_each_cell(source, index, |row, text| made.take(row, text));
    made
}

/// What most votes say; day first where dots stand between, or where nothing
/// speaks for month first. Asked when no date settles it.
fn decide(votes: &HashMap<DateOrder, usize>, open: usize, dotted: usize) -> (DateOrder, bool) {
    let most = |orders: &[DateOrder]| {
        let best = orders.iter().max_by_key(|order| votes.get(order).copied().unwrap_or(0));
        best.filter(|order| votes.get(order).copied().unwrap_or(0) > 0).copied()
    };
    use DateOrder::*;
    if open > 0 {
        if let Some(order) = most(&[YearMonthDay, MonthDayYear, DayMonthYear]) {
            // `2021-03-04` beside `03/04/2021` says nothing about the latter.
            if order != YearMonthDay {
                return (order, false);
            }
        }
        if dotted * 2 > open {
            return (DayMonthYear, false);
        }
        return (DayMonthYear, true);
    }
    (most(&[YearDayMonth, YearMonthDay, MonthDayYear, DayMonthYear]).unwrap_or(YearMonthDay), false)
}

impl DateColumn {
    fn take(&mut self, row: usize, text: &str) {
        let reading = &mut self.reading;
        let written = Written::read(text);
        let found = written.and_then(|written| {
            let (first, last) = written.resolve(reading.order, reading.pivot)?;
            reading.short_years += usize::from(written.has_short_year());
            reading.partial += usize::from(first != last);
            Some(Date(first.0 + (last.0 - first.0) / 2))
        });
        if let Some(date) = found {
            reading.dates += 1;
            if reading.example.0.is_empty() {
                reading.example = (text.to_owned(), date.to_string());
            }
            self.days[row] = f64::from(date.0);
            return;
        }
        if written.is_some_and(|written| written.vote() != OrderVote::Settled) {
            reading.against += 1;
        }
        if let Some(odd) = self.odd.iter_mut().find(|odd| odd.text == text) {
            odd.count += 1;
            if odd.rows.len() < ODD_ROWS {
                odd.rows.push(row as u32);
            }
        } else if self.odd.len() < ODD_TEXTS {
            self.odd.push(Odd { text: text.to_owned(), count: 1, rows: vec![row as u32] });
        } else {
            self.odd_untold += 1;
        }
    }
}

fn for_each_cell(source: &Source, index: usize, mut take: impl FnMut(usize, &str)) {
    for row in 0..source.starts.len() {
        let mut cells = source.cells(row);
        let mut found = None;
        for _ in 0..=index {
            found = cells.raw();
        }
        if let Some((source, field)) = found {
            let text = text_of(content(&source.bytes, field));
            if !text.is_empty() {
                take(row, &text);
            }
        }
    }
}

/// Days of a column of spreadsheet serial numbers.
pub(super) fn from_serials(numbers: &[f64], system: SerialSystem) -> (DateReading, Vec<f64>) {
    let mut reading = DateReading {
        order: DateOrder::YearMonthDay,
        ask: false,
        against: 0,
        dates: 0,
        pivot: PIVOT,
        short_years: 0,
        partial: 0,
        serial: Some(system),
        example: Default::default(),
    };
    let days = numbers.iter().map(|&number| {
        let Some(date) = Date::from_serial(number, system) else { return f64::NAN };
        if reading.dates == 0 {
            reading.example = (number.to_string(), date.to_string());
        }
        reading.dates += 1;
        f64::from(date.0)
    });
    let days = days.gather();
    (reading, days)
}

/// Whether a column's name says that it holds dates, in six languages.
pub(super) fn names_a_date(name: &str) -> bool {
    let folded = name.to_lowercase();
    let word = |known: &str| {
        folded.split(|c: char| !c.is_alphanumeric()).any(|word| super::names::is_in(word, known))
    };
    word("date dates datum fecha data dt dob day am geboren")
        || ["date", "datum", "fecha", "geburtstag"]
            .iter()
            .any(|part| folded.starts_with(part) || folded.ends_with(part))
}

/// Serial numbers of dates from 1927 to 2118: whole numbers of five digits.
pub(super) fn looks_serial(numbers: &[f64]) -> bool {
    let known = numbers.iter().filter(|n| !n.is_nan());
    let mut count = 0;
    let all = known.inspect(|_| count += 1).all(|n| (10_000.0..80_000.0).contains(n));
    all && count > 0
}
