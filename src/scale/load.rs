//! Scales from text: one `key: value` a line, one `grade:` line a grade.
//!
//! ```text
//! id: paper6
//! name: …
//! measures: necrosis
//! grade: 25-50 | [25?, 50?) | 25-50% | optional note
//! ```
//!
//! A band is written as mathematicians do, `[` and `]` for an end that belongs
//! to it and `(` and `)` for one that does not; `?` after a number marks a
//! shared end that the source gives to neither neighbour. `words` stands for a
//! grade without per cents. Grades come lowest necrosis first. `#` starts a
//! comment line. The form is read by the same code for the scales that ship
//! and for those a user makes; a JSON reader would cost the page 44 KB.

use super::model::{Band, Better, Grade, Quantity, Scale, SourceConfidence};
use crate::compact::Gather;
use crate::problem::Problem;
use crate::value::Interval;
use std::fmt::Write;
use std::sync::OnceLock;

/// The scales that ship, in the order they are offered.
const FILES: &[&str] = &[
    include_str!("../../data/scales/paper6.scale"),
    include_str!("../../data/scales/eortc_stbsg.scale"),
    include_str!("../../data/scales/huvos_msk.scale"),
    include_str!("../../data/scales/huvos_common.scale"),
    include_str!("../../data/scales/rosen.scale"),
    include_str!("../../data/scales/salzer_kuntschik.scale"),
    include_str!("../../data/scales/picci_ewing.scale"),
    include_str!("../../data/scales/bologna_os.scale"),
    include_str!("../../data/scales/good_poor_viable10.scale"),
    include_str!("../../data/scales/good_poor_nec90.scale"),
    include_str!("../../data/scales/sts_nec95.scale"),
    include_str!("../../data/scales/sts_viable5.scale"),
    include_str!("../../data/scales/sts_viable10le.scale"),
    include_str!("../../data/scales/sts_pcr.scale"),
    include_str!("../../data/scales/jcog0304.scale"),
    include_str!("../../data/scales/lucas2008.scale"),
    include_str!("../../data/scales/fnclcc_necrosis.scale"),
    include_str!("../../data/scales/pog_necrosis.scale"),
    include_str!("../../data/scales/naaccr3908.scale"),
    include_str!("../../data/scales/becker.scale"),
    include_str!("../../data/scales/jgca.scale"),
    include_str!("../../data/scales/evans.scale"),
    include_str!("../../data/scales/mda_panc.scale"),
    include_str!("../../data/scales/cologne.scale"),
    include_str!("../../data/scales/junker.scale"),
    include_str!("../../data/scales/iaslc_mpr.scale"),
    include_str!("../../data/scales/inmc.scale"),
    include_str!("../../data/scales/ewgbsp.scale"),
    include_str!("../../data/scales/miller_payne.scale"),
    include_str!("../../data/scales/recicl.scale"),
];

/// Every scale that ships.
pub fn all() -> &'static [Scale] {
    static SCALES: OnceLock<Vec<Scale>> = OnceLock::new();
    SCALES.get_or_init(|| {
        FILES.iter().map(|file| parse(file).expect("a shipped scale is well formed")).gather()
    })
}

/// A scale that ships, by its id.
pub fn find(id: &str) -> Option<&'static Scale> {
    all().iter().find(|scale| scale.id == id)
}

/// Reads a scale and reports everything that is wrong with it at once.
pub fn parse(text: &str) -> Result<Scale, Vec<Problem>> {
    let mut scale = Scale {
        id: String::new(),
        name: String::new(),
        site: String::new(),
        measures: Quantity::Necrosis,
        better: Better::MoreNecrosis,
        assumption: None,
        convention: None,
        open_questions: Vec::new(),
        good_responder: None,
        confidence: SourceConfidence::User,
        confidence_note: None,
        note: None,
        citation: String::new(),
        links: Vec::new(),
        grades: Vec::new(),
    };
    let mut problems = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(problem) = take_line(&mut scale, line) {
            problems.push(problem.at_row(index + 1));
        }
    }
    check(&scale, &mut problems);
    if problems.is_empty() { Ok(scale) } else { Err(problems) }
}

fn take_line(scale: &mut Scale, line: &str) -> Result<(), Box<Problem>> {
    let malformed = || {
        Box::new(
            Problem::error("scale_line", "This line of a scale cannot be read.")
                .found(line)
                .expected("a key, a colon and a value"),
        )
    };
    let (key, value) = line.split_once(": ").ok_or_else(malformed)?;
    let value = value.trim();
    let words = value.to_string();
    match key {
        "id" => scale.id = words,
        "name" => scale.name = words,
        "site" => scale.site = words,
        "measures" => scale.measures = quantity(value).ok_or_else(malformed)?,
        "better" => scale.better = better(value).ok_or_else(malformed)?,
        "assumption" => scale.assumption = Some(words),
        "convention" => scale.convention = Some(words),
        "open question" => scale.open_questions.push(words),
        "good responder" => scale.good_responder = Some(words),
        "confidence" => scale.confidence = confidence(value).ok_or_else(malformed)?,
        "confidence note" => scale.confidence_note = Some(words),
        "note" => scale.note = Some(words),
        "cite" => scale.citation = words,
        "see" => scale.links.push(words),
        "grade" => scale.grades.push(grade(value)?),
        _ => return Err(malformed()),
    }
    Ok(())
}

