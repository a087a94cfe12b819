//! Permutation p-values of Spearman's ρ and Kendall's τ, conditional on ties:
//! exact where every pairing can be counted, by chance draws beyond.

use super::kendall::count_pairs;
use super::pairing::{MOST_WORK, Number, Pairings, Statistic, pairings};
use super::random_table::RandomTable;
use super::rank::Ranking;
use crate::compact::{Gather, Order};
use crate::plain::FromPlain;
use crate::random::Random;
use crate::tail::wilson_limits;
use crate::value::Series;
use serde::Serialize;

/// P-values over all n! pairings, which are equally likely when the variables
/// have nothing to do with each other.
///
/// T is Σ of the products of midranks for ρ and C − D for τ; given the ties
/// both run with the coefficient. Two-sided is P(|T − E| ≥ |t − E|), with ties
/// decided in whole numbers; twice the smaller tail and mid-p (half of what is
/// as extreme, all of what is more so) are given beside it. Checked against
/// full enumeration of all tables up to n = 9; equal to the reference's own
/// dynamic programme to the last digits.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermutationP {
    pub n: usize,
    pub how: How,
    /// P(|T − E| ≥ |t − E|).
    pub p_two_sided: f64,
    /// P(T ≥ t).
    pub p_greater: f64,
    /// P(T ≤ t).
    pub p_less: f64,
    /// Twice the smaller tail, at most 1.
    pub p_twice_smaller: f64,
    /// P(|T − E| > |t − E|) + ½ P(|T − E| = |t − E|).
    pub mid_p_two_sided: f64,
    /// The statistic seen: C − D for τ; for ρ the sum of products of midranks
    /// about its mean, n((n + 1)/2)².
    pub statistic: f64,
    /// The permutation distribution, if asked for: values of the coefficient
    /// and how likely each is, joined into classes where there are many values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<PermutationDistribution>,
}

