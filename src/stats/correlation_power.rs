//! How many patients a correlation needs.

use super::correlation_interval::{CorrelationIntervalKind, z_limits};
use crate::compact::Gather;
use crate::tail::{normal_quantile_upper, normal_upper, student_quantile_upper};
use crate::value::Estimate;
use serde::Serialize;

/// Power and size by one variance of z = atanh r.
///
/// Power = Φ(|atanh r| √((n − 3)/v) − z) with z the two-sided critical value;
/// `power_two_tails` adds the (tiny) chance to reject on the wrong side. The n
/// for a power is v ((z + z_power)/atanh r)² + 3, not rounded up.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PowerByVariance {
    pub kind: CorrelationIntervalKind,
    pub power: Estimate,
    pub power_two_tails: Estimate,
    pub n_for_power: Vec<SizeForPower>,
    /// The smallest |r| that reaches each power with n patients.
    pub detectable: Vec<SizeForPower>,
}

/// A power, and the n (or r) that goes with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SizeForPower {
    pub power: f64,
    pub value: Estimate,
}

/// Power of a two-sided test that a correlation is 0, and what an interval of
/// n patients can tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationPower {
    pub r: f64,
    pub n: f64,
    pub alpha: f64,
    pub by_variance: Vec<PowerByVariance>,
    /// With the critical r of Student's t and a bias term r/(2(n − 1)), as R's
    /// pwr.r.test; differs from Fisher's in the third digit.
    pub power_by_t: Estimate,
    pub n_for_power_by_t: Vec<SizeForPower>,
    /// |r| at which the t test just rejects.
    pub critical_r: Estimate,
    /// Upper less lower limit of the interval of Bonett & Wright at 1 − alpha.
    pub width_bonett_wright: Estimate,
}

/// For a true correlation `r`, `n` patients and a two-sided level `alpha`; the
/// powers asked for give sizes.
pub fn correlation_power(r: f64, n: f64, alpha: f64, powers: &[f64]) -> CorrelationPower {
    let z = normal_quantile_upper(alpha / 2.0).unwrap_or(f64::NAN);
    let effect = r.abs().atanh();
    let why = if r == 0.0 {
        "a correlation of 0 is never found"
    } else {
        "needs 0 < |r| < 1, n > 3 and alpha between 0 and 1"
    };
    let finite = |value: f64| Estimate::finite(value, why);
    let by_variance = CorrelationIntervalKind::ALL
        .into_iter()
        .map(|kind| {
            let v = kind.variance(r, 4.0, 3.0);
            let shift = effect * ((n - 3.0) / v).sqrt();
            let to_power = |power: f64| z + normal_quantile_upper(1.0 - power).unwrap_or(f64::NAN);
            let size = |power: f64| v * (to_power(power) / effect).powi(2) + 3.0;
            PowerByVariance {
                kind,
                power: finite(tail_if(normal_upper, z - shift)),
                power_two_tails: finite(
                    tail_if(normal_upper, z - shift) + tail_if(normal_upper, z + shift),
                ),
                n_for_power: sizes(powers, |power| finite(size(power))),
                detectable: sizes(powers, |power| detectable(kind, n, to_power(power))),
            }
        })
        .gather();
    let power_by_t = |n: f64| power_by_t(r, n, alpha);
    CorrelationPower {
        r,
        n,
        alpha,
        by_variance,
        power_by_t: power_by_t(n).map_or(Estimate::not_estimable(why), Estimate::Value),
        n_for_power_by_t: sizes(powers, |power| {
            size_by_t(power_by_t, power).map_or(Estimate::not_estimable(why), Estimate::Value)
        }),
        critical_r: critical_r(n, alpha).map_or(Estimate::not_estimable(why), Estimate::Value),
        width_bonett_wright: {
            let variance = CorrelationIntervalKind::BonettWright.variance(r, n, 3.0);
            let [lower, upper] = z_limits(r, variance, 1.0 - alpha);
            match (lower.value(), upper.value()) {
                (Some(lower), Some(upper)) => finite(upper - lower),
                _ => Estimate::not_estimable(why),
            }
        },
    }
}

fn sizes(powers: &[f64], value: impl Fn(f64) -> Estimate) -> Vec<SizeForPower> {
    powers.iter().map(|&power| SizeForPower { power, value: value(power) }).gather()
}

fn tail_if(tail: impl Fn(f64) -> f64, z: f64) -> f64 {
    if z.is_nan() { z } else { tail(z) }
}

/// The r with atanh r √((n − 3)/v) = `needed`; Bonett & Wright's v depends on r,
/// which a few rounds settle.
fn detectable(kind: CorrelationIntervalKind, n: f64, needed: f64) -> Estimate {
    let mut r = 0.0_f64;
    for _ in 0..200 {
        let next = (needed * kind.variance(r, n, 3.0).sqrt()).tanh();
        if (next - r).abs() < 1e-15 {
            break;
        }
        r = next;
    }
    Estimate::finite(r, "needs n > 3")
}

/// t/√(t² + n − 2) at the critical t.
fn critical_r(n: f64, alpha: f64) -> Option<f64> {
    let t = student_quantile_upper(alpha / 2.0, n - 2.0)?;
    Some(t / (t * t + n - 2.0).sqrt())
}

fn power_by_t(r: f64, n: f64, alpha: f64) -> Option<f64> {
    if !(n > 3.0 && r != 0.0 && r.abs() < 1.0) {
        return None;
    }
    let critical = critical_r(n, alpha)?.atanh();
    let shifted = r.abs().atanh() + r.abs() / (2.0 * (n - 1.0));
    let root = (n - 3.0).sqrt();
    Some(normal_upper((critical - shifted) * root) + normal_upper((critical + shifted) * root))
}

/// Power grows with n: doubling, then halving to the last digits.
fn size_by_t(power_at: impl Fn(f64) -> Option<f64>, power: f64) -> Option<f64> {
    let (mut low, mut high) = (4.0, 8.0);
    while power_at(high)? < power {
        low = high;
        high *= 2.0;
        if high > 1e12 {
            return None;
        }
    }
    if power_at(low)? >= power {
        return None;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if power_at(middle)? < power { low = middle } else { high = middle }
    }
    Some(high)
}
