//! The Kaplan–Meier figure over its display list: alignment, room for every
//! text, steps, tails, tables.

#[path = "figures/laws.rs"]
mod laws;
#[path = "figures/made.rs"]
mod made;

use gradus::analysis::survival::SurvivalAnswer;
use gradus::figure::display_list::*;
use gradus::figure::options::*;
use gradus::figure::{km, svg};
use gradus::value::TimeUnit;
use made::*;

const WIDTHS: [f64; 5] = [320.0, 390.0, 700.0, 1100.0, 1600.0];
const TABLES: [RiskTable; 3] = [RiskTable::AtRisk, RiskTable::AtRiskCensored, RiskTable::Kmunicate];
const LONG: &str = "Neoadjuvant chemoradiotherapy with regional hyperthermia, then wide resection";

#[test]
fn every_risk_number_stands_under_its_tick() {
    let mut dice = Dice(20_251);
    let groups = vec![
        random_arm(&mut dice, LONG, 99_999, 30.0, 120.0),
        random_arm(&mut dice, "≥ 50 %", 12_345, 44.0, 110.0),
        random_arm(
            &mut dice,
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
            7,
            9.0,
            40.0,
        ),
    ];
    let answer = answer("Overall survival", TimeUnit::Months, &groups);
    for width in WIDTHS {
        for risk_table in TABLES {
            // Three letterings: usual, small, and large; their fonts have one set of widths.
            for (preset, small) in
                [(Preset::Journal, false), (Preset::Journal, true), (Preset::Slides, false)]
            {
                let options =
                    FigureOptions { width, risk_table, preset, small, ..Default::default() };
                let list = km::draw(&answer, &options);
                let story = format!("{width} {risk_table:?} {preset:?} {small}");
                assert!(laws::aligned(&list, &story) >= 8, "{story}");
                laws::readable(&list, &story);
            }
        }
    }
}

#[test]
fn no_text_overlaps_or_leaves_over_300_random_layouts() {
    let mut dice = Dice(4_711);
    let names = [
        "< 50 %",
        "≥ 50 %",
        "female",
        LONG,
        "Grade 2 (Huvos)",
        "R1",
        "未治療",
        "MRI responders",
        "path_necrosis between 5 and 25 %",
    ];
    for round in 0..300 {
        let count = 1 + dice.below(if round % 10 == 0 { 9 } else { 4 }) as usize;
        let groups: Vec<Arm> = (0..count)
            .map(|k| {
                let n = if dice.below(12) == 0 { 20_000 } else { 1 + dice.below(60) as usize };
                let mean = 2.0 + 90.0 * dice.share() * dice.share();
                let end = 3.0 + 140.0 * dice.share();
                let name = names[(k + dice.below(9) as usize) % names.len()];
                random_arm(&mut dice, &format!("{name} {k}"), n, mean, end)
            })
            .collect();
        let units = [TimeUnit::Days, TimeUnit::Weeks, TimeUnit::Months, TimeUnit::Years];
        let answer =
            answer("Local-recurrence-free survival", units[dice.below(4) as usize], &groups);
        let presets = [Preset::Journal, Preset::Minimal, Preset::Classic, Preset::Slides];
        let options = FigureOptions {
            width: 280.0 + (dice.share() * 1000.0).round(),
            preset: presets[dice.below(4) as usize],
            risk_table: if dice.below(5) == 0 {
                RiskTable::None
            } else {
                TABLES[dice.below(3) as usize]
            },
            rising: dice.below(3) == 0,
            title: (dice.below(3) == 0)
                .then(|| "Survival of patients with a soft tissue sarcoma".into()),
            height: (dice.below(4) == 0).then(|| 260.0 + 300.0 * dice.share()),
            labels: if dice.below(4) == 0 { Labels::Legend } else { Labels::Direct },
            ordered: dice.below(2) == 0,
            effect: (dice.below(3) == 0).then(|| "Hazard ratio 0.61 (0.24–1.55)".into()),
            ..Default::default()
        };
        let list = km::draw(&answer, &options);
        let story = format!("round {round}, {options:?}");
        laws::readable(&list, &story);
        laws::aligned(&list, &story);
        laws::curves_clear(&list, &story);
    }
}

