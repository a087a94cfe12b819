//! Sizes and weights of a look; the presets differ here and in their palette.

use super::display_list::Ink;
use super::options::{FigureOptions, Preset};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Style {
    /// Tick labels, axis titles, table.
    pub text: f64,
    /// Numbers printed in the plot.
    pub small: f64,
    pub title: f64,
    pub axis: f64,
    pub curve: f64,
    pub tick: f64,
    /// Half the height of a censoring mark.
    pub censored: f64,
    pub band_opacity: f64,
    pub show_bands: bool,
    pub show_median_lines: bool,
    /// Around the figure.
    pub margin: f64,
}

impl Style {
    pub fn of(options: &FigureOptions) -> Self {
        let plain = Self {
            text: 12.0,
            small: 11.5,
            title: 15.0,
            axis: 1.0,
            curve: 1.75,
            tick: 5.0,
            censored: 4.0,
            band_opacity: 0.14,
            show_bands: options.show_limits,
            show_median_lines: options.show_median_lines,
            margin: 8.0,
        };
        let plain = if options.small {
            Self {
                text: 10.5,
                small: 10.0,
                title: 11.0,
                curve: 1.4,
                tick: 3.5,
                censored: 3.0,
                margin: 4.0,
                ..plain
            }
        } else {
            plain
        };
        match options.preset {
            Preset::Journal => plain,
            Preset::Minimal => Self { show_bands: false, show_median_lines: false, ..plain },
            Preset::Classic => Self { curve: 1.5, band_opacity: 0.1, ..plain },
            Preset::Slides => Self {
                text: 17.0,
                small: 16.0,
                title: 22.0,
                axis: 1.5,
                curve: 3.0,
                tick: 7.0,
                censored: 6.5,
                margin: 12.0,
                ..plain
            },
        }
    }

    /// From one baseline to the next.
    pub fn line(&self, size: f64) -> f64 {
        (size * 1.35).ceil()
    }
}

/// Patterns by group: the second channel beside colour.
const DASHES: [&[f64]; 6] = [
    &[],
    &[7.0, 3.0],
    &[3.0, 2.5],
    &[10.0, 3.0, 2.5, 3.0],
    &[14.0, 4.0],
    &[6.0, 2.5, 2.0, 2.5, 2.0, 2.5],
];

pub(super) fn dash(group: usize) -> &'static [f64] {
    DASHES[group % DASHES.len()]
}

/// The ink of a group: a hue of its own, or a step of the ramp.
pub(super) fn group_ink(group: usize, groups: usize, options: &FigureOptions) -> Ink {
    let small = |x: usize| u8::try_from(x).unwrap_or(u8::MAX);
    if options.ordered && groups > 1 && options.preset != Preset::Classic {
        Ink::Ramp { k: small(group), of: small(groups) }
    } else {
        Ink::Series(small(group))
    }
}
