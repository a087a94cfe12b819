//! Tests between every two groups, with p-values adjusted for their number.

use crate::compact::Gather;
use crate::stats::adjust;
use crate::survival::log_rank::{self, Weight};
use crate::survival::sample::SortedSample;
use crate::value::Estimate;
use serde::Serialize;

/// All pairs by one test.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairwiseTests {
    pub weight: Weight,
    /// First against second, first against third, …
    pub pairs: Vec<PairTest>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairTest {
    pub first: String,
    pub second: String,
    pub chi_squared: Estimate,
    pub df: u32,
    pub p: Estimate,
    /// Adjusted over the pairs that could be tested.
    pub p_holm: Estimate,
    pub p_hochberg: Estimate,
    pub p_benjamini_hochberg: Estimate,
    pub p_bonferroni: Estimate,
}

/// Each pair is tested as if the other groups were not there; pooled curves and
/// weights are those of the pair.
pub fn pairwise_tests(
    sample: &SortedSample,
    strata: Option<&[u32]>,
    labels: &[String],
    weights: &[Weight],
) -> Vec<PairwiseTests> {
    let mut families: Vec<PairwiseTests> =
        weights.iter().map(|w| PairwiseTests { weight: *w, pairs: Vec::new() }).gather();
    for first in 0..labels.len() {
        for second in first + 1..labels.len() {
            let pair = sample.regrouped(2, |subject| match subject.group() {
                group if group == first => Some(0),
                group if group == second => Some(1),
                _ => None,
            });
            let sizes = pair.group_sizes();
            let sums = log_rank::maybe_stratified_sums(&pair, strata, weights);
            for (family, sums) in families.iter_mut().zip(sums) {
                let test = log_rank::group_test(sums, sizes.clone());
                family.pairs.push(PairTest {
                    first: labels[first].clone(),
                    second: labels[second].clone(),
                    chi_squared: test.chi_squared,
                    df: test.df,
                    p_holm: test.p.clone(),
                    p_hochberg: test.p.clone(),
                    p_benjamini_hochberg: test.p.clone(),
                    p_bonferroni: test.p.clone(),
                    p: test.p,
                });
            }
        }
    }
    families.iter_mut().for_each(adjust_family);
    families
}

fn adjust_family(family: &mut PairwiseTests) {
    let tested: Vec<usize> =
        (0..family.pairs.len()).filter(|i| family.pairs[*i].p.value().is_some()).gather();
    let p: Vec<f64> = tested.iter().filter_map(|i| family.pairs[*i].p.value()).gather();
    let adjusted = [
        adjust::holm(&p),
        adjust::hochberg(&p),
        adjust::benjamini_hochberg(&p),
        adjust::bonferroni(&p),
    ];
    for (at, i) in tested.into_iter().enumerate() {
        let pair = &mut family.pairs[i];
        pair.p_holm = Estimate::Value(adjusted[0][at]);
        pair.p_hochberg = Estimate::Value(adjusted[1][at]);
        pair.p_benjamini_hochberg = Estimate::Value(adjusted[2][at]);
        pair.p_bonferroni = Estimate::Value(adjusted[3][at]);
    }
}
