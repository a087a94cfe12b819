//! Whether a difference in survival depends on what hides inside the grades.

use super::defaults::five_per_cent;
use super::method::{Accounting, Method};
use super::patients::{Ask, Patients};
use super::request::{EndpointChoice, Selection, Side, Variable};
use super::survival::SurvivalInput;
use crate::cohort::span::{Spans, spans};
use crate::cohort::study::Study;
use crate::compact::{Gather, sort_numbers};
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::stats::filling::{Uncertain, seven_numbers};
use crate::stats::rereading::{alike, each_rereading};
use crate::stats::resample::Resampling;
use crate::survival::cox::fit::on_one_covariate;
use crate::survival::log_rank::log_rank_test;
use crate::survival::sample::SortedSample;
use crate::table::mapping::Endpoint;
use crate::value::Estimate;
use serde::Serialize;

/// What is asked: patients at or above a per cent against those below, or the
/// per cent itself, where each patient's per cent is known only as a grade.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeSurvivalRequest {
    pub endpoint: EndpointChoice,
    /// A grade, or the change between two; a plain column is taken as known.
    pub grade: Variable,
    /// In per cent necrosis (or its change); without it, the hazard ratio is
    /// that of 10 percentage points more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub at: Option<f64>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub side: Side,
    /// The same by another reader: grades are drawn anew as this reader might have
    /// given them (by the table of both); patients without it are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub reader: Option<Variable>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub resampling: Resampling,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
}

/// What comes back. p is the log-rank test's at a threshold, else the score
/// test's of Cox regression (Efron's ties), which gives the hazard ratio.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeSurvivalAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub n: usize,
    pub events: usize,
    /// What the other reader's column is called, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub reader: Option<String>,
    /// Patients whose side of the threshold the grade leaves open, or the other
    /// reader; without a threshold, whose per cent it leaves open.
    pub unsettled: usize,
    /// With every patient in the middle of the grade.
    pub at_midpoints: Filled,
    pub draws: u32,
    pub seed: u32,
    /// Draws without a test, or without a hazard ratio.
    pub draws_without_test: u32,
    pub draws_without_ratio: u32,
    /// Smallest, 2.5 %, 25 %, median, 75 %, 97.5 % and largest drawn.
    pub hazard_ratio_drawn: Vec<f64>,
    pub p_drawn: Vec<f64>,
    pub alpha: f64,
    /// Of the draws with a test, those with p below alpha; of those with a
    /// hazard ratio, those above 1.
    pub share_significant: f64,
    pub share_above_one: f64,
    /// Over every way to settle the unsettled, where these are few.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub every_way: Option<EveryWay>,
    /// Whether the finding, significant or not, could be the other one.
    pub depends_on_filling: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Filled {
    pub hazard_ratio: Estimate,
    pub p: Estimate,
}

/// Among the ways that have a test or a ratio at all.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EveryWay {
    pub ways: u32,
    /// Of the ways, those with p below alpha.
    pub significant: u32,
    pub p_smallest: Estimate,
    pub p_largest: Estimate,
    pub hazard_ratio_smallest: Estimate,
    pub hazard_ratio_largest: Estimate,
}

/// Unsettled patients of whom every way is looked at: 4096 ways.
const MOST_UNSETTLED: usize = 12;
/// Draws × patients beyond which it would take too long.
const MOST_WORK: f64 = 5e7;

pub fn run(
    study: &Study,
    request: &GradeSurvivalRequest,
) -> Result<GradeSurvivalAnswer, Vec<Problem>> {
    let ask = Ask {
        endpoint: &request.endpoint,
        by: None,
        strata: &[],
        selection: &request.selection,
        landmark: None,
        competing_kept: false,
    };
    let (patients, (first, second), rows) = Patients::choose(study, &ask, |screening| {
        let first = spans(study, screening, &request.grade)?;
        let second = request.reader.as_ref().map(|reader| spans(study, screening, reader));
        Ok((first, second.transpose()?))
    })?;
    let keep = |spans: &[[f64; 2]]| rows.iter().map(|row| spans[*row]).gather();
    let uncertain = |spans: &Spans| Uncertain {
        value: keep(&spans.value),
        minus: spans.minus.as_deref().map(keep),
    };
    let reread = second.as_ref().map(uncertain);
    let mut answer = redraw(&patients.input(), &uncertain(&first), reread.as_ref(), request)?;
    let name = first.name;
    answer.reader = second.map(|spans| spans.name);
    answer.question = match (request.at, request.side) {
        (None, _) => format!("{} on {name}", patients.endpoint.name),
        (Some(at), Side::AtLeast) => format!("{} by {name} ≥ {at} %", patients.endpoint.name),
        (Some(at), Side::Above) => format!("{} by {name} > {at} %", patients.endpoint.name),
    };
    answer.accounting = patients.accounting;
    Ok(answer)
}

