//! Pages in neither French nor English, as a whole: what a list of sentences cannot say.

use super::Language;
use super::page::majority;
use super::reading::{Kind, Verdict};
use super::tokens::Tokens;
use crate::document::Document;

/// Letters that are enough to tell the language of a page among seventy.
const LETTERS: usize = 100;
/// Bytes of a page that are shown to whatlang: more say nothing new.
const MOST: usize = 4_000;

/// A language that is neither of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Third {
    /// ISO 639-3.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Whether most of the page is surely in it; the rest is short, or not told apart.
    pub whole: bool,
    /// Words of the page, as far as they can be counted.
    pub words: usize,
}

/// The third language that a page is in: at least a quarter of its letters stand in sentences that were
/// found to be in none of the two, and the page as a whole reads as one such language. A page with a
/// quotation, or a French one full of identifiers, does not.
pub(super) fn of_page(document: &Document, all: &Tokens, verdicts: &[Verdict]) -> Option<Third> {
    let other = verdicts.iter().filter(|v| v.kind == Kind::Other);
    let (mut strange, mut words) = (0, 0);
    for verdict in other {
        strange += letters(verdict.span.of(&document.prose));
        words += verdict.words;
    }
    if strange == 0 {
        return None;
    }
    let every = every(document, all);
    if strange * 4 < every {
        return None;
    }
    let found = whatlang::detect(&sample(document, all))?;
    let third = !matches!(found.lang(), whatlang::Lang::Fra | whatlang::Lang::Eng | whatlang::Lang::Lat);
    let sure = found.is_reliable() || found.script() != whatlang::Script::Latin;
    (third && sure).then(|| Third {
        code: found.lang().code(),
        name: found.lang().eng_name(),
        whole: strange >= LETTERS && strange * 2 >= every,
        words,
    })
}

/// Whether a page that nothing calls French or English holds so much of other languages that it is in no
/// one: a log of changes that each contributor writes in his own.
pub(super) fn is_mixed(document: &Document, all: &Tokens, verdicts: &[Verdict]) -> bool {
    const MANY: usize = 15;
    let other: Vec<&Verdict> = verdicts.iter().filter(|v| v.kind == Kind::Other).collect();
    let strange: usize = other.iter().map(|v| letters(v.span.of(&document.prose))).sum();
    other.len() >= MANY && strange * 8 >= every(document, all)
}

/// Whether a page that is said to be in a third language is plainly in French or English: a copy that
/// waits to be translated, or a folder `it` of the people who mind the machines.
pub(super) fn is_plainly_ours(document: &Document, all: &Tokens) -> bool {
    let Some(most) = majority(document, all) else { return false };
    let text = sample(document, all);
    let named = match most.language {
        Language::French => whatlang::Lang::Fra,
        Language::English => whatlang::Lang::Eng,
    };
    // What is written in another script, or with other letters, has few words that the model knows.
    let strange = all.units.iter().map(|u| (u.letters.far + u.letters.latin) as usize).sum::<usize>();
    strange * 20 < most.words
        && letters(&text) >= LETTERS
        && whatlang::detect(&text).is_some_and(|found| found.lang() == named)
}

/// The letters of a text; a sign of Chinese or Korean is worth three: it is a word, or half of one.
fn letters(text: &str) -> usize {
    let worth = |c: char| if c >= '\u{2e80}' { 3 } else { 1 };
    text.chars().filter(|c| c.is_alphabetic()).map(worth).sum()
}

/// The letters of the page.
fn every(document: &Document, all: &Tokens) -> usize {
    all.units.iter().map(|u| letters(u.sentence.span.of(&document.prose))).sum()
}

/// The prose of the page, as much as says its language.
fn sample(document: &Document, all: &Tokens) -> String {
    let mut out = String::new();
    for unit in &all.units {
        if out.len() > MOST {
            break;
        }
        out.push_str(unit.sentence.span.of(&document.prose));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::reading::{Input, Reading, read};
    use super::*;
    use crate::document::Kind as Format;

    fn reading(page: Option<&str>, text: &str) -> Reading {
        let document = Document::parse(text.to_owned(), Format::Markdown);
        let page = page.map(|tag| (tag, "test"));
        read(&Input { document: &document, page, counterpart: None, allow: &[] })
    }

    fn kinds(page: &str, text: &str) -> Vec<(Kind, &'static str)> {
        reading(Some(page), text).verdicts.iter().map(|v| (v.kind, v.code)).collect()
    }

    #[test]
    fn a_page_in_a_third_language_is_one_verdict_or_none() {
        let spanish = "# El jardín\n\nEl jardín abre en primavera y los niños plantan las judías cerca del muro \
                       viejo.\n\nDespués cerramos la puerta con llave y volvemos a casa por el camino del \
                       molino.\n\nTodavía no sabemos cuándo lloverá, pero los vecinos dicen que este verano será \
                       muy seco.\n";
        for page in ["fr", "en"] {
            assert_eq!(kinds(page, spanish), [(Kind::Page, "spa")], "{page}");
        }
        // Where the page may be in Spanish, or nothing says what it is in, there is nothing to say.
        for page in [Some("es"), Some("pt-BR"), None] {
            assert_eq!(reading(page, spanish), Reading::default());
        }
    }

    #[test]
    fn signs_of_chinese_count_as_words() {
        let log = "# Changes\n\n## Bug fixes\n\n- fix: 修复数据库连接的问题并提高测试覆盖率\n- style: 修复导入排序问题和代码风格\n\n\
                   ## Features\n\n- feat: 添加数据库写操作审计日志系统的基本功能\n";
        assert_eq!(reading(None, log), Reading::default());
    }

    #[test]
    fn a_page_with_a_sentence_in_a_third_language_is_no_page_in_it() {
        let text = "# Le jardin\n\nLe jardin ouvre au printemps et les enfants plantent des haricots près du \
                    vieux mur.\n\nEl jardín abre en primavera y los niños plantan las judías cerca del muro \
                    viejo.\n\nPuis nous rentrons à la maison, et chacun raconte ce qu'il a vu pendant la journée.\n";
        assert_eq!(kinds("fr", text), [(Kind::Other, "spa")]);
    }

    #[test]
    fn a_page_that_only_its_folder_calls_italian_is_read_as_what_it_is() {
        let text = "# Rules of the machine room\n\nLock the door when you leave the room, and write your name in \
                    the book. The network is cut every Sunday night.\n\nLa porte doit rester fermée pendant la \
                    nuit.\n";
        assert_eq!(kinds("it", text), [(Kind::Sentence, "fr")]);
    }
}
