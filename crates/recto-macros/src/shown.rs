//! The derive of `Shown` and `Described`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Field, LitStr, Path, Result};

use crate::attributes::{doc, each, words_of};

/// What attributes say of a noun or a field.
#[derive(Default)]
struct Said {
    name: Option<String>,
    kind: Option<String>,
    holds: Vec<Path>,
    skip: bool,
    aside: bool,
}

pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "a noun is a struct with named fields"));
    };
    let ident = &input.ident;
    let name = said(&input.attrs)?.name.unwrap_or_else(|| words_of(ident, '_'));
    let what = doc(&input.attrs);
    let mut names = Vec::new();
    let mut arms = Vec::new();
    let mut asides = Vec::new();
    let mut described = Vec::new();
    for field in &data.fields {
        let said = said(&field.attrs)?;
        if said.skip {
            continue;
        }
        let Some(field_ident) = &field.ident else {
            return Err(Error::new_spanned(field, "a field of a noun has a name"));
        };
        let field_name = said.name.clone().unwrap_or_else(|| field_ident.to_string());
        arms.push(quote! {
            #field_name => Some(crate::document::Valued::value(&self.#field_ident))
        });
        if said.aside {
            asides.push(field_name.clone());
        }
        described.push(describe(field, &field_name, &said));
        names.push(field_name);
    }
    Ok(quote! {
        impl crate::document::Shown for #ident {
            fn name(&self) -> &str {
                #name
            }

            fn fields(&self) -> Vec<&str> {
                vec![#(#names),*]
            }

            fn field(&self, name: &str) -> Option<crate::document::Value> {
                match name {
                    #(#arms,)*
                    _ => None,
                }
            }

            fn is_aside(&self, name: &str) -> bool {
                [#(#asides),*].iter().any(|aside: &&str| *aside == name)
            }
        }

        impl crate::document::Described for #ident {
            fn called() -> &'static str {
                #name
            }

            fn description() -> crate::document::Description {
                crate::document::Description {
                    name: #name,
                    what: #what,
                    fields: vec![#(#described),*],
                }
            }
        }
    })
}

fn describe(field: &Field, name: &str, said: &Said) -> TokenStream {
    let what = doc(&field.attrs);
    let kind = &field.ty;
    let called = match &said.kind {
        Some(kind) => quote! { #kind.to_owned() },
        None => quote! { <#kind as crate::document::Valued>::kind() },
    };
    let holds = &said.holds;
    quote! {
        crate::document::FieldDescription {
            name: #name,
            kind: #called,
            what: #what.into(),
            holds: {
                #[allow(unused_mut, reason = "most fields hold no more than their type says")]
                let mut nouns = <#kind as crate::document::Valued>::nouns();
                #(nouns.push(std::sync::Arc::new(<#holds as crate::document::Described>::description));)*
                nouns
            },
        }
    }
}

fn said(attributes: &[Attribute]) -> Result<Said> {
    let mut said = Said::default();
    each("shown", attributes, |meta| {
        match meta.path.require_ident()?.to_string().as_str() {
            "skip" => said.skip = true,
            "aside" => said.aside = true,
            "name" => said.name = Some(meta.value()?.parse::<LitStr>()?.value()),
            "kind" => said.kind = Some(meta.value()?.parse::<LitStr>()?.value()),
            "holds" => meta.parse_nested_meta(|noun| {
                said.holds.push(noun.path);
                Ok(())
            })?,
            _ => return Err(meta.error("not known here")),
        }
        Ok(())
    })?;
    Ok(said)
}
