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
    Always -0.48
    ClassSay 1.31
    ClassManner 0.35
    ClassAsk 0.47
    ClassRequest -0.35
    ClassCommit 0.29
    ClassBelieve -0.36
    ClassLearn -0.06
    ClassCharacterize -0.21
    ClassDesire -0.23
    ClassStrive -1.67
    ClassFeel -0.12
    ClassJudge -0.82
    ClassSide -0.65
    ClassShow 0.25
    ClassSeem 1.23
    ClassTopic -0.17
    ClassIssue -0.47
    ClassNoun -0.74
    ClassAdjective -1.23
    ClassFormula 2.13
    ClassLabel 0.46
    ShapeQuote 0.17
    ShapeColon -0.86
    ShapeThat 0.60
    ShapeBare -0.14
    ShapeWh 0.25
    ShapeTo 0.04
    ShapeObject -0.17
    ShapeObjectTo 0.28
    ShapeObjectAs 0.98
    ShapeGerund -0.15
    ShapePreposition 0.09
    ShapeBefore -1.00
    ShapeQuoteBefore 0.59
    ShapeAround -1.22
    ShapePredicate 0.00
    MoodPast -0.04
    MoodPresent -0.01
    MoodPerfect 0.10
    MoodModal -0.91
    MoodInfinitive -0.63
    MoodGerund -0.53
    MoodProgressive -0.19
    MoodPassive 0.69
    MoodReduced 0.38
    MoodNominal 0.60
    SourceNone -0.80
    SourceSubject 0.18
    SourceParenthesis 0.66
    SourceAntecedent -0.20
    SourceShared 0.65
    SourceAfter -0.03
    SourceOwner -1.03
    KindNone -0.80
    KindParticipant -0.27
    KindPronoun 0.29
    KindPerson 0.55
    KindDocument 0.18
    KindName 0.37
    KindBody -0.04
    KindOther -0.85
    Nested -0.92
    Negated -0.41
    Quoted -1.88
    Conditional -0.85
    Subordinate -0.18
    NoStop 0.05
    ContentShort -0.41
    ContentLong -0.13
    ContentQuoted 0.21
    ContentMuchQuoted 0.35
    ContentWhollyQuoted 0.11
    First 0.31
    SayObject -1.16
    MannerObject -1.13
    RequestObject 0.57
    CommitObject -0.18
    BelieveObject 0.06
    LearnObject -0.41
    CharacterizeObject 0.08
    DesireObject 0.00
    FeelObject -0.18
    JudgeObject 1.36
    SideObject 0.52
    ShowObject -0.27
    TopicObject -0.19
    IssueObject -0.11
    SayClause -0.71
    MannerClause -1.58
    BelieveClause 0.19
    LearnClause -0.53
    ShowClause -0.56
    DesireClause -0.09
    NounClause -0.24
    RequestClause -0.01
    CommitClause -0.52
    SayQuote 0.15
    OtherQuote 0.61
    BelievePassive 1.77
    ObjectPassive -0.16
    DocumentShows 1.73
    SayPast 0.60
    SayModal 0.08
    SayCloses 1.15
}
