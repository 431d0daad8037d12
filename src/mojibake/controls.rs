//! C1 control characters that stand beside mojibake: what read UTF-8 bytes as iso-8859-1 read the bytes of
//! windows-1252 so, too, and its quotes, dashes and ellipses became controls. Nobody writes controls.

use super::{Damage, Repair};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use std::sync::Arc;

/// The sign of windows-1252 that a control was, where it is one that stands between words.
fn sign(c: char) -> Option<char> {
    if !matches!(c, '\u{80}'..='\u{9f}') {
        return None;
    }
    let sign = Codec::Windows1252.decode(Codec::Iso8859_1.encode(c)?);
    "€‚„…‹‘’“”•–—™›".contains(sign).then_some(sign)
}

/// Whether a repair says that bytes were read as iso-8859-1 or, where that is alike, windows-1252.
fn is_latin(repair: &Repair) -> bool {
    repair.damage == Damage::Mojibake
        && repair.applicability == Applicability::Safe
        && matches!(&*repair.stack, [Codec::Iso8859_1 | Codec::Windows1252])
}

/// The controls that `repairs` leave in their lines, read as windows-1252. A control behind what could
/// be the beginning of a character is the rest of that character, and stays.
pub fn scan(text: &str, repairs: &[Repair]) -> Vec<Repair> {
    if !text.contains(|c| matches!(c, '\u{80}'..='\u{9f}')) || !repairs.iter().any(is_latin) {
        return Vec::new();
    }
    let mut out: Vec<Repair> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(sign) = sign(c) else { continue };
        let ends_here = |r: &Repair| r.span.end == at;
        let inside = repairs.iter().any(|r| r.span.start <= at && at < r.span.end);
        let before = text.get(..at).unwrap_or("");
        let plain = before.chars().next_back().is_none_or(|c| c.is_ascii());
        let follows = repairs.iter().any(ends_here) || out.last().is_some_and(ends_here);
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let end = text.get(at..).and_then(|t| t.find('\n')).map_or(text.len(), |i| at + i);
        let here = |r: &&Repair| start <= r.span.start && r.span.start < end;
        if inside || !(plain || follows) || !repairs.iter().filter(here).any(is_latin) {
            continue;
        }
        out.push(Repair {
            damage: Damage::Swap,
            span: Span::new(at, at + c.len_utf8()),
            reading: Some(sign.into()),
            stack: Arc::from([Codec::Iso8859_1, Codec::Windows1252]),
            lossy: false,
            confidence: 0.999,
            applicability: Applicability::Safe,
            why: "windows-1252 bytes read as iso-8859-1".into(),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::fix::{self, Applicability, Edit};

    fn repaired(text: &str) -> String {
        let safe = super::super::scan(text).into_iter().filter(|r| r.applicability == Applicability::Safe);
        let edits: Vec<Edit> = safe.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    #[test]
    fn quotes_beside_mojibake_are_read_as_the_same_program_read_them() {
        assert_eq!(repaired("â\u{80}\u{9c}Oui\u{85}\u{94}, dit-elle"), "“Oui…”, dit-elle");
    }

    #[test]
    fn the_rest_of_a_lost_character_is_no_quote() {
        assert!(repaired("Ã©tÃ© Ã©cru, lÃ©ger è\u{93}").ends_with('\u{93}'));
    }
}
