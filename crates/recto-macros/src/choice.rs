//! Choices: an enum whose variants are words in files.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, LitStr, Result};

use crate::attributes::{doc, each, refuse, words_of};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return refuse(name, "a choice is an enum");
    };
    let mut between = '-';
    each("choice", &input.attrs, |meta| {
        if !meta.path.is_ident("underscores") {
            return Err(meta.error("no attribute of a choice"));
        }
        between = '_';
        Ok(())
    })?;
    let (mut variants, mut words, mut docs) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &data.variants {
        let mut word = words_of(&variant.ident, between);
        each("choice", &variant.attrs, |meta| {
            if !meta.path.is_ident("word") {
                return Err(meta.error("no attribute of a word"));
            }
            word = meta.value()?.parse::<LitStr>()?.value();
            Ok(())
        })?;
        variants.push(&variant.ident);
        words.push(word);
        docs.push(doc(&variant.attrs));
    }
    Ok(quote! {
        #[automatically_derived]
        impl #name {
            /// Its name in files.
            pub const fn name(self) -> &'static str {
                match self {
                    #(Self::#variants => #words,)*
                }
            }
        }

        #[automatically_derived]
        impl crate::report::declare::Choice for #name {
            const WORDS: &'static [(crate::report::declare::Word, Self)] = &[
                #((
                    crate::report::declare::Word { name: #words, doc: #docs },
                    Self::#variants,
                ),)*
            ];
        }

        #[automatically_derived]
        impl crate::report::decode::Read for #name {
            fn shape() -> crate::report::declare::Shape {
                crate::report::declare::Shape::of_choice::<Self>()
            }

            fn read(
                at: &crate::report::decode::Cursor<'_>,
            ) -> Option<Self> {
                crate::report::decode::scalars::choice(at)
            }
        }

        #[automatically_derived]
        impl crate::report::declare::Held for #name {
            fn value(&self) -> crate::report::declare::Value<'_> {
                crate::report::declare::Value::Fact(self)
            }

            fn value_mut(&mut self) -> crate::report::declare::ValueMut<'_> {
                crate::report::declare::ValueMut::Fact(self)
            }
        }
    })
}
