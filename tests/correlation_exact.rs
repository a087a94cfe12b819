//! Exact permutation p-values: every record of the reference, and every
//! pairing of small tables looked at one by one.

mod support;

use gradus::random::Random;
use gradus::stats::exact_correlation::{How, PermutationOptions, permutation_p};
use gradus::stats::pairing::{Statistic, pairings};
use gradus::stats::rank::Ranking;
use serde_json::{Value, json};
use support::{COUNT, Comparison, Dataset, Tolerance, records};

const EXACT: Tolerance = Tolerance { relative: 1e-12, absolute: 0.0 };
const RHO: Statistic = Statistic::ProductOfMidranks;
const TAU: Statistic = Statistic::ConcordantLessDiscordant;

fn number(text: &Option<String>) -> Value {
    json!(text.as_ref().unwrap().parse::<u64>().ok())
}

#[test]
fn exact_p_agrees_with_every_record() {
    let mut comparison = Comparison::default();
    for record in records("exact.json", &["perm.corr"]) {
        let data = Dataset::read(&record.dataset);
        let column = |key: &str| data.column(record.args[key].as_str().unwrap());
        let (x, y): (Vec<f64>, Vec<f64>) = column("x")
            .iter()
            .zip(column("y"))
            .filter_map(|(x, y)| Some((x.as_f64()?, y.as_f64()?)))
            .unzip();
        let (x, y) = (Ranking::new(&x), Ranking::new(&y));
        let options = PermutationOptions::default();
        let rho = permutation_p(RHO, &x, &y, &options).unwrap();
        let tau = permutation_p(TAU, &x, &y, &options).unwrap();
        let How::Exact { permutations, extreme } = &rho.how else { panic!("{}: drawn", record.id) };
        let values = json!({
            "n": rho.n, "rho_p_two": rho.p_two_sided, "rho_p_greater": rho.p_greater,
            "rho_p_less": rho.p_less, "rho_p_twice_smaller": rho.p_twice_smaller,
            "rho_midp_two": rho.mid_p_two_sided, "S": tau.statistic,
            "tau_p_two": tau.p_two_sided, "tau_p_greater": tau.p_greater, "tau_p_less": tau.p_less,
            "enumerated_permutations": number(permutations), "enumerated_extreme": number(extreme),
        });
        comparison.record(&record, &values, |key| match key {
            "n" | "S" | "enumerated_permutations" | "enumerated_extreme" => COUNT,
            _ => EXACT,
        });
    }
    comparison.finish(9);
}

/// Every arrangement of the codes (Heap's algorithm).
fn every_arrangement(codes: &mut Vec<u32>, size: usize, see: &mut dyn FnMut(&[u32])) {
    if size <= 1 {
        return see(codes);
    }
    for i in 0..size {
        every_arrangement(codes, size - 1, see);
        codes.swap(if size % 2 == 0 { i } else { 0 }, size - 1);
    }
}

