//! What a grading scale is: grades in order, a band for each, and what the
//! bands measure.

use crate::compact::Gather;
use crate::problem::Problem;
use crate::value::{Boundary, Interval, Percent};
use serde::Serialize;

/// A grading scale as data. Sources differ, so every variant is a scale of its
/// own with its own name and citation; none is a blend of two.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Scale {
    /// As in `paper6`; stable.
    pub id: String,
    pub name: String,
    /// Tumour and specimen it was made for.
    pub site: String,
    pub measures: Quantity,
    pub better: Better,
    /// Under what condition its bands can be read as necrosis.
    pub assumption: Option<String>,
    /// How its source's whole per cents and shared ends are read here.
    pub convention: Option<String>,
    /// What the source leaves open, one sentence each.
    pub open_questions: Vec<String>,
    /// Which grades its source calls a good response.
    pub good_responder: Option<String>,
    pub confidence: SourceConfidence,
    pub confidence_note: Option<String>,
    pub note: Option<String>,
    pub citation: String,
    pub links: Vec<String>,
    /// Lowest necrosis first, whatever the labels say.
    pub grades: Vec<Grade>,
}

/// One grade of a scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "ScaleGrade"))]
pub struct Grade {
    pub label: String,
    /// In the quantity the scale measures; none where the source uses words.
    pub band: Option<Band>,
    /// As the source writes it.
    pub text: String,
    pub note: Option<String>,
}

/// A stretch of per cents. An unsettled end is one that two neighbours share
/// and that the source gives to neither; [`Boundary`] decides it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Band {
    pub interval: Interval,
    pub low_unsettled: bool,
    pub high_unsettled: bool,
}

impl Band {
    /// The interval when shared ends are given away by `boundary`.
    pub fn under(&self, boundary: Boundary) -> Interval {
        let mut interval = self.interval;
        if self.low_unsettled {
            interval.low_closed = boundary != Boundary::UpperInclusive;
        }
        if self.high_unsettled {
            interval.high_closed = boundary != Boundary::LowerInclusive;
        }
        interval
    }
}

/// What the per cents of a scale count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    Necrosis,
    ViableTumour,
    ResidualTumourArea,
    /// Not a per cent of the specimen: such a scale is never converted.
    SizeOfViableFocus,
    /// Compares with the biopsy before treatment; never converted.
    LossAgainstBiopsy,
}

impl Quantity {
    /// Whether 100 minus the quantity is read as necrosis (under the scale's
    /// stated assumption).
    pub fn is_viable(self) -> bool {
        matches!(self, Self::ViableTumour | Self::ResidualTumourArea)
    }

    /// Whether it can be put beside per cent necrosis at all.
    pub fn is_convertible(self) -> bool {
        self == Self::Necrosis || self.is_viable()
    }

    /// As in `viable tumour`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Necrosis => "necrosis",
            Self::ViableTumour => "viable tumour",
            Self::ResidualTumourArea => "residual tumour area",
            Self::SizeOfViableFocus => "size of the largest viable focus",
            Self::LossAgainstBiopsy => "loss of tumour cells against the biopsy before treatment",
        }
    }
}

/// Which way response improves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Better {
    MoreNecrosis,
    /// Describes an untreated tumour or records a number: no response in it.
    NotResponse,
}

/// How well the bands are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SourceConfidence {
    /// Seen in the authors' own abstract or table.
    Verified,
    PartlyVerified,
    /// Seen as restated by others.
    Secondary,
    /// General knowledge; no source seen.
    Unverified,
    /// Made by the user.
    User,
}

impl Scale {
    /// Whether per cents connect this scale with others.
    pub fn is_convertible(&self) -> bool {
        self.measures.is_convertible()
    }

    /// The position of a grade by its exact label; 0 is the lowest necrosis.
    pub fn position(&self, label: &str) -> Option<usize> {
        self.grades.iter().position(|grade| grade.label == label)
    }

    /// Per cent of the scale's own quantity from per cent necrosis and back.
    pub fn mirror(&self, percent: f64) -> f64 {
        if self.measures.is_viable() { 100.0 - percent } else { percent }
    }

    /// The band of a grade in per cent necrosis; none where the grade is
    /// defined by words or the scale counts something else.
    pub fn band(&self, grade: usize, boundary: Boundary) -> Option<Interval> {
        let own = self.band_as_written(grade, boundary)?;
        match self.measures {
            quantity if quantity.is_viable() => Some(own.complement()),
            Quantity::Necrosis => Some(own),
            _ => None,
        }
    }

    /// The band of a grade in the quantity the scale measures.
    pub fn band_as_written(&self, grade: usize, boundary: Boundary) -> Option<Interval> {
        self.grades.get(grade)?.band.map(|band| band.under(boundary))
    }

    /// Every grade whose band has a number in common with `necrosis`. Grades
    /// defined by words are never among them.
    pub fn grades_meeting(&self, necrosis: &Interval, boundary: Boundary) -> Vec<usize> {
        (0..self.grades.len())
            .filter(|&grade| self.band(grade, boundary).is_some_and(|band| band.meets(necrosis)))
            .gather()
    }

    /// The one grade of a per cent necrosis. A shared end under
    /// [`Boundary::BothClosed`], a scale whose bands overlap or leave a gap,
    /// and a scale without per cents give a problem that says so.
    pub fn grade_of(&self, necrosis: Percent, boundary: Boundary) -> Result<usize, Box<Problem>> {
        let value = necrosis.get();
        match self.grades_meeting(&Interval::point(value), boundary).as_slice() {
            [grade] => Ok(*grade),
            [] if !self.is_convertible() => Err(Box::new(
                Problem::error(
                    "scale_without_per_cents",
                    format!(
                        "{} counts {}, not a per cent of necrosis.",
                        self.name,
                        self.measures.name()
                    ),
                )
                .found(&value.to_string()),
            )),
            [] => Err(Box::new(
                Problem::error(
                    "no_grade_for_per_cent",
                    format!("No grade of {} covers {value} % necrosis.", self.name),
                )
                .found(&value.to_string())
                .hint("Choose another scale, or enter the grade itself."),
            )),
            several => {
                let labels: Vec<&str> =
                    several.iter().map(|&grade| self.grades[grade].label.as_str()).gather();
                Err(Box::new(
                    Problem::error(
                        "several_grades_for_per_cent",
                        format!(
                            "{value} % necrosis may be grade {} of {}.",
                            labels.join(" or "),
                            self.name
                        ),
                    )
                    .found(&value.to_string())
                    .hint("Say which grade a shared end belongs to, or enter the grade itself."),
                ))
            }
        }
    }
}
