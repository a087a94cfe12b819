//! Limits of a coefficient by its profile: how far it can move, the others
//! following, before the log likelihood has dropped by half a χ² quantile.

use super::Ties;
use super::design::Design;
use super::fit::{BEYOND_RANGE, Fitted};
use super::likelihood::{Evaluation, evaluate};
use super::newton::climb;
use crate::compact::Gather;
use crate::tail::normal_for_level;
use crate::value::Estimate;
use serde::Serialize;

/// Limits of the coefficient (log hazard ratio), and of the hazard ratio.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProfileLimits {
    pub level: f64,
    pub lower: Estimate,
    pub upper: Estimate,
    pub ratio_lower: Estimate,
    pub ratio_upper: Estimate,
}

/// Profile-likelihood limits of every coefficient. One that runs away has one
/// finite limit.
pub fn profile_limits(fitted: &Fitted, level: f64) -> Vec<ProfileLimits> {
    let Fitted { design, ties, kept, maximum, .. } = fitted;
    (0..design.p)
        .map(|j| {
            let others: Vec<usize> = kept.iter().copied().filter(|i| *i != j).gather();
            let top = maximum.at.log_likelihood;
            let error = fitted.variance[j * design.p + j].sqrt();
            let (lower, upper) = if kept.contains(&j) {
                let f = |beta: &[f64]| at(design, *ties, beta);
                limits(f, &maximum.beta, top, &others, j, error, level)
            } else {
                (None, None)
            };
            let limit = |x: Option<f64>| {
                let x = x.map_or(f64::NAN, |x| x / design.scale[j]);
                Estimate::finite(x, "the profile does not fall far enough")
            };
            let runs = maximum.marching.contains(&j).then(|| maximum.beta[j] > 0.0);
            let endless = || Estimate::not_estimable("the likelihood rises without end");
            let lower = if runs == Some(false) { endless() } else { limit(lower) };
            let upper = if runs == Some(true) { endless() } else { limit(upper) };
            let (ratio_lower, ratio_upper) = (ratio(&lower), ratio(&upper));
            ProfileLimits { level, lower, upper, ratio_lower, ratio_upper }
        })
        .gather()
}

/// Of a log hazard ratio.
pub fn ratio(coefficient: &Estimate) -> Estimate {
    match coefficient {
        Estimate::Value(beta) => Estimate::finite(beta.exp(), BEYOND_RANGE),
        none => none.clone(),
    }
}

fn at(design: &Design, ties: Ties, beta: &[f64]) -> Option<Evaluation> {
    evaluate(design, ties, beta)
}

/// The two places where the profile of coefficient `j` lies z²/2 below `top`.
///
/// Newton's method on the profile, whose slope is the score of `j`, kept inside
/// a bracket that is first widened step by step.
pub fn limits(
    evaluate: impl Fn(&[f64]) -> Option<Evaluation>,
    beta: &[f64],
    top: f64,
    others: &[usize],
    j: usize,
    error: f64,
    level: f64,
) -> (Option<f64>, Option<f64>) {
    let Some(z) = normal_for_level(level) else { return (None, None) };
    let target = top - 0.5 * z * z;
    let side = |sign: f64| -> Option<f64> {
        let follow = |start: &[f64], value: f64| {
            let mut start = start.to_vec();
            start[j] = value;
            climb(&evaluate, &start, others)
        };
        let step = if error.is_finite() && error > 0.0 { (z * error).min(10.0) } else { 1.0 };
        let (mut inside, mut place) = (beta[j], beta[j] + sign * step);
        let mut others_at = beta.to_vec();
        let mut outside = None;
        for _ in 0..100 {
            let Some(there) = follow(&others_at, place) else {
                outside = Some(place);
                place = (inside + place) / 2.0;
                continue;
            };
            let above = there.at.log_likelihood - target;
            if above >= 0.0 {
                inside = place;
                others_at = there.beta;
            } else {
                outside = Some(place);
            }
            let slope = there.at.score[j];
            let newton = place - above / slope;
            let next = match outside {
                // No far end yet: go on, by Newton at most tenfold.
                None => {
                    let far = inside + sign * 10.0 * (inside - beta[j]).abs().max(step);
                    let near = inside + sign * 0.5 * step;
                    if newton.is_finite() && (newton - near) * sign > 0.0 {
                        if (newton - far) * sign > 0.0 { far } else { newton }
                    } else {
                        near + sign * step
                    }
                }
                Some(end) => {
                    let between = (newton - inside) * (newton - end) < 0.0;
                    if newton.is_finite() && between { newton } else { (inside + end) / 2.0 }
                }
            };
            if (next - place).abs() <= 1e-10 * place.abs().max(1.0) {
                return Some(next);
            }
            if (next - beta[j]).abs() > 1e4 {
                return None;
            }
            place = next;
        }
        None
    };
    (side(-1.0), side(1.0))
}
