//! Grades, their change and their conversion in words.

use crate::analysis::conversion::{ConversionAnswer, ConvertedGrade};
use crate::analysis::grades::GradesAnswer;
use crate::compact::Gather;

/// "<5 is E; 50-75 is D or E. Exact for 3 of 6 grades."
pub fn conversion(answer: &ConversionAnswer) -> String {
    if let Some(value) = &answer.value {
        return one(value, answer);
    }
    if let Some(column) = &answer.column {
        let all = column.exact + column.open + column.without;
        return format!(
            "{} of {all} patients have one grade of {}, {} can have several, {} are without a grade.",
            column.exact, answer.to.name, column.open, column.without
        );
    }
    let each: Vec<String> = answer
        .grades
        .iter()
        .map(|grade| match grade.possible.as_slice() {
            [] => format!("{} is in words", grade.label),
            possible => format!("{} is {}", grade.label, possible.join(" or ")),
        })
        .gather();
    let exact = answer.grades.iter().filter(|grade| grade.exact).count();
    format!("{}. Exact for {exact} of {} grades.", each.join("; "), answer.grades.len())
}

/// "75-95 is C or D: the grade alone cannot say which."
fn one(value: &ConvertedGrade, answer: &ConversionAnswer) -> String {
    let of = &answer.to.name;
    match value.possible.as_slice() {
        [] if value.necrosis.is_none() => {
            format!("{} is defined in words: no per cent connects it with {of}.", value.label)
        }
        [] => format!("No grade of {of} covers {}.", value.label),
        [only] => format!("{} is {only}, and nothing else.", value.label),
        several => format!(
            "{} can be {}; which of them, it does not say.",
            value.label,
            several.join(" or ")
        ),
    }
}

/// "mri_pre to mri_post".
pub fn question(answer: &GradesAnswer) -> String {
    answer.transitions.as_ref().map_or_else(
        || answer.method.name.clone(),
        |t| format!("{} to {}", answer.columns[t.pre].column, answer.columns[t.post].column),
    )
}

/// "mri_pre: 26 graded, 1 missing; … Necrosis rose for certain in 11 …"
pub fn grades(answer: &GradesAnswer) -> String {
    let columns: Vec<String> = answer
        .columns
        .iter()
        .map(|c| {
            let graded: usize = c.bands.iter().map(|b| b.count).sum();
            let others =
                [(c.unsettled, "between grades"), (c.unread, "not read"), (c.missing, "missing")];
            let others: Vec<String> = others
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!(", {count} {what}"))
                .gather();
            format!("{}: {graded} graded{}", c.column, others.concat())
        })
        .gather();
    let directions = answer.directions.map_or(String::new(), |d| {
        let began = |n: usize, which: &str, what: &str| match n {
            0 => String::new(),
            n => format!(" {n} began in the {which} grade and could not {what} by a grade."),
        };
        format!(
            " Necrosis certainly rose in {}, certainly fell in {}; {} are open within their bands.{}{}",
            d.rise,
            d.fall,
            d.undetermined,
            began(d.at_ceiling, "highest", "rise"),
            began(d.at_floor, "lowest", "fall")
        )
    });
    format!("{}.{directions}", columns.join("; "))
}
