//! The report: what a project's files mean.
//!
//! The first two stages stand here. [`load`] reads the [`Sources`](crate::sources::Sources) of
//! a project into a [`Report`]; [`validate`] sees to it that everything that refers to something leads
//! there, and gives a [`ValidReport`]. [`measure`] says how a figure prints, with the
//! fixed words of a [`Locale`]. How anything looks on a page is not known here.

pub mod agenda;
pub mod cast;
pub mod cell;
pub mod code;
pub mod declare;
mod decode;
mod files;
pub mod grounds;
pub(crate) mod image;
mod languages;
mod load;
mod locale;
mod locate;
pub mod measure;
mod minutes;
mod model;
mod node;
pub(crate) mod number;
mod prose;
mod references;
pub mod said;
#[cfg(test)]
mod sample;
pub mod spc;
pub mod status;
mod syntax;
pub mod tail;
pub mod times;
pub mod units;
pub mod unread;
mod validate;

pub use languages::{LanguageGap, Translations};
pub use load::{Loaded, in_order, languages, load, load_in};
pub use locale::{HALF_RENAMED, Locale, UnknownLanguage};
pub use model::visit;
pub use model::{
    Abbreviation, Action, Align, Annotation, Appendix, Attendance, Axis, BackMatter,
    BackgroundPaper, Better, Block, Bounds, Brand, Brief, Callout, Captions, Cell,
    ChangeForm, Chart, ChartKind, CheckLevel, CheckSetting, Colour, Colours, Column,
    ColumnGroup, Comparator, Consideration, Contact, Cover, Currency, DeclaredUnit,
    Deferral, Dimension, Dividers, EditorialNote, Enclosure, Enquiries, ExemptPages,
    Exemption, External, Family, FieldHeading, Figure, FilePath, Fit, Focus, FrontNotice,
    FrontSheet, Ground, GroundParagraph, Highlight, HouseStyle, Id, ImprintEntry, Inline,
    Interest, Item, ItemState, ItemStatus, KindSettings, Known, Labels, Lettering, Line,
    Link, Logo, Look, Matter, Measure, MeasureForm, MeasureValue, Member, Minute,
    MinuteNumbers, Minutes, MoneyStyle, Nation, Negative, Notice, NumberForm,
    Observation, Officer, OrgUnit, Outcome, OutcomeWord, OwnFact, OwnField, OwnPurpose,
    Pack, Paper, PaperField, PaperKind, PaperPurpose, PaperSection, PaperSettings,
    PartTwo, PartialDate, PastValue, PerCentStyle, Person, Placed, Placing, PlainSection,
    Point, PointRange, PointValue, Pointing, Priority, Process, Prose, ProseBlock,
    Publication, PublicationStatus, Publisher, Qualifier, Quantity, Quote,
    Recommendations, ReferenceLine, Report, ReportPeriod, Row, RowColumns, RowKind,
    Scale, Scorecard, ScorecardGroup, Section, SectionStart, Series, Shorthand,
    ShorthandStyle, SignOff, Signatory, SourceDocument, SourceReference, Stamp, State,
    StateShape, Status, StatusBy, StatusRule, StatusWords, Step, Substitute, Table,
    TableNote, TableStyle, Target, Text, Tone, Typefaces, Unit, UnitPlace, UnitStands,
    Url, ValueRange, Visibility, Vote, Weekday, Withheld, Withholding, Within, Zero,
};
pub(crate) use references::meant_as_pointer;
pub use validate::{ValidReport, Validated, validate};
