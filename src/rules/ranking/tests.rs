use super::*;
use crate::rules::policy::Policy;
use crate::rules::qualifications::Education;
use crate::rules::staffing::fixture::day;
use CriterionStanding::{Met, NotMet, Unknown};
use RankingCriterion::{Age, CertificateOrMajor, Education as Learning, Health};

const START: &str = "2023-07-01";

/// Meets every requirement, and no preference.
fn plain() -> CandidateFacts {
    CandidateFacts {
        birth: Some(day("1990-07-15")),
        healthy: Some(true),
        education: Some(Education::AssociateDegree),
        certificate: Some(false),
        social_work_major: Some(false),
        local_household: Some(false),
        in_province_graduate: Some(false),
        in_province_training_base: Some(false),
        first_posting: None,
    }
}

fn certified() -> CandidateFacts {
    CandidateFacts { certificate: Some(true), ..plain() }
}

fn local(of: CandidateFacts) -> CandidateFacts {
    CandidateFacts { local_household: Some(true), ..of }
}

fn ranked<const N: usize>(candidates: [(&'static str, CandidateFacts); N]) -> Ranking<&'static str> {
    rank(candidates.to_vec(), &Policy::default(), day(START))
}

/// Who has which place.
fn places(ranking: &Ranking<&'static str>) -> Vec<(u32, &'static str)> {
    ranking.places.iter().map(|one| (one.place, one.judged.candidate)).collect()
}

fn only(facts: CandidateFacts) -> Judged<&'static str> {
    let mut ranking = ranked([("A", facts)]);
    let placed = ranking.places.into_iter().map(|one| one.judged);
    let mut all: Vec<_> =
        placed.chain(ranking.undecided.drain(..)).chain(ranking.excluded.drain(..)).collect();
    all.remove(0)
}

fn standing(of: &Judged<&'static str>, criterion: RankingCriterion) -> CriterionStanding {
    of.reasons.iter().find(|reason| reason.criterion == criterion).unwrap().standing
}

/// 六（三）: 优先 before 同等条件下; the three of those are counted.
#[test]
fn the_preference_comes_before_those_among_equals() {
    let three = CandidateFacts {
        in_province_graduate: Some(true),
        in_province_training_base: Some(true),
        ..local(plain())
    };
    let ranking = ranked([
        ("plain", plain()),
        ("three", three),
        ("certified", certified()),
        ("both", local(certified())),
    ]);
    assert_eq!(places(&ranking), [(1, "both"), (2, "certified"), (3, "three"), (4, "plain")]);
    let by: Vec<_> = ranking.places.iter().map(|one| one.separation.as_ref().map(|why| why.by)).collect();
    let (equals, preference) = (CriterionKind::AmongEquals, CriterionKind::Preference);
    assert_eq!(by, [None, Some(equals), Some(preference), Some(equals)]);
    let why = &ranking.places[3].separation.as_ref().unwrap().words;
    assert_eq!(why.zh, "同等条件下，前一名次符合3项优先条件，本人符合0项");
}

/// Ours: 、 between the three gives none of them more weight.
#[test]
fn any_one_of_the_three_is_worth_the_same_and_ties_stay() {
    let graduate = CandidateFacts { in_province_graduate: Some(true), ..plain() };
    let intern = CandidateFacts { in_province_training_base: Some(true), ..plain() };
    let ranking = ranked([("i", intern), ("plain", plain()), ("g", graduate), ("l", local(plain()))]);
    assert_eq!(places(&ranking), [(1, "i"), (1, "g"), (1, "l"), (4, "plain")]);
}

/// 六（三）: 持有…证书、社会工作及其相关专业毕业人员优先: either is enough, both are no more.
#[test]
fn a_certificate_and_the_major_are_worth_the_same() {
    let major = CandidateFacts { social_work_major: Some(true), ..plain() };
    let both = CandidateFacts { social_work_major: Some(true), ..certified() };
    let ranking = ranked([("major", major), ("both", both), ("certified", certified()), ("plain", plain())]);
    assert_eq!(places(&ranking), [(1, "major"), (1, "both"), (1, "certified"), (4, "plain")]);
}

/// 六（三）: 45岁以下, counted by birthday on the first day; 以下 includes it (Civil Code art. 1259).
#[test]
fn age_is_that_of_the_first_day() {
    for (birth, expected) in [
        ("1978-07-01", Met),
        ("1977-07-02", Met),
        ("1977-07-01", NotMet),
        ("1960-01-01", NotMet),
        ("2023-07-02", Unknown),
    ] {
        let judged = only(CandidateFacts { birth: Some(day(birth)), ..plain() });
        assert_eq!(standing(&judged, Age), expected, "{birth}");
    }
    assert_eq!(standing(&only(CandidateFacts { birth: None, ..plain() }), Age), Unknown);
}

/// 六（三）: 大专及以上学历.
#[test]
fn an_associate_degree_is_enough() {
    for (education, expected) in [
        (Some(Education::SeniorSecondary), NotMet),
        (Some(Education::AssociateDegree), Met),
        (Some(Education::Doctorate), Met),
        (None, Unknown),
    ] {
        assert_eq!(standing(&only(CandidateFacts { education, ..plain() }), Learning), expected);
    }
}

#[test]
fn who_fails_is_told_every_requirement_failed_and_who_lacks_a_fact_is_apart() {
    let fails = CandidateFacts {
        birth: Some(day("1970-01-01")),
        healthy: Some(false),
        education: None,
        ..certified()
    };
    let lacks = CandidateFacts { healthy: None, ..certified() };
    let ranking = ranked([("fails", fails), ("lacks", lacks), ("plain", plain())]);
    assert_eq!(places(&ranking), [(1, "plain")]);
    let (failed, unsure) = (&ranking.excluded[0], &ranking.undecided[0]);
    assert_eq!((failed.candidate, unsure.candidate), ("fails", "lacks"));
    assert_eq!(failed.standing(NotMet).take(2).collect::<Vec<_>>(), [Age, Health]);
    assert_eq!(failed.standing(Unknown).collect::<Vec<_>>(), [Learning]);
    assert_eq!(unsure.standing(Unknown).collect::<Vec<_>>(), [Health]);
}

#[test]
fn what_is_not_known_counts_as_not_met_and_is_told() {
    let open = CandidateFacts { social_work_major: None, local_household: None, ..plain() };
    let ranking = ranked([("open", open), ("certified", certified()), ("plain", plain())]);
    assert_eq!(places(&ranking), [(1, "certified"), (2, "open"), (2, "plain")]);
    let best: Vec<_> = ranking.places.iter().map(|one| one.best_place).collect();
    assert_eq!(best, [1, 1, 2]);
    let missing: Vec<_> = ranking.places[1].judged.standing(Unknown).collect();
    assert_eq!(missing, [CertificateOrMajor, RankingCriterion::LocalHousehold]);
}

/// 六（三）: 须在2年内取得: a condition, no exclusion; it runs from the first posting in the county (ours).
#[test]
fn who_has_no_certificate_is_told_until_when_to_obtain_one() {
    let due = |facts| only(facts).certificate_due.map(|due| due.by.to_string());
    let posted = |on| CandidateFacts { first_posting: Some(day(on)), ..plain() };
    assert_eq!(due(certified()), None);
    assert_eq!(due(plain()).as_deref(), Some("2025-07-01"));
    assert_eq!(
        due(CandidateFacts { social_work_major: Some(true), ..plain() }).as_deref(),
        Some("2025-07-01")
    );
    assert_eq!(due(posted("2022-03-01")).as_deref(), Some("2024-03-01"));
    assert_eq!(due(posted("2024-03-01")).as_deref(), Some("2025-07-01"), "a later posting is not the first");
    let late = only(posted("2021-06-30")).certificate_due.unwrap();
    assert_eq!(late.words.zh, "取证期限已于2023-06-30届满");
    let unsure = only(CandidateFacts { certificate: None, ..plain() }).certificate_due.unwrap();
    assert!(unsure.words.zh.starts_with("如尚未取得证书"), "{:?}", unsure.words);
}

#[test]
fn a_reason_says_where_it_comes_from() {
    let mut policy = Policy::default();
    policy.max_age.years.value = 30;
    policy.max_age.years.source = "ours".into();
    let ranking = rank(vec![("A", plain())], &policy, day(START));
    let age = &ranking.excluded[0].reasons[0];
    assert_eq!(
        (age.source.as_str(), &*age.words.en),
        ("ours", "aged 32 on 2023-07-01, above the 30 allowed")
    );
    assert!(ranking.excluded[0].reasons[1..].iter().all(|reason| reason.source == "六（三）"));
}
