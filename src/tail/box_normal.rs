//! How likely correlated normal variables are to leave a box around 0.

use super::{integral, normal_upper};
use crate::compact::{Gather, sort_numbers};
use std::f64::consts::PI;

/// Dimensions integrated at most.
const MOST: usize = 4;
/// A pivot smaller than this is rounding: a variable that the others make up.
const PIVOT: f64 = 1e-9;

/// P(max |Zᵢ| > b) for standard normal Zᵢ whose correlations, row-major, may be
/// singular.
///
/// Z is written in as many independent normal variables as the correlations
/// have rank (a Cholesky factor with pivoting), so that the box becomes a
/// polytope in them. One variable after another is integrated over the
/// polytope's stretch of it, the innermost in closed form; between corners of
/// the polytope the integrand is smooth, and the quadrature ends at every corner. What is summed are the chances of leaving, so small ones keep
/// their digits. Relative error below 1e-9. `None` for a rank above 4 or
/// numbers that are no correlations.
pub fn beyond_box(b: f64, correlation: &[f64]) -> Option<f64> {
    let k = (0..=correlation.len()).find(|k| k * k == correlation.len())?;
    let (loadings, rank) = factor(correlation, k)?;
    if !(b > 0.0 && b.is_finite()) {
        return (b == 0.0).then_some(1.0);
    }
    let faces: Vec<Face> = loadings
        .iter()
        .flat_map(|row| [Face { normal: *row, at: b }, Face { normal: row.map(|x| -x), at: b }])
        .gather();
    Some(outside(&faces, MOST - rank, true).min(1.0))
}

/// Rows of the pivoted Cholesky factor, filled from the right: the first of
/// `rank` variables stands at `MOST - rank`.
fn factor(correlation: &[f64], k: usize) -> Option<(Vec<[f64; MOST]>, usize)> {
    let mut rest = correlation.to_vec();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    loop {
        let at = (0..k).max_by(|a, b| rest[a * k + a].total_cmp(&rest[b * k + b]))?;
        let pivot = rest[at * k + at];
        if pivot.is_nan() || pivot < PIVOT {
            break;
        }
        if columns.len() == MOST {
            return None;
        }
        let column: Vec<f64> = (0..k).map(|i| rest[i * k + at] / pivot.sqrt()).gather();
        for i in 0..k {
            for j in 0..k {
                rest[i * k + j] -= column[i] * column[j];
            }
        }
        columns.push(column);
    }
    let rank = columns.len();
    let row = |i: usize| {
        let mut row = [0.0; MOST];
        for (c, column) in columns.iter().enumerate() {
            row[MOST - rank + c] = column[i];
        }
        row
    };
    (rank > 0).then(|| ((0..k).map(row).gather(), rank))
}

/// Those x with `normal` · x ≤ `at`.
#[derive(Clone, Copy)]
struct Face {
    normal: [f64; MOST],
    at: f64,
}

fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// The chance to lie beyond some face, for independent normal variables
/// `from` … 3. A polytope that is its own mirror image is integrated by half.
fn outside(faces: &[Face], from: usize, mirrored: bool) -> f64 {
    if from == MOST - 1 {
        let (low, high) = stretch(faces);
        return if low < high { normal_upper(high) + normal_upper(-low) } else { 1.0 };
    }
    let mut corners = corners(faces, from);
    sort_numbers(&mut corners);
    let (Some(&low), Some(&high)) = (corners.first(), corners.last()) else { return 1.0 };
    let low = if mirrored { 0.0 } else { low };
    let mut sum = normal_upper(high) + if mirrored { 0.0 } else { normal_upper(-low) };
    let mut start = low;
    let mut slice = faces.to_vec();
    for end in corners {
        if end - start < 1e-13 {
            continue;
        }
        let mut leaving = |x: f64| {
            for (cut, face) in slice.iter_mut().zip(faces) {
                cut.at = face.at - face.normal[from] * x;
            }
            density(x) * outside(&slice, from + 1, false)
        };
        sum += integral(&mut leaving, start, end, sum);
        start = end;
    }
    if mirrored { 2.0 * sum } else { sum }
}

/// Between which values the last variable stays.
fn stretch(faces: &[Face]) -> (f64, f64) {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for Face { normal, at } in faces {
        let slope = normal[MOST - 1];
        if slope > 1e-14 {
            high = high.min(at / slope);
        } else if slope < -1e-14 {
            low = low.max(at / slope);
        } else if *at < 0.0 {
            return (0.0, 0.0);
        }
    }
    (low, high)
}

