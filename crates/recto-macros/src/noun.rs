//! Nouns: a mapping with fields, a mapping with one field that chooses, or one of several
//! nouns.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, Data, DataStruct, DeriveInput, Fields, Ident, LitStr, Result, Type,
    parse_quote,
};

use crate::attributes::{
    Files, Held, OfField, OfType, Together, doc, is_called, refuse, words_of,
};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let noun = Noun::of(input)?;
    let derived = match input.data {
        Data::Struct(_) => noun.mapping()?,
        _ => noun.choosing(),
    };
    // In a scope of its own, so that what is derived can name the traits as they are.
    Ok(quote! {
        const _: () = {
            #[allow(unused_imports, reason = "not every noun needs all of them")]
            use crate::report::{
                declare::{
                    Condition, Declaration, Defined, EachValue, EachValueMut, Field,
                    FileUse, Form, Held, InFiles, Noun, NounKind, Presence,
                    Purpose, Refers, Shape, TextKind, Value, ValueMut, Wording, Written,
                },
                decode::{self, Cursor, Fields, Read, ReadFields},
                model::Visibility,
            };
            #derived
        };
    })
}

/// A struct or an enum.
struct Noun<'i> {
    name: &'i Ident,
    doc: String,
    of: OfType,
    members: Vec<Member<'i>>,
}

/// A field of a struct, or a variant of an enum.
struct Member<'i> {
    ident: &'i Ident,
    /// The type of the value that the member holds: `()` for a variant that no file writes.
    of: Type,
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

impl<'i> Noun<'i> {
    fn of(input: &'i DeriveInput) -> Result<Self> {
        let mut members = Vec::new();
        match &input.data {
            Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => {
                for field in &fields.named {
                    let Some(ident) = &field.ident else { continue };
                    let name = ident.to_string();
                    members.push(Member::of(ident, &field.ty, &name, &field.attrs)?);
                }
            }
            Data::Enum(data) => {
                for variant in &data.variants {
                    let of = match &variant.fields {
                        Fields::Unit => parse_quote!(()),
                        Fields::Unnamed(held) if held.unnamed.len() == 1 => {
                            held.unnamed[0].ty.clone()
                        }
                        _ => return refuse(&variant.ident, "a variant holds one value"),
                    };
                    let name = words_of(&variant.ident, '_');
                    members.push(Member::of(&variant.ident, &of, &name, &variant.attrs)?);
                }
            }
            _ => return refuse(&input.ident, "a noun has named fields, or is an enum"),
        }
        let (doc, of) = (doc(&input.attrs), OfType::of(&input.attrs)?);
        Ok(Self { name: &input.ident, doc, of, members })
    }

