//! Traps of choosing: the best of many looks, and a cut through what has none.

use super::super::stream::Stream;
use super::{Pair, Seen, TrapTruth, cox, p_seen, sorted};
use crate::compact::{Gather, sort_numbers};
use crate::stats::adjust::holm;
use crate::survival::cutpoint::bound::lausen_94;
use crate::survival::cutpoint::{best, cuts_of};
use crate::survival::family::family;
use crate::survival::log_rank::{Weight, log_rank_test};
use crate::survival::sample::{FollowUp, SortedSample};
use crate::survival::scores::{TiedScores, scores};
use crate::tail::normal_two_sided;

/// Hazard 1 a unit of time; follow-up ends evenly between one half and two.
fn follow_up(hazard: f64, stream: &mut Stream) -> (f64, bool) {
    let event = stream.exponential() / hazard;
    let end = 0.5 + 1.5 * stream.unit();
    (event.min(end), event <= end)
}

/// A marker that means nothing: the smallest p over all cuts, and the same p
/// allowed for the search (Lausen, Sauerbrei & Schumacher 1994).
pub(super) fn best_threshold(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (mut time, mut event, mut marker) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let (t, e) = follow_up(1.0, stream);
        time.push(t);
        event.push(e);
        marker.push(stream.normal());
    }
    let Some(sample) = sorted(&time, &event) else { return [Seen::NOTHING; 2] };
    let cuts = cuts_of(&sample, &marker, truth.strength, TiedScores::HothornLausen);
    let Some(top) = best(&cuts.statistics) else { return [Seen::NOTHING; 2] };
    let b = cuts.statistics[top];
    let allowed = lausen_94(b, &cuts.sizes, marker.len()).clamp(0.0, 1.0);
    [p_seen(Some(normal_two_sided(b)), truth.alpha), p_seen(Some(allowed), truth.alpha)]
}

/// Endpoints looked at in [`many_tests`].
pub(super) const ENDPOINTS: u32 = 3;

/// Markers that mean nothing against three endpoints: the smallest p, and the
/// smallest allowed for their number (Holm 1979).
pub(super) fn many_tests(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let n = truth.patients;
    let endpoints: Vec<Vec<f64>> = (0..ENDPOINTS)
        .filter_map(|_| {
            let (time, event): (Vec<f64>, Vec<bool>) =
                (0..n).map(|_| follow_up(1.0, stream)).unzip();
            Some(scores(&sorted(&time, &event)?, Weight::LogRank, TiedScores::NelsonAalen))
        })
        .gather();
    let markers: Vec<Vec<f64>> =
        (0..truth.strength as u32).map(|_| (0..n).map(|_| stream.normal()).gather()).gather();
    let tests = family(&endpoints, &markers, 0, 0);
    let p: Vec<f64> = tests.iter().filter_map(|test| test.p.value()).gather();
    let least = |p: &[f64]| p.iter().copied().reduce(f64::min);
    [p_seen(least(&p), truth.alpha), p_seen(least(&holm(&p)), truth.alpha)]
}

/// A marker whose every step counts: log-rank between its two halves, and Cox
/// regression on the marker itself.
pub(super) fn dichotomised(truth: &TrapTruth, stream: &mut Stream) -> Pair {
    let (mut time, mut event, mut marker) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..truth.patients {
        let x = stream.normal();
        let (t, e) = follow_up(truth.strength.powf(x), stream);
        time.push(t);
        event.push(e);
        marker.push(x);
    }
    let mut ordered = marker.clone();
    sort_numbers(&mut ordered);
    let middle = ordered[ordered.len() / 2];
    let group: Vec<u32> = marker.iter().map(|x| u32::from(*x >= middle)).gather();
    let halves = FollowUp { time: &time, event: &event, entry: None, group: &group, groups: 2 };
    let p = SortedSample::new(&halves).ok().and_then(|sample| log_rank_test(&sample).p.value());
    let whole = cox(&time, &event, marker, truth.level).and_then(|found| found.p.value());
    [p_seen(p, truth.alpha), p_seen(whole, truth.alpha)]
}
