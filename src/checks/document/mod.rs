//! DOC: the document itself; and SUP, the suppressions in it.

pub mod broken_front_matter;
pub mod duplicate_heading;
pub mod empty_alt_text;
pub mod unclosed_fence;
pub mod unclosed_shortcode;
pub mod unused_suppression;
