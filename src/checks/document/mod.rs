//! DOC: the document itself; and SUP, the suppressions in it.

pub mod unused_suppression;
