//! Attributes: what `#[noun(…)]` says, and the doc comments beside it.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Expr, ExprCall, Ident, Lit, LitStr, Meta, Result, Token, Type,
    parenthesized,
};

/// The attributes of a type.
#[derive(Default)]
pub(crate) struct OfType {
    pub(crate) called: Option<LitStr>,
    pub(crate) kind: Option<Ident>,
    pub(crate) short: Option<Ident>,
    pub(crate) checks: Vec<ExprCall>,
    pub(crate) short_check: Option<Ident>,
    pub(crate) together: Vec<Together>,
    pub(crate) rules: bool,
    pub(crate) fields: bool,
    pub(crate) either: bool,
}

/// Members that are read together.
pub(crate) struct Together {
    pub(crate) members: Vec<Ident>,
    pub(crate) reader: Ident,
}

/// The attributes of a field or a variant.
#[derive(Default)]
pub(crate) struct OfField {
    pub(crate) name: Option<LitStr>,
    pub(crate) required: bool,
    pub(crate) at_least_one: bool,
    pub(crate) default: Option<Option<Expr>>,
    pub(crate) computed: Option<Expr>,
    pub(crate) flatten: bool,
    pub(crate) with: Option<Ident>,
    pub(crate) one_or_more: bool,
    pub(crate) files: Option<Files>,
    pub(crate) refers: Option<(Ident, Ident)>,
    pub(crate) defines: bool,
    pub(crate) text: Option<Ident>,
    pub(crate) quoted: bool,
    pub(crate) only: Option<Expr>,
    pub(crate) instead: Option<LitStr>,
    pub(crate) needed: Option<Expr>,
    pub(crate) checked: Option<Expr>,
    pub(crate) file: Option<Ident>,
    pub(crate) word: Option<LitStr>,
}

/// The form in which other files hold the value of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Files {
    /// The field is the path of a file with it.
    One,
    /// The field is a list of paths, of a file each.
    Each,
    /// The field is a list of paths, of files that hold a list each.
    Lists,
}

impl OfType {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        each("noun", attributes, |meta| found.read(meta))?;
        Ok(found)
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        match meta.path.require_ident()?.to_string().as_str() {
            "called" => self.called = Some(meta.value()?.parse()?),
            "kind" => self.kind = Some(meta.value()?.parse()?),
            "short" => self.short = Some(meta.value()?.parse()?),
            "short_check" => self.short_check = Some(meta.value()?.parse()?),
            "check" => self.checks.push(meta.value()?.parse()?),
            "together" => {
                let members = listed(meta)?;
                self.together.push(Together { members, reader: meta.value()?.parse()? });
            }
            "rules" => self.rules = true,
            "fields" => self.fields = true,
            "either" => self.either = true,
            _ => return Err(meta.error("no attribute of a noun")),
        }
        Ok(())
    }

    /// The group that a member is read with, if there is one.
    pub(crate) fn group(&self, member: &Ident) -> Option<&Together> {
        self.together.iter().find(|group| group.members.contains(member))
    }
}

impl OfField {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        each("noun", attributes, |meta| found.read(meta))?;
        Ok(found)
    }

    fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        match meta.path.require_ident()?.to_string().as_str() {
            "name" => self.name = Some(meta.value()?.parse()?),
            "required" => self.required = true,
            "at_least_one" => self.at_least_one = true,
            "default" if meta.input.peek(Token![=]) => {
                self.default = Some(Some(meta.value()?.parse()?));
            }
            "default" => self.default = Some(None),
            "computed" => self.computed = Some(meta.value()?.parse()?),
            "flatten" => self.flatten = true,
            "with" => self.with = Some(meta.value()?.parse()?),
            "one_or_more" => self.one_or_more = true,
            "in_file" => self.files = Some(Files::One),
            "each_in_file" => self.files = Some(Files::Each),
            "in_lists" => self.files = Some(Files::Lists),
            "refers" => {
                let both;
                parenthesized!(both in meta.input);
                let kind = both.parse()?;
                both.parse::<Token![,]>()?;
                self.refers = Some((kind, both.parse()?));
            }
            "defines" => self.defines = true,
            "text" => self.text = Some(meta.value()?.parse()?),
            "unprinted" => self.text = Some(Ident::new("Unprinted", meta.path.span())),
            "quoted" => self.quoted = true,
            "only" => self.only = Some(meta.value()?.parse()?),
            "instead" => self.instead = Some(meta.value()?.parse()?),
            "needed" => self.needed = Some(meta.value()?.parse()?),
            "checked" => self.checked = Some(meta.value()?.parse()?),
            "file" => self.file = Some(meta.value()?.parse()?),
            "word" => self.word = Some(meta.value()?.parse()?),
            _ => return Err(meta.error("no attribute of a field of a noun")),
        }
        Ok(())
    }
}

/// Reads what the attributes of a name say.
pub(crate) fn each(
    name: &str,
    attributes: &[Attribute],
    mut read: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
        attribute.parse_nested_meta(|meta| read(&meta))?;
    }
    Ok(())
}

/// Reads a list in parentheses, whose items commas part.
fn listed<T: Parse>(meta: &ParseNestedMeta<'_>) -> Result<Vec<T>> {
    let inside;
    parenthesized!(inside in meta.input);
    let all = Punctuated::<T, Token![,]>::parse_terminated(&inside)?;
    Ok(all.into_iter().collect())
}

/// The doc comment, its lines in one.
pub(crate) fn doc(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    lines.join(" ").trim().to_owned()
}

/// The name of a variant in files: its parts in small letters with a sign between them.
pub(crate) fn words_of(name: &Ident, between: char) -> String {
    let mut found = String::new();
    for letter in name.to_string().chars() {
        if letter.is_uppercase() && !found.is_empty() {
            found.push(between);
        }
        found.extend(letter.to_lowercase());
    }
    found
}

/// The type of a field taken apart: the type of one value, and how many values there may be.
pub(crate) enum Held<'t> {
    /// `T`
    One(&'t Type),
    /// `Option<T>`
    Optional(&'t Type),
    /// `Vec<T>`
    Several(&'t Type),
    /// `Option<Vec<T>>`
    OptionalList(&'t Type),
}

impl<'t> Held<'t> {
    pub(crate) fn of(of: &'t Type) -> Self {
        if let Some(inner) = inner(of, "Option") {
            return match self::inner(inner, "Vec") {
                Some(item) => Self::OptionalList(item),
                None => Self::Optional(inner),
            };
        }
        match inner(of, "Vec") {
            Some(item) => Self::Several(item),
            None => Self::One(of),
        }
    }

    /// The type of one value, to which a reader of a field's values belongs.
    pub(crate) fn value(&self) -> &'t Type {
        match self {
            Self::One(of) | Self::Optional(of) => of,
            Self::Several(of) | Self::OptionalList(of) => of,
        }
    }
}

/// The `T` of a `Name<T>`.
fn inner<'t>(of: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// Says whether the last name of a type’s path is this one.
pub(crate) fn is_called(of: &Type, name: &str) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident(name))
}

/// An error at the name of a type, for a shape that no noun has.
pub(crate) fn refuse<T>(name: &Ident, message: &str) -> Result<T> {
    let span: Span = name.span();
    Err(syn::Error::new(span, message))
}
