//! Questions about a rank correlation.

use super::{Hint, LAST, Level, Question, choice, exactly, within};
use crate::analysis::Request;
use crate::analysis::correlation::{CorrelationRequest, Spearman};
use crate::analysis::variables::choose;
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::random::Random;
use crate::report::number::{exact, fixed, significant};
use crate::stats::rank::Ranking;
use crate::teaching::asked;
use crate::teaching::run::Show;
use crate::teaching::spearman::step_of_value;

/// From here on a sign can be seen.
const SEEN: f64 = 0.1;

pub(super) fn ask(
    study: &Study,
    of: &CorrelationRequest,
    level: Level,
    random: &mut Random,
) -> Result<Vec<Question>, Vec<Problem>> {
    let answer = asked::correlation(study, of, Vec::new())?;
    let ([x, y], _) = choose(study, &of.selection, [&of.x, &of.y])?;
    let hint = |step: usize| Hint {
        of: Request::Correlation(of.clone()),
        show: Show::Spearman,
        part: 0,
        step,
    };
    let (of_two, spearman) = (format!("{} and {}", x.name, y.name), &answer.spearman);
    let Some(rho) = spearman.rho.value() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    match level {
        Level::Read => {
            all.push(Question {
                text: format!("How many patients have both {of_two}?"),
                expected: exactly(spearman.n as f64, "patients"),
                explanation: format!("{}: only they can be correlated.", spearman.n),
                hint: hint(0),
            });
            if rho.abs() >= SEEN {
                all.push(Question {
                    text: format!("Do {of_two} tend to rise together?"),
                    expected: choice(
                        &["Yes: ρ is above 0", "No: one falls as the other rises, ρ is below 0"],
                        usize::from(rho < 0.0),
                    ),
                    explanation: format!("ρ = {}.", fixed(rho, 2)),
                    hint: hint(LAST),
                });
            }
        }
        Level::Understand => {
            let ranking = Ranking::new(&x.values);
            let tied: Vec<usize> =
                (0..ranking.counts.len()).filter(|k| ranking.counts[*k] > 1).gather();
            if !tied.is_empty() {
                let k = tied[random.below(tied.len() as u32) as usize];
                let before: u32 = ranking.counts[..k].iter().sum();
                let count = ranking.counts[k];
                let rank = ranking.doubled_midranks()[k] as f64 / 2.0;
                let value = ranking.values[k];
                let named = x.labels.iter().find(|(known, _)| *known == value);
                let label = named.map_or_else(|| exact(value), |(_, label)| label.clone());
                all.push(Question {
                    text: format!(
                        "{before} patients have a smaller {} than {label}, {count} have {label} \
                         itself. Which rank does each of these get?",
                        x.name
                    ),
                    expected: within(rank, 0.01, ""),
                    explanation: format!(
                        "They take the places {} to {} and share the mean, {}.",
                        before + 1,
                        before + count,
                        exact(rank)
                    ),
                    hint: hint(step_of_value(&ranking, k)),
                });
            }
            all.push(which_size(rho, random, hint(LAST), &of_two));
        }
        Level::Work => {
            all.extend(test_of(spearman, rho, hint(LAST)));
            all.push(without_ties(spearman, hint(LAST)));
        }
    }
    Ok(all)
}

/// ρ among values that it is clearly not.
fn which_size(rho: f64, random: &mut Random, hint: Hint, of_two: &str) -> Question {
    let mut values = vec![rho];
    for other in [-0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9] {
        if values.iter().all(|known| (known - other).abs() > 0.25) {
            values.push(other);
        }
    }
    // Three others, and the true one somewhere among them.
    let mut others = values.split_off(1);
    random.choose(&mut others, 3);
    others.truncate(3);
    others.push(rho);
    crate::compact::sort_numbers(&mut others);
    let right = others.iter().position(|value| *value == rho).unwrap_or(0);
    let named: Vec<String> =
        others.iter().map(|value| format!("ρ = {}", fixed(*value, 2))).gather();
    let named: Vec<&str> = named.iter().map(String::as_str).gather();
    Question {
        text: format!("Which of these is Spearman's ρ of {of_two}?"),
        expected: choice(&named, right),
        explanation: format!("ρ = {}: how closely one order follows the other.", fixed(rho, 3)),
        hint,
    }
}

fn test_of(spearman: &Spearman, rho: f64, hint: Hint) -> Option<Question> {
    let t = spearman.t.value()?;
    Some(Question {
        text: format!(
            "ρ = {} in {} patients. What is t = ρ √((n − 2)/(1 − ρ²))?",
            fixed(rho, 3),
            spearman.n
        ),
        expected: within(t, (t.abs() * 0.02).max(0.02), ""),
        explanation: format!(
            "{} × √({}/(1 − {}²)) = {}.",
            fixed(rho, 3),
            exact(spearman.df),
            fixed(rho, 3),
            significant(t)
        ),
        hint,
    })
}

fn without_ties(spearman: &Spearman, hint: Hint) -> Question {
    let short = spearman.rho_by_formula_without_ties.value().unwrap_or(0.0);
    let (n, d2) = (spearman.n, spearman.sum_of_squared_rank_differences);
    Question {
        text: format!(
            "The squared differences of the ranks of {n} patients add up to {}. What does \
             1 − 6 Σd²/(n³ − n) give?",
            exact(d2)
        ),
        expected: within(short, 0.01, ""),
        explanation: format!(
            "1 − 6 × {}/({n}³ − {n}) = {}. It is ρ itself only where nothing is tied.",
            exact(d2),
            significant(short)
        ),
        hint,
    }
}
