//! Numbers that carry their meaning: a per cent is not a probability, an
//! interval knows whether its ends belong to it, and a quantity that may not
//! exist says why.

use serde::{Serialize, Serializer};
use std::fmt;

/// A value was outside the range its type promises.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfRange {
    pub what: &'static str,
    pub found: f64,
    pub low: f64,
    pub high: f64,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, found, low, high } = self;
        if found < low {
            write!(f, "{what} {found} is below {low}")
        } else if found > high {
            write!(f, "{what} {found} is above {high}")
        } else {
            write!(f, "{what} is not a number between {low} and {high}")
        }
    }
}

impl std::error::Error for OutOfRange {}

/// 0 to 100, ends included, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Percent(f64);

impl Percent {
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        within("per cent", value, 0.0, 100.0).map(Self)
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

/// 0 to 1, ends included, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Probability(f64);

impl Probability {
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        within("probability", value, 0.0, 1.0).map(Self)
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

/// The level of an interval: strictly between 0 and 1, usually 0.95.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Confidence(f64);

impl Confidence {
    pub const P95: Self = Self(0.95);

    pub fn new(level: f64) -> Result<Self, OutOfRange> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(OutOfRange { what: "confidence level", found: level, low: 0.0, high: 1.0 })
        }
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::P95
    }
}

fn within(what: &'static str, value: f64, low: f64, high: f64) -> Result<f64, OutOfRange> {
    if (low..=high).contains(&value) {
        Ok(value)
    } else {
        Err(OutOfRange { what, found: value, low, high })
    }
}

/// A stretch of the number line whose ends belong to it or do not.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    pub low_closed: bool,
    pub high_closed: bool,
}

impl Interval {
    pub const fn closed(low: f64, high: f64) -> Self {
        Self { low, high, low_closed: true, high_closed: true }
    }

    pub const fn point(value: f64) -> Self {
        Self::closed(value, value)
    }

    pub fn contains(&self, x: f64) -> bool {
        (x > self.low || (self.low_closed && x == self.low))
            && (x < self.high || (self.high_closed && x == self.high))
    }

    /// Whether some number lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        let (low, low_closed) = if self.low > other.low {
            (self.low, self.low_closed)
        } else if other.low > self.low {
            (other.low, other.low_closed)
        } else {
            (self.low, self.low_closed && other.low_closed)
        };
        let (high, high_closed) = if self.high < other.high {
            (self.high, self.high_closed)
        } else if other.high < self.high {
            (other.high, other.high_closed)
        } else {
            (self.high, self.high_closed && other.high_closed)
        };
        low < high || (low == high && low_closed && high_closed)
    }

    /// `100 − x` for every x: necrosis read as viable tumour, or the reverse.
    pub fn complement(&self) -> Self {
        Self {
            low: 100.0 - self.high,
            high: 100.0 - self.low,
            low_closed: self.high_closed,
            high_closed: self.low_closed,
        }
    }

    pub fn midpoint(&self) -> f64 {
        (self.low + self.high) / 2.0
    }
}

/// Which of two neighbouring grades a shared end belongs to, where the source
/// of a scale does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, crate::plain::FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Boundary {
    /// A value on the line between two grades belongs to the upper one: 25 is 25–50.
    #[default]
    LowerInclusive,
    /// It belongs to the lower one: 25 is 5–25.
    UpperInclusive,
    /// It may be either; the interval keeps both ends.
    BothClosed,
}

/// The unit a column of durations is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, crate::plain::FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    Days,
    Weeks,
    #[default]
    Months,
    Years,
}

impl TimeUnit {
    /// A year is 365.25 days, a month a twelfth of it.
    pub fn days(self) -> f64 {
        match self {
            Self::Days => 1.0,
            Self::Weeks => 7.0,
            Self::Months => 30.4375,
            Self::Years => 365.25,
        }
    }
}

/// How a grade becomes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, crate::plain::FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The grade's position, 1 for the lowest necrosis.
    Steps,
    /// The middle of its band, in per cent necrosis.
    Midpoints,
}

/// To which side of a cut the cut itself belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, crate::plain::FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[default]
    AtLeast,
    Above,
}

/// A quantity that may not exist. In JSON: a number, `"not_reached"`, or
/// `{"not_estimable": "why"}`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS),
    ts(type = "number | \"not_reached\" | { not_estimable: string }")
)]
pub enum Estimate {
    Value(f64),
    /// The curve never falls this far; the quantity exists beyond follow-up.
    NotReached,
    NotEstimable {
        why: String,
    },
}

impl Estimate {
    pub fn not_estimable(why: impl Into<String>) -> Self {
        Self::NotEstimable { why: why.into() }
    }

    /// A finite number, else not estimable for the reason given.
    pub fn finite(value: f64, why: &str) -> Self {
        if value.is_finite() { Self::Value(value) } else { Self::not_estimable(why) }
    }

    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(*value),
            _ => None,
        }
    }

    /// What becomes of the value; where there is none, the reason stays.
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        self.value().map_or_else(|| self.clone(), |value| Self::Value(change(value)))
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Why<'a> {
            not_estimable: &'a str,
        }
        match self {
            Self::Value(value) => serializer.serialize_f64(*value),
            Self::NotReached => serializer.serialize_str("not_reached"),
            Self::NotEstimable { why } => Why { not_estimable: why }.serialize(serializer),
        }
    }
}

/// A long run of numbers, of which some may not exist. In memory a missing one
/// is NaN; none leaves the core: in JSON it is `null`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "Array<number | null>"))]
pub struct Series(pub Vec<f64>);

impl std::ops::Deref for Series {
    type Target = [f64];
    fn deref(&self) -> &[f64] {
        &self.0
    }
}

impl From<Vec<f64>> for Series {
    fn from(values: Vec<f64>) -> Self {
        Self(values)
    }
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|x| x.is_finite().then_some(*x)))
    }
}
