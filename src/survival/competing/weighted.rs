//! The weighted risk sets of Fine and Gray's model: their likelihood, and the
//! middle of its sandwich variance.

use super::Ending;
use super::fine_gray::{CensoringTies, FineGrayData};
use crate::compact::Gather;
use crate::survival::cox::likelihood::Evaluation;
use crate::survival::cox::risk_set::{Moments, dot};

/// Subjects in order of time, covariates centred and scaled.
pub struct Weighted {
    pub p: usize,
    pub n: usize,
    pub scale: Vec<f64>,
    z: Vec<f64>,
    kind: Vec<Kind>,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Censored,
    Event,
    Competing,
}

/// Everybody with one time.
struct Block {
    from: usize,
    to: usize,
    /// The censoring curve G just before the time.
    before: f64,
    censored: f64,
    /// At risk of censoring at the time.
    at_risk: f64,
}

/// The means and hazard at each block, at one β.
struct Path {
    /// exp(z′β) by position.
    risk: Vec<f64>,
    /// Increment of the baseline subdistribution hazard; 0 without events.
    hazard: Vec<f64>,
    /// Weighted mean of the covariates, p a block.
    mean: Vec<f64>,
}

impl Weighted {
    pub fn new(data: &FineGrayData<'_>, ties: CensoringTies) -> Self {
        let (n, p) = (data.sample.len(), data.columns.len());
        let mut scale = Vec::with_capacity(p);
        let mut centre = Vec::with_capacity(p);
        for column in data.columns {
            let middle = column.iter().sum::<f64>() / n as f64;
            let spread = column.iter().map(|x| (x - middle).abs()).sum::<f64>() / n as f64;
            centre.push(middle);
            scale.push(if spread > 0.0 { spread } else { 1.0 });
        }
        let mut design = Self { p, n, scale, z: Vec::new(), kind: Vec::new(), blocks: Vec::new() };
        let mut curve = 1.0;
        data.sample.for_each_block(|block| {
            let from = design.kind.len();
            let mut censored = 0.0;
            for subject in block.subjects {
                let row = subject.row as usize;
                for (j, column) in data.columns.iter().enumerate() {
                    design.z.push((column[row] - centre[j]) / design.scale[j]);
                }
                design.kind.push(match data.ending[row] {
                    Ending::Censored => Kind::Censored,
                    ending if ending == data.of => Kind::Event,
                    _ => Kind::Competing,
                });
                if design.kind.last() == Some(&Kind::Censored) {
                    censored += 1.0;
                }
            }
            let deaths = match ties {
                CensoringTies::DeathsStay => 0.0,
                CensoringTies::DeathsLeave => f64::from(block.total_events),
            };
            let at_risk = f64::from(block.total_at_risk) - deaths;
            let to = design.kind.len();
            design.blocks.push(Block { from, to, before: curve, censored, at_risk });
            if censored > 0.0 {
                curve *= (at_risk - censored) / at_risk;
            }
        });
        design
    }

    /// Events of interest and competing events.
    pub fn counts(&self) -> [usize; 2] {
        [Kind::Event, Kind::Competing].map(|kind| self.kind.iter().filter(|k| **k == kind).count())
    }

    fn z(&self, position: usize) -> &[f64] {
        &self.z[position * self.p..(position + 1) * self.p]
    }

    fn of_kind(&self, block: &Block, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        (block.from..block.to).filter(move |i| self.kind[*i] == kind)
    }

    fn risks(&self, beta: &[f64]) -> Option<Vec<f64>> {
        let mut risks = Vec::with_capacity(self.n);
        for position in 0..self.n {
            let predictor = dot(self.z(position), beta);
            if predictor.abs() > 600.0 {
                return None;
            }
            risks.push(predictor.exp());
        }
        Some(risks)
    }

    /// Visits every time with events of interest: block number, number of
    /// events, and the moments of the weighted risk set there.
    fn walk(&self, risk: &[f64], mut visit: impl FnMut(usize, f64, &Moments)) {
        // Those still under observation, from the last time backwards.
        let mut under = Vec::new();
        let mut moments = Moments::new(self.p);
        for (at, block) in self.blocks.iter().enumerate().rev() {
            for position in block.from..block.to {
                moments.add(risk[position], self.z(position));
            }
            if self.of_kind(block, Kind::Event).next().is_some() {
                under.push((at, moments.clone()));
            }
        }
        // Those with an earlier competing event, Σ r/G(X−), forwards.
        let mut gone = Moments::new(self.p);
        for (at, block) in self.blocks.iter().enumerate() {
            if under.last().is_some_and(|(next, _)| *next == at)
                && let Some((_, mut set)) = under.pop()
            {
                set.s0 += block.before * gone.s0;
                set.s1.iter_mut().zip(&gone.s1).for_each(|(a, b)| *a += block.before * b);
                set.s2.iter_mut().zip(&gone.s2).for_each(|(a, b)| *a += block.before * b);
                let events = self.of_kind(block, Kind::Event).count() as f64;
                visit(at, events, &set);
            }
            for position in self.of_kind(block, Kind::Competing) {
                gone.add(risk[position] / block.before, self.z(position));
            }
        }
    }

    /// `None` beyond the range of doubles.
    pub fn evaluate(&self, beta: &[f64]) -> Option<Evaluation> {
        let p = self.p;
        let mut evaluation = Evaluation::new(p);
        self.walk(&self.risks(beta)?, |at, events, set| {
            for position in self.of_kind(&self.blocks[at], Kind::Event) {
                let z = self.z(position);
                evaluation.log_likelihood += dot(z, beta);
                evaluation.score.iter_mut().zip(z).for_each(|(score, z)| *score += z);
            }
            evaluation.log_likelihood -= events * set.s0.ln();
            let mut second = set.s2.iter();
            for i in 0..p {
                let mean = set.s1[i] / set.s0;
                evaluation.score[i] -= events * mean;
                for j in 0..=i {
                    let moment = second.next().map_or(0.0, |s| s / set.s0);
                    evaluation.information[i * p + j] +=
                        events * (moment - mean * set.s1[j] / set.s0);
                }
            }
        });
        evaluation.mirror();
        evaluation.log_likelihood.is_finite().then_some(evaluation)
    }

