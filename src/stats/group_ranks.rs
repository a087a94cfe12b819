//! Ranks of groups compared: Mann–Whitney, Kruskal–Wallis, Jonckheere–Terpstra.

use super::exact_correlation::{PermutationOptions, PermutationP, permutation_p};
use super::kendall::kendall_of_ranks;
use super::pairing::Statistic;
use super::rank::Ranking;
use crate::compact::Gather;
use crate::tail::{chi_squared_upper, normal_two_sided, normal_upper};
use crate::value::Estimate;
use serde::Serialize;

/// Whether two groups differ in position.
///
/// U₁ counts the pairs in which the patient of the first group is higher, ties
/// one half: U₁ = R₁ − n₁(n₁ + 1)/2 with R₁ its sum of midranks. z has the
/// variance corrected for ties; the continuity correction takes ½ off |U − E|.
/// The exact p runs through all allocations given the ties, P(|W − E| ≥ |w −
/// E|), as R's exactRankTests; scipy's exact method ignores ties. Both orders of the
/// groups give the same p (statrs 0.19.1 does not).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MannWhitney {
    pub n1: usize,
    pub n2: usize,
    pub u1: f64,
    pub u2: f64,
    pub z: Estimate,
    pub p: Estimate,
    pub p_continuity: Estimate,
    /// Absent when not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permutation: Option<PermutationP>,
    /// U₁/(n₁ n₂): the chance that one of the first group is higher.
    pub auc: Estimate,
    /// 2 · auc − 1.
    pub rank_biserial: Estimate,
}

/// Whether several groups differ in position: H, corrected for ties, as
/// χ² on k − 1 degrees of freedom; ε² = H/(n − 1). Kruskal & Wallis 1952.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct KruskalWallis {
    pub n: usize,
    pub h: Estimate,
    pub df: usize,
    pub p: Estimate,
    pub mean_ranks: Vec<Estimate>,
    pub epsilon_squared: Estimate,
}

/// Whether positions rise or fall along ordered groups.
///
/// J counts, over all pairs of groups, the pairs of patients in which the later
/// group is higher, ties one half. Variance corrected for ties (Hollander &
/// Wolfe); z is that of Kendall's τ between group and value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Jonckheere {
    pub j: f64,
    pub mean: f64,
    pub variance: Estimate,
    pub z: Estimate,
    pub p_two_sided: Estimate,
    pub p_increasing: Estimate,
    pub p_decreasing: Estimate,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permutation: Option<PermutationP>,
}

/// Values, each with the number of its group, from 0 in the order of interest.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'a> {
    pub values: &'a [f64],
    pub group: &'a [u32],
    pub groups: usize,
}

impl Grouped<'_> {
    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.groups];
        self.group.iter().for_each(|&g| sizes[g as usize] += 1);
        sizes
    }

    /// Sums of doubled midranks by group.
    fn doubled_rank_sums(&self, ranking: &Ranking) -> Vec<i64> {
        let doubled = ranking.doubled_midranks();
        let mut sums = vec![0; self.groups];
        for (&g, &code) in self.group.iter().zip(&ranking.codes) {
            sums[g as usize] += doubled[code as usize];
        }
        sums
    }

    fn group_ranking(&self) -> Ranking {
        Ranking::new(&self.group.iter().map(|&g| f64::from(g)).gather())
    }
}

/// Σ (t³ − t) over the ties.
fn tie_sum(ranking: &Ranking) -> f64 {
    ranking.sum_over_ties(|t| t * t * t - t) as f64
}

