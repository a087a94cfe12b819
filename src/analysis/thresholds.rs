//! Every threshold of a marker at once, and what the best is worth.

use super::method::{Accounting, Method};
use super::permutation::{MonteCarlo, TiedScores};
use super::request::{EndpointChoice, Selection, Variable};
use super::survival::SurvivalInput;
use crate::cohort::choice::ThresholdGroups;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::simulation::share::Share;
use crate::stats::adjust::holm;
use crate::survival::cox::fit::{Coefficient, on_one_covariate};
pub use crate::survival::cutpoint::CutTest;
use crate::survival::cutpoint::bound::{lausen_92, lausen_94};
pub use crate::survival::cutpoint::envelope::{Envelope, envelope};
use crate::survival::cutpoint::{best, cut_test, cuts_of, gauss, hothorn_lausen, maximum};
use crate::table::mapping::Endpoint;
use crate::value::{Estimate, Series};
use serde::Serialize;

/// What is asked. Cuts leave at least `least_share` (10 %) on either side.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ThresholdsRequest {
    pub endpoint: EndpointChoice,
    pub variable: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_share")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub least_share: f64,
    /// Scores of the statistic; Hothorn & Lausen's, as in maxstat.
    #[serde(default = "default_ties")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub ties: TiedScores,
    /// Cuts fixed before looking (x ≤ cut against x > cut): marked, and free of
    /// the price of searching.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub prespecified: Vec<f64>,
    /// The same, said as curves say a cut: marked where they fall.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub planned: Vec<ThresholdGroups>,
    /// A cut as curves use it, of the same variable: marked where it falls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_use: Option<ThresholdGroups>,
    #[serde(default = "default_draws")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[serde(default = "default_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<f64>"))]
    pub seed: u64,
    #[serde(default = "default_level")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: f64,
}

fn default_share() -> f64 {
    0.1
}

fn default_ties() -> TiedScores {
    TiedScores::HothornLausen
}

fn default_draws() -> u32 {
    9_999
}

fn default_seed() -> u64 {
    1
}

fn default_level() -> f64 {
    0.95
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ThresholdsAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub variable: String,
    pub n: usize,
    pub events: usize,
    pub ties: TiedScores,
    /// In order of the cut.
    pub cuts: Vec<Cut>,
    /// Where the cut in use falls, x ≤ it against x > it.
    pub in_use: Option<f64>,
    /// The largest statistic, and where.
    pub best_statistic: Estimate,
    pub best_cut: Estimate,
    /// Where the usual log-rank χ² is largest; it may be another cut.
    pub best_cut_by_log_rank: Estimate,
    /// p-values that allow for the search.
    pub p_lausen_92: Estimate,
    /// At most 1.
    pub p_lausen_94: Estimate,
    pub p_lausen_94_uncapped: Estimate,
    /// The normal limit of all cuts together.
    pub p_gauss: Estimate,
    pub p_hothorn_lausen: Estimate,
    /// Over all orders of the patients along the marker.
    pub p_exact: Estimate,
    /// Drawn orders, where not all could be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monte_carlo: Option<MonteCarlo>,
    /// Of 1,000 orders of the patients drawn at random, those whose best cut has
    /// a statistic beyond 1.96: how often a marker without meaning has a cut that
    /// passes for significant. Absent without draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub significant_by_chance: Option<Share>,
    /// How large the statistics get by chance; where orders were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Scores in the order of the patients.
    pub scores: Series,
}

/// x ≤ `at` against x > `at`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Cut {
    pub at: f64,
    /// As in `≤ 25-50` or `<5`, by the grade where the variable is steps of a
    /// scale; else the number, `≤ 61.5`.
    pub name: String,
    pub n_low: usize,
    /// Standardised by the permutation mean and variance.
    pub statistic: f64,
    /// The same with Nelson–Aalen scores.
    pub statistic_nelson_aalen: Estimate,
    /// Absent for very many cuts of very many patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<CutTest>,
    /// Cox regression of above on below (Efron's ties); absent likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazard_ratio: Option<Coefficient>,
    pub prespecified: bool,
    /// Of a cut fixed beforehand: its p allowed (Holm) for how many were fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub p_planned: Option<f64>,
}

