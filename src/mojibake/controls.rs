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
    let written = Codec::Windows1252.decode(Codec::Iso8859_1.encode(c)?);
    "€‚„…‹‘’“”•–—™›".contains(written).then_some(written)
}

/// Whether a repair says that bytes were read as iso-8859-1 or, where that is alike, windows-1252.
fn is_latin(repair: &Repair) -> bool {
    repair.damage == Damage::Mojibake
        && repair.applicability == Applicability::Safe
        && matches!(&*repair.stack, [Codec::Iso8859_1 | Codec::Windows1252])
}

/// How sure such a reading is: among the lines of `corpus/mojibake` and the public suites read this way
/// none was wrong, and no clean line holds a control at all.
const CONFIDENCE: f64 = 0.999;

/// The controls that `repairs`, in order, leave in their lines, read as windows-1252. A control behind
/// what could be the beginning of a character is the rest of that character, and stays. Without such
/// a repair in the line they are ENC007's.
pub fn scan(text: &str, repairs: &[Repair]) -> Vec<Repair> {
    if !repairs.iter().any(is_latin) {
        return Vec::new();
    }
    let mut out: Vec<Repair> = Vec::new();
    let mut rest = repairs;
    for span in Span::lines(text) {
        let (here, later) = rest.split_at(rest.partition_point(|r| r.span.start < span.end));
        rest = later;
        if here.iter().any(is_latin) {
            in_line(text, span, here, &mut out);
        }
    }
    out
}

/// … in one line, whose repairs are `here`.
fn in_line(text: &str, line: Span, here: &[Repair], out: &mut Vec<Repair>) {
    let mut before = None;
    for (at, c) in line.of(text).char_indices() {
        let (at, previous) = (line.start + at, before.replace(c));
        let Some(sign) = sign(c) else { continue };
        // The repair that begins last at or before the control.
        let near = here.partition_point(|r| r.span.start <= at).checked_sub(1).and_then(|i| here.get(i));
        let inside = near.is_some_and(|r| at < r.span.end);
        let follows = near.is_some_and(|r| r.span.end == at) || out.last().is_some_and(|r| r.span.end == at);
        let plain = previous.is_none_or(|c| c.is_ascii());
        if inside || !(plain || follows) {
            continue;
        }
        out.push(Repair {
            damage: Damage::Swap,
            span: Span::new(at, at + c.len_utf8()),
            reading: Some(sign.into()),
            stack: Arc::from([Codec::Iso8859_1, Codec::Windows1252]),
            lossy: false,
            confidence: CONFIDENCE,
            applicability: Applicability::Safe,
            why: "windows-1252 bytes read as iso-8859-1".into(),
        });
    }
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
