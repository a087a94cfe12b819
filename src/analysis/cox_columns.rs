//! Covariates of a request turned into columns, one a coefficient.

use super::cox::{Covariate, CoxColumns, CoxTerm};
use crate::cohort::accounting::Screening;
use crate::cohort::choice::{Score, Variable};
use crate::cohort::grouping::groups;
use crate::cohort::study::Study;
use crate::cohort::variable::numbers;
use crate::compact::Gather;
use crate::problem::Problem;

/// One entry per row of the table in every column; leaves out the rows that
/// lack a covariate or a weight.
pub fn columns(
    study: &Study,
    screening: &mut Screening,
    covariates: &[Covariate],
    weights: Option<&str>,
) -> Result<CoxColumns, Problem> {
    let mut all = CoxColumns::default();
    for covariate in covariates {
        let mut one = of(study, screening, covariate)?;
        all.asked.append(&mut one.asked);
        all.terms.append(&mut one.terms);
        all.columns.append(&mut one.columns);
    }
    if let Some(name) = weights {
        let column = study.column(name)?;
        let weights = column.numbers()?;
        column.leave_out_not_numbers(screening, &weights);
        all.weights = Some(weights);
    }
    Ok(all)
}

impl CoxColumns {
    /// Only the rows named.
    pub fn keep(&mut self, rows: &[usize]) {
        for column in self.columns.iter_mut().chain(&mut self.weights) {
            *column = rows.iter().map(|row| column[*row]).gather();
        }
    }

    /// "age + sex".
    pub fn names(&self) -> String {
        self.asked.join(" + ")
    }
}

fn of(
    study: &Study,
    screening: &mut Screening,
    covariate: &Covariate,
) -> Result<CoxColumns, Problem> {
    match covariate {
        Covariate::Number { variable } => {
            let numbers = numbers(study, screening, variable)?;
            let unit = match variable {
                Variable::Column(name) if study.grade(name).is_some() => Some(Score::Steps),
                Variable::Grade { score, .. } => Some(*score),
                _ => None,
            };
            let name = match unit {
                Some(Score::Steps) => format!("{} per step", numbers.name),
                Some(Score::Midpoints) => format!("{} per 1 % (midpoints)", numbers.name),
                None => numbers.name,
            };
            let term = CoxTerm { name: name.clone(), reference: None };
            Ok(CoxColumns {
                asked: vec![name],
                terms: vec![term],
                columns: vec![numbers.values],
                weights: None,
            })
        }
        Covariate::Factor { by } => {
            let groups = groups(study, screening, by)?;
            let mut columns =
                CoxColumns { asked: vec![groups.name.clone()], ..CoxColumns::default() };
            for (code, label) in groups.labels.iter().enumerate().skip(1) {
                let name = if groups.name == *label {
                    label.clone()
                } else {
                    format!("{}: {label}", groups.name)
                };
                let reference = groups.labels.first().cloned();
                columns.terms.push(CoxTerm { name, reference });
                let is = |c: &u32| f64::from(u8::from(*c as usize == code));
                columns.columns.push(groups.codes.iter().map(is).gather());
            }
            Ok(columns)
        }
        Covariate::Product { of: factors } => {
            let mut product: Option<CoxColumns> = None;
            for factor in factors {
                let next = of(study, screening, factor)?;
                product = Some(product.map_or(next.clone(), |before| times(&before, &next)));
            }
            Ok(product.unwrap_or_default())
        }
    }
}

fn times(a: &CoxColumns, b: &CoxColumns) -> CoxColumns {
    let asked = vec![format!("{} × {}", a.names(), b.names())];
    let mut product = CoxColumns { asked, ..CoxColumns::default() };
    for (term_a, column_a) in a.terms.iter().zip(&a.columns) {
        for (term_b, column_b) in b.terms.iter().zip(&b.columns) {
            let name = format!("{} × {}", term_a.name, term_b.name);
            product.terms.push(CoxTerm { name, reference: None });
            product.columns.push(column_a.iter().zip(column_b).map(|(a, b)| a * b).gather());
        }
    }
    product
}
