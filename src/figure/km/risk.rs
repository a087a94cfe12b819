//! The numbers under the axis, and by which convention they are counted.

use super::groups::Group;
use crate::figure::display_list::RiskCount;
use crate::figure::options::RiskTable;

/// At risk, events and censored of one group at one tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub at_risk: u32,
    pub events: u32,
    pub censored: u32,
}

/// Counts at a time of the axis. For the KMunicate table those after the time
/// (what happened at the time has happened), else those just before it.
pub(super) fn counts(group: &Group, time: f64, table: RiskTable) -> Counts {
    let after = table == RiskTable::Kmunicate;
    // A tick in years and a time in days meet to within rounding.
    let slack = time.abs() * 1e-9;
    let split = group.curve.time.partition_point(|t| {
        let t = t * group.factor;
        if after { t <= time + slack } else { t < time - slack }
    });
    let sum = |counts: &[u32]| counts[..split.min(counts.len())].iter().sum();
    Counts {
        at_risk: group.curve.at_risk.get(split).copied().unwrap_or(0),
        events: sum(&group.curve.events),
        censored: sum(&group.curve.censored),
    }
}

/// No cell of the group's rows can be wider than with everybody in it.
pub(super) fn everyone(group: &Group) -> Counts {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Counts {
        at_risk: count(group.answer.n),
        events: count(group.answer.events),
        censored: count(group.answer.censored),
    }
}

/// The rows each group has in a table.
pub(super) fn rows(table: RiskTable) -> &'static [RiskCount] {
    match table {
        RiskTable::None => &[],
        RiskTable::AtRisk => &[RiskCount::AtRisk],
        RiskTable::AtRiskCensored => &[RiskCount::AtRiskAndCensored],
        RiskTable::Kmunicate => &[RiskCount::AtRisk, RiskCount::Censored, RiskCount::Events],
    }
}

pub(super) fn printed(counts: Counts, count: RiskCount) -> String {
    match count {
        RiskCount::AtRisk => counts.at_risk.to_string(),
        RiskCount::AtRiskAndCensored => format!("{} ({})", counts.at_risk, counts.censored),
        RiskCount::Censored => counts.censored.to_string(),
        RiskCount::Events => counts.events.to_string(),
    }
}

pub(super) fn row_name(count: RiskCount) -> &'static str {
    match count {
        RiskCount::AtRisk => "At risk",
        RiskCount::AtRiskAndCensored => "At risk (censored)",
        RiskCount::Censored => "Censored",
        RiskCount::Events => "Events",
    }
}

pub(super) fn title(table: RiskTable) -> &'static str {
    match table {
        RiskTable::None => "",
        RiskTable::AtRisk => "Number at risk",
        RiskTable::AtRiskCensored => "Number at risk (number censored)",
        RiskTable::Kmunicate => "Followed, censored and events up to each time",
    }
}

/// The sentence a caption owes the reader.
pub(super) fn convention(table: RiskTable) -> &'static str {
    match table {
        RiskTable::None => "",
        RiskTable::AtRisk => {
            "Numbers at risk are those just before each time: events at that time are still counted."
        }
        RiskTable::AtRiskCensored => {
            "Numbers at risk are those just before each time (events at that time are still \
             counted); in brackets, the number censored before it."
        }
        RiskTable::Kmunicate => {
            "At risk: still followed after each time; censored and events: up to and including \
             it. The three add up to the size of the group."
        }
    }
}