/// Variable `from` at every corner of the polytope.
fn corners(faces: &[Face], from: usize) -> Vec<f64> {
    let rank = MOST - from;
    let mut found = Vec::new();
    let mut chosen: Vec<usize> = (0..rank).gather();
    while chosen[rank - 1] < faces.len() {
        if let Some(point) = meet(faces, &chosen, from) {
            let within = |face: &Face| {
                let along: f64 = (from..MOST).map(|c| face.normal[c] * point[c]).sum();
                along <= face.at + 1e-9
            };
            if faces.iter().all(within) {
                found.push(point[from]);
            }
        }
        // The next choice in lexicographic order; the last place runs over.
        let place =
            (0..rank).rev().find(|i| chosen[*i] + rank - i < faces.len()).unwrap_or(rank - 1);
        chosen[place] += 1;
        for later in place + 1..rank {
            chosen[later] = chosen[later - 1] + 1;
        }
        if place == rank - 1 && chosen[place] >= faces.len() {
            break;
        }
    }
    found
}

/// Where the chosen faces meet, by elimination; none where they are parallel.
fn meet(faces: &[Face], chosen: &[usize], from: usize) -> Option<[f64; MOST]> {
    let rank = chosen.len();
    let mut rows = [Face { normal: [0.0; MOST], at: 0.0 }; MOST];
    chosen.iter().zip(&mut rows).for_each(|(face, row)| *row = faces[*face]);
    for step in 0..rank {
        let column = from + step;
        let largest = (step..rank).max_by(|a, b| {
            rows[*a].normal[column].abs().total_cmp(&rows[*b].normal[column].abs())
        })?;
        rows.swap(step, largest);
        let pivot = rows[step];
        if pivot.normal[column].abs() < 1e-10 {
            return None;
        }
        for row in rows[..rank].iter_mut().skip(step + 1) {
            let ratio = row.normal[column] / pivot.normal[column];
            for c in column..MOST {
                row.normal[c] -= ratio * pivot.normal[c];
            }
            row.at -= ratio * pivot.at;
        }
    }
    let mut point = [0.0; MOST];
    for step in (0..rank).rev() {
        let row = rows[step];
        let known: f64 = (from + step + 1..MOST).map(|c| row.normal[c] * point[c]).sum();
        point[from + step] = (row.at - known) / row.normal[from + step];
    }
    Some(point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tail::{normal_two_sided, rectangle_excess};

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b, "{a:e} is not {b:e}");
    }

    /// 1 − (1 − q)^k for k independent variables that each leave with chance q.
    #[test]
    fn independent_variables() {
        for b in [0.3, 1.0, 2.5, 6.0] {
            let q = normal_two_sided(b);
            for k in 1..=3_usize {
                let identity: Vec<f64> =
                    (0..k * k).map(|at| f64::from(u8::from(at / k == at % k))).collect();
                let wanted = -(k as f64 * (-q).ln_1p()).exp_m1();
                near(beyond_box(b, &identity).unwrap(), wanted);
            }
        }
    }

    /// Two variables by Plackett's integral.
    #[test]
    fn two_correlated_variables() {
        for r in [-0.95, -0.4, 0.2, 0.8, 0.999] {
            for b in [0.5, 2.0, 4.0] {
                let q = normal_two_sided(b);
                let inside = (1.0 - q) * (1.0 - q) + rectangle_excess([-b, b], [-b, b], r);
                let found = beyond_box(b, &[1.0, r, r, 1.0]).unwrap();
                assert!((found - (1.0 - inside)).abs() < 1e-13, "{r} {b} {found}");
            }
        }
    }

    /// A variable given twice, with either sign, adds nothing.
    #[test]
    fn singular_correlations() {
        let twice = [1.0, -1.0, 0.5, -1.0, 1.0, -0.5, 0.5, -0.5, 1.0];
        let once = [1.0, 0.5, 0.5, 1.0];
        near(beyond_box(2.2, &twice).unwrap(), beyond_box(2.2, &once).unwrap());
    }

    /// Four variables of which three are independent, and four that are all
    /// alike correlated (1/2): 1 − Σ over the common part, by R 4.2.2's
    /// `integrate` of dnorm(x) (Φ(√2 b − x) − Φ(−√2 b − x))⁴ at b = 2.
    #[test]
    fn four_variables() {
        let mut alike = [0.5; 16];
        (0..4).for_each(|i| alike[5 * i] = 1.0);
        near(beyond_box(2.0, &alike).unwrap(), ALIKE);
    }

    const ALIKE: f64 = 0.143_060_455_262_101_4;
}
