//! Cumulative incidence: the share that has had an event by a time, when
//! another event may come first.

use super::{CompetingData, Ending};
use crate::compact::Gather;
use crate::tail::normal_for_level;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// One group's curves, one entry a distinct time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IncidenceCurves {
    pub time: Series,
    pub at_risk: Vec<u32>,
    pub events: Vec<u32>,
    pub competing_events: Vec<u32>,
    pub censored: Vec<u32>,
    /// Free of either event.
    pub survival: Series,
    pub event: Incidence,
    pub competing: Incidence,
    /// One minus the Kaplan–Meier curve that counts competing events as
    /// censored: what the incidence would be if they did not exist, not what it
    /// is. For comparison.
    pub one_minus_kaplan_meier: Series,
}

/// The incidence of one kind of event.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Incidence {
    pub incidence: Series,
    /// Delta method, of the Greenwood kind (Marubini & Valsecchi 1995, eq.
    /// 10.12); equals the infinitesimal jackknife of R's `survfit` and the
    /// variance of etm.
    pub variance: Series,
    /// Gray's program (cmprsk): a little larger.
    pub variance_aalen: Series,
    pub lower: Series,
    pub upper: Series,
}

/// Incidence at a chosen time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IncidenceAtTime {
    pub time: f64,
    pub at_risk: u32,
    pub incidence: Estimate,
    pub variance: Estimate,
    pub variance_aalen: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
    pub competing_incidence: Estimate,
    pub one_minus_kaplan_meier: Estimate,
    /// By how much one minus Kaplan–Meier is too high.
    pub excess: Estimate,
}

