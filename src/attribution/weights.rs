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
    ClassSay 1.30
    ClassManner 0.36
    ClassAsk 0.49
    ClassRequest -0.33
    ClassCommit 0.23
    ClassBelieve -0.35
    ClassLearn -0.09
    ClassCharacterize -0.23
    ClassDesire -0.23
    ClassStrive -1.68
    ClassFeel -0.09
    ClassJudge -0.81
    ClassSide -0.65
    ClassShow 0.22
    ClassSeem 1.24
    ClassTopic -0.18
    ClassIssue -0.43
    ClassNoun -0.73
    ClassAdjective -1.23
    ClassFormula 2.11
    ClassLabel 0.47
    ShapeQuote 0.16
    ShapeColon -0.88
    ShapeThat 0.58
    ShapeBare -0.12
    ShapeWh 0.26
    ShapeTo 0.03
    ShapeObject -0.18
    ShapeObjectTo 0.27
    ShapeObjectAs 1.03
    ShapeGerund -0.17
    ShapePreposition 0.11
    ShapeBefore -0.99
    ShapeQuoteBefore 0.55
    ShapeAround -1.21
    ShapePredicate 0.00
    MoodPast -0.04
    MoodPresent -0.02
    MoodPerfect 0.09
    MoodModal -0.89
    MoodInfinitive -0.66
    MoodGerund -0.53
    MoodProgressive -0.21
    MoodPassive 0.69
    MoodReduced 0.40
    MoodNominal 0.61
    SourceNone -0.80
    SourceSubject 0.20
    SourceParenthesis 0.65
    SourceAntecedent -0.21
    SourceShared 0.64
    SourceAfter -0.03
    SourceOwner -1.03
    KindNone -0.80
    KindParticipant -0.25
    KindPronoun 0.27
    KindPerson 0.56
    KindDocument 0.18
    KindName 0.37
    KindBody -0.03
    KindOther -0.87
    Nested -0.93
    Negated -0.40
    Quoted -1.89
    Conditional -0.83
    Subordinate -0.18
    NoStop 0.04
    ContentShort -0.43
    ContentLong -0.14
    ContentQuoted 0.20
    ContentMuchQuoted 0.36
    ContentWhollyQuoted 0.16
    First 0.31
    SayObject -1.18
    MannerObject -1.11
    RequestObject 0.57
    CommitObject -0.16
    BelieveObject 0.04
    LearnObject -0.40
    CharacterizeObject 0.07
    DesireObject -0.01
    FeelObject -0.19
    JudgeObject 1.37
    SideObject 0.54
    ShowObject -0.24
    TopicObject -0.20
    IssueObject -0.15
    SayClause -0.66
    MannerClause -1.55
    BelieveClause 0.26
    LearnClause -0.48
    ShowClause -0.55
    DesireClause -0.08
    NounClause -0.22
    RequestClause 0.13
    CommitClause -0.48
    SayQuote 0.14
    OtherQuote 0.58
    BelievePassive 1.79
    ObjectPassive -0.13
    DocumentShows 1.72
    SayPast 0.60
    SayModal 0.10
    SayCloses 1.15
}
