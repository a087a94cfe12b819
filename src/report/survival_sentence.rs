//! The survival answers beyond curves and tests, in words.

use super::number::p_value;
use crate::analysis::permutation::PermutationLogRankAnswer;
use crate::value::Estimate;

/// "Exact log-rank p = 0.13: 432071 of 3268760 allocations lie as far apart."
pub fn permutation(answer: &PermutationLogRankAnswer) -> String {
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
