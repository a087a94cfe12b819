//! Lin's concordance correlation.

use super::correlation_interval::z_limits;
use super::pearson::Moments;
use crate::value::Estimate;
use serde::Serialize;

/// Lin's concordance: how close the pairs lie to the line of identity.
///
/// ρ_c = 2 s_xy/(s_x² + s_y² + (x̄ − ȳ)²) = Pearson's r times a bias factor that
/// a shift or a stretch between the readers lowers. Standard error with Lin's
/// correction of 2000, interval by Fisher's z. Lin 1989, Biometrics 45:255,
/// divides the variances by n (as R's epiR does); n − 1 is common elsewhere
/// and differs when the means differ: both are given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Concordance {
    pub n: usize,
    pub level: f64,
    pub pearson: Estimate,
    /// Variances divided by n, as Lin does.
    pub divisor_n: ConcordanceEstimate,
    pub divisor_n_minus_1: ConcordanceEstimate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConcordanceEstimate {
    pub ccc: Estimate,
    pub standard_error: Estimate,
    pub lower: Estimate,
    pub upper: Estimate,
    /// ρ_c over Pearson's r.
    pub bias_factor: Estimate,
    /// s_x/s_y.
    pub scale_shift: Estimate,
    /// (x̄ − ȳ)/√(s_x s_y).
    pub location_shift: Estimate,
}

/// Of two readers' readings, paired by position.
///
/// # Panics
/// When the samples differ in length.
pub fn concordance(x: &[f64], y: &[f64], level: f64) -> Concordance {
    let moments = Moments::new(x, y);
    let pearson = moments.r();
    let n = x.len() as f64;
    Concordance {
        n: x.len(),
        level,
        divisor_n: ConcordanceEstimate::new(&moments, &pearson, n, n, level),
        divisor_n_minus_1: ConcordanceEstimate::new(&moments, &pearson, n, n - 1.0, level),
        pearson,
    }
}

impl ConcordanceEstimate {
    fn new(moments: &Moments, pearson: &Estimate, n: f64, divisor: f64, level: f64) -> Self {
        let Estimate::Value(r) = *pearson else {
            let none = pearson.clone();
            return Self {
                ccc: none.clone(),
                standard_error: none.clone(),
                lower: none.clone(),
                upper: none.clone(),
                bias_factor: none.clone(),
                scale_shift: none.clone(),
                location_shift: none,
            };
        };
        let (xx, yy, xy) = (moments.xx / divisor, moments.yy / divisor, moments.xy / divisor);
        let gap = moments.mean_x - moments.mean_y;
        let ccc = 2.0 * xy / (xx + yy + gap * gap);
        let u = gap / (xx * yy).sqrt().sqrt();
        let variance = ((1.0 - r * r) * ccc * ccc * (1.0 - ccc * ccc) / (r * r)
            + 2.0 * ccc.powi(3) * (1.0 - ccc) * u * u / r
            - 0.5 * (ccc * u).powi(4) / (r * r))
            / (n - 2.0);
        let error = if n > 2.0 { variance.max(0.0).sqrt() } else { f64::NAN };
        let on_z = (error / (1.0 - ccc * ccc)).powi(2);
        let why = "no interval where the correlation is 0 or ±1, or for 2 pairs";
        let [lower, upper] = if ccc.abs() < 1.0 && on_z.is_finite() {
            z_limits(ccc, on_z, level)
        } else {
            [Estimate::not_estimable(why), Estimate::not_estimable(why)]
        };
        Self {
            ccc: Estimate::finite(ccc, why),
            standard_error: Estimate::finite(error, why),
            lower,
            upper,
            bias_factor: Estimate::finite(ccc / r, why),
            scale_shift: Estimate::finite((xx / yy).sqrt(), why),
            location_shift: Estimate::finite(u, why),
        }
    }
}
