//! Ten kinds of bad input: each gets a clear sentence that names row and
//! column, none a panic, and every cell is still there.

use gradus::problem::{Problem, Severity};
use gradus::table::mapping::{Endpoint, EventCoding, Mapping};
use gradus::table::*;

fn read(bytes: impl Into<Vec<u8>>) -> Opened {
    open(bytes, &ReadOptions::default())
}

fn only(opened: &Opened) -> &Problem {
    assert_eq!(opened.problems.len(), 1, "{:#?}", opened.problems);
    &opened.problems[0]
}

fn mapping(time: &str, event: &str) -> Mapping {
    let coding = EventCoding {
        event: vec!["1".into()],
        censored: vec!["0".into()],
        ..EventCoding::default()
    };
    let endpoint = Endpoint {
        name: "x".into(),
        time: time.into(),
        event: event.into(),
        coding,
        ..Endpoint::default()
    };
    Mapping { id: Some("id".into()), endpoints: vec![endpoint], ..Mapping::default() }
}

/// Seeded, so that a failure comes back.
fn random_bytes(count: usize, mut seed: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(count);
    while bytes.len() < count {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        bytes.extend(seed.to_le_bytes());
    }
    bytes.truncate(count);
    bytes
}

#[test]
fn an_empty_paste() {
    for text in ["", " ", "\n\n\r\n", "\t\t\n\t\t\n", "\u{feff}"] {
        let opened = read(text);
        assert_eq!((only(&opened).code, only(&opened).severity), ("empty", Severity::Error));
        assert_eq!(opened.table.rows(), 0, "{text:?}");
        assert!(opened.table.columns().is_empty(), "{text:?}");
    }
}

#[test]
fn a_heading_only() {
    let opened = read("id\tpfs_months\tpfs_event\n");
    assert_eq!(only(&opened).code, "header_only");
    assert_eq!(only(&opened).place.row, Some(1));
    assert_eq!(opened.table.columns()[1].name, "pfs_months");
}

#[test]
fn one_row() {
    let opened = read("id,pfs_months,pfs_event\nA,3,1\n");
    assert_eq!((only(&opened).code, only(&opened).severity), ("one_row", Severity::Warning));
    assert_eq!(only(&opened).place.row, Some(2));
    assert_eq!(opened.table.rows(), 1);
}

#[test]
fn text_in_a_time_column() {
    let opened = read("id,t,e\nA,3,1\nB,soon,0\nC,5,1\nD,6,0\nE,soon,0\nF,7,1\nG,8,1\n");
    let problems = check(&opened.table, &mapping("t", "e"));
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let problem = &problems[0];
    assert_eq!((problem.code, problem.count), ("time_not_a_number", 2));
    assert_eq!(problem.rows, [3, 6]);
    assert_eq!(problem.place.column.as_deref(), Some("t"));
    assert_eq!(problem.found.as_deref(), Some("soon"));
}

#[test]
fn a_time_column_of_words() {
    let opened = read("id,t,e\nA,early,1\nB,late,0\nC,late,1\n");
    let problems = check(&opened.table, &mapping("t", "e"));
    assert_eq!((problems[0].code, problems[0].severity), ("time_not_numeric", Severity::Error));
}

#[test]
fn negative_time() {
    let opened = read("id,t,e\nA,3,1\nB,-2.5,0\nC,-1,1\n");
    let problems = check(&opened.table, &mapping("t", "e"));
    let problem = &problems[0];
    assert_eq!((problem.code, problem.severity), ("negative_time", Severity::Warning));
    assert_eq!((problem.count, problem.rows.as_slice()), (2, &[3, 4][..]));
    assert_eq!(problem.found.as_deref(), Some("-2.5"));
    assert_eq!(problem.place.column.as_deref(), Some("t"));
}

#[test]
fn duplicate_ids() {
    let opened = read("id,t,e\nA,3,1\nB,2,0\nA,1,1\nA,1,0\n");
    let problems = check(&opened.table, &mapping("t", "e"));
    let problem = &problems[0];
    assert_eq!((problem.code, problem.count), ("duplicate_id", 2));
    assert_eq!(problem.rows, [4, 5]);
    assert_eq!(
        problem.to_string(),
        "Row 4, column id: The patient was already in row 2. Found “A”. Expected one row for each patient. Remove the second row, or choose the rule that makes one row of several. (2 cells)"
    );
}

