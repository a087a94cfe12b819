//! The fit: coefficients, their covariance, and the three tests of no effect.

use super::Ties;
use super::design::{CoxData, Design};
use super::likelihood::{Evaluation, evaluate};
use super::newton::{Convergence, Maximum, climb_from};
use crate::compact::Gather;
use crate::survival::cholesky::{Cholesky, independent_rows, part};
use crate::survival::sample::SortedSample;
use crate::tail::{chi_squared_upper, normal_for_level, normal_two_sided};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// A fitted model. Coefficients are in the order of the columns given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxFit {
    pub ties: Ties,
    pub n: usize,
    pub events: usize,
    pub coefficients: Vec<Coefficient>,
    /// Covariance of the coefficients, row-major; missing in the rows and
    /// columns of those that do not exist.
    pub covariance: Series,
    pub log_likelihood_null: Estimate,
    /// At the estimates; where the likelihood is monotone, its limit.
    pub log_likelihood: Estimate,
    pub likelihood_ratio: GlobalTest,
    pub wald: GlobalTest,
    pub score: GlobalTest,
    /// −2 log L + 2 df.
    pub aic: Estimate,
    pub convergence: Convergence,
    /// A likelihood that rises without end: some covariate (or combination)
    /// orders the deaths perfectly. There is no finite estimate; Firth's is.
    pub monotone: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Coefficient {
    /// Log hazard ratio for one unit.
    pub estimate: Estimate,
    pub standard_error: Estimate,
    pub z: Estimate,
    /// Wald's, two-sided.
    pub p: Estimate,
    pub hazard_ratio: Estimate,
    /// Wald limits of the hazard ratio, one for each level.
    pub limits: Vec<RatioLimits>,
    pub runs_away: Option<Direction>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RatioLimits {
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// Where a coefficient goes that has no finite estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    ToPlusInfinity,
    ToMinusInfinity,
}

/// A test that all coefficients are 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GlobalTest {
    pub chi_squared: Estimate,
    pub df: u32,
    pub p: Estimate,
}

impl GlobalTest {
    pub fn new(chi_squared: f64, df: usize, why: &str) -> Self {
        let p = chi_squared_upper(chi_squared, df as f64).unwrap_or(f64::NAN);
        Self {
            chi_squared: Estimate::finite(chi_squared, why),
            df: df as u32,
            p: Estimate::finite(p, why),
        }
    }
}

/// What later readings (baseline, residuals, predictions) start from.
pub struct Fitted {
    pub design: Design,
    pub ties: Ties,
    /// Columns that are no combination of those before them.
    pub kept: Vec<usize>,
    pub null: Evaluation,
    pub maximum: Maximum,
    /// Inverse information of the scaled coefficients, p × p, 0 outside `kept`.
    pub variance: Vec<f64>,
}

/// Why there is no fit at all.
#[derive(Clone, Debug, PartialEq)]
pub enum NoFit {
    NoEvents,
    /// No column varies among those ever at risk together.
    NothingVaries,
    /// Numbers beyond a double's range: with the exact method, too many ties.
    OutOfRange,
}

impl std::fmt::Display for NoFit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoEvents => "there are no events",
            Self::NothingVaries => "no covariate varies among those at risk together",
            Self::OutOfRange => "the sums of the likelihood are beyond a double's range",
        })
    }
}

impl std::error::Error for NoFit {}

/// Cox regression on one covariate, given by row (Efron's ties): its coefficient,
/// with limits at `levels`, and the score test. Groups of the sample are no strata.
pub fn on_one_covariate(
    sample: &SortedSample,
    covariate: Vec<f64>,
    levels: &[f64],
) -> Result<(Coefficient, GlobalTest), NoFit> {
    let together = (sample.groups() > 1).then(|| sample.regrouped(1, |_| Some(0)));
    let columns = [covariate];
    let sample = together.as_ref().unwrap_or(sample);
    let fit = maximise(&CoxData { sample, columns: &columns, weights: None }, Ties::Efron)?;
    let mut summary = fit.summary(levels);
    Ok((summary.coefficients.remove(0), summary.score))
}

/// Maximises the partial likelihood by Newton's method from 0, halving steps
/// that do not climb.
pub fn maximise(data: &CoxData<'_>, ties: Ties) -> Result<Fitted, NoFit> {
    let design = Design::new(data);
    if design.events() == 0 {
        return Err(NoFit::NoEvents);
    }
    let p = design.p;
    let null = evaluate(&design, ties, &vec![0.0; p]).ok_or(NoFit::OutOfRange)?;
    let kept = independent_rows(&null.information, p);
    if kept.is_empty() {
        return Err(NoFit::NothingVaries);
    }
    let likelihood = |beta: &[f64]| evaluate(&design, ties, beta);
    let maximum = climb_from(likelihood, &vec![0.0; p], null.clone(), &kept);
    let variance = spread(&maximum.at.information, p, &kept);
    Ok(Fitted { design, ties, kept, null, maximum, variance })
}

