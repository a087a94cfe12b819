//! Random tables of counts with fixed margins: what a random pairing of two
//! samples with ties comes to, without shuffling anybody.

use crate::random::Random;

/// Draws tables as often as random pairings of the observations give them:
/// cell by cell, each hypergeometric given those before it (Patefield 1981,
/// Applied Statistics 30:91, AS 159). A draw costs about the square root of n
/// for each cell.
pub(super) struct RandomTable<'a> {
    rows: &'a [u32],
    columns: &'a [u32],
    ln_factorials: Vec<f64>,
    /// Row by row.
    pub counts: Vec<u32>,
    free: Vec<u32>,
}

impl<'a> RandomTable<'a> {
    /// Both margins have the same sum.
    pub fn new(rows: &'a [u32], columns: &'a [u32]) -> Self {
        let n = rows.iter().sum::<u32>() as usize;
        let mut ln_factorials = vec![0.0; n + 1];
        for k in 2..=n {
            ln_factorials[k] = ln_factorials[k - 1] + (k as f64).ln();
        }
        let counts = vec![0; rows.len() * columns.len()];
        Self { rows, columns, ln_factorials, counts, free: Vec::new() }
    }

    /// Whether drawing tables is cheaper than shuffling.
    pub fn pays(rows: &[u32], columns: &[u32]) -> bool {
        let n: f64 = rows.iter().map(|&count| f64::from(count)).sum();
        (rows.len() * columns.len()) as f64 * (4.0 + n.sqrt()) < 2.0 * n
    }

    pub fn draw(&mut self, random: &mut Random) {
        self.free.clear();
        self.free.extend_from_slice(self.columns);
        let width = self.columns.len();
        let mut rest: u32 = self.columns.iter().sum();
        for (row, &count) in self.rows.iter().enumerate() {
            let mut wanted = count;
            // Of the columns from here on, those still free.
            let mut ahead = rest;
            for column in 0..width {
                let here = self.free[column];
                let taken = self.hypergeometric(here, ahead - here, wanted, random);
                self.counts[row * width + column] = taken;
                self.free[column] = here - taken;
                ahead -= here;
                wanted -= taken;
            }
            rest -= count;
        }
    }

    /// How many of `wanted` drawn without replacement from `here` and `others`
    /// are of the first kind: the distribution is summed from its mode outwards
    /// until it passes a uniform number.
    fn hypergeometric(&self, here: u32, others: u32, wanted: u32, random: &mut Random) -> u32 {
        let least = wanted.saturating_sub(others);
        let most = wanted.min(here);
        if least == most {
            return least;
        }
        let mean = f64::from(wanted + 1) * f64::from(here + 1) / f64::from(here + others + 2);
        let mode = (mean as u32).clamp(least, most);
        let ln = |n: u32| self.ln_factorials[n as usize];
        let choose = |n: u32, k: u32| ln(n) - ln(k) - ln(n - k);
        let ln_p =
            choose(here, mode) + choose(others, wanted - mode) - choose(here + others, wanted);
        let mut left = random.unit();
        let (mut up, mut down) = (mode, mode);
        let (mut p_up, mut p_down) = (ln_p.exp(), ln_p.exp());
        left -= p_up;
        while left >= 0.0 && (up < most || down > least) {
            if up < most {
                let k = f64::from(up);
                p_up *= (f64::from(here) - k) * (f64::from(wanted) - k)
                    / ((k + 1.0) * (f64::from(others) - f64::from(wanted) + k + 1.0));
                up += 1;
                left -= p_up;
                if left < 0.0 {
                    return up;
                }
            }
            if down > least {
                let k = f64::from(down);
                p_down *= k * (f64::from(others) - f64::from(wanted) + k)
                    / ((f64::from(here) - k + 1.0) * (f64::from(wanted) - k + 1.0));
                down -= 1;
                left -= p_down;
                if left < 0.0 {
                    return down;
                }
            }
        }
        // What rounding leaves over goes to the middle.
        mode
    }

    /// Σ of the products of the scores.
    pub fn products(&self, row_scores: &[i64], column_scores: &[i64]) -> i64 {
        let width = column_scores.len();
        let rows = self.counts.chunks(width).zip(row_scores);
        rows.map(|(counts, score)| {
            let sum: i64 = counts.iter().zip(column_scores).map(|(&c, s)| i64::from(c) * s).sum();
            score * sum
        })
        .sum()
    }

