//! Cox regression against R's survival, on every record of
//! `tests/golden/reference/cox.json`.

mod support;

use gradus::analysis::cox::{CoxRequest, cox};
use gradus::analysis::survival::SurvivalInput;
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::TimeUnit;
use serde_json::{Value, json};
use support::cox::{Model, model};
use support::{COUNT, Comparison, Dataset, ITERATED, Record, Tolerance};

fn run(data: &Dataset, model: &Model, options: Value) -> Value {
    let endpoint = Endpoint {
        name: String::new(),
        time: model.time.clone(),
        event: model.event.clone(),
        unit: TimeUnit::Days,
        entry: model.entry.clone(),
        coding: EventCoding::default(),
        time_zero: Default::default(),
    };
    let entry = model.entry.as_ref().map(|column| data.numbers(column, &model.rows));
    let input = SurvivalInput {
        time: &data.numbers(&model.time, &model.rows),
        event: &data.flags(&model.event, &model.rows),
        entry: entry.as_deref(),
        group: &vec![0; model.rows.len()],
        labels: &["all".to_owned()],
        strata: model.strata.as_deref(),
        endpoint: &endpoint,
    };
    let mut request = json!({ "endpoint": "this", "covariates": [] });
    request.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    let request: CoxRequest = gradus::plain::read(request).unwrap();
    let answer = cox(input, &model.columns, &request).unwrap_or_else(|e| panic!("{e:?}"));
    serde_json::to_value(answer).unwrap()
}

/// The record's model, its ties set, run with further options.
fn answer(record: &Record, mut options: Value) -> (Value, Model) {
    let data = Dataset::read(&record.dataset);
    let label = record.label.split(';').next().unwrap();
    let model = model(&data, label, record.args["rows"].as_str().unwrap_or(""));
    if let Some(terms) = record.args["terms"].as_array() {
        assert_eq!(json!(model.names), json!(terms), "{}", record.id);
    }
    options["ties"] = record.args["ties"].clone();
    (run(&data, &model, options), model)
}

/// One field of every coefficient.
fn each(list: &Value, field: &str) -> Value {
    list.as_array().unwrap().iter().map(|c| c[field].clone()).collect()
}

#[test]
fn fits() {
    let mut comparison = Comparison::default();
    for record in support::records("cox.json", &["cox.fit"]) {
        let (answer, _) = answer(&record, json!({ "levels": [0.95, 0.9] }));
        let fit = &answer["fit"];
        assert_eq!(fit["convergence"]["converged"], true, "{}", record.id);
        let coefficients = &fit["coefficients"];
        let limit = |level: usize, side: &str| -> Value {
            let list = coefficients.as_array().unwrap();
            list.iter().map(|c| c["limits"][level][side].clone()).collect()
        };
        let got = json!({
            "n": fit["n"], "n_event": fit["events"],
            "coef": each(coefficients, "estimate"), "hr": each(coefficients, "hazard_ratio"),
            "se": each(coefficients, "standard_error"), "z": each(coefficients, "z"),
            "p": each(coefficients, "p"),
            "hr_lower95": limit(0, "lower"), "hr_upper95": limit(0, "upper"),
            "hr_lower90": limit(1, "lower"), "hr_upper90": limit(1, "upper"),
            "vcov": fit["covariance"],
            "loglik_null": fit["log_likelihood_null"], "loglik": fit["log_likelihood"],
            "lr_chisq": fit["likelihood_ratio"]["chi_squared"],
            "lr_p": fit["likelihood_ratio"]["p"], "df": fit["likelihood_ratio"]["df"],
            "wald_chisq": fit["wald"]["chi_squared"], "wald_p": fit["wald"]["p"],
            "score_chisq": fit["score"]["chi_squared"], "score_p": fit["score"]["p"],
            "aic": fit["aic"],
        });
        comparison.record(&record, &got, |key| match key {
            "n" | "n_event" | "df" => COUNT,
            _ => ITERATED,
        });
    }
    comparison.finish(76);
}

