//! One opened table and what was decided about it: the calls that the page,
//! Node and the tests make, as plain data in and out.

use crate::analysis::{self, Answer, Request};
use crate::cohort::study::Study;
use crate::cohort::unread::{GradeCount, count_grades, unread_grades};
use crate::compact::Gather;
use crate::figure::display_list::DisplayList;
use crate::figure::export::FileOptions;
use crate::figure::{self, FigureOptions, svg};
use crate::problem::Problem;
use crate::report::sentence::{Sentences, sentences};
use crate::table::derive::StatusCheck;
use crate::table::mapping::Mapping;
use crate::table::{self, Column, DistinctValue, Proposal, ReadOptions, Understanding};
use crate::teaching::questions::{Quiz, questions};
use crate::teaching::{self, Demonstration, StepsRequest, TeachRequest};
use serde::Serialize;
use std::borrow::Cow;

/// An opened table, its mapping, and what reading it turned up.
pub struct Session {
    study: Study,
    understanding: Understanding,
    problems: Vec<Problem>,
}

/// What was understood of the text.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TableReport<'a> {
    pub rows: usize,
    pub columns: &'a [Column],
    pub understanding: &'a Understanding,
    pub problems: &'a [Problem],
}

/// What a mapping gave: nothing is refused here, all of it is said.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MapReport<'a> {
    pub problems: Vec<Problem>,
    /// The columns that the mapping's steps made.
    pub columns: &'a [Column],
    /// For endpoints made from dates beside a status column: do they agree?
    pub status_checks: Vec<StatusCheck>,
    /// For each grade column, how many of its cells are grades of its scale.
    pub grade_counts: Vec<GradeCount>,
}

/// An answer with its words, or the problems that stood in the way.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reply {
    pub answer: Option<Answer>,
    pub sentences: Option<Sentences>,
    pub problems: Vec<Problem>,
}

/// A reply with its figure.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FigureReply {
    pub answer: Option<Answer>,
    pub sentences: Option<Sentences>,
    pub display_list: Option<DisplayList>,
    pub problems: Vec<Problem>,
}

/// A figure of several answers.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PanelsReply {
    pub display_list: Option<DisplayList>,
    pub problems: Vec<Problem>,
}

impl PanelsReply {
    pub fn refused(problem: Problem) -> Self {
        Self { display_list: None, problems: vec![problem] }
    }
}

/// A figure as a file.
#[derive(Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FileReply {
    /// A PDF is ASCII.
    pub file: Option<String>,
    pub problems: Vec<Problem>,
}

impl FileReply {
    pub fn refused(problem: Problem) -> Self {
        Self { file: None, problems: vec![problem] }
    }
}

/// A demonstration, with the picture of the step asked for.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TeachReply {
    pub demonstration: Option<Demonstration>,
    pub quiz: Option<Quiz>,
    pub display_list: Option<DisplayList>,
    pub problems: Vec<Problem>,
}

impl TeachReply {
    pub fn refused(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }
}

impl Reply {
    pub fn refused(problem: Problem) -> Self {
        Self { answer: None, sentences: None, problems: vec![problem] }
    }
}

impl FigureReply {
    pub fn refused(problem: Problem) -> Self {
        Self { answer: None, sentences: None, display_list: None, problems: vec![problem] }
    }
}

/// A list of values longer than this is not for reading.
const MOST_VALUES_LISTED: usize = 40;

impl Session {
    /// Reads a table. Never fails: a text that is no table is a table without
    /// rows, and `problems` says why.
    pub fn open(bytes: Vec<u8>, options: &ReadOptions) -> Self {
        Self::of(table::open(bytes, options))
    }

    /// Reads a paste that lies on the clipboard as text and as HTML.
    pub fn open_pasted(text: Vec<u8>, html: &str, options: &ReadOptions) -> Self {
        Self::of(table::open_pasted(text, html, options))
    }

    fn of(opened: table::Opened) -> Self {
        let table::Opened { table, understanding, problems } = opened;
        Self { study: Study { table, mapping: Mapping::default() }, understanding, problems }
    }

    /// Says something more about the reading.
    pub fn with_problem(mut self, problem: Problem) -> Self {
        self.problems.push(problem);
        self
    }

