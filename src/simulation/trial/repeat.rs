//! Many samples of one truth: what their estimates and p-values come to.

use super::super::share::Share;
use super::super::spread::{Histogram, Spread};
use super::super::stream::Stream;
use super::draw::Drawn;
use super::sample::{analyse, medians};
use super::truth::TrialTruth;
use crate::compact::Gather;
use crate::value::Estimate;
use serde::Serialize;

/// What comes of the repetitions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RepeatedTrials {
    pub repetitions: u32,
    /// In a sample, on average.
    pub events: f64,
    /// Log-rank p below alpha; those without a test are not.
    pub significant: Share,
    /// Schoenfeld's formula at the events to be expected.
    pub power_closed_form: Estimate,
    /// Significant with the wrong group ahead, of all; nothing where the truth
    /// has no right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong_way: Option<Share>,
    /// Intervals of the hazard ratio that hold the truth, of those that exist;
    /// nothing where no one ratio is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Share>,
    pub hazard_ratio: Spread,
    /// Of the significant repetitions alone: what would be read.
    pub hazard_ratio_significant: Spread,
    /// By group; medians not reached are missing.
    pub medians: Vec<Spread>,
    /// Of the logarithms of the hazard ratios.
    pub log_hazard_ratios: Histogram,
    pub p_values: Histogram,
}

/// What trials of one size come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrialsOfSize {
    pub per_group: u32,
    pub significant: Share,
    pub hazard_ratio: Spread,
    pub hazard_ratio_significant: Spread,
}

/// The same truth in trials of other sizes: estimates come closer to it, and
/// fewer of those that are significant are far off.
pub fn by_size(
    truth: &TrialTruth,
    sizes: &[u32],
    repetitions: u32,
    seed: u32,
    alpha: f64,
) -> Vec<TrialsOfSize> {
    let of = |per_group: &u32| {
        let truth = TrialTruth { per_group: *per_group, ..truth.clone() };
        let found = repeat(&truth, repetitions, seed, alpha, 0.95);
        TrialsOfSize {
            per_group: *per_group,
            significant: found.significant,
            hazard_ratio: found.hazard_ratio,
            hazard_ratio_significant: found.hazard_ratio_significant,
        }
    };
    sizes.iter().map(of).gather()
}

/// Bars of hazard ratios, and of p-values: 0.05 each.
const RATIO_BARS: usize = 36;
const P_BARS: usize = 20;

/// Draws, tests and estimates `repetitions` times, from repetition 1 of the seed.
pub fn repeat(
    truth: &TrialTruth,
    repetitions: u32,
    seed: u32,
    alpha: f64,
    level: f64,
) -> RepeatedTrials {
    let mut drawn = Drawn::new(truth);
    let b = repetitions as usize;
    let mut logs = Vec::with_capacity(b);
    let mut p_values = Vec::with_capacity(b);
    let mut flags = Vec::with_capacity(b);
    let mut seen: Vec<Vec<f64>> = (0..truth.groups).map(|_| Vec::with_capacity(b)).gather();
    let (mut events, mut wrong, mut holds, mut intervals) = (0_u64, 0, 0, 0);
    let true_log = truth.hazard_ratio.ln();
    for number in 1..=repetitions {
        drawn.again(truth, &mut Stream::new(seed, number));
        let Some(sample) = drawn.sorted() else { continue };
        let found = analyse(&drawn, &sample, level);
        let p = found.log_rank.p.value().unwrap_or(f64::NAN);
        let coefficient = found.hazard_ratio.as_ref();
        let log = coefficient.and_then(|c| c.estimate.value()).unwrap_or(f64::NAN);
        let limits = coefficient.and_then(|c| c.limits.first());
        if let Some((low, high)) = limits.and_then(|l| Some((l.lower.value()?, l.upper.value()?))) {
            intervals += 1;
            holds += u32::from((low..=high).contains(&truth.hazard_ratio));
        }
        for (all, median) in seen.iter_mut().zip(medians(&sample)) {
            all.push(median.value().unwrap_or(f64::NAN));
        }
        events += u64::from(found.events);
        let significant = p < alpha;
        wrong += u32::from(significant && log * true_log < 0.0);
        logs.push(log);
        p_values.push(p);
        flags.push(significant);
    }
    let read: Vec<f64> =
        logs.iter().zip(&flags).filter(|(_, flag)| **flag).map(|(log, _)| *log).gather();
    let significant = Share::new(read.len() as u32, repetitions);
    // Round ends that hold nearly all, symmetric about no difference or the truth.
    let reach = logs.iter().filter(|x| x.is_finite()).fold(0.5_f64, |m, x| m.max(x.abs()));
    let reach = (reach * 10.0).ceil().min(23.0) / 10.0;
    RepeatedTrials {
        repetitions,
        events: events as f64 / f64::from(repetitions),
        significant,
        power_closed_form: truth.power_closed_form(alpha),
        wrong_way: (truth.has_one_ratio() && true_log != 0.0)
            .then(|| Share::new(wrong, repetitions)),
        coverage: truth.has_one_ratio().then(|| Share::new(holds, intervals)),
        hazard_ratio: Spread::of_logarithms(&logs),
        hazard_ratio_significant: Spread::of_logarithms(&read),
        medians: seen.iter().map(|all| Spread::of(all)).gather(),
        log_hazard_ratios: Histogram::new(&logs, &flags, -reach, reach, RATIO_BARS),
        p_values: Histogram::new(&p_values, &flags, 0.0, 1.0, P_BARS),
    }
}
