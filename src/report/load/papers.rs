//! Papers: their cover sheets, sections, appendices, and what holds for all of them.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::dates::date;
use crate::report::decode::scalars::{id, line, one_of, path, prose, text, url};
use crate::report::decode::{Cursor, Fields, Problems, filled_list_of};
use crate::report::model::{
    Appendix, Audience, BackgroundPaper, Block, Consideration, Cover, Deferral,
    Enclosure, Enquiries, External, Known, Line, Officer, Paper, PaperField,
    PaperPurpose, PaperSection, PaperSettings, Placed, Publication, PublicationStatus,
    Recommendations, SignOff, Stamp, Step,
};
use crate::report::node::{Node, Value};
use crate::wording::letters;
use recto_pdf::join::Tagging;

use super::audience::audience;
use super::files::Files;
use super::sections::block;

/// What stands in a field whose value is not known yet.
const PLACEHOLDER: &str = "to be confirmed";

const PURPOSES: &[(&str, PaperPurpose)] = &[
    ("decision", PaperPurpose::Decision),
    ("discussion", PaperPurpose::Discussion),
    ("noting", PaperPurpose::Noting),
    ("assurance", PaperPurpose::Assurance),
];
const PUBLICATION: &[(&str, PublicationStatus)] = &[
    ("full", PublicationStatus::Full),
    ("redacted", PublicationStatus::Redacted),
    ("withheld", PublicationStatus::Withheld),
];
const STAMPS: &[(&str, Stamp)] =
    &[("top", Stamp::Top), ("bottom", Stamp::Bottom), ("none", Stamp::None)];
const FIELDS: [(&str, PaperField); 33] = {
    let mut named = [("", PaperField::Meeting); 33];
    let mut at = 0;
    while at < 16 {
        named[at] = (PaperField::COVER[at].name(), PaperField::COVER[at]);
        at += 1;
    }
    while at < 33 {
        named[at] = (PaperField::BODY[at - 16].name(), PaperField::BODY[at - 16]);
        at += 1;
    }
    named
};

/// The reader of what a paper is for.
pub(crate) fn purpose(at: &Cursor<'_>, problems: &mut Problems) -> Option<PaperPurpose> {
    one_of(PURPOSES)(at, problems)
}

/// A reader of what may be to be confirmed.
pub(crate) fn known<'a, T>(
    read: impl Fn(&Cursor<'a>, &mut Problems) -> Option<T>,
) -> impl Fn(&Cursor<'a>, &mut Problems) -> Option<Known<T>> {
    move |at, problems| match &at.node().value {
        Value::Scalar(scalar) if scalar.text.trim().eq_ignore_ascii_case(PLACEHOLDER) => {
            Some(Known::ToBeConfirmed(at.place()))
        }
        _ => read(at, problems).map(Known::Said),
    }
}

/// Reads what holds for all papers.
pub(crate) fn settings(
    at: &Cursor<'_>,
    problems: &mut Problems,
) -> Option<PaperSettings> {
    let mut fields = Fields::of(at, problems)?;
    let body = fields.optional("body", text);
    let lead = fields.optional("recommendations_lead", line);
    let required = fields.list("required", |at, problems| {
        Some(Placed { value: one_of(&FIELDS)(at, problems)?, place: at.place() })
    });
    let order = fields.list("order", one_of(&FIELDS));
    let headings = fields.optional("headings", |at, problems| {
        let mut fields = Fields::of(at, problems)?;
        let named = FIELDS
            .iter()
            .filter_map(|(name, field)| Some((*field, fields.optional(name, text)?)));
        let headings = named.collect();
        fields.finish();
        Some(headings)
    });
    fields.finish();
    Some(PaperSettings {
        body,
        lead,
        required,
        order,
        headings: headings.unwrap_or_default(),
    })
}

/// Reads a paper.
pub(crate) fn paper(
    at: &Cursor<'_>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Paper> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", text);
    let cover = cover(&mut fields);
    let marking = fields.optional("marking", text);
    let recommendations = fields.optional("recommendations", recommendations);
    let mut sections = Vec::new();
    for field in PaperField::PROSE {
        sections.extend(fields.optional(field.name(), |at, problems| {
            Some(PaperSection {
                field,
                title: None,
                body: body(at, problems)?,
                audience: Audience::Public,
                place: at.place(),
            })
        }));
    }
    sections.extend(fields.list("sections", own_section));
    let next_steps = fields.list("next_steps", step);
    let mut position = 0..;
    let appendices = fields.list("appendices", |at, problems| {
        // A letter is used up even by an appendix that cannot be read.
        let letter = letters(position.next().unwrap_or_default()).into();
        appendix(at, letter, files, problems)
    });
    let background_papers = fields.list("background_papers", background_paper);
    let sign_off = fields.list("sign_off", signature);
    let audience = audience(at, &mut fields);
    fields.finish();
    Some(Paper {
        id: id?,
        title: title?,
        cover: cover?,
        marking,
        recommendations,
        sections,
        next_steps,
        appendices,
        background_papers,
        sign_off,
        audience,
    })
}