/// How the p-values were come by.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum How {
    Exact {
        /// n!, in decimal digits, while 128 bits hold it.
        permutations: Option<String>,
        /// Of these, how many are as far from the expectation as the one seen.
        extreme: Option<String>,
    },
    /// Drawn at random; p = (extreme + 1)/(draws + 1), the pairing seen being
    /// one of them (Phipson & Smyth 2010).
    MonteCarlo {
        draws: u32,
        seed: u32,
        extreme: u32,
        /// Standard error of the two-sided p.
        standard_error: f64,
        /// 99 % limits of the two-sided p by Wilson's formula.
        lower_99: f64,
        upper_99: f64,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermutationDistribution {
    pub coefficient: Series,
    pub probability: Series,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct PermutationOptions {
    /// Random pairings where counting all takes too long.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    /// Count all pairings however long it takes (up to a hundred times the
    /// usual second).
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub patient: bool,
    /// Draw even where all pairings could be counted.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draw_anyway: bool,
    /// Give the whole distribution as well.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub distribution: bool,
}

impl Default for PermutationOptions {
    fn default() -> Self {
        Self {
            draws: 100_000,
            seed: 20_260_117,
            patient: false,
            draw_anyway: false,
            distribution: false,
        }
    }
}

/// The p-values of one statistic, or why there are none.
pub fn permutation_p(
    statistic: Statistic,
    x: &Ranking,
    y: &Ranking,
    options: &PermutationOptions,
) -> Result<PermutationP, &'static str> {
    if x.n() < 2 {
        return Err("fewer than 2 pairs");
    }
    if x.is_constant() || y.is_constant() {
        return Err("a variable is constant: every pairing is alike");
    }
    let most = if options.patient { 100.0 * MOST_WORK } else { MOST_WORK };
    let exact = if options.draw_anyway { None } else { pairings(statistic, x, y, most) };
    Ok(match exact {
        Some(all) => exact_p(statistic, x, y, &all, options.distribution),
        None => monte_carlo_p(statistic, x, y, options),
    })
}

/// The statistic in whole numbers, about its mean.
fn observed(statistic: Statistic, x: &Ranking, y: &Ranking) -> i64 {
    match statistic {
        Statistic::ProductOfMidranks => {
            let (a, b) = (x.doubled_centred(), y.doubled_centred());
            x.codes.iter().zip(&y.codes).map(|(&i, &j)| a[i as usize] * b[j as usize]).sum()
        }
        Statistic::ConcordantLessDiscordant => count_pairs(x, y).difference() as i64,
    }
}

/// Coefficient over statistic.
fn coefficient_scale(statistic: Statistic, x: &Ranking, y: &Ranking) -> f64 {
    let n = x.n() as f64;
    match statistic {
        Statistic::ProductOfMidranks => {
            let squares =
                |r: &Ranking| (n.powi(3) - n - r.sum_over_ties(|t| t * t * t - t) as f64) / 3.0;
            1.0 / (squares(x) * squares(y)).sqrt()
        }
        Statistic::ConcordantLessDiscordant => {
            let untied = |r: &Ranking| n * (n - 1.0) / 2.0 - r.tied_pairs() as f64;
            1.0 / (untied(x) * untied(y)).sqrt()
        }
    }
}

/// As in the records: midranks are half of the doubled ones.
fn printed(statistic: Statistic, seen: i64) -> f64 {
    match statistic {
        Statistic::ProductOfMidranks => seen as f64 / 4.0,
        Statistic::ConcordantLessDiscordant => seen as f64,
    }
}

fn exact_p(
    statistic: Statistic,
    x: &Ranking,
    y: &Ranking,
    all: &Pairings,
    with_distribution: bool,
) -> PermutationP {
    let seen = observed(statistic, x, y);
    let far = seen.abs();
    let total = all.arrangements();
    let ends = all.tails(&[far, -far]);
    let [high, low] = ends[..] else { unreachable!("two asked") };
    let own = if seen >= 0 { high } else { low };
    let share = |plus: &[Number], minus: &[Number]| share(plus, minus, total);
    let two_sided = match far {
        0 => 1.0,
        _ => share(&[high.at_least, total, low.exactly], &[low.at_least]),
    };
    let beyond = share(&[high.at_least, total], &[high.exactly, low.at_least]);
    let greater = share(&[own.at_least], &[]);
    let less = share(&[total, own.exactly], &[own.at_least]);
    let permutations = (1..=x.n() as u128).try_fold(1_u128, u128::checked_mul);
    let extreme = || {
        let extreme = match far {
            0 => total.whole()?,
            _ => {
                high.at_least.whole()? + total.whole()? + low.exactly.whole()?
                    - low.at_least.whole()?
            }
        };
        // Every distinct arrangement stands for equally many pairings.
        extreme.checked_mul(permutations? / total.whole()?)
    };
    PermutationP {
        n: x.n(),
        how: How::Exact {
            permutations: permutations.map(|count| count.to_string()),
            extreme: extreme().map(|count| count.to_string()),
        },
        p_two_sided: two_sided,
        p_greater: greater,
        p_less: less,
        p_twice_smaller: (2.0 * greater.min(less)).min(1.0),
        mid_p_two_sided: (two_sided + beyond) / 2.0,
        statistic: printed(statistic, seen),
        distribution: with_distribution.then(|| {
            PermutationDistribution::of_all(coefficient_scale(statistic, x, y), all, total)
        }),
    }
}

/// (Σ plus − Σ minus)/total: in whole numbers while there are such.
fn share(plus: &[Number], minus: &[Number], total: Number) -> f64 {
    let whole = |numbers: &[Number]| {
        numbers.iter().try_fold(0_u128, |sum, number| sum.checked_add(number.whole()?))
    };
    match (whole(plus), whole(minus), total.whole()) {
        (Some(plus), Some(minus), Some(total)) => (plus - minus) as f64 / total as f64,
        _ => {
            let sum = |numbers: &[Number]| numbers.iter().map(|n| n.to_f64()).sum::<f64>();
            ((sum(plus) - sum(minus)) / total.to_f64()).clamp(0.0, 1.0)
        }
    }
}

fn monte_carlo_p(
    statistic: Statistic,
    x: &Ranking,
    y: &Ranking,
    options: &PermutationOptions,
) -> PermutationP {
    let seen = observed(statistic, x, y);
    let far = seen.unsigned_abs();
    let (n, draws) = (x.n(), options.draws.max(1));
    let (mut greater, mut less, mut extreme, mut at) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut values = Vec::with_capacity(draws as usize);
    drawn(statistic, x, y, options, |value| {
        greater += u32::from(value >= seen);
        less += u32::from(value <= seen);
        extreme += u32::from(value.unsigned_abs() >= far);
        at += u32::from(value.unsigned_abs() == far);
        values.push(value);
    });
    let share = |count: u32| (f64::from(count) + 1.0) / (f64::from(draws) + 1.0);
    let p = share(extreme);
    let [lower_99, upper_99] = wilson_limits(p, f64::from(draws) + 1.0, 0.005);
    let distribution = options.distribution.then(|| {
        values.order_by(Ord::cmp);
        let runs = values.chunk_by(|a, b| a == b);
        PermutationDistribution::of_values(
            coefficient_scale(statistic, x, y),
            runs.map(|run| (run[0], run.len() as f64 / f64::from(draws))),
        )
    });
    PermutationP {
        n,
        how: How::MonteCarlo {
            draws,
            seed: options.seed,
            extreme,
            standard_error: (p * (1.0 - p) / f64::from(draws)).sqrt(),
            lower_99,
            upper_99,
        },
        p_two_sided: p,
        p_greater: share(greater),
        p_less: share(less),
        p_twice_smaller: (2.0 * share(greater).min(share(less))).min(1.0),
        mid_p_two_sided: p - (f64::from(at) + 1.0) / (2.0 * (f64::from(draws) + 1.0)),
        statistic: printed(statistic, seen),
        distribution,
    }
}

/// Random pairings, one after another.
fn drawn(
    statistic: Statistic,
    x: &Ranking,
    y: &Ranking,
    options: &PermutationOptions,
    mut watch: impl FnMut(i64),
) {
    let mut random = Random::new(u64::from(options.seed));
    let mut shuffled = y.clone();
    let (a, b) = (x.doubled_centred(), y.doubled_centred());
    let x_scores: Vec<i64> = x.codes.iter().map(|&code| a[code as usize]).gather();
    let mut y_scores: Vec<i64> = y.codes.iter().map(|&code| b[code as usize]).gather();
    let n = x.n();
    let mut tables =
        RandomTable::pays(&x.counts, &y.counts).then(|| RandomTable::new(&x.counts, &y.counts));
    for _ in 0..options.draws.max(1) {
        if let Some(table) = &mut tables {
            table.draw(&mut random);
        }
        watch(match (&tables, statistic) {
            (Some(table), Statistic::ProductOfMidranks) => table.products(&a, &b),
            (Some(table), Statistic::ConcordantLessDiscordant) => table.order(),
            (None, Statistic::ProductOfMidranks) => {
                random.choose(&mut y_scores, n - 1);
                x_scores.iter().zip(&y_scores).map(|(a, b)| a * b).sum()
            }
            (None, Statistic::ConcordantLessDiscordant) => {
                random.choose(&mut shuffled.codes, n - 1);
                count_pairs(x, &shuffled).difference() as i64
            }
        });
    }
}

/// The coefficient of every random pairing that [`permutation_p`] would draw.
pub fn drawn_coefficients(
    statistic: Statistic,
    x: &Ranking,
    y: &Ranking,
    options: &PermutationOptions,
) -> Vec<f64> {
    let scale = coefficient_scale(statistic, x, y);
    let mut values = Vec::with_capacity(options.draws as usize);
    drawn(statistic, x, y, options, |value| values.push(value as f64 * scale));
    values
}

impl PermutationDistribution {
    const CLASSES: usize = 201;

    /// Every value, or as many classes as the counting allows.
    fn of_all(scale: f64, all: &Pairings, total: Number) -> Self {
        if let Some(values) = all.distribution() {
            let share = |number: Number| number.to_f64() / total.to_f64();
            return Self::of_values(scale, values.into_iter().map(|(v, n)| (v, share(n))));
        }
        let half = (2e8 / all.size() as f64).clamp(10.0, 100.0).floor();
        let classes = 2 * half as usize + 1;
        // Class k is centred on (k − half)/half; its lower end belongs to it.
        let ends: Vec<i64> = (0..classes)
            .map(|class| ((class as f64 - half - 0.5) / half / scale).ceil() as i64)
            .gather();
        let from: Vec<f64> = all.at_least(&ends).iter().map(|n| n.to_f64()).gather();
        let class = |k: usize| (from[k] - from.get(k + 1).unwrap_or(&0.0)) / total.to_f64();
        let middle = |k: usize| (k as f64 - half) / half;
        Self {
            coefficient: (0..classes).map(middle).collect::<Vec<f64>>().into(),
            probability: (0..classes).map(class).collect::<Vec<f64>>().into(),
        }
    }

    /// Values arrive in ascending order.
    fn of_values(scale: f64, pairs: impl Iterator<Item = (i64, f64)>) -> Self {
        let (coefficient, probability): (Vec<f64>, Vec<f64>) =
            pairs.map(|(value, p)| (value as f64 * scale, p)).unzip();
        if coefficient.len() <= Self::CLASSES {
            return Self { coefficient: coefficient.into(), probability: probability.into() };
        }
        // Classes of equal width on −1 … 1, named by their middle.
        let mut joined = vec![0.0; Self::CLASSES];
        let half = (Self::CLASSES - 1) as f64 / 2.0;
        for (value, p) in coefficient.iter().zip(&probability) {
            let class = ((value + 1.0) * half).round().clamp(0.0, 2.0 * half);
            joined[class as usize] += p;
        }
        let middles = (0..Self::CLASSES).map(|class| (class as f64 - half) / half);
        let (coefficient, probability): (Vec<f64>, Vec<f64>) =
            middles.zip(joined).filter(|(_, p)| *p > 0.0).unzip();
        Self { coefficient: coefficient.into(), probability: probability.into() }
    }
}
