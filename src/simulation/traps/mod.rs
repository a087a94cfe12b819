//! Classic mistakes beside their repair, on the same made patients.
//!
//! Each trap draws one sample after another from a truth and reads every sample
//! twice: as the mistake has it, and as it should be read.

mod baseline;
mod choosing;
mod followed;
mod grouped;

use super::share::Share;
use super::spread::{Histogram, Spread};
use super::stream::Stream;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::survival::cox::fit::{Coefficient, on_one_covariate};
use crate::survival::sample::{FollowUp, SortedSample};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Trap {
    /// Every threshold of a marker is tried and the best is tested as if it had
    /// been the only one.
    BestThreshold,
    /// Groups by what is known only later, time counted from the start.
    ImmortalTime,
    /// One minus Kaplan–Meier where another event may come first.
    CompetingAsCensored,
    /// A continuous marker is cut at its median.
    Dichotomised,
    /// Patients leave because they are about to have the event.
    InformativeCensoring,
    /// Many markers against several endpoints.
    ManyTests,
    /// A change is correlated with where it began.
    BaselineCoupling,
    /// One correlation is significant, the other is not.
    DifferenceOfSignificance,
    /// No significant difference is taken for no difference.
    AbsenceOfEvidence,
    /// Ranks that tie, and the formula for ranks that do not.
    Ties,
    /// Events and censorings the wrong way round.
    SwappedCoding,
}

impl Trap {
    pub const ALL: [Self; 11] = [
        Self::BestThreshold,
        Self::ImmortalTime,
        Self::CompetingAsCensored,
        Self::Dichotomised,
        Self::InformativeCensoring,
        Self::ManyTests,
        Self::BaselineCoupling,
        Self::DifferenceOfSignificance,
        Self::AbsenceOfEvidence,
        Self::Ties,
        Self::SwappedCoding,
    ];

    /// What can be set beside the number of patients: its usual value, and where
    /// it may lie. What it is differs from trap to trap.
    pub fn strength(self) -> (f64, std::ops::RangeInclusive<f64>) {
        match self {
            // Share of patients that a cut leaves on either side at least.
            Self::BestThreshold => (0.1, 0.05..=0.4),
            // Months after the start at which the grouping is known.
            Self::ImmortalTime => (6.0, 0.0..=36.0),
            // Hazard of the competing event, as a multiple of that of the event.
            Self::CompetingAsCensored => (1.0, 0.0..=10.0),
            // True hazard ratio for one standard deviation of the marker.
            Self::Dichotomised => (1.6, 1.0..=5.0),
            // Share of patients with the event who leave just before it.
            Self::InformativeCensoring => (0.3, 0.0..=0.9),
            // Markers.
            Self::ManyTests => (5.0, 1.0..=20.0),
            // True correlation of before and after.
            Self::BaselineCoupling => (0.3, -0.95..=0.95),
            // True correlation of both with the same variable.
            Self::DifferenceOfSignificance => (0.35, -0.8..=0.8),
            // True hazard ratio.
            Self::AbsenceOfEvidence | Self::SwappedCoding => (0.5, 0.05..=1.0),
            // Share of patients in the lowest of three grades.
            Self::Ties => (0.6, 0.34..=0.9),
        }
    }

    /// On which axis its two readings lie.
    pub fn axis(self) -> TrapAxis {
        match self {
            Self::BestThreshold | Self::Dichotomised | Self::ManyTests => TrapAxis::P,
            Self::ImmortalTime | Self::AbsenceOfEvidence | Self::SwappedCoding => {
                TrapAxis::LogHazardRatio
            }
            Self::CompetingAsCensored | Self::InformativeCensoring => TrapAxis::Share,
            _ => TrapAxis::Correlation,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TrapAxis {
    P,
    LogHazardRatio,
    Correlation,
    Share,
}

/// A trap with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrapTruth {
    pub trap: Trap,
    pub patients: u32,
    pub strength: f64,
    pub alpha: f64,
    pub level: f64,
}

/// One reading of one sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// NaN where the reading gives nothing.
    pub value: f64,
    /// What is counted of it: mostly that it is significant.
    pub counted: bool,
}

impl Seen {
    const NOTHING: Self = Self { value: f64::NAN, counted: false };
}

/// One sample read wrongly, and rightly.
pub type Pair = [Seen; 2];

impl TrapTruth {
    /// What is true on the trap's axis; nothing on an axis of p-values.
    pub fn truth(&self) -> Option<f64> {
        match self.trap {
            Trap::ImmortalTime => Some(0.0),
            Trap::AbsenceOfEvidence | Trap::SwappedCoding => Some(self.strength.ln()),
            Trap::CompetingAsCensored => Some(followed::true_incidence(self)),
            Trap::InformativeCensoring => Some(followed::TRUE_AT_HORIZON),
            Trap::BaselineCoupling => Some(baseline::true_rho(self.strength)),
            Trap::DifferenceOfSignificance | Trap::Ties => Some(0.0),
            Trap::BestThreshold | Trap::Dichotomised | Trap::ManyTests => None,
        }
    }

