//! Cohorts to draw.
#![allow(dead_code)] // Each test file uses its part.

use gradus::analysis::correlation::*;
use gradus::analysis::method::{Accounting, Method};
use gradus::analysis::survival::*;
use gradus::stats::spearman::spearman;
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::TimeUnit;

/// A small generator with a fixed seed (Marsaglia's xorshift64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// A group's name, and each patient's time with whether it ends in an event.
pub type Arm = (String, Vec<(f64, bool)>);

pub fn arm(label: &str, subjects: &[(f64, bool)]) -> Arm {
    (label.to_owned(), subjects.to_vec())
}

/// Curves and log-rank test of these groups, as the engine gives them.
pub fn answer(name: &str, unit: TimeUnit, arms: &[Arm]) -> SurvivalAnswer {
    let endpoint = Endpoint {
        name: name.into(),
        time: "time".into(),
        event: "event".into(),
        unit,
        entry: None,
        coding: EventCoding::default(),
        time_zero: Default::default(),
    };
    let (mut time, mut event, mut group) = (Vec::new(), Vec::new(), Vec::new());
    for (k, (_, subjects)) in arms.iter().enumerate() {
        for subject in subjects {
            time.push(subject.0);
            event.push(subject.1);
            group.push(k as u32);
        }
    }
    let labels: Vec<String> = arms.iter().map(|arm| arm.0.clone()).collect();
    let request = gradus::plain::read(serde_json::json!({"endpoint": "PFS"})).unwrap();
    let input = SurvivalInput {
        time: &time,
        event: &event,
        entry: None,
        group: &group,
        labels: &labels,
        strata: None,
        endpoint: &endpoint,
    };
    let mut answer = survival(input, &request).unwrap();
    answer.question = format!("{name} by group");
    answer
}

/// The NCCTG lung cancer trial by sex, in days.
pub fn lung() -> SurvivalAnswer {
    let text = include_str!("../golden/datasets/lung.csv");
    let mut arms: [Vec<(f64, bool)>; 2] = Default::default();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').map(|c| c.trim_matches('"')).collect();
        let female = usize::from(cells[5] == "female");
        arms[female].push((cells[2].parse().unwrap(), cells[3] == "1"));
    }
    let arms = [arm("male", &arms[0]), arm("female", &arms[1])];
    answer("Overall survival", TimeUnit::Days, &arms)
}

/// Exponential times with uniform censoring.
pub fn random_arm(dice: &mut Dice, label: &str, n: usize, mean: f64, end: f64) -> Arm {
    let subjects: Vec<(f64, bool)> = (0..n)
        .map(|_| {
            let event = -mean * (1.0 - dice.share()).ln();
            let seen = end * (0.3 + 0.7 * dice.share());
            let time = (event.min(seen) * 100.0).round() / 100.0;
            (time, event <= seen)
        })
        .collect();
    arm(label, &subjects)
}

pub fn grades() -> Vec<String> {
    ["< 5 %", "5–25 %", "25–50 %", "50–75 %", "75–95 %", "> 95 %"].map(String::from).to_vec()
}

/// Two gradings on one scale; `counts[x][y]` patients.
pub fn correlation(counts: &[[u32; 6]; 6]) -> CorrelationAnswer {
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for (i, row) in counts.iter().enumerate() {
        for (j, count) in row.iter().enumerate() {
            for _ in 0..*count {
                x.push(i as f64 + 1.0);
                y.push(j as f64 + 1.0);
            }
        }
    }
    let values: Vec<f64> = (1..=6).map(f64::from).collect();
    CorrelationAnswer {
        bootstrap: None,
        polychoric: None,
        method: Method::default(),
        accounting: Accounting::default(),
        question: "MRI after treatment v pathology".into(),
        spearman: spearman(&x, &y, &[0.95]),
        exact_spearman: None,
        pearson: None,
        kendall: None,
        exact_kendall: None,
        ordinal: None,
        cells: CrossTable {
            x_name: "Necrosis on MRI after treatment".into(),
            y_name: "Necrosis in pathology".into(),
            x_values: values.clone(),
            x_labels: grades(),
            y_values: values,
            y_labels: grades(),
            counts: counts.iter().flatten().copied().collect(),
        },
    }
}
