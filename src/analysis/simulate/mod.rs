//! Questions to made data; none needs a table.

pub mod class;
pub mod grading;
pub mod study;
pub mod trap;
mod trap_words;
pub mod trial;

use super::published::out_of_range;
use crate::problem::Problem;

/// Drawn patients beyond which an answer would not come in time.
const MOST_PATIENTS: f64 = 3e7;
const MOST_SAMPLES: usize = 200;

fn one() -> u32 {
    1
}

fn first_sample() -> Vec<u32> {
    vec![1]
}

fn thousand() -> u32 {
    1_000
}

fn level() -> f64 {
    0.95
}

/// What is wrong with how often a truth of so many patients is drawn, and with
/// how it is judged.
fn wrong_with(
    repetitions: u32,
    samples: &[u32],
    patients: u32,
    alpha: f64,
    level: f64,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        if !fine {
            problems.push(out_of_range(what, found, expected));
        }
    };
    let within = |x: f64| x > 0.0 && x < 1.0;
    check(within(alpha), "A level", alpha, "a number between 0 and 1");
    check(within(level), "A level", level, "a number between 0 and 1");
    let count = samples.len();
    check(count <= MOST_SAMPLES, "A number of samples", count as f64, "at most 200");
    check(samples.iter().all(|k| *k > 0), "A sample", 0.0, "a number from 1");
    let work = (f64::from(repetitions) + count as f64) * f64::from(patients);
    check(work <= MOST_PATIENTS, "A number of drawn patients", work, "at most 30 million");
    problems
}
