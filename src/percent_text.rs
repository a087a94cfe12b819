//! Per cents as people write them: `<5%`, `≥ 95`, `5–25 %`, `5 to 25`, `12,5`.

/// Whether the writer said that the end belongs to the stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// `≤50`, `≥50`, the 0 and 100 of `<5` and `>95`, and both ends of a plain number.
    Included,
    /// `<50`, `>50`.
    Excluded,
    /// `5–25` does not say.
    Unsaid,
}

/// A plain number (`low` equals `high`) or a stretch of 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PercentText {
    pub low: f64,
    pub high: f64,
    pub low_end: End,
    pub high_end: End,
}

impl PercentText {
    /// The number, if the text is one number and not a stretch.
    pub fn number(&self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// Why a text is not a per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPercent {
    /// There is no number in it, or more than can be understood.
    NotNumeric,
    /// A number below 0 or above 100.
    OutOfRange,
    /// The lower end is above the upper one, as in `50–25`.
    Reversed,
}

/// Reads one text. Signs and words for "below", "from", "to" are understood,
/// as are decimal commas, non-breaking spaces, every kind of dash and a
/// trailing `%`, `per cent`, `percent` or `pct`. Nothing else may stand beside
/// the numbers: `about 50` is not read.
///
/// ```
/// use gradus::percent_text::{End, read};
/// let band = read("≥ 1 – < 10 %").unwrap();
/// assert_eq!((band.low, band.low_end, band.high, band.high_end), (1.0, End::Included, 10.0, End::Excluded));
/// assert_eq!(read("37,5%").unwrap().number(), Some(37.5));
/// ```
pub fn read(text: &str) -> Result<PercentText, NotPercent> {
    let parts = parts(text).ok_or(NotPercent::NotNumeric)?;
    use Part::*;
    use Sign::*;
    let (low, low_end, high, high_end) = match parts.as_slice() {
        [Number(x)] => (*x, End::Included, *x, End::Included),
        [Compare(Below), Number(x)] => (0.0, End::Included, *x, End::Excluded),
        [Compare(AtMost), Number(x)] => (0.0, End::Included, *x, End::Included),
        [Compare(Above), Number(x)] => (*x, End::Excluded, 100.0, End::Included),
        [Compare(AtLeast), Number(x)] | [Number(x), Plus] => {
            (*x, End::Included, 100.0, End::Included)
        }
        [Number(a), Dash, Number(b)] => (*a, End::Unsaid, *b, End::Unsaid),
        [Number(a), Dash, Compare(high @ (Below | AtMost)), Number(b)] => {
            (*a, End::Included, *b, high.end())
        }
        [Compare(low @ (Above | AtLeast)), Number(a), Dash, Number(b)] => {
            (*a, low.end(), *b, End::Unsaid)
        }
        [
            Compare(low @ (Above | AtLeast)),
            Number(a),
            Dash,
            Compare(high @ (Below | AtMost)),
            Number(b),
        ]
        | [
            Compare(low @ (Above | AtLeast)),
            Number(a),
            Compare(high @ (Below | AtMost)),
            Number(b),
        ] => (*a, low.end(), *b, high.end()),
        _ => return Err(NotPercent::NotNumeric),
    };
    if !(0.0..=100.0).contains(&low) || !(0.0..=100.0).contains(&high) {
        return Err(NotPercent::OutOfRange);
    }
    if low > high {
        return Err(NotPercent::Reversed);
    }
    Ok(PercentText { low, high, low_end, high_end })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Number(f64),
    Compare(Sign),
    Dash,
    Plus,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Sign {
    fn end(self) -> End {
        match self {
            Self::Below | Self::Above => End::Excluded,
            Self::AtMost | Self::AtLeast => End::Included,
        }
    }
}

/// Longer spellings first, so that `<=` is not read as `<`.
const WORDS: &[(&str, Option<Part>)] = &[
    ("less than or equal to", Some(Part::Compare(Sign::AtMost))),
    ("more than or equal to", Some(Part::Compare(Sign::AtLeast))),
    ("greater than or equal to", Some(Part::Compare(Sign::AtLeast))),
    ("greater than", Some(Part::Compare(Sign::Above))),
    ("less than", Some(Part::Compare(Sign::Below))),
    ("more than", Some(Part::Compare(Sign::Above))),
    ("at least", Some(Part::Compare(Sign::AtLeast))),
    ("at most", Some(Part::Compare(Sign::AtMost))),
    ("up to", Some(Part::Compare(Sign::AtMost))),
    ("below", Some(Part::Compare(Sign::Below))),
    ("under", Some(Part::Compare(Sign::Below))),
    ("above", Some(Part::Compare(Sign::Above))),
    ("over", Some(Part::Compare(Sign::Above))),
    ("between", None),
    ("from", None),
    ("per cent", None),
    ("percent", None),
    ("pct", None),
    ("and", Some(Part::Dash)),
    ("bis", Some(Part::Dash)),
    ("to", Some(Part::Dash)),
    ("<=", Some(Part::Compare(Sign::AtMost))),
    ("=<", Some(Part::Compare(Sign::AtMost))),
    (">=", Some(Part::Compare(Sign::AtLeast))),
    ("=>", Some(Part::Compare(Sign::AtLeast))),
    ("≤", Some(Part::Compare(Sign::AtMost))),
    ("⩽", Some(Part::Compare(Sign::AtMost))),
    ("≥", Some(Part::Compare(Sign::AtLeast))),
    ("⩾", Some(Part::Compare(Sign::AtLeast))),
    ("<", Some(Part::Compare(Sign::Below))),
    ("\u{ff1c}", Some(Part::Compare(Sign::Below))),
    (">", Some(Part::Compare(Sign::Above))),
    ("\u{ff1e}", Some(Part::Compare(Sign::Above))),
    ("+", Some(Part::Plus)),
    ("%", None),
    ("\u{ff05}", None),
];

/// Hyphen-minus and its relatives, all read as "to" between two numbers.
const DASHES: [char; 9] = ['-', '‐', '‑', '‒', '–', '—', '−', '~', '…'];

fn parts(text: &str) -> Option<Vec<Part>> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if first.is_ascii_digit() {
            let (number, after) = number(rest)?;
            parts.push(Part::Number(number));
            rest = after;
        } else if DASHES.contains(&first) {
            // A leading dash would be a minus sign: no per cent is negative.
            if parts.is_empty() {
                return None;
            }
            parts.push(Part::Dash);
            rest = &rest[first.len_utf8()..];
        } else {
            let (word, part) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
            parts.extend(*part);
            rest = &rest[word.len()..];
        }
        if parts.len() > 5 {
            return None;
        }
    }
    Some(parts)
}

