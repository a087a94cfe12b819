//! Numbers printed on the figure: medians, an effect, then p with the name of
//! its test, in the emptiest corner.

use super::groups::{Group, unit_shown};
use super::window;
use crate::analysis::survival::SurvivalAnswer;
use crate::figure::clearance::Clearance;
use crate::figure::display_list::{Ink, Role};
use crate::figure::extent::Frame;
use crate::figure::lines::shorten;
use crate::figure::metrics::{ASCENT, text_width};
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Lettering, Plot, Sheet};
use crate::figure::style::Style;
use crate::figure::words;
use crate::report::number;

pub(super) struct Line {
    pub text: String,
    pub ink: Ink,
}

/// More groups than this have their medians in a table beside the figure.
const MOST_MEDIANS: usize = 4;

/// Mean times within a window take the place of medians.
pub(super) fn shows_medians(groups: &[Group], options: &FigureOptions, windowed: bool) -> bool {
    options.show_medians
        && !windowed
        && groups.len() <= MOST_MEDIANS
        && groups.iter().any(|g| g.median().is_some())
}

/// Names are shortened to keep a line within `room` pixels; numbers never are.
pub(super) fn lines(
    answer: &SurvivalAnswer,
    groups: &[Group],
    options: &FigureOptions,
    style: &Style,
    room: f64,
) -> Vec<Line> {
    let unit = unit_shown(answer, options);
    let mut lines = Vec::new();
    for text in window::lines(answer, groups, options) {
        let text = shorten(&text, room.max(200.0), style.small, false);
        lines.push(Line { text, ink: Ink::Text });
    }
    if shows_medians(groups, options, window::of(answer).is_some()) {
        let limits = groups.iter().find_map(|g| g.median()?.limits.first());
        let level = limits.map(|l| format!(" ({} CI)", words::level(l.level)));
        let head = format!("Median, {}{}", words::unit_name(unit), level.unwrap_or_default());
        lines.push(Line { text: head, ink: Ink::Muted });
        for group in groups {
            let median = group.median_text(unit, "NR");
            let room = room - text_width(&format!(": {median}"), style.small, false);
            let text = if groups.len() == 1 {
                median
            } else {
                let label = shorten(&group.short, room.max(45.0), style.small, false);
                format!("{label}: {median}")
            };
            lines.push(Line { text, ink: group.ink.lettering() });
        }
    }
    let windowed = window::of(answer).is_some() && options.effect.is_none();
    if let Some(effect) = effect(answer, options).filter(|_| !windowed) {
        let text = shorten(&effect, room.max(200.0), style.small, false);
        lines.push(Line { text, ink: Ink::Text });
    }
    if options.show_p
        && window::of(answer).is_none()
        && let Some(test) = answer.tests.first()
        && let Some(p) = test.p.value()
    {
        let text = format!("{} {}", words::test_name(test.weight), words::p_value(p));
        lines.push(Line { text, ink: Ink::Text });
    }
    lines
}

/// The user's own words, or the hazard ratio that comes with the test.
pub(super) fn effect(answer: &SurvivalAnswer, options: &FigureOptions) -> Option<String> {
    if let Some(own) = &options.effect {
        return Some(own.clone());
    }
    let ratio = answer.tests.first()?.hazard_ratio.as_ref().filter(|_| options.show_effect)?;
    let (low, high) = (ratio.peto_lower.value()?, ratio.peto_upper.value()?);
    let range = number::range(&number::ratio(low), &number::ratio(high));
    Some(format!("Hazard ratio {} ({range})", number::ratio(ratio.peto.value()?)))
}

/// Where the user put it, lines may run beneath: `halo`.
fn write(sheet: &Sheet, lines: &[Line], at: [f64; 2], halo: bool, style: &Style) {
    for (k, line) in lines.iter().enumerate() {
        let at = [at[0], at[1] + k as f64 * style.line(style.small)];
        let how = Lettering { halo, ..Lettering::new(style.small, line.ink) };
        sheet.text(Role::Note { line: k }, at, &line.text, how);
    }
}

pub(super) fn above(sheet: &Sheet, lines: &[Line], baseline: f64, style: &Style) {
    write(sheet, lines, [style.margin, baseline], false, style);
}

/// Finds a place in the plot that covers no curve and no text, as near to the
/// lower left (for rising curves the upper left) as there is one; where the
/// user put it, it stays.
pub(super) fn inside(
    plot: &Plot,
    room: &Clearance,
    lines: &[Line],
    options: &FigureOptions,
    style: &Style,
) -> bool {
    if lines.is_empty() {
        return true;
    }
    let width = lines.iter().map(|l| text_width(&l.text, style.small, false)).fold(0.0, f64::max);
    let height = lines.len() as f64 * style.line(style.small);
    let outer = plot.frame;
    let (right, bottom) = (outer.right - width - 2.0, outer.bottom - height - 6.0);
    let at = match options.note_at {
        Some([x, y]) => Some([
            (outer.left + x.clamp(0.0, 1.0) * outer.width()).min(right).max(outer.left + 2.0),
            (outer.top + y.clamp(0.0, 1.0) * outer.height()).min(bottom).max(outer.top),
        ]),
        None => emptiest(plot, room, [width, height], [right, bottom], options.rising),
    };
    let Some([left, top]) = at else { return false };
    let first = [left, top + style.small * ASCENT];
    write(plot.sheet, lines, first, options.note_at.is_some(), style);
    true
}

fn emptiest(
    plot: &Plot,
    room: &Clearance,
    size: [f64; 2],
    last: [f64; 2],
    rising: bool,
) -> Option<[f64; 2]> {
    let outer = plot.frame;
    let mut best: Option<(f64, [f64; 2])> = None;
    let mut y = outer.top + 4.0;
    while y <= last[1] {
        let mut x = outer.left + 10.0;
        while x <= last[0] {
            let frame = Frame {
                left: x - 5.0,
                top: y - 3.0,
                right: x + size[0] + 5.0,
                bottom: y + size[1] + 3.0,
            };
            let covered = room.covered(&frame);
            if covered.curve == 0 && covered.text == 0 {
                let down = (last[1] - y) * 0.15;
                let up = (y - outer.top) * 0.15;
                let (left, right) = ((x - outer.left) * 0.15, (last[0] - x) * 0.15);
                let (lower, upper) = if rising { (6.0, 0.0) } else { (0.0, 6.0) };
                let corner = (down + lower + left)
                    .min(up + upper + right)
                    .min(up + upper + left + 4.0)
                    .min(down + lower + right + 4.0);
                let cost = covered.band as f64 * 0.25 + covered.faint as f64 * 12.0 + corner;
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, [x, y]));
                }
            }
            x += 6.0;
        }
        y += 6.0;
    }
    best.map(|(_, at)| at)
}
