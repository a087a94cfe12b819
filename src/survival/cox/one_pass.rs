//! The likelihood of up to three covariates without delayed entry: risks, sums
//! over the risk sets and their terms in one pass, from the last time to the
//! first, with nothing written down between them and without a loop over
//! covariates. Those that are not there are 0.

use super::Ties;
use super::design::{Design, Span, Stratum};
use super::likelihood::Evaluation;

const MOST: usize = 3;

/// Whether [`evaluate`] is for this.
pub fn suits(design: &Design, ties: Ties) -> bool {
    (1..=MOST).contains(&design.p)
        && ties != Ties::Exact
        && design.strata.iter().all(|stratum| stratum.entries.is_empty())
}

/// `None` where a relative hazard is beyond a double's range.
pub fn evaluate(design: &Design, ties: Ties, beta: &[f64]) -> Option<Evaluation> {
    let p = design.p;
    let mut padded = [0.0; MOST];
    padded[..p].copy_from_slice(beta);
    let mut terms = Terms { logarithm: 0.0, product: 1.0, mean: [0.0; 3], information: [0.0; 6] };
    for stratum in &design.strata {
        match p {
            1 => terms.add(stratum, ties, padded, |z| [z[0], 0.0, 0.0])?,
            2 => terms.add(stratum, ties, padded, |z| [z[0], z[1], 0.0])?,
            _ => terms.add(stratum, ties, padded, |z| [z[0], z[1], z[2]])?,
        }
    }
    let mut evaluation = Evaluation::new(p);
    evaluation.log_likelihood = -terms.logarithms();
    let mut lower = terms.information.iter();
    for i in 0..p {
        let of_events = design.event_covariates[i];
        evaluation.log_likelihood += beta[i] * of_events;
        evaluation.score[i] = of_events - terms.mean[i];
        let row = &mut evaluation.information[i * p..=i * p + i];
        row.iter_mut().zip(&mut lower).for_each(|(to, sum)| *to = *sum);
    }
    Some(evaluation)
}

/// Σ r, Σ r z and the lower triangle of Σ r z z′, row by row.
#[derive(Clone, Copy)]
struct Sums {
    s0: f64,
    s1: [f64; 3],
    s2: [f64; 6],
}

impl Sums {
    const NONE: Self = Self { s0: 0.0, s1: [0.0; 3], s2: [0.0; 6] };

    #[inline(always)]
    fn add(&mut self, r: f64, [a, b, c]: [f64; 3]) {
        let (ra, rb, rc) = (r * a, r * b, r * c);
        let [x, y, w] = self.s1;
        let [aa, ab, bb, ac, bc, cc] = self.s2;
        self.s0 += r;
        self.s1 = [x + ra, y + rb, w + rc];
        self.s2 = [aa + ra * a, ab + rb * a, bb + rb * b, ac + rc * a, bc + rc * b, cc + rc * c];
    }

    /// Without a share of others.
    #[inline(always)]
    fn less(&self, share: f64, other: &Self) -> Self {
        let ([a, b, c], [x, y, w]) = (self.s1, other.s1);
        let ([aa, ab, bb, ac, bc, cc], [xx, xy, yy, xw, yw, ww]) = (self.s2, other.s2);
        Self {
            s0: self.s0 - share * other.s0,
            s1: [a - share * x, b - share * y, c - share * w],
            s2: [
                aa - share * xx,
                ab - share * xy,
                bb - share * yy,
                ac - share * xw,
                bc - share * yw,
                cc - share * ww,
            ],
        }
    }
}

/// Sums over the factors of the likelihood.
struct Terms {
    /// Σ w log s₀; those of w = 1 are taken as logarithms of products.
    logarithm: f64,
    product: f64,
    /// Σ w s₁/s₀.
    mean: [f64; 3],
    /// The lower triangle, row by row.
    information: [f64; 6],
}

impl Terms {
    #[inline(always)]
    fn add(
        &mut self,
        stratum: &Stratum,
        ties: Ties,
        beta: [f64; 3],
        padded: impl Fn(&[f64]) -> [f64; 3],
    ) -> Option<()> {
        let p = stratum.z.len() / stratum.row.len().max(1);
        let mut at_risk = Sums::NONE;
        let mut hazards = Vec::new();
        for span in stratum.spans.iter().rev() {
            let Span { from, to, events, .. } = *span;
            hazards.clear();
            for position in from..to {
                let z = padded(&stratum.z[position * p..][..p]);
                let predictor = z[0] * beta[0] + z[1] * beta[1] + z[2] * beta[2];
                if predictor.abs() > 600.0 {
                    return None;
                }
                let hazard = stratum.weight[position] * predictor.exp();
                hazards.push(hazard);
                at_risk.add(hazard, z);
            }
            if events == 0 {
                continue;
            }
            let weight: f64 =
                (from..to).filter(|i| stratum.event[*i]).map(|i| stratum.weight[i]).sum();
            if events == 1 || ties != Ties::Efron {
                self.factor(&at_risk, weight);
                continue;
            }
            let mut dying = Sums::NONE;
            for (position, hazard) in (from..to).zip(&hazards) {
                if stratum.event[position] {
                    dying.add(*hazard, padded(&stratum.z[position * p..][..p]));
                }
            }
            let d = f64::from(events);
            for l in 0..events {
                self.factor(&at_risk.less(f64::from(l) / d, &dying), weight / d);
            }
        }
        Some(())
    }

    #[inline(always)]
    fn factor(&mut self, sums: &Sums, weight: f64) {
        if weight == 1.0 {
            let product = self.product * sums.s0;
            if (1e-280..1e280).contains(&product) {
                self.product = product;
            } else {
                self.logarithm += self.product.ln();
                self.product = sums.s0;
            }
        } else {
            self.logarithm += weight * sums.s0.ln();
        }
        let inverse = sums.s0.recip();
        let [a, b, c] = sums.s1.map(|s1| s1 * inverse);
        let [aa, ab, bb, ac, bc, cc] = sums.s2;
        let w = weight;
        let [x, y, z] = self.mean;
        self.mean = [x + w * a, y + w * b, z + w * c];
        let [xx, xy, yy, xz, yz, zz] = self.information;
        self.information = [
            xx + w * (aa * inverse - a * a),
            xy + w * (ab * inverse - a * b),
            yy + w * (bb * inverse - b * b),
            xz + w * (ac * inverse - a * c),
            yz + w * (bc * inverse - b * c),
            zz + w * (cc * inverse - c * c),
        ];
    }

    fn logarithms(&self) -> f64 {
        self.logarithm + self.product.ln()
    }
}
