//! Figures of a correlation and of agreement on the synthetic cohort of 27:
//! what is drawn stands where the numbers say, and can be read at every width.

#[path = "figures/laws.rs"]
mod laws;

use gradus::analysis::Answer;
use gradus::figure::display_list::*;
use gradus::figure::draw;
use gradus::figure::options::{FigureOptions, View};
use gradus::session::Session;

fn answered(request: serde_json::Value) -> Answer {
    let text = include_str!("golden/datasets/sts27.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &Default::default());
    let mut mapping = session.propose().mapping;
    mapping
        .grades
        .retain(|g| ["mri_pre", "mri_post", "path_necrosis"].contains(&g.column.as_str()));
    session.map(mapping);
    session.run(&gradus::plain::read(request).unwrap()).answer.unwrap()
}

fn drawn(answer: &Answer, view: View, width: f64) -> DisplayList {
    draw(answer, &FigureOptions { view, width, ..Default::default() }).unwrap()
}

fn asked(kind: &str) -> serde_json::Value {
    serde_json::json!({"kind": kind, "x": "mri_post", "y": "path_necrosis"})
}

/// Where the ticks of an axis stand.
fn ticks(list: &DisplayList, wanted: Axis) -> Vec<f64> {
    list.items
        .iter()
        .filter_map(|item| match item {
            Item::Line { role: Role::Tick { axis }, points, .. } if *axis == wanted => {
                Some(points[0][if wanted == Axis::X { 0 } else { 1 }])
            }
            _ => None,
        })
        .collect()
}

/// The exact p of this pair is 0.0291885781184376 (R, package coin, and the
/// reference's own count): the coloured bars are that share of all bars.
#[test]
fn coloured_bars_are_the_share_that_is_the_p() {
    let mut request = asked("correlation");
    request["also"] = serde_json::json!(["exact_spearman"]);
    request["permutation"] = serde_json::json!({"distribution": true});
    let list = drawn(&answered(request), View::Permutation, 700.0);
    let area = |wanted: Option<Ink>| -> f64 {
        let bars = list.items.iter().filter_map(|item| match item {
            Item::Rect { role: Role::Share { .. }, height, ink, .. }
                if wanted.is_none_or(|w| w == *ink) =>
            {
                Some(*height)
            }
            _ => None,
        });
        bars.sum()
    };
    let share = area(Some(Ink::Series(1))) / area(None);
    // Bars are drawn to 1/8 pixel, and very small ones are lost.
    assert!((share - 0.0291885781184376).abs() < 0.002, "{share}");
    let x = ticks(&list, Axis::X);
    let (first, last) = (x[0], x[x.len() - 1]);
    let seen = list.items.iter().find_map(|item| match item {
        Item::Line { role: Role::Reference, points, dash, .. } if dash.is_empty() => {
            Some(points[0][0])
        }
        _ => None,
    });
    // The axis runs from −0.8 to 0.8; ρ is 0.4391.
    let place = first + (last - first) * (0.4391 + 0.8) / 1.6;
    assert!((seen.unwrap() - place).abs() < 0.3, "{seen:?} {place}");
}

/// Counted in the file apart from this program:
/// 25 patients, mean difference 0.24 (the sum of differences is 6).
#[test]
fn bland_altman_shows_every_pair_and_the_bias_at_its_place() {
    let list = drawn(&answered(asked("agreement")), View::Auto, 700.0);
    let y = ticks(&list, Axis::Y);
    assert!(list.summary.contains("mean difference 0.24"), "{}", list.summary);
    let mean = list.items.iter().find_map(|item| match item {
        Item::Line { role: Role::Estimate { line: 1 }, points, .. } => Some(points[0][1]),
        _ => None,
    });
    // Ticks at −4, −2, 0, 2, 4 and 6.
    let one = (y[0] - y[y.len() - 1]) / 10.0;
    let zero = y[2];
    assert!((zero - mean.unwrap() - 0.24 * one).abs() < 0.3, "{mean:?} {zero} {one}");
    let discs = list.items.iter().filter(|item| matches!(item, Item::Circle { .. })).count();
    assert_eq!(discs, 18);
}

#[test]
fn coefficients_stand_in_a_column_with_their_limits() {
    let mut request = asked("correlation");
    request["also"] = serde_json::json!(["pearson", "kendall", "ordinal", "polychoric"]);
    let list = drawn(&answered(request), View::Coefficients, 700.0);
    // R: cor.test ρ 0.4391, τ-b 0.3247; DescTools γ 0.383.
    for said in ["Spearman ρ: 0.44 (0.03–0.72)", "Kendall τ-b: 0.32", "Goodman–Kruskal γ: 0.38"]
    {
        assert!(list.summary.contains(said), "{}", list.summary);
    }
}

#[test]
fn every_figure_can_be_read_at_every_width() {
    let mut full = asked("correlation");
    full["also"] =
        serde_json::json!(["pearson", "kendall", "ordinal", "polychoric", "exact_spearman"]);
    full["permutation"] = serde_json::json!({"distribution": true});
    let grades =
        serde_json::json!({"kind": "grades", "delta": {"post": "mri_post", "pre": "mri_pre"}});
    let [full, agreement, grades] = [full, asked("agreement"), grades].map(answered);
    for width in [300.0, 358.0, 520.0, 700.0, 1100.0] {
        for (answer, view) in [
            (&full, View::Coefficients),
            (&full, View::Permutation),
            (&agreement, View::Auto),
            (&grades, View::Transition),
            (&grades, View::Slope),
        ] {
            laws::readable(&drawn(answer, view, width), &format!("{view:?} at {width}"));
        }
    }
}

/// Counted in the file apart from this program: mri_pre 5-25 to mri_post <5 in four patients.
#[test]
fn a_transition_has_a_cell_for_every_way() {
    let grades =
        serde_json::json!({"kind": "grades", "delta": {"post": "mri_post", "pre": "mri_pre"}});
    let list = drawn(&answered(grades), View::Transition, 700.0);
    let count = list.items.iter().find_map(|item| match item {
        Item::Text { role: Role::BubbleCount { x: 0, y: 1 }, text, .. } => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(count, Some("4"));
    let all: u32 = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text { role: Role::BubbleCount { .. }, text, .. } => text.parse::<u32>().ok(),
            _ => None,
        })
        .sum();
    assert_eq!(all, 27);
}
