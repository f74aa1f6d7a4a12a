//! How much each sign counts for or against a proposal, in log-odds; set on annotated articles, never for single words. `Unsaid`
//! is set by hand, so that no weight of the others makes what was supposed, asked or denied a sure report.

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
    Always -1.79
    ClassSay 0.71
    ClassAsk 0.75
    ClassRequest 0.34
    ClassStrive -1.40
    ClassSeem 1.01
    ClassAct -0.66
    ClassIssue -0.50
    ClassNoun -0.22
    ClassAdjective -0.44
    ClassFormula 2.37
    ClassHearsay 2.60
    ClassLabel 0.40
    ShapeThat 0.65
    ShapeObjectAs 1.01
    ShapeQuoteBefore 0.50
    MoodModal -0.86
    MoodInfinitive -0.30
    MoodGerund -0.54
    MoodPassive 0.28
    SourceSubject 0.63
    SourceParenthesis 0.94
    SourceShared 1.01
    KindPronoun 0.97
    KindPerson 1.31
    KindDocument 0.90
    KindName 1.14
    KindNumber 0.49
    KindBody 0.59
    Nested -1.05
    Negated -0.27
    Quoted -1.61
    Conditional -0.66
    Unsaid -2.00
    ContentShort -0.51
    ContentQuoted 0.34
    First 0.26
    SayObject -0.42
    MannerObject -0.56
    JudgeObject 0.52
    MannerClause -1.06
    LearnClause -0.33
    CommitTo 0.61
    PassiveTo 0.44
    SayQuote 1.09
    OtherQuote 0.95
    BelievePassive 1.15
    DocumentShows 1.35
    SayPast 0.53
    SayCloses 0.74
}
