//! What the tests, intervals and formulas promise, held against samples drawn
//! from a known truth: type I error, coverage, power against the closed form.
//!
//! Here with 1,000 repetitions each, which takes seconds; `npm run validate` asks for
//! 20,000 (`GRADUS_REPETITIONS`) and writes what it prints to docs/validation.md.

mod correlation;
mod known;
mod outcome;

use gradus::simulation::share::Share;
use gradus::simulation::stream::Stream;

/// One promise and what came of it.
struct Check {
    /// What is promised, as in `Type I error`.
    kind: &'static str,
    what: String,
    found: f64,
    promised: f64,
    error: f64,
    /// By how much the promise itself is approximate, and why.
    slack: (f64, &'static str),
    /// Only more than promised is a fault.
    at_most: bool,
}

impl Check {
    /// A share that should be `promised`.
    fn share(kind: &'static str, what: impl Into<String>, share: Share, promised: f64) -> Self {
        // Of the promised share, so that 0 of 1,000 has an error, too.
        let error = (promised * (1.0 - promised) / f64::from(share.of)).sqrt();
        Self {
            kind,
            what: what.into(),
            found: share.share,
            promised,
            error,
            slack: (0.0, ""),
            at_most: false,
        }
    }

    fn mean(
        kind: &'static str,
        what: impl Into<String>,
        found: f64,
        promised: f64,
        error: f64,
    ) -> Self {
        let slack = (0.0, "");
        Self { kind, what: what.into(), found, promised, error, slack, at_most: false }
    }

    /// A promise that holds in large samples only.
    fn about(self, slack: f64, why: &'static str) -> Self {
        Self { slack: (slack, why), ..self }
    }

    fn at_most(self) -> Self {
        Self { at_most: true, ..self }
    }

    /// Three errors for each of some forty checks: a false alarm in ten runs of
    /// new seeds; these seeds are fixed. Four, and it is one in four hundred.
    fn holds(&self) -> bool {
        let beyond = if self.at_most {
            self.found - self.promised
        } else {
            (self.found - self.promised).abs()
        };
        beyond <= 4.0 * self.error + self.slack.0
    }

    fn line(&self) -> String {
        let Self { kind, what, found, promised, error, slack, at_most, .. } = self;
        let bound = if *at_most { "≤ " } else { "" };
        let errors = (found - promised) / error;
        let note = slack.1;
        format!(
            "| {kind} | {what} | {bound}{promised:.4} | {found:.4} | {error:.4} | {errors:+.1} | {note} |"
        )
    }
}

/// How often `happens` is true of the samples of a seed; `None` does not count.
fn rate(seed: u32, mut happens: impl FnMut(&mut Stream) -> Option<bool>) -> Share {
    let (mut count, mut of) = (0, 0);
    for number in 1..=repetitions() {
        if let Some(yes) = happens(&mut Stream::new(seed, number)) {
            count += u32::from(yes);
            of += 1;
        }
    }
    Share::new(count, of)
}

fn repetitions() -> u32 {
    std::env::var("GRADUS_REPETITIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000)
}

/// Prints every line, then fails if a promise is broken.
fn report(checks: &[Check]) {
    let broken: Vec<String> = checks.iter().filter(|c| !c.holds()).map(Check::line).collect();
    for check in checks {
        println!("{}", check.line());
    }
    assert!(broken.is_empty(), "beyond four Monte Carlo errors:\n{}", broken.join("\n"));
}

#[test]
fn outcomes() {
    report(&outcome::checks());
}

#[test]
fn correlations() {
    report(&correlation::checks());
}

#[test]
fn known_answers() {
    report(&known::checks());
}

/// A check that is off must fail, or the others prove nothing.
#[test]
fn a_broken_promise_is_seen() {
    let off = Check::share("", "", Share::new(90, 1_000), 0.05);
    assert!(!off.holds() && !off.at_most().holds());
    assert!(Check::share("", "", Share::new(60, 1_000), 0.05).holds());
    assert!(Check::share("", "", Share::new(10, 1_000), 0.05).at_most().holds());
}
