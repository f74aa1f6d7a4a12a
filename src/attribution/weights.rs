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
    Always -0.84
    ClassSpeech 1.26
    ClassAsk 1.13
    ClassRequest 0.00
    ClassCommit 0.22
    ClassBelief -0.11
    ClassDesire -0.51
    ClassFeel 0.10
    ClassJudge -1.03
    ClassShow 0.38
    ClassSeem -1.18
    ClassTopic -0.27
    ClassIssue -0.65
    ClassPerceive -1.12
    ClassNoun -0.21
    ClassAdjective -1.08
    ClassFormula 2.08
    ShapeQuote 0.70
    ShapeColon -0.84
    ShapeThat 0.13
    ShapeBare -0.61
    ShapeWh -0.33
    ShapeTo -0.06
    ShapeObject -0.42
    ShapeObjectTo 0.03
    ShapeObjectAs 1.04
    ShapeGerund -0.59
    ShapePreposition 0.00
    ShapeBefore -0.42
    ShapeQuoteBefore 1.49
    ShapeAround -1.05
    ShapePredicate 0.00
    MoodPast 0.17
    MoodPresent -0.11
    MoodPerfect -0.01
    MoodModal -1.03
    MoodInfinitive -0.64
    MoodGerund -0.51
    MoodProgressive -0.19
    MoodPassive 0.91
    MoodReduced -0.31
    MoodNominal 0.77
    SourceNone -0.98
    SourceSubject 0.28
    SourceParenthesis 0.63
    SourceAntecedent -0.07
    SourceShared 0.82
    SourceAfter -0.37
    SourceOwner -1.28
    KindNone -0.98
    KindPronoun 0.08
    KindPerson 0.49
    KindDocument 0.34
    KindName 0.23
    KindBody -0.05
    KindOther -1.06
    Nested -0.64
    Negated -0.31
    Quoted -1.80
    Conditional -0.93
    Subordinate -0.29
    NoStop 0.02
    ContentShort -0.53
    ContentLong -0.04
    ContentQuoted 0.45
    First 0.41
    SpeechObject -0.89
    JudgeObject 1.61
    BeliefObject 0.02
    RequestObject 0.42
    CommitObject 0.08
    ShowClause 0.07
    BeliefClause 0.50
    NounThat 0.15
    BeliefPassive 1.95
    ObjectPassive -0.10
}
