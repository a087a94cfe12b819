//! What the crosshair reads off the curves.

use super::groups::Group;
use crate::compact::Gather;
use crate::figure::options::FigureOptions;
use crate::figure::reading::{GroupReading, Reading};
use crate::figure::sheet::Plot;
use crate::value::Series;

/// Keeps the last step of every column of pixels.
pub(super) fn of(plot: &Plot, groups: &[Group], options: &FigureOptions) -> Reading {
    Reading {
        left: plot.frame.left,
        right: plot.frame.right,
        top: plot.frame.top,
        bottom: plot.frame.bottom,
        from: plot.x_range.start,
        to: plot.x_range.end,
        rising: options.rising,
        groups: groups.iter().map(|group| thinned(plot, group)).gather(),
    }
}

fn thinned(plot: &Plot, group: &Group) -> GroupReading {
    let curve = group.curve;
    let missing = f64::NAN;
    let mut kept: Vec<usize> = Vec::new();
    let mut censored: Vec<u32> = Vec::new();
    let mut column = i64::MIN;
    for (k, time) in curve.time.iter().enumerate() {
        let here = plot.x(time * group.factor).floor() as i64;
        let own = curve.censored.get(k).copied().unwrap_or(0);
        let before = if here == column { kept.pop().and(censored.pop()) } else { None };
        kept.push(k);
        censored.push(own + before.unwrap_or(0));
        column = here;
    }
    let pick = |values: &[f64]| -> Series {
        kept.iter().map(|k| values.get(*k).copied().unwrap_or(missing)).gather().into()
    };
    let ends = group.ends();
    let limit = |upper: bool| {
        let all: Vec<f64> = ends.iter().map(|ends| if upper { ends.1 } else { ends.0 }).gather();
        if all.is_empty() { Series::default() } else { pick(&all) }
    };
    GroupReading {
        label: group.label.clone(),
        n: curve.at_risk.first().copied().unwrap_or(0),
        time: kept.iter().map(|k| curve.time[*k] * group.factor).gather().into(),
        survival: pick(&curve.survival),
        lower: limit(false),
        upper: limit(true),
        at_risk: kept.iter().map(|k| curve.at_risk.get(k + 1).copied().unwrap_or(0)).gather(),
        censored,
        last_time: group.last_time,
    }
}