/// `grades` has one entry a patient.
pub fn redraw(
    input: &SurvivalInput<'_>,
    grades: &Uncertain,
    reread: Option<&Uncertain>,
    request: &GradeSurvivalRequest,
) -> Result<GradeSurvivalAnswer, Vec<Problem>> {
    let Resampling { draws, seed } = request.resampling;
    let n = input.time.len();
    if f64::from(draws) * n as f64 > MOST_WORK {
        let what = "So many draws would take too long.";
        let found = format!("{draws} draws of {n} patients");
        return Err(vec![Problem::error("too_many_draws", what).found(&found)]);
    }
    let sample = input.sample()?;
    let fit = |per_cents: &[f64]| {
        let x: Vec<f64> = per_cents.iter().map(|x| scale(*x, request)).gather();
        fit(&sample, x, request.at.is_some())
    };
    let ends = grades.ends();
    let open: Vec<usize> = match reread {
        None => (0..n).filter(|i| is_open(ends[*i], request)).gather(),
        Some(reread) => {
            let (alike, ends) = (alike(grades), reread.ends());
            let spread = |same: &Vec<usize>| {
                let each = same.iter().map(|j| ends[*j]);
                each.fold([f64::INFINITY, f64::NEG_INFINITY], |all, one| {
                    [all[0].min(one[0]), all[1].max(one[1])]
                })
            };
            let open = |same| is_open(spread(same), request);
            let open: Vec<bool> = alike.classes.iter().map(open).gather();
            (0..n).filter(|i| open[alike.class[*i]]).gather()
        }
    };
    let (mut ratios, mut tests) = (Vec::new(), Vec::new());
    let mut visit = |per_cents: &[f64]| {
        let filled = fit(per_cents);
        ratios.extend(filled.hazard_ratio.value());
        tests.extend(filled.p.value());
    };
    match reread {
        None => grades.each_filling(&request.resampling, &mut visit),
        Some(reread) => each_rereading(grades, reread, &request.resampling, &mut visit),
    }
    let alpha = request.alpha;
    let share = |count: usize, of: usize| if of > 0 { count as f64 / of as f64 } else { 0.0 };
    let share_significant = share(tests.iter().filter(|p| **p < alpha).count(), tests.len());
    let share_above_one = share(ratios.iter().filter(|r| **r > 1.0).count(), ratios.len());
    let every_way = (reread.is_none() && request.at.is_some() && open.len() <= MOST_UNSETTLED)
        .then(|| every_way(&grades.midpoints(), &open, &ends, alpha, &fit));
    let depends_on_filling = match &every_way {
        Some(all) => all.significant > 0 && all.significant < all.ways,
        None => share_significant > 0.0 && share_significant < 1.0,
    };
    Ok(GradeSurvivalAnswer {
        method: method(request),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        n,
        events: input.event.iter().filter(|e| **e).count(),
        reader: None,
        unsettled: open.len(),
        at_midpoints: fit(&grades.midpoints()),
        draws,
        seed,
        draws_without_test: draws - tests.len() as u32,
        draws_without_ratio: draws - ratios.len() as u32,
        hazard_ratio_drawn: seven_numbers(ratios),
        p_drawn: seven_numbers(tests),
        alpha,
        share_significant,
        share_above_one,
        every_way,
        depends_on_filling,
    })
}

/// The covariate a per cent becomes.
fn scale(per_cent: f64, request: &GradeSurvivalRequest) -> f64 {
    match (request.at, request.side) {
        (None, _) => per_cent / 10.0,
        (Some(at), Side::AtLeast) => f64::from(u8::from(per_cent >= at)),
        (Some(at), Side::Above) => f64::from(u8::from(per_cent > at)),
    }
}

/// Whether an interval leaves open what its patient counts as; an end that is a
/// single number has no chance.
fn is_open([low, high]: [f64; 2], request: &GradeSurvivalRequest) -> bool {
    match request.at {
        None => low < high,
        Some(at) => low < at && at < high,
    }
}

fn fit(sample: &SortedSample, x: Vec<f64>, two_groups: bool) -> Filled {
    let split =
        two_groups.then(|| sample.regrouped(2, |s| Some(u32::from(x[s.row as usize] > 0.5))));
    let (hazard_ratio, score) = match on_one_covariate(sample, x, &[]) {
        Ok((found, score)) => (found.hazard_ratio, score.p),
        Err(why) => {
            let none = Estimate::not_estimable(why.to_string());
            (none.clone(), none)
        }
    };
    Filled { hazard_ratio, p: split.map_or(score, |split| log_rank_test(&split).p) }
}

fn every_way(
    midpoints: &[f64],
    open: &[usize],
    ends: &[[f64; 2]],
    alpha: f64,
    fit: &impl Fn(&[f64]) -> Filled,
) -> EveryWay {
    let mut per_cents = midpoints.to_vec();
    let (mut ratios, mut tests) = (Vec::new(), Vec::new());
    let ways = 1_u32 << open.len();
    for way in 0..ways {
        for (bit, patient) in open.iter().enumerate() {
            per_cents[*patient] = ends[*patient][(way >> bit & 1) as usize];
        }
        let filled = fit(&per_cents);
        ratios.extend(filled.hazard_ratio.value());
        tests.extend(filled.p.value());
    }
    let significant = tests.iter().filter(|p| **p < alpha).count() as u32;
    sort_numbers(&mut ratios);
    sort_numbers(&mut tests);
    let end = |x: Option<&f64>| match x {
        Some(x) => Estimate::Value(*x),
        None => Estimate::not_estimable("no way to settle the grades gives two groups"),
    };
    EveryWay {
        ways,
        significant,
        p_smallest: end(tests.first()),
        p_largest: end(tests.last()),
        hazard_ratio_smallest: end(ratios.first()),
        hazard_ratio_largest: end(ratios.last()),
    }
}

fn method(request: &GradeSurvivalRequest) -> Method {
    let test = match request.at {
        Some(_) => "Log-rank test of the two sides; hazard ratio by Cox regression.",
        None => "Cox regression on the per cent: hazard ratio of 10 points, score test.",
    };
    Method {
        name: "What the grades leave open in survival".into(),
        details: vec![
            match &request.reader {
                None => test.into(),
                Some(_) => format!(
                    "{test} Every patient gets the second reading of a patient drawn among those of \
                     the same first grade: the row of the table of both readers."
                ),
            },
            format!(
                "{} times every patient is put anywhere in the grade with equal chance (seed {}).",
                request.resampling.draws, request.resampling.seed
            ),
        ],
        references: vec![],
        r_call: None,
    }
}