    fn path(&self, beta: &[f64]) -> Option<Path> {
        let p = self.p;
        let risk = self.risks(beta)?;
        let mut hazard = vec![0.0; self.blocks.len()];
        let mut mean = vec![0.0; self.blocks.len() * p];
        self.walk(&risk, |at, events, set| {
            hazard[at] = events / set.s0;
            for j in 0..p {
                mean[at * p + j] = set.s1[j] / set.s0;
            }
        });
        Some(Path { risk, hazard, mean })
    }

    /// Σ (η + ψ)(η + ψ)′ over subjects: η the score residual under the weights
    /// as if known, ψ what estimating the censoring curve adds (Fine & Gray
    /// 1999, eqs. 7 and 8; p. 500).
    pub fn meat(&self, beta: &[f64]) -> Vec<f64> {
        let p = self.p;
        let Some(path) = self.path(beta) else { return vec![f64::NAN; p * p] };
        let plain = Sums::along(self, &path, |_| 1.0);
        let weighted = Sums::along(self, &path, |block| block.before);
        let censoring = self.censoring_part(&path, &weighted);
        let mut meat = vec![0.0; p * p];
        for (at, block) in self.blocks.iter().enumerate() {
            for position in block.from..block.to {
                let (z, risk) = (self.z(position), path.risk[position]);
                let kind = self.kind[position];
                let residual: Vec<f64> = (0..p)
                    .map(|j| {
                        let own =
                            if kind == Kind::Event { z[j] - path.mean[at * p + j] } else { 0.0 };
                        let under = risk * (z[j] * plain.hazard[at] - plain.mean[at * p + j]);
                        let after = if kind == Kind::Competing {
                            risk / block.before
                                * (z[j] * weighted.beyond(at) - weighted.mean_beyond(at, j, p))
                        } else {
                            0.0
                        };
                        let direct =
                            if kind == Kind::Censored { censoring.direct[at * p + j] } else { 0.0 };
                        own - under - after + direct - censoring.path[at * p + j]
                    })
                    .gather();
                for i in 0..p {
                    for j in 0..p {
                        meat[i * p + j] += residual[i] * residual[j];
                    }
                }
            }
        }
        meat
    }

    /// q(u)/Y(u) at each block with censorings, and its integral against the
    /// censoring hazard up to and including each block. q(u) is over those with
    /// a competing event before u and events at u or later (the paper's
    /// I(t ≥ u > X), ties as in `crr`).
    fn censoring_part(&self, path: &Path, weighted: &Sums) -> CensoringPart {
        let p = self.p;
        let blocks = self.blocks.len();
        let mut direct = vec![0.0; blocks * p];
        let mut integral = vec![0.0; blocks * p];
        let mut gone = 0.0;
        let mut gone_z = vec![0.0; p];
        let mut sum = vec![0.0; p];
        for (at, block) in self.blocks.iter().enumerate() {
            for j in 0..p {
                if block.censored > 0.0 {
                    let q = gone_z[j] * weighted.from(at) - gone * weighted.mean_from(at, j, p);
                    direct[at * p + j] = q / block.at_risk;
                    sum[j] += q * block.censored / (block.at_risk * block.at_risk);
                }
                integral[at * p + j] = sum[j];
            }
            for position in self.of_kind(block, Kind::Competing) {
                let share = path.risk[position] / block.before;
                gone += share;
                gone_z.iter_mut().zip(self.z(position)).for_each(|(a, z)| *a += share * z);
            }
        }
        CensoringPart { direct, path: integral }
    }
}

struct CensoringPart {
    direct: Vec<f64>,
    path: Vec<f64>,
}

/// ∫ f dH and ∫ f z̄ dH up to and including each block.
struct Sums {
    hazard: Vec<f64>,
    mean: Vec<f64>,
}

impl Sums {
    fn along(design: &Weighted, path: &Path, factor: impl Fn(&Block) -> f64) -> Self {
        let p = design.p;
        let (mut hazard, mut mean) = (Vec::new(), Vec::new());
        let (mut sum, mut sums) = (0.0, vec![0.0; p]);
        for (at, block) in design.blocks.iter().enumerate() {
            let step = factor(block) * path.hazard[at];
            sum += step;
            for j in 0..p {
                sums[j] += step * path.mean[at * p + j];
            }
            hazard.push(sum);
            mean.extend(&sums);
        }
        Self { hazard, mean }
    }

    /// From block `at` on, itself included.
    fn from(&self, at: usize) -> f64 {
        let before = if at == 0 { 0.0 } else { self.hazard[at - 1] };
        self.hazard[self.hazard.len() - 1] - before
    }

    fn mean_from(&self, at: usize, j: usize, p: usize) -> f64 {
        let before = if at == 0 { 0.0 } else { self.mean[(at - 1) * p + j] };
        self.mean[self.mean.len() - p + j] - before
    }

    /// After block `at`.
    fn beyond(&self, at: usize) -> f64 {
        self.hazard[self.hazard.len() - 1] - self.hazard[at]
    }

    fn mean_beyond(&self, at: usize, j: usize, p: usize) -> f64 {
        self.mean[self.mean.len() - p + j] - self.mean[at * p + j]
    }
}
