//! Answers in words: what a person reads first, effect before p.

use super::comparison_sentence::{at_times, mean_times, other_tests};
use super::number::{estimate, fixed, p_value, range, ratio as in_words, significant};
use super::{
    correlation_sentence, grade_sentence, rank_sentence, robustness_sentence, simulation_sentence,
    survival_sentence,
};
use crate::analysis::Answer;
use crate::analysis::method::{Accounting, Method};
use crate::analysis::survival::{
    CouldShow, EstimateLimits, GroupSurvival, GroupTest, LogRankHazardRatio, Quantile,
    SurvivalAnswer, Weight,
};
use crate::compact::Gather;
use crate::value::{Estimate, TimeUnit};
use serde::Serialize;

/// The words of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sentences {
    /// As in "Progression-free survival by path_necrosis ≥ 50 %".
    pub question: String,
    /// The answer, effect before p.
    pub answer: String,
    /// How many were used, who was left out and why.
    pub counted: String,
    /// For a methods paragraph.
    pub method: String,
}

pub fn sentences(answer: &Answer) -> Sentences {
    let (question, words, accounting, method) = match answer {
        Answer::Survival(a) => (&a.question, survival(a), &a.accounting, &a.method),
        Answer::Correlation(a) => {
            (&a.question, correlation_sentence::correlation(a), &a.accounting, &a.method)
        }
        Answer::CompareCorrelations(a) => {
            (&a.question, correlation_sentence::comparison(a), &a.accounting, &a.method)
        }
        Answer::PartialCorrelation(a) => {
            (&a.question, correlation_sentence::partial(a), &a.accounting, &a.method)
        }
        Answer::Agreement(a) => {
            (&a.question, correlation_sentence::agreement(a), &a.accounting, &a.method)
        }
        Answer::Cox(a) => (&a.question, survival_sentence::cox(a), &a.accounting, &a.method),
        Answer::Incidence(a) => {
            (&a.question, survival_sentence::incidence(a), &a.accounting, &a.method)
        }
        Answer::CompetingRegression(a) => {
            (&a.question, survival_sentence::competing(a), &a.accounting, &a.method)
        }
        Answer::Thresholds(a) => {
            (&a.question, survival_sentence::thresholds(a), &a.accounting, &a.method)
        }
        Answer::PermutationLogRank(a) => {
            (&a.question, survival_sentence::permutation(a), &a.accounting, &a.method)
        }
        Answer::Influence(a) => {
            (&a.question, robustness_sentence::influence(a), &a.accounting, &a.method)
        }
        Answer::CorrelationInfluence(a) => {
            (&a.question, robustness_sentence::correlation_influence(a), &a.accounting, &a.method)
        }
        Answer::Courses(a) => {
            (&a.question, survival_sentence::courses(a), &a.accounting, &a.method)
        }
        Answer::Family(a) => {
            (&a.question, robustness_sentence::family(a), &a.accounting, &a.method)
        }
        Answer::GradeSurvival(a) => {
            (&a.question, robustness_sentence::grade_survival(a), &a.accounting, &a.method)
        }
        Answer::SimulatedPower(a) => {
            (&a.question, robustness_sentence::simulated_power(a), &a.accounting, &a.method)
        }
        Answer::MedianBootstrap(a) => {
            (&a.question, robustness_sentence::median_bootstrap(a), &a.accounting, &a.method)
        }
        Answer::GradeUncertainty(a) => {
            (&a.question, rank_sentence::grade_uncertainty(a), &a.accounting, &a.method)
        }
        Answer::ReaderAgreement(a) => {
            (&a.question, rank_sentence::reader_agreement(a), &a.accounting, &a.method)
        }
        Answer::GroupComparison(a) => {
            (&a.question, rank_sentence::group_comparison(a), &a.accounting, &a.method)
        }
        Answer::PairedComparison(a) => {
            (&a.question, rank_sentence::paired_comparison(a), &a.accounting, &a.method)
        }
        Answer::PublishedCorrelation(a) => {
            let words = rank_sentence::published_correlation(a);
            return without_table(&a.question, words, &a.method);
        }
        Answer::PublishedTest(a) => {
            return without_table(&a.question, rank_sentence::published_test(a), &a.method);
        }
        Answer::CorrelationPower(a) => {
            return without_table(&a.question, rank_sentence::correlation_power(a), &a.method);
        }
        Answer::LogRankPower(a) => {
            return without_table(&a.question, survival_sentence::log_rank_power(a), &a.method);
        }
        Answer::Conversion(a) => {
            return without_table(&a.question, grade_sentence::conversion(a), &a.method);
        }
        Answer::Scales(a) => {
            let count = format!("{}.", plural(a.scales.len(), "scale"));
            return without_table(&a.method.name, count, &a.method);
        }
        Answer::SimulateTrial(a) => {
            return without_table(&a.question, simulation_sentence::trial(a), &a.method);
        }
        Answer::SimulateGrading(a) => {
            return without_table(&a.question, simulation_sentence::grading(a), &a.method);
        }
        Answer::SimulateStudy(a) => {
            return without_table(&a.question, simulation_sentence::study(a), &a.method);
        }
        Answer::SimulateTrap(a) => {
            return without_table(&a.question, simulation_sentence::trap(a), &a.method);
        }
        Answer::SimulateClass(a) => {
            return without_table(&a.question, simulation_sentence::class(a), &a.method);
        }
        Answer::Grades(a) => {
            (&grade_sentence::question(a), grade_sentence::grades(a), &a.accounting, &a.method)
        }
    };
    Sentences {
        question: question.clone(),
        answer: words,
        counted: counted(accounting),
        method: method.details.join(" "),
    }
}

