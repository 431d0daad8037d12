//! Pairs found by what posts say: the pages of real sites with their names, keys and dates hidden.
//!
//! `pairing FOLDER… [--failures]`: the pairs that names and configuration give are the truth; then
//! every page gets a name that says nothing but its language, and the same pairs have to be found.
//! Two rules keep the truth true. A page whose namesake is another page (a chapter that was numbered
//! anew on one side) is no pair: fewer than a third of the sentences of the shorter side, or a tenth of
//! those of the longer, are aligned with one of the other. And of pages that say the same as another page
//! of their side (the same text, or a second translation of one page) nothing tells which is which.
//! Both are left out of the truth, and stay in the way; `out` counts them. Pairs found among pages that
//! are in no pair of the truth are neither right nor wrong: `beside` counts them, to be read with
//! `--failures`.
//! `false` counts the pairs found where there is none: the originals of every other pair beside the
//! translations of the rest.
//!
//! Last, `blog`: the pairs of all folders, a third of those of folders with more than 150, as the posts of
//! one blog, each under its own title as a name, in its language; without dates and with them. What
//! pairs by its name there, a title that both languages share, counts as well.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use visavis::document::{Document, Kind};
use visavis::pair::layout::is_config;
use visavis::pair::{FoundBy, Layout, Pairing, PostFacts, align, discover};

/// Prints precision and recall, a row a folder.
pub fn run(args: &[String]) -> bool {
    let failures = args.iter().any(|a| a == "--failures");
    let titles = ["pairs", "P", "R", "wrong", "missed", "out", "beside", "false"].map(|t| format!("{t:>7}"));
    println!("{:<32} {}", "site", titles.join(""));
    let mut blog = Vec::new();
    for folder in args.iter().filter(|a| !a.starts_with("--")) {
        if Path::new(folder).is_dir() {
            let site = Site::read(Path::new(folder));
            site.print(failures);
            blog.extend(site.posts());
        } else {
            println!("{folder}: not there, skipped");
        }
    }
    if !blog.is_empty() {
        print_blog(&blog, false, failures);
        print_blog(&blog, true, failures);
    }
    true
}

/// A post of the blog: without its keys, under this name.
struct Post {
    facts: PostFacts,
    slug: String,
}

/// A folder's pages, and which belong together.
struct Site {
    name: String,
    /// As they are.
    facts: Vec<PostFacts>,
    /// Without the keys that join them.
    unkeyed: Vec<PostFacts>,
    /// Their names in the blog.
    slugs: Vec<String>,
    /// Paths of the two sides.
    truth: Vec<(String, String)>,
    out: Vec<(String, String)>,
}

impl Site {
    fn read(folder: &Path) -> Self {
        let (configs, posts) = read(folder);
        let configs: Vec<(&str, &str)> = configs.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        let paths: Vec<&str> = posts.iter().map(|(p, _)| p.as_str()).collect();
        let layout = Layout::detect(&configs, &paths);
        let facts: Vec<PostFacts> = posts.iter().map(|(p, d)| PostFacts::read(p, d)).collect();
        let pairings = discover(&layout, &facts);
        let named = |p: &&Pairing| p.found_by != FoundBy::Content;
        let both = pairings.iter().filter(named).filter_map(Pairing::both);
        let both = both.map(|(a, b)| (a.to_owned(), b.to_owned()));
        let documents: BTreeMap<&str, &Document> = posts.iter().map(|(p, d)| (p.as_str(), d)).collect();
        let both: Vec<(String, String)> = both.collect();
        let lone = lone(&pairings, &documents);
        let (truth, out) = both.iter().cloned().partition(|(a, b)| {
            let (x, y) = (documents[a.as_str()], documents[b.as_str()]);
            let others = both.iter().filter(|o| o.0 != *a && o.1 != *b);
            let mut others = others.map(|o| (documents[o.0.as_str()], documents[o.1.as_str()]));
            let twin = others.any(|(s, t)| body(s) == body(x) || body(t) == body(y));
            let second = lone.iter().any(|d| akin(x, d, (0.75, 0.75)));
            !twin && !second && akin(x, y, (1.0 / 3.0, 0.1))
        });
        let unkeyed = posts.iter().map(|(p, d)| unkeyed(p, d)).collect();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let slugs = posts.iter().map(|p| slug(&p.1)).collect();
        Self { name, facts, unkeyed, slugs, truth, out }
    }

