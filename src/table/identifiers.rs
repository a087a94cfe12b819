//! Columns that tell who a patient is: flagged, so that they can be dropped and
//! never leave the machine.

use super::names::words;
use super::{Column, ColumnKind};
use crate::compact::Gather;
use serde::Serialize;

/// A column that may identify patients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct IdentifierFlag {
    pub column: String,
    pub kind: IdentifierKind,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    Name,
    BirthDate,
    RecordNumber,
    Contact,
    Address,
}

const NAMES: &[(IdentifierKind, &str, &str)] = &[
    (
        IdentifierKind::Name,
        "named like a person's name",
        "name names firstname lastname surname forename vorname nachname familienname nom prenom prénom nombre apellido apellidos nome cognome sobrenome initials initialen patientname",
    ),
    (
        IdentifierKind::BirthDate,
        "named like a date of birth",
        "dob birth birthdate birthday born geburtsdatum geburtstag geboren gebdat naissance nacimiento nascita nascimento",
    ),
    (
        IdentifierKind::RecordNumber,
        "named like a hospital or insurance number",
        "mrn ssn nhs insurance versicherungsnummer fallnummer krankenkasse hospitalno patientennummer ipp nss cpf dni",
    ),
    (
        IdentifierKind::Contact,
        "named like a telephone number or e-mail address",
        "phone telephone tel mobile email mail telefon handy fax telefono teléfono telefone",
    ),
    (
        IdentifierKind::Address,
        "named like an address",
        "address street zip zipcode postcode postal city town adresse strasse straße plz ort wohnort rue ville direccion dirección calle indirizzo via endereço endereco",
    ),
];

/// Words beside which `name` does not mean a person.
const NOT_A_PERSON: &str = "event drug file variable group site study hospital center centre scale";

pub(super) fn flag(column: &Column) -> Option<IdentifierFlag> {
    let flag = |kind, reason: &str| IdentifierFlag {
        column: column.name.clone(),
        kind,
        reason: reason.into(),
    };
    let words = words(&column.name);
    let has = |known: &str| super::names::has(&words, known);
    for (kind, reason, known) in NAMES {
        if has(known) && !(*kind == IdentifierKind::Name && has(NOT_A_PERSON)) {
            return Some(flag(*kind, reason));
        }
    }
    if !matches!(column.kind, ColumnKind::Text | ColumnKind::Id | ColumnKind::Label) {
        return None;
    }
    let values = column.values(255)?;
    let share = |test: fn(&str) -> bool| {
        values.iter().filter(|value| test(&value.text)).count() * 10 >= values.len() * 7
    };
    if values.len() < 3 || values.iter().any(|value| value.text.len() > 200) {
        None
    } else if share(|text| text.contains('@') && text.contains('.') && !text.contains(' ')) {
        Some(flag(IdentifierKind::Contact, "holds e-mail addresses"))
    } else if values.iter().all(|value| value.count == 1) && share(reads_as_a_name) {
        Some(flag(IdentifierKind::Name, "holds what read like names of persons"))
    } else {
        None
    }
}

/// `Smith, John`, `Anna Schmidt`: two or three words, each a capital and small letters.
fn reads_as_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).gather();
    (2..=3).contains(&words.len())
        && words.iter().all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && word.chars().count() > 1
                && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\''))
        })
}
