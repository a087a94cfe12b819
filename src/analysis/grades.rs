//! Every patient's grades as intervals, and the change between two of them.

use super::method::{Accounting, Method};
use crate::cohort::accounting::Screening;
use crate::cohort::choice::Selection;
use crate::cohort::grade::{GradeCells, GradeReading, grades};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::scale::{self, Certainty, Change, Scale};
use crate::table::mapping::GradeRole;
use crate::value::{Boundary, Interval};
use serde::Serialize;

/// What is asked: all mapped grade columns, and Δ where `delta` names two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct GradesRequest {
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub delta: Option<DeltaPair>,
    /// How many patients to list; 1,000 unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub list: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DeltaPair {
    pub post: String,
    pub pre: String,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradesAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub columns: Vec<GradeColumn>,
    pub patients: Vec<PatientGrades>,
    /// How Δ falls out over all patients, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub directions: Option<Directions>,
    /// From which grade before to which after, over all patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub transitions: Option<Transitions>,
}

/// How often each grade before meets each grade after.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Transitions {
    /// Positions in `columns`.
    pub pre: usize,
    pub post: usize,
    /// Rows before, columns after, each from the lowest necrosis.
    pub counts: Vec<Vec<u32>>,
    /// Both are grades of one scale, so that the diagonal is no change.
    pub same_scale: bool,
    /// Patients without two settled grades.
    pub without: u32,
}

