//! The hill of the log partial likelihood and the climb on it, against R's
//! `coxph` with `init` and `iter.max` (tests/golden/scripts/cox_hill.R).

use gradus::survival::cox::Ties;
use gradus::survival::cox::ascent::Section;
use gradus::survival::cox::design::CoxData;
use gradus::survival::sample::{FollowUp, SortedSample};
use serde_json::Value;
mod support;
use support::Dataset;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// 1e-12 of the larger, as every closed form; the estimates are iterated, 1e-7.
fn close(got: f64, wanted: f64, tolerance: f64, what: &str) {
    let size = wanted.abs().max(1e-300);
    assert!((got - wanted).abs() <= tolerance * size, "{what}: {got}, R has {wanted}");
}

#[test]
fn the_hill_and_every_step_are_those_of_r() {
    let text = std::fs::read_to_string("tests/golden/teaching/cox_hill.json").unwrap();
    let reference: Value = serde_json::from_str(&text).unwrap();
    let cases = reference["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let name = case["dataset"].as_str().unwrap();
        let ties = match case["ties"].as_str().unwrap() {
            "breslow" => Ties::Breslow,
            "efron" => Ties::Efron,
            _ => Ties::Exact,
        };
        let data = Dataset::read(name);
        let needed: &[&str] =
            if name == "gehan" { &["time"] } else { &["time", "event", "age", "sex"] };
        let rows: Vec<usize> = (0..data.n)
            .filter(|i| needed.iter().all(|column| !data.column(column)[*i].is_null()))
            .collect();
        let is = |column: &str, word: &str| -> Vec<f64> {
            rows.iter().map(|row| f64::from(u8::from(data.text(column, *row) == word))).collect()
        };
        let columns = if name == "gehan" {
            vec![is("treat", "6-MP")]
        } else {
            vec![data.numbers("age", &rows), is("sex", "male")]
        };
        let sample = SortedSample::new(&FollowUp {
            time: &data.numbers("time", &rows),
            event: &data.flags("event", &rows),
            entry: None,
            group: &vec![0; rows.len()],
            groups: 1,
        })
        .unwrap();
        let data = CoxData { sample: &sample, columns: &columns, weights: None };
        let section = Section::new(&data, ties, 0).unwrap();
        let what = format!("{name}, {ties:?}");
        for (beta, height) in numbers(&case["betas"]).iter().zip(numbers(&case["log_likelihood"])) {
            // In a section R's own estimate of the other coefficient, good to 1e-7, moves the height.
            let tolerance = if columns.len() > 1 { 1e-9 } else { 1e-12 };
            close(section.at(*beta).unwrap(), height, tolerance, &format!("{what}: L({beta})"));
        }
        let ascent = section.ascent().unwrap();
        let last = ascent.stops.last().unwrap();
        close(last.beta, case["estimate"].as_f64().unwrap(), 1e-7, &what);
        if columns.len() == 1 {
            // Along a section the curvature is sharper than the standard error allows for.
            let error = case["standard_error"].as_f64().unwrap();
            close(1.0 / last.information.sqrt(), error, 1e-7, &what);
        }
        assert!(last.score.abs() < 1e-6, "{what}: the slope at the top is {}", last.score);
        // R takes other steps with the exact method, to the same top.
        if ties != Ties::Exact {
            for (step, (stop, beta)) in ascent.stops.iter().zip(numbers(&case["steps"])).enumerate()
            {
                close(stop.beta, beta, 1e-7, &format!("{what}: step {step}"));
            }
        }
    }
}
