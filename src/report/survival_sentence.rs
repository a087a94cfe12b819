//! The survival answers beyond curves and tests, in words.

use super::number::{duration, estimate, exact, fixed, p_value, range, ratio as in_words};
use super::sentence::{bound, plural, unit};
use crate::analysis::competing::{CompetingRegressionAnswer, Fit, IncidenceAnswer};
use crate::analysis::courses::CoursesAnswer;
use crate::analysis::cox::{Coefficient, CoxAnswer, CoxTerm, warnings};
use crate::analysis::log_rank_power::LogRankPowerAnswer;
use crate::analysis::permutation::PermutationLogRankAnswer;
use crate::analysis::survival::CensoringTest;
use crate::analysis::thresholds::{Cut, ThresholdsAnswer};
use crate::compact::Gather;
use crate::value::Estimate;

/// "Exact log-rank p = 0.13: 432071 of 3268760 allocations lie as far apart."
pub fn permutation(answer: &PermutationLogRankAnswer) -> String {
    format!("{}{}", counted(answer), unlike(&answer.censoring))
}

/// " Censoring looks alike in the groups (log-rank test of it p = 0.40)." or what to
/// do where it does not.
pub fn censoring(test: &CensoringTest) -> String {
    match test.p.value() {
        Some(_) if test.differs => unlike(test),
        Some(p) => {
            format!(" Censoring looks alike in the groups (log-rank test of it p {}).", p_value(p))
        }
        None => String::new(),
    }
}

/// The warning where the groups were not followed alike, and the way out.
fn unlike(test: &CensoringTest) -> String {
    let Some(p) = test.p.value().filter(|_| test.differs) else { return String::new() };
    format!(
        " The groups were not followed alike (log-rank test of censoring p {}): permutation \
         supposes that they were, so read the large-sample log-rank test, which does not, and ask \
         why patients of one group were lost earlier.",
        p_value(p)
    )
}

fn counted(answer: &PermutationLogRankAnswer) -> String {
    let test = &answer.test;
    let n = format!("n = {} v {}", test.n[0], test.n[1]);
    if let Some(exact) = &test.exact {
        let p = p_value(exact.p_two_sided);
        return format!(
            "Exact permutation log-rank p {p} ({n}): {} of {} allocations lie as far apart.",
            exact.extreme, exact.allocations
        );
    }
    if let Some(drawn) = &test.monte_carlo {
        let p = p_value(drawn.p);
        return format!(
            "Permutation log-rank p {p} ({n}), from {} drawn allocations.",
            drawn.draws
        );
    }
    match &test.p_asymptotic {
        Estimate::Value(p) => {
            format!("Permutation log-rank p {} ({n}), large-sample.", p_value(*p))
        }
        Estimate::NotEstimable { why } => format!("There is no test ({n}): {why}."),
        Estimate::NotReached => format!("There is no test ({n})."),
    }
}

/// "Hazard ratio 0.47 (95 % CI 0.18–1.24, p = 0.13) for path ≥ 50 % against
/// < 50 %; 17 events in 25 patients." With what the reader should know
/// before believing it, and Firth's fit where there is no other.
pub fn cox(answer: &CoxAnswer) -> String {
    let fit = &answer.fit;
    let counts = format!("{} in {}", plural(fit.events, "event"), plural(fit.n, "patient"));
    let mut said: Vec<String> = warnings(fit).into_iter().map(|warning| warning.what).gather();
    let whole =
        answer.firth.as_ref().map_or(&fit.likelihood_ratio, |firth| &firth.likelihood_ratio);
    let test = answer.proportionality.first();
    if let Some(p) = test.and_then(|test| test.global.p.value()) {
        said.push(format!("Test of proportional hazards p {}.", p_value(p)));
    }
    if answer.terms.len() > MOST_TERMS {
        let p = whole.p.value().map_or_else(|| estimate(&whole.p), p_value);
        let fit = if answer.firth.is_some() { ", Firth's penalised fit" } else { "" };
        let count = answer.terms.len();
        let all =
            format!("All {count} coefficients together: likelihood ratio p {p}{fit}; {counts}.");
        said.insert(0, format!("{all} Each hazard ratio stands in the figure and the table."));
        return said.join(" ");
    }
    let Some(firth) = &answer.firth else {
        let ratios = ratios(&fit.coefficients, &answer.terms);
        said.insert(0, format!("Hazard ratio {ratios}; {counts}."));
        return said.join(" ");
    };
    let each = firth.coefficients.iter().zip(&firth.profiles).zip(&answer.terms);
    let each = each.map(|((coefficient, profile), term)| {
        let limits = range(&ratio(&profile.ratio_lower), &ratio(&profile.ratio_upper));
        format!(
            "{} ({} % profile limits {limits}, p {}) for {}",
            ratio(&coefficient.hazard_ratio),
            fixed(profile.level * 100.0, 0),
            profile.p.value().map_or_else(|| estimate(&profile.p), p_value),
            against(term)
        )
    });
    let each: Vec<String> = each.gather();
    said.insert(0, format!("Firth's penalised hazard ratio {}; {counts}.", each.join("; ")));
    said.join(" ")
}

