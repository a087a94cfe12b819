//! Who was counted, as a flow from the table to the groups: every box has its
//! number, and the numbers add up (STROBE statement, item 13c; von Elm and
//! others, PLoS Med 2007;4:e296).

use super::display_list::{DisplayList, Ink, Role};
use super::extent::Frame;
use super::lines::wrap;
use super::options::FigureOptions;
use super::sheet::{Lettering, Sheet, Stroke};
use super::style::Style;
use super::{heading::Heading, palette, words};
use crate::analysis::Answer;
use crate::compact::Gather;

const WIDEST: f64 = 640.0;
const NARROWEST_GROUP: f64 = 110.0;
const PAD: f64 = 8.0;
const GAP: f64 = 22.0;

/// A box: a heading with its number, and lines under it.
struct Step {
    head: String,
    lines: Vec<String>,
}

/// Draws the counts of an answer; `None` for one that counts no rows.
pub fn draw(answer: &Answer, options: &FigureOptions) -> Option<DisplayList> {
    let accounting = answer.accounting()?;
    let rows = words::counted(accounting.rows, "row", "rows");
    let start = Step { head: format!("In the table: {rows}"), lines: Vec::new() };
    let gone = accounting.rows - accounting.used;
    let reason = |one: &crate::analysis::LeftOut| format!("{}: {}", one.reason, one.count);
    let left_out = Step {
        head: format!("Left out: {gone}"),
        lines: accounting.left_out.iter().map(reason).gather(),
    };
    let end = Step { head: format!("Analysed: {}", accounting.used), lines: Vec::new() };
    let groups = groups(answer);

    let options = &options.with_sane_width();
    let style = Style::of(options);
    let width = options.width.min(WIDEST);
    let inner = width - 2.0 * style.margin;
    let heading = Heading::lay("", "", options, &style);
    let sheet = Sheet::new(width, 4000.0);
    heading.draw(&sheet, &style);
    let pen = Pen { sheet: &sheet, style: &style };

    // The way down runs a third from the left; what is left out stands beside it.
    let main = (inner * 0.42).round();
    let spine = (style.margin + main / 2.0).round();
    let column =
        |left: f64, wide: f64, top: f64| Frame { left, top, right: left + wide, bottom: top };
    let top = heading.bottom + 2.0;
    let mut y = pen.step(0, &start, column(style.margin, main, top));
    if gone > 0 {
        let side = column(style.margin + main + GAP, inner - main - GAP, y + GAP * 0.5);
        let bottom = pen.step(1, &left_out, side);
        let middle = ((side.top + bottom) / 2.0).round();
        pen.arrow([[spine, middle], [side.left, middle]]);
        pen.arrow([[spine, y], [spine, bottom + GAP * 0.5]]);
        y = bottom + GAP * 0.5;
    } else {
        pen.arrow([[spine, y], [spine, y + GAP]]);
        y += GAP;
    }
    y = pen.step(2, &end, column(style.margin, main, y));
    if !groups.is_empty() {
        y = pen.groups(&groups, [style.margin, inner], spine, y);
    }
    let items = sheet.finish();
    let steps: &[&Step] = if gone > 0 { &[&start, &left_out, &end] } else { &[&start, &end] };
    let summary = summary(steps, &groups);
    Some(DisplayList {
        width,
        height: (y + style.margin).ceil(),
        colours: palette::colours(&items, options),
        items,
        caption: format!("{summary} Gradus {}.", env!("CARGO_PKG_VERSION")),
        summary,
        reading: None,
    })
}

/// The groups of an answer that has them, with what is counted in each.
fn groups(answer: &Answer) -> Vec<Step> {
    let step = |label: &String, n: usize, lines: Vec<String>| Step {
        head: format!("{label}: {n}"),
        lines,
    };
    let events = |n| words::counted(n, "event", "events");
    match answer {
        Answer::Survival(answer) if answer.groups.len() > 1 => {
            let one = |g: &crate::analysis::survival::GroupSurvival| {
                step(&g.label, g.n, vec![events(g.events), format!("{} censored", g.censored)])
            };
            answer.groups.iter().map(one).gather()
        }
        Answer::Incidence(answer) if answer.groups.len() > 1 => {
            let one = |g: &crate::analysis::competing::GroupIncidence| {
                step(
                    &g.label,
                    g.n,
                    vec![events(g.events), format!("{} competing", g.competing_events)],
                )
            };
            answer.groups.iter().map(one).gather()
        }
        Answer::GroupComparison(answer) => {
            let sizes = answer.groups.iter().zip(&answer.sizes);
            sizes.map(|(label, n)| step(label, *n, Vec::new())).gather()
        }
        _ => Vec::new(),
    }
}

