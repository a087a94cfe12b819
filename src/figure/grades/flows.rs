//! How patients move from one grading to the next: a column a grading, a disc a
//! grade with its count, and lines as wide as the number who take that way.

use crate::analysis::grades::{GradeColumn, GradesAnswer};
use crate::compact::{Gather, Order};
use crate::figure::display_list::{Anchor, Axis, DisplayList, Ink, Role};
use crate::figure::heading::Heading;
use crate::figure::lines::{shorten, wrap};
use crate::figure::metrics::text_width;
use crate::figure::options::FigureOptions;
use crate::figure::sheet::{Lettering, Sheet, Stroke};
use crate::figure::style::Style;
use crate::figure::{palette, words};
use crate::table::mapping::GradeRole;

const RISE: Ink = Ink::Series(0);
const FALL: Ink = Ink::Series(1);

/// Patients with one grade in a column and one in the next.
struct Way {
    column: usize,
    from: usize,
    to: usize,
    count: usize,
}

struct Layout {
    /// The middle of each column.
    x: Vec<f64>,
    top: f64,
    /// From one grade to the next.
    step: f64,
    most_grades: usize,
    most_patients: usize,
}

impl Layout {
    /// Scales of fewer grades are spread over the same height.
    fn y(&self, grade: usize, grades: usize) -> f64 {
        let height = self.step * (self.most_grades.max(2) - 1) as f64;
        let share = grade as f64 / (grades.max(2) - 1) as f64;
        self.top + height * (1.0 - share)
    }

    fn radius(&self, count: usize) -> f64 {
        let share = count as f64 / self.most_patients.max(1) as f64;
        (self.step * 0.46).min(20.0) * share.sqrt()
    }
}

pub(super) fn draw(answer: &GradesAnswer, options: &FigureOptions) -> DisplayList {
    let style = Style::of(options);
    let order = in_time(&answer.columns);
    let columns: Vec<&GradeColumn> = order.iter().map(|k| &answer.columns[*k]).gather();
    let ways = ways(answer, &order);
    let same_scale = columns.windows(2).all(|pair| labels(pair[0]) == labels(pair[1]));

    let heading = Heading::lay("", "", options, &style);
    let widest = |column: &GradeColumn| {
        let wide = |label: &String| text_width(label, style.text, false);
        labels(column).iter().map(wide).fold(0.0, f64::max).min(options.width * 0.3)
    };
    let left = style.margin + widest(columns[0]) + 28.0;
    let after = if same_scale {
        0.0
    } else {
        columns.iter().skip(1).map(|c| widest(c)).fold(0.0, f64::max)
    };
    let heads = |column: &&GradeColumn| text_width(&column.column, style.text, true) / 2.0;
    let last_head = columns.last().map_or(0.0, heads).min(options.width * 0.12);
    let right = options.width - style.margin - (after + 28.0).max(last_head);
    let pitch = ((right - left) / (columns.len() - 1) as f64).clamp(60.0, 260.0);
    let most_grades = columns.iter().map(|c| c.bands.len()).max().unwrap_or(1);
    let names: Vec<Vec<String>> = columns
        .iter()
        .map(|c| wrap(&c.column, (pitch * 0.9).min(options.width * 0.24), style.text, true, 2))
        .gather();
    let name_lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let names_at = heading.bottom + style.text;
    let top = heading.bottom + name_lines * style.line(style.text) + 30.0;
    let rest = style.margin + 24.0;
    let step = match options.height {
        Some(height) => (height - top - rest) / (most_grades.max(2) - 1) as f64,
        None => 46.0,
    };
    let most_patients =
        columns.iter().flat_map(|c| c.bands.iter().map(|b| b.count)).max().unwrap_or(1);
    let x = (0..columns.len()).map(|k| left + pitch * k as f64).gather();
    let layout = Layout { x, top, step: step.max(style.text * 1.6), most_grades, most_patients };
    let foot = layout.y(0, most_grades) + rest;
    let last = layout.x[columns.len() - 1];
    // Names of columns stand over their middles, and may reach further.
    let reach = names
        .iter()
        .zip(&layout.x)
        .flat_map(|(lines, x)| lines.iter().map(move |l| x + text_width(l, style.text, true) / 2.0))
        .fold(last + after + 28.0, f64::max);
    let width = (reach.max(heading.width) + style.margin).ceil().min(options.width);

    let sheet = Sheet::new(width, foot);
    heading.draw(&sheet, &style);
    for (k, way) in ordered(&ways) {
        draw_way(&sheet, &layout, &columns, way, k, &style);
    }
    for (k, column) in columns.iter().enumerate() {
        let how = Lettering::new(style.text, Ink::Text).bold().anchored(Anchor::Middle);
        for (row, line) in names[k].iter().enumerate() {
            let at = [layout.x[k], names_at + row as f64 * style.line(style.text)];
            let half = how.width_of(line) / 2.0;
            let at = [at[0].max(style.margin + half), at[1]];
            sheet.text(Role::AxisTitle { axis: Axis::X }, at, line, how);
        }
        draw_column(&sheet, &layout, k, column, same_scale, &style, options);
    }
    let items = sheet.finish();
    let said = movements(&columns, &ways);
    DisplayList {
        width,
        height: foot.ceil(),
        colours: palette::colours(&items, options),
        items,
        caption: format!(
            "Discs: patients in a grade. Lines: patients from one grading to the next, as wide as \
             their number; {said} Gradus {}.",
            env!("CARGO_PKG_VERSION")
        ),
        summary: said,
        reading: None,
    }
}

