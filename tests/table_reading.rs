//! Reading well-formed text: what was decided, and every cell back.

use gradus::table::*;

fn read(text: &str) -> Opened {
    open(text, &ReadOptions::default())
}

fn numbers(table: &Table, name: &str) -> Vec<f64> {
    let column = table.column_index(name).expect(name);
    table.columns()[column].numbers().expect(name).to_vec()
}

#[test]
fn a_comma_file_with_quotes() {
    let opened = read("id,\"time, months\",event\r\n\"A \"\"one\"\"\",1.5,1\r\nB,2,0\r\n");
    let table = &opened.table;
    assert_eq!(opened.problems, []);
    assert_eq!((table.rows(), table.columns().len()), (2, 3));
    assert_eq!(table.columns()[1].name, "time, months");
    assert_eq!(table.text(0, 0), "A \"one\"");
    assert_eq!(table.line(0), 2);
    assert_eq!(numbers(table, "time, months"), [1.5, 2.0]);
    assert_eq!(opened.understanding.delimiter, Delimiter::Comma);
    assert_eq!(opened.understanding.line_ending, LineEnding::CarriageReturnLineFeed);
    assert_eq!(opened.understanding.header, Header::Row(1));
}

#[test]
fn decimal_commas_decided_over_the_whole_block() {
    let mut text = String::from("id;time\n");
    for row in 0..3000 {
        text.push_str(&format!("{row};{row}\n"));
    }
    text.push_str("3000;12,5\n");
    let opened = read(&text);
    assert_eq!(opened.understanding.decimal, DecimalMark::Comma);
    assert_eq!(numbers(&opened.table, "time")[3000], 12.5);
    assert_eq!(opened.understanding.delimiter, Delimiter::Semicolon);
}

#[test]
fn a_word_after_half_a_million_numbers() {
    let mut text = String::from("time\n");
    for row in 0..500_000 {
        text.push_str(&format!("{}.25\n", row));
    }
    text.push_str("lost\n7\n");
    let opened = read(&text);
    let column = &opened.table.columns()[0];
    assert_eq!(column.kind, ColumnKind::Number);
    assert_eq!(column.odd.len(), 1);
    assert_eq!((column.odd[0].text.as_str(), column.odd[0].rows[0]), ("lost", 500_002));
    let numbers = column.numbers().unwrap();
    assert_eq!(numbers[499_999], 499_999.25);
    assert!(numbers[500_000].is_nan());
    assert_eq!(numbers[500_001], 7.0);
    assert_eq!(opened.table.text(500_000, 0), "lost");
}

#[test]
fn labels_in_order_of_first_appearance() {
    let opened = read("g\tx\nb\t1\na\t2\n\t3\nb\t4\n");
    let labels = opened.table.columns()[0].labels().unwrap();
    assert_eq!(labels.texts, ["b", "a"]);
    assert_eq!(labels.codes, [0, 1, Labels::BLANK, 0]);
    assert_eq!(labels.counts(), [2, 1]);
}
