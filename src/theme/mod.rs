//! The theme: the facts that its Typst files share with the rest of the program.
//!
//! They stand in `templates/theme/theme.toml`, which Typst reads as well. Whoever judges a
//! project by the page that will print (a lint, validation) asks here; nothing is drawn here.

mod facts;

pub use facts::{
    Charts, Columns, Cover, Drawn, Facing, Facts, FactsError, Length, NeutralColours,
    Page, Palettes, Room, Single, Step, TextFacts, ThemeColour, Tiles,
};
