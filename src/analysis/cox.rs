//! Cox regression: what can be asked of it and what comes back.

use super::method::{Accounting, Method};
use super::request::{EndpointChoice, Grouping, Selection, Variable};
use super::survival::SurvivalInput;
pub use super::typical::TypicalCurve;
use super::typical::typical;
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use crate::survival::cox::ascent::{Ascent, Section};
use crate::survival::cox::baseline::baseline;
use crate::survival::cox::concordance::concordance;
use crate::survival::cox::design::CoxData;
use crate::survival::cox::firth::firth;
use crate::survival::cox::fit::{Fitted, maximise};
use crate::survival::cox::prediction::{LOG_95, predict};
use crate::survival::cox::profile::profile_limits;
use crate::survival::cox::proportionality::proportionality;
use crate::survival::cox::residuals::residuals;
pub use crate::survival::cox::{
    Ties,
    baseline::{BaselineHazard, CoxBaseline},
    concordance::ConcordanceIndex,
    firth::{FirthFit, FirthProfile},
    fit::{Coefficient, CoxFit, Direction, GlobalTest, RatioLimits},
    newton::Convergence,
    prediction::{PredictedSurvival, Prediction},
    profile::ProfileLimits,
    proportionality::{ProportionalityTest, TimeScale},
    residuals::CoxResiduals,
    smooth::ResidualSmooth,
};
use crate::survival::sample::{FollowUp, SortedSample};
use crate::table::mapping::Endpoint;
use serde::Serialize;

/// What is asked. `ties` default to Efron's, `levels` to 95 %; the readings of
/// the fit beyond its coefficients are made when asked for.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxRequest {
    pub endpoint: EndpointChoice,
    pub covariates: Vec<Covariate>,
    /// A baseline hazard of its own for every level of these columns.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub strata: Vec<String>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub selection: Selection,
    /// A landmark: only patients followed beyond this time take part, and time is
    /// counted from it. For groups known only by then, such as responders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<f64>,
    /// A column of positive case weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub ties: Ties,
    #[serde(default = "default_levels")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub levels: Vec<f64>,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub firth: FirthChoice,
    /// Profile-likelihood limits.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub profile: bool,
    /// Tests of proportional hazards against these functions of time.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub proportionality: Vec<TimeScale>,
    /// Harrell's concordance of the fit; asked for unless said otherwise.
    #[serde(default = "asked")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub concordance: bool,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub baseline: bool,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub residuals: bool,
    /// Survival predicted for these values of the coefficients' covariates …
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub predict: Vec<Vec<f64>>,
    /// Predicted curves of patients who differ in the first covariate.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub predict_typical: bool,
    /// … at these times.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub times: Vec<f64>,
}

fn asked() -> bool {
    true
}

fn default_levels() -> Vec<f64> {
    vec![0.95]
}

/// When to fit Firth's penalised likelihood as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FirthChoice {
    /// When the likelihood is monotone.
    #[default]
    WhenMonotone,
    Always,
    Never,
}

/// What enters the model.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Covariate {
    /// One coefficient per unit.
    Number { variable: Variable },
    /// One coefficient for every group but the first, which is the reference.
    Factor { by: Grouping },
    /// All products of the coefficients' covariates: an interaction.
    Product { of: Vec<Covariate> },
}

/// What a coefficient stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxTerm {
    /// As in `age`, `path_necrosis ≥ 50 %` or `celltype: adeno`.
    pub name: String,
    /// The group it is compared with, for a factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// What comes back. Coefficients everywhere are in the order of `terms`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CoxAnswer {
    pub method: Method,
    pub accounting: Accounting,
    pub endpoint: Endpoint,
    pub question: String,
    pub terms: Vec<CoxTerm>,
    /// The strata's names, in the order of their first patient; empty without.
    pub strata: Vec<String>,
    pub fit: CoxFit,
    /// Unless left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concordance: Option<ConcordanceIndex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firth: Option<FirthFit>,
    pub profile: Vec<ProfileLimits>,
    pub proportionality: Vec<ProportionalityTest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<CoxBaseline>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residuals: Option<CoxResiduals>,
    pub predictions: Vec<Prediction>,
    pub typical: Vec<TypicalCurve>,
}

