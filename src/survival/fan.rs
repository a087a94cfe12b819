//! The Kaplan–Meier curve without each patient in turn.

use super::event_table;
use super::kaplan_meier::kaplan_meier;
use super::sample::SortedSample;
use crate::compact::Gather;
use crate::value::Series;
use serde::Serialize;

/// With more patients single curves are not told apart.
const MOST_CURVES: usize = 60;

/// A group's curve, and how far any one patient moves it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Fan {
    /// Every time at which the group lost somebody.
    pub time: Series,
    /// With everybody.
    pub survival: Series,
    /// Over leaving out any one of the group: the lowest and the highest curve.
    pub lowest: Series,
    pub highest: Series,
    /// The curve without each patient of the group, in the order of the table;
    /// empty in a large group.
    pub without: Vec<Series>,
}

/// One a group. A curve that is left without a patient at risk stays where it
/// was.
pub fn fans(sample: &SortedSample, groups: u32) -> Vec<Fan> {
    (0..groups)
        .map(|group| fan(&sample.regrouped(1, |s| (s.group() as u32 == group).then_some(0))))
        .gather()
}

fn fan(group: &SortedSample) -> Fan {
    let curve = |sample: &SortedSample| {
        let table = event_table::by_group(sample).into_iter().next();
        table.map(|table| kaplan_meier(table, &[])).unwrap_or_default()
    };
    let all = curve(group);
    let mut lowest = all.survival.0.clone();
    let mut highest = all.survival.0.clone();
    let mut rows: Vec<u32> = group.subjects().iter().map(|s| s.row).gather();
    rows.sort_unstable();
    let mut without = Vec::new();
    let alone = rows.len() < 2;
    for (k, out) in rows.iter().enumerate().filter(|_| !alone) {
        let rest = curve(&group.regrouped(1, |s| (s.row != *out).then_some(0)));
        let mut next = 0;
        let mut level = 1.0;
        let mut read = Vec::with_capacity(all.time.len());
        for time in all.time.iter() {
            while next < rest.time.len() && rest.time[next] <= *time {
                level = rest.survival[next];
                next += 1;
            }
            read.push(level);
        }
        for (at, level) in read.iter().enumerate() {
            // The first patient's curve replaces the whole one.
            lowest[at] = if k == 0 { *level } else { lowest[at].min(*level) };
            highest[at] = if k == 0 { *level } else { highest[at].max(*level) };
        }
        if rows.len() <= MOST_CURVES {
            without.push(read.into());
        }
    }
    Fan {
        time: all.time,
        survival: all.survival,
        lowest: lowest.into(),
        highest: highest.into(),
        without,
    }
}
