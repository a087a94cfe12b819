//! Limits of median survival by drawing the patients again.

use super::defaults::{first_seed, ninety_five_per_cent};
use super::method::{Accounting, Method};
use super::refusals::Refusals;
use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::SurvivalInput;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::survival::median_bootstrap::{Differences, Medians, Redrawn, draw, sample_quantile};
use crate::table::mapping::Endpoint;
use crate::value::Estimate;
use serde::Serialize;

/// What is asked: the medians of all groups, and of two groups their difference.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MedianBootstrapRequest {
    pub endpoint: EndpointChoice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "draws")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[serde(default = "first_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<f64>"))]
    pub seed: u64,
    #[serde(default = "ninety_five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

fn draws() -> u32 {
    2_000
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MedianBootstrapAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
    pub level: f64,
    pub groups: Vec<MedianLimits>,
    /// Of two groups, the second minus the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<MedianDifference>,
}

/// One group's median, as seen and as drawn.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MedianLimits {
    pub label: String,
    pub n: usize,
    pub events: usize,
    pub median: Estimate,
    /// Percentiles of the draws, those not reached counted as later than any time.
    pub lower: Estimate,
    pub upper: Estimate,
    /// The share of draws in which the median is not reached.
    pub not_reached: f64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MedianDifference {
    pub estimate: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
    /// The share of draws left out, in which neither median is reached.
    pub undefined: f64,
}

/// Draws × patients beyond which it would take too long.
const MOST_WORK: f64 = 2e8;

/// Draws the patients of each group again, as many as there are, with
/// replacement; the limits are percentiles of the medians drawn (Efron 1981, J
/// Am Stat Assoc 76:312). BCa limits are not given: they need a jackknife, which
/// fails for quantiles. With few patients the draws are the patients' own times,
/// so that limits jump from one to the next.
pub fn median_bootstrap(
    input: SurvivalInput<'_>,
    request: &MedianBootstrapRequest,
) -> Result<MedianBootstrapAnswer, Vec<Problem>> {
    check(&input, request)?;
    let MedianBootstrapRequest { draws, seed, level, .. } = *request;
    let sample = input.sample()?;
    let groups = (0..input.labels.len()).map(|group| Redrawn::new(&sample, group));
    let mut groups: Vec<Redrawn> = groups.flatten().gather();
    let (medians, differences) = draw(&mut groups, draws, seed);
    let difference = differences.map(|drawn| difference(&medians, &drawn, request));
    let sizes = sample.group_sizes();
    let mut events = vec![0; sizes.len()];
    for subject in sample.subjects() {
        events[subject.group()] += usize::from(subject.event());
    }
    let groups = medians
        .iter()
        .enumerate()
        .map(|(group, medians)| {
            let of = |median: Option<f64>| match sizes[group] {
                0 => Estimate::not_estimable("the group is empty"),
                _ => reached(median),
            };
            MedianLimits {
                label: input.labels[group].clone(),
                n: sizes[group] as usize,
                events: events[group],
                median: of(Some(medians.seen)),
                lower: of(sample_quantile(&medians.sorted, (1.0 - level) / 2.0)),
                upper: of(sample_quantile(&medians.sorted, (1.0 + level) / 2.0)),
                not_reached: medians.not_reached as f64 / f64::from(draws),
            }
        })
        .gather();
    Ok(MedianBootstrapAnswer {
        method: method(request),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        draws,
        seed,
        level,
        groups,
        difference,
    })
}

fn difference(
    medians: &[Medians],
    drawn: &Differences,
    request: &MedianBootstrapRequest,
) -> MedianDifference {
    let at = |share: f64| reached(sample_quantile(&drawn.sorted, share));
    let [first, second] = [medians[0].seen, medians[1].seen];
    MedianDifference {
        estimate: if first.is_finite() && second.is_finite() {
            Estimate::Value(second - first)
        } else {
            Estimate::not_estimable("a median is not reached")
        },
        lower: at((1.0 - request.level) / 2.0),
        upper: at((1.0 + request.level) / 2.0),
        undefined: drawn.undefined as f64 / f64::from(request.draws),
    }
}

fn reached(median: Option<f64>) -> Estimate {
    match median {
        Some(median) if median.is_finite() => Estimate::Value(median),
        Some(median) if median > 0.0 => Estimate::NotReached,
        Some(_) => Estimate::not_estimable("the first group's median is not reached"),
        None => Estimate::not_estimable("the medians are not reached in any draw"),
    }
}

fn check(input: &SurvivalInput<'_>, request: &MedianBootstrapRequest) -> Result<(), Vec<Problem>> {
    let mut refusals = Refusals::default();
    let what = "Patients who enter late are not drawn again.";
    refusals.late_entry(input.entry.is_some(), "bootstrap_delayed_entry", what);
    refusals.level(request.level);
    let (draws, n) = (request.draws, input.time.len());
    refusals.draws(draws, n, f64::from(draws) * n as f64, MOST_WORK);
    refusals.finish()
}

fn method(request: &MedianBootstrapRequest) -> Method {
    let MedianBootstrapRequest { draws, seed, level, .. } = request;
    Method {
        name: "Median survival by bootstrap".into(),
        details: vec![
            format!(
                "{draws} draws (seed {seed}) of each group's patients with replacement; limits at \
                 {level} are percentiles of the medians drawn."
            ),
            "A median that is not reached counts as later than any time.".into(),
            "No BCa limits: the jackknife they need fails for medians.".into(),
        ],
        references: vec!["Efron 1981, J Am Stat Assoc 76:312".into()],
        r_call: None,
    }
}
