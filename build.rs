//! Tells Cargo which folders are compiled into the program, so that a file that is new there
//! is noticed; of files it already knows, the compiler notices changes itself.

#[expect(clippy::disallowed_macros, reason = "this is how a build script speaks")]
fn main() {
    for folder in ["docs/problems", "fonts", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
