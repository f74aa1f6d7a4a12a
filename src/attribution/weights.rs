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
    Always -1.74
    ClassSay 0.65
    ClassAsk 0.64
    ClassRequest 0.31
    ClassStrive -1.41
    ClassSeem 0.97
    ClassAct -0.67
    ClassIssue -0.51
    ClassNoun -0.24
    ClassAdjective -0.40
    ClassFormula 2.28
    ClassHearsay 2.60
    ClassLabel 0.41
    ShapeThat 0.66
    ShapeObjectAs 1.02
    ShapeQuoteBefore 0.49
    MoodModal -0.84
    MoodInfinitive -0.29
    MoodGerund -0.53
    MoodPassive 0.36
    SourceSubject 0.61
    SourceParenthesis 0.91
    SourceShared 0.99
    KindPronoun 0.97
    KindPerson 1.29
    KindDocument 0.91
    KindName 1.13
    KindNumber 0.32
    KindBody 0.55
    Nested -1.05
    Negated -0.32
    Quoted -1.59
    Conditional -0.72
    ContentShort -0.54
    ContentQuoted 0.32
    First 0.23
    SayObject -0.39
    MannerObject -0.63
    JudgeObject 0.53
    MannerClause -1.08
    LearnClause -0.34
    CommitTo 0.47
    SayQuote 1.18
    OtherQuote 1.00
    BelievePassive 1.29
    DocumentShows 1.35
    SayPast 0.56
    SayCloses 0.76
}
