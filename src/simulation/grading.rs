//! Two gradings of the same tumours, drawn from a correlation that is known.

use super::share::Share;
use super::spread::{Histogram, Spread};
use super::stream::Stream;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::stats::correlation_interval::{CorrelationIntervalKind, interval};
use crate::stats::spearman::{Spearman, spearman};
use serde::Serialize;

/// What is true of the tumours and of those who grade them.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct GradingTruth {
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub patients: u32,
    /// Spearman's ρ of the true per cents.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub rho: f64,
    /// The true per cent of the middle patient.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub typical: f64,
    /// How far a reading is off, as a standard deviation in points of per cent.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub noise: f64,
    /// Where a grade ends and the next begins (the cut belongs to the next);
    /// none where per cents are kept.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub cuts: Vec<f64>,
}

impl Default for GradingTruth {
    fn default() -> Self {
        Self {
            patients: 27,
            rho: 0.6,
            typical: 50.0,
            noise: 10.0,
            cuts: vec![5.0, 25.0, 50.0, 75.0, 95.0],
        }
    }
}

/// Standard deviation of the logits of the true per cents: 95 % of the patients
/// lie between 5 and 95 % where the middle one has 50.
const SPREAD: f64 = 1.5;

/// One sample, both gradings of each patient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graded {
    pub truth: [Vec<f64>; 2],
    /// As read, with the reader's error; 0 to 100.
    pub read: [Vec<f64>; 2],
    /// The number of cuts reached; the reading itself where there are none.
    pub grade: [Vec<f64>; 2],
}

impl GradingTruth {
    /// Pearson's r of normal variables whose Spearman's ρ is the one set:
    /// 2 sin(πρ/6) (Pearson 1907; Kruskal 1958, J Am Stat Assoc 53:814).
    fn latent(&self) -> f64 {
        2.0 * (std::f64::consts::PI * self.rho / 6.0).sin()
    }

    fn percent(&self, z: f64) -> f64 {
        let share = self.typical / 100.0;
        100.0 / (1.0 + (-((share / (1.0 - share)).ln() + SPREAD * z)).exp())
    }

    pub fn grade(&self, read: f64) -> f64 {
        if self.cuts.is_empty() {
            read
        } else {
            self.cuts.iter().filter(|c| read >= **c).count() as f64
        }
    }

    /// Draws one repetition.
    pub fn draw(&self, patients: u32, stream: &mut Stream) -> Graded {
        let r = self.latent();
        let rest = (1.0 - r * r).max(0.0).sqrt();
        let mut graded = Graded::default();
        for _ in 0..patients {
            let first = stream.normal();
            let second = r * first + rest * stream.normal();
            for (side, z) in [first, second].into_iter().enumerate() {
                let truth = self.percent(z);
                let read = (truth + self.noise * stream.normal()).clamp(0.0, 100.0);
                graded.truth[side].push(truth);
                graded.read[side].push(read);
                graded.grade[side].push(self.grade(read));
            }
        }
        graded
    }

    /// What an endless number of such gradings would correlate: of 40,000, with
    /// a Monte Carlo error of 0.005.
    pub fn endless(&self, seed: u32) -> f64 {
        const MANY: u32 = 40_000;
        let Graded { grade: [x, y], .. } = self.draw(MANY, &mut Stream::new(seed, u32::MAX));
        spearman(&x, &y, &[]).rho.value().unwrap_or(0.0)
    }
}

/// What comes of the repetitions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RepeatedGradings {
    pub repetitions: u32,
    /// What an endless number of patients would give, graded and read so.
    pub endless: f64,
    pub rho: Spread,
    /// Of the significant repetitions alone.
    pub rho_significant: Spread,
    /// p by Student's t below alpha; without a correlation none is.
    pub significant: Share,
    /// Intervals (Bonett & Wright) that hold the ρ of the true per cents.
    pub coverage_of_truth: Share,
    /// Intervals that hold what an endless number of patients would give.
    pub coverage_of_endless: Share,
    pub rhos: Histogram,
    pub p_values: Histogram,
}

/// Spearman's correlation of one sample, by the engine's own.
pub fn analyse(graded: &Graded) -> Spearman {
    spearman(&graded.grade[0], &graded.grade[1], &[])
}

const RHO_BARS: usize = 40;
const P_BARS: usize = 20;

/// Draws, grades and correlates, from repetition 1 of the seed.
pub fn repeat(
    truth: &GradingTruth,
    repetitions: u32,
    seed: u32,
    alpha: f64,
    level: f64,
) -> RepeatedGradings {
    let endless = truth.endless(seed);
    let (mut rhos, mut p_values, mut flags) = (Vec::new(), Vec::new(), Vec::new());
    let (mut of_truth, mut of_endless, mut intervals) = (0, 0, 0);
    for number in 1..=repetitions {
        let graded = truth.draw(truth.patients, &mut Stream::new(seed, number));
        let found = analyse(&graded);
        let limits = interval(CorrelationIntervalKind::BonettWright, &found.rho, found.n, 3, level);
        if let (Some(low), Some(high)) = (limits.lower.value(), limits.upper.value()) {
            intervals += 1;
            of_truth += u32::from((low..=high).contains(&truth.rho));
            of_endless += u32::from((low..=high).contains(&endless));
        }
        let p = found.p_t.value().unwrap_or(f64::NAN);
        rhos.push(found.rho.value().unwrap_or(f64::NAN));
        flags.push(p < alpha);
        p_values.push(p);
    }
    let read: Vec<f64> = rhos.iter().zip(&flags).filter(|(_, f)| **f).map(|(rho, _)| *rho).gather();
    RepeatedGradings {
        repetitions,
        endless,
        rho: Spread::of(&rhos),
        rho_significant: Spread::of(&read),
        significant: Share::new(read.len() as u32, repetitions),
        coverage_of_truth: Share::new(of_truth, intervals),
        coverage_of_endless: Share::new(of_endless, intervals),
        rhos: Histogram::new(&rhos, &flags, -1.0, 1.0, RHO_BARS),
        p_values: Histogram::new(&p_values, &flags, 0.0, 1.0, P_BARS),
    }
}
