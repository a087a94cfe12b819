//! Figures of competing risks and of thresholds: what other programs found,
//! drawn where the axes say.

#[path = "figures/laws.rs"]
mod laws;

use gradus::figure::display_list::*;
use gradus::figure::options::{FigureOptions, View};
use gradus::plain::{FromPlain, read};
use gradus::session::Session;
use serde_json::{Value, json};

fn asked<T: FromPlain>(json: Value) -> T {
    read(json).unwrap()
}

fn session(event: &str, coding: Value) -> Session {
    let text = include_str!("../www/examples/sts27.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &Default::default());
    let mapping = json!({
        "grades": [{ "column": "path_necrosis", "role": "pathology", "scale": "paper6" }],
        "endpoints": [{
            "name": "Death of sarcoma", "time": "dss_months", "event": event, "unit": "months",
            "coding": coding,
        }],
    });
    session.map(asked(mapping));
    session
}

fn drawn(session: &Session, request: Value, width: f64) -> DisplayList {
    let options = FigureOptions { width, ..Default::default() };
    let reply = session.figure(&asked(request), &options);
    let list = reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems));
    laws::readable(&list, &format!("at {width}"));
    list
}

fn texts(list: &DisplayList, wanted: impl Fn(&Role) -> bool) -> Vec<String> {
    list.items
        .iter()
        .filter(|item| wanted(item.role()))
        .filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect()
}

fn points(list: &DisplayList, wanted: impl Fn(&Role) -> bool) -> Vec<[f64; 2]> {
    let line = list.items.iter().find_map(|item| match item {
        Item::Line { role, points, .. } if wanted(role) => Some(points.0.clone()),
        _ => None,
    });
    line.unwrap()
}

fn competing() -> Session {
    let coding = json!({ "event": ["sarcoma"], "censored": [""], "competing": ["other"] });
    session("death_cause", coding)
}

/// `cuminc` of cmprsk 2.2-11 (R 4.2) on the same table: 30.1 % below 50 %
/// necrosis and 11.1 % from 50 % at 36 months; Gray's test p = 0.744.
#[test]
fn an_incidence_curve_stands_where_cmprsk_has_it() {
    let request = json!({
        "kind": "incidence", "endpoint": "Death of sarcoma",
        "by": { "by": "threshold", "variable": "path_necrosis", "at": 50.0 },
    });
    for width in [320.0, 700.0, 1100.0] {
        let list = drawn(&competing(), request.clone(), width);
        let note = texts(&list, |role| matches!(role, Role::Note { .. }));
        assert_eq!(note, ["Gray's test p = 0.74"]);
        let ticks = |axis: Axis| -> Vec<f64> {
            let mut all = Vec::new();
            for item in &list.items {
                match item {
                    Item::Line { role: Role::Tick { axis: of }, points, .. } if *of == axis => {
                        all.push(points[0][if axis == Axis::X { 0 } else { 1 }]);
                    }
                    _ => {}
                }
            }
            all
        };
        let (x, y) = (ticks(Axis::X), ticks(Axis::Y));
        let labels = |axis: Axis| -> Vec<f64> {
            let of = texts(&list, |r| matches!(r, Role::TickLabel { axis: a, .. } if *a == axis));
            of.iter().map(|label| label.parse().unwrap()).collect()
        };
        let (months, per_cent) = (labels(Axis::X), labels(Axis::Y));
        let at = |month: f64| x[0] + (x[1] - x[0]) * month / (months[1] - months[0]);
        let high = |share: f64| y[0] + (y[1] - y[0]) * share / (per_cent[1] - per_cent[0]);
        for (group, share) in [(0, 30.10101), (1, 11.11111)] {
            let curve = points(&list, |role| *role == Role::Curve { group });
            let before = curve.iter().rev().find(|[x, _]| *x <= at(36.0)).unwrap();
            assert!((before[1] - high(share)).abs() < 0.5, "{before:?} {}", high(share));
        }
        assert!(list.caption.contains("competing events counted as censored; it is too high"));
    }
}

/// Without a competing event there is nothing to compare.
#[test]
fn without_competing_events_there_is_one_curve_a_group() {
    let coding = json!({ "event": ["1"], "censored": ["0"] });
    let request = json!({ "kind": "incidence", "endpoint": "Death of sarcoma" });
    let list = drawn(&session("dss_event", coding), request, 700.0);
    assert!(list.items.iter().all(|item| *item.role() != Role::Reference));
    assert!(!list.caption.contains("Dotted"));
}