/// F(t) = Σ S(u−) d/n over event times u ≤ t, S being free of either event and
/// d the events of the kind in question (Aalen & Johansen 1978). Limits:
/// F^exp(∓ z √v/(F log F)), from the delta-method variance. With delayed entry n
/// counts those who have entered. One set of curves for each group of the
/// sample. Agrees with cmprsk, etm and `survfit` to 1e-12.
pub fn cumulative_incidence(data: &CompetingData<'_>, level: f64) -> Vec<IncidenceCurves> {
    let z = normal_for_level(level).unwrap_or(f64::NAN);
    let mut makers: Vec<Maker> = (0..data.sample.groups()).map(|_| Maker::new(z)).gather();
    let mut counts = vec![Counts::default(); data.sample.groups()];
    data.sample.for_each_block(|block| {
        for subject in block.subjects {
            let counts = &mut counts[subject.group()];
            match data.ending[subject.row as usize] {
                Ending::Censored => counts.censored += 1,
                Ending::Event => counts.events += 1,
                Ending::Competing => counts.competing += 1,
            }
        }
        for subject in block.subjects {
            let group = subject.group();
            let counts = std::mem::take(&mut counts[group]);
            if counts != Counts::default() {
                makers[group].add(block.time, block.at_risk[group], counts);
            }
        }
    });
    makers.into_iter().map(|maker| maker.curves).gather()
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Counts {
    events: u32,
    competing: u32,
    censored: u32,
}

struct Maker {
    z: f64,
    curves: IncidenceCurves,
    survival: f64,
    kaplan_meier: f64,
    event: Running,
    competing: Running,
}

impl Maker {
    fn new(z: f64) -> Self {
        Self {
            z,
            curves: IncidenceCurves::default(),
            survival: 1.0,
            kaplan_meier: 1.0,
            event: Running::default(),
            competing: Running::default(),
        }
    }

    fn add(&mut self, time: f64, at_risk: u32, counts: Counts) {
        let (n, d1, d2) =
            (f64::from(at_risk), f64::from(counts.events), f64::from(counts.competing));
        let before = self.survival;
        if d1 + d2 > 0.0 {
            self.survival *= (n - d1 - d2) / n;
            self.kaplan_meier *= (n - d1) / n;
            self.event.step(before, self.survival, n, d1, d2);
            self.competing.step(before, self.survival, n, d2, d1);
        }
        let curves = &mut self.curves;
        curves.time.0.push(time);
        curves.at_risk.push(at_risk);
        curves.events.push(counts.events);
        curves.competing_events.push(counts.competing);
        curves.censored.push(counts.censored);
        curves.survival.0.push(self.survival);
        curves.one_minus_kaplan_meier.0.push(1.0 - self.kaplan_meier);
        self.event.record(&mut curves.event, self.z);
        self.competing.record(&mut curves.competing, self.z);
    }
}

/// Sums that carry one kind's incidence F and its variances forward.
#[derive(Default)]
struct Running {
    incidence: f64,
    /// Σ (F − F_u)² g, Σ (F − F_u) g and Σ g with g = d/(n (n − d)), d of
    /// either kind.
    squares: f64,
    distances: f64,
    weights: f64,
    /// Σ S(u−)² d_k (n − d_k)/n³.
    own: f64,
    /// Σ (F − F_u) s and Σ s with s = S(u−) d_k/n².
    crossed: f64,
    cross_weights: f64,
    aalen: Aalen,
}

impl Running {
    /// `own` events of this kind and `other` of the other among `n`; free of
    /// either `before` and `after`.
    fn step(&mut self, before: f64, after: f64, n: f64, own: f64, other: f64) {
        let rise = before * own / n;
        self.incidence += rise;
        self.squares += rise * (2.0 * self.distances + rise * self.weights);
        self.distances += rise * self.weights;
        self.crossed += rise * self.cross_weights;
        self.own += before * before * own * (n - own) / (n * n * n);
        self.cross_weights += before * own / (n * n);
        let (d, left) = (own + other, n - own - other);
        if left > 0.0 {
            self.weights += d / (n * left);
        }
        self.aalen.step(self.incidence, before, after, n, own, other);
    }

    fn record(&self, into: &mut Incidence, z: f64) {
        let f = self.incidence;
        let variance = (self.squares + self.own - 2.0 * self.crossed).max(0.0);
        let (lower, upper) = if f > 0.0 && 1.0 - f > ROUNDING {
            let exponent = (z * variance.sqrt() / (f * f.ln())).exp();
            (f.powf(1.0 / exponent), f.powf(exponent))
        } else {
            (f64::NAN, f64::NAN)
        };
        into.incidence.0.push(f);
        into.variance.0.push(variance);
        into.variance_aalen.0.push(self.aalen.variance);
        into.lower.0.push(lower);
        into.upper.0.push(upper);
    }
}

/// An incidence this close to 1 is 1: everybody had the event.
const ROUNDING: f64 = 1e-12;

/// Gray's (1988) variance: Poisson-like increments, ties by finite sampling.
#[derive(Default)]
struct Aalen {
    v1: f64,
    v2: f64,
    v3: f64,
    variance: f64,
}

impl Aalen {
    fn step(&mut self, f: f64, before: f64, after: f64, n: f64, own: f64, other: f64) {
        let part = |d: f64| {
            let ties = if d > 1.0 { 1.0 - (d - 1.0) / (n - 1.0) } else { 1.0 };
            before * before * ties * d / (n * n)
        };
        let mut add = |t: f64, u: f64, part: f64| {
            self.v1 += u * u * part;
            self.v2 += t * u * part;
            self.v3 += t * t * part;
        };
        if other > 0.0 && after > 0.0 {
            add(1.0 / after, f / after, part(other));
        }
        if own > 0.0 {
            let t = if after > 0.0 { 1.0 / after } else { 0.0 };
            add(t, 1.0 + t * f, part(own));
            self.variance = (self.v1 + f * f * self.v3 - 2.0 * f * self.v2).max(0.0);
        }
    }
}

/// The curves read at `time`; nothing is said beyond the last time seen.
pub fn incidence_at(curves: &IncidenceCurves, time: f64) -> IncidenceAtTime {
    let seen = curves.time.partition_point(|t| *t <= time);
    let next = curves.time.partition_point(|t| *t < time);
    let beyond = curves.time.last().is_none_or(|last| time > *last);
    let read = |series: &[f64], at_start: f64, why: &str| {
        if beyond {
            Estimate::not_estimable("nobody was followed this far")
        } else if seen == 0 {
            Estimate::finite(at_start, why)
        } else {
            Estimate::finite(series[seen - 1], why)
        }
    };
    const NO_LIMITS: &str = "no event has happened yet, or all had it";
    let Incidence { incidence, variance, variance_aalen, lower, upper } = &curves.event;
    let naive = read(&curves.one_minus_kaplan_meier, 0.0, "");
    let incidence = read(incidence, 0.0, "");
    IncidenceAtTime {
        time,
        at_risk: curves.at_risk.get(next).copied().unwrap_or(0),
        excess: naive.map(|naive| naive - incidence.value().unwrap_or(naive)),
        incidence,
        variance: read(variance, 0.0, ""),
        variance_aalen: read(variance_aalen, 0.0, ""),
        lower: read(lower, f64::NAN, NO_LIMITS),
        upper: read(upper, f64::NAN, NO_LIMITS),
        competing_incidence: read(&curves.competing.incidence, 0.0, ""),
        one_minus_kaplan_meier: naive,
    }
}
