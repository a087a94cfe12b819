//! Slips of other programs in reading, each by its name: here they do not happen.

use gradus::cohort::study::Study;
use gradus::session::Session;
use gradus::table::mapping::{Endpoint, EventCoding, Mapping, MissingCodes, TimeZero};
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

#[test]
fn jasp_4135_the_first_row_can_be_chosen_below_the_lines_of_a_laboratory() {
    let text = "Instrument 7\nRun;12\nOperator;B\nid;ki67\nA;12,5\nB;30\n";
    let options = ReadOptions { header: Some(Header::Row(4)), ..ReadOptions::default() };
    let opened = open(text, &options);
    assert_eq!(opened.table.columns()[1].numbers(), Some(&[12.5, 30.0][..]));
    assert_eq!((opened.table.rows(), opened.table.line(0)), (2, 5));
}

#[test]
fn jasp_1708_a_value_declared_missing_is_still_seen_in_its_cell() {
    let study = study("id;age\nA;50\nB;999\n", &[("age", "999")]);
    assert_eq!(study.table.text(1, 1), "999");
    assert_eq!(study.table.columns()[1].blanks, 0);
}

#[test]
fn lifelines_1641_the_event_column_is_not_the_time_column() {
    // There it gave p = 0.0017 instead of 0.126.
    let table = open("id,t,e\nA,3,3\nB,2,2\nC,1,1\n", &ReadOptions::default()).table;
    let codes = |event: &str, values: &[&str]| -> Vec<&str> {
        let event_values = values.iter().map(|value| (*value).into()).collect();
        let coding = EventCoding { event: event_values, ..EventCoding::default() };
        let endpoint =
            Endpoint { time: "t".into(), event: event.into(), coding, ..Endpoint::default() };
        let mapping = Mapping { endpoints: vec![endpoint], ..Mapping::default() };
        check(&table, &mapping).iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes("t", &["1"])[0], "event_is_time");
    assert!(codes("e", &["1", "2", "3"]).contains(&"event_equals_time"));
}

/// Six patients, one without a time, one with a time of nought.
fn survival(time_zero: TimeZero) -> serde_json::Value {
    let text = "id,t,e\nA,0,1\nB,2,0\nC,,1\nD,4,1\nE,5,0\nF,6,1\n";
    let coding = EventCoding {
        event: vec!["1".into()],
        censored: vec!["0".into()],
        ..EventCoding::default()
    };
    let endpoint = Endpoint {
        name: "os".into(),
        time: "t".into(),
        event: "e".into(),
        coding,
        time_zero,
        ..Endpoint::default()
    };
    let mut session = Session::open(text.as_bytes().to_vec(), &ReadOptions::default());
    session.map(Mapping { endpoints: vec![endpoint], ..Mapping::default() });
    let request = serde_json::json!({"kind": "survival", "endpoint": "os"});
    let reply = session.run(&gradus::plain::read(request).expect("a request"));
    serde_json::to_value(reply.answer.expect("an answer")).expect("JSON")
}

#[test]
fn jamovi_530_every_result_says_how_many_it_used_and_who_was_left_out() {
    let answer = survival(TimeZero::Keep);
    let accounting = &answer["accounting"];
    assert_eq!((&accounting["rows"], &accounting["used"]), (&6.into(), &5.into()), "{answer}");
    let left_out = accounting["left_out"].as_array().unwrap();
    assert_eq!(left_out.len(), 1, "{left_out:?}");
    assert_eq!(left_out[0]["reason"], "t is missing");
    assert_eq!(left_out[0]["rows"], serde_json::json!([4]));
}

#[test]
fn ggsurvfit_150_a_time_of_nought_is_kept_or_left_out_as_said() {
    let kept = survival(TimeZero::Keep);
    assert_eq!(kept["accounting"]["used"], 5);
    assert_eq!(kept["accounting"]["notes"][0]["code"], "time_zero_kept");
    let dropped = survival(TimeZero::LeaveOut);
    assert_eq!(dropped["accounting"]["used"], 4);
    let reasons = dropped["accounting"]["left_out"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["code"] == "time_zero" && reason["rows"][0] == 2));
}
