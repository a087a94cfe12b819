//! The whole family of tests a study makes: its endpoints by its markers.

use super::cox::{Covariate, CoxTerm};
use super::cox_columns::columns;
use super::defaults::first_seed;
use super::method::{Accounting, Method};
use super::patients::nobody;
use super::request::{EndpointChoice, Selection};
use crate::cohort::accounting::Screening;
use crate::cohort::follow_up::{Status, follow_up};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::survival::family::FamilyTest;
use crate::survival::family::family;
use crate::survival::log_rank::Weight;
use crate::survival::sample::{FollowUp, SortedSample};
use crate::survival::scores::{TiedScores, scores};
use serde::Serialize;

/// What is asked: every endpoint against every marker, on the patients who have
/// all of them. A factor is one marker for each group but the first.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FamilyRequest {
    pub endpoints: Vec<EndpointChoice>,
    pub markers: Vec<Covariate>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "draws")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[serde(default = "first_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<f64>"))]
    pub seed: u64,
}

fn draws() -> u32 {
    9_999
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FamilyAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub question: String,
    pub n: usize,
    pub endpoints: Vec<FamilyEndpoint>,
    pub markers: Vec<CoxTerm>,
    /// Endpoint by endpoint, marker by marker.
    pub tests: Vec<FamilyTest>,
    pub draws: u32,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FamilyEndpoint {
    pub name: String,
    pub events: usize,
}

/// Numbers multiplied beyond which draws would not end in time.
const MOST_WORK: f64 = 5e9;

pub fn run(study: &Study, request: &FamilyRequest) -> Result<FamilyAnswer, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let mut followed = Vec::with_capacity(request.endpoints.len());
    for choice in &request.endpoints {
        followed.push(follow_up(study, &mut screening, choice).map_err(one)?);
    }
    let mut markers = columns(study, &mut screening, &request.markers, None).map_err(one)?;
    let rows = screening.kept();
    if rows.is_empty() {
        return Err(nobody(screening, "every endpoint and every marker"));
    }
    markers.keep(&rows);
    check(request, &followed, markers.columns.len(), rows.len())?;
    let mut endpoints = Vec::with_capacity(followed.len());
    let mut all_scores = Vec::with_capacity(followed.len());
    for followed in &followed {
        let status = screening.keep(&followed.status);
        let event: Vec<bool> = status.iter().map(|s| *s == Status::Event).gather();
        let time = screening.keep(&followed.time);
        let group = vec![0; time.len()];
        let sample = SortedSample::new(&FollowUp {
            time: &time,
            event: &event,
            entry: None,
            group: &group,
            groups: 1,
        })
        .map_err(|error| vec![Problem::error("follow_up_unusable", format!("{error}."))])?;
        all_scores.push(scores(&sample, Weight::LogRank, TiedScores::NelsonAalen));
        endpoints.push(FamilyEndpoint {
            name: followed.endpoint.name.clone(),
            events: event.iter().filter(|e| **e).count(),
        });
    }
    let names: Vec<&str> = endpoints.iter().map(|e| e.name.as_str()).gather();
    Ok(FamilyAnswer {
        method: method(request, endpoints.len(), markers.columns.len()),
        accounting: screening.close(),
        question: format!("{} by {}", names.join(", "), markers.names()),
        n: rows.len(),
        tests: family(&all_scores, &markers.columns, request.draws, request.seed),
        endpoints,
        markers: markers.terms,
        draws: request.draws,
        seed: request.seed,
    })
}

fn check(
    request: &FamilyRequest,
    followed: &[crate::cohort::follow_up::FollowUp],
    markers: usize,
    n: usize,
) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if followed.is_empty() || markers == 0 {
        problems.push(Problem::error("empty_family", "A family needs an endpoint and a marker."));
    }
    if followed.iter().any(|f| f.entry.is_some()) {
        problems.push(
            Problem::error(
                "delayed_entry_not_exchangeable",
                "With delayed entry, markers cannot be exchanged between patients.",
            )
            .hint("Choose an endpoint without an entry time."),
        );
    }
    let tests = followed.len() * markers;
    if f64::from(request.draws) * tests as f64 * n as f64 > MOST_WORK {
        problems.push(
            Problem::error("too_many_draws", "So many draws would take too long.")
                .found(&format!("{} draws of {tests} tests of {n} patients", request.draws)),
        );
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn method(request: &FamilyRequest, endpoints: usize, markers: usize) -> Method {
    Method {
        name: "Family of log-rank tests by permutation".into(),
        details: vec![
            format!(
                "{endpoints} endpoints by {markers} markers: {} tests on the patients who have \
                 everything.",
                endpoints * markers
            ),
            format!(
                "Log-rank scores against each marker; markers dealt to patients at random {} \
                 times (seed {}), all together; p adjusted by the largest |z| of each draw, and \
                 step by step.",
                request.draws, request.seed
            ),
        ],
        references: vec!["Westfall & Young 1993, Resampling-Based Multiple Testing".into()],
        r_call: Some(
            "coin::independence_test(scores ~ markers, teststat = \"maximum\", distribution = \
             approximate(…))"
                .into(),
        ),
    }
}
