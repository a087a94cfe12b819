//! Times to events on slices of numbers: one sorted event table, many readings.

pub mod event_table;
pub mod kaplan_meier;
pub mod limits;
pub mod log_rank;
pub mod near_tie;
pub mod quadratic_form;
pub mod quantile;
pub mod reading;
pub mod rmst;
pub mod sample;
mod sort;
pub mod trend;
