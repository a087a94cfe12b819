//! Cells changed over a source that stays as it is: each change arrives in its
//! cell, and nothing else moves. Expected cells are written out by hand.

use gradus::session::Session;
use gradus::table::{CellEdit, OneRow, ReadOptions, RowRule};

fn edit(line: usize, place: usize, text: &str) -> CellEdit {
    CellEdit { line, place, text: text.into() }
}

fn cells(text: &str, options: ReadOptions) -> Vec<Vec<String>> {
    Session::open(text.as_bytes().to_vec(), &options).cells(0, 100)
}

fn edited(text: &str, edits: Vec<CellEdit>) -> Vec<Vec<String>> {
    cells(text, ReadOptions { edits, ..ReadOptions::default() })
}

#[test]
fn one_cell_changes_and_no_other() {
    let text = "id,time,event\r\nA,1.5,1\r\n\r\nB,2.5,0\r\nC,3.5,1";
    let found = edited(text, vec![edit(4, 1, "9,75")]);
    assert_eq!(found, [["A", "1.5", "1"], ["B", "9,75", "0"], ["C", "3.5", "1"]]);
    let found = edited(text, vec![edit(5, 2, "0"), edit(2, 0, "a \"quoted\" one")]);
    assert_eq!(found, [["a \"quoted\" one", "1.5", "1"], ["B", "2.5", "0"], ["C", "3.5", "0"]]);
}

#[test]
fn the_later_of_two_changes_holds_and_a_blank_is_a_change() {
    let found = edited("a\tb\n1\t2\n3\t4\n", vec![edit(3, 1, "5"), edit(3, 1, "")]);
    assert_eq!(found, [["1", "2"], ["3", ""]]);
}

#[test]
fn quoted_cells_around_it_stay_as_they_are() {
    let text = "a;b;c\n\"x;\"\"y\"\"\";2;\"two\nlines\"\n4;5;6\n";
    let found = edited(text, vec![edit(2, 1, "7")]);
    assert_eq!(found, [["x;\"y\"", "7", "two\nlines"], ["4", "5", "6"]]);
}

#[test]
fn a_short_row_is_filled_up_and_a_line_beyond_the_end_changes_nothing() {
    let found = edited("a,b,c\n1\n4,5,6\n", vec![edit(2, 2, "3"), edit(40, 0, "x")]);
    assert_eq!(found, [["1", "", "3"], ["4", "5", "6"]]);
}

#[test]
fn a_heading_can_be_changed() {
    let options = ReadOptions { edits: vec![edit(1, 1, "months")], ..ReadOptions::default() };
    let session = Session::open(b"id,tme\nA,1.5\nB,2.5\n".to_vec(), &options);
    assert_eq!(session.table().columns[1].name, "months");
}

#[test]
fn a_change_in_a_joined_row_holds_against_the_rule_and_finds_its_column_after_a_drop() {
    let text = "id,name,x\nA,Smith,1\nA,Smith,2\nB,Jones,3\n";
    let one_row = Some(OneRow { id: "id".into(), rule: RowRule::LastFilled });
    let drop = vec!["name".to_owned()];
    let read = ReadOptions { one_row, drop, ..ReadOptions::default() };
    let session = Session::open(text.as_bytes().to_vec(), &read);
    let column = session.table().columns.iter().find(|c| c.name == "x").cloned().unwrap();
    assert_eq!(column.place, Some(2));
    let edits = vec![edit(2, 2, "8")];
    assert_eq!(cells(text, ReadOptions { edits, ..read }), [["A", "8"], ["B", "3"]]);
}
