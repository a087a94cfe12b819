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
        let total: f64 = (0..n).map(weight).sum();
        let mean = |f: &dyn Fn(usize) -> f64| (0..n).map(|i| weight(i) * f(i)).sum::<f64>() / total;
        let mut centre = Vec::with_capacity(p);
        let mut scale = Vec::with_capacity(p);
        for column in data.columns {
            let middle = mean(&|i| column[i]);
            let spread = mean(&|i| (column[i] - middle).abs());
            centre.push(if middle.is_finite() { middle } else { 0.0 });
            scale.push(if spread > 0.0 { spread } else { 1.0 });
        }
        let codes = strata_by_row(data.sample);
        let parts = if data.sample.groups() == 1 {
            vec![data.sample.clone()]
        } else {
            data.sample.split(data.sample.groups(), &codes)
        };
        let strata: Vec<Stratum> =
            parts.iter().map(|part| stratum(part, data.columns, &centre, &scale, &weight)).gather();
        let event_weight = strata
            .iter()
            .flat_map(|s| s.weight.iter().zip(&s.event))
            .filter(|(_, event)| **event)
            .map(|(weight, _)| weight)
            .sum();
        Self { p, strata, centre, scale, event_weight }
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

fn strata_by_row(sample: &SortedSample) -> Vec<u32> {
    let mut codes = vec![0; sample.len()];
    for subject in sample.subjects() {
        codes[subject.row as usize] = subject.group() as u32;
    }
    codes
}

fn stratum(
    part: &SortedSample,
    columns: &[Vec<f64>],
    centre: &[f64],
    scale: &[f64],
    weight: &impl Fn(usize) -> f64,
) -> Stratum {
    let n = part.len();
    let mut z = Vec::with_capacity(n * columns.len());
    for subject in part.subjects() {
        let row = subject.row as usize;
        for (j, column) in columns.iter().enumerate() {
            z.push((column[row] - centre[j]) / scale[j]);
        }
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
