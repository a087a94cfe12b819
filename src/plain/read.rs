//! From a plain value to one of our types; an error says where in the value.

use super::value::Value;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// What did not fit, and where: `by.at: expected a number, found "x"`.
#[derive(Debug)]
pub struct ReadError(Box<(String, String)>);

impl ReadError {
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

impl Error for ReadError {
    #[inline(never)]
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(Box::new((String::new(), what.to_string())))
    }
}

pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, ReadError> {
    T::deserialize(value)
}

impl<'de> IntoDeserializer<'de, ReadError> for Value {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

/// Whole numbers of this size and below are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[inline(never)]
fn mismatch(expected: &str, found: &Value) -> ReadError {
    ReadError::custom(format_args!("expected {expected}, found {found}"))
}

#[inline(never)]
fn whole(value: &Value, low: f64) -> Result<f64, ReadError> {
    match value {
        Value::Number(v) if v.fract() == 0.0 && (low..=EXACT).contains(v) => Ok(*v),
        other => Err(mismatch("a whole number", other)),
    }
}

/// Each kind of value has its own few lines, so that what no type asks for is
/// not compiled for it.
macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty, $low:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            visitor.$visit(whole(&self, $low)? as $type)
        })*
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(v) => visitor.visit_bool(v),
            Self::Number(v) => visitor.visit_f64(v),
            Self::Text(v) => visitor.visit_str(&v),
            Self::List(_) => self.deserialize_seq(visitor),
            Self::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Bool(v) => visitor.visit_bool(v),
            other => Err(mismatch("true or false", &other)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Number(v) => visitor.visit_f64(v),
            other => Err(mismatch("a number", &other)),
        }
    }

    whole_numbers! {
        deserialize_u8 visit_u64 u64, 0.0;
        deserialize_u16 visit_u64 u64, 0.0;
        deserialize_u32 visit_u64 u64, 0.0;
        deserialize_u64 visit_u64 u64, 0.0;
        deserialize_i8 visit_i64 i64, -EXACT;
        deserialize_i16 visit_i64 i64, -EXACT;
        deserialize_i32 visit_i64 i64, -EXACT;
        deserialize_i64 visit_i64 i64, -EXACT;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Text(v) => visitor.visit_string(v),
            other => Err(mismatch("a text", &other)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::List(list) => visitor.visit_seq(List { rest: list.into_iter(), at: 0 }),
            other => Err(mismatch("a list", &other)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Map(entries) => visitor.visit_map(Map {
                rest: entries.into_iter(),
                key: String::new(),
                value: None,
            }),
            other => Err(mismatch("a map", &other)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self == Self::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self {
            Self::Text(variant) => visitor.visit_enum(Variant { variant, content: Self::Null }),
            Self::Map(mut entries) if entries.len() == 1 => {
                let (variant, content) = entries.remove(0);
                visitor.visit_enum(Variant { variant, content })
            }
            _ => Err(ReadError::custom("expected a text, or a map with one entry")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

struct List {
    rest: std::vec::IntoIter<Value>,
    at: usize,
}

impl<'de> SeqAccess<'de> for List {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        self.at += 1;
        seed.deserialize(value).map(Some).map_err(|e| e.within(&self.at.to_string()))
    }
}

struct Map {
    rest: std::vec::IntoIter<(String, Value)>,
    key: String,
    value: Option<Value>,
}

impl<'de> MapAccess<'de> for Map {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        self.key.clone_from(&key);
        let key: StringDeserializer<ReadError> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        let value = self.value.take().unwrap_or(Value::Null);
        seed.deserialize(value).map_err(|e| e.within(&self.key))
    }
}

struct Variant {
    variant: String,
    content: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = ReadError;
    type Variant = Value;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Value), ReadError> {
        let variant: StringDeserializer<ReadError> = self.variant.into_deserializer();
        Ok((seed.deserialize(variant)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        if self == Self::Null { Ok(()) } else { Err(ReadError::custom("expected only a text")) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, v: V) -> Result<V::Value, ReadError> {
        self.deserialize_seq(v)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        v: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_map(v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        at: f64,
        #[serde(default)]
        count: u32,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    enum Shape {
        Unit,
        New(f64),
        Struct { a: bool },
    }

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn whole_numbers_are_numbers_and_what_is_left_out_has_its_default() {
        let inner: Inner = read(value(r#"{"at": 3}"#)).unwrap();
        assert_eq!(inner, Inner { at: 3.0, count: 0 });
        let maybe: Vec<Option<i32>> = read(value("[-3, null]")).unwrap();
        assert_eq!(maybe, [Some(-3), None]);
    }

    #[test]
    fn enums_by_name() {
        let shapes: Vec<Shape> =
            read(value(r#"["Unit", {"New": 2}, {"Struct": {"a": true}}]"#)).unwrap();
        assert_eq!(shapes, [Shape::Unit, Shape::New(2.0), Shape::Struct { a: true }]);
    }

    #[test]
    fn an_error_says_where() {
        for (json, what) in [
            (r#"{"x": [{"at": 1}, {"at": "two"}]}"#, "x.2.at: expected a number, found \"two\""),
            (
                r#"{"x": [{"at": 1, "tau": 2}]}"#,
                "x.1: unknown field `tau`, expected `at` or `count`",
            ),
        ] {
            let read = read::<std::collections::HashMap<String, Vec<Inner>>>(value(json));
            assert_eq!(read.unwrap_err().to_string(), what);
        }
    }
}
