//! The variables of a request, for those patients who have them all.

use super::method::Accounting;
use super::patients::nobody;
use crate::cohort::accounting::Screening;
use crate::cohort::choice::{Selection, Variable};
use crate::cohort::study::Study;
use crate::cohort::variable::{Numbers, numbers};
use crate::compact::Gather;
use crate::problem::Problem;

/// One variable: its name, what its values are called, and a value a patient.
pub struct Chosen {
    pub name: String,
    pub labels: Vec<(f64, String)>,
    pub values: Vec<f64>,
}

/// Every variable named, in order, on the rows that have all of them.
pub fn choose<const N: usize>(
    study: &Study,
    selection: &Selection,
    variables: [&Variable; N],
) -> Result<([Chosen; N], Accounting), Vec<Problem>> {
    let (chosen, accounting) = choose_all(study, selection, &variables)?;
    let Ok(chosen) = chosen.try_into() else { unreachable!("one is chosen for each variable") };
    Ok((chosen, accounting))
}

/// The same for a number of variables known only when asked.
pub fn choose_all(
    study: &Study,
    selection: &Selection,
    variables: &[&Variable],
) -> Result<(Vec<Chosen>, Accounting), Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut screening = Screening::new(study.table.rows());
    study.select(&mut screening, selection).map_err(one)?;
    let all: Vec<Numbers> = variables
        .iter()
        .map(|variable| numbers(study, &mut screening, variable))
        .collect::<Result<_, _>>()
        .map_err(one)?;
    let chosen: Vec<Chosen> = all
        .into_iter()
        .map(|Numbers { name, values, labels }| Chosen {
            values: screening.keep_own(values),
            name,
            labels,
        })
        .gather();
    if chosen.iter().any(|c| c.values.is_empty()) {
        let names: Vec<String> = chosen.into_iter().map(|c| c.name).gather();
        return Err(nobody(screening, &names.join(" v ")));
    }
    Ok((chosen, screening.close()))
}
