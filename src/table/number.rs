//! A cell as a number: exactly the nearest double, under one choice of decimal
//! and thousands mark; and what a cell says about which choice is right.

use super::options::{DecimalMark, ThousandsMark};
use crate::percent_text::{self, Stretch, after_about};

/// The marks a block of numbers is read with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub decimal: DecimalMark,
    pub thousands: ThousandsMark,
}

/// A number, and what had to be understood to read it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: f64,
    /// It carried a per-cent sign: `85%` is 85.
    pub percent: bool,
    /// It carried thousands marks.
    pub grouped: bool,
    /// A word for "about" stood before it.
    pub approximate: bool,
}

/// A double's exact decimal form has fewer characters than this before its point.
const LONGEST: usize = 350;

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A plain number at the start of `rest`, ended by `delimiter`, a line end or
/// the end of the text: its value, its length and its count of decimals.
///
/// Up to 15 digits and at most 22 decimals, mantissa and power of ten are both
/// exact doubles, so that one division is correctly rounded and the result
/// equals `str::parse`. Anything else is left to [`parse`].
#[inline]
pub(super) fn plain(rest: &[u8], delimiter: u8, decimal: u8) -> Option<(f64, usize, usize)> {
    let negative = rest.first() == Some(&b'-');
    let start = usize::from(negative);
    let mut mantissa = 0u64;
    let mut end = take_digits(rest, start, &mut mantissa);
    let mut digits = end - start;
    let mut decimals = 0;
    if rest.get(end) == Some(&decimal) && decimal != delimiter {
        let first = end + 1;
        end = take_digits(rest, first, &mut mantissa);
        decimals = end - first;
        digits += decimals;
    }
    if rest.get(end).is_some_and(|&b| b != delimiter && b != b'\n' && b != b'\r') {
        return None;
    }
    if digits == 0 || digits > 15 {
        return None;
    }
    let magnitude = mantissa as f64;
    let value = if decimals == 0 { magnitude } else { magnitude / EXACT_POWERS[decimals] };
    Some((if negative { -value } else { value }, end, decimals))
}

/// Adds the digits from `at` on to a mantissa; the place after the last one.
#[inline]
fn take_digits(rest: &[u8], mut at: usize, mantissa: &mut u64) -> usize {
    while let Some(&byte) = rest.get(at) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    at
}

/// A trimmed cell as a number: sign, digits with or without thousands marks,
/// decimals, exponent, per-cent sign, before it a word for "about". Infinities
/// and `nan` are words, not numbers.
pub fn parse(text: &str, marks: Marks) -> Option<Number> {
    if text.len() > LONGEST {
        return None;
    }
    let first = text.chars().next()?;
    if !(first.is_ascii_digit() || matches!(first, '+' | '-' | '−' | '.' | ',')) {
        let number = parse(after_about(text)?, marks)?;
        return Some(Number { approximate: true, ..number });
    }
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let decimal = char::from(marks.decimal.byte());
    let mut plain = String::with_capacity(text.len());
    let (body, negative) = match first {
        '-' | '−' => (&text[first.len_utf8()..], true),
        '+' => (&text[1..], false),
        _ => (text, false),
    };
    if negative {
        plain.push('-');
    }
    let whole_end = body.find([decimal, 'e', 'E']).unwrap_or(body.len());
    let (whole, rest) = body.split_at(whole_end);
    let grouped = !whole.bytes().all(|b| b.is_ascii_digit());
    if grouped && !is_grouped(whole, marks.thousands) {
        return None;
    }
    plain.extend(whole.chars().filter(char::is_ascii_digit));
    let mut seen_mark = false;
    let mut digits = plain.len() - usize::from(negative);
    let mut exponent = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if c == decimal && !seen_mark && !exponent => {
                seen_mark = true;
                plain.push('.');
            }
            '0'..='9' => {
                digits += usize::from(!exponent);
                plain.push(c);
            }
            'e' | 'E' if !exponent && digits > 0 => {
                exponent = true;
                plain.push('e');
            }
            '+' | '-' if rest[..at].ends_with(['e', 'E']) => plain.push(c),
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    let value: f64 = plain.parse().ok()?;
    value.is_finite().then_some(Number { value, percent, grouped, approximate: false })
}

/// A trimmed cell as a stretch of numbers: `>90`, `75-95`, `≤ 1,5`. One number
/// is none.
pub fn stretch(text: &str, marks: Marks) -> Option<Stretch> {
    if text.len() > 40 {
        return None;
    }
    let number = |digits: &str| parse(digits, marks).map(|number| number.value);
    let found = percent_text::stretch(text, &number)?;
    let one = found.low == found.high;
    let reversed = found.low.zip(found.high).is_some_and(|(low, high)| low > high);
    (!one && !reversed).then_some(found)
}

fn thousands_char(mark: ThousandsMark, c: char) -> bool {
    match mark {
        ThousandsMark::None => false,
        ThousandsMark::Comma => c == ',',
        ThousandsMark::Point => c == '.',
        ThousandsMark::Space => matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'),
        ThousandsMark::Apostrophe => matches!(c, '\'' | '’'),
    }
}

