//! Tests of the log-rank family between k groups, also within strata.

use super::quadratic_form::quadratic_form;
use super::sample::{EventTime, SortedSample};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::tail::{chi_squared_upper, normal_quantile_upper};
use crate::value::Estimate;
use serde::Serialize;

/// The weight of a death in a test of the log-rank family, with n at risk at
/// its time t.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// 1 (Mantel 1966).
    LogRank,
    /// n (Gehan 1965; Breslow 1970).
    Gehan,
    /// √n (Tarone & Ware 1977).
    TaroneWare,
    /// S̃(t), the product of 1 − d/(n + 1) up to and including t (Peto & Peto 1972).
    PetoPeto,
    /// S̃(t) n/(n + 1) (Andersen 1982).
    PetoPetoModified,
    /// S(t−)^rho (1 − S(t−))^gamma with the pooled Kaplan–Meier curve just
    /// before t (Harrington & Fleming 1982). (1, 0) is not the Peto–Peto test.
    FlemingHarrington { rho: f64, gamma: f64 },
}

/// A test of the log-rank family between all groups. Matrices are row-major.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupTest {
    pub weight: Weight,
    pub n: Vec<u32>,
    pub observed: Vec<f64>,
    pub expected: Vec<f64>,
    pub observed_weighted: Vec<f64>,
    pub expected_weighted: Vec<f64>,
    /// Weighted observed minus expected.
    pub u: Vec<f64>,
    /// Covariance of `u`, k × k.
    pub v: Vec<f64>,
    pub chi_squared: Estimate,
    /// The rank of `v`: one less than the groups that are ever compared.
    pub df: u32,
    pub p: Estimate,
    /// (O − E)/√V of the first group, for two groups.
    pub z: Estimate,
    /// For the unweighted test of two groups: the second against the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazard_ratio: Option<LogRankHazardRatio>,
}

/// Hazard ratios that come with the log-rank test, second group against first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LogRankHazardRatio {
    /// (O₂/E₂)/(O₁/E₁).
    pub pike: Estimate,
    /// exp((O₂ − E₂)/V₂₂), the one-step estimate of Peto; its log has standard
    /// error 1/√V₂₂.
    pub peto: Estimate,
    pub level: f64,
    pub peto_lower: Estimate,
    pub peto_upper: Estimate,
}

/// Sums over event times from which every reading of a test is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    pub weight: Weight,
    pub observed: Vec<f64>,
    pub expected: Vec<f64>,
    pub observed_weighted: Vec<f64>,
    pub expected_weighted: Vec<f64>,
    pub u: Vec<f64>,
    pub v: Vec<f64>,
}

impl Sums {
    fn new(weight: Weight, groups: usize) -> Self {
        let zeros = || vec![0.0; groups];
        Self {
            weight,
            observed: zeros(),
            expected: zeros(),
            observed_weighted: zeros(),
            expected_weighted: zeros(),
            u: zeros(),
            v: vec![0.0; groups * groups],
        }
    }

    /// `share` are the groups' shares of those at risk. Of `v` only what is below
    /// the diagonal.
    #[inline(always)]
    fn add(&mut self, time: &EventTime<'_>, share: &[f64], weight: f64) {
        let k = self.u.len();
        let n = f64::from(time.total_at_risk);
        let d = f64::from(time.total_events);
        let spread = if n > 1.0 { weight * weight * d * (n - d) / (n - 1.0) } else { 0.0 };
        let mut rest = &mut self.v[..];
        let sums = self.observed.iter_mut().zip(&mut self.expected).zip(&mut self.u);
        for (i, (((sum, expected_sum), u), &events)) in sums.zip(time.events).enumerate() {
            let observed = f64::from(events);
            let expected = d * share[i];
            *sum += observed;
            *expected_sum += expected;
            *u += weight * (observed - expected);
            let (row, below) = rest.split_at_mut(k);
            let part = spread * share[i];
            for (v, other) in row.iter_mut().zip(&share[..i]) {
                *v -= part * other;
            }
            rest = below;
        }
        if self.weight != Weight::LogRank {
            for i in 0..k {
                self.observed_weighted[i] += weight * f64::from(time.events[i]);
                self.expected_weighted[i] += weight * d * share[i];
            }
        }
    }

