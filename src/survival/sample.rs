//! Follow-up, checked and sorted once: every estimate and test reads its
//! blocks of tied times, and none sorts or counts again.

use super::near_tie;
use super::sort::{by_size, by_time};
use crate::compact::Gather;
use std::fmt;

/// What is known of each subject, one entry a subject.
#[derive(Clone, Copy, Debug)]
pub struct FollowUp<'a> {
    /// Time from the origin to the event or to censoring, 0 or later.
    pub time: &'a [f64],
    pub event: &'a [bool],
    /// Delayed entry: the time at which a subject came under observation. It
    /// is at risk at t if entry < t ≤ time.
    pub entry: Option<&'a [f64]>,
    /// Position of the subject's group, below `groups`.
    pub group: &'a [u32],
    pub groups: u32,
}

/// Why a follow-up cannot be used. `row` is the position in the slices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FollowUpError {
    UnequalLengths,
    TooMany,
    TimeNotFinite {
        row: usize,
    },
    TimeNegative {
        row: usize,
        time: f64,
    },
    EntryNotFinite {
        row: usize,
    },
    /// Entry is not before exit (after near ties are made one).
    EntryNotBeforeTime {
        row: usize,
    },
    GroupOutOfRange {
        row: usize,
    },
}

impl fmt::Display for FollowUpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnequalLengths => f.write_str("time, event, entry and group differ in length"),
            Self::TooMany => f.write_str("more than 2³⁰ subjects or groups"),
            Self::TimeNotFinite { .. } => f.write_str("a time is not a finite number"),
            Self::TimeNegative { time, .. } => write!(f, "a time is negative: {time}"),
            Self::EntryNotFinite { .. } => f.write_str("an entry time is not a finite number"),
            Self::EntryNotBeforeTime { .. } => {
                f.write_str("a subject enters at or after the end of its follow-up")
            }
            Self::GroupOutOfRange { .. } => f.write_str("a group code is beyond the groups"),
        }
    }
}

impl std::error::Error for FollowUpError {}

impl FollowUpError {
    /// The position in the slices, where one subject is to blame.
    pub fn row(&self) -> Option<usize> {
        match *self {
            Self::UnequalLengths | Self::TooMany => None,
            Self::TimeNotFinite { row }
            | Self::TimeNegative { row, .. }
            | Self::EntryNotFinite { row }
            | Self::EntryNotBeforeTime { row }
            | Self::GroupOutOfRange { row } => Some(row),
        }
    }
}

/// One subject in order of time: 16 bytes, moved as a whole when sorting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Subject {
    pub time: f64,
    /// Position in the slices given.
    pub row: u32,
    code: u32,
}

impl Subject {
    pub(super) fn new(time: f64, row: usize, group: u32, event: bool) -> Self {
        // Adding zero turns a negative zero into zero.
        Self { time: time + 0.0, row: row as u32, code: group << 1 | u32::from(event) }
    }

    pub fn event(&self) -> bool {
        self.code & 1 == 1
    }

    pub fn group(&self) -> usize {
        (self.code >> 1) as usize
    }

    fn in_group(self, group: u32) -> Self {
        Self { code: group << 1 | self.code & 1, ..self }
    }
}

/// Subjects in order of time, near ties made one (see [`near_tie`]).
#[derive(Clone, Debug)]
pub struct SortedSample {
    exits: Vec<Subject>,
    /// In order of entry; empty without delayed entry. Their event is of no
    /// meaning.
    entries: Vec<Subject>,
    delayed: bool,
    /// Subjects in each group.
    sizes: Vec<u32>,
}

