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
    Always -0.56
    ClassSay 1.79
    ClassManner 0.26
    ClassAsk 0.42
    ClassRequest -0.39
    ClassCommit 0.28
    ClassBelieve -0.38
    ClassLearn 0.03
    ClassCharacterize -0.20
    ClassDesire -0.21
    ClassStrive -1.60
    ClassFeel -0.12
    ClassJudge -0.89
    ClassSide -0.55
    ClassShow 0.15
    ClassSeem 1.14
    ClassTopic -0.37
    ClassIssue -0.62
    ClassNoun -0.73
    ClassAdjective -1.17
    ClassFormula 2.43
    ClassLabel 0.05
    ShapeQuote 0.21
    ShapeColon -0.77
    ShapeThat 0.60
    ShapeBare -0.15
    ShapeWh 0.26
    ShapeTo 0.07
    ShapeObject -0.18
    ShapeObjectTo 0.44
    ShapeObjectAs 0.97
    ShapeGerund -0.17
    ShapePreposition 0.17
    ShapeBefore -0.80
    ShapeQuoteBefore 0.54
    ShapeAround -1.81
    ShapePredicate 0.00
    MoodPast 0.01
    MoodPresent -0.03
    MoodPerfect 0.11
    MoodModal -0.84
    MoodInfinitive -0.61
    MoodGerund -0.50
    MoodProgressive -0.21
    MoodPassive 0.74
    MoodReduced 0.12
    MoodNominal 0.57
    SourceNone -0.73
    SourceSubject 0.23
    SourceParenthesis 0.40
    SourceAntecedent -0.09
    SourceShared 0.69
    SourceAfter -0.20
    SourceOwner -0.95
    KindNone -0.73
    KindParticipant -0.22
    KindPronoun 0.27
    KindPerson 0.54
    KindDocument 0.06
    KindName 0.28
    KindBody 0.03
    KindOther -0.86
    Nested -0.83
    Negated -0.41
    Quoted -2.18
    Conditional -0.86
    Subordinate -0.16
    NoStop 0.05
    ContentShort -0.51
    ContentLong -0.06
    ContentQuoted 0.23
    ContentMuchQuoted 0.41
    ContentWhollyQuoted 0.44
    First 0.40
    SayObject -1.63
    MannerObject -1.01
    RequestObject 0.72
    CommitObject -0.16
    BelieveObject 0.11
    LearnObject -0.50
    CharacterizeObject 0.07
    DesireObject 0.04
    FeelObject -0.18
    JudgeObject 1.51
    SideObject 0.46
    ShowObject -0.07
    TopicObject -0.04
    IssueObject -0.00
    SayClause -1.10
    MannerClause -1.41
    BelieveClause 0.32
    LearnClause -0.48
    ShowClause -0.31
    DesireClause -0.02
    NounClause -0.14
    RequestClause 0.34
    CommitClause -0.52
    SayQuote 0.00
    OtherQuote 0.75
    BelievePassive 1.66
    ObjectPassive -0.01
    DocumentShows 1.43
    SayPast 0.53
    SayModal 0.13
}
