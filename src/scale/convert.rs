//! From one scale to another, and from two grades to a change, without ever
//! pretending that a grade is a number.

use super::model::Scale;
use crate::value::{Boundary, Interval};
use serde::Serialize;

/// The grades of another scale that a grade may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Conversion {
    /// Positions in the other scale, lowest necrosis first.
    pub possible: Vec<usize>,
    /// Exactly one is possible.
    pub exact: bool,
}

/// Which grades of `to` a grade of `from` can be: those whose bands, in per
/// cent necrosis, have a number in common with its own. None when either
/// scale, or this grade, is not defined by per cents.
pub fn convert_grade(
    from: &Scale,
    grade: usize,
    boundary_from: Boundary,
    to: &Scale,
    boundary_to: Boundary,
) -> Option<Conversion> {
    if !to.is_convertible() {
        return None;
    }
    let band = from.band(grade, boundary_from)?;
    let possible = to.grades_meeting(&band, boundary_to);
    let exact = possible.len() == 1;
    Some(Conversion { possible, exact })
}

/// Every grade of `from` at once: exact when every one of them is. None when a
/// grade of either scale is defined by words.
pub fn convert_scale(
    from: &Scale,
    boundary_from: Boundary,
    to: &Scale,
    boundary_to: Boundary,
) -> Option<Vec<Conversion>> {
    (0..from.grades.len())
        .map(|grade| convert_grade(from, grade, boundary_from, to, boundary_to))
        .collect()
}

/// How sure a direction is, given what the grades leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Certain,
    Possible,
    Impossible,
}

/// The change of a patient from one grade to another of the same scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Delta {
    /// Grades up (more necrosis) or down. Takes the grades for equally spaced,
    /// which their bands are not.
    pub steps: i32,
    /// Middle of the later band minus middle of the earlier, in points of per
    /// cent necrosis.
    pub midpoint_points: Option<f64>,
    /// Every change the two bands allow, in points.
    pub interval: Option<Interval>,
    /// Whether necrosis rose.
    pub rise: Option<Certainty>,
    /// Whether necrosis fell.
    pub fall: Option<Certainty>,
    /// The earlier grade is the highest: no higher one can be reached.
    pub at_ceiling: bool,
    /// The earlier grade is the lowest.
    pub at_floor: bool,
}

/// After minus before on one scale: by grades, by midpoints, and as the
/// interval from `post low − pre high` to `post high − pre low`, whose ends
/// belong to it when both ends they come from do.
///
/// ```
/// use gradus::{scale::{delta, find}, value::Boundary};
/// let paper = find("paper6").unwrap();
/// let change = delta(paper, 3, 2, Boundary::LowerInclusive).unwrap();
/// assert_eq!((change.steps, change.midpoint_points), (1, Some(25.0)));
/// assert_eq!(change.interval.map(|i| (i.low, i.high)), Some((0.0, 50.0)));
/// ```
pub fn delta(scale: &Scale, post: usize, pre: usize, boundary: Boundary) -> Option<Delta> {
    let last = scale.grades.len().checked_sub(1)?;
    if post > last || pre > last {
        return None;
    }
    let change = scale
        .band(post, boundary)
        .zip(scale.band(pre, boundary))
        .map(|(post, pre)| Change::between(&post, &pre));
    Some(Delta {
        steps: post as i32 - pre as i32,
        midpoint_points: change.map(|c| c.midpoint_points),
        interval: change.map(|c| c.interval),
        rise: change.map(|c| c.rise),
        fall: change.map(|c| c.fall),
        at_ceiling: pre == last,
        at_floor: pre == 0,
    })
}

/// The change from one stretch of per cent necrosis to another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Change {
    /// Middle of the later minus middle of the earlier, in points.
    pub midpoint_points: f64,
    /// Every change the two allow, in points.
    pub interval: Interval,
    /// Whether necrosis rose.
    pub rise: Certainty,
    /// Whether necrosis fell.
    pub fall: Certainty,
}

impl Change {
    /// From `post low − pre high` to `post high − pre low`; an end belongs to
    /// it when both ends it comes from do.
    pub fn between(post: &Interval, pre: &Interval) -> Self {
        let interval = Interval {
            low: post.low - pre.high,
            high: post.high - pre.low,
            low_closed: post.low_closed && pre.high_closed,
            high_closed: post.high_closed && pre.low_closed,
        };
        let mirrored = Interval {
            low: -interval.high,
            high: -interval.low,
            low_closed: interval.high_closed,
            high_closed: interval.low_closed,
        };
        Self {
            midpoint_points: post.midpoint() - pre.midpoint(),
            interval,
            rise: rise(&interval),
            fall: rise(&mirrored),
        }
    }
}

/// Whether a change known to lie in an interval is above zero.
fn rise(change: &Interval) -> Certainty {
    if change.low > 0.0 || (change.low == 0.0 && !change.low_closed) {
        Certainty::Certain
    } else if change.high > 0.0 {
        Certainty::Possible
    } else {
        Certainty::Impossible
    }
}
