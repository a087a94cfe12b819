//! Questions that need no table: published correlations, power and precision.

use super::defaults::five_per_cent;
use super::method::Method;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::stats::correlation_interval::CorrelationIntervalKind;
pub use crate::stats::correlation_power::{
    CorrelationPower, PowerByVariance, SizeForPower, correlation_power,
};
use crate::stats::dependent::{DependentCorrelations, dependent_correlations};
pub use crate::stats::published::{FromRhoAndN, FromRhoAndP, from_rho_and_n, from_rho_and_p};
use serde::Serialize;

/// What is asked: a printed ρ with its n, its p, or both; or two correlations
/// with a shared variable.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PublishedCorrelationRequest {
    pub rho: f64,
    /// It is Pearson's r: only Fisher's interval is one for it.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub pearson: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub n: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub p: Option<f64>,
    /// Decimals printed; 2 and 3 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub rho_decimals: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub p_decimals: Option<u32>,
    /// Sizes to try with ρ and p: first and last; 10 and 60 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub sizes: Option<[u32; 2]>,
    /// Another correlation with the same variable, and that between the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub other: Option<OtherCorrelation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub levels: Option<Vec<f64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OtherCorrelation {
    pub rho: f64,
    /// Between the two variables compared.
    pub between: f64,
}

/// What comes back; the parts whose numbers were given.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PublishedCorrelationAnswer {
    pub method: Method,
    /// As in "ρ = 0.44, n = 25".
    pub question: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub from_n: Option<FromRhoAndN>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub from_p: Option<FromRhoAndP>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub difference: Option<DependentCorrelations>,
}

/// Sizes tried at once.
const MOST_SIZES: u32 = 100_000;

pub fn published_correlation(
    request: &PublishedCorrelationRequest,
) -> Result<PublishedCorrelationAnswer, Vec<Problem>> {
    let rho = request.rho;
    let correlations = [Some(rho), request.other.map(|o| o.rho), request.other.map(|o| o.between)];
    for r in correlations.into_iter().flatten() {
        if !(-1.0..=1.0).contains(&r) {
            return Err(vec![out_of_range("A correlation", r, "a number from −1 to 1")]);
        }
    }
    if let Some(p) = request.p.filter(|p| !(0.0..=1.0).contains(p)) {
        return Err(vec![out_of_range("A p-value", p, "a number from 0 to 1")]);
    }
    let levels = request.levels.clone().unwrap_or_else(|| vec![0.95]);
    let [first, last] = request.sizes.unwrap_or([10, 60]);
    let last = last.min(first.saturating_add(MOST_SIZES));
    let decimals = (request.rho_decimals.unwrap_or(2), request.p_decimals.unwrap_or(3));
    let mut question = format!("{} = {rho}", if request.pearson { "r" } else { "ρ" });
    if let Some(n) = request.n {
        question.push_str(&format!(", n = {n}"));
    }
    if let Some(p) = request.p {
        question.push_str(&format!(", p = {p}"));
    }
    Ok(PublishedCorrelationAnswer {
        method: Method {
            name: "Check of a published correlation".into(),
            details: vec![
                "p by t = ρ √((n − 2)/(1 − ρ²)) on n − 2 degrees of freedom; intervals by Fisher's z. \
                 An n fits when some ρ that rounds to the one printed has a p that rounds to the one \
                 printed."
                    .into(),
            ],
            references: vec!["Fisher 1921, Metron 1:3".into()],
            r_call: Some("2 * pt(-abs(rho * sqrt((n - 2) / (1 - rho^2))), n - 2)".into()),
        },
        question,
        from_n: request.n.map(|n| {
            let mut from = from_rho_and_n(rho, n as usize, &levels);
            if request.pearson {
                from.intervals.retain(|i| i.kind == CorrelationIntervalKind::Fisher);
            }
            from
        }),
        from_p: request.p.map(|p| from_rho_and_p(rho, decimals.0, p, decimals.1, first..=last)),
        difference: request.n.zip(request.other).map(|(n, other)| {
            let level = levels.first().copied().unwrap_or(0.95);
            dependent_correlations(rho, other.rho, other.between, n as usize, level)
        }),
    })
}

pub(super) fn out_of_range(what: &str, found: f64, expected: &str) -> Problem {
    Problem::error("number_out_of_range", format!("{what} cannot be this."))
        .found(&found.to_string())
        .expected(expected)
}

/// What is asked: how a true correlation shows with n patients.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationPowerRequest {
    pub r: f64,
    pub n: f64,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
    #[serde(default = "usual_powers")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub powers: Vec<f64>,
}

pub(super) fn usual_powers() -> Vec<f64> {
    vec![0.8, 0.9]
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationPowerAnswer {
    pub method: Method,
    pub question: String,
    pub power: CorrelationPower,
}

pub fn power(request: &CorrelationPowerRequest) -> Result<CorrelationPowerAnswer, Vec<Problem>> {
    let CorrelationPowerRequest { r, n, alpha, ref powers } = *request;
    if !(-1.0..=1.0).contains(&r) {
        return Err(vec![out_of_range("A correlation", r, "a number from −1 to 1")]);
    }
    if !(alpha > 0.0 && alpha < 1.0) {
        return Err(vec![out_of_range("A level", alpha, "a number between 0 and 1")]);
    }
    Ok(CorrelationPowerAnswer {
        method: Method {
            name: "Power of a correlation".into(),
            details: vec![
                "Two-sided test of no correlation; power by Fisher's z with variance 1, 1.06 and \
                 1 + r²/2 over n − 3, and by the critical r of Student's t with a bias term."
                    .into(),
            ],
            references: vec!["Bonett & Wright 2000, Psychometrika 65:23".into()],
            r_call: Some("pwr::pwr.r.test(n, r)".into()),
        },
        question: format!("r = {r}, n = {n}"),
        power: correlation_power(r, n, alpha, powers),
    })
}
