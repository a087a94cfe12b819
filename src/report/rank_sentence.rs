//! Several readers, comparisons by ranks and published correlations in words.

use super::number::{estimate, fixed, p_value, range};
use crate::analysis::agreement::ReaderAgreementAnswer;
use crate::analysis::correlation::{How, PermutationP};
use crate::analysis::grade_uncertainty::GradeUncertaintyAnswer;
use crate::analysis::published::{CorrelationPowerAnswer, PublishedCorrelationAnswer};
use crate::analysis::published_test::{CheckedP, PublishedTestAnswer};
use crate::analysis::rank_tests::{GroupComparisonAnswer, PairedComparisonAnswer};
use crate::compact::Gather;
use crate::value::Estimate;

/// Two decimals, or why there is no number.
fn two(value: &Estimate) -> String {
    value.value().map_or_else(|| estimate(value), |x| fixed(x, 2))
}

fn with_limits(value: &Estimate, lower: &Estimate, upper: &Estimate, level: f64) -> String {
    let limits = range(&two(lower), &two(upper));
    format!("{} ({} % CI {limits})", two(value), fixed(level * 100.0, 0))
}

fn p(value: &Estimate) -> String {
    match value.value() {
        Some(value) => format!("p {}", p_value(value)),
        None => format!("p {}", estimate(value)),
    }
}

pub fn reader_agreement(answer: &ReaderAgreementAnswer) -> String {
    let alpha = two(&answer.raters.alpha_ordinal);
    let icc = &answer.intraclass.icc2;
    let icc = with_limits(&icc.estimate, &icc.lower, &icc.upper, answer.intraclass.level);
    format!(
        "Krippendorff's α (ordinal) {alpha}; ICC(2,1) {icc}; {} readers, n = {}.",
        answer.raters.readers, answer.raters.n
    )
}

/// "Depending on what hides in the grades ρ is 0.31 to 0.55; …"
pub fn grade_uncertainty(answer: &GradeUncertaintyAnswer) -> String {
    let r = &answer.range;
    let ends = match (&r.exact, &r.rho_drawn[..]) {
        (Some(exact), _) => range(&two(&exact.rho_smallest), &two(&exact.rho_largest)),
        (None, [low, .., high]) => range(&fixed(*low, 2), &fixed(*high, 2)),
        _ => return "No correlation can be drawn.".into(),
    };
    let verdict = if answer.depends_on_filling { "depends" } else { "does not depend" };
    format!(
        "Given only the grades, ρ can be {ends}; in {} % of random fillings p < {}; n = {}. Your \
         conclusion {verdict} on what hides inside the grades.",
        fixed(r.share_significant * 100.0, 0),
        r.alpha,
        r.n
    )
}

/// "Chance of being higher: 0.30 with A than with B; Mann–Whitney exact p = 0.087; n = 15 and 10."
pub fn group_comparison(answer: &GroupComparisonAnswer) -> String {
    let (effect, test) = match &answer.mann_whitney {
        Some(test) => {
            let p = match &test.permutation {
                Some(permutation) => exact(permutation),
                None => p(&test.p),
            };
            let [a, b] = [0, 1].map(|k| answer.groups.get(k).map_or("", String::as_str));
            let chance = two(&test.auc);
            let effect = format!(
                "Chance that a patient with {a} is higher than one with {b}: {chance} (0.50 is no difference)"
            );
            (effect, format!("Mann–Whitney {p}"))
        }
        None => {
            let kw = &answer.kruskal_wallis;
            let ranks: Vec<String> = answer
                .groups
                .iter()
                .zip(&kw.mean_ranks)
                .map(|(group, rank)| format!("{} with {group}", estimate(rank)))
                .gather();
            (format!("Mean ranks {}", ranks.join(", ")), format!("Kruskal–Wallis {}", p(&kw.p)))
        }
    };
    let trend = if answer.ordered && answer.groups.len() > 2 {
        let test = &answer.jonckheere;
        let p = match &test.permutation {
            Some(permutation) => exact(permutation),
            None => p(&test.p_two_sided),
        };
        format!("; trend (Jonckheere–Terpstra) {p}")
    } else {
        String::new()
    };
    let sizes: Vec<String> = answer.sizes.iter().map(usize::to_string).gather();
    format!("{effect}; {test}{trend}; n = {}.", sizes.join(" and "))
}

