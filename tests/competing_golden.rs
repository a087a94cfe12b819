//! Competing risks against cmprsk, etm and survival, on every record of
//! `tests/golden/reference/competing_risks.json`.

mod support;

use gradus::analysis::competing::{
    CompetingRegressionRequest, Ending, IncidenceRequest, competing_regression, incidence,
};
use gradus::analysis::survival::SurvivalInput;
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::TimeUnit;
use serde_json::{Value, json};
use support::cox::covariate_columns;
use support::{CLOSED, COUNT, Comparison, Dataset, ITERATED, Record, TAIL, Tolerance};

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

/// Columns of time and status in a data set.
fn columns(dataset: &str) -> (&'static str, &'static str) {
    match dataset {
        "sts27" => ("dss_months", "dss_status"),
        _ => ("time", "status"),
    }
}

fn endings(data: &Dataset, dataset: &str, rows: &[usize]) -> Vec<Ending> {
    let ending = |code: f64| match code {
        0.0 => Ending::Censored,
        1.0 => Ending::Event,
        _ => Ending::Competing,
    };
    data.numbers(columns(dataset).1, rows).into_iter().map(ending).collect()
}

/// `arm==A`, `all rows`, `path_code present`, `strata = 1(x>=5)`.
fn rows(data: &Dataset, record: &Record) -> Vec<usize> {
    let text = record.args["rows"].as_str().unwrap();
    let kept = |i: &usize| {
        if let Some((column, value)) = text.split_once("==") {
            data.text(column, *i) == value
        } else if let Some(column) = text.strip_suffix(" present") {
            !data.column(column)[*i].is_null()
        } else {
            true
        }
    };
    (0..data.n).filter(kept).collect()
}

fn run_incidence(record: &Record, options: Value) -> Value {
    let data = Dataset::read(&record.dataset);
    let rows = rows(&data, record);
    let time = data.numbers(columns(&record.dataset).0, &rows);
    let (labels, group) = match record.args["group_levels"].is_array() {
        true => {
            let labels = support::strings(&record.args["group_levels"]);
            let name = record.label.split(';').next().unwrap();
            let name = name.trim_start_matches("dss:").split('|').next().unwrap();
            let codes = data.codes(name, &rows, &labels);
            (labels, codes)
        }
        false => (vec!["all".to_owned()], vec![0; rows.len()]),
    };
    let strata: Option<Vec<u32>> = record
        .label
        .contains("|xs")
        .then(|| data.numbers("x", &rows).iter().map(|x| u32::from(*x >= 5.0)).collect());
    let input = SurvivalInput {
        time: &time,
        event: &vec![false; rows.len()],
        entry: None,
        group: &group,
        labels: &labels,
        strata: strata.as_deref(),
        endpoint: &endpoint(),
    };
    let mut request = json!({ "endpoint": "this" });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request: IncidenceRequest = gradus::plain::read(request).unwrap();
    let ending = endings(&data, &record.dataset, &rows);
    serde_json::to_value(incidence(input, &ending, &request).unwrap()).unwrap()
}

#[test]
fn incidence_curves() {
    let mut comparison = Comparison::default();
    for record in support::records("competing_risks.json", &["cif.curve"]) {
        let answer = run_incidence(&record, json!({}));
        let curves = &answer["groups"][0]["curves"];
        let (event, competing) = (&curves["event"], &curves["competing"]);
        let root = |variances: &Value| -> Value {
            let list = variances.as_array().unwrap();
            list.iter().map(|v| json!(v.as_f64().unwrap().sqrt())).collect()
        };
        let mut got = json!({
            "time": curves["time"], "n_risk": curves["at_risk"],
            "d1": curves["events"], "d2": curves["competing_events"],
            "surv": curves["survival"], "cif1": event["incidence"], "cif2": competing["incidence"],
            "var1_greenwood": event["variance"], "var2_greenwood": competing["variance"],
            "var1_aalen_cmprsk": event["variance_aalen"],
            "var2_aalen_cmprsk": competing["variance_aalen"],
            // Without weights or delayed entry the infinitesimal jackknife of
            // survfit is the root of the Greenwood variance.
            "se1_ij_survfit": root(&event["variance"]),
            "se2_ij_survfit": root(&competing["variance"]),
            "cif1_loglog95_lower": event["lower"], "cif1_loglog95_upper": event["upper"],
            "cif2_loglog95_lower": competing["lower"], "cif2_loglog95_upper": competing["upper"],
        });
        // The reference lists times with an event only.
        let is_event = |i: &usize| {
            [&curves["events"], &curves["competing_events"]].iter().any(|d| d[*i] != json!(0))
        };
        let kept: Vec<usize> =
            (0..curves["time"].as_array().unwrap().len()).filter(is_event).collect();
        for (_, values) in got.as_object_mut().unwrap() {
            *values = kept.iter().map(|i| values[*i].clone()).collect();
        }
        comparison.record(&record, &got, |key| match key {
            "time" | "n_risk" | "d1" | "d2" => COUNT,
            _ => CLOSED,
        });
    }
    comparison.finish(4);
}

