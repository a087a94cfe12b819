//! What a sample says of a quantile and of a share.

use super::normal_quantile_upper;

/// The quantile of sorted numbers below which the share `share` lies: straight
/// between the order statistics, as R's default (Hyndman & Fan 1996, Am Stat
/// 50:361, type 7). `None` of none; between a number and an infinite one lies an
/// infinite one.
pub fn sample_quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let low = place.floor();
    let here = sorted[low as usize];
    let next = sorted[(low as usize + 1).min(last)];
    // Two infinite ones have no difference, and 0 times infinity is no number.
    Some(if place == low || here == next { here } else { here + (place - low) * (next - here) })
}

/// Where a share lies of which `share` of `n` was seen, with the chance `upper`
/// left out on either side (Wilson 1927, J Am Stat Assoc 22:209).
pub fn wilson_limits(share: f64, n: f64, upper: f64) -> [f64; 2] {
    let z = normal_quantile_upper(upper).unwrap_or(f64::NAN);
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    // Exactly at an end where nothing, or everything, was seen.
    [
        if share == 0.0 { 0.0 } else { (middle - half).max(0.0) },
        if share == 1.0 { 1.0 } else { (middle + half).min(1.0) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `quantile(c(1, 2, 4), c(0, 0.25, 0.6, 1))`.
    #[test]
    fn quantiles_lie_straight_between() {
        let at = [0.0, 0.25, 0.6, 1.0].map(|share| sample_quantile(&[1.0, 2.0, 4.0], share));
        assert_eq!(at, [1.0, 1.5, 2.4, 4.0].map(Some));
        assert_eq!(sample_quantile(&[7.0], 0.3), Some(7.0));
    }

    #[test]
    fn shares_between_draws_of_which_some_are_infinite() {
        let sorted = [1.0, 2.0, f64::INFINITY, f64::INFINITY];
        assert_eq!(sample_quantile(&sorted, 1.0 / 3.0), Some(2.0));
        assert_eq!(sample_quantile(&sorted, 0.25), Some(1.75));
        assert_eq!(sample_quantile(&sorted, 0.5), Some(f64::INFINITY));
        assert_eq!(sample_quantile(&sorted, 0.9), Some(f64::INFINITY));
        assert_eq!(sample_quantile(&[], 0.5), None);
    }

    /// Of 4 in 20: 0.0807 and 0.4160 (Newcombe 1998, Stat Med 17:857, gives the
    /// formula; worked by hand).
    #[test]
    fn limits_are_wilsons() {
        let [lower, upper] = wilson_limits(0.2, 20.0, 0.025);
        assert!((lower - 0.080_66).abs() < 5e-5, "{lower}");
        assert!((upper - 0.416_02).abs() < 5e-5, "{upper}");
        assert_eq!(wilson_limits(0.0, 10.0, 0.005)[0], 0.0);
        assert_eq!(wilson_limits(1.0, 10.0, 0.005)[1], 1.0);
    }
}
