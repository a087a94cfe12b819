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