fn value_of(statistic: Statistic, x: &Ranking, y: &[u32], scores: (&[i64], &[i64])) -> i64 {
    match statistic {
        RHO => {
            let pairs = x.codes.iter().zip(y);
            pairs.map(|(&i, &j)| scores.0[i as usize] * scores.1[j as usize]).sum()
        }
        TAU => {
            let sign = |a: u32, b: u32| (i64::from(a) - i64::from(b)).signum();
            let pairs = (0..y.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
            pairs.map(|(i, j)| sign(x.codes[i], x.codes[j]) * sign(y[i], y[j])).sum()
        }
    }
}

#[test]
fn the_distribution_is_that_of_all_pairings_looked_at_one_by_one() {
    let mut random = Random::new(4);
    for n in 2..=8 {
        for kinds in [2, 3, 6, 100] {
            for _ in 0..if n < 8 { 6 } else { 1 } {
                let mut sample =
                    || (0..n).map(|_| f64::from(random.below(kinds))).collect::<Vec<f64>>();
                compare_with_enumeration(&sample(), &sample());
            }
        }
    }
    compare_with_enumeration(
        &[1.0, 1.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 5.0],
        &[2.0, 4.0, 4.0, 4.0, 1.0, 6.0, 6.0, 3.0, 3.0],
    );
    let nine: Vec<f64> = (0..9).map(f64::from).collect();
    compare_with_enumeration(&nine, &nine);
}

fn compare_with_enumeration(x: &[f64], y: &[f64]) {
    let (x, y) = (Ranking::new(x), Ranking::new(y));
    let scores = (x.doubled_centred(), y.doubled_centred());
    for statistic in [RHO, TAU] {
        let mut counted = std::collections::BTreeMap::<i64, u128>::new();
        let n = x.n();
        every_arrangement(&mut y.codes.clone(), n, &mut |arranged| {
            let value = value_of(statistic, &x, arranged, (&scores.0, &scores.1));
            *counted.entry(value).or_default() += 1;
        });
        let all = pairings(statistic, &x, &y, f64::INFINITY).expect("small");
        let arrangements = all.arrangements().whole().expect("whole numbers");
        let each = counted.values().sum::<u128>() / arrangements;
        let found: Vec<(i64, u128)> = all
            .distribution()
            .expect("small")
            .into_iter()
            .map(|(value, count)| (value, count.whole().expect("whole numbers") * each))
            .collect();
        let wanted: Vec<(i64, u128)> = counted.into_iter().collect();
        assert_eq!(found, wanted, "{statistic:?} of {:?} v {:?}", x.codes, y.codes);
        let seen = value_of(statistic, &x, &y.codes, (&scores.0, &scores.1));
        let above: u128 = wanted.iter().filter(|(v, _)| *v >= seen).map(|(_, count)| count).sum();
        assert_eq!(all.at_least(&[seen])[0].whole(), Some(above / each));
    }
}

/// Without ties and in perfect order the exact two-sided p is 2/n!: R's
/// Edgeworth series beyond n = 9 gives 0 there.
#[test]
fn r_edgeworth_zero_for_a_perfect_order_of_fifteen() {
    let fifteen: Vec<f64> = (0..15).map(f64::from).collect();
    let ranking = Ranking::new(&fifteen);
    for statistic in [RHO, TAU] {
        let options = PermutationOptions { patient: true, ..PermutationOptions::default() };
        let p = permutation_p(statistic, &ranking, &ranking, &options).expect("p");
        let factorial: f64 = (1..=15).map(f64::from).product();
        assert!(matches!(p.how, How::Exact { .. }), "{:?}", p.how);
        assert_eq!(p.p_two_sided, 2.0 / factorial);
    }
}

#[test]
fn draws_agree_with_the_exact_p_within_their_stated_error() {
    let data = Dataset::read("sts27");
    let (x, y): (Vec<f64>, Vec<f64>) = data
        .column("post_code")
        .iter()
        .zip(data.column("path_code"))
        .filter_map(|(x, y)| Some((x.as_f64()?, y.as_f64()?)))
        .unzip();
    let (x, y) = (Ranking::new(&x), Ranking::new(&y));
    for (statistic, exact) in [(RHO, 0.0291885781184376), (TAU, 0.04574495682333245)] {
        let options = PermutationOptions {
            draws: 50_000,
            draw_anyway: true,
            ..PermutationOptions::default()
        };
        let p = permutation_p(statistic, &x, &y, &options).unwrap();
        let How::MonteCarlo { draws, seed, standard_error, lower_99, upper_99, .. } = p.how else {
            panic!("draws were asked for");
        };
        assert_eq!((draws, seed), (50_000, options.seed));
        assert!(lower_99 < exact && exact < upper_99, "{lower_99} {exact} {upper_99}");
        assert!((standard_error - (exact * (1.0 - exact) / 5e4).sqrt()).abs() < 1e-4);
    }
}

#[test]
fn a_constant_column_has_no_permutation_p_and_says_so() {
    let constant = Ranking::new(&[1.0, 1.0, 1.0]);
    let other = Ranking::new(&[1.0, 2.0, 3.0]);
    let options = PermutationOptions::default();
    assert!(permutation_p(RHO, &constant, &other, &options).is_err());
    assert!(permutation_p(TAU, &Ranking::new(&[]), &Ranking::new(&[]), &options).is_err());
}
