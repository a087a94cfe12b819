//! Fine and Gray's regression of the subdistribution hazard.

use super::Ending;
use super::weighted::Weighted;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::survival::cholesky::{Cholesky, independent_rows, part};
use crate::survival::cox::fit::{Coefficient, Direction, GlobalTest, NoFit, coefficient, spread};
use crate::survival::cox::newton::{Convergence, climb_from};
use crate::survival::sample::SortedSample;
use crate::value::Series;
use serde::Serialize;

/// When a death and a censoring fall on one time, who leaves the censoring
/// curve's risk set first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CensoringTies {
    /// The dead stay at risk of censoring (cmprsk's `crr`).
    #[default]
    DeathsStay,
    /// The dead leave first (survival's `finegray`).
    DeathsLeave,
}

/// A fitted subdistribution hazards model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FineGrayFit {
    pub censoring_ties: CensoringTies,
    pub n: usize,
    pub events: usize,
    pub competing_events: usize,
    /// Log subdistribution hazard ratios, standard errors from the sandwich.
    pub coefficients: Vec<Coefficient>,
    /// Sandwich covariance, row-major.
    pub covariance: Series,
    pub log_likelihood_null: f64,
    pub log_likelihood: f64,
    /// Twice the gain in the pseudo likelihood; its χ² tail is not a test of
    /// level, since the weights are estimated.
    pub pseudo_likelihood_ratio: f64,
    pub wald: GlobalTest,
    pub convergence: Convergence,
    pub monotone: bool,
}

/// What the regression is fitted to; no delayed entry.
#[derive(Clone, Copy)]
pub struct FineGrayData<'a> {
    pub sample: &'a SortedSample,
    pub ending: &'a [Ending],
    /// One column per coefficient, by row.
    pub columns: &'a [Vec<f64>],
    /// Which ending is of interest.
    pub of: Ending,
}

/// Maximises the weighted partial likelihood (Fine & Gray 1999, J Am Stat Assoc
/// 94:496).
///
/// Whoever had a competing event at X stays in the risk set at t > X with
/// weight G(t−)/G(X−), G the Kaplan–Meier curve of censoring. Ties as in
/// Breslow. The covariance is the sandwich with the part that G is estimated.
/// Agrees with cmprsk's `crr` to 1e-6 and better.
pub fn fine_gray(
    data: &FineGrayData<'_>,
    censoring_ties: CensoringTies,
    levels: &[f64],
) -> Result<FineGrayFit, NoFit> {
    let design = Weighted::new(data, censoring_ties);
    let p = design.p;
    let [events, competing_events] = design.counts();
    if events == 0 {
        return Err(NoFit::NoEvents);
    }
    let zero = vec![0.0; p];
    let null = design.evaluate(&zero).ok_or(NoFit::OutOfRange)?;
    let kept = independent_rows(&null.information, p);
    if kept.is_empty() {
        return Err(NoFit::NothingVaries);
    }
    let maximum = climb_from(|beta| design.evaluate(beta), &zero, null.clone(), &kept);
    let bread = spread(&maximum.at.information, p, &kept);
    let meat = design.meat(&maximum.beta);
    let product = multiply(&multiply(&bread, &meat, p), &bread, p);
    let scale = &design.scale;
    let covariance: Vec<f64> =
        (0..p * p).map(|at| product[at] / (scale[at / p] * scale[at % p])).gather();
    let monotone = !maximum.marching.is_empty();
    let coefficients = (0..p)
        .map(|j| {
            let away = maximum.marching.contains(&j);
            let why = if !kept.contains(&j) {
                "the covariate does not vary, or is a combination of the others"
            } else if away {
                "the likelihood rises without end: the estimate is infinite"
            } else {
                ""
            };
            let direction = away.then_some(if maximum.beta[j] > 0.0 {
                Direction::ToPlusInfinity
            } else {
                Direction::ToMinusInfinity
            });
            let beta = maximum.beta[j] / scale[j];
            coefficient(beta, covariance[j * p + j].sqrt(), why, direction, levels)
        })
        .gather();
    let wald = {
        let beta: Vec<f64> = kept.iter().map(|j| maximum.beta[*j]).gather();
        let k = kept.len();
        let value = Cholesky::new(&part(&product, p, &kept), k)
            .map_or(f64::NAN, |f| f.solve(&beta).iter().zip(&beta).map(|(a, b)| a * b).sum());
        let value = if monotone { f64::NAN } else { value };
        GlobalTest::new(value, k, "the likelihood rises without end")
    };
    Ok(FineGrayFit {
        censoring_ties,
        n: design.n,
        events,
        competing_events,
        coefficients,
        covariance: covariance.into(),
        log_likelihood_null: null.log_likelihood,
        log_likelihood: maximum.at.log_likelihood,
        pseudo_likelihood_ratio: 2.0 * (maximum.at.log_likelihood - null.log_likelihood),
        wald,
        convergence: maximum.convergence,
        monotone,
    })
}

fn multiply(a: &[f64], b: &[f64], p: usize) -> Vec<f64> {
    (0..p * p).map(|at| (0..p).map(|l| a[at / p * p + l] * b[l * p + at % p]).sum()).gather()
}