    /// The path of the function that gives what is known of it.
    fn declared(&self) -> TokenStream {
        let name = self.name;
        quote! { <#name as Noun>::declared }
    }

    /// The implementations of `Noun` and `Held`, which structs and enums have alike.
    fn noun(
        &self,
        written: &str,
        fields: impl Iterator<Item = TokenStream>,
        [values, values_mut]: [TokenStream; 2],
        more: &TokenStream,
    ) -> TokenStream {
        let Self { name, doc, of, .. } = self;
        let noun = LitStr::new(&name.to_string(), name.span());
        let called = of.called.clone();
        let called =
            called.unwrap_or_else(|| LitStr::new(&words_of(name, '_'), name.span()));
        let kind = option(&quote! { NounKind:: }, of.kind.as_ref());
        let short = of.short.as_ref();
        let short =
            short.and_then(|it| self.members.iter().find(|member| member.ident == it));
        let short = option(&quote! {}, short.map(|member| &member.name));
        let rules = if of.rules { quote!(#name::RULES) } else { quote!(&[]) };
        let written = Ident::new(written, name.span());
        quote! {
            #[automatically_derived]
            impl Noun for #name {
                fn declared() -> &'static Declaration {
                    static FIELDS: &[Field] = &[#(#fields),*];
                    static DECLARED: Declaration = Declaration {
                        name: #noun,
                        called: #called,
                        doc: #doc,
                        kind: #kind,
                        short: #short,
                        written: Written::#written,
                        rules: #rules,
                        fields: FIELDS,
                    };
                    &DECLARED
                }

                fn declaration(&self) -> &'static Declaration {
                    <Self as Noun>::declared()
                }

                fn values<'r>(&'r self, each: &mut EachValue<'_, 'r>) {
                    let fields = self.declaration().fields;
                    #values
                }

                fn values_mut(&mut self, each: &mut EachValueMut<'_>) {
                    let fields = self.declaration().fields;
                    #values_mut
                }

                #more
            }

            #[automatically_derived]
            impl Held for #name {
                fn value(&self) -> Value<'_> {
                    Value::Noun(self)
                }

                fn value_mut(&mut self) -> ValueMut<'_> {
                    ValueMut::Noun(self)
                }
            }
        }
    }

    /// The implementations that are derived for a struct.
    fn mapping(&self) -> Result<TokenStream> {
        let Self { name, of, members, .. } = self;
        let declared = self.declared();
        let fields = members.iter().map(|member| {
            let form = match of.group(member.ident) {
                Some(Together { members, reader })
                    if members.first() == Some(member.ident) =>
                {
                    let fields = format_ident!("{reader}_fields");
                    quote! { Form::Flat(#name::#fields) }
                }
                Some(_) => quote! { Form::Unwritten },
                None => member.form(name),
            };
            member.declared(&member.name, &form, &member.presence())
        });
        let (mut reads, mut builds) = (Vec::new(), Vec::new());
        for member in members {
            let ident = member.ident;
            let bound = match of.group(ident) {
                Some(group) => {
                    if group.members.first() == Some(ident) {
                        reads.push(read_together(group));
                    }
                    Bound::Perhaps
                }
                None => {
                    let (read, bound) = member.read(name)?;
                    reads.push(quote! { let #ident = #read; });
                    bound
                }
            };
            builds.push(match bound {
                Bound::Perhaps => quote! { #ident: #ident? },
                Bound::Whole => quote! { #ident },
            });
        }
        let checks = of.checks.iter().map(|check| {
            let (function, members) = (&check.func, check.args.iter());
            quote! { Self::#function(fields, #(&#members),*)?; }
        });
        let (shape, read) = self.alone()?;
        let noun = self.noun("Mapping", fields, self.walked(), &self.known_of_mapping());
        Ok(quote! {
            #[automatically_derived]
            impl ReadFields for #name {
                fn fields() -> &'static [Field] {
                    #declared().fields
                }

                fn read_fields(fields: &mut Fields<'_>) -> Option<Self> {
                    let at = fields.at();
                    #(#reads)*
                    #(#checks)*
                    Some(Self { #(#builds),* })
                }
            }

            #[automatically_derived]
            impl Read for #name {
                fn shape() -> Shape {
                    #shape
                }

                fn read(at: &Cursor<'_>) -> Option<Self> {
                    #read
                }
            }

            #noun
        })
    }

    /// The shape and the reader of a mapping, which may be written as one of its fields
    /// alone.
    fn alone(&self) -> Result<(TokenStream, TokenStream)> {
        let (declared, name) = (self.declared(), self.name);
        let kind = option(&quote! { NounKind:: }, self.of.kind.as_ref());
        let shape = quote! { Shape::Noun(#declared) };
        let read = quote! { decode::read_noun::<Self>(#kind, at) };
        let Some(short) = &self.of.short else { return Ok((shape, read)) };
        let Some(member) = self.members.iter().find(|it| it.ident == short) else {
            return refuse(short, "no field of this noun");
        };
        let (of_short, reader) = (member.whole_shape(name), member.whole_reader(name));
        let check = self.of.short_check.iter();
        let builds = self.members.iter().map(|other| {
            let ident = other.ident;
            let value = if ident == short {
                match Held::of(&other.of) {
                    Held::Optional(_) => quote! { Some(value) },
                    _ => quote! { value },
                }
            } else {
                other.absent()
            };
            quote! { #ident: #value }
        });
        let shape = quote! { Shape::Either(vec![#of_short, #shape]) };
        let read = quote! {
            if at.is_mapping() {
                return #read;
            }
            let value = (#reader)(at)?;
            #(Self::#check(at, &value);)*
            Some(Self { #(#builds),* })
        };
        Ok((shape, read))
    }

    /// The statements that give the values of a struct's fields, to read and to change.
    fn walked(&self) -> [TokenStream; 2] {
        let walked = self.members.iter().enumerate();
        let walked = walked.filter(|(_, member)| !member.is_unwritten());
        let (at, idents): (Vec<_>, Vec<_>) =
            walked.map(|(at, it)| (at, it.ident)).unzip();
        [
            quote! { #(each(&fields[#at], Held::value(&self.#idents));)* },
            quote! { #(each(&fields[#at], Held::value_mut(&mut self.#idents));)* },
        ]
    }

    /// The methods that give the visibility and the id of a mapping.
    fn known_of_mapping(&self) -> TokenStream {
        let audience = self.members.iter().find(|it| is_called(&it.of, "Visibility"));
        let audience = audience.map(|Member { ident, .. }| {
            quote! {
                fn audience(&self) -> Option<&Visibility> {
                    Some(&self.#ident)
                }
            }
        });
        let defined = self.of.kind.as_ref().and_then(|kind| {
            let mut members = self.members.iter();
            let member = members.find(|it| it.says.defines || it.ident == "id")?;
            let ident = member.ident;
            let id = match Held::of(&member.of) {
                Held::Optional(_) => quote! { self.#ident.as_ref()? },
                _ => quote! { &self.#ident },
            };
            Some(quote! {
                fn defined(&self) -> Option<Defined<'_>> {
                    let id = #id;
                    let kind = NounKind::#kind;
                    Some(Defined { kind, id: &id.value, place: &id.place })
                }
            })
        });
        quote! { #audience #defined }
    }

    /// The implementations that are derived for an enum: a mapping with one field, fields of
    /// another mapping, or one of several nouns.
    fn choosing(&self) -> TokenStream {
        let Self { name, of, members, .. } = self;
        let fields = members.iter().map(|member| {
            let nameless = LitStr::new("", member.name.span());
            let called = if of.either { &nameless } else { &member.name };
            member.declared(called, &member.form(name), &quote! { Optional })
        });
        let arms = |value: TokenStream| {
            let arms = members.iter().enumerate().map(|(at, member)| {
                let ident = member.ident;
                if member.is_unwritten() {
                    quote! { Self::#ident => {} }
                } else if member.says.word.is_some() {
                    quote! { Self::#ident(_) => {} }
                } else {
                    quote! { Self::#ident(within) => each(&fields[#at], #value(within)), }
                }
            });
            quote! { match self { #(#arms)* } }
        };
        let audience = of.either.then(|| {
            quote! {
                fn audience(&self) -> Option<&Visibility> {
                    crate::report::declare::inner(self)?.audience()
                }
            }
        });
        let arms = [arms(quote! { Held::value }), arms(quote! { Held::value_mut })];
        let written = match (of.fields, of.either) {
            (true, _) => "Flat",
            (_, true) => "Either",
            _ => "OneField",
        };
        let noun = self.noun(written, fields, arms, &audience.into_token_stream());
        if of.fields || of.either {
            return noun;
        }
        let declared = self.declared();
        let written = members.iter().filter(|it| !it.is_unwritten());
        let (idents, names): (Vec<_>, Vec<_>) =
            written.clone().map(|it| (it.ident, &it.name)).unzip();
        let readers = written.map(|it| it.whole_reader(name));
        quote! {
            #[automatically_derived]
            impl Read for #name {
                fn shape() -> Shape {
                    Shape::Noun(#declared)
                }

                fn read(at: &Cursor<'_>) -> Option<Self> {
                    let (name, within) = at.only_field(&[#(#names),*])?;
                    let at = &within;
                    match name {
                        #(#names => Some(Self::#idents((#readers)(at)?)),)*
                        _ => None,
                    }
                }
            }

            #noun
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

impl<'i> Member<'i> {
    fn of(
        ident: &'i Ident,
        of: &Type,
        name: &str,
        attributes: &[Attribute],
    ) -> Result<Self> {
        let says = OfField::of(attributes)?;
        let name = says.name.clone().unwrap_or_else(|| LitStr::new(name, ident.span()));
        Ok(Self { ident, of: of.clone(), name, doc: doc(attributes), says })
    }

    fn is_flat(&self) -> bool {
        self.says.flatten || is_called(&self.of, "Visibility")
    }

    fn is_place(&self) -> bool {
        is_called(&self.of, "Place")
    }

    /// Says whether no file writes it.
    fn is_unwritten(&self) -> bool {
        let is_nothing = matches!(&self.of, Type::Tuple(of) if of.elems.is_empty());
        let is_place = self.is_place() && self.says.word.is_none();
        is_nothing || is_place || self.says.computed.is_some()
    }

    fn is_image(&self) -> bool {
        self.says.file.as_ref().is_some_and(|file| file == "Image")
    }

    /// The reader of one value.
    fn reader(&self, noun: &Ident) -> TokenStream {
        let held = Held::of(&self.of);
        let of = held.value();
        match (&self.says.with, &self.says.word) {
            (Some(reader), _) => quote! { #noun::#reader },
            (None, Some(word)) => quote! { decode::scalars::word(#word) },
            _ if self.is_image() => quote! { decode::scalars::image::read },
            _ => quote! { <#of as Read>::read },
        }
    }

    /// The reader of all that the field holds.
    fn whole_reader(&self, noun: &Ident) -> TokenStream {
        let (name, says) = (&self.name, &self.says);
        let read = self.reader(noun);
        let read = match says.files {
            Some(Files::Lists) => {
                return quote! { decode::files::in_lists(#name, #read) };
            }
            Some(_) => quote! { decode::files::in_file(#read) },
            None => read,
        };
        match Held::of(&self.of) {
            Held::One(_) | Held::Optional(_) => read,
            _ if says.with.is_some() => read,
            _ if says.one_or_more => quote! { decode::one_or_more(#read) },
            _ if says.at_least_one => quote! { decode::filled_list_of(#read) },
            _ => quote! { decode::list_of(#read) },
        }
    }

    /// The values that one item of the field may have.
    fn shape(&self, noun: &Ident) -> TokenStream {
        let held = Held::of(&self.of);
        let of = held.value();
        match (&self.says.with, &self.says.word) {
            (Some(reader), _) => {
                let shape = format_ident!("{reader}_shape");
                quote! { #noun::#shape() }
            }
            (None, Some(word)) => quote! { Shape::word(#word) },
            _ if self.is_image() => quote! { decode::scalars::image::shape() },
            _ => quote! { <#of as Read>::shape() },
        }
    }

    /// The values that the field as a whole may have.
    fn whole_shape(&self, noun: &Ident) -> TokenStream {
        let shape = self.shape(noun);
        let least = usize::from(self.says.at_least_one || self.says.one_or_more);
        match Held::of(&self.of) {
            Held::One(_) | Held::Optional(_) => shape,
            _ if self.says.with.is_some() => shape,
            _ if self.says.one_or_more => quote! { Shape::one_or_more(#shape) },
            _ => quote! { Shape::list(#shape, #least) },
        }
    }

    /// The `Form` in which the member stands in a file.
    fn form(&self, noun: &Ident) -> TokenStream {
        let of = &self.of;
        if self.is_unwritten() {
            return quote! { Form::Unwritten };
        }
        if self.is_flat() {
            return quote! { Form::Flat(<#of as ReadFields>::fields) };
        }
        let least = usize::from(self.says.at_least_one);
        let how = match self.says.files {
            Some(Files::One) => quote! { One },
            Some(Files::Each) => quote! { Each { least: #least } },
            Some(Files::Lists) => quote! { Lists },
            None => {
                let shape = self.whole_shape(noun);
                return quote! { Form::Field(|| #shape) };
            }
        };
        let shape = self.shape(noun);
        quote! { Form::InFiles(InFiles::#how, || #shape) }
    }

    /// The `Presence` of a field of a struct: required, required on a condition, or optional.
    fn presence(&self) -> TokenStream {
        let says = &self.says;
        let is_needed = match Held::of(&self.of) {
            Held::One(_) => says.default.is_none(),
            Held::Several(_) => says.at_least_one,
            Held::Optional(_) | Held::OptionalList(_) => false,
        };
        let is_field = !self.is_unwritten() && !self.is_flat();
        match says.needed.as_ref().or(says.checked.as_ref()) {
            _ if is_field && (says.required || is_needed) => quote! { Required },
            Some(condition) => quote! { RequiredWhere(Condition::#condition) },
            None => quote! { Optional },
        }
    }

    /// The `Field` that declares the member under a name in files.
    fn declared(
        &self,
        name: &LitStr,
        form: &TokenStream,
        presence: &TokenStream,
    ) -> TokenStream {
        let Self { ident, doc, says, .. } = self;
        let member = LitStr::new(&ident.to_string(), ident.span());
        let only = option(&quote! { Condition:: }, says.only.as_ref());
        let text = option(&quote! { TextKind:: }, says.text.as_ref());
        let file = option(&quote! { FileUse:: }, says.file.as_ref());
        let wording = if says.quoted {
            quote! { Others }
        } else {
            quote! { Own }
        };
        let refers = says.refers.as_ref().map(|(kind, purpose)| {
            quote! { Refers { kind: NounKind::#kind, purpose: Purpose::#purpose } }
        });
        let refers = option(&quote! {}, refers.as_ref());
        quote! {
            Field {
                name: #name,
                member: #member,
                doc: #doc,
                form: #form,
                presence: Presence::#presence,
                only: #only,
                text: #text,
                wording: Wording::#wording,
                refers: #refers,
                file: #file,
            }
        }
    }

    /// What it is where the noun is written as another of its fields.
    fn absent(&self) -> TokenStream {
        match (&self.says.computed, &self.says.default, Held::of(&self.of)) {
            (Some(computed), ..) => quote! { #computed },
            (_, Some(Some(default)), _) => quote! { #default },
            (_, None, Held::Optional(_) | Held::OptionalList(_)) => quote! { None },
            (_, None, Held::One(_)) if self.is_place() => quote! { at.place() },
            _ => quote! { Default::default() },
        }
    }

    /// The expression that reads it, and how it is bound.
    fn read(&self, noun: &Ident) -> Result<(TokenStream, Bound)> {
        let Self { of, name, says, .. } = self;
        if says.computed.is_some() || self.is_place() {
            return Ok((self.absent(), Bound::Whole));
        }
        if self.is_flat() {
            let read = quote! { <#of as ReadFields>::read_fields(fields) };
            return Ok((read, Bound::Perhaps));
        }
        let reader = self.whole_reader(noun);
        let required = quote! { fields.required(#name, #reader) };
        let optional = quote! { fields.optional(#name, #reader) };
        let (read, bound) = match (Held::of(of), &says.default) {
            (Held::One(_), Some(Some(default))) => {
                (quote! { #optional.unwrap_or_else(|| #default) }, Bound::Whole)
            }
            (Held::One(_), None) => (required, Bound::Perhaps),
            (Held::Optional(_) | Held::OptionalList(_), _) => match &says.needed {
                _ if says.required => (required, Bound::Whole),
                Some(condition) => {
                    let read = quote! {
                        if Condition::#condition.holds(at) { #required } else { #optional }
                    };
                    (read, Bound::Whole)
                }
                None => (optional, Bound::Whole),
            },
            (Held::Several(_), _) if says.required || says.at_least_one => {
                (required, Bound::Perhaps)
            }
            _ => (quote! { #optional.unwrap_or_default() }, Bound::Whole),
        };
        let absent = match bound {
            Bound::Perhaps => quote! { None },
            Bound::Whole => self.absent(),
        };
        let read = match (&says.only, &says.instead) {
            (Some(only), Some(instead)) => quote! {
                if Condition::#only.holds(at) {
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

/// An option of something under a path.
fn option(path: &TokenStream, of: Option<&impl ToTokens>) -> TokenStream {
    of.map_or_else(|| quote! { None }, |of| quote! { Some(#path #of) })
}