/// More hazard ratios than this are no sentence.
const MOST_TERMS: usize = 5;

/// A ratio in two decimals, or why there is none.
fn ratio(value: &Estimate) -> String {
    value.value().map_or_else(|| estimate(value), in_words)
}

/// "path ≥ 50 % against < 50 %".
fn against(term: &CoxTerm) -> String {
    let Some(reference) = &term.reference else { return term.name.clone() };
    let shared = term.name.split(' ').zip(reference.split(' ')).take_while(|(a, b)| a == b);
    let rest: Vec<&str> = reference.split(' ').skip(shared.count()).gather();
    let rest = if rest.is_empty() { reference.clone() } else { rest.join(" ") };
    format!("{} against {rest}", term.name)
}

/// "Hazard ratio 1.03 (95 % CI 1.01–1.06, p = 0.003) for age; …"
fn ratios(coefficients: &[Coefficient], terms: &[CoxTerm]) -> String {
    let one = |(coefficient, term): (&Coefficient, &CoxTerm)| {
        let name = against(term);
        let limits = coefficient.limits.first().map_or(String::new(), |limits| {
            let both = range(&ratio(&limits.lower), &ratio(&limits.upper));
            format!("{} % CI {both}, ", fixed(limits.level * 100.0, 0))
        });
        match (&coefficient.hazard_ratio, &coefficient.p) {
            (Estimate::Value(_), Estimate::Value(p)) => format!(
                "{} ({limits}p {}) for {name}",
                ratio(&coefficient.hazard_ratio),
                p_value(*p)
            ),
            (Estimate::NotEstimable { why }, _) | (_, Estimate::NotEstimable { why }) => {
                format!("not estimable for {name} ({why})")
            }
            _ => format!("not estimable for {name}"),
        }
    };
    coefficients.iter().zip(terms).map(one).gather().join("; ")
}