fn labels(column: &GradeColumn) -> Vec<String> {
    column.bands.iter().map(|band| band.label.clone()).gather()
}

/// Before treatment, after it, pathology; others last, as they were mapped.
fn in_time(columns: &[GradeColumn]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..columns.len()).gather();
    order.order_by_key(|k| match columns[*k].role {
        GradeRole::Pre => 0,
        GradeRole::Post => 1,
        GradeRole::Pathology => 2,
        GradeRole::Other => 3,
    });
    order
}

fn ways(answer: &GradesAnswer, order: &[usize]) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for patient in &answer.patients {
        let grade = |k: usize| patient.grades.get(k)?.as_ref()?.grade;
        for (column, pair) in order.windows(2).enumerate() {
            let (Some(from), Some(to)) = (grade(pair[0]), grade(pair[1])) else { continue };
            let same = |way: &&mut Way| (way.column, way.from, way.to) == (column, from, to);
            match ways.iter_mut().find(same) {
                Some(way) => way.count += 1,
                None => ways.push(Way { column, from, to, count: 1 }),
            }
        }
    }
    ways
}

/// The few over the many.
fn ordered(ways: &[Way]) -> Vec<(usize, &Way)> {
    let mut order: Vec<(usize, &Way)> = ways.iter().enumerate().gather();
    order.order_by_key(|(_, way)| std::cmp::Reverse(way.count));
    order
}

fn draw_way(
    sheet: &Sheet,
    layout: &Layout,
    columns: &[&GradeColumn],
    way: &Way,
    k: usize,
    style: &Style,
) {
    let y = |column: usize, grade: usize| layout.y(grade, columns[column].bands.len());
    let ends = [
        [layout.x[way.column], y(way.column, way.from)],
        [layout.x[way.column + 1], y(way.column + 1, way.to)],
    ];
    let ink = match ends[1][1].total_cmp(&ends[0][1]) {
        std::cmp::Ordering::Less => RISE,
        std::cmp::Ordering::Equal => Ink::Muted,
        std::cmp::Ordering::Greater => FALL,
    };
    let share = way.count as f64 / layout.most_patients.max(1) as f64;
    let width = (share * layout.step * 0.5).max(style.axis);
    let dashes = [(width * 2.0).max(7.0), (width * 0.7).max(3.0)];
    let dash: &[f64] = if ink == FALL { &dashes } else { &[] };
    sheet.line(Role::Way { way: k }, &ends, Stroke { ink, width, dash });
}

fn draw_column(
    sheet: &Sheet,
    layout: &Layout,
    k: usize,
    column: &GradeColumn,
    same_scale: bool,
    style: &Style,
    options: &FigureOptions,
) {
    let text = Lettering::new(style.text, Ink::Text);
    for (grade, band) in column.bands.iter().enumerate() {
        let at = [layout.x[k], layout.y(grade, column.bands.len())];
        let role = Role::Bubble { x: k, y: grade };
        if band.count > 0 {
            let radius = layout.radius(band.count).max(style.text * 0.75);
            sheet.disc(role.clone(), at, radius, Ink::Paper, 1.0);
            sheet.ring(role, at, radius, Ink::Text, style.axis);
            let how = text.anchored(Anchor::Middle);
            let place = [at[0], at[1] + style.text * 0.36];
            let role = Role::BubbleCount { x: k, y: grade };
            sheet.text(role, place, &band.count.to_string(), how);
        } else {
            sheet.disc(role, at, 2.0, Ink::Muted, 1.0);
        }
        let role = Role::TickLabel { axis: Axis::Y, tick: grade };
        let room = options.width * 0.3;
        let label = shorten(&band.label, room, style.text, false);
        let y = at[1] + style.text * 0.35;
        if k == 0 {
            sheet.text(role, [at[0] - 26.0, y], &label, text.anchored(Anchor::End));
        } else if !same_scale {
            sheet.text(role, [at[0] + 26.0, y], &label, text);
        }
    }
}

/// `MRI before to MRI after: 14 higher, 5 the same, 3 lower.`
fn movements(columns: &[&GradeColumn], ways: &[Way]) -> String {
    let mut said = Vec::new();
    for column in 0..columns.len() - 1 {
        let height = |column: usize, grade: usize| {
            grade as f64 / (columns[column].bands.len().max(2) - 1) as f64
        };
        let count = |wanted: std::cmp::Ordering| -> usize {
            let here = ways.iter().filter(|way| way.column == column);
            let moved =
                |way: &&Way| height(column + 1, way.to).total_cmp(&height(column, way.from));
            here.filter(|way| moved(way) == wanted).map(|way| way.count).sum()
        };
        said.push(format!(
            "{} to {}: {} higher, {} the same, {} lower.",
            columns[column].column,
            columns[column + 1].column,
            words::counted(count(std::cmp::Ordering::Greater), "patient", "patients"),
            count(std::cmp::Ordering::Equal),
            count(std::cmp::Ordering::Less)
        ));
    }
    said.join(" ")
}
