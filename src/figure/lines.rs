//! Long texts on several lines, the last one shortened if it must be.

use super::metrics::text_width;
use crate::compact::Gather;

/// Breaks at spaces into at most `most` lines of at most `width` pixels; what
/// still does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, width: f64, size: f64, bold: bool, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = unbreakable(text).into_iter();
    while let Some(word) = words.next() {
        let word = word.as_str();
        let fits = |line: &str| text_width(line, size, bold) <= width;
        let full = lines.len() >= most.max(1);
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ if !full => lines.push(word.to_owned()),
            // The last line takes the rest, to be shortened below.
            Some(line) => {
                for word in std::iter::once(word.to_owned()).chain(words.by_ref()) {
                    line.push(' ');
                    line.push_str(&word);
                }
            }
            None => {}
        }
    }
    lines.into_iter().map(|line| shorten(&line, width, size, bold)).gather()
}

/// Words, where a sign stays with its number: `≥ 50 %` is one.
fn unbreakable(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut stays = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if stays || word == "%" => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        stays = matches!(word, "<" | ">" | "≤" | "≥" | "=" | "±");
    }
    words
}

/// Names without the words that all of them begin with; as they are if nothing
/// would remain of one.
pub(super) fn without_shared_beginning(names: &[String]) -> Vec<String> {
    let split: Vec<Vec<&str>> = names.iter().map(|n| n.split_whitespace().gather()).gather();
    let Some(first) = split.first() else { return Vec::new() };
    let shared = (0..first.len())
        .take_while(|k| split.iter().all(|words| words.get(*k) == first.get(*k)))
        .count();
    if names.len() < 2 || split.iter().any(|words| words.len() <= shared) {
        return names.to_vec();
    }
    split.iter().map(|words| words[shared..].join(" ")).gather()
}

/// The text itself if it fits, else its beginning and an ellipsis.
pub(super) fn shorten(text: &str, width: f64, size: f64, bold: bool) -> String {
    if text_width(text, size, bold) <= width {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().gather();
    while !kept.is_empty() {
        kept.pop();
        let trial: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if text_width(&trial, size, bold) <= width {
            return trial;
        }
    }
    "…".into()
}
