//! Text damaged at random, as it is damaged in the wild: what its repair must hold to, always.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use visavis::checks::Selector;
use visavis::config::Settings;
use visavis::encoding::Codec;
use visavis::mojibake::{Damage, scan};

const LINES: &[&str] = &[
    "# La rentrée des élèves, à l’école",
    "On a déjà mangé à l’hôtel ; c’était très bon, n’est-ce pas ?",
    "Le cœur de l’œuvre coûte 3 € à Noël « tout compris ».",
    "Où êtes-vous allés cet été ? À Évry, chez François.",
    "Il a reçu une réponse — brève, peut-être — de l’académie…",
    "- première étape : vérifier l’accès",
    "| clé | valeur élevée |",
    "The café’s naïve owner said “no” – twice.",
    "It’s 25 °C outside, and the résumé is ready…",
    "A plain line of English without anything else.",
    "Größe, Straße und Übergänge müssen geändert werden.",
    "El niño pequeño no podrá añadir más configuración.",
    "Привет, это обычная строка на русском языке.",
    "これは日本語の文章です。",
    "```\nlet café = \"été\"; // à vérifier\n```",
    "Le serveur → client : 2 × 3 ≠ 5, √2 ≈ 1,41.",
    "C'est l'été 🎉, on est prêts 👩‍💻 !",
    "",
];

const CODECS: &[Codec] = &[
    Codec::Macintosh,
    Codec::Windows1252,
    Codec::Iso8859_1,
    Codec::Ibm850,
    Codec::Ibm437,
    Codec::Iso8859_15,
    Codec::Windows1250,
    Codec::Windows1251,
    Codec::Iso8859_2,
];

/// One way to damage a stretch of text.
#[derive(Debug, Clone)]
enum Harm {
    /// UTF-8 read in these codecs, one after the other.
    Misread(Vec<Codec>),
    /// Written in the first, read in the second.
    Swap(Codec, Codec),
    /// Stored in this codec.
    Bytes(Codec),
}

fn read_as(bytes: &[u8], codec: Codec) -> String {
    bytes.iter().map(|b| codec.decode(*b)).collect()
}

fn harm(text: &str, harm: &Harm) -> Vec<u8> {
    let stored = |codec: Codec| text.chars().map(|c| codec.encode(c)).collect::<Option<Vec<u8>>>();
    match harm {
        Harm::Misread(stack) => {
            stack.iter().fold(text.to_owned(), |t, c| read_as(t.as_bytes(), *c)).into_bytes()
        }
        Harm::Swap(a, b) => stored(*a).map_or(text.to_owned(), |bytes| read_as(&bytes, *b)).into_bytes(),
        Harm::Bytes(codec) => stored(*codec).unwrap_or_else(|| text.as_bytes().to_vec()),
    }
}

fn codec() -> impl Strategy<Value = Codec> {
    prop::sample::select(CODECS)
}

fn harms() -> impl Strategy<Value = Harm> {
    prop_oneof![
        4 => prop::collection::vec(codec(), 1..=3).prop_map(Harm::Misread),
        2 => (codec(), codec()).prop_map(|(a, b)| Harm::Swap(a, b)),
        2 => codec().prop_map(Harm::Bytes),
    ]
}

/// Lines of which some are damaged, each in one way or all alike.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let line = (prop::sample::select(LINES), any::<bool>());
    (prop::collection::vec(line, 1..7), harms(), prop::option::of(harms())).prop_map(|(lines, one, other)| {
        let mut out = Vec::new();
        for (i, (line, hit)) in lines.iter().enumerate() {
            match (hit, &other) {
                (true, Some(other)) if i % 2 == 1 => out.extend(harm(line, other)),
                (true, _) => out.extend(harm(line, &one)),
                (false, _) => out.extend(line.as_bytes()),
            }
            out.push(b'\n');
        }
        out
    })
}

/// Any byte; mostly letters, so that not all is taken for an image or a program.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![12 => b'a'..=b'z', 2 => Just(b' '), 1 => Just(b'\n'), 4 => 0x80..=0xff_u8, 1 => any::<u8>()]
}

fn settings(unsafe_fixes: bool) -> Settings {
    Settings { select: vec![Selector::parse("ENC").unwrap()], unsafe_fixes, ..Settings::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_second_run_finds_nothing_to_do(
        bytes in damaged(),
        unsafe_fixes in any::<bool>(),
        path in prop::sample::select(vec!["post.fr.md", "notes.txt"]),
    ) {
        let settings = settings(unsafe_fixes);
        let once = visavis::fix_text(path, bytes, None, &settings);
        if !once.changed {
            return Ok(());
        }
        let twice = visavis::fix_text(path, once.text.clone().into_bytes(), None, &settings);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(!twice.changed);
    }

    #[test]
    fn arbitrary_bytes_are_fixed_once_and_for_all(
        bytes in prop::collection::vec(byte(), 0..300),
        unsafe_fixes in any::<bool>(),
    ) {
        let settings = settings(unsafe_fixes);
        let once = visavis::fix_text("post.md", bytes, None, &settings);
        if !once.changed {
            return Ok(());
        }
        let twice = visavis::fix_text("post.md", once.text.clone().into_bytes(), None, &settings);
        prop_assert_eq!(&twice.text, &once.text);
    }

    #[test]
    fn what_check_calls_safe_is_what_fix_applies(bytes in damaged()) {
        let settings = settings(false);
        let report = visavis::check_text("post.fr.md", bytes.clone(), None, &settings);
        let fixed = visavis::fix_text("post.fr.md", bytes, None, &settings);
        let promised = |span: visavis::span::Span| report.findings.iter().any(|f| {
            f.fix.as_ref().is_some_and(|x| x.applicability == visavis::fix::Applicability::Safe)
                && (f.span.overlaps(span) || f.span == span)
        });
        for f in &fixed.applied {
            prop_assert!(promised(f.span), "{} {:?} {}", f.rule.code, f.span, f.message);
        }
    }

    #[test]
    fn every_repair_proves_itself(bytes in damaged()) {
        let text = visavis::check_text("notes.txt", bytes, None, &settings(false)).text;
        for repair in scan(&text) {
            let Some(reading) = repair.reading.as_ref().filter(|_| !repair.lossy) else { continue };
            let found = text.get(repair.span.start..repair.span.end).unwrap_or("");
            // The stack is named from the last misreading to the first.
            let replayed = match (repair.damage, repair.stack[..].as_ref()) {
                (Damage::Mojibake, stack) => {
                    stack.iter().rev().fold(reading.clone(), |t, c| read_as(t.as_bytes(), *c))
                }
                (Damage::Swap, [read, written]) => {
                    let bytes: Option<Vec<u8>> = reading.chars().map(|c| written.encode(c)).collect();
                    read_as(&bytes.expect("the codec holds the reading"), *read)
                }
                _ => continue,
            };
            prop_assert_eq!(replayed.as_str(), found, "{:?}", repair);
        }
    }

    #[test]
    fn clean_prose_never_changes(
        lines in prop::collection::vec(prop::sample::select(LINES), 1..8),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        unsafe_fixes in any::<bool>(),
    ) {
        let text = lines.join("\n").replace('\n', end);
        let fixed = visavis::fix_text("post.fr.md", text.clone().into_bytes(), None, &settings(unsafe_fixes));
        prop_assert_eq!(fixed.text, text);
        prop_assert!(!fixed.changed);
    }
}