#[test]
fn incidence_at_chosen_times() {
    let mut comparison = Comparison::default();
    for record in support::records("competing_risks.json", &["cif.landmark"]) {
        let answer = run_incidence(&record, json!({ "times": record.values["times"] }));
        let at = answer["groups"][0]["at_times"].as_array().unwrap();
        let field = |name: &str| -> Value { at.iter().map(|a| a[name].clone()).collect() };
        let got = json!({
            "times": field("time"), "cif1": field("incidence"),
            "var1_aalen_cmprsk": field("variance_aalen"),
        });
        comparison.record(&record, &got, |_| CLOSED);
    }
    comparison.finish(4);
}

#[test]
fn grays_test() {
    let mut comparison = Comparison::default();
    for record in support::records("competing_risks.json", &["gray"]) {
        let rho: f64 = record.label.rsplit('=').next().unwrap().parse().unwrap();
        let answer = run_incidence(&record, json!({ "rho": [rho] }));
        let both = [&answer["tests"][0], &answer["competing_tests"][0]];
        let got = json!({
            "causes": [1, 2], "chisq": both.map(|t| t["chi_squared"].clone()),
            "p": both.map(|t| t["p"].clone()), "df": both.map(|t| t["df"].clone()),
        });
        comparison.record(&record, &got, |key| match key {
            "causes" | "df" => COUNT,
            "p" => TAIL,
            _ => CLOSED,
        });
    }
    comparison.finish(6);
}

fn run_regression(record: &Record, options: Value) -> Value {
    let data = Dataset::read(&record.dataset);
    let label = record.label.split(';').next().unwrap();
    let names: Vec<&str> = label.trim_start_matches("dss:").split('+').collect();
    let rows = rows(&data, record);
    let (columns_of, names) = covariate_columns(&data, &names, &rows);
    assert_eq!(json!(names), record.args["terms"], "{}", record.id);
    let covariates =
        gradus::analysis::cox::CoxColumns { columns: columns_of, ..Default::default() };
    let input = SurvivalInput {
        time: &data.numbers(columns(&record.dataset).0, &rows),
        event: &vec![false; rows.len()],
        entry: None,
        group: &vec![0; rows.len()],
        labels: &["all".to_owned()],
        strata: None,
        endpoint: &endpoint(),
    };
    let mut request = json!({ "endpoint": "this", "covariates": [] });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request: CompetingRegressionRequest = gradus::plain::read(request).unwrap();
    let ending = endings(&data, &record.dataset, &rows);
    let mut answer =
        serde_json::to_value(competing_regression(input, &ending, &covariates, &request).unwrap())
            .unwrap();
    let cause = if record.args["cause"] == json!(1) { "event" } else { "competing" };
    answer[cause].take()
}

#[test]
fn fine_and_gray() {
    let mut comparison = Comparison::default();
    for mut record in support::records("competing_risks.json", &["finegray"]) {
        // crr was asked for a gradient of 1e-13 and once stops at rounding above
        // it; its numbers are converged.
        record.values["converged"] = json!(true);
        let fit = run_regression(&record, json!({}))["fine_gray"].take();
        let other = run_regression(&record, json!({ "censoring_ties": "deaths_leave" }));
        let each = |fit: &Value, field: &str| -> Value {
            fit["coefficients"].as_array().unwrap().iter().map(|c| c[field].clone()).collect()
        };
        let limit = |side: &str| -> Value {
            let list = fit["coefficients"].as_array().unwrap();
            list.iter().map(|c| c["limits"][0][side].clone()).collect()
        };
        let got = json!({
            "coef": each(&fit, "estimate"), "shr": each(&fit, "hazard_ratio"),
            "se": each(&fit, "standard_error"), "z": each(&fit, "z"), "p": each(&fit, "p"),
            "shr_lower95": limit("lower"), "shr_upper95": limit("upper"),
            "vcov": fit["covariance"], "loglik": fit["log_likelihood"],
            "loglik_null": fit["log_likelihood_null"], "n": fit["n"],
            "converged": fit["convergence"]["converged"],
            "coef_finegray_survival": each(&other["fine_gray"], "estimate"),
        });
        let class = Tolerance { relative: 1e-7, absolute: 1e-9 };
        comparison.record(&record, &got, |key| if key == "n" { COUNT } else { class });
    }
    comparison.finish(6);
}

#[test]
fn cause_specific_hazards() {
    let mut comparison = Comparison::default();
    for record in support::records("competing_risks.json", &["cox.causespecific"]) {
        let mut got = json!({});
        for ties in ["efron", "breslow"] {
            let fit = run_regression(&record, json!({ "ties": ties }))["cause_specific"].take();
            let each = |field: &str| -> Value {
                fit["coefficients"].as_array().unwrap().iter().map(|c| c[field].clone()).collect()
            };
            got[format!("coef_{ties}")] = each("estimate");
            got[format!("se_{ties}")] = each("standard_error");
            got[format!("loglik_{ties}")] =
                json!([fit["log_likelihood_null"], fit["log_likelihood"]]);
        }
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(6);
}
