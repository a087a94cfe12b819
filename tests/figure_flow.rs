//! The flow of patients: boxes that add up, nothing outside, nothing overlapping.

use gradus::figure::FigureOptions;
use gradus::figure::display_list::{DisplayList, Item, Role};
use gradus::figure::options::View;
use gradus::session::Session;
use gradus::table::ReadOptions;
use serde_json::{Value, json};

fn session(text: &str, exclude: Value) -> Session {
    let mut session = Session::open(text.as_bytes().to_vec(), &ReadOptions::default());
    let coding = json!({ "event": ["1"], "censored": ["0"], "competing": [], "excluded": [] });
    let endpoint = json!({ "name": "OS", "time": "t", "event": "e", "coding": coding });
    let mapping = json!({ "endpoints": [endpoint], "groups": ["arm"], "exclude": exclude });
    session.map(gradus::plain::read(mapping).unwrap());
    session
}

fn drawn(session: &Session, width: f64) -> DisplayList {
    let request =
        json!({ "kind": "survival", "endpoint": "OS", "by": { "by": "label", "column": "arm" } });
    let options = FigureOptions { width, view: View::Counted, ..FigureOptions::default() };
    let reply = session.figure(&gradus::plain::read(request).unwrap(), &options);
    assert!(reply.problems.is_empty(), "{:?}", reply.problems);
    reply.display_list.unwrap()
}

const COHORT: &str = "t,e,arm,ok\n1,1,A,yes\n2,0,A,yes\n,1,A,yes\n3,1,B,yes\n4,0,B,no\n5,,B,yes\n6,1,,yes\n7,1,B,yes\n";

#[test]
fn every_row_is_in_one_box_and_the_words_say_the_same() {
    let session = session(COHORT, json!([{ "column": "ok", "values": ["no"] }]));
    let list = drawn(&session, 600.0);
    // By hand: 8 rows; 1 excluded, no time, no event, no arm; 4 left, 2 in each arm.
    let summary = "In the table: 8 rows. Left out: 4 (ok is no: 1, t is missing: 1, e is missing: 1, \
                   arm is missing: 1). Analysed: 4. A: 2 (1 event, 1 censored); B: 2 (2 events, 0 censored).";
    assert_eq!(list.summary, summary);
    assert!(list.caption.starts_with(summary));
}

#[test]
fn nothing_is_left_out_without_a_box_for_it() {
    let session = session("t,e,arm\n1,1,A\n2,0,B\n", json!([]));
    let list = drawn(&session, 600.0);
    assert_eq!(
        list.summary,
        "In the table: 2 rows. Analysed: 2. A: 1 (1 event, 0 censored); B: 1 (0 events, 1 censored)."
    );
}

/// Left, top, right, bottom of the frames of all boxes.
fn frames(list: &DisplayList) -> Vec<[f64; 4]> {
    let frame = |item: &Item| match item {
        Item::Line { role: Role::Box { .. }, points, .. } => {
            let of = |k: usize, f: fn(f64, f64) -> f64, first| {
                points.iter().map(|p| p[k]).fold(first, f)
            };
            let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
            Some([
                of(0, f64::min, least),
                of(1, f64::min, least),
                of(0, f64::max, most),
                of(1, f64::max, most),
            ])
        }
        _ => None,
    };
    list.items.iter().filter_map(frame).collect()
}

#[test]
fn boxes_stay_apart_and_inside_at_every_width_with_long_names_and_many_groups() {
    let long = "a group whose name says more than anybody wants to read in a box";
    let mut text = String::from("t,e,arm\n");
    for k in 0..30 {
        let arm = if k % 7 == 0 { String::new() } else { format!("{long} {}", k % 7) };
        text.push_str(&format!("{},{},{arm}\n", k + 1, k % 2));
    }
    let session = session(&text, json!([]));
    for width in [240.0, 320.0, 390.0, 640.0, 900.0] {
        let list = drawn(&session, width);
        let frames = frames(&list);
        assert_eq!(frames.len(), 3 + 6, "{width}");
        for (k, a) in frames.iter().enumerate() {
            assert!(a[0] >= 0.0 && a[2] <= list.width && a[3] <= list.height, "{width} {a:?}");
            for b in &frames[k + 1..] {
                let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                assert!(apart, "{width}: {a:?} {b:?}");
            }
        }
        for item in &list.items {
            if let Item::Text { role: Role::Box { .. }, x, y, text, .. } = item {
                let inside =
                    frames.iter().any(|f| *x >= f[0] && *x <= f[2] && *y >= f[1] && *y <= f[3]);
                assert!(inside, "{width}: {text}");
            }
        }
    }
}
