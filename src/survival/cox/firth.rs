//! Firth's penalised likelihood: finite estimates where the partial likelihood
//! rises without end, and less bias in small samples.

use super::Ties;
use super::design::Design;
use super::fit::{Coefficient, Fitted, GlobalTest, coefficient, spread};
use super::likelihood::{Evaluation, evaluate};
use super::newton::{Convergence, climb};
use super::profile;
use super::risk_set::{RiskSet, relative_hazards, rows, walk};
use crate::compact::Gather;
use crate::survival::cholesky::{Cholesky, part};
use crate::tail::chi_squared_upper;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// The penalised fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FirthFit {
    /// With Wald limits; prefer the profile limits.
    pub coefficients: Vec<Coefficient>,
    /// Inverse information, without the penalty's part; row-major.
    pub covariance: Series,
    pub penalised_log_likelihood: f64,
    pub penalised_log_likelihood_null: f64,
    /// Penalised likelihood ratio test of all coefficients.
    pub likelihood_ratio: GlobalTest,
    /// Of each coefficient: p of its penalised likelihood ratio, and limits of
    /// the coefficient by profiling.
    pub profiles: Vec<FirthProfile>,
    pub convergence: Convergence,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FirthProfile {
    pub p: Estimate,
    pub level: f64,
    /// Limits of the coefficient (log hazard ratio).
    pub lower: Estimate,
    pub upper: Estimate,
    /// The same of the hazard ratio.
    pub ratio_lower: Estimate,
    pub ratio_upper: Estimate,
}

/// Maximises l(β) + log |I(β)|/2 (Firth 1993, Biometrika 80:27; Heinze &
/// Schemper 2001, Biometrics 57:114).
///
/// The score is U + tr(I⁻¹ ∂I/∂β)/2. Standard errors are from I⁻¹ at the
/// estimates; limits profile the penalised likelihood; p-values are penalised
/// likelihood ratios. With Breslow's ties the results are coxphf's. Exact ties
/// are not offered.
pub fn firth(fitted: &Fitted, level: f64, levels: &[f64]) -> Option<FirthFit> {
    let design = &fitted.design;
    let (p, kept) = (design.p, &fitted.kept);
    let ties = if fitted.ties == Ties::Exact { Ties::Efron } else { fitted.ties };
    let penalised = |beta: &[f64]| penalised(design, ties, beta, kept);
    let zero = vec![0.0; p];
    let maximum = climb(penalised, &zero, kept)?;
    let null = penalised(&zero)?.log_likelihood;
    // log |I| of the coefficients as given is larger by this.
    let rescaled: f64 = kept.iter().map(|j| design.scale[*j].ln()).sum();
    let variance = spread(&maximum.at.information, p, kept);
    let scale = &design.scale;
    let coefficients = (0..p)
        .map(|j| {
            let why = if kept.contains(&j) {
                ""
            } else {
                "the covariate does not vary, or is a combination of the others"
            };
            let error = variance[j * p + j].sqrt() / scale[j];
            coefficient(maximum.beta[j] / scale[j], error, why, None, levels)
        })
        .gather();
    let top = maximum.at.log_likelihood;
    let profiles = (0..p)
        .map(|j| {
            let none = || Estimate::not_estimable("the covariate was dropped");
            if !kept.contains(&j) {
                return FirthProfile {
                    p: none(),
                    level,
                    lower: none(),
                    upper: none(),
                    ratio_lower: none(),
                    ratio_upper: none(),
                };
            }
            let others: Vec<usize> = kept.iter().copied().filter(|i| *i != j).gather();
            let mut start = maximum.beta.clone();
            start[j] = 0.0;
            let at_zero = climb(penalised, &start, &others).map(|m| m.at.log_likelihood);
            let ratio = at_zero.map_or(f64::NAN, |l| (2.0 * (top - l)).max(0.0));
            let tail = chi_squared_upper(ratio, 1.0).unwrap_or(f64::NAN);
            let error = variance[j * p + j].sqrt();
            let limits = profile::limits(penalised, &maximum.beta, top, &others, j, error, level);
            let limit = |x: Option<f64>| {
                Estimate::finite(
                    x.map_or(f64::NAN, |x| x / scale[j]),
                    "the profile does not fall far enough",
                )
            };
            let (lower, upper) = (limit(limits.0), limit(limits.1));
            FirthProfile {
                p: Estimate::finite(tail, "the profile could not be followed"),
                level,
                ratio_lower: profile::ratio(&lower),
                ratio_upper: profile::ratio(&upper),
                lower,
                upper,
            }
        })
        .gather();
    let covariance: Vec<f64> =
        (0..p * p).map(|at| variance[at] / (scale[at / p] * scale[at % p])).gather();
    Some(FirthFit {
        coefficients,
        covariance: covariance.into(),
        penalised_log_likelihood: top + rescaled,
        penalised_log_likelihood_null: null + rescaled,
        likelihood_ratio: GlobalTest::new((2.0 * (top - null)).max(0.0), kept.len(), ""),
        profiles,
        convergence: maximum.convergence,
    })
}

