//! Questions for students, made from the data on the screen and answered by the
//! engine itself. A seed gives a class the same questions, without a network.

mod agreement;
mod correlation;
mod survival;

use super::run::Show;
use crate::analysis::Request;
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::random::Random;
use serde::Serialize;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct QuestionsRequest {
    /// The requests whose answers are asked about: curves, rank correlations,
    /// agreement. Others are passed over.
    pub about: Vec<Request>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub level: Level,
    /// The same seed, level and data give the same questions.
    #[serde(default = "first_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u32,
    #[serde(default = "a_few")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub count: u32,
}

fn first_seed() -> u32 {
    1
}

fn a_few() -> u32 {
    6
}

/// How much has to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Reading what is on the screen.
    #[default]
    Read,
    /// Saying what it means.
    Understand,
    /// Making one step of it by hand.
    Work,
}

/// Questions of one seed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Quiz {
    pub level: Level,
    pub seed: u32,
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Question {
    pub text: String,
    pub expected: Expected,
    /// What the answer is and why, to be read afterwards.
    pub explanation: String,
    pub hint: Hint,
}

/// What counts as right.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Expected {
    /// A number no further from `value` than `tolerance`.
    Number { value: f64, tolerance: f64, unit: String },
    /// One of these.
    Choice { choices: Vec<String>, right: usize },
}

/// The demonstration, and its step, that shows how to find the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Hint {
    pub of: Request,
    pub show: Show,
    pub part: usize,
    pub step: usize,
}

/// A step beyond every demonstration's last: the last is shown.
const LAST: usize = 9_999;

/// Questions about whatever of `about` can be asked about.
pub fn questions(study: &Study, request: &QuestionsRequest) -> Result<Quiz, Vec<Problem>> {
    let mut random = Random::new(u64::from(request.seed));
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for about in &request.about {
        let made = match about {
            Request::Survival(of) => survival::ask(study, of, request.level, &mut random),
            Request::Correlation(of) => correlation::ask(study, of, request.level, &mut random),
            Request::Agreement(of) => agreement::ask(study, of, request.level),
            _ => continue,
        };
        match made {
            Ok(made) => all.extend(made),
            Err(found) => problems.extend(found),
        }
    }
    if all.is_empty() && problems.is_empty() {
        problems.push(
            Problem::error("nothing_to_ask", "There is nothing here to ask about.")
                .hint("Questions are about curves, rank correlations and agreement."),
        );
    }
    if all.is_empty() {
        return Err(problems);
    }
    let count = (request.count as usize).clamp(1, 20).min(all.len());
    random.choose(&mut all, count);
    all.truncate(count);
    Ok(Quiz { level: request.level, seed: request.seed, questions: all })
}

/// A number that must be met exactly, such as a count.
fn exactly(value: f64, unit: &str) -> Expected {
    Expected::Number { value, tolerance: 0.0, unit: unit.to_owned() }
}

fn within(value: f64, tolerance: f64, unit: &str) -> Expected {
    Expected::Number { value, tolerance, unit: unit.to_owned() }
}

fn choice(choices: &[&str], right: usize) -> Expected {
    Expected::Choice { choices: choices.iter().map(|c| (*c).to_owned()).gather(), right }
}
