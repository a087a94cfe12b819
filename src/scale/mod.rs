//! Grading scales as data: bands with open and closed ends, what they measure,
//! and conversions that say what they leave open.

mod convert;
mod load;
mod model;
mod read;

pub use convert::{Certainty, Change, Conversion, Delta, convert_grade, convert_scale, delta};
pub use load::{NotConvertible, all, find, not_convertible, parse, write};
pub use model::{Band, Better, Grade, Quantity, Scale, SourceConfidence};
pub use read::Reading;
