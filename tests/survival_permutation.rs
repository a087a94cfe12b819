//! Permutation log-rank tests against coin and against full enumeration, and
//! the counting of allocations against listing them one by one.

mod support;

use gradus::analysis::permutation::{PermutationLogRankRequest, permutation_log_rank};
use gradus::analysis::survival::SurvivalInput;
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::TimeUnit;
use serde_json::{Value, json};
use support::{CLOSED, COUNT, Comparison, Dataset, Record, TAIL, Tolerance};

fn run(record: &Record, names: [&str; 3], labels: &[String], options: Value) -> Value {
    let data = Dataset::read(&record.dataset);
    let [time, event, group] = names;
    let complete = |i: &usize| names.iter().all(|name| !data.column(name)[*i].is_null());
    let rows: Vec<usize> = (0..data.n).filter(complete).collect();
    let endpoint = Endpoint {
        name: String::new(),
        time: time.to_owned(),
        event: event.to_owned(),
        unit: TimeUnit::Months,
        entry: None,
        coding: EventCoding::default(),
        time_zero: Default::default(),
    };
    let input = SurvivalInput {
        time: &data.numbers(time, &rows),
        event: &data.flags(event, &rows),
        entry: None,
        group: &data.codes(group, &rows, labels),
        labels,
        strata: None,
        endpoint: &endpoint,
    };
    let mut request = json!({ "endpoint": "this", "by": { "by": "label", "column": group } });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request: PermutationLogRankRequest = gradus::plain::read(request).unwrap();
    let answer = permutation_log_rank(input, &request);
    serde_json::to_value(answer.unwrap_or_else(|e| panic!("{}: {e:?}", record.id))).unwrap()
}

#[test]
fn every_allocation_counted() {
    let mut comparison = Comparison::default();
    for record in support::records("exact.json", &["perm.logrank_exact"]) {
        let name = |key: &str| record.args[key].as_str().unwrap();
        let first = name("first").to_owned();
        let data = Dataset::read(&record.dataset);
        let all: Vec<usize> = (0..data.n).collect();
        let other = data.values_seen(name("group"), &all).into_iter();
        let other = other.filter(|label| !label.is_empty() && *label != first);
        let labels: Vec<String> = std::iter::once(first.clone()).chain(other).collect();
        let answer = run(&record, ["time", "event", "group"].map(name), &labels, json!({}));
        let test = &answer["test"];
        let exact = &test["exact"];
        assert_eq!(exact["in_whole_numbers"], true, "{}", record.id);
        assert!(test["monte_carlo"].is_null(), "{}", record.id);
        let n1 = test["n"][0].as_u64().unwrap();
        let got = json!({
            "U": test["statistic"], "n": n1 + test["n"][1].as_u64().unwrap(), "n1": n1,
            "allocations": exact["allocations"], "extreme": exact["extreme"],
            "p_two": exact["p_two_sided"], "p_greater": exact["p_greater"],
            "p_less": exact["p_less"],
            "p_two_chisq": exact["chi_squared"]["p"], "chisq": exact["chi_squared"]["chi_squared"],
        });
        comparison.record(&record, &got, |key| match key {
            "n" | "n1" | "allocations" | "extreme" => COUNT,
            _ => CLOSED,
        });
    }
    comparison.finish(7);
}

/// coin counts the sum of scores with the opposite sign.
fn negated(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(negated).collect(),
        value => value.as_f64().map_or(Value::Null, |x| json!(-x)),
    }
}

#[test]
fn as_coin_does_with_every_custom_for_ties() {
    let mut comparison = Comparison::default();
    for record in support::records("cutpoint_perm.json", &["perm.logrank"]) {
        let parts: Vec<&str> = record.label.split(';').collect();
        let (endpoint, group) = parts[0].split_once(':').unwrap_or(("", parts[0]));
        let (time, event) = match endpoint {
            "" => ("time".to_owned(), "event".to_owned()),
            name => (format!("{name}_months"), format!("{name}_event")),
        };
        let weight = match parts[1] {
            "logrank" => json!("log_rank"),
            "Gehan-Breslow" => json!("gehan"),
            "Tarone-Ware" => json!("tarone_ware"),
            // coin's weight of this name is the Kaplan–Meier curve just before t.
            "Peto-Peto" => json!({ "fleming_harrington": { "rho": 1.0, "gamma": 0.0 } }),
            other => panic!("{other}"),
        };
        let ties = match parts[2] {
            "mid-ranks" => "nelson_aalen",
            "Hothorn-Lausen" => "hothorn_lausen",
            "average-scores" => "averaged",
            other => panic!("{other}"),
        };
        let labels = support::strings(&record.args["group_levels"]);
        assert_eq!(labels[0], record.args["group_counted"].as_str().unwrap());
        let options = json!({ "weight": weight, "ties": ties });
        let answer = run(&record, [&time, &event, group], &labels, options);
        let test = &answer["test"];
        let got = json!({
            "z": negated(&test["z"]), "p_asymptotic": test["p_asymptotic"],
            "linear": negated(&test["statistic"]), "expectation": negated(&test["expectation"]),
            "variance": test["variance"], "scores": negated(&test["scores"]),
            "p_exact": test["exact"]["p_two_sided"],
        });
        let irrational = parts[1] == "Tarone-Ware" && record.dataset == "gehan";
        comparison.record(&record, &got, |key| match key {
            // 0 up to rounding on either side.
            "expectation" | "scores" => Tolerance { relative: 1e-12, absolute: 1e-14 },
            // Square roots in the scores: coin counts sums up to 1.5e-7 standard
            // deviations short of the one seen as reaching it, 8 and 5 of 5.4e11
            // allocations here. Else it agrees to its own rounding, 1e-9.
            "p_exact" if irrational => Tolerance { relative: 2e-6, absolute: 0.0 },
            "p_exact" => Tolerance { relative: 1e-9, absolute: 0.0 },
            "p_asymptotic" => TAIL,
            _ => CLOSED,
        });
    }
    comparison.finish(84);
}

