//! The way of Newton's method up the log partial likelihood, along one
//! coefficient, and the hill it climbs.

use super::Ties;
use super::design::CoxData;
use super::fit::{Fitted, NoFit, maximise};
use super::likelihood::evaluate;
use super::newton::climb_watched;
use crate::compact::Gather;

/// A place on the hill. β, slope and curvature are of the covariate as given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    pub beta: f64,
    pub log_likelihood: f64,
    /// The first derivative.
    pub score: f64,
    /// Minus the second derivative.
    pub information: f64,
}

pub struct Ascent {
    /// From β = 0 to the last step.
    pub stops: Vec<Stop>,
    /// The hill itself, β ascending.
    pub hill: Vec<(f64, f64)>,
}

/// Places at which the hill is measured.
const PLACES: usize = 81;
/// How far the hill is measured where the estimate is infinite.
const FAR: f64 = 5.0;

/// The log partial likelihood along one coefficient, the others standing at their
/// estimates.
pub struct Section {
    fitted: Fitted,
    ties: Ties,
    j: usize,
}

impl Section {
    pub fn new(data: &CoxData<'_>, ties: Ties, j: usize) -> Result<Self, NoFit> {
        let fitted = maximise(data, ties)?;
        if fitted.kept.contains(&j) {
            Ok(Self { fitted, ties, j })
        } else {
            Err(NoFit::NothingVaries)
        }
    }

    /// The scaled coefficients with that of `j` replaced by β.
    fn place(&self, beta: f64) -> Vec<f64> {
        let mut place = self.fitted.maximum.beta.clone();
        place[self.j] = beta * self.fitted.design.scale[self.j];
        place
    }

    /// Its height: what R's `coxph` gives with `init`, `iter.max = 0` and the
    /// other covariates as an offset.
    pub fn at(&self, beta: f64) -> Option<f64> {
        evaluate(&self.fitted.design, self.ties, &self.place(beta)).map(|at| at.log_likelihood)
    }

    /// Climbs from 0: with one covariate the very steps of the fit, with several
    /// along a section through its maximum, which ends at the same estimate.
    pub fn ascent(&self) -> Result<Ascent, NoFit> {
        let Self { fitted: Fitted { design, maximum, variance, .. }, ties, j } = self;
        let (p, scale, j) = (design.p, design.scale[*j], *j);
        let mut stops = Vec::new();
        let evaluate = |beta: &[f64]| evaluate(design, *ties, beta);
        climb_watched(evaluate, &self.place(0.0), &[j], |beta, at| {
            stops.push(Stop {
                beta: beta[j] / scale,
                log_likelihood: at.log_likelihood,
                score: at.score[j] * scale,
                information: at.information[j * p + j] * scale * scale,
            });
        })
        .ok_or(NoFit::OutOfRange)?;
        let (end, error) = (maximum.beta[j] / scale, variance[j * p + j].sqrt() / scale);
        let (low, high) = if maximum.marching.contains(&j) || !error.is_finite() {
            let far = FAR / scale;
            if end > 0.0 { (-far / 4.0, far) } else { (-far, far / 4.0) }
        } else {
            (f64::min(0.0, end - 3.0 * error), f64::max(0.0, end + 3.0 * error))
        };
        let places = (0..PLACES).map(|k| low + (high - low) * k as f64 / (PLACES - 1) as f64);
        let hill = places.filter_map(|beta| Some((beta, self.at(beta)?))).gather();
        Ok(Ascent { stops, hill })
    }
}
