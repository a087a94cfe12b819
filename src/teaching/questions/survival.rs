//! Questions about curves and the log-rank test.

use super::{Hint, LAST, Level, Question, choice, exactly, within};
use crate::analysis::Request;
use crate::analysis::survival::{GroupSurvival, SurvivalAnswer, SurvivalRequest, Weight};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::random::Random;
use crate::report::number::{exact, fixed, significant};
use crate::report::sentence::unit;
use crate::teaching::asked;
use crate::teaching::curve::{Event, event_times};
use crate::teaching::few::{FEW, few};
use crate::teaching::run::Show;
use crate::value::TimeUnit;

/// Times a clinic asks about.
fn round_times(unit: TimeUnit) -> &'static [f64] {
    match unit {
        TimeUnit::Days => &[30.0, 60.0, 90.0, 180.0, 365.0, 730.0, 1095.0, 1826.0, 3652.0],
        TimeUnit::Weeks => &[4.0, 9.0, 14.0, 18.0, 20.0, 26.0, 52.0, 104.0, 156.0, 260.0],
        TimeUnit::Months => &[3.0, 6.0, 9.0, 12.0, 18.0, 24.0, 30.0, 36.0, 48.0, 60.0, 120.0],
        TimeUnit::Years => &[0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0],
    }
}

/// What the questions are made from.
struct About<'a> {
    of: &'a SurvivalRequest,
    answer: &'a SurvivalAnswer,
    times: Vec<f64>,
    unit: &'static str,
}

pub(super) fn ask(
    study: &Study,
    of: &SurvivalRequest,
    level: Level,
    random: &mut Random,
) -> Result<Vec<Question>, Vec<Problem>> {
    let read = |times: Vec<f64>| -> Result<Box<SurvivalAnswer>, Vec<Problem>> {
        asked::survival(study, of, |asked| {
            asked.times = times;
            asked.tests = vec![Weight::LogRank];
        })
    };
    let first = read(Vec::new())?;
    let times = readable_times(&first);
    let answer = read(times.clone())?;
    let about = About { of, answer: &answer, times, unit: unit(answer.endpoint.unit) };
    let mut all = Vec::new();
    for (group, one) in answer.groups.iter().enumerate().filter(|(_, group)| group.n > 0) {
        match level {
            Level::Read => all.extend(about.read(group, one, random)),
            Level::Understand => all.extend(about.understand(group, one)),
            Level::Work => all.extend(about.work(group, one, random)),
        }
    }
    if level == Level::Understand {
        all.extend(about.compare(random));
    }
    if level == Level::Work {
        all.extend(about.sum_up());
    }
    Ok(all)
}

/// Round times within everybody's follow-up, at which nothing happens: what is
/// read there does not depend on which side of a step one looks.
fn readable_times(answer: &SurvivalAnswer) -> Vec<f64> {
    let groups = || answer.groups.iter().filter(|group| group.n > 0);
    let end = groups().map(|group| group.last_time).fold(f64::INFINITY, f64::min);
    let quiet = |time: &f64| {
        groups().all(|group| group.curve.as_ref().is_none_or(|curve| !curve.time.contains(time)))
    };
    let round = round_times(answer.endpoint.unit).iter().copied();
    let mut times: Vec<f64> = round.filter(|time| *time < end && quiet(time)).gather();
    if times.is_empty() && end.is_finite() {
        // Between two steps in the middle.
        let middle = groups().next().and_then(|group| {
            let time = &group.curve.as_ref()?.time;
            let at = time.len() / 2;
            Some((time.get(at.checked_sub(1)?)? + time.get(at)?) / 2.0)
        });
        times.extend(middle.filter(|time| *time < end && quiet(time)));
    }
    times
}

/// Which step of the demonstration shows event `k`.
fn step_of(events: usize, k: usize) -> usize {
    let ranges = few(events, FEW).ranges;
    1 + ranges.iter().position(|range| range.contains(&k)).unwrap_or(0)
}

