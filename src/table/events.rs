//! What the values of an event column may mean: known customs, proposed with
//! the values' counts, never taken for granted.

use super::column::DistinctValue;
use super::mapping::EventCoding;
use super::missing::looks_missing;
use super::names::words;
use crate::compact::Gather;
use serde::Serialize;

/// A coding by its custom's name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NamedCoding {
    /// As in `0_censored_1_event`, `dead_alive`, `cnsr`.
    #[cfg_attr(feature = "types", ts(type = "string"))]
    pub code: &'static str,
    pub what: String,
    pub coding: EventCoding,
}

#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Event,
    Competing,
    Censored,
}

/// A longer text is no word for an event.
const LONGEST: usize = 100;

/// The customs that give every value a meaning, the likeliest first.
pub(super) fn codings(name: &str, values: &[DistinctValue]) -> Vec<NamedCoding> {
    let texts: Vec<&str> =
        values.iter().map(|value| value.text.as_str()).filter(|text| !looks_missing(text)).gather();
    if texts.is_empty() || texts.iter().any(|text| text.len() > LONGEST) {
        return Vec::new();
    }
    if let Some(coding) = of_words(&texts) {
        return vec![coding];
    }
    of_numbers(name, &texts)
}

fn coding(texts: &[&str], meaning: impl Fn(&str) -> Option<Meaning>) -> Option<EventCoding> {
    let mut coding = EventCoding::default();
    for text in texts {
        let list = match meaning(text)? {
            Meaning::Event => &mut coding.event,
            Meaning::Competing => &mut coding.competing,
            Meaning::Censored => &mut coding.censored,
        };
        list.push((*text).to_owned());
    }
    Some(coding)
}

fn of_numbers(name: &str, texts: &[&str]) -> Vec<NamedCoding> {
    let Some(numbers) = texts.iter().map(|text| whole(text)).collect::<Option<Vec<u32>>>() else {
        return Vec::new();
    };
    let has = |n| numbers.contains(&n);
    let only = |known: &[u32]| numbers.iter().all(|n| known.contains(n));
    let words = words(name);
    let named_censored = words
        .iter()
        .any(|word| word.starts_with("cens") || word.starts_with("zens") || word == "cnsr");
    let made = |code, what: &str, meaning: fn(u32) -> Meaning| {
        coding(texts, |text| whole(text).map(meaning)).map(|coding| NamedCoding {
            code,
            what: what.into(),
            coding,
        })
    };
    let one_event = made("0_censored_1_event", "1 is the event, 0 censored", |n| match n {
        1 => Meaning::Event,
        _ => Meaning::Censored,
    });
    let zero_event = made("cnsr", "0 is the event, any other number censored (CDISC CNSR)", |n| {
        if n == 0 { Meaning::Event } else { Meaning::Censored }
    });
    let two_event =
        made("1_censored_2_event", "2 is the event, 1 censored (R's survival package)", |n| {
            if n == 2 { Meaning::Event } else { Meaning::Censored }
        });
    let one_of_two = made("1_event_2_censored", "1 is the event, 2 censored", |n| {
        if n == 1 { Meaning::Event } else { Meaning::Censored }
    });
    let competing = made(
        "1_event_2_competing",
        "1 is the event, 2 a competing event, 0 censored",
        |n| match n {
            1 => Meaning::Event,
            2 => Meaning::Competing,
            _ => Meaning::Censored,
        },
    );
    let found = if only(&[0, 1]) {
        if named_censored { vec![zero_event, one_event] } else { vec![one_event, zero_event] }
    } else if only(&[1, 2]) {
        vec![two_event, one_of_two]
    } else if only(&[0, 1, 2]) && has(0) && !named_censored {
        vec![competing, zero_event]
    } else if named_censored && has(0) {
        vec![zero_event]
    } else {
        Vec::new()
    };
    found.into_iter().flatten().gather()
}

