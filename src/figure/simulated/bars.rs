//! Bars of a distribution, those of significant repetitions filled.

use super::super::display_list::{Anchor, Ink, Role};
use super::super::sheet::{Lettering, Plot, Stroke};
use super::super::style::Style;
use crate::analysis::simulate::trial::Histogram;

/// Every bar in outline; its significant part filled from the foot.
pub fn bars(plot: &Plot, histogram: &Histogram, style: &Style) {
    let ends = histogram.edges.windows(2);
    for (class, (ends, (all, significant))) in
        ends.zip(histogram.all.iter().zip(&histogram.significant)).enumerate()
    {
        if *all == 0 {
            continue;
        }
        let (left, right, top) = (ends[0], ends[1], f64::from(*all));
        let role = Role::Share { class };
        if *significant > 0 {
            let filled = f64::from(*significant);
            let corners = vec![(left, 0.0), (left, filled), (right, filled), (right, 0.0)];
            plot.area(role.clone(), corners, Ink::Series(1), 0.85);
        }
        let outline = vec![(left, 0.0), (left, top), (right, top), (right, 0.0)];
        plot.line(role, outline, Stroke::solid(Ink::Muted, style.axis));
    }
}

/// An upright line with its name at the top, on the side where there is room.
pub fn mark(plot: &Plot, at: f64, name: &str, line: usize, dash: &[f64], style: &Style) {
    if !(plot.x_range.start..=plot.x_range.end).contains(&at) {
        return;
    }
    let stroke = Stroke { ink: Ink::Text, width: style.axis * 1.5, dash };
    plot.line(Role::Reference, vec![(at, plot.y_range.start), (at, plot.y_range.end)], stroke);
    let how = Lettering { halo: true, ..Lettering::new(style.small, Ink::Text) };
    let (x, width) = (plot.x(at), how.width_of(name));
    let room = x + 5.0 + width <= plot.frame.right;
    let (x, how) = if room { (x + 5.0, how) } else { (x - 5.0, how.anchored(Anchor::End)) };
    let y = plot.frame.top + style.line(style.small) * (line as f64 + 0.8);
    plot.sheet.text(Role::Note { line }, [x, y], name, how);
}
