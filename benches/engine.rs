//! Times the engine, compiled for this machine, on files of made cohorts: the
//! same calls and the same questions that `scripts/bench.mjs` asks of the wasm.
//! `cargo bench --bench engine -- FILE…` prints one JSON line a file.

use gradus::analysis::Request;
use gradus::session::Session;
use gradus::table::ReadOptions;
use gradus::table::mapping::Mapping;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// The median in milliseconds, after one round that does not count; what is long by
/// itself (`whole`) is done once a round.
fn median(rows: usize, whole: bool, mut work: impl FnMut()) -> f64 {
    let (rounds, repeats) = match rows {
        0..=1_000 if !whole => (11, 50),
        0..=1_000 => (11, 1),
        1_001..=99_999 => (11, 1),
        _ => (5, 1),
    };
    let mut milliseconds: Vec<f64> = (0..=rounds)
        .map(|_| {
            let start = Instant::now();
            (0..repeats).for_each(|_| work());
            start.elapsed().as_secs_f64() * 1000.0 / f64::from(repeats)
        })
        .skip(1)
        .collect();
    milliseconds.sort_by(f64::total_cmp);
    milliseconds[rounds / 2]
}

fn main() {
    let asked: Value = serde_json::from_str(include_str!("questions.json")).expect("it is JSON");
    let mapping: Mapping = gradus::plain::read(asked["mapping"].clone()).expect("a mapping");
    let options = ReadOptions::default();
    for path in std::env::args().skip(1).filter(|argument| argument.ends_with(".csv")) {
        let bytes = std::fs::read(&path).expect("the file can be read");
        let mut session = Session::open(bytes.clone(), &options);
        let rows = session.table().rows;
        let read = median(rows, false, || {
            black_box(Session::open(black_box(&bytes).clone(), &options).table().rows);
        });
        session.map(mapping.clone());
        let mut times = vec![json!(["read", read])];
        for question in asked["questions"].as_array().expect("a list") {
            if question["most"].as_u64().is_some_and(|most| rows as u64 > most) {
                times.push(json!([question["name"], null]));
                continue;
            }
            let request: Request =
                gradus::plain::read(question["request"].clone()).expect("a request");
            let reply = session.run(&request);
            assert!(reply.answer.is_some(), "{:?}", reply.problems);
            let whole = question["whole"].as_bool() == Some(true);
            let time = median(rows, whole, || {
                black_box(session.run(black_box(&request)).answer.is_some());
            });
            times.push(json!([question["name"], time]));
        }
        println!("{}", json!({ "path": path, "rows": rows, "times": times }));
    }
}
