//! What a question cannot be asked with: every fault is named, not the first alone.

use super::published::out_of_range;
use crate::problem::Problem;

#[derive(Default)]
pub(super) struct Refusals(pub Vec<Problem>);

impl Refusals {
    pub fn add(&mut self, refused: bool, problem: impl FnOnce() -> Problem) {
        if refused {
            self.0.push(problem());
        }
    }

    /// A number that must be `expected` and, unless it is `fine`, is not.
    pub fn number(&mut self, fine: bool, what: &str, found: f64, expected: &str) {
        self.add(!fine, || out_of_range(what, found, expected));
    }

    /// Of an interval or a test.
    pub fn level(&mut self, level: f64) {
        let fine = level > 0.0 && level < 1.0;
        self.number(fine, "A level", level, "a number between 0 and 1");
    }

    /// Draws of so many patients that would take `work` steps, where `most` end in time.
    pub fn draws(&mut self, draws: u32, patients: usize, work: f64, most: f64) {
        self.add(draws == 0 || work > most, || {
            let what = "The number of draws must be above 0 and end in time.";
            Problem::error("too_many_draws", what)
                .found(&format!("{draws} draws of {patients} patients"))
        });
    }

    pub fn late_entry(&mut self, refused: bool, code: &'static str, what: &str) {
        self.add(refused, || {
            Problem::error(code, what).hint("Choose an endpoint without an entry time.")
        });
    }

    pub fn finish(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
