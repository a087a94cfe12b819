//! A column after reading: its name, its kind, what is blank or odd in it, and
//! its values as numbers or as codes of labels.

use super::builder::{Odd, Store, Tally};
use super::date::SerialSystem;
use super::date_column::{self, DateReading};
use super::dictionary::{self, Dictionary};
use super::kind::{self, ColumnKind};
use super::missing::looks_missing;
use super::number::{self, Marks};
use super::options::{ReadOptions, SerialDates};
use super::source::{Source, content, text_of};
use crate::compact::Gather;
use crate::percent_text::Stretch;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// More distinct texts than this are not labels.
const MOST_LABELS: usize = 65_536;

/// A cell that does not fit its column's kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OddCell {
    pub text: String,
    pub count: usize,
    /// The first few lines it stands in, as the user sees them.
    pub rows: Vec<usize>,
    /// It reads like "not known", and can be declared missing.
    pub looks_missing: bool,
}

/// A distinct value of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DistinctValue {
    pub text: String,
    pub count: usize,
}

/// One column. In JSON only what describes it, not its rows.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Column {
    pub name: String,
    /// Its position among the cells of the text, from 0, for changing its cells;
    /// a derived column has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub place: Option<usize>,
    pub kind: ColumnKind,
    pub blanks: usize,
    /// Cells that are numbers.
    pub numbers: usize,
    /// Distinct texts that are not blank, when they are at most 255.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct: Option<usize>,
    /// The first few texts that do not fit the kind.
    pub odd: Vec<OddCell>,
    /// How many cells do not fit the kind.
    pub odd_count: usize,
    /// How its dates were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub dates: Option<DateReading>,
    /// It was made from other columns.
    pub derived: bool,
    /// Numbers written with the decimal mark, with a per-cent sign, with
    /// thousands marks, after a word for "about"; and stretches such as `>90`.
    #[serde(skip)]
    pub(super) marked: usize,
    #[serde(skip)]
    pub(super) percent: usize,
    #[serde(skip)]
    pub(super) grouped: usize,
    #[serde(skip)]
    pub(super) approximate: usize,
    #[serde(skip)]
    pub(super) stretches: usize,
    #[serde(skip)]
    data: Data,
}

#[derive(Clone, Debug)]
struct Data {
    source: Arc<Source>,
    index: usize,
    rows: usize,
    store: Store,
    /// Of a column of dates.
    days: Option<Vec<f64>>,
    marks: Marks,
    numbers: OnceLock<Option<Vec<f64>>>,
    labels: OnceLock<Option<LabelData>>,
}

#[derive(Clone, Debug)]
struct LabelData {
    codes: Vec<u32>,
    texts: Vec<String>,
}

/// A column as labels.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// One per row: a position in `texts`, or [`Labels::BLANK`].
    pub codes: &'a [u32],
    /// The distinct texts in order of first appearance.
    pub texts: &'a [String],
}

impl Labels<'_> {
    pub const BLANK: u32 = u32::MAX;

    /// The row's label, if it has one.
    pub fn get(&self, row: usize) -> Option<&str> {
        let code = *self.codes.get(row)?;
        self.texts.get(code as usize).map(String::as_str)
    }

    /// How many rows carry each text.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.texts.len()];
        for &code in self.codes {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// What all columns of a text share.
pub(super) struct Context<'a> {
    pub source: &'a Arc<Source>,
    pub marks: Marks,
    pub options: &'a ReadOptions,
}

/// Whether a column of numbers may be a spreadsheet's dates, and counted from when.
fn serial_system(
    name: &str,
    kind: ColumnKind,
    chosen: Option<ColumnKind>,
    options: &ReadOptions,
) -> Option<SerialSystem> {
    let likely = kind == ColumnKind::Date
        || (kind == ColumnKind::Number && chosen.is_none() && date_column::names_a_date(name));
    match options.serial_dates {
        _ if !likely => None,
        Some(SerialDates::Not) => None,
        Some(SerialDates::From1904) => Some(SerialSystem::From1904),
        Some(SerialDates::From1900) | None => Some(SerialSystem::From1900),
    }
}

