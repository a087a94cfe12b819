//! The ruler of two scales: every band at its per cents, the possible grades
//! marked, no name over another at any width.

#[path = "figures/laws.rs"]
mod laws;

use gradus::figure::display_list::*;
use gradus::figure::options::FigureOptions;
use gradus::scale::all;
use gradus::session::Session;

fn drawn(from: &str, to: &str, value: &str, width: f64) -> DisplayList {
    let session = Session::open(b"x\n1".to_vec(), &Default::default());
    let request = serde_json::json!({"kind": "conversion", "from": from, "to": to, "value": value});
    let request = gradus::plain::read(request).unwrap();
    let options = FigureOptions { width, ..Default::default() };
    session.figure(&request, &options).display_list.unwrap()
}

fn boxes(list: &DisplayList, side: usize) -> Vec<(usize, f64, f64, Ink)> {
    list.items
        .iter()
        .filter_map(|item| match item {
            Item::Rect { role: Role::Grade { scale, grade }, y, height, ink, .. }
                if *scale == side =>
            {
                Some((*grade, *y, y + height, *ink))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn bands_stand_at_their_per_cents_and_the_possible_ones_are_marked() {
    let list = drawn("paper6", "eortc_stbsg", "75-95", 700.0);
    let ticks: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { role: Role::Tick { .. }, points, .. } => Some(points[0][1]),
            _ => None,
        })
        .collect();
    let (bottom, top) = (ticks[0], ticks[ticks.len() - 1]);
    let y = |percent: f64| bottom - (bottom - top) * percent / 100.0;
    let left = boxes(&list, 0);
    for (grade, [low, high]) in
        [[0.0, 5.0], [5.0, 25.0], [25.0, 50.0], [50.0, 75.0], [75.0, 95.0], [95.0, 100.0]]
            .into_iter()
            .enumerate()
    {
        let (_, upper, lower, ink) = left[grade];
        assert!((upper - y(high)).abs() < 0.2 && (lower - y(low)).abs() < 0.2, "{grade}");
        assert_eq!(ink == Ink::Series(0), grade == 4);
    }
    // E, D, C, B, A: D and C have per cents in common with 75–95.
    let marked: Vec<usize> =
        boxes(&list, 1).iter().filter(|b| b.3 == Ink::Series(0)).map(|b| b.0).collect();
    assert_eq!(marked, [1, 2]);
    assert!(list.summary.contains("75-95 [75, 95], which can be D or C"));
}

#[test]
fn every_pair_of_scales_is_readable_at_every_width() {
    let scales: Vec<&str> =
        all().iter().filter(|s| s.is_convertible()).map(|s| s.id.as_str()).collect();
    for (k, from) in scales.iter().enumerate() {
        for width in [320.0, 390.0, 700.0] {
            let to = scales[(k + 7) % scales.len()];
            laws::readable(&drawn(from, to, "50", width), &format!("{from} {to} at {width}"));
        }
    }
}
