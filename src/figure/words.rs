//! How numbers, p-values and names read on a figure.

use crate::analysis::survival::{Transform, Weight};
use crate::value::{Estimate, TimeUnit};

/// With so many digits after the point; a minus, not a hyphen.
pub(super) fn fixed(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| matches!(b, b'0' | b'.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// As short as it can be: `6`, `0.5`, `−2.25`.
pub(super) fn plain(x: f64) -> String {
    let text = fixed(x, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `p = 0.028`, `p = 0.0004`, `p < 0.0001`.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0001 {
        return "p < 0.0001".into();
    }
    if p > 0.995 {
        return "p > 0.99".into();
    }
    let digits = if p >= 0.1 {
        2
    } else if p >= 0.01 {
        3
    } else {
        4
    };
    format!("p = {p:.digits$}")
}

pub(super) fn test_name(weight: Weight) -> String {
    match weight {
        Weight::LogRank => "Log-rank".into(),
        Weight::Gehan => "Gehan–Breslow".into(),
        Weight::TaroneWare => "Tarone–Ware".into(),
        Weight::PetoPeto => "Peto–Peto".into(),
        Weight::PetoPetoModified => "Modified Peto–Peto".into(),
        Weight::FlemingHarrington { rho, gamma } => {
            format!("Fleming–Harrington ({}, {})", plain(rho), plain(gamma))
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
    let days = |unit| match unit {
        TimeUnit::Days => 1.0,
        TimeUnit::Weeks => 7.0,
        TimeUnit::Months => 30.4375,
        TimeUnit::Years => 365.25,
    };
    if from == to { 1.0 } else { days(from) / days(to) }
}

/// A duration with the digits its unit deserves.
pub(super) fn duration(x: f64, unit: TimeUnit) -> String {
    let digits = match unit {
        TimeUnit::Days => 0,
        TimeUnit::Weeks | TimeUnit::Months => 1,
        TimeUnit::Years => 2,
    };
    fixed(x, digits)
}

/// A duration that may not exist.
pub(super) fn estimated_duration(estimate: &Estimate, factor: f64, unit: TimeUnit) -> String {
    match estimate {
        Estimate::Value(x) => duration(x * factor, unit),
        Estimate::NotReached => "not reached".into(),
        Estimate::NotEstimable { .. } => "–".into(),
    }
}

/// `1 patient`, `27 patients`.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The level of an interval in per cent: `95 %`.
pub(super) fn level(level: f64) -> String {
    format!("{} %", plain((level * 100.0 * 1e6).round() / 1e6))
}