/// The covariates of a request, as columns: one a coefficient.
#[derive(Clone, Debug, Default)]
pub struct CoxColumns {
    /// Names of the covariates asked for; a factor has several terms.
    pub asked: Vec<String>,
    pub terms: Vec<CoxTerm>,
    pub columns: Vec<Vec<f64>>,
    pub weights: Option<Vec<f64>>,
}

/// Fits `columns` to `input`, whose strata are those of the model.
pub fn cox(
    input: SurvivalInput<'_>,
    covariates: &CoxColumns,
    request: &CoxRequest,
) -> Result<CoxAnswer, Vec<Problem>> {
    let sample = stratified_sample(&input)?;
    check(covariates, request, input.time.len())?;
    let data = CoxData {
        sample: &sample,
        columns: &covariates.columns,
        weights: covariates.weights.as_deref(),
    };
    let fitted = maximise(&data, request.ties).map_err(|error| {
        vec![
            Problem::error("cox_not_fitted", format!("There is no fit: {error}."))
                .in_column(&input.endpoint.event)
                .hint("Choose an endpoint with events, and covariates in which patients differ."),
        ]
    })?;
    let fit = fitted.summary(&request.levels);
    let first_level = request.levels.first().copied().unwrap_or(0.95);
    let wants_firth = match request.firth {
        FirthChoice::Always => true,
        FirthChoice::Never => false,
        FirthChoice::WhenMonotone => fit.monotone,
    };
    Ok(CoxAnswer {
        method: method(request, &fit),
        accounting: Accounting::default(),
        endpoint: input.endpoint.clone(),
        question: String::new(),
        terms: covariates.terms.clone(),
        strata: Vec::new(),
        concordance: request
            .concordance
            .then(|| concordance(&sample, &linear_predictor(&fitted, &covariates.columns))),
        firth: if wants_firth { firth(&fitted, first_level, &request.levels) } else { None },
        profile: if request.profile {
            request.levels.iter().flat_map(|level| profile_limits(&fitted, *level)).gather()
        } else {
            Vec::new()
        },
        proportionality: request
            .proportionality
            .iter()
            .filter_map(|scale| proportionality(&fitted, &sample, *scale))
            .gather(),
        baseline: if request.baseline { baseline(&fitted, &covariates.columns) } else { None },
        residuals: if request.residuals { residuals(&fitted, &covariates.columns) } else { None },
        predictions: request
            .predict
            .iter()
            .flat_map(|x| (0..fitted.design.strata.len()).map(move |stratum| (x, stratum)))
            .filter_map(|(x, stratum)| predict(&fitted, x, stratum, &request.times, &[LOG_95]))
            .gather(),
        typical: if request.predict_typical {
            typical(&fitted, covariates, &request.times)
        } else {
            Vec::new()
        },
        fit,
    })
}

/// The climb of the same fit along coefficient `part`, for those who want to
/// watch it.
pub fn ascent_of(
    input: SurvivalInput<'_>,
    covariates: &CoxColumns,
    ties: Ties,
    part: usize,
) -> Result<Ascent, Vec<Problem>> {
    let sample = stratified_sample(&input)?;
    let data = CoxData {
        sample: &sample,
        columns: &covariates.columns,
        weights: covariates.weights.as_deref(),
    };
    Section::new(&data, ties, part).and_then(|section| section.ascent()).map_err(|error| {
        vec![
            Problem::error("cox_no_ascent", format!("There is nothing to climb: {error}."))
                .hint("Choose a covariate in which patients differ."),
        ]
    })
}

fn stratified_sample(input: &SurvivalInput<'_>) -> Result<SortedSample, Vec<Problem>> {
    let none = vec![0; input.time.len()];
    let group = input.strata.unwrap_or(&none);
    let groups = group.iter().max().map_or(1, |g| g + 1);
    let follow_up =
        FollowUp { time: input.time, event: input.event, entry: input.entry, group, groups };
    SortedSample::new(&follow_up)
        .map_err(|error| vec![Problem::error("follow_up_unusable", format!("{error}."))])
}

