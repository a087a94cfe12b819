//! The engine's own answers, which a demonstration or a question is about: asked
//! for no more than it shows.

use crate::analysis::agreement::{AgreementAnswer, AgreementRequest};
use crate::analysis::correlation::{Also, CorrelationAnswer, CorrelationRequest};
use crate::analysis::cox::{CoxAnswer, CoxRequest};
use crate::analysis::permutation::{PermutationLogRankAnswer, PermutationLogRankRequest};
use crate::analysis::survival::{SurvivalAnswer, SurvivalRequest};
use crate::analysis::{self, Answer, Request};
use crate::cohort::study::Study;
use crate::problem::Problem;

/// A request of a kind has an answer of that kind.
macro_rules! ask {
    ($study:expr, $kind:ident, $asked:expr) => {
        match analysis::run($study, &Request::$kind($asked))? {
            Answer::$kind(answer) => Ok(answer),
            _ => unreachable!("a request has an answer of its kind"),
        }
    };
}

type Found<T> = Result<T, Vec<Problem>>;

/// Curves of the same patients by the same groups; everything else as `with` has it.
pub(super) fn survival(
    study: &Study,
    of: &SurvivalRequest,
    with: impl FnOnce(&mut SurvivalRequest),
) -> Found<Box<SurvivalAnswer>> {
    let mut asked = SurvivalRequest {
        quantiles: vec![0.5],
        tests: Vec::new(),
        trend: None,
        max_combo: None,
        pairwise: false,
        restricted_to: Vec::new(),
        restricted_to_common: false,
        milestones: Vec::new(),
        bands: Vec::new(),
        cumulative_hazards: Vec::new(),
        summary_only: false,
        ..of.clone()
    };
    with(&mut asked);
    ask!(study, Survival, asked)
}

/// The coefficients, and what is `also` asked.
pub(super) fn correlation(
    study: &Study,
    of: &CorrelationRequest,
    also: Vec<Also>,
) -> Found<Box<CorrelationAnswer>> {
    ask!(study, Correlation, CorrelationRequest { also, bootstrap: None, ..of.clone() })
}

pub(super) fn agreement(study: &Study, of: &AgreementRequest) -> Found<Box<AgreementAnswer>> {
    ask!(study, Agreement, of.clone())
}

pub(super) fn cox(study: &Study, asked: CoxRequest) -> Found<Box<CoxAnswer>> {
    ask!(study, Cox, asked)
}

pub(super) fn permutation(
    study: &Study,
    asked: PermutationLogRankRequest,
) -> Found<Box<PermutationLogRankAnswer>> {
    ask!(study, PermutationLogRank, asked)
}

pub(super) fn no_such_group() -> Vec<Problem> {
    vec![
        Problem::error("no_such_group", "There is no such group.")
            .hint("Groups are counted from 0, in the order of the answer."),
    ]
}
