//! LANG: the language of the text.
