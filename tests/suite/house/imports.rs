//! Imports: which file of a crate uses what which other file defines.
//!
//! A file uses another where a path in its code leads to something that the other defines,
//! by whatever name and through however many modules. Neither naming a module nor passing
//! something on with `pub use` is using it. What the compiler infers, as the type of a
//! method's receiver, has no path and is not seen; what derives write is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// A use of one file by another, by their paths.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that uses it.
    pub by: PathBuf,
    /// The file that is used.
    pub of: PathBuf,
    /// The path in the code.
    pub path: String,
    /// Whether only tests do.
    pub in_tests: bool,
}

/// The imports between the files of a crate, from its root file.
pub fn imports(root: &Path) -> BTreeSet<Import> {
    let mut krate = Crate { modules: Vec::new() };
    let folder = root.parent().expect("a folder");
    krate.read(root, folder, None, false);
    let mut found = BTreeSet::new();
    for (number, module) in krate.modules.iter().enumerate() {
        for (path, in_tests) in &module.paths {
            for of in krate.files(number, path) {
                if *of != module.file {
                    let (by, path) = (module.file.clone(), path.join("::"));
                    found.insert(Import {
                        by,
                        of: of.clone(),
                        path,
                        in_tests: *in_tests,
                    });
                }
            }
        }
    }
    found
}

/// The cycles among some imports: of each the files, and the imports between them.
pub fn cycles(imports: &BTreeSet<Import>) -> Vec<Vec<Import>> {
    let mut reached: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        reached.entry(&import.by).or_default().insert(&import.of);
    }
    // Whoever reaches a file reaches what that one reaches.
    let files: Vec<&Path> = reached.keys().copied().collect();
    for middle in &files {
        let beyond = reached[middle].clone();
        for from in &files {
            if reached[from].contains(middle) {
                reached.get_mut(from).expect("a file").extend(&beyond);
            }
        }
    }
    let meet = |one: &Path, other: &Path| {
        let leads =
            |from: &Path, to: &Path| reached.get(from).is_some_and(|it| it.contains(to));
        leads(one, other) && leads(other, one)
    };
    let mut cycles: Vec<Vec<Import>> = Vec::new();
    for import in imports.iter().filter(|import| meet(&import.by, &import.of)) {
        match cycles.iter_mut().find(|cycle| meet(&cycle[0].by, &import.by)) {
            Some(cycle) => cycle.push(import.clone()),
            None => cycles.push(vec![import.clone()]),
        }
    }
    cycles
}

/// The modules of a crate; the first is its root.
struct Crate {
    modules: Vec<Module>,
}

#[derive(Default)]
struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// What it defines.
    defined: BTreeSet<String>,
    /// What it has from elsewhere, by its name here.
    had: Vec<(String, Vec<String>)>,
    /// The paths in its code, each with whether tests alone have it.
    paths: BTreeSet<(Vec<String>, bool)>,
}

/// Where a path may lead: a module and an item can have the same name.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    /// Something that this module defines.
    Item(usize),
}

impl Crate {
    /// Reads a file as a module. Modules below it are files in `folder`.
    fn read(
        &mut self,
        file: &Path,
        folder: &Path,
        parent: Option<usize>,
        tests: bool,
    ) -> usize {
        let text = std::fs::read_to_string(file).expect("a readable source");
        let parsed = syn::parse_file(&text).expect("a source that compiles");
        let number = self.modules.len();
        self.modules.push(Module { file: file.to_owned(), parent, ..Module::default() });
        self.items(number, &parsed.items, folder, tests);
        number
    }

    fn items(&mut self, number: usize, items: &[Item], folder: &Path, tests: bool) {
        for item in items {
            let tests = tests || is_for_tests(item);
            if let Item::Mod(module) = item {
                let name = module.ident.to_string();
                let below = folder.join(&name);
                let child = match &module.content {
                    Some((_, items)) => {
                        let file = self.modules[number].file.clone();
                        let child = self.modules.len();
                        let parent = Some(number);
                        self.modules.push(Module { file, parent, ..Module::default() });
                        self.items(child, items, &below, tests);
                        child
                    }
                    None => {
                        let beside =
                            self.modules[number].file.parent().expect("a folder");
                        let own = match path_attribute(&module.attrs) {
                            Some(named) => beside.join(named),
                            None => folder.join(format!("{name}.rs")),
                        };
                        let file = if own.exists() { own } else { below.join("mod.rs") };
                        self.read(&file, &below, Some(number), tests)
                    }
                };
                self.modules[number].children.insert(name, child);
                continue;
            }
            let mut reader = Reader { module: &mut self.modules[number], tests };
            reader.define(item);
            reader.visit_item(item);
        }
    }

