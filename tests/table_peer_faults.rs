//! Slips of other programs in reading, each by its name: here they do not happen.

use gradus::cohort::study::Study;
use gradus::table::mapping::{Endpoint, EventCoding, Mapping, MissingCodes};
use gradus::table::*;

fn study(text: &str, missing: &[(&str, &str)]) -> Study {
    let table = open(text, &ReadOptions::default()).table;
    let code = |(column, code): &(&str, &str)| MissingCodes {
        column: (*column).into(),
        codes: vec![(*code).into()],
    };
    let mapping = Mapping { missing: missing.iter().map(code).collect(), ..Mapping::default() };
    Study { table, mapping }
}

#[test]
fn jasp_4536_a_value_declared_missing_is_not_used() {
    let study = study("id;age\nA;50,5\nB;999\nC;99,5\nD;61\n", &[("age", "999"), ("age", "99,5")]);
    let Ok(column) = study.column("age") else { panic!("no column") };
    let Ok(numbers) = column.numbers() else { panic!("no numbers") };
    let known: Vec<Option<f64>> = numbers.iter().map(|n| (!n.is_nan()).then_some(*n)).collect();
    assert_eq!(known, [Some(50.5), None, None, Some(61.0)]);
}

#[test]
fn jasp_4322_decimal_commas_of_a_german_table_are_kept() {
    let opened = open("id;x\nA;1,5\nB;-0,25\n", &ReadOptions::default());
    assert_eq!(opened.table.columns()[1].numbers(), Some(&[1.5, -0.25][..]));
    assert_eq!(opened.table.text(1, 1), "-0,25");
}

#[test]
fn jamovi_1116_thousands_and_padded_numbers_are_numbers() {
    let opened = open("id\tx\nA\t 1,234.5 \nB\t12\n", &ReadOptions::default());
    assert_eq!(opened.table.columns()[1].numbers(), Some(&[1234.5, 12.0][..]));
}

#[test]
fn jasp_2445_an_empty_cell_at_the_edge_of_a_paste_is_no_column() {
    let opened = open("id\tx\t\r\nA\t1\t\r\nB\t2\t\r\n\t\t\r\n", &ReadOptions::default());
    assert_eq!((opened.table.rows(), opened.table.columns().len()), (2, 2));
    assert!(opened.problems.is_empty());
}

#[test]
fn jamovi_1669_a_table_without_headings_keeps_its_first_row() {
    let opened = open("A,1,0\nB,2,1\n", &ReadOptions::default());
    assert_eq!(opened.table.rows(), 2);
}

#[test]
fn cnsplots_126_a_code_of_2_is_not_the_event_and_negative_time_is_said() {
    let text = "id,time,status\nA,3,0\nB,-1,1\nC,4,2\n";
    let table = open(text, &ReadOptions::default()).table;
    let coding = EventCoding {
        event: vec!["1".into()],
        censored: vec!["0".into()],
        ..EventCoding::default()
    };
    let endpoint =
        Endpoint { time: "time".into(), event: "status".into(), coding, ..Endpoint::default() };
    let problems = check(&table, &Mapping { endpoints: vec![endpoint], ..Mapping::default() });
    let codes: Vec<_> = problems.iter().map(|p| (p.code, p.rows.first().copied())).collect();
    assert_eq!(codes, [("negative_time", Some(3)), ("event_text_unknown", Some(4))]);
}

#[test]
fn tcga_alive_with_a_date_of_death_is_listed() {
    // BioinformaticsFMRP/TCGAbiolinks issues 324 and 532.
    use gradus::table::derive::{Derived, EndpointFromDates};
    let text = "id,start,death,seen,vital\nA,2020-01-01,2020-02-01,2020-02-01,Alive\nB,2020-01-01,,2020-03-01,Dead\n";
    let table = open(text, &ReadOptions::default()).table;
    let step = Derived::EndpointFromDates(EndpointFromDates {
        name: "os".into(),
        start: "start".into(),
        events: vec!["death".into()],
        last_contact: vec!["seen".into()],
        status: Some("vital".into()),
        status_coding: EventCoding {
            event: vec!["Dead".into()],
            censored: vec!["Alive".into()],
            ..EventCoding::default()
        },
        ..EndpointFromDates::default()
    });
    let mapping = Mapping { derived: vec![step], ..Mapping::default() };
    let mut study = gradus::cohort::study::Study { table, mapping };
    let report = study.derive();
    let codes: Vec<_> = report.problems.iter().map(|p| (p.code, p.rows.clone())).collect();
    assert_eq!(codes, [("event_without_date", vec![3]), ("date_without_event", vec![2])]);
    assert_eq!(study.table.text(0, 5), "");
}
