//! Scales of the user's own, made from labels and cuts.

use crate::compact::Gather;
use crate::problem::Problem;
use crate::scale::{self, Band, Better, Grade, Quantity, Scale, SourceConfidence};
use crate::table::mapping::{Counted, Cut, CutSide, OwnScale};
use crate::value::Interval;

/// The scale that labels and cuts describe, or everything that is wrong with
/// them: a label a grade, a cut between each two, rising from 0 to 100.
///
/// A cut at 0 leaves a grade of exactly 0 (it must belong to the lower one), a
/// cut at 100 one of exactly 100.
pub fn own_scale(own: &OwnScale) -> Result<Scale, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |code: &'static str, what: String, found: &str| {
        problems.push(Problem::error(code, what).found(found));
    };
    let OwnScale { id, name, labels, cuts, .. } = own;
    if name.trim().is_empty() || id.is_empty() {
        wrong("scale_unnamed", "A scale needs a name.".into(), id);
    }
    if scale::find(id).is_some() {
        wrong("scale_id_taken", "A scale that ships has this id.".into(), id);
    }
    if labels.len() < 2 {
        wrong("scale_without_grades", "A scale needs two grades at least.".into(), name);
    }
    for (k, label) in labels.iter().enumerate() {
        if label.trim().is_empty() {
            wrong("scale_label_empty", format!("Grade {} has no label.", k + 1), name);
        } else if labels[..k].contains(label) {
            wrong("scale_label_twice", format!("Two grades are called {label}."), label);
        }
    }
    if cuts.len() + 1 != labels.len() {
        let what = format!("{} grades need {} cuts.", labels.len(), labels.len().saturating_sub(1));
        wrong("scale_cuts", what, &cuts.len().to_string());
    }
    for cut in cuts.iter().filter(|cut| !(0.0..=100.0).contains(&cut.at)) {
        let what = "A cut lies between 0 and 100 per cent.".into();
        wrong("scale_cut_out_of_range", what, &cut.at.to_string());
    }
    for pair in cuts.windows(2).filter(|pair| pair[0].at >= pair[1].at) {
        wrong("scale_cuts_not_rising", "Cuts rise.".into(), &pair[1].at.to_string());
    }
    for cut in cuts {
        let empty = match cut.belongs_to {
            CutSide::Upper | CutSide::Open => cut.at == 0.0,
            CutSide::Lower => cut.at == 100.0,
        } || (cut.at == 100.0 && cut.belongs_to == CutSide::Open);
        if empty {
            let what = "No per cent is left for the grade at this end.".into();
            wrong("scale_grade_empty", what, &cut.at.to_string());
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(made(own))
}

fn made(own: &OwnScale) -> Scale {
    let viable = own.counts == Counted::ViableTumour;
    let ends = |k: usize| (k.checked_sub(1).map(|before| own.cuts[before]), own.cuts.get(k));
    let mut grades: Vec<Grade> = own
        .labels
        .iter()
        .enumerate()
        .map(|(k, label)| {
            let (low, high) = ends(k);
            Grade {
                label: label.trim().to_owned(),
                band: Some(band(low.as_ref(), high)),
                text: label.trim().to_owned(),
                note: None,
            }
        })
        .gather();
    if viable {
        grades.reverse();
    }
    Scale {
        id: own.id.clone(),
        name: own.name.trim().to_owned(),
        site: String::new(),
        measures: if viable { Quantity::ViableTumour } else { Quantity::Necrosis },
        better: Better::MoreNecrosis,
        assumption: viable.then(|| {
            "necrosis is taken as 100 minus viable tumour, which holds only if everything not \
             viable, fibrosis and hyalinisation included, is counted as necrosis"
                .into()
        }),
        convention: None,
        open_questions: Vec::new(),
        good_responder: None,
        confidence: SourceConfidence::User,
        confidence_note: None,
        note: None,
        citation: String::new(),
        links: Vec::new(),
        grades,
    }
}

fn band(low: Option<&Cut>, high: Option<&Cut>) -> Band {
    Band {
        interval: Interval {
            low: low.map_or(0.0, |cut| cut.at),
            high: high.map_or(100.0, |cut| cut.at),
            low_closed: low.is_none_or(|cut| cut.belongs_to == CutSide::Upper),
            high_closed: high.is_none_or(|cut| cut.belongs_to == CutSide::Lower),
        },
        low_unsettled: low.is_some_and(|cut| cut.belongs_to == CutSide::Open),
        high_unsettled: high.is_some_and(|cut| cut.belongs_to == CutSide::Open),
    }
}
