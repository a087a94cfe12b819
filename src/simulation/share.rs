//! A share of repetitions, with what an endless run could give.

use crate::tail::normal_quantile_upper;
use serde::Serialize;

/// How often something happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Share {
    pub count: u32,
    pub of: u32,
    /// 0 where nothing could be counted.
    pub share: f64,
    /// Monte Carlo error: √(p (1 − p)/of).
    pub standard_error: f64,
    /// 95 % limits of what an endless run would give (Wilson 1927, J Am Stat
    /// Assoc 22:209).
    pub lower: f64,
    pub upper: f64,
}

impl Share {
    pub fn new(count: u32, of: u32) -> Self {
        if of == 0 {
            return Self { count, of, share: 0.0, standard_error: 0.0, lower: 0.0, upper: 1.0 };
        }
        let b = f64::from(of);
        let share = f64::from(count) / b;
        let z = normal_quantile_upper(0.025).unwrap_or(f64::NAN);
        let middle = (share + z * z / (2.0 * b)) / (1.0 + z * z / b);
        let spread = (share * (1.0 - share) / b + z * z / (4.0 * b * b)).sqrt();
        let half = z / (1.0 + z * z / b) * spread;
        Self {
            count,
            of,
            share,
            standard_error: (share * (1.0 - share) / b).sqrt(),
            lower: (middle - half).max(0.0),
            upper: (middle + half).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wilson's limits of 4 in 20: 0.0807 and 0.4160 (Newcombe 1998, Stat Med
    /// 17:857, gives the formula; worked by hand).
    #[test]
    fn limits_are_wilsons() {
        let of = Share::new(4, 20);
        assert!((of.lower - 0.080_66).abs() < 5e-5, "{of:?}");
        assert!((of.upper - 0.416_02).abs() < 5e-5, "{of:?}");
        assert!((of.standard_error - 0.089_44).abs() < 5e-5);
        assert_eq!(Share::new(0, 10).lower, 0.0);
        assert_eq!(Share::new(10, 10).upper, 1.0);
    }
}
