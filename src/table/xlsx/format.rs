//! How a cell's number is shown: its style says whether it is a date, a time of
//! day or a per cent.

use super::xml::{Token, Xml, attribute};
use crate::table::date::{Date, SerialSystem};
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::table) enum Format {
    #[default]
    Number,
    Date,
    DateTime,
    Time,
    Percent,
}

/// The format of each cell style, in order.
pub(super) fn read_styles(text: &str) -> Vec<Format> {
    let mut custom: HashMap<u32, Format> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    for token in Xml::new(text) {
        match token {
            Token::Start { name: "numFmt", attributes, .. } => {
                let id = attribute(attributes, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(attributes, "formatCode")) {
                    custom.insert(id, of_code(&code));
                }
            }
            Token::Start { name: "cellXfs", closed, .. } => in_cells = !closed,
            Token::End { name: "cellXfs" } => in_cells = false,
            Token::Start { name: "xf", attributes, .. } if in_cells => {
                let id = attribute(attributes, "numFmtId").and_then(|id| id.parse().ok());
                let format = id.map_or(Format::Number, |id| {
                    custom.get(&id).copied().unwrap_or_else(|| built_in(id))
                });
                styles.push(format);
            }
            _ => {}
        }
    }
    styles
}

/// The formats a file need not spell out (ECMA-376 part 1, 18.8.30; 27 to 58
/// are the East Asian ones).
fn built_in(id: u32) -> Format {
    match id {
        9 | 10 => Format::Percent,
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Date,
        22 => Format::DateTime,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Format::Time,
        _ => Format::Number,
    }
}

/// What the letters of a format code stand for, those in quotes, after a
/// backslash or in square brackets left out; only its first section counts.
fn of_code(code: &str) -> Format {
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                // `[h]:mm` counts hours beyond a day.
                if inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    letters.push('h');
                }
            }
            ';' => break,
            _ => letters.extend(c.to_lowercase()),
        }
    }
    if letters == "general" || letters == "standard" {
        return Format::Number;
    }
    let has = |c| letters.contains(c);
    let date = has('y') || has('d') || letters.contains("mmm");
    let time = has('h') || has('s');
    match (date, time) {
        (true, true) => Format::DateTime,
        (true, false) => Format::Date,
        (false, true) => Format::Time,
        (false, false) if has('%') => Format::Percent,
        (false, false) => Format::Number,
    }
}

/// A number as the sheet shows it: dates as `2021-03-14`, per cents with their
/// sign, numbers in the fewest digits that give the same double.
pub(in crate::table) fn shown(number: f64, format: Format, system: SerialSystem) -> String {
    match format {
        Format::Number => number.to_string(),
        Format::Percent => {
            // 0.07 × 100 is 7.000000000000001; fifteen digits are what a sheet holds.
            let percent: f64 = format!("{:.14e}", number * 100.0).parse().unwrap_or(number * 100.0);
            format!("{percent}%")
        }
        Format::Date => match Date::from_serial(number, system) {
            Some(date) => date.to_string(),
            None => number.to_string(),
        },
        Format::DateTime => match Date::from_serial(number, system) {
            Some(date) if number.fract() == 0.0 => date.to_string(),
            Some(date) => format!("{date} {}", time_of_day(number.fract())),
            None => number.to_string(),
        },
        Format::Time if (0.0..1.0).contains(&number) => time_of_day(number),
        Format::Time => number.to_string(),
    }
}

fn time_of_day(fraction: f64) -> String {
    let seconds = ((fraction * 86_400.0).round() as u32).min(86_399);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_and_of_numbers() {
        for code in [
            "yyyy-mm-dd",
            "dd/mm/yy;@",
            "[$-407]d. mmmm yyyy",
            "m/d/yyyy",
            "mmm-yy",
            "dd\\.mm\\.yyyy",
        ] {
            assert_eq!(of_code(code), Format::Date, "{code}");
        }
        for code in
            ["General", "0.00", "#,##0", "\"days\" 0", "[Red]0.0", "0\\d", "@", "# ?/?", "Standard"]
        {
            assert_eq!(of_code(code), Format::Number, "{code}");
        }
        assert_eq!(of_code("0.0%"), Format::Percent);
        assert_eq!(of_code("yyyy-mm-dd hh:mm"), Format::DateTime);
        assert_eq!(of_code("[h]:mm:ss"), Format::Time);
        assert_eq!(of_code("h:mm AM/PM"), Format::Time);
    }

    #[test]
    fn numbers_as_a_sheet_shows_them() {
        let of = |number, format| shown(number, format, SerialSystem::From1900);
        assert_eq!(of("0.40000000000000002".parse().unwrap(), Format::Number), "0.4");
        assert_eq!(of(0.07, Format::Percent), "7%");
        assert_eq!(of(0.855, Format::Percent), "85.5%");
        assert_eq!(of(44_270.0, Format::Date), "2021-03-15");
        assert_eq!(of(44_270.5, Format::DateTime), "2021-03-15 12:00:00");
        assert_eq!(of(0.75, Format::Time), "18:00:00");
        assert_eq!(of(-3.0, Format::Date), "-3");
    }
}
