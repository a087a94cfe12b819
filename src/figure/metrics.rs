//! How wide a text is, from an embedded table, so that the worker, Node, the
//! canvas, SVG and PDF agree without measuring anything.

use super::metrics_table as table;

/// Families of one set of widths, in the order in which they are asked for.
pub const FONT_FAMILY: &str = "Arial, Helvetica, \"Liberation Sans\", Arimo, sans-serif";

/// Height of a capital above the baseline, as a share of the font size.
pub const CAP_HEIGHT: f64 = 0.716;
/// Reach of letters above the baseline (accented capitals aside).
pub const ASCENT: f64 = 0.74;
/// Reach of letters below the baseline.
pub const DESCENT: f64 = 0.212;

/// Width in pixels at a font size in pixels, without kerning.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: f64 = text.chars().map(|c| f64::from(advance(c, bold))).sum();
    thousandths * size / 1000.0
}

/// Thousandths of the font size. What the table does not hold is taken for as
/// wide as a digit, or for a full square in scripts written in squares.
pub fn advance(c: char, bold: bool) -> u16 {
    let code = c as u32;
    let runs: [(u32, &[u16], &[u16]); 4] = [
        (0x20, &table::ASCII_REGULAR, &table::ASCII_BOLD),
        (0xA0, &table::LATIN_REGULAR, &table::LATIN_BOLD),
        (0x391, &table::GREEK_REGULAR, &table::GREEK_BOLD),
        (0x410, &table::CYRILLIC_REGULAR, &table::CYRILLIC_BOLD),
    ];
    for (first, regular, heavy) in runs {
        let widths = if bold { heavy } else { regular };
        if let Some(width) = code.checked_sub(first).and_then(|k| widths.get(k as usize)) {
            return *width;
        }
    }
    if let Some((_, regular, heavy)) = table::OTHERS.iter().find(|(other, ..)| *other == c) {
        return if bold { *heavy } else { *regular };
    }
    match code {
        0..0x20 | 0x300..=0x36F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x11FF | 0x2E80..=0xFF60 | 0x1F000..=0x3FFFF => 1000,
        _ => 600,
    }
}