    fn print(&self, failures: bool) {
        // Every page keeps its language only; the others of the site stay in the way, if they have one.
        let known: Vec<&(String, String)> = self.truth.iter().chain(&self.out).collect();
        let hidden: Vec<PostFacts> =
            self.unkeyed.iter().enumerate().filter_map(|(n, f)| hide(n, f, &known)).collect();
        let back = |path: &str| {
            let number: usize = path.rsplit('/').next().unwrap().trim_end_matches(".md").parse().unwrap();
            self.facts[number - 1_000].path.clone()
        };
        let pairs_of = |facts: &[PostFacts]| -> BTreeSet<(String, String)> {
            found(facts).iter().map(|(a, b)| (back(a), back(b))).collect()
        };
        let half = |f: &&PostFacts| {
            let path = back(&f.path);
            let number = self.truth.iter().position(|t| t.0 == path || t.1 == path);
            number.is_some_and(|n| n.is_multiple_of(2) == f.path.starts_with("en"))
        };
        let strangers = pairs_of(&hidden.iter().filter(half).cloned().collect::<Vec<_>>());
        row(&self.name, &self.truth, &pairs_of(&hidden), (self.out.len(), &strangers), failures);
        self.out.iter().filter(|_| failures).for_each(|(a, b)| println!("  out    {a} {b}"));
    }

    /// The pairs that the blog is made of.
    fn posts(&self) -> Vec<(Post, Post)> {
        let step = if self.truth.len() > 150 { 3 } else { 1 };
        let post = |path: &String| {
            let (facts, slug) = self.unkeyed.iter().zip(&self.slugs).find(|p| p.0.path == *path)?;
            Some(Post { facts: facts.clone(), slug: slug.clone() })
        };
        self.truth.iter().step_by(step).filter_map(|(a, b)| Some((post(a)?, post(b)?))).collect()
    }
}

/// The text below the front matter.
fn body(document: &Document) -> &str {
    let start = document.front_matter.as_ref().map_or(0, |f| f.span.end);
    document.text[start..].trim()
}

/// The French pages that nothing joins with an original.
fn lone<'d>(pairings: &[Pairing], documents: &BTreeMap<&str, &'d Document>) -> Vec<&'d Document> {
    let lone = pairings.iter().filter(|p| p.source.is_none()).filter_map(|p| p.target.as_deref());
    lone.filter_map(|p| documents.get(p).copied()).collect()
}

/// Whether such shares of the sentences of the shorter and of the longer side have their counterpart.
fn akin(a: &Document, b: &Document, shares: (f64, f64)) -> bool {
    let (x, y) = (a.sentences.len(), b.sentences.len());
    if (x.min(y) as f64) < shares.1 * x.max(y) as f64 {
        return false;
    }
    let links = align(a, b, ("en", "fr")).links;
    let sure = links.iter().filter(|l| !l.source.is_empty() && !l.target.is_empty() && l.score >= 0.6);
    let sure = sure.count() as f64;
    sure >= shares.0 * x.min(y) as f64 && sure >= shares.1 * x.max(y) as f64
}

