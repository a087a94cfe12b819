//! Survival compared beyond median and log-rank, in words: mean times within a
//! window, and what other tests say.

use super::number::{estimate, exact, fixed, p_value, range, significant};
use super::sentence::{test_name, unit};
use super::survival_sentence::censoring;
use crate::analysis::survival::{GroupTest, SurvivalAnswer};
use crate::compact::Gather;
use crate::value::Estimate;

/// "Mean time free of the event within the first 36 months: 21.0 (95 % CI
/// 15.1–26.9) with A against 28.1 (22.0–34.2) with B; difference 7.1 (−1.4 to
/// 15.6), p = 0.10. " Nothing where no window was asked for.
pub fn mean_times(answer: &SurvivalAnswer) -> String {
    let Some(window) = answer.restricted_means.first() else { return String::new() };
    let level = fixed(window.level * 100.0, 0);
    let limits = |low: &Estimate, high: &Estimate| range(&estimate(low), &estimate(high));
    let each = window.groups.iter().zip(&answer.groups).enumerate().map(|(k, (mean, group))| {
        let with =
            if answer.groups.len() > 1 { format!(" with {}", group.label) } else { String::new() };
        let level = if k == 0 { format!("{level} % CI ") } else { String::new() };
        format!("{} ({level}{}){with}", estimate(&mean.mean), limits(&mean.lower, &mean.upper))
    });
    let each: Vec<String> = each.gather();
    let difference = match window.contrasts.as_slice() {
        [one] => {
            let p = match &one.difference_p {
                Estimate::Value(p) => format!(", p {}", p_value(*p)),
                _ => String::new(),
            };
            let limits = limits(&one.difference_lower, &one.difference_upper);
            format!("; difference {} ({limits}){p}", estimate(&one.difference))
        }
        _ => String::new(),
    };
    format!(
        "Mean time free of the event within the first {} {}: {}{difference}. ",
        if window.tau.fract() == 0.0 { exact(window.tau) } else { significant(window.tau) },
        unit(answer.endpoint.unit),
        each.join(" against ")
    )
}

/// " Free of the event at 24 months: 61 % (95 % CI 40–77 %) with A against 48 %
/// (22–70 %) with B." at the last time asked to which every group was followed.
pub fn at_times(answer: &SurvivalAnswer) -> String {
    let per_cent = |x: &Estimate| x.value().map(|x| fixed(x * 100.0, 0));
    let times = answer.groups.first().map_or(0, |group| group.at_times.len());
    let followed = |k: &usize| answer.groups.iter().all(|g| !g.at_times[*k].beyond_follow_up);
    let Some(k) = (0..times).rev().find(followed) else { return String::new() };
    let each = answer.groups.iter().filter_map(|group| {
        let at = &group.at_times[k];
        let limits = at.limits.first().and_then(|limits| {
            let both = range(&per_cent(&limits.lower)?, &per_cent(&limits.upper)?);
            Some(format!(" ({} % CI {both} %)", fixed(limits.level * 100.0, 0)))
        });
        let with =
            if answer.groups.len() > 1 { format!(" with {}", group.label) } else { String::new() };
        Some(format!("{} %{}{with}", per_cent(&at.survival)?, limits.unwrap_or_default()))
    });
    let each: Vec<String> = each.gather();
    let time = exact(answer.groups[0].at_times[k].time);
    let unit = unit(answer.endpoint.unit);
    format!(" Free of the event at {time} {unit}: {}.", each.join(" against "))
}

/// " Other tests: 7 weighted log-rank tests p = 0.11 to p = 0.45, largest of several
/// (MaxCombo) p = 0.20, trend over the groups p = 0.03."
pub fn other_tests(answer: &SurvivalAnswer) -> String {
    let p = |value: &Estimate| value.value().map(|p| format!("p {}", p_value(p)));
    let others = answer.tests.iter().skip(1);
    let all: Vec<f64> = others.clone().filter_map(|test| test.p.value()).gather();
    let mut said: Vec<String> = if all.len() > 2 {
        let low = all.iter().copied().fold(1.0, f64::min);
        let high = all.iter().copied().fold(0.0, f64::max);
        let range = format!("p {} to p {}", p_value(low), p_value(high));
        vec![format!("{} weighted log-rank tests {range}", all.len())]
    } else {
        let named = |test: &GroupTest| Some(format!("{} {}", test_name(&test.weight), p(&test.p)?));
        others.filter_map(named).gather()
    };
    if let Some(p) = answer.max_combo.as_ref().and_then(|combo| p(&combo.p)) {
        said.push(format!("largest of several (MaxCombo) {p}"));
    }
    if answer.groups.len() > 2
        && let Some(p) = answer.trends.first().and_then(|trend| p(&trend.p))
    {
        said.push(format!("trend over the groups {p}"));
    }
    let followed = answer.censoring.as_ref().map(censoring).unwrap_or_default();
    if said.is_empty() { followed } else { format!(" Other tests: {}.{followed}", said.join(", ")) }
}
