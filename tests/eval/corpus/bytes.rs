//! Files in legacy encodings, whole (ENC002) and mixed with UTF-8 (ENC003).

use super::select;
use crate::cases;
use crate::score::Board;
use serde::Deserialize;
use visavis::encoding::Codec;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    encodings: Vec<String>,
    #[serde(default)]
    mixed: bool,
    text: String,
}

pub fn run(board: &mut Board) {
    let settings = select(&["ENC"]);
    for path in cases::files("bytes", "toml") {
        for case in cases::toml::<Case>(&path).cases {
            for label in &case.encodings {
                let bytes = if case.mixed { mixed(&case.text, label) } else { encode(&case.text, label) };
                let bytes = bytes.unwrap_or_else(|| panic!("{label} cannot hold {}", case.name));
                let fixed = visavis::fix_text("case.md", bytes, None, &settings);
                let outcome = (fixed.text == case.text).then_some(true).or(Some(false));
                let rule = if case.mixed { "ENC003" } else { "ENC002" };
                board.count(&format!("{rule} {label}"), outcome, || format!("{}: {}", case.name, fixed.text));
            }
        }
    }
}

/// `text` stored in the codec called `label`; `None` where it cannot hold it.
fn encode(text: &str, label: &str) -> Option<Vec<u8>> {
    match label {
        "utf-16le" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let codec = Codec::SINGLE_BYTE.into_iter().find(|c| c.label() == label)?;
            text.chars().map(|c| codec.encode(c)).collect()
        }
    }
}

/// Every second line that is not ASCII in the codec, the rest in UTF-8.
fn mixed(text: &str, label: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut odd = false;
    for line in text.split_inclusive('\n') {
        odd ^= !line.is_ascii();
        if line.is_ascii() || odd {
            out.extend_from_slice(line.as_bytes());
        } else {
            out.extend(encode(line, label)?);
        }
    }
    Some(out)
}
