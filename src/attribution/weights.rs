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
    Always -0.71
    ClassSay 1.59
    ClassManner 0.22
    ClassAsk 0.42
    ClassRequest -0.36
    ClassCommit 0.19
    ClassBelieve -0.32
    ClassLearn -0.03
    ClassCharacterize -0.07
    ClassDesire -0.26
    ClassStrive -1.67
    ClassFeel -0.16
    ClassJudge -0.88
    ClassSide -0.66
    ClassShow 0.14
    ClassSeem 1.32
    ClassTopic -0.29
    ClassIssue -0.63
    ClassNoun -0.74
    ClassAdjective -1.28
    ClassFormula 2.65
    ClassLabel 0.03
    ShapeQuote 0.14
    ShapeColon -0.86
    ShapeThat 0.60
    ShapeBare -0.17
    ShapeWh 0.28
    ShapeTo 0.14
    ShapeObject -0.17
    ShapeObjectTo 0.41
    ShapeObjectAs 0.99
    ShapeGerund -0.14
    ShapePreposition 0.17
    ShapeBefore -0.93
    ShapeQuoteBefore 0.59
    ShapeAround -1.85
    ShapePredicate 0.00
    MoodPast -0.04
    MoodPresent -0.12
    MoodPerfect 0.09
    MoodModal -0.92
    MoodInfinitive -0.65
    MoodGerund -0.60
    MoodProgressive -0.25
    MoodPassive 0.87
    MoodReduced 0.19
    MoodNominal 0.64
    SourceNone -0.81
    SourceSubject 0.35
    SourceParenthesis 0.43
    SourceAntecedent -0.05
    SourceShared 0.68
    SourceAfter -0.40
    SourceOwner -1.01
    KindNone -0.81
    KindParticipant -0.23
    KindPronoun 0.24
    KindPerson 0.54
    KindDocument 0.00
    KindName 0.29
    KindBody 0.09
    KindOther -0.92
    Nested -0.72
    Negated -0.41
    Quoted -1.92
    Conditional -0.89
    Subordinate -0.20
    NoStop -0.01
    ContentShort -0.55
    ContentLong -0.02
    ContentQuoted 0.33
    First 0.47
    SayObject -1.46
    MannerObject -0.90
    RequestObject 0.56
    CommitObject -0.08
    BelieveObject 0.12
    LearnObject -0.38
    CharacterizeObject -0.09
    DesireObject 0.11
    FeelObject -0.09
    JudgeObject 1.46
    SideObject 0.54
    ShowObject -0.05
    TopicObject -0.05
    IssueObject 0.00
    SayClause -0.95
    MannerClause -1.34
    BelieveClause 0.38
    LearnClause -0.37
    ShowClause -0.31
    DesireClause 0.10
    NounClause -0.04
    RequestClause 0.20
    CommitClause -0.44
    SayQuote 0.05
    OtherQuote 0.68
    BelievePassive 1.61
    ObjectPassive 0.04
    DocumentShows 1.49
    SayPast 0.61
    SayModal 0.19
}
