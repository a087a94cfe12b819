//! Covariates beside the sorted follow-up, centred and scaled, stratum by
//! stratum.

use super::super::sample::SortedSample;
use crate::compact::Gather;

/// What a Cox regression is fitted to. The groups of the sample are its strata.
#[derive(Clone, Copy)]
pub struct CoxData<'a> {
    pub sample: &'a SortedSample,
    /// One column per coefficient, by the rows given to the sample.
    pub columns: &'a [Vec<f64>],
    /// Positive case weights by row; none means 1.
    pub weights: Option<&'a [f64]>,
}

/// The data in the order the likelihood reads them.
pub struct Design {
    pub p: usize,
    pub strata: Vec<Stratum>,
    /// z = (x − centre)/scale for every column.
    pub centre: Vec<f64>,
    pub scale: Vec<f64>,
    /// Sum of the weights of the events; their number without weights.
    pub event_weight: f64,
    /// Σ weight · z over the events.
    pub event_covariates: Vec<f64>,
}

pub struct Stratum {
    /// By position in order of time: the row given.
    pub row: Vec<u32>,
    /// Row-major, `p` a subject.
    pub z: Vec<f64>,
    pub weight: Vec<f64>,
    pub event: Vec<bool>,
    pub spans: Vec<Span>,
    /// (entry time, position), latest first; empty without delayed entry.
    pub entries: Vec<(f64, u32)>,
}

/// Everybody of a stratum whose follow-up ends at one time.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub time: f64,
    pub from: usize,
    pub to: usize,
    pub events: u32,
}

impl Design {
    pub fn new(data: &CoxData<'_>) -> Self {
        let n = data.sample.len();
        let p = data.columns.len();
        let weight = |row: usize| data.weights.map_or(1.0, |w| w[row]);
        let total = data.weights.map_or(n as f64, |weights| weights.iter().sum());
        let mut centre = Vec::with_capacity(p);
        let mut scale = Vec::with_capacity(p);
        // By row: what stands together is fetched together when put in order.
        let mut rows = vec![0.0; n * p];
        for (j, column) in data.columns.iter().enumerate() {
            let middle = sum(column, data.weights, |x| x) / total;
            let spread = sum(column, data.weights, |x| (x - middle).abs()) / total;
            let middle = if middle.is_finite() { middle } else { 0.0 };
            let spread = if spread > 0.0 { spread } else { 1.0 };
            for (z, x) in rows.iter_mut().skip(j).step_by(p).zip(column) {
                *z = (x - middle) / spread;
            }
            centre.push(middle);
            scale.push(spread);
        }
        let strata: Vec<Stratum> = if data.sample.groups() == 1 {
            vec![stratum(data.sample, &rows, p, &weight)]
        } else {
            let codes = strata_by_row(data.sample);
            let parts = data.sample.split(data.sample.groups(), &codes);
            parts.iter().map(|part| stratum(part, &rows, p, &weight)).gather()
        };
        let mut event_covariates = vec![0.0; p];
        for stratum in &strata {
            let events = (0..stratum.row.len()).filter(|position| stratum.event[*position]);
            for position in events {
                let weight = stratum.weight[position];
                for (sum, z) in event_covariates.iter_mut().zip(stratum.z(position, p)) {
                    *sum += weight * z;
                }
            }
        }
        let event_weight = strata
            .iter()
            .flat_map(|s| s.weight.iter().zip(&s.event))
            .filter(|(_, event)| **event)
            .map(|(weight, _)| weight)
            .sum();
        Self { p, strata, centre, scale, event_weight, event_covariates }
    }

    pub fn events(&self) -> usize {
        self.strata.iter().flat_map(|s| &s.spans).map(|span| span.events as usize).sum()
    }
}

impl Stratum {
    pub fn z(&self, position: usize, p: usize) -> &[f64] {
        &self.z[position * p..(position + 1) * p]
    }
}

/// Σ w f(x).
fn sum(values: &[f64], weights: Option<&[f64]>, f: impl Fn(f64) -> f64) -> f64 {
    match weights {
        None => values.iter().fold(0.0, |sum, x| sum + f(*x)),
        Some(weights) => values.iter().zip(weights).fold(0.0, |sum, (x, w)| sum + w * f(*x)),
    }
}

fn strata_by_row(sample: &SortedSample) -> Vec<u32> {
    let mut codes = vec![0; sample.len()];
    for subject in sample.subjects() {
        codes[subject.row as usize] = subject.group() as u32;
    }
    codes
}

fn stratum(part: &SortedSample, rows: &[f64], p: usize, weight: &impl Fn(usize) -> f64) -> Stratum {
    let n = part.len();
    let mut z = vec![0.0; n * p];
    for (subject, z) in part.subjects().iter().zip(z.chunks_exact_mut(p.max(1))) {
        let row = &rows[subject.row as usize * p..][..p];
        z.iter_mut().zip(row).for_each(|(z, x)| *z = *x);
    }
    let mut spans: Vec<Span> = Vec::new();
    for (position, subject) in part.subjects().iter().enumerate() {
        match spans.last_mut().filter(|span| span.time == subject.time) {
            Some(span) => {
                span.to = position + 1;
                span.events += u32::from(subject.event());
            }
            None => spans.push(Span {
                time: subject.time,
                from: position,
                to: position + 1,
                events: u32::from(subject.event()),
            }),
        }
    }
    let entries = if part.has_delayed_entry() {
        let rows = part.subjects().iter().map(|s| s.row as usize + 1).max().unwrap_or(0);
        let mut position_of = vec![0; rows];
        for (position, subject) in part.subjects().iter().enumerate() {
            position_of[subject.row as usize] = position as u32;
        }
        part.entries().iter().rev().map(|e| (e.time, position_of[e.row as usize])).gather()
    } else {
        Vec::new()
    };
    Stratum {
        row: part.subjects().iter().map(|s| s.row).gather(),
        z,
        weight: part.subjects().iter().map(|s| weight(s.row as usize)).gather(),
        event: part.subjects().iter().map(|s| s.event()).gather(),
        spans,
        entries,
    }
}
