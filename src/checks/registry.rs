//! The list of rules, and how users name them.

use super::{Rule, document, encoding, language, pair};

/// Every rule, in order of code, one a line so that additions merge.
#[rustfmt::skip]
pub static ALL: &[&Rule] = &[
    &document::broken_front_matter::RULE,
    &document::unclosed_shortcode::RULE,
    &document::unclosed_fence::RULE,
    &document::duplicate_heading::RULE,
    &document::empty_alt_text::RULE,
    &encoding::mojibake::RULE,
    &encoding::legacy_bytes::RULE,
    &encoding::mixed_bytes::RULE,
    &encoding::lost_character::RULE,
    &encoding::codec_swap::RULE,
    &encoding::escape_residue::RULE,
    &encoding::invisible_character::RULE,
    &encoding::decomposed_character::RULE,
    &encoding::byte_order_mark::RULE,
    &language::foreign_sentence::RULE,
    &language::foreign_clause::RULE,
    &language::foreign_page::RULE,
    &language::placeholder_text::RULE,
    &language::other_language::RULE,
    &pair::missing_counterpart::RULE,
    &pair::missing_text::RULE,
    &pair::extra_text::RULE,
    &pair::untranslated::RULE,
    &pair::number_mismatch::RULE,
    &pair::link_mismatch::RULE,
    &pair::code_mismatch::RULE,
    &pair::front_matter_mismatch::RULE,
    &pair::stale_translation::RULE,
    &pair::structure_mismatch::RULE,
    &pair::doubtful_pair::RULE,
    &document::unused_suppression::RULE,
];

/// The rule with this code or name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|r| r.code.eq_ignore_ascii_case(name) || r.name.eq_ignore_ascii_case(name))
}

/// The code, prefix or name nearest to what someone wrote: `ENX` is nearer to `ENC` than to a code.
fn nearest(text: &str) -> &'static str {
    let families = ALL.iter().map(|r| r.code.trim_end_matches(|c: char| c.is_ascii_digit()));
    let names = families.chain(ALL.iter().flat_map(|r| [r.code, r.name]));
    let text = text.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&text, &name.to_lowercase());
    names.min_by_key(|n| distance(n)).unwrap_or("ENC")
}

/// A selector as users write it: a code, a prefix of codes (`ENC`, `LANG00`), a name, or `ALL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    text: String,
    /// How specific it is; asked for every rule of every file.
    weight: usize,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// Says which text names no rule, and the nearest one that does.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_owned();
        let weight = if text.eq_ignore_ascii_case("all") {
            0
        } else {
            find(&text).map_or(text.len(), |r| r.code.len())
        };
        let selector = Self { text, weight };
        if ALL.iter().any(|r| selector.matches(r)) {
            return Ok(selector);
        }
        Err(format!(
            "no rule is called `{}`; did you mean `{}`? `visavis rules` lists them",
            selector.text,
            nearest(&selector.text)
        ))
    }

    /// Whether it names `rule`.
    #[must_use]
    pub fn matches(&self, rule: &Rule) -> bool {
        let s = self.text.as_str();
        s.eq_ignore_ascii_case("all")
            || rule.name.eq_ignore_ascii_case(s)
            || (!s.is_empty() && rule.code.get(..s.len()).is_some_and(|p| p.eq_ignore_ascii_case(s)))
    }

    /// How specific the selector is: its length as a code. The most specific selector wins.
    #[must_use]
    pub const fn weight(&self) -> usize {
        self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_that_names_nothing_is_answered_with_the_nearest_that_does() {
        for (text, near) in [
            ("ENX", "`ENC`"),
            ("LNAG", "`LANG`"),
            ("ENC01", "`ENC001`"),
            ("ENC00l", "`ENC001`"),
            ("mojibke", "`mojibake`"),
        ] {
            let error = Selector::parse(text).unwrap_err();
            assert!(error.contains(near), "{text}: {error}");
        }
    }
}
