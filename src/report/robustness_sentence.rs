//! In words: what a finding hangs on, and what a cohort could have found.

use super::number::{estimate, fixed, p_value, range, ratio};
use crate::analysis::family::FamilyAnswer;
use crate::analysis::grade_survival::GradeSurvivalAnswer;
use crate::analysis::influence::{CorrelationInfluenceAnswer, FewestLeftOut, InfluenceAnswer};
use crate::analysis::median_bootstrap::MedianBootstrapAnswer;
use crate::analysis::simulated_power::SimulatedPowerAnswer;
use crate::compact::Gather;
use crate::value::Estimate;

fn p(value: &Estimate) -> String {
    match value.value() {
        Some(value) => format!("p {}", p_value(value)),
        None => format!("p {}", estimate(value)),
    }
}

fn ends(ends: Option<[f64; 2]>, words: impl Fn(f64) -> String) -> String {
    ends.map_or("not estimable".into(), |[low, high]| range(&words(low), &words(high)))
}

/// "No single patient decides; leaving out 2 (rows 4, 9) turns the finding."
fn fewest(decisive: &[usize], fewest: &FewestLeftOut) -> String {
    let rows = |rows: &[usize]| {
        let rows: Vec<String> = rows.iter().map(ToString::to_string).gather();
        rows.join(", ")
    };
    let single = match decisive.len() {
        0 => "no single patient decides on which side of".to_owned(),
        1 => format!("the patient of row {} alone decides on which side of", rows(decisive)),
        _ => format!(
            "each of the patients of rows {} alone decides on which side of",
            rows(decisive)
        ),
    };
    let more = match fewest.at_most {
        Some(count) if decisive.is_empty() => {
            format!("; leaving out {count} (rows {}) turns it", rows(&fewest.left_out))
        }
        _ => String::new(),
    };
    format!("{single} {} p lies{more}.", fewest.alpha)
}

pub fn influence(answer: &InfluenceAnswer) -> String {
    let medians = answer.median_ranges.iter().zip(&answer.labels).map(|([low, high], label)| {
        let both = if low == high && low.value().is_none() {
            estimate(low)
        } else {
            range(&estimate(low), &estimate(high))
        };
        format!("{both} with {label}")
    });
    let medians: Vec<String> = medians.gather();
    format!(
        "Leaving out any one of {}, the hazard ratio is {} and p {} (with all, {}), the median {}; {}",
        answer.without.len(),
        ends(answer.hazard_ratio_range, ratio),
        ends(answer.p_range, |p| p_value(p).trim_start_matches("= ").to_owned()),
        p(&answer.all.p),
        medians.join(" against "),
        fewest(&answer.decisive, &answer.fewest)
    )
}

pub fn correlation_influence(answer: &CorrelationInfluenceAnswer) -> String {
    format!(
        "Leaving out any one of {}, ρ is {} and p {} (with all, {}); {}",
        answer.n,
        ends(answer.rho_range, |rho| fixed(rho, 2)),
        ends(answer.p_range, |p| p_value(p).trim_start_matches("= ").to_owned()),
        p(&answer.p),
        fewest(&answer.decisive, &answer.fewest)
    )
}

/// "Of 6 tests of 25 patients the strongest is …: p = 0.01 alone, 0.05 once all are allowed for."
pub fn family(answer: &FamilyAnswer) -> String {
    let size = |z: &Estimate| z.value().map_or(-1.0, f64::abs);
    let strongest = answer.tests.iter().max_by(|a, b| size(&a.z).total_cmp(&size(&b.z)));
    let Some(test) = strongest.filter(|test| test.z.value().is_some()) else {
        return "No test of the family exists.".into();
    };
    format!(
        "Of {} tests of {} patients the strongest is {} with {}: {} by itself, {} once all are \
         allowed for ({} draws).",
        answer.tests.len(),
        answer.n,
        answer.endpoints[test.endpoint].name,
        answer.markers[test.marker].name,
        p(&test.p),
        p(&test.p_max),
        answer.draws
    )
}

pub fn grade_survival(answer: &GradeSurvivalAnswer) -> String {
    let outer = |drawn: &[f64]| match drawn {
        [_, low, .., high, _] => Some([*low, *high]),
        _ => None,
    };
    let verdict = if answer.depends_on_filling { "depends" } else { "does not depend" };
    let (given, on) = match &answer.reader {
        None => ("Given only the grades".to_owned(), "what hides inside the grades"),
        Some(reader) => (
            format!("With grades drawn anew as {reader} might have given them"),
            "who reads the grades",
        ),
    };
    format!(
        "{given}, the hazard ratio is {} in 95 % of random fillings and p < {} in \
         {} %; n = {}, {} events. The conclusion {verdict} on {on}.",
        ends(outer(&answer.hazard_ratio_drawn), ratio),
        answer.alpha,
        fixed(answer.share_significant * 100.0, 0),
        answer.n,
        answer.events
    )
}

pub fn simulated_power(answer: &SimulatedPowerAnswer) -> String {
    let per_cent = |share: f64| format!("{} %", fixed(share * 100.0, 0));
    let powers: Vec<String> = answer
        .powers
        .iter()
        .map(|at| format!("{} at a hazard ratio of {}", per_cent(at.power), ratio(at.hazard_ratio)))
        .gather();
    format!(
        "With these {} + {} patients and their follow-up the power is {}; where there is no \
         difference the test finds one in {} ({} draws).",
        answer.n[0],
        answer.n[1],
        powers.join(", "),
        per_cent(answer.size.power),
        answer.draws
    )
}

pub fn median_bootstrap(answer: &MedianBootstrapAnswer) -> String {
    let per_cent = |share: f64| format!("{} %", fixed(share * 100.0, 0));
    let limits = |of: &Estimate, lower: &Estimate, upper: &Estimate| {
        let ends = range(&estimate(lower), &estimate(upper));
        format!("{} ({} {ends})", estimate(of), per_cent(answer.level))
    };
    let medians: Vec<String> = answer
        .groups
        .iter()
        .map(|of| {
            let not_reached = match of.not_reached {
                0.0 => String::new(),
                share => format!(", not reached in {} of the draws", per_cent(share)),
            };
            let words = limits(&of.median, &of.lower, &of.upper);
            format!("{}: {words}{not_reached}, n = {}, {} events", of.label, of.n, of.events)
        })
        .gather();
    let difference = answer.difference.as_ref().map_or(String::new(), |d| {
        format!("; difference {}", limits(&d.estimate, &d.lower, &d.upper))
    });
    format!(
        "Median with limits from {} draws of the patients (seed {}). {}{difference}.",
        answer.draws,
        answer.seed,
        medians.join("; ")
    )
}
