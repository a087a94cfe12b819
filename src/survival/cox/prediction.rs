//! The survival curve a fitted model predicts for chosen covariates.

use super::baseline::increments;
use super::fit::Fitted;
use crate::compact::Gather;
use crate::survival::cholesky::between;
use crate::survival::limits::{Limits, Transform};
use crate::survival::quantile::EstimateLimits;
use crate::tail::normal_for_level;
use crate::value::Estimate;
use serde::Serialize;

/// Predicted survival at chosen times for one set of covariates.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Prediction {
    pub covariates: Vec<f64>,
    pub stratum: usize,
    pub at_times: Vec<PredictedSurvival>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PredictedSurvival {
    pub time: f64,
    pub survival: Estimate,
    /// Of the survival probability.
    pub standard_error: Estimate,
    pub limits: Vec<EstimateLimits>,
    /// Beyond the last time anybody of the stratum was seen.
    pub beyond_follow_up: bool,
}

/// S(t | x) = exp(−H(t) exp(x′β)).
///
/// The variance of log S is e^{2x′β} (Σ h²-parts + q′Vq), q = Σ (x − x̄) dH and V
/// the covariance of β (Tsiatis 1981, Ann Stat 9:93; Link 1984, Biometrics
/// 40:601), the parts those of the treatment of ties. Agrees with R's
/// `survfit(coxph, newdata)`.
pub fn predict(
    fitted: &Fitted,
    covariates: &[f64],
    stratum: usize,
    times: &[f64],
    limits: &[Limits],
) -> Option<Prediction> {
    let design = &fitted.design;
    let p = design.p;
    let z: Vec<f64> = (0..p).map(|j| (covariates[j] - design.centre[j]) / design.scale[j]).gather();
    let risk = z.iter().zip(&fitted.maximum.beta).map(|(z, b)| z * b).sum::<f64>().exp();
    let increments = increments(fitted)?;
    let (increments, spans) = (increments.get(stratum)?, &design.strata.get(stratum)?.spans);
    let at_times = times
        .iter()
        .map(|&time| {
            let seen = spans.partition_point(|span| span.time <= time);
            let hazard: f64 = increments.hazard[..seen].iter().sum();
            let squared: f64 = increments.squared[..seen].iter().sum();
            let q: Vec<f64> = (0..p)
                .map(|j| {
                    let mean: f64 = (0..seen).map(|span| increments.mean[span * p + j]).sum();
                    z[j] * hazard - mean
                })
                .gather();
            let sigma = risk * (squared + between(&q, &fitted.variance, &q)).sqrt();
            let survival = (-hazard * risk).exp();
            let read = |limits: &Limits| {
                let z = normal_for_level(limits.level).unwrap_or(f64::NAN);
                let (lower, upper) = match limits.transform.limits(survival, sigma, z) {
                    Some((lower, upper)) => (Estimate::Value(lower), Estimate::Value(upper)),
                    None => {
                        let none = || Estimate::not_estimable("survival is 0, or 1");
                        (none(), none())
                    }
                };
                let Limits { transform, level } = *limits;
                EstimateLimits { transform, level, lower, upper }
            };
            PredictedSurvival {
                time,
                survival: Estimate::finite(survival, "beyond a double's range"),
                standard_error: Estimate::finite(survival * sigma, "beyond a double's range"),
                limits: limits.iter().map(read).gather(),
                beyond_follow_up: spans.last().is_none_or(|span| time > span.time),
            }
        })
        .gather();
    Some(Prediction { covariates: covariates.to_vec(), stratum, at_times })
}

/// Limits on the log scale at 95 %, R's default for predicted curves.
pub const LOG_95: Limits = Limits { transform: Transform::Log, level: 0.95 };
