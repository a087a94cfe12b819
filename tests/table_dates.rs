//! Dates: the calendar, the eight styles people write, the order decided over
//! the column, and the time between two of them.

use gradus::table::date::{Date, MonthLength, SerialSystem, duration};
use gradus::table::*;
use gradus::value::TimeUnit;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_parts(year, month, day).expect("a day of the calendar")
}

fn read(text: &str, options: &ReadOptions) -> Opened {
    open(text, options)
}

fn dates(opened: &Opened, column: usize) -> Vec<String> {
    let days = opened.table.columns()[column].days().expect("a column of dates");
    days.iter()
        .map(|&day| if day.is_nan() { "-".into() } else { Date(day as i32).to_string() })
        .collect()
}

#[test]
fn the_calendar_agrees_with_itself_day_by_day() {
    // 1 January 1850 is day -43829: 120 years of 365 days and 29 leap days
    // (1852 to 1968 has 30 fourth years, 1900 is none) before 1970.
    assert_eq!(day(1850, 1, 1), Date(-(120 * 365 + 29)));
    let mut expected = day(1850, 1, 1).0;
    for year in 1850..=2150 {
        for month in 1..=12 {
            for d in 1..=31 {
                if let Some(date) = Date::from_parts(year, month, d) {
                    assert_eq!(date.0, expected, "{year}-{month}-{d}");
                    assert_eq!(date.parts(), (year, month, d));
                    expected += 1;
                }
            }
        }
    }
    assert_eq!(day(1970, 1, 1), Date(0));
    assert_eq!(day(2000, 3, 1), Date(11_017));
    for (year, month, d) in
        [(2023, 2, 29), (1900, 2, 29), (2021, 13, 1), (2021, 4, 31), (2021, 0, 1)]
    {
        assert_eq!(Date::from_parts(year, month, d), None);
    }
}

#[test]
fn serial_numbers_as_in_a_spreadsheet() {
    let of = |serial, system| Date::from_serial(serial, system).map(|date| date.to_string());
    // Excel's documentation: 39448 is 1 January 2008 in the 1900 system; the two
    // systems lie 1462 days apart.
    assert_eq!(of(39_448.0, SerialSystem::From1900).as_deref(), Some("2008-01-01"));
    assert_eq!(of(37_986.0, SerialSystem::From1904).as_deref(), Some("2008-01-01"));
    assert_eq!(of(1.0, SerialSystem::From1900).as_deref(), Some("1900-01-01"));
    assert_eq!(of(59.0, SerialSystem::From1900).as_deref(), Some("1900-02-28"));
    assert_eq!(of(60.0, SerialSystem::From1900), None);
    assert_eq!(of(61.0, SerialSystem::From1900).as_deref(), Some("1900-03-01"));
    assert_eq!(of(44_270.75, SerialSystem::From1900).as_deref(), Some("2021-03-15"));
}

#[test]
fn styles_of_one_day() {
    for style in [
        "2021-03-14",
        "2021/03/14",
        "14.03.2021",
        "14.3.2021",
        "14/03/2021",
        "14-Mar-2021",
        "14. März 2021",
        "14 mars 2021",
        "14 de marzo de 2021",
        "March 14, 2021",
        "14th March 2021",
        "2021-03-14T10:30:00Z",
        "14.03.2021 10:30",
        "14-Mar-21",
        "3/14/2021",
        "14 marzo 2021",
        "14 de março de 2021",
        "2021.03.14",
    ] {
        let opened = read(&format!("id\tstart\nA\t{style}\nB\t{style}\n"), &ReadOptions::default());
        assert_eq!(opened.table.columns()[1].kind, ColumnKind::Date, "{style}");
        assert_eq!(dates(&opened, 1)[0], "2021-03-14", "{style}");
        assert_eq!(opened.table.text(0, 1), style);
    }
}

#[test]
fn one_date_settles_the_order_of_the_column() {
    let opened =
        read("id,start\nA,03/04/2021\nB,05/06/2021\nC,03/25/2021\n", &ReadOptions::default());
    assert_eq!(dates(&opened, 1), ["2021-03-04", "2021-05-06", "2021-03-25"]);
    let reading = opened.table.columns()[1].dates.as_ref().unwrap();
    assert!(!reading.ask);
    assert_eq!(reading.order, DateOrder::MonthDayYear);
}

#[test]
fn an_order_that_nothing_settles_is_asked() {
    let text = "id,start\nA,03/04/2021\nB,05/06/2021\n";
    let opened = read(text, &ReadOptions::default());
    let decision = opened.understanding.decisions.iter().find(|d| d.code == "date_order").unwrap();
    assert!(decision.ask);
    assert_eq!(decision.column.as_deref(), Some("start"));
    assert_eq!(opened.problems[0].code, "ambiguous_dates");
    assert_eq!(dates(&opened, 1)[0], "2021-04-03");
    let flipped = read(text, decision.flip.as_ref().unwrap());
    assert_eq!(dates(&flipped, 1)[0], "2021-03-04");
    assert!(flipped.problems.is_empty());
}

