//! Questions about two gradings of the same patients.

use super::{Hint, LAST, Level, Question, choice, exactly, within};
use crate::analysis::Request;
use crate::analysis::agreement::AgreementRequest;
use crate::cohort::study::Study;
use crate::problem::Problem;
use crate::report::number::significant;
use crate::teaching::asked;
use crate::teaching::run::Show;

pub(super) fn ask(
    study: &Study,
    of: &AgreementRequest,
    level: Level,
) -> Result<Vec<Question>, Vec<Problem>> {
    let answer = asked::agreement(study, of)?;
    let Some(kappa) = answer.kappa.first() else { return Ok(Vec::new()) };
    let hint = |part: usize, step: usize| Hint {
        of: Request::Agreement(of.clone()),
        show: Show::Kappa,
        part,
        step,
    };
    let k = answer.categories.len();
    let same: u32 = (0..k).map(|i| answer.table[i * k + i]).sum();
    let n: u32 = answer.table.iter().sum();
    let [first, second] = &answer.names;
    Ok(match (level, kappa.observed_agreement.value(), kappa.chance_agreement.value()) {
        (Level::Read, ..) => vec![Question {
            text: format!("How many patients have the same category in {first} and {second}?"),
            expected: exactly(f64::from(same), "patients"),
            explanation: format!("{same} of {n}: the diagonal of the table."),
            hint: hint(0, 0),
        }],
        // Of a complete agreement κ is as large as the share itself.
        (Level::Understand, Some(observed), Some(chance)) if observed < 1.0 => vec![Question {
            text: format!(
                "{first} and {second} agree in a share of {}; by chance alone it would be {}. Is κ \
                 larger or smaller than {}?",
                significant(observed),
                significant(chance),
                significant(observed)
            ),
            expected: choice(&["larger", "smaller"], 1),
            explanation: "Smaller: κ counts only what goes beyond chance.".into(),
            hint: hint(0, 1),
        }],
        (Level::Work, Some(observed), Some(chance)) => {
            let value = kappa.kappa.value();
            value.map_or(Vec::new(), |value| {
                vec![Question {
                    text: format!(
                        "{first} and {second} agree in a share of {}; by chance alone it would be \
                         {}. What is κ?",
                        significant(observed),
                        significant(chance)
                    ),
                    expected: within(value, 0.01, ""),
                    explanation: format!(
                        "({} − {})/(1 − {}) = {}.",
                        significant(observed),
                        significant(chance),
                        significant(chance),
                        significant(value)
                    ),
                    hint: hint(0, LAST),
                }]
            })
        }
        _ => Vec::new(),
    })
}
