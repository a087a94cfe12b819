//! Which patient a finding hangs on: every headline number without each of them.

use super::defaults::five_per_cent;
use super::method::{Accounting, Method};
use super::refusals::Refusals;
use super::request::{EndpointChoice, Grouping, Selection, Variable};
use super::survival::{SurvivalInput, two_groups_needed};
use crate::cohort::accounting::Screening;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::stats::fragility::FewestLeftOut;
use crate::stats::fragility::fewest_left_out;
use crate::stats::spearman::spearman;
use crate::survival::cox::fit::on_one_covariate;
pub use crate::survival::fan::Fan;
use crate::survival::fan::fans;
use crate::survival::log_rank::{Weight, log_rank_test, sums};
use crate::survival::sample::SortedSample;
use crate::survival::{event_table, kaplan_meier, quantile};
use crate::table::mapping::Endpoint;
use crate::value::Estimate;
use serde::Serialize;

/// What is asked of two groups and an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfluenceRequest {
    pub endpoint: EndpointChoice,
    pub by: Grouping,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// The level that decides what counts as found; 0.05 unless said.
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
}

/// The same of a rank correlation.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationInfluenceRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "five_per_cent")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub alpha: f64,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfluenceAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub labels: Vec<String>,
    /// With everybody.
    pub all: SurvivalHeadline,
    /// Without each patient, in the order of the table.
    pub without: Vec<SurvivalWithout>,
    /// Line numbers of patients without whom p is on the other side of alpha.
    pub decisive: Vec<usize>,
    /// Over leaving out any one.
    pub hazard_ratio_range: Option<[f64; 2]>,
    pub p_range: Option<[f64; 2]>,
    /// Smallest and largest median of each group; the largest is not reached where it
    /// is not without somebody.
    pub median_ranges: Vec<[Estimate; 2]>,
    /// By line numbers.
    pub fewest: FewestLeftOut,
    /// How many patients must change groups, one after another, before p is on
    /// the other side of alpha: the longest followed of the group that fares
    /// better where the difference is found (Bomze et al. 2020, JAMA Netw Open
    /// 3:e2023675), of the other where it is not. Absent where none is enough.
    pub reassigned: Option<usize>,
    /// Each group's curve without each of its patients.
    pub fans: Vec<Fan>,
}

