//! Grades of one scale as grades of another: all of them, one value, or every
//! patient of a column.

use super::method::Method;
use crate::cohort::grade::{GradeReading, grades, read};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::scale::{Better, Reading, Scale, convert_grade};
use crate::value::{Boundary, Interval};
use serde::Serialize;
use std::borrow::Cow;

/// What is asked; needs no table unless it names a column. Scales by their
/// ids, as in `paper6`.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConversionRequest {
    pub from: String,
    pub to: String,
    /// To which grade a shared end belongs where the source leaves it open.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary_from: Boundary,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub boundary_to: Boundary,
    /// One grade or per cent to convert, as it would stand in a cell of `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub value: Option<String>,
    /// A column mapped as grades of `from`, to convert patient by patient;
    /// its own boundary counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub column: Option<String>,
}

/// What comes back, lowest necrosis first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConversionAnswer {
    pub method: Method,
    /// As in "EORTC-STBSG as Huvos".
    pub question: String,
    pub grades: Vec<ConvertedGrade>,
    /// Every grade has one counterpart.
    pub exact: bool,
    /// Under what conditions the bands of the two can be read as necrosis.
    pub assumptions: Vec<String>,
    pub from: ScaleBands,
    pub to: ScaleBands,
    /// The cuts between good and poor that `response` of a grade goes through.
    pub responder_cuts: Vec<ResponderCut>,
    /// Both scales at 50, 90 and 95 % and at every end of their bands.
    pub at_points: Vec<AtPoint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub value: Option<ConvertedGrade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub column: Option<ConvertedColumn>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvertedGrade {
    pub label: String,
    /// Its band in per cent necrosis; none where the source uses words.
    pub necrosis: Option<Interval>,
    /// The grades of the other scale whose bands have a number in common with
    /// it; empty where the source uses words.
    pub possible: Vec<String>,
    pub exact: bool,
    /// One for each of the answer's `responder_cuts`.
    pub response: Vec<Response>,
}

/// What a stretch of necrosis says of a cut between good and poor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Response {
    Good,
    Poor,
    /// It reaches over the cut, or is not known in per cent.
    Undetermined,
}

/// A scale of two grades, of which the upper one is the good response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ResponderCut {
    pub scale: String,
    pub name: String,
    /// What counts as good, as the source writes it.
    pub good: String,
}

/// A scale as a ruler shows it: bands in per cent necrosis, lowest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScaleBands {
    pub id: String,
    pub name: String,
    pub labels: Vec<String>,
    pub necrosis: Vec<Option<Interval>>,
}

/// Which grades a single per cent necrosis can be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct AtPoint {
    pub necrosis: f64,
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// Every patient of a column on the other scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvertedColumn {
    pub column: String,
    pub patients: Vec<ConvertedPatient>,
    /// With one grade of the other scale.
    pub exact: usize,
    /// With several.
    pub open: usize,
    /// Blank, or no grade of the scale.
    pub without: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ConvertedPatient {
    /// Line number as the user sees it.
    pub row: usize,
    pub id: Option<String>,
    pub label: String,
    pub necrosis: Option<Interval>,
    pub possible: Vec<String>,
}

/// Where papers most often cut.
const USUAL_CUTS: [f64; 3] = [50.0, 90.0, 95.0];

/// A grade is a band of per cents; it can be every grade of the other scale
/// whose band meets it, and is exact where that is one alone.
pub fn conversion(
    study: &Study,
    request: &ConversionRequest,
) -> Result<ConversionAnswer, Vec<Problem>> {
    let (from, to) = (known(study, &request.from)?, known(study, &request.to)?);
    let (from, to) = (from.as_ref(), to.as_ref());
    let mut boundary = request.boundary_from;
    let mut column = None;
    if let Some(name) = &request.column {
        let converted = of_column(study, name, from, to, request).map_err(|why| vec![why])?;
        boundary = study.grade(name).map_or(boundary, |grade| grade.boundary);
        column = Some(converted);
    }
    let cuts = responder_cuts(study);
    let grades: Vec<ConvertedGrade> = (0..from.grades.len())
        .map(|grade| {
            let found = convert_grade(from, grade, boundary, to, request.boundary_to);
            let possible = found.as_ref().map_or(&[][..], |found| &found.possible);
            let necrosis = from.band(grade, boundary);
            ConvertedGrade {
                label: from.grades[grade].label.clone(),
                necrosis,
                possible: named(to, possible),
                exact: found.is_some_and(|found| found.exact),
                response: responses(&cuts, necrosis.as_ref(), request.boundary_to),
            }
        })
        .gather();
    let value = match &request.value {
        Some(text) => Some(of_value(text, from, boundary, to, request, &cuts)?),
        None => None,
    };
    Ok(ConversionAnswer {
        method: method(),
        question: match (&value, &column) {
            (Some(value), _) => format!("{} of {} as {}", value.label, from.name, to.name),
            (None, Some(column)) => format!("{}: {} as {}", column.column, from.name, to.name),
            (None, None) => format!("{} as {}", from.name, to.name),
        },
        exact: grades.iter().all(|grade| grade.exact),
        grades,
        assumptions: assumptions(from, to),
        at_points: at_points([(from, boundary), (to, request.boundary_to)]),
        from: bands(from, boundary),
        to: bands(to, request.boundary_to),
        responder_cuts: cuts
            .iter()
            .map(|cut| ResponderCut {
                scale: cut.id.clone(),
                name: cut.name.clone(),
                good: cut.grades[1].text.clone(),
            })
            .gather(),
        value,
        column,
    })
}

