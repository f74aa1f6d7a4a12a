//! One name for one article: addresses without what only tells where a reader came from.

use url::Url;

/// Parameters that name a campaign or a click and never a page. Those that end in `_` are beginnings.
const TRACKING: &[&str] = &[
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "hsa_",
    "at_",
    "mc_cid",
    "mc_eid",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "igsh",
    "ttclid",
    "li_fat_id",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "s_cid",
    "cmpid",
    "ocid",
    "smid",
    "smtyp",
    "sr_share",
    "ref_src",
    "__twitter_impression",
];

/// Subdomains that show the same pages in another dress.
const DRESSES: &[&str] = &["www.", "m.", "mobile.", "amp."];

/// The same page without a fragment, without tracking parameters and without a name and password.
pub(super) fn clean(url: &Url) -> Url {
    let mut clean = url.clone();
    // "#!" is how some old sites address their pages.
    if !url.fragment().is_some_and(|fragment| fragment.starts_with('!')) {
        clean.set_fragment(None);
    }
    // Only an address without a host refuses them, and it has none.
    let _ = clean.set_username("");
    let _ = clean.set_password(None);
    let kept: Vec<&str> =
        url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let query = kept.join("&");
    clean.set_query((!query.is_empty()).then_some(&query));
    clean
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    TRACKING.iter().any(|known| name == *known || (known.ends_with('_') && name.starts_with(known)))
}

/// The name of the article found at an address: what its page says it is, as far as a page may say so. A page speaks only
/// for its own site, so that nobody's page can pass for another's.
pub(super) fn name(found_at: &Url, stated: Option<&str>) -> Url {
    let stated = stated.and_then(|stated| Url::parse(stated).ok()).filter(|stated| same_site(stated, found_at));
    clean(stated.as_ref().unwrap_or(found_at))
}

/// Whether two addresses are of one site, whichever dress they wear.
pub(super) fn same_site(one: &Url, other: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str()?.to_owned();
        let dress = DRESSES.iter().find(|dress| host.starts_with(**dress)).map_or(0, |dress| dress.len());
        Some((host[dress..].to_owned(), url.port()))
    };
    matches!(one.scheme(), "http" | "https") && site(one).is_some() && site(one) == site(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        assert_eq!(clean(&Url::parse(written).unwrap()).as_str(), expected);
    }

    #[test]
    fn what_names_no_page_is_dropped() {
        check("https://Example.org:443/levy?utm_source=x&UTM_medium=y#top", "https://example.org/levy");
        check("https://example.org/?id=7&fbclid=abc&p=%20", "https://example.org/?id=7&p=%20");
        check("https://example.org/?at=4&ref=7&atlas_=1", "https://example.org/?at=4&ref=7&atlas_=1");
        check("https://me:secret@example.org/a#!/b", "https://example.org/a#!/b");
    }

    #[test]
    fn a_page_names_itself_within_its_site() {
        let named = |found: &str, stated: &str| name(&Url::parse(found).unwrap(), Some(stated)).to_string();
        assert_eq!(named("https://m.example.org/a?x=1", "https://www.example.org/a"), "https://www.example.org/a");
        assert_eq!(named("https://example.org/a?x=1", "https://other.org/a"), "https://example.org/a?x=1");
        assert_eq!(named("https://evil.example.org/a", "https://example.org/b"), "https://evil.example.org/a");
        assert_eq!(named("http://example.org/a", "javascript:alert(1)"), "http://example.org/a");
        assert_eq!(named("http://example.org:81/a", "http://example.org/b"), "http://example.org:81/a");
    }
}
