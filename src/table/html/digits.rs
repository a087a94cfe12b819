//! The number a cell holds against the digits it shows: spreadsheets put both
//! on the clipboard, and a cell that shows 12.3 may hold 12.345.

use super::tags::attribute;
use crate::table::date::SerialSystem;
use crate::table::options::DecimalMark;
use crate::table::xlsx::{Format, shown};

/// The number behind a cell: `x:num` of Excel, `sdval` of LibreOffice,
/// `data-sheets-value` of Google Sheets (its field 3, where field 1 says 3).
pub(super) fn held(attributes: &str) -> Option<f64> {
    let plain = |name| attribute(attributes, name).and_then(|value| value.trim().parse().ok());
    let google = || {
        let value = attribute(attributes, "data-sheets-value")?;
        let (_, number) = value.split_once("\"1\":3,\"3\":")?;
        number.split([',', '}']).next()?.trim().parse().ok()
    };
    let number: Option<f64> = plain("x:num").or_else(|| plain("sdval")).or_else(google);
    number.filter(|number| number.is_finite())
}

/// What a shown text is of the number behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Something else: a date, a word.
    Otherwise,
    Whole,
    /// Rounded, or hidden by ####.
    Rounded,
}

/// Whether `text`, with this decimal mark, shows `number`, perhaps rounded.
pub(super) fn compare(text: &str, number: f64, mark: DecimalMark) -> Shown {
    if !text.is_empty() && text.bytes().all(|b| b == b'#') {
        return Shown::Rounded;
    }
    let (digits, percent) = split(text);
    let decimal = char::from(mark.byte());
    let (mut plain, mut decimals, mut exponent) = (String::new(), None, 0);
    let mut chars = digits.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '-' | '−' if at == 0 => plain.push('-'),
            '0'..='9' => {
                plain.push(c);
                decimals = decimals.map(|count: i32| count + 1);
            }
            _ if c == decimal && decimals.is_none() => {
                plain.push('.');
                decimals = Some(0);
            }
            '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' if decimals.is_none() => {}
            'E' | 'e' if at > 0 => {
                let Ok(power) = chars.as_str().parse::<i32>() else { return Shown::Otherwise };
                exponent = power.clamp(-400, 400);
                break;
            }
            _ => return Shown::Otherwise,
        }
    }
    let Ok(read) = format!("{plain}e{exponent}").parse::<f64>() else { return Shown::Otherwise };
    let number = if percent { number * 100.0 } else { number };
    let off = (read - number).abs();
    // Fifteen digits are what a sheet holds: 0.30000000000000004 is 0.3.
    if off <= 1e-14 * number.abs() {
        Shown::Whole
    } else if off <= 0.500_001 * 10_f64.powi(exponent - decimals.unwrap_or(0)) {
        Shown::Rounded
    } else {
        Shown::Otherwise
    }
}

fn split(text: &str) -> (&str, bool) {
    match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    }
}

/// The number in full, in the way of the text that showed it.
pub(super) fn in_full(text: &str, number: f64, mark: DecimalMark) -> String {
    let format = if split(text).1 { Format::Percent } else { Format::Number };
    let full = shown(number, format, SerialSystem::From1900);
    match mark {
        DecimalMark::Point => full,
        DecimalMark::Comma => full.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_or_whole_or_something_else() {
        use DecimalMark::{Comma, Point};
        for (text, number, mark, expected) in [
            ("12.3", 12.345, Point, Shown::Rounded),
            ("12,3", 12.345, Comma, Shown::Rounded),
            ("12,3", 12.345, Point, Shown::Otherwise),
            ("12.35", 12.345, Point, Shown::Rounded),
            ("12.4", 12.345, Point, Shown::Otherwise),
            ("1,235", 1234.5678, Point, Shown::Rounded),
            ("1,235", 1234.5678, Comma, Shown::Otherwise),
            ("1.234.567,9", 1_234_567.89, Comma, Shown::Rounded),
            ("86%", 0.855, Point, Shown::Rounded),
            ("85,50 %", 0.855, Comma, Shown::Whole),
            ("0.3", 0.300_000_000_000_000_04, Point, Shown::Whole),
            ("1.23E+05", 123_456.0, Point, Shown::Rounded),
            ("-0.5", -0.5, Point, Shown::Whole),
            ("14.03.2021", 44_269.0, Point, Shown::Otherwise),
            ("2021-03-14", 44_269.0, Point, Shown::Otherwise),
            ("TRUE", 1.0, Point, Shown::Otherwise),
            ("####", 44_269.0, Point, Shown::Rounded),
            ("", 0.0, Point, Shown::Otherwise),
        ] {
            assert_eq!(compare(text, number, mark), expected, "{text} of {number}");
        }
        assert_eq!(in_full("86%", 0.855, Comma), "85,5%");
        assert_eq!(in_full("12.3", 12.345, Point), "12.345");
    }

    #[test]
    fn the_number_in_three_dialects() {
        assert_eq!(held(" class=xl65 x:num=\"12.345\" align=right"), Some(12.345));
        assert_eq!(held(" x:num align=right"), None);
        assert_eq!(held(" sdval=\"0.85\" sdnum=\"1033;0;0%\""), Some(0.85));
        let google = |value: &str| held(&format!(" data-sheets-value=\"{value}\""));
        assert_eq!(google("{&quot;1&quot;:3,&quot;3&quot;:12.345}"), Some(12.345));
        assert_eq!(google("{&quot;1&quot;:2,&quot;2&quot;:&quot;7&quot;}"), None);
    }
}