    /// Concordant less discordant pairs.
    pub fn order(&self) -> i64 {
        let width = self.columns.len();
        let mut before = vec![0_i64; width];
        let mut total = 0;
        for counts in self.counts.chunks(width) {
            let all: i64 = before.iter().sum();
            let mut left = 0;
            for (count, &above) in counts.iter().zip(&before) {
                // Those of earlier rows to the left agree, those to the right do not.
                total += i64::from(*count) * (left - (all - left - above));
                left += above;
            }
            before.iter_mut().zip(counts).for_each(|(sum, count)| *sum += i64::from(*count));
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compact::Gather;

    /// Every table with the margins 3, 2 and 2, 2, 1 by hand: how many of the
    /// 5!/(2! 2! 1!) = 30 arrangements of the columns give its first row.
    #[test]
    fn tables_come_as_often_as_arrangements_give_them() {
        let (rows, columns) = ([3, 2], [2, 2, 1]);
        let mut table = RandomTable::new(&rows, &columns);
        let mut random = Random::new(11);
        let expected =
            [([2, 1, 0], 6), ([2, 0, 1], 3), ([1, 2, 0], 6), ([0, 2, 1], 3), ([1, 1, 1], 12)];
        let draws = 60_000;
        let mut seen = [0_u32; 5];
        for _ in 0..draws {
            table.draw(&mut random);
            let place = expected.iter().position(|(row, _)| table.counts[..3] == *row);
            seen[place.expect("a table with these margins")] += 1;
            let sums: Vec<u32> = (0..3).map(|j| table.counts[j] + table.counts[j + 3]).gather();
            assert_eq!(sums, columns);
        }
        // χ² on 4 degrees of freedom; 0.9999 quantile 23.5.
        let chi_squared: f64 = expected
            .iter()
            .zip(seen)
            .map(|((_, ways), seen)| {
                let mean = f64::from(draws) * f64::from(*ways) / 30.0;
                (f64::from(seen) - mean).powi(2) / mean
            })
            .sum();
        assert!(chi_squared < 23.5, "{seen:?}");
    }

    /// Σ of products of centred scores over random pairings has the variance
    /// Σa² Σb²/(n − 1) (Hotelling and Pabst 1936).
    #[test]
    fn large_tables_have_the_variance_of_random_pairings() {
        let (rows, columns) = ([700, 900, 400], [1000, 500, 500]);
        let (a, b): ([i64; 3], [i64; 3]) = ([-13, 3, 16], [-1, 0, 2]);
        let mut table = RandomTable::new(&rows, &columns);
        let mut random = Random::new(3);
        let draws = 20_000;
        let squares: f64 = (0..draws)
            .map(|_| {
                table.draw(&mut random);
                (table.products(&a, &b) as f64).powi(2)
            })
            .sum();
        let sum = |counts: &[u32], scores: &[i64]| -> f64 {
            counts.iter().zip(scores).map(|(&c, &s)| f64::from(c) * (s * s) as f64).sum()
        };
        let variance = sum(&rows, &a) * sum(&columns, &b) / 1999.0;
        // The mean of 20,000 squares of nearly normal values strays by 1 % (one
        // standard error); four of them are allowed.
        let ratio = squares / f64::from(draws) / variance;
        assert!((ratio - 1.0).abs() < 0.04, "{ratio}");
    }

    /// The statistics of a table are those of the pairs that it counts.
    #[test]
    fn statistics_of_a_table_are_those_of_its_pairs() {
        use super::super::kendall::count_pairs;
        use super::super::rank::Ranking;
        let mut random = Random::new(5);
        for _ in 0..50 {
            let sample = |random: &mut Random, levels: u32| -> Vec<f64> {
                (0..40).map(|_| f64::from(random.below(levels))).gather()
            };
            let x = Ranking::new(&sample(&mut random, 4));
            let y = Ranking::new(&sample(&mut random, 6));
            let mut table = RandomTable::new(&x.counts, &y.counts);
            for (&i, &j) in x.codes.iter().zip(&y.codes) {
                table.counts[i as usize * y.counts.len() + j as usize] += 1;
            }
            assert_eq!(table.order(), count_pairs(&x, &y).difference() as i64);
            let (a, b) = (x.doubled_centred(), y.doubled_centred());
            let pairs = x.codes.iter().zip(&y.codes);
            let sum: i64 = pairs.map(|(&i, &j)| a[i as usize] * b[j as usize]).sum();
            assert_eq!(table.products(&a, &b), sum);
        }
    }
}