    pub fn table(&self) -> TableReport<'_> {
        TableReport {
            rows: self.study.table.rows(),
            columns: self.study.table.columns(),
            understanding: &self.understanding,
            problems: &self.problems,
        }
    }

    /// The cells of rows `from` to `to` (not included), as typed.
    pub fn cells(&self, from: usize, to: usize) -> Vec<Vec<String>> {
        let table = &self.study.table;
        let owned = |row| table.row_texts(row).into_iter().map(Cow::into_owned).gather();
        (from..to.min(table.rows())).map(owned).gather()
    }

    /// The line numbers of the same rows, as the user sees them: blank lines and
    /// what stands above the header count.
    pub fn lines(&self, from: usize, to: usize) -> Vec<usize> {
        let table = &self.study.table;
        (from..to.min(table.rows())).map(|row| table.line(row)).gather()
    }

    /// The distinct texts of a column with their counts, when they are few
    /// enough to be listed; else, and for an unknown column, none.
    pub fn values(&self, column: &str) -> Vec<DistinctValue> {
        let table = &self.study.table;
        table
            .column_index(column)
            .and_then(|index| table.columns()[index].values(MOST_VALUES_LISTED))
            .unwrap_or_default()
    }

    pub fn propose(&self) -> Proposal {
        table::propose(&self.study.table)
    }

    /// Takes a mapping; later requests use it.
    pub fn map(&mut self, mapping: Mapping) -> MapReport<'_> {
        self.study.mapping = mapping;
        let scales = self.study.wrong_scales();
        let derived = self.study.derive();
        let mut problems = derived.problems;
        problems.extend(table::check(&self.study.table, &self.study.mapping));
        problems.extend(scales);
        problems.extend(unread_grades(&self.study));
        let grade_counts = count_grades(&self.study);
        let columns = self.study.table.derived_columns();
        MapReport { problems, columns, status_checks: derived.checks, grade_counts }
    }

    pub fn run(&self, request: &Request) -> Reply {
        match analysis::run(&self.study, request) {
            Ok(answer) => {
                let sentences = Some(sentences(&answer));
                Reply { answer: Some(answer), sentences, problems: Vec::new() }
            }
            Err(problems) => Reply { answer: None, sentences: None, problems },
        }
    }

    /// The answer and its figure. Curves stay behind: the display list has them.
    pub fn figure(&self, request: &Request, options: &FigureOptions) -> FigureReply {
        let Reply { mut answer, sentences, problems } = self.run(request);
        let display_list = answer.as_ref().and_then(|answer| figure::draw(answer, options));
        if let Some(answer) = &mut answer {
            answer.drop_curves();
        }
        FigureReply { answer, sentences, display_list, problems }
    }

    /// How an answer came about, step by step; or questions about answers.
    pub fn teach(&self, request: &TeachRequest) -> TeachReply {
        let taught = match request {
            TeachRequest::Steps(asked) => self.demonstrate(asked),
            TeachRequest::Questions(asked) => questions(&self.study, asked)
                .map(|quiz| TeachReply { quiz: Some(quiz), ..TeachReply::default() }),
        };
        taught.unwrap_or_else(|problems| TeachReply { problems, ..TeachReply::default() })
    }

    fn demonstrate(&self, asked: &StepsRequest) -> Result<TeachReply, Vec<Problem>> {
        let demonstration = teaching::steps(&self.study, asked)?;
        let display_list = asked.draw.and_then(|drawing| {
            let options = FigureOptions { width: drawing.width, ..FigureOptions::default() };
            // A step beyond the last is the last.
            let last = demonstration.steps.len().checked_sub(1)?;
            let step = &demonstration.steps[drawing.step.min(last)];
            figure::demonstration::draw(&demonstration, step, &options)
        });
        let demonstration = Some(demonstration);
        Ok(TeachReply { demonstration, display_list, ..TeachReply::default() })
    }

    /// The figure as an SVG file, on light paper; `None` where there is none.
    pub fn svg(&self, request: &Request, options: &FigureOptions) -> Option<String> {
        let answer = self.run(request).answer?;
        figure::draw(&answer, options).map(|list| svg::write(&list, svg::Theme::Light))
    }

    /// The figure of an answer as SVG or PDF.
    pub fn file(
        &self,
        request: &Request,
        options: &FigureOptions,
        file: &FileOptions,
    ) -> FileReply {
        let FigureReply { display_list, mut problems, .. } = self.figure(request, options);
        let file = display_list.map(|list| {
            let (text, lost) = figure::export::file(&list, file);
            problems.extend(lost);
            text
        });
        FileReply { file, problems }
    }

    /// Several answers as one figure of panels. What a request lacks is said;
    /// the others are drawn.
    pub fn panels(&self, requests: &[Request], options: &FigureOptions) -> PanelsReply {
        let mut problems = Vec::new();
        let mut answers = Vec::new();
        for request in requests {
            let reply = self.run(request);
            problems.extend(reply.problems);
            answers.extend(reply.answer);
        }
        PanelsReply { display_list: figure::draw_panels(&answers, options), problems }
    }

    /// The same as SVG or PDF.
    pub fn panels_file(
        &self,
        requests: &[Request],
        options: &FigureOptions,
        file: &FileOptions,
    ) -> FileReply {
        let PanelsReply { display_list, mut problems } = self.panels(requests, options);
        let file = display_list.map(|list| {
            let (text, lost) = figure::export::file(&list, file);
            problems.extend(lost);
            text
        });
        FileReply { file, problems }
    }
}
