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
    Always -0.52
    ClassSay 1.15
    ClassManner 0.31
    ClassAsk 0.49
    ClassRequest -0.32
    ClassCommit 0.24
    ClassBelieve -0.32
    ClassLearn -0.10
    ClassCharacterize -0.19
    ClassDesire -0.21
    ClassStrive -1.66
    ClassFeel -0.08
    ClassJudge -0.78
    ClassSide -0.57
    ClassShow 0.15
    ClassSeem 1.25
    ClassTopic -0.13
    ClassIssue -0.46
    ClassNoun -0.72
    ClassAdjective -1.23
    ClassFormula 2.10
    ClassLabel 0.46
    ShapeQuote 0.20
    ShapeColon -0.87
    ShapeThat 0.55
    ShapeBare -0.19
    ShapeWh 0.24
    ShapeTo 0.05
    ShapeObject -0.25
    ShapeObjectTo 0.26
    ShapeObjectAs 0.99
    ShapeGerund -0.17
    ShapePreposition 0.12
    ShapeBefore -0.98
    ShapeQuoteBefore 0.59
    ShapeAround -1.15
    ShapePredicate 0.00
    MoodPast -0.02
    MoodPresent -0.02
    MoodPerfect 0.08
    MoodModal -0.90
    MoodInfinitive -0.65
    MoodGerund -0.54
    MoodProgressive -0.21
    MoodPassive 0.70
    MoodReduced 0.40
    MoodNominal 0.60
    SourceNone -0.78
    SourceSubject 0.20
    SourceParenthesis 0.65
    SourceAntecedent -0.20
    SourceShared 0.59
    SourceAfter -0.03
    SourceOwner -1.03
    KindNone -0.78
    KindParticipant -0.25
    KindPronoun 0.26
    KindPerson 0.57
    KindDocument 0.19
    KindName 0.32
    KindBody -0.03
    KindOther -0.87
    Nested -0.96
    Negated -0.41
    Quoted -2.12
    Conditional -0.83
    Subordinate -0.20
    NoStop 0.05
    ContentShort -0.45
    ContentLong -0.07
    ContentQuoted 0.20
    ContentMuchQuoted 0.35
    ContentWhollyQuoted 0.23
    First 0.33
    SayObject -1.02
    MannerObject -1.02
    RequestObject 0.54
    CommitObject -0.15
    BelieveObject 0.02
    LearnObject -0.35
    CharacterizeObject 0.04
    DesireObject -0.00
    FeelObject -0.23
    JudgeObject 1.35
    SideObject 0.41
    ShowObject -0.17
    TopicObject -0.19
    IssueObject -0.10
    SayClause -0.51
    MannerClause -1.48
    BelieveClause 0.21
    LearnClause -0.43
    ShowClause -0.47
    DesireClause -0.07
    NounClause -0.19
    RequestClause 0.16
    CommitClause -0.44
    SayQuote 0.26
    OtherQuote 0.54
    BelievePassive 1.77
    ObjectPassive -0.13
    DocumentShows 1.73
    SayPast 0.62
    SayModal 0.13
    SayCloses 1.69
}