#[test]
fn baseline_hazards() {
    let mut comparison = Comparison::default();
    for record in support::records("cox.json", &["cox.baseline"]) {
        let (answer, model) = answer(&record, json!({ "baseline": true }));
        let mut got = json!({
            "time": [], "hazard0": [], "hazard_mean": [], "strata": [],
            "means": answer["baseline"]["means"],
        });
        for stratum in answer["baseline"]["strata"].as_array().unwrap() {
            let name = model.strata_levels.get(stratum["stratum"].as_u64().unwrap() as usize);
            let fields = [("time", "time"), ("hazard0", "at_zero"), ("hazard_mean", "at_means")];
            for (i, _) in stratum["time"].as_array().unwrap().iter().enumerate() {
                for (theirs, ours) in fields {
                    got[theirs].as_array_mut().unwrap().push(stratum[ours][i].clone());
                }
                got["strata"].as_array_mut().unwrap().push(json!(name));
            }
        }
        // R names a stratum `celltype=squamous` or by its level alone.
        let mut record = record;
        if let Some(Value::Array(names)) = record.values.get_mut("strata") {
            for name in names {
                let text = name.to_string().replace('"', "");
                *name = json!(text.rsplit('=').next().unwrap());
            }
        }
        let relative = Tolerance { relative: 1e-7, absolute: 1e-11 };
        comparison.record(&record, &got, |key| if key == "time" { COUNT } else { relative });
    }
    comparison.finish(20);
}

#[test]
fn proportional_hazards() {
    let mut comparison = Comparison::default();
    let scales =
        [("km", "kaplan_meier"), ("identity", "identity"), ("rank", "rank"), ("log", "log")];
    for record in support::records("cox.json", &["cox.zph"]) {
        let options = json!({ "proportionality": scales.map(|s| s.1) });
        let (answer, _) = answer(&record, options);
        let mut got = json!({});
        for (i, (theirs, _)) in scales.iter().enumerate() {
            let test = &answer["proportionality"][i];
            for (field, ours) in [("chisq", "chi_squared"), ("df", "df"), ("p", "p")] {
                let Value::Array(mut values) = each(&test["coefficients"], ours) else { panic!() };
                values.push(test["global"][ours].clone());
                got[format!("{theirs}_{field}")] = Value::Array(values);
            }
        }
        comparison.record(&record, &got, |key| if key.ends_with("df") { COUNT } else { ITERATED });
    }
    comparison.finish(50);
}

