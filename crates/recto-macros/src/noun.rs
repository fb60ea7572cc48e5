//! Nouns: a mapping with fields, a mapping with one field that chooses, or one of several
//! nouns.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Data, DataEnum, DataStruct, DeriveInput, Fields, Ident, LitStr, Result, Type, Variant,
};

use crate::attributes::{
    Files, Held, OfField, OfType, Together, doc, is_called, refuse, words_of,
};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let of = OfType::of(&input.attrs)?;
    match &input.data {
        Data::Struct(data) => Mapping::of(input, of, data)?.derive(),
        Data::Enum(data) => choosing(input, &of, data),
        Data::Union(_) => refuse(&input.ident, "a noun is a struct or an enum"),
    }
}

/// A struct.
struct Mapping<'i> {
    name: &'i Ident,
    doc: String,
    of: OfType,
    members: Vec<Member<'i>>,
}

/// A field of a struct.
struct Member<'i> {
    ident: &'i Ident,
    of: &'i Type,
    name: LitStr,
    doc: String,
    says: OfField,
}

/// The type of the variable that holds a member while the fields are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// As an option: where it is `None`, the noun cannot be read.
    Perhaps,
    /// As what it will be.
    Whole,
}

impl<'i> Mapping<'i> {
    fn of(input: &'i DeriveInput, of: OfType, data: &'i DataStruct) -> Result<Self> {
        let Fields::Named(fields) = &data.fields else {
            return refuse(&input.ident, "a noun has named fields");
        };
        let mut members = Vec::new();
        for field in &fields.named {
            let Some(ident) = &field.ident else { continue };
            let says = OfField::of(&field.attrs)?;
            let name = says.name.clone();
            let name =
                name.unwrap_or_else(|| LitStr::new(&ident.to_string(), ident.span()));
            members.push(Member {
                ident,
                of: &field.ty,
                name,
                doc: doc(&field.attrs),
                says,
            });
        }
        Ok(Self { name: &input.ident, doc: doc(&input.attrs), of, members })
    }

