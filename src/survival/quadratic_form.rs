//! u′V⁻u for a symmetric, non-negative V that may be singular.

use crate::compact::Gather;

/// The form's value, and the rank of V: its degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuadraticForm {
    pub value: f64,
    pub rank: usize,
}

/// A pivot smaller than this share of its diagonal is rounding.
const PIVOT: f64 = 1e-9;

/// u′V⁻u by a Cholesky factorisation with pivoting (`v` row-major). Rows whose
/// pivot is nothing but rounding are linear combinations of the others and
/// drop out, so the value is that of any generalised inverse when u lies in the
/// range of V, as a vector of observed minus expected does.
pub fn quadratic_form(u: &[f64], v: &[f64]) -> QuadraticForm {
    let k = u.len();
    let mut v = v.to_vec();
    let mut u = u.to_vec();
    let diagonal: Vec<f64> = (0..k).map(|i| v[i * k + i]).gather();
    let mut open: Vec<usize> = (0..k).gather();
    let (mut value, mut rank) = (0.0, 0);
    loop {
        // The pivot that keeps the largest share of its diagonal.
        let share = |i: usize| {
            if diagonal[i] > 0.0 { v[i * k + i] / diagonal[i] } else { 0.0 }
        };
        let Some(at) = (0..open.len()).max_by(|a, b| share(open[*a]).total_cmp(&share(open[*b])))
        else {
            break;
        };
        let i = open[at];
        if share(i) < PIVOT {
            break;
        }
        open.remove(at);
        let pivot = v[i * k + i];
        value += u[i] * u[i] / pivot;
        rank += 1;
        for &j in &open {
            let ratio = v[j * k + i] / pivot;
            u[j] -= ratio * u[i];
            for &l in &open {
                v[j * k + l] -= ratio * v[i * k + l];
            }
        }
    }
    QuadraticForm { value, rank }
}
