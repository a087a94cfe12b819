//! Step functions as corners, never slopes, with no more corners than a screen
//! can show: a million steps draw the same picture as a few thousand.

use super::sheet::Plot;

/// Corners of the step function that starts at `start` and takes each value
/// from its time on, up to `until`. Steps of less than a quarter of a pixel wait
/// until they add up; steps in one quarter of a pixel of time become one.
pub(super) fn staircase(
    plot: &Plot,
    start: (f64, f64),
    steps: impl IntoIterator<Item = (f64, f64)>,
    until: f64,
) -> Vec<(f64, f64)> {
    let mut corners = vec![start];
    let quarter = |time: f64, value: f64| {
        let (x, y) = plot.cell(time, value);
        (x >> 1, y >> 1)
    };
    let (mut column, mut row) = quarter(start.0, start.1);
    let mut level = start.1;
    for (time, value) in steps {
        if time > until {
            break;
        }
        if value == level {
            continue;
        }
        let cell = quarter(time, value);
        if cell.1 == row {
            continue;
        }
        if cell.0 == column && corners.len() > 2 {
            if let Some(last) = corners.last_mut() {
                last.1 = value;
            }
        } else {
            corners.push((time, level));
            corners.push((time, value));
        }
        (column, row) = cell;
        level = value;
    }
    if until > corners[corners.len() - 1].0 {
        corners.push((until, level));
    }
    corners
}

/// The area between two step functions on the same times, as closed outlines;
/// a pair with a missing value ends one outline, the next pair begins another.
pub(super) fn ribbons(
    plot: &Plot,
    start: (f64, f64, f64),
    steps: impl IntoIterator<Item = (f64, f64, f64)>,
    until: f64,
) -> Vec<Vec<(f64, f64)>> {
    let mut outlines = Vec::new();
    let mut open: Vec<(f64, f64, f64)> = vec![start];
    let mut close = |open: &mut Vec<(f64, f64, f64)>, end: f64| {
        if let Some(first) = open.first().copied() {
            let rest = || open.iter().skip(1);
            let mut outline = staircase(plot, (first.0, first.1), rest().map(|s| (s.0, s.1)), end);
            let back = staircase(plot, (first.0, first.2), rest().map(|s| (s.0, s.2)), end);
            outline.extend(back.into_iter().rev());
            outlines.push(outline);
        }
        open.clear();
    };
    for step in steps {
        if step.0 > until {
            break;
        }
        if step.1.is_finite() && step.2.is_finite() {
            open.push(step);
        } else {
            close(&mut open, step.0);
        }
    }
    close(&mut open, until);
    outlines
}