fn small(time: &[f64], event: &[u8], group: &[u32], options: Value) -> Value {
    let labels = ["a".to_owned(), "b".to_owned()];
    let endpoint = Endpoint {
        name: String::new(),
        time: String::new(),
        event: String::new(),
        unit: TimeUnit::Months,
        entry: None,
        coding: EventCoding::default(),
        time_zero: Default::default(),
    };
    let event: Vec<bool> = event.iter().map(|e| *e == 1).collect();
    let input = SurvivalInput {
        time,
        event: &event,
        entry: None,
        group,
        labels: &labels,
        strata: None,
        endpoint: &endpoint,
    };
    let mut request = json!({ "endpoint": "this", "by": { "by": "label", "column": "group" } });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request = gradus::plain::read(request).unwrap();
    serde_json::to_value(permutation_log_rank(input, &request).unwrap()).unwrap()["test"].take()
}

/// By hand: times 1 2 3 4, all events, the first two in group a. Scores are
/// 1 − 1/4, 1 − 7/12, 1 − 13/12, 1 − 25/12 = 9/12, 5/12, −1/12, −13/12. Of the
/// six sums of two (14, 8, −4, 4, −8, −14 twelfths), two are as far out as 14.
#[test]
fn four_patients_by_hand() {
    let test = small(&[1.0, 2.0, 3.0, 4.0], &[1, 1, 1, 1], &[0, 0, 1, 1], json!({}));
    let exact = &test["exact"];
    assert_eq!((&exact["allocations"], &exact["extreme"]), (&json!("6"), &json!("2")));
    assert_eq!(exact["p_two_sided"], json!(2.0 / 6.0));
    assert_eq!(exact["p_greater"], json!(1.0 / 6.0));
    assert_eq!(exact["p_less"], json!(1.0));
    assert!((test["statistic"].as_f64().unwrap() - 14.0 / 12.0).abs() < 1e-15);
}

#[test]
fn draws_agree_with_the_count_within_their_stated_error() {
    let time: Vec<f64> = (0..20).map(|i| f64::from(i * 7 % 20)).collect();
    let event: Vec<u8> = (0..20).map(|i| u8::from(i % 3 != 0)).collect();
    let group: Vec<u32> = (0..20).map(|i| u32::from(i > 8)).collect();
    let options = json!({ "always_draw": true, "draws": 20_000, "seed": 11 });
    let test = small(&time, &event, &group, options.clone());
    let (exact, drawn) = (&test["exact"]["p_two_sided"], &test["monte_carlo"]);
    let p = exact.as_f64().unwrap();
    assert!(drawn["lower"].as_f64().unwrap() < p && p < drawn["upper"].as_f64().unwrap(), "{test}");
    assert_eq!(test, small(&time, &event, &group, options), "a seed repeats its draws");
}

#[test]
fn where_nothing_can_differ_there_are_words_and_no_numbers() {
    let none = small(&[1.0, 2.0, 3.0], &[0, 0, 0], &[0, 0, 1], json!({}));
    assert!(none["z"]["not_estimable"].is_string() && none["exact"].is_null(), "{none}");
    let empty = small(&[1.0, 2.0, 3.0], &[1, 1, 0], &[1, 1, 1], json!({}));
    assert!(empty["p_asymptotic"]["not_estimable"].is_string(), "{empty}");
}

/// The same p whichever group is first: tails change places.
#[test]
fn groups_swapped() {
    let time = [3.0, 3.0, 5.0, 8.0, 8.0, 9.0, 12.0, 13.0, 13.0];
    let event = [1, 0, 1, 1, 1, 0, 1, 1, 0];
    let group = [0, 1, 0, 0, 1, 0, 1, 1, 1];
    for weight in ["log_rank", "gehan", "tarone_ware", "peto_peto"] {
        let options = json!({ "weight": weight });
        let a = &small(&time, &event, &group, options.clone())["exact"];
        let b = &small(&time, &event, &group.map(|g| 1 - g), options)["exact"];
        assert_eq!(a["p_two_sided"], b["p_two_sided"], "{weight}");
        assert_eq!(a["p_greater"], b["p_less"], "{weight}");
    }
}
