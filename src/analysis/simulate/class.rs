//! A class: every student a sample of one truth, and the wall of all of them.

use super::trial::{TrialSample, TrueGroup, sample_of, true_group};
use super::wrong_with;
use crate::analysis::method::Method;
use crate::compact::{Gather, Order};
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::simulation::class::ClassCode;
use crate::simulation::share::Share;
use crate::simulation::trial::TrialTruth;
use crate::value::Estimate;
use serde::Serialize;

/// What is asked; needs no table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateClassRequest {
    /// As in `C-7XQ`: a letter for the truth, digits for the seed.
    pub code: String,
    /// From 1; sample of the same number.
    pub student: u32,
    /// Put the first so many students on the wall.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub students: u32,
    /// Lines that students handed in, as in [`SimulateClassAnswer::line`].
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub collected: String,
    /// Say what is true.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub reveal: bool,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SimulateClassAnswer {
    pub method: Method,
    pub question: String,
    pub code: String,
    pub labels: Vec<String>,
    /// Longest possible follow-up, in months.
    pub longest: f64,
    pub level: f64,
    pub alpha: f64,
    pub sample: TrialSample,
    /// To hand in: code, student, hazard ratio with limits, p.
    pub line: String,
    /// In order of the students.
    pub wall: Vec<ClassEntry>,
    /// Lines that are none of this class.
    pub unread: Vec<String>,
    /// Of the wall: log-rank p below alpha.
    pub significant: Share,
    /// Only where it is revealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truth: Option<ClassTruth>,
}

/// What is true, and how many intervals of the wall hold it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ClassTruth {
    pub trial: TrialTruth,
    pub groups: Vec<TrueGroup>,
    /// Nothing where no one ratio is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Share>,
}

/// A student on the wall.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ClassEntry {
    pub sample: TrialSample,
    /// What was handed in is what this sample gives; nothing where no line was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agrees: Option<bool>,
}

const ALPHA: f64 = 0.05;
const LEVEL: f64 = 0.95;
const MOST_STUDENTS: u32 = 200;

pub fn simulate_class(request: &SimulateClassRequest) -> Result<SimulateClassAnswer, Vec<Problem>> {
    let code = ClassCode::read(&request.code).ok_or_else(|| {
        let what = "This is no code of a class.";
        let problem = Problem::error("class_code", what).found(&request.code);
        vec![problem.expected("a letter from A to H, a dash and up to six letters or digits")]
    })?;
    let mut refusals = wrong_with(0, &[request.student], 0, ALPHA, LEVEL);
    for students in [request.student, request.students] {
        refusals.add(students > MOST_STUDENTS, || {
            let what = "A class has at most 200 students.";
            let problem = Problem::error("class_size", what).found(&students.to_string());
            problem.expected("a number up to 200")
        });
    }
    refusals.finish()?;
    let truth = code.truth();
    let draw = |student: u32| sample_of(&truth, code.seed, student, LEVEL);
    let sample = draw(request.student).ok_or_else(|| {
        let what = "This student's sample has no patients with times.";
        vec![Problem::error("no_sample", what).found(&request.student.to_string())]
    })?;
    let text = code.text();
    let (handed, unread) = handed_in(&request.collected, &text);
    let mut numbers: Vec<u32> = (1..=request.students).gather();
    numbers.extend(handed.iter().map(|(student, _)| *student));
    numbers.order_by_key(|student| *student);
    numbers.dedup();
    let wall: Vec<ClassEntry> = numbers
        .iter()
        .filter_map(|student| {
            let sample = draw(*student)?;
            let said = handed.iter().find(|(of, _)| of == student);
            let agrees = said.map(|(_, line)| *line == line_of(&text, &sample));
            Some(ClassEntry { sample, agrees })
        })
        .gather();
    let below = |s: &TrialSample| s.log_rank_p.value().is_some_and(|p| p < ALPHA);
    let significant = wall.iter().filter(|entry| below(&entry.sample)).count() as u32;
    Ok(SimulateClassAnswer {
        method: method(&text),
        question: if wall.is_empty() {
            format!("Class {text}, student {}", request.student)
        } else {
            format!("Class {text}, everybody")
        },
        labels: (0..truth.groups).map(|group| format!("Group {}", group + 1)).gather(),
        longest: truth.longest(),
        level: LEVEL,
        alpha: ALPHA,
        line: line_of(&text, &sample),
        code: text,
        sample,
        significant: Share::new(significant, wall.len() as u32),
        truth: request.reveal.then(|| revealed(&truth, &wall)),
        wall,
        unread,
    })
}

