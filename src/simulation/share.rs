//! A share of repetitions, with what an endless run could give.

use crate::tail::wilson_limits;
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
        let [lower, upper] = wilson_limits(share, b, 0.025);
        let standard_error = (share * (1.0 - share) / b).sqrt();
        Self { count, of, share, standard_error, lower, upper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// √(0.2 · 0.8/20) = 0.0894 by hand.
    #[test]
    fn a_share_of_none_could_be_any() {
        assert!((Share::new(4, 20).standard_error - 0.089_44).abs() < 5e-5);
        let none = Share::new(0, 0);
        assert_eq!((none.share, none.lower, none.upper), (0.0, 0.0, 1.0));
    }
}