/// "exact p = 0.087", or of pairings drawn.
fn exact(test: &PermutationP) -> String {
    let how = match test.how {
        How::Exact { .. } => "exact",
        How::MonteCarlo { .. } => "permutation",
    };
    format!("{how} p {}", p_value(test.p_two_sided))
}

/// "Rises outweigh falls by a rank-biserial correlation of 0.77; …"
pub fn paired_comparison(answer: &PairedComparisonAnswer) -> String {
    let test = &answer.signed_rank;
    let effect = match test.rank_biserial.value() {
        Some(r) => format!(
            "Median difference {}; rank-biserial correlation {} (1: every difference is a rise)",
            estimate(&test.median_difference),
            fixed(r, 2)
        ),
        None => {
            format!("Rank-biserial correlation not estimable: {}", estimate(&test.rank_biserial))
        }
    };
    format!(
        "{effect}; Wilcoxon exact {}; {} pairs, {} without a difference.",
        p(&test.p_exact),
        test.pairs,
        test.zero
    )
}

pub fn published_correlation(answer: &PublishedCorrelationAnswer) -> String {
    let mut parts = Vec::new();
    if let Some(from) = &answer.from_n {
        let interval = from.intervals.last().map_or(String::new(), |i| {
            let limits = range(&two(&i.lower), &two(&i.upper));
            format!(", {} % CI {limits}", fixed(i.level * 100.0, 0))
        });
        parts.push(format!("With n = {}: {}{interval}.", from.n, p(&from.p)));
    }
    if let Some(from) = &answer.from_p {
        let list: Vec<String> = from.possible.iter().take(12).map(u32::to_string).gather();
        parts.push(match list.as_slice() {
            [] => "No n of those tried gives this p.".to_owned(),
            [one] => format!("Only n = {one} gives this p."),
            _ => format!("The p fits n = {}.", list.join(", ")),
        });
    }
    if let Some(difference) = &answer.difference {
        parts.push(format!("Difference of the two: Williams {}.", p(&difference.williams_p)));
    }
    parts.join(" ")
}

/// "p = 0.047, between 0.042 and 0.052 given the rounding; the p printed does not belong to it."
pub fn published_test(answer: &PublishedTestAnswer) -> String {
    let mut parts = Vec::new();
    if let Some(CheckedP { p: at, p_smallest, p_largest, fits }) = &answer.check {
        let bare =
            |p: &Estimate| p.value().map_or_else(|| estimate(p), |p| p_value(p).replace("= ", ""));
        let verdict = match fits {
            Some(true) => "; the p printed belongs to it",
            Some(false) => "; the p printed does not belong to it",
            None => "",
        };
        parts.push(format!(
            "{}, {} to {} given the rounding{verdict}.",
            p(at),
            bare(p_smallest),
            bare(p_largest)
        ));
    }
    if let (None, [first, .., last] | [first @ last]) = (&answer.check, &answer.degrees[..]) {
        parts.push(format!(
            "Degrees of freedom that fit: {}.",
            range(&first.to_string(), &last.to_string())
        ));
    }
    if let Some(from) = &answer.hazard_ratio {
        if answer.check.is_none() {
            let limits = range(&two(&from.lower), &two(&from.upper));
            parts.push(format!("By this p the limits are {limits}."));
        }
        if from.is_middle == Some(false) {
            parts.push(format!(
                "The ratio is not in the middle of its limits ({}).",
                two(&from.middle)
            ));
        }
        if let Some(events) = from.events_at_least.value() {
            parts.push(format!(
                "Such an interval takes about {} events at least.",
                fixed(events, 0)
            ));
        }
    }
    if parts.is_empty() {
        return "Degrees of freedom or a p are needed.".into();
    }
    parts.join(" ")
}

pub fn correlation_power(answer: &CorrelationPowerAnswer) -> String {
    let power = &answer.power;
    let share = power.power_by_t.value().map(|x| format!("{} %", fixed(x * 100.0, 0)));
    let needed: Vec<String> = power
        .n_for_power_by_t
        .iter()
        .filter_map(|size| {
            let n = size.value.value()?.ceil();
            Some(format!("{} for {} %", fixed(n, 0), fixed(size.power * 100.0, 0)))
        })
        .gather();
    let share = share.unwrap_or_else(|| estimate(&power.power_by_t));
    format!("Power {share}; patients needed: {}.", needed.join(", "))
}
