//! Whoever sees no red, no green or no colour at all still tells the parts of a
//! figure apart: by dashes, or by how light they are.

#[path = "figures/made.rs"]
mod made;

use gradus::figure::display_list::*;
use gradus::figure::km;
use gradus::figure::options::{FigureOptions, Preset, View};
use gradus::plain::{FromPlain, read};
use gradus::session::Session;
use gradus::value::TimeUnit;
use made::*;
use serde_json::{Value, json};

type Rgb = [f64; 3];

/// On linear light. Machado, Oliveira & Fernandes 2009 (IEEE Trans Vis Comput Graph
/// 15:1291), severity 1; grey by the weights of ITU-R BT.709.
const EYES: [(&str, [Rgb; 3]); 4] = [
    ("everybody", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    ("a copier", [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]]),
];

fn written(hex: &str) -> Rgb {
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

fn linear(c: f64) -> f64 {
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn luminance(of: Rgb, eye: &[Rgb; 3]) -> f64 {
    let seen: Vec<f64> =
        eye.iter().map(|row| (0..3).map(|k| row[k] * of[k]).sum::<f64>().clamp(0.0, 1.0)).collect();
    0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
}

fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A part by its colour on paper, so much of it as it covers, and its dashes.
struct Part {
    name: String,
    light: Rgb,
    dark: Rgb,
    dash: Vec<f64>,
}

fn part(list: &DisplayList, name: String, ink: Ink, opacity: f64, dash: &[f64]) -> Part {
    let colour = |ink: Ink| list.colours.iter().find(|c| c.ink == ink).unwrap();
    let (own, paper) = (colour(ink), colour(Ink::Paper));
    // Painters mix the values as they are written, not light.
    let over = |a: &str, b: &str| {
        let (a, b) = (written(a), written(b));
        [0, 1, 2].map(|k| linear(a[k] * opacity + b[k] * (1.0 - opacity)))
    };
    Part {
        name,
        light: over(&own.light, &paper.light),
        dark: over(&own.dark, &paper.dark),
        dash: dash.to_vec(),
    }
}

/// Lightness that differs less than this, side by side, is no difference.
const LEAST: f64 = 1.25;

fn told_apart(parts: &[Part], story: &str) {
    assert!(parts.len() > 1, "{story}: nothing to tell apart");
    for (k, a) in parts.iter().enumerate() {
        for b in &parts[..k] {
            for (eye, matrix) in &EYES {
                for (paper, x, y) in [("light", a.light, b.light), ("dark", a.dark, b.dark)] {
                    let ratio = contrast(luminance(x, matrix), luminance(y, matrix));
                    assert!(
                        a.dash != b.dash || ratio >= LEAST,
                        "{story}: {} and {} on {paper} paper for {eye}: {ratio:.2}",
                        a.name,
                        b.name
                    );
                }
            }
        }
    }
}

/// The curves of a figure, one part a group.
fn curves(list: &DisplayList) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for item in &list.items {
        if let Item::Line { role: Role::Curve { group }, ink, dash, .. } = item {
            let name = format!("group {group}");
            if parts.iter().all(|part| part.name != name) {
                parts.push(part(list, name, *ink, 1.0, dash));
            }
        }
    }
    parts
}

#[test]
fn curves_of_up_to_seven_groups() {
    let mut dice = Dice(77);
    for count in 2..=7 {
        let arms: Vec<Arm> =
            (0..count).map(|k| random_arm(&mut dice, &format!("g{k}"), 30, 20.0, 60.0)).collect();
        let answer = answer("OS", TimeUnit::Months, &arms);
        for preset in [Preset::Journal, Preset::Minimal, Preset::Slides] {
            for ordered in [false, true] {
                for greyscale in [false, true] {
                    let options =
                        FigureOptions { preset, ordered, greyscale, ..Default::default() };
                    let list = km::draw(&answer, &options);
                    let story = format!("{count} {preset:?} {ordered} {greyscale}");
                    told_apart(&curves(&list), &story);
                }
            }
        }
    }
}

fn asked<T: FromPlain>(json: Value) -> T {
    read(json).unwrap()
}

fn cohort() -> Session {
    let text = include_str!("../www/examples/sts27.csv");
    let mut session = Session::open(text.as_bytes().to_vec(), &Default::default());
    let coding = json!({ "event": ["1"], "censored": ["0"] });
    let died = json!({ "event": ["sarcoma"], "censored": [""], "competing": ["other"] });
    let grade =
        |column: &str, role: &str| json!({ "column": column, "role": role, "scale": "paper6" });
    session.map(asked(json!({
        "grades": [grade("mri_pre", "pre"), grade("mri_post", "post"), grade("path_necrosis", "pathology")],
        "endpoints": [
            { "name": "PFS", "time": "pfs_months", "event": "pfs_event", "unit": "months", "coding": coding },
            { "name": "Death", "time": "dss_months", "event": "death_cause", "unit": "months", "coding": died },
        ],
    })));
    session
}

fn drawn(request: Value, view: View) -> DisplayList {
    let options = FigureOptions { view, ..Default::default() };
    let reply = cohort().figure(&asked(request), &options);
    reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems))
}

