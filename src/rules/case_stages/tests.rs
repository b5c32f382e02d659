use proptest::prelude::*;

use super::{CaseState::*, CaseStepKind::*, ClosureReason as Why, *};

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 7, 1).unwrap() + chrono::Days::new(n.into())
}

/// Steps a day apart; a closure is the client's wish.
fn steps(kinds: &[CaseStepKind]) -> Vec<Step> {
    let why = |kind| (kind == Closure).then_some(Why::ClientWish);
    (1..).zip(kinds).map(|(n, kind)| Step { kind: *kind, on: day(n), reason: why(*kind) }).collect()
}

#[test]
fn each_course_leads_somewhere() {
    let table: [(&[CaseStepKind], CaseState); 12] = [
        (&[], Accepted),
        (&[Assessment], Assessed),
        (&[Assessment, Plan], Planned),
        (&[Assessment, Plan, Intervention], InIntervention),
        (&[Assessment, Plan, Intervention, Evaluation], Evaluated),
        (&[Assessment, Plan, Intervention, Evaluation, Closure], Closed),
        (&[Assessment, Plan, Intervention, Assessment], Assessed),
        (&[Assessment, Plan, Intervention, Plan, Intervention], InIntervention),
        (&[Closure], Closed),
        (&[Referral], Referred),
        (&[Referral, Closure], Closed),
        (&[Assessment, Plan, Closure, Reopening], Planned),
    ];
    for (kinds, state) in table {
        assert_eq!(Course::of(&steps(kinds)).map(|course| course.state()), Ok(state), "{kinds:?}");
    }
}

#[test]
fn what_cannot_be_is_told_of_the_step_that_cannot_be() {
    let table: [(&[CaseStepKind], Misfit); 9] = [
        (&[Plan], Misfit::Needs(Assessment)),
        (&[Assessment, Intervention], Misfit::Needs(Plan)),
        (&[Assessment, Plan, Evaluation], Misfit::Needs(Intervention)),
        (&[Reopening], Misfit::NotEnded),
        (&[Assessment, Closure, Plan], Misfit::Ended),
        (&[Closure, Closure], Misfit::Ended),
        (&[Closure, Referral], Misfit::Ended),
        (&[Referral, Assessment], Misfit::Ended),
        (&[Closure, Reopening, Reopening], Misfit::NotEnded),
    ];
    for (kinds, misfit) in table {
        let all = steps(kinds);
        assert_eq!(Course::of(&all), Err((*all.last().unwrap(), misfit)), "{kinds:?}");
    }
}

#[test]
fn goals_are_met_only_after_an_evaluation_and_referred_only_after_a_referral() {
    let closed = |kinds: &[CaseStepKind], reason| {
        let mut all = steps(kinds);
        all.push(Step { kind: Closure, on: day(20), reason: Some(reason) });
        Course::of(&all).map(|course| course.ended_on()).map_err(|(_, misfit)| misfit)
    };
    let whole = [Assessment, Plan, Intervention, Evaluation];
    assert_eq!(closed(&whole, Why::GoalsMet), Ok(Some(day(20))));
    assert_eq!(closed(&whole[..3], Why::GoalsMet), Err(Misfit::Needs(Evaluation)));
    assert_eq!(closed(&[Referral], Why::Referred), Ok(Some(day(20))));
    assert_eq!(closed(&[], Why::Referred), Err(Misfit::Needs(Referral)));
    for reason in [Why::ClientWish, Why::Moved, Why::Died, Why::Other] {
        assert_eq!(closed(&[], reason), Ok(Some(day(20))));
    }
}

#[test]
fn the_first_plan_is_remembered() {
    let course = Course::of(&steps(&[Assessment, Plan, Intervention, Plan])).unwrap();
    assert_eq!(course.planned_on, Some(day(2)));
}

fn any_kind() -> impl Strategy<Value = CaseStepKind> {
    prop::sample::select(vec![Assessment, Plan, Intervention, Evaluation, Closure, Referral, Reopening])
}

proptest! {
    #[test]
    fn what_stands_has_what_it_needs(kinds in prop::collection::vec(any_kind(), 0..12)) {
        if let Ok(course) = Course::of(&steps(&kinds)) {
            let first = |kind| kinds.iter().position(|one| *one == kind);
            for (kind, needed) in [(Plan, Assessment), (Intervention, Plan), (Evaluation, Intervention)] {
                let ready = first(needed).is_some_and(|at| Some(at) < first(kind));
                prop_assert!(first(kind).is_none() || ready);
            }
            prop_assert_eq!(course.ended_on().is_some(), matches!(course.state(), Closed | Referred));
        }
    }

    #[test]
    fn a_course_cut_short_still_stands(kinds in prop::collection::vec(any_kind(), 0..12)) {
        let all = steps(&kinds);
        if Course::of(&all).is_ok() {
            prop_assert!((0..all.len()).all(|n| Course::of(&all[..n]).is_ok()));
        }
    }
}
