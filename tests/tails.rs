//! Tails and quantiles against values worked out to 20 digits
//! (`golden/tails/make.py`).

use gradus::tail;
use serde_json::Value;

fn evaluate(function: &str, a: &[f64]) -> Option<f64> {
    match function {
        "normal_upper" => Some(tail::normal_upper(a[0])),
        "normal_two_sided" => Some(tail::normal_two_sided(a[0])),
        "normal_quantile_upper" => tail::normal_quantile_upper(a[0]),
        "student_two_sided" => tail::student_two_sided(a[0], a[1]),
        "student_quantile_upper" => tail::student_quantile_upper(a[0], a[1]),
        "chi_squared_upper" => tail::chi_squared_upper(a[0], a[1]),
        "f_upper" => tail::f_upper(a[0], a[1], a[2]),
        "f_quantile_upper" => tail::f_quantile_upper(a[0], a[1], a[2]),
        "noncentral_t_lower" => tail::noncentral_t_lower(a[0], a[1], a[2]),
        "bivariate_normal_lower" => Some(tail::bivariate_normal_lower(a[0], a[1], a[2])),
        other => panic!("no function {other}"),
    }
}

/// Tails that no quantity of medicine reaches are held to the same digits.
#[test]
fn every_tail_and_quantile_has_eleven_digits() {
    let golden: Vec<Value> =
        serde_json::from_str(include_str!("golden/tails/values.json")).expect("golden file");
    let mut failures = Vec::new();
    for record in &golden {
        let function = record["function"].as_str().unwrap();
        let args: Vec<f64> =
            record["args"].as_array().unwrap().iter().map(|a| a.as_f64().unwrap()).collect();
        let wanted: f64 = record["value"].as_str().unwrap().parse().unwrap();
        let found = evaluate(function, &args);
        // A probability below 1e-300 has no full set of digits in a double.
        let allowed = match function {
            // A probability of a corner may be a difference of larger ones.
            "bivariate_normal_lower" => 1e-15 + 1e-13 * wanted.abs(),
            _ => 1e-11 * wanted.abs() + 1e-305,
        };
        match found {
            Some(found) if (found - wanted).abs() <= allowed => {}
            found => failures.push(format!(
                "{function}{args:?}: wanted {wanted:e}, found {found:?}, off {:e}",
                (found.unwrap_or(0.0) - wanted).abs() / wanted
            )),
        }
    }
    assert!(golden.len() > 450, "only {} values", golden.len());
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        golden.len(),
        failures.join("\n")
    );
}

#[test]
fn arguments_outside_the_domain_give_none() {
    for answer in [
        tail::student_two_sided(f64::NAN, 3.0),
        tail::student_two_sided(1.0, 0.0),
        tail::student_quantile_upper(0.0, 3.0),
        tail::student_quantile_upper(0.1, -1.0),
        tail::normal_quantile_upper(1.0),
        tail::chi_squared_upper(-1.0, 2.0),
        tail::chi_squared_upper(1.0, 0.0),
        tail::f_upper(-1.0, 1.0, 1.0),
        tail::f_upper(1.0, 0.0, 1.0),
        tail::f_quantile_upper(2.0, 1.0, 1.0),
        tail::noncentral_t_lower(1.0, 0.0, 1.0),
        tail::noncentral_t_quantile(1.5, 5.0, 1.0),
    ] {
        assert_eq!(answer, None);
    }
}
