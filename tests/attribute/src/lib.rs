//! The attribute `#[test]` of the suite: it puts a function on the list of the harness.
//!
//! The suite brings a harness of its own, so that a case in a folder is a test by its name.
//! With such a harness the compiler drops what has its own `#[test]`; this one stands in its
//! place, so that a test is written as everywhere.

use proc_macro::{TokenStream, TokenTree};

/// Puts a function without parameters on the list of `tests/suite/harness.rs`.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, function: TokenStream) -> TokenStream {
    let mut tokens = function.clone().into_iter();
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word.to_string() == "fn");
    let name = tokens.find(is_fn).and_then(|_| tokens.next());
    let Some(TokenTree::Ident(name)) = name.filter(|_| arguments.is_empty()) else {
        return error("`#[test]` stands alone, before a function");
    };
    let entry = format!(
        "::inventory::submit! {{ crate::harness::Function {{ \
         path: ::core::concat!(::core::module_path!(), \"::{name}\"), run: {name} }} }}"
    );
    let entry: TokenStream = match entry.parse() {
        Ok(entry) => entry,
        Err(_) => return error("the name of this test is no name"),
    };
    function.into_iter().chain(entry).collect()
}

/// What the compiler is to say.
fn error(message: &str) -> TokenStream {
    format!("::core::compile_error! {{ \"{message}\" }}").parse().unwrap_or_default()
}