/// The penalised log likelihood and its score; the information is that of the
/// likelihood itself.
fn penalised(design: &Design, ties: Ties, beta: &[f64], kept: &[usize]) -> Option<Evaluation> {
    let mut evaluation = evaluate(design, ties, beta)?;
    let p = design.p;
    let factor = Cholesky::new(&part(&evaluation.information, p, kept), kept.len())?;
    evaluation.log_likelihood += 0.5 * factor.log_determinant();
    let inverse = spread(&evaluation.information, p, kept);
    let hazards = relative_hazards(design, beta)?;
    for (score, third) in
        evaluation.score.iter_mut().zip(third(design, ties, beta, &hazards, &inverse))
    {
        *score += 0.5 * third;
    }
    Some(evaluation)
}

/// Sums needed beside the moments: Σ r q and Σ r q z with q = z′ A z.
struct Quadratic {
    s0: f64,
    s1: Vec<f64>,
}

impl Quadratic {
    fn new(p: usize) -> Self {
        Self { s0: 0.0, s1: vec![0.0; p] }
    }

    fn add(&mut self, rq: f64, z: &[f64]) {
        self.s0 += rq;
        self.s1.iter_mut().zip(z).for_each(|(s, z)| *s += rq * z);
    }
}

/// tr(A ∂I/∂β_r) for every r. The derivative of a covariance within a risk set
/// is its third central moment, and with m the mean and q = z′Az
/// Σ A_jk κ_jkr = E[q z_r] − m_r E[q] − 2 (Am)′ cov(z, z_r).
fn third(design: &Design, ties: Ties, beta: &[f64], hazards: &[Vec<f64>], a: &[f64]) -> Vec<f64> {
    let p = design.p;
    // q by stratum and position.
    let q: Vec<Vec<f64>> = design
        .strata
        .iter()
        .map(|s| {
            rows(&s.z, p, s.row.len()).map(|z| crate::survival::cholesky::between(z, a, z)).gather()
        })
        .gather();
    // The moments of q follow the same walk: by stratum, latest span first.
    let mut moments: Vec<Vec<(Quadratic, Quadratic)>> = Vec::new();
    for (index, stratum) in design.strata.iter().enumerate() {
        let mut at_risk = Quadratic::new(p);
        let mut not_yet = stratum.entries.iter().peekable();
        let mut of_stratum = Vec::new();
        let term = |i: usize| hazards[index][i] * q[index][i];
        for span in stratum.spans.iter().rev() {
            for position in span.from..span.to {
                at_risk.add(term(position), stratum.z(position, p));
            }
            while let Some((_, i)) = not_yet.next_if(|(entry, _)| *entry >= span.time) {
                at_risk.add(-term(*i as usize), stratum.z(*i as usize, p));
            }
            let mut dying = Quadratic::new(p);
            for position in (span.from..span.to).filter(|i| stratum.event[*i]) {
                dying.add(term(position), stratum.z(position, p));
            }
            let copy = Quadratic { s0: at_risk.s0, s1: at_risk.s1.clone() };
            of_stratum.push((copy, dying));
        }
        of_stratum.reverse();
        moments.push(of_stratum);
    }
    let mut sum = vec![0.0; p];
    walk(design, beta, hazards, |set| {
        let (at_risk, dying) = &moments[set.index][set.span_index];
        add_third(set, ties, a, at_risk, dying, &mut sum);
    });
    sum
}

fn add_third(
    set: &RiskSet<'_>,
    ties: Ties,
    a: &[f64],
    at_risk: &Quadratic,
    dying: &Quadratic,
    sum: &mut [f64],
) {
    let p = sum.len();
    for step in set.steps(ties) {
        let s0 = set.s0(step);
        let mean: Vec<f64> = (0..p).map(|j| set.mean(step, j)).gather();
        let am: Vec<f64> = (0..p).map(|i| (0..p).map(|j| a[i * p + j] * mean[j]).sum()).gather();
        let q = (at_risk.s0 - step.share * dying.s0) / s0;
        for r in 0..p {
            let qz = (at_risk.s1[r] - step.share * dying.s1[r]) / s0;
            let along: f64 = (0..p)
                .map(|k| {
                    let (high, low) = (r.max(k), r.min(k));
                    let at = high * (high + 1) / 2 + low;
                    am[k] * (set.second(step, at) - mean[r] * mean[k])
                })
                .sum();
            sum[r] += step.weight * (qz - mean[r] * q - 2.0 * along);
        }
    }
}
