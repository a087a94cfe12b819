//! The slope chart: per cent necrosis before and after to scale, the bands of
//! the grades at both sides, a line for the patients of each way.

use crate::analysis::grades::{GradeColumn, GradesAnswer, Transitions};
use crate::compact::{Gather, Order};
use crate::figure::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use crate::figure::extent::Frame;
use crate::figure::heading::Heading;
use crate::figure::lines::wrap;
use crate::figure::options::FigureOptions;
use crate::figure::palette;
use crate::figure::ruler::{Bands, draw_bands};
use crate::figure::sheet::{Lettering, Plot, Sheet, Stroke};
use crate::figure::style::Style;
use crate::figure::words;

const WIDEST: f64 = 640.0;
const COLUMN: f64 = 22.0;

/// Nothing where a grade has no per cents.
pub(super) fn draw(
    answer: &GradesAnswer,
    found: &Transitions,
    options: &FigureOptions,
) -> Option<DisplayList> {
    let style = Style::of(options);
    let sides = [found.pre, found.post].map(|k| &answer.columns[k]);
    if sides.iter().any(|side| side.bands.iter().any(|band| band.midpoint.is_none())) {
        return None;
    }
    let width = options.width.min(WIDEST);
    let line = style.line(style.text);
    let heading = Heading::lay("", "", options, &style);
    let beside = (width * 0.26).clamp(84.0, 150.0);
    let names = sides.map(|side| wrap(&side.column, width / 2.0 - 16.0, style.text, true, 2));
    let name_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let top = (heading.bottom + name_lines * line + 14.0).round();
    let tall = options.height.map_or(300.0, |height| height - top - line - style.margin);
    let most = sides.iter().map(|side| side.bands.len()).max().unwrap_or(1) as f64;
    let bottom = (top + tall.max((most + 1.0) * (line + 2.0))).round();
    let sheet = Sheet::new(width, bottom + line + style.margin);
    heading.draw(&sheet, &style);
    let frame =
        Frame { left: style.margin + beside, top, right: width - style.margin - beside, bottom };
    let plot = sheet.plot(frame, 0.0..1.0, 0.0..100.0);
    ways(&plot, found, sides, &style);
    for (side, column) in sides.into_iter().enumerate() {
        let labels: Vec<String> = column
            .bands
            .iter()
            .enumerate()
            .map(|(grade, band)| format!("{}  n = {}", band.label, total(found, side, grade)))
            .gather();
        let bands = column.bands.iter().map(|band| band.necrosis).gather();
        let shown =
            Bands { side, labels: &labels, necrosis: bands, column: COLUMN, with_ends: false };
        draw_bands(&plot, shown, &|_, _| false, &style);
        let (at, anchor) = if side == 0 {
            (frame.left + COLUMN, Anchor::End)
        } else {
            (frame.right - COLUMN, Anchor::Start)
        };
        let how = Lettering::new(style.text, Ink::Text).bold().anchored(anchor);
        for (k, text) in names[side].iter().enumerate() {
            let y = heading.bottom + (k as f64 + 0.75) * line;
            sheet.text(Role::AxisTitle { axis: Axis::X }, [at, y], text, how);
        }
    }
    let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
    let at = [width / 2.0, bottom + line];
    sheet.text(Role::AxisTitle { axis: Axis::Y }, at, "Necrosis, to scale", how);
    let items = sheet.finish();
    let said = said(answer, sides);
    Some(DisplayList {
        width,
        height: (bottom + line + style.margin).ceil(),
        colours: palette::colours(&items, options),
        items,
        caption: format!(
            "{said} Lines join the middles of the bands and are as wide as the number of patients; \
             dashed: less necrosis after. Gradus {}.",
            env!("CARGO_PKG_VERSION")
        ),
        summary: said,
        reading: None,
    })
}

/// Patients of a grade among those who have both.
fn total(found: &Transitions, side: usize, grade: usize) -> u32 {
    if side == 0 {
        found.counts[grade].iter().sum()
    } else {
        found.counts.iter().map(|row| row[grade]).sum()
    }
}

fn ways(plot: &Plot, found: &Transitions, [pre, post]: [&GradeColumn; 2], style: &Style) {
    let mut ways = Vec::new();
    for (before, row) in found.counts.iter().enumerate() {
        for (after, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
            let ends = [pre.bands[before].midpoint, post.bands[after].midpoint];
            ways.push((*count, ends.map(Option::unwrap_or_default)));
        }
    }
    ways.order_by_key(|way| std::cmp::Reverse(way.0));
    let most = ways.first().map_or(1, |way| way.0);
    let x = [plot.frame.left + COLUMN, plot.frame.right - COLUMN];
    for (k, (count, [before, after])) in ways.into_iter().enumerate() {
        let width = (f64::from(count) / f64::from(most) * 9.0).max(style.axis);
        let (ink, dash): (Ink, &[f64]) = if after > before {
            (Ink::Series(0), &[])
        } else if after < before {
            (Ink::Series(1), &[7.0, 4.0])
        } else {
            (Ink::Muted, &[])
        };
        let ends = [[x[0], plot.y(before)], [x[1], plot.y(after)]];
        plot.sheet.line(Role::Way { way: k }, &ends, Stroke { ink, width, dash });
    }
}

fn said(answer: &GradesAnswer, [pre, post]: [&GradeColumn; 2]) -> String {
    let d = answer.directions.unwrap_or_default();
    format!(
        "{} to {}: necrosis certainly rose in {}, certainly fell in {}; {} are open within their bands.",
        pre.column,
        post.column,
        words::counted(d.rise, "patient", "patients"),
        d.fall,
        d.undetermined
    )
}