/// Hazard ratio (Cox, second group against first, Efron's ties), log-rank test
/// and medians by group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SurvivalHeadline {
    pub hazard_ratio: Estimate,
    pub chi_squared: Estimate,
    pub p: Estimate,
    pub medians: Vec<Estimate>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SurvivalWithout {
    /// The patient's line number.
    pub row: usize,
    /// Position of the patient's group.
    pub group: u32,
    pub time: f64,
    pub event: bool,
    pub headline: SurvivalHeadline,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationInfluenceAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub n: usize,
    /// With everybody: ρ and its two-sided p by Student's t.
    pub rho: Estimate,
    pub p: Estimate,
    pub without: Vec<CorrelationWithout>,
    pub decisive: Vec<usize>,
    pub rho_range: Option<[f64; 2]>,
    pub p_range: Option<[f64; 2]>,
    pub fewest: FewestLeftOut,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CorrelationWithout {
    pub row: usize,
    pub x: f64,
    pub y: f64,
    pub rho: Estimate,
    pub p: Estimate,
}

/// Patients beyond which one of them decides nothing, and the work is n².
const MOST: usize = 2000;

fn check(n: usize, alpha: f64) -> Result<(), Vec<Problem>> {
    let mut refusals = Refusals::default();
    refusals.add(n > MOST, || {
        let what = "Leaving out one patient at a time is for small cohorts.";
        let problem = Problem::error("too_many_to_leave_out", what);
        problem.found(&format!("{n} patients")).expected(format!("{MOST} patients at most"))
    });
    refusals.level(alpha);
    refusals.finish()
}

/// `lines` are the line numbers of the patients of `input`.
pub fn influence(
    input: SurvivalInput<'_>,
    lines: &[usize],
    request: &InfluenceRequest,
) -> Result<InfluenceAnswer, Vec<Problem>> {
    if input.labels.len() != 2 {
        return Err(vec![two_groups_needed(input.labels.len())]);
    }
    let n = lines.len();
    let alpha = request.alpha;
    check(n, alpha)?;
    let sample = input.sample()?;
    let everybody: Vec<usize> = (0..n).gather();
    let all = headline(&input, &everybody)?;
    let mut without = Vec::with_capacity(n);
    for out in 0..n {
        let rest: Vec<usize> = everybody.iter().copied().filter(|i| *i != out).gather();
        without.push(SurvivalWithout {
            row: lines[out],
            group: input.group[out],
            time: input.time[out],
            event: input.event[out],
            headline: headline(&input, &rest)?,
        });
    }
    let p_of = |w: &SurvivalWithout| w.headline.p.value();
    let decisive = without.iter().filter(|w| turns(&all.p, p_of(w), alpha)).map(|w| w.row).gather();
    let mut fewest = fewest_left_out(n, alpha, &mut |out| {
        let group = |row: u32| !out.contains(&(row as usize));
        p_value(&sample.regrouped(2, |s| group(s.row).then_some(s.group() as u32)))
    });
    fewest.left_out.iter_mut().for_each(|at| *at = lines[*at]);
    Ok(InfluenceAnswer {
        method: method("Hazard ratio by Cox regression (Efron's ties), log-rank test."),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        labels: input.labels.to_vec(),
        decisive,
        hazard_ratio_range: ends(without.iter().map(|w| w.headline.hazard_ratio.value())),
        p_range: ends(without.iter().map(p_of)),
        median_ranges: (0..input.labels.len()).map(|group| medians(&without, group)).gather(),
        fewest,
        reassigned: reassigned(&input, &sample, &all.p, alpha),
        fans: fans(&sample, 2),
        all,
        without,
    })
}

/// The headline of some of the patients.
fn headline(input: &SurvivalInput<'_>, rows: &[usize]) -> Result<SurvivalHeadline, Vec<Problem>> {
    let time: Vec<f64> = rows.iter().map(|i| input.time[*i]).gather();
    let event: Vec<bool> = rows.iter().map(|i| input.event[*i]).gather();
    let group: Vec<u32> = rows.iter().map(|i| input.group[*i]).gather();
    let entry: Option<Vec<f64>> = input.entry.map(|entry| rows.iter().map(|i| entry[*i]).gather());
    let part = SurvivalInput {
        time: &time,
        event: &event,
        group: &group,
        entry: entry.as_deref(),
        strata: None,
        ..*input
    };
    let sample = part.sample()?;
    let test = log_rank_test(&sample);
    let medians = event_table::by_group(&sample)
        .into_iter()
        .map(|table| {
            let curve = kaplan_meier::kaplan_meier(table, &[]);
            quantile::quantile(&curve, 0.5).estimate
        })
        .gather();
    let second = group.iter().map(|g| f64::from(*g)).gather();
    let hazard_ratio = match on_one_covariate(&sample, second, &[]) {
        Ok((found, _)) => found.hazard_ratio,
        Err(why) => Estimate::not_estimable(why.to_string()),
    };
    Ok(SurvivalHeadline { hazard_ratio, chi_squared: test.chi_squared, p: test.p, medians })
}

/// The log-rank p of two groups.
fn p_value(sample: &SortedSample) -> Option<f64> {
    log_rank_test(sample).p.value()
}

/// Whether p is on the other side of alpha.
fn turns(all: &Estimate, p: Option<f64>, alpha: f64) -> bool {
    match (all.value(), p) {
        (Some(all), Some(p)) => (all < alpha) != (p < alpha),
        _ => false,
    }
}

fn ends(values: impl Iterator<Item = Option<f64>>) -> Option<[f64; 2]> {
    values.flatten().fold(None, |ends, x| {
        Some(ends.map_or([x, x], |[low, high]: [f64; 2]| [low.min(x), high.max(x)]))
    })
}

fn medians(without: &[SurvivalWithout], group: usize) -> [Estimate; 2] {
    let all = || without.iter().map(|one| &one.headline.medians[group]);
    let known = ends(all().map(Estimate::value));
    let beyond = all().any(|median| *median == Estimate::NotReached);
    match known {
        None if beyond => [Estimate::NotReached, Estimate::NotReached],
        None => {
            let none = Estimate::not_estimable("no median without any one patient");
            [none.clone(), none]
        }
        Some([low, _]) if beyond => [Estimate::Value(low), Estimate::NotReached],
        Some([low, high]) => [Estimate::Value(low), Estimate::Value(high)],
    }
}

fn reassigned(
    input: &SurvivalInput<'_>,
    sample: &SortedSample,
    all: &Estimate,
    alpha: f64,
) -> Option<usize> {
    let found = all.value()? < alpha;
    let first = sums(sample, &[Weight::LogRank]).remove(0).u[0];
    // Fewer events than expected: the first group fares better.
    let better = u32::from(first > 0.0);
    let from = if found { better } else { 1 - better };
    let mut group = input.group.to_vec();
    // Longest followed first; censored before events at the same time.
    let leaving = sample.subjects().iter().rev().filter(|s| s.group() as u32 == from);
    let mut leaving: Vec<(f64, bool, usize)> =
        leaving.map(|s| (s.time, s.event(), s.row as usize)).gather();
    leaving.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let stay = leaving.len().saturating_sub(1);
    for (moved, (.., row)) in leaving.into_iter().take(stay).enumerate() {
        group[row] = 1 - from;
        let p = p_value(&sample.regrouped(2, |s| Some(group[s.row as usize])));
        if turns(all, p, alpha) {
            return Some(moved + 1);
        }
    }
    None
}

pub fn correlation_influence(
    study: &Study,
    request: &CorrelationInfluenceRequest,
) -> Result<CorrelationInfluenceAnswer, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let x = numbers(study, &mut screening, &request.x).map_err(one)?;
    let y = numbers(study, &mut screening, &request.y).map_err(one)?;
    let question = format!("{} v {}", x.name, y.name);
    let lines: Vec<usize> = screening.kept().into_iter().map(|r| study.table.line(r)).gather();
    if lines.is_empty() {
        return Err(super::patients::nobody(screening, &question));
    }
    let alpha = request.alpha;
    check(lines.len(), alpha)?;
    let (x, y) = (screening.keep(&x.values), screening.keep(&y.values));
    let without_them = |out: &[usize]| {
        let rest = |values: &[f64]| -> Vec<f64> {
            let kept = values.iter().enumerate().filter(|(i, _)| !out.contains(i));
            kept.map(|(_, value)| *value).gather()
        };
        let answer = spearman(&rest(&x), &rest(&y), &[]);
        (answer.rho, answer.p_t)
    };
    let (rho, p) = without_them(&[]);
    let without: Vec<CorrelationWithout> = (0..lines.len())
        .map(|out| {
            let (rho, p) = without_them(&[out]);
            CorrelationWithout { row: lines[out], x: x[out], y: y[out], rho, p }
        })
        .gather();
    let mut fewest = fewest_left_out(lines.len(), alpha, &mut |out| without_them(out).1.value());
    fewest.left_out.iter_mut().for_each(|at| *at = lines[*at]);
    let decides = |w: &&CorrelationWithout| turns(&p, w.p.value(), alpha);
    Ok(CorrelationInfluenceAnswer {
        method: method("Spearman's ρ of midranks, p by Student's t."),
        accounting: screening.close(),
        question,
        n: lines.len(),
        decisive: without.iter().filter(decides).map(|w| w.row).gather(),
        rho_range: ends(without.iter().map(|w| w.rho.value())),
        p_range: ends(without.iter().map(|w| w.p.value())),
        without,
        fewest,
        rho,
        p,
    })
}

fn method(what: &str) -> Method {
    Method {
        name: "Influence of single patients".into(),
        details: vec![
            what.to_owned(),
            "Everything computed again without each patient. The fewest patients that turn the \
             finding: every choice of them while choices are few, then one after another."
                .into(),
        ],
        references: vec!["Bomze et al. 2020, JAMA Netw Open 3:e2023675".into()],
        r_call: None,
    }
}
