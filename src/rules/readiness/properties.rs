//! What holds of readiness whatever the dates.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::facts::{
    EquipmentCondition, EquipmentKind, InstitutionKind, RoomFunction, SafetyCheckKind, SafetyCheckResult,
    What,
};
use super::*;
use crate::rules::finding::RuleCode;
use crate::rules::periods::add_days;
use crate::rules::staffing::fixture::{Baisha, day};

fn first() -> NaiveDate {
    day("2023-05-01")
}

fn spans() -> impl Strategy<Value = Span> {
    (0_u32..120, prop::option::of(1_u32..90)).prop_map(|(from, days)| {
        let from = add_days(first(), from);
        Span { from, to: days.map(|days| add_days(from, days)) }
    })
}

fn things() -> impl Strategy<Value = What> {
    let checked = |result| What::SafetyCheck { kind: SafetyCheckKind::FireSafety, result };
    prop_oneof![
        Just(What::Room { functions: vec![RoomFunction::Office, RoomFunction::CaseworkRoom] }),
        Just(What::Equipment { kind: EquipmentKind::Office, condition: EquipmentCondition::Working }),
        Just(checked(SafetyCheckResult::Passed)),
        Just(checked(SafetyCheckResult::Failed)),
        any::<bool>().prop_map(|mark| What::Signage { text: "甲".to_owned(), uses_provincial_mark: mark }),
        Just(What::Institution { kind: InstitutionKind::Finance }),
        (1_u32..30).prop_map(|items| What::ServiceList { items }),
    ]
}

prop_compose! {
    fn stations()(
        has in prop::collection::vec((things(), spans()), 0..12),
        operating in spans(),
        workers in 1_usize..4,
    ) -> ReadinessFacts {
        let mut staffing = Baisha::station(workers);
        staffing.states[1].span = operating;
        let mut has: Vec<Has> = has.into_iter().map(|(what, span)| Has { what, span }).collect();
        has.sort_by_key(|has| has.span.from);
        ReadinessFacts { staffing, name: "甲".to_owned(), has }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// `since` and `changes_on` agree with asking the rules day by day.
    #[test]
    fn runs_are_those_of_the_days(station in stations(), offset in 20_u32..180) {
        let as_of = add_days(first(), offset);
        let days: Vec<NaiveDate> = add_days(first(), 0).iter_days().take(320).collect();
        let calendar: Vec<(NaiveDate, Vec<Status>)> =
            days.iter().map(|on| (*on, judge(&station, *on).iter().map(|f| f.status).collect())).collect();
        for (n, finding) in judge(&station, as_of).iter().enumerate() {
            let differs = |(_, statuses): &&(NaiveDate, Vec<Status>)| statuses[n] != finding.status;
            let before = calendar.iter().filter(|(on, _)| *on < as_of).rfind(differs);
            if let Some((last, _)) = before {
                prop_assert_eq!(finding.since, Some(add_days(*last, 1)), "{:?}", finding.rule);
            }
            let after = calendar.iter().filter(|(on, _)| *on > as_of).find(differs);
            prop_assert_eq!(finding.changes_on.as_ref().map(|c| c.on), after.map(|(on, _)| *on), "{:?}", finding.rule);
        }
    }

    /// Only what is recorded meets a requirement, and what the service cannot know is never met.
    #[test]
    fn nothing_meets_what_is_not_recorded(station in stations(), offset in 0_u32..180) {
        let bare = ReadinessFacts { has: Vec::new(), ..station };
        for finding in judge(&bare, add_days(first(), offset)) {
            prop_assert!(finding.rule == RuleCode::R21 || finding.status != Status::Met);
        }
    }
}
