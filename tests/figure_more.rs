//! Figures of what lies behind a number: the smooth line through residuals, what
//! chance reaches over all cuts, curves without each patient, mean times, courses,
//! many small curves. Values are R's; drawings keep the laws of figures.

#[path = "figures/laws.rs"]
mod laws;
mod support;

use gradus::figure::display_list::*;
use gradus::figure::options::{FigureOptions, Preset, RiskTable, View};
use gradus::plain::{FromPlain, read};
use gradus::session::Session;
use serde_json::{Value, json};
use support::{CLOSED, Comparison, ITERATED, Record};

fn asked<T: FromPlain>(json: Value) -> T {
    read(json).unwrap()
}

/// A golden data set with one endpoint, "this".
fn opened(dataset: &str, time: &str, event: &str) -> Session {
    let file = format!("{}/tests/golden/datasets/{dataset}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut session = Session::open(std::fs::read(file).unwrap(), &Default::default());
    let coding = json!({ "event": ["1"], "censored": ["0"] });
    let endpoint = |name: &str, time: &str, event: &str| json!({ "name": name, "time": time, "event": event, "unit": "months", "coding": coding });
    let mut endpoints = vec![endpoint("this", time, event)];
    if dataset == "sts27" {
        endpoints.push(endpoint("Local recurrence", "lrfs_months", "lrfs_event"));
        let coding = json!({ "event": ["sarcoma"], "censored": [""], "competing": ["other"] });
        endpoints.push(json!({
            "name": "Death of sarcoma", "time": "dss_months", "event": "death_cause",
            "unit": "months", "coding": coding,
        }));
    }
    session.map(asked(json!({ "endpoints": endpoints })));
    session
}

fn sts() -> Session {
    opened("sts27", "pfs_months", "pfs_event")
}

fn answer(session: &Session, request: Value) -> Value {
    let reply = session.run(&asked(request));
    serde_json::to_value(reply.answer.unwrap_or_else(|| panic!("{:?}", reply.problems))).unwrap()
}

/// Drawn at every width, in small and large letters; the laws hold.
fn drawn(session: &Session, request: &Value, view: View) -> DisplayList {
    let mut last = None;
    for width in [320.0, 390.0, 700.0, 1100.0] {
        for preset in [Preset::Journal, Preset::Slides] {
            let options = FigureOptions { width, view, preset, ..Default::default() };
            let reply = session.figure(&asked(request.clone()), &options);
            let list = reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems));
            laws::readable(&list, &format!("{view:?} {preset:?} at {width}"));
            assert!(!list.summary.is_empty() && list.caption.contains("Gradus "));
            if preset == Preset::Journal {
                last = Some(list);
            }
        }
    }
    last.unwrap()
}

fn split() -> Value {
    json!({ "by": "label", "column": "path_grp" })
}

#[test]
fn a_smooth_line_is_that_of_plot_cox_zph() {
    let mut comparison = Comparison::default();
    for record in support::records("figures.json", &["smooth"]) {
        let covariates: Vec<Value> = support::strings(&record.args["covariates"])
            .iter()
            .map(|name| match name.as_str() {
                "sex" => json!({ "as": "factor", "by": { "by": "label", "column": name } }),
                _ => json!({ "as": "number", "variable": name }),
            })
            .collect();
        let request = json!({
            "kind": "cox", "endpoint": "this", "covariates": covariates, "residuals": true,
        });
        let answer = answer(&opened(&record.dataset, "time", "event"), request);
        let which = record.args["which"].as_u64().unwrap() as usize;
        // R's script counts women as 1; here the first label of the table is the reference.
        let turned = answer["terms"][which]["name"].as_str().unwrap().contains(": male");
        let sign = if turned { -1.0 } else { 1.0 };
        let smooth = &answer["residuals"]["smooth"][which];
        let each = |key: &str| -> Vec<f64> {
            smooth[key].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
        };
        let half = each("upper").iter().zip(each("lower")).map(|(a, b)| a - b).collect::<Vec<_>>();
        let estimate: Vec<f64> = each("estimate").iter().map(|x| x * sign).collect();
        let got = json!({
            "time": each("time"), "estimate": estimate,
            "se": half.iter().map(|h| h / 2.0 / 1.959963984540054).collect::<Vec<_>>(),
        });
        comparison.record(&record, &got, |_| ITERATED);
    }
    comparison.finish(4);
    let request = json!({
        "kind": "cox", "endpoint": "this", "residuals": true,
        "covariates": [{ "as": "number", "variable": "age" }],
    });
    let list = drawn(&sts(), &request, View::Residuals);
    assert!(list.items.iter().any(|item| *item.role() == Role::Curve { group: 0 }));
}

