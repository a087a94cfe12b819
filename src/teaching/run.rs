//! From the request of a demonstration to the demonstration.

use super::demonstration::Demonstration;
use super::questions::QuestionsRequest;
use super::{bootstrap, cox, greenwood, kaplan_meier, kappa, log_rank, permutation, spearman};
use crate::analysis::Request;
use crate::cohort::study::Study;
use crate::plain::FromPlain;
use crate::problem::Problem;
use serde::Serialize;

/// What can be asked for when learning from a mapped table.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TeachRequest {
    /// How an answer came about.
    Steps(Box<StepsRequest>),
    /// Questions about answers, for students.
    Questions(QuestionsRequest),
}

/// An answer's own request, and what of it is to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StepsRequest {
    pub of: Request,
    pub show: Show,
    /// Which group, coefficient or set of weights, by position.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub part: usize,
    /// Also draw the picture of this step, this wide in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub draw: Option<StepDrawing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StepDrawing {
    pub step: usize,
    pub width: f64,
}

/// The demonstrations there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Of curves: who is at risk, who has the event, factor and product.
    KaplanMeier,
    /// The same curve as one share a patient, handed on at each censoring.
    Redistribute,
    /// Of groups: observed minus expected events, time by time.
    LogRank,
    /// Of curves: Greenwood's sum and the standard error.
    Greenwood,
    /// Of a rank correlation: values become ranks, ties share theirs.
    Spearman,
    /// Of a permutation test: shuffles that pile up.
    Permutation,
    /// Of a rank correlation: cohorts drawn again.
    Bootstrap,
    /// Of two gradings: observed, expected, weights.
    Kappa,
    /// Of a Cox regression: the likelihood as a hill that is climbed.
    Cox,
}

/// The demonstration, or what stood in its way.
pub fn steps(study: &Study, request: &StepsRequest) -> Result<Demonstration, Vec<Problem>> {
    match (request.show, &request.of) {
        (Show::KaplanMeier, Request::Survival(of)) => {
            kaplan_meier::product(study, of, request.part)
        }
        (Show::Redistribute, Request::Survival(of)) => {
            kaplan_meier::redistribute(study, of, request.part)
        }
        (Show::LogRank, Request::Survival(of)) => log_rank::log_rank(study, of, request.part),
        (Show::Greenwood, Request::Survival(of)) => greenwood::greenwood(study, of, request.part),
        (Show::Spearman, Request::Correlation(of)) => spearman::spearman(study, of),
        (Show::Permutation, Request::PermutationLogRank(of)) => permutation::log_rank(study, of),
        (Show::Permutation, Request::Correlation(of)) => permutation::correlation(study, of),
        (Show::Bootstrap, Request::Correlation(of)) => bootstrap::spearman_again(study, of),
        (Show::Kappa, Request::Agreement(of)) => kappa::kappa(study, of, request.part),
        (Show::Cox, Request::Cox(of)) => cox::climb(study, of, request.part),
        _ => Err(vec![
            Problem::error("no_such_demonstration", "This answer has no such demonstration.")
                .hint("Ask for one that belongs to the kind of the request."),
        ]),
    }
}
