//! The figure in words: a summary for those who cannot see it, and a caption
//! ready to paste.

use super::groups::{Group, unit_shown};
use super::{note, risk, window};
use crate::analysis::survival::{BandKind, SurvivalAnswer};
use crate::compact::Gather;
use crate::figure::options::FigureOptions;
use crate::figure::style::Style;
use crate::figure::words;
use crate::report::number;
use crate::value::Estimate;

/// Median first, then the test, then a reading of the curves.
pub(super) fn summary(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
) -> String {
    let unit = unit_shown(answer, options);
    let n: usize = groups.iter().map(|g| g.answer.n).sum();
    let events: usize = groups.iter().map(|g| g.answer.events).sum();
    let mut said = vec![format!(
        "{}: {}, {}.",
        answer.endpoint.name,
        words::counted(n, "patient", "patients"),
        words::counted(events, "event", "events")
    )];
    let medians: Vec<String> = groups
        .iter()
        .filter(|g| g.median().is_some())
        .map(|g| {
            let name = if groups.len() > 1 { format!("{}: ", g.label) } else { String::new() };
            format!("{name}{}", g.median_text(unit, "not reached"))
        })
        .gather();
    if !medians.is_empty() {
        said.push(format!("Median in {}: {}.", words::unit_name(unit), medians.join("; ")));
    }
    let not_reached =
        |g: &&Group| matches!(g.median().map(|q| &q.estimate), Some(Estimate::NotReached));
    if groups.iter().any(|g| not_reached(&g)) {
        said.push("A median is not reached while the curve stays above 50 %.".into());
    }
    if let Some(effect) = note::effect(answer, options) {
        said.push(format!("{effect}."));
    }
    if let Some(test) = answer.tests.first()
        && let Some(p) = test.p.value()
    {
        said.push(format!("{} test: {}.", words::test_name(test.weight), words::p_value(p)));
    }
    said.extend(groups.iter().filter(|g| !g.curve.time.is_empty()).map(|g| {
        let name = if groups.len() > 1 { format!("{}: the", g.label) } else { "The".into() };
        format!(
            "{name} curve ends at {} {} with {} %.",
            words::duration(g.last_time, unit),
            words::unit_name(unit),
            number::fixed(g.height_at(f64::INFINITY) * 100.0, 0)
        )
    }));
    said.join(" ")
}

pub(super) fn caption(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
    style: &Style,
) -> String {
    let mut said = Vec::new();
    let question = answer.question.trim_end_matches('.');
    said.push(if question.is_empty() {
        "Kaplan–Meier estimates.".to_owned()
    } else {
        format!("Kaplan–Meier estimates. {question}.")
    });
    let sizes: Vec<String> = groups
        .iter()
        .map(|g| {
            let events = words::counted(g.answer.events, "event", "events");
            let name = if groups.len() > 1 { format!("{}: ", g.label) } else { String::new() };
            format!("{name}n = {}, {events}", g.answer.n)
        })
        .gather();
    said.push(format!("{}.", sizes.join("; ")));
    if let Some(band) = groups.iter().find_map(|g| g.band).filter(|_| style.show_bands) {
        let name = match band.kind {
            BandKind::HallWellner => "Hall and Wellner",
            BandKind::EqualPrecision => "equal precision",
        };
        said.push(format!(
            "Bands: simultaneous {} bands ({name}, {}): each holds its whole curve, from the first \
             event on and while survival is above 0.",
            words::level(band.level),
            words::transform_name(band.transform)
        ));
    } else if let Some(limits) = groups.iter().find_map(|g| g.limits).filter(|_| style.show_bands) {
        said.push(format!(
            "Bands: pointwise {} confidence limits (Greenwood, {}).",
            words::level(limits.level),
            words::transform_name(limits.transform)
        ));
    }
    if options.show_censored && groups.iter().any(|g| g.answer.censored > 0) {
        said.push("Vertical marks: censored.".into());
    }
    if groups.iter().any(|g| g.tail_from(options) < g.last_time) {
        said.push(format!(
            "Thin dotted: fewer than {} % of the group or fewer than {} patients at risk.",
            number::exact(options.tail_share * 100.0),
            options.tail_count
        ));
    }
    said.extend(window::said(answer, groups, options));
    if options.y_from > 0.0 {
        said.push(format!("The vertical axis begins at {} %.", number::exact(options.y_from)));
    }
    let convention = risk::convention(options.risk_table);
    if !convention.is_empty() {
        said.push(convention.to_owned());
    }
    let windowed = window::of(answer).is_some();
    if note::shows_medians(groups, options, windowed) && groups.iter().any(Group::beyond) {
        said.push("NR: not reached.".into());
    }
    if !windowed
        && let Some(test) = answer.tests.first()
        && let (Some(chi_squared), Some(p)) = (test.chi_squared.value(), test.p.value())
    {
        said.push(format!(
            "{} test: χ² = {} on {} df, two-sided {}.",
            words::test_name(test.weight),
            number::fixed(chi_squared, 2),
            test.df,
            words::p_value(p)
        ));
    }
    if !windowed
        && options.effect.is_none()
        && let (Some(_), [first, second]) = (note::effect(answer, options), groups)
    {
        said.push(format!(
            "Hazard ratio: {} against {}, one-step estimate of Peto from the log-rank test.",
            second.label, first.label
        ));
    }
    said.push(format!("Gradus {}.", env!("CARGO_PKG_VERSION")));
    said.join(" ")
}
