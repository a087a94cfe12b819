//! Who is in, who is out and why; and for those who are in, plain vectors.

pub mod accounting;
pub mod choice;
pub mod derive;
pub mod follow_up;
pub mod grade;
pub mod grouping;
pub mod own_scale;
pub mod span;
pub mod study;
pub mod unread;
pub mod variable;
