//! Models written as in R, turned into columns.

use super::Dataset;
use gradus::analysis::cox::{CoxColumns, CoxTerm};

/// A model of the reference: `age + sex + strata(ph_ecog)`, `delayed: …`.
pub struct Model {
    pub time: String,
    pub event: String,
    pub entry: Option<String>,
    pub rows: Vec<usize>,
    pub columns: CoxColumns,
    /// The names R gives the coefficients.
    pub names: Vec<String>,
    pub strata: Option<Vec<u32>>,
    pub strata_levels: Vec<String>,
}

/// `label` without its ties, as in `pfs:path_code+age` or `delayed:trt+karno`;
/// `rows` as in `complete in ph_ecog`.
pub fn model(data: &Dataset, label: &str, rows: &str) -> Model {
    let (prefix, formula) = label.split_once(':').unwrap_or(("", label));
    let (time, event, entry) = match prefix {
        "" => ("time".to_owned(), "event".to_owned(), None),
        "delayed" => ("exit".to_owned(), "event".to_owned(), Some("entry".to_owned())),
        name => (format!("{name}_months"), format!("{name}_event"), None),
    };
    let terms: Vec<&str> = formula.split('+').map(str::trim).collect();
    let (strata, covariates): (Vec<&str>, Vec<&str>) =
        terms.into_iter().partition(|t| t.starts_with("strata("));
    let strata = strata.first().map(|t| t.trim_start_matches("strata(").trim_end_matches(')'));
    let mut needed = vec![time.as_str(), event.as_str()];
    needed.extend(&covariates);
    needed.extend(strata);
    if let Some(columns) = rows.strip_prefix("complete in ") {
        needed.extend(columns.split(','));
    }
    // The synthetic cohort's models all use the patients with a pathology grade.
    if data.has("path_code") {
        needed.push("path_code");
    }
    let rows: Vec<usize> =
        (0..data.n).filter(|i| needed.iter().all(|c| !data.column(c)[*i].is_null())).collect();
    let (columns, names) = covariate_columns(data, &covariates, &rows);
    let mut columns = CoxColumns { columns, ..CoxColumns::default() };
    columns.terms = names.iter().map(|n| CoxTerm { name: n.clone(), reference: None }).collect();
    let strata_levels = strata.map_or(Vec::new(), |s| {
        if data.levels[s].is_array() {
            super::strings(&data.levels[s])
        } else {
            let mut seen = data.values_seen(s, &rows);
            seen.sort_by(|a, b| a.parse::<f64>().unwrap().total_cmp(&b.parse::<f64>().unwrap()));
            seen
        }
    });
    let strata = strata.map(|s| data.codes(s, &rows, &strata_levels));
    Model { time, event, entry, rows, columns, names, strata, strata_levels }
}

/// One column per coefficient, and R's names for them: factors against their
/// first level.
pub fn covariate_columns(
    data: &Dataset,
    covariates: &[&str],
    rows: &[usize],
) -> (Vec<Vec<f64>>, Vec<String>) {
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    for name in covariates {
        let levels = &data.levels[*name];
        if levels.is_array() {
            let levels = super::strings(levels);
            let codes = data.codes(name, rows, &levels);
            for (code, level) in levels.iter().enumerate().skip(1) {
                columns.push(codes.iter().map(|c| f64::from(*c == code as u32)).collect());
                names.push(format!("{name}{level}"));
            }
        } else {
            columns.push(data.numbers(name, rows));
            names.push((*name).to_owned());
        }
    }
    (columns, names)
}