/// coin draws 100,000 orders; ours are fewer. Both ends are compared by what they
/// are worth: P(largest > end) by the exact walk is 5 % within the error of 9,999
/// draws (four standard errors: 0.009), and the two ends are near each other.
#[test]
fn chance_reaches_what_coin_says() {
    for record in support::records("figures.json", &["envelope"]) {
        let text = |key: &str| record.args[key].as_str().unwrap().to_owned();
        let session = opened(&record.dataset, &text("time"), &text("event"));
        let request = json!({
            "kind": "thresholds", "endpoint": "this", "variable": text("marker"),
        });
        let answer = answer(&session, request.clone());
        let envelope = &answer["envelope"];
        assert_eq!(envelope["draws"], 9_999);
        let (largest, wanted) =
            (envelope["largest"].as_f64().unwrap(), record.values["largest"].as_f64().unwrap());
        assert!((largest - wanted).abs() < 0.06, "{}: {largest}, coin {wanted}", record.id);
        let single = envelope["single"].as_array().unwrap();
        assert_eq!(single.len(), answer["cuts"].as_array().unwrap().len());
        assert!(single.iter().all(|s| s.as_f64().unwrap() <= largest));
        // What was found is beyond the line exactly where its p says so.
        let best = answer["best_statistic"].as_f64().unwrap();
        let p = answer["p_exact"].as_f64().or_else(|| answer["monte_carlo"]["p"].as_f64()).unwrap();
        if (p - 0.05).abs() > 0.009 {
            assert_eq!(best > largest, p < 0.05, "{}: {best} {largest} {p}", record.id);
        }
        let list = drawn(&session, &request, View::Auto);
        assert!(list.caption.contains("9999 random orders (seed 1)"), "{}", list.caption);
    }
}

fn fan_of(record: &Record) -> Value {
    let request = json!({
        "kind": "influence", "endpoint": "this", "by": { "by": "label", "column": "treat" },
    });
    let answer = answer(&opened("gehan", "time", "event"), request);
    let label = record.args["group"].as_str().unwrap();
    let at = support::strings(&answer["labels"]).iter().position(|l| l == label).unwrap();
    answer["fans"][at].clone()
}

#[test]
fn a_fan_holds_every_curve_without_one_patient() {
    let mut comparison = Comparison::default();
    for record in support::records("figures.json", &["fan"]) {
        let fan = fan_of(&record);
        comparison.record(&record, &fan, |_| CLOSED);
        assert_eq!(fan["without"].as_array().unwrap().len(), 21);
    }
    comparison.finish(2);
    let request = json!({
        "kind": "influence", "endpoint": "this", "by": { "by": "label", "column": "treat" },
    });
    let list = drawn(&opened("gehan", "time", "event"), &request, View::Auto);
    let count = |wanted: fn(&Role) -> bool| list.items.iter().filter(|i| wanted(i.role())).count();
    assert_eq!(count(|role| matches!(role, Role::Fan { .. })), 42);
    drawn(&sts(), &json!({ "kind": "influence", "endpoint": "this", "by": split() }), View::Auto);
}

