//! Numbers in both conventions: what is one, and what is not.

use super::*;

/// Whether an English and a French text agree on their numbers.
fn agree(en: &str, fr: &str) -> bool {
    let (a, b) = (numbers(en, 0, false), numbers(fr, 0, true));
    let (lost, added) = unanswered(&a, &b);
    lost.is_empty() && added.is_empty()
}

#[test]
fn conventions_are_one() {
    for (en, fr) in [
        ("ten people", "10 personnes"),
        ("20GiB of memory, 64bit", "20 Gio de mémoire, 64 bits"),
        ("1½ hours", "1 h 30"),
        ("1,234.5 m", "1 234,5 m"),
        ("12,000 readers", "12\u{202f}000 lecteurs"),
        ("at 6:30 pm", "à 18h30"),
        ("an X.509 key", "une clé X509"),
        ("at 6:30 p.m.", "à 18 h 30"),
        ("at 10:18am", "à 10h18"),
        ("before 1PM", "avant 13 heures"),
        ("between 4:01:25 PM and 5:03:25 PM", "entre 16 h 01 min 25 s et 17 h 03 min 25 s"),
        ("in v2.0 and v13", "dans la version 2.0 et la version 13"),
        ("every 15min, 850ms faster", "toutes les 15 minutes, 850 ms de moins"),
        ("in 2016-17", "en 2016-2017"),
        ("the late 90's", "la fin des années 1990"),
        ("about 30 lines", "une trentaine de lignes"),
        ("1.5B parameters", "1,5 milliard de paramètres"),
        ("7:00 to 7:30", "19h00 à 19h30"),
        ("from 8 pm", "dès 20h"),
        ("August 7, 2019", "7 août 2019"),
        ("08/07/2019", "7 août 2019"),
        ("30%", "30 %"),
        ("10 GB", "10 Go"),
        ("the 3rd time", "la 3e fois"),
        ("the 19th century", "le XIXe siècle"),
        ("in the 1990s", "dans les années 90"),
        ("$1.5 million", "1,5 million de dollars"),
        ("10k users", "10 000 utilisateurs"),
        ("version 2.1.3", "version 2.1.3"),
        ("twenty-five", "25"),
        ("three hundred pages", "300 pages"),
        ("at a scale of 1:10,000", "à l'échelle 1:10 000"),
        ("in the 90s", "dans les années 1990"),
        ("P2P and IPv6", "P2P et IPv6"),
        ("hashed with SHA512", "avec SHA-512"),
    ] {
        assert!(agree(en, fr), "{en} / {fr}: {:?} {:?}", numbers(en, 0, false), numbers(fr, 0, true));
    }
}

#[test]
fn real_differences_show() {
    for (en, fr) in [
        ("12 people", "13 personnes"),
        ("at 6:30 pm", "à 18h45"),
        ("in 2019", "en 2018"),
        ("1,234.5", "1 234,6"),
        ("version 2.1.3", "version 2.1.4"),
        ("in v2.0", "dans la version 2.1"),
        ("at 10:18am", "à 10h28"),
        ("850ms faster", "950 ms de moins"),
        ("30%", "80 %"),
        ("10 GB", "10,5 Go"),
        ("SHA-512", "SHA-256"),
        ("a page for 1 minute", "une page pendant 4 minutes"),
        ("one page for 4 minutes", "la page pendant 1 minute"),
        ("at 4:01:25 PM", "à 16 h 01 min 26 s"),
        ("06:20:00", "06:20:01"),
        ("all 50 posts", "L’ensemble des billets"),
        ("500 readers", "De lecteurs"),
        ("about 10,000 readers", "environ 10 lecteurs"),
    ] {
        assert!(!agree(en, fr), "{en} / {fr}");
    }
}

#[test]
fn thousands_of_numbers_are_answered_in_time() {
    let list = |from: usize| (0..20_000).map(|n| format!("{}, ", from + n % 900)).collect::<String>();
    let (a, b) = (numbers(&list(100), 0, false), numbers(&list(101), 0, true));
    let (lost, added) = unanswered(&a, &b);
    // 20,000 is 22 rounds of 900 and 200 more, which end a number later in the second list.
    assert_eq!((lost.len(), added.len()), (23, 23));
    assert!(lost.iter().all(|n| n.keys == ["100"]));
    assert_eq!(added.iter().filter(|n| n.keys == ["1000"]).count(), 22);
}
