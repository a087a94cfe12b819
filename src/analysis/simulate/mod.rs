//! Questions to made data; none needs a table.

pub mod class;
pub mod grading;
pub mod study;
pub mod trap;
mod trap_words;
pub mod trial;

use super::defaults::{five_per_cent, ninety_five_per_cent};
use super::refusals::Refusals;

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

/// What a truth about survival cannot be.
impl Refusals {
    fn hazard_ratio(&mut self, ratio: f64) {
        let fine = (0.01..=100.0).contains(&ratio);
        self.number(fine, "A hazard ratio", ratio, "a number from 0.01 to 100");
    }

    fn median(&mut self, median: f64) {
        let fine = (0.01..=1200.0).contains(&median);
        self.number(fine, "A median", median, "0.01 to 1,200 months");
    }

    fn months(&mut self, what: &str, months: f64) {
        self.number((0.0..=1200.0).contains(&months), what, months, "0 to 1,200 months");
    }

    fn followed(&mut self, longest: f64) {
        let expected = "above 0 where all enter at once";
        self.number(longest > 0.0, "A follow-up", longest, expected);
    }
}

/// What is wrong with how often a truth of so many patients is drawn, and with
/// how it is judged.
fn wrong_with(
    repetitions: u32,
    samples: &[u32],
    patients: u32,
    alpha: f64,
    level: f64,
) -> Refusals {
    let mut refusals = Refusals::default();
    refusals.level(alpha);
    refusals.level(level);
    let mut check = |fine: bool, what: &str, found: f64, expected: &str| {
        refusals.number(fine, what, found, expected);
    };
    let count = samples.len();
    check(count <= MOST_SAMPLES, "A number of samples", count as f64, "at most 200");
    check(samples.iter().all(|k| *k > 0), "A sample", 0.0, "a number from 1");
    let work = (f64::from(repetitions) + count as f64) * f64::from(patients);
    check(work <= MOST_PATIENTS, "A number of drawn patients", work, "at most 30 million");
    refusals
}