/// The shaded polygon's area, from pixels back to months, is the difference of
/// the two mean times that the answer has.
#[test]
fn the_shade_between_curves_is_the_difference_of_mean_times() {
    let request = json!({
        "kind": "survival", "endpoint": "this", "by": { "by": "label", "column": "treat" },
        "restricted_to": [20.0],
    });
    let session = opened("gehan", "time", "event");
    let list = drawn(&session, &request, View::Auto);
    let reading = list.reading.as_ref().unwrap();
    let outline = list.items.iter().find_map(|item| match item {
        Item::Area { role: Role::Window, points, .. } => Some(points.0.clone()),
        _ => None,
    });
    let outline = outline.unwrap();
    let twice: f64 = (0..outline.len())
        .map(|k| {
            let ([x0, y0], [x1, y1]) = (outline[k], outline[(k + 1) % outline.len()]);
            x0 * y1 - x1 * y0
        })
        .sum();
    let month = (reading.right - reading.left) / (reading.to - reading.from);
    let area = twice.abs() / 2.0 / month / (reading.bottom - reading.top);
    let means = &answer(&session, request)["restricted_means"][0];
    let difference = means["contrasts"][0]["difference"].as_f64().unwrap().abs();
    // The curves of these two groups do not cross; pixels are eighths.
    assert!((area - difference).abs() < 0.02, "{area} {difference}");
    let notes: Vec<&Item> =
        list.items.iter().filter(|i| matches!(i.role(), Role::Note { .. })).collect();
    let text = format!("{notes:?}");
    assert!(text.contains("Mean within 20.0 months") && text.contains("Difference"), "{text}");
    for single in [json!({}), json!({ "by": { "by": "label", "column": "path_3" } })] {
        let mut request =
            json!({ "kind": "survival", "endpoint": "this", "restricted_to": [20.0] });
        request.as_object_mut().unwrap().extend(single.as_object().unwrap().clone());
        drawn(&sts(), &request, View::Auto);
    }
}

