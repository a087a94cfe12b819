//! Agreement, dependent and partial correlations against every record of the
//! reference.

mod support;

use gradus::stats::bland_altman::bland_altman;
use gradus::stats::concordance::{ConcordanceEstimate, concordance};
use gradus::stats::dependent::{DependentCorrelations, dependent_correlations};
use gradus::stats::intraclass::{IntraclassEstimate, intraclass};
use gradus::stats::kappa::{AgreementTable, KappaWeights};
use gradus::stats::partial::partial_spearman;
use gradus::stats::pearson::pearson;
use gradus::stats::spearman::spearman;
use serde_json::{Value, json};
use support::{CLOSED, COUNT, Comparison, Dataset, Record, TAIL, Tolerance, records};

/// Complete rows of the columns named.
fn columns(record: &Record, names: &[&str]) -> Vec<Vec<f64>> {
    let data = Dataset::read(&record.dataset);
    let rows: Vec<usize> = (0..data.n)
        .filter(|&row| names.iter().all(|name| data.column(name)[row].as_f64().is_some()))
        .collect();
    names.iter().map(|name| data.numbers(name, &rows)).collect()
}

fn named(record: &Record, key: &str) -> String {
    record.args[key].as_str().unwrap().to_owned()
}

fn class(key: &str) -> Tolerance {
    match key {
        "n" | "df" | "df1" | "df2" | "table" | "williams_df" => COUNT,
        key if key == "p" || key.ends_with("_p") || key == "p1" || key == "p3" => TAIL,
        _ => CLOSED,
    }
}

/// `max(1,(ph_karno-40)/10)` is the only thing that is not a column.
fn categories(record: &Record) -> (Vec<u32>, Vec<u32>) {
    let [x, y] = ["x", "y"].map(|key| named(record, key));
    let columns = match record.dataset.as_str() {
        "lung" => {
            let fold = |x: f64| ((x - 40.0) / 10.0).max(1.0);
            let raw = columns(record, &["ph_karno", "pat_karno"]);
            raw.iter().map(|column| column.iter().map(|&x| fold(x)).collect()).collect()
        }
        _ => columns(record, &[x.as_str(), y.as_str()]),
    };
    let code = |column: &Vec<f64>| column.iter().map(|&x| x as u32 - 1).collect();
    (code(&columns[0]), code(&columns[1]))
}

#[test]
fn kappa_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["agree.kappa"]) {
        let (x, y) = categories(&record);
        let k = record.args["categories"].as_u64().unwrap() as usize;
        let table = AgreementTable::new(&x, &y, k);
        let mut values = json!({
            "n": table.n(), "table": table.counts, "percent_agreement": table.agreement(),
        });
        for (name, weights) in ["unweighted", "linear", "quadratic"].iter().zip(KappaWeights::ALL) {
            let kappa = table.kappa(weights, 0.95);
            for (key, value) in [
                ("po", kappa.observed_agreement),
                ("pe", kappa.chance_agreement),
                ("kappa", kappa.kappa),
                ("se", kappa.standard_error),
                ("se0", kappa.standard_error_null),
                ("z", kappa.z),
                ("p", kappa.p),
                ("lower95", kappa.lower),
                ("upper95", kappa.upper),
            ] {
                values[format!("{name}_{key}")] = json!(value);
            }
        }
        comparison.record(&record, &values, class);
    }
    comparison.finish(8);
}

fn two(record: &Record) -> (Vec<f64>, Vec<f64>) {
    let [x, y] = ["x", "y"].map(|key| named(record, key));
    let mut columns = columns(record, &[x.as_str(), y.as_str()]).into_iter();
    (columns.next().unwrap(), columns.next().unwrap())
}

#[test]
fn intraclass_correlation_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["agree.icc"]) {
        let (x, y) = two(&record);
        let a = intraclass(&[&x, &y], 0.95);
        let limits = |e: &IntraclassEstimate| json!([e.lower, e.upper]);
        let values = json!({
            "n": a.n, "msr": a.ms_patients, "msc": a.ms_readers, "mse": a.ms_error,
            "msw": a.ms_within, "icc1": a.icc1.estimate, "icc1_95": limits(&a.icc1),
            "icc21": a.icc2.estimate, "icc21_95": limits(&a.icc2), "icc21_nu": a.icc2_df,
            "icc31": a.icc3.estimate, "icc31_95": limits(&a.icc3), "icc2k": a.icc2_mean,
            "icc3k": a.icc3_mean, "F3": a.f3, "df1": a.df_patients, "df2": a.df_error,
            "p3": a.p3, "F1": a.f1, "p1": a.p1,
        });
        comparison.record(&record, &values, class);
    }
    comparison.finish(9);
}

#[test]
fn concordance_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["agree.ccc"]) {
        let (x, y) = two(&record);
        let a = concordance(&x, &y, 0.95);
        let limits = |e: &ConcordanceEstimate| json!([e.lower, e.upper]);
        let (n, n1) = (&a.divisor_n, &a.divisor_n_minus_1);
        let values = json!({
            "n": a.n, "ccc_n": n.ccc, "se_n": n.standard_error, "z95_n": limits(n),
            "bias_factor_n": n.bias_factor, "scale_shift_n": n.scale_shift,
            "location_shift_n": n.location_shift, "ccc_n1": n1.ccc, "se_n1": n1.standard_error,
            "z95_n1": limits(n1), "bias_factor_n1": n1.bias_factor, "pearson": a.pearson,
        });
        comparison.record(&record, &values, class);
    }
    comparison.finish(9);
}

