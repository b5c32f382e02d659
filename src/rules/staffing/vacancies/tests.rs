use proptest::prelude::*;

use super::super::fixture::day;
use super::*;
use crate::rules::periods::add_days;

fn id(worker: u128) -> Uuid {
    Uuid::from_u128(worker)
}

fn posting(worker: u128, from: &str, to: Option<&str>) -> (Uuid, Span) {
    (id(worker), Span { from: day(from), to: to.map(day) })
}

fn operating() -> Vec<StationPeriod> {
    vec![StationPeriod { state: StationState::Operating, span: Span::since(day("2023-06-01")) }]
}

/// Two who stay.
fn stayers() -> Vec<(Uuid, Span)> {
    [1, 2].map(|worker| posting(worker, "2023-06-01", None)).to_vec()
}

/// Who left and when, when it was closed and by whom; three are required.
fn told(postings: &[(Uuid, Span)]) -> Vec<(u128, String, Option<String>, Option<u128>)> {
    let told = |vacancy: &Vacancy| {
        let Vacancy { left_by, opened_on, closed_on, filled_by } = vacancy;
        let closed = closed_on.map(|on| on.to_string());
        (left_by.as_u128(), opened_on.to_string(), closed, filled_by.map(|worker| worker.as_u128()))
    };
    vacancies(&operating(), postings, |_| 3).iter().map(told).collect()
}

#[test]
fn a_place_is_vacant_from_the_day_after_the_last_until_the_next_begins() {
    let mut postings = stayers();
    postings.push(posting(3, "2023-06-01", Some("2023-09-01")));
    assert_eq!(told(&postings), [(3, "2023-09-01".into(), None, None)]);
    postings.push(posting(4, "2023-10-01", None));
    assert_eq!(told(&postings), [(3, "2023-09-01".into(), Some("2023-10-01".into()), Some(4))]);
    let vacancy = vacancies(&operating(), &postings, |_| 3)[0];
    assert_eq!(
        ["2023-08-31", "2023-09-01", "2023-09-30", "2023-10-01"].map(|on| vacancy.is_open(day(on))),
        [false, true, true, false]
    );
    assert_eq!(["2023-08-01", "2023-09-11", "2024-01-01"].map(|on| vacancy.days_until(day(on))), [0, 10, 30]);
}

#[test]
fn who_is_replaced_on_the_day_or_in_advance_leaves_no_vacancy() {
    for begins in ["2023-09-01", "2023-08-31", "2023-07-01"] {
        let mut postings = stayers();
        postings.push(posting(3, "2023-06-01", Some("2023-09-01")));
        postings.push(posting(4, begins, None));
        assert_eq!(told(&postings), [], "{begins}");
    }
}

#[test]
fn one_replacement_in_advance_is_for_one_leaver() {
    let mut postings = stayers();
    postings[1].1.to = Some(day("2023-10-01"));
    postings.push(posting(3, "2023-06-01", Some("2023-09-01")));
    postings.push(posting(4, "2023-08-15", None));
    assert_eq!(told(&postings), [(2, "2023-10-01".into(), None, None)]);
}

#[test]
fn several_vacancies_are_closed_in_the_order_in_which_they_opened() {
    let mut postings = vec![posting(1, "2023-06-01", None)];
    postings.push(posting(2, "2023-06-01", Some("2023-09-10")));
    postings.push(posting(3, "2023-06-01", Some("2023-09-01")));
    postings.push(posting(5, "2023-11-01", None));
    postings.push(posting(4, "2023-10-01", None));
    let expected = [
        (3, "2023-09-01".into(), Some("2023-10-01".into()), Some(4)),
        (2, "2023-09-10".into(), Some("2023-11-01".into()), Some(5)),
    ];
    assert_eq!(told(&postings), expected);
}

#[test]
fn who_goes_on_in_another_posting_neither_leaves_nor_comes() {
    let mut postings = stayers();
    postings.push(posting(3, "2023-06-01", Some("2023-08-01")));
    postings[0].1.to = Some(day("2023-09-01"));
    postings.push(posting(1, "2023-09-01", None));
    assert_eq!(told(&postings), [(3, "2023-08-01".into(), None, None)]);
}

#[test]
fn a_place_that_was_never_taken_and_a_supernumerary_are_no_vacancies() {
    assert_eq!(told(&stayers()), []);
    let mut four = stayers();
    four.extend([3, 4].map(|worker| posting(worker, "2023-06-01", None)));
    four[0].1.to = Some(day("2023-09-01"));
    assert_eq!(told(&four), []);
}

#[test]
fn a_station_that_stops_operating_has_no_vacancies() {
    let mut states = operating();
    states[0].span.to = Some(day("2023-10-01"));
    states.push(StationPeriod { state: StationState::Suspended, span: Span::since(day("2023-10-01")) });
    let mut postings = stayers();
    postings[0].1.to = Some(day("2023-09-01"));
    postings[1].1.to = Some(day("2023-11-01"));
    let all = vacancies(&states, &postings, |_| 3);
    let expected = Vacancy {
        left_by: id(1),
        opened_on: day("2023-09-01"),
        closed_on: Some(day("2023-10-01")),
        filled_by: None,
    };
    assert_eq!(all, [expected]);
}

#[test]
fn how_many_are_required_is_asked_of_the_day() {
    let mut postings = stayers();
    postings[0].1.to = Some(day("2023-09-01"));
    let changes = |on: NaiveDate| if on < day("2023-09-01") { 3 } else { 1 };
    assert_eq!(vacancies(&operating(), &postings, changes), []);
}

fn spans() -> impl Strategy<Value = Span> {
    (0_u32..60, prop::option::of(1_u32..40)).prop_map(|(from, days)| {
        let from = add_days(day("2023-06-01"), from);
        Span { from, to: days.map(|days| add_days(from, days)) }
    })
}

proptest! {
    /// On no day are there more vacancies than empty places; each has its own leaver and its own successor.
    #[test]
    fn a_place_is_counted_once(spans in prop::collection::vec(spans(), 0..8)) {
        let postings: Vec<_> = (1..).map(id).zip(spans).collect();
        let all = vacancies(&operating(), &postings, |_| 3);
        for on in day("2023-06-01").iter_days().take(120) {
            let open = all.iter().filter(|vacancy| vacancy.is_open(on)).count();
            prop_assert!(open <= missing(&postings, on, 3), "{}", on);
        }
        prop_assert!(all.iter().all(|vacancy| vacancy.closed_on.is_none_or(|on| on > vacancy.opened_on)));
        prop_assert!(all.is_sorted_by_key(|vacancy| vacancy.opened_on));
        for who in [|vacancy: &Vacancy| Some(vacancy.left_by), |vacancy: &Vacancy| vacancy.filled_by] {
            let people: Vec<_> = all.iter().filter_map(who).collect();
            prop_assert_eq!(people.iter().collect::<BTreeSet<_>>().len(), people.len());
        }
    }
}
