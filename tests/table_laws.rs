//! Laws of reading, on made tables with fixed seeds. `GRADUS_CASES=1000000 cargo
//! test --test table_laws` runs each law that many times; a failure prints the
//! seed it can be had again with.

#[path = "fuzz/made.rs"]
mod made;

use gradus::table::number::{self, Marks};
use gradus::table::*;
use made::{ANYTHING, Made};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn cases(usual: u64) -> u64 {
    std::env::var("GRADUS_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Runs a law for many seeds and says which one broke it.
fn for_seeds(usual: u64, law: impl Fn(&mut Made)) {
    for seed in 1..=cases(usual) {
        let ran = catch_unwind(AssertUnwindSafe(|| law(&mut Made::new(seed))));
        assert!(ran.is_ok(), "seed {seed}");
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\0'))
}

#[test]
fn text_to_table_gives_back_every_cell() {
    for_seeds(3000, |made| {
        let (columns, rows) = (1 + made.below(7), 1 + made.below(20));
        let (delimiter, mark) = made.one(&[
            (Delimiter::Comma, ","),
            (Delimiter::Semicolon, ";"),
            (Delimiter::Tab, "\t"),
            (Delimiter::Pipe, "|"),
        ]);
        let ending = made.one(&["\n", "\r\n", "\r"]);
        let always = made.below(3) == 0;
        let cells: Vec<Vec<String>> = (0..rows)
            .map(|row| {
                let mut cells = vec![format!("r{row}")];
                cells.extend((1..columns).map(|_| made.text(ANYTHING, 5)));
                cells
            })
            .collect();
        let mut text: Vec<String> =
            vec![(0..columns).map(|c| format!("c{c}")).collect::<Vec<_>>().join(mark)];
        for row in &cells {
            let quoted = row.iter().map(|cell| {
                let must = cell.contains(['"', '\n', '\r', ',', ';', '\t', '|']);
                if must || always {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            });
            text.push(quoted.collect::<Vec<_>>().join(mark));
        }
        let options = ReadOptions {
            delimiter: Some(delimiter),
            header: Some(Header::Row(1)),
            ..ReadOptions::default()
        };
        let text = text.join(ending);
        let opened = open(text.as_str(), &options);
        assert_eq!(opened.table.rows(), rows, "{text:?}");
        for (row, expected) in cells.iter().enumerate() {
            let expected: Vec<&str> = expected.iter().map(|cell| trimmed(cell)).collect();
            assert_eq!(opened.table.row_texts(row), expected, "{text:?}");
            for (column, expected) in opened.table.columns().iter().zip(&expected) {
                let labels = column.labels().unwrap();
                assert_eq!(labels.get(row).unwrap_or_default(), *expected, "{text:?}");
            }
        }
    });
}

#[test]
fn numbers_are_those_of_the_standard_library() {
    for_seeds(20_000, |made| {
        let digits = |made: &mut Made, most| -> String {
            (0..1 + made.below(most)).map(|_| char::from(b'0' + made.below(10) as u8)).collect()
        };
        let whole = digits(made, 18);
        let mut text = if made.below(4) == 0 { format!("-{whole}") } else { whole };
        if made.below(3) > 0 {
            text = format!("{text}.{}", digits(made, 12));
        }
        let expected: f64 = text.parse().unwrap();
        let table = |text: &str, mark| {
            let options = ReadOptions {
                delimiter: Some(Delimiter::Tab),
                header: Some(Header::Row(1)),
                decimal: Some(mark),
                thousands: Some(ThousandsMark::None),
                ..ReadOptions::default()
            };
            // Many distinct numbers first: the column is then kept as numbers.
            let many: String = (0..300).map(|n| format!("{n}\n")).collect();
            open(format!("x\n{many}{text}\n"), &options).table.columns()[0].numbers().unwrap()[300]
        };
        assert_eq!(number::parse(&text, Marks::default()).unwrap().value, expected, "{text}");
        if made.below(20) == 0 {
            assert_eq!(table(&text, DecimalMark::Point), expected, "{text}");
            assert_eq!(table(&text.replace('.', ","), DecimalMark::Comma), expected, "{text}");
        }
    });
}

#[test]
fn dates_written_in_any_style_are_read_back() {
    for_seeds(3000, |made| {
        let date = date::Date(made.below(40_000) as i32 - 10_000);
        let (year, month, day) = date.parts();
        let text = match made.below(6) {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{day:02}.{month:02}.{year}"),
            2 => format!("{day}.{month}.{year}"),
            3 => format!(
                "{day:02}-{}-{year}",
                [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec"
                ][month as usize - 1]
            ),
            4 => format!("{year}/{month:02}/{day:02} 10:30"),
            _ => format!("{day:02}/{month:02}/{year}"),
        };
        let options = ReadOptions {
            date_order: text
                .starts_with(&year.to_string())
                .then_some(DateOrder::YearMonthDay)
                .or(Some(DateOrder::DayMonthYear)),
            ..ReadOptions::default()
        };
        let opened = open(format!("id\tx\nA\t{text}\nB\t{text}\n"), &options);
        let days = opened.table.columns()[1].days().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(days, [f64::from(date.0); 2], "{text}");
    });
}