    /// One repetition.
    pub fn read(&self, seed: u32, number: u32) -> Pair {
        let stream = &mut Stream::new(seed, number);
        match self.trap {
            Trap::BestThreshold => choosing::best_threshold(self, stream),
            Trap::ManyTests => choosing::many_tests(self, stream),
            Trap::Dichotomised => choosing::dichotomised(self, stream),
            Trap::ImmortalTime => grouped::immortal_time(self, stream),
            Trap::AbsenceOfEvidence => grouped::absence_of_evidence(self, stream),
            Trap::SwappedCoding => grouped::swapped_coding(self, stream),
            Trap::CompetingAsCensored => followed::competing_as_censored(self, stream),
            Trap::InformativeCensoring => followed::informative_censoring(self, stream),
            Trap::BaselineCoupling => baseline::baseline_coupling(self, stream),
            Trap::DifferenceOfSignificance => baseline::difference_of_significance(self, stream),
            Trap::Ties => baseline::ties(self, stream),
        }
    }
}

/// All repetitions of one reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrapSide {
    /// What is counted, of all repetitions.
    pub counted: Share,
    pub spread: Spread,
    pub histogram: Histogram,
}

/// Both readings, wrong and right, over repetitions from 1 of the seed.
pub fn repeat(truth: &TrapTruth, repetitions: u32, seed: u32) -> [TrapSide; 2] {
    let pairs: Vec<Pair> = (1..=repetitions).map(|number| truth.read(seed, number)).gather();
    let all = || pairs.iter().flatten().map(|seen| seen.value).filter(|x| x.is_finite());
    let (low, high, bars) = match truth.trap.axis() {
        TrapAxis::P | TrapAxis::Share => (0.0, 1.0, 20),
        TrapAxis::Correlation => (-1.0, 1.0, 40),
        TrapAxis::LogHazardRatio => {
            let reach = all().fold(0.7_f64, |m, x| m.max(x.abs())).min(3.0);
            (-reach, reach, 40)
        }
    };
    [0, 1].map(|side| {
        let values: Vec<f64> = pairs.iter().map(|pair| pair[side].value).gather();
        let flags: Vec<bool> = pairs.iter().map(|pair| pair[side].counted).gather();
        let counted = flags.iter().filter(|flag| **flag).count() as u32;
        TrapSide {
            counted: Share::new(counted, repetitions),
            spread: if truth.trap.axis() == TrapAxis::LogHazardRatio {
                Spread::of_logarithms(&values)
            } else {
                Spread::of(&values)
            },
            histogram: Histogram::new(&values, &flags, low, high, bars),
        }
    })
}

/// Follow-up in one group.
fn sorted(time: &[f64], event: &[bool]) -> Option<SortedSample> {
    let group = vec![0; time.len()];
    SortedSample::new(&FollowUp { time, event, entry: None, group: &group, groups: 1 }).ok()
}

/// Cox regression on one covariate (Efron's ties).
fn cox(time: &[f64], event: &[bool], covariate: Vec<f64>, level: f64) -> Option<Coefficient> {
    let (found, _) = on_one_covariate(&sorted(time, event)?, covariate, &[level]).ok()?;
    Some(found)
}

/// A logarithm of a hazard ratio, counted where Wald's p is below alpha.
fn log_ratio(found: Option<Coefficient>, alpha: f64) -> Seen {
    let Some(found) = found else { return Seen::NOTHING };
    let value = found.estimate.value().unwrap_or(f64::NAN);
    Seen { value, counted: found.p.value().is_some_and(|p| p < alpha) }
}

fn p_seen(p: Option<f64>, alpha: f64) -> Seen {
    p.map_or(Seen::NOTHING, |p| Seen { value: p, counted: p < alpha })
}