#[test]
fn a_date_against_the_order_is_not_read() {
    let opened = read(
        "id,d\nA,13/01/2021\nB,14/01/2021\nC,01/25/2021\nD,15/01/2021\n",
        &ReadOptions::default(),
    );
    assert_eq!(dates(&opened, 1), ["2021-01-13", "2021-01-14", "-", "2021-01-15"]);
    let problem = &opened.problems[0];
    assert_eq!((problem.code, problem.place.row), ("mixed_date_order", Some(4)));
    assert_eq!(problem.found.as_deref(), Some("01/25/2021"));
}

#[test]
fn two_digit_years_turn_at_the_pivot() {
    let text = "id,born\nA,31.12.29\nB,31.12.30\nC,01.01.00\n";
    let opened = read(text, &ReadOptions::default());
    assert_eq!(dates(&opened, 1), ["2029-12-31", "1930-12-31", "2000-01-01"]);
    let opened = read(text, &ReadOptions { pivot: Some(10), ..ReadOptions::default() });
    assert_eq!(dates(&opened, 1), ["1929-12-31", "1930-12-31", "2000-01-01"]);
}

#[test]
fn month_and_year_are_read_as_the_middle_of_the_month() {
    let opened = read(
        "id,d\nA,2021-02-01\nB,2021-03-01\nC,2021-04-09\nD,02/2021\n",
        &ReadOptions::default(),
    );
    assert_eq!(dates(&opened, 1)[3], "2021-02-14");
    assert_eq!(opened.table.columns()[1].dates.as_ref().unwrap().partial, 1);
}

#[test]
fn numbers_under_a_heading_of_dates_are_day_counts() {
    let text = "id,start date\nA,44270\nB,44271\n";
    let opened = read(text, &ReadOptions::default());
    assert_eq!(dates(&opened, 1), ["2021-03-15", "2021-03-16"]);
    let decision =
        opened.understanding.decisions.iter().find(|d| d.code == "serial_dates").unwrap();
    assert!(decision.ask);
    let flipped = read(text, decision.flip.as_ref().unwrap());
    assert_eq!(dates(&flipped, 1), ["2025-03-16", "2025-03-17"]);
    let numbers = ReadOptions { serial_dates: Some(SerialDates::Not), ..ReadOptions::default() };
    assert_eq!(read(text, &numbers).table.columns()[1].kind, ColumnKind::Number);
}

#[test]
fn many_dates_are_read_as_well_as_few() {
    let mut text = String::from("id;start;x\n");
    for row in 0..3000 {
        let date = Date(18_000 + row);
        let (year, month, d) = date.parts();
        text.push_str(&format!("{row};{d:02}.{month:02}.{year};1\n"));
    }
    text.push_str("3000;lost;1\n");
    let opened = read(&text, &ReadOptions::default());
    let column = &opened.table.columns()[1];
    assert_eq!(column.kind, ColumnKind::Date);
    let days = column.days().unwrap();
    assert!((0..3000).all(|row| days[row as usize] == f64::from(18_000 + row)));
    assert_eq!((column.odd[0].text.as_str(), column.odd[0].rows[0]), ("lost", 3002));
}

#[test]
fn durations_by_hand() {
    let (start, end) = (day(2020, 1, 31), day(2021, 3, 1));
    // 2020 has 366 days: 335 to 31 December, then 60.
    assert_eq!(duration(start, end, TimeUnit::Days, MonthLength::Average), 395.0);
    assert_eq!(duration(start, end, TimeUnit::Weeks, MonthLength::Average), 395.0 / 7.0);
    assert_eq!(duration(start, end, TimeUnit::Months, MonthLength::Average), 395.0 / 30.4375);
    assert_eq!(duration(start, end, TimeUnit::Years, MonthLength::Average), 395.0 / 365.25);
    let calendar = |a, b| duration(a, b, TimeUnit::Months, MonthLength::Calendar);
    // 13 months to 28 February 2021, then 1 of the 31 days to 31 March.
    assert_eq!(calendar(start, end), 13.0 + 1.0 / 31.0);
    assert_eq!(calendar(day(2021, 1, 15), day(2021, 2, 15)), 1.0);
    assert_eq!(calendar(day(2021, 1, 15), day(2021, 2, 14)), 30.0 / 31.0);
    assert_eq!(calendar(day(2021, 2, 15), day(2021, 1, 15)), -1.0);
    assert_eq!(calendar(day(2020, 2, 29), day(2021, 2, 28)), 12.0);
}
