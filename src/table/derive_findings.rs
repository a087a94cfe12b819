//! What a person should know about times made from dates: rows without one, and
//! dates that contradict each other or the status.

use super::check::Rows;
use super::derive::EndpointFromDates;
use crate::compact::Gather;
use crate::problem::Problem;

/// Rows with something to report.
pub(super) struct Findings {
    pub no_start: Rows,
    pub no_end: Rows,
    pub end_before_start: Rows,
    pub beyond_cut_off: Rows,
    pub event_without_date: Rows,
    pub date_without_event: Rows,
    pub seen_after_event: Rows,
}

impl Findings {
    pub fn new() -> Self {
        Self {
            no_start: Rows::new(),
            no_end: Rows::new(),
            end_before_start: Rows::new(),
            beyond_cut_off: Rows::new(),
            event_without_date: Rows::new(),
            date_without_event: Rows::new(),
            seen_after_event: Rows::new(),
        }
    }

    pub fn into_problems(self, step: &EndpointFromDates) -> Vec<Problem> {
        let event = step.events.first().cloned().unwrap_or_default();
        let warning = Problem::warning;
        let all = [
            (
                self.no_start,
                warning("no_start_date", "There is no start date; the row gets no time.")
                    .in_column(&step.start),
            ),
            (
                self.no_end,
                warning("no_end_date", "There is neither a date of the event nor of a last contact; the row gets no time.")
                    .in_column(&event),
            ),
            (
                self.end_before_start,
                warning("end_before_start", "Follow-up ends before it starts.")
                    .in_column(&step.start)
                    .hint("Check both dates."),
            ),
            (
                self.beyond_cut_off,
                Problem::note("beyond_cut_off", "Followed beyond the cut-off; counted up to it, without event.")
                    .in_column(&event),
            ),
            (
                self.event_without_date,
                warning("event_without_date", "The status says that the event happened, but it has no date; the row gets no time.")
                    .in_column(&event)
                    .hint("Find the date, or correct the status."),
            ),
            (
                self.date_without_event,
                warning("date_without_event", "The event has a date, but the status says that it did not happen; the row gets no time.")
                    .in_column(&event)
                    .hint("Correct the status or the date."),
            ),
            (
                self.seen_after_event,
                Problem::note("seen_after_event", "The patient was seen after the date of the event.")
                    .in_column(&event),
            ),
        ];
        all.into_iter().filter_map(|(rows, problem)| rows.into_problem(|_| problem)).gather()
    }
}
