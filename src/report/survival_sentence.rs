//! The survival answers beyond curves and tests, in words.

use super::number::{estimate, fixed, p_value, range, ratio as in_words, significant};
use crate::analysis::competing::{CompetingRegressionAnswer, Fit, IncidenceAnswer};
use crate::analysis::cox::{Coefficient, CoxAnswer, CoxTerm, warnings};
use crate::analysis::log_rank_power::LogRankPowerAnswer;
use crate::analysis::permutation::PermutationLogRankAnswer;
use crate::analysis::thresholds::ThresholdsAnswer;
use crate::compact::Gather;
use crate::value::Estimate;

/// "Exact log-rank p = 0.13: 432071 of 3268760 allocations lie as far apart."
pub fn permutation(answer: &PermutationLogRankAnswer) -> String {
    let test = &answer.test;
    let n = format!("n = {} v {}", test.n[0], test.n[1]);
    if let Some(exact) = &test.exact {
        let p = p_value(exact.p_two_sided);
        return format!(
            "Exact permutation log-rank p {p} ({n}): {} of {} allocations lie as far apart.",
            exact.extreme, exact.allocations
        );
    }
    if let Some(drawn) = &test.monte_carlo {
        let p = p_value(drawn.p);
        return format!(
            "Permutation log-rank p {p} ({n}), from {} drawn allocations.",
            drawn.draws
        );
    }
    match &test.p_asymptotic {
        Estimate::Value(p) => {
            format!("Permutation log-rank p {} ({n}), large-sample.", p_value(*p))
        }
        Estimate::NotEstimable { why } => format!("There is no test ({n}): {why}."),
        Estimate::NotReached => format!("There is no test ({n})."),
    }
}

/// "Hazard ratio 0.47 (95 % CI 0.18–1.24, p = 0.13) for path ≥ 50 % against
/// < 50 %; 17 events in 25 patients." With what the reader should know
/// before believing it, and Firth's fit where there is no other.
pub fn cox(answer: &CoxAnswer) -> String {
    let fit = &answer.fit;
    let counts = format!("{} events in {} patients", fit.events, fit.n);
    let mut said: Vec<String> = warnings(fit).into_iter().map(|warning| warning.what).gather();
    let Some(firth) = &answer.firth else {
        let ratios = ratios(&fit.coefficients, &answer.terms);
        said.insert(0, format!("Hazard ratio {ratios}; {counts}."));
        return said.join(" ");
    };
    let each = firth.coefficients.iter().zip(&firth.profiles).zip(&answer.terms);
    let each = each.map(|((coefficient, profile), term)| {
        let limits = range(&ratio(&profile.ratio_lower), &ratio(&profile.ratio_upper));
        format!(
            "{} ({} % profile limits {limits}, p {}) for {}",
            ratio(&coefficient.hazard_ratio),
            fixed(profile.level * 100.0, 0),
            profile.p.value().map_or_else(|| estimate(&profile.p), p_value),
            against(term)
        )
    });
    let each: Vec<String> = each.gather();
    said.insert(0, format!("Firth's penalised hazard ratio {}; {counts}.", each.join("; ")));
    said.join(" ")
}

/// A ratio in two decimals, or why there is none.
fn ratio(value: &Estimate) -> String {
    value.value().map_or_else(|| estimate(value), in_words)
}

/// "path ≥ 50 % against < 50 %".
fn against(term: &CoxTerm) -> String {
    let Some(reference) = &term.reference else { return term.name.clone() };
    let shared = term.name.split(' ').zip(reference.split(' ')).take_while(|(a, b)| a == b);
    let rest: Vec<&str> = reference.split(' ').skip(shared.count()).gather();
    let rest = if rest.is_empty() { reference.clone() } else { rest.join(" ") };
    format!("{} against {rest}", term.name)
}

/// "Hazard ratio 1.03 (95 % CI 1.01–1.06, p = 0.003) for age; …"
fn ratios(coefficients: &[Coefficient], terms: &[CoxTerm]) -> String {
    let one = |(coefficient, term): (&Coefficient, &CoxTerm)| {
        let name = against(term);
        let limits = coefficient.limits.first().map_or(String::new(), |limits| {
            let both = range(&ratio(&limits.lower), &ratio(&limits.upper));
            format!("{} % CI {both}, ", fixed(limits.level * 100.0, 0))
        });
        match (&coefficient.hazard_ratio, &coefficient.p) {
            (Estimate::Value(_), Estimate::Value(p)) => format!(
                "{} ({limits}p {}) for {name}",
                ratio(&coefficient.hazard_ratio),
                p_value(*p)
            ),
            (Estimate::NotEstimable { why }, _) | (_, Estimate::NotEstimable { why }) => {
                format!("not estimable for {name} ({why})")
            }
            _ => format!("not estimable for {name}"),
        }
    };
    coefficients.iter().zip(terms).map(one).gather().join("; ")
}

