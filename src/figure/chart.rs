//! A plot between two axes of numbers: what stands around it, for figures that
//! differ in what they draw inside.

use super::display_list::{Anchor, Axis, Ink, RiskCount, Role};
use super::extent::Frame;
use super::heading::Heading;
use super::lines::shorten;
use super::metrics::text_width;
use super::options::FigureOptions;
use super::panels::draw_legend;
use super::sheet::{Lettering, Plot, Sheet, Stroke};
use super::style::Style;
use super::{ticks, words};
use crate::compact::Gather;
use crate::report::number;
use crate::value::TimeUnit;

/// One axis: places in the plot's own numbers, with their labels.
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<(f64, String)>,
    pub title: String,
}

impl Scale {
    /// Time from 0, ticks where a clinic looks.
    pub fn time(end: f64, unit: TimeUnit, options: &FigureOptions) -> Self {
        let end = options.x_end.filter(|x| *x > 0.0).unwrap_or(end);
        let end = if end > 0.0 { end } else { 1.0 };
        let all = match &options.ticks {
            Some(ticks) => ticks.clone(),
            None => ticks::clinical(unit, end, (options.width / 70.0).max(3.0)),
        };
        let inside = |t: &f64| (0.0..=end * (1.0 + 1e-9)).contains(t);
        let title = options.x_title.clone();
        Self {
            low: 0.0,
            high: end,
            ticks: all.into_iter().filter(inside).map(|t| (t, number::exact(t))).gather(),
            title: title.unwrap_or_else(|| format!("Time ({})", words::unit_name(unit))),
        }
    }

    /// A share from 0 to 1, labelled in per cent.
    pub fn share(title: String) -> Self {
        let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|y: f64| (y, number::exact(y * 100.0)));
        Self { low: 0.0, high: 1.0, ticks: ticks.to_vec(), title }
    }

    /// The same labels between other ends.
    pub fn between(self, low: f64, high: f64) -> Self {
        let inside = |tick: &(f64, String)| (low..=high).contains(&tick.0);
        Self { low, high, ticks: self.ticks.into_iter().filter(inside).gather(), ..self }
    }

    /// Round numbers.
    pub fn round(low: f64, high: f64, most: usize, title: String) -> Self {
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, low + 0.5) };
        let ticks = ticks::round_numbers(low, high, most);
        // No tick is minus nought.
        let ticks = ticks.into_iter().map(|t| (t, number::exact(t + 0.0)));
        Self { low, high, ticks: ticks.gather(), title }
    }

    /// The logarithm of a ratio, labelled by the ratio: 1, 2 and 5 times powers
    /// of ten that hold both ends, at most a hundred times up and down from 1.
    pub fn ratio(low: f64, high: f64, title: String) -> Self {
        Self::logarithmic(low.clamp(0.01, 0.8), high.clamp(1.25, 100.0), title)
    }

    /// 1, 2 and 5 times powers of ten that hold both ends; on a long axis the
    /// powers of ten alone.
    pub fn logarithmic(low: f64, high: f64, title: String) -> Self {
        let power = |x: f64| x.log10().floor().clamp(-12.0, 12.0) as i32;
        let steps = (power(low)..=power(high) + 1).flat_map(|power| {
            [1.0, 2.0, 5.0].map(|digit| {
                if power < 0 { digit / 10f64.powi(-power) } else { digit * 10f64.powi(power) }
            })
        });
        let steps: Vec<f64> = steps.gather();
        let first = steps.iter().rposition(|s| *s <= low).unwrap_or(0);
        let last = steps.iter().position(|s| *s >= high).unwrap_or(steps.len() - 1);
        let many = last - first > 6;
        // Three steps a power, beginning with the power itself.
        let shown = |(k, _): &(usize, &f64)| !many || k % 3 == 0;
        let ticks = steps.iter().enumerate().skip(first).take(last + 1 - first).filter(shown);
        Self {
            low: steps[first].ln(),
            high: steps[last].ln(),
            ticks: ticks.map(|(_, s)| (s.ln(), number::exact(*s))).gather(),
            title,
        }
    }
}

/// A name in the legend: its ink and its dashes.
pub(super) type Entry = (String, Ink, Vec<f64>);

/// A line of numbers under the axis, one a tick.
pub(super) struct Row {
    pub label: String,
    pub ink: Ink,
    pub numbers: Vec<String>,
}

#[derive(Default)]
pub(super) struct Around {
    pub note: String,
    pub legend: Vec<Entry>,
    /// What the rows count.
    pub rows_title: String,
    pub rows: Vec<Row>,
}

pub(super) struct Chart {
    pub x: Scale,
    pub y: Scale,
    pub around: Around,
}

/// Where a chart stands.
pub(super) struct Laid {
    heading: Heading,
    legend_top: f64,
    pub frame: Frame,
    pub bottom: f64,
    labels_above: bool,
}

impl Chart {
    /// How much the labels of the y axis need on the left.
    pub fn gutter(&self, options: &FigureOptions, style: &Style) -> f64 {
        let wide = |text: &String| text_width(text, style.text, false);
        let y = self.y.ticks.iter().map(|(_, label)| wide(label)).fold(0.0, f64::max);
        let rows = self.around.rows.iter().map(|row| wide(&row.label)).fold(0.0, f64::max);
        let rows = if rows <= options.width * 0.22 { rows } else { 0.0 };
        style.margin + (y + style.tick + 4.0).max(rows + 18.0)
    }