fn cover(fields: &mut Fields<'_, '_>) -> Option<Cover> {
    let meeting = fields.required("meeting", known(line));
    let date = fields.required("date", known(date));
    let report_of = fields.required("report_of", officers);
    let purpose = fields.required("purpose", |at, problems| {
        Some(Placed { value: purpose(at, problems)?, place: at.place() })
    });
    let agenda_item = fields.optional("agenda_item", known(line));
    let reference = fields.optional("reference", known(line));
    let decision_maker = fields.optional("decision_maker", known(line));
    let presented_by = fields.optional("presented_by", officers).unwrap_or_default();
    let prepared_by = fields.optional("prepared_by", officers).unwrap_or_default();
    let contact = fields.optional("contact", known(enquiries));
    let publication = fields.optional("publication", publication);
    let considered_by = fields.list("considered_by", consideration);
    let areas = fields.list("areas", line);
    let lateness = fields.optional("lateness", line);
    let deferral = fields.optional("deferral", deferral);
    Some(Cover {
        meeting: meeting?,
        date: date?,
        report_of: report_of?,
        purpose: purpose?,
        agenda_item,
        reference,
        decision_maker,
        presented_by,
        prepared_by,
        contact,
        publication,
        considered_by,
        areas,
        lateness,
        deferral,
    })
}

/// One officer, or a list of them.
fn officers(at: &Cursor<'_>, problems: &mut Problems) -> Option<Vec<Known<Officer>>> {
    match at.node().value {
        Value::List(_) => filled_list_of(known(officer))(at, problems),
        _ => Some(vec![known(officer)(at, problems)?]),
    }
}

/// An officer: a role as text, or a role with a name.
pub(crate) fn officer(at: &Cursor<'_>, problems: &mut Problems) -> Option<Officer> {
    if !is_map(at.node()) {
        return Some(Officer { role: text(at, problems)?, name: None });
    }
    let mut fields = Fields::of(at, problems)?;
    let role = fields.required("role", text);
    let name = fields.optional("name", known(text));
    fields.finish();
    Some(Officer { role: role?, name })
}

fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

fn enquiries(at: &Cursor<'_>, problems: &mut Problems) -> Option<Enquiries> {
    let mut fields = Fields::of(at, problems)?;
    let name = fields.optional("name", known(text));
    let telephone = fields.optional("telephone", text);
    let email = fields.optional("email", email);
    if name.is_none() && telephone.is_none() && email.is_none() {
        fields.report_missing(
            &["name", "telephone", "email"],
            Diagnostic::error(code::MISSING_FIELD, "`contact` says nobody to ask")
                .at(&at.place())
                .hint("add `name`, `telephone` or `email`"),
        );
    }
    fields.finish();
    Some(Enquiries { name, telephone, email })
}

fn email(at: &Cursor<'_>, problems: &mut Problems) -> Option<crate::report::model::Text> {
    let found = text(at, problems)?;
    let parts: Vec<_> = found.split('@').collect();
    let sound = matches!(parts[..], [name, host] if !name.is_empty() && host.contains('.'))
        && !found.contains(|c: char| c.is_whitespace() || c.is_control());
    if sound {
        return Some(found);
    }
    let message = format!("`email` is no address: `{}`", found.value);
    problems.push(
        at.error(code::BAD_VALUE, message)
            .hint("write an address such as `enquiries@example.org`"),
    );
    None
}

fn publication(at: &Cursor<'_>, problems: &mut Problems) -> Option<Publication> {
    let place = at.place();
    if !is_map(at.node()) {
        let status = one_of(PUBLICATION)(at, problems)?;
        if status != PublicationStatus::Full {
            let message =
                format!("`publication` is `{}` without a reason", status.name());
            problems.push(
                at.error(code::MISSING_FIELD, message)
                    .hint(format!("write `{{status: {}, reason: …}}`", status.name())),
            );
        }
        return Some(Publication { status, reason: None, place });
    }
    let mut fields = Fields::of(at, problems)?;
    let status = fields.required("status", one_of(PUBLICATION));
    let reason = match status {
        Some(PublicationStatus::Redacted | PublicationStatus::Withheld) => {
            fields.required("reason", line)
        }
        _ => fields.optional("reason", line),
    };
    fields.finish();
    Some(Publication { status: status?, reason, place })
}

fn consideration(at: &Cursor<'_>, problems: &mut Problems) -> Option<Consideration> {
    if !is_map(at.node()) {
        return Some(Consideration { body: line(at, problems)?, date: None });
    }
    let mut fields = Fields::of(at, problems)?;
    let body = fields.required("body", line);
    let date = fields.optional("date", known(date));
    fields.finish();
    Some(Consideration { body: body?, date })
}

fn deferral(at: &Cursor<'_>, problems: &mut Problems) -> Option<Deferral> {
    let mut fields = Fields::of(at, problems)?;
    let until = fields.required("until", known(date));
    let reason = fields.optional("reason", line);
    fields.finish();
    Some(Deferral { until: until?, reason })
}