/// Cuts × patients beyond which single cuts are not tested.
const MOST_WORK: f64 = 2e7;

/// Orders drawn to see how often a best cut passes for significant.
const SHUFFLES: u32 = 1_000;

/// `marker` has one number a patient, as the vectors of `input`.
pub fn thresholds(
    input: SurvivalInput<'_>,
    variable: &str,
    marker: &[f64],
    request: &ThresholdsRequest,
) -> Result<ThresholdsAnswer, Vec<Problem>> {
    check(&input, request)?;
    let sample = input.sample()?;
    let found = cuts_of(&sample, marker, request.least_share, request.ties);
    let other = cuts_of(&sample, marker, request.least_share, TiedScores::NelsonAalen);
    let single = found.sizes.len() as f64 * marker.len() as f64 <= MOST_WORK;
    let mut cuts = Vec::with_capacity(found.sizes.len());
    for (i, &at) in found.at.iter().enumerate() {
        let above = marker.iter().map(|x| f64::from(u8::from(*x > at))).gather();
        let hazard_ratio = || Some(on_one_covariate(&sample, above, &[request.level]).ok()?.0);
        cuts.push(Cut {
            at,
            name: format!("≤ {at}").replace('-', "−"),
            n_low: found.sizes[i],
            statistic: found.statistics[i],
            statistic_nelson_aalen: Estimate::finite(
                other.statistics.get(i).copied().unwrap_or(f64::NAN),
                "all scores are the same",
            ),
            test: single.then(|| cut_test(&sample, marker, at)),
            hazard_ratio: if single { hazard_ratio() } else { None },
            prespecified: false,
            p_planned: None,
        });
    }
    const NO_CUT: &str = "no cut leaves enough patients on both sides, or no event happened";
    let top = best(&found.statistics);
    let b = top.map_or(f64::NAN, |i| found.statistics[i]);
    let (sizes, n) = (&found.sizes, marker.len());
    let or = |x: Option<f64>, why: &str| match top {
        None => Estimate::not_estimable(NO_CUT),
        Some(_) => Estimate::finite(x.unwrap_or(f64::NAN), why),
    };
    let uncapped = lausen_94(b, sizes, n);
    let p_exact = if top.is_some() { maximum::exact(&found) } else { None };
    let monte_carlo = if p_exact.is_none() && request.draws > 0 {
        maximum::drawn(&found, request.draws, request.seed)
    } else {
        None
    };
    let significant_by_chance = (request.draws > 0).then(|| {
        let count = maximum::significant_by_chance(&found, SHUFFLES, request.seed)?;
        Some(Share::new(count, SHUFFLES))
    });
    let by_log_rank = {
        let values: Option<Vec<f64>> = cuts
            .iter()
            .map(|c| Some(c.test.as_ref()?.chi_squared.value().unwrap_or(0.0)))
            .collect();
        values.and_then(|values| best(&values)).map(|i| found.at[i])
    };
    let weight = crate::survival::log_rank::Weight::LogRank;
    let mut answer = ThresholdsAnswer {
        method: method(request, cuts.len()),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        variable: variable.to_owned(),
        n,
        events: input.event.iter().filter(|e| **e).count(),
        ties: request.ties,
        best_statistic: or(Some(b), NO_CUT),
        best_cut: or(top.map(|i| found.at[i]), NO_CUT),
        best_cut_by_log_rank: or(by_log_rank, "single cuts were not tested"),
        p_lausen_92: or(Some(lausen_92(b, request.least_share)), NO_CUT),
        p_lausen_94: or(Some(uncapped.clamp(0.0, 1.0)), NO_CUT),
        p_lausen_94_uncapped: or(Some(uncapped), NO_CUT),
        p_gauss: or(gauss::p_of_maximum(b, sizes, n), "the cuts are too many or too close"),
        p_hothorn_lausen: or(
            hothorn_lausen::bound(&found.scores, sizes),
            "there are too many patients for the table of sums",
        ),
        p_exact: or(p_exact, "there are too many orders to count"),
        monte_carlo,
        significant_by_chance: significant_by_chance.flatten(),
        envelope: envelope(&found, request.draws, request.seed, request.level),
        scores: crate::survival::scores::scores(&sample, weight, request.ties).into(),
        cuts,
        in_use: None,
    };
    answer.mark_planned(&request.prespecified);
    Ok(answer)
}