/// "At 36 months 31 % (12–52 %) with A, 55 % (30–76 %) with B; Gray's test p = 0.20.
/// 1 − Kaplan–Meier would say 36 % and 60 %. A: 7 events, 5 competing events in 25."
pub fn incidence(answer: &IncidenceAnswer) -> String {
    let per_cent = |x: &Estimate| x.value().map_or_else(|| estimate(x), |x| fixed(x * 100.0, 0));
    let one = answer.groups.len() == 1;
    let with = |label: &str| if one { String::new() } else { format!(" with {label}") };
    let times = answer.groups.first().map_or(0, |group| group.at_times.len());
    // The last time at which every group was still followed.
    let known =
        |k: &usize| answer.groups.iter().all(|g| g.at_times[*k].incidence.value().is_some());
    let mut said = Vec::new();
    if let Some(k) = (0..times).rev().find(known) {
        let at = || answer.groups.iter().map(|group| (&group.label, &group.at_times[k]));
        let each = at().map(|(label, at)| {
            let limits = match (at.lower.value(), at.upper.value()) {
                (Some(_), Some(_)) => {
                    let limits = range(&per_cent(&at.lower), &per_cent(&at.upper));
                    format!(" ({} % CI {limits} %)", fixed(answer.level * 100.0, 0))
                }
                _ => String::new(),
            };
            format!("{} %{limits}{}", per_cent(&at.incidence), with(label))
        });
        let each: Vec<String> = each.gather();
        let time = answer.groups[0].at_times[k].time;
        let (time, unit) = (exact(time), unit(answer.endpoint.unit));
        said.push(format!("Incidence at {time} {unit}: {}", each.join(" against ")));
        if answer.groups.iter().any(|group| group.competing_events > 0) {
            let naive: Vec<String> =
                at().map(|(_, at)| format!("{} %", per_cent(&at.one_minus_kaplan_meier))).gather();
            said.push(format!("1 − Kaplan–Meier would say {}", naive.join(" and ")));
        }
    }
    match answer.tests.first().map(|test| &test.p) {
        Some(Estimate::Value(p)) => said.push(format!("Gray's test p {}", p_value(*p))),
        Some(Estimate::NotEstimable { why }) => said.push(format!("There is no test: {why}")),
        _ => {}
    }
    let counts = answer.groups.iter().map(|g| {
        let who = if one { String::new() } else { format!("{}: ", g.label) };
        let competing = plural(g.competing_events, "competing event");
        format!("{who}{} and {competing} in {}", plural(g.events, "event"), g.n)
    });
    let counts: Vec<String> = counts.gather();
    said.push(counts.join("; "));
    format!("{}.", said.join(". "))
}

/// Fine–Gray first, the cause-specific hazard beside it.
pub fn competing(answer: &CompetingRegressionAnswer) -> String {
    let incidence = match &answer.event.fine_gray {
        Fit::Fitted(fit) => ratios(&fit.coefficients, &answer.terms),
        Fit::NotEstimable { not_estimable } => format!("none: {not_estimable}"),
    };
    let hazard = match &answer.event.cause_specific {
        Fit::Fitted(fit) => ratios(&fit.coefficients, &answer.terms),
        Fit::NotEstimable { not_estimable } => format!("none: {not_estimable}"),
    };
    format!(
        "Subdistribution hazard ratio (on the incidence, Fine–Gray) {incidence}. Cause-specific \
         hazard ratio (on the risk of those still free of either event, Cox) {hazard}."
    )
}

/// "5 cuts tried; the best, path ≤ 5-25 against above, has p = 0.19 once the
/// search is paid for (naive p = 0.043). The cut in use, ≤ 25-50 against above,
/// has p = 0.13: valid if it was fixed before looking."
pub fn thresholds(answer: &ThresholdsAnswer) -> String {
    let tried = match answer.cuts.len() {
        1 => "1 cut tried".to_owned(),
        cuts => format!("{cuts} cuts tried"),
    };
    let Some(best) = answer.best() else {
        return match &answer.best_cut {
            Estimate::NotEstimable { why } => format!("{tried}: {why}."),
            _ => format!("{tried}."),
        };
    };
    let naive = |cut: &Cut| cut.test.as_ref().and_then(|test| test.p_naive.value());
    let at = format!("the best, {} {} against above,", answer.variable, best.name);
    let search = naive(best).map_or(String::new(), |p| format!(" (naive p {})", p_value(p)));
    let mut said = match answer.p_of_maximum() {
        Some((p, how)) => {
            format!("{tried}; {at} has {how} p {} once the search is paid for{search}.", p_value(p))
        }
        None => format!("{tried}; {at} stands out most{search}."),
    };
    said.push_str(&planned(answer, naive));
    let used = answer.in_use.and_then(|at| answer.cuts.iter().find(|cut| cut.at == at));
    if let Some((cut, p)) = used.and_then(|cut| Some((cut, naive(cut)?))) {
        said.push_str(&format!(
            " The cut in use, {} against above, has log-rank p {}: valid if it was fixed before \
             looking.",
            cut.name,
            p_value(p)
        ));
    }
    said
}

