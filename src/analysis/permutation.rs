//! The permutation log-rank test: exact for small cohorts.

use super::method::{Accounting, Method};
use super::request::{EndpointChoice, Grouping, Selection};
use super::survival::{CensoringTest, SurvivalInput, two_groups_needed};
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::survival::log_rank::Weight;
use crate::survival::permutation::{self, Draws};
pub use crate::survival::permutation::{
    ExactChiSquared, ExactPermutation, MonteCarlo, PermutationTest,
};
pub use crate::survival::scores::TiedScores;
use crate::table::mapping::Endpoint;
use serde::Serialize;

/// What is asked: two groups, and how many chance draws where there are too
/// many allocations to count.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermutationLogRankRequest {
    pub endpoint: EndpointChoice,
    pub by: Grouping,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    #[serde(default = "default_weight")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub weight: Weight,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub ties: TiedScores,
    #[serde(default = "default_draws")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub draws: u32,
    #[serde(default = "default_seed")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub seed: u64,
    /// Draw also where every allocation can be counted.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub always_draw: bool,
}

fn default_weight() -> Weight {
    Weight::LogRank
}

fn default_draws() -> u32 {
    99_999
}

fn default_seed() -> u64 {
    1
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PermutationLogRankAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub labels: Vec<String>,
    pub test: PermutationTest,
    /// Labels can be exchanged only where the groups were followed alike.
    pub censoring: CensoringTest,
}

/// Tests `input`, which must have two groups and no delayed entry.
pub fn permutation_log_rank(
    input: SurvivalInput<'_>,
    request: &PermutationLogRankRequest,
) -> Result<PermutationLogRankAnswer, Vec<Problem>> {
    if input.labels.len() != 2 {
        return Err(vec![two_groups_needed(input.labels.len())]);
    }
    if input.entry.is_some() {
        return Err(vec![Problem::error(
            "delayed_entry_not_exchangeable",
            "With delayed entry, labels cannot be exchanged between patients at risk at different \
             times.",
        )
        .hint("Choose an endpoint without an entry time.")]);
    }
    let sample = input.sample()?;
    let draws = Draws { number: request.draws, seed: request.seed, always: request.always_draw };
    let test = permutation::permutation_test(&sample, request.weight, request.ties, draws);
    Ok(PermutationLogRankAnswer {
        method: method(&test),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        labels: input.labels.to_vec(),
        censoring: input.censoring()?,
        test,
    })
}

fn method(test: &PermutationTest) -> Method {
    let scores = match test.ties {
        TiedScores::NelsonAalen => "Nelson–Aalen scores: their sum is observed minus expected",
        TiedScores::HothornLausen => "scores with ties as in Hothorn & Lausen 2003",
        TiedScores::Averaged => "tied events taken one after another, scores averaged",
    };
    let mut details =
        vec!["Conditional on times, events and group sizes.".to_owned(), format!("{scores}.")];
    details.push(
        "Supposes that censoring took no notice of the group: compared by the log-rank test with \
         censorings in the place of events."
            .to_owned(),
    );
    if let Some(exact) = &test.exact {
        details.push(format!("All {} allocations counted.", exact.allocations));
    }
    if let Some(drawn) = &test.monte_carlo {
        details.push(format!("{} allocations drawn, seed {}.", drawn.draws, drawn.seed));
    }
    Method {
        name: "Permutation log-rank test".to_owned(),
        details,
        references: vec![
            "Peto & Peto 1972, J R Stat Soc A 135:185".to_owned(),
            "Heimann & Neuhaus 1998, Biometrics 54:168".to_owned(),
        ],
        r_call: Some(
            "coin::logrank_test(Surv(time, event) ~ group, distribution = \"exact\")".into(),
        ),
    }
}
