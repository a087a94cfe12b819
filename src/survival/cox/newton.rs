//! Newton's method on a log likelihood, with step halving, and why it stopped.

use super::super::cholesky::{Cholesky, part};
use super::likelihood::Evaluation;
use crate::compact::Gather;
use serde::Serialize;

/// How a fit came to an end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Convergence {
    pub converged: bool,
    pub steps: u32,
    /// The largest last change of a coefficient, of its covariate in units of
    /// its mean absolute deviation.
    pub last_change: f64,
    /// Change of the log likelihood in the last step.
    pub last_gain: f64,
}

/// Where the method stopped.
pub struct Maximum {
    pub beta: Vec<f64>,
    pub at: Evaluation,
    pub convergence: Convergence,
    /// Coefficients still marching off when the likelihood no longer rose.
    pub marching: Vec<usize>,
}

/// A step this small is the last; Newton's next would be its square.
const SMALL_STEP: f64 = 1e-9;
/// Near the top, steps that shrink less than tenfold are not Newton's: the
/// information given is not the curvature (Firth's penalty has one of its own).
const NEAR: f64 = 0.1;
const SLOW: f64 = 0.1;
/// A rise of the log likelihood, relative to its size, that counts as none.
const NO_RISE: f64 = 1e-13;
const MOST_STEPS: u32 = 60;
const MOST_HALVINGS: u32 = 30;

/// Climbs from `start`, moving only the coefficients in `free`.
///
/// Where steps shrink slowly near the top, the curvature along the last step is
/// taken from the change of the score (the update of Broyden, Fletcher, Goldfarb
/// and Shanno, applied to the information given), so that a penalised likelihood
/// is climbed nearly as fast as one whose curvature is known.
///
/// `evaluate` gives `None` outside the range of doubles. `None` comes back when
/// even the start cannot be evaluated.
pub fn climb(
    evaluate: impl Fn(&[f64]) -> Option<Evaluation>,
    start: &[f64],
    free: &[usize],
) -> Option<Maximum> {
    climb_watched(evaluate, start, free, |_, _| {})
}

/// The same; `watch` sees the start and every step that was taken.
pub fn climb_watched(
    evaluate: impl Fn(&[f64]) -> Option<Evaluation>,
    start: &[f64],
    free: &[usize],
    watch: impl FnMut(&[f64], &Evaluation),
) -> Option<Maximum> {
    let at = evaluate(start)?;
    Some(climb_on(evaluate, start, at, free, watch))
}

/// The same where the start has been evaluated already.
pub fn climb_from(
    evaluate: impl Fn(&[f64]) -> Option<Evaluation>,
    start: &[f64],
    at: Evaluation,
    free: &[usize],
) -> Maximum {
    climb_on(evaluate, start, at, free, |_, _| {})
}

fn climb_on(
    evaluate: impl Fn(&[f64]) -> Option<Evaluation>,
    start: &[f64],
    mut at: Evaluation,
    free: &[usize],
    mut watch: impl FnMut(&[f64], &Evaluation),
) -> Maximum {
    let p = start.len();
    let mut beta = start.to_vec();
    watch(&beta, &at);
    let mut convergence =
        Convergence { converged: false, steps: 0, last_change: 0.0, last_gain: 0.0 };
    let mut marching = Vec::new();
    let mut last = vec![0.0; p];
    let mut before: Option<Vec<f64>> = None;
    let mut size = f64::INFINITY;
    while convergence.steps < MOST_STEPS {
        let score: Vec<f64> = free.iter().map(|i| at.score[*i]).gather();
        let mut information = part(&at.information, p, free);
        if let (Some(before), true) = (&before, convergence.last_change > SLOW * size) {
            let moved: Vec<f64> = free.iter().map(|i| last[*i]).gather();
            let fell: Vec<f64> = before.iter().zip(&score).map(|(old, new)| old - new).gather();
            if moved.iter().all(|s| s.abs() < NEAR) {
                curve_along(&mut information, &moved, &fell);
            }
        }
        let Some(factor) = Cholesky::new(&information, free.len()) else {
            // The likelihood has gone flat: whoever moved last is running away.
            marching = moving(&beta, &last);
            break;
        };
        let mut step = factor.solve(&score);
        size = convergence.last_change;
        convergence.last_change = step.iter().fold(0.0, |m, s| s.abs().max(m));
        if convergence.last_change <= SMALL_STEP {
            // Taken still: of a coefficient near 0 it may be a digit that is read.
            free.iter().zip(&step).for_each(|(i, s)| beta[*i] += s);
            convergence.converged = true;
            break;
        }
        convergence.steps += 1;
        let mut next = None;
        for _ in 0..MOST_HALVINGS {
            let mut tried = beta.clone();
            free.iter().zip(&step).for_each(|(i, s)| tried[*i] += s);
            if let Some(there) = evaluate(&tried) {
                let slack = NO_RISE * at.log_likelihood.abs().max(1.0);
                if there.log_likelihood >= at.log_likelihood - slack {
                    next = Some((tried, there));
                    break;
                }
            }
            step.iter_mut().for_each(|s| *s /= 2.0);
        }
        let Some((tried, there)) = next else { break };
        convergence.last_gain = there.log_likelihood - at.log_likelihood;
        let flat = convergence.last_gain.abs() <= NO_RISE * at.log_likelihood.abs().max(1.0);
        last = tried.iter().zip(&beta).map(|(new, old)| new - old).gather();
        before = Some(score);
        beta = tried;
        at = there;
        watch(&beta, &at);
        if flat {
            marching = moving(&beta, &last);
            if !marching.is_empty() {
                break;
            }
        }
    }
    Maximum { beta, at, convergence, marching }
}

/// Makes `information` give `fell` along `moved`, and leaves it positive definite.
fn curve_along(information: &mut [f64], moved: &[f64], fell: &[f64]) {
    let n = moved.len();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let given: Vec<f64> = information.chunks(n).map(|row| product(row, moved)).gather();
    let (seen, held) = (product(fell, moved), product(&given, moved));
    if !(seen > 0.0 && held > 0.0) {
        return;
    }
    for i in 0..n {
        for j in 0..n {
            information[i * n + j] += fell[i] * fell[j] / seen - given[i] * given[j] / held;
        }
    }
}

/// Coefficients that still changed by more than a thousandth of themselves.
fn moving(beta: &[f64], last: &[f64]) -> Vec<usize> {
    (0..beta.len()).filter(|i| last[*i].abs() > 1e-3 * beta[*i].abs()).gather()
}
