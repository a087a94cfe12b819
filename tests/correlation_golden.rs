//! Correlation against every record of the reference.

mod support;

use gradus::stats::correlation_interval::{CorrelationInterval, CorrelationIntervalKind};
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
