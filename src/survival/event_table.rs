//! One group's distinct times with who was at risk, who had the event and who
//! was censored.

use super::sample::SortedSample;
use crate::compact::Gather;

/// Columns of equal length, in order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventTable {
    pub time: Vec<f64>,
    /// At risk just before the time: entry < t ≤ exit.
    pub at_risk: Vec<u32>,
    pub events: Vec<u32>,
    pub censored: Vec<u32>,
    /// Subjects, events included.
    pub subjects: u32,
}

impl EventTable {
    /// Events become censorings and censorings events: a table of follow-up. A
    /// death tied with a censoring stays at risk for it (Schemper & Smith 1996,
    /// in R's recoding).
    pub fn reversed(self) -> Self {
        Self { events: self.censored, censored: self.events, ..self }
    }
}

/// A table for each group. Near ties were decided over all groups together.
pub fn by_group(sample: &SortedSample) -> Vec<EventTable> {
    let mut tables: Vec<EventTable> = sample
        .group_sizes()
        .into_iter()
        .map(|subjects| {
            let n = subjects as usize;
            EventTable {
                time: Vec::with_capacity(n),
                at_risk: Vec::with_capacity(n),
                events: Vec::with_capacity(n),
                censored: Vec::with_capacity(n),
                subjects,
            }
        })
        .gather();
    if !sample.has_delayed_entry() {
        fill(&mut tables, sample);
        return tables;
    }
    sample.for_each_block(|block| {
        for subject in block.subjects {
            let group = subject.group();
            let table = &mut tables[group];
            if table.time.last() == Some(&block.time) {
                continue;
            }
            table.time.push(block.time);
            table.at_risk.push(block.at_risk[group]);
            table.events.push(block.events[group]);
            table.censored.push(block.censored[group]);
        }
    });
    tables
}

/// Without delayed entry each group can be counted on its own: those at risk are
/// all who have not left before.
fn fill(tables: &mut [EventTable], sample: &SortedSample) {
    let mut left = sample.group_sizes();
    let mut last = vec![f64::NAN; left.len()];
    for subject in sample.subjects() {
        let group = subject.group();
        let table = &mut tables[group];
        let event = u32::from(subject.event());
        if last[group] == subject.time {
            let row = table.time.len() - 1;
            table.events[row] += event;
            table.censored[row] += 1 - event;
        } else {
            last[group] = subject.time;
            table.time.push(subject.time);
            table.at_risk.push(left[group]);
            table.events.push(event);
            table.censored.push(1 - event);
        }
        left[group] -= 1;
    }
}

/// One table for everybody.
pub fn pooled(sample: &SortedSample) -> EventTable {
    let mut table = EventTable { subjects: sample.len() as u32, ..EventTable::default() };
    sample.for_each_block(|block| {
        table.time.push(block.time);
        table.at_risk.push(block.total_at_risk);
        table.events.push(block.total_events);
        table.censored.push(block.subjects.len() as u32 - block.total_events);
    });
    table
}