    /// Room for the chart from `top` on; the plot begins at `left` and is `tall`.
    pub fn lay(
        &self,
        top: f64,
        left: f64,
        tall: f64,
        options: &FigureOptions,
        style: &Style,
    ) -> Laid {
        let own = FigureOptions {
            title: if top > 0.0 { None } else { options.title.clone() },
            ..options.clone()
        };
        let y_title = if top > 0.0 { None } else { options.y_title.as_deref() };
        let around = &self.around;
        // The legend stands between the note and the title of the axis.
        let mut heading = Heading::lay(&around.note, "", &own, style);
        let legend_top = heading.bottom;
        let mut shift = 0.0;
        if around.legend.len() > 1 {
            let measure = Sheet::new(options.width, 1000.0);
            shift = draw_legend(&measure, &around.legend, 0.0, options.width, style);
        }
        heading.add_y_title(y_title.unwrap_or(&self.y.title), shift, &own, style);
        let line = style.line(style.text);
        let frame_top = top + heading.bottom + style.text * 0.6;
        let last =
            self.x.ticks.last().map_or(0.0, |(_, label)| text_width(label, style.text, false));
        let frame = Frame {
            left,
            top: frame_top,
            right: options.width - style.margin - last / 2.0,
            bottom: (frame_top + tall).round(),
        };
        let mut bottom = frame.bottom + style.tick + 4.0 + style.text;
        if !self.x.title.is_empty() {
            bottom += line;
        }
        let widest = around
            .rows
            .iter()
            .map(|row| text_width(&row.label, style.text, false))
            .fold(0.0, f64::max);
        let labels_above = widest > options.width * 0.22;
        if !around.rows.is_empty() {
            let lines = if labels_above { 2.0 } else { 1.0 };
            bottom += line * (1.3 + lines * around.rows.len() as f64) + 4.0;
        }
        Laid { heading, legend_top, frame, bottom: (bottom + style.margin).ceil(), labels_above }
    }

    /// Everything but the inside; what is painted on the plot comes later.
    pub fn paint<'a>(
        &self,
        sheet: &'a Sheet,
        laid: &Laid,
        top: f64,
        options: &FigureOptions,
        style: &Style,
    ) -> Plot<'a> {
        let Laid { heading, legend_top, frame, .. } = laid;
        heading.draw_from(sheet, top, style);
        if self.around.legend.len() > 1 {
            let legend = &self.around.legend;
            draw_legend(sheet, legend, top + legend_top, options.width, style);
        }
        let plot = sheet.plot(*frame, self.x.low..self.x.high, self.y.low..self.y.high);
        let stroke = Stroke::solid(Ink::Text, style.axis);
        let corner = [frame.left, frame.bottom];
        let path = [[frame.left, frame.top], corner, [frame.right, frame.bottom]];
        sheet.line(Role::AxisLine, &path, stroke);
        let text = Lettering::new(style.text, Ink::Text);
        for (tick, (at, label)) in self.y.ticks.iter().enumerate() {
            let y = plot.y(*at);
            let ends = [[frame.left - style.tick, y], [frame.left, y]];
            sheet.line(Role::Tick { axis: Axis::Y }, &ends, stroke);
            let place = [frame.left - style.tick - 3.0, y + style.text * 0.35];
            let role = Role::TickLabel { axis: Axis::Y, tick };
            sheet.text(role, place, label, text.anchored(Anchor::End));
        }
        let baseline = frame.bottom + style.tick + 4.0 + style.text * 0.75;
        let centred = text.anchored(Anchor::Middle);
        for (tick, (at, label)) in self.x.ticks.iter().enumerate() {
            let x = plot.x(*at);
            let ends = [[x, frame.bottom], [x, frame.bottom + style.tick]];
            sheet.line(Role::Tick { axis: Axis::X }, &ends, stroke);
            sheet.text(Role::TickLabel { axis: Axis::X, tick }, [x, baseline], label, centred);
        }
        let line = style.line(style.text);
        let mut foot = baseline;
        if !self.x.title.is_empty() {
            foot += line;
            let title =
                shorten(&self.x.title, options.width - 2.0 * style.margin, style.text, false);
            let half = text.width_of(&title) / 2.0;
            let middle = (frame.left + frame.right) / 2.0;
            let most = (options.width - style.margin - half).max(style.margin + half);
            let at = [middle.clamp(style.margin + half, most), foot];
            sheet.text(Role::AxisTitle { axis: Axis::X }, at, &title, centred);
        }
        self.paint_rows(&plot, foot, laid.labels_above, style);
        plot
    }

    fn paint_rows(&self, plot: &Plot, from: f64, labels_above: bool, style: &Style) {
        let Around { rows, rows_title, .. } = &self.around;
        if rows.is_empty() {
            return;
        }
        let line = style.line(style.text);
        let mut foot = from + line * 1.3;
        let muted = Lettering::new(style.text, Ink::Muted);
        plot.sheet.text(Role::RiskTitle, [style.margin, foot], rows_title, muted);
        for (group, row) in rows.iter().enumerate() {
            foot += line;
            let room = plot.frame.right - style.margin;
            let label = shorten(&row.label, room, style.text, false);
            let how = Lettering::new(style.text, row.ink.lettering());
            plot.sheet.text(Role::RiskLabel { group }, [style.margin, foot], &label, how);
            if labels_above {
                foot += line;
            }
            for (tick, ((at, _), number)) in self.x.ticks.iter().zip(&row.numbers).enumerate() {
                let how = Lettering::new(style.text, Ink::Text).anchored(Anchor::Middle);
                let role = Role::RiskNumber { group, tick, count: RiskCount::AtRisk };
                plot.sheet.text(role, [plot.x(*at), foot], number, how);
            }
        }
    }
}

/// How tall the one plot of a figure is.
pub(super) fn natural_height(options: &FigureOptions) -> f64 {
    match options.height {
        Some(height) => (height - 130.0).max(110.0),
        None => (options.width * 0.56).clamp(200.0, 400.0),
    }
}
