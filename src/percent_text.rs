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

/// A number or a stretch of numbers as written: an end may be open to infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub low: Option<f64>,
    pub high: Option<f64>,
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
/// trailing `%`, `per cent`, `percent` or `pct`. A word for "about" may stand
/// before it and changes nothing ([`after_about`]); nothing else may stand
/// beside the numbers.
///
/// ```
/// use gradus::percent_text::{End, read};
/// let band = read("≥ 1 – < 10 %").unwrap();
/// assert_eq!((band.low, band.low_end, band.high, band.high_end), (1.0, End::Included, 10.0, End::Excluded));
/// assert_eq!(read("37,5%").unwrap().number(), Some(37.5));
/// assert_eq!(read("approx. 80 %").unwrap().number(), Some(80.0));
/// ```
pub fn read(text: &str) -> Result<PercentText, NotPercent> {
    let found = stretch(text, &any_mark).ok_or(NotPercent::NotNumeric)?;
    let (low, high) = (found.low.unwrap_or(0.0), found.high.unwrap_or(100.0));
    if !(0.0..=100.0).contains(&low) || !(0.0..=100.0).contains(&high) {
        return Err(NotPercent::OutOfRange);
    }
    if low > high {
        return Err(NotPercent::Reversed);
    }
    let end = |value: Option<f64>, end| if value.is_none() { End::Included } else { end };
    let (low_end, high_end) = (end(found.low, found.low_end), end(found.high, found.high_end));
    Ok(PercentText { low, high, low_end, high_end })
}

/// The same for numbers that are no per cents; `number` reads a run of digits
/// and marks.
pub fn stretch(text: &str, number: &dyn Fn(&str) -> Option<f64>) -> Option<Stretch> {
    let parts = parts(after_about(text).unwrap_or(text), number)?;
    use Part::*;
    use Sign::*;
    let (low, low_end, high, high_end) = match parts.as_slice() {
        [Number(x)] => (Some(*x), End::Included, Some(*x), End::Included),
        [Compare(high @ (Below | AtMost)), Number(x)] => {
            (None, End::Excluded, Some(*x), high.end())
        }
        [Compare(low @ (Above | AtLeast)), Number(x)] => (Some(*x), low.end(), None, End::Excluded),
        [Number(x), Plus] => (Some(*x), End::Included, None, End::Excluded),
        [Number(a), Dash, Number(b)] => (Some(*a), End::Unsaid, Some(*b), End::Unsaid),
        [Number(a), Dash, Compare(high @ (Below | AtMost)), Number(b)] => {
            (Some(*a), End::Included, Some(*b), high.end())
        }
        [Compare(low @ (Above | AtLeast)), Number(a), Dash, Number(b)] => {
            (Some(*a), low.end(), Some(*b), End::Unsaid)
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
        ] => (Some(*a), low.end(), Some(*b), high.end()),
        _ => return None,
    };
    Some(Stretch { low, high, low_end, high_end })
}

/// Words and signs for "about" in six languages, longer spellings first.
const ABOUT: &str = "~=|~|≈|∼|≅|approximately|approx.|approx|appr.|about|around|roughly|\
    circa|cca.|cca|ca.|ca|c.|ungefähr|ungefaehr|ungef.|etwa|rund|zirka|\
    environ|env.|env|vers|à peu près|aproximadamente|aprox.|aprox|alrededor de|\
    cerca de|por volta de|unos|unas";

/// What follows a word for "about", if a digit follows: `~80`, `ca. 80 %`,
/// `environ 12,5`. Such a number is read as it stands, and counted as
/// approximate.
pub fn after_about(text: &str) -> Option<&str> {
    if text.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    let after = |word: &str| {
        let head = text.get(..word.len())?;
        let rest = text[word.len()..].trim_start();
        let is_number = rest.as_bytes().first().is_some_and(u8::is_ascii_digit);
        (is_number && head.eq_ignore_ascii_case(word)).then_some(rest)
    };
    ABOUT.split('|').find_map(after)
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

fn parts(text: &str, number: &dyn Fn(&str) -> Option<f64>) -> Option<Vec<Part>> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if first.is_ascii_digit() {
            let end = end_of_number(rest);
            parts.push(Part::Number(number(&rest[..end])?));
            rest = &rest[end..];
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

/// Where a run of digits, with marks between them, ends.
fn end_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (matches!(bytes.get(end), Some(b'.' | b',' | b'\'')) && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Digits with one decimal mark, point or comma.
fn any_mark(digits: &str) -> Option<f64> {
    digits.replace(',', ".").parse().ok()
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
        for text in [
            "",
            "about",
            "about fifty",
            "cat 50",
            "~",
            "50%%5",
            "x",
            "1.2.3",
            "-5",
            "necrosis",
            "5-25-50",
            "<",
            "5-",
        ] {
            assert_eq!(read(text), Err(NotPercent::NotNumeric), "{text}");
        }
        assert_eq!(read("101"), Err(NotPercent::OutOfRange));
        assert_eq!(read("50-25"), Err(NotPercent::Reversed));
        assert_eq!(read("<150"), Err(NotPercent::OutOfRange));
    }

    #[test]
    fn a_word_for_about_changes_nothing() {
        for text in [
            "~80",
            "~ 80 %",
            "≈80",
            "approx. 80",
            "Approx 80%",
            "approximately 80 %",
            "ca. 80",
            "Ca 80",
            "circa 80",
            "about 80 %",
            "around 80",
            "ungefähr 80 %",
            "etwa 80",
            "environ 80 %",
            "env. 80",
            "aprox. 80",
            "alrededor de 80",
            "cerca de 80",
        ] {
            assert_eq!(read(text).map(|percent| percent.number()), Ok(Some(80.0)), "{text}");
        }
        let band = read("ca. 75-95 %").unwrap();
        assert_eq!((band.low, band.high), (75.0, 95.0));
    }

    #[test]
    fn stretches_of_other_numbers_may_be_open() {
        let of = |text| stretch(text, &any_mark).map(|found| (found.low, found.high));
        assert_eq!(of(">120"), Some((Some(120.0), None)));
        assert_eq!(of("≤ 0,5"), Some((None, Some(0.5))));
        assert_eq!(of("100-150"), Some((Some(100.0), Some(150.0))));
        assert_eq!(of("abc"), None);
    }

    #[test]
    fn decimals_by_point_or_comma() {
        assert_eq!(read("12,5 %").unwrap().number(), Some(12.5));
        assert_eq!(read("12.5").unwrap().number(), Some(12.5));
        assert_eq!(read("0").unwrap().number(), Some(0.0));
    }
}
