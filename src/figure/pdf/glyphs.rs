//! Which standard font holds a letter, and by which code.

use super::glyph_table::{HELVETICA, SYMBOL};
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Symbol,
}

/// Neighbouring letters of one font.
#[derive(Debug)]
pub(super) struct Run {
    pub face: Face,
    pub text: String,
    /// Hexadecimal codes.
    pub codes: String,
}

/// Codes from 128 up are given to the letters a document uses, in the order in
/// which they appear.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    named: Vec<(char, &'static str)>,
    missing: Vec<char>,
}

impl Glyphs {
    pub fn runs(&mut self, text: &str, bold: bool) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let own = if bold { Face::Bold } else { Face::Regular };
        for c in text.chars() {
            let (face, code) = self.code(c, own);
            match runs.last_mut() {
                Some(run) if run.face == face => {
                    run.text.push(c);
                    let _ = write!(run.codes, "{code:02X}");
                }
                _ => runs.push(Run { face, text: c.into(), codes: format!("{code:02X}") }),
            }
        }
        runs
    }

    fn code(&mut self, c: char, own: Face) -> (Face, u8) {
        if (' '..='~').contains(&c) {
            return (own, c as u8);
        }
        if matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}') {
            return (own, b' ');
        }
        if let Some(k) = self.named.iter().position(|(named, _)| *named == c) {
            return (own, 128 + k as u8);
        }
        let found = HELVETICA.iter().find(|(named, _)| *named == c);
        if let Some(glyph) = found.filter(|_| self.named.len() < 128) {
            self.named.push(*glyph);
            return (own, 127 + self.named.len() as u8);
        }
        if let Some((_, code)) = SYMBOL.iter().find(|(named, _)| *named == c) {
            return (Face::Symbol, *code);
        }
        if !self.missing.contains(&c) {
            self.missing.push(c);
        }
        (own, b'?')
    }

    /// The encoding of both Helveticas: ASCII, then the letters used.
    pub fn encoding(&self) -> String {
        let names: String = self.named.iter().map(|(_, name)| format!("/{name} ")).collect();
        format!(
            "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [39 /quotesingle 96 \
             /grave 128 {names}] >>"
        )
    }

    pub fn missing(&self) -> Vec<char> {
        self.missing.clone()
    }
}
