//! `#[derive(FromPlain)]`: how a type is read from plain data, in little code.
//!
//! It follows the serde attributes that stand on our types anyway, for they are
//! written by serde and described to TypeScript by the same: `rename_all`,
//! `tag`, `default` and `default = "path"`. Unknown fields are always refused.
//! What is generated calls functions that are compiled once for all types,
//! where serde's own derive compiles a visitor for each: a seventh of the page.

mod attribute;
mod enumeration;
mod fields;

use attribute::Attributes;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, parse_macro_input};

#[proc_macro_derive(FromPlain, attributes(serde))]
pub fn from_plain(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implementation(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn implementation(input: &DeriveInput) -> syn::Result<TokenStream> {
    let on_type = Attributes::of(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => {
                let fields = fields::named(&quote!(Self), named, on_type.default.as_ref())?;
                quote! { let rest = value; Ok(#fields) }
            }
            Fields::Unnamed(one) if one.unnamed.len() == 1 => {
                quote! { crate::plain::FromPlain::from_plain(value).map(Self) }
            }
            _ => return Err(Error::new_spanned(input, "only structs with named fields are read")),
        },
        Data::Enum(data) => enumeration::body(data, &on_type)?,
        Data::Union(_) => return Err(Error::new_spanned(input, "a union cannot be read")),
    };
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    Ok(quote! {
        impl #generics crate::plain::FromPlain for #name #arguments #bounds {
            fn from_plain(
                value: crate::plain::Value,
            ) -> Result<Self, crate::plain::ReadError> {
                #body
            }
        }
    })
}
