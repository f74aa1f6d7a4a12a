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
    Always -0.61
    ClassSay 0.90
    ClassManner 0.33
    ClassAsk 0.49
    ClassRequest -0.30
    ClassCommit 0.28
    ClassBelieve -0.29
    ClassLearn 0.08
    ClassCharacterize -0.19
    ClassDesire -0.18
    ClassStrive -1.58
    ClassFeel -0.11
    ClassJudge -0.74
    ClassSide -0.59
    ClassShow 0.34
    ClassSeem 1.18
    ClassTopic -0.33
    ClassIssue -0.55
    ClassNoun -0.74
    ClassAdjective -1.15
    ClassFormula 2.45
    ClassLabel 0.03
    ShapeQuote 0.38
    ShapeColon -0.78
    ShapeThat 0.63
    ShapeBare -0.18
    ShapeWh 0.28
    ShapeTo 0.09
    ShapeObject -0.24
    ShapeObjectTo 0.34
    ShapeObjectAs 0.95
    ShapeGerund -0.18
    ShapePreposition 0.09
    ShapeBefore -1.12
    ShapeQuoteBefore 0.76
    ShapeAround -1.70
    ShapePredicate 0.00
    MoodPast -0.02
    MoodPresent -0.06
    MoodPerfect 0.10
    MoodModal -0.85
    MoodInfinitive -0.64
    MoodGerund -0.50
    MoodProgressive -0.20
    MoodPassive 0.69
    MoodReduced 0.22
    MoodNominal 0.58
    SourceNone -0.78
    SourceSubject 0.21
    SourceParenthesis 0.32
    SourceAntecedent -0.14
    SourceShared 0.69
    SourceAfter -0.02
    SourceOwner -0.97
    KindNone -0.78
    KindParticipant -0.24
    KindPronoun 0.31
    KindPerson 0.51
    KindDocument 0.01
    KindName 0.33
    KindBody 0.05
    KindOther -0.88
    Nested -0.90
    Negated -0.40
    Quoted -2.10
    Conditional -0.82
    Subordinate -0.20
    NoStop 0.11
    ContentShort -0.52
    ContentLong -0.03
    ContentQuoted 0.22
    ContentMuchQuoted 0.41
    ContentWhollyQuoted 0.29
    First 0.32
    SayObject -0.74
    MannerObject -1.05
    RequestObject 0.64
    CommitObject -0.14
    BelieveObject 0.08
    LearnObject -0.51
    CharacterizeObject 0.08
    DesireObject 0.05
    FeelObject -0.14
    JudgeObject 1.44
    SideObject 0.51
    ShowObject -0.23
    TopicObject 0.00
    IssueObject -0.09
    SayClause -0.22
    MannerClause -1.46
    BelieveClause 0.28
    LearnClause -0.50
    ShowClause -0.51
    DesireClause -0.05
    NounClause -0.17
    RequestClause 0.24
    CommitClause -0.50
    SayQuote 0.64
    OtherQuote 0.50
    BelievePassive 1.61
    ObjectPassive -0.09
    DocumentShows 1.47
    SayPast 0.51
    SayModal 0.19
    SayCloses 2.16
}
