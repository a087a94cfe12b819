//! Agreement of any number of readers beyond chance.

use super::kappa::KappaWeights;
use crate::compact::Gather;
use crate::tail::student_quantile_upper;
use crate::value::Estimate;
use serde::Serialize;

/// Coefficients (p_a − p_e)/(1 − p_e) that differ in what they call chance.
///
/// p_a is the mean over patients of the (weighted) share of agreeing pairs of
/// readers. With π_k the share of category k among all readings: Fleiss' κ has
/// p_e = Σ w_kl π_k π_l (Fleiss 1971); Gwet's AC₁ (and with weights AC₂) has
/// p_e = Σw · Σ π_k (1 − π_k)/(q (q − 1)), which does not collapse when one
/// category is rare (Gwet 2008). Standard errors by linearisation over
/// patients (Gwet 2014, ch. 5), with Student's t on n − 1 degrees of freedom.
/// Krippendorff's α = 1 − D_o/D_e with nominal, ordinal and interval
/// differences, over pairs of readings drawn without replacement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RaterAgreement {
    pub n: usize,
    pub readers: usize,
    pub level: f64,
    /// Unweighted, linear and quadratic each.
    pub gwet: Vec<RaterCoefficient>,
    pub fleiss: Vec<RaterCoefficient>,
    /// Fleiss' standard error of the unweighted κ when it is 0 (Fleiss, Nee &
    /// Landis 1979).
    pub fleiss_standard_error_null: Estimate,
    pub alpha_nominal: Estimate,
    pub alpha_ordinal: Estimate,
    pub alpha_interval: Estimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct RaterCoefficient {
    pub weights: KappaWeights,
    pub observed_agreement: Estimate,
    pub chance_agreement: Estimate,
    pub coefficient: Estimate,
    pub standard_error: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// From one slice a reader: the category of each patient, numbered from 0,
/// below `categories`.
///
/// # Panics
/// When the slices differ in length.
pub fn rater_agreement(codes: &[Vec<u32>], categories: usize, level: f64) -> RaterAgreement {
    let counts = Counts::new(codes, categories);
    let each = |chance: Chance| -> Vec<RaterCoefficient> {
        KappaWeights::ALL.iter().map(|&weights| counts.coefficient(weights, chance, level)).gather()
    };
    let steps = |k: usize, l: usize| (k as f64 - l as f64).powi(2);
    RaterAgreement {
        n: counts.per_patient.len(),
        readers: codes.len(),
        level,
        gwet: each(Chance::Gwet),
        fleiss: each(Chance::Fleiss),
        fleiss_standard_error_null: counts.fleiss_null(),
        alpha_nominal: counts.alpha(|k, l| f64::from(u8::from(k != l))),
        alpha_ordinal: counts.alpha(|k, l| counts.readings_between(k, l).powi(2)),
        alpha_interval: counts.alpha(steps),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Chance {
    Gwet,
    Fleiss,
}

/// How many readers put each patient into each category.
struct Counts {
    readers: f64,
    per_patient: Vec<Vec<f64>>,
    /// Over all patients, as shares.
    share: Vec<f64>,
}

const ONE_CATEGORY: &str = "all readings are in one category";

impl Counts {
    fn new(codes: &[Vec<u32>], categories: usize) -> Self {
        let n = codes.first().map_or(0, Vec::len);
        assert!(codes.iter().all(|reader| reader.len() == n), "readings without gaps");
        let mut per_patient = vec![vec![0.0; categories]; n];
        for reader in codes {
            for (row, &code) in per_patient.iter_mut().zip(reader) {
                row[code as usize] += 1.0;
            }
        }
        let readers = codes.len() as f64;
        let share = (0..categories)
            .map(|k| per_patient.iter().map(|row| row[k]).sum::<f64>() / (n as f64 * readers))
            .gather();
        Self { readers, per_patient, share }
    }

    fn coefficient(&self, weights: KappaWeights, chance: Chance, level: f64) -> RaterCoefficient {
        let (q, r, n) = (self.share.len(), self.readers, self.per_patient.len() as f64);
        let w = |k: usize, l: usize| weights.weight(k, l, q);
        // Weighted count of readers near each category.
        let near = |row: &[f64], k: usize| (0..q).map(|l| w(k, l) * row[l]).sum::<f64>();
        let agreement: Vec<f64> = self
            .per_patient
            .iter()
            .map(|row| (0..q).map(|k| row[k] * (near(row, k) - 1.0)).sum::<f64>() / (r * (r - 1.0)))
            .gather();
        let total: f64 = (0..q).map(|k| (0..q).map(|l| w(k, l)).sum::<f64>()).sum();
        let spread = total / (q as f64 * (q as f64 - 1.0));
        // What a reading in category k adds to chance agreement.
        let by_category: Vec<f64> = (0..q)
            .map(|k| match chance {
                Chance::Gwet => spread * (1.0 - self.share[k]),
                Chance::Fleiss => near(&self.share, k),
            })
            .gather();
        let chance_of =
            |row: &[f64]| row.iter().zip(&by_category).map(|(share, by)| share * by).sum::<f64>();
        let observed = agreement.iter().sum::<f64>() / n;
        let expected = chance_of(&self.share);
        let coefficient = (observed - expected) / (1.0 - expected);
        let squares: f64 = self
            .per_patient
            .iter()
            .zip(&agreement)
            .map(|(row, agreement)| {
                let own = (agreement - expected) / (1.0 - expected);
                let own_chance = chance_of(row) / r;
                let shift = 2.0 * (1.0 - coefficient) * (own_chance - expected) / (1.0 - expected);
                (own - shift - coefficient).powi(2)
            })
            .sum();
        let error = (squares / (n * (n - 1.0))).sqrt();
        let half =
            student_quantile_upper((1.0 - level) / 2.0, n - 1.0).map_or(f64::NAN, |t| t * error);
        let usable = q > 1 && 1.0 - expected > 1e-14;
        let finite =
            |value: f64| Estimate::finite(if usable { value } else { f64::NAN }, ONE_CATEGORY);
        RaterCoefficient {
            weights,
            observed_agreement: finite(observed),
            chance_agreement: finite(expected),
            coefficient: finite(coefficient),
            standard_error: finite(error),
            lower: finite(coefficient - half),
            upper: finite((coefficient + half).min(1.0)),
        }
    }

    fn fleiss_null(&self) -> Estimate {
        let (n, r) = (self.per_patient.len() as f64, self.readers);
        let pq: f64 = self.share.iter().map(|p| p * (1.0 - p)).sum();
        let skew: f64 = self.share.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)).sum();
        let variance = 2.0 * (pq * pq - skew) / (n * r * (r - 1.0) * pq * pq);
        Estimate::finite(variance.max(0.0).sqrt(), ONE_CATEGORY)
    }

    /// 1 − D_o/D_e with a difference between categories.
    fn alpha(&self, difference: impl Fn(usize, usize) -> f64) -> Estimate {
        let q = self.share.len();
        let readings = self.per_patient.len() as f64 * self.readers;
        let over_pairs = |f: &dyn Fn(usize, usize) -> f64| -> f64 {
            (0..q)
                .flat_map(|k| (0..k).map(move |l| (k, l)))
                .map(|(k, l)| f(k, l) * difference(k, l))
                .sum()
        };
        let within: f64 = self
            .per_patient
            .iter()
            .map(|row| over_pairs(&|k, l| row[k] * row[l]) / (self.readers - 1.0))
            .sum();
        let among = over_pairs(&|k, l| self.share[k] * self.share[l]) * readings * readings
            / (readings - 1.0);
        Estimate::finite(1.0 - within / among, ONE_CATEGORY)
    }

    /// Krippendorff's ordinal distance: readings from k to l, the ends half.
    fn readings_between(&self, k: usize, l: usize) -> f64 {
        let (low, high) = (k.min(l), k.max(l));
        let inside: f64 = self.share[low..=high].iter().sum();
        let readings = self.per_patient.len() as f64 * self.readers;
        (inside - (self.share[low] + self.share[high]) / 2.0) * readings
    }
}
