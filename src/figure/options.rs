//! What may be chosen about a figure. All of it has a default: `{}` draws.

use crate::plain::FromPlain;
use crate::value::TimeUnit;
use serde::Serialize;

/// Choices common to all figures; each figure ignores what it has no use for.
/// Light or dark is not among them: inks are looked up when painting.
#[derive(Clone, Debug, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(default)]
pub struct FigureOptions {
    /// In CSS pixels.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub width: f64,
    /// Of the whole figure; by default as high as its content needs.
    #[cfg_attr(feature = "types", ts(optional))]
    pub height: Option<f64>,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub preset: Preset,
    /// Which figure, where an answer has several.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub view: View,
    #[cfg_attr(feature = "types", ts(optional))]
    pub title: Option<String>,
    #[cfg_attr(feature = "types", ts(optional))]
    pub x_title: Option<String>,
    #[cfg_attr(feature = "types", ts(optional))]
    pub y_title: Option<String>,
    /// Places of the ticks on the x axis, in the unit shown.
    #[cfg_attr(feature = "types", ts(optional))]
    pub ticks: Option<Vec<f64>>,
    /// Where the time axis ends; curves are cut there.
    #[cfg_attr(feature = "types", ts(optional))]
    pub x_end: Option<f64>,
    /// Where the y axis begins, in per cent. Anything but 0 is marked as a break.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub y_from: f64,
    /// Show times in this unit whatever unit the column is in (a month is
    /// 30.4375 days, a year 365.25).
    #[cfg_attr(feature = "types", ts(optional))]
    pub time_unit: Option<TimeUnit>,
    /// Draw one minus survival, rising from 0.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub rising: bool,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub risk_table: RiskTable,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_limits: bool,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_censored: bool,
    /// The test and its p on the figure.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_p: bool,
    /// Medians with limits, printed before p.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_medians: bool,
    /// Dotted lines from 50 % to each curve and down to the axis.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_median_lines: bool,
    /// For two groups and a log-rank test its hazard ratio, printed before p.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub show_effect: bool,
    /// Another effect to print in its place.
    #[cfg_attr(feature = "types", ts(optional))]
    pub effect: Option<String>,
    /// Where the printed numbers go, as shares of the plot from its top left;
    /// by default where nothing is drawn.
    #[cfg_attr(feature = "types", ts(optional))]
    pub note_at: Option<[f64; 2]>,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub labels: Labels,
    /// Where the names of curves go, in the order of the groups: the left end of
    /// the baseline as shares of the plot from its top left.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub label_at: Vec<Option<[f64; 2]>>,
    /// One of many small figures side by side: smaller letters, finer lines.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub small: bool,
    /// Names to show in place of the groups' own, in their order.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub group_labels: Vec<Option<String>>,
    /// Colours in place of the groups' own, as `#rrggbb`, in their order.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub group_colours: Vec<Option<String>>,
    /// The groups are steps of one scale: a ramp instead of unrelated hues.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub ordered: bool,
    /// Every ink in grey, as a copier would show it.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub greyscale: bool,
    /// A curve is thin and dotted from where fewer than this share of its
    /// group, or fewer than `tail_count` patients, are at risk.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub tail_share: f64,
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub tail_count: u32,
}

impl Default for FigureOptions {
    fn default() -> Self {
        Self {
            width: 700.0,
            height: None,
            preset: Preset::Journal,
            view: View::Auto,
            title: None,
            x_title: None,
            y_title: None,
            ticks: None,
            x_end: None,
            y_from: 0.0,
            time_unit: None,
            rising: false,
            risk_table: RiskTable::AtRisk,
            show_limits: true,
            show_censored: true,
            show_p: true,
            show_medians: true,
            show_median_lines: true,
            show_effect: true,
            effect: None,
            note_at: None,
            labels: Labels::Direct,
            label_at: Vec::new(),
            small: false,
            group_labels: Vec::new(),
            group_colours: Vec::new(),
            ordered: false,
            greyscale: false,
            tail_share: 0.1,
            tail_count: 5,
        }
    }
}

impl FigureOptions {
    /// With a width that can hold a figure.
    pub(super) fn with_sane_width(&self) -> Self {
        let least = if self.small { 180.0 } else { 240.0 };
        let width = if self.width.is_finite() { self.width.clamp(least, 4000.0) } else { 700.0 };
        Self { width: width.round(), ..self.clone() }
    }

    /// What a group is called: the name given to it here, or its own.
    pub(super) fn group_label(&self, group: usize, own: &str) -> String {
        self.group_labels.get(group).cloned().flatten().unwrap_or_else(|| own.to_owned())
    }

    /// No wider than a figure of this kind deserves.
    pub(super) fn at_most(&self, width: f64) -> Self {
        Self { width: self.width.min(width), ..self.clone() }
    }
}

/// Figures of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The one most asked for.
    #[default]
    Auto,
    /// Any answer: who was counted and who was left out, as a flow.
    Counted,
    /// Survival: the cumulative hazards asked for.
    CumulativeHazard,
    /// Survival: log(−log S) against log time.
    LogLog,
    /// Cox: scaled Schoenfeld residuals, when they were asked for.
    Residuals,
    /// Cox: the typical curves predicted, when they were asked for.
    Predicted,
    /// Incidence: both kinds of event one on the other, what is left being free of either.
    Stacked,
    /// Grades: every patient's change as a bar.
    Waterfall,
    /// Grades: patients from one grading to the next.
    Flows,
    /// Grades: how often each grade before meets each grade after.
    Transition,
    /// Grades: before and after on an axis of per cents.
    Slope,
    /// Correlation: every coefficient with its limits.
    Coefficients,
    /// Correlation: all pairings by their coefficient, where they were asked for.
    Permutation,
    /// Simulations: what all repetitions come to.
    Repetitions,
}

/// A whole look at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    #[default]
    Journal,
    /// Curves, axis, numbers; no bands, no median lines.
    Minimal,
    /// Black, told apart by dashes alone.
    Classic,
    /// Larger letters, thicker lines.
    Slides,
}

/// What stands under the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RiskTable {
    None,
    /// At risk just before each time: events at the time are still counted.
    #[default]
    AtRisk,
    /// The same, with the number censored before the time in brackets.
    AtRiskCensored,
    /// Still followed after each time, censored and events up to it; the three
    /// add up to the size of the group.
    Kmunicate,
}

/// How curves are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Labels {
    /// At the curves, where there is room; else above the plot.
    #[default]
    Direct,
    /// Above the plot.
    Legend,
    /// In the table only.
    None,
}
