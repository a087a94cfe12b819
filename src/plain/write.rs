//! From one of our types to JSON text.

use serde::ser::{self, Serialize, Serializer};
use std::fmt::{self, Write as _};

/// JSON text. Maps with keys that are not texts are a programmer's slip, and
/// none of our types has one; everything else can be written.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer { text: String::new() };
    match value.serialize(&mut writer) {
        Ok(()) => writer.text,
        Err(never) => match never {},
    }
}

struct Writer {
    text: String,
}

/// Writing cannot fail.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(what: T) -> Self {
        unreachable!("our types write themselves without errors: {what}")
    }
}

impl Writer {
    #[inline(never)]
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[inline(never)]
    fn number(&mut self, x: f64) {
        if !x.is_finite() {
            self.text.push_str("null");
        } else if x.fract() == 0.0 && x.abs() < 1e15 {
            self.whole(x as i64);
        } else {
            // The shortest text that reads back as the same number.
            let _ = write!(self.text, "{x:?}");
        }
    }

    #[inline(never)]
    fn whole(&mut self, x: i64) {
        let _ = write!(self.text, "{x}");
    }

    #[inline(never)]
    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                c if c < ' ' => {
                    let _ = write!(self.text, "\\u{:04x}", c as u32);
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// A comma unless this is the first entry, then the key.
    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.comma();
        self.quoted(key);
        self.text.push(':');
    }

    #[inline(never)]
    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    #[inline(never)]
    fn open_variant(&mut self, variant: &str, open: &str) {
        self.text.push('{');
        self.quoted(variant);
        self.text.push(':');
        self.text.push_str(open);
    }
}

/// A list or a map under way, and how it closes.
struct Open<'a> {
    writer: &'a mut Writer,
    close: &'static str,
}

impl Open<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.writer.comma();
        value.serialize(&mut *self.writer)
    }

    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Never> {
        self.writer.key(key);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Never> {
        self.writer.put(self.close);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty, $as:ident $target:ty;)*) => {
        $(fn $method(self, v: $type) -> Result<(), Never> {
            self.$as(v as $target);
            Ok(())
        })*
    };
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    numbers! {
        serialize_i8 i8, whole i64;
        serialize_i16 i16, whole i64;
        serialize_i32 i32, whole i64;
        serialize_i64 i64, whole i64;
        serialize_u8 u8, whole i64;
        serialize_u16 u16, whole i64;
        serialize_u32 u32, whole i64;
        serialize_u64 u64, number f64;
        serialize_f32 f32, number f64;
        serialize_f64 f64, number f64;
    }

    fn serialize_bool(self, v: bool) -> Result<(), Never> {
        self.put(if v { "true" } else { "false" });
        Ok(())
    }

    fn serialize_char(self, v: char) -> Result<(), Never> {
        self.quoted(v.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, v: &str) -> Result<(), Never> {
        self.quoted(v);
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), Never> {
        self.collect_seq(v)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.put("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.open_variant(variant, "");
        value.serialize(&mut *self)?;
        self.put("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        self.put("[");
        Ok(Open { writer: self, close: "]" })
    }

    fn serialize_tuple(self, len: usize) -> Result<Open<'a>, Never> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Open<'a>, Never> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        self.open_variant(variant, "[");
        Ok(Open { writer: self, close: "]}" })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        self.put("{");
        Ok(Open { writer: self, close: "}" })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Open<'a>, Never> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Never> {
        self.open_variant(variant, "{");
        Ok(Open { writer: self, close: "}}" })
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident;)*) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Never;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.element(value)
            }
            fn end(self) -> Result<(), Never> {
                Open::end(self)
            }
        })*
    };
}

elements! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! entries {
    ($($trait:ident)*) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Never;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Never> {
                self.entry(key, value)
            }
            fn end(self) -> Result<(), Never> {
                Open::end(self)
            }
        })*
    };
}

entries! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.writer.comma();
        key.serialize(&mut *self.writer)?;
        self.writer.put(":");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Never> {
        Open::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use serde::Serialize;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Shape {
        Unit,
        New(f64),
        Pair(u8, i32),
        Struct { a: bool },
    }

    #[derive(Serialize)]
    #[serde(tag = "kind")]
    enum Tagged {
        One { text: String },
    }

    /// serde_json is the other program: what it reads back is what we meant.
    #[test]
    fn serde_json_reads_what_we_write() {
        let everything = (
            (0.1, -1.5e-7, 1e300, 0.1 + 0.2, f64::NAN, 1_234_567_890_123_u64),
            ("quote \" slash \\ line\nbell \u{7} ≥ {", 'c', (), Some(3), None::<u8>),
            [Shape::Unit, Shape::New(2.5), Shape::Pair(1, -7), Shape::Struct { a: true }],
            BTreeMap::from([("b", vec![1]), ("a{", vec![])]),
            Tagged::One { text: "[".into() },
        );
        let ours: serde_json::Value = serde_json::from_str(&write(&everything)).unwrap();
        assert_eq!(ours, serde_json::to_value(&everything).unwrap());
    }
}
