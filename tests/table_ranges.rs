//! Numbers marked approximate and numbers written as ranges: read as what they
//! say, used where a cut settles them, else left out by name. Expected by hand.

use gradus::session::Session;
use gradus::table::ReadOptions;
use serde_json::{Value, json};

fn session(text: &str) -> Session {
    Session::open(text.as_bytes().to_vec(), &ReadOptions::default())
}

fn survival(session: &mut Session, by: Value) -> Value {
    let mapping = json!({
        "endpoints": [{
            "name": "survival", "time": "time", "event": "event", "unit": "months",
            "coding": { "event": ["1"], "censored": ["0"], "competing": [], "excluded": [] },
        }],
    });
    session.map(gradus::plain::read(mapping).unwrap());
    let request = json!({ "kind": "survival", "endpoint": "survival", "by": by });
    let reply = session.run(&gradus::plain::read(request).unwrap());
    serde_json::to_value(reply.answer.unwrap_or_else(|| panic!("{:?}", reply.problems))).unwrap()
}

/// Label and size of every group.
fn sizes(answer: &Value) -> Vec<(&str, u64)> {
    let groups = answer["groups"].as_array().unwrap().iter();
    groups.map(|g| (g["label"].as_str().unwrap(), g["n"].as_u64().unwrap())).collect()
}

const MARKER: &str = "time\tevent\tmarker\n1\t1\t100\n2\t0\t>120\n3\t1\t<60\n4\t1\t80-110\n\
    5\t0\t~ 90\n6\t1\tca. 130\n7\t1\t95\n8\t0\t96\n9\t1\t150\n10\t1\t160\n11\t0\t97\n12\t1\t98\n";

/// At 100: 100, >120, 130, 150 and 160 are at least that; <60 and the five of the
/// nineties are not; 80-110 may be either.
#[test]
fn a_cut_uses_the_ranges_it_does_not_split_and_names_the_one_it_does() {
    let by = json!({ "by": "threshold", "variable": "marker", "at": 100.0 });
    let answer = survival(&mut session(MARKER), by);
    assert_eq!(sizes(&answer), [("marker < 100", 6), ("marker ≥ 100", 5)]);
    let left_out = answer["accounting"].to_string();
    assert!(left_out.contains("a_range") && left_out.contains("\"rows\":[5]"), "{left_out}");
}

/// An open end lies on its own side of a cut at that end: above 120 is above 120,
/// below 60 is not at least 60.
#[test]
fn an_end_that_is_not_meant_decides_a_cut_at_itself() {
    let at = |at: f64, side: &str| {
        let by = json!({ "by": "threshold", "variable": "marker", "at": at, "side": side });
        let answer = survival(&mut session(MARKER), by);
        sizes(&answer).into_iter().map(|(_, n)| n).collect::<Vec<_>>()
    };
    // Above 120: >120, 130, 150, 160; the rest, also 80-110, is not.
    assert_eq!(at(120.0, "above"), [8, 4]);
    // At least 60: all but <60.
    assert_eq!(at(60.0, "at_least"), [1, 11]);
}

#[test]
fn what_was_understood_is_said_with_its_count() {
    let session = session(MARKER);
    let decisions = &session.table().understanding.decisions;
    let count = |code: &str| decisions.iter().find(|d| d.code == code).map(|d| d.count);
    assert_eq!((count("approximate"), count("ranges")), (Some(2), Some(3)));
}

/// Whole and decimal numbers with a comma go by size, not by the alphabet.
#[test]
fn numeric_labels_go_by_the_decimal_mark_of_their_column() {
    let text = "time;event;dose\n1,5;1;10\n2;0;2,5\n3;1;2,5\n4;1;10\n";
    let answer = survival(&mut session(text), json!({ "by": "label", "column": "dose" }));
    assert_eq!(sizes(&answer), [("2,5", 2), ("10", 2)]);
}

/// `CA 125` is the name of a marker, not about 125.
#[test]
fn a_heading_that_begins_like_about_stays_a_heading() {
    let session = session("CA 125\tCA 19\n35\t1\n40\t2\n");
    let names: Vec<&str> = session.table().columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!((names, session.table().rows), (vec!["CA 125", "CA 19"], 2));
}
