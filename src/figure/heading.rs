//! What stands above a plot, at the left: the title, a line of results, the
//! title of the vertical axis.

use super::display_list::{Axis, Ink, Role};
use super::lines::wrap;
use super::metrics::text_width;
use super::options::FigureOptions;
use super::sheet::{Lettering, Sheet};
use super::style::Style;

/// Lines with their baselines.
type Placed = Vec<(String, f64)>;

#[derive(Debug, Default)]
pub(super) struct Heading {
    title: Placed,
    note: Placed,
    y_title: Placed,
    /// Where the next thing may begin.
    pub bottom: f64,
    /// Of the longest line.
    pub width: f64,
}

impl Heading {
    /// Each part is as many lines as it needs, at most three; an empty one none.
    pub fn lay(note: &str, y_title: &str, options: &FigureOptions, style: &Style) -> Self {
        let mut heading = Self { bottom: style.margin, ..Self::default() };
        let title = options.title.as_deref().unwrap_or_default();
        heading.title = heading.part(title, style.title, true, options, style);
        heading.note = heading.part(note, style.small, false, options, style);
        heading.y_title = heading.part(y_title, style.text, false, options, style);
        heading
    }

    fn part(
        &mut self,
        text: &str,
        size: f64,
        bold: bool,
        options: &FigureOptions,
        style: &Style,
    ) -> Placed {
        let lines = wrap(text, options.width - 2.0 * style.margin, size, bold, 3);
        if lines.is_empty() {
            return Vec::new();
        }
        let mut placed = Vec::new();
        for line in lines {
            self.bottom += style.line(size);
            self.width = self.width.max(text_width(&line, size, bold));
            placed.push((line, self.bottom - size * 0.3));
        }
        self.bottom += 3.0;
        placed
    }

    /// The title of the y axis, after a gap for what stands before it.
    pub fn add_y_title(&mut self, text: &str, gap: f64, options: &FigureOptions, style: &Style) {
        self.bottom += gap;
        self.y_title = self.part(text, style.text, false, options, style);
    }

    pub fn draw(&self, sheet: &Sheet, style: &Style) {
        self.draw_from(sheet, 0.0, style);
    }

    pub fn draw_from(&self, sheet: &Sheet, top: f64, style: &Style) {
        let at = |baseline: &f64| [style.margin, top + baseline];
        for (line, baseline) in &self.title {
            let how = Lettering::new(style.title, Ink::Text).bold();
            sheet.text(Role::Title, at(baseline), line, how);
        }
        for (k, (line, baseline)) in self.note.iter().enumerate() {
            let how = Lettering::new(style.small, Ink::Muted);
            sheet.text(Role::Note { line: k }, at(baseline), line, how);
        }
        for (line, baseline) in &self.y_title {
            let how = Lettering::new(style.text, Ink::Text);
            sheet.text(Role::AxisTitle { axis: Axis::Y }, at(baseline), line, how);
        }
    }
}