fn check(covariates: &CoxColumns, request: &CoxRequest, n: usize) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    let p = covariates.columns.len();
    if p == 0 {
        problems.push(Problem::error("no_covariates", "A regression needs a covariate."));
    }
    if p > n {
        problems.push(
            Problem::error("too_many_covariates", "There are more coefficients than patients.")
                .found(&format!("{p} coefficients, {n} patients")),
        );
    }
    let weights = covariates.weights.as_deref();
    if weights.is_some_and(|w| w.iter().any(|w| !w.is_finite() || *w <= 0.0)) {
        problems.push(Problem::error("weights_not_positive", "A case weight is not positive."));
    }
    if weights.is_some() && request.ties == Ties::Exact {
        problems.push(
            Problem::error("weights_with_exact_ties", "The exact method has no case weights.")
                .hint("Choose Efron's treatment of ties."),
        );
    }
    if request.predict.iter().any(|x| x.len() != p || x.iter().any(|x| !x.is_finite())) {
        problems.push(
            Problem::error("predict_covariates", "A prediction needs a number per coefficient.")
                .expected(format!("{p} numbers")),
        );
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn linear_predictor(fitted: &Fitted, columns: &[Vec<f64>]) -> Vec<f64> {
    let beta = fitted.coefficients();
    let n = columns.first().map_or(0, Vec::len);
    (0..n).map(|i| beta.iter().zip(columns).map(|(b, column)| b * column[i]).sum()).gather()
}

/// Fewer events than this for each coefficient make estimates unsteady
/// (Peduzzi et al. 1995, J Clin Epidemiol 48:1503; a rule of thumb).
const EVENTS_PER_COEFFICIENT: usize = 10;

/// What the reader should know before believing the fit.
pub fn warnings(fit: &CoxFit) -> Vec<Problem> {
    let mut notes = Vec::new();
    let df = fit.likelihood_ratio.df as usize;
    if fit.events < EVENTS_PER_COEFFICIENT * df {
        notes.push(
            Problem::warning(
                "few_events_per_coefficient",
                format!("{} events for {df} coefficients are few.", fit.events),
            )
            .expected(format!("{EVENTS_PER_COEFFICIENT} or more events for each"))
            .hint("Fewer covariates, or Firth's penalised fit."),
        );
    }
    if fit.monotone {
        notes.push(
            Problem::warning(
                "monotone_likelihood",
                "A covariate separates those with the event: its hazard ratio has no finite \
                 estimate.",
            )
            .hint("Firth's penalised fit is given beside it."),
        );
    } else if !fit.convergence.converged {
        notes.push(Problem::warning(
            "not_converged",
            format!("The fit stopped after {} steps, not converged.", fit.convergence.steps),
        ));
    }
    notes
}

fn method(request: &CoxRequest, fit: &CoxFit) -> Method {
    let (ties, r) = match request.ties {
        Ties::Breslow => ("Breslow's", "breslow"),
        Ties::Efron => ("Efron's", "efron"),
        Ties::Exact => ("exact (discrete logistic)", "exact"),
    };
    let mut details = vec![
        format!("Cox regression with {ties} treatment of tied events."),
        format!("{} events among {} patients.", fit.events, fit.n),
        "Wald limits and p-values; coefficients are log hazard ratios.".to_owned(),
    ];
    if !request.strata.is_empty() {
        details.push(format!("Stratified by {}.", request.strata.join(", ")));
    }
    if request.weights.is_some() {
        details.push("Case weights; standard errors from the inverse information.".to_owned());
    }
    let mut references = vec![
        "Cox 1972, J R Stat Soc B 34:187".to_owned(),
        "Efron 1977, J Am Stat Assoc 72:557".to_owned(),
    ];
    if fit.monotone || request.firth == FirthChoice::Always {
        references.push("Heinze & Schemper 2001, Biometrics 57:114".to_owned());
    }
    if !request.proportionality.is_empty() {
        references.push("Grambsch & Therneau 1994, Biometrika 81:515".to_owned());
    }
    Method {
        name: "Cox regression".to_owned(),
        details,
        references,
        r_call: Some(format!("survival::coxph(Surv(time, event) ~ …, ties = \"{r}\")")),
    }
}