/// `maxstat.test` of R on the same table: five cuts, the largest statistic
/// where the lowest grade is parted from the rest.
#[test]
fn every_cut_is_drawn_and_the_one_in_use_marked() {
    let coding = json!({ "event": ["1"], "censored": ["0"] });
    let session = session("dss_event", coding);
    let request = json!({
        "kind": "thresholds", "endpoint": "Death of sarcoma", "variable": "path_necrosis",
        "in_use": { "variable": "path_necrosis", "at": 50.0 },
    });
    for width in [320.0, 700.0, 1100.0] {
        let list = drawn(&session, request.clone(), width);
        let labels = texts(&list, |role| matches!(role, Role::TickLabel { axis: Axis::X, .. }));
        let upper = &labels[..labels.len() / 2];
        assert_eq!(upper.len(), points(&list, |role| *role == Role::Curve { group: 0 }).len());
        let marked = texts(&list, |role| *role == Role::Note { line: 9 });
        assert_eq!(marked.concat().matches("in use").count(), 1);
        let at = upper.iter().position(|label| label == "≤ 25-50").unwrap();
        let upright = list.items.iter().find_map(|item| match item {
            Item::Line { role: Role::Reference, points, .. } => {
                (points.len() == 2 && points[0][0] == points[1][0]).then(|| points.0.clone())
            }
            _ => None,
        });
        let line = upright.unwrap();
        let points = points(&list, |role| *role == Role::Curve { group: 0 });
        assert!((line[0][0] - points[at][0]).abs() < 0.25, "{line:?} {points:?}");
    }
}

fn dss() -> Session {
    session("dss_event", json!({ "event": ["1"], "censored": ["0"] }))
}

fn split() -> Value {
    json!({ "by": "threshold", "variable": "path_necrosis", "at": 50.0 })
}

fn drawn_as(session: &Session, request: Value, view: View, width: f64) -> DisplayList {
    let options = FigureOptions { width, view, ..Default::default() };
    let reply = session.figure(&asked(request), &options);
    let list = reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems));
    laws::readable(&list, &format!("{view:?} at {width}"));
    list
}

/// A cumulative hazard rises with each event of its group and ends at its last
/// time; the same curve as log(−log) begins at its first event.
#[test]
fn hazards_rise_at_events_and_end_with_the_last_patient() {
    let request = json!({
        "kind": "survival", "endpoint": "Death of sarcoma", "by": split(),
        "cumulative_hazards": ["nelson_aalen"],
    });
    for width in [320.0, 700.0, 1100.0] {
        let list = drawn_as(&dss(), request.clone(), View::CumulativeHazard, width);
        // Six deaths at six times below 50 %, one from 50 %: two corners a step.
        for (group, events) in [(0, 6), (1, 1)] {
            let curve = points(&list, |role| *role == Role::Curve { group });
            let rises = curve.windows(2).filter(|pair| pair[1][1] < pair[0][1]).count();
            assert_eq!(rises, events, "{curve:?}");
        }
        let list = drawn_as(&dss(), request.clone(), View::LogLog, width);
        let curve = points(&list, |role| *role == Role::Curve { group: 0 });
        let rises = curve.windows(2).filter(|pair| pair[1][1] < pair[0][1]).count();
        // The last of six ends at survival 0 or is where the curve begins.
        assert!(rises == 5 || rises == 4, "{curve:?}");
    }
}

/// One point an event and a term, about the dashed coefficient; no figure where
/// residuals were not asked for.
#[test]
fn residuals_have_a_point_for_every_event() {
    let with = |residuals: bool| {
        json!({
            "kind": "cox", "endpoint": "Death of sarcoma", "residuals": residuals,
            "covariates": [
                { "as": "factor", "by": split() },
                { "as": "number", "variable": "age" },
            ],
            "proportionality": ["kaplan_meier"],
        })
    };
    for width in [320.0, 700.0, 1100.0] {
        let list = drawn_as(&dss(), with(true), View::Residuals, width);
        let is_point = |item: &&Item| matches!(item.role(), Role::Bubble { .. });
        assert_eq!(list.items.iter().filter(is_point).count(), 2 * 7);
    }
    let options = FigureOptions { view: View::Residuals, ..Default::default() };
    let reply = dss().figure(&asked(with(false)), &options);
    assert!(reply.display_list.is_none() && reply.problems.is_empty());
}

/// Nobody with necrosis above 95 % died: the forest has Firth's ratios, each
/// with limits, and says whose they are.
#[test]
fn a_forest_without_finite_estimates_shows_firths() {
    let request = json!({
        "kind": "cox", "endpoint": "Death of sarcoma",
        "covariates": [{ "as": "factor", "by": { "by": "label", "column": "path_necrosis" } }],
    });
    let list = drawn(&dss(), request, 700.0);
    let printed = texts(&list, |role| matches!(role, Role::Estimate { .. }));
    assert!(
        !printed.is_empty() && printed.iter().all(|text| !text.contains("not estimable")),
        "{printed:?}"
    );
    assert!(list.summary.starts_with("Firth's hazard ratio"));
}

/// `crr` and `coxph` on the same table: 0.683 (0.0861–5.41) on the incidence,
/// 0.604 (0.0667–5.46) on the hazard of the cause.
#[test]
fn both_models_of_competing_risks_stand_side_by_side() {
    let request = json!({
        "kind": "competing_regression", "endpoint": "Death of sarcoma",
        "covariates": [{ "as": "factor", "by": split() }],
    });
    for width in [320.0, 700.0, 1100.0] {
        let list = drawn(&competing(), request.clone(), width);
        let printed = texts(&list, |role| matches!(role, Role::Estimate { .. }));
        assert_eq!(printed, ["0.68 (0.09–5.41), p = 0.72", "0.60 (0.07–5.46), p = 0.65"]);
    }
}
