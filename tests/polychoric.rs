//! Polychoric correlation against every record of the reference, and against a
//! closed form.

mod support;

use gradus::stats::kappa::AgreementTable;
use gradus::stats::polychoric::polychoric;
use serde_json::json;
use support::{COUNT, Comparison, Dataset, Tolerance, records};

#[test]
fn polychoric_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("exact.json", &["corr.polychoric"]) {
        let data = Dataset::read(&record.dataset);
        let column = |key: &str| data.column(record.args[key].as_str().unwrap());
        let (x, y): (Vec<f64>, Vec<f64>) = column("x")
            .iter()
            .zip(column("y"))
            .filter_map(|(x, y)| Some((x.as_f64()?, y.as_f64()?)))
            .unzip();
        let a = polychoric(&AgreementTable::of_values(&x, &y).0);
        let (two_step, ml) = (&a.two_step, &a.maximum_likelihood);
        assert!(two_step.converged && ml.converged, "{}", record.id);
        let values = json!({
            "n": a.n, "two_step": two_step.rho, "two_step_se": two_step.standard_error,
            "two_step_loglik": two_step.log_likelihood,
            "row_thresholds": two_step.row_thresholds, "col_thresholds": two_step.column_thresholds,
            "ml": ml.rho, "ml_se": ml.standard_error, "ml_row_thresholds": ml.row_thresholds,
            "ml_col_thresholds": ml.column_thresholds, "ml_loglik": ml.log_likelihood,
            "bvn_chisq": a.chi_squared, "bvn_df": a.df, "bvn_p": a.p,
        });
        comparison.record(&record, &values, |key| match key {
            "n" | "bvn_df" => COUNT,
            _ => Tolerance { relative: 1e-6, absolute: 1e-7 },
        });
    }
    comparison.finish(10);
}

/// A 2 × 2 table with equal margins has the closed form ρ = sin(2π(a − ¼)),
/// with a the share in the first cell (Sheppard 1899).
#[test]
fn a_table_cut_at_the_medians_has_a_closed_form() {
    let table = AgreementTable { categories: 2, counts: vec![40, 10, 10, 40] };
    let a = polychoric(&table);
    let wanted = (2.0 * std::f64::consts::PI * (0.4 - 0.25)).sin();
    for fit in [a.two_step, a.maximum_likelihood] {
        assert!((fit.rho.value().unwrap() - wanted).abs() < 1e-9, "{fit:?}");
    }
    assert_eq!(a.df, 0);
    assert_eq!(a.p.value(), None);
}

#[test]
fn constant_and_perfect_tables_are_said_in_words() {
    let constant = AgreementTable { categories: 3, counts: vec![5, 4, 3, 0, 0, 0, 0, 0, 0] };
    assert_eq!(polychoric(&constant).two_step.rho.value(), None);
    let perfect = AgreementTable { categories: 3, counts: vec![5, 0, 0, 0, 4, 0, 0, 0, 3] };
    let fit = polychoric(&perfect);
    assert_eq!(fit.maximum_likelihood.rho.value(), None);
    assert!(!fit.maximum_likelihood.converged);
    let empty = AgreementTable { categories: 2, counts: vec![0; 4] };
    assert_eq!(polychoric(&empty).n, 0);
}
