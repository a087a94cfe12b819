//! One group's curve as an answer holds it, read event time by event time.

use super::asked::{self, no_such_group};
use super::demonstration::{Demonstration, Step};
use super::picture::{Axis, Layer, Picture, Tone};
use crate::analysis::Accounting;
use crate::analysis::survival::{Curve, Quantile, SurvivalRequest};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::report::number::{exact, significant};
use crate::report::sentence;
use crate::survival::near_tie::TOLERANCE;
use crate::value::{Estimate, TimeUnit};

pub(super) struct OneCurve {
    pub label: String,
    pub labels: Vec<String>,
    pub part: usize,
    pub n: usize,
    pub unit: &'static str,
    time_unit: TimeUnit,
    pub curve: Curve,
    pub last_time: f64,
    pub median: Quantile,
    pub accounting: Accounting,
    /// Somebody came under observation later than at the origin.
    pub delayed: bool,
}

/// A time at which somebody had the event.
pub(super) struct Event {
    pub time: f64,
    pub at_risk: u32,
    pub events: u32,
    /// Censored at this very time: still at risk at it.
    pub censored: u32,
    /// Censored from the last event time on, before this one.
    pub censored_since: u32,
    /// The row of the curve.
    pub row: usize,
    /// S just before.
    pub before: f64,
    pub survival: f64,
    /// Greenwood's, of S.
    pub standard_error: f64,
}

impl Event {
    /// The same rule by which the engine finds the median.
    pub fn lies_at_half(&self) -> bool {
        (self.survival - 0.5).abs() < TOLERANCE
    }
}

/// The curve of group `part` as the answer to `of` has it.
pub(super) fn read_curve(
    study: &Study,
    of: &SurvivalRequest,
    part: usize,
) -> Result<OneCurve, Vec<Problem>> {
    let answer = asked::survival(study, of, |_| {})?;
    let labels: Vec<String> = answer.groups.iter().map(|group| group.label.clone()).gather();
    let group = answer.groups.into_iter().nth(part).ok_or_else(no_such_group)?;
    let (Some(curve), Some(median)) = (group.curve, group.quantiles.into_iter().next()) else {
        return Err(no_such_group());
    };
    if group.n == 0 {
        return Err(vec![
            Problem::error("group_empty", "Nobody is in this group.").hint("Choose another group."),
        ]);
    }
    Ok(OneCurve {
        label: group.label,
        labels,
        part,
        n: group.n,
        unit: sentence::unit(answer.endpoint.unit),
        time_unit: answer.endpoint.unit,
        last_time: group.last_time,
        curve,
        median,
        delayed: answer.endpoint.entry.is_some(),
        accounting: answer.accounting,
    })
}

/// Every event time with what it did to the curve.
pub(super) fn event_times(curve: &Curve) -> Vec<Event> {
    let mut events = Vec::new();
    let (mut before, mut censored_since) = (1.0, 0);
    for (row, &time) in curve.time.iter().enumerate() {
        if curve.events[row] > 0 {
            events.push(Event {
                row,
                time,
                at_risk: curve.at_risk[row],
                events: curve.events[row],
                censored: curve.censored[row],
                censored_since,
                before,
                survival: curve.survival[row],
                standard_error: curve.standard_error[row],
            });
            before = curve.survival[row];
            censored_since = 0;
        }
        censored_since += curve.censored[row];
    }
    events
}

impl OneCurve {
    /// The curve up to `until`, what is to come behind it faintly.
    pub fn picture(&self, until: f64) -> Picture {
        let tone = Tone::Group(self.part);
        let steps: Vec<(f64, f64)> =
            self.curve.time.iter().copied().zip(self.curve.survival.iter().copied()).gather();
        let known: Vec<(f64, f64)> = steps.iter().copied().filter(|s| s.0 <= until).gather();
        let level = known.last().map_or(1.0, |last| last.1);
        let from = (0.0, 1.0);
        let mut censored: Vec<(f64, f64)> = Vec::new();
        for (row, &(time, survival)) in known.iter().enumerate() {
            if self.curve.censored[row] > 0 {
                censored.push((time, survival));
            }
        }
        let end = self.last_time;
        Picture {
            x: Axis::time(end, self.time_unit),
            y: Axis::new("S(t)", 0.0, 1.0),
            layers: vec![
                Layer::Stairs { from, steps, until: end, tone: Tone::Faint },
                Layer::Stairs { from, steps: known, until, tone },
                Layer::Ticks { points: censored, tone },
                Layer::Dots { points: vec![(until, level)], tone: Tone::Strong, radius: 5.0 },
            ],
        }
    }

    /// A demonstration about this curve, to be completed.
    pub fn demonstration(self, steps: Vec<Step>) -> Demonstration {
        let result = self.result();
        let Self { labels, part, accounting, .. } = self;
        Demonstration {
            parts: if labels.len() > 1 { labels } else { Vec::new() },
            part,
            steps,
            result,
            accounting,
            ..Demonstration::default()
        }
    }

    /// From when to when S is exactly one half, if it ever is: then the median is
    /// the middle.
    pub fn flat_at_half(&self) -> Option<(f64, f64)> {
        let events = event_times(&self.curve);
        let k = events.iter().position(Event::lies_at_half)?;
        Some((events[k].time, events.get(k + 1).map_or(self.last_time, |next| next.time)))
    }

    /// "S is 0.448 at the last time, 35 weeks; median 23.0 weeks."
    pub fn result(&self) -> String {
        let last = self.curve.survival.last().copied().unwrap_or(1.0);
        let median = match &self.median.estimate {
            Estimate::Value(median) => format!("median {} {}", significant(*median), self.unit),
            _ => "the median is not reached".into(),
        };
        format!(
            "{}: S is {} at the last time, {} {}; {median}.",
            self.label,
            significant(last),
            exact(self.last_time),
            self.unit
        )
    }
}