fn summary(steps: &[&Step], groups: &[Step]) -> String {
    let said = |step: &Step| match step.lines.as_slice() {
        [] => step.head.clone(),
        lines => format!("{} ({})", step.head, lines.join(", ")),
    };
    let mut sentences = steps.iter().map(|step| said(step)).gather();
    if !groups.is_empty() {
        sentences.push(groups.iter().map(said).gather().join("; "));
    }
    format!("{}.", sentences.join(". "))
}

struct Pen<'a> {
    sheet: &'a Sheet,
    style: &'a Style,
}

impl Pen<'_> {
    /// A box as high as its lines; gives its bottom.
    fn step(&self, k: usize, step: &Step, frame: Frame) -> f64 {
        let size = self.style.text;
        let room = frame.width() - 2.0 * PAD;
        let head = wrap(&step.head, room, size, true, 4);
        let lines: Vec<String> =
            step.lines.iter().flat_map(|line| wrap(line, room, size, false, 4)).gather();
        let line = self.style.line(size);
        let bottom = frame.top + 2.0 * PAD + line * (head.len() + lines.len()) as f64;
        let Frame { left, top, right, .. } = frame;
        let corners = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
        let role = Role::Box { step: k };
        self.sheet.line(role.clone(), &corners, Stroke::solid(Ink::Muted, self.style.axis));
        let bold = head.iter().map(|text| (text, true));
        for (row, (text, bold)) in bold.chain(lines.iter().map(|text| (text, false))).enumerate() {
            let mut how = Lettering::new(size, Ink::Text);
            how.bold = bold;
            let at = [left + PAD, top + PAD + line * (row as f64 + 0.75)];
            self.sheet.text(role.clone(), at, text, how);
        }
        bottom
    }

    /// Boxes side by side, in as many rows as they need.
    fn groups(&self, groups: &[Step], [left, inner]: [f64; 2], spine: f64, top: f64) -> f64 {
        let most = (((inner + GAP) / (NARROWEST_GROUP + GAP)) as usize).clamp(1, groups.len());
        let wide = ((inner - GAP * (most as f64 - 1.0)) / most as f64).floor();
        let mut y = top;
        for (row, part) in groups.chunks(most).enumerate() {
            let bar = (y + GAP * 0.5).round();
            let start = y + GAP;
            let centre = |k: usize| (left + wide / 2.0 + (wide + GAP) * k as f64).round();
            if row == 0 {
                let ends = [centre(0).min(spine), centre(part.len() - 1).max(spine)];
                let stroke = Stroke::solid(Ink::Muted, self.style.axis);
                self.sheet.line(Role::Reference, &[[spine, y], [spine, bar]], stroke);
                self.sheet.line(Role::Reference, &[[ends[0], bar], [ends[1], bar]], stroke);
            }
            for (k, group) in part.iter().enumerate() {
                if row == 0 {
                    self.arrow([[centre(k), bar], [centre(k), start]]);
                }
                let at = left + (wide + GAP) * k as f64;
                let frame = Frame { left: at, top: start, right: at + wide, bottom: start };
                y = y.max(self.step(3 + row * most + k, group, frame));
            }
        }
        y
    }

    fn arrow(&self, [from, to]: [[f64; 2]; 2]) {
        let stroke = Stroke::solid(Ink::Muted, self.style.axis);
        self.sheet.line(Role::Reference, &[from, to], stroke);
        let back = |a: f64, b: f64| 4.0 * (a - b).signum() * f64::from(u8::from(a != b));
        let [dx, dy] = [back(from[0], to[0]), back(from[1], to[1])];
        for side in [-1.0, 1.0] {
            let wing = [to[0] + dx + side * dy.abs() * 0.7, to[1] + dy + side * dx.abs() * 0.7];
            self.sheet.line(Role::Reference, &[wing, to], stroke);
        }
    }
}