fn grade(value: &str) -> Result<Grade, Box<Problem>> {
    let mut fields = value.split(" | ").map(str::trim);
    let label = fields.next().unwrap_or_default().to_string();
    let band = match fields.next() {
        None | Some("words") => None,
        Some(band) => Some(read_band(band).ok_or_else(|| {
            Box::new(
                Problem::error("scale_band", format!("The band of grade {label} cannot be read."))
                    .found(band)
                    .expected("two per cents in brackets, as in [25, 50)"),
            )
        })?),
    };
    let text = fields.next().unwrap_or(&label).to_string();
    let note = fields.next().map(str::to_string);
    Ok(Grade { label, band, text, note })
}

/// `[25?, 50)`.
fn read_band(text: &str) -> Option<Band> {
    let low_closed = match text.chars().next()? {
        '[' => true,
        '(' => false,
        _ => return None,
    };
    let high_closed = match text.chars().last()? {
        ']' => true,
        ')' => false,
        _ => return None,
    };
    let (low, high) = text.get(1..text.len() - 1)?.split_once(',')?;
    let end = |text: &str| -> Option<(f64, bool)> {
        let text = text.trim();
        let (number, unsettled) = match text.strip_suffix('?') {
            Some(number) => (number, true),
            None => (text, false),
        };
        let number = number.parse().ok().filter(|x| (0.0..=100.0).contains(x))?;
        Some((number, unsettled))
    };
    let ((low, low_unsettled), (high, high_unsettled)) = (end(low)?, end(high)?);
    let interval = Interval { low, high, low_closed, high_closed };
    let empty = low > high || (low == high && !(low_closed && high_closed));
    (!empty).then_some(Band { interval, low_unsettled, high_unsettled })
}

fn check(scale: &Scale, problems: &mut Vec<Problem>) {
    if scale.id.is_empty() || scale.name.is_empty() {
        problems.push(Problem::error("scale_unnamed", "A scale needs an id and a name."));
    }
    if scale.grades.is_empty() {
        problems.push(Problem::error("scale_without_grades", "A scale needs at least one grade."));
    }
    for (index, grade) in scale.grades.iter().enumerate() {
        if scale.position(&grade.label) != Some(index) {
            problems.push(Problem::error(
                "scale_label_twice",
                format!("Two grades are called {}.", grade.label),
            ));
        }
    }
}

fn quantity(text: &str) -> Option<Quantity> {
    [
        Quantity::Necrosis,
        Quantity::ViableTumour,
        Quantity::ResidualTumourArea,
        Quantity::SizeOfViableFocus,
        Quantity::LossAgainstBiopsy,
    ]
    .into_iter()
    .find(|quantity| quantity.name() == text)
}

const BETTER: [(&str, Better); 2] =
    [("more necrosis", Better::MoreNecrosis), ("not a response scale", Better::NotResponse)];

fn better(text: &str) -> Option<Better> {
    BETTER.iter().find(|(name, _)| *name == text).map(|(_, better)| *better)
}

const CONFIDENCE: [(&str, SourceConfidence); 5] = [
    ("verified", SourceConfidence::Verified),
    ("partly verified", SourceConfidence::PartlyVerified),
    ("secondary", SourceConfidence::Secondary),
    ("unverified", SourceConfidence::Unverified),
    ("made by the user", SourceConfidence::User),
];

fn confidence(text: &str) -> Option<SourceConfidence> {
    CONFIDENCE.iter().find(|(name, _)| *name == text).map(|(_, confidence)| *confidence)
}

/// Writes a scale in the form [`parse`] reads.
pub fn write(scale: &Scale) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: &str| {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{key}: {}", value.replace('\n', " "));
    };
    line("id", &scale.id);
    line("name", &scale.name);
    if !scale.site.is_empty() {
        line("site", &scale.site);
    }
    line("measures", scale.measures.name());
    for (name, better) in BETTER {
        if better == scale.better {
            line("better", name);
        }
    }
    for (key, value) in [
        ("assumption", &scale.assumption),
        ("convention", &scale.convention),
        ("good responder", &scale.good_responder),
        ("confidence note", &scale.confidence_note),
        ("note", &scale.note),
    ] {
        if let Some(value) = value {
            line(key, value);
        }
    }
    scale.open_questions.iter().for_each(|question| line("open question", question));
    for (name, confidence) in CONFIDENCE {
        if confidence == scale.confidence {
            line("confidence", name);
        }
    }
    if !scale.citation.is_empty() {
        line("cite", &scale.citation);
    }
    scale.links.iter().for_each(|link| line("see", link));
    for grade in &scale.grades {
        let band = grade.band.map_or("words".to_string(), |band| written_band(&band));
        let note = grade.note.as_ref().map_or(String::new(), |note| format!(" | {note}"));
        line("grade", &format!("{} | {band} | {}{note}", grade.label, grade.text));
    }
    text
}

fn written_band(band: &Band) -> String {
    let Interval { low, high, low_closed, high_closed } = band.interval;
    format!(
        "{}{low}{}, {high}{}{}",
        if low_closed { '[' } else { '(' },
        if band.low_unsettled { "?" } else { "" },
        if band.high_unsettled { "?" } else { "" },
        if high_closed { ']' } else { ')' },
    )
}

/// A system that cannot be converted by per cents, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NotConvertible {
    pub id: &'static str,
    pub name: &'static str,
    pub why: &'static str,
}

/// Systems known by name that no per cent defines, or whose definition has not
/// been seen; the scales of [`all`] that count something else are not repeated.
pub fn not_convertible() -> Vec<NotConvertible> {
    include_str!("../../data/scales/not_convertible.txt")
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(" | ");
            Some(NotConvertible { id: fields.next()?, name: fields.next()?, why: fields.next()? })
        })
        .gather()
}
