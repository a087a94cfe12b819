//! The 182 conversions between 14 scales under each reading of shared ends,
//! and the law that a chain of conversions never excludes the truth.

use gradus::scale::{Certainty, Reading, Scale, all, convert_scale, delta, find, parse, write};
use gradus::value::{Boundary, Interval, Percent};
use serde_json::Value;
use std::collections::BTreeSet;

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/conversions.json")).expect("golden file")
}

fn check_pair(from: &Scale, boundary: Boundary, to: &Scale, map: &Value) -> bool {
    let converted = convert_scale(from, boundary, to, Boundary::LowerInclusive).expect("per cents");
    let expected = map.as_object().expect("a map of grades");
    assert_eq!(expected.len(), from.grades.len());
    for (grade, conversion) in from.grades.iter().zip(&converted) {
        let found: BTreeSet<&str> =
            conversion.possible.iter().map(|&p| to.grades[p].label.as_str()).collect();
        let wanted: BTreeSet<&str> = expected[&grade.label]
            .as_array()
            .expect("a list of grades")
            .iter()
            .map(|label| label.as_str().expect("a label"))
            .collect();
        assert_eq!(found, wanted, "{} {} -> {} ({boundary:?})", from.id, grade.label, to.id);
        assert_eq!(conversion.exact, wanted.len() == 1);
    }
    converted.iter().all(|conversion| conversion.exact)
}

#[test]
fn all_182_conversions_and_the_18_exact_ones() {
    let golden = golden();
    let pairs = golden["default_convention"].as_object().expect("pairs");
    assert_eq!(pairs.len(), 182);
    let mut exact = 0;
    for (pair, record) in pairs {
        let (from, to) = pair.split_once("->").expect("a pair");
        let (from, to) = (find(from).expect(from), find(to).expect(to));
        let is_exact = check_pair(from, Boundary::LowerInclusive, to, &record["map"]);
        assert_eq!(is_exact, record["exact"].as_bool().expect("a flag"), "{pair}");
        exact += usize::from(is_exact);
    }
    assert_eq!(exact, 18);
}

#[test]
fn paper6_under_the_other_readings_of_25_50_and_75() {
    let golden = golden();
    let paper = find("paper6").expect("paper6");
    for (name, boundary) in [
        ("upper_inclusive", Boundary::UpperInclusive),
        ("unknown_boundary_closed_both_ends", Boundary::BothClosed),
    ] {
        let maps = golden["paper6_alternative_conventions"][name].as_object().expect("maps");
        assert_eq!(maps.len(), 13);
        for (to, map) in maps {
            check_pair(paper, boundary, find(to).expect(to), map);
        }
    }
}

/// By meaning: if A's grade can be B's, B's can be A's.
#[test]
fn conversion_is_symmetric() {
    for boundary in [Boundary::LowerInclusive, Boundary::UpperInclusive, Boundary::BothClosed] {
        for from in all() {
            for to in all() {
                let (Some(there), Some(back)) = (
                    convert_scale(from, boundary, to, boundary),
                    convert_scale(to, boundary, from, boundary),
                ) else {
                    continue;
                };
                for (a, conversion) in there.iter().enumerate() {
                    for (b, reverse) in back.iter().enumerate() {
                        assert_eq!(conversion.possible.contains(&b), reverse.possible.contains(&a));
                    }
                }
            }
        }
    }
}

/// From a per cent through every chain of three scales: the grade that the per
/// cent really has is always among the possible ones.
#[test]
fn a_chain_of_conversions_never_excludes_the_truth() {
    let boundary = Boundary::LowerInclusive;
    let scales: Vec<&Scale> = all()
        .iter()
        .filter(|s| s.is_convertible() && s.grades.iter().all(|g| g.band.is_some()))
        .collect();
    for tenths in (0..=1000).step_by(5) {
        let necrosis = Interval::point(f64::from(tenths) / 10.0);
        let truth: Vec<Vec<usize>> =
            scales.iter().map(|scale| scale.grades_meeting(&necrosis, boundary)).collect();
        for (a, first) in scales.iter().enumerate() {
            for (b, second) in scales.iter().enumerate() {
                let to_second = convert_scale(first, boundary, second, boundary).expect("bands");
                let reached: BTreeSet<usize> =
                    truth[a].iter().flat_map(|&g| to_second[g].possible.iter().copied()).collect();
                assert!(
                    truth[b].iter().all(|g| reached.contains(g)),
                    "{} -> {}",
                    first.id,
                    second.id
                );
            }
        }
    }
}