#[test]
fn limits_of_agreement_agree_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["agree.bland_altman"]) {
        let (x, y) = two(&record);
        let a = bland_altman(&x, &y, 0.95);
        let values = json!({
            "n": a.n, "mean_diff": a.mean_difference, "sd_diff": a.standard_deviation,
            "mean_diff_95": [a.mean_lower, a.mean_upper],
            "loa_lower": a.lower_limit.limit, "loa_upper": a.upper_limit.limit,
            "loa_lower_196": a.lower_limit.limit_196, "loa_upper_196": a.upper_limit.limit_196,
            "se_loa_3n": a.standard_error_1986, "se_loa_1999": a.standard_error_1999,
            "loa_lower_95_approx": a.lower_limit.approximate_1986,
            "loa_upper_95_approx": a.upper_limit.approximate_1986,
            "loa_lower_95_1999": a.lower_limit.approximate_1999,
            "loa_upper_95_1999": a.upper_limit.approximate_1999,
            "loa_lower_95_exact": a.lower_limit.exact, "loa_upper_95_exact": a.upper_limit.exact,
            "t": a.t, "p": a.p, "slope_r": a.slope_r,
        });
        comparison.record(&record, &values, |key| match key {
            // R's noncentral t quantile has about eight digits.
            "loa_lower_95_exact" | "loa_upper_95_exact" => {
                Tolerance { relative: 1e-8, absolute: 0.0 }
            }
            key => class(key),
        });
    }
    comparison.finish(9);
}

fn dependent_values(a: &DependentCorrelations) -> Value {
    json!({
        "r12": a.r12, "r13": a.r13, "r23": a.r23, "n": a.n,
        "williams_t": a.williams_t, "williams_df": a.df, "williams_p": a.williams_p,
        "hotelling_t": a.hotelling_t, "hotelling_p": a.hotelling_p,
        "dunn_clark_z": a.dunn_clark_z, "dunn_clark_p": a.dunn_clark_p,
        "steiger_z": a.steiger_z, "steiger_p": a.steiger_p,
        "meng_z": a.meng_z, "meng_p": a.meng_p, "meng_diff_z_95": [a.meng_lower, a.meng_upper],
        "hittner_z": a.hittner_z, "hittner_p": a.hittner_p, "zou_95": [a.zou_lower, a.zou_upper],
    })
}

#[test]
fn dependent_correlations_agree_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["test.dependent_corr"]) {
        let names = ["shared", "a", "b"].map(|key| named(&record, key));
        let data = columns(&record, &names.each_ref().map(String::as_str));
        let correlate = |i: usize, j: usize| {
            let by_ranks = record.label.ends_with("spearman");
            let rho = spearman(&data[i], &data[j], &[]).rho;
            let r = pearson(&data[i], &data[j], &[]).r;
            if by_ranks { rho } else { r }.value().unwrap()
        };
        let (r12, r13, r23) = (correlate(0, 1), correlate(0, 2), correlate(1, 2));
        let answer = dependent_correlations(r12, r13, r23, data[0].len(), 0.95);
        comparison.record(&record, &dependent_values(&answer), class);
    }
    for record in records("correlation_inputs.json", &["test.dependent_corr"]) {
        let [r12, r13, r23] = ["r12", "r13", "r23"].map(|key| record.args[key].as_f64().unwrap());
        let n = record.args["n"].as_u64().unwrap() as usize;
        let answer = dependent_correlations(r12, r13, r23, n, 0.95);
        comparison.record(&record, &dependent_values(&answer), class);
    }
    comparison.finish(13);
}

/// Printed in Silver, Hittner & May 2006 for r = 0.3, 0.4, 0.5 and n = 100:
/// Williams, Dunn & Clark, Steiger, and Hittner, to four decimals.
#[test]
fn dependent_correlations_reproduce_printed_values() {
    let a = dependent_correlations(0.3, 0.4, 0.5, 100, 0.95);
    for (z, printed) in [
        (a.williams_t, -1.0767),
        (a.dunn_clark_z, -1.0730),
        (a.steiger_z, -1.0718),
        (a.hittner_z, -1.0715),
    ] {
        assert!((z.value().unwrap() - printed).abs() < 0.5e-4 + 1e-12, "{z:?} for {printed}");
    }
}

#[test]
fn partial_rank_correlation_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["corr.partial_spearman"]) {
        let given = record.args["given"].as_array().unwrap().iter().map(|g| g.as_str().unwrap());
        let [x, y] = ["x", "y"].map(|key| named(&record, key));
        let names: Vec<&str> = [x.as_str(), y.as_str()].into_iter().chain(given).collect();
        let data = columns(&record, &names);
        let rest: Vec<&[f64]> = data[2..].iter().map(Vec::as_slice).collect();
        let a = partial_spearman(&data[0], &data[1], &rest, &[0.95]);
        let values = json!({
            "n": a.n, "rho": a.rho, "t": a.t, "df": a.df, "p": a.p,
            "fisher_95": [a.intervals[0].lower, a.intervals[0].upper],
        });
        comparison.record(&record, &values, class);
    }
    comparison.finish(3);
}
