//! The two models of competing risks as lines of a forest plot: each term on the
//! incidence (Fine–Gray) and on the hazard of the cause (Cox).

use super::{Forest, against, axis, ratio_line, wald};
use crate::analysis::competing::{CompetingRegressionAnswer, Fit};
use crate::figure::options::FigureOptions;
use crate::figure::style::Style;
use crate::figure::words;

pub(super) fn forest(
    answer: &CompetingRegressionAnswer,
    options: &FigureOptions,
    style: &Style,
) -> Option<Forest> {
    let room = (options.width - 2.0 * style.margin) * 0.36;
    let incidence = match &answer.event.fine_gray {
        Fit::Fitted(fit) => Some(fit),
        Fit::NotEstimable { .. } => None,
    };
    let hazard = match &answer.event.cause_specific {
        Fit::Fitted(fit) => Some(fit),
        Fit::NotEstimable { .. } => None,
    };
    let mut lines = Vec::new();
    for (k, term) in answer.terms.iter().enumerate() {
        let models = [
            ("incidence", incidence.map(|fit| &fit.coefficients)),
            ("cause-specific", hazard.map(|fit| &fit.coefficients)),
        ];
        for (model, coefficients) in models {
            let Some(fitted) = coefficients.and_then(|all| all.get(k)) else { continue };
            let name = format!("{}, {model}", against(term));
            lines.push(ratio_line(&name, wald(fitted), room, style));
        }
    }
    if lines.is_empty() {
        return None;
    }
    let fits = incidence.map(|fit| &fit.coefficients).or(hazard.map(|fit| &fit.coefficients));
    let level = fits.and_then(|all| Some(words::level(all.first()?.limits.first()?.level)));
    let sizes = match (incidence, hazard) {
        (Some(fit), _) => format!(
            "n = {}, {}, {}",
            fit.n,
            words::counted(fit.events, "event", "events"),
            words::counted(fit.competing_events, "competing event", "competing events")
        ),
        (None, Some(fit)) => {
            format!("n = {}, {}", fit.n, words::counted(fit.events, "event", "events"))
        }
        (None, None) => String::new(),
    };
    let (ticks, low, high) = axis(&lines);
    Some(Forest {
        lines,
        head: format!("Hazard ratio ({} CI), p", level.unwrap_or_default()),
        note: format!("{}: {sizes}", answer.endpoint.name),
        x_title: "Hazard ratio: of the subdistribution, and cause-specific",
        ticks,
        range: [low, high],
        logarithmic: true,
        nothing: 1.0,
        method: answer.method.name.clone(),
    })
}