/// The sources' bands leave no gap and do not overlap, but for the scales
/// that say so themselves.
#[test]
fn bands_tile_0_to_100() {
    let overlapping = ["salzer_kuntschik"];
    let gaps = ["junker"]; // grade I is in words: 100 % viable has no per cent grade
    for scale in all().iter().filter(|scale| scale.is_convertible()) {
        for boundary in [Boundary::LowerInclusive, Boundary::UpperInclusive] {
            for thousandths in 0..=100_000 {
                let point = Interval::point(f64::from(thousandths) / 1000.0);
                let count = scale.grades_meeting(&point, boundary).len();
                let excused = (overlapping.contains(&scale.id.as_str()) && count == 2)
                    || (gaps.contains(&scale.id.as_str()) && count == 0 && point.low == 0.0);
                assert!(
                    count == 1 || excused,
                    "{} at {} % has {count} grades",
                    scale.id,
                    point.low
                );
            }
        }
    }
}

#[test]
fn exactly_50_90_and_95() {
    // SCALES.md's example, from the sources: necrosis of exactly 50 %.
    let at = |id: &str, percent: f64| {
        let scale = find(id).expect(id);
        let grade = scale
            .grade_of(Percent::new(percent).expect("a per cent"), Boundary::LowerInclusive)
            .expect("one grade");
        scale.grades[grade].label.as_str()
    };
    assert_eq!(at("eortc_stbsg", 50.0), "E");
    assert_eq!(at("huvos_msk", 50.0), "I");
    assert_eq!(at("huvos_common", 50.0), "II");
    assert_eq!(at("salzer_kuntschik", 50.0), "4");
    assert_eq!(at("fnclcc_necrosis", 50.0), "2");
    assert_eq!(at("good_poor_viable10", 90.0), "poor");
    assert_eq!(at("good_poor_nec90", 90.0), "good");
    assert_eq!(at("eortc_stbsg", 90.0), "D");
    assert_eq!(at("huvos_msk", 90.0), "III");
    assert_eq!(at("paper6", 95.0), "75-95");
    assert_eq!(at("sts_nec95", 95.0), ">=95");
    assert_eq!(at("huvos_msk", 99.5), "III");
}

#[test]
fn what_a_scale_cannot_say_is_a_problem_in_words() {
    let paper = find("paper6").expect("paper6");
    let at_25 = Percent::new(25.0).expect("a per cent");
    let problem = paper.grade_of(at_25, Boundary::BothClosed).expect_err("25 is shared");
    assert_eq!(problem.code, "several_grades_for_per_cent");
    assert!(problem.what.contains("5-25 or 25-50"), "{}", problem.what);
    assert_eq!(paper.grade_of(at_25, Boundary::LowerInclusive), Ok(2));
    assert_eq!(paper.grade_of(at_25, Boundary::UpperInclusive), Ok(1));
    let picci = find("picci_ewing").expect("picci");
    let problem = picci.grade_of(at_25, Boundary::LowerInclusive).expect_err("words only");
    assert_eq!(problem.code, "scale_without_per_cents");
}

#[test]
fn cells_are_read_in_the_spellings_people_use() {
    let paper = find("paper6").expect("paper6");
    let grade = |position, differs| Reading::Grade { position, differs };
    for (text, reading) in [
        ("<5%", grade(0, false)),
        ("< 5", grade(0, false)),
        ("5–25%", grade(1, false)),
        ("5-25", grade(1, false)),
        ("5 to 25 %", grade(1, false)),
        (">95%", grade(5, false)),
        ("≥95", grade(5, true)),
        ("<=5", grade(0, true)),
        ("85", Reading::Percent(85.0)),
        ("50–90", Reading::Stretch(Interval::closed(50.0, 90.0))),
    ] {
        assert_eq!(paper.read(text), Ok(reading), "{text}");
    }
    let problem = paper.read("moderate").expect_err("no grade");
    assert_eq!(problem.code, "grade_unknown");
    assert!(problem.expected.as_ref().is_some_and(|e| e.contains("5-25, 25-50")), "{problem}");
    let huvos = find("huvos_msk").expect("huvos");
    assert_eq!(huvos.read("grade III"), Ok(grade(2, false)));
    assert_eq!(huvos.read("Huvos IV"), Ok(grade(3, false)));
    let eortc = find("eortc_stbsg").expect("eortc");
    assert_eq!(eortc.read("b"), Ok(grade(3, false)));
    assert_eq!(eortc.read("≥10–<50 %"), Ok(grade(1, false)));
    assert_eq!(eortc.read("<1%"), Ok(grade(3, false)));
}

