//! A swimmer plot: a bar a patient, as long as the patient was followed, with a
//! mark of its own shape where each endpoint's event came.

use super::chart::{Around, Chart, Scale};
use super::display_list::{Anchor, DisplayList, Ink, Role};
use super::extent::Frame;
use super::metrics::text_width;
use super::options::FigureOptions;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::{Style, group_ink};
use super::{palette, words};
use crate::analysis::courses::{Course, CourseEnding, CoursesAnswer};
use crate::compact::Gather;
use crate::report::survival_sentence;

/// More bars than this are no longer bars.
const MOST: usize = 300;
/// More have no room for their rows' numbers.
const MOST_NAMED: usize = 60;

pub fn draw(answer: &CoursesAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let n = answer.courses.len();
    if n == 0 || n > MOST {
        return None;
    }
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let unit = options.time_unit.unwrap_or(answer.unit);
    let factor = words::unit_factor(answer.unit, unit);
    let last = answer.courses.iter().map(|c| c.last * factor).fold(0.0, f64::max);
    let several = answer.labels.len() > 1;
    let pitch = match n {
        0..=30 => 15.0,
        31..=MOST_NAMED => 12.5,
        61..=120 => 6.0,
        _ => 3.5,
    };
    let pitch = if n <= MOST_NAMED { f64::max(pitch, style.small + 1.5) } else { pitch };
    let named = |k: usize| ((k as f64 + 0.5), answer.courses[k].row.to_string());
    let chart = Chart {
        x: Scale::time(last * 1.03, unit, options),
        y: Scale {
            low: n as f64,
            high: 0.0,
            ticks: (0..n).filter(|_| n <= MOST_NAMED).map(named).gather(),
            title: if n <= MOST_NAMED { "Row of the table" } else { "Patients" }.into(),
        },
        around: Around::default(),
    };
    let gutter = chart.gutter(options, &style);
    let groups = if several { groups_of(answer, options) } else { Vec::new() };
    let tall = pitch * n as f64;
    let laid = chart.lay(0.0, gutter, tall, options, &style);
    let line = style.line(style.text);
    let keys = keys(answer, &groups, options, &style);
    let lines = keys.iter().map(|key| key.line + 1).max().unwrap_or(0) as f64;
    let height = (laid.bottom + lines * line + style.margin).ceil();
    let sheet = Sheet::new(options.width, height);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    for (k, course) in answer.courses.iter().enumerate() {
        swim(&plot, answer, course, k, factor, pitch, options, &style);
    }
    drop(plot);
    for key in &keys {
        key.draw(&sheet, laid.bottom + (key.line as f64 + 0.75) * line, &style);
    }
    let items = sheet.finish();
    let said = survival_sentence::courses(answer);
    Some(DisplayList {
        width: options.width,
        height,
        colours: palette::colours(&items, options),
        items,
        summary: format!("{}. {said}", answer.question),
        caption: format!(
            "{}. A bar a patient, as long as the longest of the times; hollow: a competing event; \
             arrow: nothing had happened by then. {said} Gradus {}.",
            answer.question,
            env!("CARGO_PKG_VERSION")
        ),
        reading: None,
    })
}

fn groups_of(answer: &CoursesAnswer, options: &FigureOptions) -> Vec<(String, Ink)> {
    let count = answer.labels.len();
    let name = |(k, label): (usize, &String)| {
        (options.group_label(k, label), group_ink(k, count, options))
    };
    answer.labels.iter().enumerate().map(name).gather()
}

/// A bar, its marks, and an arrow where nothing ended it.
#[allow(clippy::too_many_arguments)]
fn swim(
    plot: &Plot,
    answer: &CoursesAnswer,
    course: &Course,
    k: usize,
    factor: f64,
    pitch: f64,
    options: &FigureOptions,
    style: &Style,
) {
    let group = course.group as usize;
    let ink = if answer.labels.len() > 1 {
        group_ink(group, answer.labels.len(), options)
    } else {
        Ink::Series(0)
    };
    let y = plot.y(k as f64 + 0.5);
    let half = (pitch * 0.32).max(1.0);
    let end = plot.x((course.last * factor).min(plot.x_range.end));
    let bar = Frame { left: plot.frame.left, right: end, top: y - half, bottom: y + half };
    // Every second group is paler, so that hue is not the only difference.
    let opacity = if group % 2 == 0 { 0.75 } else { 0.4 };
    plot.sheet.rect(Role::Bar { patient: course.row }, bar, ink, opacity);
    let radius = (pitch * 0.34).clamp(1.75, 5.0);
    let mut taken: Vec<f64> = Vec::new();
    for (endpoint, seen) in course.ends.iter().enumerate() {
        if seen.with == CourseEnding::Censored || seen.time * factor > plot.x_range.end {
            continue;
        }
        let mut x = plot.x(seen.time * factor);
        // Two events at one time stand side by side.
        while taken.iter().any(|other| (other - x).abs() < radius * 1.6) {
            x += radius * 1.7;
        }
        taken.push(x);
        let x = x.min(plot.frame.right);
        mark(plot.sheet, endpoint, [x, y], radius, seen.with == CourseEnding::Competing);
    }
    if taken.is_empty() && pitch > 5.0 {
        let tip = (end + 7.0).min(options.width - 1.0);
        let stroke = Stroke::solid(ink, style.axis);
        let role = Role::Way { way: k };
        plot.sheet.line(role.clone(), &[[end, y], [tip, y]], stroke);
        plot.sheet.line(role, &[[tip - 3.0, y - 3.0], [tip, y], [tip - 3.0, y + 3.0]], stroke);
    }
}

