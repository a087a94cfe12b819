//! From a plain value to one of our types; an error says where in the value.

use super::value::Value;
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A type that can be read from plain data. Derive it: `FromPlain` beside
/// serde's `Serialize`.
pub trait FromPlain: Sized {
    fn from_plain(value: Value) -> Result<Self, ReadError>;

    /// What a field is when it is left out; nothing if it must be there.
    fn left_out() -> Option<Self> {
        None
    }
}

/// From any format that serde can read: for callers in Rust.
pub fn read<'de, T: FromPlain>(from: impl Deserializer<'de>) -> Result<T, ReadError> {
    let value = Value::deserialize(from).map_err(|e| ReadError::new(e.to_string()))?;
    T::from_plain(value)
}

/// What did not fit, and where: `by.at: expected a number, found "x"`.
#[derive(Debug)]
pub struct ReadError(Box<(String, String)>);

impl ReadError {
    #[inline(never)]
    pub fn new(what: String) -> Self {
        Self(Box::new((String::new(), what)))
    }

    #[inline(never)]
    fn mismatch(expected: &str, found: &Value) -> Self {
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// A name that is none of those known.
    #[inline(never)]
    fn unknown(what: &str, name: &str, known: &[&str]) -> Self {
        let quoted = |name: &&str| format!("`{name}`");
        let known = match known {
            [] => "nothing".to_owned(),
            [one] => quoted(one),
            [one, other] => format!("{} or {}", quoted(one), quoted(other)),
            [first, rest @ ..] => {
                let mut list = format!("one of {}", quoted(first));
                for name in rest {
                    list.push_str(", ");
                    list.push_str(&quoted(name));
                }
                list
            }
        };
        Self::new(format!("unknown {what} `{name}`, expected {known}"))
    }

    #[inline(never)]
    fn missing(name: &str) -> Self {
        Self::new(format!("missing field `{name}`"))
    }

    /// The same error, one step further out.
    #[inline(never)]
    fn within(mut self, step: &str) -> Self {
        let path = &mut self.0.0;
        *path = if path.is_empty() { step.to_owned() } else { format!("{step}.{path}") };
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, what) = &*self.0;
        if path.is_empty() { f.write_str(what) } else { write!(f, "{path}: {what}") }
    }
}

impl std::error::Error for ReadError {}

/// The entries of a map, to be taken one by one.
pub struct Fields(Vec<(String, Value)>);

impl Fields {
    /// A map in which every entry is one of `known`.
    #[inline(never)]
    pub fn of(value: Value, known: &[&str]) -> Result<Self, ReadError> {
        let Value::Map(entries) = value else {
            return Err(ReadError::mismatch("a map", &value));
        };
        match entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(ReadError::unknown("field", name, known)),
            None => Ok(Self(entries)),
        }
    }

    #[inline(never)]
    pub fn optional<T: FromPlain>(&mut self, name: &str) -> Result<Option<T>, ReadError> {
        match take(&mut self.0, name) {
            Some(value) => T::from_plain(value).map(Some).map_err(|e| e.within(name)),
            None => Ok(None),
        }
    }

    #[inline(never)]
    pub fn required<T: FromPlain>(&mut self, name: &str) -> Result<T, ReadError> {
        match self.optional(name)?.or_else(T::left_out) {
            Some(value) => Ok(value),
            None => Err(ReadError::missing(name)),
        }
    }
}

/// Takes an entry out of a map.
#[inline(never)]
fn take(entries: &mut Vec<(String, Value)>, name: &str) -> Option<Value> {
    let place = entries.iter().position(|(known, _)| known == name)?;
    Some(entries.swap_remove(place).1)
}

/// How an enum finds its variant.
impl Value {
    /// The place of a text among the names known.
    #[inline(never)]
    pub fn name(&self, known: &[&str]) -> Result<usize, ReadError> {
        let Self::Text(name) = self else {
            return Err(ReadError::mismatch("a text", self));
        };
        (known.iter().position(|known| known == name))
            .ok_or_else(|| ReadError::unknown("variant", name, known))
    }

    /// Of a map whose field `tag` names the variant: which, and the rest.
    #[inline(never)]
    pub fn tagged(self, tag: &str, known: &[&str]) -> Result<(usize, Self), ReadError> {
        let Self::Map(mut entries) = self else {
            return Err(ReadError::mismatch("a map", &self));
        };
        let Some(name) = take(&mut entries, tag) else { return Err(ReadError::missing(tag)) };
        Ok((name.name(known)?, Self::Map(entries)))
    }

    /// Of a text alone, or a map of one entry: which variant, and what it holds.
    #[inline(never)]
    pub fn variant(self, known: &[&str]) -> Result<(usize, Self), ReadError> {
        match self {
            Self::Map(mut entries) if entries.len() == 1 => {
                let (name, content) = entries.remove(0);
                Ok((Self::Text(name).name(known)?, content))
            }
            name => Ok((name.name(known)?, Self::Null)),
        }
    }

    /// That a variant without content has none.
    #[inline(never)]
    pub fn nothing_more(self) -> Result<(), ReadError> {
        match self {
            Self::Null => Ok(()),
            rest => Fields::of(rest, &[]).map(|_| ()),
        }
    }
}

