//! Words whose full stop does not end a sentence, and words that begin one.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What follows the stop of an abbreviation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Abbreviation {
    /// A name or a number: never the end ("Dr. Roe", "No. 5").
    Leads,
    /// Anything: the end only before a word that begins sentences ("at 5 p.m. It rained").
    Stands,
}

/// Looked up in small letters and without the last stop, in whatever language the text is.
pub(super) fn lookup(word: &str) -> Option<Abbreviation> {
    static TABLE: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
        let leads = LEADS.split_whitespace().map(|word| (word, Abbreviation::Leads));
        let stands = STANDS.split_whitespace().map(|word| (word, Abbreviation::Stands));
        leads.chain(stands).collect()
    });
    TABLE.get(word).copied()
}

/// Whether a word with a capital begins a sentence rather than a name.
pub(super) fn begins_sentences(word: &str) -> bool {
    static TABLE: LazyLock<HashMap<&'static str, ()>> =
        LazyLock::new(|| STARTERS.split_whitespace().map(|word| (word, ())).collect());
    TABLE.contains_key(word)
}

const LEADS: &str = "mr mrs ms mx dr prof rev fr sr. hon pres gov sen rep reps sens govs atty gen lt col sgt capt cpt maj adm cmdr cpl pvt spc
    brig ens supt insp det ptl ofc messrs mmes st ste mt ft no nos vs v art arts sec pp vol vols ed eds fig figs ch chap par ca cf al
    jan feb mar apr jun jul aug sep sept oct nov dec asst assoc dept dist lt.-gov
    m mm mme mmes mlle mlles me mgr pr
    hr fr nr bzw z.b z.t d.h u.a u.s.w i.d.r v.a s.o vgl dipl ing mag abs bd evtl ggf inkl max min sog str tel zzgl geb gest
    sra srta d dª dña lic ud uds núm pág avda
    sig sigg dott avv on dhr mevr mw";

const STANDS: &str = "inc corp co ltd llc bros jr sr esq a.m p.m u.s u.k u.n u.s.a e.u d.c l.a n.y b.c a.d ph.d m.d b.a m.a j.d ll.d r.n
    etc approx est mass conn calif fla ill mich minn miss mo okla ore pa penn tenn tex va vt wash wis wyo ala ariz ark colo del ga ind kan ky la
    md me mont neb nev n.c n.d n.h n.j n.m s.c s.d w.va r.i dc i.e e.g op cit ibid
    usw u.s.w ca s.a s.a.s s.l s.r.l ee.uu ff.aa";

const STARTERS: &str = "The A An He She It They We I You This That These Those There Then But And Or So Yet In On At By For From With As If When
    While After Before Since Until Although Though Because However Meanwhile Still Not No Now Here His Her Its Their Our My Your What Who Why How Where
    Which Whether Some Many Most Several Few All Both Each Every One Two Three Another Other Others Also Even Just Only Once Over Under Among Despite
    During According Asked To Yes Well
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich Man Doch Aber Und Auch Als Wenn Wie Was Wer Wo Im Am Bei Mit Nach Zum Zur
    Dies Diese Dieser Dieses Dann Da Damit Dabei Seit Für Auf Aus Von Vor Ob Nun Noch Nur Schon So Dort Hier Zu Um Unter Über
    Le La Les L Un Une Des Du De Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Cet C Mais Et Ou Si Dans En Au Aux Avec Pour Par Sur Sans Selon
    El Los Las Una Unos Unas Ella Ellos Ellas Yo Nosotros Pero Y Con Por Para Según Cuando Como Esta Este Esto Esa Ese Eso";
