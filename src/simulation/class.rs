//! One truth for a whole class, by a code: every student's number is a sample of
//! its own, without anybody being asked for it.

use super::trial::{Effect, TrialTruth};

/// A truth, and the seed that its samples are drawn by: `C-7XQ`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassCode {
    pub letter: char,
    pub seed: u32,
}

/// Letters of the truths there are.
pub const LETTERS: [char; 8] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

impl ClassCode {
    /// Reads a code as it may be typed: small letters, spaces, any dash or none.
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let letter = plain.chars().next().filter(|c| LETTERS.contains(c))?;
        let digits = plain.get(1..).filter(|digits| (1..=6).contains(&digits.len()))?;
        let seed = u32::from_str_radix(digits, 36).ok()?;
        Some(Self { letter, seed })
    }

    /// As it is written.
    pub fn text(&self) -> String {
        let mut digits = Vec::new();
        let mut rest = self.seed;
        loop {
            digits.push(char::from_digit(rest % 36, 36).unwrap_or('0').to_ascii_uppercase());
            rest /= 36;
            if rest == 0 {
                break;
            }
        }
        digits.push('-');
        digits.push(self.letter);
        digits.iter().rev().collect()
    }

    /// What is true for this class.
    pub fn truth(&self) -> TrialTruth {
        let trial = |per_group, hazard_ratio, effect| TrialTruth {
            per_group,
            hazard_ratio,
            effect,
            ..TrialTruth::default()
        };
        match self.letter {
            'A' => trial(50, 1.0, Effect::Proportional),
            'B' => trial(30, 0.6, Effect::Proportional),
            'C' => trial(100, 0.6, Effect::Proportional),
            'D' => trial(14, 0.5, Effect::Proportional),
            'E' => trial(60, 0.4, Effect::Late),
            'F' => trial(60, 0.5, Effect::Crossing),
            'G' => trial(60, 0.4, Effect::Early),
            _ => trial(50, 0.4, Effect::Proportional),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_written_and_as_it_is_typed() {
        for seed in [0, 1, 35, 36, 1_234_567] {
            let code = ClassCode { letter: 'C', seed };
            assert_eq!(ClassCode::read(&code.text()), Some(code));
        }
        let code = ClassCode { letter: 'B', seed: 36 * 36 + 1 };
        assert_eq!(code.text(), "B-101");
        assert_eq!(ClassCode::read(" b 101"), Some(code));
        for wrong in ["", "B", "Z-101", "B-1234567", "B-ZZZZZZ1"] {
            assert_eq!(ClassCode::read(wrong), None, "{wrong}");
        }
    }
}
