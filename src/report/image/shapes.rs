//! Shapes: a drawing as the compiler's reader of SVGs has it, with every style worked out.

use std::sync::Arc;

use roxmltree::Document;
use usvg::fontdb::Source;
use usvg::{FontResolver, ImageHrefResolver, Options, Tree};

/// A face to lay text out in: which one has no bearing on its size.
static FACE: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
));

/// The shapes and texts of a drawing; `None` where the compiler cannot read it. Images in it
/// are left out.
pub(crate) fn shapes(document: &Document<'_>) -> Option<Tree> {
    let mut options = Options {
        font_family: String::new(),
        font_resolver: FontResolver {
            select_font: Box::new(|_, faces| faces.faces().next().map(|face| face.id)),
            select_fallback: Box::new(|_, _, _| None),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    options.fontdb_mut().load_font_source(Source::Binary(Arc::new(FACE)));
    Tree::from_xmltree(document, &options).ok()
}
