//! Days of the calendar: a date as a count of days, the text of a date as parts,
//! and the time from one date to another.

use super::options::DateOrder;
use crate::plain::FromPlain;
use crate::value::TimeUnit;
use serde::Serialize;
use std::fmt;

/// A day, counted from 1 January 1970, in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub i32);

/// Years a date may lie in; anything else is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2150;

impl Date {
    /// `None` for a day the calendar does not have.
    ///
    /// Days from civil: E. G. Richards' algorithm with the year beginning in
    /// March, so that the leap day is its last.
    pub fn from_parts(year: i32, month: u32, day: u32) -> Option<Self> {
        if !YEARS.contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        if day > days_in_month(year, month) {
            return None;
        }
        let (month, day) = (month as i32, day as i32);
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month, day.
    pub fn parts(self) -> (i32, u32, u32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// A spreadsheet's serial number. In the 1900 system 60 is the 29 February
    /// 1900 that never was; days before it are one less than they seem.
    pub fn from_serial(serial: f64, system: SerialSystem) -> Option<Self> {
        if !(1.0..100_000.0).contains(&serial) {
            return None;
        }
        let whole = serial.floor() as i32;
        match system {
            SerialSystem::From1900 if whole == 60 => None,
            SerialSystem::From1900 if whole < 60 => Some(Self(whole - 25_568)),
            SerialSystem::From1900 => Some(Self(whole - 25_569)),
            SerialSystem::From1904 => Some(Self(whole - 24_107)),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The day a spreadsheet counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SerialSystem {
    From1900,
    From1904,
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How months are counted between two dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MonthLength {
    /// 30.4375 days, a twelfth of 365.25.
    #[default]
    Average,
    /// Whole calendar months, then the days that are left as a share of the
    /// month they fall in. 31 January to 28 February is a whole month.
    Calendar,
}

/// The time from one date to another: days; weeks of 7; months as chosen; years
/// of 365.25 days, or a twelfth of the calendar months.
pub fn duration(start: Date, end: Date, unit: TimeUnit, months: MonthLength) -> f64 {
    let days = f64::from(end.0 - start.0);
    match (unit, months) {
        (TimeUnit::Months, MonthLength::Calendar) => calendar_months(start, end),
        (TimeUnit::Years, MonthLength::Calendar) => calendar_months(start, end) / 12.0,
        _ => days / unit.days(),
    }
}

fn calendar_months(start: Date, end: Date) -> f64 {
    if end < start {
        return -calendar_months(end, start);
    }
    let (y0, m0, d0) = start.parts();
    let (y1, m1, _) = end.parts();
    let mut whole = (y1 - y0) * 12 + m1 as i32 - m0 as i32;
    let anniversary = |months: i32| -> i32 {
        let at = y0 * 12 + m0 as i32 - 1 + months;
        let (year, month) = (at.div_euclid(12), at.rem_euclid(12) as u32 + 1);
        let day = d0.min(days_in_month(year, month));
        Date::from_parts(year, month, day).map_or(end.0, |date| date.0)
    };
    if anniversary(whole) > end.0 {
        whole -= 1;
    }
    let (from, to) = (anniversary(whole), anniversary(whole + 1));
    let length = f64::from((to - from).max(1));
    f64::from(whole) + f64::from(end.0 - from) / length
}

/// The parts of a date as written, before their order is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    /// Numbers from left to right, with their count of digits.
    parts: [(u32, usize); 3],
    count: usize,
    /// The month, where a word names it.
    month: Option<u32>,
    pub mark: char,
}

/// What a date says about the order of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderVote {
    Is(DateOrder),
    /// Day and month could change places.
    DayOrMonth,
    /// Two-digit parts all the way, none above 12.
    Anything,
    /// The text settles itself.
    Settled,
}

impl Written {
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let day = without_time(text);
        let mut written = Self { parts: [(0, 0); 3], count: 0, month: None, mark: ' ' };
        for token in day.split([' ', '-', '/', '.', ',', '\u{a0}']) {
            if token.is_empty() || matches!(token, "de" | "of" | "del") {
                continue;
            }
            let digits = token.trim_end_matches(|c: char| c.is_alphabetic());
            let tail = &token[digits.len()..];
            if digits.is_empty() {
                if written.month.replace(month_named(token)?).is_some() {
                    return None;
                }
            } else if matches!(tail, "" | "st" | "nd" | "rd" | "th" | "er") && written.count < 3 {
                let number = digits.parse().ok().filter(|_| digits.len() <= 4)?;
                written.parts[written.count] = (number, digits.len());
                written.count += 1;
            } else {
                return None;
            }
        }
        written.mark = day.chars().find(|c| matches!(c, '-' | '/' | '.' | ' '))?;
        let named = usize::from(written.month.is_some());
        (written.count + named >= 2 && written.count + named <= 3).then_some(written)
    }

    /// Day, month and year are all there.
    pub fn is_whole(&self) -> bool {
        self.count + usize::from(self.month.is_some()) == 3
    }

    pub fn has_short_year(&self) -> bool {
        self.is_whole() && !self.parts[..self.count].iter().any(|&(_, digits)| digits == 4)
    }

    pub fn vote(&self) -> OrderVote {
        use DateOrder::*;
        if !self.is_whole() || self.month.is_some() {
            return OrderVote::Settled;
        }
        let [(a, a_digits), (b, _), (c, c_digits)] = self.parts;
        if a_digits == 4 {
            return OrderVote::Is(if b > 12 { YearDayMonth } else { YearMonthDay });
        }
        if c_digits == 4 || c > 31 {
            return match (a > 12, b > 12) {
                (true, false) => OrderVote::Is(DayMonthYear),
                (false, true) => OrderVote::Is(MonthDayYear),
                _ => OrderVote::DayOrMonth,
            };
        }
        match (a > 31 || a == 0, a > 12, b > 12) {
            (true, ..) => OrderVote::Is(YearMonthDay),
            (_, false, true) => OrderVote::Is(MonthDayYear),
            _ => OrderVote::Anything,
        }
    }

    /// The first and the last day the text can mean. `pivot`: two-digit years up
    /// to it are 20xx, others 19xx.
    pub fn resolve(&self, order: DateOrder, pivot: u8) -> Option<(Date, Date)> {
        let year_of = |(number, digits): (u32, usize)| -> Option<i32> {
            match digits {
                4 => Some(number as i32),
                1 | 2 if number <= u32::from(pivot) => Some(2000 + number as i32),
                1 | 2 => Some(1900 + number as i32),
                _ => None,
            }
        };
        let [a, b, c] = self.parts;
        let (year, month, day) = match (self.month, self.count) {
            (Some(month), 2) if a.1 == 4 || a.0 > 31 => (year_of(a)?, month, b.0),
            (Some(month), 2) => (year_of(b)?, month, a.0),
            (Some(month), 1) if a.1 == 4 => return whole_month(year_of(a)?, month),
            (None, 2) if a.1 == 4 => return whole_month(year_of(a)?, b.0),
            (None, 2) if b.1 == 4 => return whole_month(year_of(b)?, a.0),
            (None, 3) if a.1 == 4 => match order {
                DateOrder::YearDayMonth => (year_of(a)?, c.0, b.0),
                _ => (year_of(a)?, b.0, c.0),
            },
            (None, 3) if c.1 == 4 => match order {
                DateOrder::MonthDayYear => (year_of(c)?, a.0, b.0),
                _ => (year_of(c)?, b.0, a.0),
            },
            (None, 3) => match order {
                DateOrder::YearMonthDay => (year_of(a)?, b.0, c.0),
                DateOrder::YearDayMonth => (year_of(a)?, c.0, b.0),
                DateOrder::DayMonthYear => (year_of(c)?, b.0, a.0),
                DateOrder::MonthDayYear => (year_of(c)?, a.0, b.0),
            },
            _ => return None,
        };
        let date = Date::from_parts(year, month, day)?;
        Some((date, date))
    }
}

fn whole_month(year: i32, month: u32) -> Option<(Date, Date)> {
    let first = Date::from_parts(year, month, 1)?;
    let last = Date::from_parts(year, month, days_in_month(year, month))?;
    Some((first, last))
}

/// The text before the time of day: `2021-03-14T10:00Z`, `14.03.2021 10:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = &text[..colon];
    match before.rfind([' ', 'T', '\u{a0}']) {
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}

/// Beginnings that tell the months apart, in English, German, French, Spanish,
/// Italian and Portuguese.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

fn month_named(word: &str) -> Option<u32> {
    let folded = word.to_lowercase();
    let letters =
        folded.chars().all(char::is_alphabetic) && (3..=10).contains(&folded.chars().count());
    let at = MONTHS.iter().position(|names| names.iter().any(|name| folded.starts_with(name)))?;
    letters.then_some(at as u32 + 1)
}

/// Whether a cell has the form of a whole date.
pub(super) fn looks_like_date(text: &str) -> bool {
    let Some(written) = Written::read(text).filter(Written::is_whole) else { return false };
    use DateOrder::*;
    [DayMonthYear, MonthDayYear, YearMonthDay, YearDayMonth]
        .iter()
        .any(|&order| written.resolve(order, 29).is_some())
}