/// The first two groups; rows of others must not be among the values.
///
/// # Panics
/// When there are not exactly two groups.
pub fn mann_whitney(sample: Grouped<'_>, exact: Option<&PermutationOptions>) -> MannWhitney {
    assert_eq!(sample.groups, 2, "Mann–Whitney compares two groups");
    let ranking = Ranking::new(sample.values);
    let sizes = sample.sizes();
    let (n1, n2) = (sizes[0] as f64, sizes[1] as f64);
    let n = n1 + n2;
    let u1 = sample.doubled_rank_sums(&ranking)[0] as f64 / 2.0 - n1 * (n1 + 1.0) / 2.0;
    let variance = n1 * n2 / 12.0 * (n + 1.0 - tie_sum(&ranking) / (n * (n - 1.0)));
    let off = u1 - n1 * n2 / 2.0;
    let why = if n1 == 0.0 || n2 == 0.0 { "a group is empty" } else { "all values are equal" };
    let finite = |value: f64| Estimate::finite(if variance > 0.0 { value } else { f64::NAN }, why);
    let corrected = (off.abs() - 0.5).max(0.0) / variance.sqrt();
    let auc = u1 / (n1 * n2);
    MannWhitney {
        n1: sizes[0],
        n2: sizes[1],
        u1,
        u2: n1 * n2 - u1,
        z: finite(off / variance.sqrt()),
        p: finite(normal_two_sided(off / variance.sqrt())),
        p_continuity: finite(normal_two_sided(corrected)),
        // For two groups the sum of ranks runs with Spearman's sum.
        permutation: exact.and_then(|options| {
            let groups = sample.group_ranking();
            let mut p =
                permutation_p(Statistic::ProductOfMidranks, &groups, &ranking, options).ok()?;
            // The first group is the lower code: U₁ falls as the sum rises.
            std::mem::swap(&mut p.p_greater, &mut p.p_less);
            p.statistic = off;
            Some(p)
        }),
        auc: Estimate::finite(auc, why),
        rank_biserial: Estimate::finite(2.0 * auc - 1.0, why),
    }
}

/// Groups without patients do not count.
pub fn kruskal_wallis(sample: Grouped<'_>) -> KruskalWallis {
    let ranking = Ranking::new(sample.values);
    let sizes = sample.sizes();
    let n = sample.values.len() as f64;
    let sums = sample.doubled_rank_sums(&ranking);
    // About the mean rank, so that nothing large cancels.
    let between: f64 = sums
        .iter()
        .zip(&sizes)
        .filter(|(_, size)| **size > 0)
        .map(|(&sum, &size)| {
            let off = sum as f64 / 2.0 - size as f64 * (n + 1.0) / 2.0;
            off * off / size as f64
        })
        .sum();
    let h = 12.0 * between / (n * (n + 1.0)) / (1.0 - tie_sum(&ranking) / (n * n * n - n));
    let groups = sizes.iter().filter(|size| **size > 0).count();
    let df = groups.saturating_sub(1);
    let why = match groups {
        0 | 1 => "fewer than 2 groups with patients",
        _ => "all values are equal",
    };
    let h = if df == 0 || ranking.is_constant() { f64::NAN } else { h };
    let mean_rank = |(&sum, &size): (&i64, &usize)| {
        Estimate::finite(sum as f64 / 2.0 / size as f64, "the group is empty")
    };
    KruskalWallis {
        n: sample.values.len(),
        h: Estimate::finite(h, why),
        df,
        p: chi_squared_upper(h, df as f64).map_or(Estimate::not_estimable(why), Estimate::Value),
        mean_ranks: sums.iter().zip(&sizes).map(mean_rank).gather(),
        epsilon_squared: Estimate::finite(h / (n - 1.0), why),
    }
}

/// Groups in the order in which the trend is looked for.
pub fn jonckheere(sample: Grouped<'_>, exact: Option<&PermutationOptions>) -> Jonckheere {
    let ranking = Ranking::new(sample.values);
    let groups = sample.group_ranking();
    let tau = kendall_of_ranks(&groups, &ranking, &[]);
    let sizes = sample.sizes();
    let n = sample.values.len() as f64;
    let squares: f64 = sizes.iter().map(|&size| (size * size) as f64).sum();
    let between = (n * n - squares) / 2.0;
    // C − D counts what J counts, about its mean, twice.
    let j = (tau.pairs.difference() + between) / 2.0;
    let z = tau.z.value().unwrap_or(f64::NAN);
    let why = match &tau.z {
        Estimate::NotEstimable { why } => why.clone(),
        _ => "no spread".into(),
    };
    let finite = |value: f64| Estimate::finite(value, &why);
    let off = tau.pairs.difference() / 2.0;
    Jonckheere {
        j,
        mean: between / 2.0,
        variance: finite(super::kendall::variance(&groups, &ranking) / 4.0),
        z: finite(z),
        p_two_sided: finite(if z.is_nan() { z } else { normal_two_sided(z) }),
        p_increasing: finite(if z.is_nan() { z } else { normal_upper(z) }),
        p_decreasing: finite(if z.is_nan() { z } else { normal_upper(-z) }),
        permutation: exact.and_then(|options| {
            let statistic = Statistic::ConcordantLessDiscordant;
            let mut p = permutation_p(statistic, &groups, &ranking, options).ok()?;
            p.statistic = off;
            Some(p)
        }),
    }
}
