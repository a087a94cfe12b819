//! How few patients a finding hangs on.

use crate::compact::Gather;
use serde::Serialize;

/// The fewest patients without whom a p-value is on the other side of a level.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FewestLeftOut {
    pub alpha: f64,
    /// Leaving out any fewer changes nothing: looked at one by one.
    pub at_least: usize,
    /// So many are enough; equal to `at_least` where the number is exact, and
    /// absent where no way was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub at_most: Option<usize>,
    /// Which, as the positions or line numbers of patients.
    pub left_out: Vec<usize>,
}

/// Choices of patients looked at before going on greedily.
const MOST_CHOICES: f64 = 30_000.0;

/// Leaves out every one, every two, … of `n` patients while their choices are
/// few; then, one at a time, whoever moves p most. `p` is told who is out, and
/// gives none where there is no test. Of several choices the one that moves p
/// furthest is named.
pub fn fewest_left_out(
    n: usize,
    alpha: f64,
    p: &mut dyn FnMut(&[usize]) -> Option<f64>,
) -> FewestLeftOut {
    let mut answer = FewestLeftOut { alpha, at_least: 1, ..FewestLeftOut::default() };
    let Some(seen) = p(&[]) else { return answer };
    let found = seen < alpha;
    // How far on the other side; above 0 where turned.
    let mut turn = |out: &[usize]| {
        p(out).map_or(f64::NEG_INFINITY, |p| if found { p - alpha } else { alpha - p })
    };
    let turned = |by: f64| if found { by >= 0.0 } else { by > 0.0 };
    let most = n.saturating_sub(2);
    let mut choices = 1.0;
    let mut looked = 0.0;
    for size in 1..=most {
        choices *= (n - size + 1) as f64 / size as f64;
        looked += choices;
        if looked > MOST_CHOICES {
            break;
        }
        let mut best = (f64::NEG_INFINITY, Vec::new());
        let mut out: Vec<usize> = (0..size).gather();
        loop {
            let by = turn(&out);
            if by > best.0 {
                best = (by, out.clone());
            }
            let Some(at) = (0..size).rev().find(|i| out[*i] < n - size + i) else { break };
            out[at] += 1;
            for later in at + 1..size {
                out[later] = out[later - 1] + 1;
            }
        }
        if turned(best.0) {
            return FewestLeftOut { at_most: Some(size), left_out: best.1, ..answer };
        }
        answer.at_least = size + 1;
    }
    let mut out: Vec<usize> = Vec::new();
    while out.len() < most / 2 {
        let mut best = (f64::NEG_INFINITY, None);
        for patient in (0..n).filter(|i| !out.contains(i)).gather() {
            out.push(patient);
            let by = turn(&out);
            out.pop();
            if by > best.0 {
                best = (by, Some(patient));
            }
        }
        let Some(patient) = best.1 else { break };
        out.push(patient);
        if turned(best.0) && out.len() >= answer.at_least {
            out.sort_unstable();
            return FewestLeftOut { at_most: Some(out.len()), left_out: out, ..answer };
        }
    }
    answer
}
