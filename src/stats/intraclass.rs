//! Intraclass correlation of two or more readers.

use crate::compact::Gather;
use crate::tail::{f_quantile_upper, f_upper};
use crate::value::Estimate;
use serde::Serialize;

/// Intraclass correlations: the share of the variance that is between patients.
///
/// From the mean squares of a patients × readers table without gaps: between
/// patients (`ms_patients`), readers, the rest, and within patients. ICC(1,1):
/// readers differ from patient to patient; (2,1): readers are a sample, their
/// bias counts against agreement; (3,1): these readers only, bias forgiven;
/// (·,k): the mean of all readers. Shrout & Fleiss 1979, Psychol Bull 86:420;
/// limits there and in McGraw & Wong 1996. Same as R `psych::ICC(lmer =
/// FALSE)`. Supposes equal steps between grades.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Intraclass {
    /// Patients.
    pub n: usize,
    pub readers: usize,
    pub level: f64,
    pub ms_patients: Estimate,
    pub ms_readers: Estimate,
    pub ms_error: Estimate,
    pub ms_within: Estimate,
    /// ICC(1,1), with its limits.
    pub icc1: IntraclassEstimate,
    /// ICC(2,1).
    pub icc2: IntraclassEstimate,
    /// Satterthwaite's degrees of freedom behind the limits of ICC(2,1).
    pub icc2_df: Estimate,
    /// ICC(3,1).
    pub icc3: IntraclassEstimate,
    pub icc1_mean: Estimate,
    pub icc2_mean: Estimate,
    pub icc3_mean: Estimate,
    /// Tests of ICC(1,1) = 0 and ICC(3,1) = 0.
    pub f1: Estimate,
    pub p1: Estimate,
    pub f3: Estimate,
    pub p3: Estimate,
    pub df_patients: f64,
    pub df_within: f64,
    pub df_error: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IntraclassEstimate {
    pub estimate: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
}

/// From one slice a reader, in the order of the patients.
///
/// # Panics
/// When the slices differ in length.
pub fn intraclass(readers: &[&[f64]], level: f64) -> Intraclass {
    let k = readers.len() as f64;
    let patients = readers.first().map_or(0, |first| first.len());
    assert!(readers.iter().all(|reader| reader.len() == patients), "readings without gaps");
    let n = patients as f64;
    let grand = readers.iter().flat_map(|reader| reader.iter()).sum::<f64>() / (n * k);
    let of_patient = |i: usize| readers.iter().map(|reader| reader[i]).sum::<f64>() / k;
    let patient_means: Vec<f64> = (0..patients).map(of_patient).gather();
    let reader_means: Vec<f64> =
        readers.iter().map(|reader| reader.iter().sum::<f64>() / n).gather();
    let squares = |values: &[f64]| values.iter().map(|v| (v - grand).powi(2)).sum::<f64>();
    let (mut error, mut within) = (0.0, 0.0);
    for (reader, mean) in readers.iter().zip(&reader_means) {
        for (value, patient) in reader.iter().zip(&patient_means) {
            error += (value - patient - mean + grand).powi(2);
            within += (value - patient).powi(2);
        }
    }
    let (df_patients, df_within, df_error) = (n - 1.0, n * (k - 1.0), (n - 1.0) * (k - 1.0));
    let msr = k * squares(&patient_means) / df_patients;
    let msc = n * squares(&reader_means) / (k - 1.0);
    let mse = error / df_error;
    let msw = within / df_within;
    let why = if readers.len() < 2 {
        "fewer than 2 readers"
    } else if patients < 2 {
        "fewer than 2 patients"
    } else {
        "the patients do not differ"
    };
    let finite = |value: f64| Estimate::finite(value, why);
    let tail = (1.0 - level) / 2.0;
    let quantile = |a: f64, b: f64| f_quantile_upper(tail, a, b).unwrap_or(f64::NAN);
    // Limits by the F ratio of the patients' mean square to the error's.
    let by_ratio = |f: f64, df: f64, estimate: f64| {
        let (low, high) = (f / quantile(df_patients, df), f * quantile(df, df_patients));
        let limit = |f: f64| if f.is_finite() { (f - 1.0) / (f + k - 1.0) } else { f64::NAN };
        IntraclassEstimate {
            estimate: finite(estimate),
            lower: Estimate::finite(limit(low), "no spread within patients"),
            upper: Estimate::finite(limit(high), "no spread within patients"),
        }
    };
    let (f1, f3) = (msr / msw, msr / mse);
    let icc2 = (msr - mse) / (msr + (k - 1.0) * mse + k * (msc - mse) / n);
    let readers_over_error = msc / mse;
    let share = n * (1.0 + (k - 1.0) * icc2) - k * icc2;
    let df = df_error * (k * icc2 * readers_over_error + share).powi(2)
        / (df_patients * (k * icc2 * readers_over_error).powi(2) + share * share);
    let (upper_f, lower_f) = (quantile(df_patients, df), quantile(df, df_patients));
    let rest = k * msc + (k * n - k - n) * mse;
    let no_df = "no spread between the readings of a patient";
    Intraclass {
        n: patients,
        readers: readers.len(),
        level,
        ms_patients: finite(msr),
        ms_readers: finite(msc),
        ms_error: finite(mse),
        ms_within: finite(msw),
        icc1: by_ratio(f1, df_within, (msr - msw) / (msr + (k - 1.0) * msw)),
        icc2: IntraclassEstimate {
            estimate: finite(icc2),
            lower: Estimate::finite(n * (msr - upper_f * mse) / (upper_f * rest + n * msr), no_df),
            upper: Estimate::finite(n * (lower_f * msr - mse) / (rest + n * lower_f * msr), no_df),
        },
        icc2_df: Estimate::finite(df, no_df),
        icc3: by_ratio(f3, df_error, (msr - mse) / (msr + (k - 1.0) * mse)),
        icc1_mean: finite((msr - msw) / msr),
        icc2_mean: finite((msr - mse) / (msr + (msc - mse) / n)),
        icc3_mean: finite((msr - mse) / msr),
        f1: Estimate::finite(f1, no_df),
        p1: f_upper(f1, df_patients, df_within)
            .map_or(Estimate::not_estimable(no_df), Estimate::Value),
        f3: Estimate::finite(f3, no_df),
        p3: f_upper(f3, df_patients, df_error)
            .map_or(Estimate::not_estimable(no_df), Estimate::Value),
        df_patients,
        df_within,
        df_error,
    }
}
