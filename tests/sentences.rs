//! What a person reads first, where there is little to say.

use gradus::plain::read;
use gradus::session::Session;
use gradus::table::ReadOptions;
use serde_json::json;

/// The sentence for one endpoint split at 50 % necrosis.
fn sentence(rows: &str) -> String {
    let text = format!("id\tpath\ttime\tevent\n{rows}");
    let mut session = Session::open(text.into_bytes(), &ReadOptions::default());
    let mapping = json!({
        "grades": [{ "column": "path", "role": "pathology", "scale": "paper6" }],
        "endpoints": [{
            "name": "Survival", "time": "time", "event": "event", "unit": "months",
            "coding": { "event": ["1"], "censored": ["0"] },
        }],
    });
    session.map(read(mapping).unwrap());
    let request = json!({
        "kind": "survival", "endpoint": "Survival",
        "by": { "by": "threshold", "variable": "path", "at": 50.0 },
    });
    session.run(&read(request).unwrap()).sentences.unwrap().answer
}

#[test]
fn an_empty_group_is_named_and_one_patient_is_not_patients() {
    let words = sentence("A\t>95%\t40\t1\n");
    assert!(
        words
            .starts_with("Median not estimable (no patients) with path < 50 % against 40.0 months"),
        "{words}"
    );
    assert!(words.ends_with("1 patient, 1 event."), "{words}");
}

#[test]
fn a_median_that_is_not_reached_has_no_unit_and_no_limits_to_print() {
    let words = sentence("A\t<5%\t10\t0\nB\t<5%\t12\t0\nC\t>95%\t8\t1\nD\t>95%\t9\t0\n");
    assert!(words.starts_with("Median not reached with path < 50 % against"), "{words}");
    assert!(!words.contains("not reached–not reached"), "{words}");
    // exp(−(1.959964 + 0.841621)/√(1 × ½ × ½)) = exp(−5.60317), by hand.
    let reach = "4 patients, 1 event. With a power of 80 % so many events show only a hazard ratio \
                 of at most 0.00369 or at least 271.";
    assert!(words.ends_with(reach), "{words}");
}
