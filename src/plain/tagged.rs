//! Enums whose variant is named by a field, as in `{ "kind": "survival", … }`.

/// Implements `Deserialize` for an enum that serializes with
/// `#[serde(tag = "…", rename_all = "snake_case")]` and whose variants each
/// hold one type:
///
/// ```text
/// tagged! { Request by "kind" { "survival" => Survival(SurvivalRequest) } }
/// ```
///
/// Write it instead of deriving `Deserialize`; unknown names are refused with
/// the list of those known.
#[macro_export]
macro_rules! tagged {
    ($type:ident by $tag:literal { $($name:literal => $variant:ident($inner:ty)),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                let mut value = $crate::plain::Value::deserialize(deserializer)?;
                let Some($crate::plain::Value::Text(name)) = value.take($tag) else {
                    return Err(D::Error::missing_field($tag));
                };
                match name.as_str() {
                    $($name => $crate::plain::read::<$inner>(value)
                        .map(Self::$variant)
                        .map_err(D::Error::custom),)+
                    _ => Err(D::Error::unknown_variant(&name, &[$($name),+])),
                }
            }
        }
    };
}
