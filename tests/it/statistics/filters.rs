use super::{Counted, VILLAGE, figures};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn each_filter_narrows() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let (first, second, station) = (counted.post.worker, counted.second, counted.post.station);
    for (query, expected) in [
        (format!("station={station}"), [4, 11, 210]),
        (format!("station={}", lab.station("469025101").await), [0, 0, 0]),
        ("domain=3".into(), [1, 5, 20]),
        ("item=1.1".into(), [3, 6, 190]),
        ("method=case".into(), [1, 1, 90]),
        (format!("worker={second}"), [2, 6, 80]),
        (format!("village={VILLAGE}"), [1, 3, 90]),
        ("village=none".into(), [3, 8, 120]),
        (format!("village=none&worker={first}"), [2, 3, 40]),
        ("item=1.1&method=visit".into(), [2, 5, 100]),
    ] {
        for period in ["from=2023-06-30&to=2023-07-04", "from=2023-06-01&to=2023-08-01"] {
            let answer = counted.ask(&format!("{period}&{query}&group_by=item")).await.ok();
            assert_eq!(figures(&answer["totals"]), expected, "{query} {period}");
            let rows = answer["rows"].as_array().unwrap().iter().map(figures);
            let sum = rows.fold([0; 3], |sum, row| [sum[0] + row[0], sum[1] + row[1], sum[2] + row[2]]);
            assert_eq!(sum, expected, "{query} {period}");
        }
    }
}

#[actix_web::test]
async fn days_are_half_open() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    for (period, logs) in [
        ("from=2023-07-01&to=2023-07-03", 2),
        ("from=2023-07-03&to=2023-07-04", 1),
        ("from=2023-06-30&to=2023-08-01", 4),
        ("from=2023-07-01&to=2023-08-01", 3),
    ] {
        assert_eq!(counted.ask(period).await.ok()["totals"]["logs"], logs, "{period}");
    }
}

#[actix_web::test]
async fn each_step_of_a_log_moves_the_figures() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let post = &counted.post;
    let july = async |logs: i64, people: i64, step: &str| {
        let answer = counted.ask("from=2023-07-01&to=2023-08-01").await.ok();
        assert_eq!(figures(&answer["totals"])[..2], [logs, people], "{step}");
    };
    let (path, log) = post.draft(json!({})).await;
    july(3, 9, "draft").await;
    let log = post.manager.patch(&log, &path, &json!({"people_served": 10})).await.ok();
    let log = post.manager.move_on(&log, &format!("{path}/submission"), &json!({})).await.ok();
    july(4, 19, "submitted").await;
    let body = json!({"reason": "人数有误", "changes": {"people_served": 20}});
    post.manager.move_on(&log, &format!("{path}/amendments"), &body).await.created();
    july(4, 29, "amended").await;
    let log = post.manager.get(&path).await.ok();
    let log = post.manager.move_on(&log, &format!("{path}/return"), &json!({"reason": "补充"})).await.ok();
    july(3, 9, "returned").await;
    let moved = json!({"served_on": "2023-06-30"});
    let log = post.manager.patch(&log, &path, &moved).await.ok();
    post.manager.move_on(&log, &format!("{path}/submission"), &json!({})).await.ok();
    july(3, 9, "in June").await;
    assert_eq!(counted.ask("from=2023-06-01&to=2023-07-01").await.ok()["totals"]["people_served"], 22);
}

#[actix_web::test]
async fn logs_are_found_as_they_are_counted() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    for (query, found) in [
        ("counts=true".to_owned(), 4),
        ("counts=false".into(), 2),
        (format!("village={VILLAGE}"), 1),
        ("village=none".into(), 5),
    ] {
        let list = counted.post.manager.get(&format!("/service-logs?{query}")).await.ok();
        assert_eq!(list.items().len(), found, "{query}");
    }
}
