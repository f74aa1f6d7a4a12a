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
    Always -1.73
    ClassSay 0.67
    ClassAsk 0.65
    ClassRequest 0.34
    ClassStrive -1.41
    ClassSeem 0.96
    ClassAct -0.66
    ClassIssue -0.53
    ClassNoun -0.25
    ClassAdjective -0.42
    ClassFormula 2.32
    ClassHearsay 2.60
    ClassLabel 0.40
    ShapeThat 0.67
    ShapeObjectAs 1.00
    ShapeQuoteBefore 0.47
    MoodModal -0.84
    MoodInfinitive -0.30
    MoodGerund -0.54
    MoodPassive 0.37
    SourceSubject 0.65
    SourceParenthesis 0.92
    SourceShared 1.03
    KindPronoun 0.90
    KindPerson 1.24
    KindDocument 0.84
    KindName 1.06
    Nested -1.04
    Negated -0.31
    Quoted -1.59
    Conditional -0.70
    ContentShort -0.53
    ContentQuoted 0.31
    First 0.23
    SayObject -0.41
    MannerObject -0.60
    JudgeObject 0.55
    MannerClause -1.01
    LearnClause -0.37
    CommitTo 0.48
    SayQuote 1.22
    OtherQuote 1.08
    BelievePassive 1.28
    DocumentShows 1.44
    SayPast 0.54
    SayCloses 0.74
}
