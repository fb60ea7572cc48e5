//! The derive of `Shown` and `Described`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Expr, ExprLit, Field, Lit, Meta, Path};

/// What attributes say of a noun or a field.
#[derive(Default)]
struct Said {
    name: Option<String>,
    kind: Option<String>,
    holds: Vec<Path>,
    skip: bool,
    aside: bool,
}

pub fn derive(input: &DeriveInput) -> Result<TokenStream, Error> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "a noun is a struct with named fields"));
    };
    let ident = &input.ident;
    let name = said(&input.attrs)?.name.unwrap_or_else(|| snake(&ident.to_string()));
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

fn said(attributes: &[Attribute]) -> Result<Said, Error> {
    let mut said = Said::default();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("shown")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("skip") {
                said.skip = true;
            } else if meta.path.is_ident("aside") {
                said.aside = true;
            } else if meta.path.is_ident("name") {
                said.name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.path.is_ident("kind") {
                said.kind = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.path.is_ident("holds") {
                meta.parse_nested_meta(|noun| {
                    said.holds.push(noun.path);
                    Ok(())
                })?;
            } else {
                return Err(meta.error("not known here"));
            }
            Ok(())
        })?;
    }
    Ok(said)
}

/// A doc comment in one line.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => Some(line.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
    lines.join(" ").trim().to_owned()
}

/// The name of a type in snake case.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
