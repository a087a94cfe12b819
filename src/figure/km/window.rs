//! Mean times within a window: the area under a curve, or what lies between two.

use super::groups::{Group, unit_shown};
use crate::analysis::survival::{RestrictedMeans, SurvivalAnswer};
use crate::compact::Gather;
use crate::figure::display_list::{Ink, Role};
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Plot, Stroke};
use crate::figure::steps::staircase;
use crate::figure::style::Style;
use crate::figure::words;
use crate::report::number;

/// The first window asked for: it is drawn in place of limits and medians.
pub(super) fn of(answer: &SurvivalAnswer) -> Option<&RestrictedMeans> {
    answer.restricted_means.first()
}

/// For two groups the area between their curves is their difference; for one,
/// that under its curve. More would lie one over another: the window's end only.
pub(super) fn paint(plot: &Plot, means: &RestrictedMeans, groups: &[Group], style: &Style) {
    let Some(factor) = groups.first().map(|g| g.factor) else { return };
    let end = (means.tau * factor).min(plot.x_range.end);
    let floor = plot.y_range.start;
    let path = |group: &Group| {
        let shown = |y: f64| y.clamp(floor, plot.y_range.end);
        let steps = group.steps().map(|(t, s)| (t, shown(s)));
        staircase(plot, (0.0, shown(group.start())), steps, end)
    };
    let outline = match groups {
        [one] => {
            let start = if one.rising { plot.y_range.end } else { floor };
            let mut outline = path(one);
            outline.extend([(end, start), (0.0, start)]);
            Some(outline)
        }
        [first, second] => {
            let mut outline = path(first);
            outline.extend(path(second).into_iter().rev());
            Some(outline)
        }
        _ => None,
    };
    if let Some(outline) = outline {
        plot.area(Role::Window, outline, Ink::Muted, 0.22);
    }
    let stroke = Stroke { ink: Ink::Muted, width: style.axis, dash: &[4.0, 3.0] };
    plot.line(Role::Reference, vec![(end, floor), (end, plot.y_range.end)], stroke);
}

/// "Mean to 24.0 months: 18.2 v 14.1", "Difference 4.1 (0.2–8.0), p = 0.04".
pub(super) fn lines(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
) -> Vec<String> {
    let (Some(means), Some(factor)) = (of(answer), groups.first().map(|g| g.factor)) else {
        return Vec::new();
    };
    let unit = unit_shown(answer, options);
    let time = |x: f64| words::duration(x * factor, unit);
    let each: Vec<String> = means
        .groups
        .iter()
        .map(|g| g.mean.value().map_or_else(|| "not estimable".into(), time))
        .gather();
    let window = format!("{} {}", time(means.tau), words::unit_name(unit));
    let mut lines = vec![format!("Mean within {window}: {}", each.join(" v "))];
    if let [one] = &means.contrasts[..]
        && let (Some(difference), Some(low), Some(high), Some(p)) = (
            one.difference.value(),
            one.difference_lower.value(),
            one.difference_upper.value(),
            one.difference_p.value(),
        )
    {
        let range = number::range(&signed(&time, low), &signed(&time, high));
        lines.push(format!(
            "Difference {} ({range}), {}",
            signed(&time, difference),
            words::p_value(p)
        ));
    }
    lines
}

fn signed(time: &impl Fn(f64) -> String, x: f64) -> String {
    if x < 0.0 { format!("−{}", time(-x)) } else { time(x) }
}

/// What the shade means, for a caption.
pub(super) fn said(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
) -> Option<String> {
    of(answer)?;
    let what = match groups {
        [_] => "Shaded: the mean time free of the event within the window. ",
        [_, _] => {
            "Shaded: the difference of the mean times within the window, second group less first. "
        }
        _ => "",
    };
    Some(format!("{what}{}.", lines(answer, groups, options).join(". ")))
}