fn points_of<'a>(list: &'a DisplayList, wanted: &'a Role) -> Vec<&'a Points> {
    let lines = list.items.iter().filter_map(move |item| match item {
        Item::Line { role, points, .. } if role == wanted => Some(points),
        _ => None,
    });
    lines.collect()
}

#[test]
fn curves_are_steps_that_end_where_the_last_patient_was_seen() {
    // Events at 1 and 3 of four patients; the last, at 8, is censored: the curve
    // ends at 8 and 25 %, it does not fall to 0.
    let subjects = [(1.0, true), (2.0, false), (3.0, true), (3.0, true), (8.0, false)];
    let answer = answer("PFS", TimeUnit::Months, &[arm("all", &subjects)]);
    let options = FigureOptions { tail_count: 0, tail_share: 0.0, ..Default::default() };
    let list = km::draw(&answer, &options);
    let reading = list.reading.as_ref().unwrap();
    let x = |t: f64| reading.left + (reading.right - reading.left) * t / reading.to;
    let y = |s: f64| reading.bottom - (reading.bottom - reading.top) * s;
    let curve = points_of(&list, &Role::Curve { group: 0 });
    assert_eq!(curve.len(), 1);
    // 1; 4/5 from 1; 4/5 · 1/3 from 3 (three at risk, two die).
    let last = 4.0 / 15.0;
    let expected = [
        [x(0.0), y(1.0)],
        [x(1.0), y(1.0)],
        [x(1.0), y(0.8)],
        [x(3.0), y(0.8)],
        [x(3.0), y(last)],
        [x(8.0), y(last)],
    ];
    assert_eq!(curve[0].len(), expected.len(), "{:?}", curve[0]);
    for (found, wanted) in curve[0].iter().zip(expected) {
        assert!((found[0] - wanted[0]).abs() <= 0.126 && (found[1] - wanted[1]).abs() <= 0.126);
    }
    assert!(points_of(&list, &Role::Tail { group: 0 }).is_empty());
    assert_eq!(points_of(&list, &Role::Censored { group: 0 }).len(), 2);
}

#[test]
fn the_tail_begins_where_few_are_at_risk() {
    let subjects: Vec<(f64, bool)> = (1..=20).map(|k| (f64::from(k), k % 2 == 0)).collect();
    let answer = answer("OS", TimeUnit::Months, &[arm("all", &subjects)]);
    let list = km::draw(&answer, &FigureOptions::default());
    let reading = list.reading.as_ref().unwrap();
    // Five are at risk at 16 (16 to 20), four after it.
    let start = reading.left + (reading.right - reading.left) * 16.0 / reading.to;
    let tail = points_of(&list, &Role::Tail { group: 0 });
    assert_eq!(tail.len(), 1);
    assert!((tail[0][0][0] - start).abs() <= 0.126);
    // It goes on where the curve stops.
    let curve = points_of(&list, &Role::Curve { group: 0 });
    assert_eq!(curve[0].last(), tail[0].first());
    assert!(list.caption.contains("fewer than 5 patients"));
}

fn table_numbers(list: &DisplayList, wanted: RiskCount) -> Vec<String> {
    let numbers = list.items.iter().filter_map(|item| match item {
        Item::Text { role: Role::RiskNumber { count, .. }, text, .. } if *count == wanted => {
            Some(text.clone())
        }
        _ => None,
    });
    numbers.collect()
}

