//! Choices on the command line: the words of an enum, as clap reads and lists them.

use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::{EnumMessage, ParseError, VariantArray};

/// Reads a word as the value that it stands for. Help says of each what its doc comment says.
pub fn one_of<T>() -> impl TypedValueParser<Value = T>
where
    T: VariantArray + EnumMessage + FromStr<Err = ParseError> + Copy + Send + Sync,
    &'static str: From<T>,
{
    let words = T::VARIANTS.iter().map(|value| {
        let doc = value.get_documentation().unwrap_or_default();
        PossibleValue::new(<&str>::from(*value)).help(doc.trim_end_matches('.'))
    });
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}
