//! Grades of groups, or of the same patients twice, compared by ranks.

use super::method::{Accounting, Method};
use super::patients::nobody;
use super::request::{Grouping, Selection, Variable};
use super::variables::choose;
use crate::cohort::accounting::Screening;
use crate::cohort::grouping::groups;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::plain::FromPlain;
use crate::problem::Problem;
pub use crate::stats::exact_correlation::PermutationOptions;
pub use crate::stats::group_ranks::{
    Grouped, Jonckheere, KruskalWallis, MannWhitney, jonckheere, kruskal_wallis, mann_whitney,
};
pub use crate::stats::signed_rank::{SignedRank, signed_rank};
use serde::Serialize;

/// What is asked: a variable in groups. The order of the groups is that of the
/// trend test.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupComparisonRequest {
    pub variable: Variable,
    pub by: Grouping,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// Also by counting, or drawing, all ways to share out the patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub permutation: Option<PermutationOptions>,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GroupComparisonAnswer {
    pub method: Method,
    pub accounting: Accounting,
    /// As in "mri_post by path_necrosis ≥ 50 %".
    pub question: String,
    pub groups: Vec<String>,
    pub sizes: Vec<usize>,
    pub kruskal_wallis: KruskalWallis,
    /// Between two groups only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub mann_whitney: Option<MannWhitney>,
    /// Whether the groups come in an order that means something.
    pub ordered: bool,
    pub jonckheere: Jonckheere,
}

pub fn group_comparison(
    study: &Study,
    request: &GroupComparisonRequest,
) -> Result<GroupComparisonAnswer, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, &request.selection).map_err(one)?;
    let variable = numbers(study, &mut screening, &request.variable).map_err(one)?;
    let split = groups(study, &mut screening, &request.by).map_err(one)?;
    let question = format!("{} by {}", variable.name, split.name);
    if screening.kept().is_empty() {
        return Err(nobody(screening, &question));
    }
    let values = screening.keep(&variable.values);
    let group = screening.keep(&split.codes);
    let sample = Grouped { values: &values, group: &group, groups: split.labels.len() };
    let options = request.permutation.as_ref();
    let mut sizes = vec![0; split.labels.len()];
    group.iter().for_each(|&g| sizes[g as usize] += 1);
    Ok(GroupComparisonAnswer {
        method: group_method(),
        accounting: screening.close(),
        question,
        kruskal_wallis: kruskal_wallis(sample),
        mann_whitney: (split.labels.len() == 2).then(|| mann_whitney(sample, options)),
        jonckheere: jonckheere(sample, options),
        ordered: split.ordered,
        groups: split.labels,
        sizes,
    })
}

/// What is asked: the same patients twice, x against y.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairedComparisonRequest {
    pub x: Variable,
    pub y: Variable,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
}

/// What comes back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PairedComparisonAnswer {
    pub method: Method,
    pub accounting: Accounting,
    /// As in "mri_post − mri_pre".
    pub question: String,
    pub signed_rank: SignedRank,
}

pub fn paired_comparison(
    study: &Study,
    request: &PairedComparisonRequest,
) -> Result<PairedComparisonAnswer, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &request.selection, [&request.x, &request.y])?;
    Ok(PairedComparisonAnswer {
        method: paired_method(),
        question: format!("{} − {}", x.name, y.name),
        signed_rank: signed_rank(&x.values, &y.values),
        accounting,
    })
}

fn group_method() -> Method {
    Method {
        name: "Comparison of groups by ranks".into(),
        details: vec![
            "Midranks; variances corrected for ties. Kruskal–Wallis by χ² on groups less one; \
             Mann–Whitney with U of the first group; Jonckheere–Terpstra for a trend along the \
             groups as listed."
                .into(),
            "Exact p-values are conditional on the ties and two-sided by P(|T − E| ≥ |t − E|)."
                .into(),
        ],
        references: vec![
            "Mann & Whitney 1947, Ann Math Stat 18:50".into(),
            "Kruskal & Wallis 1952, JASA 47:583".into(),
            "Jonckheere 1954, Biometrika 41:133".into(),
        ],
        r_call: Some(
            "kruskal.test(y, g); wilcox.test(y ~ g, exact = FALSE, correct = FALSE)".into(),
        ),
    }
}

fn paired_method() -> Method {
    Method {
        name: "Wilcoxon signed-rank test".into(),
        details: vec![
            "Differences of 0 are dropped before ranking (Wilcoxon), or ranked and then dropped \
             (Pratt); variance corrected for ties; exact over all signs, given the ties."
                .into(),
        ],
        references: vec![
            "Wilcoxon 1945, Biometrics Bull 1:80".into(),
            "Pratt 1959, JASA 54:655".into(),
        ],
        r_call: Some("wilcox.test(x, y, paired = TRUE, exact = FALSE, correct = FALSE)".into()),
    }
}
