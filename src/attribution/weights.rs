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
    Always -0.50
    ClassSay 1.08
    ClassManner 0.31
    ClassAsk 0.51
    ClassRequest -0.33
    ClassCommit 0.22
    ClassBelieve -0.34
    ClassLearn -0.05
    ClassCharacterize -0.21
    ClassDesire -0.22
    ClassStrive -1.64
    ClassFeel -0.05
    ClassJudge -0.83
    ClassSide -0.57
    ClassShow 0.23
    ClassSeem 1.20
    ClassTopic -0.22
    ClassIssue -0.28
    ClassNoun -0.74
    ClassAdjective -1.23
    ClassFormula 2.19
    ClassLabel 0.40
    ShapeQuote 0.29
    ShapeColon -0.76
    ShapeThat 0.61
    ShapeBare -0.15
    ShapeWh 0.27
    ShapeTo 0.06
    ShapeObject -0.25
    ShapeObjectTo 0.33
    ShapeObjectAs 1.01
    ShapeGerund -0.16
    ShapePreposition 0.12
    ShapeBefore -1.01
    ShapeQuoteBefore 0.63
    ShapeAround -1.54
    ShapePredicate 0.00
    MoodPast -0.05
    MoodPresent 0.00
    MoodPerfect 0.11
    MoodModal -0.87
    MoodInfinitive -0.62
    MoodGerund -0.52
    MoodProgressive -0.21
    MoodPassive 0.68
    MoodReduced 0.32
    MoodNominal 0.61
    SourceNone -0.80
    SourceSubject 0.23
    SourceParenthesis 0.63
    SourceAntecedent -0.22
    SourceShared 0.60
    SourceAfter 0.02
    SourceOwner -1.02
    KindNone -0.80
    KindParticipant -0.24
    KindPronoun 0.26
    KindPerson 0.56
    KindDocument 0.20
    KindName 0.36
    KindBody -0.01
    KindOther -0.90
    Nested -0.94
    Negated -0.37
    Quoted -2.12
    Conditional -0.84
    Subordinate -0.18
    NoStop 0.05
    ContentShort -0.49
    ContentLong -0.09
    ContentQuoted 0.23
    ContentMuchQuoted 0.34
    ContentWhollyQuoted 0.24
    First 0.29
    SayObject -0.89
    MannerObject -1.04
    RequestObject 0.61
    CommitObject -0.10
    BelieveObject 0.11
    LearnObject -0.40
    CharacterizeObject 0.09
    DesireObject 0.06
    FeelObject -0.19
    JudgeObject 1.49
    SideObject 0.48
    ShowObject -0.26
    TopicObject -0.19
    IssueObject -0.24
    SayClause -0.39
    MannerClause -1.46
    BelieveClause 0.30
    LearnClause -0.50
    ShowClause -0.55
    DesireClause -0.08
    NounClause -0.17
    RequestClause 0.23
    CommitClause -0.47
    SayQuote 0.39
    OtherQuote 0.53
    BelievePassive 1.71
    ObjectPassive -0.16
    DocumentShows 1.78
    SayPast 0.59
    SayModal 0.10
    SayCloses 1.85
}
