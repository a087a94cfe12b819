//! How many events, and patients, a log-rank test needs.

use crate::tail::{normal_quantile_upper, normal_upper};
use crate::value::Estimate;

/// Two groups under proportional hazards: the share of patients in the first
/// and a two-sided level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Design {
    pub first_share: f64,
    pub alpha: f64,
}

/// Times of a trial with exponential survival: patients come evenly over
/// `accrual`, the last is followed for `follow_up`, and drop out at a constant
/// rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    pub accrual: f64,
    pub follow_up: f64,
    pub dropout_rate: f64,
}

const WHY: &str =
    "needs a hazard ratio above 0 other than 1, a share, a level and a power between 0 and 1";

fn z(upper: f64) -> f64 {
    normal_quantile_upper(upper).unwrap_or(f64::NAN)
}

impl Design {
    fn shares(&self) -> f64 {
        self.first_share * (1.0 - self.first_share)
    }

    /// (z_{1 − alpha/2} + z_power)²/(p₁ p₂ ln² HR) (Schoenfeld 1981, Biometrika
    /// 68:316), not rounded up; with `sides` 1 at z_{1 − alpha}.
    pub fn events(&self, hazard_ratio: f64, power: f64, sides: f64) -> Estimate {
        let needed = z(self.alpha / sides) + z(1.0 - power);
        let effect = hazard_ratio.ln();
        Estimate::finite(needed * needed / (self.shares() * effect * effect), WHY)
    }

    /// (z + z)² (1 + r HR)²/(r (1 − HR)²), r = p₂/p₁ (Freedman 1982, Stat Med
    /// 1:121).
    pub fn events_freedman(&self, hazard_ratio: f64, power: f64) -> Estimate {
        let needed = z(self.alpha / 2.0) + z(1.0 - power);
        let r = (1.0 - self.first_share) / self.first_share;
        let effect = (1.0 + r * hazard_ratio) / (1.0 - hazard_ratio);
        Estimate::finite(needed * needed * effect * effect / r, WHY)
    }

    /// Φ(|ln HR| √(d p₁ p₂) − z_{1 − alpha/2}).
    pub fn power(&self, hazard_ratio: f64, events: f64) -> Estimate {
        let shift = hazard_ratio.ln().abs() * (events * self.shares()).sqrt();
        let below = z(self.alpha / 2.0) - shift;
        if below.is_finite() {
            Estimate::Value(normal_upper(below))
        } else {
            Estimate::not_estimable(WHY)
        }
    }

    /// The hazard ratio below 1 that so many events show with this power:
    /// exp(−(z + z)/√(d p₁ p₂)). Its inverse is the one above 1.
    pub fn detectable(&self, events: f64, power: f64) -> Estimate {
        let needed = z(self.alpha / 2.0) + z(1.0 - power);
        if events <= 0.0 {
            return Estimate::not_estimable("no events");
        }
        let ratio = (-needed / (events * self.shares()).sqrt()).exp();
        if ratio == 0.0 || ratio.recip().is_infinite() {
            return Estimate::not_estimable("too few events for groups so uneven");
        }
        Estimate::finite(ratio, WHY)
    }
}

impl Course {
    /// Chance that a patient with this hazard is seen to have the event,
    /// λ/(λ + η) · (1 − (e^{−(λ+η)F} − e^{−(λ+η)(A+F)})/((λ + η) A)) (the setting of Lachin
    /// & Foulkes 1986, Biometrics 42:507); all enter at once when A = 0.
    pub fn event_probability(&self, hazard: f64) -> f64 {
        let rate = hazard + self.dropout_rate;
        let unseen = if self.accrual > 0.0 {
            let waiting = -(-rate * self.accrual).exp_m1() / (rate * self.accrual);
            (-rate * self.follow_up).exp() * waiting
        } else {
            (-rate * self.follow_up).exp()
        };
        hazard / rate * (1.0 - unseen)
    }
}
