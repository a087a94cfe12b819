//! Linear equations with a symmetric positive matrix.

/// Solves A x = b for a symmetric positive A; None where it is not positive.
pub(super) fn solve(matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let factor = cholesky(matrix)?;
    let n = right.len();
    let mut x = right.to_vec();
    for i in 0..n {
        for j in 0..i {
            x[i] -= factor[i][j] * x[j];
        }
        x[i] /= factor[i][i];
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            x[i] -= factor[j][i] * x[j];
        }
        x[i] /= factor[i][i];
    }
    Some(x)
}

/// One diagonal element of the inverse.
pub(super) fn inverse_diagonal(matrix: Vec<Vec<f64>>, which: usize) -> Option<f64> {
    let mut unit = vec![0.0; matrix.len()];
    unit[which] = 1.0;
    solve(matrix, &unit).map(|column| column[which])
}

/// L with L L' the matrix, below the diagonal.
fn cholesky(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    for i in 0..matrix.len() {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum();
            let rest = matrix[i][j] - sum;
            if i == j {
                if rest.is_nan() || rest <= 0.0 {
                    return None;
                }
                matrix[i][i] = rest.sqrt();
            } else {
                matrix[i][j] = rest / matrix[j][j];
            }
        }
    }
    Some(matrix)
}