impl Column {
    pub(super) fn finish(
        name: String,
        mut store: Store,
        mut tally: Tally,
        index: usize,
        context: &Context<'_>,
    ) -> Self {
        let &Context { source, marks, options } = context;
        let rows = source.starts.len();
        let distinct = match &store {
            Store::Codes(dictionary) => Some(dictionary.texts.len()),
            Store::Numbers(_) => None,
        };
        let chosen = options.kind_of(&name);
        let beyond = || {
            let numbers = counted(&store, marks).filter(|(n, _)| !(0.0..=100.0).contains(n));
            numbers.map(|(_, count)| count).sum()
        };
        let mut kind =
            chosen.unwrap_or_else(|| kind::decide(&name, &tally, distinct, rows, marks, beyond));
        let mut dates = None;
        if kind == ColumnKind::Date && tally.cells > tally.numbers {
            let made = date_column::read(source, index, options);
            tally.odd = made.odd;
            tally.odd_untold = made.odd_untold;
            dates = Some((made.reading, made.days));
        } else if let Some(system) = serial_system(&name, kind, chosen, options) {
            let numbers = expand(&store, rows, marks);
            if date_column::looks_serial(&numbers) {
                dates = Some(date_column::from_serials(&numbers, system));
                kind = ColumnKind::Date;
            }
        }
        let (dates, days) = dates.unzip();
        if let (ColumnKind::Grade, Store::Codes(dictionary)) = (kind, &store) {
            tally.hear_odd_numbers(dictionary, |text| kind::fits(kind, text));
        }
        if !kind::is_numeric(kind, &tally)
            && let Store::Numbers(values) = &mut store
        {
            *values = Vec::new();
        }
        if let Store::Codes(dictionary) = &mut store {
            dictionary.drop_index();
        }
        let only_missing =
            !matches!(kind, ColumnKind::Number | ColumnKind::Grade | ColumnKind::Date);
        tally.odd.retain(|odd| {
            (kind == ColumnKind::Date || !kind::fits(kind, &odd.text))
                && (!only_missing || looks_missing(&odd.text))
        });
        let mut odd_count = if only_missing { 0 } else { tally.odd_untold };
        odd_count += tally.odd.iter().map(|odd| odd.count).sum::<usize>();
        if let Store::Codes(dictionary) = &store {
            tally.fill_rows(dictionary);
        }
        let is_stretch = |odd: &&Odd| number::stretch(&odd.text, marks).is_some();
        let stretches = match kind {
            ColumnKind::Number => tally.odd.iter().filter(is_stretch).map(|odd| odd.count).sum(),
            _ => 0,
        };
        let odd = tally.odd.iter().map(|odd| odd_cell(odd, source)).gather();
        Self {
            name,
            place: Some(index),
            kind,
            blanks: rows - tally.cells,
            numbers: tally.numbers,
            distinct,
            odd,
            odd_count,
            dates,
            derived: false,
            marked: tally.marked,
            percent: tally.percent,
            grouped: tally.grouped,
            approximate: tally.approximate,
            stretches,
            data: Data {
                source: Arc::clone(source),
                index,
                rows,
                store,
                days,
                marks,
                numbers: OnceLock::new(),
                labels: OnceLock::new(),
            },
        }
    }

    /// The cell as typed, quotes undone, outer white space gone.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        self.data.source.cells(row).nth(self.data.index).unwrap_or_default()
    }

    /// Its place among the cells of a row; a derived column has none.
    pub(super) fn cell(&self) -> Option<usize> {
        (!self.derived).then_some(self.data.index)
    }

    pub(super) fn line(&self, row: usize) -> usize {
        self.data.source.line(row)
    }

    /// A text as a number, by the marks this column was read with.
    pub fn number_of(&self, text: &str) -> Option<f64> {
        number::parse(text, self.data.marks).map(|number| number.value)
    }

    /// A text as a stretch of numbers, as in `>90`, by the same marks.
    pub fn stretch_of(&self, text: &str) -> Option<Stretch> {
        number::stretch(text, self.data.marks)
    }

    /// Whether it has numbers to give.
    pub fn is_numeric(&self) -> bool {
        self.kind == ColumnKind::Number || (self.kind == ColumnKind::Id && self.numbers > 0)
    }

    /// The numbers of a numeric column, one per row, NaN where the cell is blank
    /// or not a number. `None` for a column that is not numeric.
    pub fn numbers(&self) -> Option<&[f64]> {
        if !self.is_numeric() {
            return None;
        }
        let data = &self.data;
        match &data.store {
            Store::Numbers(values) if values.len() == data.rows => Some(values),
            store => {
                data.numbers.get_or_init(|| Some(expand(store, data.rows, data.marks))).as_deref()
            }
        }
    }

    /// The same numbers, each with how often it stands, in no order: a column of
    /// few texts is not written out for it.
    pub(super) fn counted_numbers(&self) -> impl Iterator<Item = (f64, usize)> + '_ {
        counted(&self.data.store, self.data.marks)
    }

    /// The days of a column of dates, counted from 1 January 1970, NaN where
    /// there is none. `None` for other columns.
    pub fn days(&self) -> Option<&[f64]> {
        self.data.days.as_deref()
    }

    /// The column as labels; `None` when it has more than 65,536 distinct texts.
    pub fn labels(&self) -> Option<Labels<'_>> {
        let data = &self.data;
        let made = data.labels.get_or_init(|| match &data.store {
            Store::Codes(dictionary) => Some(from_dictionary(dictionary, data.rows)),
            Store::Numbers(_) => from_text(&data.source, data.index, data.rows),
        });
        made.as_ref().map(|made| Labels { codes: &made.codes, texts: &made.texts })
    }

    /// The distinct texts with their counts, in order of first appearance, when
    /// there are at most `most` (and at most 65,536).
    pub fn values(&self, most: usize) -> Option<Vec<DistinctValue>> {
        if let Store::Codes(dictionary) = &self.data.store {
            return (dictionary.texts.len() <= most).then(|| {
                let texts = dictionary.texts.iter().map(|text| String::from_utf8_lossy(text));
                let values = texts.zip(dictionary.counts());
                values
                    .map(|(text, count)| DistinctValue { text: text.into_owned(), count })
                    .gather()
            });
        }
        if most <= dictionary::MOST {
            return None;
        }
        let labels = self.labels().filter(|labels| labels.texts.len() <= most)?;
        let values = labels.texts.iter().zip(labels.counts());
        Some(values.map(|(text, count)| DistinctValue { text: text.clone(), count }).gather())
    }
}

