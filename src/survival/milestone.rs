//! Groups compared at one time, whatever their curves do before and after.

use super::kaplan_meier::Curve;
use super::limits::Transform;
use super::reading::at_time;
use crate::compact::Gather;
use crate::tail::{chi_squared_upper, normal_for_level, normal_two_sided};
use crate::value::Estimate;
use serde::Serialize;

/// Survival at one time in every group, and how far groups differ there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Milestone {
    pub time: f64,
    pub level: f64,
    /// In the order of the groups.
    pub survival: Vec<Estimate>,
    pub at_risk: Vec<u32>,
    /// Every group against the first, in the order of the groups.
    pub contrasts: Vec<MilestoneContrast>,
}

/// Group `group` (position) minus the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MilestoneContrast {
    pub group: usize,
    pub difference: Estimate,
    pub standard_error: Estimate,
    /// difference ∓ z se.
    pub lower: Estimate,
    pub upper: Estimate,
    /// From the groups' own log-log limits, which small samples keep to better.
    pub newcombe_lower: Estimate,
    pub newcombe_upper: Estimate,
    /// On each scale.
    pub tests: Vec<MilestoneTest>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MilestoneTest {
    pub transform: Transform,
    /// On 1 degree of freedom.
    pub chi_squared: Estimate,
    pub p: Estimate,
}

const SCALES: [Transform; 5] =
    [Transform::Plain, Transform::Log, Transform::LogLog, Transform::Arcsin, Transform::Logit];

/// Do the groups differ at a time chosen beforehand?
///
/// With S and Greenwood's σ (of log S) in each group, χ² on a scale f is
/// (f(S₂) − f(S₁))²/(v₁ + v₂), v = σ² for log, (σ/log S)² for log-log,
/// σ² S² for plain, σ² S/(4 (1 − S)) for arcsin √S, (σ/(1 − S))² for the logit
/// (Klein, Logan, Harhoff & Andersen 2007, Stat Med 26:4505, who find the plain
/// test too eager in small samples and log-log and arcsin near their level).
/// Limits of the difference: S₂ − S₁ ∓ z √(σ₁² S₁² + σ₂² S₂²); and from the
/// limits l, u of each group on the log-log scale, the root of (S₂ − l₂)² +
/// (u₁ − S₁)² below, of (u₂ − S₂)² + (S₁ − l₁)² above (Newcombe's way, Zou &
/// Donner 2008, Stat Med 27:1693). Where a curve is at 1 or at 0, or ends before
/// the time, there is no test.
pub fn milestone(curves: &[&Curve], time: f64, level: f64) -> Milestone {
    let z = normal_for_level(level).unwrap_or(f64::NAN);
    let points: Vec<Point> = curves.iter().map(|curve| Point::at(curve, time)).gather();
    let contrasts = (1..points.len()).map(|group| contrast(&points, group, z)).gather();
    let why = "nobody was followed this far";
    Milestone {
        time,
        level,
        survival: points.iter().map(|p| Estimate::finite(p.survival, why)).gather(),
        at_risk: points.iter().map(|p| p.at_risk).gather(),
        contrasts,
    }
}

/// NaN where the curve does not reach.
struct Point {
    survival: f64,
    /// Of log S.
    sigma: f64,
    at_risk: u32,
}

impl Point {
    fn at(curve: &Curve, time: f64) -> Self {
        let read = at_time(curve, time);
        let ends_at_zero = curve.survival.last() == Some(&0.0);
        let survival = match read.survival.value() {
            Some(survival) if !read.beyond_follow_up || ends_at_zero => survival,
            _ => f64::NAN,
        };
        let error = read.standard_error.value().unwrap_or(f64::NAN);
        Self { survival, sigma: error / survival, at_risk: read.at_risk }
    }

    /// f(S) and its variance.
    fn on(&self, scale: Transform) -> (f64, f64) {
        let (s, sigma) = (self.survival, self.sigma);
        let (value, error) = match scale {
            Transform::Plain => (s, sigma * s),
            Transform::Log => (s.ln(), sigma),
            Transform::LogLog => ((-s.ln()).ln(), sigma / s.ln()),
            Transform::Arcsin => (s.sqrt().asin(), 0.5 * sigma * (s / (1.0 - s)).sqrt()),
            Transform::Logit => ((s / (1.0 - s)).ln(), sigma / (1.0 - s)),
            Transform::BetaProduct => (f64::NAN, f64::NAN),
        };
        (value, error * error)
    }

    /// By log-log; where the curve is at 1 or at 0 there are none.
    fn limits(&self, z: f64) -> (f64, f64) {
        Transform::LogLog.limits(self.survival, self.sigma, z).unwrap_or((f64::NAN, f64::NAN))
    }
}

fn contrast(points: &[Point], group: usize, z: f64) -> MilestoneContrast {
    let (first, other) = (&points[0], &points[group]);
    const FAR: &str = "a curve ends before this time";
    const END: &str = "a curve is at 1 or at 0 there";
    let why = if first.survival.is_nan() || other.survival.is_nan() { FAR } else { END };
    let difference = other.survival - first.survival;
    let error = (first.on(Transform::Plain).1 + other.on(Transform::Plain).1).sqrt();
    let ((l1, u1), (l2, u2)) = (first.limits(z), other.limits(z));
    let newcombe = [
        difference - (other.survival - l2).hypot(u1 - first.survival),
        difference + (u2 - other.survival).hypot(first.survival - l1),
    ];
    let or = |x: f64| Estimate::finite(x, why);
    MilestoneContrast {
        group,
        difference: or(difference),
        standard_error: or(error),
        lower: or(difference - z * error),
        upper: or(difference + z * error),
        newcombe_lower: or(newcombe[0]),
        newcombe_upper: or(newcombe[1]),
        tests: SCALES
            .iter()
            .map(|&transform| {
                let (a, b) = (first.on(transform), other.on(transform));
                let chi_squared = (b.0 - a.0).powi(2) / (a.1 + b.1);
                let p = match transform {
                    Transform::Plain => Some(normal_two_sided(difference / error)),
                    _ => chi_squared_upper(chi_squared, 1.0),
                };
                MilestoneTest {
                    transform,
                    chi_squared: or(chi_squared),
                    p: or(p.unwrap_or(f64::NAN)),
                }
            })
            .gather(),
    }
}
