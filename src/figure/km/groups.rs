//! The groups of an answer as the figure shows them: names, inks, times in the
//! unit shown.

use crate::analysis::survival::{
    Curve, CurveLimits, GroupSurvival, Quantile, SimultaneousBand, SurvivalAnswer,
};
use crate::compact::Gather;
use crate::figure::display_list::Ink;
use crate::figure::lines::without_shared_beginning;
use crate::figure::options::{FigureOptions, RiskTable};
use crate::figure::{style, words};
use crate::report::number;
use crate::value::{Estimate, TimeUnit};

pub(super) struct Group<'a> {
    /// Place in the answer.
    pub index: usize,
    pub label: String,
    /// Without the words all groups begin with, where the table has the whole.
    pub short: String,
    pub ink: Ink,
    pub dash: &'static [f64],
    pub answer: &'a GroupSurvival,
    pub curve: &'a Curve,
    pub limits: Option<&'a CurveLimits>,
    /// Drawn in place of the limits: a band that holds the whole curve.
    pub band: Option<&'a SimultaneousBand>,
    /// Units shown in a unit of the answer.
    pub factor: f64,
    /// In units shown.
    pub last_time: f64,
    pub rising: bool,
}

static NOTHING: Curve = Curve {
    time: crate::value::Series(Vec::new()),
    at_risk: Vec::new(),
    events: Vec::new(),
    censored: Vec::new(),
    survival: crate::value::Series(Vec::new()),
    standard_error: crate::value::Series(Vec::new()),
    limits: Vec::new(),
    cumulative_hazard: crate::value::Series(Vec::new()),
    cumulative_hazard_standard_error: crate::value::Series(Vec::new()),
};

/// The unit of the time axis.
pub(super) fn unit_shown(answer: &SurvivalAnswer, options: &FigureOptions) -> TimeUnit {
    options.time_unit.unwrap_or(answer.endpoint.unit)
}

pub(super) fn prepare<'a>(answer: &'a SurvivalAnswer, options: &FigureOptions) -> Vec<Group<'a>> {
    let factor = words::unit_factor(answer.endpoint.unit, unit_shown(answer, options));
    let count = answer.groups.len();
    let labels: Vec<String> = answer
        .groups
        .iter()
        .enumerate()
        .map(|(k, group)| options.group_label(k, &group.label))
        .gather();
    let short = match options.risk_table {
        // The title of a small figure says what its names begin with.
        RiskTable::None if !options.small => labels.clone(),
        _ => without_shared_beginning(&labels),
    };
    answer
        .groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let curve = group.curve.as_ref().unwrap_or(&NOTHING);
            Group {
                index,
                label: labels[index].clone(),
                short: short[index].clone(),
                ink: style::group_ink(index, count, options),
                dash: if count > 1 { style::dash(index) } else { &[] },
                answer: group,
                curve,
                limits: curve.limits.first(),
                band: group.bands.first().filter(|band| !band.time.is_empty()),
                factor,
                last_time: (group.last_time * factor).max(0.0),
                rising: options.rising,
            }
        })
        .gather()
}

impl Group<'_> {
    /// Survival as drawn.
    pub fn shown(&self, survival: f64) -> f64 {
        if self.rising { 1.0 - survival } else { survival }
    }

    pub fn start(&self) -> f64 {
        self.shown(1.0)
    }

    /// Times, and the curve from each on.
    pub fn steps(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let pairs = self.curve.time.iter().zip(self.curve.survival.iter());
        pairs.filter(|(_, s)| s.is_finite()).map(|(t, s)| (t * self.factor, self.shown(*s)))
    }

    /// Times, and the limits from each on; where survival is still 1 the limits
    /// are 1, too.
    pub fn bands(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let times = self.curve.time.iter().zip(self.curve.survival.iter());
        let certain = self.band.is_none();
        times.zip(self.ends()).map(move |((t, s), (lower, upper))| {
            let (lower, upper) = if *s == 1.0 && certain { (1.0, 1.0) } else { (lower, upper) };
            (t * self.factor, self.shown(lower), self.shown(upper))
        })
    }

    /// Lower and upper end of what is drawn, at every time of the curve.
    pub fn ends(&self) -> Vec<(f64, f64)> {
        const NONE: (f64, f64) = (f64::NAN, f64::NAN);
        let pairs = |lower: &[f64], upper: &[f64]| {
            lower.iter().zip(upper).map(|(low, high)| (*low, *high)).gather()
        };
        let Some(band) = self.band else {
            return self.limits.map_or_else(Vec::new, |l| pairs(&l.lower, &l.upper));
        };
        // The band has the times of the curve between its ends.
        let from = self.curve.time.partition_point(|t| *t < band.time[0]);
        let mut all = vec![NONE; self.curve.time.len()];
        let within: Vec<(f64, f64)> = pairs(&band.lower, &band.upper);
        all.iter_mut().skip(from).zip(within).for_each(|(at, pair)| *at = pair);
        all
    }

    /// The height of the curve at a time.
    pub fn height_at(&self, time: f64) -> f64 {
        let after = self.curve.time.partition_point(|t| t * self.factor <= time);
        let survival = self.curve.survival[..after.min(self.curve.survival.len())]
            .iter()
            .rev()
            .find(|s| s.is_finite())
            .copied();
        self.shown(survival.unwrap_or(1.0))
    }

    /// The last time at which enough patients were still at risk; from there on
    /// the curve rests on few.
    pub fn tail_from(&self, options: &FigureOptions) -> f64 {
        let least = (options.tail_share * self.answer.n as f64).max(f64::from(options.tail_count));
        let counted = self.curve.at_risk.iter().zip(self.curve.time.iter());
        let enough = counted.rev().find(|(at_risk, _)| f64::from(**at_risk) >= least);
        enough.map_or(0.0, |(_, time)| time * self.factor)
    }

    pub fn median(&self) -> Option<&Quantile> {
        self.answer.quantiles.iter().find(|q| q.p == 0.5)
    }

    /// `26.0 (12.1–not reached)`, with this in place of "not reached".
    pub fn median_text(&self, unit: TimeUnit, not_reached: &str) -> String {
        let Some(median) = self.median() else { return String::new() };
        let read = |estimate: &Estimate| match estimate {
            Estimate::Value(time) => words::duration(time * self.factor, unit),
            Estimate::NotReached => not_reached.to_owned(),
            Estimate::NotEstimable { .. } => number::estimate(estimate),
        };
        let estimate = read(&median.estimate);
        match median.limits.first() {
            Some(limits) => {
                let range = number::range(&read(&limits.lower), &read(&limits.upper));
                format!("{estimate} ({range})")
            }
            None => estimate,
        }
    }

    /// Whether the median or one of its limits lies beyond the curve.
    pub fn beyond(&self) -> bool {
        self.median().is_some_and(|q| {
            let first = q.limits.first();
            let limits = first.map(|l| [&l.lower, &l.upper]).into_iter().flatten();
            limits.chain([&q.estimate]).any(|e| *e == Estimate::NotReached)
        })
    }
}