/// A shape for each endpoint: disc, diamond, triangle, square; hollow for a
/// competing event. A rim of paper parts it from the bar.
fn mark(sheet: &Sheet, endpoint: usize, [x, y]: [f64; 2], r: f64, hollow: bool) {
    let shape = |r: f64| -> Vec<[f64; 2]> {
        match endpoint % 4 {
            1 => vec![[x, y - 1.2 * r], [x + 1.2 * r, y], [x, y + 1.2 * r], [x - 1.2 * r, y]],
            2 => vec![[x, y - 1.1 * r], [x + 1.1 * r, y + 0.9 * r], [x - 1.1 * r, y + 0.9 * r]],
            _ => vec![[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]],
        }
    };
    let role = Role::Event { endpoint };
    if endpoint % 4 == 0 {
        sheet.disc(role.clone(), [x, y], r + 1.0, Ink::Paper, 1.0);
        if hollow {
            sheet.ring(role, [x, y], r - 0.5, Ink::Text, 1.25);
        } else {
            sheet.disc(role, [x, y], r, Ink::Text, 1.0);
        }
        return;
    }
    sheet.area(role.clone(), &shape(r + 1.25), Ink::Paper, 1.0);
    if hollow {
        let mut outline = shape(r - 0.5);
        outline.push(outline[0]);
        sheet.line(role, &outline, Stroke::solid(Ink::Text, 1.25));
    } else {
        sheet.area(role, &shape(r), Ink::Text, 1.0);
    }
}

/// What a colour or a shape means, at its place below the plot.
struct Key {
    line: usize,
    left: f64,
    text: String,
    what: What,
}

enum What {
    Group { group: usize, ink: Ink },
    Event { endpoint: usize },
    Going,
}

fn keys(
    answer: &CoursesAnswer,
    groups: &[(String, Ink)],
    options: &FigureOptions,
    style: &Style,
) -> Vec<Key> {
    let group = |(group, (label, ink)): (usize, &(String, Ink))| {
        (label.clone(), What::Group { group, ink: *ink })
    };
    let event = |(endpoint, one): (usize, &crate::analysis::courses::CourseEndpoint)| {
        (format!("{}: event", one.name), What::Event { endpoint })
    };
    let going =
        answer.courses.iter().any(|c| c.ends.iter().all(|end| end.with == CourseEnding::Censored));
    let all = groups.iter().enumerate().map(group);
    let all = all.chain(answer.endpoints.iter().enumerate().map(event));
    let all = all.chain(going.then(|| ("no event so far".to_owned(), What::Going)));
    let (right, mut x, mut line) = (options.width - style.margin, style.margin, 0);
    all.map(|(text, what)| {
        let room = right - style.margin - 22.0;
        let text = super::lines::shorten(&text, room, style.text, false);
        let needed = 22.0 + text_width(&text, style.text, false);
        if x > style.margin && x + needed > right {
            (x, line) = (style.margin, line + 1);
        }
        let key = Key { line, left: x, text, what };
        x += needed + 18.0;
        key
    })
    .gather()
}

impl Key {
    fn draw(&self, sheet: &Sheet, baseline: f64, style: &Style) {
        let y = baseline - style.text * 0.35;
        let (role, ink) = match self.what {
            What::Group { group, ink } => {
                let opacity = if group % 2 == 0 { 0.75 } else { 0.4 };
                let bar = Frame {
                    left: self.left,
                    right: self.left + 16.0,
                    top: y - 4.0,
                    bottom: y + 4.0,
                };
                sheet.rect(Role::GroupSample { group }, bar, ink, opacity);
                (Role::GroupLabel { group }, ink.lettering())
            }
            What::Event { endpoint } => {
                mark(sheet, endpoint, [self.left + 8.0, y], 4.0, false);
                (Role::Note { line: endpoint }, Ink::Text)
            }
            What::Going => {
                let (from, tip) = (self.left + 2.0, self.left + 15.0);
                let stroke = Stroke::solid(Ink::Text, style.axis);
                let role = Role::Way { way: 0 };
                sheet.line(role.clone(), &[[from, y], [tip, y]], stroke);
                let head = [[tip - 3.0, y - 3.0], [tip, y], [tip - 3.0, y + 3.0]];
                sheet.line(role, &head, stroke);
                (Role::Note { line: 99 }, Ink::Text)
            }
        };
        let how = Lettering::new(style.text, ink).anchored(Anchor::Start);
        sheet.text(role, [self.left + 22.0, baseline], &self.text, how);
    }
}