impl ThresholdsAnswer {
    /// Names the cuts by the grades they stand for, and marks the one in use.
    pub fn name_cuts(&mut self, labels: &[(f64, String)], in_use: Option<f64>) {
        for cut in &mut self.cuts {
            if let Some((_, label)) = labels.iter().find(|(at, _)| *at == cut.at) {
                let says_so = label.starts_with(['<', '≤']);
                cut.name = if says_so { label.clone() } else { format!("≤ {label}") };
            }
        }
        self.in_use = in_use;
    }

    /// Marks cuts as fixed before looking.
    pub fn mark_planned(&mut self, at: &[f64]) {
        self.cuts.iter_mut().filter(|cut| at.contains(&cut.at)).for_each(|c| c.prespecified = true);
        let naive = |cut: &Cut| cut.test.as_ref()?.p_naive.value();
        let planned = self.cuts.iter_mut().filter(|c| c.prespecified && naive(c).is_some());
        let planned: Vec<&mut Cut> = planned.gather();
        let p: Vec<f64> = planned.iter().filter_map(|cut| naive(cut)).gather();
        for (cut, p) in planned.into_iter().zip(holm(&p)) {
            cut.p_planned = Some(p);
        }
    }

    /// The cut with the largest statistic.
    pub fn best(&self) -> Option<&Cut> {
        let at = self.best_cut.value()?;
        self.cuts.iter().find(|cut| cut.at == at)
    }

    /// The p of the maximum that counts the search most exactly, and its name.
    pub fn p_of_maximum(&self) -> Option<(f64, &'static str)> {
        if let Some(p) = self.p_exact.value() {
            return Some((p, "exact"));
        }
        match &self.monte_carlo {
            Some(drawn) => Some((drawn.p, "permutation")),
            None => self.p_gauss.value().map(|p| (p, "large-sample")),
        }
    }
}

fn check(input: &SurvivalInput<'_>, request: &ThresholdsRequest) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if input.entry.is_some() {
        problems.push(
            Problem::error(
                "delayed_entry_not_exchangeable",
                "With delayed entry, patients cannot be exchanged along the marker.",
            )
            .hint("Choose an endpoint without an entry time."),
        );
    }
    if !(request.least_share > 0.0 && request.least_share < 0.5) {
        problems.push(
            Problem::error("least_share", "The least share of a side must lie between 0 and 0.5.")
                .found(&request.least_share.to_string()),
        );
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn method(request: &ThresholdsRequest, cuts: usize) -> Method {
    Method {
        name: "Maximally selected log-rank statistic".to_owned(),
        details: vec![
            format!(
                "{cuts} cuts tried, each leaving at least {} % on either side.",
                request.least_share * 100.0
            ),
            "Statistics standardised by their permutation mean and variance; the naive p-value of \
             a cut takes it for the only one."
                .to_owned(),
        ],
        references: vec![
            "Lausen & Schumacher 1992, Biometrics 48:73".to_owned(),
            "Lausen, Sauerbrei & Schumacher 1994, in Computational Statistics, 1483".to_owned(),
            "Hothorn & Lausen 2003, Comput Stat Data Anal 43:121".to_owned(),
        ],
        r_call: Some("maxstat::maxstat.test(Surv(time, event) ~ x, smethod = \"LogRank\")".into()),
    }
}