/// "7 events and 5 competing events in 25; Gray's test p = 0.74."
pub fn incidence(answer: &IncidenceAnswer) -> String {
    let counts: Vec<String> = answer
        .groups
        .iter()
        .map(|g| {
            format!(
                "{}: {} events and {} competing events in {}",
                g.label, g.events, g.competing_events, g.n
            )
        })
        .gather();
    let test = match answer.tests.first().map(|test| &test.p) {
        Some(Estimate::Value(p)) => format!(" Gray's test p {}.", p_value(*p)),
        Some(Estimate::NotEstimable { why }) => format!(" There is no test: {why}."),
        _ => String::new(),
    };
    format!("{}.{test}", counts.join("; "))
}

/// Fine–Gray first, the cause-specific hazard beside it.
pub fn competing(answer: &CompetingRegressionAnswer) -> String {
    let incidence = match &answer.event.fine_gray {
        Fit::Fitted(fit) => ratios(&fit.coefficients, &answer.terms),
        Fit::NotEstimable { not_estimable } => not_estimable.clone(),
    };
    let hazard = match &answer.event.cause_specific {
        Fit::Fitted(fit) => ratios(&fit.coefficients, &answer.terms),
        Fit::NotEstimable { not_estimable } => not_estimable.clone(),
    };
    format!("On the incidence: {incidence}. On the hazard: {hazard}.")
}

/// "17 cuts tried; the best, at ≤ 69, has p = 0.85 once the search is paid for
/// (naive p = 0.22)."
pub fn thresholds(answer: &ThresholdsAnswer) -> String {
    let tried = match answer.cuts.len() {
        1 => "1 cut tried".to_owned(),
        cuts => format!("{cuts} cuts tried"),
    };
    let at = match &answer.best_cut {
        Estimate::Value(at) => *at,
        Estimate::NotEstimable { why } => return format!("{tried}: {why}."),
        Estimate::NotReached => return format!("{tried}."),
    };
    let drawn = answer.monte_carlo.as_ref().map(|drawn| drawn.p);
    let adjusted = answer.p_exact.value().or(drawn).or(answer.p_gauss.value());
    let best = answer.cuts.iter().find(|cut| cut.at == at);
    let naive = best.and_then(|cut| cut.test.as_ref()).and_then(|test| test.p_naive.value());
    let naive = naive.map_or(String::new(), |p| format!(" (naive p {})", p_value(p)));
    match adjusted {
        Some(p) => format!(
            "{tried}; the best, at ≤ {}, has p {} once the search is paid for{naive}.",
            significant(at),
            p_value(p)
        ),
        None => format!("{tried}; the best is at ≤ {}{naive}.", significant(at)),
    }
}

/// "Events needed: 66 for a power of 80 %. With 18 events the power is 31 %. 18
/// events show a hazard ratio of 0.267 or 3.75 with a power of 80 %."
pub fn log_rank_power(answer: &LogRankPowerAnswer) -> String {
    let per_cent = |share: f64| format!("{} %", fixed(share * 100.0, 0));
    let needed: Vec<String> = answer
        .needed
        .iter()
        .filter_map(|needed| {
            let events = needed.events_rounded_up.value()?;
            Some(format!("{} for a power of {}", fixed(events, 0), per_cent(needed.power)))
        })
        .gather();
    let mut parts = vec![if needed.is_empty() {
        "No number of events shows this hazard ratio.".to_owned()
    } else {
        format!("Events needed: {}.", needed.join(", "))
    }];
    for at in &answer.at_events {
        if let Some(power) = at.power.value() {
            parts.push(format!("With {} events the power is {}.", at.events, per_cent(power)));
        }
        for found in &at.detectable {
            if let Some(ratio) = found.hazard_ratio.value() {
                parts.push(format!(
                    "{} events show a hazard ratio of {} or {} with a power of {}.",
                    at.events,
                    significant(ratio),
                    significant(1.0 / ratio),
                    per_cent(found.power)
                ));
            }
        }
    }
    if let Some(course) = &answer.course {
        for needed in &course.needed {
            if let Some(patients) = needed.patients_rounded_up.value() {
                parts.push(format!(
                    "{} patients for a power of {}.",
                    fixed(patients, 0),
                    per_cent(needed.power)
                ));
            }
        }
    }
    parts.join(" ")
}
