//! Agreement of several readers against printed examples and hand counts.

use gradus::stats::kappa::KappaWeights;
use gradus::stats::raters::{RaterAgreement, RaterCoefficient, rater_agreement};

fn unweighted(list: &[RaterCoefficient]) -> &RaterCoefficient {
    list.iter().find(|c| c.weights == KappaWeights::Unweighted).unwrap()
}

fn close(found: Option<f64>, wanted: f64, half_a_digit: f64) {
    let found = found.expect("a number");
    assert!((found - wanted).abs() <= half_a_digit, "{found} is not {wanted}");
}

/// Letters as categories.
fn letters(rows: &[&str]) -> RaterAgreement {
    let codes: Vec<Vec<u32>> =
        rows.iter().map(|row| row.bytes().map(|b| u32::from(b - b'a')).collect()).collect();
    rater_agreement(&codes, 5, 0.95)
}

/// Krippendorff 2011, "Computing Krippendorff's alpha-reliability": two
/// observers, nominal data, α = 0.692; and binary data, α = 0.095.
#[test]
fn krippendorff_printed_examples() {
    close(letters(&["aabbdcccedda", "babbbccceddd"]).alpha_nominal.value(), 0.692, 5e-4);
    let meg = vec![0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    let owen = vec![1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    close(rater_agreement(&[meg, owen], 2, 0.95).alpha_nominal.value(), 0.095, 5e-4);
}

/// Fourteen readers, ten subjects, five categories: κ = 0.210 (the example of
/// Fleiss' kappa found in textbooks; P̄ = 0.378, P̄e = 0.213).
#[test]
fn fleiss_textbook_example() {
    let counts: [[u32; 5]; 10] = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let readings: Vec<Vec<u32>> = counts
        .iter()
        .map(|row| (0..5).flat_map(|k| vec![k as u32; row[k] as usize]).collect())
        .collect();
    let codes: Vec<Vec<u32>> =
        (0..14).map(|reader| readings.iter().map(|row| row[reader]).collect()).collect();
    let answer = rater_agreement(&codes, 5, 0.95);
    let kappa = unweighted(&answer.fleiss);
    close(kappa.observed_agreement.value(), 0.378, 5e-4);
    close(kappa.chance_agreement.value(), 0.213, 5e-4);
    close(kappa.coefficient.value(), 0.210, 5e-4);
}

/// Two readers, 118 both yes, 5 and 2 split, none both no. By hand: p_a =
/// 118/125, π = 243/250, p_e = 2 · (243/250)(7/250); Cohen's κ would be below 0.
#[test]
fn gwet_does_not_collapse_when_a_category_is_rare() {
    let mut first = vec![1; 118];
    let mut second = vec![1; 118];
    first.extend([1; 5].iter().chain(&[0; 2]));
    second.extend([0; 5].iter().chain(&[1; 2]));
    let answer = rater_agreement(&[first, second], 2, 0.95);
    let chance: f64 = 2.0 * (243.0 / 250.0) * (7.0 / 250.0);
    let wanted = (118.0 / 125.0 - chance) / (1.0 - chance);
    close(unweighted(&answer.gwet).coefficient.value(), wanted, 1e-12);
    close(unweighted(&answer.fleiss).coefficient.value(), -7.0 / 243.0, 1e-12);
}

/// With quadratic weights and interval differences α is κ but for the pairs
/// drawn without replacement: α = 1 − (1 − κ)(N − 1)/N over N readings.
#[test]
fn alpha_and_fleiss_are_one_but_for_replacement() {
    let codes =
        [vec![0, 1, 2, 5, 3, 3, 1, 4], vec![1, 1, 3, 5, 2, 4, 0, 4], vec![0, 2, 2, 4, 3, 5, 1, 2]];
    let answer = rater_agreement(&codes, 6, 0.95);
    let quadratic = answer.fleiss.iter().find(|c| c.weights == KappaWeights::Quadratic).unwrap();
    let kappa = quadratic.coefficient.value().unwrap();
    close(answer.alpha_interval.value(), 1.0 - (1.0 - kappa) * 23.0 / 24.0, 1e-12);
    let kappa = unweighted(&answer.fleiss).coefficient.value().unwrap();
    close(answer.alpha_nominal.value(), 1.0 - (1.0 - kappa) * 23.0 / 24.0, 1e-12);
}

#[test]
fn one_category_for_all_is_said_in_words() {
    let answer = rater_agreement(&[vec![2; 5], vec![2; 5]], 6, 0.95);
    assert_eq!(unweighted(&answer.fleiss).coefficient.value(), None);
    assert_eq!(answer.alpha_ordinal.value(), None);
    // Gwet's chance is 0 there: agreement is complete.
    assert_eq!(unweighted(&answer.gwet).coefficient.value(), Some(1.0));
}
