//! Every patient's course: how long followed, and when each event came.

use super::method::{Accounting, Method};
use super::patients::nobody;
use super::request::{EndpointChoice, Grouping, Selection};
use crate::cohort::accounting::Screening;
use crate::cohort::follow_up::{FollowUp, Status, follow_up};
use crate::cohort::grouping::groups;
use crate::cohort::study::Study;
use crate::compact::{Gather, Order};
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::value::TimeUnit;
use serde::Serialize;

/// What is asked: patients who have all of these endpoints, by group.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoursesRequest {
    pub endpoints: Vec<EndpointChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Grouping>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
}

/// What comes back. All times are in `unit`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoursesAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub unit: TimeUnit,
    pub endpoints: Vec<CourseEndpoint>,
    /// The groups' names; one name where no groups were asked for.
    pub labels: Vec<String>,
    /// Group by group; in each the longest followed first.
    pub courses: Vec<Course>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CourseEndpoint {
    pub name: String,
    pub events: usize,
    /// Patients in whom a competing event came first.
    pub competing: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Course {
    /// The patient's line number.
    pub row: usize,
    /// Position of the patient's group in `labels`.
    pub group: u32,
    /// The longest of the patient's times.
    pub last: f64,
    /// One for each endpoint.
    pub ends: Vec<CourseEnd>,
}

/// When a patient's time for one endpoint ended, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CourseEnd {
    pub time: f64,
    pub with: CourseEnding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CourseEnding {
    Event,
    Competing,
    Censored,
}

/// Times in other units become the first endpoint's. A patient who lacks any of
/// the endpoints, or a group, is left out and counted.
pub fn run(study: &Study, request: &CoursesRequest) -> Result<CoursesAnswer, Vec<Problem>> {
    let one = |problem| vec![problem];
    if request.endpoints.is_empty() {
        return Err(one(Problem::error("no_endpoint", "A course needs an endpoint.")));
    }
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let mut followed: Vec<FollowUp> = Vec::new();
    for choice in &request.endpoints {
        followed.push(follow_up(study, &mut screening, choice).map_err(one)?);
    }
    let split = match &request.by {
        Some(by) => Some(groups(study, &mut screening, by).map_err(one)?),
        None => None,
    };
    let rows = screening.kept();
    if rows.is_empty() {
        return Err(nobody(screening, "every endpoint"));
    }
    let unit = followed[0].endpoint.unit;
    let course = |row: &usize| {
        let ends = followed.iter().map(|one| CourseEnd {
            time: one.time[*row]
                * if one.endpoint.unit == unit {
                    1.0
                } else {
                    one.endpoint.unit.days() / unit.days()
                },
            with: match one.status[*row] {
                Status::Event => CourseEnding::Event,
                Status::Competing => CourseEnding::Competing,
                Status::Censored => CourseEnding::Censored,
            },
        });
        let ends: Vec<CourseEnd> = ends.gather();
        Course {
            row: study.table.line(*row),
            group: split.as_ref().map_or(0, |split| split.codes[*row]),
            last: ends.iter().map(|end| end.time).fold(0.0, f64::max),
            ends,
        }
    };
    let mut courses: Vec<Course> = rows.iter().map(course).gather();
    courses.order_by(|a, b| a.group.cmp(&b.group).then(b.last.total_cmp(&a.last)));
    let count = |at: usize, with: CourseEnding| {
        courses.iter().filter(|course| course.ends[at].with == with).count()
    };
    let endpoints = followed.iter().enumerate().map(|(k, one)| CourseEndpoint {
        name: one.endpoint.name.clone(),
        events: count(k, CourseEnding::Event),
        competing: count(k, CourseEnding::Competing),
    });
    let endpoints: Vec<CourseEndpoint> = endpoints.gather();
    let names: Vec<&str> = endpoints.iter().map(|e| e.name.as_str()).gather();
    let by = split.as_ref().map_or(String::new(), |split| format!(" by {}", split.name));
    Ok(CoursesAnswer {
        method: Method {
            name: "The courses as they are in the table".to_owned(),
            details: vec![
                "A bar as long as the longest of the patient's times; nothing is estimated.".into(),
            ],
            ..Method::default()
        },
        accounting: screening.close(),
        question: format!("Course of every patient: {}{by}", names.join(", ")),
        unit,
        endpoints,
        labels: split.map_or_else(|| vec!["all patients".to_owned()], |split| split.labels),
        courses,
    })
}
