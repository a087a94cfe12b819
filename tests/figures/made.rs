//! Cohorts for figures, counted by a few plain lines so that a figure's test
//! depends on no other room.

use gradus::analysis::correlation::*;
use gradus::analysis::method::{Accounting, Method};
use gradus::analysis::survival::*;
use gradus::table::mapping::{Endpoint, EventCoding};
use gradus::value::{Estimate, Series, TimeUnit};

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

/// Kaplan–Meier with log-log limits, by the textbook.
pub fn curve(subjects: &[(f64, bool)]) -> Curve {
    let mut sorted = subjects.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut curve = Curve::default();
    let (mut at_risk, mut survival, mut greenwood) = (sorted.len(), 1.0f64, 0.0f64);
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    let mut k = 0;
    while k < sorted.len() {
        let time = sorted[k].0;
        let tied = sorted[k..].iter().take_while(|s| s.0 == time);
        let (mut events, mut censored) = (0u32, 0u32);
        for subject in tied {
            if subject.1 { events += 1 } else { censored += 1 }
        }
        let (d, n) = (f64::from(events), at_risk as f64);
        survival *= 1.0 - d / n;
        if d > 0.0 {
            greenwood += d / (n * (n - d));
        }
        curve.time.0.push(time);
        curve.at_risk.push(at_risk as u32);
        curve.events.push(events);
        curve.censored.push(censored);
        curve.survival.0.push(survival);
        let half = 1.959_963_984_540_054 * greenwood.sqrt() / survival.ln();
        lower.push(survival.powf((-half).exp()));
        upper.push(survival.powf(half.exp()));
        at_risk -= (events + censored) as usize;
        k += (events + censored) as usize;
    }
    curve.limits.push(CurveLimits {
        transform: Transform::LogLog,
        level: 0.95,
        lower: Series(lower),
        upper: Series(upper),
    });
    curve
}

fn first_below(curve: &Curve, values: &[f64]) -> Estimate {
    let at = values.iter().position(|s| *s <= 0.5);
    at.map_or(Estimate::NotReached, |k| Estimate::Value(curve.time[k]))
}

pub fn group(label: &str, subjects: &[(f64, bool)]) -> GroupSurvival {
    let curve = curve(subjects);
    let median = Quantile {
        p: 0.5,
        estimate: first_below(&curve, &curve.survival),
        limits: vec![EstimateLimits {
            transform: Transform::LogLog,
            level: 0.95,
            lower: first_below(&curve, &curve.limits[0].lower),
            upper: first_below(&curve, &curve.limits[0].upper),
        }],
    };
    let events = subjects.iter().filter(|s| s.1).count();
    GroupSurvival {
        label: label.into(),
        n: subjects.len(),
        events,
        censored: subjects.len() - events,
        last_time: subjects.iter().map(|s| s.0).fold(0.0, f64::max),
        curve: Some(curve),
        follow_up: median.clone(),
        quantiles: vec![median],
        at_times: Vec::new(),
    }
}

pub fn answer(name: &str, unit: TimeUnit, groups: Vec<GroupSurvival>, p: f64) -> SurvivalAnswer {
    let test = GroupTest {
        weight: Weight::LogRank,
        n: groups.iter().map(|g| g.n as u32).collect(),
        observed: Vec::new(),
        expected: Vec::new(),
        observed_weighted: Vec::new(),
        expected_weighted: Vec::new(),
        u: Vec::new(),
        v: Vec::new(),
        chi_squared: Estimate::Value(10.33),
        df: groups.len().saturating_sub(1) as u32,
        p: Estimate::Value(p),
        z: Estimate::NotReached,
    };
    SurvivalAnswer {
        method: Method::default(),
        accounting: Accounting::default(),
        endpoint: Endpoint {
            name: name.into(),
            time: "time".into(),
            event: "event".into(),
            unit,
            entry: None,
            coding: EventCoding::default(),
        },
        question: format!("{name} by group"),
        tests: if groups.len() > 1 { vec![test] } else { Vec::new() },
        groups,
    }
}

/// The NCCTG lung cancer trial by sex, in days.
pub fn lung() -> SurvivalAnswer {
    let text = include_str!("../golden/figures/lung.csv");
    let mut arms: [Vec<(f64, bool)>; 2] = Default::default();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').map(|c| c.trim_matches('"')).collect();
        let arm = usize::from(cells[5] == "female");
        arms[arm].push((cells[2].parse().unwrap(), cells[3] == "1"));
    }
    let groups = vec![group("male", &arms[0]), group("female", &arms[1])];
    answer("Overall survival", TimeUnit::Days, groups, 0.00131)
}

/// Exponential times with uniform censoring.
pub fn random_group(dice: &mut Dice, label: &str, n: usize, mean: f64, end: f64) -> GroupSurvival {
    let subjects: Vec<(f64, bool)> = (0..n)
        .map(|_| {
            let event = -mean * (1.0 - dice.share()).ln();
            let seen = end * (0.3 + 0.7 * dice.share());
            let time = (event.min(seen) * 100.0).round() / 100.0;
            (time, event <= seen)
        })
        .collect();
    group(label, &subjects)
}

pub fn grades() -> Vec<String> {
    ["< 5 %", "5–25 %", "25–50 %", "50–75 %", "75–95 %", "> 95 %"].map(String::from).to_vec()
}

pub fn correlation(counts: &[[u32; 6]; 6]) -> CorrelationAnswer {
    let values: Vec<f64> = (1..=6).map(f64::from).collect();
    CorrelationAnswer {
        method: Method::default(),
        accounting: Accounting::default(),
        question: "MRI after treatment v pathology".into(),
        spearman: Spearman {
            n: counts.iter().flatten().sum::<u32>() as usize,
            rho: Estimate::Value(0.439),
            sum_of_squared_rank_differences: 1.0,
            t: Estimate::Value(2.34),
            df: 23.0,
            p_t: Estimate::Value(0.0281),
            p_z: Estimate::Value(0.03),
            intervals: vec![CorrelationInterval {
                kind: CorrelationIntervalKind::BonettWright,
                level: 0.95,
                lower: Estimate::Value(0.03),
                upper: Estimate::Value(0.72),
            }],
        },
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
