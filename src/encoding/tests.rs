use super::*;
use proptest::prelude::*;

fn codec(d: &Decoded) -> Option<Codec> {
    match &d.source {
        Source::Legacy { codec, .. } => Some(*codec),
        _ => None,
    }
}

/// The least certain decision.
fn sureness(source: &Source) -> f64 {
    match source {
        Source::Legacy { confidence, .. } => *confidence,
        Source::Mixed { parts } => parts.iter().map(|p| p.confidence).fold(1.0, f64::min),
        Source::Utf8 | Source::Binary { .. } => 1.0,
    }
}

fn encode(text: &str, codec: Codec) -> Vec<u8> {
    text.chars().map(|c| codec.encode(c).unwrap_or(b'?')).collect()
}

const FRENCH: &str =
    "# La rentrée\r\n\r\nÀ l'été, on était déjà prêt : le cœur léger, ça va.\r\nOù êtes-vous ?";

#[test]
fn french_is_read_in_each_codec() {
    for c in [Codec::Windows1252, Codec::Iso8859_15, Codec::Macintosh] {
        let d = decode(encode(FRENCH, c));
        assert_eq!((d.text.as_str(), codec(&d)), (FRENCH, Some(c)));
    }
    let text = FRENCH.replace('œ', "oe");
    let d = decode(encode(&text, Codec::Ibm850));
    assert_eq!((d.text.as_str(), codec(&d)), (text.as_str(), Some(Codec::Ibm850)));
}

#[test]
fn english_with_one_apostrophe_is_enough() {
    for c in [Codec::Windows1252, Codec::Macintosh] {
        let d = decode(encode("We don’t know.", c));
        assert_eq!((d.text.as_str(), codec(&d)), ("We don’t know.", Some(c)));
    }
}

#[test]
fn lines_in_another_codec_are_read_apart() {
    for c in [Codec::Windows1252, Codec::Macintosh, Codec::Ibm850] {
        let mut bytes = "Déjà vu, d’été 🎉\r\n".as_bytes().to_vec();
        bytes.extend(encode("Une élève prête à l'étude\r\n", c));
        bytes.extend("à la fin".as_bytes());
        let d = decode(bytes);
        assert_eq!(d.text, "Déjà vu, d’été 🎉\r\nUne élève prête à l'étude\r\nà la fin");
        let Source::Mixed { parts } = &d.source else { panic!("{c}: {:?}", d.source) };
        assert_eq!(parts.len(), 1);
        assert_eq!((parts[0].codec, parts[0].text.of(&d.text)), (c, "élève prête à l'é"));
        assert!(parts[0].confidence >= SURE, "{parts:?}");
    }
}

#[test]
fn a_broken_line_is_read_whole_though_some_of_it_is_utf8_by_accident() {
    // é, a no-break space and » are a Han character in UTF-8; à, one and » a Samaritan letter.
    for text in ["Le mode «\u{a0}dégradé\u{a0}» d’accès", "Le champ «\u{a0}Répondre à\u{a0}» lors de l’envoi"]
    {
        let mut bytes = "Déjà l’été,\n".as_bytes().to_vec();
        bytes.extend(encode(text, Codec::Windows1252));
        assert_eq!(decode(bytes).text, format!("Déjà l’été,\n{text}"));
        assert_eq!(decode(encode(text, Codec::Windows1252)).text, text);
    }
}

#[test]
fn one_legacy_word_in_a_line_of_utf8_is_a_span() {
    let d = decode(b"D\xc3\xa9j\xc3\xa0 l'\xe9t\xe9, \xc3\xa7a va".to_vec());
    assert_eq!(d.text, "Déjà l'été, ça va");
    let Source::Mixed { parts } = &d.source else { panic!("{:?}", d.source) };
    assert_eq!((parts[0].raw, parts[0].text.of(&d.text)), (Span::new(9, 12), "été"));
}

#[test]
fn macintosh_that_happens_to_be_valid_utf8_here_and_there_is_whole() {
    let text = "L’été, d’émotion en émotion.\nl’École est déjà prête.\nl’École\n";
    let d = decode(encode(text, Codec::Macintosh));
    assert_eq!((d.text.as_str(), codec(&d)), (text, Some(Codec::Macintosh)));
}

#[test]
fn other_languages_are_read_too() {
    let cases = [
        ("Добрый день, уважаемые пользователи системы", Codec::Windows1251),
        ("Добрый день, уважаемые пользователи системы", Codec::Koi8R),
        ("Zażółć gęślą jaźń, proszę wybrać plik źródłowy", Codec::Windows1250),
        ("El niño pequeño no podrá añadir más configuración", Codec::Windows1252),
        ("Die Schlüssel für größere Dateien müssen geändert werden", Codec::Windows1252),
    ];
    for (text, c) in cases {
        let d = decode(encode(text, c));
        assert_eq!((d.text.as_str(), codec(&d)), (text, Some(c)));
    }
}

#[test]
fn nonsense_is_never_sure() {
    // Shift-JIS, which no candidate can hold.
    let d = decode(b"\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x83\x65\x83\x4c\x83\x58\x83\x67".to_vec());
    assert!(sureness(&d.source) < GUESS, "{:?}", d.source);
}

#[test]
fn binary_is_not_text() {
    let d = decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec());
    assert!(d.text.is_empty() && matches!(d.source, Source::Binary { .. }));
}

proptest! {
    #[test]
    fn decoding_is_total_and_parts_fit(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let d = decode(bytes.clone());
        if let Source::Mixed { parts } = &d.source {
            let spans: Vec<_> = parts.iter().map(|p| (p.raw, p.codec)).collect();
            prop_assert_eq!(&transcode(&bytes, &crate::fix::Transcode::Spans(spans)), &d.text);
            for p in parts {
                let raw = bytes.get(p.raw.start..p.raw.end).unwrap_or(&[]);
                prop_assert_eq!(p.text.of(&d.text), decode_with(raw, p.codec));
            }
        }
        if let Source::Legacy { codec, .. } = &d.source {
            prop_assert_eq!(&transcode(&bytes, &crate::fix::Transcode::File(*codec)), &d.text);
        }
    }

    #[test]
    fn ascii_with_some_high_bytes_is_total(bytes in "[a-z éèÀ’\n]{0,40}", at in any::<(u8, u8)>()) {
        let mut bytes = bytes.into_bytes();
        let i = usize::from(at.0) % (bytes.len() + 1);
        bytes.insert(i, at.1 | 0x80);
        let d = decode(bytes.clone());
        let ascii = |b: &[u8]| b.iter().filter(|b| b.is_ascii()).count();
        prop_assert_eq!(ascii(d.text.as_bytes()), ascii(&bytes));
    }

    #[test]
    fn valid_utf8_is_untouched(text in "[^\0]{0,200}") {
        let d = decode(text.clone().into_bytes());
        prop_assert_eq!(d.text, text);
        prop_assert_eq!(d.source, Source::Utf8);
    }
}

#[test]
fn a_stray_nul_does_not_make_valid_utf8_wide() {
    for text in ["’</p>\0", "Un café \0noir.", "plain words\0"] {
        let decoded = decode(text.as_bytes().to_vec());
        assert!(!matches!(decoded.source, Source::Legacy { .. }), "{text:?}: {:?}", decoded.source);
    }
    let legacy = decode(b"Un caf\xe9 \0noir.".to_vec());
    assert!(!matches!(codec(&legacy), Some(Codec::Utf16Le | Codec::Utf16Be)), "{:?}", legacy.source);
    for text in ["plain words", "Добрый день, мир!", "un ’ deux"] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes).text, text);
    }
}
