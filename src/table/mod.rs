//! Pasted text becomes cells, cells become typed columns, columns get roles.

pub mod mapping;