/// What is found among posts without any configuration.
fn found(facts: &[PostFacts]) -> BTreeSet<(String, String)> {
    let paths: Vec<&str> = facts.iter().map(|f| f.path.as_str()).collect();
    let pairings = discover(&Layout::detect(&[], &paths), facts);
    pairings.iter().filter_map(Pairing::both).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

/// Prints a row; `rest` is what was left out of the truth, and the pairs found among strangers.
fn row(
    name: &str,
    truth: &[(String, String)],
    found: &BTreeSet<(String, String)>,
    rest: (usize, &BTreeSet<(String, String)>),
    failures: bool,
) {
    let turned = |pair: &(String, String)| (pair.1.clone(), pair.0.clone());
    let has = |pair: &(String, String)| found.contains(pair) || found.contains(&turned(pair));
    let right = truth.iter().filter(|t| has(t)).count();
    let paired: BTreeSet<&String> = truth.iter().flat_map(|t| [&t.0, &t.1]).collect();
    let known = |pair: &&(String, String)| truth.contains(pair) || truth.contains(&turned(pair));
    let judged = |pair: &&(String, String)| paired.contains(&pair.0) || paired.contains(&pair.1);
    let (wrong, beside): (Vec<_>, Vec<_>) = found.iter().filter(|p| !known(p)).partition(judged);
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    let (p, r) = (share(right, right + wrong.len()), share(right, truth.len()));
    let counts = [wrong.len(), truth.len() - right, rest.0, beside.len(), rest.1.len()];
    let counts = counts.map(|n| format!("{n:>7}")).join("");
    println!("{name:<32} {:>7}{p:>7.3}{r:>7.3}{counts}", truth.len());
    if failures {
        wrong.iter().for_each(|(a, b)| println!("  wrong  {a} {b}"));
        beside.iter().for_each(|(a, b)| println!("  beside {a} {b}"));
        rest.1.iter().for_each(|(a, b)| println!("  false  {a} {b}"));
        truth.iter().filter(|t| !has(t)).for_each(|(a, b)| println!("  missed {a} {b}"));
    }
}

/// The posts of the pairs as those of one blog, under their own titles.
fn print_blog(pairs: &[(Post, Post)], dated: bool, failures: bool) {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut facts = Vec::new();
    let mut truth = Vec::new();
    for (number, (a, b)) in pairs.iter().enumerate() {
        let date = format!("20{:02}-{:02}-{:02}", 10 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
        let mut add = |post: &Post, language: &str| {
            // No two pairs share a name: the site would join them by it.
            let name = |n: usize| if n == 0 { post.slug.clone() } else { format!("{}-{n}", post.slug) };
            let slug = (0..).map(name).find(|n| names.get(n).is_none_or(|p| *p == number)).unwrap();
            names.insert(slug.clone(), number);
            let path = format!("{language}/{slug}.md");
            let content = post.facts.content.clone();
            let mut post = PostFacts { path: path.clone(), content, ..PostFacts::default() };
            (post.language, post.date) = (Some(language.to_owned()), dated.then(|| date.clone()));
            facts.push(post);
            path
        };
        truth.push((add(a, "en"), add(b, "fr")));
    }
    let name = if dated { "blog, with dates" } else { "blog" };
    row(name, &truth, &found(&facts), (0, &BTreeSet::new()), failures);
}

/// A post's title as a file name.
fn slug(document: &Document) -> String {
    let front = document.front_matter.as_ref().and_then(|f| f.get("title")).map(|t| t.value.clone());
    let heading = document.slugs().first().cloned();
    let title = front.or(heading).unwrap_or_default().to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<&str> = words.take(8).collect();
    if words.is_empty() { "post".to_owned() } else { words.join("-") }
}

/// The same page under a name that only tells its language; `None` where it has none.
fn hide(number: usize, facts: &PostFacts, truth: &[&(String, String)]) -> Option<PostFacts> {
    let source = truth.iter().any(|t| t.0 == facts.path);
    let target = truth.iter().any(|t| t.1 == facts.path);
    let language = match (source, target, facts.content.language()) {
        (true, ..) => "en",
        (_, true, _) => "fr",
        (_, _, language) => language?,
    };
    // Numbers of five digits: no two names differ by a slip.
    let path = format!("{language}/{}.md", number + 1_000);
    let content = facts.content.clone();
    Some(PostFacts { path, content, language: Some(language.to_owned()), ..PostFacts::default() })
}

/// Things by relative path.
pub type Named<T> = Vec<(String, T)>;

/// The configuration files and posts below a folder, by relative path.
pub fn read(folder: &Path) -> (Named<String>, Named<Document>) {
    let mut files: Vec<PathBuf> = Vec::new();
    walk(folder, &mut files);
    files.sort();
    let (mut configs, mut posts) = (Vec::new(), Vec::new());
    for file in files {
        let relative = file.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        match Kind::of_path(&relative) {
            Kind::Plain if is_config(&relative) => configs.push((relative, text)),
            Kind::Plain => {}
            kind => posts.push((relative, Document::parse(text, kind))),
        }
    }
    (configs, posts)
}

/// The facts of a post without the keys that join it to its counterpart.
fn unkeyed(path: &str, document: &Document) -> PostFacts {
    const KEYS: [&str; 9] =
        ["slug", "id", "permalink", "translationKey", "ref", "key", "url", "aliases", "page_id"];
    let mut fence = 0;
    let joins = |line: &str| line.split_once([':', '=']).is_some_and(|(k, _)| KEYS.contains(&k.trim()));
    let kept = document.text.lines().filter(|line| {
        fence += usize::from(["---", "+++"].contains(line));
        fence != 1 || !joins(line)
    });
    PostFacts::read(path, &Document::parse(kept.collect::<Vec<_>>().join("\n"), document.kind))
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, out) } else { out.push(path) }
    }
}
