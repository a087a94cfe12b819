//! Pointwise limits of a survival probability, on five scales.
//!
//! With S the estimate, σ its Greenwood standard error on the scale of log S
//! and z the normal quantile of the level:
//!
//! - plain: S ∓ z σ S, cut to 0 and 1;
//! - log: S exp(∓ z σ), cut at 1;
//! - log-log: exp(log S exp(∓ z σ / log S));
//! - arcsin: sin²(arcsin √S ∓ (z/2) σ √(S/(1 − S))), the angle cut to 0 and π/2;
//! - logit: the logistic of log(S/(1 − S)) ∓ z σ/(1 − S).
//!
//! At S = 0 none exists; at S = 1 plain and log give 1 and 1, the others none
//! (the conventions of R's survival 3.5; a figure may show 1 to 1).
//! Borgan & Liestøl (1990) Scand J Stat 17:35; Kalbfleisch & Prentice (2002)
//! p. 18. Agrees with R's `survfit` to 1e-12.

use crate::plain::FromPlain;
use serde::Serialize;
use std::f64::consts::FRAC_PI_2;

/// A kind of pointwise limits at a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Limits {
    pub transform: Transform,
    pub level: f64,
}

/// The scale on which the limits are symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    Plain,
    Log,
    LogLog,
    Arcsin,
    Logit,
    /// No scale: limits for small samples (see [`super::beta_product`]).
    BetaProduct,
}

impl Transform {
    /// As it reads in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Log => "log",
            Self::LogLog => "log-log",
            Self::Arcsin => "arcsine",
            Self::Logit => "logit",
            Self::BetaProduct => "beta product",
        }
    }

    /// The standard error on this scale, for one of 1 on the scale of log S: it
    /// rises or falls all the way with S.
    pub(super) fn spread(self, s: f64) -> f64 {
        match self {
            Self::Plain => s,
            Self::Log | Self::BetaProduct => 1.0,
            Self::LogLog => -s.ln().recip(),
            Self::Arcsin => 0.5 * (s / (1.0 - s)).sqrt(),
            Self::Logit => (1.0 - s).recip(),
        }
    }

    /// Lower and upper limit of `survival`, `sigma` being the standard error
    /// of log S; `None` where they do not exist.
    pub fn limits(self, survival: f64, sigma: f64, z: f64) -> Option<(f64, f64)> {
        let s = survival;
        if s <= 0.0 || !sigma.is_finite() {
            return None;
        }
        match self {
            Self::Plain => {
                let half = z * (sigma * s);
                Some(((s - half).max(0.0), (s + half).min(1.0)))
            }
            Self::Log => {
                let factor = (z * sigma).exp();
                Some((s / factor, (s * factor).min(1.0)))
            }
            Self::BetaProduct => None,
            _ if s >= 1.0 => None,
            Self::LogLog => {
                let log = s.ln();
                // Negative: the smaller exponent gives the upper limit.
                let factor = (z * sigma / log).exp();
                Some(((log / factor).exp(), (log * factor).exp()))
            }
            Self::Arcsin => {
                let angle = s.sqrt().asin();
                let half = 0.5 * z * sigma * (s / (1.0 - s)).sqrt();
                let square_of_sine = |angle: f64| angle.sin().powi(2);
                Some((
                    square_of_sine((angle - half).max(0.0)),
                    square_of_sine((angle + half).min(FRAC_PI_2)),
                ))
            }
            Self::Logit => {
                let odds = s / (1.0 - s);
                let factor = (z * sigma / (1.0 - s)).exp();
                let probability = |odds: f64| odds / (1.0 + odds);
                let upper = if factor.is_finite() { probability(odds * factor) } else { 1.0 };
                Some((probability(odds / factor), upper))
            }
        }
    }
}