#[test]
fn every_patient_swims_as_long_as_followed() {
    let session = sts();
    let request = json!({
        "kind": "courses", "endpoints": ["this", "Local recurrence", "Death of sarcoma"], "by": split(),
    });
    let list = drawn(&session, &request, View::Auto);
    let answer = answer(&session, request);
    let courses = answer["courses"].as_array().unwrap();
    let bars: Vec<f64> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rect { role: Role::Bar { .. }, width, .. } => Some(*width),
            _ => None,
        })
        .collect();
    assert_eq!(bars.len(), courses.len());
    let last = |k: usize| courses[k]["last"].as_f64().unwrap();
    for k in 1..bars.len() {
        assert!((bars[k] / bars[0] - last(k) / last(0)).abs() < 0.005, "{k}");
    }
    // Within a group from the longest to the shortest.
    for pair in courses.windows(2) {
        if pair[0]["group"] == pair[1]["group"] {
            assert!(pair[0]["last"].as_f64() >= pair[1]["last"].as_f64());
        }
    }
    // An event has a mark in its bar and one in the key, each with a rim.
    let events: u64 = answer["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["events"].as_u64().unwrap() + one["competing"].as_u64().unwrap())
        .sum();
    let marks = list.items.iter().filter(|item| matches!(item.role(), Role::Event { .. })).count();
    assert_eq!(marks as u64, 2 * (events + 3));
    let accounting = &answer["accounting"];
    let left: u64 = accounting["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["count"].as_u64().unwrap())
        .sum();
    assert_eq!(accounting["used"].as_u64().unwrap() + left, accounting["rows"].as_u64().unwrap());
}

/// At every time the three shares add up to everybody; the upper line ends at
/// both incidences together.
#[test]
fn stacked_incidences_end_at_their_sum() {
    let session = sts();
    let request = json!({ "kind": "incidence", "endpoint": "Death of sarcoma" });
    let list = drawn(&session, &request, View::Stacked);
    let curves = &answer(&session, request)["groups"][0]["curves"];
    let last =
        |of: &str| curves[of]["incidence"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    let free = curves["survival"].as_array().unwrap().last().unwrap().as_f64().unwrap();
    assert!((last("event") + last("competing") + free - 1.0).abs() < 1e-12);
    let ends = |group: usize| {
        list.items.iter().find_map(|item| match item {
            Item::Line { role: Role::Curve { group: g }, points, .. } if *g == group => {
                Some([points[0], points[points.len() - 1]])
            }
            _ => None,
        })
    };
    let axis = list.items.iter().find_map(|item| match item {
        Item::Line { role: Role::AxisLine, points, .. } => Some(points.0.clone()),
        _ => None,
    });
    let axis = axis.unwrap();
    let tall = axis[1][1] - axis[0][1];
    let share = |at: [f64; 2]| (axis[1][1] - at[1]) / tall;
    assert!((share(ends(0).unwrap()[1]) - last("event")).abs() < 0.002);
    assert!((share(ends(1).unwrap()[1]) - last("event") - last("competing")).abs() < 0.002);
    let by = json!({ "kind": "incidence", "endpoint": "Death of sarcoma", "by": split() });
    drawn(&session, &by, View::Stacked);
}

#[test]
fn many_small_curves_stand_in_rows_and_say_their_question() {
    let session = sts();
    let requests: Vec<_> = ["path_grp", "path_3"]
        .iter()
        .flat_map(|column| {
            ["this", "Local recurrence", "Death of sarcoma"].map(|endpoint| {
                asked(json!({
                    "kind": "survival", "endpoint": endpoint, "by": { "by": "label", "column": column },
                }))
            })
        })
        .collect();
    for width in [320.0, 390.0, 700.0, 1100.0] {
        let options = FigureOptions {
            width,
            small: true,
            risk_table: RiskTable::None,
            show_medians: false,
            show_limits: false,
            ..Default::default()
        };
        let reply = session.panels(&requests, &options);
        let list = reply.display_list.unwrap_or_else(|| panic!("{:?}", reply.problems));
        laws::readable(&list, &format!("small at {width}"));
        let titles = laws::texts(&list).iter().filter(|(i, _)| *i.role() == Role::Title).count();
        assert!(titles >= 6, "{titles}");
        let mut lefts: Vec<i64> = laws::texts(&list)
            .iter()
            .filter(|(item, _)| *item.role() == Role::PanelLetter)
            .map(|(_, frame)| frame.left.round() as i64)
            .collect();
        lefts.sort_unstable();
        lefts.dedup();
        let fit = ((width + 24.0) / 234.0).floor() as usize;
        assert_eq!(lefts.len(), fit.clamp(1, 6), "{width}");
    }
}

/// Where a reader puts a name, it stays; the others keep clear of it.
#[test]
fn a_name_stays_where_it_is_put() {
    let session = opened("gehan", "time", "event");
    let request = json!({ "kind": "survival", "endpoint": "this", "by": { "by": "label", "column": "treat" } });
    for at in [[0.1, 0.2], [0.7, 0.9], [0.5, 0.5]] {
        let options = FigureOptions {
            label_at: vec![Some(at)],
            note_at: Some([0.35, 0.02]),
            ..Default::default()
        };
        let list = session.figure(&asked(request.clone()), &options).display_list.unwrap();
        let reading = list.reading.as_ref().unwrap();
        let place = list.items.iter().find_map(|item| match item {
            Item::Text { role: Role::GroupLabel { group: 0 }, x, y, halo, .. } => {
                Some((*x, *y, *halo))
            }
            _ => None,
        });
        let (x, y, halo) = place.unwrap();
        let share = [
            (x - reading.left) / (reading.right - reading.left),
            (y - reading.top) / (reading.bottom - reading.top),
        ];
        assert!((share[0] - at[0]).abs() < 0.005 && (share[1] - at[1]).abs() < 0.005, "{share:?}");
        assert!(halo, "lines may run beneath");
    }
}
