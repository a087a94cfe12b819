//! The little of XML that workbooks are written in: tags, attributes, text and
//! the five named entities. Document types, and with them entities of one's own,
//! are passed over.

use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// The name without its prefix; `closed` for `<name/>`.
    Start {
        name: &'a str,
        attributes: &'a str,
        closed: bool,
    },
    End {
        name: &'a str,
    },
    /// As it stands, entities not yet replaced; `literal` for CDATA.
    Text {
        text: &'a str,
        literal: bool,
    },
}

pub(super) struct Xml<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Steps over one construct that says nothing, if one begins here.
    fn skip(&mut self) -> bool {
        let rest = &self.text[self.at..];
        for (open, close) in [("<!--", "-->"), ("<?", "?>")] {
            if rest.starts_with(open) {
                self.at += rest.find(close).map_or(rest.len(), |end| end + close.len());
                return true;
            }
        }
        if rest.starts_with("<!") && !rest.starts_with("<![CDATA[") {
            self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            return true;
        }
        false
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while self.skip() {}
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        if let Some(literal) = rest.strip_prefix("<![CDATA[") {
            let end = literal.find("]]>").unwrap_or(literal.len());
            self.at += (9 + end + 3).min(rest.len());
            return Some(Token::Text { text: &literal[..end], literal: true });
        }
        if !rest.starts_with('<') {
            let end = rest.find('<').unwrap_or(rest.len());
            self.at += end;
            return Some(Token::Text { text: &rest[..end], literal: false });
        }
        let end = tag_end(rest);
        self.at += (end + 1).min(rest.len());
        let inside = &rest[1..end];
        if let Some(name) = inside.strip_prefix('/') {
            return Some(Token::End { name: local(name.trim_end()) });
        }
        let (inside, closed) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let space = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(space);
        Some(Token::Start { name: local(name), attributes, closed })
    }
}

/// The `>` that ends a tag: one inside quotes does not.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute; its prefix does not matter.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    loop {
        let equals = rest.find('=')?;
        let found = local(rest[..equals].trim());
        let after = rest[equals + 1..].trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &after[1..];
        let end = value.find(quote)?;
        if found == name {
            return Some(unescaped(&value[..end]));
        }
        rest = &value[end + 1..];
    }
}

/// Entities replaced by what they stand for; unknown ones stay.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let stands_for = end.and_then(|end| entity(&rest[1..end]));
        match (stands_for, end) {
            (Some(c), Some(end)) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
