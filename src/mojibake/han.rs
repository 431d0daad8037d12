//! Which characters of Chinese are common: the model of characters knows only that they are such, and codecs
//! that are alike make a common one and a rare one of the same damage.

use encoding_rs::{BIG5, EUC_JP, Encoding, GBK};
use std::sync::LazyLock;

/// First of the unified ideographs, and how many of them there are room for.
const FIRST: u32 = 0x4E00;
const COUNT: usize = 0x5200;

/// The first levels of the national standards, which hold what is in common use, as the bytes that stand for
/// them: GB 2312 (3,755 characters, rows 16 to 55), JIS X 0208 (2,965, rows 16 to 47) and Big5 (5,401).
static LEVELS: [(&Encoding, [u8; 2]); 3] =
    [(GBK, [0xB0, 0xD7]), (EUC_JP, [0xB0, 0xCF]), (BIG5, [0xA4, 0xC6])];

static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut common = vec![false; COUNT];
    for (codec, [first, last]) in LEVELS {
        for lead in first..=last {
            let row: Vec<u8> =
                (0x40..=0xFE).filter(|t| trails(codec, lead, *t)).flat_map(|t| [lead, t]).collect();
            for at in codec.decode_without_bom_handling(&row).0.chars().filter_map(place) {
                if let Some(slot) = common.get_mut(at) {
                    *slot = true;
                }
            }
        }
    }
    common
});

/// Whether a byte ends a character of the first level behind `lead`; rows of GB 2312 and JIS begin at A1.
fn trails(codec: &Encoding, lead: u8, trail: u8) -> bool {
    match codec == BIG5 {
        true => (0x40..=0x7E).contains(&trail) || trail >= 0xA1 && lead < 0xC6,
        false => trail >= 0xA1,
    }
}

fn place(c: char) -> Option<usize> {
    u32::from(c).checked_sub(FIRST).and_then(|at| usize::try_from(at).ok()).filter(|at| *at < COUNT)
}

/// Whether `c` is a unified ideograph beyond the first levels of the standards.
#[must_use]
pub fn is_rare(c: char) -> bool {
    place(c).is_some_and(|at| !COMMON.get(at).copied().unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_of_three_countries_are_told_from_rare_ones() {
        assert!("默认知乎名称學習東海道線国値".chars().all(|c| !is_rare(c)));
        assert!("靘莤龘爩".chars().all(is_rare));
        assert!("aéあ한🎉".chars().all(|c| !is_rare(c)));
    }

    #[test]
    fn the_levels_hold_what_the_standards_count() {
        // The union of 3,755, 2,965 and 5,401 characters, many of them in two or three.
        let all = COMMON.iter().filter(|c| **c).count();
        assert!((6000..8500).contains(&all), "{all}");
    }
}
