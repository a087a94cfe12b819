//! Rank correlation with other variables held fixed.

use super::correlation_interval::{CorrelationInterval, CorrelationIntervalKind, interval};
use super::rank::midranks;
use super::spearman::spearman;
use crate::compact::Gather;
use crate::tail::student_two_sided;
use crate::value::Estimate;
use serde::Serialize;

/// Partial Spearman correlation: how x and y go together among patients alike
/// in the other variables, as far as a straight line in the ranks can tell.
///
/// The partial correlation of the midranks, −Q_xy/√(Q_xx Q_yy) with Q the
/// inverse of their correlation matrix; t on n − 2 − q degrees of freedom, q
/// the number held fixed; Fisher's interval with variance 1/(n − q − 3).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PartialSpearman {
    pub n: usize,
    pub held_fixed: usize,
    pub rho: Estimate,
    pub t: Estimate,
    pub df: f64,
    pub p: Estimate,
    pub intervals: Vec<CorrelationInterval>,
}

/// Of x and y given others; all samples paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn partial_spearman(x: &[f64], y: &[f64], given: &[&[f64]], levels: &[f64]) -> PartialSpearman {
    let (n, q) = (x.len(), given.len());
    let variables: Vec<&[f64]> = [x, y].into_iter().chain(given.iter().copied()).gather();
    let df = n as f64 - 2.0 - q as f64;
    let rho = correlations(&variables).and_then(partial);
    let rho = match rho {
        Ok(_) if df < 0.0 => Estimate::not_estimable("fewer patients than variables"),
        Ok(rho) => Estimate::Value(rho),
        Err(why) => Estimate::NotEstimable { why },
    };
    let (t, p) = match &rho {
        Estimate::Value(rho) => {
            let t = rho * (df / ((1.0 - rho) * (1.0 + rho))).sqrt();
            let why =
                if df < 1.0 { "too few patients for a test" } else { "the correlation is ±1" };
            let p = student_two_sided(t, df);
            (Estimate::finite(t, why), p.map_or(Estimate::not_estimable(why), Estimate::Value))
        }
        other => (other.clone(), other.clone()),
    };
    let kind = CorrelationIntervalKind::Fisher;
    let intervals = levels.iter().map(|&level| interval(kind, &rho, n, q + 3, level)).gather();
    PartialSpearman { n, held_fixed: q, rho, t, df: df.max(0.0), p, intervals }
}

/// Spearman correlations of every two, row by row.
fn correlations(variables: &[&[f64]]) -> Result<Vec<Vec<f64>>, String> {
    let ranked: Vec<Vec<f64>> = variables.iter().map(|sample| midranks(sample)).gather();
    let mut matrix = vec![vec![1.0; variables.len()]; variables.len()];
    for i in 0..variables.len() {
        for j in 0..i {
            match spearman(&ranked[i], &ranked[j], &[]).rho {
                Estimate::Value(rho) => (matrix[i][j], matrix[j][i]) = (rho, rho),
                Estimate::NotEstimable { why } => return Err(why),
                Estimate::NotReached => return Err("no correlation".into()),
            }
        }
    }
    Ok(matrix)
}

/// The partial correlation of the first two: every other one is swept out.
fn partial(mut matrix: Vec<Vec<f64>>) -> Result<f64, String> {
    for pivot in (2..matrix.len()).rev() {
        let scale = matrix[pivot][pivot];
        if scale < 1e-12 {
            return Err("the variables held fixed determine each other".into());
        }
        let row = matrix[pivot].clone();
        for (i, other) in matrix.iter_mut().enumerate().take(pivot) {
            let factor = row[i] / scale;
            other.iter_mut().zip(&row).take(pivot).for_each(|(a, b)| *a -= factor * b);
        }
    }
    let (xx, yy, xy) = (matrix[0][0], matrix[1][1], matrix[0][1]);
    if xx < 1e-12 || yy < 1e-12 {
        return Err("the variables held fixed determine one of the two".into());
    }
    Ok((xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}