#[test]
fn residuals_of_every_kind() {
    let mut comparison = Comparison::default();
    for record in support::records("cox.json", &["cox.residuals"]) {
        let (answer, _) = answer(&record, json!({ "residuals": true }));
        let residuals = &answer["residuals"];
        let got = json!({
            "martingale": residuals["martingale"], "deviance": residuals["deviance"],
            "dfbeta": residuals["dfbeta"], "linear_predictor": residuals["linear_predictor"],
            "scaled_schoenfeld": residuals["scaled_schoenfeld"],
            "schoenfeld": residuals["schoenfeld"], "schoenfeld_time": residuals["event_time"],
            "score": residuals["score"],
        });
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(8);
}

#[test]
fn concordance() {
    let mut comparison = Comparison::default();
    for mut record in support::records("cox.json", &["cox.concordance"]) {
        // R keeps counts by stratum: the reference asked for one by a name that
        // is then not there, and stored 0. `counts` holds the sum.
        if record.label.contains("strata") && record.values["concordant"] == json!(0) {
            record.values["concordant"] = record.values["counts"][0].clone();
        }
        let (answer, _) = answer(&record, json!({}));
        let c = &answer["concordance"];
        let counts = ["concordant", "discordant", "tied_prediction", "tied_time", "tied_both"];
        let got = json!({
            "concordance": c["concordance"], "se": c["standard_error"],
            "concordant": c["concordant"], "counts": counts.map(|name| c[name].clone()),
        });
        comparison.record(&record, &got, |key| match key {
            "concordant" | "counts" => COUNT,
            _ => Tolerance { relative: 1e-12, absolute: 0.0 },
        });
    }
    comparison.finish(26);
}

#[test]
fn predicted_survival() {
    let mut comparison = Comparison::default();
    for record in support::records("cox.json", &["cox.survival"]) {
        let covariates = match record.dataset.as_str() {
            "gehan" => json!([[0.0], [1.0]]),
            _ => json!([[60.0, 0.0, 0.0, 5.0], [75.0, 1.0, 2.0, 20.0]]),
        };
        let options = json!({ "predict": covariates, "times": record.values["times"] });
        let (answer, _) = answer(&record, options);
        let mut got = json!({
            "times": record.values["times"], "surv": [], "se": [], "lower": [], "upper": [],
        });
        // Time by time, the two sets of covariates side by side.
        for i in 0..record.values["times"].as_array().unwrap().len() {
            for prediction in answer["predictions"].as_array().unwrap() {
                let at = &prediction["at_times"][i];
                let mut push = |key: &str, value: &Value| {
                    got[key].as_array_mut().unwrap().push(value.clone());
                };
                push("surv", &at["survival"]);
                push("se", &at["standard_error"]);
                push("lower", &at["limits"][0]["lower"]);
                push("upper", &at["limits"][0]["upper"]);
            }
        }
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(4);
}

#[test]
fn firth_fits() {
    let mut comparison = Comparison::default();
    for mut record in support::records("cox.json", &["cox.firth"]) {
        record.args.as_object_mut().unwrap().remove("terms");
        let (answer, _) = answer(&record, json!({ "firth": "always" }));
        let firth = &answer["firth"];
        assert_eq!(firth["convergence"]["converged"], true, "{}", record.id);
        let coefficients = &firth["coefficients"];
        let limit = |side: &str| -> Value {
            let list = coefficients.as_array().unwrap();
            list.iter().map(|c| c["limits"][0][side].clone()).collect()
        };
        let got = json!({
            "coef": each(coefficients, "estimate"), "hr": each(coefficients, "hazard_ratio"),
            "se": each(coefficients, "standard_error"),
            "hr_wald_lower95": limit("lower"), "hr_wald_upper95": limit("upper"),
            "coef_pl_lower95": each(&firth["profiles"], "lower"),
            "coef_pl_upper95": each(&firth["profiles"], "upper"),
            "p_plr": each(&firth["profiles"], "p"),
            "ploglik": firth["penalised_log_likelihood"],
            "ploglik_null": firth["penalised_log_likelihood_null"],
            "lr_chisq": firth["likelihood_ratio"]["chi_squared"],
            "lr_p": firth["likelihood_ratio"]["p"],
        });
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(14);
}

#[test]
fn a_monotone_likelihood_is_named() {
    let mut comparison = Comparison::default();
    for record in support::records("cox.json", &["cox.monotone"]) {
        let (answer, _) = answer(&record, json!({}));
        let fit = &answer["fit"];
        let coefficient = &fit["coefficients"][0];
        assert!(coefficient["estimate"]["not_estimable"].is_string(), "{fit}");
        assert!(coefficient["standard_error"]["not_estimable"].is_string(), "{fit}");
        assert!(answer["firth"].is_object(), "Firth's fit comes with it");
        let got = json!({
            "loglik_null": fit["log_likelihood_null"], "loglik_sup": fit["log_likelihood"],
            "score_chisq": fit["score"]["chi_squared"],
            "lr_chisq": fit["likelihood_ratio"]["chi_squared"],
            "diverges": fit["monotone"],
            "direction": if coefficient["runs_away"] == "to_minus_infinity" { "-Inf" } else { "Inf" },
        });
        let mut record = record;
        assert_eq!(record.values.remove("direction"), Some(got["direction"].clone()));
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(1);
}
