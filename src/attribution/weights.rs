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
    Always -0.54
    ClassSay 1.00
    ClassManner 0.31
    ClassAsk 0.49
    ClassRequest -0.32
    ClassCommit 0.29
    ClassBelieve -0.34
    ClassLearn 0.02
    ClassCharacterize -0.23
    ClassDesire -0.21
    ClassStrive -1.63
    ClassFeel -0.10
    ClassJudge -0.79
    ClassSide -0.63
    ClassShow 0.42
    ClassSeem 1.16
    ClassTopic -0.30
    ClassIssue -0.36
    ClassNoun -0.80
    ClassAdjective -1.17
    ClassFormula 2.42
    ClassLabel 0.14
    ShapeQuote 0.49
    ShapeColon -0.91
    ShapeThat 0.61
    ShapeBare -0.12
    ShapeWh 0.31
    ShapeTo 0.07
    ShapeObject -0.25
    ShapeObjectTo 0.30
    ShapeObjectAs 0.98
    ShapeGerund -0.16
    ShapePreposition 0.12
    ShapeBefore -1.03
    ShapeQuoteBefore 0.70
    ShapeAround -1.71
    ShapePredicate 0.00
    MoodPast 0.00
    MoodPresent 0.05
    MoodPerfect 0.08
    MoodModal -0.84
    MoodInfinitive -0.62
    MoodGerund -0.54
    MoodProgressive -0.23
    MoodPassive 0.61
    MoodReduced 0.31
    MoodNominal 0.57
    SourceNone -0.72
    SourceSubject 0.21
    SourceParenthesis 0.27
    SourceAntecedent -0.15
    SourceShared 0.68
    SourceAfter -0.01
    SourceOwner -0.92
    KindNone -0.72
    KindParticipant -0.24
    KindPronoun 0.27
    KindPerson 0.54
    KindDocument 0.07
    KindName 0.33
    KindBody 0.02
    KindOther -0.88
    Nested -0.92
    Negated -0.39
    Quoted -2.11
    Conditional -0.83
    Subordinate -0.18
    NoStop -0.12
    ContentShort -0.48
    ContentLong -0.14
    ContentQuoted 0.27
    ContentMuchQuoted 0.35
    ContentWhollyQuoted 0.26
    First 0.30
    SayObject -0.81
    MannerObject -1.03
    RequestObject 0.52
    CommitObject -0.18
    BelieveObject 0.08
    LearnObject -0.49
    CharacterizeObject 0.13
    DesireObject 0.03
    FeelObject -0.21
    JudgeObject 1.47
    SideObject 0.46
    ShowObject -0.40
    TopicObject -0.09
    IssueObject -0.31
    SayClause -0.26
    MannerClause -1.45
    BelieveClause 0.29
    LearnClause -0.48
    ShowClause -0.65
    DesireClause -0.05
    NounClause -0.20
    RequestClause 0.20
    CommitClause -0.57
    SayQuote 0.64
    OtherQuote 0.55
    BelievePassive 1.67
    ObjectPassive -0.07
    DocumentShows 1.65
    SayPast 0.52
    SayModal 0.11
    SayCloses 2.02
}
