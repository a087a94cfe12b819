//! What a cell in a column of grades says.

use super::model::Scale;
use crate::compact::Gather;
use crate::percent_text::{self, End, NotPercent, PercentText};
use crate::problem::Problem;
use crate::value::{Boundary, Interval};

/// A cell, understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// A grade of the scale, by its position. `differs` is set when the text
    /// has the grade's cuts but says otherwise about an end (`≥95` for `>95`):
    /// worth a note, for somebody may have meant another rule.
    Grade { position: usize, differs: bool },
    /// A plain per cent, in the quantity the scale measures.
    Percent(f64),
    /// A stretch that is no grade of the scale, in the quantity it measures;
    /// an end the writer left unsaid belongs to it.
    Stretch(Interval),
}

impl Scale {
    /// Reads one cell: a label first (case, spaces, dashes and a leading
    /// `grade` do not matter), else the cuts of a grade in any spelling, else a
    /// plain per cent, else a stretch of per cents. The problem says what the
    /// scale expects; the caller adds row and column.
    ///
    /// ```
    /// use gradus::scale::{Reading, find};
    /// let paper = find("paper6").unwrap();
    /// let fifth = Reading::Grade { position: 4, differs: false };
    /// assert_eq!(paper.read("75 – 95 %").unwrap(), fifth);
    /// assert_eq!(paper.read("62.5").unwrap(), Reading::Percent(62.5));
    /// assert_eq!(paper.read("≥95").unwrap(), Reading::Grade { position: 5, differs: true });
    /// ```
    pub fn read(&self, text: &str) -> Result<Reading, Box<Problem>> {
        let wanted = plain(text);
        if let Some(position) = self.grades.iter().position(|grade| plain(&grade.label) == wanted) {
            return Ok(Reading::Grade { position, differs: false });
        }
        let percent =
            percent_text::read(text).map_err(|why| Box::new(self.unreadable(text, why)))?;
        if let Some(number) = percent.number() {
            return Ok(Reading::Percent(number));
        }
        if let Some(reading) = self.grade_with_cuts(&percent) {
            return Ok(reading);
        }
        Ok(Reading::Stretch(Interval {
            low: percent.low,
            high: percent.high,
            low_closed: percent.low_end != End::Excluded,
            high_closed: percent.high_end != End::Excluded,
        }))
    }

    /// The only grade with these cuts, or, among several (EORTC B is `(0, 1)`,
    /// A is `[0, 0]`), the only one whose ends agree as well.
    fn grade_with_cuts(&self, percent: &PercentText) -> Option<Reading> {
        let mut agreeing = None;
        let mut differing = None;
        let mut count = 0;
        for (position, grade) in self.grades.iter().enumerate() {
            let Some(band) = grade.band else { continue };
            let interval = band.under(Boundary::BothClosed);
            if (interval.low, interval.high) != (percent.low, percent.high) {
                continue;
            }
            count += 1;
            // `<1` never says whether 0 belongs: the end of the ruler is free.
            let low_agrees = percent.low == 0.0
                || band.low_unsettled
                || agrees(percent.low_end, interval.low_closed);
            let high_agrees = percent.high == 100.0
                || band.high_unsettled
                || agrees(percent.high_end, interval.high_closed);
            if low_agrees && high_agrees {
                agreeing = agreeing.or(Some(position));
            } else {
                differing = Some(position);
            }
        }
        match (count, agreeing, differing) {
            (1, Some(position), _) => Some(Reading::Grade { position, differs: false }),
            (1, None, Some(position)) => Some(Reading::Grade { position, differs: true }),
            _ => None,
        }
    }

    fn unreadable(&self, text: &str, why: NotPercent) -> Problem {
        let labels: Vec<&str> = self.grades.iter().map(|grade| grade.label.as_str()).gather();
        let (code, what) = match why {
            NotPercent::NotNumeric => ("grade_unknown", "This is neither a grade nor a per cent."),
            NotPercent::OutOfRange => {
                ("percent_out_of_range", "A per cent lies between 0 and 100.")
            }
            NotPercent::Reversed => ("percent_reversed", "The lower end is above the upper one."),
        };
        Problem::error(code, what).found(text).expected(format!(
            "a grade of {} ({}) or a per cent",
            self.name,
            labels.join(", ")
        ))
    }
}

fn agrees(said: End, closed: bool) -> bool {
    match said {
        End::Unsaid => true,
        End::Included => closed,
        End::Excluded => !closed,
    }
}

/// A label without what people vary: case, spaces, a leading `grade`, dashes,
/// a trailing `%`, and the two ways to write `≥` and `≤`.
fn plain(label: &str) -> String {
    let lower = label.trim().to_lowercase();
    let bare = ["huvos", "grade", "stage", "class"]
        .iter()
        .fold(lower.as_str(), |text, word| text.trim_start().strip_prefix(word).unwrap_or(text));
    bare.replace('≥', ">=")
        .replace('≤', "<=")
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '%')
        .map(|c| if matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '−') { '-' } else { c })
        .collect()
}
