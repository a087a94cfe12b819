//! Correlations, their comparison, and agreement in words.

use super::number::{estimate, fixed, p_value, range};
use crate::analysis::agreement::AgreementAnswer;
use crate::analysis::compare::{CompareCorrelationsAnswer, PartialCorrelationAnswer};
use crate::analysis::correlation::{
    CorrelationAnswer, CorrelationInterval, CorrelationIntervalKind, ExactP, How, PermutationP,
};
use crate::value::Estimate;

/// "ρ = 0.44 (95 % CI 0.03–0.72); exact p = 0.029; p = 0.028 (t); n = 25.", or "; p = 0.028 (t)": no p without its test.
pub fn correlation(answer: &CorrelationAnswer) -> String {
    let s = &answer.spearman;
    let Some(rho) = s.rho.value() else { return absent("ρ", &s.rho) };
    let by_t = s.p_t.value().map(|p| format!("p {} (t)", p_value(p)));
    let counted = match &answer.exact_spearman {
        Some(ExactP::Test(test)) => Some(permutation(test)),
        _ => None,
    };
    let p: String = counted.into_iter().chain(by_t).map(|p| format!("; {p}")).collect();
    let interval = interval(&s.intervals, CorrelationIntervalKind::BonettWright);
    format!("ρ = {}{interval}{p}; n = {}.", fixed(rho, 2), s.n)
}

fn permutation(test: &PermutationP) -> String {
    let how = match test.how {
        How::Exact { .. } => "exact",
        How::MonteCarlo { .. } => "permutation",
    };
    format!("{how} p {}", p_value(test.p_two_sided))
}

/// "0.44 against 0.24: difference 0.19 (95 % CI −0.20 to 0.58); p = 0.32 (Williams); n = 25."
pub fn comparison(answer: &CompareCorrelationsAnswer) -> String {
    let Some(difference) = answer.difference.value() else {
        return absent("the difference", &answer.difference);
    };
    let two = |e: &Estimate| e.value().map_or_else(|| estimate(e), |x| fixed(x, 2));
    let tests = answer.tests.as_ref().map_or(String::new(), |t| {
        let limits = range(&two(&t.zou_lower), &two(&t.zou_upper));
        let p = t
            .williams_p
            .value()
            .map_or(String::new(), |p| format!("; p {} (Williams)", p_value(p)));
        format!(" ({} % CI {limits}){p}", fixed(t.level * 100.0, 0))
    });
    format!(
        "{} against {}: difference {}{tests}; n = {}.",
        two(&answer.shared_with_a),
        two(&answer.shared_with_b),
        fixed(difference, 2),
        answer.n
    )
}

pub fn partial(answer: &PartialCorrelationAnswer) -> String {
    let s = &answer.partial_spearman;
    let Some(rho) = s.rho.value() else { return absent("ρ", &s.rho) };
    let interval = interval(&s.intervals, CorrelationIntervalKind::Fisher);
    let p = s.p.value().map_or(String::new(), |p| format!("; p {}", p_value(p)));
    format!("Partial ρ = {}{interval}{p}; n = {}.", fixed(rho, 2), s.n)
}

/// "Same grade in 28 %; quadratic κ = 0.41 (95 % CI 0.12–0.70)."
pub fn agreement(answer: &AgreementAnswer) -> String {
    let two = |e: &Estimate| e.value().map_or_else(|| estimate(e), |x| fixed(x, 2));
    let same = answer
        .observed_agreement
        .value()
        .map_or(String::new(), |share| format!("Same grade in {} %", fixed(share * 100.0, 0)));
    let kappa = answer.kappa.last().map_or(String::new(), |k| {
        let limits = range(&two(&k.lower), &two(&k.upper));
        let level = fixed(k.level * 100.0, 0);
        format!("; κ with quadratic weights = {} ({level} % CI {limits})", two(&k.kappa))
    });
    format!("{same}{kappa}; n = {}.", answer.bland_altman.n)
}

fn interval(intervals: &[CorrelationInterval], kind: CorrelationIntervalKind) -> String {
    intervals
        .iter()
        .find(|i| i.kind == kind)
        .and_then(|i| {
            let (low, high) = (i.lower.value()?, i.upper.value()?);
            let words = range(&fixed(low, 2), &fixed(high, 2));
            Some(format!(" ({} % CI {words})", fixed(i.level * 100.0, 0)))
        })
        .unwrap_or_default()
}

fn absent(what: &str, estimate: &Estimate) -> String {
    match estimate {
        Estimate::NotEstimable { why } => format!("{what} is not estimable: {why}."),
        _ => format!("{what} is not estimable."),
    }
}
