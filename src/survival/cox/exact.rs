//! The exact treatment of ties: given that d of those at risk die, the chance
//! that it is these d (Cox 1972, the discrete logistic model).
//!
//! The denominator is the elementary symmetric sum of degree d of the relative
//! hazards; it and its derivatives grow subject by subject (Gail, Lubin &
//! Rubinstein 1981, Biometrika 68:703).

use super::design::{Design, Stratum};
use super::likelihood::Evaluation;
use super::risk_set::dot;

/// Elementary symmetric sums of degree 0 … `most`, with derivatives by β.
struct Subsets {
    p: usize,
    most: usize,
    sum: Vec<f64>,
    first: Vec<f64>,
    /// p × p each, lower triangle used.
    second: Vec<f64>,
}

impl Subsets {
    fn new(most: usize, p: usize) -> Self {
        let mut sum = vec![0.0; most + 1];
        sum[0] = 1.0;
        Self {
            p,
            most,
            sum,
            first: vec![0.0; (most + 1) * p],
            second: vec![0.0; (most + 1) * p * p],
        }
    }

    fn add(&mut self, r: f64, z: &[f64]) {
        let p = self.p;
        for k in (1..=self.most).rev() {
            let below = k - 1;
            let sum = self.sum[below];
            for i in 0..p {
                let first_i = self.first[below * p + i];
                for j in 0..=i {
                    let first_j = self.first[below * p + j];
                    let second = self.second[(below * p + i) * p + j];
                    self.second[(k * p + i) * p + j] +=
                        r * (second + z[i] * first_j + z[j] * first_i + z[i] * z[j] * sum);
                }
            }
            for i in 0..p {
                let first = self.first[below * p + i];
                self.first[k * p + i] += r * (first + z[i] * sum);
            }
            self.sum[k] += r * sum;
        }
    }

    /// Adds the factor for the deaths of one time.
    fn read(&self, d: usize, predictor: f64, covariates: &[f64], into: &mut Evaluation) {
        let p = self.p;
        let sum = self.sum[d];
        into.log_likelihood += predictor - sum.ln();
        for i in 0..p {
            let mean = self.first[d * p + i] / sum;
            into.score[i] += covariates[i] - mean;
            for j in 0..=i {
                into.information[i * p + j] +=
                    self.second[(d * p + i) * p + j] / sum - mean * self.first[d * p + j] / sum;
            }
        }
    }
}

pub fn evaluate(design: &Design, hazards: &[Vec<f64>], beta: &[f64], into: &mut Evaluation) {
    for (stratum, hazard) in design.strata.iter().zip(hazards) {
        if stratum.entries.is_empty() {
            nested(design.p, stratum, hazard, beta, into);
        } else {
            entering(design.p, stratum, hazard, beta, into);
        }
    }
}

fn deaths(p: usize, stratum: &Stratum, from: usize, to: usize, beta: &[f64]) -> (f64, Vec<f64>) {
    let mut covariates = vec![0.0; p];
    let mut predictor = 0.0;
    for position in (from..to).filter(|i| stratum.event[*i]) {
        let z = stratum.z(position, p);
        predictor += dot(z, beta);
        covariates.iter_mut().zip(z).for_each(|(sum, z)| *sum += z);
    }
    (predictor, covariates)
}

/// Risk sets only grow towards earlier times: one growing family of sums.
fn nested(p: usize, stratum: &Stratum, hazard: &[f64], beta: &[f64], into: &mut Evaluation) {
    let most = stratum.spans.iter().map(|span| span.events as usize).max().unwrap_or(0);
    let mut subsets = Subsets::new(most, p);
    for span in stratum.spans.iter().rev() {
        for position in span.from..span.to {
            subsets.add(hazard[position], stratum.z(position, p));
        }
        if span.events > 0 {
            let (predictor, covariates) = deaths(p, stratum, span.from, span.to, beta);
            subsets.read(span.events as usize, predictor, &covariates, into);
        }
    }
}

/// With delayed entry subjects also leave: the sums are made anew at each time.
fn entering(p: usize, stratum: &Stratum, hazard: &[f64], beta: &[f64], into: &mut Evaluation) {
    let mut entry = vec![f64::NEG_INFINITY; stratum.row.len()];
    for (time, position) in &stratum.entries {
        entry[*position as usize] = *time;
    }
    for span in stratum.spans.iter().filter(|span| span.events > 0) {
        let mut subsets = Subsets::new(span.events as usize, p);
        for position in (span.from..stratum.row.len()).filter(|i| entry[*i] < span.time) {
            subsets.add(hazard[position], stratum.z(position, p));
        }
        let (predictor, covariates) = deaths(p, stratum, span.from, span.to, beta);
        subsets.read(span.events as usize, predictor, &covariates, into);
    }
}
