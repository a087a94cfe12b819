//! Bars of a distribution whose values lie near or far.

use super::display_list::{Ink, Role};
use super::extent::Frame;
use super::sheet::Plot;

/// From `low` on classes of one `width`, each with the share that is near and,
/// below it, the share that is far, in the plot's own numbers.
pub(super) fn shares(plot: &Plot, low: f64, width: f64, classes: &[[f64; 2]]) {
    for (class, [near, far]) in classes.iter().enumerate() {
        let x = low + class as f64 * width;
        let (left, right) = (plot.x(x) + 0.5, plot.x(x + width) - 0.5);
        let [zero, middle, top] = [0.0, *far, far + near].map(|share| plot.y(share));
        // They differ in lightness, too: the far ones stand out on either paper.
        let kinds = [(Ink::Series(1), 0.85, middle, zero), (Ink::Muted, 0.45, top, middle)];
        for (ink, opacity, top, bottom) in kinds {
            if bottom > top {
                let body = Frame { left, right: right.max(left + 0.5), top, bottom };
                plot.sheet.rect(Role::Share { class }, body, ink, opacity);
            }
        }
    }
}