    /// The files that define what a path in a module leads to.
    fn files<'c>(&'c self, module: usize, path: &[String]) -> BTreeSet<&'c PathBuf> {
        let targets = self.resolve(module, path, 0).into_iter();
        let files = targets.filter_map(|target| match target {
            Target::Module(_) => None,
            Target::Item(module) => Some(&self.modules[module].file),
        });
        files.collect()
    }

    fn resolve(&self, module: usize, path: &[String], depth: usize) -> Vec<Target> {
        let Some((first, rest)) = path.split_first().filter(|_| depth < 16) else {
            return Vec::new();
        };
        let mut targets = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(module)],
            "super" => {
                self.modules[module].parent.map(Target::Module).into_iter().collect()
            }
            name => self.look_up(module, name, depth),
        };
        for name in rest {
            // Nothing stands below a function that is called as a module is.
            if targets.iter().any(|it| matches!(it, Target::Module(_))) {
                targets.retain(|it| matches!(it, Target::Module(_)));
            }
            let deeper = |target: &Target| match *target {
                Target::Module(module) if name == "super" => {
                    self.modules[module].parent.map(Target::Module).into_iter().collect()
                }
                Target::Module(module) => self.look_up(module, name, depth),
                // What follows is a variant, a method or a constant of it.
                item => vec![item],
            };
            targets = targets.iter().flat_map(deeper).collect();
        }
        targets
    }

    fn look_up(&self, module: usize, name: &str, depth: usize) -> Vec<Target> {
        let Module { children, defined, had, .. } = &self.modules[module];
        let mut targets: Vec<_> =
            children.get(name).map(|it| Target::Module(*it)).into_iter().collect();
        if defined.contains(name) {
            targets.push(Target::Item(module));
        }
        for (_, path) in had.iter().filter(|(it, _)| it == name || it == "*") {
            let mut path = path.clone();
            if path.last().is_some_and(|last| last == "*") {
                *path.last_mut().expect("a name") = name.to_owned();
            }
            // `use self::verify::verify` does not lead back to itself.
            targets.extend(self.resolve(module, &path, depth + 1));
        }
        targets
    }
}

/// Reads the code of a module.
struct Reader<'m> {
    module: &'m mut Module,
    tests: bool,
}

impl Reader<'_> {
    fn define(&mut self, item: &Item) {
        let name = match item {
            Item::Const(it) => &it.ident,
            Item::Enum(it) => &it.ident,
            Item::Fn(it) => &it.sig.ident,
            Item::Static(it) => &it.ident,
            Item::Struct(it) => &it.ident,
            Item::Trait(it) => &it.ident,
            Item::Type(it) => &it.ident,
            Item::Union(it) => &it.ident,
            Item::Macro(syn::ItemMacro { ident: Some(name), .. }) => name,
            _ => return,
        };
        self.module.defined.insert(name.to_string());
    }

    fn see(&mut self, path: Vec<String>) {
        self.module.paths.insert((path, self.tests));
    }

    /// What a `use` brings, each with its whole path. It counts as used unless it is only
    /// passed on.
    fn bring(&mut self, tree: &UseTree, before: &[String], passed_on: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        let (name, path) = match tree {
            UseTree::Path(path) => {
                return self.bring(&path.tree, &with(&path.ident), passed_on);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|it| self.bring(it, before, passed_on));
            }
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned().unwrap_or_default(), before.to_vec())
            }
            UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(name) if name.ident == "self" => {
                (name.rename.to_string(), before.to_vec())
            }
            UseTree::Rename(name) => (name.rename.to_string(), with(&name.ident)),
            UseTree::Glob(_) => ("*".to_owned(), [before, &["*".to_owned()]].concat()),
        };
        if !passed_on {
            self.see(path.clone());
        }
        self.module.had.push((name, path));
    }

    /// The paths among the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 && !path.is_empty() {
                        self.see(std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => colons = 0,
            }
            if colons == 0 && !path.is_empty() {
                self.see(std::mem::take(&mut path));
            }
        }
        if !path.is_empty() {
            self.see(path);
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let passed_on = !matches!(item.vis, Visibility::Inherited);
        self.bring(&item.tree, &[], passed_on);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.see(path.segments.iter().map(|it| it.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_vis_restricted(&mut self, _: &'a syn::VisRestricted) {}
}

fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Const(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => return false,
    };
    attributes.iter().any(|it| {
        let meta = it.meta.require_list();
        it.path().is_ident("cfg") && meta.is_ok_and(|it| it.tokens.to_string() == "test")
    })
}

/// The file that a module is written in, where an attribute says so.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().filter(|it| it.path().is_ident("path")).find_map(|it| {
        let syn::Expr::Lit(value) = &it.meta.require_name_value().ok()?.value else {
            return None;
        };
        match &value.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        }
    })
}