    /// The variance of a group's `u`, from its covariances with the others: a row
    /// of `v` adds up to 0.
    pub fn variance(&self, group: usize) -> f64 {
        let k = self.u.len();
        let others = (0..k).filter(|other| *other != group);
        0.0 - others.map(|j| self.v[group.max(j) * k + group.min(j)]).sum::<f64>()
    }

    fn finish(&mut self) {
        if self.weight == Weight::LogRank {
            self.observed_weighted.clone_from(&self.observed);
            self.expected_weighted.clone_from(&self.expected);
        }
        let k = self.u.len();
        for i in 0..k {
            self.v[i * k + i] = self.variance(i);
            for j in 0..i {
                self.v[j * k + i] = self.v[i * k + j];
            }
        }
    }
}

/// The pooled curves the weights read, walked from event time to event time.
pub(super) struct Pooled {
    /// Kaplan–Meier just before the time.
    before: f64,
    /// Product of 1 − d/(n + 1), the time included.
    peto: f64,
}

impl Pooled {
    pub(super) fn new() -> Self {
        Self { before: 1.0, peto: 1.0 }
    }

    /// At an event time, before its weight is read.
    pub(super) fn reach(&mut self, n: f64, d: f64) {
        self.peto *= 1.0 - d / (n + 1.0);
    }

    /// After its weight has been read.
    pub(super) fn leave(&mut self, n: f64, d: f64) {
        self.before *= (n - d) / n;
    }

    pub(super) fn weight(&self, weight: Weight, n: f64) -> f64 {
        match weight {
            Weight::LogRank => 1.0,
            Weight::Gehan => n,
            Weight::TaroneWare => n.sqrt(),
            Weight::PetoPeto => self.peto,
            Weight::PetoPetoModified => self.peto * n / (n + 1.0),
            Weight::FlemingHarrington { rho, gamma } => {
                self.before.powf(rho) * (1.0 - self.before).powf(gamma)
            }
        }
    }
}

/// The sums of several tests in one pass. Weights are those of the sample
/// given: for a stratified test, add the sums of its strata.
pub fn sums(sample: &SortedSample, weights: &[Weight]) -> Vec<Sums> {
    watched_sums(sample, weights, |_, _| {})
}

/// What one event time adds to the sums of the unweighted test. Of `v` what is
/// below the diagonal.
pub fn terms(time: &EventTime<'_>) -> Sums {
    let mut terms = Sums::new(Weight::LogRank, time.at_risk.len());
    let n = f64::from(time.total_at_risk);
    let share: Vec<f64> = time.at_risk.iter().map(|i| f64::from(*i) / n).gather();
    terms.add(time, &share, 1.0);
    terms
}

