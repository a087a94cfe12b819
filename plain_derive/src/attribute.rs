//! The serde attributes that say how a type is read.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprPath, LitStr};

/// What stands on a type or a field. Attributes that concern writing only are
/// passed over.
#[derive(Default)]
pub struct Attributes {
    /// The field that names an enum's variant.
    pub tag: Option<String>,
    pub rename_all: Option<String>,
    pub rename: Option<String>,
    /// An expression for what is left out.
    pub default: Option<TokenStream>,
}

impl Attributes {
    pub fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let text = |meta: &syn::meta::ParseNestedMeta| -> syn::Result<String> {
                    Ok(meta.value()?.parse::<LitStr>()?.value())
                };
                if meta.path.is_ident("tag") {
                    found.tag = Some(text(&meta)?);
                } else if meta.path.is_ident("rename_all") {
                    found.rename_all = Some(text(&meta)?);
                } else if meta.path.is_ident("rename") {
                    found.rename = Some(text(&meta)?);
                } else if meta.path.is_ident("default") {
                    found.default = Some(if meta.input.peek(syn::Token![=]) {
                        let path: ExprPath = meta.value()?.parse::<LitStr>()?.parse()?;
                        quote!(#path())
                    } else {
                        quote!(Default::default())
                    });
                } else if meta.path.is_ident("untagged") {
                    return Err(meta.error("an untagged enum is read by hand"));
                } else if meta.input.peek(syn::Token![=]) {
                    let _: Expr = meta.value()?.parse()?;
                }
                Ok(())
            })?;
        }
        Ok(found)
    }
}

/// The name a variant has in plain data.
pub fn variant_name(ident: &str, rename_all: Option<&str>) -> String {
    let between = match rename_all {
        Some("snake_case") => '_',
        Some("kebab-case") => '-',
        _ => return ident.to_owned(),
    };
    let mut name = String::new();
    for letter in ident.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push(between);
        }
        name.extend(letter.to_lowercase());
    }
    name
}
