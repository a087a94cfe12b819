//! From a plain value to one of our types; an error says where in the value.

use super::value::Value;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// What did not fit, and where: `by.at: invalid type: string "x", expected f64`.
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

impl<'de> Deserializer<'de> for Value {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(v) => visitor.visit_bool(v),
            Self::Number(v) if v.fract() == 0.0 && (0.0..=EXACT).contains(&v) => {
                visitor.visit_u64(v as u64)
            }
            Self::Number(v) if v.fract() == 0.0 && (-EXACT..0.0).contains(&v) => {
                visitor.visit_i64(v as i64)
            }
            Self::Number(v) => visitor.visit_f64(v),
            Self::Text(v) => visitor.visit_str(&v),
            Self::List(list) => visitor.visit_seq(List { rest: list.into_iter(), at: 0 }),
            Self::Map(entries) => visitor.visit_map(Map {
                rest: entries.into_iter(),
                key: String::new(),
                value: None,
            }),
        }
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
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
        self.deserialize_any(v)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        v: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_any(v)
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
            (
                r#"{"x": [{"at": 1}, {"at": "two"}]}"#,
                "x.2.at: invalid type: string \"two\", expected f64",
            ),
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
