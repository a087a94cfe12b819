//! What a log-rank test needs, and what so many events could have shown.

use super::defaults::five_per_cent;
use super::method::Method;
use super::published::usual_powers;
use super::refusals::Refusals;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::survival::power::{Course, Design};
use crate::value::Estimate;
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LogRankPowerRequest {
    /// Of the second group to the first.
    pub hazard_ratio: f64,
    /// Share of patients in the first group; a half unless said.
    #[serde(default = "half")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub first_share: f64,
    /// Two-sided level; 0.05 unless said.
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    /// 0.8 and 0.9 unless said.
    #[serde(default = "usual_powers")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub powers: Vec<f64>,
    /// Numbers of events of which the power and the smallest effect are wanted.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub events: Vec<f64>,
    /// Turns events into patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub course: Option<TrialCourse>,
}

/// Exponential survival, even accrual, constant drop-out; all in one unit of time.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TrialCourse {
    /// Median survival of the first group.
    pub first_median: f64,
    pub accrual: f64,
    /// Of the last patient to enter.
    pub follow_up: f64,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub dropout_rate: f64,
    /// Numbers of patients of which the power is wanted.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub patients: Vec<f64>,
}

fn half() -> f64 {
    0.5
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LogRankPowerAnswer {
    pub method: Method,
    pub question: String,
    pub hazard_ratio: f64,
    /// One for each power asked.
    pub needed: Vec<EventsForPower>,
    /// One for each number of events asked.
    pub at_events: Vec<PowerAtEvents>,
    pub course: Option<CourseAnswer>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EventsForPower {
    pub power: f64,
    /// By Schoenfeld's formula, not rounded up.
    pub events: Estimate,
    pub events_rounded_up: Estimate,
    pub power_at_rounded_up: Estimate,
    /// For a one-sided test at the same level.
    pub events_one_sided: Estimate,
    pub events_freedman: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PowerAtEvents {
    pub events: f64,
    pub power: Estimate,
    /// For each power asked, the weakest hazard ratio below 1 that is found
    /// with it; above 1, its inverse.
    pub detectable: Vec<DetectableHazardRatio>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DetectableHazardRatio {
    pub power: f64,
    pub hazard_ratio: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CourseAnswer {
    pub first_hazard: f64,
    pub second_hazard: f64,
    /// Chance to see the event in a patient of each group, and over both.
    pub first_event_probability: f64,
    pub second_event_probability: f64,
    pub event_probability: f64,
    /// One for each power asked.
    pub needed: Vec<PatientsForPower>,
    /// One for each number of patients asked.
    pub at_patients: Vec<PowerAtPatients>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PatientsForPower {
    pub power: f64,
    /// Not rounded up.
    pub patients: Estimate,
    pub patients_rounded_up: Estimate,
    pub first_group: Estimate,
    pub second_group: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PowerAtPatients {
    pub patients: f64,
    pub expected_events: f64,
    pub power: Estimate,
}

/// Events by Schoenfeld and Freedman, power and detectable effect at given
/// numbers of events, and patients for a trial's course.
pub fn log_rank_power(request: &LogRankPowerRequest) -> Result<LogRankPowerAnswer, Vec<Problem>> {
    refuse_impossible(request)?;
    let LogRankPowerRequest { hazard_ratio, first_share, alpha, .. } = *request;
    let design = Design { first_share, alpha };
    let needed = request
        .powers
        .iter()
        .map(|&power| {
            let events = design.events(hazard_ratio, power, 2.0);
            let rounded = events.map(f64::ceil);
            EventsForPower {
                power,
                power_at_rounded_up: match rounded.value() {
                    Some(events) => design.power(hazard_ratio, events),
                    None => rounded.clone(),
                },
                events,
                events_rounded_up: rounded,
                events_one_sided: design.events(hazard_ratio, power, 1.0),
                events_freedman: design.events_freedman(hazard_ratio, power),
            }
        })
        .gather();
    let at_events = request
        .events
        .iter()
        .map(|&events| PowerAtEvents {
            events,
            power: design.power(hazard_ratio, events),
            detectable: request
                .powers
                .iter()
                .map(|&power| DetectableHazardRatio {
                    power,
                    hazard_ratio: design.detectable(events, power),
                })
                .gather(),
        })
        .gather();
    Ok(LogRankPowerAnswer {
        method: method(),
        question: format!(
            "Hazard ratio {}, {} % of patients in the first group",
            request.hazard_ratio,
            (request.first_share * 1000.0).round() / 10.0
        ),
        hazard_ratio,
        needed,
        at_events,
        course: request.course.as_ref().map(|course| over_time(&design, request, course)),
    })
}

fn over_time(design: &Design, request: &LogRankPowerRequest, asked: &TrialCourse) -> CourseAnswer {
    let hazard_ratio = request.hazard_ratio;
    let TrialCourse { accrual, follow_up, dropout_rate, .. } = *asked;
    let course = Course { accrual, follow_up, dropout_rate };
    let first_hazard = std::f64::consts::LN_2 / asked.first_median;
    let second_hazard = first_hazard * hazard_ratio;
    let first = course.event_probability(first_hazard);
    let second = course.event_probability(second_hazard);
    let (p1, p2) = (design.first_share, 1.0 - design.first_share);
    let mean = p1 * first + p2 * second;
    CourseAnswer {
        first_hazard,
        second_hazard,
        first_event_probability: first,
        second_event_probability: second,
        event_probability: mean,
        needed: request
            .powers
            .iter()
            .map(|&power| {
                let patients = design.events(hazard_ratio, power, 2.0).map(|events| events / mean);
                PatientsForPower {
                    power,
                    patients_rounded_up: patients.map(f64::ceil),
                    first_group: patients.map(|n| n * p1),
                    second_group: patients.map(|n| n * p2),
                    patients,
                }
            })
            .gather(),
        at_patients: asked
            .patients
            .iter()
            .map(|&patients| PowerAtPatients {
                patients,
                expected_events: patients * mean,
                power: design.power(hazard_ratio, patients * mean),
            })
            .gather(),
    }
}

fn refuse_impossible(request: &LogRankPowerRequest) -> Result<(), Vec<Problem>> {
    let within = |x: f64| x > 0.0 && x < 1.0;
    let positive = |x: f64| x > 0.0 && x < f64::INFINITY;
    let not_negative = |x: &f64| *x >= 0.0 && *x < f64::INFINITY;
    let mut refusals = Refusals::default();
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        refusals.number(fine, what, found, expected);
    };
    let hazard_ratio = request.hazard_ratio;
    check(positive(hazard_ratio), "A hazard ratio", hazard_ratio, "a number above 0");
    let share = request.first_share;
    check(within(share), "The share of the first group", share, "a number between 0 and 1");
    check(within(request.alpha), "A level", request.alpha, "a number between 0 and 1");
    for &power in &request.powers {
        let fine = within(power) && power > request.alpha;
        check(fine, "A power", power, "a number between the level and 1");
    }
    for &events in &request.events {
        check(not_negative(&events), "A number of events", events, "a number, 0 or more");
    }
    if let Some(course) = &request.course {
        let median = course.first_median;
        check(positive(median), "A median", median, "a number above 0");
        check(
            not_negative(&course.follow_up) && course.follow_up + course.accrual > 0.0,
            "A follow-up",
            course.follow_up,
            "a number, 0 or more, and above 0 where all enter at once",
        );
        for (what, found) in
            [("An accrual", course.accrual), ("A drop-out rate", course.dropout_rate)]
        {
            check(not_negative(&found), what, found, "a number, 0 or more");
        }
        for &patients in &course.patients {
            check(not_negative(&patients), "A number of patients", patients, "a number, 0 or more");
        }
    }
    refusals.finish()
}

fn method() -> Method {
    Method {
        name: "Power of a log-rank test".into(),
        details: vec![
            "Two-sided log-rank test under proportional hazards; events by Schoenfeld's formula, \
             and by Freedman's beside it."
                .into(),
            "Patients: exponential survival, even accrual, constant drop-out; events over the \
             chance to see one, averaged over the groups."
                .into(),
        ],
        references: vec![
            "Schoenfeld 1981, Biometrika 68:316".into(),
            "Freedman 1982, Stat Med 1:121".into(),
            "Lachin & Foulkes 1986, Biometrics 42:507".into(),
        ],
        r_call: None,
    }
}
