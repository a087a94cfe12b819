//! How numbers, p-values and intervals read to a person. Rounding happens here
//! and nowhere else in the core.

use crate::value::{Estimate, TimeUnit};

const MINUS: char = '−';

/// Three significant digits, trailing zeros kept: 26.0, 0.610, 1.50; whole
/// numbers from 1000 up; minus is −.
pub fn significant(x: f64) -> String {
    if x == 0.0 {
        return "0".into();
    }
    if !x.is_finite() {
        return "not estimable".into();
    }
    let digits_before = x.abs().log10().floor() as i32 + 1;
    let decimals = (3 - digits_before).clamp(0, 12) as usize;
    // 9.996 rounds to 10.00, which has a digit too many.
    let rounded = format!("{:.decimals$}", x.abs());
    let significant = rounded.trim_start_matches(['0', '.']).chars().filter(char::is_ascii_digit);
    let decimals = if significant.count() > 3 { decimals.saturating_sub(1) } else { decimals };
    signed(x, decimals)
}

/// A fixed number of decimals; minus is −.
pub fn fixed(x: f64, decimals: usize) -> String {
    if x.is_finite() { signed(x, decimals) } else { "not estimable".into() }
}

/// A ratio as journals print it: two decimals below 10, else three digits; `< 0.01`
/// and `> 1000` beyond what anybody would read off. 0.61, 26.0, 271.
pub fn ratio(x: f64) -> String {
    match x {
        x if x < 0.005 => "< 0.01".into(),
        x if x < 9.995 => fixed(x, 2),
        x if x <= 1000.0 => significant(x),
        _ if x.is_finite() => "> 1000".into(),
        _ => significant(x),
    }
}

fn signed(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", x.abs());
    let is_zero = text.chars().all(|c| c == '0' || c == '.');
    if x < 0.0 && !is_zero { format!("{MINUS}{text}") } else { text }
}

/// The shortest decimal that reads back as the same number; minus is −.
pub fn exact(x: f64) -> String {
    format!("{x}").replace('-', "−")
}

/// A duration with the decimals its unit deserves; three digits where those
/// would leave nothing.
pub fn duration(x: f64, unit: TimeUnit) -> String {
    let (decimals, least) = match unit {
        TimeUnit::Days => (0, 1.0),
        TimeUnit::Weeks | TimeUnit::Months => (1, 0.1),
        TimeUnit::Years => (2, 0.01),
    };
    if x > 0.0 && x < least { significant(x) } else { fixed(x, decimals) }
}

/// A p-value with its relation: `= 0.028`, `= 0.0004`, `< 0.0001`, `> 0.99`.
///
/// Two significant digits from 0.001 up (at least two decimals), one below; a
/// third where two would print the very limit 0.05.
pub fn p_value(p: f64) -> String {
    if !p.is_finite() {
        return "not estimable".into();
    }
    if p < 0.0001 {
        return "< 0.0001".into();
    }
    if p > 0.99 {
        return "> 0.99".into();
    }
    let decimals = match p {
        p if p >= 0.0995 => 2,
        p if p >= 0.00995 => 3,
        _ => 4,
    };
    let text = format!("{p:.decimals$}");
    if text.trim_end_matches('0') == "0.05" && p != 0.05 {
        return format!("= {p:.4}");
    }
    format!("= {text}")
}

/// An estimate in three significant digits, or the words for its absence.
pub fn estimate(estimate: &Estimate) -> String {
    match estimate {
        Estimate::Value(value) => significant(*value),
        Estimate::NotReached => "not reached".into(),
        Estimate::NotEstimable { .. } => "not estimable".into(),
    }
}

/// `12.1–31.2`, `12.1–not reached`, and `−0.17 to 0.58` or `< 0.01 to 4.49` where a
/// dash would be taken for a sign.
pub fn range(low: &str, high: &str) -> String {
    let signed = |end: &str| end.starts_with([MINUS, '<', '>']);
    let joiner = if signed(low) || signed(high) { " to " } else { "–" };
    format!("{low}{joiner}{high}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_significant_digits() {
        for (x, text) in [
            (26.0, "26.0"),
            (0.61, "0.610"),
            (9.996, "10.0"),
            (99.96, "100"),
            (1234.4, "1234"),
            (-0.1734, "−0.173"),
            (0.0, "0"),
            (0.00012345, "0.000123"),
        ] {
            assert_eq!(significant(x), text);
        }
    }

    #[test]
    fn ratios_with_their_limits_in_one_precision() {
        for (x, text) in [
            (0.0015, "< 0.01"),
            (0.0051, "0.01"),
            (0.614, "0.61"),
            (4.4871, "4.49"),
            (9.996, "10.0"),
            (26.04, "26.0"),
            (271.3, "271"),
            (1000.0, "1000"),
            (31_000.0, "> 1000"),
        ] {
            assert_eq!(ratio(x), text);
        }
        assert_eq!(range(&ratio(0.0015), &ratio(4.4871)), "< 0.01 to 4.49");
    }

    #[test]
    fn p_values_as_journals_print_them() {
        for (p, text) in [
            (0.0280761788249513, "= 0.028"),
            (0.2411, "= 0.24"),
            (0.0004, "= 0.0004"),
            (0.00002, "< 0.0001"),
            (0.0, "< 0.0001"),
            (0.0496, "= 0.0496"),
            (0.0503, "= 0.0503"),
            (0.05, "= 0.050"),
            (0.9999, "> 0.99"),
            (1.0, "> 0.99"),
            (f64::NAN, "not estimable"),
        ] {
            assert_eq!(p_value(p), text);
        }
    }

    #[test]
    fn a_dash_is_never_taken_for_a_sign() {
        assert_eq!(range("12.1", "31.2"), "12.1–31.2");
        assert_eq!(range("−0.17", "0.58"), "−0.17 to 0.58");
        assert_eq!(signed(-0.001, 2), "0.00");
    }
}
