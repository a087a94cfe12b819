//! The log partial likelihood with its first and second derivatives.

use super::Ties;
use super::design::Design;
use super::exact;
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
    let hazards = relative_hazards(design, beta)?;
    let mut evaluation = Evaluation::new(design.p);
    if ties == Ties::Exact {
        exact::evaluate(design, &hazards, beta, &mut evaluation);
    } else {
        let mut mean = vec![0.0; design.p];
        walk(design, beta, &hazards, |set| evaluation.add(set, ties, &mut mean));
    }
    evaluation.mirror();
    evaluation.log_likelihood.is_finite().then_some(evaluation)
}