/// The same as [`sums`], and after every event time `watch` sees its counts and
/// the sums so far (of `v` what is below the diagonal).
pub fn watched_sums(
    sample: &SortedSample,
    weights: &[Weight],
    mut watch: impl FnMut(&EventTime<'_>, &[Sums]),
) -> Vec<Sums> {
    let mut sums: Vec<Sums> = weights.iter().map(|w| Sums::new(*w, sample.groups())).gather();
    let mut pooled = Pooled::new();
    let mut share = vec![0.0; sample.groups()];
    sample.for_each_event_time(|time| {
        let (n, d) = (f64::from(time.total_at_risk), f64::from(time.total_events));
        pooled.reach(n, d);
        share.iter_mut().zip(time.at_risk).for_each(|(share, i)| *share = f64::from(*i) / n);
        for sum in &mut sums {
            sum.add(time, &share, pooled.weight(sum.weight, n));
        }
        pooled.leave(n, d);
        watch(time, &sums);
    });
    sums.iter_mut().for_each(Sums::finish);
    sums
}

/// The same within the strata named by `strata` (a code from 0 for each row
/// given), weights included, and summed.
pub fn maybe_stratified_sums(
    sample: &SortedSample,
    strata: Option<&[u32]>,
    weights: &[Weight],
) -> Vec<Sums> {
    let Some(codes) = strata else { return sums(sample, weights) };
    let count = codes.iter().max().map_or(0, |s| *s as usize + 1);
    let mut total: Vec<Sums> = weights.iter().map(|w| Sums::new(*w, sample.groups())).gather();
    for stratum in sample.split(count, codes) {
        for (total, part) in total.iter_mut().zip(sums(&stratum, weights)) {
            let add = |to: &mut [f64], from: &[f64]| {
                to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
            };
            add(&mut total.observed, &part.observed);
            add(&mut total.expected, &part.expected);
            add(&mut total.observed_weighted, &part.observed_weighted);
            add(&mut total.expected_weighted, &part.expected_weighted);
            add(&mut total.u, &part.u);
            add(&mut total.v, &part.v);
        }
    }
    total
}

/// The log-rank test of a sample's groups.
pub fn log_rank_test(sample: &SortedSample) -> GroupTest {
    group_test(sums(sample, &[Weight::LogRank]).remove(0), sample.group_sizes())
}

const NOTHING_TO_COMPARE: &str = "no event happened while two groups were at risk";

/// Do the groups have the same hazard?
///
/// With weight w, d events among n at risk at an event time, d_k of n_k in
/// group k: u_k = Σ w (d_k − d n_k/n), and the covariance of u_k and u_l is
/// Σ w² d (n − d)/(n − 1) (n_k/n)(δ_kl − n_l/n) (hypergeometric, ties
/// included). χ² = u′V⁻u on as many degrees of freedom as V has rank. Where V
/// is 0 there is no test. Mantel (1966); Peto & Peto (1972). Agrees with R's
/// `survdiff` to 1e-12.
pub fn group_test(sums: Sums, n: Vec<u32>) -> GroupTest {
    let k = sums.u.len();
    let form = quadratic_form(&sums.u, &sums.v);
    let (chi_squared, p) = if form.rank == 0 {
        (Estimate::not_estimable(NOTHING_TO_COMPARE), Estimate::not_estimable(NOTHING_TO_COMPARE))
    } else {
        let p = chi_squared_upper(form.value, form.rank as f64).unwrap_or(f64::NAN);
        (Estimate::Value(form.value), Estimate::finite(p, "the tail could not be computed"))
    };
    let z = if k != 2 {
        Estimate::not_estimable("z is for two groups")
    } else if form.rank == 0 {
        Estimate::not_estimable(NOTHING_TO_COMPARE)
    } else {
        Estimate::Value(sums.u[0] / sums.v[0].sqrt())
    };
    let hazard_ratio =
        (k == 2 && sums.weight == Weight::LogRank).then(|| log_rank_hazard_ratio(&sums, 0.95));
    GroupTest {
        weight: sums.weight,
        n,
        chi_squared,
        df: form.rank as u32,
        p,
        z,
        hazard_ratio,
        observed: sums.observed,
        expected: sums.expected,
        observed_weighted: sums.observed_weighted,
        expected_weighted: sums.expected_weighted,
        u: sums.u,
        v: sums.v,
    }
}

fn log_rank_hazard_ratio(sums: &Sums, level: f64) -> LogRankHazardRatio {
    let (o, e) = (&sums.observed, &sums.expected);
    let pike = Estimate::finite(
        (o[1] / e[1]) / (o[0] / e[0]),
        "the first group has no event, or a group is never at risk at an event",
    );
    let (u, v) = (sums.u[1], sums.v[3]);
    let z = normal_quantile_upper((1.0 - level) / 2.0).unwrap_or(f64::NAN);
    let at = |shift: f64| Estimate::finite((u / v + shift / v.sqrt()).exp(), NOTHING_TO_COMPARE);
    LogRankHazardRatio { pike, peto: at(0.0), level, peto_lower: at(-z), peto_upper: at(z) }
}