/// SCALES.md section 5, counted over all 36 pairs of classes: 11 distinct
/// changes in steps, 19 in midpoints; the two never order two pairs oppositely.
#[test]
fn change_by_steps_by_midpoints_and_as_an_interval() {
    let paper = find("paper6").expect("paper6");
    let cells: Vec<_> = (0..6)
        .flat_map(|post| (0..6).map(move |pre| (post, pre)))
        .map(|(post, pre)| delta(paper, post, pre, Boundary::LowerInclusive).expect("bands"))
        .collect();
    let steps: BTreeSet<i32> = cells.iter().map(|d| d.steps).collect();
    let points: BTreeSet<i64> =
        cells.iter().map(|d| (d.midpoint_points.expect("bands") * 2.0) as i64).collect();
    assert_eq!((steps.len(), points.len()), (11, 19));
    let mut differ_in_ties = 0;
    for (i, a) in cells.iter().enumerate() {
        for b in &cells[..i] {
            let by_steps = a.steps.cmp(&b.steps);
            let by_points = a.midpoint_points.partial_cmp(&b.midpoint_points).expect("numbers");
            assert!(by_steps != by_points.reverse() || by_steps.is_eq());
            differ_in_ties += usize::from(by_steps != by_points);
        }
    }
    assert_eq!(differ_in_ties, 28);
    // 25–50 before, 50–75 after: anything from 0 (excluded, since 50 is 50–75) to 50.
    let d = delta(paper, 3, 2, Boundary::LowerInclusive).expect("bands");
    let interval = d.interval.expect("bands");
    assert_eq!((interval.low, interval.high), (0.0, 50.0));
    assert_eq!((interval.low_closed, interval.high_closed), (false, false));
    assert_eq!((d.rise, d.fall), (Some(Certainty::Certain), Some(Certainty::Impossible)));
    let d = delta(paper, 2, 2, Boundary::LowerInclusive).expect("bands");
    assert_eq!((d.rise, d.fall), (Some(Certainty::Possible), Some(Certainty::Possible)));
    assert!(delta(paper, 0, 5, Boundary::LowerInclusive).expect("bands").at_ceiling);
    assert_eq!(delta(paper, 6, 0, Boundary::LowerInclusive), None);
}

#[test]
fn a_scale_written_and_read_again_is_the_same() {
    for scale in all() {
        assert_eq!(parse(&write(scale)).as_ref(), Ok(scale));
    }
}

#[test]
fn everything_wrong_with_a_user_scale_is_said_at_once() {
    let problems = parse(
        "id: mine\nname: Mine\nwhat\ngrade: a | [50, 25)\ngrade: b | [0, 5]\ngrade: b | [5, 100]",
    )
    .expect_err("four faults");
    let codes: Vec<_> = problems.iter().map(|p| (p.code, p.place.row)).collect();
    assert_eq!(
        codes,
        [("scale_line", Some(3)), ("scale_band", Some(4)), ("scale_label_twice", None)]
    );
    let mine = parse("id: mine\nname: Mine\ngrade: low | [0, 30)\ngrade: high | [30, 100]")
        .expect("a scale");
    assert_eq!(mine.grades.len(), 2);
}

#[test]
fn systems_in_words_are_listed_with_the_reason() {
    let listed = gradus::scale::not_convertible();
    assert_eq!(listed.len(), 9);
    assert!(listed.iter().all(|system| !system.why.is_empty() && find(system.id).is_none()));
}
