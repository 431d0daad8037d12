//! DOC: the document itself.
