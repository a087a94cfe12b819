//! A walk through the risk sets, latest time first: who leaves the future and
//! joins the risk set, who is dropped because it had not yet entered.

use super::Ties;
use super::design::{Design, Span};

/// Weighted moments of the covariates: Σ r, Σ r z and the lower triangle of
/// Σ r z z′, with r = weight · exp(z′β).
#[derive(Clone, Debug)]
pub struct Moments {
    pub s0: f64,
    pub s1: Vec<f64>,
    pub s2: Vec<f64>,
}

impl Moments {
    pub fn new(p: usize) -> Self {
        Self { s0: 0.0, s1: vec![0.0; p], s2: vec![0.0; p * (p + 1) / 2] }
    }

    fn clear(&mut self) {
        self.s0 = 0.0;
        self.s1.fill(0.0);
        self.s2.fill(0.0);
    }

    #[inline]
    pub fn add(&mut self, r: f64, z: &[f64]) {
        self.s0 += r;
        // Three covariates, the usual number, without a loop: a tenth of a fit of a million.
        if let (&[a, b, c], [x, y, w], [aa, ab, bb, ac, bc, cc]) =
            (z, &mut self.s1[..], &mut self.s2[..])
        {
            let (ra, rb, rc) = (r * a, r * b, r * c);
            (*x, *y, *w) = (*x + ra, *y + rb, *w + rc);
            (*aa, *ab, *bb) = (*aa + ra * a, *ab + rb * a, *bb + rb * b);
            (*ac, *bc, *cc) = (*ac + rc * a, *bc + rc * b, *cc + rc * c);
            return;
        }
        let mut s2 = self.s2.iter_mut();
        for (j, (s1, &zj)) in self.s1.iter_mut().zip(z).enumerate() {
            let part = r * zj;
            *s1 += part;
            for (s2, &zk) in s2.by_ref().take(j + 1).zip(z) {
                *s2 += part * zk;
            }
        }
    }
}

/// What is known at an event time.
pub struct RiskSet<'a> {
    /// Position of the stratum in the design.
    pub index: usize,
    /// Position of the span in the stratum.
    pub span_index: usize,
    pub span: Span,
    pub at_risk: &'a Moments,
    /// Of those who have the event at this time.
    pub dying: &'a Moments,
    /// Their summed weight.
    pub weight: f64,
    /// Σ weight · z′β and Σ weight · z over them.
    pub predictor: f64,
    pub covariates: &'a [f64],
}

/// One factor of the likelihood at an event time: everybody at risk, less a
/// share of those who die (Efron), carrying a weight.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub weight: f64,
    /// 0 for Breslow; l/d for the l-th of d deaths (Efron).
    pub share: f64,
}

impl RiskSet<'_> {
    /// The factors at this time.
    pub fn steps(&self, ties: Ties) -> impl Iterator<Item = Step> + use<> {
        let d = self.span.events;
        let (count, weight) = match ties {
            Ties::Efron => (d, self.weight / f64::from(d)),
            Ties::Breslow | Ties::Exact => (1, self.weight),
        };
        (0..count).map(move |l| Step { weight, share: f64::from(l) / f64::from(d) })
    }

    /// Σ r of a factor.
    pub fn s0(&self, step: Step) -> f64 {
        self.at_risk.s0 - step.share * self.dying.s0
    }

    /// Mean of covariate j in a factor.
    pub fn mean(&self, step: Step, j: usize) -> f64 {
        (self.at_risk.s1[j] - step.share * self.dying.s1[j]) / self.s0(step)
    }

    /// Second moment of covariates j ≥ k in a factor, about 0.
    pub fn second(&self, step: Step, at: usize) -> f64 {
        (self.at_risk.s2[at] - step.share * self.dying.s2[at]) / self.s0(step)
    }
}

/// exp(z′β) by stratum and position; `None` where it overflows.
pub fn relative_hazards(design: &Design, beta: &[f64]) -> Option<Vec<Vec<f64>>> {
    let p = design.p;
    let mut hazards = Vec::with_capacity(design.strata.len());
    for stratum in &design.strata {
        let mut hazard = Vec::with_capacity(stratum.row.len());
        for (z, weight) in rows(&stratum.z, p, stratum.row.len()).zip(&stratum.weight) {
            let predictor = dot(z, beta);
            if predictor.abs() > 600.0 {
                return None;
            }
            hazard.push(weight * predictor.exp());
        }
        hazards.push(hazard);
    }
    Some(hazards)
}

/// The rows of a row-major table, also of one with no columns.
pub fn rows(z: &[f64], p: usize, n: usize) -> impl Iterator<Item = &[f64]> {
    (0..n).map(move |i| &z[i * p..(i + 1) * p])
}

pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Visits every event time of every stratum, latest first within a stratum.
/// `hazards` are the weighted relative hazards at `beta`.
pub fn walk(
    design: &Design,
    beta: &[f64],
    hazards: &[Vec<f64>],
    mut visit: impl FnMut(&RiskSet<'_>),
) {
    let p = design.p;
    let (mut at_risk, mut dying) = (Moments::new(p), Moments::new(p));
    let mut covariates = vec![0.0; p];
    for (index, (stratum, hazard)) in design.strata.iter().zip(hazards).enumerate() {
        at_risk.clear();
        let mut not_yet = stratum.entries.iter().peekable();
        for (span_index, span) in stratum.spans.iter().enumerate().rev() {
            for position in span.from..span.to {
                at_risk.add(hazard[position], stratum.z(position, p));
            }
            // Those who enter at or after this time are not at risk at it.
            while let Some((_, position)) = not_yet.next_if(|(entry, _)| *entry >= span.time) {
                let position = *position as usize;
                at_risk.add(-hazard[position], stratum.z(position, p));
            }
            if span.events == 0 {
                continue;
            }
            dying.clear();
            covariates.fill(0.0);
            let (mut weight, mut predictor) = (0.0, 0.0);
            for position in (span.from..span.to).filter(|i| stratum.event[*i]) {
                let z = stratum.z(position, p);
                let w = stratum.weight[position];
                dying.add(hazard[position], z);
                weight += w;
                predictor += w * dot(z, beta);
                covariates.iter_mut().zip(z).for_each(|(sum, z)| *sum += w * z);
            }
            visit(&RiskSet {
                index,
                span_index,
                span: *span,
                at_risk: &at_risk,
                dying: &dying,
                weight,
                predictor,
                covariates: &covariates,
            });
        }
    }
}