#[test]
fn ragged_rows() {
    let opened = read("id,t,e\nA,3,1\nB,2\nC,1,1,late,later\nD,5,0\n");
    let codes: Vec<_> = opened.problems.iter().map(|p| (p.code, p.rows.clone())).collect();
    assert_eq!(codes, [("row_too_short", vec![3]), ("row_too_long", vec![4])]);
    assert_eq!(opened.table.columns().len(), 5);
    assert_eq!(opened.table.columns()[3].name, "column 4");
    assert_eq!(opened.table.text(2, 4), "later");
    assert_eq!(opened.table.columns()[2].blanks, 1);
}

#[test]
fn five_megabytes_of_random_bytes() {
    let opened = read(random_bytes(5 << 20, 20240607));
    assert_eq!(only(&opened).code, "not_text");
    assert!(only(&opened).place.row.is_some());
}

#[test]
fn ten_thousand_columns_in_one_line() {
    let line: String = (0..10_000).map(|n| format!("{n},")).collect();
    let opened = read(line.clone());
    assert_eq!(only(&opened).code, "one_row");
    assert!(only(&opened).what.contains("10000"), "{}", only(&opened));
    assert_eq!(opened.table.text(0, 9_999), "9999");
    let words: String = (0..10_000).map(|n| format!("c{n}\t")).collect();
    let opened = read(words.clone() + "\n" + &words);
    assert_eq!(opened.table.columns().len(), 10_000);
}

#[test]
fn ten_thousand_like_headings() {
    // Numbering them once took 40 seconds: it began at 2 for each.
    let line = "a;".repeat(16_000);
    let opened = read(line + "\n" + &"1;".repeat(16_000));
    assert_eq!(opened.table.columns().len(), 16_000);
    assert_eq!(opened.table.columns()[15_999].name, "a_16000");
}

#[test]
fn a_cell_of_five_megabytes() {
    let opened = read(format!("id,x\nA,{}\nB,2\n", "1".repeat(5 << 20)));
    assert_eq!(opened.table.text(0, 1).len(), 5 << 20);
    assert_eq!(propose(&opened.table).mapping.id.as_deref(), Some("id"));
}

#[test]
fn more_columns_than_a_spreadsheet_has() {
    let line: String = (0..100_000).map(|n| format!("{n},")).collect();
    let opened = read(line);
    assert!(opened.problems.iter().any(|p| p.code == "too_many_columns"), "{:?}", opened.problems);
    assert_eq!(opened.table.columns().len(), 16_384);
}

#[test]
fn files_that_are_not_text_are_named() {
    for (start, word) in [
        (&b"%PDF-1.7\n"[..], "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"\x1f\x8b\x08\x00", ".rds"),
    ] {
        let opened = read(start);
        assert!(only(&opened).what.contains(word), "{}", only(&opened));
    }
}

#[test]
fn a_mapping_with_columns_that_are_not_there() {
    let opened = read("id,T,e\nA,3,1\nB,2,0\n");
    let problems = check(&opened.table, &mapping("t", "status"));
    let codes: Vec<_> =
        problems.iter().map(|p| (p.code, p.place.column.clone().unwrap())).collect();
    assert_eq!(codes, [("unknown_column", "t".into()), ("unknown_column", "status".into())]);
    assert_eq!(problems[0].hint.as_deref(), Some("Did you mean T?"));
}

#[test]
fn an_event_value_without_a_meaning() {
    let opened = read("id,t,e\nA,3,1\nB,2,0\nC,2,2\nD,4,9\n");
    let problems = check(&opened.table, &mapping("t", "e"));
    assert_eq!((problems[0].code, problems[0].count), ("event_text_unknown", 2));
    assert_eq!(problems[0].found.as_deref(), Some("2, 9"));
    assert_eq!(problems[0].place.row, Some(4));
}

#[test]
fn nearly_everybody_has_the_event() {
    let mut text = String::from("id,t,e\n");
    for row in 0..50 {
        text.push_str(&format!("P{row},{},{}\n", row + 1, u8::from(row > 1)));
    }
    let problems = check(&read(text).table, &mapping("t", "e"));
    let problem = problems.iter().find(|p| p.code == "mostly_events").expect("a hint");
    assert_eq!(problem.what, "96 % of the patients have the event.");
}
