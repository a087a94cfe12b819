//! A printed t, χ² or hazard ratio, and the p beside it.

use super::method::Method;
use super::published::out_of_range;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::stats::published_test::{CheckedP, FromHazardRatio};
use crate::stats::published_test::{
    Printed, degrees_that_fit, from_chi_squared, from_hazard_ratio, from_t,
};
use crate::value::Estimate;
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PublishedTestRequest {
    pub test: PublishedTest,
    /// Printed beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub p: Option<f64>,
    /// Decimals printed: 2 of the statistic and 3 of the p unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub decimals: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub p_decimals: Option<u32>,
}

/// The printed statistic.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PublishedTest {
    T(PrintedT),
    ChiSquared(PrintedChiSquared),
    HazardRatio(PrintedHazardRatio),
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PrintedT {
    pub t: f64,
    /// Without it, those that fit the p are looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub df: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PrintedChiSquared {
    pub chi_squared: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub df: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PrintedHazardRatio {
    pub hazard_ratio: f64,
    /// Lower and upper; without them they are made from the p.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub limits: Option<[f64; 2]>,
    #[serde(default = "usual_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

fn usual_level() -> f64 {
    0.95
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PublishedTestAnswer {
    pub method: Method,
    /// As in "t = 2.1, 23 degrees of freedom, p = 0.047".
    pub question: String,
    /// The p of the statistic; none where degrees of freedom are lacking.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub check: Option<CheckedP>,
    /// Degrees of freedom from 1 to 1,000 under which statistic and p belong
    /// together; only of t and χ², only with a p.
    pub degrees: Vec<u32>,
    /// √(t²/(t² + df)): how large a correlation this t is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub r: Option<Estimate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub hazard_ratio: Option<FromHazardRatio>,
}

const MOST_DEGREES: u32 = 1000;

pub fn published_test(request: &PublishedTestRequest) -> Result<PublishedTestAnswer, Vec<Problem>> {
    if let Some(p) = request.p.filter(|p| !(0.0..=1.0).contains(p)) {
        return Err(vec![out_of_range("A p-value", p, "a number from 0 to 1")]);
    }
    let decimals = request.decimals.unwrap_or(2);
    let printed = |value: f64| Printed { value, decimals };
    let p = request.p.map(|value| Printed { value, decimals: request.p_decimals.unwrap_or(3) });
    let mut answer = PublishedTestAnswer {
        method: method(),
        question: String::new(),
        check: None,
        degrees: Vec::new(),
        r: None,
        hazard_ratio: None,
    };
    let degrees = |df: Option<f64>| match df {
        Some(1.0) => ", 1 degree of freedom".into(),
        Some(df) => format!(", {df} degrees of freedom"),
        None => String::new(),
    };
    match &request.test {
        PublishedTest::T(PrintedT { t, df }) => {
            let of = |df: f64| from_t(printed(*t), df, p);
            answer.question = format!("t = {t}{}", degrees(*df));
            answer.check = df.map(of);
            answer.degrees = degrees_that_fit(of, MOST_DEGREES);
            let r = |df: f64| Estimate::finite(t / (t * t + df).sqrt(), "no degrees of freedom");
            answer.r = df.map(r);
        }
        PublishedTest::ChiSquared(PrintedChiSquared { chi_squared, df }) => {
            if *chi_squared < 0.0 {
                return Err(vec![out_of_range("χ²", *chi_squared, "a number from 0 up")]);
            }
            let of = |df: f64| from_chi_squared(printed(*chi_squared), df, p);
            answer.question = format!("χ² = {chi_squared}{}", degrees(*df));
            answer.check = df.map(of);
            answer.degrees = degrees_that_fit(of, MOST_DEGREES);
        }
        PublishedTest::HazardRatio(PrintedHazardRatio { hazard_ratio, limits, level }) => {
            for x in [*hazard_ratio].iter().chain(limits.iter().flatten()) {
                if x.is_nan() || *x <= 0.0 {
                    return Err(vec![out_of_range("A hazard ratio", *x, "a number above 0")]);
                }
            }
            if !(*level > 0.0 && *level < 1.0) {
                return Err(vec![out_of_range("A level", *level, "a number between 0 and 1")]);
            }
            if let Some([lower, upper]) = limits.filter(|[lower, upper]| lower >= upper) {
                let what = format!("a number below {upper}");
                return Err(vec![out_of_range("The lower limit", lower, &what)]);
            }
            let found = from_hazard_ratio(
                printed(*hazard_ratio),
                limits.map(|l| l.map(printed)),
                *level,
                p,
            );
            answer.question = format!("hazard ratio {hazard_ratio}");
            if let Some([lower, upper]) = limits {
                answer.question += &format!(" ({lower} to {upper})");
            }
            answer.check = limits.map(|_| found.check.clone());
            answer.hazard_ratio = Some(found);
        }
    }
    if let Some(p) = request.p {
        answer.question += &format!(", p = {p}");
    }
    Ok(answer)
}

fn method() -> Method {
    Method {
        name: "Check of a published test".into(),
        details: vec![
            "Two-sided p of t by Student's t, of χ² by its upper tail, of a hazard ratio by \
             z = ln HR/SE with SE = (ln upper − ln lower)/(2 z of the level). A printed number \
             stands for all that round to it; statistic and p belong together when some numbers \
             that round to those printed do."
                .into(),
            "Events of a hazard ratio: 4/SE² with two groups of equal size, more with unequal ones."
                .into(),
        ],
        references: vec!["Schoenfeld 1981, Biometrika 68:316".into()],
        r_call: Some(
            "2 * pt(-abs(t), df); pchisq(x, df, lower.tail = FALSE); 2 * pnorm(-abs(log(hr) / se))"
                .into(),
        ),
    }
}
