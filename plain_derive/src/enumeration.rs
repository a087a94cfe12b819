//! Enums: by name alone, by a map of one entry, or by a field that names the variant.

use super::attribute::{Attributes, variant_name};
use super::fields;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, Error, Fields};

pub fn body(data: &DataEnum, on_type: &Attributes) -> syn::Result<TokenStream> {
    let mut names = Vec::new();
    let mut arms = Vec::new();
    for (at, variant) in data.variants.iter().enumerate() {
        let own = Attributes::of(&variant.attrs)?;
        let ident = &variant.ident;
        names
            .push(own.rename.unwrap_or_else(|| {
                variant_name(&ident.to_string(), on_type.rename_all.as_deref())
            }));
        arms.push(match &variant.fields {
            Fields::Unit => quote!(#at => rest.nothing_more().map(|()| Self::#ident)),
            Fields::Unnamed(one) if one.unnamed.len() == 1 => {
                quote!(#at => crate::plain::FromPlain::from_plain(rest).map(Self::#ident))
            }
            Fields::Unnamed(_) => {
                return Err(Error::new_spanned(
                    variant,
                    "a variant holds one value, or named ones",
                ));
            }
            Fields::Named(named) => {
                let made = fields::named(&quote!(Self::#ident), named, None)?;
                quote!(#at => Ok(#made))
            }
        });
    }
    if data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit))
        && on_type.tag.is_none()
    {
        let idents = data.variants.iter().map(|variant| &variant.ident);
        let at = 0..names.len();
        return Ok(quote! {
            Ok(match value.name(&[#(#names),*])? {
                #(#at => Self::#idents,)*
                _ => unreachable!("a name that is known"),
            })
        });
    }
    let split = match &on_type.tag {
        Some(tag) => quote!(value.tagged(#tag, &[#(#names),*])?),
        None => quote!(value.variant(&[#(#names),*])?),
    };
    Ok(quote! {
        let (at, rest) = #split;
        match at {
            #(#arms,)*
            _ => unreachable!("a name that is known"),
        }
    })
}