fn odd_cell(odd: &Odd, source: &Source) -> OddCell {
    OddCell {
        text: odd.text.clone(),
        count: odd.count,
        rows: odd.rows.iter().map(|&row| source.line(row as usize)).gather(),
        looks_missing: looks_missing(&odd.text),
    }
}

fn expand(store: &Store, rows: usize, marks: Marks) -> Vec<f64> {
    let mut values = Vec::with_capacity(rows);
    match store {
        Store::Codes(dictionary) => {
            let mut table = vec![f64::NAN];
            table.extend(numbers_of(dictionary, marks));
            values.extend(dictionary.codes.iter().map(|&code| table[usize::from(code)]));
        }
        Store::Numbers(numbers) => values.extend_from_slice(numbers),
    }
    values.resize(rows, f64::NAN);
    values
}

fn counted(store: &Store, marks: Marks) -> impl Iterator<Item = (f64, usize)> + '_ {
    let (few, each) = match store {
        Store::Codes(dictionary) => {
            let numbers = numbers_of(dictionary, marks).zip(dictionary.counts());
            (numbers.gather(), &[][..])
        }
        Store::Numbers(numbers) => (Vec::new(), &numbers[..]),
    };
    let each = each.iter().map(|&number| (number, 1));
    few.into_iter().chain(each).filter(|(number, _)| !number.is_nan())
}

fn numbers_of(dictionary: &Dictionary, marks: Marks) -> impl Iterator<Item = f64> + '_ {
    dictionary.texts.iter().map(move |text| {
        let text = String::from_utf8_lossy(text);
        number::parse(&text, marks).map_or(f64::NAN, |number| number.value)
    })
}

fn from_dictionary(dictionary: &Dictionary, rows: usize) -> LabelData {
    let mut codes: Vec<u32> = Vec::with_capacity(rows);
    codes.extend(dictionary.codes.iter().map(|&code| u32::from(code).wrapping_sub(1)));
    codes.resize(rows, Labels::BLANK);
    let texts = dictionary.texts.iter();
    let texts = texts.map(|text| String::from_utf8_lossy(text).into_owned()).gather();
    LabelData { codes, texts }
}

fn from_text(source: &Source, index: usize, rows: usize) -> Option<LabelData> {
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut made = LabelData { codes: Vec::with_capacity(rows), texts: Vec::new() };
    for row in 0..rows {
        let mut cells = source.cells(row);
        let mut found = None;
        for _ in 0..=index {
            found = cells.raw();
        }
        let text = found.map_or_else(Default::default, |(source, field)| {
            text_of(content(&source.bytes, field))
        });
        let code = if text.is_empty() {
            Labels::BLANK
        } else if let Some(&code) = known.get(text.as_ref()) {
            code
        } else {
            if made.texts.len() == MOST_LABELS {
                return None;
            }
            let code = made.texts.len() as u32;
            made.texts.push(text.to_string());
            known.insert(text.into_owned(), code);
            code
        };
        made.codes.push(code);
    }
    Some(made)
}
