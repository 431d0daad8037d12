//! Stretches of one language planted in sentences of the other, whose edges are therefore known.

use super::language::Random;
use std::collections::BTreeMap;
use visavis::language::cohesion::Row;
use visavis::language::features::{self, UNIT};
use visavis::language::token::{self, Gap, Token};
use visavis::language::{Language, model, parts};

/// Percent of the stretches that begin and end anywhere, as a text does that was half edited; the others begin
/// where a sentence or clause does.
const ANYWHERE: u64 = 60;
/// Percent of the stretches that nothing of the sentence follows.
const LAST: u64 = 15;
/// Percent of the stretches that stand for words of the sentence, which goes on behind them.
const INSTEAD: u64 = 50;
/// Percent of the stretches that are whole sentences between two others, whose full stops are lost.
const JOINED: u64 = 8;
/// What the word that says most must say for the language of the stretch, in log-odds.
const CLEAR: f32 = 0.5;

/// A sentence: its tokens, what each says by itself, in log-odds, French above zero, and the part it plays in
/// both languages.
pub struct Text {
    tokens: Vec<Token>,
    own: Vec<f32>,
    parts: [Vec<u8>; 2],
}

impl Text {
    fn read(line: &str, weights: &[i8], table: &[u8]) -> Self {
        let mut tokens = Vec::new();
        token::tokenize(line, 0, line.len(), Gap::Block, &mut tokens);
        let mut own = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            let t = tokens[at];
            let mut sum = 0i32;
            if t.is_word() {
                features::word_features(&line[t.start..t.end], t.key, |i| sum += i32::from(weights[i]));
            }
            let before = at.checked_sub(1).map(|i| &tokens[i]);
            sum = sum * features::share(&t, before, tokens.get(at + 1)) / 16;
            tokens[at].lists = model::word(line, &t).lists;
            own.push(sum as f32 / UNIT as f32);
        }
        let parts = [Language::French, Language::English]
            .map(|l| tokens.iter().map(|t| parts::part(table, l, t)).collect());
        Self { tokens, own, parts }
    }

    /// Whether a stretch may begin or end before the token `at`.
    fn free(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.gap != Gap::Joined)
    }

    /// Whether a clause begins or ends there.
    fn bound(&self, at: usize) -> bool {
        at == 0 || self.tokens.get(at).is_none_or(|t| t.gap > Gap::Word)
    }

    /// The tokens of a stretch of this text.
    fn stretch(&self, random: &mut Random, anywhere: bool) -> Option<(usize, usize)> {
        let all = self.tokens.len();
        let count = (4 + random.below(9) as usize).min(all);
        let mut from = random.below((all - count + 1) as u64) as usize;
        let mut to = from + count;
        if !anywhere {
            from = (0..=from).rev().find(|at| self.bound(*at)).unwrap_or(0);
            if random.below(2) == 0 {
                to = (to..all).find(|at| self.bound(*at)).unwrap_or(all);
            }
        }
        let plain = !anywhere || self.tokens[from + 1..to].iter().all(|t| t.gap <= Gap::Word);
        (plain && self.free(from) && self.free(to)).then_some((from, to))
    }
}

/// The sentences of one source in one language.
#[derive(Default)]
struct Source {
    texts: Vec<Text>,
    weight: f64,
}

/// Calls `each` with the language, the source and the text of every line of
/// `language<TAB>source<TAB>sentence`, those of dictionaries left out: their words have no neighbours.
///
/// # Errors
/// Says which file could not be read.
pub fn sentences(paths: &[String], mut each: impl FnMut(&str, &str, &str)) -> Result<(), String> {
    for path in paths {
        let body = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        for line in body.lines() {
            let mut fields = line.splitn(3, '\t');
            if let (Some(tag), Some(source), Some(line)) = (fields.next(), fields.next(), fields.next())
                && !source.starts_with("words")
            {
                each(tag, source, line);
            }
        }
    }
    Ok(())
}

/// Sources by language, French first, in the order of their names.
pub struct Corpus([Vec<Source>; 2]);

impl Corpus {
    /// Reads lines of `language<TAB>source<TAB>sentence`; `weights` say what the words are written in,
    /// `table` what part they play.
    ///
    /// # Errors
    /// Says which file could not be read.
    pub fn read(paths: &[String], weights: &[i8], table: &[u8]) -> Result<Self, String> {
        let mut sources: BTreeMap<(Language, String), Source> = BTreeMap::new();
        sentences(paths, |tag, source, line| {
            let Some(language) = Language::from_tag(tag) else { return };
            let text = Text::read(line, weights, table);
            if text.tokens.len() >= 5 {
                sources.entry((language, source.to_owned())).or_default().texts.push(text);
            }
        })?;
        let mut corpus = [Vec::new(), Vec::new()];
        for ((language, _), mut source) in sources {
            let size: usize = source.texts.iter().map(|t| t.tokens.len()).sum();
            source.weight = (size as f64).sqrt();
            corpus[usize::from(language == Language::English)].push(source);
        }
        Ok(Self(corpus))
    }

