//! Derives: a noun of a report is declared once, where its Rust type stands.
//!
//! [`Noun`](derive@Noun) makes of a struct or an enum how it is read from a file, what is
//! known of each of its fields (for the JSON Schema and the documentation), and how its
//! values are reached by whoever walks through a report. [`Choice`](derive@Choice) does the
//! same for a value that is one of some words. What is derived stands on the traits of
//! `recto::report::declare` and `recto::report::decode`; nothing here knows a single noun.
//!
//! [`Shown`](derive@Shown) is for the other end: what a document shows of them.

mod attributes;
mod choice;
mod noun;
mod shown;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives a noun from the type that holds it.
///
/// The type of a field says how it is read: `T` must be there, `Option<T>` may be left out,
/// `Vec<T>` is a list that may be left out, `Place` is where the noun stands and is not
/// written in a file, `Visibility` is written as `audience` and `exemption`. The doc comments
/// are the documentation of the noun and of its fields. An enum is a mapping with one field,
/// the name of a variant.
///
/// What no type says is written by hand as functions of the type itself, in `report::load`.
///
/// `#[noun(…)]` on the type:
///
/// - `called = "part"`: what documents and templates call it, where that is not the name of
///   the type in snake case;
/// - `kind = Measure`: its field `id` (or the one that `defines`) gives an id of this kind;
/// - `short = member`: it may be written as the value of this member alone;
/// - `short_check = function`: called with the cursor and that value where it is so written;
/// - `check = function(member, …)`: called with the cursor, the fields and these members when
///   all have been read; where it gives `None`, the noun cannot be read;
/// - `together(member, …) = function`: these members are read by this function, from the
///   fields that `function_fields` declares;
/// - `rules`: what holds between its fields is declared by its constant `RULES`, and functions
///   that are written by hand see to it;
/// - `fields` (enums): its variants are fields of the mapping that holds it, and it is read
///   by a `ReadFields` that is written by hand;
/// - `either` (enums): each variant is a noun, and a hand-written `Read` says which it is.
///
/// `#[noun(…)]` on a field or a variant:
///
/// - `name = "…"`: its name in files, where it is not that of the member;
/// - `required`, `at_least_one`: for lists, and for an option under a condition;
/// - `default`, `default = expression`: it may be left out, and is this then;
/// - `computed = expression`: it is not written in a file;
/// - `flatten`: its own fields stand in the same mapping;
/// - `with = function`: it is read by this function, and `function_shape` says what it may be;
/// - `one_or_more`: a list, or one item of it alone;
/// - `in_file`, `each_in_file`, `in_lists`: the field names a file with it, files with one
///   each, or files with a list each;
/// - `refers(Measure, Show)`: it is the id of a measure, which is to be shown;
/// - `defines`: it is what the noun is referred to by, where that is no `Id`;
/// - `file = Image`, `file = Pages`, `file = Font`: what its paths lead to;
/// - `text = Title`: what kind of text it is; `unprinted`, `quoted`: that it never prints,
///   that it repeats the words of others;
/// - `only = Condition`, `instead = "…"`: when it may be there, and what to do otherwise;
/// - `needed = Condition`: when it must be there; `checked = Condition`: the same, where a
///   check sees to it;
/// - `word = "…"` (variants): the one word that the field may hold.
#[proc_macro_derive(Noun, attributes(noun))]
pub fn derive_noun(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    noun::derive(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives a choice: an enum whose variants are words in files.
///
/// A word is the name of the variant in small letters, with hyphens between its parts, or
/// with `#[choice(underscores)]` on the enum with underscores; `#[choice(word = "…")]` on a
/// variant gives another. The doc comment of a variant says what the word means.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn derive_choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    choice::derive(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives `Shown` and `Described` for a noun of a document: templates, data files and
/// digests then reach its fields by name, in the order in which they are declared, and
/// `docs/templates.md` has a table of them made from the doc comments.
///
/// On the noun: `#[shown(name = "…")]` where it is not called as the type is, in snake case.
/// On a field: `#[shown(skip)]` for what templates do not see; `#[shown(aside)]` for what
/// says where the noun stands or how it is drawn, and is no part of what it says;
/// `#[shown(kind = "…")]` for a field that holds more than one kind, and
/// `#[shown(holds(A, B))]` for the nouns that such a field may hold.
#[proc_macro_derive(Shown, attributes(shown))]
pub fn derive_shown(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    shown::derive(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
