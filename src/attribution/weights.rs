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
    Always -0.40
    ClassSay 0.60
    ClassManner -0.17
    ClassAsk 0.52
    ClassRequest 0.25
    ClassCommit 0.37
    ClassBelieve -0.22
    ClassLearn 0.04
    ClassCharacterize 0.17
    ClassDesire -0.11
    ClassStrive -1.51
    ClassFeel 0.00
    ClassAffect -0.58
    ClassJudge 0.00
    ClassSide -0.17
    ClassShow 0.25
    ClassSeem 1.21
    ClassTopic 0.19
    ClassAct -0.75
    ClassIssue -0.97
    ClassNoun -0.62
    ClassAdjective -1.08
    ClassFormula 1.72
    ClassHearsay 2.60
    ClassLabel 0.42
    ShapeQuote 0.39
    ShapeColon -0.89
    ShapeThat 0.45
    ShapeBare -0.25
    ShapeWh -0.06
    ShapeTo -0.18
    ShapeObject -0.21
    ShapeObjectTo -0.06
    ShapeObjectAs 0.63
    ShapeGerund -0.13
    ShapePreposition -0.16
    ShapeBefore -0.42
    ShapeQuoteBefore 0.82
    ShapeAround -0.31
    ShapePredicate 0.00
    MoodPast -0.02
    MoodPresent -0.01
    MoodPerfect 0.07
    MoodModal -0.87
    MoodInfinitive -0.27
    MoodGerund -0.49
    MoodProgressive -0.22
    MoodPassive 0.48
    MoodReduced 0.42
    MoodNominal 0.50
    SourceNone -0.67
    SourceSubject 0.27
    SourceParenthesis 0.56
    SourceAntecedent -0.22
    SourceShared 0.58
    SourceAfter -0.12
    SourceOwner -0.79
    KindNone -0.67
    KindParticipant -0.40
    KindPronoun 0.29
    KindPerson 0.59
    KindDocument 0.20
    KindName 0.43
    KindBody -0.12
    KindOther -0.71
    Nested -1.03
    Idiom -0.02
    LightVerb -0.09
    Negated -0.33
    Quoted -1.67
    Conditional -0.69
    Subordinate -0.07
    NoStop 0.07
    ContentShort -0.56
    ContentLong -0.05
    ContentQuoted 0.22
    ContentMuchQuoted 0.29
    ContentWhollyQuoted 0.07
    First 0.24
    SayObject -0.44
    MannerObject -0.56
    RequestObject -0.02
    CommitObject -0.43
    BelieveObject -0.15
    LearnObject -0.47
    CharacterizeObject -0.17
    DesireObject 0.06
    FeelObject -0.14
    JudgeObject 0.45
    SideObject 0.24
    ShowObject -0.37
    TopicObject -0.37
    IssueObject 0.51
    SayClause 0.02
    MannerClause -0.88
    BelieveClause 0.06
    LearnClause -0.50
    ShowClause -0.45
    DesireClause 0.46
    NounClause -0.04
    RequestClause -0.16
    CommitClause -0.39
    SayQuote 0.67
    OtherQuote 0.54
    BelievePassive 1.56
    ObjectPassive 0.03
    DocumentShows 1.52
    SayPast 0.55
    SayModal 0.01
    SayCloses 0.92
}