/// A grade column: its bands and how many patients are in each.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeColumn {
    pub column: String,
    pub role: GradeRole,
    pub scale: String,
    pub boundary: Boundary,
    pub bands: Vec<GradeBand>,
    pub missing: usize,
    /// Cells that are an interval of per cents wider than one grade.
    pub unsettled: usize,
    /// Cells that are no grade of the scale.
    pub unread: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GradeBand {
    pub label: String,
    /// In per cent necrosis; null where the scale is words only.
    pub necrosis: Option<Interval>,
    pub midpoint: Option<f64>,
    pub count: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PatientGrades {
    /// Line number as the user sees it.
    pub row: usize,
    pub id: Option<String>,
    /// In the order of `columns`; null where missing or unread.
    pub grades: Vec<Option<GradeReading>>,
    pub delta: Option<PatientDelta>,
}

/// After minus before.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PatientDelta {
    /// Grades apart; null where one of them is not settled or the two columns
    /// are graded by different scales.
    pub steps: Option<i32>,
    /// What the two bands allow; null where the scale is words only.
    pub change: Option<Change>,
    /// The highest grade before: it cannot rise by a grade.
    pub at_ceiling: bool,
    /// The lowest grade before: it cannot fall by a grade.
    pub at_floor: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Directions {
    /// More necrosis after than before, whatever hides in the bands.
    pub rise: usize,
    pub fall: usize,
    /// Neither is certain; `no_fall`, `no_rise` and `unchanged` are counted here
    /// as well.
    pub undetermined: usize,
    /// One of the two grades is missing or unread.
    pub missing: usize,
    /// The bands allow a rise and no fall.
    pub no_fall: usize,
    /// The bands allow a fall and no rise.
    pub no_rise: usize,
    /// The same per cent twice.
    pub unchanged: usize,
    /// Began in the highest grade.
    pub at_ceiling: usize,
    /// Began in the lowest grade.
    pub at_floor: usize,
}

impl PatientDelta {
    /// `last` is the highest grade of the scale before.
    fn between(post: &GradeReading, pre: &GradeReading, same_scale: bool, last: usize) -> Self {
        let steps = match (post.grade, pre.grade) {
            (Some(post), Some(pre)) if same_scale => Some(post as i32 - pre as i32),
            _ => None,
        };
        let bands = post.necrosis.as_ref().zip(pre.necrosis.as_ref());
        Self {
            steps,
            change: bands.map(|(post, pre)| Change::between(post, pre)),
            at_ceiling: pre.grade == Some(last),
            at_floor: pre.grade == Some(0),
        }
    }
}

impl Directions {
    fn count(&mut self, delta: Option<&PatientDelta>) {
        if let Some(delta) = delta {
            self.at_ceiling += usize::from(delta.at_ceiling);
            self.at_floor += usize::from(delta.at_floor);
        }
        match delta.and_then(|d| d.change) {
            Some(Change { rise: Certainty::Certain, .. }) => self.rise += 1,
            Some(Change { fall: Certainty::Certain, .. }) => self.fall += 1,
            Some(change) => {
                self.undetermined += 1;
                let [rise, fall] =
                    [change.rise, change.fall].map(|sure| sure == Certainty::Possible);
                self.no_fall += usize::from(rise && !fall);
                self.no_rise += usize::from(fall && !rise);
                self.unchanged += usize::from(!rise && !fall);
            }
            None => self.missing += 1,
        }
    }
}

/// Most patients listed unless asked otherwise.
const LISTED: usize = 1000;

pub fn run(study: &Study, request: &GradesRequest) -> Result<GradesAnswer, Problem> {
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection)?;
    let mapped = &study.mapping.grades;
    let cells: Vec<GradeCells<'_>> =
        mapped.iter().map(|g| grades(study, &g.column)).collect::<Result<_, _>>()?;
    let pair = match &request.delta {
        Some(pair) => Some((position(study, &pair.post)?, position(study, &pair.pre)?)),
        None => None,
    };
    let id = match &study.mapping.id {
        Some(name) => Some(study.column(name)?),
        None => None,
    };
    let listed = request.list.unwrap_or(LISTED);
    let mut columns: Vec<GradeColumn> = mapped
        .iter()
        .zip(&cells)
        .map(|(g, cells)| GradeColumn {
            column: g.column.clone(),
            role: g.role,
            scale: cells.scale.id.clone(),
            boundary: g.boundary,
            bands: bands(&cells.scale, g.boundary),
            missing: 0,
            unsettled: 0,
            unread: 0,
        })
        .gather();
    let mut patients = Vec::new();
    let mut directions = pair.map(|_| Directions::default());
    let mut transitions = pair.map(|(post, pre)| Transitions {
        pre,
        post,
        counts: vec![vec![0; cells[post].scale.grades.len()]; cells[pre].scale.grades.len()],
        same_scale: cells[post].scale.id == cells[pre].scale.id,
        without: 0,
    });
    for row in screening.kept() {
        for (column, cells) in columns.iter_mut().zip(&cells) {
            match cells.at(row) {
                None => column.missing += 1,
                Some(Err(_)) => column.unread += 1,
                Some(Ok(GradeReading { grade: Some(grade), .. })) => {
                    column.bands[*grade].count += 1;
                }
                Some(Ok(_)) => column.unsettled += 1,
            }
        }
        let delta = pair.and_then(|(post, pre)| {
            let reading = |k: usize| cells[k].at(row)?.as_ref().ok();
            let same_scale = cells[post].scale.id == cells[pre].scale.id;
            let last = cells[pre].scale.grades.len() - 1;
            Some(PatientDelta::between(reading(post)?, reading(pre)?, same_scale, last))
        });
        if let Some(Transitions { pre, post, counts, without, .. }) = &mut transitions {
            let grade = |k: usize| cells[k].at(row)?.as_ref().ok()?.grade;
            match grade(*pre).zip(grade(*post)) {
                Some((before, after)) => counts[before][after] += 1,
                None => *without += 1,
            }
        }
        if let Some(directions) = &mut directions {
            directions.count(delta.as_ref());
        }
        if patients.len() < listed {
            patients.push(PatientGrades {
                row: study.table.line(row),
                id: id.as_ref().map(|c| c.text(row).into_owned()),
                grades: cells.iter().map(|c| c.at(row)?.as_ref().ok().cloned()).gather(),
                delta,
            });
        }
    }
    let accounting = screening.close();
    Ok(GradesAnswer { method: method(), accounting, columns, patients, directions, transitions })
}

fn bands(scale: &Scale, boundary: Boundary) -> Vec<GradeBand> {
    let band = |(k, grade): (usize, &scale::Grade)| {
        let necrosis = scale.band(k, boundary);
        let label = grade.label.clone();
        GradeBand { label, necrosis, midpoint: necrosis.map(|b| b.midpoint()), count: 0 }
    };
    scale.grades.iter().enumerate().map(band).gather()
}

fn position(study: &Study, name: &str) -> Result<usize, Problem> {
    study.mapping.grades.iter().position(|g| g.column == name).ok_or_else(|| {
        Problem::error("not_a_grade", "This column is not mapped as a grade.")
            .in_column(name)
            .hint("Give it a role as a grade, and say which scale it uses.")
    })
}

fn method() -> Method {
    Method {
        name: "Grades as intervals; Δ as steps, midpoints and interval".into(),
        details: vec![
            "Each grade is kept as its band of per cent necrosis, with open or closed ends.".into(),
            "Δ is post minus pre: in steps of the scale, between the middles of the bands \
             (percentage points), and as the interval of all differences the bands allow."
                .into(),
        ],
        references: vec![],
        r_call: None,
    }
}