/// Digits with one decimal point or comma.
fn number(text: &str) -> Option<(f64, &str)> {
    let mut end = 0;
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '.' | ',') && text[at + 1..].starts_with(|d: char| d.is_ascii_digit()) {
            marks += 1;
        } else if !c.is_ascii_digit() {
            break;
        }
        end = at + 1;
    }
    if marks > 1 {
        return None;
    }
    let number = text[..end].replace(',', ".").parse().ok()?;
    Some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_people_use_mean_the_same() {
        for text in [
            "5-25",
            "5–25%",
            "5 to 25 %",
            "5% - 25%",
            "between 5 and 25",
            "5 — 25 %",
            "5\u{a0}–\u{a0}25",
        ] {
            let band = read(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!((band.low, band.high), (5.0, 25.0), "{text}");
            assert_eq!((band.low_end, band.high_end), (End::Unsaid, End::Unsaid), "{text}");
        }
        for text in ["<5", "< 5 %", "<5%", "less than 5", "under 5 %", "\u{ff1c}5"] {
            let band = read(text).unwrap();
            assert_eq!((band.low, band.high, band.high_end), (0.0, 5.0, End::Excluded), "{text}");
        }
        for text in ["≥95", ">= 95%", "95+", "at least 95 per cent", "⩾95"] {
            let band = read(text).unwrap();
            assert_eq!((band.low, band.low_end, band.high), (95.0, End::Included, 100.0), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_per_cent_is_said_to_be_none() {
        for text in ["", "about 50", "50%%5", "x", "1.2.3", "-5", "necrosis", "5-25-50", "<", "5-"]
        {
            assert_eq!(read(text), Err(NotPercent::NotNumeric), "{text}");
        }
        assert_eq!(read("101"), Err(NotPercent::OutOfRange));
        assert_eq!(read("50-25"), Err(NotPercent::Reversed));
        assert_eq!(read("<150"), Err(NotPercent::OutOfRange));
    }

    #[test]
    fn decimals_by_point_or_comma() {
        assert_eq!(read("12,5 %").unwrap().number(), Some(12.5));
        assert_eq!(read("12.5").unwrap().number(), Some(12.5));
        assert_eq!(read("0").unwrap().number(), Some(0.0));
    }
}
