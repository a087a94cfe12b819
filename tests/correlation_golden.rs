//! Correlation against every record of the reference.

mod support;

use gradus::stats::correlation_interval::{CorrelationInterval, CorrelationIntervalKind};
use gradus::stats::kendall::kendall;
use gradus::stats::ordinal::ordinal_association;
use gradus::stats::pearson::pearson;
use gradus::stats::spearman::spearman;
use serde_json::{Map, Value, json};
use support::{CLOSED, COUNT, Comparison, Dataset, Record, TAIL, Tolerance, records};

/// Two columns of a record, complete pairs, as numbers (a level's position
/// where the column holds words).
fn pairs(record: &Record) -> (Vec<f64>, Vec<f64>) {
    let data = Dataset::read(&record.dataset);
    let column = |key: &str| data.column(record.args[key].as_str().unwrap());
    column("x")
        .iter()
        .zip(column("y"))
        .filter_map(|(x, y)| Some((x.as_f64()?, y.as_f64()?)))
        .unzip()
}

fn limits(values: &mut Map<String, Value>, intervals: &[CorrelationInterval]) {
    for interval in intervals {
        let kind = match interval.kind {
            CorrelationIntervalKind::Fisher => "fisher",
            CorrelationIntervalKind::Fieller => "fieller",
            CorrelationIntervalKind::BonettWright => "bonett_wright",
        };
        let level = (interval.level * 100.0).round();
        values.insert(format!("{kind}_{level}"), json!([interval.lower, interval.upper]));
    }
}

fn class(key: &str) -> Tolerance {
    match key {
        "n" | "df" | "sum_d2" => COUNT,
        key if key.starts_with("p_") || key == "p" => TAIL,
        _ => CLOSED,
    }
}

#[test]
fn spearman_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["corr.spearman"]) {
        let (x, y) = pairs(&record);
        let answer = spearman(&x, &y, &[0.9, 0.95, 0.99]);
        let mut values = json!({
            "n": answer.n, "rho": answer.rho, "S": answer.s, "t": answer.t, "df": answer.df,
            "p_t": answer.p_t, "p_t_R": answer.p_t, "p_z": answer.p_z,
            "sum_d2": answer.sum_of_squared_rank_differences,
            "rho_nontie_formula": answer.rho_by_formula_without_ties,
        });
        limits(values.as_object_mut().unwrap(), &answer.intervals);
        // The exact p has a test of its own.
        let mut record = record;
        record.values.remove("p_exact_R");
        comparison.record(&record, &values, class);
    }
    comparison.finish(18);
}

#[test]
fn kendall_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for mut record in records("correlation.json", &["corr.kendall"]) {
        let (x, y) = pairs(&record);
        let answer = kendall(&x, &y, &[0.95]);
        let interval = &answer.intervals[0];
        let values = json!({
            "n": answer.n, "tau_b": answer.tau_b, "tau_a": answer.tau_a,
            "concordant": answer.pairs.concordant, "discordant": answer.pairs.discordant,
            "tied_x_only": answer.pairs.tied_x_only, "tied_y_only": answer.pairs.tied_y_only,
            "tied_both": answer.pairs.tied_both, "z": answer.z, "p": answer.p,
            "z_cc": answer.z_continuity, "p_cc": answer.p_continuity,
            "fieller_95": [interval.lower, interval.upper],
        });
        // The exact p has a test of its own.
        record.values.remove("p_exact_R");
        comparison.record(&record, &values, class);
    }
    comparison.finish(18);
}

#[test]
fn pearson_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["corr.pearson"]) {
        let (x, y) = pairs(&record);
        let answer = pearson(&x, &y, &[0.9, 0.95, 0.99]);
        let limits = |i: usize| json!([answer.intervals[i].lower, answer.intervals[i].upper]);
        let values = json!({
            "r": answer.r, "t": answer.t, "p": answer.p,
            "ci_90": limits(0), "ci_95": limits(1), "ci_99": limits(2),
        });
        comparison.record(&record, &values, class);
    }
    comparison.finish(18);
}

#[test]
fn ordinal_association_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("correlation.json", &["assoc.ordinal"]) {
        let (x, y) = pairs(&record);
        let a = ordinal_association(&x, &y, 0.95);
        let values = json!({
            "n": a.n,
            "gamma": a.gamma.estimate, "gamma_ase1": a.gamma.standard_error,
            "gamma_ase0": a.gamma.standard_error_null, "gamma_z0": a.gamma.z, "gamma_p0": a.gamma.p,
            "gamma_lower95": a.gamma.lower, "gamma_upper95": a.gamma.upper,
            "somers_yx": a.somers_y_given_x.estimate,
            "somers_yx_ase1": a.somers_y_given_x.standard_error,
            "somers_yx_ase0": a.somers_y_given_x.standard_error_null,
            "somers_yx_p0": a.somers_y_given_x.p,
            "somers_yx_lower95": a.somers_y_given_x.lower,
            "somers_yx_upper95": a.somers_y_given_x.upper,
            "somers_xy": a.somers_x_given_y.estimate,
            "somers_xy_ase1": a.somers_x_given_y.standard_error,
            "somers_xy_ase0": a.somers_x_given_y.standard_error_null,
            "somers_sym": a.somers_symmetric,
            "tau_b": a.tau_b.estimate, "tau_b_ase1": a.tau_b.standard_error,
            "tau_b_ase0": a.tau_b.standard_error_null,
            "tau_b_lower95": a.tau_b.lower, "tau_b_upper95": a.tau_b.upper,
            "tau_c": a.tau_c.estimate, "tau_c_ase": a.tau_c.standard_error,
        });
        // In pub_ord6nt every patient agrees with 4 others and disagrees with 1:
        // the standard error is exactly 0. The reference lost it to rounding
        // (8e-9), and its limits with it.
        let lost = Tolerance { relative: 0.0, absolute: 2e-8 };
        let equal = record.dataset == "pub_ord6nt";
        comparison.record(&record, &values, |key| match key {
            "gamma_p0" | "somers_yx_p0" => TAIL,
            "tau_b_ase1" | "tau_b_lower95" | "tau_b_upper95" if equal => lost,
            other => class(other),
        });
    }
    comparison.finish(18);
}