/// Whole numbers of this size and below are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[inline(never)]
fn whole(value: &Value, low: f64, high: f64) -> Result<f64, ReadError> {
    match value {
        Value::Number(v) if v.fract() == 0.0 && (low..=high).contains(v) => Ok(*v),
        other => Err(ReadError::mismatch("a whole number", other)),
    }
}

macro_rules! whole_numbers {
    ($($type:ty)*) => {
        $(impl FromPlain for $type {
            fn from_plain(value: Value) -> Result<Self, ReadError> {
                let (low, high) = ((<$type>::MIN as f64).max(-EXACT), (<$type>::MAX as f64).min(EXACT));
                whole(&value, low, high).map(|v| v as $type)
            }
        })*
    };
}

whole_numbers! { u8 u32 u64 usize i32 }

impl FromPlain for f64 {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::Number(v) => Ok(v),
            other => Err(ReadError::mismatch("a number", &other)),
        }
    }
}

impl FromPlain for bool {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::Bool(v) => Ok(v),
            other => Err(ReadError::mismatch("true or false", &other)),
        }
    }
}

impl FromPlain for String {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::Text(v) => Ok(v),
            other => Err(ReadError::mismatch("a text", &other)),
        }
    }
}

impl<T: FromPlain> FromPlain for Option<T> {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        if value == Value::Null { Ok(None) } else { T::from_plain(value).map(Some) }
    }

    fn left_out() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromPlain> FromPlain for Box<T> {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        T::from_plain(value).map(Self::new)
    }
}

impl<T: FromPlain> FromPlain for Vec<T> {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        let Value::List(list) = value else {
            return Err(ReadError::mismatch("a list", &value));
        };
        let mut read = Self::with_capacity(list.len());
        for value in list {
            let next = read.len() + 1;
            read.push(T::from_plain(value).map_err(|e| e.within(&next.to_string()))?);
        }
        Ok(read)
    }
}

impl<T: FromPlain> FromPlain for [T; 2] {
    fn from_plain(value: Value) -> Result<Self, ReadError> {
        let two: Vec<T> = FromPlain::from_plain(value)?;
        two.try_into().map_err(|two: Vec<T>| {
            ReadError::new(format!("expected two values, found {}", two.len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use crate::plain::FromPlain;

    #[derive(Debug, FromPlain, PartialEq)]
    struct Inner {
        at: f64,
        #[serde(default)]
        count: u32,
        maybe: Option<i32>,
    }

    #[derive(Debug, Default, FromPlain, PartialEq)]
    #[serde(default)]
    struct Whole {
        list: Vec<Inner>,
        name: String,
    }

    #[derive(Debug, FromPlain, PartialEq)]
    enum Shape {
        Unit,
        New(f64),
        Struct { a: bool },
    }

    #[derive(Debug, FromPlain, PartialEq)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Tagged {
        NothingMore,
        One(Inner),
        Named { a: bool },
    }

    fn read<T: FromPlain>(json: &str) -> Result<T, String> {
        let json: Value = serde_json::from_str(json).unwrap();
        T::from_plain(json).map_err(|e| e.to_string())
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        assert_eq!(read(r#"{"at": 3}"#), Ok(Inner { at: 3.0, count: 0, maybe: None }));
        assert_eq!(read("[-3, null]"), Ok(vec![Some(-3), None]));
        assert_eq!(read(r#"{"name": "x"}"#), Ok(Whole { list: vec![], name: "x".into() }));
    }

    #[test]
    fn enums_by_name_and_by_tag() {
        assert_eq!(
            read(r#"["Unit", {"New": 2}, {"Struct": {"a": true}}]"#),
            Ok(vec![Shape::Unit, Shape::New(2.0), Shape::Struct { a: true }])
        );
        assert_eq!(
            read(r#"[{"kind": "nothing_more"}, {"kind": "one", "at": 1, "maybe": 2}]"#),
            Ok(vec![Tagged::NothingMore, Tagged::One(Inner { at: 1.0, count: 0, maybe: Some(2) })])
        );
        assert_eq!(read(r#"{"a": true, "kind": "named"}"#), Ok(Tagged::Named { a: true }));
    }

    #[test]
    fn an_error_says_where() {
        for (json, what) in [
            (
                r#"{"list": [{"at": 1}, {"at": "two"}]}"#,
                r#"list.2.at: expected a number, found "two""#,
            ),
            (
                r#"{"list": [{"at": 1, "tau": 2}]}"#,
                "list.1: unknown field `tau`, expected one of `at`, `count`, `maybe`",
            ),
            (r#"{"list": [{"count": 1}]}"#, "list.1: missing field `at`"),
            (
                r#"{"list": [{"at": 1, "count": -1}]}"#,
                "list.1.count: expected a whole number, found -1",
            ),
            (r#"{"title": 1}"#, "unknown field `title`, expected `list` or `name`"),
        ] {
            assert_eq!(read::<Whole>(json), Err(what.to_owned()));
        }
        for (json, what) in [
            (r#"{"a": 1}"#, "missing field `kind`"),
            (r#"{"kind": "nothing_more", "a": 1}"#, "unknown field `a`, expected nothing"),
            (
                r#"{"kind": "other"}"#,
                "unknown variant `other`, expected one of `nothing_more`, `one`, `named`",
            ),
        ] {
            assert_eq!(read::<Tagged>(json), Err(what.to_owned()));
        }
    }
}
