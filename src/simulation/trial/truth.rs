//! The truth of a trial: hazards by group and time, and how patients are followed.

use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::survival::power::{Course, Design};
use crate::value::Estimate;
use serde::Serialize;

/// When the ratio of the hazards holds; at other times the hazards are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Always.
    #[default]
    Proportional,
    /// Until the time of change.
    Early,
    /// From the time of change on.
    Late,
    /// Until the time of change; from then on its inverse.
    Crossing,
}

/// What is true. Times are in months; hazards are constant before and after the
/// time of change. Groups between the first and the last have ratios in even
/// steps of the logarithm.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct TrialTruth {
    /// Patients in each group.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub per_group: u32,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub groups: u32,
    /// Of the last group to the first.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub hazard_ratio: f64,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub effect: Effect,
    /// Time of change, where the effect is not proportional.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub changes_at: f64,
    /// Median of the first group, were there no other end of follow-up.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub first_median: f64,
    /// Patients come evenly over so many months; 0 for all at once.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub accrual: f64,
    /// The last is followed for so many months.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub follow_up: f64,
    /// Share of patients lost from sight in a year, at a constant rate.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub lost_per_year: f64,
    /// Hazard of a competing event, the same in all groups, as a multiple of the
    /// first group's hazard of the event.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub competing: f64,
}

impl Default for TrialTruth {
    fn default() -> Self {
        Self {
            per_group: 100,
            groups: 2,
            hazard_ratio: 0.6,
            effect: Effect::Proportional,
            changes_at: 12.0,
            first_median: 24.0,
            accrual: 24.0,
            follow_up: 24.0,
            lost_per_year: 0.0,
            competing: 0.0,
        }
    }
}

/// A hazard that may change once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Hazard {
    before: f64,
    after: f64,
    changes_at: f64,
}

impl Hazard {
    fn cumulative(&self, time: f64) -> f64 {
        self.before * time.min(self.changes_at) + self.after * (time - self.changes_at).max(0.0)
    }

    /// The time at which the cumulative hazard is `reached`.
    pub fn time_of(&self, reached: f64) -> f64 {
        let at_change = self.before * self.changes_at;
        if reached <= at_change {
            reached / self.before
        } else {
            self.changes_at + (reached - at_change) / self.after
        }
    }
}

impl TrialTruth {
    pub fn patients(&self) -> u32 {
        self.per_group * self.groups
    }

    fn first_hazard(&self) -> f64 {
        std::f64::consts::LN_2 / self.first_median
    }

    pub(super) fn competing_hazard(&self) -> f64 {
        self.competing * self.first_hazard()
    }

    /// A share lost in a year as a rate a month.
    pub(super) fn dropout_rate(&self) -> f64 {
        -(-self.lost_per_year).ln_1p() / 12.0
    }

    /// How far a group stands between the first (0) and the last (1): the
    /// covariate whose hazard ratio is the truth.
    pub fn step(&self, group: u32) -> f64 {
        f64::from(group) / f64::from(self.groups.max(2) - 1)
    }

    pub(in super::super) fn hazard(&self, group: u32) -> Hazard {
        let first = self.first_hazard();
        let ratio = self.hazard_ratio.powf(self.step(group));
        let (before, after) = match self.effect {
            Effect::Proportional => (ratio, ratio),
            Effect::Early => (ratio, 1.0),
            Effect::Late => (1.0, ratio),
            Effect::Crossing => (ratio, ratio.recip()),
        };
        let changes_at = if self.effect == Effect::Proportional { 0.0 } else { self.changes_at };
        Hazard { before: first * before, after: first * after, changes_at }
    }

    /// Share free of the event, were there no competing one.
    pub fn survival(&self, group: u32, time: f64) -> f64 {
        (-self.hazard(group).cumulative(time)).exp()
    }

    pub fn median(&self, group: u32) -> f64 {
        self.hazard(group).time_of(std::f64::consts::LN_2)
    }

    /// Share that has had the event by a time although a competing one may come
    /// first: the sum over both stretches of h/(h + c) times what is used up.
    pub fn incidence(&self, group: u32, time: f64) -> f64 {
        let (hazard, competing) = (self.hazard(group), self.competing_hazard());
        let used =
            |h: f64, length: f64| -(-(h + competing) * length).exp_m1() * h / (h + competing);
        let first = time.min(hazard.changes_at);
        let left = (-(hazard.before + competing) * first).exp();
        used(hazard.before, first) + left * used(hazard.after, (time - first).max(0.0))
    }

    /// Longest possible follow-up.
    pub fn longest(&self) -> f64 {
        self.accrual + self.follow_up
    }

    /// Schoenfeld's power of the log-rank test at the number of events to be
    /// expected; for two groups under proportional hazards.
    pub fn power_closed_form(&self, alpha: f64) -> Estimate {
        if self.groups != 2 || self.effect != Effect::Proportional {
            return Estimate::not_estimable("for two groups under proportional hazards only");
        }
        let course = Course {
            accrual: self.accrual,
            follow_up: self.follow_up,
            dropout_rate: self.dropout_rate() + self.competing_hazard(),
        };
        let chances: Vec<f64> =
            (0..2).map(|g| course.event_probability(self.hazard(g).after)).gather();
        let events = f64::from(self.per_group) * (chances[0] + chances[1]);
        Design { first_share: 0.5, alpha }.power(self.hazard_ratio, events)
    }

    /// Whether one number can be the hazard ratio.
    pub fn has_one_ratio(&self) -> bool {
        self.effect == Effect::Proportional || self.hazard_ratio == 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hazard_that_changes_is_undone_by_its_inverse() {
        let truth =
            TrialTruth { effect: Effect::Crossing, hazard_ratio: 0.5, ..Default::default() };
        for reached in [0.01, 0.1, 0.17, 0.2, 1.0, 3.0] {
            let hazard = truth.hazard(1);
            assert!((hazard.cumulative(hazard.time_of(reached)) - reached).abs() < 1e-12);
        }
        assert!((truth.survival(0, 24.0) - 0.5).abs() < 1e-15);
        // Twelve months at half and twelve at twice the first group's hazard.
        let hazard = std::f64::consts::LN_2 / 24.0;
        assert!((truth.survival(1, 24.0) - (-30.0 * hazard).exp()).abs() < 1e-15);
    }

    /// Two equal constant hazards: half of those used up had the event first.
    #[test]
    fn a_competing_event_takes_its_share() {
        let truth = TrialTruth { competing: 1.0, ..Default::default() };
        assert!((truth.incidence(0, 24.0) - 0.375).abs() < 1e-12); // (1 − 2⁻²)/2
        assert!((truth.incidence(0, 1e5) - 0.5).abs() < 1e-12);
    }
}