impl About<'_> {
    fn hint(&self, show: Show, part: usize, step: usize) -> Hint {
        Hint { of: Request::Survival(self.of.clone()), show, part, step }
    }

    /// "with 6-MP", or nothing where there is one group.
    fn with(&self, group: &GroupSurvival) -> String {
        if self.answer.groups.len() > 1 { format!(" in {}", group.label) } else { String::new() }
    }

    /// The step that leads up to a time.
    fn before(&self, group: &GroupSurvival, time: f64) -> usize {
        let events = group.curve.as_ref().map_or(Vec::new(), event_times);
        match events.iter().rposition(|event| event.time <= time) {
            Some(k) => step_of(events.len(), k),
            None => 0,
        }
    }

    fn read(&self, part: usize, group: &GroupSurvival, random: &mut Random) -> Vec<Question> {
        let mut all = Vec::new();
        let (with, unit) = (self.with(group), self.unit);
        if !self.times.is_empty() {
            let at = random.below(self.times.len() as u32) as usize;
            let reading = &group.at_times[at];
            let time = exact(reading.time);
            if let Some(s) = reading.survival.value() {
                all.push(Question {
                    text: format!("What share{with} is still without the event at {time} {unit}?"),
                    expected: within(s * 100.0, 3.0, "%"),
                    explanation: format!(
                        "S({time}) = {}: the height of the curve there, {} %.",
                        significant(s),
                        fixed(s * 100.0, 0)
                    ),
                    hint: self.hint(Show::KaplanMeier, part, self.before(group, reading.time)),
                });
            }
            let at = random.below(self.times.len() as u32) as usize;
            let reading = &group.at_times[at];
            let time = exact(reading.time);
            all.push(Question {
                text: format!("How many patients{with} are still at risk at {time} {unit}?"),
                expected: exactly(f64::from(reading.at_risk), "patients"),
                explanation: format!(
                    "{}: those followed to {time} {unit} or longer without the event.",
                    reading.at_risk
                ),
                hint: self.hint(Show::KaplanMeier, part, self.before(group, reading.time)),
            });
        }
        let last = group
            .curve
            .as_ref()
            .map_or(0, |curve| few(event_times(curve).len(), FEW).ranges.len() + 1);
        all.push(Question {
            text: format!("How many patients{with} were censored?"),
            expected: exactly(group.censored as f64, "patients"),
            explanation: format!(
                "{}: {} patients less {} events. Each is a tick on the curve, several at one time \
                 share a tick.",
                group.censored, group.n, group.events
            ),
            hint: self.hint(Show::KaplanMeier, part, last),
        });
        all
    }

    fn understand(&self, part: usize, group: &GroupSurvival) -> Vec<Question> {
        let mut all = Vec::new();
        let (with, unit) = (self.with(group), self.unit);
        let events = group.curve.as_ref().map_or(Vec::new(), event_times);
        let last = few(events.len(), FEW).ranges.len() + 1;
        if let Some(median) = group.quantiles.first() {
            let reached = median.estimate.value();
            all.push(Question {
                text: format!("Is the median{with} reached?"),
                expected: choice(&["yes", "no"], usize::from(reached.is_none())),
                explanation: match reached {
                    Some(time) => format!(
                        "Yes: the curve falls to 0.5 or below, at {} {unit}.",
                        significant(time)
                    ),
                    None => format!(
                        "No: the curve ends at {}, above 0.5. The median exists, beyond what was \
                         followed.",
                        significant(events.last().map_or(1.0, |event| event.survival))
                    ),
                },
                hint: self.hint(Show::KaplanMeier, part, last),
            });
            let flat = events.iter().any(Event::lies_at_half);
            if let Some(time) = reached.filter(|_| !flat) {
                all.push(Question {
                    text: format!("What is the median{with}?"),
                    expected: within(time, group.last_time * 0.03, unit),
                    explanation: format!(
                        "{} {unit}: the first time at which the curve is at 0.5 or below.",
                        significant(time)
                    ),
                    hint: self.hint(Show::KaplanMeier, part, self.before(group, time)),
                });
            }
        }
        if let Some(k) = events.iter().position(|event| event.censored_since > 0) {
            let event = &events[k];
            all.push(Question {
                text: format!(
                    "{} censored{with} before {} {unit}. What did that do to the curve at that moment?",
                    match event.censored_since {
                        1 => "A patient was".to_owned(),
                        many => format!("{many} patients were"),
                    },
                    exact(event.time)
                ),
                expected: choice(
                    &["It fell a little", "Nothing; later steps are larger", "It rose a little"],
                    1,
                ),
                explanation: "A censoring makes no step. It leaves fewer at risk, so that every later \
                              event takes more."
                    .into(),
                hint: self.hint(Show::Redistribute, part, 0),
            });
        }
        all
    }

    /// Between groups.
    fn compare(&self, random: &mut Random) -> Vec<Question> {
        let mut all = Vec::new();
        let groups = &self.answer.groups;
        let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).gather();
        // Times at which one curve is clearly the highest.
        let clear: Vec<(f64, usize)> = (0..self.times.len())
            .filter_map(|at| {
                let mut heights: Vec<(f64, usize)> = Vec::new();
                for (k, group) in groups.iter().enumerate() {
                    heights.push((group.at_times[at].survival.value()?, k));
                }
                crate::compact::Order::order_by(heights.as_mut_slice(), |a, b| b.0.total_cmp(&a.0));
                let [(first, group), (second, _), ..] = heights[..] else { return None };
                (first - second > 0.05).then_some((self.times[at], group))
            })
            .gather();
        if !clear.is_empty() {
            let (time, group) = clear[random.below(clear.len() as u32) as usize];
            all.push(Question {
                text: format!(
                    "Which group has the larger share without the event at {} {}?",
                    exact(time),
                    self.unit
                ),
                expected: choice(&labels, group),
                explanation: format!("{}: its curve is the higher one there.", labels[group]),
                hint: self.hint(Show::KaplanMeier, group, self.before(&groups[group], time)),
            });
        }
        if let Some(test) = self.answer.tests.first() {
            let fewer = (0..groups.len()).filter(|k| test.u[*k] < -0.5).gather();
            if let ([one], true) = (&fewer[..], groups.len() == 2) {
                all.push(Question {
                    text:
                        "Which group had fewer events than expected if the groups did not differ?"
                            .into(),
                    expected: choice(&labels, *one),
                    explanation: format!(
                        "{}: {} events, {} expected.",
                        labels[*one],
                        exact(test.observed[*one]),
                        significant(test.expected[*one])
                    ),
                    hint: self.hint(Show::LogRank, *one, 0),
                });
            }
        }
        all
    }

    fn work(&self, part: usize, group: &GroupSurvival, random: &mut Random) -> Vec<Question> {
        let mut all = Vec::new();
        let Some(curve) = &group.curve else { return all };
        let events = event_times(curve);
        let (with, unit) = (self.with(group), self.unit);
        let alive: Vec<usize> = (0..events.len()).filter(|k| events[*k].survival > 0.0).gather();
        if alive.is_empty() {
            return all;
        }
        let k = alive[random.below(alive.len() as u32) as usize];
        let Event { time, at_risk, events: d, before, survival, .. } = events[k];
        let step = step_of(events.len(), k);
        all.push(Question {
            text: format!(
                "S{with} is {} before {} {unit}. There {at_risk} are at risk and {} the event. What \
                 is S afterwards?",
                significant(before),
                exact(time),
                if d == 1 { "1 has".to_owned() } else { format!("{d} have") }
            ),
            expected: within(survival, 0.005, ""),
            explanation: format!(
                "{} × (1 − {d}/{at_risk}) = {}.",
                significant(before),
                significant(survival)
            ),
            hint: self.hint(Show::KaplanMeier, part, step),
        });
        let k = alive[random.below(alive.len() as u32) as usize];
        let event = &events[k];
        let sum = (event.standard_error / event.survival).powi(2);
        if sum.is_finite() {
            all.push(Question {
                text: format!(
                    "Up to {} {unit} Greenwood's sum{with} is {}, and S is {}. What is the standard \
                     error of S?",
                    exact(event.time),
                    significant(sum),
                    significant(event.survival)
                ),
                expected: within(event.standard_error, 0.002, ""),
                explanation: format!(
                    "{} × √{} = {}.",
                    significant(event.survival),
                    significant(sum),
                    significant(event.standard_error)
                ),
                hint: self.hint(Show::Greenwood, part, step_of(events.len(), k)),
            });
        }
        let others: u32 = self.at_risk_elsewhere(part, time);
        if self.answer.groups.len() == 2 && others > 0 && self.of.strata.is_empty() {
            let in_all = self.events_everywhere(time);
            let n = at_risk + others;
            let expected = f64::from(in_all) * f64::from(at_risk) / f64::from(n);
            all.push(Question {
                text: format!(
                    "At {} {unit} {at_risk} are at risk{with} and {others} in the other group; {} in \
                     all. How many{with} are expected if the groups do not differ?",
                    exact(time),
                    if in_all == 1 { "1 event happens".to_owned() } else { format!("{in_all} events happen") }
                ),
                expected: within(expected, 0.02, "events"),
                explanation: format!("{in_all} × {at_risk}/{n} = {}.", significant(expected)),
                hint: self.hint(Show::LogRank, part, 1 + self.deaths_before(time)),
            });
        }
        all
    }

    /// χ² from its sums.
    fn sum_up(&self) -> Option<Question> {
        let test = self.answer.tests.first().filter(|_| self.answer.groups.len() == 2)?;
        let chi_squared = test.chi_squared.value()?;
        let (u, v) = (test.u[0], test.v[0]);
        let label = &self.answer.groups[0].label;
        Some(Question {
            text: format!(
                "{label} had {} events, {} were expected, and the variance of the difference is {}. \
                 What is χ²?",
                exact(test.observed[0]),
                significant(test.expected[0]),
                significant(v)
            ),
            expected: within(chi_squared, (chi_squared * 0.03).max(0.05), ""),
            explanation: format!(
                "({})²/{} = {}.",
                significant(u),
                significant(v),
                significant(chi_squared)
            ),
            hint: self.hint(Show::LogRank, 0, LAST),
        })
    }

    fn others(&self, part: usize) -> impl Iterator<Item = &GroupSurvival> {
        self.answer.groups.iter().enumerate().filter(move |(k, _)| *k != part).map(|(_, g)| g)
    }

    fn at_risk_elsewhere(&self, part: usize, time: f64) -> u32 {
        let at = |group: &GroupSurvival| {
            let curve = group.curve.as_ref()?;
            curve.at_risk.get(curve.time.partition_point(|t| *t < time)).copied()
        };
        self.others(part).filter_map(at).sum()
    }

    fn events_everywhere(&self, time: f64) -> u32 {
        let at = |group: &GroupSurvival| {
            let curve = group.curve.as_ref()?;
            let row = curve.time.iter().position(|t| *t == time)?;
            Some(curve.events[row])
        };
        self.answer.groups.iter().filter_map(at).sum()
    }

    /// Distinct event times of all groups before this one.
    fn deaths_before(&self, time: f64) -> usize {
        let mut times: Vec<f64> = Vec::new();
        for curve in self.answer.groups.iter().filter_map(|group| group.curve.as_ref()) {
            times.extend(event_times(curve).iter().map(|event| event.time));
        }
        crate::compact::sort_numbers(&mut times);
        times.dedup();
        let all = times.len();
        let before = times.iter().filter(|t| **t < time).count();
        step_of(all, before) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_leads_to_the_step_of_its_event() {
        assert_eq!(step_of(7, 0), 1);
        assert_eq!(step_of(7, 6), 7);
        // Of 100 events the middle is one step, the last has its own.
        assert_eq!(step_of(100, 50), step_of(100, 60));
        assert_eq!(step_of(100, 99), few(100, FEW).ranges.len());
    }
}