fn revealed(truth: &TrialTruth, wall: &[ClassEntry]) -> ClassTruth {
    let limits = wall.iter().filter_map(|entry| {
        let limits = entry.sample.hazard_ratio.as_ref()?.limits.first()?;
        Some((limits.lower.value()?, limits.upper.value()?))
    });
    let limits: Vec<(f64, f64)> = limits.gather();
    let ratio = truth.hazard_ratio;
    let held = limits.iter().filter(|(low, high)| *low <= ratio && ratio <= *high).count();
    ClassTruth {
        trial: truth.clone(),
        groups: (0..truth.groups).map(|group| true_group(truth, group)).gather(),
        coverage: truth.has_one_ratio().then(|| Share::new(held as u32, limits.len() as u32)),
    }
}

/// `C-7XQ 12 0.61 0.40 0.93 0.021`: what a student's sample gives, and nothing
/// of anybody's data.
fn line_of(code: &str, sample: &TrialSample) -> String {
    let number =
        |e: &Estimate, digits: usize| e.value().map_or("-".into(), |x| format!("{x:.digits$}"));
    let ratio = sample.hazard_ratio.as_ref();
    let [value, low, high] = ratio.map_or(["-".into(), "-".into(), "-".into()], |c| {
        let limits = c.limits.first();
        let end = |e: Option<&Estimate>| e.map_or("-".into(), |e| number(e, 2));
        [number(&c.hazard_ratio, 2), end(limits.map(|l| &l.lower)), end(limits.map(|l| &l.upper))]
    });
    format!("{code} {} {value} {low} {high} {}", sample.number, number(&sample.log_rank_p, 4))
}

/// Lines of this class by student, the later of two; and what is none.
fn handed_in(collected: &str, code: &str) -> (Vec<(u32, String)>, Vec<String>) {
    let mut handed: Vec<(u32, String)> = Vec::new();
    let mut unread = Vec::new();
    for line in collected.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().gather();
        let mine = words.first().is_some_and(|first| first.eq_ignore_ascii_case(code));
        let student = words.get(1).and_then(|word| word.parse::<u32>().ok());
        match student.filter(|k| mine && (1..=MOST_STUDENTS).contains(k) && words.len() == 6) {
            Some(student) => {
                handed.retain(|(of, _)| *of != student);
                let rest = words[1..].join(" ");
                handed.push((student, format!("{code} {rest}")));
            }
            None => unread.push(line.chars().take(60).collect()),
        }
    }
    (handed, unread)
}

impl SimulateClassAnswer {
    pub fn drop_curves(&mut self) {
        let wall = self.wall.iter_mut().map(|entry| &mut entry.sample);
        for group in wall.chain([&mut self.sample]).flat_map(|sample| &mut sample.groups) {
            group.curve = None;
        }
    }
}

fn method(code: &str) -> Method {
    Method {
        name: "Samples of one truth for a class".into(),
        details: vec![
            format!(
                "Code {code} names a truth and a seed; student k has sample k of that seed, the \
                 same on every machine."
            ),
            "Each with Kaplan–Meier curves, a log-rank test and Cox regression (Efron's ties, 95 % \
             Wald limits)."
                .into(),
        ],
        references: vec!["Morris, White & Crowther 2019, Stat Med 38:2074".into()],
        r_call: None,
    }
}
