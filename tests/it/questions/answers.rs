use stations::auth::role::Role;

use super::Post;
use crate::harness::{Answer, BAISHA, Lab, Site, json};

/// A question about an item off the list, as its contractor reads it.
async fn question(post: &Post<'_>) -> (String, Answer) {
    post.log(json!({})).await.created();
    let list = post.manager.get("/questions").await.ok();
    let path = format!("/questions/{}", list["items"][0]["id"].as_str().unwrap());
    let question = post.manager.get(&path).await.ok();
    (path, question)
}

async fn at(lab: &Lab) -> Post<'_> {
    let site = Site::of(lab).await;
    site.filed(&["2.1"], "2023-07-01").await;
    Post::at(lab, &site).await
}

#[actix_web::test]
async fn the_contractor_answers_and_the_bureau_closes() {
    let lab = Lab::new().await;
    let post = at(&lab).await;
    let (path, open) = question(&post).await;
    assert_eq!((&open["state"], &open["answers"]), (&json!("open"), &json!([])));
    let answer = json!({"answer": "应村委会请求临时协助"});
    let answered = post.manager.move_on(&open, &format!("{path}/answer"), &answer).await.ok();
    assert_eq!(
        (&answered["state"], &answered["answers"][0]["answer"]),
        (&json!("answered"), &answer["answer"])
    );
    let officer = lab.bureau_officer().await;
    let closed =
        officer.move_on(&answered, &format!("{path}/closing"), &json!({"remark": "已说明"})).await.ok();
    assert_eq!(
        (&closed["state"], &closed["remark"], &closed["closed_by"]),
        (&json!("closed"), &json!("已说明"), &json!(officer.id))
    );
    assert_eq!(lab.event("question.closed").await["changes"]["was"], "answered");
    post.manager.move_on(&closed, &format!("{path}/answer"), &answer).await.problem(409, "conflict");
    officer
        .move_on(&closed, &format!("{path}/closing"), &json!({"remark": "x"}))
        .await
        .problem(409, "conflict");
}

#[actix_web::test]
async fn every_answer_is_kept() {
    let lab = Lab::new().await;
    let post = at(&lab).await;
    let (path, mut seen) = question(&post).await;
    for text in ["第一次答复", "第二次答复"] {
        lab.pass(chrono::TimeDelta::seconds(1));
        seen = post.manager.move_on(&seen, &format!("{path}/answer"), &json!({"answer": text})).await.ok();
    }
    let answers: Vec<_> = seen["answers"].as_array().unwrap().iter().map(|one| &one["answer"]).collect();
    assert_eq!(answers, [&json!("第一次答复"), &json!("第二次答复")]);
    assert!(!lab.everything_of(BAISHA).await.contains("次答复"), "answers are sealed");
}

#[actix_web::test]
async fn who_answers_has_read_the_question() {
    let lab = Lab::new().await;
    let post = at(&lab).await;
    let (path, open) = question(&post).await;
    let answer = json!({"answer": "说明"});
    post.manager.move_on(&open, &format!("{path}/answer"), &answer).await.ok();
    post.manager.move_on(&open, &format!("{path}/answer"), &answer).await.problem(412, "stale");
    post.manager.post(&format!("{path}/answer"), &answer).await.is(428);
    post.manager
        .post(&format!("{path}/answer"), &json!({"answer": " "}))
        .await
        .faults(&["/answer wrong_format"]);
}

#[actix_web::test]
async fn each_does_his_own_part() {
    let lab = Lab::new().await;
    let post = at(&lab).await;
    let (path, open) = question(&post).await;
    let officer = lab.bureau_officer().await;
    officer
        .move_on(&open, &format!("{path}/answer"), &json!({"answer": "x"}))
        .await
        .problem(403, "forbidden");
    post.manager
        .move_on(&open, &format!("{path}/closing"), &json!({"remark": "x"}))
        .await
        .problem(403, "forbidden");
    lab.township_officer("469025100").await.get(&path).await.problem(403, "forbidden");
    let elsewhere = lab.posted_worker(post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::StationLead, elsewhere).await;
    colleague.get(&path).await.problem(404, "not_found");
    colleague
        .move_on(&open, &format!("{path}/answer"), &json!({"answer": "x"}))
        .await
        .problem(404, "not_found");
    assert!(colleague.get("/questions").await.ok().items().is_empty());
}

#[actix_web::test]
async fn the_list_narrows_and_counts() {
    let lab = Lab::new().await;
    let post = at(&lab).await;
    let (_, open) = question(&post).await;
    for (query, found) in [
        (format!("station={}", post.station), 1),
        (format!("log={}", open["log_id"].as_str().unwrap()), 1),
        ("kind=outside_service_list&state=open".into(), 1),
        ("state=closed".into(), 0),
        ("kind=entry_lag".into(), 0),
    ] {
        let list = post.manager.get(&format!("/questions?count=exact&{query}")).await.ok();
        assert_eq!((list.items().len(), &list["total"]), (found, &json!(found)), "{query}");
    }
    post.manager
        .get("/questions?kind=guilt&who=x")
        .await
        .faults(&["/kind unknown_value", "/who unknown_field"]);
}
