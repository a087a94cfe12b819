//! A cell of per cent necrosis as people write it: `<5%`, `5–25 %`, `≥ 95`,
//! `approx. 80`, `5 to 25`.

use std::fmt;

/// What a cell says about a percentage. Whether a printed range owns its ends is
/// the scale's to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PercentText {
    /// `80`; `approximate` when written `~80`.
    Point { value: f64, approximate: bool },
    /// `<5` (`closed` false) or `≤5` (`closed` true).
    Below { limit: f64, closed: bool },
    /// `5-25`.
    Range { low: f64, high: f64 },
    /// `>95` (`closed` false) or `≥95` (`closed` true).
    Above { limit: f64, closed: bool },
}

impl fmt::Display for PercentText {
    /// One spelling for each meaning: `<5%`, `≤5%`, `5–25%`, `>95%`, `≥95%`, `80%`, `~80%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point { value, approximate: false } => write!(f, "{value}%"),
            Self::Point { value, approximate: true } => write!(f, "~{value}%"),
            Self::Below { limit, closed: false } => write!(f, "<{limit}%"),
            Self::Below { limit, closed: true } => write!(f, "≤{limit}%"),
            Self::Range { low, high } => write!(f, "{low}–{high}%"),
            Self::Above { limit, closed: false } => write!(f, ">{limit}%"),
            Self::Above { limit, closed: true } => write!(f, "≥{limit}%"),
        }
    }
}

/// Why a cell is not a percentage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NotPercent {
    /// Not of any known form.
    Form,
    /// A number below 0 or above 100.
    Outside(f64),
    /// `25-5`: the first end is the larger.
    Reversed,
}

impl fmt::Display for NotPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("this is not a percentage or a range of percentages"),
            Self::Outside(value) => write!(f, "{value} is not between 0 and 100"),
            Self::Reversed => f.write_str("the range runs backwards"),
        }
    }
}

/// What NotPercent expects, for a problem's `expected`.
pub const EXPECTED: &str = "a percentage such as 80, <5, 5-25 or ≥95";

const APPROXIMATE: &[&str] = &[
    "~",
    "≈",
    "approximately",
    "approx.",
    "approx",
    "circa",
    "ca.",
    "ca",
    "about",
    "around",
    "etwa",
    "environ",
    "cerca de",
    "aprox.",
];
const AT_MOST: &[&str] =
    &["<=", "=<", "≤", "at most", "up to", "bis zu", "höchstens", "max.", "max"];
const AT_LEAST: &[&str] = &[">=", "=>", "≥", "at least", "mindestens", "min.", "min"];
const BELOW: &[&str] = &[
    "<",
    "less than",
    "fewer than",
    "below",
    "under",
    "weniger als",
    "unter",
    "moins de",
    "menos de",
    "meno di",
];
const ABOVE: &[&str] = &[
    ">",
    "more than",
    "greater than",
    "above",
    "over",
    "mehr als",
    "über",
    "plus de",
    "más de",
    "mas de",
    "più di",
    "mais de",
];
const BETWEEN: &[&str] = &["-", "to", "bis", "until", "à", "a"];
const UNIT: &[&str] = &["%", "percent", "per cent", "prozent", "pct"];

/// Reads one trimmed cell. Decimal points and commas are both accepted: no
/// percentage has thousands.
pub fn parse(text: &str) -> Result<PercentText, NotPercent> {
    let folded = fold(text);
    let mut rest = folded.as_str();
    let mut kind = None;
    let mut approximate = false;
    for (words, closed, above) in [
        (AT_MOST, true, false),
        (AT_LEAST, true, true),
        (BELOW, false, false),
        (ABOVE, false, true),
    ] {
        if let Some(after) = strip(rest, words) {
            kind = Some((above, closed));
            rest = after;
            break;
        }
    }
    if kind.is_none()
        && let Some(after) = strip(rest, APPROXIMATE)
    {
        approximate = true;
        rest = after;
    }
    let (first, after) = number(rest)?;
    rest = strip(after, UNIT).unwrap_or(after);
    if rest.is_empty() {
        let limit = within(first)?;
        return Ok(match kind {
            None => PercentText::Point { value: limit, approximate },
            Some((false, closed)) => PercentText::Below { limit, closed },
            Some((true, closed)) => PercentText::Above { limit, closed },
        });
    }
    // `>5-25` and `50-<75` are ranges too: their ends are the scale's to settle.
    if kind.is_some_and(|(above, _)| !above) {
        return Err(NotPercent::Form);
    }
    let after = strip(rest, BETWEEN).ok_or(NotPercent::Form)?;
    let after = strip(after, AT_MOST).or_else(|| strip(after, BELOW)).unwrap_or(after);
    let (second, after) = number(after)?;
    if !strip(after, UNIT).unwrap_or(after).is_empty() {
        return Err(NotPercent::Form);
    }
    let (low, high) = (within(first)?, within(second)?);
    if low > high {
        return Err(NotPercent::Reversed);
    }
    Ok(PercentText::Range { low, high })
}

/// Lower case, one kind of dash, single spaces.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '–' | '—' | '‐' | '‑' | '−' | '‒' => folded.push('-'),
            '＜' => folded.push('<'),
            '＞' => folded.push('>'),
            '⩽' => folded.push('≤'),
            '⩾' => folded.push('≥'),
            '％' => folded.push('%'),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// What follows one of the words, spaces skipped.
fn strip<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let text = text.trim_start();
    let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
    Some(rest.trim_start())
}

fn number(text: &str) -> Result<(f64, &str), NotPercent> {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let value = digits.replace(',', ".").parse().map_err(|_| NotPercent::Form)?;
    Ok((value, rest.trim_start()))
}

fn within(value: f64) -> Result<f64, NotPercent> {
    if (0.0..=100.0).contains(&value) { Ok(value) } else { Err(NotPercent::Outside(value)) }
}
