//! Grading scales as data: bands of per cent with open or closed ends.