fn known<'a>(study: &'a Study, id: &str) -> Result<Cow<'a, Scale>, Vec<Problem>> {
    let scale = study.scale(id).ok_or_else(|| {
        vec![
            Problem::error("unknown_scale", "There is no scale of this name.")
                .found(id)
                .expected("an id as listed by the request scales"),
        ]
    })?;
    if scale.is_convertible() {
        return Ok(scale);
    }
    let what = format!(
        "{} counts {}, not a per cent of necrosis: it cannot be converted.",
        scale.name,
        scale.measures.name()
    );
    Err(vec![Problem::error("scale_without_per_cents", what).found(id)])
}

fn assumptions(from: &Scale, to: &Scale) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for assumption in [from, to].iter().filter_map(|scale| scale.assumption.as_ref()) {
        if !said.contains(assumption) {
            said.push(assumption.clone());
        }
    }
    said
}

fn named(scale: &Scale, positions: &[usize]) -> Vec<String> {
    positions.iter().map(|&at| scale.grades[at].label.clone()).gather()
}

fn bands(scale: &Scale, boundary: Boundary) -> ScaleBands {
    ScaleBands {
        id: scale.id.clone(),
        name: scale.name.clone(),
        labels: scale.grades.iter().map(|grade| grade.label.clone()).gather(),
        necrosis: (0..scale.grades.len()).map(|grade| scale.band(grade, boundary)).gather(),
    }
}

/// Scales of two grades that call one of them a good response.
fn responder_cuts(study: &Study) -> Vec<Cow<'_, Scale>> {
    let cuts = |scale: &Cow<'_, Scale>| {
        scale.grades.len() == 2
            && scale.better == Better::MoreNecrosis
            && (0..2).all(|grade| scale.band(grade, Boundary::default()).is_some())
    };
    study.scales().into_iter().filter(cuts).gather()
}

fn responses(
    cuts: &[Cow<'_, Scale>],
    necrosis: Option<&Interval>,
    boundary: Boundary,
) -> Vec<Response> {
    let of = |cut: &Cow<'_, Scale>| match necrosis.map(|band| cut.grades_meeting(band, boundary)) {
        Some(met) if met == [0] => Response::Poor,
        Some(met) if met == [1] => Response::Good,
        _ => Response::Undetermined,
    };
    cuts.iter().map(of).gather()
}

fn at_points(scales: [(&Scale, Boundary); 2]) -> Vec<AtPoint> {
    let mut points = USUAL_CUTS.to_vec();
    for (scale, boundary) in scales {
        for band in (0..scale.grades.len()).filter_map(|grade| scale.band(grade, boundary)) {
            points.extend([band.low, band.high]);
        }
    }
    points.sort_by(f64::total_cmp);
    points.dedup();
    let [from, to] = scales.map(|(scale, boundary)| {
        points
            .iter()
            .map(|&at| named(scale, &scale.grades_meeting(&Interval::point(at), boundary)))
            .gather()
    });
    let at = |((&necrosis, from), to)| AtPoint { necrosis, from, to };
    points.iter().zip(from).zip(to).map(at).gather()
}

fn meeting(to: &Scale, reading: &GradeReading, boundary: Boundary) -> Vec<String> {
    let band = reading.necrosis.as_ref();
    band.map_or(Vec::new(), |band| named(to, &to.grades_meeting(band, boundary)))
}

fn of_value(
    text: &str,
    from: &Scale,
    boundary: Boundary,
    to: &Scale,
    request: &ConversionRequest,
    cuts: &[Cow<'_, Scale>],
) -> Result<ConvertedGrade, Vec<Problem>> {
    let Some(reading) = read(from, text.trim(), boundary) else {
        return Err(vec![from.read(text).err().map_or_else(
            || Problem::error("grade_unknown", "This is no grade of the scale.").found(text),
            |why| *why,
        )]);
    };
    let possible = meeting(to, &reading, request.boundary_to);
    Ok(ConvertedGrade {
        response: responses(cuts, reading.necrosis.as_ref(), request.boundary_to),
        exact: possible.len() == 1,
        possible,
        label: match (from.read(text.trim()), reading.grade) {
            (Ok(Reading::Percent(_) | Reading::Stretch(_)), Some(_)) => {
                format!("{} ({})", text.trim(), reading.label)
            }
            _ => reading.label,
        },
        necrosis: reading.necrosis,
    })
}

fn of_column(
    study: &Study,
    name: &str,
    from: &Scale,
    to: &Scale,
    request: &ConversionRequest,
) -> Result<ConvertedColumn, Problem> {
    let cells = grades(study, name)?;
    if cells.scale.id != from.id {
        return Err(Problem::error("another_scale", "This column is mapped to another scale.")
            .in_column(name)
            .found(&cells.scale.id)
            .expected(from.id.clone()));
    }
    let id = match &study.mapping.id {
        Some(name) => Some(study.column(name)?),
        None => None,
    };
    let mut column = ConvertedColumn {
        column: name.to_owned(),
        patients: Vec::new(),
        exact: 0,
        open: 0,
        without: 0,
    };
    for row in 0..study.table.rows() {
        let Some(Ok(reading)) = cells.at(row) else {
            column.without += 1;
            continue;
        };
        let possible = meeting(to, reading, request.boundary_to);
        match possible.len() {
            0 => column.without += 1,
            1 => column.exact += 1,
            _ => column.open += 1,
        }
        column.patients.push(ConvertedPatient {
            row: study.table.line(row),
            id: id.as_ref().map(|id| id.text(row).into_owned()),
            label: reading.label.clone(),
            necrosis: reading.necrosis,
            possible,
        });
    }
    Ok(column)
}

pub(super) fn method() -> Method {
    Method {
        name: "Conversion of grades".into(),
        details: vec![
            "Grades are bands of per cent necrosis; a grade can be every grade of the other scale \
             whose band has a number in common with its own."
                .into(),
        ],
        references: Vec::new(),
        r_call: None,
    }
}