/// Of a question that counts nobody.
fn without_table(question: &str, answer: String, method: &Method) -> Sentences {
    Sentences {
        question: question.to_owned(),
        answer,
        counted: String::new(),
        method: method.details.join(" "),
    }
}

/// "25 of 27 used; 2 left out: path_necrosis is missing (rows 4, 19)."
pub fn counted(accounting: &Accounting) -> String {
    let Accounting { rows, used, left_out, .. } = accounting;
    if left_out.is_empty() {
        return format!("All {rows} rows used.");
    }
    let reasons: Vec<String> = left_out
        .iter()
        .map(|l| {
            let named: Vec<String> = l.rows.iter().take(6).map(usize::to_string).gather();
            let more = if l.count > named.len() { ", …" } else { "" };
            let word = if l.count == 1 { "row" } else { "rows" };
            format!("{}: {} ({word} {}{more})", l.count, l.reason, named.join(", "))
        })
        .gather();
    format!("{used} of {rows} rows used; left out {}.", reasons.join("; "))
}

fn survival(answer: &SurvivalAnswer) -> String {
    let unit = unit(answer.endpoint.unit);
    let mut unit = Some(unit);
    let medians: Vec<String> = answer
        .groups
        .iter()
        .filter_map(|g| {
            let of =
                if answer.groups.len() > 1 { format!(" with {}", g.label) } else { String::new() };
            if g.n == 0 {
                return Some(format!("not estimable (no patients){of}"));
            }
            let q = median(g)?;
            // The unit stands once, behind the first number it belongs to.
            let named = q.estimate.value().and_then(|_| unit.take());
            let unit = named.map_or(String::new(), |unit| format!(" {unit}"));
            Some(format!("{}{unit}{}{of}", estimate(&q.estimate), limits(q)))
        })
        .gather();
    let events: usize = answer.groups.iter().map(|g| g.events).sum();
    let n: usize = answer.groups.iter().map(|g| g.n).sum();
    let mut text = match medians.as_slice() {
        [] => String::new(),
        [one] => format!("Median {one}"),
        [first, rest @ ..] => format!("Median {first} against {}", rest.join(", ")),
    };
    if let Some(test) = answer.tests.first() {
        if let Some(ratio) = &test.hazard_ratio {
            text.push_str(&format!("; {}", hazard_ratio_words(ratio)));
        }
        text.push_str(&format!("; {}", test_words(test)));
    }
    let counts = format!("{}, {}", plural(n, "patient"), plural(events, "event"));
    // One thing at a time: a question about mean times is answered by them.
    let reach = answer.could_show.as_ref().filter(|_| answer.restricted_means.is_empty());
    let reach = reach.and_then(could_show).unwrap_or_default();
    let (means, others) = (mean_times(answer), other_tests(answer));
    let read = at_times(answer);
    format!("{means}{text}. {counts}.{read}{others}{reach}")
}

/// " With a power of 80 % so many events show only a hazard ratio of at most 0.21 …"
fn could_show(could: &CouldShow) -> Option<String> {
    let (low, high) = (could.hazard_ratio.value()?, could.inverse.value()?);
    Some(format!(
        " With a power of {} % so many events show only a hazard ratio of at most {} or at least {}.",
        fixed(could.power * 100.0, 0),
        bound(low),
        bound(high)
    ))
}

/// A ratio that must be passed: "at most < 0.01" would say nothing.
pub fn bound(x: f64) -> String {
    if (0.01..=1000.0).contains(&x) { in_words(x) } else { significant(x) }
}

/// "1 patient", "27 patients".
pub fn plural(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// "log-rank p = 0.13", or why there is none.
pub fn test_words(test: &GroupTest) -> String {
    let name = test_name(&test.weight);
    match &test.p {
        Estimate::Value(p) => format!("{name} p {}", p_value(*p)),
        Estimate::NotEstimable { why } => format!("{name} p not estimable: {why}"),
        Estimate::NotReached => format!("{name} p not estimable"),
    }
}

/// "hazard ratio 0.49 (95 % CI 0.18–1.28)", of the last-named group.
fn hazard_ratio_words(ratio: &LogRankHazardRatio) -> String {
    let Some(value) = ratio.peto.value() else { return "hazard ratio not estimable".into() };
    let digits = |e: &Estimate| e.value().map_or_else(|| estimate(e), in_words);
    let limits = range(&digits(&ratio.peto_lower), &digits(&ratio.peto_upper));
    format!("hazard ratio {} ({} % CI {limits})", in_words(value), fixed(ratio.level * 100.0, 0))
}

pub fn test_name(weight: &Weight) -> String {
    match weight {
        Weight::LogRank => "log-rank".into(),
        Weight::Gehan => "Gehan–Breslow".into(),
        Weight::TaroneWare => "Tarone–Ware".into(),
        Weight::PetoPeto => "Peto–Peto".into(),
        Weight::PetoPetoModified => "modified Peto–Peto".into(),
        Weight::FlemingHarrington { rho, gamma } => format!("Fleming–Harrington({rho}, {gamma})"),
    }
}

pub fn unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Days => "days",
        TimeUnit::Weeks => "weeks",
        TimeUnit::Months => "months",
        TimeUnit::Years => "years",
    }
}

fn median(group: &GroupSurvival) -> Option<&Quantile> {
    group.quantiles.iter().find(|q| q.p == 0.5)
}

fn limits(quantile: &Quantile) -> String {
    let known = |l: &&EstimateLimits| l.lower.value().or(l.upper.value()).is_some();
    quantile.limits.first().filter(known).map_or(String::new(), |l| {
        let words = range(&estimate(&l.lower), &estimate(&l.upper));
        format!(" ({} % CI {words})", fixed(l.level * 100.0, 0))
    })
}
