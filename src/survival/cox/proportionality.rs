//! Does a hazard ratio change with time? The score test for z · g(t).

use super::Ties;
use super::fit::{Fitted, GlobalTest};
use super::risk_set::{RiskSet, relative_hazards, walk};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::survival::cholesky::{Cholesky, part};
use crate::survival::sample::SortedSample;
use serde::Serialize;

/// The function of time against which hazard ratios are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TimeScale {
    /// One minus the pooled Kaplan–Meier curve just before t.
    KaplanMeier,
    Identity,
    /// Midrank of t among all times.
    Rank,
    Log,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProportionalityTest {
    pub scale: TimeScale,
    /// One for each coefficient.
    pub coefficients: Vec<GlobalTest>,
    pub global: GlobalTest,
}

/// Adds z g(t) to the model and tests its coefficients by their score, all
/// original coefficients at their estimates and free (Grambsch & Therneau 1994,
/// Biometrika 81:515, in the form of R's survival from 3.0). Agrees with
/// `cox.zph(fit, terms = FALSE)`.
pub fn proportionality(
    fitted: &Fitted,
    sample: &SortedSample,
    scale: TimeScale,
) -> Option<ProportionalityTest> {
    let design = &fitted.design;
    let (p, beta) = (design.p, &fitted.maximum.beta);
    let g = time_scale(sample, scale);
    // Moments of g among events make the sums well conditioned.
    let middle = {
        let (mut sum, mut events) = (0.0, 0.0);
        for span in design.strata.iter().flat_map(|s| &s.spans) {
            sum += f64::from(span.events) * g(span.time);
            events += f64::from(span.events);
        }
        sum / events
    };
    let (mut u, mut plain) = (vec![0.0; p], vec![0.0; p * p]);
    let (mut once, mut twice) = (vec![0.0; p * p], vec![0.0; p * p]);
    walk(design, beta, &relative_hazards(design, beta)?, |set| {
        let g = g(set.span.time) - middle;
        let (score, information) = contribution(set, fitted.ties, p);
        for i in 0..p {
            u[i] += g * score[i];
            for j in 0..p {
                let v = information[i.max(j) * p + i.min(j)];
                plain[i * p + j] += v;
                once[i * p + j] += g * v;
                twice[i * p + j] += g * g * v;
            }
        }
    });
    let test = |chosen: &[usize]| -> GlobalTest {
        const WHY: &str = "the covariate did not vary enough over time";
        let kept = &fitted.kept;
        let k = kept.len() + chosen.len();
        let at = |i: usize| if i < kept.len() { kept[i] } else { chosen[i - kept.len()] };
        let mut matrix = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..k {
                let source = match (i < kept.len(), j < kept.len()) {
                    (true, true) => &plain,
                    (false, false) => &twice,
                    _ => &once,
                };
                matrix[i * k + j] = source[at(i) * p + at(j)];
            }
        }
        let mut score = vec![0.0; kept.len()];
        score.extend(chosen.iter().map(|j| u[*j]));
        let chi_squared = Cholesky::new(&part(&matrix, k, &(0..k).gather()), k)
            .map_or(f64::NAN, |f| f.solve(&score).iter().zip(&score).map(|(a, b)| a * b).sum());
        GlobalTest::new(chi_squared, chosen.len(), WHY)
    };
    Some(ProportionalityTest {
        scale,
        coefficients: (0..p)
            .map(|j| {
                if fitted.maximum.marching.contains(&j) {
                    GlobalTest::new(f64::NAN, 1, MONOTONE)
                } else if fitted.kept.contains(&j) {
                    test(&[j])
                } else {
                    GlobalTest::new(f64::NAN, 1, "the covariate was dropped")
                }
            })
            .gather(),
        global: if fitted.maximum.marching.is_empty() {
            test(&fitted.kept)
        } else {
            GlobalTest::new(f64::NAN, fitted.kept.len(), MONOTONE)
        },
    })
}

const MONOTONE: &str = "a hazard ratio has no finite estimate";

fn contribution(set: &RiskSet<'_>, ties: Ties, p: usize) -> (Vec<f64>, Vec<f64>) {
    let mut score = set.covariates.to_vec();
    let mut information = vec![0.0; p * p];
    for step in set.steps(ties) {
        let mut at = 0;
        for i in 0..p {
            let mean = set.mean(step, i);
            score[i] -= step.weight * mean;
            for j in 0..=i {
                information[i * p + j] +=
                    step.weight * (set.second(step, at) - mean * set.mean(step, j));
                at += 1;
            }
        }
    }
    (score, information)
}

/// g as a function of a time that occurs in the sample.
fn time_scale(sample: &SortedSample, scale: TimeScale) -> Box<dyn Fn(f64) -> f64> {
    let mut times = Vec::new();
    let mut values = Vec::new();
    let (mut survival, mut before) = (1.0, 0.0);
    sample.for_each_block(|block| {
        let tied = block.subjects.len() as f64;
        times.push(block.time);
        values.push(match scale {
            TimeScale::KaplanMeier => 1.0 - survival,
            TimeScale::Identity => block.time,
            TimeScale::Rank => before + (tied + 1.0) / 2.0,
            TimeScale::Log => block.time.ln(),
        });
        let n = f64::from(block.total_at_risk);
        survival *= (n - f64::from(block.total_events)) / n;
        before += tied;
    });
    Box::new(move |time| values[times.partition_point(|t| *t < time).min(values.len() - 1)])
}
