//! Symmetric positive matrices: factor, solve, invert. Row-major.

use crate::compact::Gather;

/// LDL′ of a positive definite matrix.
#[derive(Clone, Debug)]
pub struct Cholesky {
    k: usize,
    /// Unit lower triangle.
    lower: Vec<f64>,
    diagonal: Vec<f64>,
}

/// A pivot below this share of its diagonal is rounding.
const PIVOT: f64 = 1e-11;

impl Cholesky {
    /// `None` where a row is a combination of those before it.
    pub fn new(matrix: &[f64], k: usize) -> Option<Self> {
        let mut lower = vec![0.0; k * k];
        let mut diagonal = vec![0.0; k];
        for i in 0..k {
            for j in 0..=i {
                let known: f64 =
                    (0..j).map(|l| lower[i * k + l] * lower[j * k + l] * diagonal[l]).sum();
                let rest = matrix[i * k + j] - known;
                if i == j {
                    // False also for a pivot that is no number.
                    let positive = rest > PIVOT * matrix[i * k + i] && rest.is_finite();
                    if !positive {
                        return None;
                    }
                    diagonal[i] = rest;
                    lower[i * k + i] = 1.0;
                } else {
                    lower[i * k + j] = rest / diagonal[j];
                }
            }
        }
        Some(Self { k, lower, diagonal })
    }

    /// x with A x = b.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let k = self.k;
        let mut x = b.to_vec();
        for i in 0..k {
            for j in 0..i {
                x[i] -= self.lower[i * k + j] * x[j];
            }
        }
        for (x, d) in x.iter_mut().zip(&self.diagonal) {
            *x /= d;
        }
        for i in (0..k).rev() {
            for j in i + 1..k {
                x[i] -= self.lower[j * k + i] * x[j];
            }
        }
        x
    }

    pub fn inverse(&self) -> Vec<f64> {
        let k = self.k;
        let mut inverse = vec![0.0; k * k];
        for j in 0..k {
            let mut unit = vec![0.0; k];
            unit[j] = 1.0;
            for (i, x) in self.solve(&unit).into_iter().enumerate() {
                inverse[i * k + j] = x;
            }
        }
        inverse
    }

    /// log |A|.
    pub fn log_determinant(&self) -> f64 {
        self.diagonal.iter().map(|d| d.ln()).sum()
    }
}

/// Which rows are no combination of those before them.
pub fn independent_rows(matrix: &[f64], k: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for i in 0..k {
        let mut with = kept.clone();
        with.push(i);
        if matrix[i * k + i] > 0.0 && Cholesky::new(&part(matrix, k, &with), with.len()).is_some() {
            kept = with;
        }
    }
    kept
}

/// The rows and columns named, in that order.
pub fn part(matrix: &[f64], k: usize, rows: &[usize]) -> Vec<f64> {
    rows.iter().flat_map(|&i| rows.iter().map(move |j| matrix[i * k + j])).gather()
}

/// a′ M b.
pub fn between(a: &[f64], matrix: &[f64], b: &[f64]) -> f64 {
    let k = b.len();
    a.iter()
        .enumerate()
        .map(|(i, a)| a * matrix[i * k..(i + 1) * k].iter().zip(b).map(|(m, b)| m * b).sum::<f64>())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the inverse of (4 2; 2 3) is (3 −2; −2 4)/8, its determinant 8.
    #[test]
    fn two_by_two_by_hand() {
        let factor = Cholesky::new(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
        assert_eq!(factor.inverse(), [0.375, -0.25, -0.25, 0.5]);
        assert!((factor.log_determinant() - 8.0_f64.ln()).abs() < 1e-15);
        assert_eq!(factor.solve(&[8.0, 8.0]), [1.0, 2.0]);
        assert_eq!(between(&[1.0, 2.0], &[4.0, 2.0, 2.0, 3.0], &[1.0, 2.0]), 24.0);
    }

    #[test]
    fn a_row_that_repeats_others_is_named() {
        let twice = [1.0, 2.0, 0.0, 2.0, 4.0, 0.0, 0.0, 0.0, 1.0];
        assert!(Cholesky::new(&twice, 3).is_none());
        assert_eq!(independent_rows(&twice, 3), [0, 2]);
    }
}
