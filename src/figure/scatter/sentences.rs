//! A correlation in words: printed on the figure, its summary and caption.

use super::levels::Levels;
use crate::analysis::correlation::{
    CorrelationAnswer, CorrelationIntervalKind, CrossTable, ExactP, How, PermutationP,
};
use crate::figure::words;
use crate::report::number;

/// `Spearman ρ = 0.44 (95 % CI 0.05 to 0.72), p = 0.028, n = 25`.
pub(super) fn result(answer: &CorrelationAnswer) -> String {
    let spearman = &answer.spearman;
    let Some(rho) = spearman.rho.value() else {
        return format!("Spearman ρ not estimable, n = {}", spearman.n);
    };
    let interval = spearman
        .intervals
        .iter()
        .find(|i| i.kind == CorrelationIntervalKind::BonettWright)
        .or(spearman.intervals.first());
    let limits = interval.and_then(|i| Some((i.level, i.lower.value()?, i.upper.value()?)));
    let limits = limits.map(|(level, lower, upper)| {
        format!(
            " ({} CI {} to {})",
            words::level(level),
            number::fixed(lower, 2),
            number::fixed(upper, 2)
        )
    });
    let p = match &answer.exact_spearman {
        Some(ExactP::Test(PermutationP { how: How::Exact { .. }, p_two_sided, .. })) => {
            Some(format!(", exact {}", words::p_value(*p_two_sided)))
        }
        _ => spearman.p_t.value().map(|p| format!(", {} (t)", words::p_value(p))),
    };
    format!(
        "Spearman ρ = {}{}{}, n = {}",
        number::fixed(rho, 2),
        limits.unwrap_or_default(),
        p.unwrap_or_default(),
        spearman.n
    )
}

pub(super) fn summary(answer: &CorrelationAnswer, x: &Levels, y: &Levels) -> String {
    let cells = &answer.cells;
    let mut said = format!("{}: {}.", answer.question.trim_end_matches('.'), result(answer));
    let columns = cells.y_values.len().max(1);
    let largest = cells.counts.iter().enumerate().max_by_key(|(_, count)| **count);
    if let Some((at, count)) = largest.filter(|(_, count)| **count > 0) {
        let patients = words::counted(*count as usize, "patient", "patients");
        let (i, j) = (at / columns, at % columns);
        said += &format!(
            " The largest cell has {patients}: {} {}, {} {}.",
            cells.x_name, cells.x_labels[i], cells.y_name, cells.y_labels[j]
        );
    }
    if let Some(same) = on_diagonal(cells, x, y) {
        let patients = words::counted(same as usize, "patient has", "patients have");
        said += &format!(" {patients} the same grade in both.");
    }
    said
}

/// How many have the same grade twice, where both axes are one scale.
fn on_diagonal(cells: &CrossTable, x: &Levels, y: &Levels) -> Option<u64> {
    let columns = cells.y_values.len().max(1);
    let counts = cells.counts.iter().enumerate();
    let same = counts.filter(|(at, _)| x.slot[at / columns] == y.slot[at % columns]);
    x.same_scale.then(|| same.map(|(_, count)| u64::from(*count)).sum())
}

pub(super) fn caption(answer: &CorrelationAnswer, x: &Levels, y: &Levels) -> String {
    let mut said = vec![format!("{}.", answer.question.trim_end_matches('.'))];
    if x.graded && y.graded {
        said.push("Areas and numbers are counts of patients; totals at the top and right.".into());
    }
    if x.same_scale {
        said.push("Shaded: the same grade in both.".into());
    }
    said.push(format!("{}.", result(answer)));
    said.push(format!("Gradus {}.", env!("CARGO_PKG_VERSION")));
    said.join(" ")
}
