//! Names at their curves: beside the right end where there is room, else along
//! the curve, never over another line or text.

use super::across::direct_label;
use super::groups::Group;
use crate::compact::{Gather, Order};
use crate::figure::clearance::Clearance;
use crate::figure::display_list::Role;
use crate::figure::extent::Frame;
use crate::figure::metrics::{ASCENT, DESCENT};
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Lettering, Plot};
use crate::figure::style::Style;

/// A name with the size of its lines, and where its curve ends.
struct Name {
    group: usize,
    lines: Vec<String>,
    how: Lettering,
    width: f64,
    height: f64,
    end: [f64; 2],
    /// The end's height, moved apart from its neighbours.
    wish: f64,
}

/// Places every name, or says that one found no place.
pub(super) fn place(
    plot: &Plot,
    room: &mut Clearance,
    groups: &[Group],
    options: &FigureOptions,
    style: &Style,
) -> bool {
    if groups.len() < 2 {
        return true;
    }
    let mut names: Vec<Name> = groups.iter().map(|g| name(plot, g, options, style)).gather();
    names.order_by(|a, b| a.end[1].total_cmp(&b.end[1]));
    spread(&mut names);
    let mut placed = Vec::new();
    let mut settled: Vec<([f64; 2], Frame)> = Vec::new();
    for name in &names {
        let group = &groups[name.group];
        let above = |frame: &Frame| settled.iter().any(|other| out_of_order(name, frame, other));
        let own = chosen(plot, name, options);
        let free = own.or_else(|| best(plot, room, name, group, options, &above));
        let Some(frame) = free else { return false };
        settled.push((name.end, frame));
        for (k, line) in name.lines.iter().enumerate() {
            let drop = k as f64 * style.line(style.text) + style.text * ASCENT;
            let how = Lettering { halo: own.is_some(), ..name.how };
            placed.push((name.group, [frame.left, frame.top + drop], line.clone(), how));
        }
        room.place(frame);
    }
    for (group, at, line, how) in placed {
        plot.sheet.text(Role::GroupLabel { group }, at, &line, how);
    }
    true
}

/// Where the reader put the name, as far as it stays within the figure.
fn chosen(plot: &Plot, name: &Name, options: &FigureOptions) -> Option<Frame> {
    let [x, y] = (*options.label_at.get(name.group)?)?;
    let outer = plot.frame;
    let most = (options.width - 2.0 - name.width).max(2.0);
    let left = (outer.left + x * outer.width()).clamp(2.0, most);
    let top = outer.top + y * outer.height() - name.how.size * ASCENT;
    let top = top.clamp(0.0, outer.bottom - name.height);
    Some(Frame { left, top, right: left + name.width, bottom: top + name.height })
}

fn name(plot: &Plot, group: &Group, options: &FigureOptions, style: &Style) -> Name {
    let how = Lettering::new(style.text, group.ink.lettering());
    let lines = direct_label(&group.short, options.width, style);
    let time = group.last_time.min(plot.x_range.end);
    let height = group.height_at(time).max(plot.y_range.start);
    let end = [plot.x(time), plot.y(height)];
    Name {
        group: group.index,
        width: lines.iter().map(|line| how.width_of(line)).fold(0.0, f64::max),
        height: (lines.len().max(1) - 1) as f64 * style.line(style.text)
            + (ASCENT + DESCENT) * style.text,
        lines,
        how,
        end,
        wish: end[1],
    }
}

/// Whether a name would stand above that of a curve that ends higher, near by.
fn out_of_order(name: &Name, frame: &Frame, (end, other): &([f64; 2], Frame)) -> bool {
    let near = (name.end[0] - end[0]).abs() < 60.0 && (name.end[1] - end[1]).abs() < 30.0;
    near && frame.top < other.top + 2.0
}

/// Moves the wishes of neighbours apart, each as little as it can: neighbours
/// that would touch share the shift.
fn spread(names: &mut [Name]) {
    for _ in 0..50 {
        let mut moved = false;
        for k in 1..names.len() {
            let near = (names[k].end[0] - names[k - 1].end[0]).abs() < names[k].width + 20.0;
            let apart = (names[k].height + names[k - 1].height) / 2.0 + 1.0;
            let lack = apart - (names[k].wish - names[k - 1].wish);
            if near && lack > 0.01 {
                names[k - 1].wish -= lack / 2.0;
                names[k].wish += lack / 2.0;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// The cheapest place that covers no line and no text.
fn best(
    plot: &Plot,
    room: &Clearance,
    name: &Name,
    group: &Group,
    options: &FigureOptions,
    misleading: &dyn Fn(&Frame) -> bool,
) -> Option<Frame> {
    let bounds = Frame {
        left: plot.frame.left + 2.0,
        top: plot.frame.top - 6.0,
        right: options.width - 4.0,
        bottom: plot.frame.bottom - 1.0,
    };
    let frame = |left: f64, top: f64| Frame {
        left,
        top,
        right: left + name.width,
        bottom: top + name.height,
    };
    let mut candidates = Vec::new();
    let beside = name.end[0] + 6.0;
    for k in -12..=12 {
        let shift = f64::from(k) * 3.0;
        let top = name.wish - name.height / 2.0 + shift;
        candidates.push((shift.abs(), frame(beside, top)));
    }
    // Above and below the curve, from its end backwards.
    let time = group.last_time.min(plot.x_range.end);
    for k in 0..24 {
        let share = 1.0 - f64::from(k) * 0.04;
        let at = time * share;
        let (x, y) = (plot.x(at), plot.y(group.height_at(at).max(plot.y_range.start)));
        for gap in [6.0, 10.0, 16.0] {
            let far = 18.0 + f64::from(k) * 2.0 + gap;
            candidates.push((far, frame(x - name.width, y - gap - name.height)));
            candidates.push((far, frame(x, y - gap - name.height)));
            candidates.push((far + 1.0, frame(x - name.width, y + gap)));
        }
    }
    candidates
        .into_iter()
        .filter(|(_, frame)| frame.within(&bounds) && !misleading(frame))
        .filter_map(|(cost, frame)| {
            let wide = Frame { left: frame.left - 2.0, right: frame.right + 2.0, ..frame };
            let covered = room.covered(&wide);
            let free = covered.text == 0 && covered.curve == 0;
            let shade = (covered.band as f64) * 0.02 + (covered.faint as f64) * 3.0;
            free.then_some((cost + shade, frame))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, frame)| frame)
}
