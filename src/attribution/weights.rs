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
    Always -0.77
    ClassSay 1.40
    ClassManner 0.46
    ClassAsk 0.53
    ClassRequest -0.27
    ClassCommit 0.34
    ClassBelieve -0.35
    ClassLearn 0.02
    ClassCharacterize -0.21
    ClassDesire -0.21
    ClassStrive -1.60
    ClassFeel -0.29
    ClassJudge -0.81
    ClassSide -0.62
    ClassShow 0.34
    ClassSeem 1.15
    ClassTopic -0.41
    ClassIssue -0.98
    ClassNoun -0.81
    ClassAdjective -1.30
    ClassFormula 2.28
    ClassLabel 0.41
    ShapeQuote 0.20
    ShapeColon -0.81
    ShapeThat 0.69
    ShapeBare -0.02
    ShapeWh 0.31
    ShapeTo -0.01
    ShapeObject -0.17
    ShapeObjectTo 0.23
    ShapeObjectAs 0.86
    ShapeGerund -0.15
    ShapePreposition 0.07
    ShapeBefore -1.24
    ShapeQuoteBefore 0.53
    ShapeAround -1.39
    ShapePredicate 0.00
    MoodPast -0.06
    MoodPresent -0.06
    MoodPerfect 0.09
    MoodModal -0.88
    MoodInfinitive -0.66
    MoodGerund -0.56
    MoodProgressive -0.22
    MoodPassive 0.60
    MoodReduced 0.28
    MoodNominal 0.56
    SourceNone -0.62
    SourceSubject 0.53
    SourceParenthesis 0.92
    SourceAntecedent -1.20
    SourceShared 1.01
    SourceAfter 0.40
    SourceOwner -0.60
    KindNone -0.62
    KindParticipant -0.35
    KindPronoun 0.24
    KindPerson 0.49
    KindDocument 0.12
    KindName 0.27
    KindBody -0.11
    KindOther -0.92
    Nested -0.92
    Negated -0.36
    Quoted -1.83
    Conditional -0.83
    Subordinate -0.17
    NoStop 0.02
    ContentShort -0.46
    ContentLong -0.11
    ContentQuoted 0.23
    ContentMuchQuoted 0.33
    ContentWhollyQuoted 0.14
    First 0.30
    SayObject -1.25
    MannerObject -1.13
    RequestObject 0.59
    CommitObject -0.21
    BelieveObject 0.01
    LearnObject -0.34
    CharacterizeObject 0.14
    DesireObject -0.05
    FeelObject 0.09
    JudgeObject 1.35
    SideObject 0.51
    ShowObject -0.42
    TopicObject 0.09
    IssueObject 0.42
    SayClause -0.88
    MannerClause -1.74
    BelieveClause 0.11
    LearnClause -0.67
    ShowClause -0.78
    DesireClause -0.17
    NounClause -0.34
    RequestClause -0.05
    CommitClause -0.63
    SayQuote 0.06
    OtherQuote 0.68
    BelievePassive 1.75
    ObjectPassive -0.24
    DocumentShows 1.76
    SayPast 0.60
    SayModal -0.04
    SayCloses 1.18
}
