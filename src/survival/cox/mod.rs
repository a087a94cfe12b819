//! Cox's proportional hazards regression.
//!
//! The hazard of a subject with covariates x in stratum s is h_s(t) exp(x′β).
//! β maximises the partial likelihood (Cox 1972, J R Stat Soc B 34:187); h_s is
//! left open. A coefficient and its standard error are on the scale of the log
//! hazard.

pub mod ascent;
pub mod baseline;
pub mod concordance;
pub mod design;
mod exact;
pub mod firth;
pub mod fit;
pub(super) mod likelihood;
pub mod newton;
mod one_pass;
pub mod prediction;
pub mod profile;
pub mod proportionality;
pub mod residuals;
pub(super) mod risk_set;
pub mod smooth;

use crate::plain::FromPlain;
use serde::Serialize;

/// How tied events enter the likelihood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// Every tied event against everybody at risk (Breslow 1974, Biometrics
    /// 30:89): simple, biased towards 0 with many ties.
    Breslow,
    /// Tied events one after another, in no known order (Efron 1977, J Am Stat
    /// Assoc 72:557): close to exact.
    #[default]
    Efron,
    /// Time is discrete: which d of those at risk (Cox 1972). A logistic model,
    /// whose ratio is an odds ratio.
    Exact,
}
