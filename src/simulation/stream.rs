//! The random numbers of one repetition, and the distributions drawn with them.

use crate::random::Random;

/// An odd number that is no multiple of what seeds are spread by.
const STRIDE: u64 = 0xd134_2543_de82_ef95;

/// Repetition `number` of a seed. Two repetitions, or two seeds, share nothing
/// that 256 bits of state could show.
pub struct Stream {
    random: Random,
    /// The second of a pair of normal draws.
    spare: Option<f64>,
}

impl Stream {
    pub fn new(seed: u32, number: u32) -> Self {
        let start = Random::new(u64::from(seed)).next_u64();
        let start = start.wrapping_add(u64::from(number).wrapping_mul(STRIDE));
        Self { random: Random::new(start), spare: None }
    }

    /// Uniform on [0, 1).
    pub fn unit(&mut self) -> f64 {
        self.random.unit()
    }

    /// Exponential with mean 1: −ln(1 − u), finite because u is below 1.
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.random.unit()).ln()
    }

    /// Standard normal (Marsaglia's polar method, 1964, SIAM Rev 6:260).
    pub fn normal(&mut self) -> f64 {
        if let Some(z) = self.spare.take() {
            return z;
        }
        loop {
            let (x, y) = (2.0 * self.random.unit() - 1.0, 2.0 * self.random.unit() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let stretch = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(y * stretch);
                return x * stretch;
            }
        }
    }

    /// Puts the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        let n = items.len();
        self.random.choose(items, n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean, variance and P(|Z| > 1.96) of a standard normal, mean and variance
    /// of an exponential, each within four standard errors of 100,000 draws.
    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        let n = 100_000_u32;
        let mut stream = Stream::new(5, 1);
        let (mut sum, mut squares, mut beyond) = (0.0, 0.0, 0.0);
        let (mut mean, mut second) = (0.0, 0.0);
        for _ in 0..n {
            let z = stream.normal();
            (sum, squares) = (sum + z, squares + z * z);
            beyond += f64::from(u8::from(z.abs() > 1.959_963_984_540_054));
            let e = stream.exponential();
            (mean, second) = (mean + e, second + e * e);
        }
        let n = f64::from(n);
        let error = n.sqrt().recip();
        let near = |found: f64, wanted: f64, sd: f64| {
            assert!((found - wanted).abs() < 4.0 * sd * error, "{found} against {wanted}");
        };
        near(sum / n, 0.0, 1.0);
        near(squares / n, 1.0, 2.0_f64.sqrt());
        near(beyond / n, 0.05, (0.05_f64 * 0.95).sqrt());
        near(mean / n, 1.0, 1.0);
        near(second / n, 2.0, 20.0_f64.sqrt());
    }

    #[test]
    fn repetitions_share_no_numbers() {
        let first = |seed, number| Stream::new(seed, number).unit();
        let all: Vec<f64> =
            (1..=50).flat_map(|seed| (1..=200).map(move |number| first(seed, number))).collect();
        let mut sorted = all.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        assert_eq!(sorted.len(), all.len());
        // Neighbouring numbers go up and down as unrelated ones do.
        let products = all.windows(2).map(|pair| (pair[0] - 0.5) * (pair[1] - 0.5)).sum::<f64>();
        let mean = products / (all.len() as f64 - 1.0);
        assert!(mean.abs() < 4.0 / 12.0 / (all.len() as f64).sqrt(), "{mean}");
    }
}
