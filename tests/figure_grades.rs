//! Figures of the synthetic cohort of 27: bars and ways that count what the
//! table holds, panels of three endpoints; all fit at every width.

#[path = "figures/laws.rs"]
mod laws;

use gradus::figure::display_list::*;
use gradus::figure::options::{FigureOptions, View};
use gradus::session::Session;

fn cohort() -> Session {
    let text = include_str!("golden/datasets/sts27.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &Default::default());
    let mut mapping = session.propose().mapping;
    mapping
        .grades
        .retain(|g| ["mri_pre", "mri_post", "path_necrosis"].contains(&g.column.as_str()));
    assert_eq!(mapping.grades.len(), 3);
    session.map(mapping);
    session
}

fn drawn(view: View, width: f64) -> DisplayList {
    let request = r#"{"kind": "grades", "delta": {"post": "mri_post", "pre": "mri_pre"}}"#;
    let options = FigureOptions { view, width, ..Default::default() };
    cohort().figure(&asked(request), &options).display_list.unwrap()
}

/// The file's own column `delta_steps`, counted by hand: 13 above 0, 9 at 0,
/// 5 below, the largest 4.
#[test]
fn every_patient_has_a_bar_as_long_as_the_change() {
    let list = drawn(View::Auto, 700.0);
    let grid: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { role: Role::Tick { axis: Axis::Y }, points, .. } => Some(points[0][1]),
            _ => None,
        })
        .collect();
    let step = (grid[0] - grid[grid.len() - 1]).abs() / (grid.len() - 1) as f64;
    let text = include_str!("golden/datasets/sts27.csv");
    let delta = |line: &str| -> f64 { line.split(',').nth(16).unwrap().parse().unwrap() };
    let mut up = 0;
    let mut bars = 0;
    for item in &list.items {
        let Role::Bar { patient } = item.role() else { continue };
        let steps = delta(text.lines().nth(patient - 1).unwrap());
        bars += 1;
        match item {
            Item::Rect { height, ink, .. } => {
                assert!((height - steps.abs() * step).abs() <= 0.26, "row {patient}: {steps}");
                assert_eq!(*ink, Ink::Series(u8::from(steps < 0.0)));
                up += usize::from(steps > 0.0);
            }
            _ => assert_eq!(steps, 0.0),
        }
    }
    assert_eq!((bars, up), (27, 13));
    assert!(list.summary.contains("13 rise · 9 in the same grade · 5 fall"));
}

#[test]
fn ways_between_gradings_add_up_to_the_patients() {
    let list = drawn(View::Flows, 700.0);
    // Widths are in proportion to counts: the sum over a pair of columns is 27
    // between the two MRI gradings, 25 to pathology, which two patients lack.
    assert!(
        list.summary.starts_with("mri_pre to mri_post: 13 patients higher, 9 the same, 5 lower.")
    );
    assert!(
        list.summary
            .contains("mri_post to path_necrosis: 8 patients higher, 6 the same, 11 lower.")
    );
    let counts: u32 = laws::texts(&list)
        .iter()
        .filter(|(item, _)| matches!(item.role(), Role::BubbleCount { x: 2, .. }))
        .map(|(item, _)| match item {
            Item::Text { text, .. } => text.parse::<u32>().unwrap(),
            _ => 0,
        })
        .sum();
    assert_eq!(counts, 25);
}

#[test]
fn both_can_be_read_at_every_width() {
    for view in [View::Waterfall, View::Flows] {
        for width in [260.0, 320.0, 390.0, 700.0, 1100.0] {
            let list = drawn(view, width);
            assert!(list.width <= width, "{view:?} {width}");
            laws::readable(&list, &format!("{view:?} {width}"));
        }
    }
}

#[test]
fn grades_without_a_change_asked_for_show_ways() {
    let request = asked(r#"{"kind": "grades"}"#);
    let reply = cohort().figure(&request, &FigureOptions::default());
    let list = reply.display_list.unwrap();
    assert!(list.items.iter().any(|item| matches!(item.role(), Role::Way { .. })));
}

#[test]
fn three_endpoints_are_panels_on_one_line_with_one_legend() {
    let request = |endpoint: &str| {
        let by =
            r#"{"by": "threshold", "variable": "path_necrosis", "at": 50, "side": "at_least"}"#;
        asked(&format!(r#"{{"kind": "survival", "endpoint": "{endpoint}", "by": {by}}}"#))
    };
    let endpoints = [
        "Progression-free survival",
        "Local-recurrence-free survival",
        "Disease-specific survival",
    ];
    let requests = endpoints.map(request);
    for (width, columns) in [(320.0, 1), (390.0, 1), (700.0, 2), (1100.0, 3)] {
        let options =
            FigureOptions { width, title: Some("Three endpoints".into()), ..Default::default() };
        let reply = cohort().panels(&requests, &options);
        assert!(reply.problems.is_empty());
        let list = reply.display_list.unwrap();
        laws::readable(&list, &format!("panels {width}"));
        let texts = |wanted: fn(&Role) -> bool| {
            let all = laws::texts(&list).into_iter().filter(|(item, _)| wanted(item.role()));
            all.map(|(_, frame)| frame).collect::<Vec<_>>()
        };
        assert_eq!(texts(|role| matches!(role, Role::PanelLetter)).len(), 3);
        assert_eq!(texts(|role| matches!(role, Role::GroupLabel { .. })).len(), 2, "named once");
        // Titles of the time axes stand in as many rows as there must be.
        let mut feet: Vec<i64> = texts(|role| matches!(role, Role::AxisTitle { axis: Axis::X }))
            .iter()
            .map(|frame| frame.bottom.round() as i64)
            .collect();
        feet.dedup();
        assert_eq!(feet.len(), 3_usize.div_ceil(columns), "{width}");
    }
}

/// A request or a mapping, as JSON has it.
fn asked<T: gradus::plain::FromPlain>(json: &str) -> T {
    gradus::plain::read(&mut serde_json::Deserializer::from_str(json)).unwrap()
}
