//! HTML as the clipboard holds it, cut into tags and text: quotes may be
//! missing, tags unclosed, and what no reader sees is passed over.

use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tag<'a> {
    Start {
        name: &'a str,
        attributes: &'a str,
    },
    End {
        name: &'a str,
    },
    /// As it stands, entities not yet replaced.
    Text(&'a str),
}

/// Elements whose content is not text of the page.
const UNSEEN: [&str; 6] = ["style", "script", "title", "xml", "template", "textarea"];

pub(super) struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Tags<'a> {
    pub fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Steps over as many bytes as there are, and no further.
    fn step(&mut self, bytes: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.rest = rest;
        passed
    }

    /// Steps to the closing tag of an element whose content is not read.
    fn skip_element(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            self.step(at);
            if starts_with(&self.rest[2..], name) {
                return;
            }
            self.step(2);
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let after = self.rest.strip_prefix('<');
            let Some(after) = after.filter(|after| after.starts_with(begins_tag)) else {
                let more = self.rest.char_indices().skip(1);
                let mut marks =
                    more.filter(|&(at, c)| c == '<' && self.rest[at + 1..].starts_with(begins_tag));
                let end = marks.next().map_or(self.rest.len(), |(at, _)| at);
                return Some(Tag::Text(self.step(end)));
            };
            if let Some(comment) = after.strip_prefix("!--") {
                let end = comment.find("-->").map_or(self.rest.len(), |end| end + 7);
                self.step(end);
                continue;
            }
            if after.starts_with(['!', '?']) {
                let end = after.find('>').map_or(self.rest.len(), |end| end + 2);
                self.step(end);
                continue;
            }
            let length = tag_end(after);
            self.step(length + 2);
            let inside = &after[..length];
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Tag::End { name: name.trim() });
            }
            let inside = inside.strip_suffix('/').unwrap_or(inside);
            let end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(end);
            if UNSEEN.iter().any(|unseen| unseen.eq_ignore_ascii_case(name)) {
                self.skip_element(name);
                continue;
            }
            return Some(Tag::Start { name, attributes });
        }
    }
}

/// What may follow `<` in markup; `<5%` is text.
fn begins_tag(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')
}

pub(super) fn starts_with(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|b| b.eq_ignore_ascii_case(start.as_bytes()))
}

/// The `>` that ends a tag: one in a quoted value does not.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.len()
}

/// The value of an attribute, empty where it stands without one.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inside = &after[usize::from(quote.is_some())..];
            let length = match quote {
                Some(quote) => inside.find(quote),
                None => inside.find(|c: char| c.is_ascii_whitespace()),
            };
            let length = length.unwrap_or(inside.len());
            value = &inside[..length];
            rest = &inside[(length + usize::from(quote.is_some())).min(inside.len())..];
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(super::entities::replaced(value));
        }
        rest = rest.trim_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_comments_and_bare_angles() {
        let html = "<TD x:num=\"1>2\" class=xl65 hidden>a<5%<!-- <b> --><br/></td ><style><!--td{}--></STYLE>z";
        let found: Vec<_> = Tags::new(html).collect();
        assert_eq!(
            found,
            [
                Tag::Start { name: "TD", attributes: " x:num=\"1>2\" class=xl65 hidden" },
                Tag::Text("a<5%"),
                Tag::Start { name: "br", attributes: "" },
                Tag::End { name: "td" },
                Tag::End { name: "STYLE" },
                Tag::Text("z"),
            ]
        );
        let Tag::Start { attributes, .. } = found[0] else { unreachable!() };
        assert_eq!(attribute(attributes, "x:num").unwrap(), "1>2");
        assert_eq!(attribute(attributes, "CLASS").unwrap(), "xl65");
        assert_eq!(attribute(attributes, "hidden").unwrap(), "");
        assert_eq!(attribute(attributes, "num"), None);
    }
}
