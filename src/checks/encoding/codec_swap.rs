//! ENC005: one single-byte codec read as another.

use super::damaged;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::finding::{Finding, Severity};
use crate::mojibake::Damage;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC005",
    name: "codec-swap",
    summary: "Bytes of one single-byte codec were read as another",
    docs: "\
## What it does
Finds text that was written in macintosh, windows-1252, ibm850 or ibm437 and read as another of them:
`prŽsent`, `dÈj‡`, `pr‚sent`; and quotes, dashes and ellipses of windows-1252 that stand as control
characters beside mojibake, read as iso-8859-1 like the rest of their line. `evidence.stack` names the codec
read as, then the one written in.

## Why is this bad?
Every accent of the text is another letter or a sign.

## Is the fix safe?
No structure gives such damage away, so it is sought only where a character stands that no clean word
has there, and believed only where the readings are words. Replaying the swap on the reading gives
the text as found. The fix is `unsafe` where another pair of codecs explains the text as well, or too little in the
line tells French or English from another language.

## Example
`il n'est pas lˆ, prŽsent` becomes `il n'est pas là, présent`.",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::file("post.fr.md", "Votre ouvrier a bien ŽtŽ crŽŽ.\n"),
        Example::file("post.fr.md", "Si une carte trÈsor a dÈj‡ ÈtÈ ÈcartÈe.\n"),
        Example::file("post.fr.md", "Le fichier a d‚j… ‚t‚ sauv‚.\n"),
        Example::file("post.fr.md", "â\u{80}\u{9c}Oui\u{85}\u{94}, dit-elle.\n"),
    ],
    good: &[
        Example::file("post.fr.md", "ÉCOLE, École, iPhoneÉ… déjà été là.\n"),
        Example::file("post.de.md", "Äquivalent zu außen und größer.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    damaged::report(&RULE, Damage::Swap, cx, out);
}
