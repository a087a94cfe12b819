//! Columns made from others: times and events from dates, groups merged.

use gradus::cohort::study::Study;
use gradus::table::date::MonthLength;
use gradus::table::derive::*;
use gradus::table::mapping::{EventCoding, Mapping};
use gradus::table::*;
use gradus::value::TimeUnit;

const COHORT: &str = "\
id,surgery,death,last seen,status
A,2020-01-01,2020-07-01,2020-06-01,dead
B,2020-01-01,,2021-01-01,alive
C,2020-01-01,,2020-03-01,dead
D,2020-01-01,2020-05-01,2020-05-01,alive
E,2020-03-01,2020-02-01,,dead
F,,2020-02-01,,dead
G,2020-01-01,,,alive
H,2020-01-01,2022-01-01,2022-01-01,dead
I,2020-01-01,,2020-02-01,
";

fn step() -> EndpointFromDates {
    EndpointFromDates {
        name: "os".into(),
        start: "surgery".into(),
        events: vec!["death".into()],
        last_contact: vec!["last seen".into()],
        unit: TimeUnit::Days,
        ..EndpointFromDates::default()
    }
}

fn made(step: EndpointFromDates) -> (Table, DeriveReport) {
    derive(COHORT, vec![Derived::EndpointFromDates(step)])
}

/// The table with the columns that the steps make.
fn derive(text: &str, derived: Vec<Derived>) -> (Table, DeriveReport) {
    let table = open(text, &ReadOptions::default()).table;
    let mut study = Study { table, mapping: Mapping { derived, ..Mapping::default() } };
    let report = study.derive();
    (study.table, report)
}

fn texts(table: &Table, name: &str) -> Vec<String> {
    let column = table.column_index(name).expect(name);
    (0..table.rows()).map(|row| table.text(row, column).into_owned()).collect()
}

#[test]
fn times_and_events_from_dates_alone() {
    let (table, report) = made(step());
    assert_eq!(texts(&table, "os time"), ["182", "366", "60", "121", "-29", "", "", "731", "31"]);
    assert_eq!(texts(&table, "os event"), ["1", "0", "0", "1", "1", "", "", "1", "0"]);
    let codes: Vec<_> = report.problems.iter().map(|p| (p.code, p.rows.clone())).collect();
    assert_eq!(
        codes,
        [("no_start_date", vec![7]), ("no_end_date", vec![8]), ("end_before_start", vec![6])]
    );
    assert!(report.checks.is_empty());
}

#[test]
fn a_status_column_is_compared_with_the_dates() {
    let coding = EventCoding {
        event: vec!["dead".into()],
        censored: vec!["alive".into()],
        ..EventCoding::default()
    };
    let (table, report) =
        made(EndpointFromDates { status: Some("status".into()), status_coding: coding, ..step() });
    let check = &report.checks[0];
    assert_eq!(
        (
            check.event_with_date,
            check.event_without_date,
            check.no_event_with_date,
            check.no_event_without_date,
            check.unknown_status
        ),
        (4, 1, 1, 2, 1)
    );
    assert_eq!(texts(&table, "os time"), ["182", "366", "", "", "-29", "", "", "731", ""]);
    let codes: Vec<_> = report.problems.iter().map(|p| (p.code, p.rows.clone())).collect();
    assert!(codes.contains(&("event_without_date", vec![4])), "{codes:?}");
    assert!(codes.contains(&("date_without_event", vec![5])), "{codes:?}");
}

#[test]
fn what_happens_after_the_cut_off_has_not_happened() {
    let (table, report) = made(EndpointFromDates { cut_off: Some("2020-12-31".into()), ..step() });
    assert_eq!(texts(&table, "os time")[7], "365");
    assert_eq!(texts(&table, "os event")[7], "0");
    assert_eq!(texts(&table, "os time")[1], "365");
    let note = report.problems.iter().find(|p| p.code == "beyond_cut_off").unwrap();
    assert_eq!((note.count, note.rows.as_slice()), (2, &[3, 9][..]));
}

#[test]
fn months_by_either_rule() {
    let average = made(EndpointFromDates { unit: TimeUnit::Months, ..step() }).0;
    let column = &average.columns()[average.column_index("os time").unwrap()];
    assert_eq!(column.numbers().unwrap()[0], 182.0 / 30.4375);
    let calendar =
        made(EndpointFromDates { unit: TimeUnit::Months, months: MonthLength::Calendar, ..step() })
            .0;
    let column = &calendar.columns()[calendar.column_index("os time").unwrap()];
    assert_eq!(column.numbers().unwrap()[..2], [6.0, 12.0]);
}

#[test]
fn the_earliest_event_ends_the_time() {
    let text = "id,start,progression,death,seen\nA,2020-01-01,2020-02-01,2020-03-01,2020-03-01\nB,2020-01-01,,2020-03-01,2020-03-01\nC,2020-01-01,,,2020-03-01\n";
    let step = EndpointFromDates {
        name: "pfs".into(),
        start: "start".into(),
        events: vec!["progression".into(), "death".into()],
        last_contact: vec!["seen".into()],
        unit: TimeUnit::Days,
        ..EndpointFromDates::default()
    };
    let (table, _) = derive(text, vec![Derived::EndpointFromDates(step)]);
    assert_eq!(texts(&table, "pfs time"), ["31", "60", "60"]);
    assert_eq!(texts(&table, "pfs event"), ["1", "1", "0"]);
}

#[test]
fn groups_are_merged_and_steps_taken_back() {
    let step = Derived::Merged(Merged {
        name: "h2".into(),
        column: "h".into(),
        merges: vec![Merge { from: vec!["LMS".into(), "DDLPS".into()], to: "other".into() }],
    });
    let (mut table, report) = derive("id,h\nA,UPS\nB,\nC,LMS\nD,DDLPS\n", vec![step.clone(), step]);
    assert_eq!(report.problems[0].code, "name_taken");
    assert_eq!(texts(&table, "h2"), ["UPS", "", "other", "other"]);
    let labels = table.columns()[2].labels().unwrap();
    assert_eq!(labels.codes, [0, Labels::BLANK, 1, 1]);
    table.forget_derived();
    assert_eq!(table.columns().len(), 2);
}

#[test]
fn a_step_over_columns_that_are_no_dates_says_so() {
    let (table, report) =
        made(EndpointFromDates { start: "id".into(), events: vec!["dead".into()], ..step() });
    let codes: Vec<_> = report.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, ["not_dates", "unknown_column"]);
    assert_eq!(table.column_index("os time"), None);
}

#[test]
fn a_patient_is_under_observation_from_a_later_date() {
    let text = "id,diagnosis,surgery,death,seen\nA,2020-01-01,2020-03-01,2020-05-01,2020-05-01\nB,2020-01-01,,,2020-07-01\nC,,2020-02-01,,2020-03-01\n";
    let step = EndpointFromDates {
        name: "os".into(),
        start: "diagnosis".into(),
        events: vec!["death".into()],
        last_contact: vec!["seen".into()],
        unit: TimeUnit::Days,
        entry: Some("surgery".into()),
        ..EndpointFromDates::default()
    };
    let (table, _) = derive(text, vec![Derived::EndpointFromDates(step)]);
    assert_eq!(texts(&table, "os time"), ["121", "182", ""]);
    assert_eq!(texts(&table, "os entry"), ["60", "", ""]);
}
