use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::cells::{FigureCut, Figures, NO_VILLAGE, changes, client_changes};
use crate::{
    db::json::Json,
    rules::log_states::LogState,
    service_logs::{
        belonging::Belonging,
        model::{Log, LogFacts, LogWorker, ServiceMethod},
        texts::LogTexts,
    },
};

fn log(state: LogState, served_on: &str, workers: &[(u128, i32)]) -> Log {
    let facts = LogFacts {
        id: Uuid::from_u128(1),
        station_id: Uuid::from_u128(2),
        item_code: "1.1".into(),
        method: ServiceMethod::Visit,
        served_on: served_on.parse().unwrap(),
        starts_at: None,
        people_served: 3,
        village: Some("某处".into()),
        village_code: None,
        follow_up_on: None,
        attachments: Json(Vec::new()),
        belonging: Belonging::default(),
        on_list: Some(true),
        state,
        recorded_by: Uuid::from_u128(3),
        recorded_at: DateTime::UNIX_EPOCH,
        version: 1,
    };
    let part = |(worker, minutes): &(u128, i32)| LogWorker {
        worker_id: Uuid::from_u128(*worker),
        minutes: *minutes,
        posted_here: true,
    };
    let (workers, clients) = (workers.iter().map(part).collect(), vec![Uuid::from_u128(9)]);
    Log { facts, texts: LogTexts::default(), workers, clients }
}

#[test]
fn a_log_counts_in_each_cut_and_with_each_worker() {
    let log = log(LogState::Submitted, "2023-07-02", &[(4, 30), (5, 60)]);
    let told: Vec<_> = changes(None, &log)
        .into_iter()
        .map(|(cell, figures)| {
            (cell.cut, cell.starts_on.to_string(), cell.village, cell.worker.as_u128(), figures.minutes)
        })
        .collect();
    let row = |cut, day: &str, village: &str, worker, minutes| {
        (cut, day.to_owned(), village.to_owned(), worker, minutes)
    };
    assert_eq!(
        told,
        [
            row(FigureCut::Day, "2023-07-02", NO_VILLAGE, 0, 90),
            row(FigureCut::Month, "2023-07-01", "", 0, 90),
            row(FigureCut::MonthStation, "2023-07-01", "", 0, 90),
            row(FigureCut::MonthVillage, "2023-07-01", NO_VILLAGE, 0, 90),
            row(FigureCut::MonthWorker, "2023-07-01", "", 4, 30),
            row(FigureCut::MonthWorker, "2023-07-01", "", 5, 60),
            row(FigureCut::Year, "2023-01-01", "", 0, 90),
        ]
    );
    assert_eq!(client_changes(None, &log).len(), 3);
}

#[test]
fn what_does_not_count_changes_nothing() {
    let at = |state| log(state, "2023-07-02", &[(4, 30)]);
    for (before, after) in [
        (None, LogState::Draft),
        (Some(LogState::Draft), LogState::Withdrawn),
        (Some(LogState::Submitted), LogState::Reviewed),
        (Some(LogState::Reviewed), LogState::Verified),
        (Some(LogState::Returned), LogState::Returned),
    ] {
        let before = before.map(at);
        assert!(changes(before.as_ref(), &at(after)).is_empty(), "{after:?}");
        assert!(client_changes(before.as_ref(), &at(after)).is_empty(), "{after:?}");
    }
}

fn any_log() -> impl Strategy<Value = Log> {
    let states =
        [LogState::Draft, LogState::Submitted, LogState::Verified, LogState::Returned, LogState::Withdrawn];
    let parts = proptest::collection::btree_map(4_u128..8, 1_i32..99, 1..4);
    let clients = proptest::collection::btree_set(0_u128..4, 0..4);
    (prop::sample::select(states.to_vec()), 0_i64..400, parts, clients, 0_i32..9, any::<bool>()).prop_map(
        |(state, day, parts, clients, people, village)| {
            let mut log = log(state, "2023-01-01", &parts.into_iter().collect::<Vec<_>>());
            log.facts.served_on = NaiveDate::from_yo_opt(2023, 1).unwrap() + chrono::TimeDelta::days(day);
            log.facts.people_served = people;
            log.facts.village_code = village.then(|| "469025100001".to_owned());
            log.clients = clients.into_iter().map(Uuid::from_u128).collect();
            log
        },
    )
}

proptest! {
    #[test]
    fn on_whatever_way_a_log_came_it_counts_as_if_recorded_so(way in proptest::collection::vec(any_log(), 1..5)) {
        let (mut sum, mut clients) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
        for (n, log) in way.iter().enumerate() {
            let before = n.checked_sub(1).map(|before| &way[before]);
            for (cell, change) in changes(before, log) {
                sum.entry(cell).or_insert_with(Figures::default).add(change, 1);
            }
            for (cell, change) in client_changes(before, log) {
                *clients.entry(cell).or_insert(0) += change;
            }
        }
        sum.retain(|_, figures| *figures != Figures::default());
        clients.retain(|_, logs| *logs != 0);
        let last = way.last().unwrap();
        prop_assert_eq!(sum, changes(None, last));
        prop_assert_eq!(clients, client_changes(None, last));
    }
}