impl SortedSample {
    /// Checks, sorts, and makes near ties one.
    pub fn new(follow_up: &FollowUp<'_>) -> Result<Self, FollowUpError> {
        let FollowUp { time, event, entry, group, groups } = *follow_up;
        let n = time.len();
        if event.len() != n || group.len() != n || entry.is_some_and(|e| e.len() != n) {
            return Err(FollowUpError::UnequalLengths);
        }
        if n >= 1 << 30 || groups >= 1 << 30 {
            return Err(FollowUpError::TooMany);
        }
        // Looked at all together first, which goes several at once.
        let usable = |time: f64| (0.0..=f64::MAX).contains(&time);
        let all_usable = time.iter().fold(true, |all, time| all & usable(*time))
            & group.iter().fold(true, |all, group| all & (*group < groups));
        let wrong = |row: &usize| !usable(time[*row]) || group[*row] >= groups;
        if !all_usable && let Some(row) = (0..n).find(wrong) {
            let time = time[row];
            return Err(match time {
                _ if !time.is_finite() => FollowUpError::TimeNotFinite { row },
                _ if time < 0.0 => FollowUpError::TimeNegative { row, time },
                _ => FollowUpError::GroupOutOfRange { row },
            });
        }
        let mut entries = Vec::new();
        if let Some(entry) = entry {
            for (row, (entry, time)) in entry.iter().zip(time).enumerate() {
                if !entry.is_finite() {
                    return Err(FollowUpError::EntryNotFinite { row });
                }
                if entry >= time {
                    return Err(FollowUpError::EntryNotBeforeTime { row });
                }
            }
            entries = by_size(entry).0;
            for entry in &mut entries {
                *entry = entry.in_group(group[entry.row as usize]);
            }
        }
        let (mut exits, distinct) = by_time(time, event, group);
        if near_tie::merge(&mut exits, &mut entries, distinct) && entry.is_some() {
            let mut entered = vec![0.0; n];
            for subject in &entries {
                entered[subject.row as usize] = subject.time;
            }
            if let Some(late) = exits.iter().find(|s| entered[s.row as usize] >= s.time) {
                return Err(FollowUpError::EntryNotBeforeTime { row: late.row as usize });
            }
        }
        let mut sizes = vec![0; groups as usize];
        group.iter().for_each(|group| sizes[*group as usize] += 1);
        Ok(Self { exits, entries, delayed: entry.is_some(), sizes })
    }

    pub fn len(&self) -> usize {
        self.exits.len()
    }

    pub fn is_empty(&self) -> bool {
        self.exits.is_empty()
    }

    pub fn groups(&self) -> usize {
        self.sizes.len()
    }

    pub fn has_delayed_entry(&self) -> bool {
        self.delayed
    }

    /// In order of time.
    pub fn subjects(&self) -> &[Subject] {
        &self.exits
    }

    /// In order of entry; empty without delayed entry.
    pub fn entries(&self) -> &[Subject] {
        &self.entries
    }

    /// Subjects in each group.
    pub fn group_sizes(&self) -> Vec<u32> {
        self.sizes.clone()
    }

    pub fn last_time(&self) -> Option<f64> {
        self.exits.last().map(|s| s.time)
    }

    /// The same subjects with another code as their group (`code` by row), or
    /// left out where it is `None`. Order and near ties stay as they are.
    pub fn regrouped(&self, groups: usize, code: impl Fn(&Subject) -> Option<u32>) -> Self {
        let take = |subjects: &[Subject]| -> Vec<Subject> {
            subjects.iter().filter_map(|s| code(s).map(|group| s.in_group(group))).gather()
        };
        Self::of(take(&self.exits), take(&self.entries), self.delayed, groups)
    }

    fn of(exits: Vec<Subject>, entries: Vec<Subject>, delayed: bool, groups: usize) -> Self {
        let mut sizes = vec![0; groups];
        exits.iter().for_each(|subject| sizes[subject.group()] += 1);
        Self { exits, entries, delayed, sizes }
    }

    /// The sample cut into `strata` parts by `code` (by row).
    pub fn split(&self, strata: usize, code: &[u32]) -> Vec<Self> {
        let part = |subjects: &[Subject]| -> Vec<Vec<Subject>> {
            let mut parts = vec![Vec::new(); strata];
            for subject in subjects {
                parts[code[subject.row as usize] as usize].push(*subject);
            }
            parts
        };
        part(&self.exits)
            .into_iter()
            .zip(part(&self.entries))
            .map(|(exits, entries)| Self::of(exits, entries, self.delayed, self.groups()))
            .gather()
    }

