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
    Always -0.63
    ClassSay 0.93
    ClassManner 0.34
    ClassAsk 0.48
    ClassRequest -0.35
    ClassCommit 0.29
    ClassBelieve -0.32
    ClassLearn 0.06
    ClassCharacterize -0.17
    ClassDesire -0.17
    ClassStrive -1.60
    ClassFeel -0.14
    ClassJudge -0.81
    ClassSide -0.50
    ClassShow 0.33
    ClassSeem 1.17
    ClassTopic -0.32
    ClassIssue -0.54
    ClassNoun -0.75
    ClassAdjective -1.16
    ClassFormula 2.44
    ClassLabel 0.06
    ShapeQuote 0.37
    ShapeColon -0.81
    ShapeThat 0.63
    ShapeBare -0.13
    ShapeWh 0.28
    ShapeTo 0.09
    ShapeObject -0.28
    ShapeObjectTo 0.36
    ShapeObjectAs 0.96
    ShapeGerund -0.19
    ShapePreposition 0.07
    ShapeBefore -1.11
    ShapeQuoteBefore 0.75
    ShapeAround -1.70
    ShapePredicate 0.00
    MoodPast -0.09
    MoodPresent -0.08
    MoodPerfect 0.12
    MoodModal -0.85
    MoodInfinitive -0.63
    MoodGerund -0.45
    MoodProgressive -0.20
    MoodPassive 0.68
    MoodReduced 0.23
    MoodNominal 0.58
    SourceNone -0.79
    SourceSubject 0.18
    SourceParenthesis 0.35
    SourceAntecedent -0.14
    SourceShared 0.70
    SourceAfter -0.02
    SourceOwner -0.99
    KindNone -0.79
    KindParticipant -0.22
    KindPronoun 0.28
    KindPerson 0.47
    KindDocument 0.01
    KindName 0.41
    KindBody 0.05
    KindOther -0.92
    Nested -0.88
    Negated -0.40
    Quoted -2.11
    Conditional -0.85
    Subordinate -0.20
    NoStop 0.13
    ContentShort -0.50
    ContentLong -0.07
    ContentQuoted 0.20
    ContentMuchQuoted 0.41
    ContentWhollyQuoted 0.27
    First 0.30
    SayObject -0.72
    MannerObject -1.05
    RequestObject 0.64
    CommitObject -0.15
    BelieveObject 0.07
    LearnObject -0.52
    CharacterizeObject 0.09
    DesireObject 0.05
    FeelObject -0.15
    JudgeObject 1.43
    SideObject 0.49
    ShowObject -0.23
    TopicObject 0.00
    IssueObject -0.11
    SayClause -0.21
    MannerClause -1.46
    BelieveClause 0.29
    LearnClause -0.50
    ShowClause -0.52
    DesireClause -0.03
    NounClause -0.19
    RequestClause 0.25
    CommitClause -0.53
    SayQuote 0.65
    OtherQuote 0.47
    BelievePassive 1.63
    ObjectPassive -0.13
    DocumentShows 1.47
    SayPast 0.50
    SayModal 0.20
    SayCloses 2.15
}
