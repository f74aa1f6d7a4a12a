//! How much each sign counts for or against a proposal, in log-odds; set on annotated articles, never for single words.

macro_rules! weights {
    ($($name:ident $weight:literal)*) => {
        /// Everything that can speak for or against a proposal.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum Sign { $($name),* }

        /// The weights, as set on annotated articles.
        pub(crate) const WEIGHTS: &[(&str, f32)] = &[$((stringify!($name), $weight)),*];
    };
}

weights! {
    Always -1.76
    ClassSay 0.67
    ClassAsk 0.65
    ClassRequest 0.34
    ClassStrive -1.41
    ClassSeem 0.99
    ClassAct -0.66
    ClassIssue -0.53
    ClassNoun -0.25
    ClassAdjective -0.41
    ClassFormula 2.30
    ClassHearsay 2.60
    ClassLabel 0.41
    ShapeThat 0.67
    ShapeObjectAs 1.00
    ShapeQuoteBefore 0.46
    MoodModal -0.84
    MoodInfinitive -0.30
    MoodGerund -0.53
    MoodPassive 0.38
    SourceSubject 0.63
    SourceParenthesis 0.91
    SourceShared 1.00
    KindPronoun 0.95
    KindPerson 1.28
    KindDocument 0.89
    KindName 1.11
    KindBody 0.54
    Nested -1.04
    Negated -0.31
    Quoted -1.59
    Conditional -0.70
    ContentShort -0.53
    ContentQuoted 0.31
    First 0.23
    SayObject -0.41
    MannerObject -0.61
    JudgeObject 0.55
    MannerClause -1.01
    LearnClause -0.36
    CommitTo 0.47
    SayQuote 1.23
    OtherQuote 1.09
    BelievePassive 1.29
    DocumentShows 1.44
    SayPast 0.54
    SayCloses 0.73
}