    /// Walks the times at which somebody has the event, in order: of all blocks
    /// what tests read, in less time.
    pub fn for_each_event_time(&self, mut visit: impl FnMut(&EventTime<'_>)) {
        let exits = &self.exits[..];
        let mut at_risk = if self.delayed { vec![0; self.groups()] } else { self.group_sizes() };
        let mut events = vec![0; self.groups()];
        let mut entries = self.entries.iter().peekable();
        let mut total_at_risk: u32 = at_risk.iter().sum();
        let mut from = 0;
        while from < exits.len() {
            let time = exits[from].time;
            while let Some(entry) = entries.next_if(|entry| entry.time < time) {
                at_risk[entry.group()] += 1;
                total_at_risk += 1;
            }
            let alone = exits.get(from + 1).is_none_or(|next| next.time != time);
            if alone && !exits[from].event() {
                at_risk[exits[from].group()] -= 1;
                total_at_risk -= 1;
                from += 1;
                continue;
            }
            let (mut to, mut total_events) = (from, 0);
            while to < exits.len() && exits[to].time == time {
                let event = u32::from(exits[to].event());
                events[exits[to].group()] += event;
                total_events += event;
                to += 1;
            }
            if total_events > 0 {
                visit(&EventTime {
                    time,
                    at_risk: &at_risk,
                    events: &events,
                    total_at_risk,
                    total_events,
                });
            }
            for subject in &exits[from..to] {
                at_risk[subject.group()] -= 1;
                events[subject.group()] = 0;
            }
            total_at_risk -= (to - from) as u32;
            from = to;
        }
    }

    /// Walks the distinct times in order, with the counts of each group.
    ///
    /// A subject censored at an event time is still at risk at it.
    pub fn for_each_block(&self, mut visit: impl FnMut(&Block<'_>)) {
        let mut at_risk = if self.delayed { vec![0; self.groups()] } else { self.group_sizes() };
        let mut total_at_risk = if self.delayed { 0 } else { self.exits.len() as u32 };
        let mut events = vec![0; self.groups()];
        let mut censored = vec![0; self.groups()];
        let (mut from, mut entered) = (0, 0);
        while let Some(first) = self.exits.get(from) {
            let time = first.time;
            while let Some(entry) = self.entries.get(entered).filter(|e| e.time < time) {
                at_risk[entry.group()] += 1;
                total_at_risk += 1;
                entered += 1;
            }
            let mut to = from;
            let mut total_events = 0;
            while let Some(subject) = self.exits.get(to).filter(|s| s.time == time) {
                let counts = if subject.event() { &mut events } else { &mut censored };
                counts[subject.group()] += 1;
                total_events += u32::from(subject.event());
                to += 1;
            }
            let subjects = &self.exits[from..to];
            visit(&Block {
                time,
                subjects,
                at_risk: &at_risk,
                events: &events,
                censored: &censored,
                total_at_risk,
                total_events,
            });
            for subject in subjects {
                let group = subject.group();
                at_risk[group] -= 1;
                events[group] = 0;
                censored[group] = 0;
            }
            total_at_risk -= subjects.len() as u32;
            from = to;
        }
    }
}

/// Who is at risk when somebody has the event.
#[derive(Debug)]
pub struct EventTime<'a> {
    pub time: f64,
    /// At risk just before the time, by group.
    pub at_risk: &'a [u32],
    pub events: &'a [u32],
    pub total_at_risk: u32,
    pub total_events: u32,
}

/// Everybody whose follow-up ends at one time.
#[derive(Debug)]
pub struct Block<'a> {
    pub time: f64,
    pub subjects: &'a [Subject],
    /// At risk just before the time, by group.
    pub at_risk: &'a [u32],
    pub events: &'a [u32],
    pub censored: &'a [u32],
    pub total_at_risk: u32,
    pub total_events: u32,
}
