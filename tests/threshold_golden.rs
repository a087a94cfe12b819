//! Maximally selected log-rank statistics against maxstat, on every record of
//! `cutpoint` and `cutpoint.mc` in `tests/golden/reference/cutpoint_perm.json`.

mod support;

use gradus::analysis::survival::SurvivalInput;
use gradus::analysis::thresholds::{ThresholdsRequest, thresholds};
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::TimeUnit;
use serde_json::{Value, json};
use support::{CLOSED, COUNT, Comparison, Dataset, Record, TAIL, Tolerance, number};

fn endpoint() -> Endpoint {
    Endpoint {
        name: String::new(),
        time: String::new(),
        event: String::new(),
        unit: TimeUnit::Months,
        entry: None,
        coding: EventCoding::default(),
        time_zero: Default::default(),
    }
}

fn ask(time: &[f64], event: &[bool], marker: &[f64], options: Value) -> Value {
    let mut request = json!({ "endpoint": "this", "variable": "x" });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request: ThresholdsRequest = gradus::plain::read(request).unwrap();
    let input = SurvivalInput {
        time,
        event,
        entry: None,
        group: &vec![0; time.len()],
        labels: &["all".to_owned()],
        strata: None,
        endpoint: &endpoint(),
    };
    serde_json::to_value(thresholds(input, "x", marker, &request).unwrap()).unwrap()
}

fn run(record: &Record, options: Value) -> Value {
    let data = Dataset::read(&record.dataset);
    let text = record.args["rows"].as_str().unwrap();
    let present = |i: &usize| match text.strip_suffix(" present") {
        Some(column) => !data.column(column)[*i].is_null(),
        None => true,
    };
    let rows: Vec<usize> = (0..data.n).filter(present).collect();
    let (time, event) = match record.label.split_once(':') {
        Some((endpoint, _)) => (format!("{endpoint}_months"), format!("{endpoint}_event")),
        None => ("time".to_owned(), "event".to_owned()),
    };
    let marker = data.numbers(record.args["x"].as_str().unwrap(), &rows);
    ask(&data.numbers(&time, &rows), &data.flags(&event, &rows), &marker, options)
}

#[test]
fn every_cut_and_the_formulas() {
    let mut comparison = Comparison::default();
    for record in support::records("cutpoint_perm.json", &["cutpoint"]) {
        let answer = run(&record, json!({ "least_share": record.args["minprop"], "draws": 0 }));
        let cuts = answer["cuts"].as_array().unwrap();
        let each =
            |path: &str| -> Value { cuts.iter().map(|c| c.pointer(path).cloned()).collect() };
        // maxstat's scores have the same sign as ours: the event less its hazard.
        let got = json!({
            "cuts": each("/at"), "n_low": each("/n_low"), "stats": each("/statistic"),
            "stats_na_scores": each("/statistic_nelson_aalen"),
            "logrank_chisq": each("/test/chi_squared"),
            "statistic": answer["best_statistic"], "estimate": answer["best_cut"],
            "logrank_best_cut": answer["best_cut_by_log_rank"],
            "p_lau92": answer["p_lausen_92"], "p_lau94": answer["p_lausen_94"],
            "p_lau94_uncapped": answer["p_lausen_94_uncapped"], "scores": answer["scores"],
        });
        comparison.record(&record, &got, |key| match key {
            "cuts" | "n_low" => COUNT,
            "p_lau92" | "p_lau94" | "p_lau94_uncapped" => TAIL,
            // The smallest χ² are squares of differences of sums.
            "logrank_chisq" | "stats" | "stats_na_scores" | "scores" => {
                Tolerance { relative: 1e-12, absolute: 1e-13 }
            }
            _ => CLOSED,
        });
    }
    comparison.finish(10);
}

#[test]
fn the_price_of_searching() {
    for record in support::records("cutpoint_perm.json", &["cutpoint.mc"]) {
        let wanted = |key: &str| record.values.get(key).map(number);
        let answer = run(&record, json!({ "draws": 99_999 }));
        // Theirs were drawn, 99,999 times: 4.5 standard errors of a difference,
        // or of theirs alone where ours counts all orders.
        let p = wanted("p_condMC").unwrap();
        let (ours, both) = match answer["p_exact"].as_f64() {
            Some(exact) => (exact, 1.0),
            None => (number(&answer["monte_carlo"]["p"]), 2.0),
        };
        let error = (both * p * (1.0 - p) / 99_999.0).sqrt();
        assert!((ours - p).abs() < 4.5 * error + 2e-5, "{}: {ours}, wanted {p}", record.id);
        // Their integral is drawn too, to about 1e-3.
        let gauss = number(&answer["p_gauss"]);
        let theirs = wanted("p_exactGauss").unwrap();
        assert!((gauss - theirs).abs() < 1e-3, "{}: {gauss}, wanted {theirs}", record.id);
        if let Some(theirs) = wanted("p_HL") {
            let bound = number(&answer["p_hothorn_lausen"]);
            assert!((bound / theirs - 1.0).abs() < 1e-9, "{}: {bound}, wanted {theirs}", record.id);
        }
    }
}

/// By hand: four patients with events at 1, 2, 3, 4 in order of the marker.
/// Scores 9, 5, −1, −13 twelfths (Nelson–Aalen). Of the 24 orders, those as far
/// out as |14| at the middle cut, the only one that leaves two on each side,
/// begin with {9, 5} or {−1, −13}: 8 of 24.
#[test]
fn four_patients_by_hand() {
    let time = [1.0, 2.0, 3.0, 4.0];
    let options = json!({ "ties": "nelson_aalen", "least_share": 0.49, "draws": 0 });
    // ⌊0.49 · 4⌋ = 1 still allows three cuts: the marker has two values.
    let answer = ask(&time, &[true; 4], &[1.0, 1.0, 2.0, 2.0], options);
    assert_eq!(answer["cuts"].as_array().unwrap().len(), 1);
    let p = number(&answer["p_exact"]);
    assert!((p - 8.0 / 24.0).abs() < 1e-15, "{p}");
}

/// survminer passes `pmethod = "none"` and prints a naive p as if it were the
/// adjusted one: here the two are told apart, and the adjusted one is larger.
#[test]
fn survminer_draws_the_naive_p() {
    let data = Dataset::read("lung");
    let rows: Vec<usize> = (0..data.n).collect();
    let numbers = |name: &str| data.numbers(name, &rows);
    let answer = ask(&numbers("time"), &data.flags("event", &rows), &numbers("age"), json!({}));
    let at = number(&answer["best_cut_by_log_rank"]);
    let cuts = answer["cuts"].as_array().unwrap();
    let best = cuts.iter().find(|c| number(&c["at"]) == at).unwrap();
    let naive = number(&best["test"]["p_naive"]);
    let drawn = number(&answer["monte_carlo"]["p"]);
    assert!(naive < 0.05 && drawn > 0.2, "adjusted {drawn}, naive {naive}");
}

#[test]
fn without_a_cut_there_are_words() {
    let same = ask(&[1.0, 2.0, 3.0], &[true; 3], &[5.0; 3], json!({}));
    let none = ask(&[1.0, 2.0, 3.0], &[false; 3], &[1.0, 2.0, 3.0], json!({}));
    for answer in [same, none] {
        for key in ["best_statistic", "best_cut", "p_lausen_92", "p_gauss", "p_exact"] {
            assert!(answer[key]["not_estimable"].is_string(), "{key}: {}", answer[key]);
        }
        assert!(answer["monte_carlo"].is_null());
    }
}