/// `1,234,567`: one to three digits, then groups of exactly three, one mark throughout.
fn is_grouped(whole: &str, mark: ThousandsMark) -> bool {
    let mut groups = whole.split(|c| thousands_char(mark, c));
    let first = groups.next().unwrap_or_default();
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let mut more = 0;
    (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|g| {
            more += 1;
            g.len() == 3 && digits(g)
        })
        && more > 0
}

/// How many cells spoke for each way to read the marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// `12.5`, `1,234.5`: the point can only be the decimal mark.
    pub point_decimal: usize,
    /// `12,5`, `1.234,5`.
    pub comma_decimal: usize,
    /// `1.234`: three decimals or one thousand.
    pub point_three: usize,
    /// `1,234`.
    pub comma_three: usize,
    /// `1,234,567`.
    pub comma_thousands: usize,
    /// `1.234.567`.
    pub point_thousands: usize,
    /// `1 234`.
    pub space_thousands: usize,
    /// `1'234`.
    pub apostrophe_thousands: usize,
}

impl Evidence {
    /// Counts what one trimmed cell, seen `times` times, says.
    pub fn hear(&mut self, text: &str, times: usize) {
        let text = text.strip_suffix('%').map_or(text, str::trim_end);
        let text = after_about(text).unwrap_or(text);
        let text = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
        if text.len() > 40
            || !text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
        {
            return;
        }
        let whole = text.split(['.', ',']).next().unwrap_or_default();
        for mark in [ThousandsMark::Space, ThousandsMark::Apostrophe] {
            if is_grouped(whole, mark) {
                let bare: String = text.chars().filter(|&c| !thousands_char(mark, c)).collect();
                match mark {
                    ThousandsMark::Space => self.space_thousands += times,
                    _ => self.apostrophe_thousands += times,
                }
                return self.hear_bare(&bare, times, false);
            }
        }
        self.hear_bare(text, times, true);
    }

    fn hear_bare(&mut self, text: &str, times: usize, may_group: bool) {
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
            return;
        }
        let points = text.matches('.').count();
        let commas = text.matches(',').count();
        match (points, commas) {
            (0, 0) => {}
            (1, 0) if may_group && could_group(text, '.') => self.point_three += times,
            (1, 0) => self.point_decimal += times,
            (0, 1) if may_group && could_group(text, ',') => self.comma_three += times,
            (0, 1) => self.comma_decimal += times,
            (0, _) if is_grouped(text, ThousandsMark::Comma) => self.comma_thousands += times,
            (_, 0) if is_grouped(text, ThousandsMark::Point) => self.point_thousands += times,
            (1, _) if text.rfind('.') > text.rfind(',') => {
                let whole = text.split('.').next().unwrap_or_default();
                if is_grouped(whole, ThousandsMark::Comma) {
                    self.point_decimal += times;
                    self.comma_thousands += times;
                }
            }
            (_, 1) if text.rfind(',') > text.rfind('.') => {
                let whole = text.split(',').next().unwrap_or_default();
                if is_grouped(whole, ThousandsMark::Point) {
                    self.comma_decimal += times;
                    self.point_thousands += times;
                }
            }
            _ => {}
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.point_decimal += other.point_decimal;
        self.comma_decimal += other.comma_decimal;
        self.point_three += other.point_three;
        self.comma_three += other.comma_three;
        self.comma_thousands += other.comma_thousands;
        self.point_thousands += other.point_thousands;
        self.space_thousands += other.space_thousands;
        self.apostrophe_thousands += other.apostrophe_thousands;
    }

    /// The marks this block is best read with, and whether a person should be
    /// asked: nothing but `1,234` leaves it open whether one or a thousand.
    pub fn decide(&self, comma_locale: bool) -> (Marks, bool) {
        let mut ask = false;
        let decimal = if self.comma_decimal != self.point_decimal {
            if self.comma_decimal > self.point_decimal {
                DecimalMark::Comma
            } else {
                DecimalMark::Point
            }
        } else if self.comma_thousands != self.point_thousands {
            if self.point_thousands > self.comma_thousands {
                DecimalMark::Comma
            } else {
                DecimalMark::Point
            }
        } else if self.comma_three > 0 && self.point_decimal == 0 {
            ask = true;
            if comma_locale || self.point_three > 0 {
                DecimalMark::Comma
            } else {
                DecimalMark::Point
            }
        } else {
            DecimalMark::Point
        };
        (self.with_decimal(decimal), ask)
    }

    /// The thousands mark that goes with a decimal mark.
    pub fn with_decimal(&self, decimal: DecimalMark) -> Marks {
        let thousands = match decimal {
            DecimalMark::Point if self.comma_three + self.comma_thousands > 0 => {
                ThousandsMark::Comma
            }
            DecimalMark::Comma if self.point_three + self.point_thousands > 0 => {
                ThousandsMark::Point
            }
            _ if self.space_thousands > 0 => ThousandsMark::Space,
            _ if self.apostrophe_thousands > 0 => ThousandsMark::Apostrophe,
            _ => ThousandsMark::None,
        };
        Marks { decimal, thousands }
    }
}

/// One to three digits without a leading zero, the mark, three digits.
fn could_group(text: &str, mark: char) -> bool {
    text.split_once(mark).is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3
    })
}
