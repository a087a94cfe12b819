//! The coefficients of a correlation as lines of a forest plot.

use super::{Forest, Line};
use crate::analysis::correlation::{CorrelationAnswer, CorrelationIntervalKind};
use crate::figure::lines::wrap;
use crate::figure::options::FigureOptions;
use crate::figure::style::Style;
use crate::figure::words;
use crate::report::number;
use crate::value::Estimate;

/// Those that the answer holds. A coefficient without limits is a point.
pub(super) fn forest(answer: &CorrelationAnswer, options: &FigureOptions, style: &Style) -> Forest {
    let room = ((options.width - 2.0 * style.margin) * 0.36).max(90.0);
    let mut lines = Vec::new();
    let mut line = |name: &str, at: &Estimate, limits: Option<[&Estimate; 2]>| {
        let limits = limits.and_then(|[low, high]| Some([low.value()?, high.value()?]));
        let two = |x: f64| number::fixed(x, 2);
        let printed = match (at.value(), limits) {
            (None, _) => "not estimable".into(),
            (Some(at), None) => two(at),
            (Some(at), Some([low, high])) => {
                format!("{} ({})", two(at), number::range(&two(low), &two(high)))
            }
        };
        let estimate = at.value().map(|at| {
            let [low, high] = limits.unwrap_or([at; 2]);
            [at, low, high]
        });
        lines.push(Line { name: wrap(name, room, style.text, false, 2), estimate, printed });
    };
    let rho = &answer.spearman;
    let interval = rho
        .intervals
        .iter()
        .find(|i| i.kind == CorrelationIntervalKind::BonettWright)
        .or(rho.intervals.first());
    line("Spearman ρ", &rho.rho, interval.map(|i| [&i.lower, &i.upper]));
    if let Some(of) = &answer.kendall {
        line("Kendall τ-b", &of.tau_b, of.intervals.first().map(|i| [&i.lower, &i.upper]));
    }
    if let Some(of) = &answer.ordinal {
        let all = [
            ("Stuart τ-c", &of.tau_c),
            ("Goodman–Kruskal γ", &of.gamma),
            ("Somers’ D, second given first", &of.somers_y_given_x),
            ("Somers’ D, first given second", &of.somers_x_given_y),
        ];
        for (name, of) in all {
            line(name, &of.estimate, Some([&of.lower, &of.upper]));
        }
    }
    if let Some(of) = &answer.pearson {
        line("Pearson r", &of.r, of.intervals.first().map(|i| [&i.lower, &i.upper]));
    }
    if let Some(of) = &answer.polychoric {
        line("Polychoric (exploratory)", &of.maximum_likelihood.rho, None);
    }
    let level = interval.map_or(String::new(), |i| format!(" ({} CI)", words::level(i.level)));
    // From −1 only where something lies below 0.
    let least = lines.iter().filter_map(|l| l.estimate).map(|[_, low, _]| low).fold(0.0, f64::min);
    let low = ((least * 5.0).floor() / 5.0).max(-1.0);
    let most = ((options.width / 100.0) as usize).clamp(2, 8);
    Forest {
        lines,
        head: format!("Coefficient{level}"),
        note: format!("{}, n = {}", answer.question, rho.n),
        x_title: "Coefficient",
        ticks: crate::figure::ticks::round_numbers(low, 1.0, most),
        range: [low, 1.0],
        logarithmic: false,
        nothing: 0.0,
        method: answer.method.name.clone(),
    }
}
