//! The strictest hypothesis: that every character of a text beyond ASCII went through one stack. Clean
//! text hardly ever decodes from end to end, so a text that does speaks for the stack by its mere form.

use super::bytes;
use super::lattice::{LAYERS, Stacks};

/// What `text` said, if all of it is UTF-8 read through `stacks` (one codec a layer), with the number
/// of sequences of the last misreading; `None` where a single character does not fit.
#[must_use]
pub fn decode(text: &str, stacks: Stacks) -> Option<(String, usize)> {
    let mut out = text.to_owned();
    let mut sequences = 0;
    for layer in 0..LAYERS.min(stacks.depth()) {
        let codec = stacks.0.get(layer)?.trailing_zeros() as usize;
        let raw: Vec<u8> = out.chars().map(|c| byte(c, codec)).collect::<Option<_>>()?;
        out = String::from_utf8(raw).ok()?;
        if layer == 0 {
            sequences = out.chars().filter(|c| !c.is_ascii()).count();
        }
    }
    (sequences > 0).then_some((out, sequences))
}

/// The byte of a character under a codec.
fn byte(c: char, codec: usize) -> Option<u8> {
    if c.is_ascii() {
        return Some(c as u8);
    }
    bytes::of(c).byte.get(codec).copied().filter(|&b| b != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::Codec;

    fn stack(codecs: &[Codec]) -> Stacks {
        let mut masks = [0; LAYERS];
        for (mask, codec) in masks.iter_mut().zip(codecs) {
            *mask = 1 << bytes::index(*codec).unwrap();
        }
        Stacks(masks)
    }

    #[test]
    fn all_or_nothing() {
        let read = |text, codecs: &[Codec]| decode(text, stack(codecs));
        assert_eq!(read("dÃ©jÃ\u{a0} vu", &[Codec::Windows1252]), Some(("déjà vu".to_owned(), 2)));
        assert_eq!(read("dÃ©jà vu", &[Codec::Windows1252]), None);
        assert_eq!(read("ÃƒÂ©", &[Codec::Windows1252, Codec::Windows1252]), Some(("é".to_owned(), 2)));
        assert_eq!(read("plain", &[Codec::Windows1252]), None);
    }
}