fn by() -> Value {
    json!({ "by": "threshold", "variable": "path_necrosis", "at": 50.0 })
}

#[test]
fn curves_of_every_other_figure() {
    let survival = json!({
        "kind": "survival", "endpoint": "PFS", "by": by(), "cumulative_hazards": ["nelson_aalen"],
    });
    let incidence = json!({ "kind": "incidence", "endpoint": "Death", "by": by() });
    let influence = json!({ "kind": "influence", "endpoint": "PFS", "by": by() });
    for (request, view) in [
        (survival.clone(), View::CumulativeHazard),
        (survival, View::LogLog),
        (incidence.clone(), View::Auto),
        (incidence, View::Stacked),
        (influence, View::Auto),
    ] {
        told_apart(&curves(&drawn(request, view)), &format!("{view:?}"));
    }
}

/// Areas and bars: no dashes, so lightness alone.
#[test]
fn areas_and_bars_of_two_kinds() {
    let areas = |list: &DisplayList, wanted: fn(&Role) -> bool| -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for item in list.items.iter().filter(|item| wanted(item.role())) {
            let (ink, opacity) = match item {
                Item::Area { ink, opacity, .. } | Item::Rect { ink, opacity, .. } => {
                    (*ink, *opacity)
                }
                _ => continue,
            };
            let name = format!("{ink} {opacity}");
            if parts.iter().all(|part| part.name != name) {
                parts.push(part(list, name, ink, opacity, &[]));
            }
        }
        parts
    };
    let grades = json!({ "kind": "grades", "delta": { "post": "mri_post", "pre": "mri_pre" } });
    let correlation = json!({
        "kind": "correlation", "x": "mri_post", "y": "path_necrosis", "also": ["exact_spearman"],
        "permutation": { "distribution": true },
    });
    let courses = json!({ "kind": "courses", "endpoints": ["PFS"], "by": by() });
    let incidence = json!({ "kind": "incidence", "endpoint": "Death" });
    let bars: fn(&Role) -> bool = |role| matches!(role, Role::Bar { .. });
    let bands: fn(&Role) -> bool = |role| matches!(role, Role::Band { .. });
    let shares: fn(&Role) -> bool = |role| matches!(role, Role::Share { .. });
    told_apart(&areas(&drawn(courses, View::Auto), bars), "courses");
    told_apart(&areas(&drawn(incidence, View::Stacked), bands), "stacked incidence");
    told_apart(&areas(&drawn(correlation, View::Permutation), shares), "all pairings");
    // Falls hang from nought and rises stand on it; lightness is a third channel there.
    assert!(areas(&drawn(grades, View::Waterfall), bars).len() > 1);
}
