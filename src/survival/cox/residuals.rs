//! Residuals of a fitted model.

use super::baseline::{Increments, increments};
use super::fit::Fitted;
use super::risk_set::dot;
use super::smooth::{ResidualSmooth, smooth};
use crate::compact::{Gather, Order};
use crate::value::Series;
use serde::Serialize;

/// Matrices are row-major, one column per coefficient. Subjects are in the
/// order given, events in order of time within strata.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxResiduals {
    /// x′β about the reference means of the covariates.
    pub linear_predictor: Series,
    /// Events minus expected events.
    pub martingale: Series,
    /// Martingale residuals made symmetric.
    pub deviance: Series,
    /// Contributions of the subjects to the score vector.
    pub score: Series,
    /// Change of the coefficients when a subject is left out, to first order.
    pub dfbeta: Series,
    pub event_time: Series,
    /// Row (from 0) of the subject behind each event.
    pub event_row: Vec<u32>,
    /// Covariates of each event minus their mean among those at risk.
    pub schoenfeld: Series,
    /// The same scaled by the covariance, plus the coefficient: a log hazard
    /// ratio over time.
    pub scaled_schoenfeld: Series,
    /// A smooth line through them, one a coefficient.
    pub smooth: Vec<ResidualSmooth>,
}

/// Therneau, Grambsch & Fleming (1990, Biometrika 77:147) for martingale,
/// deviance and score residuals; Schoenfeld (1982, Biometrika 69:239);
/// Grambsch & Therneau (1994) for the scaled ones. With Efron's ties a subject
/// that dies among d has been exposed to the parts of its time in shares
/// 1 − l/d. After an exact fit, martingale and deviance residuals use Breslow's
/// increments, as in R; the others are those of Breslow's likelihood at the
/// exact estimates.
pub fn residuals(fitted: &Fitted, columns: &[Vec<f64>]) -> Option<CoxResiduals> {
    let design = &fitted.design;
    let (p, scale) = (design.p, &design.scale);
    let n: usize = design.strata.iter().map(|s| s.row.len()).sum();
    let mut martingale = vec![0.0; n];
    let mut deviance = vec![0.0; n];
    let mut score = vec![0.0; n * p];
    let mut event_time = Vec::new();
    let mut event_row = Vec::new();
    let mut schoenfeld = Vec::new();
    for (stratum, increments) in design.strata.iter().zip(&increments(fitted)?) {
        let exposures = Exposures::new(increments, p);
        let entered = entry_spans(stratum);
        for (at, span) in stratum.spans.iter().enumerate() {
            // Near ties are one time: within it, in the order given.
            let mut within: Vec<usize> = (span.from..span.to).gather();
            if within.len() > 1 {
                within.order_by_key(|position| stratum.row[*position]);
            }
            for position in within {
                let (row, event) = (stratum.row[position] as usize, stratum.event[position]);
                let z = stratum.z(position, p);
                let risk = dot(z, &fitted.maximum.beta).exp();
                let exposure = exposures.between(entered[position], at, event);
                let expected = risk * exposure.hazard;
                let died = if event { 1.0 } else { 0.0 };
                martingale[row] = died - expected;
                deviance[row] = deviance_of(died - expected, died);
                for j in 0..p {
                    let mean = increments.plain_mean[at * p + j];
                    let own = if event { z[j] - mean } else { 0.0 };
                    let path = risk * (z[j] * exposure.hazard - exposure.mean[j]);
                    score[row * p + j] = (own - path) * scale[j];
                    if event {
                        schoenfeld.push((z[j] - mean) * scale[j]);
                    }
                }
                if event {
                    event_time.push(span.time);
                    event_row.push(row as u32);
                }
            }
        }
    }
    let (beta, covariance) = (fitted.coefficients(), fitted.covariance());
    let times = |row: &[f64], factor: f64, plus: &[f64]| -> Vec<f64> {
        (0..p)
            .map(|j| {
                let product: f64 = (0..p).map(|i| row[i] * covariance[i * p + j]).sum();
                plus.get(j).unwrap_or(&0.0) + factor * product
            })
            .gather()
    };
    let deaths = event_row.len() as f64;
    let means = super::baseline::reference_means(columns);
    let predictor =
        |row: usize| -> f64 { (0..p).map(|j| (columns[j][row] - means[j]) * beta[j]).sum() };
    let rows = |matrix: &[f64]| -> Vec<Vec<f64>> { matrix.chunks(p).map(<[f64]>::to_vec).gather() };
    let scaled: Vec<f64> = rows(&schoenfeld).iter().flat_map(|r| times(r, deaths, &beta)).gather();
    let through = |j: usize| {
        let own: Vec<f64> = scaled.iter().skip(j).step_by(p).copied().gather();
        smooth(&event_time, &own, deaths * covariance[j * p + j])
    };
    Some(CoxResiduals {
        smooth: (0..p).map(through).gather(),
        linear_predictor: (0..n).map(predictor).gather().into(),
        martingale: martingale.into(),
        deviance: deviance.into(),
        dfbeta: rows(&score).iter().flat_map(|r| times(r, 1.0, &[])).gather().into(),
        score: score.into(),
        event_time: event_time.into(),
        event_row,
        scaled_schoenfeld: scaled.into(),
        schoenfeld: schoenfeld.into(),
    })
}

/// sign(m) √(−2 (m + δ log(δ − m))).
fn deviance_of(m: f64, died: f64) -> f64 {
    let log = if died > 0.0 { (died - m).ln() } else { 0.0 };
    m.signum() * (-2.0 * (m + died * log)).max(0.0).sqrt()
}

/// The span after which each subject is at risk: none without delayed entry.
fn entry_spans(stratum: &super::design::Stratum) -> Vec<usize> {
    let mut entered = vec![0; stratum.row.len()];
    for (time, position) in &stratum.entries {
        entered[*position as usize] = stratum.spans.partition_point(|span| span.time <= *time);
    }
    entered
}

/// Sums of increments up to and including each span.
struct Exposures<'a> {
    p: usize,
    increments: &'a Increments,
    hazard: Vec<f64>,
    mean: Vec<f64>,
}

struct Exposure {
    hazard: f64,
    mean: Vec<f64>,
}

impl<'a> Exposures<'a> {
    fn new(increments: &'a Increments, p: usize) -> Self {
        let spans = increments.hazard.len();
        let mut hazard = vec![0.0; spans + 1];
        let mut mean = vec![0.0; (spans + 1) * p];
        for at in 0..spans {
            hazard[at + 1] = hazard[at] + increments.hazard[at];
            for j in 0..p {
                mean[(at + 1) * p + j] = mean[at * p + j] + increments.mean[at * p + j];
            }
        }
        Self { p, increments, hazard, mean }
    }

    /// From before span `from` to the end of span `last`; who dies in `last`
    /// has been exposed to part of it.
    fn between(&self, from: usize, last: usize, dies: bool) -> Exposure {
        let Self { p, increments, .. } = *self;
        let to = if dies { last } else { last + 1 };
        let mut exposure = Exposure {
            hazard: self.hazard[to] - self.hazard[from],
            mean: (0..p).map(|j| self.mean[to * p + j] - self.mean[from * p + j]).gather(),
        };
        if dies {
            exposure.hazard += increments.hazard_of_dying[last];
            for (j, mean) in exposure.mean.iter_mut().enumerate() {
                *mean += increments.mean_of_dying[last * p + j];
            }
        }
        exposure
    }
}
