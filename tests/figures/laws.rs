//! What holds for every figure: no two texts overlap, none leaves the figure,
//! and every risk-table number stands under its tick.
#![allow(dead_code)] // Each test file uses its part.

use gradus::figure::display_list::*;
use gradus::figure::extent::{Frame, extent};

pub fn texts(list: &DisplayList) -> Vec<(&Item, Frame)> {
    let texts = list.items.iter().filter(|item| matches!(item, Item::Text { .. }));
    texts.filter_map(|item| Some((item, extent(item)?))).collect()
}

pub fn readable(list: &DisplayList, story: &str) {
    let whole = Frame { left: 0.0, top: 0.0, right: list.width, bottom: list.height };
    let texts = texts(list);
    for (k, (item, frame)) in texts.iter().enumerate() {
        assert!(frame.within(&whole), "{story}: outside the figure: {item:?} at {frame:?}");
        for (other, place) in &texts[..k] {
            assert!(!frame.overlaps(place), "{story}: {item:?} over {other:?}");
        }
    }
}

/// The middle of each number and the x of its tick: at most half a pixel apart.
pub fn aligned(list: &DisplayList, story: &str) -> usize {
    let ticks: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { role: Role::Tick { axis: Axis::X }, points, .. } => Some(points[0][0]),
            _ => None,
        })
        .collect();
    let mut checked = 0;
    for (item, frame) in texts(list) {
        let tick = match item.role() {
            Role::RiskNumber { tick, .. } | Role::TickLabel { axis: Axis::X, tick } => *tick,
            _ => continue,
        };
        let middle = (frame.left + frame.right) / 2.0;
        assert!(
            (middle - ticks[tick]).abs() <= 0.5,
            "{story}: {item:?} at {middle}, tick {}",
            ticks[tick]
        );
        checked += 1;
    }
    checked
}

/// No name and no printed number lies over a curve or a censoring mark.
pub fn curves_clear(list: &DisplayList, story: &str) {
    let placed = texts(list)
        .into_iter()
        .filter(|(item, _)| matches!(item.role(), Role::GroupLabel { .. } | Role::Note { .. }));
    for (text, frame) in placed {
        for item in &list.items {
            let Item::Line { role: Role::Curve { .. } | Role::Tail { .. }, points, .. } = item
            else {
                continue;
            };
            for pair in points.windows(2) {
                let segment = Frame {
                    left: pair[0][0].min(pair[1][0]),
                    right: pair[0][0].max(pair[1][0]) + 0.01,
                    top: pair[0][1].min(pair[1][1]),
                    bottom: pair[0][1].max(pair[1][1]) + 0.01,
                };
                assert!(!frame.overlaps(&segment), "{story}: {text:?} over a curve at {segment:?}");
            }
        }
    }
}
