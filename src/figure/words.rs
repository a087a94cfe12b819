//! Names of tests, units and scales as a figure prints them.

use crate::analysis::survival::{Transform, Weight};
use crate::report::number;
pub(super) use crate::report::number::duration;
use crate::value::TimeUnit;

/// `p = 0.028`, `p < 0.0001`.
pub(super) fn p_value(p: f64) -> String {
    format!("p {}", number::p_value(p))
}

pub(super) fn test_name(weight: Weight) -> String {
    match weight {
        Weight::LogRank => "Log-rank".into(),
        Weight::Gehan => "Gehan–Breslow".into(),
        Weight::TaroneWare => "Tarone–Ware".into(),
        Weight::PetoPeto => "Peto–Peto".into(),
        Weight::PetoPetoModified => "Modified Peto–Peto".into(),
        Weight::FlemingHarrington { rho, gamma } => {
            format!("Fleming–Harrington ({}, {})", number::exact(rho), number::exact(gamma))
        }
    }
}

pub(super) fn transform_name(transform: Transform) -> &'static str {
    match transform {
        Transform::Plain => "on the plain scale",
        Transform::Log => "on the log scale",
        Transform::LogLog => "on the log(−log) scale",
        Transform::Arcsin => "on the arcsine scale",
        Transform::Logit => "on the logit scale",
        Transform::BetaProduct => "by the beta product",
    }
}

pub(super) fn unit_name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Days => "days",
        TimeUnit::Weeks => "weeks",
        TimeUnit::Months => "months",
        TimeUnit::Years => "years",
    }
}

/// How many of `to` one `from` is.
pub(super) fn unit_factor(from: TimeUnit, to: TimeUnit) -> f64 {
    if from == to { 1.0 } else { from.days() / to.days() }
}

/// `1 patient`, `27 patients`.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The level of an interval in per cent: `95 %`.
pub(super) fn level(level: f64) -> String {
    format!("{} %", number::exact((level * 100.0 * 1e6).round() / 1e6))
}
