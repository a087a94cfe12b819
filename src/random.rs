//! Random numbers that a seed repeats: xoshiro256++ (Blackman & Vigna 2021, ACM
//! Trans Math Softw 47:36), seeded by splitmix64. Not for secrets.

pub struct Random {
    state: [u64; 4],
}

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut mixed = seed;
        let state = std::array::from_fn(|_| {
            mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        });
        Self { state }
    }

    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let out = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        out
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform on 0 … bound − 1, without bias (Lemire 2019). `bound` must not
    /// be 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        loop {
            let product = (self.next_u64() >> 32) * u64::from(bound);
            // The low half is the place within a step; the first few places of
            // the range are drawn again so that every step is equally wide.
            let place = product as u32;
            if place >= bound || place >= bound.wrapping_neg() % bound {
                return (product >> 32) as u32;
            }
        }
    }

    /// Two such numbers from one draw of 64 bits, where neither has to be drawn again.
    pub fn two_below(&mut self, bound: u32) -> [u32; 2] {
        let bits = self.next_u64();
        [bits >> 32, bits & u64::from(u32::MAX)].map(|part| {
            let product = part * u64::from(bound);
            let place = product as u32;
            if place >= bound || place >= bound.wrapping_neg() % bound {
                (product >> 32) as u32
            } else {
                self.below(bound)
            }
        })
    }

    /// Moves a random choice of `chosen` of the items to the front.
    pub fn choose<T>(&mut self, items: &mut [T], chosen: usize) {
        let n = items.len();
        for i in 0..chosen.min(n) {
            let other = i + self.below((n - i) as u32) as usize;
            items.swap(i, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// splitmix64 of seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4 (the
    /// authors' own test values).
    #[test]
    fn the_seed_is_spread_as_the_authors_do() {
        let random = Random::new(0);
        assert_eq!(random.state[..2], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn every_number_below_the_bound_comes_up_as_often() {
        let mut random = Random::new(7);
        let mut counts = [0_u32; 6];
        for _ in 0..20_000 {
            counts[random.below(6) as usize] += 1;
            for number in random.two_below(6) {
                counts[number as usize] += 1;
            }
        }
        // χ² on 5 degrees of freedom; 0.9999 quantile 25.7.
        let chi_squared: f64 =
            counts.iter().map(|c| (f64::from(*c) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi_squared < 25.7, "{counts:?}");
    }

    #[test]
    fn a_choice_is_part_of_the_items() {
        let mut random = Random::new(1);
        let mut items = [1, 2, 3, 4, 5];
        random.choose(&mut items, 3);
        let mut sorted = items;
        sorted.sort_unstable();
        assert_eq!(sorted, [1, 2, 3, 4, 5]);
    }
}
