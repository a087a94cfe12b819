//! A whole small study: two gradings and survival of the same patients, drawn
//! from a correlation and a hazard ratio that are known.

use super::grading::{Graded, GradingTruth, analyse as correlate};
use super::share::Share;
use super::spread::Spread;
use super::stream::Stream;
use super::trial::{TrialTruth, analyse_in_steps};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::survival::cox::fit::Coefficient;
use crate::survival::sample::{FollowUp, SortedSample};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// What is true. The hazard ratio is of patients whose true second grading (the
/// pathology) is at least `cut` to the rest; they are compared by what was read.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct StudyTruth {
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub grading: GradingTruth,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub hazard_ratio: f64,
    /// In per cent.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub cut: f64,
    /// Median of those below the cut, in months.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub first_median: f64,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub accrual: f64,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub follow_up: f64,
}

impl Default for StudyTruth {
    fn default() -> Self {
        Self {
            grading: GradingTruth::default(),
            hazard_ratio: 0.6,
            cut: 50.0,
            first_median: 18.0,
            accrual: 36.0,
            follow_up: 24.0,
        }
    }
}

/// What one study would print.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StudyFound {
    pub rho: Estimate,
    pub rho_p: Estimate,
    /// Patients read as at least the cut, and the rest.
    pub above: u32,
    pub below: u32,
    pub events: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazard_ratio: Option<Coefficient>,
    pub log_rank_p: Estimate,
}

impl StudyTruth {
    /// Draws and analyses one repetition.
    pub fn study(&self, seed: u32, number: u32, level: f64) -> StudyFound {
        let mut stream = Stream::new(seed, number);
        let graded = self.grading.draw(self.grading.patients, &mut stream);
        let (mut time, mut event) = (Vec::new(), Vec::new());
        let course = TrialTruth {
            hazard_ratio: self.hazard_ratio,
            first_median: self.first_median,
            ..TrialTruth::default()
        };
        let hazards = [course.hazard(0), course.hazard(1)];
        for truth in &graded.truth[1] {
            let at = hazards[usize::from(*truth >= self.cut)].time_of(stream.exponential());
            let end = self.follow_up + self.accrual * stream.unit();
            event.push(at <= end);
            time.push(at.min(end));
        }
        self.analyse(&graded, &time, &event, level)
    }

    fn analyse(&self, graded: &Graded, time: &[f64], event: &[bool], level: f64) -> StudyFound {
        let group: Vec<u32> =
            graded.grade[1].iter().map(|g| u32::from(*g >= self.grading.grade(self.cut))).gather();
        let step: Vec<f64> = group.iter().map(|g| f64::from(*g)).gather();
        let correlation = correlate(graded);
        let follow_up = FollowUp { time, event, entry: None, group: &group, groups: 2 };
        let found = SortedSample::new(&follow_up).ok().map(|s| analyse_in_steps(&s, step, level));
        let above = group.iter().sum();
        StudyFound {
            rho: correlation.rho,
            rho_p: correlation.p_t,
            above,
            below: group.len() as u32 - above,
            events: event.iter().map(|e| u32::from(*e)).sum(),
            log_rank_p: found.as_ref().map_or_else(
                || Estimate::not_estimable("a time is no number"),
                |found| found.log_rank.p.clone(),
            ),
            hazard_ratio: found.and_then(|found| found.hazard_ratio),
        }
    }
}

/// How often which of the two findings is significant, and what is then read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RepeatedStudies {
    pub repetitions: u32,
    pub both: Share,
    pub correlation_alone: Share,
    pub survival_alone: Share,
    pub neither: Share,
    pub rho: Spread,
    pub rho_significant: Spread,
    pub hazard_ratio: Spread,
    pub hazard_ratio_significant: Spread,
    /// Of the studies whose survival is significant: the wrong group ahead.
    pub wrong_way: Share,
    /// By repetition: the estimates, `null` where there is none.
    pub rhos: Series,
    pub log_hazard_ratios: Series,
    pub rho_is_significant: Vec<bool>,
    pub survival_is_significant: Vec<bool>,
}

/// Repeats the study, from repetition 1 of the seed.
pub fn repeat(
    truth: &StudyTruth,
    repetitions: u32,
    seed: u32,
    alpha: f64,
    level: f64,
) -> RepeatedStudies {
    let studies: Vec<StudyFound> =
        (1..=repetitions).map(|number| truth.study(seed, number, level)).gather();
    let below = |p: &Estimate| p.value().is_some_and(|p| p < alpha);
    let log = |study: &StudyFound| {
        let ratio = study.hazard_ratio.as_ref().and_then(|c| c.estimate.value());
        ratio.unwrap_or(f64::NAN)
    };
    let rhos: Vec<f64> = studies.iter().map(|s| s.rho.value().unwrap_or(f64::NAN)).gather();
    let logs: Vec<f64> = studies.iter().map(log).gather();
    let by_rho: Vec<bool> = studies.iter().map(|s| below(&s.rho_p)).gather();
    let by_survival: Vec<bool> = studies.iter().map(|s| below(&s.log_rank_p)).gather();
    let count = |rho: bool, survival: bool| {
        let pairs = by_rho.iter().zip(&by_survival);
        Share::new(pairs.filter(|(a, b)| **a == rho && **b == survival).count() as u32, repetitions)
    };
    let chosen = |all: &[f64], flags: &[bool]| -> Vec<f64> {
        all.iter().zip(flags).filter(|(_, flag)| **flag).map(|(x, _)| *x).gather()
    };
    let read = chosen(&logs, &by_survival);
    let wrong = read.iter().filter(|x| **x * truth.hazard_ratio.ln() < 0.0).count() as u32;
    RepeatedStudies {
        repetitions,
        both: count(true, true),
        correlation_alone: count(true, false),
        survival_alone: count(false, true),
        neither: count(false, false),
        rho: Spread::of(&rhos),
        rho_significant: Spread::of(&chosen(&rhos, &by_rho)),
        hazard_ratio: Spread::of_logarithms(&logs),
        wrong_way: Share::new(wrong, read.len() as u32),
        hazard_ratio_significant: Spread::of_logarithms(&read),
        rhos: rhos.into(),
        log_hazard_ratios: logs.into(),
        rho_is_significant: by_rho,
        survival_is_significant: by_survival,
    }
}