/// `1`, `1.0`, `1,0` or the number before a label, as in `1:DECEASED`.
fn whole(text: &str) -> Option<u32> {
    let number = text.split_once([':', '=']).map_or(text, |(number, _)| number).trim();
    let number = number.strip_suffix(".0").or(number.strip_suffix(",0")).unwrap_or(number);
    (number.len() <= 2).then(|| number.parse().ok()).flatten()
}

fn of_words(texts: &[&str]) -> Option<NamedCoding> {
    for (code, what, lists) in WORDS {
        let meaning = |text: &str| {
            let folded = folded(text);
            let [event, competing, censored] = lists;
            if is_one(&folded, event) {
                Some(Meaning::Event)
            } else if is_one(&folded, competing) {
                Some(Meaning::Competing)
            } else if is_one(&folded, censored) {
                Some(Meaning::Censored)
            } else {
                None
            }
        };
        if let Some(coding) = coding(texts, meaning) {
            return Some(NamedCoding { code, what: (*what).into(), coding });
        }
    }
    None
}

fn is_one(text: &str, known: &str) -> bool {
    !text.is_empty() && known.split('|').any(|one| one == text)
}

/// Lower case, without a leading number and its colon, single spaces.
fn folded(text: &str) -> String {
    let text = match text.split_once([':', '=']) {
        Some((number, label)) if whole(number).is_some() => label,
        _ => text,
    };
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.')).gather();
    words.into_iter().filter(|word| !word.is_empty()).gather().join(" ")
}

type Custom = (&'static str, &'static str, [&'static str; 3]);

/// Words for the event, for a competing event, for censored.
const WORDS: &[Custom] = &[
    (
        "disease_status",
        "dead of disease is the event, dead of another cause competes, alive is censored",
        [
            "dod|dead of disease|died of disease|ddd|tumortod|tumorbedingt verstorben",
            "doc|dooc|doo|doac|dead of other causes|dead of other cause|died of other cause|died of other causes|dou|dtc|nicht tumorbedingt verstorben",
            "awd|alive with disease|ned|aned|awod|anod|cdf|no evidence of disease|alive without disease|alive no evidence of disease|alive|lost to follow up|ltfu",
        ],
    ),
    (
        "dead_alive",
        "dead is the event, alive is censored",
        [
            "dead|died|deceased|death|d|tot|verstorben|gestorben|tod|décédé|decede|décédée|decedee|mort|morte|décès|deces|muerto|muerta|fallecido|fallecida|exitus|muerte|morto|morta|deceduto|deceduta|decesso|falecido|falecida|óbito|obito",
            "",
            "alive|living|a|lebend|lebt|am leben|lebendig|vivant|vivante|en vie|vivo|viva|vivo/a|in vita|vivente|censored|zensiert|lost|lost to follow up",
        ],
    ),
    (
        "event_censored",
        "the event against censored",
        [
            "event|ereignis|évènement|événement|evenement|evento|failure|progression|progress|progressed|pd|relapse|relapsed|recurrence|recurred|rezidiv|rechute|récidive|recidive|recidiva|recaída|recaida|progresión|progresion|progressione|progressão|progressao",
            "",
            "censored|censor|censoring|no event|none|kein ereignis|zensiert|censuré|censure|pas d'événement|censurado|sin evento|censurato|nessun evento|sem evento|no progression|progression free|no relapse|no recurrence|kein rezidiv|ned|disease free|diseasefree|tumorfrei|rezidivfrei|no progress|stable|sd",
        ],
    ),
    (
        "true_false",
        "true is the event, false censored",
        ["true|t|wahr|vrai|verdadero|vero|verdadeiro", "", "false|f|falsch|faux|falso"],
    ),
    (
        "yes_no",
        "yes is the event, no censored",
        ["yes|y|ja|j|oui|o|sí|si|sì|sim|s|x|+|positive", "", "no|n|nein|non|não|nao|negative"],
    ),
];
