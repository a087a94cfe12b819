//! Named fields, of a struct or of a variant.

use super::attribute::Attributes;
use proc_macro2::TokenStream;
use quote::quote;
use syn::FieldsNamed;

/// An expression that makes `what` from the map `rest`, or returns the error.
/// With `whole`, fields that are left out are taken from that value.
pub fn named(
    what: &TokenStream,
    fields: &FieldsNamed,
    whole: Option<&TokenStream>,
) -> syn::Result<TokenStream> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for field in &fields.named {
        let ident = field.ident.as_ref().expect("a named field has a name");
        let attributes = Attributes::of(&field.attrs)?;
        let name = attributes.rename.unwrap_or_else(|| ident.to_string());
        values.push(match (attributes.default, whole) {
            (Some(default), _) => quote!(#ident: match fields.optional(#name)? {
                Some(given) => given,
                None => #default,
            }),
            (None, Some(_)) => quote!(#ident: match fields.optional(#name)? {
                Some(given) => given,
                None => whole.#ident,
            }),
            (None, None) => quote!(#ident: fields.required(#name)?),
        });
        names.push(name);
    }
    let whole = whole.map(|whole| quote!(let whole: Self = #whole;));
    Ok(quote! {{
        #whole
        let mut fields = crate::plain::Fields::of(rest, &[#(#names),*])?;
        #what { #(#values),* }
    }})
}