/// Recommendations: a list, or a list with words before it.
fn recommendations(at: &Cursor<'_>, problems: &mut Problems) -> Option<Recommendations> {
    if !is_map(at.node()) {
        let items = filled_list_of(prose)(at, problems)?;
        return Some(Recommendations { lead: None, items });
    }
    let mut fields = Fields::of(at, problems)?;
    let lead = fields.optional("lead", line);
    let items = fields.required("items", filled_list_of(prose));
    fields.finish();
    Some(Recommendations { lead, items: items? })
}

/// The content of a section: prose, or a list of blocks.
fn body(at: &Cursor<'_>, problems: &mut Problems) -> Option<Vec<Block>> {
    match at.node().value {
        Value::List(_) => filled_list_of(block)(at, problems),
        _ => Some(vec![Block::Prose(prose(at, problems)?)]),
    }
}

fn own_section(at: &Cursor<'_>, problems: &mut Problems) -> Option<PaperSection> {
    let mut fields = Fields::of(at, problems)?;
    let title = fields.required("title", text);
    let body = fields.required("body", body);
    let audience = audience(at, &mut fields);
    fields.finish();
    let (field, place) = (PaperField::Sections, at.place());
    Some(PaperSection { field, title: Some(title?), body: body?, audience, place })
}

fn step(at: &Cursor<'_>, problems: &mut Problems) -> Option<Step> {
    let mut fields = Fields::of(at, problems)?;
    let what = fields.required("what", line);
    let who = fields.optional("who", known(line));
    let when = fields.required("when", known(line));
    fields.finish();
    Some(Step { what: what?, who, when: when? })
}

fn background_paper(at: &Cursor<'_>, problems: &mut Problems) -> Option<BackgroundPaper> {
    if !is_map(at.node()) {
        let title: Line = line(at, problems)?;
        return Some(BackgroundPaper { title, url: None, note: None });
    }
    let mut fields = Fields::of(at, problems)?;
    let title = fields.required("title", line);
    let url = fields.optional("url", url);
    let note = fields.optional("note", line);
    fields.finish();
    Some(BackgroundPaper { title: title?, url, note })
}

fn signature(at: &Cursor<'_>, problems: &mut Problems) -> Option<SignOff> {
    let mut fields = Fields::of(at, problems)?;
    let role = fields.required("role", line);
    let name = fields.optional("name", known(text));
    let date = fields.optional("date", known(date));
    fields.finish();
    Some(SignOff { role: role?, name, date })
}

/// The names of the fields that say what is attached; an appendix has one of them.
const ENCLOSURES: [&str; 5] = ["report", "brief", "sections", "table", "pdf"];

fn appendix(
    at: &Cursor<'_>,
    letter: Arc<str>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Appendix> {
    let mut fields = Fields::of(at, problems)?;
    let given = ENCLOSURES.iter().filter(|name| fields.has(name)).count();
    if given != 1 {
        let (code, message) = match given {
            0 => (code::MISSING_FIELD, "the appendix does not say what is attached"),
            _ => (code::FIELDS_DISAGREE, "the appendix attaches more than one thing"),
        };
        let problem = Diagnostic::error(code, message).at(&at.place());
        let problem = problem
            .hint("give it one of `report`, `brief`, `sections`, `table` and `pdf`");
        if given == 0 {
            fields.report_missing(&ENCLOSURES, problem);
        } else {
            fields.report(problem);
        }
    }
    let report = fields.optional("report", |at, problems| {
        one_of(&[("full", ())])(at, problems)?;
        Some(Enclosure::Report(at.place()))
    });
    let brief = fields.optional("brief", id).map(Enclosure::Brief);
    let sections = fields.optional("sections", filled_list_of(id));
    let table = fields.optional("table", id).map(Enclosure::Table);
    let is_external = fields.has("pdf");
    let file = fields.optional("pdf", |at, problems| {
        let file = path(at, problems)?;
        let survey = files.external(&file, problems)?;
        Some((file, survey))
    });
    let stamp = if is_external {
        fields.optional("stamp", one_of(STAMPS))
    } else {
        fields.refuse("stamp", "remove it: only pages of a `pdf` are stamped afterwards");
        None
    };
    let title = if is_external {
        fields.required("title", text)
    } else {
        fields.optional("title", text)
    };
    let is_untagged =
        file.as_ref().is_some_and(|(_, survey)| survey.tagging == Tagging::Untagged);
    if is_untagged && !fields.has("description") {
        let message = "the file is not tagged, and nothing says what it is";
        let problem = Diagnostic::error(code::MISSING_FIELD, message).at(&at.place());
        fields.report_missing(
            &["description"],
            problem.hint("add `description`, for those who cannot see it"),
        );
    }
    let description = fields.optional("description", prose);
    let audience = audience(at, &mut fields);
    fields.finish();
    let external = file.map(|(file, survey)| {
        let stamp = stamp.unwrap_or_default();
        Enclosure::External(External { file, stamp, survey })
    });
    let sections = sections.map(Enclosure::Sections);
    let content = report.or(brief).or(sections).or(table).or(external)?;
    // A file that needs a title has none, which has been said.
    if is_external && title.is_none() {
        return None;
    }
    Some(Appendix { letter, content, title, description, audience, place: at.place() })
}