    fn derive(&self) -> Result<TokenStream> {
        let reading = self.reading()?;
        let walking = self.walking();
        Ok(quote! { #reading #walking })
    }

    /// The group that a member is read with, if there is one.
    fn group(&self, member: &Member<'_>) -> Option<&Together> {
        self.of.together.iter().find(|group| group.members.contains(member.ident))
    }

    fn declaration(&self) -> TokenStream {
        let Self { name, doc, .. } = self;
        let short = match &self.of.short {
            Some(short) => {
                let member = self.members.iter().find(|it| it.ident == short);
                let short = member.map(|it| &it.name);
                quote! { Some(#short) }
            }
            None => quote! { None },
        };
        let fields = self.members.iter().map(|member| {
            let form = match self.group(member) {
                Some(Together { members, reader })
                    if members.first() == Some(member.ident) =>
                {
                    let fields = format_ident!("{reader}_fields");
                    quote! { crate::report::declare::Form::Flat(#name::#fields) }
                }
                Some(_) => quote! { crate::report::declare::Form::Unwritten },
                None => member.form(name),
            };
            member.declared(&form)
        });
        let written = quote! { Mapping };
        declared(&self.of, name, doc, &short, &written, fields)
    }

    fn reading(&self) -> Result<TokenStream> {
        let name = self.name;
        let declared = declared_by(name);
        let kind = kind(&self.of);
        let mut reads = Vec::new();
        let mut builds = Vec::new();
        for member in &self.members {
            let ident = member.ident;
            match self.group(member) {
                Some(group) => {
                    if group.members.first() == Some(ident) {
                        reads.push(read_together(group));
                    }
                    builds.push(quote! { #ident: #ident? });
                }
                None => {
                    let (read, bound) = member.read(name)?;
                    reads.push(quote! { let #ident = #read; });
                    builds.push(match bound {
                        Bound::Perhaps => quote! { #ident: #ident? },
                        Bound::Whole => quote! { #ident },
                    });
                }
            }
        }
        let checks = self.of.checks.iter().map(|check| {
            let (function, members) = (&check.func, &check.args);
            let members = members.iter();
            quote! { Self::#function(fields, #(&#members),*)?; }
        });
        let read = quote! { crate::report::decode::read_noun::<Self>(#kind, at) };
        let (shape, read) = match &self.of.short {
            None => (quote! { crate::report::declare::Shape::Noun(#declared) }, read),
            Some(short) => self.short(short, &read)?,
        };
        Ok(quote! {
            #[automatically_derived]
            impl crate::report::decode::ReadFields for #name {
                fn fields() -> &'static [crate::report::declare::Field] {
                    #declared().fields
                }

                fn read_fields(
                    fields: &mut crate::report::decode::Fields<'_>,
                ) -> Option<Self> {
                    let at = fields.at();
                    #(#reads)*
                    #(#checks)*
                    Some(Self { #(#builds),* })
                }
            }

            #[automatically_derived]
            impl crate::report::decode::Read for #name {
                fn shape() -> crate::report::declare::Shape {
                    #shape
                }

                fn read(
                    at: &crate::report::decode::Cursor<'_>,
                ) -> Option<Self> {
                    #read
                }
            }
        })
    }

    /// The shape and the reader of a noun that may be written as one of its fields alone.
    fn short(
        &self,
        short: &Ident,
        read: &TokenStream,
    ) -> Result<(TokenStream, TokenStream)> {
        let Some(member) = self.members.iter().find(|it| it.ident == short) else {
            return refuse(short, "no field of this noun");
        };
        let shape = member.whole_shape(self.name);
        let declared = declared_by(self.name);
        let reader = member.whole_reader(self.name);
        let check = self.of.short_check.as_ref().map(|check| {
            quote! { Self::#check(at, &value); }
        });
        let builds = self.members.iter().map(|other| {
            let ident = other.ident;
            let value = if ident == short {
                quote! { value }
            } else {
                other.absent()
            };
            quote! { #ident: #value }
        });
        let shape = quote! {
            crate::report::declare::Shape::Either(vec![
                #shape,
                crate::report::declare::Shape::Noun(#declared),
            ])
        };
        let read = quote! {
            if at.is_mapping() {
                return #read;
            }
            let value = (#reader)(at)?;
            #check
            Some(Self { #(#builds),* })
        };
        Ok((shape, read))
    }

    fn walking(&self) -> TokenStream {
        let name = self.name;
        let declaration = self.declaration();
        let walked = || {
            let all = self.members.iter().enumerate();
            all.filter(|(_, member)| member.is_walked())
        };
        let values = walked().map(|(at, Member { ident, .. })| {
            quote! { each(&fields[#at], crate::report::declare::Held::value(&self.#ident)); }
        });
        let values_mut = walked().map(|(at, Member { ident, .. })| {
            quote! {
                each(&fields[#at], crate::report::declare::Held::value_mut(&mut self.#ident));
            }
        });
        let audience = self.members.iter().find(|it| is_called(it.of, "Visibility"));
        let audience = audience.map(|Member { ident, .. }| {
            quote! {
                fn audience(&self) -> Option<&crate::report::model::Visibility> {
                    Some(&self.#ident)
                }
            }
        });
        let defined = self.of.kind.as_ref().and_then(|kind| {
            let member = self.members.iter().find(|it| it.says.defines || it.ident == "id")?;
            let ident = member.ident;
            let id = match Held::of(member.of) {
                Held::Optional(_) => quote! { let id = self.#ident.as_ref()?; },
                _ => quote! { let id = &self.#ident; },
            };
            Some(quote! {
                fn defined(&self) -> Option<crate::report::declare::Defined<'_>> {
                    #id
                    let kind = crate::report::declare::NounKind::#kind;
                    Some(crate::report::declare::Defined { kind, id: &id.value, place: &id.place })
                }
            })
        });
        let held = held(name);
        quote! {
            #[automatically_derived]
            impl crate::report::declare::Noun for #name {
                #declaration

                fn values<'r>(&'r self, each: &mut crate::report::declare::EachValue<'_, 'r>) {
                    let fields = self.declaration().fields;
                    #(#values)*
                }

                fn values_mut(&mut self, each: &mut crate::report::declare::EachValueMut<'_>) {
                    let fields = self.declaration().fields;
                    #(#values_mut)*
                }

                #audience
                #defined
            }
            #held
        }
    }
}

/// The reading of members that are read together.
fn read_together(Together { members, reader }: &Together) -> TokenStream {
    if let [only] = members.as_slice() {
        return quote! { let #only = Self::#reader(fields); };
    }
    let found: Vec<_> = members.iter().map(|it| format_ident!("found_{it}")).collect();
    let nothing = members.iter().map(|_| quote! { None });
    quote! {
        let (#(#members),*) = match Self::#reader(fields) {
            Some((#(#found),*)) => (#(Some(#found)),*),
            None => (#(#nothing),*),
        };
    }
}

impl Member<'_> {
    fn is_flat(&self) -> bool {
        self.says.flatten || is_called(self.of, "Visibility")
    }

    fn is_place(&self) -> bool {
        is_called(self.of, "Place")
    }

    /// Says whether a walk through a report visits its value.
    fn is_walked(&self) -> bool {
        self.says.computed.is_none() && !self.is_place()
    }

    /// The reader of one value.
    fn reader(&self, noun: &Ident) -> TokenStream {
        match &self.says.with {
            Some(reader) => quote! { #noun::#reader },
            None if self.says.file.as_ref().is_some_and(|file| file == "Image") => {
                quote! { crate::report::decode::scalars::image::read }
            }
            None => {
                let of = Held::of(self.of);
                let of = of.value();
                quote! { <#of as crate::report::decode::Read>::read }
            }
        }
    }

    /// The reader of all that the field holds.
    fn whole_reader(&self, noun: &Ident) -> TokenStream {
        let (name, read) = (&self.name, self.reader(noun));
        let read = match self.says.files {
            Some(Files::Lists) => {
                return quote! { crate::report::decode::files::in_lists(#name, #read) };
            }
            Some(_) => quote! { crate::report::decode::files::in_file(#read) },
            None => read,
        };
        match Held::of(self.of) {
            Held::One(_) | Held::Optional(_) => read,
            _ if self.says.with.is_some() => read,
            _ if self.says.one_or_more => {
                quote! { crate::report::decode::one_or_more(#read) }
            }
            _ if self.says.at_least_one => {
                quote! { crate::report::decode::filled_list_of(#read) }
            }
            _ => quote! { crate::report::decode::list_of(#read) },
        }
    }

    /// The values that one item of the field may have.
    fn shape(&self, noun: &Ident) -> TokenStream {
        match &self.says.with {
            Some(reader) => {
                let shape = format_ident!("{reader}_shape");
                quote! { #noun::#shape() }
            }
            None if self.says.file.as_ref().is_some_and(|file| file == "Image") => {
                quote! { crate::report::decode::scalars::image::shape() }
            }
            None => {
                let of = Held::of(self.of);
                let of = of.value();
                quote! { <#of as crate::report::decode::Read>::shape() }
            }
        }
    }

    /// The values that the field as a whole may have.
    fn whole_shape(&self, noun: &Ident) -> TokenStream {
        let shape = self.shape(noun);
        let least = usize::from(self.says.at_least_one || self.says.one_or_more);
        match Held::of(self.of) {
            Held::One(_) | Held::Optional(_) => shape,
            _ if self.says.with.is_some() => shape,
            _ if self.says.one_or_more => {
                quote! { crate::report::declare::Shape::one_or_more(#shape) }
            }
            _ => quote! { crate::report::declare::Shape::list(#shape, #least) },
        }
    }

    fn form(&self, noun: &Ident) -> TokenStream {
        if self.says.computed.is_some() || self.is_place() {
            return quote! { crate::report::declare::Form::Unwritten };
        }
        if self.is_flat() {
            let of = self.of;
            return quote! {
                crate::report::declare::Form::Flat(
                    <#of as crate::report::decode::ReadFields>::fields,
                )
            };
        }
        let shape = self.shape(noun);
        let least = usize::from(self.says.at_least_one);
        let how = match self.says.files {
            Some(Files::One) => quote! { One },
            Some(Files::Each) => quote! { Each { least: #least } },
            Some(Files::Lists) => quote! { Lists },
            None => {
                let shape = self.whole_shape(noun);
                return quote! { crate::report::declare::Form::Field(|| #shape) };
            }
        };
        quote! {
            crate::report::declare::Form::InFiles(
                crate::report::declare::InFiles::#how,
                || #shape,
            )
        }
    }

    fn is_required(&self) -> bool {
        let says = &self.says;
        let list = matches!(Held::of(self.of), Held::Several(_));
        let one = matches!(Held::of(self.of), Held::One(_));
        (says.required || (one && says.default.is_none()) || (list && says.at_least_one))
            && says.computed.is_none()
            && !self.is_place()
            && !self.is_flat()
    }

    fn declared(&self, form: &TokenStream) -> TokenStream {
        let Self { ident, name, doc, says, .. } = self;
        let member = LitStr::new(&ident.to_string(), ident.span());
        let presence = match says.needed.as_ref().or(says.checked.as_ref()) {
            _ if self.is_required() => quote! { Required },
            Some(condition) => {
                quote! { RequiredWhere(crate::report::declare::Condition::#condition) }
            }
            None => quote! { Optional },
        };
        let only = condition(says);
        let (text, refers, wording) = (text(says), refers(says), wording(says));
        let file = file(says);
        quote! {
            crate::report::declare::Field {
                name: #name,
                member: #member,
                doc: #doc,
                form: #form,
                presence: crate::report::declare::Presence::#presence,
                only: #only,
                text: #text,
                wording: #wording,
                refers: #refers,
                file: #file,
            }
        }
    }

    /// What it is where the noun is written as another of its fields.
    fn absent(&self) -> TokenStream {
        match (&self.says.computed, &self.says.default, Held::of(self.of)) {
            (Some(computed), ..) => quote! { #computed },
            (_, Some(Some(default)), _) => quote! { #default },
            (_, Some(None), _) => quote! { Default::default() },
            (_, _, Held::Optional(_) | Held::OptionalList(_)) => quote! { None },
            (_, _, Held::Several(_)) => quote! { Vec::new() },
            (_, _, Held::One(_)) if self.is_place() => quote! { at.place() },
            (_, _, Held::One(_)) => quote! { Default::default() },
        }
    }

    /// The expression that reads it, and how it is bound.
    fn read(&self, noun: &Ident) -> Result<(TokenStream, Bound)> {
        let Self { of, name, says, .. } = self;
        if let Some(computed) = &says.computed {
            return Ok((quote! { #computed }, Bound::Whole));
        }
        if self.is_place() {
            return Ok((quote! { at.place() }, Bound::Whole));
        }
        if self.is_flat() {
            let read = quote! {
                <#of as crate::report::decode::ReadFields>::read_fields(fields)
            };
            return Ok((read, Bound::Perhaps));
        }
        let reader = self.whole_reader(noun);
        let required = quote! { fields.required(#name, #reader) };
        let optional = quote! { fields.optional(#name, #reader) };
        let (read, bound, absent) = match Held::of(self.of) {
            Held::One(_) => match &says.default {
                None => (required, Bound::Perhaps, quote! { None }),
                Some(Some(default)) => {
                    let read = quote! { #optional.unwrap_or_else(|| #default) };
                    (read, Bound::Whole, quote! { #default })
                }
                Some(None) => {
                    let absent = quote! { Default::default() };
                    (quote! { #optional.unwrap_or_default() }, Bound::Whole, absent)
                }
            },
            Held::Optional(_) | Held::OptionalList(_) => {
                let read = match &says.needed {
                    _ if says.required => required,
                    Some(condition) => quote! {
                        if crate::report::declare::Condition::#condition.holds(at) {
                            #required
                        } else {
                            #optional
                        }
                    },
                    None => optional,
                };
                (read, Bound::Whole, quote! { None })
            }
            Held::Several(_) if says.required || says.at_least_one => {
                (required, Bound::Perhaps, quote! { None })
            }
            Held::Several(_) => {
                let read = quote! { #optional.unwrap_or_default() };
                (read, Bound::Whole, quote! { Vec::new() })
            }
        };
        let read = match (&says.only, &says.instead) {
            (Some(only), Some(instead)) => quote! {
                if crate::report::declare::Condition::#only.holds(at) {
                    #read
                } else {
                    fields.refuse(#name, #instead);
                    #absent
                }
            },
            (None, None) => read,
            _ => return refuse(self.ident, "`only` says when, and `instead` what to do"),
        };
        Ok((read, bound))
    }
}

/// An enum: a mapping with one field, fields of another mapping, or one of several nouns.
fn choosing(input: &DeriveInput, of: &OfType, data: &DataEnum) -> Result<TokenStream> {
    let name = &input.ident;
    let written = match (of.fields, of.either) {
        (true, _) => quote! { Flat },
        (_, true) => quote! { Either },
        _ => quote! { OneField },
    };
    let mut variants = Vec::new();
    for variant in &data.variants {
        variants.push(Chosen::of(variant)?);
    }
    let fields = variants.iter().map(|variant| variant.declared(of.either));
    let (says, nothing) = (doc(&input.attrs), quote! { None });
    let declaration = declared(of, name, &says, &nothing, &written, fields);
    let arms = |value: TokenStream| -> Vec<TokenStream> {
        let all = variants.iter().enumerate();
        all.map(|(at, variant)| variant.walked(at, &value)).collect()
    };
    let values = arms(quote! { crate::report::declare::Held::value });
    let values_mut = arms(quote! { crate::report::declare::Held::value_mut });
    let reading =
        if of.fields || of.either { None } else { Some(read_one_field(name, &variants)) };
    let audience = of.either.then(|| {
        quote! {
            fn audience(&self) -> Option<&crate::report::model::Visibility> {
                crate::report::declare::inner(self)?.audience()
            }
        }
    });
    let held = held(name);
    Ok(quote! {
        #reading

        #[automatically_derived]
        impl crate::report::declare::Noun for #name {
            #declaration

            fn values<'r>(&'r self, each: &mut crate::report::declare::EachValue<'_, 'r>) {
                let fields = self.declaration().fields;
                match self { #(#values)* }
            }

            fn values_mut(&mut self, each: &mut crate::report::declare::EachValueMut<'_>) {
                let fields = self.declaration().fields;
                match self { #(#values_mut)* }
            }

            #audience
        }
        #held
    })
}

/// A variant of an enum.
struct Chosen<'i> {
    ident: &'i Ident,
    /// What it holds; `None` for a variant that no file writes.
    of: Option<&'i Type>,
    name: LitStr,
    doc: String,
    says: OfField,
}

impl<'i> Chosen<'i> {
    fn of(variant: &'i Variant) -> Result<Self> {
        let says = OfField::of(&variant.attrs)?;
        let of = match &variant.fields {
            Fields::Unit => None,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                fields.unnamed.first().map(|field| &field.ty)
            }
            _ => return refuse(&variant.ident, "a variant holds one value"),
        };
        let ident = &variant.ident;
        let name = says.name.clone();
        let name =
            name.unwrap_or_else(|| LitStr::new(&words_of(ident, '_'), ident.span()));
        Ok(Self { ident, of, name, doc: doc(&variant.attrs), says })
    }

    fn declared(&self, either: bool) -> TokenStream {
        let Self { name, doc, says, .. } = self;
        let form = match (self.of, &says.word) {
            (None, _) => quote! { Unwritten },
            (_, Some(word)) => {
                quote! { Field(|| crate::report::declare::Shape::word(#word)) }
            }
            (Some(of), None) if says.flatten => {
                quote! { Flat(<#of as crate::report::decode::ReadFields>::fields) }
            }
            (Some(of), None) => {
                let least = usize::from(says.at_least_one);
                match Held::of(of) {
                    Held::Several(item) => quote! {
                        Field(|| crate::report::declare::Shape::list(
                            <#item as crate::report::decode::Read>::shape(),
                            #least,
                        ))
                    },
                    _ => quote! { Field(<#of as crate::report::decode::Read>::shape) },
                }
            }
        };
        let name = if either { LitStr::new("", name.span()) } else { name.clone() };
        let member = LitStr::new(&self.ident.to_string(), self.ident.span());
        let only = condition(says);
        let (text, refers, wording) = (text(says), refers(says), wording(says));
        let file = file(says);
        quote! {
            crate::report::declare::Field {
                name: #name,
                member: #member,
                doc: #doc,
                form: crate::report::declare::Form::#form,
                presence: crate::report::declare::Presence::Optional,
                only: #only,
                text: #text,
                wording: #wording,
                refers: #refers,
                file: #file,
            }
        }
    }

    fn walked(&self, at: usize, value: &TokenStream) -> TokenStream {
        let ident = self.ident;
        match (self.of, &self.says.word) {
            (None, _) => quote! { Self::#ident => {} },
            (Some(_), Some(_)) => quote! { Self::#ident(_) => {} },
            (Some(_), None) => {
                quote! { Self::#ident(within) => each(&fields[#at], #value(within)), }
            }
        }
    }
}

/// The reader of a mapping with one field.
fn read_one_field(name: &Ident, variants: &[Chosen<'_>]) -> TokenStream {
    let written = || variants.iter().filter(|it| it.of.is_some());
    let names: Vec<_> = written().map(|it| &it.name).collect();
    let arms = written().map(|Chosen { ident, name, of, says, .. }| {
        let read = match (&says.word, says.at_least_one, of.map(Held::of)) {
            (Some(word), ..) => quote! {
                crate::report::decode::scalars::word(#word)(at)
            },
            (None, true, Some(Held::Several(item))) => quote! {
                crate::report::decode::filled_list_of(
                    <#item as crate::report::decode::Read>::read,
                )(at)
            },
            _ => quote! { crate::report::decode::Read::read(at) },
        };
        quote! { #name => Some(Self::#ident(#read?)), }
    });
    let declared = declared_by(name);
    quote! {
        #[automatically_derived]
        impl crate::report::decode::Read for #name {
            fn shape() -> crate::report::declare::Shape {
                crate::report::declare::Shape::Noun(#declared)
            }

            fn read(
                at: &crate::report::decode::Cursor<'_>,
            ) -> Option<Self> {
                let (name, within) = at.only_field(&[#(#names),*])?;
                let at = &within;
                match name {
                    #(#arms)*
                    _ => None,
                }
            }
        }
    }
}

/// The functions that give what is known of a noun.
fn declared(
    of: &OfType,
    name: &Ident,
    doc: &str,
    short: &TokenStream,
    written: &TokenStream,
    fields: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let noun = LitStr::new(&name.to_string(), name.span());
    let called = of.called.clone();
    let called = called.unwrap_or_else(|| LitStr::new(&words_of(name, '_'), name.span()));
    let kind = kind(of);
    let rules = if of.rules {
        quote! { #name::RULES }
    } else {
        quote! { &[] }
    };
    quote! {
        fn declared() -> &'static crate::report::declare::Declaration {
            static FIELDS: &[crate::report::declare::Field] = &[#(#fields),*];
            static DECLARED: crate::report::declare::Declaration =
                crate::report::declare::Declaration {
                    name: #noun,
                    called: #called,
                    doc: #doc,
                    kind: #kind,
                    short: #short,
                    written: crate::report::declare::Written::#written,
                    rules: #rules,
                    fields: FIELDS,
                };
            &DECLARED
        }

        fn declaration(&self) -> &'static crate::report::declare::Declaration {
            <Self as crate::report::declare::Noun>::declared()
        }
    }
}

/// The path of the function that gives what is known of a noun.
fn declared_by(name: &Ident) -> TokenStream {
    quote! { <#name as crate::report::declare::Noun>::declared }
}

fn kind(of: &OfType) -> TokenStream {
    match &of.kind {
        Some(kind) => quote! { Some(crate::report::declare::NounKind::#kind) },
        None => quote! { None },
    }
}

fn condition(says: &OfField) -> TokenStream {
    match &says.only {
        Some(only) => quote! { Some(crate::report::declare::Condition::#only) },
        None => quote! { None },
    }
}

fn text(says: &OfField) -> TokenStream {
    match &says.text {
        Some(text) => quote! { Some(crate::report::declare::TextKind::#text) },
        None => quote! { None },
    }
}

fn wording(says: &OfField) -> TokenStream {
    if says.quoted {
        quote! { crate::report::declare::Wording::Others }
    } else {
        quote! { crate::report::declare::Wording::Own }
    }
}

fn file(says: &OfField) -> TokenStream {
    match &says.file {
        Some(file) => quote! { Some(crate::report::declare::FileUse::#file) },
        None => quote! { None },
    }
}

fn refers(says: &OfField) -> TokenStream {
    match &says.refers {
        Some((kind, purpose)) => quote! {
            Some(crate::report::declare::Refers {
                kind: crate::report::declare::NounKind::#kind,
                purpose: crate::report::declare::Purpose::#purpose,
            })
        },
        None => quote! { None },
    }
}

/// What holds for every noun as the value of a field.
fn held(name: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl crate::report::declare::Held for #name {
            fn value(&self) -> crate::report::declare::Value<'_> {
                crate::report::declare::Value::Noun(self)
            }

            fn value_mut(&mut self) -> crate::report::declare::ValueMut<'_> {
                crate::report::declare::ValueMut::Noun(self)
            }
        }
    }
}
