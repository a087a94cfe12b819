//! The log partial likelihood with its first and second derivatives.

use super::Ties;
use super::design::Design;
use super::exact;
use super::one_pass;
use super::risk_set::{RiskSet, relative_hazards, walk};

/// At one β (of the scaled covariates).
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub log_likelihood: f64,
    pub score: Vec<f64>,
    /// Minus the second derivative, p × p.
    pub information: Vec<f64>,
}

impl Evaluation {
    pub fn new(p: usize) -> Self {
        Self { log_likelihood: 0.0, score: vec![0.0; p], information: vec![0.0; p * p] }
    }

    /// Copies the lower triangle to the upper.
    pub fn mirror(&mut self) {
        let p = self.score.len();
        for i in 0..p {
            for j in 0..i {
                self.information[j * p + i] = self.information[i * p + j];
            }
        }
    }

    /// `mean` is room for as many numbers as there are covariates.
    fn add(&mut self, set: &RiskSet<'_>, ties: Ties, mean: &mut [f64]) {
        let p = self.score.len();
        self.log_likelihood += set.predictor;
        for (score, covariate) in self.score.iter_mut().zip(set.covariates) {
            *score += covariate;
        }
        for step in set.steps(ties) {
            let s0 = set.s0(step);
            self.log_likelihood -= step.weight * s0.ln();
            let inverse = s0.recip();
            let mut at = 0;
            for i in 0..p {
                mean[i] = (set.at_risk.s1[i] - step.share * set.dying.s1[i]) * inverse;
                self.score[i] -= step.weight * mean[i];
                let row = &mut self.information[i * p..=i * p + i];
                for (information, other) in row.iter_mut().zip(&*mean) {
                    let second = (set.at_risk.s2[at] - step.share * set.dying.s2[at]) * inverse;
                    *information += step.weight * (second - mean[i] * other);
                    at += 1;
                }
            }
        }
    }
}

/// `None` where the relative hazards are beyond a double's range, or the exact
/// method's sums are.
pub fn evaluate(design: &Design, ties: Ties, beta: &[f64]) -> Option<Evaluation> {
    let mut evaluation = if one_pass::suits(design, ties) {
        one_pass::evaluate(design, ties, beta)?
    } else {
        by_risk_sets(design, ties, beta)?
    };
    evaluation.mirror();
    evaluation.log_likelihood.is_finite().then_some(evaluation)
}

fn by_risk_sets(design: &Design, ties: Ties, beta: &[f64]) -> Option<Evaluation> {
    let hazards = relative_hazards(design, beta)?;
    let mut evaluation = Evaluation::new(design.p);
    if ties == Ties::Exact {
        exact::evaluate(design, &hazards, beta, &mut evaluation);
    } else {
        let mut mean = vec![0.0; design.p];
        walk(design, beta, &hazards, |set| evaluation.add(set, ties, &mut mean));
    }
    Some(evaluation)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{FollowUp, SortedSample};
    use super::super::design::CoxData;
    use super::*;
    use crate::random::Random;

    /// The two ways to the same sums: one pass, and risk set by risk set.
    #[test]
    fn one_pass_gives_what_the_risk_sets_give() {
        let mut random = Random::new(11);
        for round in 0..60 {
            let (n, p) = (30, 1 + round % 3);
            let time: Vec<f64> = (0..n).map(|_| f64::from(1 + random.below(12))).collect();
            let event: Vec<bool> = (0..n).map(|_| random.below(3) > 0).collect();
            let group: Vec<u32> = (0..n).map(|_| random.below(2)).collect();
            let mut column = || (0..n).map(|_| 3.0 * random.unit()).collect::<Vec<f64>>();
            let columns: Vec<Vec<f64>> = (0..p).map(|_| column()).collect();
            let weights: Vec<f64> = column().into_iter().map(|w| 0.5 + w).collect();
            let follow_up =
                FollowUp { time: &time, event: &event, entry: None, group: &group, groups: 2 };
            let sample = SortedSample::new(&follow_up).unwrap();
            for weights in [None, Some(&weights[..])] {
                let data = CoxData { sample: &sample, columns: &columns, weights };
                let design = Design::new(&data);
                let beta: Vec<f64> = (0..p).map(|j| 0.4 - 0.3 * j as f64).collect();
                for ties in [Ties::Efron, Ties::Breslow] {
                    let short = one_pass::evaluate(&design, ties, &beta).unwrap();
                    let long = by_risk_sets(&design, ties, &beta).unwrap();
                    let numbers = |e: &Evaluation| {
                        let lower = (0..p * p).filter(|at| at % p <= at / p);
                        let lower = lower.map(|at| e.information[at]);
                        let others = e.score.iter().copied().chain([e.log_likelihood]);
                        lower.chain(others).collect::<Vec<f64>>()
                    };
                    for (a, b) in numbers(&short).into_iter().zip(numbers(&long)) {
                        assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{a} and {b}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_likelihood_beyond_a_doubles_range_in_its_products_stays_right() {
        let n = 400;
        let time: Vec<f64> = (0..n).map(f64::from).collect();
        let x: Vec<f64> = (0..n).map(|i| f64::from(i % 7)).collect();
        let follow_up = FollowUp {
            time: &time,
            event: &vec![true; n as usize],
            entry: None,
            group: &vec![0; n as usize],
            groups: 1,
        };
        let sample = SortedSample::new(&follow_up).unwrap();
        let columns = [x];
        let design = Design::new(&CoxData { sample: &sample, columns: &columns, weights: None });
        for beta in [0.0, 150.0, -150.0] {
            let short = one_pass::evaluate(&design, Ties::Efron, &[beta]).unwrap();
            let long = by_risk_sets(&design, Ties::Efron, &[beta]).unwrap();
            let [a, b] = [short.log_likelihood, long.log_likelihood];
            assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} and {b} at {beta}");
        }
    }
}