/// The inverse of the kept part of an information matrix, 0 elsewhere; NaN
/// throughout where it cannot be inverted.
pub fn spread(information: &[f64], p: usize, kept: &[usize]) -> Vec<f64> {
    let Some(factor) = Cholesky::new(&part(information, p, kept), kept.len()) else {
        return vec![f64::NAN; p * p];
    };
    let inverse = factor.inverse();
    let mut variance = vec![0.0; p * p];
    for (a, &i) in kept.iter().enumerate() {
        for (b, &j) in kept.iter().enumerate() {
            variance[i * p + j] = inverse[a * kept.len() + b];
        }
    }
    variance
}

impl Fitted {
    pub fn is_monotone(&self) -> bool {
        !self.maximum.marching.is_empty()
    }

    /// β of the columns as given; 0 where a column was dropped.
    pub fn coefficients(&self) -> Vec<f64> {
        self.maximum.beta.iter().zip(&self.design.scale).map(|(b, s)| b / s).gather()
    }

    /// Covariance of those.
    pub fn covariance(&self) -> Vec<f64> {
        let (p, scale) = (self.design.p, &self.design.scale);
        (0..p * p).map(|at| self.variance[at] / (scale[at / p] * scale[at % p])).gather()
    }

    /// Everything a reader asks of the fit.
    pub fn summary(&self, levels: &[f64]) -> CoxFit {
        let p = self.design.p;
        let marching = &self.maximum.marching;
        let (beta, mut covariance) = (self.coefficients(), self.covariance());
        let coefficients: Vec<Coefficient> = (0..p)
            .map(|j| {
                let why = if !self.kept.contains(&j) {
                    "the covariate does not vary, or is a combination of the others"
                } else if marching.contains(&j) {
                    "the likelihood rises without end: the estimate is infinite"
                } else {
                    ""
                };
                let direction = match beta[j] {
                    b if !marching.contains(&j) || !self.kept.contains(&j) || b == 0.0 => None,
                    b if b > 0.0 => Some(Direction::ToPlusInfinity),
                    _ => Some(Direction::ToMinusInfinity),
                };
                coefficient(beta[j], covariance[j * p + j].sqrt(), why, direction, levels)
            })
            .gather();
        for j in (0..p).filter(|j| !self.kept.contains(j) || marching.contains(j)) {
            for i in 0..p {
                covariance[i * p + j] = f64::NAN;
                covariance[j * p + i] = f64::NAN;
            }
        }
        let df = self.kept.len();
        let (null, at) = (self.null.log_likelihood, self.maximum.at.log_likelihood);
        let score = {
            let score: Vec<f64> = self.kept.iter().map(|j| self.null.score[*j]).gather();
            let information = part(&self.null.information, p, &self.kept);
            Cholesky::new(&information, df)
                .map_or(f64::NAN, |f| f.solve(&score).iter().zip(&score).map(|(a, b)| a * b).sum())
        };
        let wald = {
            let beta: Vec<f64> = self.kept.iter().map(|j| self.maximum.beta[*j]).gather();
            let information = part(&self.maximum.at.information, p, &self.kept);
            if self.is_monotone() {
                f64::NAN
            } else {
                crate::survival::cholesky::between(&beta, &information, &beta)
            }
        };
        const MONOTONE: &str = "the likelihood rises without end";
        CoxFit {
            ties: self.ties,
            n: self.design.strata.iter().map(|s| s.row.len()).sum(),
            events: self.design.events(),
            coefficients,
            covariance: covariance.into(),
            log_likelihood_null: Estimate::Value(null),
            log_likelihood: Estimate::Value(at),
            likelihood_ratio: GlobalTest::new((2.0 * (at - null)).max(0.0), df, ""),
            wald: GlobalTest::new(wald, df, MONOTONE),
            score: GlobalTest::new(score, df, "the information at 0 cannot be inverted"),
            aic: Estimate::Value(2.0 * df as f64 - 2.0 * at),
            convergence: self.maximum.convergence.clone(),
            monotone: self.is_monotone(),
        }
    }
}

pub const BEYOND_RANGE: &str = "beyond a double's range";

/// A coefficient with Wald's test and limits; `why` is not empty where it does
/// not exist.
pub fn coefficient(
    beta: f64,
    error: f64,
    why: &str,
    runs_away: Option<Direction>,
    levels: &[f64],
) -> Coefficient {
    let or = |x: f64| {
        if why.is_empty() {
            Estimate::finite(x, BEYOND_RANGE)
        } else {
            Estimate::not_estimable(why)
        }
    };
    let limits = levels
        .iter()
        .map(|level| {
            let z = normal_for_level(*level).unwrap_or(f64::NAN);
            RatioLimits {
                level: *level,
                lower: or((beta - z * error).exp()),
                upper: or((beta + z * error).exp()),
            }
        })
        .gather();
    Coefficient {
        estimate: or(beta),
        standard_error: or(error),
        z: or(beta / error),
        p: or(normal_two_sided(beta / error)),
        hazard_ratio: or(beta.exp()),
        limits,
        runs_away,
    }
}
