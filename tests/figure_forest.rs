//! The forest plot of a Cox model: what R prints, drawn where the axis says.

#[path = "figures/laws.rs"]
mod laws;

use gradus::figure::display_list::*;
use gradus::figure::options::FigureOptions;
use gradus::session::Session;

fn drawn(request: &str, width: f64) -> DisplayList {
    let text = include_str!("golden/datasets/lung.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &Default::default());
    let mapping = r#"{"endpoints": [{"name": "Overall survival", "time": "time", "event": "event",
        "unit": "days", "coding": {"event": ["1"], "censored": ["0"]}}], "groups": ["sex"]}"#;
    session.map(asked(mapping));
    let options = FigureOptions { width, ..Default::default() };
    let reply = session.figure(&asked(request), &options);
    reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems))
}

const SEX: &str = r#"{"kind": "cox", "endpoint": "Overall survival",
    "covariates": [{"as": "factor", "by": {"by": "label", "column": "sex", "levels": ["male", "female"]}}]}"#;

/// `coxph(Surv(time, status) ~ sex, lung)` of R's survival 3.5-3: hazard ratio
/// 0.588, limits 0.4237 and 0.8160, p = 0.00149.
#[test]
fn a_ratio_is_printed_and_drawn_as_r_has_it() {
    let list = drawn(SEX, 700.0);
    let printed: Vec<&str> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text { role: Role::Estimate { .. }, text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(printed, ["0.59 (0.42–0.82), p = 0.0015"]);
    let ticks: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { role: Role::Tick { axis: Axis::X }, points, .. } => Some(points[0][0]),
            _ => None,
        })
        .collect();
    // The axis goes from 0.2 to 2: ticks 0.2, 0.5, 1, 2.
    assert_eq!(ticks.len(), 4);
    let x = |ratio: f64| ticks[0] + (ticks[3] - ticks[0]) * (ratio / 0.2).ln() / 10f64.ln();
    let mut lines = list.items.iter().filter_map(|item| match item {
        Item::Line { role: Role::Estimate { .. }, points, .. } => Some(points),
        _ => None,
    });
    let limits = lines.next().unwrap();
    assert!((limits[0][0] - x(0.4237)).abs() < 0.5 && (limits[1][0] - x(0.8160)).abs() < 0.5);
    let square = list.items.iter().find_map(|item| match item {
        Item::Rect { role: Role::Estimate { .. }, x, width, .. } => Some(x + width / 2.0),
        _ => None,
    });
    assert!((square.unwrap() - x(0.588)).abs() < 0.5);
}

#[test]
fn it_can_be_read_at_every_width() {
    let request = r#"{"kind": "cox", "endpoint": "Overall survival", "covariates": [
        {"as": "number", "variable": "age"},
        {"as": "factor", "by": {"by": "label", "column": "sex", "levels": ["male", "female"]}},
        {"as": "factor", "by": {"by": "label", "column": "inst"}}]}"#;
    for width in [260.0, 320.0, 390.0, 700.0, 1100.0] {
        for request in [SEX, request] {
            laws::readable(&drawn(request, width), &format!("{width}"));
        }
    }
}

/// A request or a mapping, as JSON has it.
fn asked<T: gradus::plain::FromPlain>(json: &str) -> T {
    gradus::plain::read(&mut serde_json::Deserializer::from_str(json)).unwrap()
}