#[test]
fn both_conventions_of_at_risk_at_a_tick_with_an_event() {
    // At 6: one event, one censored; at 12 nobody is left to see but one.
    let subjects = [(3.0, false), (6.0, true), (6.0, false), (9.0, true), (12.0, false)];
    let answer = answer("OS", TimeUnit::Months, &[arm("all", &subjects)]);
    let at = |risk_table| {
        let ticks = Some(vec![0.0, 6.0, 12.0]);
        km::draw(&answer, &FigureOptions { risk_table, ticks, ..Default::default() })
    };
    assert_eq!(table_numbers(&at(RiskTable::AtRisk), RiskCount::AtRisk), ["5", "4", "1"]);
    let both = table_numbers(&at(RiskTable::AtRiskCensored), RiskCount::AtRiskAndCensored);
    assert_eq!(both, ["5 (0)", "4 (1)", "1 (2)"]);
    let after = at(RiskTable::Kmunicate);
    assert_eq!(table_numbers(&after, RiskCount::AtRisk), ["5", "2", "0"]);
    assert_eq!(table_numbers(&after, RiskCount::Censored), ["0", "2", "3"]);
    assert_eq!(table_numbers(&after, RiskCount::Events), ["0", "1", "2"]);
}

#[test]
fn followed_censored_and_events_add_up_at_every_tick() {
    let mut dice = Dice(99);
    for _ in 0..50 {
        let n = 1 + dice.below(300) as usize;
        let made = random_arm(&mut dice, "all", n, 20.0, 80.0);
        let answer = answer("OS", TimeUnit::Months, &[made]);
        let list = km::draw(
            &answer,
            &FigureOptions { risk_table: RiskTable::Kmunicate, ..Default::default() },
        );
        let read = |count| {
            table_numbers(&list, count).iter().map(|t| t.parse().unwrap()).collect::<Vec<usize>>()
        };
        let (risk, censored, events) =
            (read(RiskCount::AtRisk), read(RiskCount::Censored), read(RiskCount::Events));
        assert!(risk.len() >= 2);
        for k in 0..risk.len() {
            assert_eq!(risk[k] + censored[k] + events[k], n);
        }
    }
}

#[test]
fn the_list_is_bounded_by_pixels_not_patients() {
    let mut dice = Dice(5);
    let size = |list: &DisplayList| -> usize {
        let points = list.items.iter().map(|item| match item {
            Item::Line { points, .. } | Item::Area { points, .. } => points.len(),
            _ => 1,
        });
        points.sum()
    };
    let groups = vec![
        random_arm(&mut dice, "a", 200_000, 30.0, 60.0),
        random_arm(&mut dice, "b", 200_000, 50.0, 60.0),
    ];
    let list = km::draw(&answer("OS", TimeUnit::Months, &groups), &FigureOptions::default());
    // A step down the plot is at least about a quarter of a pixel: per curve and
    // limit no more than two corners for each of its 4 · height rows.
    let rows = 4.0 * list.height;
    assert!((size(&list) as f64) < 2.0 * 3.0 * 2.0 * rows, "{}", size(&list));
    for group in &list.reading.unwrap().groups {
        assert!(group.time.len() <= 700);
    }
}

#[test]
fn nothing_to_draw_is_still_a_figure() {
    let summary_only = {
        let mut answer =
            answer("OS", TimeUnit::Months, &[arm("all", &[(3.0, true), (5.0, false)])]);
        answer.groups[0].curve = None;
        answer
    };
    let at_once = answer("OS", TimeUnit::Months, &[arm("at once", &[(0.0, true), (0.0, true)])]);
    let nobody = answer("OS", TimeUnit::Months, &[arm("some", &[(2.0, true)]), arm("none", &[])]);
    let no_groups = SurvivalAnswer { groups: Vec::new(), ..nobody.clone() };
    for answer in [summary_only, at_once, nobody, no_groups] {
        let list = km::draw(&answer, &FigureOptions::default());
        laws::readable(&list, "nothing");
        assert!(list.items.iter().all(|item| match item {
            Item::Line { points, .. } => points.iter().flatten().all(|v| v.is_finite()),
            _ => true,
        }));
        assert!(svg::write(&list, svg::Theme::Light).ends_with("</svg>\n"));
    }
}