/// " The 2 cuts fixed beforehand need not pay for it: ≤ 5 with log-rank p = 0.03, ≤ 25-50
/// with p = 0.13; by Holm, for 2, 0.06 and 0.13."
fn planned(answer: &ThresholdsAnswer, naive: impl Fn(&Cut) -> Option<f64>) -> String {
    let cuts = answer.cuts.iter().filter(|cut| cut.prespecified);
    let tested: Vec<(&Cut, f64)> = cuts.filter_map(|cut| Some((cut, naive(cut)?))).gather();
    if tested.is_empty() {
        return String::new();
    }
    let each =
        tested.iter().map(|(cut, p)| format!("{} with log-rank p {}", cut.name, p_value(*p)));
    let each: Vec<String> = each.gather();
    let who = match tested.len() {
        1 => "The cut fixed beforehand need".to_owned(),
        count => format!("The {count} cuts fixed beforehand need"),
    };
    let adjusted = tested.iter().filter_map(|(cut, _)| cut.p_planned);
    let adjusted: Vec<String> =
        adjusted.map(|p| p_value(p).trim_start_matches("= ").to_owned()).gather();
    let for_them = match tested.len() {
        1 => String::new(),
        count => format!("; allowed for {count} (Holm) p is {}", adjusted.join(", ")),
    };
    format!(" {who} not pay for the search: {}{for_them}.", each.join(", "))
}

/// "With 17 events a hazard ratio of 0.50 is found with a chance of 29 %; with one
/// of 80 % only 0.25 or 4.00. Events needed: 69 for a power of 80 %, 92 for one of
/// 90 %. Patients needed: 107 and 143."
pub fn log_rank_power(answer: &LogRankPowerAnswer) -> String {
    let per_cent = |share: f64| format!("{} %", fixed(share * 100.0, 0));
    let mut said = Vec::new();
    for at in &answer.at_events {
        let events = plural(at.events as usize, "event");
        if let Some(power) = at.power.value() {
            let ratio = in_words(answer.hazard_ratio);
            let power = per_cent(power);
            said.push(format!(
                "With {events} a hazard ratio of {ratio} is found with a chance of {power}."
            ));
        }
        if let Some((found, ratio)) =
            at.detectable.first().and_then(|found| Some((found, found.hazard_ratio.value()?)))
        {
            said.push(format!(
                "A chance of {} needs one of at most {} or at least {}.",
                per_cent(found.power),
                bound(ratio),
                bound(1.0 / ratio)
            ));
        }
    }
    let needed = |numbers: Vec<(f64, f64)>| {
        let each = numbers
            .iter()
            .map(|(n, power)| format!("{} for a power of {}", fixed(*n, 0), per_cent(*power)));
        each.gather().join(", ")
    };
    let events = answer.needed.iter().filter_map(|n| Some((n.events_rounded_up.value()?, n.power)));
    let events: Vec<(f64, f64)> = events.gather();
    said.push(if events.is_empty() {
        "No number of events shows this hazard ratio.".to_owned()
    } else {
        format!("Events needed: {}.", needed(events))
    });
    if let Some(course) = &answer.course {
        let patients =
            course.needed.iter().filter_map(|n| Some((n.patients_rounded_up.value()?, n.power)));
        said.push(format!("Patients needed: {}.", needed(patients.gather())));
    }
    said.join(" ")
}

/// "27 patients, followed 0.4 to 60 months. PFS: 18 events; OS: 9 events."
pub fn courses(answer: &CoursesAnswer) -> String {
    let lasts = || answer.courses.iter().map(|course| course.last);
    let each = answer.endpoints.iter().map(|one| {
        let competing = match one.competing {
            0 => String::new(),
            k => format!(" and {}", plural(k, "competing event")),
        };
        format!("{}: {}{competing}", one.name, plural(one.events, "event"))
    });
    format!(
        "{}, followed {} to {} {}. {}.",
        plural(answer.courses.len(), "patient"),
        duration(lasts().fold(f64::MAX, f64::min), answer.unit),
        duration(lasts().fold(0.0, f64::max), answer.unit),
        unit(answer.unit),
        each.gather().join("; ")
    )
}
