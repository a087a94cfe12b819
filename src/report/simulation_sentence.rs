//! Simulations in words: the sample first, then what repeating it comes to.

use super::number::{fixed, p_value, range, ratio};
use crate::analysis::simulate::trial::{
    Coefficient, RepeatedTrials, Share, SimulateTrialAnswer, TrialSample,
};
use crate::compact::Gather;

use crate::value::Estimate;

/// "42 % (39–45 %)".
pub fn share(share: &Share) -> String {
    let digits = |x: f64| fixed(x * 100.0, if share.of >= 5_000 { 1 } else { 0 });
    format!("{} % ({} %)", digits(share.share), range(&digits(share.lower), &digits(share.upper)))
}

pub fn trial(answer: &SimulateTrialAnswer) -> String {
    let samples: Vec<String> = answer.samples.iter().take(1).map(|s| sample(s, answer)).gather();
    let repeated = answer.repeated.as_ref().map(|repeated| many(repeated, answer));
    samples.into_iter().chain(repeated).collect::<Vec<_>>().join(" ")
}

fn sample(sample: &TrialSample, answer: &SimulateTrialAnswer) -> String {
    let p = match &sample.log_rank_p {
        Estimate::Value(p) => format!("log-rank p {}", p_value(*p)),
        _ => "no log-rank test".into(),
    };
    let ratio = sample.hazard_ratio.as_ref().map_or("no hazard ratio".into(), limits);
    let n = answer.truth.patients();
    format!("Sample {}: {ratio}; {p}; {n} patients, {} events.", sample.number, sample.events)
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
