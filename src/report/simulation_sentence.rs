//! Simulations in words: the sample first, then what repeating it comes to.

use super::number::{fixed, p_value, range, ratio};
use crate::analysis::simulate::class::SimulateClassAnswer;
use crate::analysis::simulate::grading::SimulateGradingAnswer;
use crate::analysis::simulate::study::SimulateStudyAnswer;
use crate::analysis::simulate::trap::SimulateTrapAnswer;
use crate::analysis::simulate::trial::{
    Coefficient, RepeatedTrials, Share, SimulateTrialAnswer, Spread, TrialSample,
};
use crate::compact::Gather;

use crate::value::Estimate;

/// "42 % (39–45 %)".
pub fn share(share: &Share) -> String {
    let digits = |x: f64| fixed(x * 100.0, if share.of >= 5_000 { 1 } else { 0 });
    format!("{} % ({} %)", digits(share.share), range(&digits(share.lower), &digits(share.upper)))
}

pub fn trial(answer: &SimulateTrialAnswer) -> String {
    let samples: Vec<String> = answer.samples.iter().take(1).map(sample).gather();
    let repeated = answer.repeated.as_ref().map(|repeated| many(repeated, answer));
    let sizes = match (answer.by_size.first(), answer.by_size.last()) {
        (Some(least), Some(most)) => Some(format!(
            "With {} in a group the significant samples give a mean hazard ratio of {}, with {} {}; \
             all samples {} and {}.",
            least.per_group,
            mean(&least.hazard_ratio_significant),
            most.per_group,
            mean(&most.hazard_ratio_significant),
            mean(&least.hazard_ratio),
            mean(&most.hazard_ratio)
        )),
        _ => None,
    };
    samples.into_iter().chain(repeated).chain(sizes).collect::<Vec<_>>().join(" ")
}

fn sample(sample: &TrialSample) -> String {
    let p = match &sample.log_rank_p {
        Estimate::Value(p) => format!("log-rank p {}", p_value(*p)),
        _ => "no log-rank test".into(),
    };
    let ratio = sample.hazard_ratio.as_ref().map_or("no hazard ratio".into(), limits);
    let n: u32 = sample.groups.iter().map(|group| group.n).sum();
    format!("Sample {}: {ratio}; {p}; {n} patients, {} events.", sample.number, sample.events)
}

fn mean(spread: &Spread) -> String {
    spread.mean.value().map_or("none".into(), ratio)
}

/// "hazard ratio 0.49 (95 % CI 0.18–1.28)".
fn limits(found: &Coefficient) -> String {
    let Some(value) = found.hazard_ratio.value() else {
        return "hazard ratio not estimable".into();
    };
    let ends =
        found.limits.first().and_then(|l| Some((l.level, l.lower.value()?, l.upper.value()?)));
    let ends = ends.map_or(String::new(), |(level, low, high)| {
        format!(" ({} % CI {})", fixed(level * 100.0, 0), range(&ratio(low), &ratio(high)))
    });
    format!("hazard ratio {}{ends}", ratio(value))
}

fn many(found: &RepeatedTrials, answer: &SimulateTrialAnswer) -> String {
    let closed = found.power_closed_form.value().map_or(String::new(), |power| {
        format!(" (Schoenfeld's formula: {} %)", fixed(power * 100.0, 0))
    });
    let holds = found.coverage.as_ref().filter(|of| of.of > 0).map_or(String::new(), |of| {
        format!(
            " The {} % interval holds the truth in {}.",
            fixed(answer.level * 100.0, 0),
            share(of)
        )
    });
    let read = match (&found.hazard_ratio.mean, &found.hazard_ratio_significant.mean) {
        (Estimate::Value(all), Estimate::Value(read)) => format!(
            " On average the hazard ratio is {}, among the significant samples {}.",
            ratio(*all),
            ratio(*read)
        ),
        _ => String::new(),
    };
    format!(
        "Of {} samples {} have a log-rank p below {}{closed}.{holds}{read}",
        found.repetitions,
        share(&found.significant),
        answer.alpha
    )
}

pub fn grading(answer: &SimulateGradingAnswer) -> String {
    let level = fixed(answer.level * 100.0, 0);
    let rho = |e: &Estimate| e.value().map_or("not estimable".into(), |x| fixed(x, 2));
    let samples = answer.samples.iter().take(1).map(|s| {
        let p = s.p.value().map_or(String::new(), |p| format!("; p {}", p_value(p)));
        let limits = range(&rho(&s.lower), &rho(&s.upper));
        format!("Sample {}: ρ = {} ({level} % CI {limits}){p}.", s.number, rho(&s.rho))
    });
    let many = answer.repeated.iter().map(|found| {
        format!(
            "Graded and read so, an endless number of patients would give ρ = {} in place of {}. Of {} \
             samples {} have p below {}; the {level} % interval holds the true ρ in {}, the endless \
             one in {}.",
            fixed(found.endless, 2),
            fixed(answer.truth.rho, 2),
            found.repetitions,
            share(&found.significant),
            answer.alpha,
            share(&found.coverage_of_truth),
            share(&found.coverage_of_endless)
        )
    });
    samples.chain(many).collect::<Vec<_>>().join(" ")
}

pub fn study(answer: &SimulateStudyAnswer) -> String {
    let found = &answer.repeated;
    let read = match (&found.hazard_ratio_significant.mean, &found.rho_significant.mean) {
        (Estimate::Value(hr), Estimate::Value(rho)) => format!(
            " Where they are significant, the mean hazard ratio is {} (true {}) and the mean ρ {} \
             (true {}).",
            ratio(*hr),
            ratio(answer.truth.hazard_ratio),
            fixed(*rho, 2),
            fixed(answer.truth.grading.rho, 2)
        ),
        _ => String::new(),
    };
    format!(
        "Of {} such studies {} find both the correlation and the difference in survival, {} the \
         correlation alone, {} survival alone, {} neither.{read}",
        found.repetitions,
        share(&found.both),
        share(&found.correlation_alone),
        share(&found.survival_alone),
        share(&found.neither)
    )
}

/// The fault, then how often each reading is counted, then the sample shown.
pub fn trap(answer: &SimulateTrapAnswer) -> String {
    let fault = answer.method.details.first().map_or("", String::as_str);
    let (wrong, right) = (&answer.wrong, &answer.right);
    format!(
        "{fault} Of {} samples, {}: {} by the mistake ({}), {} once repaired ({}).",
        answer.repetitions,
        answer.counted,
        share(&wrong.all.counted),
        wrong.name,
        share(&right.all.counted),
        right.name
    )
}

/// The student's own sample; of a wall, how its samples differ.
pub fn class(answer: &SimulateClassAnswer) -> String {
    if answer.wall.is_empty() {
        return sample(&answer.sample);
    }
    let held = answer.truth.iter().filter_map(|truth| {
        let of = truth.coverage.filter(|of| of.of > 0)?;
        let ratio = ratio(truth.trial.hazard_ratio);
        Some(format!(" {} of {} intervals hold the true hazard ratio {ratio}.", of.count, of.of))
    });
    format!(
        "{} samples of the same truth: {} have a log-rank p below {}.{}",
        answer.wall.len(),
        answer.significant.count,
        answer.alpha,
        held.collect::<String>()
    )
}
