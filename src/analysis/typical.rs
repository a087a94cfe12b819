//! Survival curves that a Cox model predicts for patients who differ in its first
//! covariate and are alike in the others.

use super::cox::CoxColumns;
use crate::compact::{Gather, sort_numbers};
use crate::survival::cox::baseline::reference_means;
use crate::survival::cox::fit::Fitted;
use crate::survival::cox::prediction::{LOG_95, PredictedSurvival, predict};
use crate::value::{Estimate, Series};
use serde::Serialize;

/// A predicted curve with its limits, from the first event to the last time seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TypicalCurve {
    /// As in `path_necrosis ≥ 50 %` or `age = 54`.
    pub name: String,
    /// Position of the stratum, as in `CoxAnswer::strata`.
    pub stratum: usize,
    /// Of the coefficients: those not named in `name` at their mean, a factor at
    /// its reference.
    pub covariates: Vec<f64>,
    pub level: f64,
    pub time: Series,
    pub survival: Series,
    pub lower: Series,
    pub upper: Series,
    /// The same at the times asked for.
    pub at_times: Vec<PredictedSurvival>,
}

/// More curves than this are no figure.
const MOST_CURVES: usize = 6;
/// More steps than this nobody sees.
const MOST_STEPS: usize = 300;

/// One curve for each group of a factor that comes first, or for the lower and
/// the upper quartile of a number. None with interactions, whose parts would have
/// to move together.
///
/// `survfit(coxph, newdata)` of R's survival 3.5-3 has the same curves; see
/// [`predict`].
pub fn typical(fitted: &Fitted, covariates: &CoxColumns, times: &[f64]) -> Vec<TypicalCurve> {
    let (terms, columns) = (&covariates.terms, &covariates.columns);
    if covariates.asked.iter().any(|name| name.contains(" × ")) {
        return Vec::new();
    }
    let Some(first) = terms.first() else { return Vec::new() };
    let alike = reference_means(columns);
    let with = |place: usize, value: f64| {
        let mut covariates = alike.clone();
        covariates[place] = value;
        covariates
    };
    let patients: Vec<(String, Vec<f64>)> = match &first.reference {
        Some(reference) => {
            let levels = terms.iter().take_while(|t| t.reference.as_ref() == Some(reference));
            let others = levels.enumerate().map(|(k, term)| (term.name.clone(), with(k, 1.0)));
            let base = std::iter::once((reference.clone(), with(0, 0.0)));
            base.chain(others).gather()
        }
        None => {
            let mut sorted = columns[0].clone();
            sort_numbers(&mut sorted);
            let ends = [sorted.len() / 4, (3 * sorted.len() / 4).min(sorted.len() - 1)];
            let named = |place: usize| {
                let value = sorted[place];
                (format!("{} = {value}", first.name).replace('-', "−"), with(0, value))
            };
            ends.map(named).into()
        }
    };
    let strata = &fitted.design.strata;
    let shown = if patients.len() * strata.len() <= MOST_CURVES { strata.len() } else { 1 };
    let curves = patients.iter().take(MOST_CURVES);
    curves
        .flat_map(|patient| (0..shown).map(move |stratum| (patient, stratum)))
        .filter_map(|((name, at), stratum)| curve(fitted, name, at, stratum, times))
        .gather()
}

fn curve(
    fitted: &Fitted,
    name: &str,
    covariates: &[f64],
    stratum: usize,
    times: &[f64],
) -> Option<TypicalCurve> {
    let spans = &fitted.design.strata[stratum].spans;
    let events: Vec<f64> =
        spans.iter().filter(|span| span.events > 0).map(|span| span.time).gather();
    let every = events.len().div_ceil(MOST_STEPS).max(1);
    let mut steps: Vec<f64> = events.iter().copied().step_by(every).gather();
    steps.extend(spans.last().map(|span| span.time).filter(|last| Some(last) != steps.last()));
    let of = predict(fitted, covariates, stratum, &steps, &[LOG_95])?;
    let at_times = predict(fitted, covariates, stratum, times, &[LOG_95])?.at_times;
    let read = |estimate: &Estimate| estimate.value().unwrap_or(f64::NAN);
    let series = |value: &dyn Fn(&PredictedSurvival) -> f64| -> Series {
        of.at_times.iter().map(value).gather().into()
    };
    Some(TypicalCurve {
        name: name.to_owned(),
        stratum,
        covariates: covariates.to_vec(),
        level: LOG_95.level,
        survival: series(&|at| read(&at.survival)),
        lower: series(&|at| read(&at.limits[0].lower)),
        upper: series(&|at| read(&at.limits[0].upper)),
        time: steps.into(),
        at_times,
    })
}
