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

fn cohort() -> Session {
    let text = include_str!("../www/examples/sts27.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &ReadOptions::default());
    let mapping = json!({
        "grades": [{ "column": "path_necrosis", "role": "pathology", "scale": "paper6" }],
        "endpoints": [{
            "name": "Progression", "time": "pfs_months", "event": "pfs_event", "unit": "months",
            "coding": { "event": ["1"], "censored": ["0"] },
        }],
    });
    session.map(read(mapping).unwrap());
    session
}

fn words(request: serde_json::Value) -> gradus::report::sentence::Sentences {
    cohort().run(&read(request).unwrap()).sentences.unwrap()
}

/// Days are counted by the thousand and begin at a fraction; a ratio would not.
#[test]
fn courses_say_how_long_even_of_thousands_of_days() {
    let text = "id\ttime\tevent\nA\t0.004\t1\nB\t1826\t0\n";
    let mut session = Session::open(text.as_bytes().to_vec(), &ReadOptions::default());
    let mapping = json!({
        "endpoints": [{
            "name": "Survival", "time": "time", "event": "event", "unit": "days",
            "coding": { "event": ["1"], "censored": ["0"] },
        }],
    });
    session.map(read(mapping).unwrap());
    let request = json!({ "kind": "courses", "endpoints": ["Survival"] });
    let said = session.run(&read(request).unwrap()).sentences.unwrap().answer;
    assert_eq!(said, "2 patients, followed 0.00400 to 1826 days. Survival: 1 event.");
}

/// `coxph(Surv(pfs_months, pfs_event) ~ g + age)` of R's survival 3.5-3: 0.46958
/// and 0.98839; 17 events are fewer than ten a coefficient.
#[test]
fn a_model_says_its_ratios_against_what_and_that_events_are_few() {
    let said = words(json!({
        "kind": "cox", "endpoint": "Progression",
        "covariates": [
            { "as": "factor", "by": { "by": "threshold", "variable": "path_necrosis", "at": 50.0 } },
            { "as": "number", "variable": "age" },
        ],
    }));
    assert_eq!(said.question, "Progression on path_necrosis ≥ 50 % + age");
    let ratios = "Hazard ratio 0.47 (95 % CI 0.15–1.48, p = 0.20) for path_necrosis ≥ 50 % against \
                  < 50 %; 0.99 (95 % CI 0.95–1.03, p = 0.60) for age; 17 events in 25 patients. \
                  17 events for 2 coefficients are few.";
    assert_eq!(said.answer, ratios);
}

/// A factor is named once in the question; with many terms the answer is the
/// test of all together, by Firth's fit where there is no other.
#[test]
fn many_terms_are_answered_together() {
    let factor =
        |column: &str| json!({ "as": "factor", "by": { "by": "label", "column": column } });
    let said = words(json!({
        "kind": "cox", "endpoint": "Progression", "strata": ["mri_pre"],
        "covariates": [factor("path_necrosis"), factor("histology")],
    }));
    assert_eq!(said.question, "Progression on path_necrosis + histology, within strata of mri_pre");
    assert!(
        said.answer.starts_with("All 9 coefficients together: likelihood ratio p "),
        "{}",
        said.answer
    );
    assert!(said.answer.contains("Firth's penalised fit"), "{}", said.answer);
}

/// Φ(√(17 · 0.24) ln 2 − 1.959964) = 0.2878; (1.959964 + 0.841621)²/(0.24 ln² 2) = 68.07.
#[test]
fn power_is_said_of_the_ratio_asked_for_before_what_is_needed() {
    let said = words(json!({
        "kind": "log_rank_power", "hazard_ratio": 0.5, "first_share": 0.6, "events": [17.0],
    }));
    assert!(
        said.answer.starts_with(
            "With 17 events a hazard ratio of 0.50 is found with a chance of 29 %. A chance of 80 % \
             needs one of at most 0.25 or at least 4.00. Events needed: 69 for a power of 80 %, 92"
        ),
        "{}",
        said.answer
    );
}
