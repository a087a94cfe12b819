//! Times to events on slices of numbers: one sorted event table, many readings.
