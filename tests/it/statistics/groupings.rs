use super::{Counted, VILLAGE, by, figures};
use crate::harness::{BAISHA, Lab, Value, json};

/// Days that are read from rows of days, and the same in whole months.
const PERIODS: [&str; 2] = ["from=2023-06-30&to=2023-07-04", "from=2023-06-01&to=2023-08-01"];

/// A grouping, the member of its key, and logs, people and minutes of each key.
type Case<'a> = (&'a str, &'a str, Vec<(&'a str, [i64; 3])>);

#[actix_web::test]
async fn each_grouping_tells_its_own() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let (first, second) = (counted.post.worker.to_string(), counted.second.to_string());
    let station = counted.post.station.to_string();
    let cases: [Case<'_>; 8] = [
        (
            "day",
            "day",
            vec![
                ("2023-06-30", [1, 2, 10]),
                ("2023-07-01", [1, 3, 90]),
                ("2023-07-02", [1, 1, 90]),
                ("2023-07-03", [1, 5, 20]),
            ],
        ),
        ("month", "month", vec![("2023-06-01", [1, 2, 10]), ("2023-07-01", [3, 9, 200])]),
        ("station", "station_id", vec![(&station, [4, 11, 210])]),
        ("domain", "domain_code", vec![("1", [3, 6, 190]), ("3", [1, 5, 20])]),
        ("item", "item_code", vec![("1.1", [3, 6, 190]), ("3.1", [1, 5, 20])]),
        ("method", "method", vec![("case", [1, 1, 90]), ("visit", [3, 10, 120])]),
        ("worker", "worker_id", vec![(&first, [3, 6, 130]), (&second, [2, 6, 80])]),
        ("village", "village_code", vec![(VILLAGE, [1, 3, 90]), ("none", [3, 8, 120])]),
    ];
    for (group, key, mut expected) in cases {
        expected.sort_unstable();
        for period in PERIODS {
            let answer = counted.ask(&format!("{period}&group_by={group}")).await.ok();
            let expected: Vec<_> = expected.iter().map(|(key, all)| ((*key).to_owned(), *all)).collect();
            assert_eq!(by(&answer, key), expected, "{group} {period}");
            assert_eq!(figures(&answer["totals"]), [4, 11, 210], "{group} {period}");
        }
    }
}

#[actix_web::test]
async fn two_groupings_cross() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    for period in PERIODS {
        let answer = counted.ask(&format!("{period}&group_by=worker,village")).await.ok();
        let of = |worker, village| {
            let rows = answer["rows"].as_array().unwrap().iter();
            let mut rows =
                rows.filter(|row| row["worker_id"] == json!(worker) && row["village_code"] == village);
            rows.next().map(figures)
        };
        assert_eq!(of(counted.post.worker, VILLAGE), Some([1, 3, 90]));
        assert_eq!(of(counted.post.worker, "none"), Some([2, 3, 40]));
        assert_eq!((of(counted.second, "none"), of(counted.second, VILLAGE)), (Some([2, 6, 80]), None));
    }
}

#[actix_web::test]
async fn each_figure_leads_to_its_logs() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    for group in ["day", "month,method", "station", "domain", "item", "worker,village"] {
        let answer = counted.ask(&format!("from=2023-06-15&to=2023-07-15&group_by={group}")).await.ok();
        for row in answer["rows"].as_array().unwrap().iter().chain([&answer["totals"]]) {
            let logs = counted.post.manager.get(&format!("/{}", row["link"].as_str().unwrap())).await.ok();
            assert_eq!(json!(logs.items().len()), row["logs"], "{row}");
        }
    }
}

#[actix_web::test]
async fn figures_say_as_of_which_position() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let before = counted.ask("").await.ok();
    assert!(before["as_of"]["waiting"].as_i64().unwrap() > 0, "{}", before.body);
    lab.sequence_of(BAISHA).await;
    let after = counted.ask("group_by=item").await.ok();
    let all = lab.number("SELECT count(*) AS n FROM events WHERE county_code = '469025'").await;
    assert_eq!(after["as_of"], json!({"position": all, "waiting": 0}));
    assert_eq!(after["rows"][0]["as_of_position"], all);
    assert_eq!((figures(&before["totals"]), figures(&after["totals"])), ([4, 11, 210], [4, 11, 210]));
}

#[actix_web::test]
async fn without_groups_there_are_totals_of_the_year() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let answer = counted.ask("").await.ok();
    assert_eq!(
        (&answer["rows"], &answer["from"], &answer["to"]),
        (&json!([]), &json!("2023-01-01"), &json!("2023-07-04"))
    );
    assert_eq!(counted.ask("from=2022-01-01&to=2023-01-01&group_by=item").await.ok()["rows"], json!([]));
}

#[actix_web::test]
async fn a_question_that_is_none_is_refused() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    for query in [
        "group_by=item,item",
        "group_by=weather",
        "group_by=day,item,month",
        "from=2023-07-01&to=2023-07-01",
        "from=2010-01-01&to=2023-07-01",
        "from=2022-01-01&to=2023-07-01&group_by=day",
        "village=1",
        "clients=some",
    ] {
        counted.ask(query).await.is(422);
    }
}

#[actix_web::test]
async fn only_logs_on_the_list_count_for_coverage() {
    let lab = Lab::new().await;
    let site = crate::harness::Site::of(&lab).await;
    site.filed(&["2.1"], "2023-07-01").await;
    let post = crate::service_logs::Post::at(&lab, &site).await;
    post.log(json!({})).await.created();
    post.log(json!({"item_code": "2.1"})).await.created();
    let answer = post.manager.get("/statistics/services?group_by=item").await.ok();
    let rows = answer["rows"].as_array().unwrap();
    let listed: Vec<&Value> = rows.iter().map(|row| &row["on_list_logs"]).collect();
    assert_eq!((listed, &answer["totals"]["on_list_logs"]), (vec![&json!(0), &json!(1)], &json!(1)));
}

#[actix_web::test]
async fn the_figures_are_a_table_too() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let path = "/statistics/services?group_by=method";
    let table = counted.post.manager.send("GET", path, &[("accept", "text/csv")], Vec::new()).await.is(200);
    let text = String::from_utf8_lossy(&table.bytes).into_owned();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains("服务记录数") && text.contains("visit"), "{text}");
}
