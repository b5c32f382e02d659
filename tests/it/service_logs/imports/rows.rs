use super::{HEAD, Post, figures, row, stands};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn every_fault_of_a_row_is_told_by_column() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (idle, unknown) = (lab.worker().await, "0189a000-0000-7000-8000-000000000000");
    let file = [
        HEAD,
        "2023-02-30,25:00,天涯镇,不存在,电话,王小梅,三,,x\n",
        &format!("2023-07-04,,,1.1,走访,{idle}:9；{unknown}:9,1,未来,\n"),
        "2023-07-02,,,1.1,走访,王小梅:1441,-1,很久,\n",
        "2023-07-02,,,1.1,走访,王小梅:5；王小梅:6,1,两次,\n",
    ];
    let refused = post.import("", &file.concat()).await;
    let mut told = post.told(&refused).await;
    told.sort();
    let mut wanted = vec![
        "2 served_on wrong_format",
        "2 starts_at wrong_format",
        "2 station_id unknown_reference",
        "2 item_code unknown_reference",
        "2 method unknown_value",
        "2 workers wrong_format",
        "2 people_served wrong_format",
        "2 summary required",
        "2 id wrong_format",
        "3 served_on in_future",
        "3 workers not_employed",
        "3 workers unknown_reference",
        "4 workers too_large",
        "4 people_served too_small",
        "5 workers repeated",
    ];
    wanted.sort_unstable();
    assert_eq!(told, wanted);
    assert_eq!(figures(&refused), stands("refused", [4, 4, 0, 0]));
}

#[actix_web::test]
async fn a_fault_points_into_the_row_and_speaks_the_callers_language() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let file = format!("{HEAD}2023-06-29,,,1.1,走访,{}:9,1,太早,\n", post.worker);
    let refused = post.import("", &file).await;
    let path = format!("/imports/{}/faults", refused.id());
    let fault = post.manager.get(&path).await.ok().items()[0].clone();
    assert_eq!(
        fault,
        json!({"row": 2, "column": "workers", "pointer": "/workers/0/worker_id",
        "code": "not_employed", "message": "该社工当日未被聘用"})
    );
    let english = post.manager.send("GET", &path, &[("accept-language", "en")], Vec::new()).await.ok();
    assert_eq!(english.items()[0]["message"], "The worker was not employed that day");
}

#[actix_web::test]
async fn stations_items_villages_and_workers_have_many_names() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let village = json!({"code": "469025100001", "name": "桥南社区", "kind": "community"});
    lab.bureau_admin().await.post("/villages", &village).await.created();
    let head = "服务日期*,开始时间,站点,服务事项,服务方式,社工及分钟,服务人数,村（社区）,服务内容\n";
    let rows = [
        "2023/7/2,9:30,469025100,政策宣传,visit,王小梅：90,3,桥南社区,甲\n".to_owned(),
        format!("20230702,09:30:00,{},1.1,走访,{}:90分钟,3,469025100001,乙\n", post.station, post.worker),
    ];
    let done = post.import("", &format!("{head}{}", rows.concat())).await;
    assert_eq!(figures(&done), stands("done", [2, 0, 0, 2]), "{:?}", post.told(&done).await);
    let logs = post.manager.get("/service-logs").await.ok();
    let same = |log: &Value| log["village_code"] == "469025100001" && log["starts_at"] == "09:30";
    assert!(logs.items().iter().all(same), "{}", logs.body);
}

#[actix_web::test]
async fn a_row_may_bring_its_own_id() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let own = |n: usize| row(n).replace(",\n", &format!(",{id}\n"));
    post.import("", &format!("{HEAD}{}", own(1))).await;
    let log = post.manager.get(&path).await.ok();
    // The phone's queue sends the very same.
    let again = post.visit_with(json!({"summary": log["summary"]}));
    assert_eq!(post.manager.put(&path, &again).await.ok()["version"], 1);
    let known = post.import("", &format!("{HEAD}{}{}", own(1), row(5))).await;
    assert_eq!(figures(&known), stands("done", [2, 0, 1, 1]));
    let other = post.import("", &format!("{HEAD}{}{}", own(2), own(2))).await;
    assert_eq!(post.told(&other).await, ["2 id already_exists", "3 id repeated"]);
}

#[actix_web::test]
async fn rows_give_rise_to_the_questions_of_single_logs() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let text = "到牙叉镇各村入户走访并讲解社会救助申请条件与程序";
    post.log(json!({"summary": text, "starts_at": "09:00", "workers": [{"worker_id": post.worker, "minutes": 60}]}))
        .await
        .created();
    let rows = format!(
        "2023-07-02,09:30,,1.1,走访,王小梅:90,3,{text},\n2023-07-02,13:00,,1.1,走访,王小梅:30,3,{text},\n"
    );
    post.import("", &format!("{HEAD}{rows}")).await;
    let questions = post.manager.get("/questions").await.ok();
    let mut kinds: Vec<&str> = questions.items().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["identical_text", "identical_text", "overlapping_minutes"]);
    let last = questions
        .items()
        .iter()
        .find(|one| one["facts"]["logs"].as_array().is_some_and(|all| all.len() == 2));
    assert!(last.is_some(), "the second row sees the first: {}", questions.body);
}

#[actix_web::test]
async fn old_rows_are_asked_about_as_late_entries() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    lab.at("2023-09-01T02:00:00Z");
    let post = Post {
        manager: lab.member(stations::auth::role::Role::ContractorManager, post.contractor).await,
        ..post
    };
    post.import("", &super::file(30)).await;
    let number = async |kind: &str| {
        lab.number(&format!("SELECT count(*) AS n FROM questions WHERE kind = '{kind}'")).await
    };
    assert_eq!((number("entry_lag").await, number("back_entry_in_bulk").await), (30, 1));
}

#[actix_web::test]
async fn a_draft_and_a_stranger_are_kept_as_with_single_logs() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let stranger = lab.worker().await;
    lab.employ(stranger, post.contractor, "2023-06-30").await;
    let head = HEAD.replace("编号", "状态");
    let rows = format!(
        "2023-07-02,,,1.1,走访,{stranger}:9,1,甲,草稿\n2023-07-02,,,1.1,走访,{stranger}:9,1,乙,已提交\n"
    );
    post.import("", &format!("{head}{rows}")).await;
    let logs = post.manager.get("/service-logs").await.ok();
    let mut states: Vec<&str> = logs.items().iter().map(|log| log["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    assert_eq!(states, ["draft", "submitted"]);
    assert!(logs.items().iter().all(|log| log["marks"] == json!(["worker_not_posted"])), "{}", logs.body);
}

#[actix_web::test]
async fn a_row_with_the_id_of_something_else_is_told_at_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let id = stations::http::clock::new_id(lab.now());
    let client =
        json!({"station_id": post.station, "kind": "person", "name": "符海燕", "since": "2023-07-01"});
    post.manager.put(&format!("/clients/{id}"), &client).await.created();
    let file = format!("{HEAD}{}{}", row(1).replace(",\n", &format!(",{id}\n")), row(2));
    let refused = post.import("", &file).await;
    assert_eq!(post.told(&refused).await, ["2 id already_exists"]);
    assert_eq!(figures(&refused), stands("refused", [2, 1, 0, 0]));
    let done = post.import("?mode=valid_rows", &file.replace("第2户", "第3户")).await;
    assert_eq!((figures(&done), post.logs().await), (stands("done", [2, 1, 0, 1]), 1));
    assert_eq!(lab.number("SELECT max(attempts)::bigint AS n FROM imports").await, 1);
}