    fn pick(&self, side: usize, random: &mut Random) -> Option<&Text> {
        let total: f64 = self.0[side].iter().map(|s| s.weight).sum();
        let mut at = random.below(1 << 32) as f64 / (1u64 << 32) as f64 * total;
        let source = self.0[side].iter().find(|s| {
            at -= s.weight;
            at <= 0.0
        })?;
        source.texts.get(random.below(source.texts.len() as u64) as usize)
    }
}

/// Words of a text in a row, and what is known of them.
struct Piece<'a> {
    tokens: &'a [Token],
    own: &'a [f32],
    parts: [&'a [u8]; 2],
}

impl<'a> Piece<'a> {
    fn of(text: &'a Text, from: usize, to: usize) -> Self {
        let to = to.min(text.tokens.len());
        let parts = [&text.parts[0][from..to], &text.parts[1][from..to]];
        Self { tokens: &text.tokens[from..to], own: &text.own[from..to], parts }
    }
}

/// A sentence with a stretch of another language in it.
pub struct Planted {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What each says by itself, in log-odds; French above zero.
    pub own: Vec<f32>,
    /// The part each plays, French first.
    pub parts: [Vec<u8>; 2],
    /// Where the stretch begins.
    pub from: usize,
    /// Where it ends: the first token behind it.
    pub to: usize,
    /// Its word that says most.
    pub anchor: usize,
    /// The language of the stretch.
    pub guest: Language,
}

impl Planted {
    /// Plants a stretch in a sentence of `side`, 0 for French; `None` where what was drawn does not fit.
    pub fn draw(corpus: &Corpus, random: &mut Random, side: usize) -> Option<Self> {
        let (host, guest) = (corpus.pick(side, random)?, corpus.pick(1 - side, random)?);
        if random.below(100) < JOINED {
            let next = corpus.pick(side, random)?;
            let (before, after) = (Piece::of(host, 0, usize::MAX), Piece::of(next, 0, usize::MAX));
            return Self::of(&before, &Piece::of(guest, 0, usize::MAX), &after, side);
        }
        let anywhere = random.below(100) < ANYWHERE;
        let all = host.tokens.len();
        let cut = 1 + random.below(all as u64 - 1) as usize;
        let resume = match random.below(100) {
            draw if draw < LAST => all,
            draw if draw < LAST + INSTEAD => (cut + 1 + random.below(8) as usize).min(all - 1),
            _ => cut,
        };
        let (from, to) = guest.stretch(random, anywhere).filter(|_| host.free(cut) && host.free(resume))?;
        let (before, after) = (Piece::of(host, 0, cut), Piece::of(host, resume, all));
        Self::of(&before, &Piece::of(guest, from, to), &after, side)
    }

    /// The stretch `guest` between two pieces of the language of `side`.
    fn of(before: &Piece<'_>, guest: &Piece<'_>, after: &Piece<'_>, side: usize) -> Option<Self> {
        let mut tokens = [before.tokens, guest.tokens, after.tokens].concat();
        let own = [before.own, guest.own, after.own].concat();
        let parts = [0, 1].map(|l| [before.parts[l], guest.parts[l], after.parts[l]].concat());
        let from = before.tokens.len();
        let to = from + guest.tokens.len();
        // Nothing but a space tells where the language changes.
        tokens.get_mut(from)?.gap = Gap::Word;
        tokens.get_mut(to).into_iter().for_each(|t| t.gap = Gap::Word);
        let sign = if side == 0 { -1.0 } else { 1.0 };
        let most = |a: &usize, b: &usize| (own[*a] * sign).total_cmp(&(own[*b] * sign));
        let anchor = (from..to).max_by(most).filter(|a| own[*a] * sign > CLEAR)?;
        let guest = if side == 0 { Language::English } else { Language::French };
        Some(Self { tokens, own, parts, from, to, anchor, guest })
    }

    /// Its words and their parts.
    #[must_use]
    pub fn row(&self) -> Row<'_> {
        Row { tokens: &self.tokens, parts: [&self.parts[0], &self.parts[1]] }
    }

    /// What stands before the token `at`.
    #[must_use]
    pub fn gap(&self, at: usize) -> Gap {
        if at == 0 { Gap::Block } else { self.tokens.get(at).map_or(Gap::Block, |t| t.gap) }
    }
}
