//! What each ink looks like on light and on dark paper.

use super::display_list::{Colour, Ink, Item};
use super::options::{FigureOptions, Preset};
use crate::compact::Gather;
use std::collections::BTreeSet;

/// Red, green, blue, each from 0 to 1 as in `#rrggbb`.
type Rgb = [f64; 3];

const LIGHT_PAPER: u32 = 0xff_ff_ff;
const DARK_PAPER: u32 = 0x16_18_1c;

/// Okabe and Ito's colours without yellow, blue and vermilion first (never red
/// against green). On dark paper the dark ones are lightened, black is white.
const SERIES: [(u32, u32); 7] = [
    (0x0072b2, 0x56a8e0),
    (0xd55e00, 0xf08a3c),
    (0x009e73, 0x35c49a),
    (0xcc79a7, 0xe09cc3),
    (0x56b4e9, 0x9bd3f5),
    (0xe69f00, 0xf0b93c),
    (0x000000, 0xf2f2f2),
];

/// From little to much, in even steps of lightness: two ends and a middle.
const RAMP_LIGHT: [u32; 3] = [0xc9821f, 0xb0406a, 0x2c2662];
const RAMP_DARK: [u32; 3] = [0x806ed6, 0xe06c8c, 0xfcd082];

/// The inks of these items, and paper, as they look under these options.
pub(super) fn colours(items: &[Item], options: &FigureOptions) -> Vec<Colour> {
    let mut inks: BTreeSet<Ink> = items.iter().map(Item::ink).collect();
    inks.insert(Ink::Paper);
    inks.into_iter()
        .map(|ink| {
            let (light, dark) = look(ink, options);
            let shown = |colour: Rgb| hex(if options.greyscale { grey(colour) } else { colour });
            Colour { ink, light: shown(light), dark: shown(dark) }
        })
        .gather()
}

/// On light paper, on dark paper.
fn look(ink: Ink, options: &FigureOptions) -> (Rgb, Rgb) {
    let both = |light: u32, dark: u32| (rgb(light), rgb(dark));
    let chosen = |k: u8| options.group_colours.get(usize::from(k))?.as_deref().and_then(parse);
    match ink {
        Ink::Text => both(0x1a1a1a, 0xededed),
        Ink::Muted => both(0x5c5c5c, 0xa8a8a8),
        Ink::Hairline => both(0xd9d9d9, 0x3d4046),
        Ink::Paper => both(LIGHT_PAPER, DARK_PAPER),
        Ink::Series(k) | Ink::Ramp { k, .. } if chosen(k).is_some() => {
            let colour = chosen(k).unwrap_or_default();
            (colour, colour)
        }
        Ink::Series(_) if options.preset == Preset::Classic => both(0x000000, 0xf2f2f2),
        Ink::Series(k) => {
            let (light, dark) = SERIES[usize::from(k) % SERIES.len()];
            both(light, dark)
        }
        Ink::Ramp { k, of } => {
            let share = if of > 1 { f64::from(k) / f64::from(of - 1) } else { 0.0 };
            (between(RAMP_LIGHT, share), between(RAMP_DARK, share))
        }
        Ink::SeriesText(k) => readable(look(Ink::Series(k), options)),
        Ink::RampText { k, of } => readable(look(Ink::Ramp { k, of }, options)),
    }
}

fn rgb(hex: u32) -> Rgb {
    [16, 8, 0].map(|shift| f64::from((hex >> shift) & 0xff) / 255.0)
}

fn hex(colour: Rgb) -> String {
    let [r, g, b] = colour.map(|c| (c * 255.0).round() as u8);
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn parse(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok().map(rgb)
}

fn between(stops: [u32; 3], share: f64) -> Rgb {
    let at = share.clamp(0.0, 1.0) * 2.0;
    let (a, b) = if at < 1.0 { (stops[0], stops[1]) } else { (stops[1], stops[2]) };
    mix(rgb(a), rgb(b), if at < 1.0 { at } else { at - 1.0 })
}

fn mix(a: Rgb, b: Rgb, share: f64) -> Rgb {
    [0, 1, 2].map(|k| a[k] + (b[k] - a[k]) * share)
}

/// Relative luminance (WCAG 2; ITU-R BT.709 weights on linear light).
fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] =
        colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The grey of the same luminance.
fn grey(colour: Rgb) -> Rgb {
    let y = luminance(colour);
    let c = if y <= 0.003_130_8 { 12.92 * y } else { 1.055 * y.powf(1.0 / 2.4) - 0.055 };
    [c; 3]
}

/// Moved towards black (or white on dark paper) until letters reach a contrast
/// of 4.5 to 1, the least that WCAG 2 asks of text.
fn readable((light, dark): (Rgb, Rgb)) -> (Rgb, Rgb) {
    let towards = |colour: Rgb, end: Rgb, paper: Rgb| {
        let enough = |c: Rgb| {
            let (a, b) = (luminance(c), luminance(paper));
            (a.max(b) + 0.05) / (a.min(b) + 0.05) >= 4.5
        };
        let steps = (0..=20).map(|k| mix(colour, end, f64::from(k) / 20.0));
        steps.into_iter().find(|c| enough(*c)).unwrap_or(end)
    };
    (towards(light, [0.0; 3], rgb(LIGHT_PAPER)), towards(dark, [1.0; 3], rgb(DARK_PAPER)))
}
